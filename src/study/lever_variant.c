/* lever_variant.c - other variants of the models: of fewer bits, or smaller ones of as many */

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "model/route_check.h"
#include "model/space_parts.h"
#include "study/lever.h"

enum { SMALLER_MOST = 3 };

/*
 * The bits of a precision as catalogues name it: the first number in "int8 (TensorRT)", "bf16",
 * "4-bit weights"; 0: it names none.
 */
static int bits_of(const struct cairn_variant *variant)
{
    const char *digit = variant->precision ? strpbrk(variant->precision, "0123456789") : NULL;
    int bits = 0;

    for (; digit && *digit >= '0' && *digit <= '9' && bits < 100; digit++)
        bits = 10 * bits + (*digit - '0');
    return bits;
}

/* Whether a variant can take a route's place, or NULL; else why not, owned by the caller. */
static char *misfit(const struct cairn_scenario *s, const struct cairn_route *route, int variant)
{
    enum cairn_exclusion_reason reason;
    char *text = cairn_route_check_variant(s, route->workload, 1, route->pool, variant, &reason);

    if (text && reason == CAIRN_EXCLUDED_NARROWED) {
        cairn_free(text);
        text = cairn_format("%s is not among the routes of %s that the scenario asks for",
                            s->variants[variant].id, s->workloads[route->workload].id);
    }
    return text;
}

static bool may_change(const struct cairn_route *route)
{
    return route->variant != CAIRN_NONE && route->n_onward == 0;
}

/* The usable variant of so many bits whose accuracy is nearest to that of the route's. */
static int nearest_of_bits(struct cairn_proposals *proposals, const struct cairn_route *route,
                           int bits)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    const struct cairn_variant *now = &s->variants[route->variant];
    const struct cairn_model *model = &s->models[now->model];
    int best = CAIRN_NONE;

    for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++) {
        double distance = fabs(s->variants[v].accuracy - now->accuracy);
        char *why;

        if (bits_of(&s->variants[v]) != bits)
            continue;
        why = misfit(s, route, v);
        if (why)
            cairn_proposals_because(proposals, "%s", why);
        else if (best == CAIRN_NONE || distance < fabs(s->variants[best].accuracy - now->accuracy))
            best = v;
        cairn_free(why);
    }
    return best;
}

/* The n-th (from 1) usable variant of as many bits that is less accurate, the best of them first;
 * of equal accuracy, one that takes less memory. */
static int nth_smaller(struct cairn_proposals *proposals, const struct cairn_route *route, int n)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    int at = route->variant;

    for (int i = 0; i < n && at != CAIRN_NONE; i++) {
        const struct cairn_variant *above = &s->variants[at];
        const struct cairn_model *model = &s->models[above->model];
        int next = CAIRN_NONE;

        for (int v = model->first_variant; v < model->first_variant + model->n_variants; v++) {
            const struct cairn_variant *variant = &s->variants[v];
            bool below = variant->accuracy < above->accuracy ||
                         (variant->accuracy == above->accuracy &&
                          variant->memory_bytes < above->memory_bytes);
            char *why;

            if (!below || bits_of(variant) != bits_of(&s->variants[route->variant]))
                continue;
            why = misfit(s, route, v);
            if (why)
                cairn_proposals_because(proposals, "%s", why);
            else if (next == CAIRN_NONE || variant->accuracy > s->variants[next].accuracy)
                next = v;
            cairn_free(why);
        }
        at = next;
    }
    return at;
}

static int pick(struct cairn_proposals *proposals, const struct cairn_route *route, int bits,
                int nth)
{
    const struct cairn_scenario *s = proposals->stand->scenario;

    if (!may_change(route))
        return CAIRN_NONE;
    if (bits > 0)
        return bits < bits_of(&s->variants[route->variant])
                   ? nearest_of_bits(proposals, route, bits)
                   : CAIRN_NONE;
    return nth_smaller(proposals, route, nth);
}

/* Whether the variants of every pool fit into its devices; takes the proposal back where not. */
static void keep_if_it_fits(struct cairn_proposals *proposals, struct cairn_proposal *proposal)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    char *why = NULL;

    for (int p = 0; p < s->n_pools && !why; p++)
        if (proposal->placement.pools[p].count > 0 && s->pools[p].hardware != CAIRN_NONE)
            why = cairn_space_memory_problem(s, p, proposal->placement.routes,
                                             proposal->placement.n_routes);
    if (!why) {
        cairn_placement_normalise(&proposal->placement, s);
        return;
    }
    cairn_proposals_because(proposals, "%s", why);
    cairn_free(why);
    cairn_proposals_drop(proposals);
}

/* Every route that can gets another variant. False: none can. */
static bool propose(struct cairn_proposals *proposals, int bits, int nth)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    struct cairn_proposal *proposal = cairn_proposals_add(proposals);
    struct cairn_placement *placement = cairn_proposal_move(proposals, proposal);
    bool any = false;

    for (int i = 0; i < placement->n_routes; i++) {
        struct cairn_route *route = &placement->routes[i];
        int variant = pick(proposals, route, bits, nth);

        if (variant == CAIRN_NONE)
            continue;
        proposal->what =
            cairn_arena_format(proposals->arena, "%s%s%s: %s for %s", proposal->what,
                               any ? ", " : "", s->workloads[route->workload].id,
                               s->variants[variant].id, s->variants[route->variant].id);
        route->variant = variant;
        any = true;
    }
    if (any)
        keep_if_it_fits(proposals, proposal);
    else
        cairn_proposals_drop(proposals);
    return any;
}

static bool anything_changes(struct cairn_proposals *proposals)
{
    const struct cairn_placement *placement = &proposals->stand->placement;

    for (int i = 0; i < placement->n_routes; i++)
        if (may_change(&placement->routes[i]))
            return true;
    cairn_proposals_because(proposals, "nothing of one step runs on devices");
    return false;
}

void cairn_lever_quantise(struct cairn_proposals *proposals)
{
    const struct cairn_scenario *s = proposals->stand->scenario;
    bool tried[100] = {0};

    if (!anything_changes(proposals))
        return;
    for (int v = 0; v < s->n_variants; v++) {
        int bits = bits_of(&s->variants[v]);

        if (bits > 0 && bits < 100 && !tried[bits]) {
            tried[bits] = true;
            propose(proposals, bits, 0);
        }
    }
    cairn_proposals_otherwise(proposals, "no other variant of fewer bits");
}

void cairn_lever_smaller(struct cairn_proposals *proposals)
{
    if (!anything_changes(proposals))
        return;
    for (int nth = 1; nth <= SMALLER_MOST; nth++)
        if (!propose(proposals, 0, nth))
            break;
    cairn_proposals_otherwise(proposals, "no other variant of as many bits that is smaller");
}
