/*
 * outcome.h - what one search sample says of a placement, or of a part of it
 *
 * A search sample is a pointer, not evidence: promises are judged by what was counted with a
 * margin, and the placements found are simulated afresh by whoever selects among them. The
 * margin: a configuration is hopeful if its share late or lost, less two standard errors of as
 * many independent requests at the limit, is at most 1.25 times its limit; it surely keeps its
 * promises if the share and two standard errors stay below it. Both are compromises.
 */
#ifndef CAIRN_CHOOSE_OUTCOME_H
#define CAIRN_CHOOSE_OUTCOME_H

#include "choose/budget.h"

/* What was seen of a configuration of a component, or of several. */
struct cairn_outcome {
    bool looked_at;            /* false: ruled out before */
    bool sure;                 /* surely keeps its promises */
    double aim[CAIRN_N_BASES]; /* under each basis; NaN: no data */
    double violation;          /* largest share late or lost, less its error, over its limit */
    double risk;               /* the same with its error added */
    struct cairn_promise_result worst; /* the promise that it belongs to */
    /* Where the scenario states budgets or asks for fronts: what it takes, NaN: no data; else 0. */
    double takes[CAIRN_N_RESOURCES];
    /*
     * The slowest time that was promised over its promise; 0: none was; INFINITY: more than 5 % of
     * a workload's requests had no answer.
     */
    double latency;
};

/*
 * Looks at the first n replications of a trial, which are simulated where they are not there yet.
 */
void cairn_outcome_look(struct cairn_outcome *outcome, struct cairn_trial *trial, int n);

/*
 * Does a placement draw more than a cap allows? That is known without a simulation, of which the
 * outcome then says nothing. [CAP]
 */
bool cairn_outcome_over_cap(struct cairn_outcome *outcome, const struct cairn_scenario *scenario,
                            const struct cairn_placement *placement);

/* May it keep its promises? */
bool cairn_outcome_is_hopeful(const struct cairn_outcome *outcome);

#endif
