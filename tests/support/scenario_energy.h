/*
 * scenario_energy.h - the energy of a component, added up in the plain way
 *
 * Time in each state x power at the wall x PUE, and so on, straight from what the scenario says:
 * what the ledger arrives at by terms and factors.
 */
#ifndef TESTS_SUPPORT_SCENARIO_ENERGY_H
#define TESTS_SUPPORT_SCENARIO_ENERGY_H

#include "physics/quantity.h"

/* J over the horizon, of one replication; networks by their average or their marginal model. */
double scenario_energy_j(const struct cairn_scenario *scenario,
                         const struct cairn_component *component,
                         const struct cairn_quantities *quantities, bool marginal);

#endif
