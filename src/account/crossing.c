#include "account/crossing.h"

#include <math.h>

#include "base/alloc.h"

enum { STEPS = 400, HALVINGS = 60 }; /* chosen by hand */

#define NUDGE 1.0001 /* in ratio, to either side, for a slope */

struct along {
    const struct cairn_crossing_query *query;
    const double **x; /* [variable] */
};

static double at(const struct along *along, double ratio, double *half_width)
{
    const struct cairn_contraction *difference = along->query->difference;
    const double one = 1.0;
    double mean;

    for (int v = 0; v < difference->n_variables; v++)
        along->x[v] = v == along->query->variable ? &ratio : &one;
    cairn_contraction_evaluate(difference, along->x, 1, &mean, half_width);
    return mean + along->query->constant;
}

static double halve(const struct along *along, double near, double far)
{
    double sign = at(along, near, NULL);

    for (int i = 0; i < HALVINGS; i++) {
        double middle = sqrt(near * far);

        if (at(along, middle, NULL) * sign > 0.0)
            near = middle;
        else
            far = middle;
    }
    return sqrt(near * far);
}

/* The first change of sign on the way from 1 to an end; NaN: none. */
static double towards(const struct along *along, double end)
{
    double step = exp(log(end) / STEPS);
    double before = 1.0;
    double sign = at(along, 1.0, NULL);

    for (int i = 1; i <= STEPS && end != 1.0; i++) {
        double ratio = before * step;

        if (at(along, ratio, NULL) * sign <= 0.0)
            return halve(along, before, ratio);
        before = ratio;
    }
    return NAN;
}

struct cairn_crossing cairn_crossing_find(const struct cairn_crossing_query *query) /* [FLIP] */
{
    struct along along = {.query = query};
    struct cairn_crossing crossing = {NAN, NAN, NAN};
    double up, down, half_width, slope;

    along.x = cairn_calloc((size_t)query->difference->n_variables, sizeof *along.x);
    up = towards(&along, query->most);
    down = towards(&along, query->least);
    crossing.at = isnan(down) || (!isnan(up) && up * down < 1.0) ? up : down;
    if (!isnan(crossing.at)) {
        at(&along, crossing.at, &half_width);
        slope = (at(&along, crossing.at * NUDGE, NULL) - at(&along, crossing.at / NUDGE, NULL)) /
                (crossing.at * (NUDGE - 1.0 / NUDGE));
        if (half_width < HUGE_VAL && slope != 0.0) {
            crossing.low = fmax(0.0, crossing.at - half_width / fabs(slope));
            crossing.high = crossing.at + half_width / fabs(slope);
        }
    }
    cairn_free(along.x);
    return crossing;
}
