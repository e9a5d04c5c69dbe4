#include "choose/search.h"

#include <math.h>

#include "base/alloc.h"

#define MARGIN 1.25 /* see search.h */
#define STANDARD_ERRORS 2.0

/* ---- promises ---- */

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

    if (result->kind == CAIRN_PROMISE_LOAD)
        return result->verdict == CAIRN_BROKEN ? result->share / result->limit : 0.0;
    if (share <= 0.0)
        return 0.0;
    return result->limit > 0.0 ? share / result->limit : INFINITY;
}

static bool surely_kept(const struct cairn_promise_result *result)
{
    return result->kind != CAIRN_PROMISE_LOAD &&
           result->share + STANDARD_ERRORS * error_at_limit(result) <= result->limit;
}

static void judge(struct cairn_trial *trial, struct cairn_outcome *outcome)
{
    int n;
    struct cairn_promise_result *results = cairn_trial_promises(trial, 1, 0.05, &n);

    outcome->sure = true;
    for (int i = 0; i < n; i++) {
        double violation = violation_of(&results[i]);

        outcome->sure = outcome->sure && surely_kept(&results[i]);
        if (i == 0 || violation > outcome->violation) {
            outcome->violation = violation;
            outcome->worst = results[i];
        }
    }
    cairn_free(results);
}

/* ---- floors ---- */

/*
 * What a configuration emits without any request, and what one of each count adds if there is one
 * of it in every window.
 */
static double split_terms(const struct cairn_trial *trial, enum cairn_basis_kind basis,
                          const struct cairn_layout *layout, double *each_g)
{
    struct cairn_terms terms = cairn_ledger_terms(&trial->ledgers[0]);
    size_t n = (size_t)layout->n_windows * (size_t)layout->stride;
    int64_t *ones = cairn_calloc(n, sizeof *ones);
    double empty_g = 0.0;

    for (size_t i = 0; i < n; i++)
        ones[i] = 1;
    while (cairn_terms_next(&terms)) {
        const struct cairn_term *term = &terms.term;
        double value_g;

        if (term->measure != CAIRN_CARBON || !(term->bases & CAIRN_BASIS_BIT(basis)))
            continue;
        value_g = cairn_term_value(term, trial->book, ones, 1);
        if (term->quantity == CAIRN_NONE)
            empty_g += value_g;
        else
            each_g[term->quantity % layout->stride] += value_g;
    }
    cairn_free(ones);
    return empty_g;
}

/* The least that a nanosecond of a device adds, whatever state it is in. */
static double least_of_pool(const struct cairn_component *component,
                            const struct cairn_layout *layout, int pool, const double *each_g)
{
    const struct cairn_component_pool *p = &component->pools[pool];
    double least_g = each_g[cairn_layout_pool(layout, 0, pool, CAIRN_IDLE_NS)];

    if (p->sleep_after_ns != CAIRN_NONE) {
        least_g = fmin(least_g, each_g[cairn_layout_pool(layout, 0, pool, CAIRN_SLEEP_NS)]);
        least_g = fmin(least_g, each_g[cairn_layout_pool(layout, 0, pool, CAIRN_WAKING_NS)]);
    }
    for (int v = 0; v < p->n_variants; v++)
        for (int b = 1; b <= p->batch_max; b++)
            least_g = fmin(least_g, each_g[cairn_layout_batch(layout, 0, pool, v, b)]);
    return least_g;
}

/* Least carbon that a configuration can have, whatever it serves. [FLOOR] */
static double floor_of(const struct cairn_trial *trial, enum cairn_basis_kind basis)
{
    const struct cairn_component *component = &trial->components.items[0];
    struct cairn_layout layout;
    double *each_g;
    double floor_g;

    cairn_layout_init(&layout, component);
    each_g = cairn_calloc((size_t)layout.stride, sizeof *each_g);
    floor_g = split_terms(trial, basis, &layout, each_g);
    for (int p = 0; p < layout.n_pools; p++) {
        const struct cairn_component_pool *pool = &component->pools[p];

        if (!pool->unlimited)
            floor_g += least_of_pool(component, &layout, p, each_g) * pool->devices * pool->copies *
                       (double)component->plan->length_ns;
    }
    cairn_free(each_g);
    cairn_layout_release(&layout);
    return floor_g;
}

/* ---- one component ---- */

/* Can the configuration still be the best of its component under some basis that has data? */
static bool is_hopeful(const struct cairn_trial *trial, const double least[CAIRN_N_BASES])
{
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;

        if (cairn_trial_missing(trial, CAIRN_CARBON, basis))
            continue;
        if (isinf(least[b]) ||
            floor_of(trial, basis) <= least[b] * (1.0 + trial->scenario->choose.tie))
            return true;
    }
    return false;
}

static void look(struct cairn_trial *trial, struct cairn_outcome *outcome)
{
    outcome->looked_at = true;
    for (int b = 0; b < CAIRN_N_BASES; b++) {
        enum cairn_basis_kind basis = (enum cairn_basis_kind)b;
        const char *missing = cairn_trial_missing(trial, CAIRN_CARBON, basis);

        outcome->basis_g[b] = missing ? NAN : cairn_trial_carbon(trial, basis, 1)[0];
    }
    judge(trial, outcome);
}

/* Keeps the first word of what a total under the basis that decides lacks. */
static void note_missing(struct cairn_search *search, const struct cairn_trial *trial)
{
    const char *missing = cairn_trial_missing(trial, CAIRN_CARBON, search->scenario->choose.basis);

    if (missing && !search->missing)
        search->missing = cairn_strdup(missing);
}

