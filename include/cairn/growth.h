/*
 * growth.h - how the world moves from year to year
 *
 * Year 1 is the scenario as it stands. Each further year is the same scenario with other numbers:
 * demand by workload, and whatever trends and gains select by XPath in the effective scenario. A
 * trend is how the world moves anyway (grids, prices, equipment of networks); a gain is efficiency
 * whose rebound is asked for: what demand makes of it.
 */
#ifndef CAIRN_GROWTH_H
#define CAIRN_GROWTH_H

#include <cairn/catalogue.h>

/* Over how many years, and at which prices; growth.h. */
struct cairn_growth {
    struct cairn_origin origin; /* file is NULL where nothing grows */
    int years;                  /* with the first */
    int from;                   /* calendar year of the scenario as it stands */
    double carbon_usd_per_t;    /* what a unit cost holds of it; NaN: nothing is paid */
    double time_usd_per_h;      /* value of an hour of waiting for a request; NaN: money alone */
};

/* A multiplier of what stands in year 1: by an equal change a year, or told for each year. */
struct cairn_yearly {
    double change;        /* a year; NaN where values are told */
    const double *values; /* of year 2, 3, ...; the last one stays */
    int n_values;
};

/* How many requests of a workload there are, year by year. */
struct cairn_demand {
    struct cairn_origin origin;
    int workload;
    struct cairn_yearly course;
    double saturation; /* multiple that a logistic course tends to; NaN: none */
    double elasticity; /* to its unit cost, in the long run, counted positive */
    double adjustment; /* share of what is left to adjust to that a year adjusts */
};

/* How a number moves, year by year. */
struct cairn_trend {
    struct cairn_origin origin;
    const char *select; /* XPath in the effective scenario */
    struct cairn_yearly course;
};

/*
 * What may be done about it from a year on: a price of carbon, a cap on the carbon of a year, or a
 * standard for numbers of the scenario. One of the three.
 */
struct cairn_growth_policy {
    struct cairn_origin origin;
    const char *id;
    int begins;              /* calendar year */
    double carbon_usd_per_t; /* in the place of what the study says is paid; NaN: no price */
    double carbon_cap_g;     /* of a year; NaN: no cap */
    const char *select;      /* what the standard is for; NULL: none */
    double standard;         /* times what they would be; NaN: none */
    double change;           /* of price, cap or standard, a year */
};

#endif
