/*
 * bound_solve.h - the least cost of a facility location problem, by branch and cut [BOUND]
 *
 * Solved by GLPK (which keeps its state by thread), part by part (bound_problem.h): a bound below
 * which no solution costs, and the best solution that was found. Limits are counts of nodes, so
 * that an answer depends on nothing but the problem; bounds are lowered by 1e-7 of their size,
 * which is what the solver's tolerances may amount to. Where the solver fails (it ends the process
 * when in doubt of itself, which is caught here), a part has the combinatorial bound and no
 * solution, and the answer says so.
 *
 * More solutions come from solving again with the sets of open facilities forbidden that were found
 * before. They are for finding candidates; the bound is of the first.
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_H
#define CAIRN_CHOOSE_BOUND_SOLVE_H

#include "choose/bound_problem.h"

/* One option for each demand; where demands may be split, the one with the largest share. */
struct cairn_bound_solution {
    double cost;
    int *options; /* [demand]; owned by the answer */
    int *sizes;   /* [facility]: 0: closed; owned by the answer */
};

struct cairn_bound_answer {
    double bound; /* no solution costs less; INFINITY: there is none */
    double cost;  /* of the best one that was found; INFINITY: none was */
    bool proven;  /* these are the same, within 1e-6 of the cost */
    int n_failed; /* parts whose bound is the combinatorial one */
    int n_parts;
    double nodes;                           /* that were solved */
    struct cairn_bound_solution *solutions; /* cheapest first; owned */
    int n_solutions;
};

struct cairn_bound_query {
    double nodes;                /* most to solve for a part, at least 1 */
    int n_wanted;                /* solutions that differ in what is open; 0 or 1: the best */
    bool fail;                   /* the solver is made to fail, as a test */
    bool (*stop)(void *context); /* polled between nodes; may be NULL */
    void *context;
};

void cairn_bound_solve(const struct cairn_bound_problem *problem,
                       const struct cairn_bound_query *query, struct cairn_bound_answer *answer);
void cairn_bound_answer_release(struct cairn_bound_answer *answer);

/* Writes the problem (all of it) as a file in the format of CPLEX LP. False: could not. */
bool cairn_bound_write(const struct cairn_bound_problem *problem, const char *path);

#endif
