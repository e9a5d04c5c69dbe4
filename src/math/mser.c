#include "math/mser.h"

enum { BATCH = 5, FEWEST = 10 };

static double batch_mean(const double *observations)
{
    double sum = 0.0;

    for (int i = 0; i < BATCH; i++)
        sum += observations[i];
    return sum / BATCH;
}

/* [MSER] from the end towards the start: Welford's recursion gives the squares of each suffix. */
struct cairn_mser cairn_mser5(const double *observations, size_t n)
{
    struct cairn_mser best = {.too_short = true};
    size_t batches = n / BATCH;
    size_t edge = batches / 2;
    double mean = 0.0;
    double squares = 0.0;
    bool found = false;

    for (size_t d = batches; d-- > 0;) {
        double y = batch_mean(observations + d * BATCH);
        double kept = (double)(batches - d);
        double delta = y - mean;
        double statistic;

        mean += delta / kept;
        squares += delta * (y - mean);
        statistic = squares / (kept * kept);
        if (d > edge || (found && statistic > best.statistic))
            continue;
        found = true;
        best.truncate = d * BATCH;
        best.statistic = statistic;
        best.too_short = d == edge || batches < FEWEST;
    }
    return best;
}
