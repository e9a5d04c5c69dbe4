/*
 * coverage.h - do intervals hold what is true as often as they say?
 *
 * Cases of moderate load whose figures are known exactly, run as `cairn simulate` runs them: with
 * controls, replications until carbon is as precise as asked for, 30 at most. Each run has another
 * seed. The intervals are the nominal 95 % ones of mean wait, p95 of the sojourn time and carbon.
 *
 *   M/M/1       5/s, service 100 ms exponential, one box
 *   batching    20/s, batches of up to 8 in 50 ms + 12.5 ms each, no timeout, one box
 *   hourly      the M/M/1 box with 2 to 7.5/s by hour of the day, and a grid that varies by hour
 *
 * Truth. M/M/1: closed forms. Batching: the chain of the queue's length at the ends of batches
 * (coverage_truth.c); the p95 is not known and left out. Hourly: the equations of M(t)/M/1 over the
 * day, integrated in time, so that what an hour leaves to the next is in it. Carbon is idle and
 * busy power by hour, times that hour's intensity.
 */
#ifndef TESTS_SUPPORT_COVERAGE_H
#define TESTS_SUPPORT_COVERAGE_H

#include <cairn/scenario.h>

enum coverage_case { COVERAGE_MM1, COVERAGE_BATCHING, COVERAGE_HOURLY, COVERAGE_CASES };
enum coverage_figure { COVERAGE_WAIT, COVERAGE_P95, COVERAGE_CARBON, COVERAGE_FIGURES };

const char *coverage_case_name(enum coverage_case which);
const char *coverage_figure_name(enum coverage_figure figure);

/* What is true: s, s, g; NaN: not known. */
struct coverage_truth {
    double value[COVERAGE_FIGURES];
};
void coverage_truth_of(struct coverage_truth *truth, const struct cairn_scenario *s,
                       enum coverage_case which);

/* The scenario, with its baseline; freed with build_free(). */
struct cairn_scenario *coverage_scenario(enum coverage_case which);

struct coverage {
    int runs;
    int covered[COVERAGE_FIGURES];
    double mean[COVERAGE_FIGURES];       /* over runs */
    double half_width[COVERAGE_FIGURES]; /* likewise */
    double replications;                 /* likewise */
    struct coverage_truth truth;
};

/* Runs with seeds 1, 2 ... */
void coverage_measure(struct coverage *coverage, enum coverage_case which, int runs);

#endif
