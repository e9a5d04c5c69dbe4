/*
 * bound_solve_part.h - a part of a facility location problem, solved by itself
 *
 * Private to bound_solve.c. First by prices (bound_solve_prices.h); where these prove nothing, and
 * for more solutions than one, by branch and cut of GLPK.
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_PART_H
#define CAIRN_CHOOSE_BOUND_SOLVE_PART_H

#include <setjmp.h>

#include "choose/bound_solve.h"
#include "choose/bound_solve_programme.h"

/* Survives the jump out of a solver that gave up. */
struct cairn_part {
    struct cairn_programme programme;
    const struct cairn_bound_query *query;
    jmp_buf escape;
    double bound, cost; /* of the solution at hand; scaled */
    double least;       /* no solution costs less; INFINITY: there is none, -INFINITY: not known */
    double nodes;
    bool stopped; /* by a limit */
    bool infeasible;
    bool presolved; /* the solver works on columns of its own */
    int *chosen;    /* [demand]: a solution being made; owned */
    int n_solutions;
    struct cairn_bound_solution *solutions; /* of this part alone, the best one first; owned */
};

/* wanted: at least 1. */
void cairn_part_init(struct cairn_part *part, const struct cairn_programme *programme,
                     const struct cairn_bound_query *query, int wanted);
/* All but the solutions. */
void cairn_part_forget(struct cairn_part *part);

/* least and solutions; where the solver gave up, what there was. */
void cairn_part_solve(struct cairn_part *part, int wanted);

void cairn_bound_solutions_free(struct cairn_bound_solution *solutions, int n);

#endif
