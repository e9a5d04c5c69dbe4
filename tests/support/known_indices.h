/*
 * known_indices.h - functions whose Sobol indices are known in closed form, and how often intervals
 * cover them
 */
#ifndef CAIRN_TESTS_KNOWN_INDICES_H
#define CAIRN_TESTS_KNOWN_INDICES_H

#include "math/indices.h"

enum { KNOWN_FUNCTIONS = 3, KNOWN_MOST_INPUTS = 4 };

struct known_function {
    const char *name;
    bool (*f)(void *context, const double *u, int n, double *y);
    void (*know)(double *first, double *total);
    int n;
};

/* Ishigami, Sobol's g, and carbon as a product of uncertain figures. */
extern const struct known_function known_functions[KNOWN_FUNCTIONS];

/* Its indices from n rows. */
struct cairn_indices_problem known_problem(const struct known_function *known, int n);

struct known_coverage {
    int first[KNOWN_MOST_INPUTS], total[KNOWN_MOST_INPUTS]; /* repeats whose interval covers */
    int all;                                                /* of both, over inputs */
};

void known_coverage_measure(struct known_coverage *coverage, const struct known_function *known,
                            int rows, int repeats);

#endif
