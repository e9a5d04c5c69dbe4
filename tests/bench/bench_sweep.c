/*
 * How fast points of a sweep of a number of accounting are had: the best of all candidates with its
 * interval over 12 replications, how sure it is, the runner-up and the bound. Beside it one
 * candidate alone.
 */
#include <math.h>
#include <stdbool.h>
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

/* ns of a point where the first candidate alone is there, or all are. */
static double time_of(const struct cairn_exact *exact, bool alone, double *sink)
{
    struct cairn_exact all = *exact;
    double *values = cairn_alloc(POINTS * sizeof *values);
    struct cairn_exact_point *points = cairn_alloc(POINTS * sizeof *points);
    double began;

    if (alone)
        all.n_candidates = all.n_finalists = 1;
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
    char all[40];

    swept_init(&swept, "tests/study/far.xml", "");
    cairn_exact_init(&exact, &swept.question, 0, &swept.limits);
    if (exact.status != CAIRN_EXACT || exact.n_candidates < CANDIDATES)
        return 1;
    time_of(&exact, false, &sink); /* warm */
    one = time_of(&exact, true, &sink);
    many = time_of(&exact, false, &sink);
    snprintf(all, sizeof all, "%d candidates", exact.n_candidates);
    bench_line_print(
        &(struct bench_line){"points of an exact sweep", "1 candidate", one, NAN, NULL, NAN});
    bench_line_print(&(struct bench_line){"points of an exact sweep", all, many, many / one,
                                          "1 candidate", NAN});
    cairn_exact_release(&exact);
    swept_release(&swept);
    return isnan(sink);
}
