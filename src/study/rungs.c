#include "study/rungs.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "math/stats.h"
#include "model/coupling.h"
#include "study/court.h"

/* ---- a rung ---- */

struct figures {
    double carbon_g, aim, requests; /* in the year */
    bool kept;
    struct cairn_year_unit *units; /* [demand]; owned */
};

struct cairn_rung {
    int *at;            /* [demand]; owned */
    struct figures *of; /* [tried], as far as they are known; owned */
    int n;
    bool asked;
};

static void rung_free(struct cairn_rung *rung)
{
    for (int i = 0; i < rung->n; i++)
        cairn_free(rung->of[i].units);
    cairn_free(rung->of);
    cairn_free(rung->at);
    cairn_free(rung);
}

static double multiple_at(int rung)
{
    return exp2((double)rung / CAIRN_RUNGS_PER_DOUBLING);
}

static int n_demands(const struct cairn_rungs *rungs)
{
    return rungs->setup.scenario->n_demands;
}

static struct cairn_rung *rung_of(struct cairn_rungs *rungs, const int *at)
{
    size_t size = (size_t)n_demands(rungs) * sizeof *at;
    struct cairn_rung *rung;

    for (int i = 0; i < rungs->n_rungs; i++)
        if (size == 0 || memcmp(rungs->rungs[i]->at, at, size) == 0)
            return rungs->rungs[i];
    rung = cairn_calloc(1, sizeof *rung);
    rung->at = cairn_calloc((size_t)n_demands(rungs) + 1, sizeof *rung->at);
    if (size > 0)
        memcpy(rung->at, at, size);
    rungs->rungs = cairn_grow(rungs->rungs, &rungs->rungs_capacity, (size_t)rungs->n_rungs + 1,
                              sizeof(struct cairn_rung *));
    rungs->rungs[rungs->n_rungs++] = rung;
    return rung;
}

static void move_to(struct cairn_rungs *rungs, const struct cairn_rung *rung)
{
    struct cairn_scenario *scenario = rungs->setup.scenario;

    for (int d = 0; d < scenario->n_demands; d++)
        scenario->workloads[scenario->demands[d].workload].arrivals.rate_per_s =
            rungs->rate_per_s[d] * multiple_at(rung->at[d]);
}

static void account(struct cairn_rungs *rungs, struct cairn_court *court, int i,
                    struct figures *figures)
{
    const struct cairn_scenario *scenario = rungs->setup.scenario;
    struct cairn_trial *trial = &court->trials[i];
    int n = rungs->setup.replications;
    double per_year = CAIRN_SECONDS_PER_YEAR / scenario->time.horizon_s;
    const char *unpriced = NULL;

    figures->units = cairn_calloc((size_t)scenario->n_demands + 1, sizeof *figures->units);
    figures->requests = cairn_year_units(trial, &court->plan, n, figures->units, &unpriced);
    figures->carbon_g = per_year * cairn_stats_mean(cairn_trial_values(trial, CAIRN_CARBON,
                                                                       scenario->choose.basis, n),
                                                    (size_t)n);
    figures->aim = per_year * cairn_stats_mean(cairn_trial_values(trial, cairn_trial_aim(trial),
                                                                  scenario->choose.basis, n),
                                               (size_t)n);
    figures->kept = cairn_trial_verdict(trial, n, scenario->choose.alpha) != CAIRN_BROKEN;
}

/* Puts on trial what was not yet there. False: stopped. */
static bool complete(struct cairn_rungs *rungs, struct cairn_rung *rung)
{
    struct cairn_court_setup setup = {
        .scenario = rungs->setup.scenario,
        .placements = rungs->tried + rung->n,
        .n = rungs->n_tried - rung->n,
        .replications = rungs->setup.replications,
        .labs = rungs->setup.labs,
    };
    struct cairn_court court;

    if (setup.n == 0)
        return true;
    move_to(rungs, rung);
    rungs->stopped = !cairn_court_init(&court, &setup) || rungs->stopped;
    rung->of = cairn_realloc(rung->of, (size_t)rungs->n_tried, sizeof *rung->of);
    for (int i = 0; i < setup.n && !rungs->stopped; i++)
        account(rungs, &court, i, &rung->of[rung->n++]);
    cairn_court_release(&court);
    return !rungs->stopped;
}

/* ---- all ---- */

static void try_also(struct cairn_rungs *rungs, const struct cairn_placement *placement, int number)
{
    size_t n = (size_t)rungs->n_tried + 1;

    rungs->tried = cairn_realloc(rungs->tried, n, sizeof *rungs->tried);
    rungs->number = cairn_realloc(rungs->number, n, sizeof *rungs->number);
    rungs->tried[rungs->n_tried] = placement;
    rungs->number[rungs->n_tried++] = number;
}

