/*
 * stand.h - where one stands: a scenario with a list of edits, and a placement in it
 *
 * What a mitigation changes is numbers of the scenario, by edits of its effective text (load.h), or
 * the placement, or both. A stand is made of another one by more of either, and looked at with the
 * same streams and as many replications, so that what it saves is a paired difference and what did
 * not change is not simulated again: all stands of a rig share its labs.
 *
 * Edits keep workloads, pools, variants and caches what they are, in number and order, so that a
 * placement of one stand is one of all.
 *
 * Where a placement sends work to other pools, or is to have fewer devices, their sizes are found:
 * from the fewest that can carry the load [LOAD] upwards, until no promise is broken that was not
 * broken before.
 */
#ifndef CAIRN_STUDY_STAND_H
#define CAIRN_STUDY_STAND_H

#include <cairn/load.h>

#include "study/simulate.h"

/* Totals that are looked at. */
enum cairn_stand_measure {
    CAIRN_STAND_CARBON,
    CAIRN_STAND_ENERGY,
    CAIRN_STAND_MONEY,
    CAIRN_N_STAND_MEASURES
};

struct cairn_stand {
    struct cairn_scenario *scenario;
    struct cairn_plan plan;
    struct cairn_edit *edits; /* their texts outlive the rig */
    int n_edits;
    struct cairn_placement placement;
    /* once looked at */
    double *values[CAIRN_N_STAND_MEASURES]; /* [replication], in units of results; NULL: no data */
    char **broken; /* promises and budgets, as "p95 of frames"; owned like the rest */
    int n_broken;
    unsigned char *blamed; /* [workload]: with a promise that is broken */
};

/* What stands are made of and looked at with. */
struct cairn_stand_rig {
    struct cairn_template *from;
    const struct cairn_choose_limits *limits;
    /* What a command line puts in place of what a scenario says; may be NULL. */
    void (*adapt)(void *context, struct cairn_scenario *scenario);
    void *context;
    struct cairn_stand **stands; /* all that were made; owned */
    size_t n_stands, capacity;
    struct cairn_simulation simulation; /* of the first; its labs are those of all */
    int n;                              /* replications */
};

/*
 * Simulates a placement of the template's scenario until its carbon is known as precisely as the
 * scenario asks for. Returns the stand, looked at; stands are the rig's.
 */
struct cairn_stand *cairn_stand_rig_init(struct cairn_stand_rig *rig,
                                         const struct cairn_scenario *scenario,
                                         const struct cairn_placement *placement);
void cairn_stand_rig_release(struct cairn_stand_rig *rig);

/*
 * A stand with further edits and, where it is not NULL, another placement. NULL where the scenario
 * is not valid then, and *why, owned by the caller.
 */
struct cairn_stand *cairn_stand_new(struct cairn_stand_rig *rig, const struct cairn_stand *from,
                                    const struct cairn_edit *edits, int n_edits,
                                    const struct cairn_placement *placement, char **why);

/* Simulates and accounts. */
void cairn_stand_look(struct cairn_stand_rig *rig, struct cairn_stand *stand);

/*
 * Finds the sizes of these pools, [pool] of them, and leaves the stand looked at. `shrink`: their
 * batching rules stay and sizes become no larger. False, and *why, where they cannot carry it.
 */
bool cairn_stand_fit(struct cairn_stand_rig *rig, const struct cairn_stand *from,
                     struct cairn_stand *stand, const bool *pools, bool shrink, char **why);

/* The first that is broken here and was not there, or NULL. */
const char *cairn_stand_breaks(const struct cairn_stand *stand, const struct cairn_stand *from);

#endif
