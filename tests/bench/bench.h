/*
 * bench.h - timing of ways to do the same work, side by side
 *
 * A case is some work; ways are implementations of it, each in its own function. Ways take turns,
 * A B C A B C ..., so that whatever else the machine does hits all of them alike. One turn of a
 * way is a sample: processor time per job. Reported are the median over the turns and, for a way
 * that stands beside another, the median of the ratios of the two in the same turn, which is what
 * may be compared between machines and days.
 *
 * A way also returns a figure that all ways of the case must agree on, such as the mean time in
 * system: it proves that they do the same work, and that no compiler has left it out.
 *
 * Lines go to standard output, separated by tabs:
 *
 *     case  way  nanoseconds per job  ratio or -  the way it stands beside or -  peak MB or -
 *
 * What was wrong goes to standard error.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stdint.h>

/* What one turn of a way did. */
struct bench_turn {
    double jobs;
    double figure; /* the figure of the case, over these jobs */
};

struct bench_way {
    const char *name;
    const char *beside; /* another way of the case, or NULL */
    struct bench_turn (*run)(const void *context, uint64_t seed);
    const void *context;
};

struct bench_case {
    const char *name;
    int turns;       /* of each way; odd, at most BENCH_MOST_TURNS */
    double expected; /* the figure, averaged over the turns; NaN: that of the first way */
    double within;   /* relative error that is accepted */
    const struct bench_way *ways;
    int n_ways; /* at most BENCH_MOST_WAYS */
};

enum { BENCH_MOST_TURNS = 31, BENCH_MOST_WAYS = 12 };

/* Runs a case and prints its lines. False: a figure was off. */
bool bench_case_run(const struct bench_case *of);

/* A line of a case that was timed by other means. ratio, mb: NaN where there is none. */
struct bench_line {
    const char *name, *way;
    double ns, ratio;
    const char *beside;
    double mb;
};
void bench_line_print(const struct bench_line *line);

/* Processor time of this process, and of a wall clock, in seconds. */
double bench_cpu_s(void);
double bench_wall_s(void);

/* Sorts the values. */
double bench_median(double *values, int n);

#endif
