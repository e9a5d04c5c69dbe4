#include "study/metrics.h"

#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"

/* ---- sums over a typical week, or the weeks of seasons ---- */

/* Index of a count of one station in one window. */
typedef int (*count_index)(const struct cairn_layout *layout, int window, int station, int count);

static int source_index(const struct cairn_layout *layout, int window, int source, int count)
{
    return cairn_layout_source(layout, window, source, (enum cairn_source_count)count);
}

static int pool_index(const struct cairn_layout *layout, int window, int pool, int count)
{
    return cairn_layout_pool(layout, window, pool, (enum cairn_pool_count)count);
}

static int cache_index(const struct cairn_layout *layout, int window, int cache, int count)
{
    return cairn_layout_cache(layout, window, cache, (enum cairn_cache_count)count);
}

static int link_index(const struct cairn_layout *layout, int window, int link, int count)
{
    return cairn_layout_link(layout, window, link, (enum cairn_link_count)count);
}

/* Sum of a count over the windows, each as often as it stands for an hour. */
static double week_sum(const struct cairn_measurement *m, count_index index, int station, int count)
{
    double sum = 0.0;

    for (int w = 0; w < m->component->plan->n_windows; w++)
        sum += m->component->plan->windows[w].hours *
               (double)m->counts[index(m->layout, w, station, count)];
    return sum;
}

/* Measured seconds that week_sum() adds up. */
static double week_s(const struct cairn_measurement *m)
{
    return cairn_plan_hours(m->component->plan) * ((double)m->component->plan->length_ns / 1e9);
}

static double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : NAN;
}

/* ---- workloads ---- */

static double source_sum(const struct cairn_measurement *m, int source,
                         enum cairn_source_count count)
{
    return week_sum(m, source_index, source, (int)count);
}

static double arrivals_per_s(const struct cairn_measurement *m, int source)
{
    return source_sum(m, source, CAIRN_ARRIVALS) / week_s(m) / m->component->sources[source].copies;
}

static double throughput_per_s(const struct cairn_measurement *m, int source)
{
    double answered = source_sum(m, source, CAIRN_COMPLETED) + source_sum(m, source, CAIRN_HITS);

    return answered / week_s(m) / m->component->sources[source].copies;
}

static double share_of_arrivals(const struct cairn_measurement *m, int source,
                                enum cairn_source_count count)
{
    return ratio(source_sum(m, source, count), source_sum(m, source, CAIRN_ARRIVALS));
}

static double lost_share(const struct cairn_measurement *m, int source)
{
    return share_of_arrivals(m, source, CAIRN_LOST);
}

static double late_share(const struct cairn_measurement *m, int source)
{
    return share_of_arrivals(m, source, CAIRN_LATE);
}

static double hit_share(const struct cairn_measurement *m, int source)
{
    return share_of_arrivals(m, source, CAIRN_HITS);
}

static double spilled_share(const struct cairn_measurement *m, int source)
{
    return share_of_arrivals(m, source, CAIRN_SPILLED);
}

/* Where a cache may be wrong. */
static double wrong_share(const struct cairn_measurement *m, int source)
{
    bool wrong = false;

    for (int c = 0; c < m->component->n_caches; c++)
        wrong = wrong || m->component->caches[c].wrong > 0.0;
    if (!wrong)
        return NAN;
    return share_of_arrivals(m, source, CAIRN_WRONG);
}

/* How often a copy went round its trace of contents, in the measured time of a replication. */
static double trace_rounds(const struct cairn_measurement *m, int source)
{
    const struct cairn_component_source *of = &m->component->sources[source];
    double sum = 0.0;

    if (!of->trace)
        return NAN;
    for (int w = 0; w < m->component->plan->n_windows; w++)
        sum += (double)m->counts[source_index(m->layout, w, source, CAIRN_ARRIVALS)];
    return sum / of->copies / (double)of->trace->n_requests;
}

static double in_flight_share(const struct cairn_measurement *m, int source)
{
    return share_of_arrivals(m, source, CAIRN_IN_FLIGHT);
}

