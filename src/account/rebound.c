#include "account/rebound.h"

#include <assert.h>
#include <math.h>

double cairn_rebound_cost_ratio(double share, double gain)
{
    assert(share >= 0 && share <= 1 && gain > 0);
    return 1 - share + share / gain;
}

double cairn_rebound_demand_ratio(double cost_ratio, double elasticity)
{
    assert(cost_ratio > 0);
    return pow(cost_ratio, -elasticity);
}

double cairn_rebound_energy_ratio(double share, double gain, double elasticity)
{
    return cairn_rebound_demand_ratio(cairn_rebound_cost_ratio(share, gain), elasticity) / gain;
}

/* [REBOUND] */
bool cairn_rebound(double before, double potential, double actual, double *rebound)
{
    double saving = before - potential;

    *rebound = NAN;
    if (!(fabs(saving) > CAIRN_REBOUND_LEAST_SAVING * fabs(before)))
        return false;
    *rebound = 1 - (before - actual) / saving;
    return isfinite(*rebound);
}

/* ---- break-even ---- */

struct break_even {
    double log_cost, log_footprint;
};

static double left_over(void *context, double elasticity)
{
    const struct break_even *b = context;

    return b->log_footprint - elasticity * b->log_cost;
}

double cairn_rebound_break_even(double cost_ratio, double footprint_ratio)
{
    struct break_even b;
    double elasticity = NAN;

    if (!(cost_ratio > 0) || !(footprint_ratio > 0))
        return NAN;
    b = (struct break_even){log(cost_ratio), log(footprint_ratio)};
    if (cairn_root_find(&(struct cairn_root_question){.of = left_over,
                                                      .context = &b,
                                                      .low = 0,
                                                      .high = 100,
                                                      .absolute = 1e-12,
                                                      .relative = 1e-12,
                                                      .iterations = 200},
                        &elasticity) != CAIRN_ROOT_FOUND)
        return NAN;
    return elasticity;
}

/* ---- both ---- */

struct cairn_rebounded cairn_rebounded_none(void)
{
    return (struct cairn_rebounded){
        .without_g = NAN, .potential_g = NAN, .rebound = NAN, .break_even = NAN};
}

struct cairn_rebounded cairn_rebounded_of(double without_g, double potential_g, double actual_g,
                                          double cost_ratio)
{
    struct cairn_rebounded of = {.without_g = without_g, .potential_g = potential_g};

    of.gained = cairn_rebound(without_g, potential_g, actual_g, &of.rebound);
    of.backfires =
        of.gained && potential_g < without_g && actual_g > without_g * (1 + CAIRN_REBOUND_ROUNDING);
    of.break_even = cairn_rebound_break_even(cost_ratio, potential_g / without_g);
    return of;
}

/* ---- congestion ---- */

/* [CONGEST] in logarithms, which keeps the pole at the capacity tame */
static double too_much(void *context, double rate)
{
    const struct cairn_congestion *of = context;
    double cost = of->price + of->value / (of->capacity - rate);

    return log(rate) - log(of->scale) + of->elasticity * log(cost);
}

enum cairn_root_status cairn_congestion_rate(const struct cairn_congestion *of, double *rate)
{
    return cairn_root_find(&(struct cairn_root_question){.of = too_much,
                                                         .context = (void *)of,
                                                         .low = of->capacity * 1e-12,
                                                         .high = of->capacity * (1 - 1e-12),
                                                         .absolute = 0,
                                                         .relative = 1e-13,
                                                         .iterations = 500},
                           rate);
}
