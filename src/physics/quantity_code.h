/*
 * quantity_code.h - what a replication yielded as bytes, and back
 *
 * The form in which quantities are remembered from run to run. It is exact: what comes back is bit
 * for bit what went in. It is compact: integers take as few bytes as they need, empty counts and
 * bins next to none. It checks itself: the last eight bytes are a hash of all others and of a name,
 * which says what the bytes are of, so that bytes that were cut, changed or mistaken for others are
 * refused. It is the same on every machine; everything is little-endian.
 *
 *     1 byte     version of the form
 *     varints    how many counts, how many sources
 *     varints    counts; of a run of zeros a zero and how many more follow
 *     8 bytes    fingerprint
 *     varints    replications, those by path, events, requests
 *     per source, for waits and then sojourn times:
 *       varints    count, sum, sum of squares; count of the histogram, how many bins are used, and
 *                  of each how many empty ones stand before it and what it holds
 *     8 bytes    the hash
 *
 * A varint has seven bits of a number in each byte, the least first, and the eighth set in all
 * bytes but the last; numbers that may be negative are folded: 0, -1, 1, -2, ...
 *
 * The layout is not in it: it is a function of the component.
 */
#ifndef CAIRN_PHYSICS_QUANTITY_CODE_H
#define CAIRN_PHYSICS_QUANTITY_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "physics/quantity.h"

/* Appends the bytes; `name` stands for component, seed and replication. */
void cairn_quantities_encode(const struct cairn_quantities *quantities, struct cairn_hash128 name,
                             struct cairn_buffer *out);

/*
 * Sets quantities, which are initialised for the component and empty. False: the bytes are not of
 * this name, are damaged or do not fit the layout; the quantities are still empty then.
 */
bool cairn_quantities_decode(struct cairn_quantities *quantities, struct cairn_hash128 name,
                             const void *bytes, size_t size);

#endif
