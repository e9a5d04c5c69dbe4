/*
 * plane.h - which placement is best over two numbers of accounting [CELL]
 *
 * Totals are affine in each of two numbers (response.h). Along one of them, the other being fixed,
 * the best is the least of straight lines, and where it changes is solved for (envelope.h): a map
 * is such lines at values of the first number, exact along each. Candidates are found as along one
 * number (exact.h): the whole question is asked at the four corners, then once where each two
 * placements that meet on a line do, in the middle of such lines, until nothing new turns up.
 *
 * The least of totals that are affine in each number is concave in each, so that it lies above what
 * the bounds at the corners give by interpolation in both: a bound everywhere.
 */
#ifndef CAIRN_STUDY_PLANE_H
#define CAIRN_STUDY_PLANE_H

#include "study/exact.h"

enum { CAIRN_PLANE_LINES = 201 }; /* at most; of more values, evenly chosen ones have a line */

struct cairn_plane {
    struct cairn_exact of; /* its status, candidates and responses; not followed along one number */
    int n_lines;
    double *at;                   /* [line] value of the first number; owned */
    struct cairn_envelope *lines; /* of finalists, along the second number; owned */
};

/* Of the two things that vary, which both apply. Release it in any case. */
void cairn_plane_init(struct cairn_plane *plane, const struct cairn_sweep_question *sweep,
                      const struct cairn_choose_limits *limits);
void cairn_plane_release(struct cairn_plane *plane);

/* Finalist that is best at a point, looked for among all. */
int cairn_plane_best(const struct cairn_plane *plane, const double x[2]);

/* Lower bound of the aim there; NaN: none. */
double cairn_plane_bound(const struct cairn_plane *plane, const double x[2]);

/* As an answer has it. runner_up: candidate, or CAIRN_NONE. */
struct cairn_figures cairn_plane_figures(const struct cairn_plane *plane, const double x[2],
                                         int *runner_up);

#endif
