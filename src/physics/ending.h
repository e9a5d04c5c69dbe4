/*
 * ending.h - requests of a strand whose ends are known are counted, in the order of their arrival
 *
 * Part of strand.h. Whoever counts does not care in which order requests ended (tally.h); that they
 * are neighbours in the arrays is what makes it fast. So a request is counted when its end is known
 * and those of all that arrived before it.
 */
#ifndef CAIRN_PHYSICS_ENDING_H
#define CAIRN_PHYSICS_ENDING_H

#include "physics/recursion.h"
#include "physics/slots.h"

/* The next requests of the slots that are done with. */
struct cairn_ending {
    int n;                    /* at most CAIRN_TALLY_BLOCK */
    const int64_t *queued_ns; /* [slot]: arrival at the pool */
    const int64_t *start_ns;  /* [request]; CAIRN_NEVER: lost */
    const int64_t *end_ns;    /* [request]: at the site; lost or in flight: CAIRN_NEVER */
    int64_t last_ns;          /* no end is later; CAIRN_NEVER: not known */
};

/* Counts them for the only source, and is done with them. */
void cairn_ending_count(const struct cairn_ending *ending, struct cairn_slots *slots,
                        struct cairn_recursion *recursion);

/* How many of n ascending times are before a limit; mostly all or none. */
static inline int cairn_count_before(const int64_t *time_ns, int n, int64_t limit_ns)
{
    if (n == 0 || time_ns[0] >= limit_ns)
        return 0;
    while (time_ns[n - 1] >= limit_ns)
        n--;
    return n;
}

#endif