static double waited_share(const struct cairn_measurement *m, int source)
{
    return ratio(source_sum(m, source, CAIRN_WAITED), source_sum(m, source, CAIRN_COMPLETED));
}

#define TIME_METRIC(time, field)                                                \
    static double time##_##field(const struct cairn_measurement *m, int source) \
    {                                                                           \
        return m->sources[source].time.field;                                   \
    }
TIME_METRIC(wait, mean_s)
TIME_METRIC(wait, p50_s)
TIME_METRIC(wait, p95_s)
TIME_METRIC(wait, p99_s)
TIME_METRIC(sojourn, mean_s)
TIME_METRIC(sojourn, p50_s)
TIME_METRIC(sojourn, p95_s)
TIME_METRIC(sojourn, p99_s)
TIME_METRIC(first, mean_s)
TIME_METRIC(first, p50_s)
TIME_METRIC(first, p95_s)
TIME_METRIC(first, p99_s)
TIME_METRIC(token, mean_s)
TIME_METRIC(token, p50_s)
TIME_METRIC(token, p95_s)
TIME_METRIC(token, p99_s)
#undef TIME_METRIC

/* Of language models only. */
static double share_of_tokens(const struct cairn_measurement *m, int source,
                              enum cairn_source_count count)
{
    return m->component->sources[source].tokens.known ? share_of_arrivals(m, source, count) : NAN;
}

static double slow_first_share(const struct cairn_measurement *m, int source)
{
    return share_of_tokens(m, source, CAIRN_SLOW_FIRST);
}

static double slow_token_share(const struct cairn_measurement *m, int source)
{
    return share_of_tokens(m, source, CAIRN_SLOW_TOKEN);
}

const struct cairn_metric cairn_workload_metrics[] = {
    {"arrivals_per_s", arrivals_per_s},
    {"throughput_per_s", throughput_per_s},
    {"hit_share", hit_share},
    {"lost_share", lost_share},
    {"late_share", late_share},
    {"spilled_share", spilled_share},
    {"wrong_share", wrong_share},
    {"trace_rounds", trace_rounds},
    {"in_flight_share", in_flight_share},
    {"waited_share", waited_share},
    {"wait_mean_s", wait_mean_s},
    {"wait_p50_s", wait_p50_s},
    {"wait_p95_s", wait_p95_s},
    {"wait_p99_s", wait_p99_s},
    {"sojourn_mean_s", sojourn_mean_s},
    {"sojourn_p50_s", sojourn_p50_s},
    {"sojourn_p95_s", sojourn_p95_s},
    {"sojourn_p99_s", sojourn_p99_s},
    {NULL, NULL},
};

const struct cairn_metric cairn_token_metrics[] = {
    {"ttft_mean_s", first_mean_s},
    {"ttft_p50_s", first_p50_s},
    {"ttft_p95_s", first_p95_s},
    {"ttft_p99_s", first_p99_s},
    {"tpot_mean_s", token_mean_s},
    {"tpot_p50_s", token_p50_s},
    {"tpot_p95_s", token_p95_s},
    {"tpot_p99_s", token_p99_s},
    {"slow_ttft_share", slow_first_share},
    {"slow_tpot_share", slow_token_share},
    {NULL, NULL},
};

/* ---- pools; per copy of the place ---- */

static double pool_sum(const struct cairn_measurement *m, int pool, enum cairn_pool_count count)
{
    return week_sum(m, pool_index, pool, (int)count);
}

/* Device time, in ns, that all states add up to; 0 for an unlimited pool. */
static double device_ns(const struct cairn_measurement *m, int pool)
{
    if (m->component->pools[pool].unlimited)
        return 0.0;
    return pool_sum(m, pool, CAIRN_SLEEP_NS) + pool_sum(m, pool, CAIRN_WAKING_NS) +
           pool_sum(m, pool, CAIRN_IDLE_NS) + pool_sum(m, pool, CAIRN_BUSY_NS) +
           pool_sum(m, pool, CAIRN_OFF_NS) + pool_sum(m, pool, CAIRN_STARTING_NS) +
           pool_sum(m, pool, CAIRN_DOWN_NS);
}

