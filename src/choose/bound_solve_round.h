/*
 * bound_solve_round.h - a solution near that of a relaxation
 *
 * Private to bound_solve.c. Each demand takes the option of its largest share, and facilities the
 * least sizes for that. It gives branch and cut something to compare with, and callers something to
 * start from where the nodes end before there is another solution.
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_ROUND_H
#define CAIRN_CHOOSE_BOUND_SOLVE_ROUND_H

#include "choose/bound_solve_programme.h"

/* From the solution of a relaxation of the programme; chosen: [demand]. It may not fit. */
void cairn_programme_round(const struct cairn_programme *programme, glp_prob *relaxed, int *chosen);

/*
 * The columns of a choice of options that the programme has; x: [column], from 1 on. False: it does
 * not fit, and x is nothing.
 */
bool cairn_programme_fill(const struct cairn_programme *programme, const int *chosen, double *x);

#endif
