#ifndef CAIRN_CLI_FIGURES_H
#define CAIRN_CLI_FIGURES_H

/*
 * The figures of a simulation, one after another: each workload, pool, cache and link of each
 * component with its metrics, what accounting groups change at their places, then the footprint
 * under each basis. CSV, JSON and text are
 * receivers of the same walk.
 *
 * Words: a group is a thing that has figures. Those of a workload, a pool, a cache and a link
 * describe one copy of the place, of which there are `copies`; those of a footprint are totals
 * over all copies and the whole horizon.
 */

#include <stdbool.h>

#include "study/simulate.h"

struct cairn_figure_group {
    const char *kind, *id;
    const char *place; /* where it stands; of a link the site; NULL: a footprint */
    int copies;        /* 1 of which is described; of a footprint 1 */
    bool lines;        /* the copies are lines, each of several copies of the site */
    bool at_region;    /* the copies are those of the site that uses it */
    bool total;        /* a footprint */
};

struct cairn_figure_receiver {
    void (*group)(void *context, const struct cairn_figure_group *group);
    /* Means and half-widths of 95 % intervals over the replications; NaN: has no meaning. */
    void (*figure)(void *context, const char *metric, double mean, double half_width);
    void *context;
};

void cairn_figures_visit(const struct cairn_figure_receiver *receiver,
                         struct cairn_simulation *simulation);

/* Water by scarcity is no figure of a scenario that says nowhere how scarce water is. */
bool cairn_figures_asked(const struct cairn_simulation *simulation, enum cairn_measure measure);

/* A basis that no scenario can decide on is not worth a line where it has no data. */
bool cairn_figures_show(enum cairn_basis_kind basis, double carbon_g);

/* A measure under a basis, NaN where figures are missing. */
struct cairn_total cairn_figures_total(struct cairn_simulation *simulation,
                                       enum cairn_measure measure, enum cairn_basis_kind basis,
                                       double parts[CAIRN_N_PARTS]);

/* The measures other than carbon, with names that end in their unit. */
struct cairn_figure_measure {
    enum cairn_measure measure;
    const char *name;
    double per_unit; /* ledger units in one of it */
};
extern const struct cairn_figure_measure cairn_figure_measures[]; /* ends with a NULL name */

#endif