static double utilisation(const struct cairn_measurement *m, int pool)
{
    return ratio(pool_sum(m, pool, CAIRN_BUSY_NS), device_ns(m, pool));
}

static double idle_share(const struct cairn_measurement *m, int pool)
{
    return ratio(pool_sum(m, pool, CAIRN_IDLE_NS), device_ns(m, pool));
}

static double sleep_share(const struct cairn_measurement *m, int pool)
{
    return ratio(pool_sum(m, pool, CAIRN_SLEEP_NS), device_ns(m, pool));
}

static double waking_share(const struct cairn_measurement *m, int pool)
{
    return ratio(pool_sum(m, pool, CAIRN_WAKING_NS), device_ns(m, pool));
}

static double off_share(const struct cairn_measurement *m, int pool)
{
    return ratio(pool_sum(m, pool, CAIRN_OFF_NS), device_ns(m, pool));
}

static double starting_share(const struct cairn_measurement *m, int pool)
{
    return ratio(pool_sum(m, pool, CAIRN_STARTING_NS), device_ns(m, pool));
}

static double down_share(const struct cairn_measurement *m, int pool)
{
    return ratio(pool_sum(m, pool, CAIRN_DOWN_NS), device_ns(m, pool));
}

/* Batches that are formed; a device of passes has none. */
static double mean_batch(const struct cairn_measurement *m, int pool)
{
    if (m->component->pools[pool].of_passes)
        return NAN;
    return ratio(pool_sum(m, pool, CAIRN_SERVED), pool_sum(m, pool, CAIRN_BATCHES));
}

static double full_batch_share(const struct cairn_measurement *m, int pool)
{
    if (m->component->pools[pool].of_passes)
        return NAN;
    return ratio(pool_sum(m, pool, CAIRN_FULL_BATCHES), pool_sum(m, pool, CAIRN_BATCHES));
}

static double batches_per_s(const struct cairn_measurement *m, int pool)
{
    if (m->component->pools[pool].of_passes)
        return NAN;
    return pool_sum(m, pool, CAIRN_BATCHES) / week_s(m) / m->component->pools[pool].copies;
}

static double served_per_s(const struct cairn_measurement *m, int pool)
{
    return pool_sum(m, pool, CAIRN_SERVED) / week_s(m) / m->component->pools[pool].copies;
}

static double queue_length(const struct cairn_measurement *m, int pool)
{
    return pool_sum(m, pool, CAIRN_QUEUE_NS) / 1e9 / week_s(m) / m->component->pools[pool].copies;
}

/* Facility energy of the pool over the horizon, all copies: the joules of the ledger. */
static double pool_energy_j(const struct cairn_measurement *m, int pool)
{
    return cairn_ledger_item_energy_j(m->ledger, m->book, m->scenario->choose.basis,
                                      CAIRN_ITEM_POOL, m->component->pools[pool].scenario_pool,
                                      m->amounts);
}

static double power_w(const struct cairn_measurement *m, int pool)
{
    return pool_energy_j(m, pool) / m->scenario->time.horizon_s /
           (m->component->pools[pool].copies * m->component->multiplicity);
}

static double energy_j_per_request(const struct cairn_measurement *m, int pool)
{
    return ratio(power_w(m, pool), served_per_s(m, pool));
}

const struct cairn_metric cairn_pool_metrics[] = {
    {"utilisation", utilisation},
    {"idle_share", idle_share},
    {"sleep_share", sleep_share},
    {"waking_share", waking_share},
    {"off_share", off_share},
    {"starting_share", starting_share},
    {"down_share", down_share},
    {"served_per_s", served_per_s},
    {"batches_per_s", batches_per_s},
    {"mean_batch", mean_batch},
    {"full_batch_share", full_batch_share},
    {"queue_length", queue_length},
    {"power_w", power_w},
    {"energy_j_per_request", energy_j_per_request},
    {NULL, NULL},
};

