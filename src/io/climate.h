#ifndef CAIRN_IO_CLIMATE_H
#define CAIRN_IO_CLIMATE_H

/*
 * Climates: temperatures outside from files, as a series of the real calendar; and what follows
 * from climates for the places that are in them (model/overhead.h). [COOLING]
 *
 * A file has to cover a calendar year. Hours without a number are gaps, filled on a straight line
 * and reported; where less than nine of ten hours have one, the file is refused.
 */

#include "io/derive.h"

/* Fills the series of every climate's weather. Nodes are those that `scenario` was bound from. */
void cairn_climates_derive(const struct cairn_deriver *deriver);

#endif
