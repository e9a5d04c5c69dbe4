/*
 * points.h - where a sweep asks: every combination of the values of what varies [VARY]
 *
 * Points are numbered from 1, the last of what varies changing fastest; 0 is the scenario as it
 * stands. A point is a number and implies everything else, so that a sweep is the points that are
 * not answered yet.
 */
#ifndef CAIRN_STUDY_POINTS_H
#define CAIRN_STUDY_POINTS_H

#include <stdint.h>

#include <cairn/load.h>

/* How many there are; 0 where nothing varies. */
int64_t cairn_points_count(const struct cairn_scenario *scenario);

/* Which value of what varies a point has. */
int cairn_points_value(const struct cairn_scenario *scenario, int64_t point, int vary);

/* What a point changes: one edit for each that varies, into edits[]. */
void cairn_points_edits(const struct cairn_scenario *scenario, int64_t point,
                        struct cairn_edit *edits);

/* In words: `pue of site "store" 1.2; ...`. Owned by the caller, freed with cairn_free(). */
char *cairn_points_setting(const struct cairn_scenario *scenario, int64_t point);

#endif