/* ---- pools that serve language models ---- */

static double pass_sum(const struct cairn_measurement *m, int pool, enum cairn_pass_count count)
{
    const struct cairn_component_pool *of = &m->component->pools[pool];
    double sum = 0.0;

    for (int v = 0; v < of->n_variants; v++)
        for (int w = 0; of->variants[v].passes && of->variants[v].passes->of_tokens &&
                        w < m->component->plan->n_windows;
             w++)
            sum += m->component->plan->windows[w].hours *
                   (double)m->counts[cairn_layout_pass(m->layout, w, pool, v, count)];
    return sum;
}

static double pass_rate(const struct cairn_measurement *m, int pool, enum cairn_pass_count count)
{
    return pass_sum(m, pool, count) / week_s(m) / m->component->pools[pool].copies;
}

static double tokens_per_s(const struct cairn_measurement *m, int pool)
{
    return pass_rate(m, pool, CAIRN_MADE);
}

static double prompt_tokens_per_s(const struct cairn_measurement *m, int pool)
{
    return pass_rate(m, pool, CAIRN_READ);
}

static double passes_per_s(const struct cairn_measurement *m, int pool)
{
    return m->component->pools[pool].unlimited ? NAN : pass_rate(m, pool, CAIRN_PASSES);
}

static double energy_j_per_token(const struct cairn_measurement *m, int pool)
{
    return ratio(power_w(m, pool), tokens_per_s(m, pool));
}

static double prefill_share(const struct cairn_measurement *m, int pool)
{
    return ratio(pass_sum(m, pool, CAIRN_PREFILL_NS), pool_sum(m, pool, CAIRN_BUSY_NS));
}

/* On the devices, mean over time. */
static double sequences(const struct cairn_measurement *m, int pool)
{
    return m->component->pools[pool].unlimited ? NAN : pass_rate(m, pool, CAIRN_SEQUENCES_NS) / 1e9;
}

/* That decode, mean over the time in which some do. */
static double decoding(const struct cairn_measurement *m, int pool)
{
    const struct cairn_component_pool *of = &m->component->pools[pool];
    double busy_ns = 0.0, sum_ns = 0.0;

    for (int w = 0; !of->unlimited && w < m->component->plan->n_windows; w++)
        for (int v = 0; v < of->n_variants; v++)
            for (int b = 1; b <= of->batch_max; b++) {
                double ns = m->component->plan->windows[w].hours *
                            (double)m->counts[cairn_layout_batch(m->layout, w, pool, v, b)];

                busy_ns += ns;
                sum_ns += b * ns;
            }
    return ratio(sum_ns, busy_ns);
}

/* Tokens of context that room is kept for, mean over time. */
static double context_tokens(const struct cairn_measurement *m, int pool)
{
    return m->component->pools[pool].unlimited ? NAN : pass_rate(m, pool, CAIRN_CONTEXT_MS) / 1e3;
}

const struct cairn_metric cairn_pass_metrics[] = {
    {"tokens_per_s", tokens_per_s},
    {"prompt_tokens_per_s", prompt_tokens_per_s},
    {"energy_j_per_token", energy_j_per_token},
    {"passes_per_s", passes_per_s},
    {"prefill_share", prefill_share},
    {"mean_decoding", decoding},
    {"mean_sequences", sequences},
    {"context_tokens", context_tokens},
    {NULL, NULL},
};

/* ---- caches and links; per copy of the site ---- */

static double cache_sum(const struct cairn_measurement *m, int cache, enum cairn_cache_count count)
{
    return week_sum(m, cache_index, cache, (int)count);
}

static double cache_hit_share(const struct cairn_measurement *m, int cache)
{
    return ratio(cache_sum(m, cache, CAIRN_CACHE_HITS), cache_sum(m, cache, CAIRN_LOOKUPS));
}

static double cache_similar_share(const struct cairn_measurement *m, int cache)
{
    if (!(m->component->caches[cache].similar > 0.0))
        return NAN;
    return ratio(cache_sum(m, cache, CAIRN_SIMILAR_HITS), cache_sum(m, cache, CAIRN_LOOKUPS));
}

