#include "math/regress.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

#define DEPENDENT 1e-9 /* of a column's length: what is left of it is rounding */

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void add_column(struct cairn_regress *regress, const double *column)
{
    size_t n = regress->n;
    double *q = regress->basis + (size_t)regress->rank * n;
    double whole, rest;

    if (column)
        memcpy(q, column, n * sizeof *q);
    else
        for (size_t i = 0; i < n; i++)
            q[i] = 1.0;
    whole = sqrt(dot(q, q, n));
    for (int twice = 0; twice < 2; twice++)
        for (int c = 0; c < regress->rank; c++) {
            const double *other = regress->basis + (size_t)c * n;
            double share = dot(q, other, n);

            for (size_t i = 0; i < n; i++)
                q[i] -= share * other[i];
        }
    rest = sqrt(dot(q, q, n));
    if (!(rest > DEPENDENT * whole))
        return;
    for (size_t i = 0; i < n; i++)
        q[i] /= rest;
    regress->rank++;
}

void cairn_regress_init(struct cairn_regress *regress, const double *columns, int n_columns,
                        size_t n)
{
    *regress = (struct cairn_regress){.n = n};
    regress->basis = cairn_calloc(((size_t)n_columns + 1) * n, sizeof *regress->basis);
    add_column(regress, NULL);
    for (int c = 0; c < n_columns; c++)
        add_column(regress, columns + (size_t)c * n);
}

void cairn_regress_release(struct cairn_regress *regress)
{
    cairn_free(regress->basis);
}

void cairn_regress_fit(const struct cairn_regress *regress, const double *y, double *fitted)
{
    size_t n = regress->n;
    double *shares = cairn_calloc((size_t)regress->rank, sizeof *shares);

    for (int c = 0; c < regress->rank; c++)
        shares[c] = dot(y, regress->basis + (size_t)c * n, n);
    memset(fitted, 0, n * sizeof *fitted);
    for (int c = 0; c < regress->rank; c++)
        for (size_t i = 0; i < n; i++)
            fitted[i] += shares[c] * regress->basis[(size_t)c * n + i];
    cairn_free(shares);
}
