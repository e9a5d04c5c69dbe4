/*
 * remembered.h - placements that a growth study has seen win, for its cases [RUNG]
 */
#ifndef CAIRN_STUDY_REMEMBERED_H
#define CAIRN_STUDY_REMEMBERED_H

#include <stddef.h>

#include <cairn/placement.h>
#include <cairn/scenario.h>

/* Placements that are remembered, and where they were looked for. */
struct cairn_remembered {
    struct cairn_placement *placements; /* owned, as all */
    int n;
    size_t capacity;
    double *least, *most; /* [demand]: multiples of year 1 */
};

void cairn_remembered_init(struct cairn_remembered *remembered,
                           const struct cairn_scenario *scenario);
void cairn_remembered_release(struct cairn_remembered *remembered);

/* Its number; a copy of it, where it is new. */
int cairn_remembered_add(struct cairn_remembered *remembered,
                         const struct cairn_placement *placement,
                         const struct cairn_scenario *scenario);

/* It was looked for placements at these multiples too. */
void cairn_remembered_reach(struct cairn_remembered *remembered, const double *multiples, int n);

#endif
