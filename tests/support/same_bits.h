/*
 * same_bits.h - are the quantities of two simulations the same, every bit of them?
 */
#ifndef TESTS_SUPPORT_SAME_BITS_H
#define TESTS_SUPPORT_SAME_BITS_H

#include "physics/world.h"

/* What differs first, as a static text, or NULL. How they were simulated does not count. */
const char *quantities_differ(const struct cairn_quantities *a, const struct cairn_quantities *b);

/*
 * Simulates a replication by events and as the world chooses, with so many requests in a block of
 * the recursion (0: as ever). Aborts the test where the two differ, naming `what` and `number`.
 * Returns whether the second was a recursion.
 */
bool check_same_bits(const struct cairn_component *component, uint64_t seed, int block,
                     const char *what, int number);

#endif
