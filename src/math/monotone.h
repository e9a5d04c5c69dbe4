#ifndef CAIRN_MATH_MONOTONE_H
#define CAIRN_MATH_MONOTONE_H

/*
 * Interpolation between measured points that never overshoots. [INTERP]
 *
 * Steffen's method (M. Steffen, A simple method for monotonic interpolation in one dimension,
 * Astronomy and Astrophysics 239, 443, 1990): cubic between the points, continuous slope, and
 * monotone between any two neighbours, so that minima and maxima occur at points only. Two points
 * give a straight line, one a constant. At both ends the slope is that of the outermost interval
 * (as GSL has it), not the paper's parabola.
 *
 * Not here: values outside the points. What holds there is not a matter of mathematics.
 */

#include <stddef.h>

/* The value at `at` in [x[0], x[n - 1]]; x ascends strictly, n >= 1, all finite. */
double cairn_monotone_at(const double *x, const double *y, size_t n, double at);

#endif
