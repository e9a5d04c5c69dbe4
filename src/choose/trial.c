#include "choose/trial.h"

#include "base/alloc.h"
#include "choose/backlog.h"

void cairn_trial_init(struct cairn_trial *trial, const struct cairn_scenario *scenario,
                      const struct cairn_plan *plan, const struct cairn_placement *placement,
                      struct cairn_factor_book *book, struct cairn_lab *lab)
{
    *trial = (struct cairn_trial){.scenario = scenario, .book = book, .lab = lab};
    cairn_placement_copy(&trial->placement, placement, scenario);
    cairn_components_init(&trial->components, scenario, plan, placement);
    trial->ledgers = cairn_calloc((size_t)trial->components.n, sizeof *trial->ledgers);
    trial->asked = cairn_calloc((size_t)trial->components.n, sizeof *trial->asked);
    for (int c = 0; c < trial->components.n; c++)
        cairn_ledger_init(&trial->ledgers[c], scenario, &trial->components.items[c], book);
}

void cairn_trial_release(struct cairn_trial *trial)
{
    for (int c = 0; c < trial->components.n; c++)
        cairn_ledger_release(&trial->ledgers[c]);
    for (int b = 0; b < CAIRN_N_BASES; b++)
        cairn_free(trial->carbon_g[b]);
    cairn_free(trial->ledgers);
    cairn_free(trial->asked);
    cairn_components_release(&trial->components);
    cairn_placement_release(&trial->placement);
}

bool cairn_trials_prepare(const struct cairn_trial_want *wants, int n_wants)
{
    struct cairn_lab_want *of_lab;
    int n = 0, at = 0;
    bool prepared;

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

double cairn_trial_total(struct cairn_trial *trial, int replication, enum cairn_measure measure,
                         enum cairn_basis_kind basis, double parts[CAIRN_N_PARTS])
{
    double total = 0.0;

    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, replication + 1);
        double part[CAIRN_N_PARTS] = {0};

        total += cairn_ledger_total(&trial->ledgers[c], trial->book, measure, basis,
                                    entry->samples[replication].counts, 1, part);
        for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
            parts[p] += part[p];
    }
    return total;
}

/* Carbon of one replication under all bases, components in order. */
static void account(struct cairn_trial *trial, int replication)
{
    double total_g[CAIRN_N_BASES] = {0};

    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, replication + 1);
        double part_g[CAIRN_N_BASES];

        cairn_ledger_totals(&trial->ledgers[c], trial->book, CAIRN_CARBON,
                            entry->samples[replication].counts, 1, part_g);
        for (int b = 0; b < CAIRN_N_BASES; b++)
            total_g[b] += part_g[b];
    }
    for (int b = 0; b < CAIRN_N_BASES; b++)
        trial->carbon_g[b][replication] = total_g[b];
}

const double *cairn_trial_carbon(struct cairn_trial *trial, enum cairn_basis_kind basis, int n)
{
    if (trial->n_accounted < n)
        for (int b = 0; b < CAIRN_N_BASES; b++)
            trial->carbon_g[b] =
                cairn_realloc(trial->carbon_g[b], (size_t)n, sizeof *trial->carbon_g[b]);
    for (; trial->n_accounted < n; trial->n_accounted++)
        account(trial, trial->n_accounted);
    return trial->carbon_g[basis];
}

void cairn_trial_contract(struct cairn_trial *trial, const struct cairn_contraction_setup *setup,
                          struct cairn_contraction *contraction)
{
    struct cairn_contraction_setup whole = *setup;
    size_t n = (size_t)setup->n_replications, n_parts = (size_t)trial->components.n;
    struct cairn_contraction_part *parts = cairn_calloc(n_parts, sizeof *parts);
    const int64_t **counts = cairn_calloc(n_parts * n, sizeof *counts);

    for (size_t c = 0; c < n_parts; c++) {
        const struct cairn_lab_entry *entry =
            cairn_trial_entry(trial, (int)c, setup->n_replications);

        for (size_t r = 0; r < n; r++)
            counts[c * n + r] = entry->samples[r].counts;
        parts[c] = (struct cairn_contraction_part){&trial->ledgers[c], counts + c * n};
    }
    whole.parts = parts;
    whole.n_parts = trial->components.n;
    cairn_contraction_init(contraction, &whole);
    cairn_free(counts);
    cairn_free(parts);
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
    return NULL;
}

struct cairn_promise_result *cairn_trial_promises(struct cairn_trial *trial, int n, double alpha,
                                                  int *n_results)
{
    int n_sources = 0;
    int count = 0;
    struct cairn_promise_result *results;

    for (int c = 0; c < trial->components.n; c++)
        n_sources += trial->components.items[c].n_sources;
    results =
        cairn_calloc((size_t)(n_sources * CAIRN_N_PROMISES + trial->components.n), sizeof *results);
    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_component *component = &trial->components.items[c];
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, n);

        for (int s = 0; s < component->n_sources; s++)
            count += cairn_promise_test(trial->scenario, component, s, entry, n,
                                        alpha / (n_sources * CAIRN_N_PROMISES), results + count);
        count +=
            cairn_backlog_test(component, entry, n, alpha / trial->components.n, results + count);
    }
    *n_results = count;
    return results;
}

enum cairn_verdict cairn_trial_verdict(struct cairn_trial *trial, int n, double alpha)
{
    int n_results;
    struct cairn_promise_result *results = cairn_trial_promises(trial, n, alpha, &n_results);
    enum cairn_verdict verdict = CAIRN_KEPT;

    for (int i = 0; i < n_results; i++)
        if (results[i].verdict > verdict)
            verdict = results[i].verdict;
    cairn_free(results);
    return verdict;
}