void cairn_rungs_init(struct cairn_rungs *rungs, const struct cairn_rungs_setup *setup)
{
    const struct cairn_scenario *scenario = setup->scenario;

    *rungs = (struct cairn_rungs){.setup = *setup, .last = CAIRN_NONE};
    rungs->rate_per_s = cairn_calloc((size_t)scenario->n_demands + 1, sizeof(double));
    for (int d = 0; d < scenario->n_demands; d++)
        rungs->rate_per_s[d] =
            scenario->workloads[scenario->demands[d].workload].arrivals.rate_per_s;
    for (int i = 0; i < setup->remembered->n; i++)
        if (!cairn_placement_is_to_come(scenario, &setup->remembered->placements[i]))
            try_also(rungs, &setup->remembered->placements[i], i);
}

void cairn_rungs_release(struct cairn_rungs *rungs)
{
    for (int i = 0; i < rungs->n_rungs; i++)
        rung_free(rungs->rungs[i]);
    for (int i = 0; i < rungs->n_own; i++) {
        cairn_placement_release(rungs->own[i]);
        cairn_free(rungs->own[i]);
    }
    cairn_free(rungs->rungs);
    cairn_free(rungs->own);
    cairn_free(rungs->tried);
    cairn_free(rungs->number);
    cairn_free(rungs->rate_per_s);
}

/* The whole question at a rung. */
static void ask(struct cairn_rungs *rungs, struct cairn_rung *rung)
{
    struct cairn_answer answer;

    rung->asked = true;
    rungs->n_asked++;
    move_to(rungs, rung);
    rungs->stopped =
        !cairn_choose(&answer, rungs->setup.scenario, rungs->setup.limits) || rungs->stopped;
    if (!rungs->stopped && answer.best != CAIRN_NONE) {
        const struct cairn_placement *best = &answer.candidates[answer.best]->trial.placement;
        bool known = false;

        for (int i = 0; i < rungs->n_tried && !known; i++)
            known = cairn_placement_equal(rungs->tried[i], best, rungs->setup.scenario);
        if (!known) {
            struct cairn_placement *own = cairn_calloc(1, sizeof *own);

            cairn_placement_copy(own, best, rungs->setup.scenario);
            rungs->own = cairn_grow(rungs->own, &rungs->own_capacity, (size_t)rungs->n_own + 1,
                                    sizeof(struct cairn_placement *));
            rungs->own[rungs->n_own++] = own;
            try_also(rungs, own, CAIRN_NONE);
        }
    }
    cairn_answer_release(&answer);
}

/* ---- between rungs ---- */

/* Where demands are: the vertices of their simplex, with weights. */
struct within {
    int n;                      /* vertices */
    struct cairn_rung **vertex; /* [n]; owned, as the next */
    double *weight;
    struct cairn_rung *top; /* every demand at or above what it is */
};

static void sort_by_share(int *order, const double *share, int n)
{
    for (int i = 0; i < n; i++) {
        int j = i;

        for (; j > 0 && share[order[j - 1]] < share[i]; j--)
            order[j] = order[j - 1];
        order[j] = i;
    }
}

static void within_init(struct within *in, struct cairn_rungs *rungs, const double *multiples)
{
    int n = n_demands(rungs);
    int *at = cairn_calloc((size_t)n + 1, sizeof *at),
        *order = cairn_calloc((size_t)n + 1, sizeof *at);
    double *share = cairn_calloc((size_t)n + 1, sizeof *share);

    *in = (struct within){.vertex = cairn_calloc((size_t)n + 1, sizeof(struct cairn_rung *)),
                          .weight = cairn_calloc((size_t)n + 1, sizeof(double))};
    for (int d = 0; d < n; d++) {
        double x = log2(multiples[d]) * CAIRN_RUNGS_PER_DOUBLING;
        double low, high;

        at[d] = (int)floor(x + 1e-9);
        low = multiple_at(at[d]);
        high = multiple_at(at[d] + 1);
        share[d] = fmax(0, (multiples[d] - low) / (high - low));
    }
    sort_by_share(order, share, n);
    for (int i = 0; i <= n; i++) {
        double before = i > 0 ? share[order[i - 1]] : 1, after = i < n ? share[order[i]] : 0;

        if (before - after > 0) {
            in->vertex[in->n] = rung_of(rungs, at);
            in->weight[in->n++] = before - after;
        }
        if (i < n && after > 0)
            at[order[i]]++;
    }
    in->top = rung_of(rungs, at);
    cairn_free(at);
    cairn_free(order);
    cairn_free(share);
}

