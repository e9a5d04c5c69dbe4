#ifndef CAIRN_CLI_PACE_H
#define CAIRN_CLI_PACE_H

/*
 * Pace: progress of what can be counted, with its rate and the time left.
 *
 * Of each kind of thing the rate counts from when the first was told of, so that what was there
 * already, and what was done before, count for nothing.
 */

#include <stdint.h>
#include <time.h>

#include "cli/progress.h"

struct cairn_pace {
    const char *counted;   /* what is counted now, "points"; NULL: nothing yet */
    struct timespec began; /* when it was first counted */
    int64_t begun_with;    /* how many were done then */
};

/* "OF: 12 of 40 points, 3.2 a second, 9 s left"; `what` outlives the pace. */
void cairn_pace_tell(struct cairn_pace *pace, struct cairn_progress *progress, const char *of,
                     const char *what, int64_t done, int64_t all);

#endif
