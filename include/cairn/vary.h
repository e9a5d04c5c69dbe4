/*
 * vary.h - a number of the scenario that takes several values
 *
 * What varies is addressed by XPath in the effective scenario. Its values are listed, or lie
 * between two ends, evenly or by equal ratios; they replace what stands there or multiply it.
 * Several that vary make a grid of points, unless the sweep says that points are spread over their
 * ranges.
 */
#ifndef CAIRN_VARY_H
#define CAIRN_VARY_H

#include <stdbool.h>

#include <cairn/catalogue.h>

/* By equal differences, or by equal ratios. */
enum cairn_spacing { CAIRN_LINEAR, CAIRN_LOGARITHMIC };

/* A value stands in place of what is there, or multiplies it. */
enum cairn_replacing { CAIRN_AS_VALUE, CAIRN_AS_MULTIPLIER };

/* Which points of several that vary are asked. */
enum cairn_sweep_design { CAIRN_FACTORIAL, CAIRN_LATIN_HYPERCUBE, CAIRN_SOBOL };

/* Where a sweep asks. Absent: every combination. */
struct cairn_sweep {
    struct cairn_origin origin;
    int design; /* enum cairn_sweep_design */
    int points; /* of another than factorial; 0: not said */
    int robust; /* 1: candidates are weighed at every point */
    /* derived */
    int n; /* points: all combinations, or as many as are spread; 0: nothing varies */
};

enum { CAIRN_ROBUST_POINTS = 1000 }; /* most of them */

/* What a change of it calls for, the most of all that is selected. */
enum cairn_reach {
    CAIRN_REACH_ACCOUNTING, /* the same quantities times other factors */
    CAIRN_REACH_PHYSICS,    /* another simulation */
    CAIRN_REACH_CHOICE,     /* other placements to choose from */
};

/* A number that takes several values; vary.h. */
struct cairn_vary {
    struct cairn_origin origin;
    const char *select;             /* XPath in the effective scenario */
    const char *from, *to, *listed; /* as written: ends, or a list */
    int points;                     /* between and with the ends */
    int spacing, as;                /* enum cairn_spacing, cairn_replacing */
    /* derived */
    int n_targets;       /* attributes that are selected */
    const char *subject; /* the first: `pue of site "store"` */
    const char *unit;    /* base unit of values; "" of numbers and words */
    const char *said;    /* the unit that they are written with; "" likewise */
    double per_said;     /* base units in one of these; 1 where there is none */
    enum cairn_reach reach;
    double base; /* of the first target, as the scenario has it; NaN: a word */
    bool whole;  /* values are whole numbers */
    int n;       /* values of a grid */
    /* One of these has them, in base units or as multipliers: */
    double first, last;       /* ends of n values; both NaN: a list */
    const double *values;     /* a list; NULL: none */
    const char *const *words; /* a list of words; NULL: numbers */
};

#endif
