#include "study/metrics_sum.h"

static int source_index(const struct cairn_layout *layout, int window, int source, int count)
{
    return cairn_layout_source(layout, window, source, (enum cairn_source_count)count);
}

static double source_sum(const struct cairn_measurement *m, int source,
                         enum cairn_source_count count)
{
    return cairn_week_sum(m, source_index, source, (int)count);
}

static double arrivals_per_s(const struct cairn_measurement *m, int source)
{
    return source_sum(m, source, CAIRN_ARRIVALS) / cairn_week_s(m) /
           m->component->sources[source].copies;
}

static double throughput_per_s(const struct cairn_measurement *m, int source)
{
    double answered = source_sum(m, source, CAIRN_COMPLETED) + source_sum(m, source, CAIRN_HITS);

    return answered / cairn_week_s(m) / m->component->sources[source].copies;
}

static double share_of_arrivals(const struct cairn_measurement *m, int source,
                                enum cairn_source_count count)
{
    return cairn_ratio(source_sum(m, source, count), source_sum(m, source, CAIRN_ARRIVALS));
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
    return cairn_ratio(source_sum(m, source, CAIRN_WAITED), source_sum(m, source, CAIRN_COMPLETED));
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
    return m->component->sources[source].of_tokens ? share_of_arrivals(m, source, count) : NAN;
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