static void within_release(struct within *in)
{
    cairn_free(in->vertex);
    cairn_free(in->weight);
}

static bool complete_all(struct cairn_rungs *rungs, const struct within *in)
{
    for (int i = 0; i < in->n; i++)
        if (!complete(rungs, in->vertex[i]))
            return false;
    return complete(rungs, in->top);
}

static double aim_of(const struct within *in, int tried)
{
    double aim = 0;

    for (int i = 0; i < in->n; i++)
        aim += in->weight[i] * in->vertex[i]->of[tried].aim;
    return aim;
}

/* Of what is tried, the best that carries it, or CAIRN_NONE; what was found last stays in a tie. */
static int best_of(const struct cairn_rungs *rungs, const struct within *in)
{
    double tie = 1 + rungs->setup.scenario->choose.tie;
    int best = CAIRN_NONE;
    double least = HUGE_VAL;

    for (int i = 0; i < rungs->n_tried; i++) {
        double aim = aim_of(in, i);

        if (in->top->of[i].kept && aim < least) {
            least = aim;
            best = i;
        }
    }
    if (rungs->last != CAIRN_NONE && in->top->of[rungs->last].kept &&
        aim_of(in, rungs->last) <= least * tie)
        return rungs->last;
    return best;
}

static bool is_outside(const struct cairn_rungs *rungs, const struct cairn_rung *top)
{
    const struct cairn_remembered *remembered = rungs->setup.remembered;
    double step = multiple_at(1) * (1 + 1e-9);

    for (int d = 0; d < n_demands(rungs); d++)
        if (multiple_at(top->at[d]) > remembered->most[d] * step ||
            multiple_at(top->at[d]) < remembered->least[d] / step)
            return true;
    return false;
}

/* [RUNG] the best there, asking where that has to be. */
static int look(struct cairn_rungs *rungs, struct within *in)
{
    int best = complete_all(rungs, in) ? best_of(rungs, in) : CAIRN_NONE;

    if (rungs->stopped || in->top->asked || (best != CAIRN_NONE && !is_outside(rungs, in->top)))
        return rungs->stopped ? CAIRN_NONE : best;
    ask(rungs, in->top);
    return !rungs->stopped && complete_all(rungs, in) ? best_of(rungs, in) : CAIRN_NONE;
}

static void add_units(struct cairn_year_unit *units, const struct figures *of, double weight, int n)
{
    for (int d = 0; d < n; d++) {
        double requests = weight * of->units[d].requests;

        units[d].requests += requests;
        units[d].usd += requests * of->units[d].usd;
        units[d].carbon_g += requests * of->units[d].carbon_g;
        units[d].wait_s += requests * of->units[d].wait_s;
    }
}

static void interpolate(const struct cairn_rungs *rungs, const struct within *in, int best,
                        struct cairn_rungs_found *found, struct cairn_year_unit *units)
{
    int n = n_demands(rungs);

    *found = (struct cairn_rungs_found){.placement = rungs->number[best]};
    for (int d = 0; d < n; d++)
        units[d] = (struct cairn_year_unit){0};
    for (int i = 0; i < in->n; i++) {
        const struct figures *of = &in->vertex[i]->of[best];

        found->carbon_g += in->weight[i] * of->carbon_g;
        found->requests += in->weight[i] * of->requests;
        add_units(units, of, in->weight[i], n);
    }
    for (int d = 0; d < n; d++) {
        units[d].usd /= units[d].requests;
        units[d].carbon_g /= units[d].requests;
        units[d].wait_s /= units[d].requests;
    }
}

bool cairn_rungs_find(struct cairn_rungs *rungs, const double *multiples,
                      struct cairn_rungs_found *found, struct cairn_year_unit *units)
{
    struct within in;
    int best;

    within_init(&in, rungs, multiples);
    best = look(rungs, &in);
    if (best != CAIRN_NONE)
        interpolate(rungs, &in, best, found, units);
    rungs->last = best;
    within_release(&in);
    return best != CAIRN_NONE;
}

void cairn_rungs_forget_last(struct cairn_rungs *rungs)
{
    rungs->last = CAIRN_NONE;
}

double cairn_rungs_ratio(struct cairn_rungs *rungs, const double *multiples, int placement)
{
    double ratio = NAN;
    struct within in;
    int best;

    within_init(&in, rungs, multiples);
    best = look(rungs, &in);
    for (int i = 0; i < rungs->n_tried && best != CAIRN_NONE; i++)
        if (placement != CAIRN_NONE && rungs->number[i] == placement && in.top->of[i].kept)
            ratio = aim_of(&in, i) / aim_of(&in, best);
    within_release(&in);
    return ratio;
}
