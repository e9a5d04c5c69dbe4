#include "choose/trial.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/backlog.h"
#include "choose/budget.h"
#include "choose/cap.h"

void cairn_trial_init(struct cairn_trial *trial, const struct cairn_scenario *scenario,
                      const struct cairn_plan *plan, const struct cairn_placement *placement,
                      struct cairn_factor_book *book, struct cairn_lab *lab)
{
    *trial = (struct cairn_trial){.scenario = scenario, .book = book, .lab = lab};
    cairn_placement_copy(&trial->placement, placement, scenario);
    cairn_components_init(&trial->components, scenario, plan, placement);
    trial->ledgers = cairn_calloc((size_t)trial->components.n, sizeof *trial->ledgers);
    trial->asked = cairn_calloc((size_t)trial->components.n, sizeof *trial->asked);
    trial->tested = cairn_calloc((size_t)trial->components.n, sizeof *trial->tested);
    for (int c = 0; c < trial->components.n; c++)
        cairn_ledger_init(&trial->ledgers[c], scenario, &trial->components.items[c], book);
    if (!lab)
        return;
    trial->grounds = cairn_lab_grounds(lab, scenario, plan);
    cairn_groups_init(&trial->groups, trial->grounds, trial->ledgers, trial->components.n, book);
    for (int g = 0; g < trial->groups.n; g++)
        trial->n_group_amounts += trial->groups.items[g].n_amounts;
}

void cairn_trial_release(struct cairn_trial *trial)
{
    for (int c = 0; c < trial->components.n; c++) {
        cairn_ledger_release(&trial->ledgers[c]);
        if (trial->control)
            cairn_control_release(&trial->control[c]);
    }
    for (int k = 0; k < 2; k++) {
        for (int r = 0; r < trial->n_settled[k]; r++)
            cairn_free(trial->settled[k][r]);
        cairn_free(trial->settled[k]);
    }
    cairn_groups_release(&trial->groups);
    cairn_free(trial->control);
    cairn_free(trial->amounts);
    for (int m = 0; m < CAIRN_N_MEASURES; m++)
        for (int b = 0; b < CAIRN_N_BASES; b++)
            cairn_free(trial->values[m][b]);
    cairn_free(trial->ledgers);
    cairn_free(trial->asked);
    cairn_free(trial->tested);
    cairn_components_release(&trial->components);
    cairn_placement_release(&trial->placement);
}

/* ---- what has to be simulated ---- */

static bool needs_pilot(const struct cairn_trial *trial)
{
    return trial->controls && !trial->control;
}

/* Pilots of the trials that need one, all at once. False: stopped. */
static bool prepare_pilots(const struct cairn_trial_want *wants, int n_wants)
{
    struct cairn_pilot *pilots = cairn_calloc((size_t)n_wants, sizeof *pilots);
    struct cairn_lab_want *of_lab = NULL;
    struct cairn_lab *lab = NULL;
    size_t room = 0;
    int n = 0;
    bool prepared;

    for (int i = 0; i < n_wants; i++) {
        struct cairn_trial *trial = wants[i].trial;

        if (!needs_pilot(trial))
            continue;
        lab = trial->controls->lab;
        cairn_pilot_init(&pilots[i], trial->controls, &trial->placement, &trial->components);
        of_lab =
            cairn_grow(of_lab, &room, (size_t)n + 2 * (size_t)trial->components.n, sizeof *of_lab);
        n += cairn_pilot_wants(&pilots[i], of_lab + n);
    }
    prepared = n == 0 || cairn_lab_prepare(lab, of_lab, n);
    for (int i = 0; i < n_wants; i++) {
        struct cairn_trial *trial = wants[i].trial;

        if (!pilots[i].control)
            continue;
        if (prepared && !trial->control)
            trial->control = cairn_pilot_finish(&pilots[i]);
        else
            cairn_pilot_cancel(&pilots[i]);
    }
    cairn_free(of_lab);
    cairn_free(pilots);
    return prepared;
}

bool cairn_trials_prepare(const struct cairn_trial_want *wants, int n_wants)
{
    struct cairn_lab_want *of_lab;
    int n = 0, at = 0;
    bool prepared;

    if (!prepare_pilots(wants, n_wants))
        return false;
    for (int i = 0; i < n_wants; i++)
        n += wants[i].trial->components.n;
    of_lab = cairn_calloc((size_t)n, sizeof *of_lab);
    for (int i = 0; i < n_wants; i++)
        for (int c = 0; c < wants[i].trial->components.n; c++)
            of_lab[at++] =
                (struct cairn_lab_want){&wants[i].trial->components.items[c], wants[i].n};
    prepared = n == 0 || cairn_lab_prepare(wants[0].trial->lab, of_lab, n);
    cairn_free(of_lab);
    return prepared;
}

const struct cairn_lab_entry *cairn_trial_entry(struct cairn_trial *trial, int component, int n)
{
    if (n > trial->asked[component]) {
        trial->lab->wanted += (uint64_t)(n - trial->asked[component]);
        trial->asked[component] = n;
    }
    return cairn_lab_sample(trial->lab, &trial->components.items[component], n);
}

