/*
 * front.h - the arrivals of a source, many at a time [ARR]
 *
 * Requests and their variates, a stream at a time, each into an array of its own. The recursion
 * takes them as they are, the event engine one by one (feed.h).
 */
#ifndef CAIRN_PHYSICS_FRONT_H
#define CAIRN_PHYSICS_FRONT_H

#include "physics/source.h"

/*
 * Where arrivals are put: [arrival], the caller's. An array that is NULL is left out, and its
 * stream is then not drawn from: leave out the same ones from one end of a window to the other.
 */
struct cairn_front_block {
    int64_t *time_ns;
    int32_t *copy;
    int32_t *route;    /* of the component */
    uint32_t *content; /* only set if the source draws contents; a trace of them needs `copy` */
    int32_t *row;      /* only set if the source is a replay: in its recording */
    uint64_t *bits;    /* only set if the source draws service variates */
};

/*
 * Makes the next arrivals, as many as there are before until_ns, `most` at most, and returns how
 * many. Does not number them.
 */
int cairn_front_run(struct cairn_source_sim *source, int64_t until_ns, int most,
                    const struct cairn_front_block *block);

/* Requests of n > 0 sources per ns, at a time and from then until *until_ns. */
double cairn_front_rate(const struct cairn_source_sim *sources, int n, int64_t time_ns,
                        int64_t *until_ns);

#endif
