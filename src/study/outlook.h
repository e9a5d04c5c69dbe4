/*
 * outlook.h - what totals of candidates over draws say: which to choose, and what knowing is worth
 *
 * Of a table total[draw][candidate], with whether the candidate keeps its promises in the draw:
 *
 *   expected    mean over draws, with Student's interval [EXPECTED]
 *   best        of a draw: the least total of those that keep their promises there
 *   regret      in a draw: total - that of the best, at least 0 [REGRET]
 *   chosen      of the eligible, least expected; eligible is what breaks a promise in no more than
 *               a stated share of draws, or, where nothing is, what breaks one in the fewest
 *   robust      of the eligible, least greatest regret
 *   EVPI        expected regret of the chosen: what it would save to know everything first [VOI]
 *
 * The value of knowing one factor, before choosing, is
 *
 *     EVPPI = E[ max over c of E[ total(chosen) - total(c) | factor ] ]
 *
 * with conditional expectations by regression of the differences on the factor's values over the
 * draws (Strong, Oakley, Brennan, Medical Decision Making 34(3), 2014): on x, normal scores z of
 * its ranks, z^2, z^3 (one input), or x, z, z^2 and products (a group). A regression fits noise
 * too, so that the estimate is too large by about what a factor without any effect would show:
 * `chance` is that, the mean over shuffles of the draws.
 *
 * All is in the unit of the totals. A pure function of the table, the values and the seed.
 */
#ifndef CAIRN_STUDY_OUTLOOK_H
#define CAIRN_STUDY_OUTLOOK_H

#include <stdbool.h>
#include <stdint.h>

struct cairn_outlook_table {
    int n_draws, n_candidates; /* both at least 1 */
    const double *totals;      /* [draw x n_candidates + candidate] */
    const bool *kept;          /* likewise; NULL: all are */
    double tie;                /* a difference that does not matter, as a share of the best */
    double alpha; /* intervals are at 1 - alpha; of draws, a promise may be broken in */
};

/* Of one candidate. */
struct cairn_prospect {
    double expected, half_width;
    double p5, p50, p95;            /* quantiles of its total over draws */
    double best_share, tie_share;   /* of draws it is best in; best or within the tie of it */
    double kept_share;              /* that it keeps its promises in */
    double regret, greatest_regret; /* expected; the most over draws */
    bool eligible;
};

struct cairn_outlook {
    struct cairn_prospect *prospects; /* [candidate]; owned, like what follows */
    int *best; /* [draw]: candidate, or CAIRN_NONE: none keeps its promises */
    int chosen, robust;
    double evpi;
};

/* Of a draw: the least of those that keep their promises, or CAIRN_NONE. */
int cairn_outlook_best(const struct cairn_outlook_table *table, int draw);

void cairn_outlook_init(struct cairn_outlook *outlook, const struct cairn_outlook_table *table);
void cairn_outlook_release(struct cairn_outlook *outlook);

/* Values of what is learnt at once: x[input x n_draws + draw]. */
struct cairn_outlook_factor {
    const double *x;
    int n_inputs;
    uint64_t seed; /* of the shuffles */
};

struct cairn_worth {
    double evppi, chance;
};

struct cairn_worth cairn_outlook_worth(const struct cairn_outlook *outlook,
                                       const struct cairn_outlook_table *table,
                                       const struct cairn_outlook_factor *factor);

#endif
