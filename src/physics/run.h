/*
 * run.h - the running window: what all its stations share
 *
 * Words: `now` is the simulated time, from 0 at the start of the run-in. The clock is what has
 * passed of the measured time [begin, end): it stands still before and after. Whoever integrates a
 * state over time subtracts the clock where it begins and adds it where it ends, and has thereby
 * clipped exactly what he counts.
 *
 * Events. Of those at one time, the lower rank happens first: devices are freed before new
 * requests look for them, and a request that arrives when a batch times out is in the batch, one
 * that arrives when a device would fall asleep keeps it awake. An event that is scheduled for the
 * present follows at once, whatever its rank.
 */
#ifndef CAIRN_PHYSICS_RUN_H
#define CAIRN_PHYSICS_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/distribution.h>

#include "engine/event_list.h"
#include "math/dist.h"
#include "math/rng.h"
#include "physics/request.h"

/*
 * Kind ranks, with what the entity counts and what the payload holds: high word, low word. A
 * number such as "device" runs through all pools.
 */
enum cairn_event_rank {
    CAIRN_EVENT_SERVED,         /* device; pool, device within it: a batch is done */
    CAIRN_EVENT_PASSED,         /* device; likewise: passes are done, if the counter is current */
    CAIRN_EVENT_ANSWERED,       /* pool; pool, request: the same of an unlimited pool */
    CAIRN_EVENT_AWAKE,          /* device; pool, device within it */
    CAIRN_EVENT_LOOKED_UP,      /* cache; cache, request */
    CAIRN_EVENT_DELIVERED_UP,   /* line; link, request: a payload reached the region */
    CAIRN_EVENT_DELIVERED_DOWN, /* line; link, request: a reply reached the site */
    CAIRN_EVENT_ARRIVAL,        /* source; source, nothing */
    CAIRN_EVENT_TIMEOUT,  /* pool copy; pool, copy: the oldest request may have waited enough */
    CAIRN_EVENT_SLEEP,    /* device; pool, device within it: it may have idled enough */
    CAIRN_EVENT_OUTAGE,   /* device; pool, device within it: it fails or is repaired */
    CAIRN_EVENT_CAPACITY, /* pool copy; pool, copy: how many of its devices are on may change */
};

struct cairn_run {
    struct cairn_stream_key key; /* of the running window; its purpose and entity are not set */
    int first_segment;           /* of that window, among all windows' */
    int64_t now_ns;
    int64_t clock_ns;
    int64_t begin_ns, end_ns;         /* measured time */
    int64_t edge_ns;                  /* the next one that is not past; INT64_MIN: both are */
    bool measuring;                   /* now lies between them */
    struct cairn_event_list arrivals; /* the next of each source, CAIRN_NEVER where none comes */
    struct cairn_event_list events;   /* all others */
    bool handled;                     /* the next event of the list is the one being handled */
    struct cairn_requests requests;
    int64_t outstanding; /* measured requests alive */
};

/* What the clock shows at a time. */
static inline int64_t cairn_run_clip(const struct cairn_run *run, int64_t time_ns)
{
    int64_t length_ns = run->end_ns - run->begin_ns;
    int64_t passed_ns = time_ns > run->begin_ns ? time_ns - run->begin_ns : 0;

    return passed_ns < length_ns ? passed_ns : length_ns;
}

/* Private: time has come to an edge of the measured time, or is past both. */
void cairn_run_pass_edge(struct cairn_run *run);

/* Time moves on. */
static inline void cairn_run_set_now(struct cairn_run *run, int64_t now_ns)
{
    run->now_ns = now_ns;
    if (now_ns >= run->edge_ns)
        cairn_run_pass_edge(run);
    else if (run->measuring)
        run->clock_ns = now_ns - run->begin_ns;
}

/* A window begins at `now_ns` that measures [begin_ns, end_ns). */
static inline void cairn_run_begin(struct cairn_run *run, int64_t now_ns, int64_t begin_ns,
                                   int64_t end_ns)
{
    run->begin_ns = begin_ns;
    run->end_ns = end_ns;
    run->edge_ns = INT64_MIN;
    cairn_run_set_now(run, now_ns);
}

/* A time after another; never, if that is beyond the clock. Both >= 0. */
static inline int64_t cairn_run_later(int64_t time_ns, int64_t by_ns)
{
    return by_ns < CAIRN_NEVER - time_ns ? time_ns + by_ns : CAIRN_NEVER;
}

/* Does a time lie in the measured time? */
static inline bool cairn_run_measures(const struct cairn_run *run, int64_t time_ns)
{
    return time_ns >= run->begin_ns && time_ns < run->end_ns;
}

static inline struct cairn_request *cairn_run_request(struct cairn_run *run, uint32_t request)
{
    return &run->requests.items[request];
}

static inline uint64_t cairn_payload(int station, uint32_t item)
{
    return (uint64_t)(uint32_t)station << 32 | item;
}

