#include "study/stand.h"

#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "choose/budget.h"

static const enum cairn_measure measures[CAIRN_N_STAND_MEASURES] = {
    [CAIRN_STAND_CARBON] = CAIRN_CARBON,
    [CAIRN_STAND_ENERGY] = CAIRN_ENERGY_USED,
    [CAIRN_STAND_MONEY] = CAIRN_MONEY_SPENT,
};

/* ---- making ---- */

static struct cairn_stand *add_stand(struct cairn_stand_rig *rig, struct cairn_scenario *scenario,
                                     const struct cairn_placement *placement)
{
    struct cairn_stand *stand = cairn_calloc(1, sizeof *stand);

    stand->scenario = scenario;
    cairn_plan_init(&stand->plan, scenario);
    cairn_placement_copy(&stand->placement, placement, scenario);
    rig->stands = cairn_grow(rig->stands, &rig->capacity, rig->n_stands + 1, sizeof *rig->stands);
    rig->stands[rig->n_stands++] = stand;
    return stand;
}

/* The scenario with edits, or NULL, and why. */
static struct cairn_scenario *make(const struct cairn_stand_rig *rig,
                                   const struct cairn_edit *edits, int n_edits, char **why)
{
    struct cairn_scenario *scenario;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    scenario = cairn_template_make(rig->from, edits, n_edits, &diag);
    if (scenario && rig->adapt)
        rig->adapt(rig->context, scenario);
    if (!scenario) {
        cairn_buffer_init(&text);
        cairn_buffer_puts(&text, diag.n_items > 0 ? diag.items[0].text : "not a valid scenario");
        *why = cairn_buffer_take(&text);
    }
    cairn_diag_release(&diag);
    return scenario;
}

struct cairn_stand *cairn_stand_new(struct cairn_stand_rig *rig, const struct cairn_stand *from,
                                    const struct cairn_edit *edits, int n_edits,
                                    const struct cairn_placement *placement, char **why)
{
    int n = from->n_edits + n_edits;
    struct cairn_edit *all = cairn_calloc((size_t)(n > 0 ? n : 1), sizeof *all);
    struct cairn_scenario *scenario;
    struct cairn_stand *stand;

    if (from->n_edits > 0)
        memcpy(all, from->edits, (size_t)from->n_edits * sizeof *all);
    if (n_edits > 0)
        memcpy(all + from->n_edits, edits, (size_t)n_edits * sizeof *all);
    scenario = make(rig, all, n, why);
    if (!scenario) {
        cairn_free(all);
        return NULL;
    }
    stand = add_stand(rig, scenario, placement ? placement : &from->placement);
    stand->edits = all;
    stand->n_edits = n;
    return stand;
}

/* ---- looking ---- */

static void note_broken(struct cairn_stand *stand, char *text)
{
    stand->broken =
        cairn_realloc(stand->broken, (size_t)stand->n_broken + 1, sizeof *stand->broken);
    stand->broken[stand->n_broken++] = text;
}

static void judge(struct cairn_stand *stand, struct cairn_trial *trial, int n)
{
    const struct cairn_scenario *scenario = stand->scenario;
    struct cairn_budget_result budgets[CAIRN_N_RESOURCES];
    int n_promises;
    struct cairn_promise_result *promises =
        cairn_trial_promises(trial, n, scenario->choose.alpha, &n_promises);
    int n_budgets = cairn_budgets_test(trial, n, scenario->choose.alpha, budgets);

    stand->blamed = cairn_calloc((size_t)scenario->n_workloads, sizeof *stand->blamed);
    for (int i = 0; i < n_promises; i++) {
        if (promises[i].verdict != CAIRN_BROKEN)
            continue;
        if (promises[i].kind == CAIRN_PROMISE_POWER) {
            note_broken(stand, cairn_format("%s at %s", cairn_promise_name(promises[i].kind),
                                            scenario->places[promises[i].place].id));
            continue;
        }
        stand->blamed[promises[i].workload] = 1;
        note_broken(stand, cairn_format("%s of %s", cairn_promise_name(promises[i].kind),
                                        scenario->workloads[promises[i].workload].id));
    }
    for (int i = 0; i < n_budgets; i++)
        if (budgets[i].verdict == CAIRN_BROKEN)
            note_broken(stand,
                        cairn_format("the budget of %s", cairn_resource_name(budgets[i].resource)));
    cairn_free(promises);
}

