/*
 * How fast points of a sweep of a number of accounting are had: the best of 20 candidates with its
 * interval over 12 replications, how sure it is, the runner-up and the bound. Beside it one
 * candidate alone.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "bench/bench.h"
#include "support/swept.h"

enum { POINTS = 1000000, CANDIDATES = 20 };

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ns of a point where so many candidates are compared, all of which may be best. */
static double time_of(const struct cairn_exact *exact, int n, double *sink)
{
    struct cairn_exact all = *exact;
    double *values = cairn_alloc(POINTS * sizeof *values);
    struct cairn_exact_point *points = cairn_alloc(POINTS * sizeof *points);
    double began;

    all.n_candidates = n;
    all.n_finalists = n < exact->n_finalists ? n : exact->n_finalists;
    for (int i = 0; i < POINTS; i++)
        values[i] = exact->number.low + (exact->number.high - exact->number.low) * i / POINTS;
    began = seconds();
    cairn_exact_points(&all, values, POINTS, points);
    began = seconds() - began;
    for (int i = 0; i < POINTS; i++)
        *sink += points[i].value + points[i].half_width + points[i].p_correct;
    cairn_free(values);
    cairn_free(points);
    return began / POINTS * 1e9;
}

int main(void)
{
    struct swept swept;
    struct cairn_exact exact;
    double one, many, sink = 0.0;

    swept_init(&swept, "tests/study/far.xml", "");
    cairn_exact_init(&exact, &swept.question, 0, &swept.limits);
    if (exact.status != CAIRN_EXACT || exact.n_candidates < CANDIDATES)
        return 1;
    time_of(&exact, CANDIDATES, &sink); /* warm */
    one = time_of(&exact, 1, &sink);
    many = time_of(&exact, CANDIDATES, &sink);
    bench_line_print(
        &(struct bench_line){"points of an exact sweep", "1 candidate", one, NAN, NULL, NAN});
    bench_line_print(&(struct bench_line){"points of an exact sweep", "20 candidates", many,
                                          many / one, "1 candidate", NAN});
    cairn_exact_release(&exact);
    swept_release(&swept);
    return isnan(sink);
}
