#ifndef CAIRN_ACCOUNT_REBOUND_H
#define CAIRN_ACCOUNT_REBOUND_H

/*
 * What becomes of an efficiency gain when use answers to its cost. [REBOUND]
 *
 * Words: a gain g > 0 divides the energy of a request by g; s is the share of the unit cost that
 * energy is; eps >= 0 the elasticity of demand to unit cost, counted positive. The saving that was
 * to be had at unchanged demand is potential, the one that is left is actual; the rebound is the
 * share of the former that is lost:
 *
 *     c1/c0 = 1 - s + s/g       D1/D0 = (c1/c0)^-eps       E1/E0 = (c1/c0)^-eps / g
 *     R = 1 - actual / potential
 *
 * R < 0 saves more than was to be had, 0 all of it, 1 none; R > 1 is backfire, the paradox of
 * Jevons. At s = 1, E1/E0 = g^(eps - 1): backfire iff eps > 1. (S. Sorrell, J. Dimitropoulos, The
 * rebound effect: microeconomic definitions, limitations and extensions, Ecological Economics 65,
 * 636, 2008.)
 */

#include <stdbool.h>

#include "math/root.h"

double cairn_rebound_cost_ratio(double share, double gain);
double cairn_rebound_demand_ratio(double cost_ratio, double elasticity);
double cairn_rebound_energy_ratio(double share, double gain, double elasticity);

/* A potential saving below this share of what there was before is none: R has no meaning. */
#define CAIRN_REBOUND_LEAST_SAVING 1e-6

/* More by less than this share is no backfire, but rounding. */
#define CAIRN_REBOUND_ROUNDING 1e-9

/*
 * R from totals without the gain, with it at the demand without it, and with it at the demand that
 * it leads to. False, and NaN, where there was nothing to save.
 */
bool cairn_rebound(double before, double potential, double actual, double *rebound);

/*
 * The elasticity at which demand eats up the gain: (cost ratio)^-eps x (footprint ratio at equal
 * demand) = 1, by root finding over [0, 100]. NaN where no elasticity there does.
 */
double cairn_rebound_break_even(double cost_ratio, double footprint_ratio);

/* What three totals of a year say of its gains; NaN: nothing is said. */
struct cairn_rebounded {
    double without_g, potential_g; /* without gains; with them, at the demand without */
    double rebound;                /* NaN too where there was nothing to save */
    bool gained, backfires;        /* gained: there is a rebound */
    double break_even;             /* elasticity */
};

/* None of them. */
struct cairn_rebounded cairn_rebounded_none(void);

/* cost_ratio: of what requests cost with the gains to what they cost without, at one demand. */
struct cairn_rebounded cairn_rebounded_of(double without_g, double potential_g, double actual_g,
                                          double cost_ratio);

/*
 * Use that pays in waiting too [CONGEST]: the rate lam per second at which
 *
 *     lam = scale (price + value / (capacity - lam))^-eps
 *
 * one server with exponential service (M/M/1, mean sojourn time 1 / (capacity - lam)) and a value
 * of time per second. Demand falls in the cost and the cost rises in demand, so that the root is
 * unique in (0, capacity).
 */
struct cairn_congestion {
    double scale, elasticity, price, value, capacity;
};
enum cairn_root_status cairn_congestion_rate(const struct cairn_congestion *of, double *rate);

#endif
