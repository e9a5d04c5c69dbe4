#include "choose/outcome.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/cap.h"

#define STANDARD_ERRORS 2.0 /* see outcome.h, as of the next */
#define MARGIN 1.25

/* Standard error of a share of N independent requests where the limit is just kept. */
static double error_at_limit(const struct cairn_promise_result *result)
{
    if (result->requests <= 0.0)
        return 1.0;
    return sqrt(result->limit * (1.0 - result->limit) / result->requests);
}

/* How far a promise is from its limit: <= 1 may keep it. A limit of zero allows nothing. */
static double violation_of(const struct cairn_promise_result *result)
{
    double share = result->share - STANDARD_ERRORS * error_at_limit(result);

    if (result->kind == CAIRN_PROMISE_POWER) /* known for certain: no margin is due */
        return result->verdict == CAIRN_BROKEN ? 2 * MARGIN * result->share : 0.0;
    if (result->kind == CAIRN_PROMISE_LOAD)
        return result->verdict == CAIRN_BROKEN ? result->share / result->limit : 0.0;
    if (share <= 0.0)
        return 0.0;
    return result->limit > 0.0 ? share / result->limit : INFINITY;
}

static double risk_of(const struct cairn_promise_result *result)
{
    if (result->kind == CAIRN_PROMISE_POWER)
        return result->verdict == CAIRN_BROKEN ? INFINITY : 0.0;
    double share = result->share + STANDARD_ERRORS * error_at_limit(result);

    return result->limit > 0.0 ? share / result->limit : share > 0.0 ? INFINITY : 0.0;
}

static bool surely_kept(const struct cairn_promise_result *result)
{
    if (result->kind == CAIRN_PROMISE_POWER)
        return result->verdict == CAIRN_KEPT;
    return result->kind != CAIRN_PROMISE_LOAD &&
           result->share + STANDARD_ERRORS * error_at_limit(result) <= result->limit;
}

static void judge(struct cairn_outcome *outcome, struct cairn_trial *trial, int replications)
{
    int n;
    struct cairn_promise_result *results = cairn_trial_promises(trial, replications, 0.05, &n);

    outcome->sure = true;
    for (int i = 0; i < n; i++) {
        double violation = violation_of(&results[i]);

        if (!isnan(results[i].p95_s))
            outcome->latency = fmax(outcome->latency, results[i].p95_s / results[i].promised_s);
        outcome->risk = fmax(outcome->risk, risk_of(&results[i]));
        outcome->sure = outcome->sure && surely_kept(&results[i]);
        if (i == 0 || violation > outcome->violation) {
            outcome->violation = violation;
            outcome->worst = results[i];
        }
    }
    cairn_free(results);
}

static double mean_of(const double *values, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += values[i];
    return sum / n;
}

/* Does anything but the aim and the promises matter? */
static bool looks_beyond(const struct cairn_scenario *scenario)
{
    return scenario->choose.front || cairn_budget_count(scenario) > 0;
}

static void look_beyond(struct cairn_outcome *outcome, struct cairn_trial *trial, int n)
{
    double *values = cairn_calloc((size_t)n, sizeof *values);

    for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
        enum cairn_resource resource = (enum cairn_resource)r;

        outcome->takes[r] = NAN;
        if (cairn_trial_missing(trial, cairn_resource_measure(resource),
                                trial->scenario->choose.basis))
            continue;
        cairn_resource_values(trial, resource, n, values);
        outcome->takes[r] = mean_of(values, n);
    }
    cairn_free(values);
}

void cairn_outcome_look(struct cairn_outcome *outcome, struct cairn_trial *trial, int n)
{
    enum cairn_measure aim = cairn_trial_aim(trial);

    *outcome = (struct cairn_outcome){.looked_at = true};
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;
        const char *missing = cairn_trial_missing(trial, aim, basis);

        outcome->aim[b] = missing ? NAN : mean_of(cairn_trial_values(trial, aim, basis, n), n);
    }
    judge(outcome, trial, n);
    if (looks_beyond(trial->scenario))
        look_beyond(outcome, trial, n);
}

bool cairn_outcome_over_cap(struct cairn_outcome *outcome, const struct cairn_scenario *scenario,
                            const struct cairn_placement *placement)
{
    int n = cairn_caps_count(scenario);
    struct cairn_promise_result *results;

    if (n == 0)
        return false;
    results = cairn_calloc((size_t)n, sizeof *results);
    n = cairn_caps_test(scenario, placement, results);
    *outcome = (struct cairn_outcome){.looked_at = true, .risk = INFINITY};
    for (int b = 0; b < CAIRN_N_BASES; b++)
        outcome->aim[b] = NAN;
    for (int r = 0; r < CAIRN_N_RESOURCES; r++)
        outcome->takes[r] = NAN;
    for (int i = 0; i < n; i++) {
        double violation = violation_of(&results[i]);

        if (violation > outcome->violation) {
            outcome->violation = violation;
            outcome->worst = results[i];
        }
    }
    cairn_free(results);
    return outcome->violation > 0;
}

bool cairn_outcome_is_hopeful(const struct cairn_outcome *outcome)
{
    return outcome->looked_at && outcome->violation <= MARGIN;
}
