/* The performance of placements as rows: workloads, pools, caches, links. */

#include "study/record.h"

#include <math.h>
#include <string.h>

#include "study/metrics.h"

/* What a row is of: a station of a component of a candidate. */
struct station {
    struct cairn_candidate *candidate;
    const struct cairn_scenario *scenario;
    const struct cairn_component *component;
    int c, index;
};

/* Estimate of a metric by its name; NaN where it has no meaning. */
static double metric(const struct station *of, const struct cairn_metric *metrics, const char *name)
{
    while (strcmp(metrics->name, name) != 0)
        metrics++;
    return cairn_metric_estimate(metrics, &of->candidate->trial, of->c, of->index,
                                 of->candidate->replications)
        .mean;
}

static double workload_metric(const struct station *of, const char *name)
{
    return metric(of, cairn_workload_metrics, name);
}

static double token_metric(const struct station *of, const char *name)
{
    bool known = of->component->sources[of->index].of_tokens;

    return known ? metric(of, cairn_token_metrics, name) : NAN;
}

static double pool_metric(const struct station *of, const char *name)
{
    return metric(of, cairn_pool_metrics, name);
}

static double pass_metric(const struct station *of, const char *name)
{
    bool known = of->component->pools[of->index].of_passes;

    return known ? metric(of, cairn_pass_metrics, name) : NAN;
}

static double cache_metric(const struct station *of, const char *name)
{
    return metric(of, cairn_cache_metrics, name);
}

static double link_metric(const struct station *of, const char *name)
{
    return metric(of, cairn_link_metrics, name);
}

static void record_workload(struct cairn_record *record, int placement, const struct station *of)
{
    const struct cairn_component_source *source = &of->component->sources[of->index];
    double copies = (double)source->copies * of->component->multiplicity;

#define METRIC(column, name) CAIRN_REAL_OR_NULL(column, workload_metric(of, name))
#define SAME(name) METRIC(name, name)
#define TOKEN(name) CAIRN_REAL_OR_NULL(name, token_metric(of, name))
    CAIRN_STORE_ADD(
        record->store, "workload_result", CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("placement", placement),
        CAIRN_STRING("workload", of->scenario->workloads[source->scenario_workload].id),
        CAIRN_REAL("arrivals_per_year",
                   workload_metric(of, "arrivals_per_s") * copies * CAIRN_SECONDS_PER_YEAR),
        SAME("sojourn_mean_s"), SAME("sojourn_p50_s"), SAME("sojourn_p95_s"), SAME("sojourn_p99_s"),
        SAME("wait_mean_s"), SAME("wait_p50_s"), SAME("wait_p95_s"), SAME("wait_p99_s"),
        METRIC("loss_share", "lost_share"), SAME("late_share"), SAME("hit_share"),
        METRIC("fallback_share", "spilled_share"), SAME("wrong_share"), TOKEN("ttft_mean_s"),
        TOKEN("ttft_p50_s"), TOKEN("ttft_p95_s"), TOKEN("ttft_p99_s"), TOKEN("tpot_mean_s"),
        TOKEN("tpot_p50_s"), TOKEN("tpot_p95_s"), TOKEN("tpot_p99_s"));
#undef METRIC
#undef SAME
#undef TOKEN
}

/* Of the answered requests of all replications, each time in the order of cairn_request_time(). */
static void record_quantiles(struct cairn_record *record, int placement, const struct station *of)
{
    static const char *const names[CAIRN_N_REQUEST_TIMES] = {"wait", "sojourn", "ttft", "tpot"};
    static const double shares[] = {0.001, 0.01, 0.05, 0.1,  0.2,  0.3,  0.4,   0.5,  0.6,
                                    0.7,   0.8,  0.9,  0.95, 0.98, 0.99, 0.995, 0.999};
    const struct cairn_lab_entry *entry =
        cairn_trial_entry(&of->candidate->trial, of->c, of->candidate->replications);
    int workload = of->component->sources[of->index].scenario_workload;

    for (int t = 0; t < CAIRN_N_REQUEST_TIMES; t++) {
        const struct cairn_histogram *times =
            &cairn_request_time(&entry->sum.times[of->index], t)->histogram;

        for (size_t i = 0; times->count > 0 && i < sizeof shares / sizeof *shares; i++)
            CAIRN_STORE_ADD(
                record->store, "quantile", CAIRN_INTEGER("study", record->study),
                CAIRN_INTEGER("placement", placement),
                CAIRN_STRING("workload", of->scenario->workloads[workload].id),
                CAIRN_STRING("time", names[t]), CAIRN_REAL("share", shares[i]),
                CAIRN_REAL("value_s", cairn_histogram_quantile_ns(times, shares[i]) / 1e9));
    }
}