/* Quantities of a replication, corrected by the controls of the components where not NULL. */
static const double *amounts_in(struct cairn_trial *trial, int component, int replication,
                                const struct cairn_control *control)
{
    static const struct cairn_control none;
    const struct cairn_lab_entry *entry = cairn_trial_entry(trial, component, replication + 1);
    const struct cairn_layout *layout = &entry->sum.layout;
    size_t n = (size_t)layout->n_windows * (size_t)layout->stride;

    trial->amounts = cairn_realloc(trial->amounts, n, sizeof *trial->amounts);
    cairn_control_correct(control ? &control[component] : &none,
                          &trial->components.items[component], layout,
                          entry->samples[replication].counts, trial->amounts);
    return trial->amounts;
}

const double *cairn_trial_counts(struct cairn_trial *trial, int component, int replication)
{
    return amounts_in(trial, component, replication, NULL);
}

const double *cairn_trial_amounts(struct cairn_trial *trial, int component, int replication)
{
    if (needs_pilot(trial)) {
        struct cairn_pilot pilot;

        cairn_pilot_init(&pilot, trial->controls, &trial->placement, &trial->components);
        trial->control = cairn_pilot_finish(&pilot);
    }
    return amounts_in(trial, component, replication, trial->control);
}

/* ---- totals ---- */

double cairn_trial_total(struct cairn_trial *trial, int replication, enum cairn_measure measure,
                         enum cairn_basis_kind basis, double parts[CAIRN_N_PARTS])
{
    double total = 0.0;

    for (int c = 0; c < trial->components.n; c++) {
        double part[CAIRN_N_PARTS] = {0};

        total += cairn_ledger_total(&trial->ledgers[c], trial->book, measure, basis,
                                    cairn_trial_amounts(trial, c, replication), part);
        for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
            parts[p] += part[p];
    }
    return total + cairn_trial_groups_total(trial, replication, true, measure, basis, parts);
}

/* A measure of one replication under all bases, components in order. */
static void account(struct cairn_trial *trial, enum cairn_measure measure, int replication)
{
    double total[CAIRN_N_BASES] = {0};

    for (int c = 0; c < trial->components.n; c++) {
        double part[CAIRN_N_BASES];

        cairn_ledger_totals(&trial->ledgers[c], trial->book, measure,
                            cairn_trial_amounts(trial, c, replication), part);
        for (int b = 0; b < CAIRN_N_BASES; b++)
            total[b] += part[b];
    }
    for (int b = 0; b < CAIRN_N_BASES; b++)
        trial->values[measure][b][replication] =
            total[b] + cairn_trial_groups_total(trial, replication, true, measure,
                                                (enum cairn_basis_kind)b, NULL);
}

const double *cairn_trial_values(struct cairn_trial *trial, enum cairn_measure measure,
                                 enum cairn_basis_kind basis, int n)
{
    if (trial->n_values[measure] < n)
        for (int b = 0; b < CAIRN_N_BASES; b++)
            trial->values[measure][b] = cairn_realloc(trial->values[measure][b], (size_t)n,
                                                      sizeof *trial->values[measure][b]);
    for (; trial->n_values[measure] < n; trial->n_values[measure]++)
        account(trial, measure, trial->n_values[measure]);
    return trial->values[measure][basis];
}

enum cairn_measure cairn_trial_aim(const struct cairn_trial *trial)
{
    return cairn_aim_measure(trial->scenario->choose.aim);
}

/* What a component amounts to in the first n replications, [replication]; all the caller's. */
static double **amounts_of(struct cairn_trial *trial, int component, int n)
{
    const struct cairn_layout *layout = &cairn_trial_entry(trial, component, n)->sum.layout;
    size_t size = (size_t)layout->n_windows * (size_t)layout->stride * sizeof(double);
    double **amounts = cairn_calloc((size_t)n, sizeof *amounts);

    for (int r = 0; r < n; r++) {
        amounts[r] = cairn_alloc(size);
        memcpy(amounts[r], cairn_trial_amounts(trial, component, r), size);
    }
    return amounts;
}

void cairn_trial_contract(struct cairn_trial *trial, const struct cairn_contraction_setup *setup,
                          struct cairn_contraction *contraction)
{
    struct cairn_contraction_setup whole = *setup;
    int n_parts = trial->components.n;
    double ***amounts = cairn_calloc((size_t)n_parts, sizeof *amounts);
    struct cairn_contraction_part *parts = cairn_calloc((size_t)n_parts, sizeof *parts);

    assert(trial->groups.n == 0);
    for (int c = 0; c < n_parts; c++) {
        amounts[c] = amounts_of(trial, c, setup->n_replications);
        parts[c] = (struct cairn_contraction_part){.ledger = &trial->ledgers[c],
                                                   .amounts = (const double *const *)amounts[c]};
    }
    whole.parts = parts;
    whole.n_parts = n_parts;
    cairn_contraction_init(contraction, &whole);
    for (int c = 0; c < n_parts; c++) {
        for (int r = 0; r < setup->n_replications; r++)
            cairn_free(amounts[c][r]);
        cairn_free(amounts[c]);
    }
    cairn_free(amounts);
    cairn_free(parts);
}

