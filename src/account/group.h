/*
 * group.h - accounting groups: what the footprints of a placement at one place do not add up to
 *
 * The ledgers of components charge every device as if the grid fed it. At a place with sun, a
 * battery or an overhead that depends on its load, that is not all: what the devices of all
 * components draw there together is laid over the hours of the real year, stage after stage
 * (group_stage.h), and the difference is charged by *correction terms*, which stand in a ledger
 * like any other. So a footprint is components + groups, and stays a sum of terms. [GROUP]
 *
 * What counts as drawn at a place: own and bought devices with their hosts and spares, caches, and
 * storage. Equipment of links, devices of providers and training stay at the grid.
 *
 * Every hour of a window draws the window's mean power; what has no windows (spares, storage) is
 * spread evenly over the year. Copies of a site are alike.
 *
 * Amounts of a group, for each of its stages: J used, J drawn from the grid, then for each charge
 * (basis.h) J drawn, each weighted by the intensity of its hour over the mean of the year, which
 * is the factor that it is multiplied with. All are changes, over the horizon and all copies, and
 * may be negative.
 */
#ifndef CAIRN_ACCOUNT_GROUP_H
#define CAIRN_ACCOUNT_GROUP_H

#include "account/ground.h"
#include "account/ledger.h"

struct cairn_group {
    const struct cairn_ground *ground;
    struct cairn_ledger ledger;
    int n_amounts;
    int **lines;     /* [component] its lines that draw here; owned */
    int *n_lines;    /* [component]; owned */
    double *drawn_j; /* [window], and at any hour: over the horizon, all copies; owned */
};

struct cairn_groups {
    struct cairn_group *items; /* owned */
    int n;
    int n_components;
    int n_windows;
};

/*
 * The groups of a placement: those places at which some ledger draws. Factors are entered into the
 * book. Grounds and ledgers outlive the groups.
 */
void cairn_groups_init(struct cairn_groups *groups, const struct cairn_grounds *grounds,
                       const struct cairn_ledger *ledgers, int n_ledgers,
                       struct cairn_factor_book *book);
void cairn_groups_release(struct cairn_groups *groups);

/*
 * One replication: clear, tell the amounts of each component (of its ledger), then settle each
 * group, which fills in its amounts[n_amounts].
 */
void cairn_groups_clear(struct cairn_groups *groups);
void cairn_groups_draw(struct cairn_groups *groups, int component,
                       const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                       const double *amounts);
void cairn_group_settle(const struct cairn_group *group, double *amounts);

/*
 * What an amount is: the name of its stage and what it counts, such as "supply" and "drawn at
 * average life-cycle intensity"; static.
 */
void cairn_group_amount_name(const struct cairn_group *group, int amount, const char **stage,
                             const char **what);

/* Amounts of one stage; those of the first are the first. */
int cairn_group_amounts_of_stage(void);

/* Power of cairn's devices in each hour of the year, W of one copy, before any stage. */
void cairn_group_facility_w(const struct cairn_group *group,
                            double facility_w[CAIRN_HOURS_PER_YEAR]);

#endif
