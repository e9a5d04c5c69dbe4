#include "choose/front.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "math/stats.h"

const char *cairn_axis_name(enum cairn_axis axis)
{
    static const char *const names[CAIRN_N_AXES] = {
        [CAIRN_AXIS_MONEY] = "money",
        [CAIRN_AXIS_ENERGY] = "energy",
        [CAIRN_AXIS_WATER] = "water",
        [CAIRN_AXIS_LATENCY] = "latency",
    };

    return names[axis];
}

static enum cairn_measure measure_of(enum cairn_axis axis)
{
    switch (axis) {
    case CAIRN_AXIS_MONEY:
        return CAIRN_MONEY_SPENT;
    case CAIRN_AXIS_ENERGY:
        return CAIRN_ENERGY_USED;
    case CAIRN_AXIS_WATER:
        return CAIRN_WATER_USED;
    case CAIRN_AXIS_LATENCY:
    case CAIRN_N_AXES:
        break;
    }
    return CAIRN_CARBON;
}

/* ---- what a candidate has on the axes ---- */

struct seen {
    int candidate, n;
    const double *carbon_g; /* [replication]; the trial's */
    double *value;          /* [replication]; owned */
};

static bool is_promised(double promised_s)
{
    return promised_s > 0.0 && isfinite(promised_s);
}

/* NaN: nothing is promised, or there was no request. */
static double ratio(double time_s, double promised_s)
{
    return is_promised(promised_s) ? time_s / promised_s : NAN;
}

/*
 * The largest of the times promised to the sources of a component, over its promise; infinite where
 * requests had no answer, NaN where there were none.
 */
static double latency_of(const struct cairn_scenario *scenario,
                         const struct cairn_component *component, const struct cairn_sample *sample)
{
    double most = NAN;

    for (int s = 0; s < component->n_sources; s++) {
        const struct cairn_component_source *source = &component->sources[s];
        const struct cairn_promise *promise =
            &scenario->workloads[source->scenario_workload].promise;
        const struct cairn_source_summary *summary = &sample->sources[s];

        most = fmax(most, ratio(summary->kept_p95_s, promise->p95_s));
        if (source->of_tokens) {
            most = fmax(most, ratio(summary->kept_first_s, promise->ttft_s));
            most = fmax(most, ratio(summary->kept_token_s, promise->tpot_s));
        }
    }
    return most;
}

static bool promises_times(const struct cairn_scenario *scenario)
{
    for (int w = 0; w < scenario->n_workloads; w++) {
        const struct cairn_promise *promise = &scenario->workloads[w].promise;

        if (is_promised(promise->p95_s) || is_promised(promise->ttft_s) ||
            is_promised(promise->tpot_s))
            return true;
    }
    return false;
}

/* By replication; NaN where there were no requests, 0 in all where no times are promised. */
static double *latencies(struct cairn_trial *trial, int n)
{
    double *most = cairn_calloc((size_t)n, sizeof *most);
    bool promised = promises_times(trial->scenario);

    for (int r = 0; promised && r < n; r++)
        most[r] = NAN;
    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_component *component = &trial->components.items[c];
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, n);

        for (int r = 0; r < n; r++)
            most[r] = fmax(most[r], latency_of(trial->scenario, component, &entry->samples[r]));
    }
    return most;
}

static double *values_on(struct cairn_trial *trial, enum cairn_axis axis, int n)
{
    enum cairn_basis_kind basis = trial->scenario->choose.basis;
    const double *values;
    double *copy;

    if (axis == CAIRN_AXIS_LATENCY)
        return latencies(trial, n);
    copy = cairn_calloc((size_t)n, sizeof *copy);
    values = cairn_trial_values(trial, measure_of(axis), basis, n);
    for (int r = 0; r < n; r++)
        copy[r] = values[r];
    return copy;
}

static bool may_stand(const struct cairn_candidate *candidate, enum cairn_axis axis)
{
    enum cairn_basis_kind basis = candidate->trial.scenario->choose.basis;

    return candidate->contender && candidate->replications >= 2 &&
           candidate->status != CAIRN_CANDIDATE_BROKEN && candidate->verdict != CAIRN_BROKEN &&
           !cairn_trial_missing(&candidate->trial, CAIRN_CARBON, basis) &&
           !cairn_trial_missing(&candidate->trial, measure_of(axis), basis);
}

static int see_all(struct cairn_answer *answer, enum cairn_axis axis, struct seen *seen)
{
    int n = 0;

    for (int i = 0; i < answer->n_candidates; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];

        if (!may_stand(candidate, axis))
            continue;
        seen[n++] = (struct seen){
            .candidate = i,
            .n = candidate->replications,
            .carbon_g = cairn_trial_values(&candidate->trial, CAIRN_CARBON,
                                           answer->scenario->choose.basis, candidate->replications),
            .value = values_on(&candidate->trial, axis, candidate->replications),
        };
    }
    return n;
}

