#ifndef CAIRN_IO_WEEK_H
#define CAIRN_IO_WEEK_H

/*
 * Weeks: carbon intensities that are written over months or years come down to 168 UTC hours of a
 * week, or of one week in each season. They keep their mean over the year. Hour 0 is Monday 00:00
 * to 01:00.
 */

#include "io/derive.h"

/*
 * Fills hour_of_week of every intensity, and the mean of those that leave it to their trace. Nodes
 * are those of the tree that `scenario` was bound from, whose seasons are derived.
 */
void cairn_week_derive(const struct cairn_deriver *deriver);

#endif
