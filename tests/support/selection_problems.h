/*
 * selection_problems.h - problems whose best system is known, and procedures to compare with
 *
 * A problem yields an observation for each system and replication, a pure function of the seed of
 * a macro-replication: independent between systems, or from common random numbers. Systems are
 * numbered from 0; the mean of each is known exactly.
 *
 *   slippage   unit normals, the third has mean 0, all others that of the zone's edge, 0.2
 *   monotone   unit normals with means 0, 0.2, 0.4 ... in another order
 *   equal      unit normals of mean 0: any is right
 *   near       the same with half of that: the second is as good as the best
 *   scattered  slippage, with standard deviations of 1/2 to 3/2 (those of the worse ones rise)
 *   queues     six placements of one M/M/1 queue, arrivals at 1/s: cost 4 mu + mean time in system
 *              of 1000 jobs, mu = 1.3, 1.4 ... 1.8; a queue begins in its steady state (the first
 *              job finds work 0 with probability 1 - rho, else exponential of rate mu - 1), so that
 *              the mean is exactly 4 mu + 1 / (mu - 1), least, 8, at 1.5. The zone is 0.06, the
 *              next is behind by 0.067.
 *
 * Common random numbers: normals are correlated by 1/2; queues see the same gaps and the same
 * work.
 */
#ifndef TESTS_SUPPORT_SELECTION_PROBLEMS_H
#define TESTS_SUPPORT_SELECTION_PROBLEMS_H

#include <stdbool.h>
#include <stdint.h>

enum selection_kind {
    SELECTION_SLIPPAGE,
    SELECTION_MONOTONE,
    SELECTION_NEAR,
    SELECTION_EQUAL,
    SELECTION_SCATTERED,
    SELECTION_QUEUES,
    SELECTION_KINDS
};

enum { SELECTION_MOST_SYSTEMS = 32 };

/* One macro-replication of a problem. */
struct selection_problem {
    enum selection_kind kind;
    int n_systems; /* of queues 6 */
    bool common;   /* random numbers */
    bool rejects;  /* slippage only: the first two are better by 1 than the rest, and not allowed */
    uint64_t seed;
};

const char *selection_name(enum selection_kind kind);
double selection_zone(const struct selection_problem *problem);
double selection_mean(const struct selection_problem *problem, int system);
int selection_best(const struct selection_problem *problem); /* of those that are allowed */

/* For struct cairn_select_problem; the context is the problem. */
double selection_observe(void *problem, int system, int replication);
bool selection_accept(void *problem, int system);

/* ---- procedures ---- */

struct selection_procedure {
    const char *name;
    /* Returns the system chosen and adds the replications of all systems to *replications. */
    int (*choose)(const struct selection_problem *problem, double parameter, double *replications);
    double parameter;
};

/* cairn's, with this n0. */
int selection_by_cairn(const struct selection_problem *problem, double first, double *replications);

/* Kim and Nelson's with n0 = 20 at the whole of alpha, as published (2001), c = 1. */
int selection_by_kn(const struct selection_problem *problem, double unused, double *replications);

/* So many replications of each system. */
int selection_by_equal(const struct selection_problem *problem, double each, double *replications);

/*
 * Y. Rinott, Communications in Statistics A7, 799 (1978): n0 = 20 replications, then as many in all
 * as ceil((h S / zone)^2). The parameter is h.
 */
int selection_by_rinott(const struct selection_problem *problem, double h, double *replications);

/*
 * Its constant: the h with
 *     int [int Phi(h / sqrt((n0 - 1) (1/x + 1/y))) f(x) dx]^(k - 1) f(y) dy = 1 - alpha,
 * f being the density of chi-square with n0 - 1 degrees of freedom.
 */
double selection_rinott_h(int n_systems, int first, double alpha);

struct selection_score {
    double correct;      /* share of the macro-replications that chose the best */
    double good;         /* that chose one within the zone of it */
    double replications; /* of all systems, mean */
};

/* Macro-replications with seeds 1, 2 ... */
struct selection_score selection_measure(struct selection_problem problem,
                                         const struct selection_procedure *procedure,
                                         int macro_replications);

#endif
