/*
 * group_stage.h - one thing that happens at the meter of a group; private to src/account
 *
 * Stages stand in the table of group.c and follow on each other in its order: each is told what
 * cairn's devices take in every hour of the year, overhead included, and says by how much it
 * changes what they use and what is drawn from the grid for them. All that follows from these
 * (carbon under every basis, water, money) is the group's business.
 */
#ifndef CAIRN_ACCOUNT_GROUP_STAGE_H
#define CAIRN_ACCOUNT_GROUP_STAGE_H

#include "account/ground.h"
#include "account/ledger_build.h"

/* Means over each hour, W, of one copy. */
struct cairn_group_hours {
    double facility_w[CAIRN_HOURS_PER_YEAR]; /* of cairn's devices, as the stages before left it */
    double used_w[CAIRN_HOURS_PER_YEAR];     /* by how much the stage changes what is used */
    double drawn_w[CAIRN_HOURS_PER_YEAR];    /* and what the grid gives; both 0 before */
};

struct cairn_group_stage {
    const char *name; /* of its quantities in the results file */
    const char *equation;
    enum cairn_part part;
    bool (*applies)(const struct cairn_scenario *scenario, int place);
    /* Fills in and frees its part of a ground; may be NULL. */
    void (*init)(struct cairn_ground *ground, struct cairn_year *year);
    void (*release)(struct cairn_ground *ground);
    /* Sets used_w and drawn_w, and facility_w for the stages that follow. */
    void (*settle)(const struct cairn_ground *ground, struct cairn_group_hours *hours);
    /* The most by which it lowers what is used in a year, Wh; NULL: by nothing. */
    double (*most_used)(const struct cairn_ground *ground);
    /*
     * The most that it saves of a year, each Wh drawn having a worth by the hour that is not
     * negative; NULL: nothing.
     */
    double (*most_worth)(const struct cairn_ground *ground, const double *worth);
    /* Adds what is bought for it; may be NULL. */
    void (*add_goods)(struct cairn_ledger_builder *b, const struct cairn_ground *ground);
};

/* The table ends with NULL. */
extern const struct cairn_group_stage *const cairn_group_stages[];

extern const struct cairn_group_stage cairn_group_overhead;
extern const struct cairn_group_stage cairn_group_supply;

#endif
