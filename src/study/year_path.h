/*
 * year_path.h - what to buy when: the planned path over the years of a growth study beside the
 * myopic one [PATH]
 *
 * The choices of a year are what its own answer compares (winner, runner-up, all-edge, all-cloud)
 * and what won or came second in the other years, where it keeps its promises at this year's
 * demand and its hardware is there. Embodied carbon of what is bought counts in the year of its
 * purchase, whatever the basis; owned devices add none. All else runs as it is accounted: caches,
 * panels and batteries amortised or bought as the basis has it.
 */
#ifndef CAIRN_STUDY_YEAR_PATH_H
#define CAIRN_STUDY_YEAR_PATH_H

#include "account/purchase.h"
#include "choose/path.h"
#include "study/year_ask.h"

/* A kind of device at a place; used ones [LIFE] are another kind in each pool. */
struct cairn_year_good {
    enum cairn_purchase_kind kind;
    const char *name; /* of the scenario of some year */
    int place;
    int used_in; /* pool, or CAIRN_NONE: new */
};

/* A choice of a year: which candidate of its answer. */
struct cairn_year_choice {
    int candidate;
    double running_g;
    int *count; /* [good]; owned */
};

struct cairn_year_paths {
    int years;
    struct cairn_year_good *goods; /* owned, as all */
    struct cairn_path_good *path_goods;
    int n_goods;
    size_t room;
    struct cairn_year_choice **choices; /* [year][choice] */
    int *n_choices;
    struct cairn_path_choice **path_choices;
    struct cairn_path_problem problem;
    struct cairn_yearly_path planned, myopic;
};

/* Of the winners of all years, asked[0 .. years - 1]; each has one. False: stopped. */
bool cairn_year_paths_init(struct cairn_year_paths *paths, struct cairn_year_asked *asked,
                           int years);
void cairn_year_paths_release(struct cairn_year_paths *paths);

#endif
