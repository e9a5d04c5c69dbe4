/*
 * work.h - how much there is to simulate in a replication of a component, before it is simulated
 *
 * Limits on work are counts that a scenario implies, so that what is found stays a function of it:
 * expected requests by the rates of the plan, not what was drawn, and never time.
 */
#ifndef CAIRN_CHOOSE_WORK_H
#define CAIRN_CHOOSE_WORK_H

#include "model/component.h"

/* Requests of all sources and copies in the windows of a replication, run-in and all. */
double cairn_work_requests(const struct cairn_component *component);

/* Requests that are measured, of the source that has fewest; INFINITY: there are no sources. */
double cairn_work_fewest(const struct cairn_component *component);

#endif
