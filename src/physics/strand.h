/*
 * strand.h - a recursion over one source whose requests keep their order until they are served
 *
 * Part of recursion.h. A source, at most one line, a pool, the line back: no cache, no choice of
 * routes. Requests stand in arrays in the order in which they arrived, and reach the pool in that
 * order; a block of some hundred at a time goes through all stages before the next one is made, so
 * that all that is touched stays in the nearest cache of the processor. Only behind a pool of
 * several devices are replies put in order, where they take a line.
 *
 * A block ends with its last arrival: everything before the arrival that follows it is known.
 */
#ifndef CAIRN_PHYSICS_STRAND_H
#define CAIRN_PHYSICS_STRAND_H

#include "physics/recursion.h"

struct cairn_strand;

/* Is a component, for which a recursion will do, a strand? */
bool cairn_strand_fits(const struct cairn_component *component);

struct cairn_strand *cairn_strand_new(const struct cairn_component *component);
void cairn_strand_free(struct cairn_strand *strand);

/* Simulates the window that has begun; false: it gave up. */
bool cairn_strand_run(struct cairn_strand *strand, struct cairn_recursion *recursion);

#endif
