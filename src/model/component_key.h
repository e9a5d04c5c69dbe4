/*
 * component_key.h - the name of what a component simulates
 *
 * A hash of every field that a simulation reads: sources, routes, stations and the windows of the
 * plan, in order. Labels (scenario_*), multiplicity and everything that belongs to accounting are
 * left out, so that a changed PUE finds the old simulation and a changed rate does not. How many
 * windows there are, their segments and their weights are in it, since streams, arrivals and merged
 * distributions depend on them; which hours of the week they are is not: loads say all of that. The
 * rates of workloads that belong to other components are not in it either.
 */
#ifndef CAIRN_MODEL_COMPONENT_KEY_H
#define CAIRN_MODEL_COMPONENT_KEY_H

#include "base/hash.h"
#include "model/component.h"

struct cairn_hash128 cairn_component_key(const struct cairn_component *component);

#endif
