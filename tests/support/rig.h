/*
 * rig.h - components built by hand, and what replications of them yield
 *
 * A rig is a component with its plan in one struct: set it up by calls, run replications, compare
 * with a closed form. Times are given in seconds. What a call adds has the plainest form; tests
 * then set the fields that they are about.
 */
#ifndef TESTS_SUPPORT_RIG_H
#define TESTS_SUPPORT_RIG_H

#include "physics/world.h"

enum { RIG_MAX = 16, RIG_SEGMENTS = 512, RIG_BATCH = 64 };

struct rig {
    struct cairn_plan plan;
    struct cairn_component component;
    struct cairn_window windows[RIG_MAX];
    int64_t segment_ends[RIG_SEGMENTS];
    int n_segments; /* of all windows */
    struct cairn_component_source sources[RIG_MAX];
    double rates[RIG_MAX][RIG_SEGMENTS];
    struct cairn_component_phase phases[RIG_MAX][3];
    double cycles[RIG_MAX][4];
    struct cairn_component_route routes[RIG_MAX];
    struct cairn_component_link links[RIG_MAX];
    struct cairn_component_cache caches[RIG_MAX];
    struct cairn_component_pool pools[RIG_MAX];
    struct cairn_component_variant variants[RIG_MAX][2];
    int64_t latencies[RIG_MAX][2][RIG_BATCH];
    int on[RIG_MAX][RIG_SEGMENTS];          /* of pools with a schedule */
    struct cairn_passes passes[RIG_MAX][2]; /* of rigs that speak (speaking_rig.h), with tables: */
    int64_t decode_ps[RIG_MAX][2][RIG_BATCH + 1];
    int64_t prefill_at[RIG_MAX][2][2], prefill_ps[RIG_MAX][2][2];
};

/* One window of constant load, weight 1. Do not move a rig afterwards. */
void rig_init(struct rig *rig, double run_in_s, double length_s);

/* One more window with these segments; call before adding sources. Returns its index. */
int rig_add_window(struct rig *rig, int hours, int n_segments, const double *segment_end_s);

/* A Poisson source of one copy, with this rate in every segment of every window. */
int rig_add_source(struct rig *rig, double rate_per_s);

/* Gives a source n <= 3 phases, or a cycle of n <= 4 parts; both from arrays of the caller. */
void rig_add_phases(struct rig *rig, int source, int n, const struct cairn_component_phase *phases);
void rig_add_cycle(struct rig *rig, int source, int n, const double *loads, double period_s);

/* A pool of one copy without batching or limits, exponential service of this mean. */
int rig_add_pool(struct rig *rig, int devices, double latency_s);

/* Sets batch_max and latency(b) = fixed + b * each, of every variant; deterministic service. */
void rig_batching(struct rig *rig, int pool, int batch_max, double timeout_s, double fixed_s,
                  double each_s);

int rig_add_link(struct rig *rig, double latency_s);
int rig_add_cache(struct rig *rig, enum cairn_policy policy, int entries);

/* A route of the source added last, share 1, straight to a pool. */
int rig_add_route(struct rig *rig, int pool);

/* ---- running ---- */

enum { RIG_REPLICATIONS = 20 };

/* One number per replication. */
struct rig_sample {
    double value[RIG_REPLICATIONS];
};

double rig_mean(const struct rig_sample *sample);
double rig_standard_error(const struct rig_sample *sample);

/* What RIG_REPLICATIONS yield: their sum, and of each a set of figures that tests ask for. */
struct rig_result {
    struct cairn_quantities total;
    struct rig_sample wait_s[RIG_MAX], sojourn_s[RIG_MAX], p95_wait_s[RIG_MAX],
        p95_sojourn_s[RIG_MAX], waited[RIG_MAX], lost[RIG_MAX]; /* by source; fractions */
    struct rig_sample busy[RIG_MAX], idle[RIG_MAX], sleep[RIG_MAX], waking[RIG_MAX]; /* by pool */
    struct rig_sample batch_size[RIG_MAX], full[RIG_MAX];
    struct rig_sample hits[RIG_MAX]; /* by cache */
};

void rig_run(struct rig *rig, uint64_t seed, struct rig_result *result);
void rig_result_release(struct rig_result *result);

/* Count over all windows of what cairn_layout_*() names in window 0. */
int64_t rig_sum(const struct cairn_quantities *quantities, int at);

/*
 * Fails unless the mean of the sample is within four standard errors of what is expected, and
 * these are at most `precision` of it, so that the check can fail. By Student's t with 19 degrees
 * of freedom a correct simulation fails it with probability 8e-4; seeds are fixed.
 */
#define rig_check(sample, expected, precision) \
    rig_check_at(__FILE__, __LINE__, #sample, &(sample), expected, precision)
void rig_check_at(const char *file, int line, const char *text, const struct rig_sample *sample,
                  double expected, double precision);

/* The same with an expected value that was itself simulated, give or take `half_width`. */
#define rig_check_simulated(sample, expected, half_width, precision) \
    rig_check_simulated_at(__FILE__, __LINE__, #sample, &(sample), expected, half_width, precision)
void rig_check_simulated_at(const char *file, int line, const char *text,
                            const struct rig_sample *sample, double expected, double half_width,
                            double precision);

#endif
