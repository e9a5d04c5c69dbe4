#include "choose/promise.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

/* A promise of p95 leaves this share of the requests. */
#define LATE_SHARE 0.05

const char *cairn_promise_name(enum cairn_promise_kind kind)
{
    static const char *const names[] = {
        [CAIRN_PROMISE_P95] = "p95",
        [CAIRN_PROMISE_LOSS] = "loss",
        [CAIRN_PROMISE_P95_PEAK] = "p95 at peak",
        [CAIRN_PROMISE_LOSS_PEAK] = "loss at peak",
        [CAIRN_PROMISE_TTFT] = "ttft",
        [CAIRN_PROMISE_TPOT] = "tpot",
        [CAIRN_PROMISE_TTFT_PEAK] = "ttft at peak",
        [CAIRN_PROMISE_TPOT_PEAK] = "tpot at peak",
        [CAIRN_PROMISE_LOAD] = "load",
        [CAIRN_PROMISE_ACCURACY] = "accuracy",
        [CAIRN_PROMISE_POWER] = "power",
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

/* What each promise is about. */
static const struct row {
    enum cairn_source_count counted;
    bool peak;
} rows[CAIRN_N_PROMISES] = {
    [CAIRN_PROMISE_P95] = {CAIRN_LATE, false},
    [CAIRN_PROMISE_LOSS] = {CAIRN_LOST, false},
    [CAIRN_PROMISE_P95_PEAK] = {CAIRN_LATE, true},
    [CAIRN_PROMISE_LOSS_PEAK] = {CAIRN_LOST, true},
    [CAIRN_PROMISE_TTFT] = {CAIRN_SLOW_FIRST, false},
    [CAIRN_PROMISE_TPOT] = {CAIRN_SLOW_TOKEN, false},
    [CAIRN_PROMISE_TTFT_PEAK] = {CAIRN_SLOW_FIRST, true},
    [CAIRN_PROMISE_TPOT_PEAK] = {CAIRN_SLOW_TOKEN, true},
};

bool cairn_promise_is_of_time(enum cairn_promise_kind kind)
{
    return kind < CAIRN_N_PROMISES && rows[kind].counted != CAIRN_LOST;
}

/* Stands for the whole year, where a window is asked for. */
enum { TYPICAL = -1 };

/* Requests of one or more replications, windows weighted. */
struct tally {
    double arrivals, squares; /* sum of weights, of squared weights */
    double counted;           /* of those that are late, or lost */
};

static void tally_add(struct tally *tally, const struct cairn_plan *plan,
                      const struct cairn_layout *layout, const int64_t *counts, int source,
                      enum cairn_source_count what, int window)
{
    for (int w = 0; w < plan->n_windows; w++) {
        double weight = window == TYPICAL ? plan->windows[w].hours : w == window;
        double n = (double)counts[cairn_layout_source(layout, w, source, CAIRN_ARRIVALS)];

        tally->arrivals += weight * n;
        tally->squares += weight * weight * n;
        tally->counted += weight * (double)counts[cairn_layout_source(layout, w, source, what)];
    }
}

static double tally_share(const struct tally *tally)
{
    return tally->arrivals > 0.0 ? tally->counted / tally->arrivals : 0.0;
}

/* How many equally weighted requests are worth as much (Kish). */
static double tally_requests(const struct tally *tally)
{
    return tally->squares > 0.0 ? tally->arrivals * tally->arrivals / tally->squares : 0.0;
}

/* Largest share that leaves N requests without a single one with this probability. [PROMISE] */
static double unseen_share(double probability, double requests)
{
    return requests > 0.0 ? -expm1(log(probability) / requests) : 1.0;
}

/* How far shares of n replications may be from the truth, to one side, but for this error. */
static double allowance(const double *share, int n, double requests, double error)
{
    return fmax(cairn_stats_half_width(share, (size_t)n, 1.0 - 2.0 * error),
                unseen_share(error, requests));
}

static enum cairn_verdict judge(double share, double kept, double broken, double limit)
{
    if (limit == 0.0)
        return share > 0.0 ? CAIRN_BROKEN : CAIRN_KEPT;
    if (share + kept <= limit)
        return CAIRN_KEPT;
    return share - broken > limit ? CAIRN_BROKEN : CAIRN_UNDECIDED;
}

static enum cairn_source_count counted_by(enum cairn_promise_kind kind)
{
    if (kind == CAIRN_PROMISE_ACCURACY)
        return CAIRN_WRONG;
    return rows[kind].counted;
}

static void window_test(const struct cairn_component *component, int source,
                        const struct cairn_lab_entry *entry, int n,
                        struct cairn_promise_error error, int window,
                        struct cairn_promise_result *result)
{
    enum cairn_source_count what = counted_by(result->kind);
    double *share = cairn_calloc((size_t)n, sizeof *share);
    struct tally all = {0};

    for (int r = 0; r < n; r++) {
        const int64_t *counts = entry->samples[r].counts;
        struct tally one = {0};

        tally_add(&one, component->plan, &entry->sum.layout, counts, source, what, window);
        tally_add(&all, component->plan, &entry->sum.layout, counts, source, what, window);
        share[r] = tally_share(&one);
    }
    result->requests = tally_requests(&all);
    result->share = cairn_stats_mean(share, (size_t)n);
    result->half_width = allowance(share, n, result->requests, error.kept);
    result->verdict = judge(result->share, result->half_width,
                            allowance(share, n, result->requests, error.broken), result->limit);
    cairn_free(share);
}

/* The worst of the peak windows; false where the plan has none. */
static bool peak_test(const struct cairn_component *component, int source,
                      const struct cairn_lab_entry *entry, int n, struct cairn_promise_error error,
                      struct cairn_promise_result *result)
{
    const struct cairn_plan *plan = component->plan;
    int n_peaks = 0;
    bool any = false;

    for (int w = 0; w < plan->n_windows; w++)
        n_peaks += plan->windows[w].peak;
    if (n_peaks == 0)
        return false;
    error.broken /= n_peaks;
    for (int w = 0; w < plan->n_windows; w++) {
        struct cairn_promise_result one = *result;

        if (!plan->windows[w].peak)
            continue;
        window_test(component, source, entry, n, error, w, &one);
        if (!any || one.verdict > result->verdict ||
            (one.verdict == result->verdict && one.share > result->share))
            *result = one;
        any = true;
    }
    return true;
}

/* The time that is promised; infinite where none is. */
static double promised_s(const struct cairn_workload *workload, bool of_tokens,
                         enum cairn_source_count counted)
{
    if (counted == CAIRN_LATE)
        return workload->promise.p95_s;
    if (!of_tokens)
        return INFINITY;
    return counted == CAIRN_SLOW_FIRST ? workload->promise.ttft_s : workload->promise.tpot_s;
}

int cairn_promise_most(const struct cairn_scenario *scenario,
                       const struct cairn_component *component, int source)
{
    const struct cairn_workload *workload =
        &scenario->workloads[component->sources[source].scenario_workload];
    bool of_tokens = component->sources[source].of_tokens;
    bool ttft = isfinite(promised_s(workload, of_tokens, CAIRN_SLOW_FIRST));
    bool tpot = isfinite(promised_s(workload, of_tokens, CAIRN_SLOW_TOKEN));

    return 4 + 2 * ttft + 2 * tpot;
}

static double typical_s(const struct cairn_lab_entry *entry, int source, int n,
                        enum cairn_source_count counted)
{
    double sum_s = 0.0;
    int some = 0;

    for (int r = 0; r < n; r++) {
        const struct cairn_source_summary *summary = &entry->samples[r].sources[source];
        double kept_s = counted == CAIRN_LATE         ? summary->kept_p95_s
                        : counted == CAIRN_SLOW_FIRST ? summary->kept_first_s
                                                      : summary->kept_token_s;

        if (isnan(kept_s))
            continue;
        sum_s += kept_s;
        some++;
    }
    return some > 0 ? sum_s / some : NAN;
}

int cairn_promise_test(const struct cairn_scenario *scenario,
                       const struct cairn_component *component, int source,
                       const struct cairn_lab_entry *entry, int n, struct cairn_promise_error error,
                       struct cairn_promise_result results[CAIRN_N_PROMISES])
{
    int index = component->sources[source].scenario_workload;
    const struct cairn_workload *workload = &scenario->workloads[index];
    bool of_tokens = component->sources[source].of_tokens;
    int n_results = 0;

    assert(n >= 1 && n <= entry->n);
    for (int kind = 0; kind < CAIRN_N_PROMISES; kind++) {
        const struct row *row = &rows[kind];
        bool of_time = row->counted != CAIRN_LOST;
        double time_s = of_time ? promised_s(workload, of_tokens, row->counted) : NAN;
        struct cairn_promise_result result = {
            .workload = index,
            .kind = (enum cairn_promise_kind)kind,
            .limit = of_time ? LATE_SHARE : workload->promise.loss,
            .promised_s = time_s,
            .p95_s = NAN,
        };

        if (isinf(time_s))
            continue;
        if (of_time && !row->peak)
            result.p95_s = typical_s(entry, source, n, row->counted);
        if (!row->peak)
            window_test(component, source, entry, n, error, TYPICAL, &result);
        else if (!peak_test(component, source, entry, n, error, &result))
            continue;
        results[n_results++] = result;
    }
    return n_results;
}

bool cairn_promise_has_accuracy(const struct cairn_scenario *scenario,
                                const struct cairn_component *component, int source)
{
    const struct cairn_component_source *of = &component->sources[source];

    if (!(scenario->workloads[of->scenario_workload].promise.accuracy > 0.0))
        return false;
    for (int r = of->first_route; r < of->first_route + of->n_routes; r++) {
        int cache = component->routes[r].cache;

        if (cache != CAIRN_NONE && component->caches[cache].wrong > 0.0)
            return true;
    }
    return false;
}

void cairn_promise_test_accuracy(const struct cairn_scenario *scenario,
                                 const struct cairn_component *component, int source,
                                 const struct cairn_lab_entry *entry, int n,
                                 struct cairn_promise_error error,
                                 struct cairn_promise_result *result)
{
    const struct cairn_component_source *of = &component->sources[source];
    double promised = scenario->workloads[of->scenario_workload].promise.accuracy;
    double least = 1.0;

    for (int r = of->first_route; r < of->first_route + of->n_routes; r++)
        least = fmin(least, component->routes[r].accuracy);
    *result = (struct cairn_promise_result){
        .workload = of->scenario_workload,
        .kind = CAIRN_PROMISE_ACCURACY,
        .limit = fmax(0.0, 1.0 - promised / least),
        .promised_s = NAN,
        .p95_s = NAN,
    };
    window_test(component, source, entry, n, error, TYPICAL, result);
}

double cairn_promise_more(const struct cairn_promise_result *result,
                          struct cairn_promise_error error)
{
    double room = result->limit - result->share;

    if (!(room > 0.0))
        return INFINITY;
    /* few requests open 1/N, replications that vary 1/sqrt R; none, or one: without end */
    if (result->half_width <= unseen_share(error.kept, result->requests))
        return fmax(1.0, log(error.kept) / log1p(-room) / result->requests);
    return fmax(1.0, result->half_width / room * (result->half_width / room));
}
