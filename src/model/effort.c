#include "model/effort.h"

#include <math.h>

#include "base/alloc.h"
#include "engine/clock.h"

/* Of a plan: what nothing but the hour and the week bounds. */
static const double longest_s = 3600;
enum { MOST_WINDOWS = 2 * CAIRN_HOURS_PER_WEEK };

/* Requests that one core simulates in one: 200 ns for each. */
static const double a_minute = 3e8;

/* As many as take the time of a point or a draw without what is simulated there: 2.2 and 0.6 ms. */
static const double a_point = 1.1e4, a_draw = 3e3;

/* A cheap bound, so that the many scenarios that are far from any limit need no plan. */
static bool is_small(const struct cairn_scenario *s)
{
    double lasts_s = isnan(s->time.window_s) ? longest_s : fmax(s->time.window_s, longest_s);
    double requests = 0;

    lasts_s += isnan(s->time.run_in_s) ? longest_s : s->time.run_in_s;
    for (int w = 0; w < s->n_workloads; w++) {
        const struct cairn_workload *workload = &s->workloads[w];

        requests +=
            workload->arrivals.rate_per_s * workload->peak * s->places[workload->place].count;
    }
    return requests * lasts_s * MOST_WINDOWS < CAIRN_EFFORT_MOST;
}

double cairn_effort_rate(const struct cairn_plan *plan, int workload, int copies)
{
    double rate_per_s = 0.0;

    for (int w = 0; w < plan->n_windows; w++)
        rate_per_s += cairn_plan_rate(plan, w, workload) * copies;
    return rate_per_s;
}

double cairn_effort_simulated(const struct cairn_plan *plan, double rate_per_s)
{
    return rate_per_s * ((double)(plan->run_in_ns + plan->length_ns) * 1e-9);
}

/* [EFFORT] Of one workload. Windows differ little in what precedes the time they measure. */
static double requests_of(const struct cairn_plan *plan, const struct cairn_scenario *s, int w)
{
    int copies = s->places[s->workloads[w].place].count;

    return cairn_effort_simulated(plan, cairn_effort_rate(plan, w, copies));
}

double cairn_effort_requests(const struct cairn_scenario *scenario)
{
    struct cairn_plan plan;
    double requests = 0;

    cairn_plan_init(&plan, scenario);
    for (int w = 0; w < scenario->n_workloads; w++)
        requests += requests_of(&plan, scenario, w);
    cairn_plan_release(&plan);
    return requests;
}

/* The windows of a plan and how long each lasts, in words. */
static char *words_of(const struct cairn_plan *plan)
{
    return cairn_format("%d %s of %.0f s after %.0f s of run-in", plan->n_windows,
                        plan->n_windows == 1 ? "window" : "windows",
                        cairn_time_to_s(plan->length_ns), cairn_time_to_s(plan->run_in_ns));
}

/* [EFFORT] Points that change nothing but factors simulate nothing. */
static void check_sweep(const struct cairn_scenario *s, double requests, struct cairn_diag *diag)
{
    double points = 0, taken;

    for (int i = 0; i < s->n_varies; i++)
        if (s->varies[i].reach != CAIRN_REACH_ACCOUNTING)
            points = s->sweep.n;
    taken = points * (a_point + requests);
    if (taken > CAIRN_EFFORT_MOST_ASKED)
        cairn_diag_error(diag, s->varies[0].origin.file, s->varies[0].origin.line,
                         "a sweep of %.3g points, each to be simulated, takes %.0f minutes of one "
                         "core at the least: let less vary, or give ranges fewer points; --force "
                         "answers them all the same",
                         points, taken / a_minute);
}

/* [EFFORT] Indices and screenings take a draw more for each factor: one at the least. */
static void check_draws(const struct cairn_scenario *s, double requests, struct cairn_diag *diag)
{
    const struct cairn_draws *draws = &s->draws;
    double n = 0, taken;

    for (int i = 0; i < s->n_uncertains; i++)
        if (s->uncertains[i].reach != CAIRN_REACH_ACCOUNTING)
            n = draws->n + 3.0 * draws->sobol + 2.0 * draws->morris;
    taken = n * (a_draw + requests);
    if (taken > CAIRN_EFFORT_MOST_ASKED)
        cairn_diag_error(diag, s->uncertains[0].origin.file, s->uncertains[0].origin.line,
                         "%.3g draws, each to be simulated, take %.0f minutes of one core at the "
                         "least: state fewer in <draws>, or a shorter window in <time>; --force "
                         "weighs them all the same",
                         n, taken / a_minute);
}

void cairn_effort_check(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    struct cairn_plan plan;
    double requests = 0, most = -1;
    int at = 0;

    if (scenario->n_varies == 0 && scenario->n_uncertains == 0 && is_small(scenario))
        return;
    cairn_plan_init(&plan, scenario);
    for (int w = 0; w < scenario->n_workloads; w++) {
        double of = requests_of(&plan, scenario, w);

        requests += of;
        if (of > most) {
            most = of;
            at = w;
        }
    }
    if (requests > CAIRN_EFFORT_MOST) {
        const struct cairn_workload *workload = &scenario->workloads[at];
        char *words = words_of(&plan);

        cairn_diag_error(
            diag, workload->origin.file, workload->origin.line,
            "workload '%s': a replication would simulate %.2g requests (%s), which takes about "
            "%.0f minutes of one core, and an answer takes dozens of them: state a lower rate, "
            "or a shorter length and run-in in <time>; --force simulates them all the same",
            workload->id, requests, words, requests / a_minute);
        cairn_free(words);
    }
    if (scenario->n_varies > 0)
        check_sweep(scenario, requests, diag);
    if (scenario->n_uncertains > 0)
        check_draws(scenario, requests, diag);
    cairn_plan_release(&plan);
}
