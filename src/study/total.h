/*
 * total.h - totals of candidates with their intervals, in the units of the results file
 *
 * A total is of one measure under the basis that decides. It is NaN where a figure is missing, and
 * its ends are where it has no interval (one replication).
 */
#ifndef CAIRN_STUDY_TOTAL_H
#define CAIRN_STUDY_TOTAL_H

#include "choose/answer.h"

struct cairn_total_shown {
    double mean, low, high;
};

/* Over the replications that count for the candidate, at 1 - alpha. */
struct cairn_total_shown cairn_total_of(struct cairn_candidate *candidate,
                                        enum cairn_measure measure);

/* What one has more than another, paired over the replications that both were seen in. */
struct cairn_total_shown cairn_total_excess(struct cairn_candidate *candidate,
                                            struct cairn_candidate *other,
                                            enum cairn_measure measure);

/* Its mean under any basis; NaN also where there is no such candidate (CAIRN_NONE). */
double cairn_total_under(const struct cairn_answer *answer, int candidate,
                         enum cairn_measure measure, enum cairn_basis_kind basis);

/* What is told of an answer, in units of the results file; NaN: there is none of it. */
struct cairn_figures {
    struct cairn_total_shown carbon, value; /* value: of the aim */
    enum cairn_measure aim;
    const char *unit; /* of the aim, as all that follows; static */
    double indifference, bound, programme, regret;
    double p_correct, gap;
    enum cairn_bound_kind bound_by;
    int candidates;
};

struct cairn_figures cairn_figures_of(const struct cairn_answer *answer);

/* Of a scenario that has no answer at all. */
struct cairn_figures cairn_figures_none(const struct cairn_scenario *scenario);

#endif
