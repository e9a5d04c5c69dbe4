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
    for (int c = 0; c < trial->components.n; c++)
        cairn_ledger_init(&trial->ledgers[c], scenario, &trial->components.items[c], book);
}

void cairn_trial_release(struct cairn_trial *trial)
{
    for (int c = 0; c < trial->components.n; c++)
        cairn_ledger_release(&trial->ledgers[c]);
    cairn_free(trial->ledgers);
    cairn_components_release(&trial->components);
    cairn_placement_release(&trial->placement);
}

const struct cairn_lab_entry *cairn_trial_entry(struct cairn_trial *trial, int component, int n)
{
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
    results = cairn_calloc((size_t)(n_sources * (CAIRN_N_PROMISES + 1) + trial->components.n),
                           sizeof *results);
    for (int c = 0; c < trial->components.n; c++) {
        const struct cairn_component *component = &trial->components.items[c];
        const struct cairn_lab_entry *entry = cairn_trial_entry(trial, c, n);

        for (int s = 0; s < component->n_sources; s++) {
            double each = alpha / (n_sources * CAIRN_N_PROMISES);

            count +=
                cairn_promise_test(trial->scenario, component, s, entry, n, each, results + count);
            count += cairn_promise_test_accuracy(trial->scenario, component, s, entry, n, each,
                                                 results + count);
        }
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
