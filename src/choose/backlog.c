#include "choose/backlog.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

/* Chosen by hand. */
static const double limit = 0.01;
static const double always_busy = 0.99;
static const double suspicious = 0.05;   /* of a single replication */
static const double plain = 1.0 / 3.0;   /* likewise, */
static const double plain_from = 1000.0; /* of so many requests or more */

/* One window of one or more replications. */
struct flow {
    double accepted, served;
};

static void flow_add(struct flow *flow, const struct cairn_layout *layout, const int64_t *counts,
                     int window)
{
    for (int s = 0; s < layout->n_sources; s++)
        flow->accepted += (double)(counts[cairn_layout_source(layout, window, s, CAIRN_COMPLETED)] +
                                   counts[cairn_layout_source(layout, window, s, CAIRN_IN_FLIGHT)] +
                                   counts[cairn_layout_source(layout, window, s, CAIRN_WENT_ON)]);
    for (int p = 0; p < layout->n_pools; p++)
        flow->served += (double)counts[cairn_layout_pool(layout, window, p, CAIRN_SERVED)];
}

/* [BACKLOG] */
static double growth(const struct flow *flow)
{
    return flow->accepted > 0.0 ? (flow->accepted - flow->served) / flow->accepted : 0.0;
}

/* Are the lines of some link held all the time by what goes up? */
static bool is_held(const struct cairn_component *component, const struct cairn_lab_entry *entry,
                    int n, int window)
{
    for (int l = 0; l < component->n_links; l++) {
        double held_ns = 0.0;

        for (int r = 0; r < n; r++)
            held_ns +=
                (double)entry->samples[r]
                    .counts[cairn_layout_link(&entry->sum.layout, window, l, CAIRN_UP_BUSY_NS)];
        if (held_ns >=
            always_busy * n * component->links[l].lines * (double)component->plan->length_ns)
            return true;
    }
    return false;
}

/* Is some pool whose queue has no end busy all the time? */
static bool is_busy(const struct cairn_component *component, const struct cairn_lab_entry *entry,
                    int n, int window)
{
    for (int p = 0; p < component->n_pools; p++) {
        const struct cairn_component_pool *pool = &component->pools[p];
        double busy_ns = 0.0, ready_ns = 0.0;

        if (pool->unlimited || pool->queue != CAIRN_NONE)
            continue;
        for (int r = 0; r < n; r++) {
            const int64_t *counts =
                &entry->samples[r].counts[cairn_layout_pool(&entry->sum.layout, window, p, 0)];

            busy_ns += (double)counts[CAIRN_BUSY_NS];
            ready_ns += (double)cairn_pool_ready_ns(counts);
        }
        if (busy_ns >= always_busy * ready_ns)
            return true;
    }
    return false;
}

static enum cairn_verdict judge_one(const struct cairn_promise_result *result)
{
    if (result->share > plain && result->requests >= plain_from)
        return CAIRN_BROKEN;
    return result->share > suspicious ? CAIRN_UNDECIDED : CAIRN_KEPT;
}

static void test_window(const struct cairn_lab_entry *entry, int n, double alpha, int window,
                        struct cairn_promise_result *result)
{
    double *share = cairn_calloc((size_t)n, sizeof *share);
    struct flow all = {0};

    for (int r = 0; r < n; r++) {
        struct flow one = {0};

        flow_add(&one, &entry->sum.layout, entry->samples[r].counts, window);
        flow_add(&all, &entry->sum.layout, entry->samples[r].counts, window);
        share[r] = growth(&one);
    }
    result->requests = all.accepted;
    result->share = cairn_stats_mean(share, (size_t)n);
    result->half_width = cairn_stats_half_width(share, (size_t)n, 1.0 - alpha);
    if (n == 1)
        result->verdict = judge_one(result);
    else
        result->verdict = result->share - result->half_width > limit ? CAIRN_BROKEN : CAIRN_KEPT;
    cairn_free(share);
}

/* Looks at a window; false: it is none that counts, or its devices and lines have time to spare. */
static bool looks_full(const struct cairn_component *component, const struct cairn_lab_entry *entry,
                       int n, double alpha, int window, struct cairn_promise_result *result)
{
    *result = (struct cairn_promise_result){
        .kind = CAIRN_PROMISE_LOAD,
        .limit = limit,
        .promised_s = NAN,
        .p95_s = NAN,
    };
    if (component->plan->windows[window].hours == 0 ||
        !(is_busy(component, entry, n, window) || is_held(component, entry, n, window)))
        return false;
    test_window(entry, n, alpha / component->plan->n_windows, window, result);
    return true;
}

/* The workload that has most requests. */
static int busiest(const struct cairn_component *component, const struct cairn_lab_entry *entry)
{
    const struct cairn_layout *layout = &entry->sum.layout;
    int workload = CAIRN_NONE;
    int64_t most = -1;

    for (int s = 0; s < component->n_sources; s++) {
        int64_t requests = 0;

        for (int w = 0; w < layout->n_windows; w++)
            requests += entry->samples[0].counts[cairn_layout_source(layout, w, s, CAIRN_ARRIVALS)];
        if (requests > most) {
            most = requests;
            workload = component->sources[s].scenario_workload;
        }
    }
    return workload;
}

bool cairn_backlog_test(const struct cairn_component *component,
                        const struct cairn_lab_entry *entry, int n, double alpha,
                        struct cairn_promise_result *result)
{
    bool any = false;

    assert(n >= 1 && n <= entry->n);
    for (int w = 0; w < component->plan->n_windows; w++) {
        struct cairn_promise_result one;

        if (!looks_full(component, entry, n, alpha, w, &one) || one.verdict == CAIRN_KEPT)
            continue;
        if (!any || one.verdict > result->verdict ||
            (one.verdict == result->verdict && one.share > result->share))
            *result = one;
        any = true;
    }
    if (any)
        result->workload = busiest(component, entry);
    return any;
}

bool cairn_backlog_is_open(const struct cairn_component *component,
                           const struct cairn_lab_entry *entry, int n, double alpha)
{
    for (int w = 0; w < component->plan->n_windows; w++) {
        struct cairn_promise_result one;

        if (looks_full(component, entry, n, alpha, w, &one) && one.share + one.half_width > limit)
            return true;
    }
    return false;
}