static inline int cairn_payload_station(uint64_t payload)
{
    return (int)(payload >> 32);
}

static inline uint32_t cairn_payload_item(uint64_t payload)
{
    return (uint32_t)payload;
}

/*
 * Events are removed from the list as late as may be: the one being handled stays on top until
 * something is scheduled, which then takes its place and spares the heap a removal. Whoever
 * touches the list otherwise, as channels do, has it removed first.
 */
static inline void cairn_run_remove_handled(struct cairn_run *run)
{
    if (run->handled) {
        run->handled = false;
        cairn_event_list_pop(&run->events);
    }
}

static inline void cairn_run_push(struct cairn_run *run, struct cairn_event event)
{
    if (run->handled) {
        run->handled = false;
        cairn_event_list_replace_top(&run->events, event);
    } else {
        cairn_event_list_push(&run->events, event);
    }
}

static inline void cairn_run_schedule(struct cairn_run *run, int64_t time_ns,
                                      enum cairn_event_rank rank, uint32_t entity, uint32_t counter,
                                      uint64_t payload)
{
    cairn_run_push(run, (struct cairn_event){
                            .time_ns = time_ns,
                            .order = cairn_event_order((unsigned)rank, entity, counter),
                            .payload = payload,
                        });
}

/*
 * Random streams, one purpose each; numbers are never given to another use. All but PHASE and GAPS
 * of unmerged sources have the source as their entity.
 */
enum cairn_purpose {
    CAIRN_PURPOSE_GAPS = 1,     /* times between arrivals */
    CAIRN_PURPOSE_PHASE = 2,    /* of a renewal process: where in its first gap it starts */
    CAIRN_PURPOSE_COPY = 3,     /* which copy of the site */
    CAIRN_PURPOSE_ROUTE = 4,    /* which of its routes */
    CAIRN_PURPOSE_CONTENT = 5,  /* which content */
    CAIRN_PURPOSE_SERVICE = 6,  /* one variate, for all that depends on the work itself */
    CAIRN_PURPOSE_FILL = 7,     /* contents that fill caches before the first window */
    CAIRN_PURPOSE_MIX = 8,      /* whose content fills a cache of several sources */
    CAIRN_PURPOSE_PART = 9,     /* which part of its hour a window measures; no entity */
    CAIRN_PURPOSE_PHASES = 30,  /* phases of arrivals and how long they last */
    CAIRN_PURPOSE_CYCLE = 31,   /* where cycles begin; no entity */
    CAIRN_PURPOSE_SURGE = 32,   /* factors of a surge; the surge is the entity */
    CAIRN_PURPOSE_REPLAY = 33,  /* where in a recording a replay begins */
    CAIRN_PURPOSE_UPDATE = 40,  /* when models are updated, as a share of the interval; no entity */
    CAIRN_PURPOSE_SIMILAR = 41, /* whether something similar answers; one number per request */
    CAIRN_PURPOSE_PLACE = 42,   /* where in a trace of contents a copy begins; per copy */
    CAIRN_PURPOSE_TRAVEL = 60,  /* how long messages travel: one key per workload (luck.h) */
    CAIRN_PURPOSE_RESEND = 61,  /* how often they are lost: likewise */
    CAIRN_PURPOSE_OUTAGE = 70,  /* when a device or a line is down; each is an entity */
    CAIRN_PURPOSE_FORECAST =
        80, /* errors of a forecast of intensities, by hour; a grid is the entity */
};

/* A distribution of mean 1, as a component names it. [DIST] */
struct cairn_dist cairn_run_unit_dist(enum cairn_distribution_kind kind, double cv);

/* One variate; the commonest distribution without a call through the table. */
static inline double cairn_run_draw(const struct cairn_dist *unit, struct cairn_rng *rng)
{
    if (unit->type == &cairn_dist_types[CAIRN_EXPONENTIAL])
        return cairn_rng_exponential(rng);
    return cairn_dist_draw(unit, rng);
}

/* Private: the same of a distribution that is neither exponential nor without variation. */
int64_t cairn_run_vary_other(const struct cairn_dist *unit, int64_t mean_ns, uint64_t bits);

/* A floating time, rounded to ns. Ends at 2^60 ns, 36 years, which no window reaches. */
static inline int64_t cairn_run_round(double time_ns)
{
    return time_ns < 0x1p60 ? (int64_t)(time_ns + 0.5) : INT64_C(1) << 60;
}

/* A time of this mean that varies as `unit`, expanded from 64 random bits. */
static inline int64_t cairn_run_vary(const struct cairn_dist *unit, int64_t mean_ns, uint64_t bits)
{
    if (unit->type == &cairn_dist_types[CAIRN_EXPONENTIAL])
        return cairn_run_round(cairn_rng_exponential_from_bits(bits) * (double)mean_ns);
    if (unit->type == &cairn_dist_types[CAIRN_DETERMINISTIC])
        return mean_ns;
    return cairn_run_vary_other(unit, mean_ns, bits);
}

#endif
