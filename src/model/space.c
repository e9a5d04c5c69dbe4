#include "model/space.h"

#include <assert.h>

#include "base/alloc.h"
#include "model/coupling.h"
#include "model/space_parts.h"
#include "model/steps.h"

struct maker {
    struct cairn_space *space;
    struct cairn_sizer sizer;
    struct cairn_coupling coupling;
    int *allowed;       /* servings that pass the filter, by workload; owned */
    int *first_allowed; /* [workload], and one more; owned */
    int *chosen;        /* [workload] of the assignment at hand: into allowed; owned */
    struct cairn_space_parts parts;
    size_t members_room, assignments_room, notes_room;
};

/* ---- servings ---- */

static bool passes(const struct cairn_serving *serving, const struct cairn_scenario *s,
                   enum cairn_space_filter filter)
{
    switch (filter) {
    case CAIRN_SPACE_ALL:
        return true;
    case CAIRN_SPACE_AT_SITES:
        return cairn_serving_is_at(serving, s, CAIRN_SITE);
    case CAIRN_SPACE_IN_REGIONS:
        return cairn_serving_is_at(serving, s, CAIRN_REGION);
    }
    return false;
}

static void find_allowed(struct maker *m, enum cairn_space_filter filter)
{
    const struct cairn_scenario *s = m->space->scenario;
    const struct cairn_routes *routes = m->space->routes;
    int n = 0;
    m->allowed = cairn_calloc((size_t)routes->n_servings, sizeof *m->allowed);
    m->first_allowed = cairn_calloc((size_t)s->n_workloads + 1, sizeof *m->first_allowed);
    m->chosen = cairn_calloc((size_t)s->n_workloads, sizeof *m->chosen);
    for (int w = 0; w < s->n_workloads; w++) {
        m->first_allowed[w] = n;
        for (int i = routes->first_serving[w]; i < routes->first_serving[w + 1]; i++)
            if (passes(&routes->servings[i], s, filter))
                m->allowed[n++] = i;
        if (n == m->first_allowed[w] && m->space->unserved == CAIRN_NONE)
            m->space->unserved = w;
    }
    m->first_allowed[s->n_workloads] = n;
}

static void couple(struct maker *m, int serving)
{
    const struct cairn_serving *o = &m->space->routes->servings[serving];
    for (int i = 0; i < o->n_routes; i++)
        cairn_coupling_add(&m->coupling, &o->routes[i]);
}

/* ---- blocks ---- */

static void find_blocks(struct maker *m)
{
    struct cairn_space *space = m->space;
    int n = space->scenario->n_workloads;
    for (int i = 0; i < m->first_allowed[n]; i++)
        couple(m, m->allowed[i]);
    space->blocks = cairn_calloc((size_t)n, sizeof *space->blocks);
    for (int first = 0; first < n; first++) {
        if (cairn_coupling_class(&m->coupling, first) != first)
            continue;
        struct cairn_space_block *block = &space->blocks[space->n_blocks++];
        *block = (struct cairn_space_block){
            .workloads = cairn_calloc((size_t)n, sizeof *block->workloads),
            .n_possible = 1,
            .overload.pool = CAIRN_NONE,
            .problem_component = CAIRN_NONE,
        };
        for (int w = first; w < n; w++) {
            if (cairn_coupling_class(&m->coupling, w) != first)
                continue;
            block->workloads[block->n_workloads++] = w;
            block->n_possible *= m->first_allowed[w + 1] - m->first_allowed[w];
        }
        space->n_possible += block->n_possible;
    }
}

/* ---- assignments ---- */

/* Share of its load that the worst pool of a component can carry; 0 if it has another problem. */
static double carried(const struct cairn_space_component *c)
{
    if (!c->problem)
        return 1;
    return c->overload.pool == CAIRN_NONE ? 0
                                          : c->overload.carried_per_s / c->overload.offered_per_s;
}

/* Keeps what hinders the assignment that comes closest to working. */
static void note_problem(struct cairn_space *space, struct cairn_space_block *block, int component)
{
    const struct cairn_space_component *c = &space->components[component];
    if (block->problem_component != CAIRN_NONE &&
        carried(c) <= carried(&space->components[block->problem_component]))
        return;
    block->problem_component = component;
    block->overload = c->overload;
}

