/*
 * lab.h - everything that has been simulated, remembered by content
 *
 * Components with the same key are the same physics, whatever placement they come from: the lab
 * simulates each of them once per replication and keeps what is needed for accounting and for
 * promises. Replications of an entry are a prefix 0 .. n-1, added in order, so that what the lab
 * returns does not depend on who asked first.
 *
 * A lab has a seed and a purpose: search and selection use labs of different purpose, whose
 * streams never meet, because search samples are no evidence.
 */
#ifndef CAIRN_CHOOSE_LAB_H
#define CAIRN_CHOOSE_LAB_H

#include <stdint.h>

#include "model/component.h"
#include "physics/quantity.h"

/* Times of one replication's requests of one source, in seconds. */
struct cairn_time_summary {
    double mean_s, p50_s, p95_s, p99_s;
};

struct cairn_source_summary {
    struct cairn_time_summary wait, sojourn; /* of those that were answered */
    double kept_p95_s; /* what 95 % of all requests keep; NaN: more than 5 % had no answer */
};

/* What remains of one replication. */
struct cairn_sample {
    int64_t *counts;                      /* as the layout says; owned */
    struct cairn_source_summary *sources; /* owned */
};

struct cairn_lab_entry {
    struct cairn_hash128 key;
    struct cairn_quantities sum; /* of all samples; its layout holds for each */
    struct cairn_sample *samples;
    int n;
};

struct cairn_lab {
    uint64_t seed;
    uint32_t first_replication;       /* of its purpose */
    struct cairn_lab_entry **entries; /* open addressing by key; owned */
    size_t n, capacity;
    /* what was done, for the report */
    uint64_t simulated;              /* replications of components */
    uint64_t remembered;             /* components asked for that were there already, long enough */
    uint64_t by_path[CAIRN_N_PATHS]; /* of those simulated */
    uint64_t requests, events;
};

enum cairn_lab_purpose { CAIRN_LAB_SELECTION, CAIRN_LAB_SEARCH };

void cairn_lab_init(struct cairn_lab *lab, uint64_t seed, enum cairn_lab_purpose purpose);
void cairn_lab_release(struct cairn_lab *lab);

/*
 * At least n replications of a component. The entry is the lab's and stays where it is; its
 * samples move when more are asked for.
 */
const struct cairn_lab_entry *cairn_lab_sample(struct cairn_lab *lab,
                                               const struct cairn_component *component, int n);

#endif
