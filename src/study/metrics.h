/*
 * metrics.h - the figures of performance that are read off the quantities
 *
 * A metric is a number of one replication of one component: utilisation of a pool, mean sojourn
 * time of a workload. Windows are weighted, so that it describes a typical week, or year of
 * seasons; windows that are there for promises alone do not count. An estimate is its mean over
 * the replications that have it, with the half-width of the 95 % interval of as many [CI]: where no
 * request was answered there is no time. Tables of metrics are what JSON, tables
 * and the results file show: a row here is all it takes to add one.
 */
#ifndef CAIRN_STUDY_METRICS_H
#define CAIRN_STUDY_METRICS_H

#include "choose/trial.h"

/* One replication of one component. */
struct cairn_measurement {
    const struct cairn_scenario *scenario;
    const struct cairn_component *component;
    const struct cairn_layout *layout;
    const int64_t *counts;
    const double *amounts; /* the same, corrected [CV] */
    const struct cairn_source_summary *sources;
    const struct cairn_gap_summary *gaps;
    const struct cairn_ledger *ledger;
    const struct cairn_factor_book *book;
};

struct cairn_metric {
    const char *name; /* ends in its unit */
    /* Of the index-th workload, pool, cache or link; NaN where it has no meaning. */
    double (*value)(const struct cairn_measurement *measurement, int index);
};

/* Each ends with a NULL name. */
extern const struct cairn_metric cairn_workload_metrics[];
extern const struct cairn_metric cairn_pool_metrics[];
extern const struct cairn_metric cairn_cache_metrics[];

/* The same of workloads with tokens and of pools that serve language models, besides the above. */
extern const struct cairn_metric cairn_token_metrics[];
extern const struct cairn_metric cairn_pass_metrics[];
extern const struct cairn_metric cairn_link_metrics[];

/*
 * The same of workloads with several steps: those beyond the first that a request took, and the
 * accuracy of all, on average between two trainings, caches and fallbacks apart. [STEP] [DRIFT]
 */
extern const struct cairn_metric cairn_step_metrics[];
extern const struct cairn_metric cairn_accuracy_metrics[]; /* of those with one step */

struct cairn_estimate {
    double mean;       /* NaN where the metric has no meaning in any replication */
    double half_width; /* HUGE_VAL where it has in one alone, NaN in none */
};

/* Over the first n replications of a component of a trial. */
struct cairn_estimate cairn_metric_estimate(const struct cairn_metric *metric,
                                            struct cairn_trial *trial, int component, int index,
                                            int n);

#endif
