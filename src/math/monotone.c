#include "math/monotone.h"

#include <assert.h>

#include <gsl/gsl_interp.h>

/* Below this many points Steffen's slopes are not defined. */
enum { STEFFEN_MIN = 3 };

double cairn_monotone_at(const double *x, const double *y, size_t n, double at)
{
    assert(n >= 1 && at >= x[0] && at <= x[n - 1]);
    if (n == 1)
        return y[0];
    if (n < STEFFEN_MIN)
        return y[0] + (y[1] - y[0]) * ((at - x[0]) / (x[1] - x[0]));

    gsl_interp *curve = gsl_interp_alloc(gsl_interp_steffen, n);
    gsl_interp_init(curve, x, y, n);
    double value = gsl_interp_eval(curve, x, y, at, NULL);
    gsl_interp_free(curve);
    return value;
}
