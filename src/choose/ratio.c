#include "choose/ratio.h"

#include <math.h>

/*
 * log of int_0^inf w^m exp(-w^2 / 2 + b w) dw, less that of its largest value: trapezoids in log w,
 * around the peak, where the integrand falls off like a normal density or faster but for small m.
 */
static double log_integral(double m, double b)
{
    enum { BELOW = 80, ABOVE = 48 }; /* 20 and 12 standard deviations */
    double peak = (b + sqrt(b * b + 4.0 * (m + 1.0))) / 2.0;
    double step = 0.25 / sqrt(peak * peak + m + 1.0);
    double top = (m + 1.0) * log(peak) - peak * peak / 2.0 + b * peak;
    double sum = 0.0;

    for (int i = -BELOW; i <= ABOVE; i++) {
        double grown = expm1(step * i); /* w = peak (1 + grown) */
        double w = peak * grown;

        sum += exp((m + 1.0) * step * i - peak * w - w * w / 2.0 + b * w);
    }
    return top + log(sum * step);
}

double cairn_ratio_log(const struct cairn_ratio_test *test, int n, double mean, double variance)
{
    double m = n - test->first;
    double left = (n - 1) * variance - (test->first - 1) * test->first_variance;
    double h = sqrt(n) * mean;
    double shift, y;

    if (n <= test->first || !(test->first_variance > 0.0) || !(left > 0.0))
        return -HUGE_VAL;
    shift = test->gain / sqrt(test->first_variance) * sqrt(n);
    y = h / sqrt(h * h + left);
    return log_integral(m, shift * y) - log_integral(m, 0.0) - shift * shift / 2.0;
}
