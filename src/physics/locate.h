/*
 * locate.h - what an index into the counts of a component means, for people
 */
#ifndef CAIRN_PHYSICS_LOCATE_H
#define CAIRN_PHYSICS_LOCATE_H

#include "physics/quantity.h"

enum cairn_count_kind {
    CAIRN_COUNT_OF_SOURCE,
    CAIRN_COUNT_OF_LINK,
    CAIRN_COUNT_OF_CACHE,
    CAIRN_COUNT_OF_POOL,
    CAIRN_COUNT_OF_BATCH, /* busy time of a pool by variant and batch size */
    CAIRN_COUNT_OF_PASS,  /* of a pool that serves language models, by variant */
};

struct cairn_count_place {
    int window;
    enum cairn_count_kind kind;
    int station;        /* index of the source, link, cache or pool in the component */
    int count;          /* of its counts; 0 for a batch */
    int variant, batch; /* of a batch: into the pool's table, and size from 1; of passes: variant */
};

/* The inverse of the cairn_layout_...() functions; index < n_windows x stride. */
struct cairn_count_place cairn_layout_locate(const struct cairn_layout *layout, int index);

/* "arrivals", "busy", "bytes up"; and "requests", "ns", "B". Static. */
const char *cairn_count_name(const struct cairn_count_place *place);
const char *cairn_count_unit(const struct cairn_count_place *place);

#endif
