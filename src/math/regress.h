#ifndef CAIRN_MATH_REGRESS_H
#define CAIRN_MATH_REGRESS_H

/*
 * Least squares on a few columns, for many responses: the columns are made orthonormal once
 * (modified Gram-Schmidt, twice), and a fit is a projection. A column that depends on those before
 * it is left out. The first column is the constant.
 *
 * Invariant: sums run in index order. Not here: errors of coefficients.
 */

#include <stddef.h>

struct cairn_regress {
    size_t n;      /* observations */
    int rank;      /* columns kept, the constant among them */
    double *basis; /* [column x n], orthonormal; owned */
};

/* columns[column x n]; the constant comes on top of them. */
void cairn_regress_init(struct cairn_regress *regress, const double *columns, int n_columns,
                        size_t n);
void cairn_regress_release(struct cairn_regress *regress);

/* Fitted values of y[n] into fitted[n], which may be y. */
void cairn_regress_fit(const struct cairn_regress *regress, const double *y, double *fitted);

#endif