/* ---- who is better ---- */

/*
 * Mean difference over the replications in which both have a figure, which the first n are, but for
 * those without requests; NaN where there are none. Returns the half-width.
 */
static double paired(const double *a, const double *b, size_t n, double confidence, double *mean)
{
    double *x = cairn_calloc(2 * n, sizeof *x), *y = x + n, half_width = NAN;
    size_t some = 0;

    for (size_t r = 0; r < n; r++)
        if (!isnan(a[r]) && !isnan(b[r])) {
            x[some] = a[r];
            y[some++] = b[r];
        }
    *mean = NAN;
    if (some > 0)
        half_width = cairn_stats_paired(x, y, some, confidence, mean);
    cairn_free(x);
    return half_width;
}

static bool dominates(const struct seen *a, const struct seen *b, double confidence) /* [PARETO] */
{
    size_t n = (size_t)(a->n < b->n ? a->n : b->n);
    double carbon_g, value;
    double carbon_half = cairn_stats_paired(a->carbon_g, b->carbon_g, n, confidence, &carbon_g);
    double value_half = paired(a->value, b->value, n, confidence, &value);

    if (!(carbon_g <= 0.0) || !(value <= 0.0)) /* also where one is not a number */
        return false;
    if (carbon_g == 0.0 && value == 0.0)
        return carbon_half == 0.0 && value_half == 0.0 && a->candidate < b->candidate;
    return carbon_g + carbon_half < 0.0 || value + value_half < 0.0;
}

static bool is_dominated(const struct seen *seen, int n, int index, double confidence)
{
    for (int i = 0; i < n; i++)
        if (i != index && dominates(&seen[i], &seen[index], confidence))
            return true;
    return false;
}

static int by_carbon(const void *a, const void *b)
{
    const struct cairn_front_point *p = a, *q = b;

    if (p->excess_g != q->excess_g)
        return p->excess_g < q->excess_g ? -1 : 1;
    return (p->candidate > q->candidate) - (p->candidate < q->candidate);
}

static double excess_of(struct cairn_answer *answer, const struct seen *seen)
{
    struct cairn_trial *best = &answer->candidates[answer->best]->trial;
    int most = answer->candidates[answer->best]->replications;
    int n = seen->n < most ? seen->n : most;
    const double *best_g =
        cairn_trial_values(best, CAIRN_CARBON, answer->scenario->choose.basis, n);
    double excess_g;

    cairn_stats_paired(seen->carbon_g, best_g, (size_t)n, 1.0 - answer->scenario->choose.alpha,
                       &excess_g);
    return excess_g;
}

/* Over the replications that have the figure; NaN of fewer than two, which have no interval. */
static double mean_of(const struct seen *seen, double confidence, double *half_width)
{
    double *x = cairn_calloc((size_t)seen->n, sizeof *x), mean = NAN;
    size_t some;

    for (int r = 0; r < seen->n; r++)
        x[r] = seen->value[r];
    some = cairn_stats_numbers(x, (size_t)seen->n);
    *half_width = NAN;
    if (some > 1) {
        mean = cairn_stats_mean(x, some);
        *half_width = cairn_stats_half_width(x, some, confidence);
    }
    cairn_free(x);
    return mean;
}

void cairn_front_init(struct cairn_front *front, struct cairn_answer *answer, enum cairn_axis axis)
{
    double confidence = 1.0 - answer->scenario->choose.alpha;
    struct seen *seen;
    int n;

    *front = (struct cairn_front){.points = NULL};
    if (answer->best == CAIRN_NONE || !may_stand(answer->candidates[answer->best], axis))
        return;
    seen = cairn_calloc((size_t)answer->n_candidates, sizeof *seen);
    n = see_all(answer, axis, seen);
    front->points = cairn_calloc((size_t)n, sizeof *front->points);
    for (int i = 0; i < n; i++) {
        double half_width, mean = mean_of(&seen[i], confidence, &half_width);

        if (!isfinite(mean) || is_dominated(seen, n, i, confidence))
            continue;
        front->points[front->n++] = (struct cairn_front_point){
            .candidate = seen[i].candidate,
            .excess_g = excess_of(answer, &seen[i]),
            .value = mean,
            .half_width = half_width,
        };
    }
    qsort(front->points, (size_t)front->n, sizeof *front->points, by_carbon);
    for (int i = 0; i < n; i++)
        cairn_free(seen[i].value);
    cairn_free(seen);
}

void cairn_front_release(struct cairn_front *front)
{
    cairn_free(front->points);
    *front = (struct cairn_front){.points = NULL};
}
