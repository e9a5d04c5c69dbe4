/* stand_fit.c - how many devices pools need where work was moved to them, or was made less */

#include "base/alloc.h"
#include "model/sizing.h"
#include "model/steps.h"
#include "study/stand.h"

enum { MOST_LOOKS = 32 };

struct fitting {
    const struct cairn_stand *from;
    struct cairn_stand *stand;
    struct cairn_pool_sizings *sizings; /* [pool]; owned, n_choices 0: not to be sized */
    int *at;                            /* [pool], into its choices; owned */
};

/*
 * Of a pool that is to shrink, its rule alone, up to its size; of another one, batches of one and
 * the largest with the shortest wait: how these go on is what the lever of batches is for.
 */
static bool is_wanted(const struct cairn_pool_sizings *sizings, const struct cairn_sizing *choice,
                      const struct cairn_sizing *shrink)
{
    int largest = 1;
    int64_t shortest = INT64_MAX;

    if (shrink)
        return choice->count <= shrink->count && choice->batch_max == shrink->batch_max &&
               choice->timeout_ns == shrink->timeout_ns;
    for (int i = 0; i < sizings->n_choices; i++)
        if (sizings->choices[i].batch_max > largest)
            largest = sizings->choices[i].batch_max;
    for (int i = 0; i < sizings->n_choices; i++)
        if (sizings->choices[i].batch_max == largest && sizings->choices[i].timeout_ns < shortest)
            shortest = sizings->choices[i].timeout_ns;
    return choice->batch_max == 1 ||
           (choice->batch_max == largest && choice->timeout_ns == shortest);
}

static void narrow(struct cairn_pool_sizings *sizings, const struct cairn_sizing *shrink)
{
    bool *wanted = cairn_calloc((size_t)sizings->n_choices + 1, sizeof *wanted);
    int n = 0;

    for (int i = 0; i < sizings->n_choices; i++)
        wanted[i] = is_wanted(sizings, &sizings->choices[i], shrink);
    for (int i = 0; i < sizings->n_choices; i++)
        if (wanted[i])
            sizings->choices[n++] = sizings->choices[i];
    sizings->n_choices = n;
    cairn_free(wanted);
}

static bool prepare(struct fitting *fitting, const bool *pools, bool shrink, char **why)
{
    struct cairn_stand *stand = fitting->stand;
    struct cairn_sizer sizer;
    bool can = true;

    cairn_sizer_init(&sizer, stand->scenario, &stand->plan);
    for (int p = 0; can && p < stand->scenario->n_pools; p++) {
        struct cairn_pool_sizings *sizings = &fitting->sizings[p];

        if (!pools[p])
            continue;
        cairn_sizer_pool(&sizer, p, stand->placement.routes, stand->placement.n_routes, sizings);
        if (sizings->n_choices == 0) {
            *why = cairn_overload_text(&sizings->overload, stand->scenario);
            can = false;
        } else {
            narrow(sizings, shrink ? &fitting->from->placement.pools[p] : NULL);
            if (sizings->n_choices > 0)
                stand->placement.pools[p] = sizings->choices[0];
        }
    }
    cairn_sizer_release(&sizer);
    return can;
}

/* Whether some request of a workload that is blamed comes to the pool. */
static bool is_blamed(const struct cairn_stand *stand, int pool)
{
    for (int i = 0; i < stand->placement.n_routes; i++) {
        const struct cairn_route *route = &stand->placement.routes[i];
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(route, targets);

        for (int t = 0; t < n && stand->blamed[route->workload]; t++)
            if (targets[t].pool == pool)
                return true;
    }
    return false;
}

/* Gives more to pools whose work breaks promises. False: there is no more to give. */
static bool give_more(struct fitting *fitting)
{
    struct cairn_stand *stand = fitting->stand;
    bool gave = false;

    for (int p = 0; p < stand->scenario->n_pools; p++) {
        const struct cairn_pool_sizings *sizings = &fitting->sizings[p];

        if (fitting->at[p] + 1 >= sizings->n_choices || !is_blamed(stand, p))
            continue;
        stand->placement.pools[p] = sizings->choices[++fitting->at[p]];
        gave = true;
    }
    return gave;
}

bool cairn_stand_fit(struct cairn_stand_rig *rig, const struct cairn_stand *from,
                     struct cairn_stand *stand, const bool *pools, bool shrink, char **why)
{
    size_t n_pools = (size_t)stand->scenario->n_pools;
    struct fitting fitting = {
        .from = from,
        .stand = stand,
        .sizings = cairn_calloc(n_pools, sizeof *fitting.sizings),
        .at = cairn_calloc(n_pools, sizeof *fitting.at),
    };
    bool can = prepare(&fitting, pools, shrink, why);

    for (int look = 0; can && look < MOST_LOOKS; look++) {
        cairn_placement_normalise(&stand->placement, stand->scenario);
        cairn_stand_look(rig, stand);
        if (!cairn_stand_breaks(stand, from) || look + 1 == MOST_LOOKS || !give_more(&fitting))
            break;
    }
    for (size_t p = 0; p < n_pools; p++)
        cairn_free(fitting.sizings[p].choices);
    cairn_free(fitting.sizings);
    cairn_free(fitting.at);
    return can;
}
