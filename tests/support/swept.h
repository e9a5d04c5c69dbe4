/*
 * swept.h - a scenario that varies a number, followed exactly and by looking at every point
 *
 * The plain way: candidates are contenders of the whole question asked at some values, promises of
 * all of them are judged, and at every value each is accounted for in the scenario with that value.
 */
#ifndef TESTS_SUPPORT_SWEPT_H
#define TESTS_SUPPORT_SWEPT_H

#include "study/exact.h"

struct swept {
    struct cairn_template *from;
    struct cairn_scenario *scenario;
    struct cairn_sweep_question question;
    struct cairn_choose_limits limits;
};

/* A file, with something put in its end in place of what varies ("": nothing). Must load. */
void swept_init(struct swept *swept, const char *path, const char *more);
void swept_release(struct swept *swept);

/* The scenario at values of all that varies. */
struct cairn_scenario *swept_there(struct swept *swept, const double *x);

/* The same where one number varies. */
struct cairn_scenario *swept_at(struct swept *swept, double value);

struct swept_plain {
    struct cairn_placement *candidates; /* owned */
    int n_candidates;
    int *best;    /* [point] candidate; owned */
    double *mean; /* [point] of the aim; owned */
    int n;
};

/* At every value, candidates asked for at n_asked of them, all seen in so many replications. */
void swept_plain_init(struct swept_plain *plain, struct swept *swept, int n_asked,
                      int replications);
void swept_plain_release(struct swept_plain *plain, struct swept *swept);

/*
 * How many breakpoints lie between two neighbouring values at which the plain way has the same two
 * placements, and *changes that it has; *worst: the largest relative difference of totals.
 */
int swept_agreement(const struct swept_plain *plain, struct swept *swept,
                    const struct cairn_exact *exact, int *changes, double *worst);

#endif