static void record_pool(struct cairn_record *record, int placement, const struct station *of)
{
    const struct cairn_component_pool *pool = &of->component->pools[of->index];
    double times = (double)pool->copies * of->component->multiplicity * CAIRN_SECONDS_PER_YEAR;

#define METRIC(column, name) CAIRN_REAL_OR_NULL(column, pool_metric(of, name))
#define SAME(name) METRIC(name, name)
    CAIRN_STORE_ADD(record->store, "pool_result", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("placement", placement), CAIRN_INTEGER("component", of->c),
                    CAIRN_STRING("pool", of->scenario->pools[pool->scenario_pool].id),
                    CAIRN_REAL("served_per_year", pool_metric(of, "served_per_s") * times),
                    SAME("utilisation"), SAME("idle_share"), SAME("sleep_share"),
                    SAME("waking_share"), SAME("off_share"), SAME("starting_share"),
                    SAME("down_share"), SAME("mean_batch"), SAME("full_batch_share"),
                    METRIC("mean_queue", "queue_length"),
                    CAIRN_REAL_OR_NULL("tokens_per_year", pass_metric(of, "tokens_per_s") * times),
                    CAIRN_REAL_OR_NULL("j_per_token", pass_metric(of, "energy_j_per_token")),
                    CAIRN_REAL_OR_NULL("itl_p50_s", pass_metric(of, "itl_p50_s")),
                    CAIRN_REAL_OR_NULL("itl_p95_s", pass_metric(of, "itl_p95_s")));
#undef METRIC
#undef SAME
}

static void record_cache(struct cairn_record *record, int placement, const struct station *of)
{
    const struct cairn_component_cache *cache = &of->component->caches[of->index];
    double times = (double)cache->copies * of->component->multiplicity * CAIRN_SECONDS_PER_YEAR;

    CAIRN_STORE_ADD(record->store, "cache_result", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("placement", placement),
                    CAIRN_STRING("cache", of->scenario->caches[cache->scenario_cache].id),
                    CAIRN_REAL("lookups_per_year", cache_metric(of, "lookups_per_s") * times),
                    CAIRN_REAL_OR_NULL("hit_share", cache_metric(of, "hit_share")),
                    CAIRN_REAL_OR_NULL("similar_share", cache_metric(of, "similar_share")),
                    CAIRN_REAL_OR_NULL("wrong_share", cache_metric(of, "wrong_share")),
                    CAIRN_REAL_OR_NULL("mean_entries", cache_metric(of, "occupancy_entries")));
}

static void record_link(struct cairn_record *record, int placement, const struct station *of)
{
    const struct cairn_component_link *link = &of->component->links[of->index];
    double times = (double)link->lines * of->component->multiplicity * CAIRN_SECONDS_PER_YEAR / 1e9;

#define METRIC(column, name) CAIRN_REAL_OR_NULL(column, link_metric(of, name))
    CAIRN_STORE_ADD(
        record->store, "link_result", CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("placement", placement),
        CAIRN_STRING("link", of->scenario->links[link->scenario_link].id),
        CAIRN_REAL("up_gb_per_year", link_metric(of, "up_bytes_per_s") * times),
        CAIRN_REAL("down_gb_per_year", link_metric(of, "down_bytes_per_s") * times),
        METRIC("up_utilisation", "up_utilisation"), METRIC("down_utilisation", "down_utilisation"),
        METRIC("cut_share", "cut_share"), METRIC("promotions_per_s", "promotions_per_s"),
        METRIC("promotion_share", "radio_promotion_share"),
        METRIC("active_share", "radio_active_share"), METRIC("tail_share", "radio_tail_share"));
#undef METRIC
}

static void record_source(struct cairn_record *record, int placement, const struct station *of)
{
    record_workload(record, placement, of);
    record_quantiles(record, placement, of);
}

void cairn_record_performance(struct cairn_record *record, int placement)
{
    struct station of = {.candidate = record->answer->candidates[placement],
                         .scenario = record->answer->scenario};
    const struct cairn_components *components = &of.candidate->trial.components;

    for (of.c = 0; of.c < components->n; of.c++) {
        of.component = &components->items[of.c];
        for (of.index = 0; of.index < of.component->n_sources; of.index++)
            record_source(record, placement, &of);
        for (of.index = 0; of.index < of.component->n_pools; of.index++)
            record_pool(record, placement, &of);
        for (of.index = 0; of.index < of.component->n_caches; of.index++)
            record_cache(record, placement, &of);
        for (of.index = 0; of.index < of.component->n_links; of.index++)
            record_link(record, placement, &of);
    }
}
