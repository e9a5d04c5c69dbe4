#include "study/metrics_sum.h"

static int pool_index(const struct cairn_layout *layout, int window, int pool, int count)
{
    return cairn_layout_pool(layout, window, pool, (enum cairn_pool_count)count);
}

/* Of pools: per copy of the place. */

static double pool_sum(const struct cairn_measurement *m, int pool, enum cairn_pool_count count)
{
    return cairn_week_sum(m, pool_index, pool, (int)count);
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
    return cairn_ratio(pool_sum(m, pool, CAIRN_BUSY_NS), device_ns(m, pool));
}

static double idle_share(const struct cairn_measurement *m, int pool)
{
    return cairn_ratio(pool_sum(m, pool, CAIRN_IDLE_NS), device_ns(m, pool));
}

static double sleep_share(const struct cairn_measurement *m, int pool)
{
    return cairn_ratio(pool_sum(m, pool, CAIRN_SLEEP_NS), device_ns(m, pool));
}

static double waking_share(const struct cairn_measurement *m, int pool)
{
    return cairn_ratio(pool_sum(m, pool, CAIRN_WAKING_NS), device_ns(m, pool));
}

/* Share of a state that only devices have that come and go. */
static double share_of_absence(const struct cairn_measurement *m, int pool, bool known,
                               enum cairn_pool_count count)
{
    return known ? cairn_ratio(pool_sum(m, pool, count), device_ns(m, pool)) : NAN;
}

static bool is_switched(const struct cairn_measurement *m, int pool)
{
    const struct cairn_component_pool *of = &m->component->pools[pool];

    return of->on || of->scaling != CAIRN_SCALING_NONE;
}

static double off_share(const struct cairn_measurement *m, int pool)
{
    return share_of_absence(m, pool, is_switched(m, pool), CAIRN_OFF_NS);
}

static double starting_share(const struct cairn_measurement *m, int pool)
{
    return share_of_absence(m, pool, is_switched(m, pool), CAIRN_STARTING_NS);
}

static double down_share(const struct cairn_measurement *m, int pool)
{
    bool fails = m->component->pools[pool].outage.mtbf_ns > 0;

    return share_of_absence(m, pool, fails, CAIRN_DOWN_NS);
}

/* Batches that are formed; a device of passes has none. */
static double mean_batch(const struct cairn_measurement *m, int pool)
{
    if (m->component->pools[pool].of_passes)
        return NAN;
    return cairn_ratio(pool_sum(m, pool, CAIRN_SERVED), pool_sum(m, pool, CAIRN_BATCHES));
}

static double full_batch_share(const struct cairn_measurement *m, int pool)
{
    if (m->component->pools[pool].of_passes)
        return NAN;
    return cairn_ratio(pool_sum(m, pool, CAIRN_FULL_BATCHES), pool_sum(m, pool, CAIRN_BATCHES));
}

static double batches_per_s(const struct cairn_measurement *m, int pool)
{
    if (m->component->pools[pool].of_passes)
        return NAN;
    return pool_sum(m, pool, CAIRN_BATCHES) / cairn_week_s(m) / m->component->pools[pool].copies;
}

static double served_per_s(const struct cairn_measurement *m, int pool)
{
    return pool_sum(m, pool, CAIRN_SERVED) / cairn_week_s(m) / m->component->pools[pool].copies;
}

/* NaN of a queue that is longer than can be counted: nobody keeps a promise there. */
static double queue_length(const struct cairn_measurement *m, int pool)
{
    for (int w = 0; w < m->component->plan->n_windows; w++)
        if (m->counts[cairn_layout_pool(m->layout, w, pool, CAIRN_QUEUE_NS)] == INT64_MAX)
            return NAN;
    return pool_sum(m, pool, CAIRN_QUEUE_NS) / 1e9 / cairn_week_s(m) /
           m->component->pools[pool].copies;
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
    return cairn_ratio(power_w(m, pool), served_per_s(m, pool));
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
    return pass_sum(m, pool, count) / cairn_week_s(m) / m->component->pools[pool].copies;
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
    return cairn_ratio(power_w(m, pool), tokens_per_s(m, pool));
}

static double prefill_share(const struct cairn_measurement *m, int pool)
{
    return cairn_ratio(pass_sum(m, pool, CAIRN_PREFILL_NS), pool_sum(m, pool, CAIRN_BUSY_NS));
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
    return cairn_ratio(sum_ns, busy_ns);
}

/* Tokens of context that room is kept for, mean over time. */
static double context_tokens(const struct cairn_measurement *m, int pool)
{
    return m->component->pools[pool].unlimited ? NAN : pass_rate(m, pool, CAIRN_CONTEXT_MS) / 1e3;
}

/* From one token of a sequence to its next. */

static double gap_p50_s(const struct cairn_measurement *m, int pool)
{
    return m->gaps[pool].p50_s;
}

static double gap_p95_s(const struct cairn_measurement *m, int pool)
{
    return m->gaps[pool].p95_s;
}

static double gap_p99_s(const struct cairn_measurement *m, int pool)
{
    return m->gaps[pool].p99_s;
}

const struct cairn_metric cairn_pass_metrics[] = {
    {"tokens_per_s", tokens_per_s},
    {"prompt_tokens_per_s", prompt_tokens_per_s},
    {"energy_j_per_token", energy_j_per_token},
    {"itl_p50_s", gap_p50_s},
    {"itl_p95_s", gap_p95_s},
    {"itl_p99_s", gap_p99_s},
    {"passes_per_s", passes_per_s},
    {"prefill_share", prefill_share},
    {"mean_decoding", decoding},
    {"mean_sequences", sequences},
    {"context_tokens", context_tokens},
    {NULL, NULL},
};
