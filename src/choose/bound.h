/*
 * bound.h - how much better than the answer any placement could be [BOUND]
 *
 * Two bounds, of the aim (here called carbon) under the basis that decides, over the horizon, in
 * units of the ledger:
 *
 *   programme   what the relaxation of bound_relax.h costs at least. It holds for every placement
 *               there is, seen or not, in the mean over all requests. Accounting groups
 *               (account/group.h) are charged as if the grid fed them, less the most they can save.
 *               Of placements within a budget B of V it is the highest of what  aim + price (V - B)
 *               costs at least, over some prices; not where work is deferred or there are groups.
 *   search      where the search looked at every placement or ruled it out (search.h): the lower
 *               end of the winner's interval; less what a contender may emit less, by the lower end
 *               of its paired interval (at most the indifference zone, which the selection
 *               allows); times what the cheapest hopeful placement that is no contender cost
 *               beside the winner in the search, where that is less than 1. As good as one search
 *               sample of the others and these intervals.
 *
 * The answer's bound is the higher of them, at most its own carbon; its gap is what it emits above
 * the bound, as a share of itself.
 */
#ifndef CAIRN_CHOOSE_BOUND_H
#define CAIRN_CHOOSE_BOUND_H

#include "choose/bound_relax.h"
#include "choose/bound_solve.h"
#include "choose/limits.h"

enum cairn_bound_kind {
    CAIRN_BOUND_NONE,      /* nothing is known: something is credited, or a figure is missing */
    CAIRN_BOUND_PROGRAMME, /* branch and cut, ended or stopped at its number of nodes */
    CAIRN_BOUND_FORMULA,   /* the solver failed: the combinatorial bound of some part */
    CAIRN_BOUND_SEARCH,
    CAIRN_BOUND_CHORD, /* between the bounds of two answers (study/exact.h) */
};

struct cairn_bound {
    struct cairn_relaxation relaxation;
    struct cairn_bound_answer programme;
    enum cairn_bound_kind programme_kind; /* none, programme or formula */
    double programme_g;                   /* NaN: none; INFINITY: nothing carries the load */
    /* Of an answer; until there is one as for the programme, and the gap NaN. */
    enum cairn_bound_kind kind;
    double bound_g, gap;
};

/* Names as in the results file: none, programme, formula, search, chord; static. */
const char *cairn_bound_name(enum cairn_bound_kind kind);

/*
 * Relaxes and solves; wants so many solutions (0: only the bound). False: stopped. Release it in
 * any case. The book is scratch (bound_relax.h).
 */
bool cairn_bound_init(struct cairn_bound *bound, const struct cairn_bound_question *question,
                      const struct cairn_routes *routes, int n_wanted,
                      const struct cairn_choose_limits *limits);
void cairn_bound_release(struct cairn_bound *bound);

/*
 * Nodes of branch and cut that a part of it may take: 10^6 over its columns (one for each option,
 * two for each facility, and one), from 20 to 5,000, since a node costs about as much as there are
 * columns; compromises.
 */
double cairn_bound_nodes(const struct cairn_bound_problem *problem);

/* Sets bound and gap of an answer of so much carbon; search_g: NaN where there is no such bound. */
void cairn_bound_settle(struct cairn_bound *bound, double carbon_g, double search_g);

#endif
