#include "choose/explore_part.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "choose/work.h"
#include "model/coupling.h"
#include "model/space_parts.h"
#include "model/steps.h"

enum { MOST_MOVES = 256, SLOTS = 256, MOST_REPLICATIONS = 10 };

#define ENOUGH 300.0 /* requests, to judge a promise by; a compromise */

#define MOST_LOOK 1e6 /* requests of one part that is looked at, beyond a replication; likewise */

/* See explore.h. */
#define MOST_WORK 2e6
#define MOST_REQUESTS 3e8

/*
 * Replications by which a part is judged: as many as it takes until each workload has enough
 * requests, but no more than are worth so much work.
 */
static int replications_of(const struct cairn_trial *trial)
{
    double fewest = ENOUGH, requests = 0.0;

    for (int c = 0; c < trial->components.n; c++) {
        fewest = fmin(fewest, cairn_work_fewest(&trial->components.items[c]));
        requests += cairn_work_requests(&trial->components.items[c]);
    }
    double wanted = fewest > 0.0 ? fmin(ceil(ENOUGH / fewest), MOST_REPLICATIONS) : 1.0;
    double affordable = requests > 0.0 ? floor(MOST_LOOK / requests) : wanted;

    return (int)fmax(1.0, fmin(wanted, affordable));
}

void cairn_parts_init(struct cairn_parts *parts, const struct cairn_exploring *exploring)
{
    *parts = (struct cairn_parts){.exploring = exploring, .n_slots = SLOTS};
    cairn_sizer_init(&parts->sizer, exploring->scenario, exploring->plan);
    parts->slots = cairn_calloc(parts->n_slots, sizeof *parts->slots);
}

void cairn_parts_release(struct cairn_parts *parts)
{
    cairn_sizer_release(&parts->sizer);
    cairn_free(parts->slots);
}

bool cairn_parts_done(const struct cairn_parts *parts)
{
    const struct cairn_scenario *s = parts->exploring->scenario;
    double most = fmin(MOST_WORK, (double)s->choose.limit * s->n_workloads);

    return parts->stopped || parts->work >= most || parts->requests >= MOST_REQUESTS;
}

/* ---- looking ---- */

static struct cairn_seen_part *slot_of(struct cairn_seen_part *slots, size_t n_slots, uint64_t hash)
{
    size_t at = hash & (n_slots - 1);

    while (slots[at].hash != 0 && slots[at].hash != hash)
        at = (at + 1) & (n_slots - 1);
    return &slots[at];
}

static void enter(struct cairn_parts *parts, const struct cairn_seen_part *seen)
{
    if (2 * (parts->n + 1) > parts->n_slots) {
        struct cairn_seen_part *larger = cairn_calloc(2 * parts->n_slots, sizeof *larger);

        for (size_t i = 0; i < parts->n_slots; i++)
            if (parts->slots[i].hash != 0)
                *slot_of(larger, 2 * parts->n_slots, parts->slots[i].hash) = parts->slots[i];
        cairn_free(parts->slots);
        parts->slots = larger;
        parts->n_slots *= 2;
    }
    *slot_of(parts->slots, parts->n_slots, seen->hash) = *seen;
    parts->n++;
}

static void look(struct cairn_parts *parts, struct cairn_trial *trial, int replications,
                 uint64_t hash)
{
    struct cairn_seen_part seen = {.hash = hash};
    struct cairn_outcome outcome;

    cairn_outcome_look(&outcome, trial, replications);
    seen.cost = outcome.basis_g[parts->exploring->scenario->choose.basis];
    for (int r = 0; parts->exploring->prices && r < CAIRN_N_RESOURCES; r++)
        if (parts->exploring->prices[r] > 0.0)
            seen.cost += parts->exploring->prices[r] * outcome.takes[r];
    if (isnan(seen.cost))
        seen.cost = INFINITY;
    seen.violation = outcome.violation;
    seen.risk = outcome.risk;
    seen.hopeful = cairn_outcome_is_hopeful(&outcome) && !isinf(seen.cost);
    seen.sure = outcome.sure && seen.hopeful;
    seen.worst = outcome.worst;
    enter(parts, &seen);
    for (int c = 0; c < trial->components.n; c++) {
        parts->work += trial->components.items[c].n_sources;
        parts->requests += replications * cairn_work_requests(&trial->components.items[c]);
    }
}

static uint64_t hash_of(const struct cairn_placement *placement,
                        const struct cairn_scenario *scenario)
{
    uint64_t hash = cairn_placement_hash(placement, scenario);

    return hash != 0 ? hash : 1;
}

/* What draws more than a cap allows is not simulated. [CAP] */
static bool rule_out(struct cairn_parts *parts, const struct cairn_placement *placement)
{
    struct cairn_seen_part seen = {.hash = hash_of(placement, parts->exploring->scenario)};
    struct cairn_outcome outcome;

    if (!cairn_outcome_over_cap(&outcome, parts->exploring->scenario, placement))
        return false;
    seen.cost = INFINITY;
    seen.violation = outcome.violation;
    seen.risk = outcome.risk;
    seen.worst = outcome.worst;
    enter(parts, &seen);
    return true;
}

