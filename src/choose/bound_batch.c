#include "choose/bound_batch.h"

#include <math.h>

/* By how much a batch of this size is more than its share of what the second line allows. */
static double excess_of(const struct cairn_bound_batching *batching, int b)
{
    double busy_s = batching->time_s[b - 1] / batching->devices;

    return b - 1 - batching->rate_per_s * (batching->wait_s + busy_s);
}

/* Two constraints: the least is at one size, or at a mixture of two. */
double cairn_bound_batch(const struct cairn_bound_batching *batching) /* [BOUND] */
{
    const double *cost = batching->cost;
    double least = INFINITY;

    for (int b = 1; b <= batching->most; b++) {
        if (batching->restricted && excess_of(batching, b) > 0.0)
            continue;
        least = fmin(least, cost[b - 1] / b);
    }
    for (int b = 2; batching->restricted && b <= batching->most; b++) {
        double over = excess_of(batching, b);

        for (int a = 1; over > 0.0 && a <= batching->most; a++) {
            double under = -excess_of(batching, a);

            if (under >= 0.0)
                least = fmin(least,
                             (cost[a - 1] * over + cost[b - 1] * under) / (a * over + b * under));
        }
    }
    return least;
}
