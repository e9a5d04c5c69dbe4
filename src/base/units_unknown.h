#ifndef CAIRN_BASE_UNITS_UNKNOWN_H
#define CAIRN_BASE_UNITS_UNKNOWN_H

/*
 * What to say about a unit that no table has: which one may be meant.
 *
 * Invariant: a guess is never silent about a factor. Where "Mb" stands, both Mbit and MB are named,
 * since they differ by eight; where "mo" stands, no unit is guessed from its letters.
 */

#include "base/buffer.h"
#include "base/units.h"

/* Appends `; did you mean "kB"?`, or the units of the dimension, the likely one first. */
void cairn_units_unknown(const struct cairn_dimension_type *type, const char *word,
                         struct cairn_buffer *out);

#endif
