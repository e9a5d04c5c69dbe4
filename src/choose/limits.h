/*
 * limits.h - how long a choice may take, what is known already, who works at it and who is told
 * how it goes
 *
 * Limits are counts, so that an answer stays a pure function of its scenario; a stop leaves none.
 * How many workers there are changes nothing but the time it takes.
 */
#ifndef CAIRN_CHOOSE_LIMITS_H
#define CAIRN_CHOOSE_LIMITS_H

#include <stdbool.h>

#include "base/workers.h"

struct cairn_lab_memory;

/* As many as the selection looks at first (n0 of select.h); fewer make its constants large. */
enum { CAIRN_FIRST_REPLICATIONS = 12 };

/* So many, or all there are. */
static inline int cairn_first_replications(int most)
{
    return most < CAIRN_FIRST_REPLICATIONS ? most : CAIRN_FIRST_REPLICATIONS;
}

struct cairn_choose_limits {
    int replications; /* most in the selection, at least 2 */
    /* Polled between simulations, by the calling thread; once true, always; may be NULL. */
    bool (*stop)(void *context);
    /* `done` is a share, or negative where that is unknown; may be NULL */
    void (*progress)(void *context, const char *what, double done);
    void *context;
    struct cairn_workers *workers;         /* may be NULL: the calling thread does it all */
    const struct cairn_lab_memory *memory; /* of earlier runs (lab.h); may be NULL */
};

#endif