double cairn_trial_counted(struct cairn_trial *trial, int replication, enum cairn_measure measure,
                           enum cairn_basis_kind basis)
{
    double total = 0.0;

    for (int c = 0; c < trial->components.n; c++)
        total += cairn_ledger_total(&trial->ledgers[c], trial->book, measure, basis,
                                    cairn_trial_counts(trial, c, replication), NULL);
    return total + cairn_trial_groups_total(trial, replication, false, measure, basis, NULL);
}

static int64_t requests_in(const struct cairn_layout *layout, const int64_t *counts)
{
    int64_t sum = 0;

    for (int w = 0; w < layout->n_windows; w++)
        for (int s = 0; s < layout->n_sources; s++)
            sum += counts[cairn_layout_source(layout, w, s, CAIRN_ARRIVALS)];
    return sum;
}

int64_t cairn_trial_requests(struct cairn_trial *trial, int n)
{
    int64_t sum = 0;

    for (int c = 0; n > 0 && c < trial->components.n; c++) {
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, n);

        for (int r = 0; r < n; r++)
            sum += requests_in(&entry->sum.layout, entry->samples[r].counts);
    }
    return sum;
}

const char *cairn_trial_missing(const struct cairn_trial *trial, enum cairn_measure measure,
                                enum cairn_basis_kind basis)
{
    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_ledger_note *note =
            cairn_ledger_missing(&trial->ledgers[c], measure, basis);

        if (note)
            return note->text;
    }
    for (int g = 0; g < trial->groups.n; g++) {
        const struct cairn_ledger_note *note =
            cairn_ledger_missing(&trial->groups.items[g].ledger, measure, basis);

        if (note)
            return note->text;
    }
    return NULL;
}

/* Promises of a component that may be tested. */
static int tests_of(const struct cairn_trial *trial, int c)
{
    const struct cairn_component *component = &trial->components.items[c];
    int n = 0;

    for (int s = 0; s < component->n_sources; s++)
        n += cairn_promise_most(trial->scenario, component, s) +
             cairn_promise_has_accuracy(trial->scenario, component, s);
    return n;
}

static int all_tests_of(const struct cairn_trial *trial)
{
    int n = 0;

    for (int c = 0; c < trial->components.n; c++)
        n += tests_of(trial, c);
    return n;
}

struct cairn_promise_error cairn_trial_promise_error(const struct cairn_trial *trial, double alpha)
{
    double all = cairn_promises_alpha(trial->scenario, alpha);

    return (struct cairn_promise_error){all, all / 2.0 / all_tests_of(trial)};
}

/* Of the error of one component's load. */
static double alpha_of_load(const struct cairn_trial *trial, double alpha)
{
    return cairn_promises_alpha(trial->scenario, alpha) / trial->components.n;
}

bool cairn_trial_load_is_open(struct cairn_trial *trial, int component, int n, double alpha)
{
    return cairn_backlog_is_open(&trial->components.items[component],
                                 cairn_trial_entry(trial, component, n), n,
                                 alpha_of_load(trial, alpha));
}

struct cairn_promise_result *cairn_trial_promises(struct cairn_trial *trial, int n, double alpha,
                                                  int *n_results)
{
    struct cairn_promise_error error = cairn_trial_promise_error(trial, alpha);
    double of_loads = alpha_of_load(trial, alpha);
    int most = all_tests_of(trial) + trial->components.n + cairn_caps_count(trial->scenario);
    struct cairn_promise_result *results = cairn_calloc((size_t)most, sizeof *results);
    int count = 0;

    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_component *component = &trial->components.items[c];
        int n_of = trial->tested[c] > 0 ? trial->tested[c] : n;
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, n_of);

        for (int s = 0; s < component->n_sources; s++) {
            count += cairn_promise_test(trial->scenario, component, s, entry, n_of, error,
                                        results + count);
            if (cairn_promise_has_accuracy(trial->scenario, component, s))
                cairn_promise_test_accuracy(trial->scenario, component, s, entry, n_of, error,
                                            &results[count++]);
        }
        count += cairn_backlog_test(component, entry, n_of, of_loads, results + count);
    }
    count += cairn_caps_test(trial->scenario, &trial->placement, results + count);
    *n_results = count;
    return results;
}

enum cairn_verdict cairn_trial_verdict(struct cairn_trial *trial, int n, double alpha)
{
    int n_results;
    struct cairn_promise_result *results = cairn_trial_promises(trial, n, alpha, &n_results);
    enum cairn_verdict verdict = CAIRN_KEPT;
    struct cairn_budget_result budgets[CAIRN_N_RESOURCES];
    int n_budgets = cairn_budgets_test(trial, n, alpha, budgets);

    for (int i = 0; i < n_results; i++)
        if (results[i].verdict > verdict)
            verdict = results[i].verdict;
    for (int i = 0; i < n_budgets; i++)
        if (budgets[i].verdict > verdict)
            verdict = budgets[i].verdict;
    cairn_free(results);
    return verdict;
}
