/*
 * bound_reading.h - what one way to serve a workload must emit, read from its ledger [BOUND]
 *
 * The component of a workload that takes one way alone is put together as for a simulation, and its
 * ledger is read as numbers: what stands there without any request, by what it belongs to; what a
 * nanosecond of a device adds by state; and what the expected requests of each window add at least
 * on their way. Nothing is simulated:
 *
 *     requests        rate x time, of all copies
 *     on the line     those that no cache at the site answers: at least 1 - best hit
 *     at the pool     those that no cache answers, less what may be lost
 *
 * with the best hit of best_case.h, and lost at most what is promised, where anything can be lost
 * at all. Other counts may be anything: they are taken as zero, as long as none of them is credited
 * (has a factor below zero); a reading of a ledger with credits is not sound, and bounds nothing.
 */
#ifndef CAIRN_CHOOSE_BOUND_READING_H
#define CAIRN_CHOOSE_BOUND_READING_H

#include "account/ground.h"
#include "account/ledger.h"
#include "model/plan.h"

enum { CAIRN_BOUND_ITEMS = CAIRN_ITEM_WORKLOAD + 1 };

/* For what a ledger is read. */
struct cairn_bound_question {
    const struct cairn_scenario *scenario;
    const struct cairn_plan *plan;
    enum cairn_basis_kind basis;
    struct cairn_factor_book *book;      /* scratch; factors are entered into it */
    const struct cairn_grounds *grounds; /* what groups may save; NULL: nothing */
    const double *prices; /* [enum cairn_resource]: added to the aim by what is taken; NULL: none */
};

struct cairn_bound_reading {
    bool complete; /* no figure is missing under the basis */
    bool sound;
    double item_g[CAIRN_BOUND_ITEMS]; /* [enum cairn_item_kind]: without any request */
    /* [window], over the horizon; owned */
    double *way_g;   /* of the requests, all but what a limited pool adds by being at work */
    double *served;  /* requests at a limited pool in the measured time, all copies; 0: unlimited */
    double *low_g;   /* a nanosecond of all devices of size 1, in the cheapest state without work */
    double *awake_g; /* the same, but not asleep */
    /* a nanosecond of one device at work on a batch: [window x most + b - 1]; owned */
    double *busy_g;
    double *prefill_g; /* the same reading prompts; INFINITY: it reads none; [window]; owned */
    bool limited, of_passes, plain;
    int most;                     /* b */
    double *time_s;               /* [b - 1] of a batch; owned */
    double wake_s;                /* mean; 0: never asleep */
    double sleep_after_s;         /* INFINITY: never asleep */
    double least_s, least_wake_s; /* of a batch, of waking; 0 where they vary */
    int devices;                  /* of all copies together, at size 1 */
};

/*
 * Reads a way: a step of a route, its pool with so many devices, of batches up to batch_max. The
 * route's share and fallback are ignored. What belongs to the whole route (the workload, its cache,
 * its payload on the line) is read with its first step; replies and what further steps are handed
 * are left out where it has several. [STEP]
 */
void cairn_bound_reading_init(struct cairn_bound_reading *reading,
                              const struct cairn_bound_question *question,
                              const struct cairn_route *route, int step, int count, int batch_max);
void cairn_bound_reading_release(struct cairn_bound_reading *reading);

#endif