static double cache_wrong_share(const struct cairn_measurement *m, int cache)
{
    if (!(m->component->caches[cache].wrong > 0.0))
        return NAN;
    return ratio(cache_sum(m, cache, CAIRN_WRONG_HITS), cache_sum(m, cache, CAIRN_LOOKUPS));
}

static double lookups_per_s(const struct cairn_measurement *m, int cache)
{
    return cache_sum(m, cache, CAIRN_LOOKUPS) / week_s(m) / m->component->caches[cache].copies;
}

static double occupancy(const struct cairn_measurement *m, int cache)
{
    return cache_sum(m, cache, CAIRN_OCCUPANCY_NS) / 1e9 / week_s(m) /
           m->component->caches[cache].copies;
}

const struct cairn_metric cairn_cache_metrics[] = {
    {"hit_share", cache_hit_share},     {"similar_share", cache_similar_share},
    {"wrong_share", cache_wrong_share}, {"lookups_per_s", lookups_per_s},
    {"occupancy_entries", occupancy},   {NULL, NULL},
};

static double link_rate(const struct cairn_measurement *m, int link, enum cairn_link_count count)
{
    return week_sum(m, link_index, link, (int)count) / week_s(m) / m->component->links[link].lines;
}

static double up_bytes_per_s(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_UP_BYTES);
}

static double down_bytes_per_s(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_DOWN_BYTES);
}

static double up_utilisation(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_UP_BUSY_NS) / 1e9;
}

static double down_utilisation(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_DOWN_BUSY_NS) / 1e9;
}

static double cut_share(const struct cairn_measurement *m, int link)
{
    return link_rate(m, link, CAIRN_CUT_NS) / 1e9;
}

/* Share of its time, or count per second, of a line's radio. */
static double radio_rate(const struct cairn_measurement *m, int link, enum cairn_link_count count)
{
    return m->component->links[link].has_radio ? link_rate(m, link, count) : NAN;
}

static double promotions_per_s(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_PROMOTIONS);
}

static double radio_promotion_share(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_PROMOTION_NS) / 1e9;
}

static double radio_active_share(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_ACTIVE_NS) / 1e9;
}

static double radio_tail_share(const struct cairn_measurement *m, int link)
{
    return radio_rate(m, link, CAIRN_TAIL_NS) / 1e9;
}

const struct cairn_metric cairn_link_metrics[] = {
    {"up_bytes_per_s", up_bytes_per_s},
    {"down_bytes_per_s", down_bytes_per_s},
    {"up_utilisation", up_utilisation},
    {"down_utilisation", down_utilisation},
    {"promotions_per_s", promotions_per_s},
    {"radio_promotion_share", radio_promotion_share},
    {"radio_active_share", radio_active_share},
    {"radio_tail_share", radio_tail_share},
    {"cut_share", cut_share},
    {NULL, NULL},
};

/* ---- estimates ---- */

struct cairn_estimate cairn_metric_estimate(const struct cairn_metric *metric,
                                            struct cairn_trial *trial, int component, int index,
                                            int n)
{
    const struct cairn_lab_entry *entry = cairn_trial_entry(trial, component, n);
    double *x = cairn_calloc((size_t)n, sizeof *x);
    struct cairn_estimate estimate;

    for (int r = 0; r < n; r++) {
        struct cairn_measurement measurement = {
            .scenario = trial->scenario,
            .component = &trial->components.items[component],
            .layout = &entry->sum.layout,
            .counts = entry->samples[r].counts,
            .amounts = cairn_trial_amounts(trial, component, r),
            .sources = entry->samples[r].sources,
            .ledger = &trial->ledgers[component],
            .book = trial->book,
        };

        x[r] = metric->value(&measurement, index);
    }
    estimate.mean = cairn_stats_mean(x, (size_t)n);
    estimate.half_width = cairn_stats_half_width(x, (size_t)n, 0.95);
    cairn_free(x);
    return estimate;
}
