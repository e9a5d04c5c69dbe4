/*
 * bound_solve_market.h - facilities that choose for themselves whom to serve, at given prices
 * [PRICES]
 *
 * A facility location problem in which every demand takes one option at one facility falls apart
 * if demands need not be served once, but pay a price where they are: each facility then takes
 * what fits and earns it most, or stays closed. Whatever the prices are, no solution costs less
 * than
 *
 *     sum of prices + sum over facilities of (open cost - gains of what it takes)
 *
 * where a gain is the price less the cost of the option. It is the better the more each demand is
 * taken just once. Options may be forbidden and facilities held open, for a while: a mark tells how
 * far to take that back. A demand with one option left is served there, outside of the market.
 *
 * Source: M. Fisher, Management Science 27, 1 (1981); for facilities A. Geoffrion, Mathematical
 * Programming Study 2, 82 (1974).
 */
#ifndef CAIRN_CHOOSE_BOUND_SOLVE_MARKET_H
#define CAIRN_CHOOSE_BOUND_SOLVE_MARKET_H

#include "choose/bound_problem.h"
#include "choose/bound_solve_knapsack.h"

/* An option that may be taken. */
struct cairn_offer {
    int option, demand, station;
    double cost, work; /* in the row in which most comes to the facility */
    double often;      /* how often it was taken lately, 0 to 1 */
    bool allowed, taken;
};

/* A facility; the first one is none, for options that need none. */
struct cairn_station {
    double open_cost, room; /* room: INFINITY where it takes any work */
    int first, n;           /* of its offers, and of its things */
    int n_active;           /* of them are in the market */
    double often;           /* how often it was open lately, 0 to 1 */
    bool held, used;        /* open in any case; serves a demand outside of the market */
    bool open, loose;       /* at the prices; all that it may be asked for fits */
    int n_good;             /* things with a gain, which come first; the others end at n */
    double left;            /* room for the market */
    double gains;           /* of what it takes */
};

struct cairn_market {
    const struct cairn_bound_problem *problem;
    struct cairn_offer *offers; /* facility after facility; owned, as all of these */
    int n_offers;
    int *active; /* station after station, as offers are: those in the market first */
    struct cairn_station *stations;
    int n_stations;
    struct cairn_thing *things; /* of the stations, as they chose last; index: an offer */
    double *price;              /* [demand] */
    int *times;                 /* [demand]: how often it is taken */
    int *only;                  /* [demand]: its offer, if only one is allowed; or CAIRN_NONE */
    int *n_allowed;             /* [demand]; of other parts: 0 */
    bool *present;              /* [demand]: of the part */
    int *offer_of;              /* [option]: or CAIRN_NONE */
    int *trail;                 /* offers forbidden; -1 - station: stations held open */
    int n_trail;
    double looks; /* at offers, and steps of knapsacks, in all trades */
};

/* False: options use more than one facility, or facilities have sizes. Release it in any case. */
bool cairn_market_init(struct cairn_market *market, const struct cairn_bound_problem *problem,
                       const int *part_of, int part);
void cairn_market_release(struct cairn_market *market);

void cairn_market_forbid(struct cairn_market *market, int offer);
void cairn_market_hold(struct cairn_market *market, int station);
/* Forbids all other offers to the demand of this one. */
void cairn_market_insist(struct cairn_market *market, int offer);
/* Takes back all beyond so many of the trail. cairn_market_settle() has to follow. */
void cairn_market_undo(struct cairn_market *market, int n_trail);

/* Follows up what is forbidden. False: some demand cannot be served. */
bool cairn_market_settle(struct cairn_market *market);

/* What no solution costs less than at these prices, and who takes what. */
double cairn_market_trade(struct cairn_market *market);

/*
 * Forbids what, at these prices, is in no solution that costs less than the limit; bound: what
 * cairn_market_trade() has just returned. Returns whether anything was.
 */
bool cairn_market_rule_out(struct cairn_market *market, double bound, double limit);

#endif
