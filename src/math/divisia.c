#include "math/divisia.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

double cairn_divisia_mean(double a, double b)
{
    double d;

    assert(a >= 0 && b >= 0);
    if (!(a > 0) || !(b > 0))
        return 0;
    /* with d = ln(a / b): b (e^d - 1) / d, which loses nothing where a is near b */
    d = log(a) - log(b);
    return fabs(d) > 0 ? b * expm1(d) / d : b;
}

static double product(const double *x, int n)
{
    double all = 1;

    for (int k = 0; k < n; k++)
        all *= x[k];
    return all;
}

/* Zero at one of its ends alone. */
static bool appears(double before, double after)
{
    return (before > 0) != (after > 0);
}

/* [LMDI] */
void cairn_divisia_add(const double *before, const double *after, int n, double *effect)
{
    double change = product(after, n) - product(before, n);
    double given = 0, most = -1, mean;
    int zeros = 0, last = 0;

    for (int k = 0; k < n; k++)
        zeros += appears(before[k], after[k]);
    mean = zeros == 0 ? cairn_divisia_mean(product(after, n), product(before, n)) : 0;
    for (int k = 0; k < n; k++) {
        double part = 0;

        if (zeros > 0)
            part = appears(before[k], after[k]) ? change / zeros : 0;
        else if (mean > 0)
            part = mean * (log(after[k]) - log(before[k]));
        effect[k] += part;
        given += part;
        if (fabs(part) > most) {
            most = fabs(part);
            last = k;
        }
    }
    effect[last] += change - given; /* what rounding left over */
}