/* One configuration; `least` is the least that any before emits which surely keeps its promises. */
static void look_at(struct cairn_search *search, const struct cairn_search_setup *setup,
                    int component, uint64_t configuration, double least[CAIRN_N_BASES])
{
    struct cairn_outcome *outcome = &search->outcomes[component][configuration];
    struct cairn_placement placement;
    struct cairn_factor_book book;
    struct cairn_trial trial;

    cairn_placement_init(&placement, search->scenario);
    cairn_space_configure(search->space, component, configuration, &placement);
    cairn_factor_book_init(&book);
    cairn_trial_init(&trial, search->scenario, setup->plan, &placement, &book, setup->lab);
    note_missing(search, &trial);
    if (!setup->pruning || is_hopeful(&trial, least)) {
        look(&trial, outcome);
        search->looked_at++;
    } else {
        search->ruled_out++;
    }
    for (int b = 0; outcome->sure && b < CAIRN_N_BASES; b++)
        if (outcome->basis_g[b] < least[b])
            least[b] = outcome->basis_g[b];
    cairn_trial_release(&trial);
    cairn_factor_book_release(&book);
    cairn_placement_release(&placement);
}

static void look_at_component(struct cairn_search *search, const struct cairn_search_setup *setup,
                              int component)
{
    const struct cairn_choose_limits *limits = setup->limits;
    uint64_t n = (uint64_t)search->space->components[component].n_configurations;
    double least[CAIRN_N_BASES];

    search->outcomes[component] = cairn_calloc((size_t)n, sizeof(struct cairn_outcome));
    for (int b = 0; b < CAIRN_N_BASES; b++)
        least[b] = INFINITY;
    for (uint64_t i = 0; i < n && !search->stopped; i++) {
        if (limits->progress)
            limits->progress(limits->context, "searching",
                             (search->looked_at + search->ruled_out) /
                                 search->space->n_configurations);
        look_at(search, setup, component, i, least);
        search->stopped = limits->stop && limits->stop(limits->context);
    }
}

void cairn_search_init(struct cairn_search *search, const struct cairn_scenario *scenario,
                       const struct cairn_space *space, const struct cairn_search_setup *setup)
{
    *search = (struct cairn_search){.scenario = scenario, .space = space};
    search->outcomes = cairn_calloc((size_t)space->n_components, sizeof *search->outcomes);
    for (int c = 0; c < space->n_components && !search->stopped; c++)
        look_at_component(search, setup, c);
}

void cairn_search_release(struct cairn_search *search)
{
    for (int c = 0; search->outcomes && c < search->space->n_components; c++)
        cairn_free(search->outcomes[c]);
    cairn_free(search->outcomes);
    cairn_free(search->missing);
}

/* ---- sums ---- */

static void best_of_component(const struct cairn_search *search,
                              const struct cairn_search_query *query, int component,
                              struct cairn_kbest *list)
{
    uint64_t n = (uint64_t)search->space->components[component].n_configurations;

    for (uint64_t i = 0; i < n; i++) {
        const struct cairn_outcome *outcome = &search->outcomes[component][i];
        double cost_g = outcome->basis_g[query->basis];

        if (outcome->looked_at && outcome->violation <= MARGIN && !isnan(cost_g) &&
            (outcome->sure || !query->sure))
            cairn_kbest_offer(list, cost_g, component, i);
    }
}

static bool passes(const struct cairn_search *search, int component, enum cairn_space_filter filter)
{
    const struct cairn_space_component *c = &search->space->components[component];
    enum cairn_place_kind kind = filter == CAIRN_SPACE_AT_SITES ? CAIRN_SITE : CAIRN_REGION;

    for (int i = 0; filter != CAIRN_SPACE_ALL && i < c->n_workloads; i++)
        if (!cairn_serving_is_at(&search->space->routes->servings[c->servings[i]], search->scenario,
                                 kind))
            return false;
    return true;
}

/* Lists per component, made once; empty where the component does not pass. */
static struct cairn_kbest *component_lists(const struct cairn_search *search,
                                           const struct cairn_search_query *query)
{
    int n = search->space->n_components;
    struct cairn_kbest *lists = cairn_calloc((size_t)n, sizeof *lists);

    for (int c = 0; c < n; c++) {
        cairn_kbest_init(&lists[c], query->per_assignment);
        if (passes(search, c, query->filter))
            best_of_component(search, query, c, &lists[c]);
    }
    return lists;
}

static void best_of_block(const struct cairn_space *space, const struct cairn_space_block *block,
                          const struct cairn_kbest *components, int per_assignment,
                          struct cairn_kbest *list)
{
    for (int a = 0; a < block->n_assignments; a++) {
        const struct cairn_space_assignment *assignment =
            &space->assignments[block->first_assignment + a];
        struct cairn_kbest sums;

        cairn_kbest_init(&sums, per_assignment);
        cairn_kbest_offer(&sums, 0.0, -1, 0);
        for (int m = 0; m < assignment->n_members; m++)
            cairn_kbest_combine(&sums, &components[space->members[assignment->first_member + m]]);
        cairn_kbest_offer_all(list, &sums);
        cairn_kbest_release(&sums);
    }
}

void cairn_search_best(const struct cairn_search *search, const struct cairn_search_query *query,
                       struct cairn_kbest *list)
{
    const struct cairn_space *space = search->space;
    struct cairn_kbest *components = component_lists(search, query);

    cairn_kbest_init(list, query->k);
    cairn_kbest_offer(list, 0.0, -1, 0);
    for (int b = 0; b < space->n_blocks; b++) {
        struct cairn_kbest block;

        cairn_kbest_init(&block, query->k);
        best_of_block(space, &space->blocks[b], components, query->per_assignment, &block);
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
