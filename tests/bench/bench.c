#include "bench/bench.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bench_cpu_s(void)
{
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double bench_wall_s(void)
{
    return seconds(CLOCK_MONOTONIC);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

double bench_median(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, compare);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2.0;
}

void bench_line_print(const struct bench_line *line)
{
    printf("%s\t%s\t", line->name, line->way);
    printf(isnan(line->ns) ? "-\t" : "%.4g\t", line->ns);
    printf(isnan(line->ratio) ? "-\t" : "%.4g\t", line->ratio);
    printf("%s\t", line->beside ? line->beside : "-");
    printf(isnan(line->mb) ? "-\n" : "%.1f\n", line->mb);
    fflush(stdout);
}

/* [way][turn] */
struct samples {
    double ns[BENCH_MOST_WAYS][BENCH_MOST_TURNS];
    double figure[BENCH_MOST_WAYS];
};

static void take(const struct bench_case *of, struct samples *samples)
{
    for (int t = 0; t < of->turns; t++) {
        for (int w = 0; w < of->n_ways; w++) {
            const struct bench_way *way = &of->ways[w];
            double begin = bench_cpu_s();
            struct bench_turn turn = way->run(way->context, 1 + (uint64_t)t);

            samples->ns[w][t] = 1e9 * (bench_cpu_s() - begin) / turn.jobs;
            samples->figure[w] += turn.figure / of->turns;
        }
    }
}

static int way_named(const struct bench_case *of, const char *name)
{
    for (int w = 0; w < of->n_ways; w++)
        if (strcmp(of->ways[w].name, name) == 0)
            return w;
    abort(); /* a way stands beside one of its own case */
}

static double ratio(const struct bench_case *of, const struct samples *samples, int w)
{
    double ratios[BENCH_MOST_TURNS];
    int beside;

    if (!of->ways[w].beside)
        return NAN;
    beside = way_named(of, of->ways[w].beside);
    for (int t = 0; t < of->turns; t++)
        ratios[t] = samples->ns[w][t] / samples->ns[beside][t];
    return bench_median(ratios, of->turns);
}

static bool figure_agrees(const struct bench_case *of, const struct samples *samples, int w)
{
    double expected = isnan(of->expected) ? samples->figure[0] : of->expected;

    if (fabs(samples->figure[w] - expected) <= of->within * fabs(expected))
        return true;
    fprintf(stderr, "bench: %s, %s: figure is %.6g, expected %.6g give or take %.2g %%\n", of->name,
            of->ways[w].name, samples->figure[w], expected, 100.0 * of->within);
    return false;
}

bool bench_case_run(const struct bench_case *of)
{
    static struct samples samples;
    bool good = true;

    assert(of->turns <= BENCH_MOST_TURNS && of->n_ways <= BENCH_MOST_WAYS);
    samples = (struct samples){0};
    take(of, &samples);
    for (int w = 0; w < of->n_ways; w++) {
        double ns[BENCH_MOST_TURNS];

        good &= figure_agrees(of, &samples, w);
        memcpy(ns, samples.ns[w], sizeof ns);
        bench_line_print(&(struct bench_line){
            .name = of->name,
            .way = of->ways[w].name,
            .ns = bench_median(ns, of->turns),
            .ratio = ratio(of, &samples, w),
            .beside = of->ways[w].beside,
            .mb = NAN,
        });
    }
    return good;
}
