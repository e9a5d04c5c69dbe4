/*
 * grown_private.h - one side of a year of a case: with gains or without (grown.h)
 */
#ifndef CAIRN_STUDY_GROWN_PRIVATE_H
#define CAIRN_STUDY_GROWN_PRIVATE_H

#include "study/grown.h"

struct cairn_growing {
    struct cairn_grower *grower;
    const struct cairn_grown_case *of;
    struct cairn_scenario *first; /* year 1 of the case; owned, as what follows */
    double *cost_usd;             /* [demand] of year 1 */
    char *why;
};

/* A side of a year: with gains or without. */
struct cairn_side {
    struct cairn_growing *g;
    int year;
    struct cairn_scenario *scenario; /* owned, as what follows */
    struct cairn_rungs rungs;
    struct cairn_year_unit *units;               /* [demand] */
    double *log_response, *next, *was, *was_off; /* [demand] */
    double *multiples;                           /* [demand] */
    double price;                                /* USD/t; NaN: nothing is paid */
    struct cairn_rungs_found found;
    enum cairn_year_state state;
};

/* Of a year, at the demand of year 1; NULL: there is no valid scenario, and why is set. */
struct cairn_scenario *cairn_growing_make(struct cairn_growing *g, int year, bool gains);

/* False: there is no valid scenario. Release it in any case. */
bool cairn_side_init(struct cairn_side *side, struct cairn_growing *g, int year, bool gains);
void cairn_side_release(struct cairn_side *side);

/* Moves it to a demand. False: nothing carries that, or it was stopped. */
bool cairn_side_find(struct cairn_side *side, const double *log_response);

/* Whether the policy of the case holds in a year. */
bool cairn_growing_holds(const struct cairn_growing *g, int year);

/*
 * The demand that its own cost leads to after the responses of the year before, with what holds in
 * the year. False: stopped.
 */
bool cairn_side_settle(struct cairn_side *side, const double *before, bool *over_cap);

#endif
