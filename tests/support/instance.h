/*
 * instance.h - published problems of facility location and assignment, told as scenarios
 *
 * Three formats: capacitated warehouse location and generalised assignment of the OR-Library
 * (J. Beasley, Journal of the Operational Research Society 41, 1069, 1990), and small placements of
 * inference in JSON. A warehouse, an agent or a site is a region with one device at most, whose
 * time is the capacity; a fixed cost is the embodied carbon of the device, a cost of transport or
 * of an assignment the carbon of a link. A cost of 1 is 1 gCO2e over the horizon.
 *
 * The files are not part of this project. Tests that want them look in the folder that the
 * environment names (CAIRN_INSTANCES) and check nothing where there is none.
 */
#ifndef TESTS_SUPPORT_INSTANCE_H
#define TESTS_SUPPORT_INSTANCE_H

#include <stdbool.h>

#include <cairn/scenario.h>

struct instance {
    struct cairn_scenario *s; /* owned */
    char *ids;                /* owned */
    int n_ids;
    double constant, sign; /* published value = constant + sign x carbon in g */
};

/*
 * Reads the text of an OR-Library file of warehouses; without capacities where these are ignored.
 */
void instance_cap(struct instance *instance, const char *text, bool capacities);

/* The problem of this number (0, 1, ...) of a file of assignments; false: there are fewer. */
bool instance_gap(struct instance *instance, const char *text, int number);

/* A placement of inference: sites with devices, demands with promises. */
void instance_place(struct instance *instance, const char *text);

void instance_free(struct instance *instance);

/* The least value of the instance by relaxation and branch and cut; NaN: not proven. */
double instance_solve(const struct instance *instance, bool split);

/* A file of the folder, as text to be freed with free(); NULL: there is none. */
char *instance_file(const char *name);

#endif
