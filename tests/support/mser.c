#include "support/mser.h"

#include <math.h>

enum { BATCH = 5 };

static double batch_mean(const double *observations)
{
    double sum = 0.0;

    for (int i = 0; i < BATCH; i++)
        sum += observations[i];
    return sum / BATCH;
}

/* From the end towards the start: Welford's recursion gives the squares of each suffix. */
size_t mser5(const double *observations, size_t n)
{
    size_t batches = n / BATCH;
    size_t cut = 0;
    double mean = 0.0;
    double squares = 0.0;
    double least = INFINITY;

    for (size_t d = batches; d-- > 0;) {
        double y = batch_mean(observations + d * BATCH);
        double kept = (double)(batches - d);
        double delta = y - mean;

        mean += delta / kept;
        squares += delta * (y - mean);
        if (d <= batches / 2 && squares / (kept * kept) <= least) {
            least = squares / (kept * kept);
            cut = d * BATCH;
        }
    }
    return cut;
}
