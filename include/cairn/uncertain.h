/*
 * uncertain.h - numbers of a scenario that are not known well
 *
 * What is uncertain is addressed by XPath in the effective scenario, like what varies (vary.h), and
 * has a distribution: it says what is believed about the number, not how it fluctuates. A draw is
 * one sample of all of them. Those of a group belong together: they are correlated, and are learnt
 * together where the value of knowing them is asked for.
 */
#ifndef CAIRN_UNCERTAIN_H
#define CAIRN_UNCERTAIN_H

#include <cairn/catalogue.h>
#include <cairn/distribution.h>
#include <cairn/vary.h>

/* What of a distribution lies outside the range of an attribute. */
enum cairn_outside { CAIRN_REFUSE, CAIRN_TRUNCATE };

/* How draws are spread over what is uncertain. */
enum cairn_draw_design {
    CAIRN_DRAW_LATIN_HYPERCUBE,
    CAIRN_DRAW_SOBOL,
    CAIRN_DRAW_RANDOM,
};

struct cairn_belief;

/* A number that is not known well; uncertain.h. */
struct cairn_uncertain {
    struct cairn_origin origin;
    const char *select;            /* XPath in the effective scenario */
    int distribution, as, outside; /* enum cairn_belief_kind, cairn_replacing, cairn_outside */
    const char *mean, *p5, *p50, *p95, *low, *mode, *high, *listed; /* as written, or NULL */
    const char *href, *column; /* of a file that holds the values */
    double cv;
    const char *group;  /* NULL: alone */
    double correlation; /* of two members: the root of the product of theirs */
    /* derived */
    int n_targets;
    const char *subject; /* the first: `pue of site "store"` */
    const char *unit;    /* base unit of values; "" of numbers and multipliers */
    enum cairn_reach reach;
    double base;                       /* of the first target, as the scenario has it */
    const struct cairn_belief *belief; /* of values in base units, or of multipliers; NULL: drawn */
    double cut;                        /* share of the distribution that was cut off */
    int group_number;                  /* from 0, in order of first mention; CAIRN_NONE: alone */
};

/* How draws are made. */
struct cairn_draws {
    struct cairn_origin origin; /* file is NULL where the defaults hold */
    int n, design;              /* enum cairn_draw_design */
    int ask;    /* the whole question is asked until so many draws in a row show no new winner */
    int sobol;  /* base sample of the sensitivity indices; 0: none */
    int morris; /* trajectories of Morris' screening; 0: none */
};

#endif
