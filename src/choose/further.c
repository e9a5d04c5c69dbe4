#include "choose/further.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/budget.h"
#include "choose/work.h"

/* Chosen by hand. */
#define MOST_TIMES 16.0    /* of the replications before */
#define MORE_THAN_DUE 1.25 /* of those due by the share so far, which may be too low by chance */

static bool serves(const struct cairn_component *component, int workload)
{
    for (int s = 0; s < component->n_sources; s++)
        if (component->sources[s].scenario_workload == workload)
            return true;
    return false;
}

/* The component that has a workload which is served. */
static int component_of(const struct cairn_trial *trial, int workload)
{
    int c = 0;

    while (!serves(&trial->components.items[c], workload)) {
        c++;
        assert(c < trial->components.n);
    }
    return c;
}

/* How often a component has to be simulated for a promise, or 0: too often. */
static int due(const struct cairn_promise_result *result, int n, struct cairn_promise_error error)
{
    double more = cairn_promise_more(result, error) * MORE_THAN_DUE;

    return more > MOST_TIMES ? 0 : (int)ceil(n * more);
}

/* Is what is due no more than twice the work of the replications that left it open? */
static bool is_worth_it(const struct cairn_trial *trial, int n, const int *often)
{
    double before = 0, further = 0;

    for (int c = 0; c < trial->components.n; c++) {
        double requests = cairn_work_requests(&trial->components.items[c]);

        before += n * requests;
        if (often[c] > n)
            further += (often[c] - n) * requests;
    }
    return further <= 2 * before;
}

void cairn_further_settle(struct cairn_trial *trial, int n, double alpha)
{
    int n_results;
    struct cairn_promise_result *results;
    bool *open;

    if (cairn_budget_count(trial->scenario) > 0)
        return;
    results = cairn_trial_promises(trial, n, alpha, &n_results);
    open = cairn_calloc((size_t)trial->components.n, sizeof *open);
    for (int i = 0; i < n_results; i++)
        if (results[i].verdict != CAIRN_KEPT)
            open[component_of(trial, results[i].workload)] = true;
    for (int c = 0; c < trial->components.n; c++)
        if (!open[c] && trial->tested[c] == 0 && !cairn_trial_load_is_open(trial, c, n, alpha))
            trial->tested[c] = n;
    cairn_free(open);
    cairn_free(results);
}

/* The most that a promise of each component is due, [component]; false: some of them too often. */
static bool find_due(struct cairn_trial *trial, int n, double alpha, int *often)
{
    int n_results;
    struct cairn_promise_result *results = cairn_trial_promises(trial, n, alpha, &n_results);
    struct cairn_promise_error error = cairn_trial_promise_error(trial, alpha);
    bool possible = true;

    for (int i = 0; i < n_results && possible; i++) {
        int c, of_one;

        if (results[i].verdict != CAIRN_UNDECIDED)
            continue;
        c = component_of(trial, results[i].workload);
        of_one = due(&results[i], n, error);
        possible = of_one > 0;
        if (possible && of_one > often[c])
            often[c] = of_one;
    }
    cairn_free(results);
    return possible;
}

bool cairn_further_plan(struct cairn_trial *trial, int n, double alpha)
{
    int *often = cairn_calloc((size_t)trial->components.n, sizeof *often);
    bool possible = find_due(trial, n, alpha, often) && is_worth_it(trial, n, often);
    bool useful = false;

    for (int c = 0; c < trial->components.n && possible; c++)
        if (often[c] > 0) {
            trial->tested[c] = often[c];
            useful = true;
        }
    cairn_free(often);
    return useful;
}

int cairn_further_wants(const struct cairn_trial *trial, int n, struct cairn_lab_want *wants)
{
    for (int c = 0; c < trial->components.n; c++)
        wants[c] = (struct cairn_lab_want){&trial->components.items[c],
                                           trial->tested[c] > 0 ? trial->tested[c] : n};
    return trial->components.n;
}
