/*
 * points.h - where a sweep asks, and what is set there
 *
 * Points are numbered from 1; 0 is the scenario as it stands. Of a factorial design they are every
 * combination of the values of what varies, the last changing fastest [VARY]; of others they are
 * spread over all ranges together [LHS] [SOBOL]: a coordinate u is the value a share u of the way
 * from the first to the last, on the scale of the range, the whole number floor(first + u (last -
 * first + 1)) where only whole ones are possible, and of a list of n the value floor(u n).
 *
 * A point is a number, which implies everything else together with the scenario and its seed, so
 * that a sweep is the points that are not answered yet.
 */
#ifndef CAIRN_STUDY_POINTS_H
#define CAIRN_STUDY_POINTS_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/load.h>

#include "math/design.h"

/* Of the stream of a design; those of simulations are below 80. */
enum { CAIRN_PURPOSE_DESIGN = 90 };

struct cairn_points {
    const struct cairn_scenario *scenario; /* as it stands; outlives this */
    int64_t n;
    bool spread; /* by the design; else every combination */
    struct cairn_design design;
    double *u; /* scratch, one per vary; owned */
};

/* The points of a scenario's sweep, none where nothing varies. */
void cairn_points_init(struct cairn_points *points, const struct cairn_scenario *scenario);
void cairn_points_release(struct cairn_points *points);

/*
 * Value i, from 0 to n - 1, of what varies over numbers: evenly or by equal ratios from one end to
 * the other, both exact, or from a list. [VARY]
 */
double cairn_vary_value(const struct cairn_vary *vary, int i);

/* The least and the largest of them. */
void cairn_vary_span(const struct cairn_vary *vary, double *low, double *high);

/*
 * What holds at a point, from 1 to n, as few bytes as possible: numbers[vary], of words which of
 * them it is. Fast in ascending order.
 */
void cairn_points_numbers(struct cairn_points *points, int64_t point, double *numbers);

/* What a point sets: of each that varies a value or multiplier, or a word (then value is NaN). */
struct cairn_setting {
    const struct cairn_scenario *scenario;
    double *numbers; /* [vary], as of cairn_points_numbers(); owned, as all of these */
    double *values;
    char **texts; /* [vary]: what replaces the text of the attribute; NULL: a multiplier */
};

/* The setting of a point, from 1 to n; fast in ascending order. */
void cairn_setting_init(struct cairn_setting *setting, struct cairn_points *points, int64_t point);
void cairn_setting_release(struct cairn_setting *setting);

/* Edits, one for each that varies, into edits[]; their texts are the setting's. */
void cairn_setting_edits(const struct cairn_setting *setting, struct cairn_edit *edits);

#endif