/* Splits the chosen servings into components and lists the assignment if each can be configured. */
static void add_assignment(struct maker *m, int index, int *workloads, int *servings)
{
    struct cairn_space *space = m->space;
    struct cairn_space_block *block = &space->blocks[index];
    int first = space->n_members, worst = CAIRN_NONE;
    double placements = 1;

    cairn_coupling_clear(&m->coupling);
    for (int i = 0; i < block->n_workloads; i++)
        couple(m, m->allowed[m->chosen[block->workloads[i]]]);
    for (int i = 0; i < block->n_workloads; i++) {
        int class = block->workloads[i], n = 0;
        if (cairn_coupling_class(&m->coupling, class) != class)
            continue;
        for (int j = i; j < block->n_workloads; j++) {
            int w = block->workloads[j];
            if (cairn_coupling_class(&m->coupling, w) != class)
                continue;
            workloads[n] = w;
            servings[n++] = m->allowed[m->chosen[w]];
        }
        int component = cairn_space_parts_find(&m->parts, index, workloads, servings, n);
        placements *= space->components[component].n_configurations;
        if (worst == CAIRN_NONE ||
            carried(&space->components[component]) < carried(&space->components[worst]))
            worst = component;
        space->members = cairn_grow(space->members, &m->members_room, (size_t)space->n_members + 1,
                                    sizeof *space->members);
        space->members[space->n_members++] = component;
    }
    if (space->components[worst].problem) {
        note_problem(space, block, worst);
        space->n_members = first;
        return;
    }
    space->assignments = cairn_grow(space->assignments, &m->assignments_room,
                                    (size_t)space->n_assignments + 1, sizeof *space->assignments);
    space->assignments[space->n_assignments++] = (struct cairn_space_assignment){
        .first_member = first, .n_members = space->n_members - first};
    block->n_assignments++;
    block->n_placements += placements;
}

/* The next choice of servings in a block, the last workload's running fastest; false at the end. */
static bool next(struct maker *m, const struct cairn_space_block *block)
{
    for (int i = block->n_workloads - 1; i >= 0; i--) {
        int w = block->workloads[i];
        if (++m->chosen[w] < m->first_allowed[w + 1])
            return true;
        m->chosen[w] = m->first_allowed[w];
    }
    return false;
}

static void enumerate(struct maker *m, int index)
{
    struct cairn_space *space = m->space;
    struct cairn_space_block *block = &space->blocks[index];
    int *workloads = cairn_calloc((size_t)block->n_workloads, sizeof *workloads);
    int *servings = cairn_calloc((size_t)block->n_workloads, sizeof *servings);
    block->first_assignment = space->n_assignments;
    for (int i = 0; i < block->n_workloads; i++)
        m->chosen[block->workloads[i]] = m->first_allowed[block->workloads[i]];
    do
        add_assignment(m, index, workloads, servings);
    while (next(m, block));
    if (block->n_assignments > 0) {
        block->overload.pool = CAIRN_NONE;
        block->problem_component = CAIRN_NONE;
    }
    cairn_free(workloads);
    cairn_free(servings);
}

/* ---- notes ---- */

static void add_notes(struct maker *m, int pool, int variant)
{
    struct cairn_space *space = m->space;
    const struct cairn_scenario *s = space->scenario;
    int largest = cairn_largest_batch(s, pool, variant), last = 0;
    if (s->pools[pool].discipline == CAIRN_SHARING)
        return;
    for (int i = 0; i < m->sizer.n_rules; i++) {
        int batch = m->sizer.rules[i].batch_max; /* ascending, with a repetition per timeout */
        if (batch <= largest || batch == last)
            continue;
        last = batch;
        space->notes = cairn_grow(space->notes, &m->notes_room, (size_t)space->n_notes + 1,
                                  sizeof *space->notes);
        space->notes[space->n_notes++] = (struct cairn_space_note){
            .pool = pool,
            .variant = variant,
            .batch = batch,
            .text = cairn_format("no batches of %d on %s: %s was measured up to %d on %s", batch,
                                 s->pools[pool].id, s->variants[variant].id, largest,
                                 s->hardware[s->pools[pool].hardware].id),
        };
    }
}

