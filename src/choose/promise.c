#include "choose/promise.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

/* A promise of p95 leaves this share of the requests. */
#define LATE_SHARE 0.05

const char *cairn_promise_name(enum cairn_promise_kind kind)
{
    static const char *const names[CAIRN_N_PROMISES] = {
        [CAIRN_PROMISE_P95] = "p95",
        [CAIRN_PROMISE_LOSS] = "loss",
        [CAIRN_PROMISE_P95_PEAK] = "p95 at peak",
        [CAIRN_PROMISE_LOSS_PEAK] = "loss at peak",
    };

    return names[kind];
}

const char *cairn_verdict_name(enum cairn_verdict verdict)
{
    static const char *const names[] = {
        [CAIRN_KEPT] = "kept",
        [CAIRN_UNDECIDED] = "undecided",
        [CAIRN_BROKEN] = "broken",
    };

    return names[verdict];
}

/* Stands for a typical week, where a window is asked for. */
enum { TYPICAL = -1 };

/*
 * Share of the arrivals of a replication that a count stands for: in a peak window, or in a
 * typical week, windows weighted.
 */
static double count_share(const struct cairn_plan *plan, const struct cairn_layout *layout,
                          const int64_t *counts, int source, enum cairn_source_count what,
                          int window)
{
    double arrivals = 0.0;
    double counted = 0.0;

    for (int w = 0; w < plan->n_windows; w++) {
        double weight = window == TYPICAL ? plan->windows[w].hours : w == window;

        arrivals += weight *
                    (double)counts[cairn_layout_source(layout, w, source, CAIRN_ARRIVALS)];
        counted += weight * (double)counts[cairn_layout_source(layout, w, source, what)];
    }
    return arrivals > 0.0 ? counted / arrivals : 0.0;
}

static enum cairn_verdict judge(double share, double half_width, double limit)
{
    if (share == 0.0)
        return CAIRN_KEPT; /* nothing was ever late or lost */
    if (limit == 0.0)
        return CAIRN_BROKEN;
    if (share + half_width <= limit)
        return CAIRN_KEPT;
    return share - half_width > limit ? CAIRN_BROKEN : CAIRN_UNDECIDED;
}

static void window_test(const struct cairn_component *component, int source,
                        const struct cairn_lab_entry *entry, int n, double alpha, int window,
                        struct cairn_promise_result *result)
{
    bool late = result->kind == CAIRN_PROMISE_P95 || result->kind == CAIRN_PROMISE_P95_PEAK;
    double *share = cairn_calloc((size_t)n, sizeof *share);

    for (int r = 0; r < n; r++)
        share[r] = count_share(component->plan, &entry->sum.layout, entry->samples[r].counts, source,
                               late ? CAIRN_LATE : CAIRN_LOST, window);
    result->share = cairn_stats_mean(share, (size_t)n);
    result->half_width = cairn_stats_half_width(share, (size_t)n, 1.0 - alpha);
    result->verdict = judge(result->share, result->half_width, result->limit);
    cairn_free(share);
}

/* The worst of the peak windows; false where the plan has none. */
static bool peak_test(const struct cairn_component *component, int source,
                      const struct cairn_lab_entry *entry, int n, double alpha,
                      struct cairn_promise_result *result)
{
    bool any = false;

    for (int w = 0; w < component->plan->n_windows; w++) {
        struct cairn_promise_result one = *result;

        if (!component->plan->windows[w].peak)
            continue;
        window_test(component, source, entry, n, alpha, w, &one);
        if (!any || one.share > result->share)
            *result = one;
        any = true;
    }
    return any;
}

/* Time that 95 % of all requests keep; NaN where more are lost or nothing was measured. */
static double typical_p95_s(const struct cairn_quantities *sum, int source)
{
    const struct cairn_histogram *histogram = &sum->times[source].sojourn_histogram;

    return histogram->count ? cairn_histogram_quantile_ns(histogram, 0.95) / 1e9 : NAN;
}

int cairn_promise_test(const struct cairn_scenario *scenario,
                       const struct cairn_component *component, int source,
                       const struct cairn_lab_entry *entry, int n, double alpha,
                       struct cairn_promise_result results[CAIRN_N_PROMISES])
{
    int workload = component->sources[source].scenario_workload;
    const struct cairn_promise *promise = &scenario->workloads[workload].promise;
    int n_results = 0;

    assert(n >= 1 && n <= entry->n);
    for (int kind = 0; kind < CAIRN_N_PROMISES; kind++) {
        bool late = kind == CAIRN_PROMISE_P95 || kind == CAIRN_PROMISE_P95_PEAK;
        bool peak = kind == CAIRN_PROMISE_P95_PEAK || kind == CAIRN_PROMISE_LOSS_PEAK;
        struct cairn_promise_result result = {
            .workload = workload,
            .kind = (enum cairn_promise_kind)kind,
            .limit = late ? LATE_SHARE : promise->loss,
            .promised_s = late ? promise->p95_s : NAN,
            .p95_s = late && !peak ? typical_p95_s(&entry->sum, source) : NAN,
        };

        if (late && isinf(promise->p95_s))
            continue;
        if (!peak)
            window_test(component, source, entry, n, alpha, TYPICAL, &result);
        else if (!peak_test(component, source, entry, n, alpha, &result))
            continue;
        results[n_results++] = result;
    }
    return n_results;
}
