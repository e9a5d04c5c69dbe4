#include "choose/search.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/wave.h"

void cairn_search_init(struct cairn_search *search, const struct cairn_scenario *scenario,
                       const struct cairn_space *space, const struct cairn_search_setup *setup)
{
    *search = (struct cairn_search){.scenario = scenario, .space = space};
    search->outcomes = cairn_calloc((size_t)space->n_components, sizeof *search->outcomes);
    for (int c = 0; c < space->n_components; c++)
        search->outcomes[c] = cairn_calloc((size_t)space->components[c].n_configurations,
                                           sizeof *search->outcomes[c]);
    cairn_search_look(search, setup);
}

void cairn_search_release(struct cairn_search *search)
{
    for (int c = 0; search->outcomes && c < search->space->n_components; c++)
        cairn_free(search->outcomes[c]);
    cairn_free(search->outcomes);
    cairn_free(search->missing);
}

/* ---- sums ---- */

#define MARGIN 1.05 /* of budgets; chosen by hand */

static bool within(const struct cairn_search *search, const double *takes)
{
    for (int r = 0; r < CAIRN_N_RESOURCES; r++) {
        double limit = cairn_budget_limit(search->scenario, (enum cairn_resource)r);

        if (isfinite(limit) && !(takes[r] <= MARGIN * limit))
            return false;
    }
    return true;
}

/* NaN: no data; INFINITY: latency matters, and requests have no answer. */
static double cost_of(const struct cairn_outcome *outcome, const struct cairn_search_query *query)
{
    const struct cairn_weights *weights = query->weights;
    double aim = outcome->aim[query->basis];
    double cost;

    if (!weights)
        return aim;
    cost = weights->aim * aim;
    if (weights->latency != 0.0)
        cost += weights->latency * outcome->latency;
    for (int r = 0; r < CAIRN_N_RESOURCES; r++)
        if (weights->of[r] != 0.0)
            cost += weights->of[r] * outcome->takes[r];
    return cost;
}

static void best_of_component(const struct cairn_search *search,
                              const struct cairn_search_query *query, int component,
                              struct cairn_kbest *list)
{
    uint64_t n = (uint64_t)search->space->components[component].n_configurations;

    for (uint64_t i = 0; i < n; i++) {
        const struct cairn_outcome *outcome = &search->outcomes[component][i];
        double cost = cost_of(outcome, query);

        if (outcome->looked_at && (query->hopeless || cairn_outcome_is_hopeful(outcome)) &&
            isfinite(cost) && (outcome->sure || !query->sure) &&
            (query->lavish || within(search, outcome->takes)))
            cairn_kbest_offer(list, cost, component, i);
    }
}

static bool passes(const struct cairn_search *search, const struct cairn_search_query *query,
                   int component)
{
    enum cairn_space_filter filter = query->filter;
    const struct cairn_space_component *c = &search->space->components[component];
    enum cairn_place_kind kind = filter == CAIRN_SPACE_AT_SITES ? CAIRN_SITE : CAIRN_REGION;

    for (int i = 0; query->without && i < c->n_workloads; i++)
        if (query->without[c->servings[i]])
            return false;
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
        if (passes(search, query, c))
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

struct cairn_taken cairn_search_taken(const struct cairn_search *search,
                                      const struct cairn_choice *choice)
{
    struct cairn_taken taken = {.aim = 0.0};

    for (int i = 0; i < choice->n_parts; i++) {
        const struct cairn_part_choice *part = &choice->parts[i];
        const struct cairn_outcome *outcome =
            &search->outcomes[part->component][part->configuration];

        taken.aim += outcome->aim[search->scenario->choose.basis];
        for (int r = 0; r < CAIRN_N_RESOURCES; r++)
            taken.of[r] += outcome->takes[r];
    }
    return taken;
}

bool cairn_search_affords(const struct cairn_search *search, const struct cairn_choice *choice)
{
    struct cairn_taken taken = cairn_search_taken(search, choice);

    return within(search, taken.of);
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

/* A configuration of a component; NULL: none was looked at. */
struct spot {
    const struct cairn_outcome *outcome;
    int component;
    uint64_t configuration;
};

/* The configuration of a component that comes nearest to keeping its promises. */
static struct spot nearest(const struct cairn_search *search, int component)
{
    uint64_t n = (uint64_t)search->space->components[component].n_configurations;
    struct spot best = {.component = component};

    for (uint64_t i = 0; i < n; i++) {
        const struct cairn_outcome *outcome = &search->outcomes[component][i];

        if (outcome->looked_at && (!best.outcome || outcome->violation < best.outcome->violation)) {
            best.outcome = outcome;
            best.configuration = i;
        }
    }
    return best;
}

/* The worst of the components of an assignment, each at its nearest. */
static struct spot assignment_obstacle(const struct cairn_search *search, int assignment)
{
    const struct cairn_space_assignment *a = &search->space->assignments[assignment];
    struct spot worst = {.outcome = NULL};

    for (int m = 0; m < a->n_members; m++) {
        struct spot spot = nearest(search, search->space->members[a->first_member + m]);

        if (spot.outcome && (!worst.outcome || spot.outcome->violation > worst.outcome->violation))
            worst = spot;
    }
    return worst;
}

/* The assignment of a block whose worst component comes nearest. */
static struct spot block_obstacle(const struct cairn_search *search,
                                  const struct cairn_space_block *block)
{
    struct spot least = {.outcome = NULL};

    for (int a = 0; a < block->n_assignments; a++) {
        struct spot spot = assignment_obstacle(search, block->first_assignment + a);

        if (spot.outcome && (!least.outcome || spot.outcome->violation < least.outcome->violation))
            least = spot;
    }
    return least;
}

bool cairn_search_obstacle(const struct cairn_search *search, struct cairn_promise_result *worst,
                           struct cairn_placement *placement)
{
    struct spot most = {.outcome = NULL};
    double violation = 0.0;

    for (int b = 0; b < search->space->n_blocks; b++) {
        struct spot spot = block_obstacle(search, &search->space->blocks[b]);

        if (spot.outcome && !cairn_outcome_is_hopeful(spot.outcome) &&
            spot.outcome->violation > violation) {
            violation = spot.outcome->violation;
            most = spot;
        }
    }
    if (!most.outcome)
        return false;
    *worst = most.outcome->worst;
    cairn_placement_init(placement, search->scenario);
    cairn_space_configure(search->space, most.component, most.configuration, placement);
    cairn_placement_normalise(placement, search->scenario);
    return true;
}
