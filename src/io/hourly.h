#ifndef CAIRN_IO_HOURLY_H
#define CAIRN_IO_HOURLY_H

/*
 * Series of places: the numbers of <series> below <load> and <solar>, read by the hour.
 *
 * Hours that a series lacks are the mean of the same hour of the day (UTC) over those that it has;
 * a series that lacks more than a tenth of a year is warned of.
 */

#include "io/derive.h"

/* Reads the series of all places. Nodes are those of the tree that `scenario` was bound from. */
void cairn_hourly_derive(const struct cairn_deriver *deriver);

#endif
