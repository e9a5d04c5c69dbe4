/*
 * year_ask.h - the whole question of a year, at the demand that its own answer leads to [GROWTH]
 *
 * What demand makes of its unit cost depends on the cost, the cost on the placement that wins, and
 * which that is on the demand. A year with elastic demand is therefore a fixed point: it is asked
 * again at the demand that its answer leads to, until the two agree to 1e-6. Where three steps do
 * not do it, or lead to more than any placement can carry, one elastic workload is solved by a
 * bracketed root [ROOT] to 1e-4; several by damped steps. A year that does not converge is the last
 * one asked, and says so.
 */
#ifndef CAIRN_STUDY_YEAR_ASK_H
#define CAIRN_STUDY_YEAR_ASK_H

#include "study/year_amounts.h"
#include "study/years.h"

struct cairn_year_asker {
    struct cairn_template *from;
    const struct cairn_scenario *scenario; /* as it stands, after the edits */
    const struct cairn_edit *edits;        /* before those of a year */
    int n_edits;
    const struct cairn_choose_limits *limits;
    void (*adapt)(void *context, struct cairn_scenario *scenario); /* may be NULL */
    void *context;
    const double *cost_usd; /* [demand] of year 1, once it is known; else NULL */
    int questions;          /* asked so far */
};

enum cairn_year_state {
    CAIRN_YEAR_ANSWERED,
    CAIRN_YEAR_UNSETTLED,  /* answered, but its demand did not converge */
    CAIRN_YEAR_UNPRICED,   /* answered, but a demand is elastic to a cost that is not known */
    CAIRN_YEAR_INFEASIBLE, /* no placement, as the answer says */
    CAIRN_YEAR_INVALID,    /* numbers that cannot be */
    CAIRN_YEAR_STOPPED,
};

/* As the results file has it. */
const char *cairn_year_state_name(enum cairn_year_state state);

struct cairn_year_asked {
    enum cairn_year_state state;
    struct cairn_scenario *scenario; /* owned, like all; NULL: invalid */
    bool has_answer;
    struct cairn_answer answer;        /* where it has one */
    bool has_amounts;                  /* of its winner */
    struct cairn_year_amounts amounts; /* where it has them */
    double *responses;                 /* [demand] that it was asked at */
    char *why;                         /* in a sentence, where there is no winner, or no cost */
};

/* At these responses of demand. True unless it was stopped. Release it in any case. */
bool cairn_year_ask(struct cairn_year_asker *asker, int year, bool gains, const double *responses,
                    struct cairn_year_asked *asked);

/* At those that it leads to, after the responses of the year before. */
bool cairn_year_solve(struct cairn_year_asker *asker, int year, bool gains, const double *before,
                      struct cairn_year_asked *asked);
void cairn_year_asked_release(struct cairn_year_asked *asked);

#endif
