#include "math/moments.h"

void cairn_moments_merge(struct cairn_moments *to, const struct cairn_moments *from,
                         uint64_t weight)
{
    to->count += from->count * weight;
    to->sum_ns += from->sum_ns * (cairn_int128)weight;
    to->sum_squares_ns2 += from->sum_squares_ns2 * weight;
}

double cairn_moments_mean_s(const struct cairn_moments *moments)
{
    if (moments->count == 0)
        return 0.0;
    return (double)moments->sum_ns / (double)moments->count / 1e9;
}

/*
 * Squares about a whole number within one of the mean are exact in integers and small, so that
 * nothing cancels: with m = sum / n towards zero, sum (x - m)^2 = squares - 2 m sum + n m^2 in
 * arithmetic modulo 2^128, whose result is not negative and fits. What the fraction of the mean
 * adds is below one.
 */
double cairn_moments_variance_s2(const struct cairn_moments *moments)
{
    cairn_int128 n = (cairn_int128)moments->count;
    cairn_int128 mean, rest;
    cairn_uint128 about_mean;
    double fraction;

    if (moments->count < 2)
        return 0.0;
    mean = moments->sum_ns / n;
    rest = moments->sum_ns % n;
    about_mean = moments->sum_squares_ns2 -
                 2 * (cairn_uint128)mean * (cairn_uint128)moments->sum_ns +
                 (cairn_uint128)n * (cairn_uint128)mean * (cairn_uint128)mean;
    fraction = (double)rest / (double)n;
    return ((double)about_mean - (double)rest * fraction) / ((double)n - 1.0) / 1e18;
}