bool cairn_parts_look(struct cairn_parts *parts, const struct cairn_placement *placements, int n,
                      struct cairn_seen_part *seen)
{
    const struct cairn_exploring *e = parts->exploring;
    struct cairn_factor_book book;
    struct cairn_trial *trials = cairn_calloc((size_t)n, sizeof *trials);
    struct cairn_trial_want *wants = cairn_calloc((size_t)n, sizeof *wants);
    int *of = cairn_calloc((size_t)n, sizeof *of), n_new = 0;

    cairn_factor_book_init(&book);
    for (int i = 0; i < n; i++) {
        if (slot_of(parts->slots, parts->n_slots, hash_of(&placements[i], e->scenario))->hash != 0)
            continue;
        if (rule_out(parts, &placements[i]))
            continue;
        cairn_trial_init(&trials[n_new], e->scenario, e->plan, &placements[i], &book, e->lab);
        wants[n_new] = (struct cairn_trial_want){&trials[n_new], replications_of(&trials[n_new])};
        of[n_new++] = i;
    }
    if (n_new > 0 && !cairn_trials_prepare(wants, n_new))
        parts->stopped = true;
    for (int i = 0; i < n_new; i++) {
        uint64_t hash = hash_of(&placements[of[i]], e->scenario);

        if (!parts->stopped && slot_of(parts->slots, parts->n_slots, hash)->hash == 0)
            look(parts, &trials[i], wants[i].n, hash);
        cairn_trial_release(&trials[i]);
    }
    for (int i = 0; i < n && !parts->stopped; i++)
        seen[i] = *slot_of(parts->slots, parts->n_slots, hash_of(&placements[i], e->scenario));
    cairn_factor_book_release(&book);
    cairn_free(trials);
    cairn_free(wants);
    cairn_free(of);
    return !parts->stopped;
}

bool cairn_part_is_better(const struct cairn_seen_part *a, const struct cairn_seen_part *b)
{
    if (a->hopeful != b->hopeful)
        return a->hopeful;
    if (!a->hopeful && a->violation != b->violation)
        return a->violation < b->violation;
    return a->cost < b->cost;
}

/* ---- sizes ---- */

static bool same_sizing(const struct cairn_sizing *a, const struct cairn_sizing *b)
{
    return a->count == b->count && a->batch_max == b->batch_max && a->timeout_ns == b->timeout_ns;
}

static bool uses(const struct cairn_placement *placement, int pool)
{
    for (int i = 0; i < placement->n_routes; i++) {
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(&placement->routes[i], targets);

        for (int t = 0; t < n; t++)
            if (targets[t].pool == pool)
                return true;
    }
    return false;
}

static void sizings_of(const struct cairn_parts *parts, const struct cairn_placement *placement,
                       int pool, struct cairn_pool_sizings *sizings)
{
    cairn_sizer_pool(&parts->sizer, pool, placement->routes, placement->n_routes, sizings);
}

bool cairn_parts_size(const struct cairn_parts *parts, struct cairn_placement *placement)
{
    const struct cairn_scenario *s = parts->exploring->scenario;

    for (int p = 0; p < s->n_pools; p++) {
        struct cairn_pool_sizings sizings;
        bool stays = false;
        char *problem;

        if (cairn_pool_is_unlimited(s, p) || !uses(placement, p))
            continue;
        problem = cairn_space_memory_problem(s, p, placement->routes, placement->n_routes);
        cairn_free(problem);
        if (problem)
            return false;
        sizings_of(parts, placement, p, &sizings);
        for (int i = 0; i < sizings.n_choices; i++)
            stays = stays || same_sizing(&sizings.choices[i], &placement->pools[p]);
        if (!stays && sizings.n_choices > 0)
            placement->pools[p] = sizings.choices[0];
        cairn_free(sizings.choices);
        if (sizings.n_choices == 0)
            return false;
    }
    cairn_placement_normalise(placement, s);
    return true;
}

/*
 * Where in the list a sizing with this rule has a number of devices nearest to one, or CAIRN_NONE.
 */
static int with_count(const struct cairn_pool_sizings *sizings, const struct cairn_sizing *rule,
                      int count)
{
    int best = CAIRN_NONE;

    for (int i = 0; i < sizings->n_choices; i++) {
        const struct cairn_sizing *at = &sizings->choices[i];

        if (at->batch_max != rule->batch_max || at->timeout_ns != rule->timeout_ns)
            continue;
        if (best == CAIRN_NONE ||
            abs(at->count - count) < abs(sizings->choices[best].count - count))
            best = i;
    }
    return best;
}

struct moves {
    struct cairn_placement *placements; /* owned */
    int n;
};

