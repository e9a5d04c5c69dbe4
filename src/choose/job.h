/*
 * job.h - replications of components, simulated together by however many threads there are
 *
 * A job is an array of items, each one replication of one component, in the order in which they
 * are to be simulated; items of one component stand together, since each worker makes ready the
 * component that it is at. What an item yields goes to a place of its own, or into sums of
 * integers, which come out the same in any order: so nothing depends on the number of threads. An
 * item of which it is remembered what it yielded is not simulated, unless the bytes turn out to be
 * damaged.
 */
#ifndef CAIRN_CHOOSE_JOB_H
#define CAIRN_CHOOSE_JOB_H

#include "base/buffer.h"
#include "base/hash.h"
#include "choose/limits.h"
#include "choose/sample.h"
#include "physics/quantity.h"

struct cairn_job_item {
    const struct cairn_component *component;
    uint32_t replication;
    struct cairn_sample *sample;  /* is initialised from what it yields */
    struct cairn_quantities *sum; /* to which that is added; items of a component share one */
    struct cairn_hash128 name;    /* of the bytes; see physics/quantity_code.h */
    struct cairn_buffer bytes;    /* what it yielded another time, or nothing */
    bool keep;                    /* the bytes of what it yields are wanted */
    /* Set by the job, and the bytes where it was simulated and they are wanted. */
    bool recalled; /* from the bytes, not simulated */
    uint64_t requests, events, by_path[CAIRN_N_PATHS];
};

struct cairn_job {
    uint64_t seed;
    struct cairn_job_item *items;
    int n;
};

/*
 * Simulates the items; returns how many were done: all, unless the limits say stop, but the first
 * ones in any case. Limits may be NULL: one thread, and no stop.
 */
int cairn_job_run(struct cairn_job *job, const struct cairn_choose_limits *limits);

#endif
