#include "support/promise_bench.h"

#include <check.h>
#include <string.h>

#include "base/alloc.h"
#include "support/build.h"

void bench_init(struct promise_bench *b)
{
    memset(b, 0, sizeof *b);
    rig_init(&b->rig, 1, 10);
    rig_add_window(&b->rig, 3, 1, NULL);
    rig_add_window(&b->rig, 0, 1, NULL);
    rig_add_window(&b->rig, 0, 1, NULL);
    rig_add_source(&b->rig, 1);
    rig_add_pool(&b->rig, 1, 0.1);
    rig_add_route(&b->rig, 0);
    b->s = build_scenario();
    build_workload(b->s, "frames", build_site(b->s, "store", 1), build_model(b->s, "model"), 1);
    b->s->workloads[0].promise.p95_s = 1;
    b->s->workloads[0].promise.loss = 0.02;
    cairn_layout_init(&b->entry.sum.layout, &b->rig.component);
    b->entry.samples = b->samples;
    b->entry.n = BENCH_REPLICATIONS;
    for (int r = 0; r < BENCH_REPLICATIONS; r++) {
        b->samples[r].counts = cairn_calloc((size_t)(BENCH_N_WINDOWS * b->entry.sum.layout.stride),
                                            sizeof *b->samples[r].counts);
        b->samples[r].sources = &b->summaries[r];
        b->summaries[r].kept_p95_s = r + 1;
    }
}

void bench_release(struct promise_bench *b)
{
    for (int r = 0; r < BENCH_REPLICATIONS; r++)
        cairn_free(b->samples[r].counts);
    cairn_layout_release(&b->entry.sum.layout);
    build_free(b->s);
}

void bench_set(struct promise_bench *b, int replication, int window, int64_t arrivals, int64_t late,
               int64_t lost)
{
    const struct cairn_layout *layout = &b->entry.sum.layout;
    int64_t *counts = b->samples[replication].counts;

    counts[cairn_layout_source(layout, window, 0, CAIRN_ARRIVALS)] = arrivals;
    counts[cairn_layout_source(layout, window, 0, CAIRN_LATE)] = late;
    counts[cairn_layout_source(layout, window, 0, CAIRN_LOST)] = lost;
}

/* The same in every replication and window. */
void bench_set_all(struct promise_bench *b, int64_t arrivals, int64_t late, int64_t lost)
{
    for (int r = 0; r < BENCH_REPLICATIONS; r++)
        for (int w = 0; w < BENCH_N_WINDOWS; w++)
            bench_set(b, r, w, arrivals, late, lost);
}

/* Half of it to either side, for both verdicts. */
struct cairn_promise_error bench_both(double alpha)
{
    return (struct cairn_promise_error){alpha / 2, alpha / 2};
}

void bench_test(struct promise_bench *b, int n, double alpha)
{
    b->n_results =
        cairn_promise_test(b->s, &b->rig.component, 0, &b->entry, n, bench_both(alpha), b->results);
}

const struct cairn_promise_result *bench_result(const struct promise_bench *b,
                                                enum cairn_promise_kind kind)
{
    for (int i = 0; i < b->n_results; i++)
        if (b->results[i].kind == kind)
            return &b->results[i];
    ck_abort_msg("no result of that kind");
    return NULL;
}