static void add_move(struct moves *moves, const struct cairn_parts *parts,
                     const struct cairn_placement *from, int pool,
                     const struct cairn_pool_sizings *sizings, int choice)
{
    const struct cairn_scenario *s = parts->exploring->scenario;

    if (choice < 0 || choice >= sizings->n_choices || moves->n == MOST_MOVES ||
        same_sizing(&sizings->choices[choice], &from->pools[pool]))
        return;
    cairn_placement_copy(&moves->placements[moves->n], from, s);
    moves->placements[moves->n].pools[pool] = sizings->choices[choice];
    cairn_placement_normalise(&moves->placements[moves->n++], s);
}

/* One more device, one fewer, twice as many or half, the next rules. */
static void find_moves(const struct cairn_parts *parts, const struct cairn_placement *from,
                       struct moves *moves)
{
    const struct cairn_scenario *s = parts->exploring->scenario;

    for (int p = 0; p < s->n_pools; p++) {
        const struct cairn_sizing *now = &from->pools[p];
        struct cairn_pool_sizings sizings;
        int at = CAIRN_NONE;

        if (cairn_pool_is_unlimited(s, p) || now->count == 0)
            continue;
        sizings_of(parts, from, p, &sizings);
        for (int i = 0; i < sizings.n_choices; i++)
            if (same_sizing(&sizings.choices[i], now))
                at = i;
        add_move(moves, parts, from, p, &sizings, with_count(&sizings, now, now->count + 1));
        add_move(moves, parts, from, p, &sizings, with_count(&sizings, now, now->count - 1));
        if (now->count > 2) {
            add_move(moves, parts, from, p, &sizings, with_count(&sizings, now, 2 * now->count));
            add_move(moves, parts, from, p, &sizings, with_count(&sizings, now, now->count / 2));
        }
        for (int step = -1; step <= 1 && at != CAIRN_NONE; step += 2)
            if (at + step >= 0 && at + step < sizings.n_choices &&
                sizings.choices[at + step].count == now->count)
                add_move(moves, parts, from, p, &sizings, at + step);
        cairn_free(sizings.choices);
    }
}

/*
 * Is a part safer: sure and emits less, or, where neither is sure, comes less near to breaking a
 * promise?
 */
static bool is_safer(const struct cairn_seen_part *a, const struct cairn_seen_part *b)
{
    if (a->sure != b->sure)
        return a->sure;
    if (!a->sure && a->risk != b->risk)
        return a->risk < b->risk;
    return a->cost < b->cost;
}

static void keep_safest(const struct cairn_parts *parts, struct cairn_sized_part *sized,
                        const struct cairn_placement *placement, const struct cairn_seen_part *seen)
{
    if (!is_safer(seen, &sized->safest_seen))
        return;
    cairn_placement_release(&sized->safest);
    cairn_placement_copy(&sized->safest, placement, parts->exploring->scenario);
    sized->safest_seen = *seen;
}

/* Takes the best move where it is better. False: there is none. */
static bool step(struct cairn_parts *parts, struct cairn_sized_part *sized)
{
    struct cairn_seen_part *seen = cairn_calloc(MOST_MOVES, sizeof *seen);
    struct moves moves = {.placements = cairn_calloc(MOST_MOVES, sizeof *moves.placements)};
    int best = CAIRN_NONE;

    find_moves(parts, &sized->placement, &moves);
    if (moves.n > 0 && cairn_parts_look(parts, moves.placements, moves.n, seen)) {
        for (int i = 0; i < moves.n; i++) {
            keep_safest(parts, sized, &moves.placements[i], &seen[i]);
            if (cairn_part_is_better(&seen[i], best == CAIRN_NONE ? &sized->seen : &seen[best]))
                best = i;
        }
    }
    if (best != CAIRN_NONE) {
        struct cairn_placement was = sized->placement;

        sized->placement = moves.placements[best];
        moves.placements[best] = was;
        sized->seen = seen[best];
    }
    for (int i = 0; i < moves.n; i++)
        cairn_placement_release(&moves.placements[i]);
    cairn_free(moves.placements);
    cairn_free(seen);
    return best != CAIRN_NONE;
}

void cairn_parts_climb(struct cairn_parts *parts, struct cairn_placement *placement,
                       struct cairn_sized_part *sized)
{
    *sized = (struct cairn_sized_part){.placement = *placement};
    sized->seen.cost = sized->seen.violation = sized->seen.risk = INFINITY;
    cairn_placement_copy(&sized->safest, placement, parts->exploring->scenario);
    if (!cairn_parts_look(parts, placement, 1, &sized->seen))
        return;
    sized->safest_seen = sized->seen;
    while (!cairn_parts_done(parts) && step(parts, sized))
        continue;
}

void cairn_sized_part_release(struct cairn_sized_part *sized)
{
    cairn_placement_release(&sized->placement);
    cairn_placement_release(&sized->safest);
}
