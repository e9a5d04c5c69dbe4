/*
 * lab.h - everything that has been simulated, remembered by content
 *
 * Components with the same key are the same physics, whatever placement they come from: the lab
 * simulates each of them once per replication and keeps what is needed for accounting and for
 * promises. Replications of an entry are a prefix 0 .. n-1, added in order, so that what the lab
 * returns does not depend on who asked first.
 *
 * What is known to be needed is best prepared together, since replications of components are
 * independent and many threads can simulate them. The lab itself is for one thread.
 *
 * A lab has a seed and a purpose: search and selection use labs of different purpose, whose
 * streams never meet, because search samples are no evidence.
 *
 * A lab may have a memory that outlasts it. It is asked before a replication is simulated and given
 * what was simulated; since bytes come back exactly or not at all (physics/quantity_code.h), the
 * counts of what was done depend on it and nothing else does.
 *
 * Trials that share a lab share a scenario and a plan too, mostly, and with them the grounds of
 * accounting groups (account/ground.h): the lab keeps these for them.
 */
#ifndef CAIRN_CHOOSE_LAB_H
#define CAIRN_CHOOSE_LAB_H

#include <stdbool.h>
#include <stdint.h>

#include "account/ground.h"
#include "base/buffer.h"
#include "choose/limits.h"
#include "choose/sample.h"
#include "model/component.h"
#include "physics/quantity.h"

struct cairn_lab_entry {
    struct cairn_hash128 key;
    struct cairn_quantities sum; /* of all samples; its layout holds for each */
    struct cairn_sample *samples;
    int n;
    int until; /* scratch: replications, while some are being prepared; else 0 */
};

/* n replications of a component, 0 .. n - 1. */
struct cairn_lab_want {
    const struct cairn_component *component;
    int n;
};

/* A replication of a component by its content. */
struct cairn_lab_ask {
    struct cairn_hash128 key;
    uint64_t seed;
    uint32_t replication;
};

/*
 * A memory holds bytes by ask. It may lose any of them at any time. It is called by the thread that
 * calls the lab, and by no other.
 */
struct cairn_lab_memory {
    /* Appends what is held; false: nothing is, and nothing was appended. */
    bool (*get)(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes);
    void (*put)(void *context, const struct cairn_lab_ask *ask, const struct cairn_buffer *bytes);
    void *context;
};

struct cairn_lab {
    uint64_t seed;
    uint32_t first_replication; /* of its purpose */
    /* Both outlive the lab, may be NULL, and are set after init. */
    const struct cairn_lab_memory *memory;
    const struct cairn_choose_limits *limits; /* workers and stop */
    struct cairn_lab_entry **entries;         /* open addressing by key; owned */
    size_t n, capacity;
    struct cairn_grounds **grounds; /* one for each scenario and plan that were asked for; owned */
    int n_grounds;
    /* what was done, for the report */
    uint64_t simulated;  /* replications of components */
    uint64_t recalled;   /* the same, not simulated but had from the memory */
    uint64_t wanted;     /* the same, counted once for each trial that asks for them (trial.h) */
    uint64_t remembered; /* components asked for that were there already, long enough */
    uint64_t by_path[CAIRN_N_PATHS]; /* replications, simulated and recalled */
    uint64_t requests, events;       /* simulated */
    uint64_t recalled_requests, recalled_events;
};

enum cairn_lab_purpose { CAIRN_LAB_SELECTION, CAIRN_LAB_SEARCH };

void cairn_lab_init(struct cairn_lab *lab, uint64_t seed, enum cairn_lab_purpose purpose);
void cairn_lab_release(struct cairn_lab *lab);

/*
 * Sees to it that all that is wanted is there, by simulating together what is missing, each
 * component and replication once. What that is does not depend on the number of workers. False:
 * stopped; a part is there.
 */
bool cairn_lab_prepare(struct cairn_lab *lab, const struct cairn_lab_want *wants, int n_wants);

/*
 * At least n replications of a component; what is missing is simulated, stop or not. The entry is
 * the lab's and stays where it is; its samples move when more are asked for.
 */
const struct cairn_lab_entry *cairn_lab_sample(struct cairn_lab *lab,
                                               const struct cairn_component *component, int n);

/* The grounds of a scenario and a plan, made where they are new; both outlive the lab. */
const struct cairn_grounds *cairn_lab_grounds(struct cairn_lab *lab,
                                              const struct cairn_scenario *scenario,
                                              const struct cairn_plan *plan);

/* Forgets them all: before a scenario or plan of theirs goes, while the lab stays. */
void cairn_lab_forget_grounds(struct cairn_lab *lab);

#endif
