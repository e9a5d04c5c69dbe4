/*
 * journey.h - the way of a request through the stations, one step per event
 *
 * Part of world.h, which says what the way is. Each event is handed to the station it belongs to,
 * and what a station lets go is passed on to the next, until the request ends: answered by a pool
 * or a cache, or lost.
 *
 * Steps. [STEP] A request that a pool has served may go on to the next step of its route: at once
 * where that is in the same place, else up the link to its region, or down to the site first if it
 * comes from another region. Whether it goes on, and how long it takes there, is derived from its
 * service variate, so that a request is as hard and as long wherever its steps are taken.
 */
#ifndef CAIRN_PHYSICS_JOURNEY_H
#define CAIRN_PHYSICS_JOURNEY_H

#include "engine/trace.h"
#include "physics/cache.h"
#include "physics/feed.h"
#include "physics/link.h"
#include "physics/pass_pool.h"
#include "physics/tally.h"

/* What a request goes by: its route, resolved. 64 bytes. */
struct cairn_way {
    const struct cairn_component_route *route;
    struct cairn_source_sim *source;
    struct cairn_tally *tally;
    struct cairn_cache_sim *cache; /* or NULL; a fallback passes none */
    struct cairn_link_sim *link;   /* or NULL */
    struct cairn_pool_sim *pool;
    int64_t up_bytes; /* of a payload, or of what a further step is handed */
    bool of_tokens;   /* its source's requests */
    bool streams;     /* a language model of it tells when each token is there */
    bool is_fallback;
    uint8_t further; /* steps before it */
    int over;        /* sent on when so many wait; CAIRN_NONE: never, as on a fallback */
};

struct cairn_world {
    const struct cairn_component *component;
    struct cairn_source_sim *sources; /* as the component's arrays; owned */
    struct cairn_tally *tallies;      /* [source] */
    struct cairn_cache_sim *caches;
    struct cairn_run run;

    /* of the event engine; NULL as long as it has not been needed */
    struct cairn_feed *feeds; /* [source] */
    struct cairn_link_sim *links;
    struct cairn_pool_sim *pools;
    struct cairn_way *ways; /* [route] */
    bool has_steps;         /* some requests go on to further ones */
    int64_t *waited_ns;     /* [request] with steps: in those before; owned */
    size_t waited_capacity;

    struct cairn_recursion *recursion; /* NULL: events only; owned */

    /* of the running replication */
    struct cairn_quantities *quantities;
    int64_t last_ns; /* nothing that ends later is followed */
    const struct cairn_trace *trace;
};

/*
 * Runs the window that has begun, until all requests that arrived in its measured time have ended
 * or may not be followed any further. trace may be NULL.
 */
void cairn_journey_run(struct cairn_world *world, const struct cairn_trace *trace);

#endif