/* Batch sizes that no serving may use, by pool and variant. */
static void find_notes(struct maker *m)
{
    const struct cairn_scenario *s = m->space->scenario;
    size_t n = (size_t)s->n_pools * (size_t)s->n_variants;
    bool *used = cairn_calloc(n, sizeof *used);
    for (int i = 0; i < m->first_allowed[s->n_workloads]; i++) {
        const struct cairn_serving *serving = &m->space->routes->servings[m->allowed[i]];
        for (int j = 0; j < serving->n_routes; j++) {
            struct cairn_target targets[CAIRN_TARGETS_MOST];
            int n_targets = cairn_route_targets(&serving->routes[j], targets);
            for (int t = 0; t < n_targets; t++)
                if (!cairn_pool_is_unlimited(s, targets[t].pool))
                    used[targets[t].pool * s->n_variants + targets[t].variant] = true;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (used[i])
            add_notes(m, (int)i / s->n_variants, (int)i % s->n_variants);
    cairn_free(used);
}

/* ---- the space ---- */

void cairn_space_init(struct cairn_space *space, const struct cairn_scenario *scenario,
                      const struct cairn_plan *plan, const struct cairn_routes *routes,
                      enum cairn_space_filter filter, double limit)
{
    struct maker m = {.space = space};
    *space = (struct cairn_space){
        .scenario = scenario, .routes = routes, .unserved = CAIRN_NONE, .n_placements = 1};
    cairn_coupling_init(&m.coupling, scenario);
    m.coupling.groups = true;
    cairn_sizer_init(&m.sizer, scenario, plan);
    cairn_space_parts_init(&m.parts, space, &m.sizer);
    find_allowed(&m, filter);
    find_blocks(&m);
    find_notes(&m);
    space->too_large = space->n_possible > limit;
    if (!space->too_large && space->unserved == CAIRN_NONE)
        for (int i = 0; i < space->n_blocks; i++)
            enumerate(&m, i);
    for (int i = 0; i < space->n_blocks; i++)
        space->n_placements *= space->blocks[i].n_placements;
    cairn_space_parts_release(&m.parts);
    cairn_sizer_release(&m.sizer);
    cairn_coupling_release(&m.coupling);
    cairn_free(m.allowed);
    cairn_free(m.first_allowed);
    cairn_free(m.chosen);
}

void cairn_space_release(struct cairn_space *space)
{
    for (int i = 0; i < space->n_components; i++)
        cairn_space_component_release(&space->components[i]);
    for (int i = 0; i < space->n_blocks; i++)
        cairn_free(space->blocks[i].workloads);
    for (int i = 0; i < space->n_notes; i++)
        cairn_free(space->notes[i].text);
    cairn_free(space->components);
    cairn_free(space->blocks);
    cairn_free(space->assignments);
    cairn_free(space->members);
    cairn_free(space->notes);
    *space = (struct cairn_space){0};
}

void cairn_space_configure(const struct cairn_space *space, int component, uint64_t configuration,
                           struct cairn_placement *placement)
{
    const struct cairn_space_component *c = &space->components[component];
    assert((double)configuration < c->n_configurations);
    for (int i = 0; i < c->n_workloads; i++) {
        const struct cairn_serving *serving = &space->routes->servings[c->servings[i]];
        for (int j = 0; j < serving->n_routes; j++)
            cairn_placement_add(placement, &serving->routes[j]);
    }
    for (int i = c->n_pools - 1; i >= 0; i--) {
        const struct cairn_pool_sizings *sizings = &c->pools[i];
        uint64_t n = (uint64_t)sizings->n_choices;
        placement->pools[sizings->pool] = sizings->choices[configuration % n];
        configuration /= n;
    }
    cairn_placement_normalise(placement, space->scenario);
}

char *cairn_space_problem(const struct cairn_space *space)
{
    const struct cairn_scenario *s = space->scenario;
    if (space->unserved != CAIRN_NONE)
        return cairn_format("no way to serve %s", s->workloads[space->unserved].id);
    if (space->too_large)
        return NULL;
    for (int i = 0; i < space->n_blocks; i++) {
        int component = space->blocks[i].problem_component;
        if (component == CAIRN_NONE)
            continue;
        const struct cairn_space_component *c = &space->components[component];
        return cairn_format(c->overload.pool == CAIRN_NONE ? "no placement fits: %s"
                                                           : "no placement can carry this load: %s",
                            c->problem);
    }
    return NULL;
}
