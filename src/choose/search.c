#include "choose/search.h"

#include <math.h>

#include "base/alloc.h"

enum { SEARCH_REPLICATIONS = 2 };

/*
 * A promise may be broken by so much in the search and still be worth a closer look: the search
 * sees a few thousand requests, the selection decides.
 */
#define MARGIN 1.25

/* ---- one configuration ---- */

/* How far a promise is from its limit: <= 1 keeps it. A limit of zero allows nothing. */
static double violation_of(const struct cairn_promise_result *result)
{
    if (result->share == 0.0)
        return 0.0;
    return result->limit > 0.0 ? result->share / result->limit : INFINITY;
}

static void judge(struct cairn_trial *trial, struct cairn_outcome *outcome)
{
    int n;
    struct cairn_promise_result *results =
        cairn_trial_promises(trial, SEARCH_REPLICATIONS, 0.05, &n);

    for (int i = 0; i < n; i++) {
        double violation = violation_of(&results[i]);

        if (i == 0 || violation > outcome->violation) {
            outcome->violation = violation;
            outcome->worst = results[i];
        }
    }
    cairn_free(results);
}

static void look(struct cairn_trial *trial, struct cairn_outcome *outcome)
{
    outcome->looked_at = true;
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;

        outcome->basis_g[b] = NAN;
        if (cairn_trial_missing(trial, CAIRN_CARBON, basis))
            continue;
        outcome->basis_g[b] = 0.0;
        for (int r = 0; r < SEARCH_REPLICATIONS; r++)
            outcome->basis_g[b] += cairn_trial_total(trial, r, CAIRN_CARBON, basis, NULL) /
                                   SEARCH_REPLICATIONS;
    }
    judge(trial, outcome);
}

/* What a component costs while nothing happens: all its devices in one state throughout. */
static double floor_in_state(const struct cairn_trial *trial, enum cairn_basis_kind basis,
                             enum cairn_pool_count state)
{
    const struct cairn_component *component = &trial->components.items[0];
    struct cairn_layout layout;
    int64_t *counts;
    double floor_g;

    cairn_layout_init(&layout, component);
    counts = cairn_calloc((size_t)(layout.n_windows * layout.stride), sizeof *counts);
    for (int w = 0; w < layout.n_windows; w++)
        for (int p = 0; p < layout.n_pools; p++)
            if (!component->pools[p].unlimited)
                counts[cairn_layout_pool(&layout, w, p, state)] =
                    (int64_t)component->pools[p].devices * component->pools[p].copies *
                    component->plan->length_ns;
    floor_g = cairn_ledger_total(&trial->ledgers[0], trial->book, CAIRN_CARBON, basis, counts, 1,
                                 NULL);
    cairn_free(counts);
    cairn_layout_release(&layout);
    return floor_g;
}

/* Least carbon that a configuration can have, whatever it serves. [FLOOR] */
static double floor_of(const struct cairn_trial *trial, enum cairn_basis_kind basis)
{
    double asleep = floor_in_state(trial, basis, CAIRN_SLEEP_NS);
    double idle = floor_in_state(trial, basis, CAIRN_IDLE_NS);

    return asleep < idle ? asleep : idle;
}

/* ---- one component ---- */

/* Can the configuration still be the best of its component under some basis? */
static bool is_hopeful(const struct cairn_trial *trial, const double least[CAIRN_N_BASES])
{
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;

        if (!cairn_trial_missing(trial, CAIRN_CARBON, basis) &&
            floor_of(trial, basis) <= least[b] * (1.0 + trial->scenario->choose.tie))
            return true;
    }
    return false;
}

static void look_at_component(struct cairn_search *search, int component,
                              const struct cairn_plan *plan, struct cairn_lab *lab,
                              const struct cairn_choose_limits *limits)
{
    uint64_t n = (uint64_t)search->space->components[component].n_configurations;
    double least[CAIRN_N_BASES];

    search->outcomes[component] = cairn_calloc((size_t)n, sizeof(struct cairn_outcome));
    for (int b = 0; b < CAIRN_N_BASES; b++)
        least[b] = INFINITY;
    for (uint64_t i = 0; i < n && !search->stopped; i++) {
        struct cairn_outcome *outcome = &search->outcomes[component][i];
        struct cairn_placement placement;
        struct cairn_factor_book book;
        struct cairn_trial trial;

        cairn_placement_init(&placement, search->scenario);
        cairn_space_configure(search->space, component, i, &placement);
        cairn_factor_book_init(&book);
        cairn_trial_init(&trial, search->scenario, plan, &placement, &book, lab);
        if (is_hopeful(&trial, least)) {
            look(&trial, outcome);
            search->looked_at++;
        } else {
            search->ruled_out++;
        }
        for (int b = 0; outcome->looked_at && outcome->violation <= 1.0 && b < CAIRN_N_BASES; b++)
            if (outcome->basis_g[b] < least[b])
                least[b] = outcome->basis_g[b];
        cairn_trial_release(&trial);
        cairn_factor_book_release(&book);
        cairn_placement_release(&placement);
        search->stopped = limits->stop && limits->stop(limits->context);
    }
}

void cairn_search_init(struct cairn_search *search, const struct cairn_scenario *scenario,
                       const struct cairn_space *space, const struct cairn_plan *plan,
                       struct cairn_lab *lab, const struct cairn_choose_limits *limits)
{
    *search = (struct cairn_search){.scenario = scenario, .space = space};
    search->outcomes = cairn_calloc((size_t)space->n_components, sizeof *search->outcomes);
    for (int c = 0; c < space->n_components && !search->stopped; c++) {
        if (limits->progress)
            limits->progress(limits->context, "searching",
                             (search->looked_at + search->ruled_out) / space->n_configurations);
        look_at_component(search, c, plan, lab, limits);
    }
}

