/*
 * years.h - the scenario of each year of a growth study, as edits of its effective text [GROWTH]
 *
 * Years are numbered from 1, the scenario as it stands. What moves is a multiplier of what stands
 * there; a course that changes by r a year has (1 + r)^(y - 1), a logistic one that tends to S
 *
 *     S / (1 + (S - 1) e^(-k (y - 1))),   k = ln(1 + r) S / (S - 1)
 *
 * which begins at 1 and grows by r a year at first. Demand is its course times what it makes of its
 * unit cost. Numbers that cannot be (a rate above its range) make a year that has no answer.
 */
#ifndef CAIRN_STUDY_YEARS_H
#define CAIRN_STUDY_YEARS_H

#include <cairn/load.h>

/* Of a course in a year. */
double cairn_years_course(const struct cairn_yearly *course, int year);

/* Of the demand of a workload by itself. */
double cairn_years_demand(const struct cairn_demand *demand, int year);

/*
 * What demand makes of its unit cost, as a multiplier: the year before it was `before`, the cost is
 * `ratio` times that of year 1. Of what is left to adjust, in logarithms, a share is adjusted:
 * ln x = (1 - a) ln before - a eps ln ratio. (Partial adjustment: M. Nerlove, The dynamics of
 * supply, 1958.)
 */
double cairn_years_response(const struct cairn_demand *demand, double before, double ratio);

/* Price, cap or standard of a policy in a year, from what it begins with. [POLICY] */
double cairn_years_policy(const struct cairn_growth_policy *policy, double first,
                          const struct cairn_scenario *scenario, int year);

struct cairn_year_question {
    const struct cairn_scenario *scenario; /* as it stands, after the edits */
    int year;
    bool gains;                     /* or as if there were none, new hardware among them */
    const double *responses;        /* [demand]; NULL: at the demand of year 1 */
    const struct cairn_edit *edits; /* before all others: of a draw, or of a point */
    int n_edits;
    const struct cairn_growth_policy
        *policy; /* whose standard holds once it has begun; NULL: none */
};

/* Its scenario, or NULL, and then why in diag. */
struct cairn_scenario *cairn_years_make(struct cairn_template *from,
                                        const struct cairn_year_question *question,
                                        struct cairn_diag *diag);

#endif
