#ifndef CAIRN_CHOOSE_PATH_H
#define CAIRN_CHOOSE_PATH_H

/*
 * A path over years: in each year one of that year's choices, and what has to be bought for it.
 * [PATH]
 *
 * Words: a choice is a placement as it stands in one year: what a year of it emits in operation,
 * and how many of each good it needs. A good is a kind of device at a place. A unit of a good is
 * bought when it is needed and there is none, is charged in full in that year, lasts its lifetime
 * (in years, any fraction) and is then replaced if it is still needed. What a year does not need is
 * retired at its start, the units that end earliest first, and is not there again later: the life
 * it had left is stranded.
 *
 * The total of a path is the running carbon of its choices and all purchases; life that is left
 * after the last year is not given back. The planned path has the least total of all paths
 * (perfect foresight); the myopic path takes in each year what is least in that year alone, with
 * the stock it has. What it emits more is the price of not planning.
 *
 * The planned path is found by dynamic programming over (year, stock): stocks that are the same to
 * the bit are one, and a stock that can no longer beat the myopic path is dropped. Where there are
 * more of them than `limit`, the cheapest are kept and the path is said not to be proven.
 */

#include <stdbool.h>

struct cairn_path_good {
    double lifetime_years; /* above 0 */
    const double *each_g;  /* [year] of one bought in it */
};

struct cairn_path_choice {
    double running_g;
    const int *count; /* [good] */
};

struct cairn_path_problem {
    int years, n_goods;
    const struct cairn_path_good *goods;
    const struct cairn_path_choice *const *choices; /* [year][choice] */
    const int *n_choices;                           /* [year], at least 1 */
    int limit;                                      /* of stocks per year; 0: 20,000 */
};

/* What happens to a good in a year. */
struct cairn_path_event {
    int bought, worn_out, stranded, in_use; /* units */
    double bought_g, stranded_g;            /* stranded_g: share of life left x what was charged */
    double mean_age_years;                  /* of those in use, at the start of the year */
};

struct cairn_yearly_path {
    int *choice;                     /* [year]; owned */
    double *running_g, *bought_g;    /* [year]; owned */
    struct cairn_path_event *events; /* [year][good]; owned */
    double total_g;
    bool proven;
};

void cairn_path_planned(struct cairn_yearly_path *path, const struct cairn_path_problem *problem);
void cairn_path_myopic(struct cairn_yearly_path *path, const struct cairn_path_problem *problem);

/* The path with these choices, [year]. */
void cairn_path_of(struct cairn_yearly_path *path, const struct cairn_path_problem *problem,
                   const int *choices);
void cairn_path_release(struct cairn_yearly_path *path);

#endif