void cairn_search_release(struct cairn_search *search)
{
    for (int c = 0; search->outcomes && c < search->space->n_components; c++)
        cairn_free(search->outcomes[c]);
    cairn_free(search->outcomes);
}

/* ---- sums ---- */

static void best_of_component(const struct cairn_search *search, int component,
                              enum cairn_basis_kind basis, struct cairn_kbest *list)
{
    uint64_t n = (uint64_t)search->space->components[component].n_configurations;

    for (uint64_t i = 0; i < n; i++) {
        const struct cairn_outcome *outcome = &search->outcomes[component][i];

        if (outcome->looked_at && outcome->violation <= MARGIN && !isnan(outcome->basis_g[basis]))
            cairn_kbest_offer(list, outcome->basis_g[basis], component, i);
    }
}

static bool passes(const struct cairn_search *search, int component, enum cairn_space_filter filter)
{
    const struct cairn_space_component *c = &search->space->components[component];
    enum cairn_place_kind kind = filter == CAIRN_SPACE_AT_SITES ? CAIRN_SITE : CAIRN_REGION;

    for (int i = 0; filter != CAIRN_SPACE_ALL && i < c->n_workloads; i++)
        if (!cairn_option_is_at(&search->space->routes->options[c->options[i]], search->scenario,
                                kind))
            return false;
    return true;
}

/* Lists per component, made once; empty where the component does not pass. */
static struct cairn_kbest *component_lists(const struct cairn_search *search,
                                           enum cairn_basis_kind basis,
                                           enum cairn_space_filter filter, int k)
{
    int n = search->space->n_components;
    struct cairn_kbest *lists = cairn_calloc((size_t)n, sizeof *lists);

    for (int c = 0; c < n; c++) {
        cairn_kbest_init(&lists[c], k);
        if (passes(search, c, filter))
            best_of_component(search, c, basis, &lists[c]);
    }
    return lists;
}

static void best_of_block(const struct cairn_space *space, const struct cairn_space_block *block,
                          const struct cairn_kbest *components, struct cairn_kbest *list)
{
    for (int a = 0; a < block->n_assignments; a++) {
        const struct cairn_space_assignment *assignment =
            &space->assignments[block->first_assignment + a];
        struct cairn_kbest sums;

        cairn_kbest_init(&sums, list->k);
        cairn_kbest_offer(&sums, 0.0, -1, 0);
        for (int m = 0; m < assignment->n_members; m++)
            cairn_kbest_combine(&sums, &components[space->members[assignment->first_member + m]]);
        cairn_kbest_offer_all(list, &sums);
        cairn_kbest_release(&sums);
    }
}

void cairn_search_best(const struct cairn_search *search, enum cairn_basis_kind basis,
                       enum cairn_space_filter filter, int k, struct cairn_kbest *list)
{
    const struct cairn_space *space = search->space;
    struct cairn_kbest *components = component_lists(search, basis, filter, k);

    cairn_kbest_init(list, k);
    cairn_kbest_offer(list, 0.0, -1, 0);
    for (int b = 0; b < space->n_blocks; b++) {
        struct cairn_kbest block;

        cairn_kbest_init(&block, k);
        best_of_block(space, &space->blocks[b], components, &block);
        cairn_kbest_combine(list, &block);
        cairn_kbest_release(&block);
    }
    for (int c = 0; c < space->n_components; c++)
        cairn_kbest_release(&components[c]);
    cairn_free(components);
}

void cairn_search_placement(const struct cairn_search *search, const struct cairn_choice *choice,
                            struct cairn_placement *placement)
{
    cairn_placement_init(placement, search->scenario);
    for (int i = 0; i < choice->n_parts; i++)
        cairn_space_configure(search->space, choice->parts[i].component,
                              choice->parts[i].configuration, placement);
    cairn_placement_normalise(placement, search->scenario);
}

/* ---- obstacles ---- */

/* The configuration of a component that comes nearest to keeping its promises. */
static const struct cairn_outcome *nearest(const struct cairn_search *search, int component)
{
    uint64_t n = (uint64_t)search->space->components[component].n_configurations;
    const struct cairn_outcome *best = NULL;

    for (uint64_t i = 0; i < n; i++) {
        const struct cairn_outcome *outcome = &search->outcomes[component][i];

        if (outcome->looked_at && (!best || outcome->violation < best->violation))
            best = outcome;
    }
    return best;
}

/* The worst of the components of an assignment, each at its nearest. */
static const struct cairn_outcome *assignment_obstacle(const struct cairn_search *search,
                                                       int assignment)
{
    const struct cairn_space_assignment *a = &search->space->assignments[assignment];
    const struct cairn_outcome *worst = NULL;

    for (int m = 0; m < a->n_members; m++) {
        const struct cairn_outcome *outcome =
            nearest(search, search->space->members[a->first_member + m]);

        if (outcome && (!worst || outcome->violation > worst->violation))
            worst = outcome;
    }
    return worst;
}

bool cairn_search_obstacle(const struct cairn_search *search, struct cairn_promise_result *worst)
{
    double violation = MARGIN;

    for (int b = 0; b < search->space->n_blocks; b++) {
        const struct cairn_space_block *block = &search->space->blocks[b];
        const struct cairn_outcome *least = NULL;

        for (int a = 0; a < block->n_assignments; a++) {
            const struct cairn_outcome *outcome =
                assignment_obstacle(search, block->first_assignment + a);

            if (outcome && (!least || outcome->violation < least->violation))
                least = outcome;
        }
        if (least && least->violation > violation) {
            violation = least->violation;
            *worst = least->worst;
        }
    }
    return violation > MARGIN;
}
