/*
 * bound_solve_programme.h - a part of a facility location problem, as rows and columns of GLPK
 *
 * Private to bound_solve.c, which explains itself in bound_solve.h. Besides the constraints of the
 * problem (bound_problem.h) there stand, where demands may not be split, the least size at which a
 * facility can serve all of a demand. Of the rows of work those are left out that others imply, and
 * beyond MOST_ROWS those with least work: what is left out only lowers the bound.
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_PROGRAMME_H
#define CAIRN_CHOOSE_BOUND_SOLVE_PROGRAMME_H

#include <glpk.h>

#include "choose/bound_problem.h"

/* Columns of what a part uses; 0: none. */
struct cairn_programme {
    const struct cairn_bound_problem *problem;
    const int *part_of;
    int part;
    double scale;
    bool whole; /* all costs are whole numbers at this scale, but for the rounding of doubles */
    const bool *wanted; /* [option]: the others are left out; NULL: none is */
    glp_prob *lp;
    int *share;        /* [option]; owned, as all of these */
    int *open;         /* [facility] */
    int *size;         /* [facility]: that of open where there can be only one */
    int *modules;      /* [facility] */
    int *levy;         /* [facility]: its greatest levy, as a share of the largest that it may be */
    double *levy_most; /* [facility]: that, or 0 */
    int *linked;       /* [facility]: last demand that was linked */
    int *whole_of;     /* [demand]: the row in which its shares sum to 1 */
    int n_integers;
    int *index; /* of a row being made; glpk counts from 1 */
    double *value;
    int n;
};

static inline bool cairn_programme_has(const struct cairn_programme *programme, int demand)
{
    return programme->part_of[demand] == programme->part;
}

/* Problem, part and scale are set. Nothing of the solver is called before _make(). */
void cairn_programme_init(struct cairn_programme *programme);
void cairn_programme_release(struct cairn_programme *programme);

/* Makes rows and columns, again where some were made before; lp is the caller's to delete. */
void cairn_programme_make(struct cairn_programme *programme);

/* Forbids a set of open facilities, given by the sizes of a solution. */
void cairn_programme_forbid(struct cairn_programme *programme, const int *sizes);

/* Nothing is open that nobody uses: else a forbidden set could come again with one more. */
void cairn_programme_forbid_idle(struct cairn_programme *programme);

#endif