static void account(struct cairn_stand *stand, struct cairn_trial *trial, int n)
{
    enum cairn_basis_kind basis = stand->scenario->choose.basis;

    for (int m = 0; m < CAIRN_N_STAND_MEASURES; m++) {
        const double *values;
        double unit;

        if (cairn_trial_missing(trial, measures[m], basis))
            continue;
        cairn_measure_shown_unit(measures[m], &unit);
        values = cairn_trial_values(trial, measures[m], basis, n);
        stand->values[m] = cairn_calloc((size_t)n, sizeof *values);
        for (int r = 0; r < n; r++)
            stand->values[m][r] = values[r] / unit;
    }
}

static void forget_look(struct cairn_stand *stand)
{
    for (int m = 0; m < CAIRN_N_STAND_MEASURES; m++) {
        cairn_free(stand->values[m]);
        stand->values[m] = NULL;
    }
    for (int i = 0; i < stand->n_broken; i++)
        cairn_free(stand->broken[i]);
    cairn_free(stand->broken);
    cairn_free(stand->blamed);
    stand->broken = NULL;
    stand->blamed = NULL;
    stand->n_broken = 0;
}

void cairn_stand_look(struct cairn_stand_rig *rig, struct cairn_stand *stand)
{
    struct cairn_factor_book book;
    struct cairn_controls controls;
    struct cairn_trial trial;

    forget_look(stand);
    cairn_factor_book_init(&book);
    cairn_controls_init(&controls, stand->scenario, &stand->plan, &rig->simulation.labs.search);
    cairn_trial_init(&trial, stand->scenario, &stand->plan, &stand->placement, &book,
                     &rig->simulation.labs.selection);
    trial.controls = &controls;
    cairn_trials_prepare(&(struct cairn_trial_want){&trial, rig->n}, 1);
    account(stand, &trial, rig->n);
    judge(stand, &trial, rig->n);
    cairn_trial_release(&trial);
    cairn_controls_release(&controls);
    cairn_factor_book_release(&book);
}

const char *cairn_stand_breaks(const struct cairn_stand *stand, const struct cairn_stand *from)
{
    for (int i = 0; i < stand->n_broken; i++) {
        bool before = false;

        for (int j = 0; j < from->n_broken; j++)
            before = before || strcmp(stand->broken[i], from->broken[j]) == 0;
        if (!before)
            return stand->broken[i];
    }
    return NULL;
}

/* ---- the rig ---- */

struct cairn_stand *cairn_stand_rig_init(struct cairn_stand_rig *rig,
                                         const struct cairn_scenario *scenario,
                                         const struct cairn_placement *placement)
{
    const struct cairn_stand as_it_is = {.placement = *placement};
    struct cairn_stand *first;
    char *why = NULL;

    cairn_simulation_init(&rig->simulation, scenario, placement, rig->limits);
    rig->n = rig->simulation.replications;
    first = cairn_stand_new(rig, &as_it_is, NULL, 0, NULL, &why);
    if (first)
        cairn_stand_look(rig, first);
    cairn_free(why);
    return first;
}

void cairn_stand_rig_release(struct cairn_stand_rig *rig)
{
    cairn_simulation_release(&rig->simulation); /* grounds of its labs look at scenarios */
    for (size_t i = 0; i < rig->n_stands; i++) {
        struct cairn_stand *stand = rig->stands[i];

        forget_look(stand);
        cairn_placement_release(&stand->placement);
        cairn_plan_release(&stand->plan);
        cairn_scenario_free(stand->scenario);
        cairn_free(stand->edits);
        cairn_free(stand);
    }
    cairn_free(rig->stands);
}
