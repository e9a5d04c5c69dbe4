/*
 * simulate.h - one placement in depth
 *
 * Replications are added until the 95 % interval of the carbon under the scenario's basis is
 * relatively as narrow as the scenario's precision asks for (choose/precision.h), or their stated
 * number ends. Between two looks as many are added together as that says.
 */
#ifndef CAIRN_STUDY_SIMULATE_H
#define CAIRN_STUDY_SIMULATE_H

#include "choose/limits.h"
#include "choose/trial.h"
#include "study/labs.h"

struct cairn_simulation {
    const struct cairn_scenario *scenario;
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_labs labs;
    struct cairn_controls controls;
    struct cairn_trial trial;
    int replications; /* simulated */
    bool precise;     /* the interval is as narrow as asked for */
};

/*
 * Simulates a placement: limits->replications at most, at least 2; without a stop and without
 * progress. The scenario and the limits outlive it.
 */
void cairn_simulation_init(struct cairn_simulation *simulation,
                           const struct cairn_scenario *scenario,
                           const struct cairn_placement *placement,
                           const struct cairn_choose_limits *limits);
void cairn_simulation_release(struct cairn_simulation *simulation);

/* Carbon, energy, water or money over the horizon. parts (mean) may be NULL. */
struct cairn_total {
    double mean, half_width;
};
struct cairn_total cairn_simulation_total(struct cairn_simulation *simulation,
                                          enum cairn_measure measure, enum cairn_basis_kind basis,
                                          double parts[CAIRN_N_PARTS]);

/*
 * Does the line in front of some pool grow without end (choose/backlog.h)? Then its figures are of
 * a state that does not last, and the longer the window the worse. result: how fast, of the worst.
 */
bool cairn_simulation_saturated(struct cairn_simulation *simulation,
                                struct cairn_promise_result *result);

/* What all replications hold, whoever simulated them. */
uint64_t cairn_simulation_requests(const struct cairn_simulation *simulation);
uint64_t cairn_simulation_events(const struct cairn_simulation *simulation);

/* One number for all replications and components; see engine/fingerprint.h. */
uint64_t cairn_simulation_fingerprint(struct cairn_simulation *simulation);

#endif
