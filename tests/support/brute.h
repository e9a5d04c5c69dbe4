/*
 * brute.h - every placement of a space, one after the other, without any cleverness
 */
#ifndef TESTS_SUPPORT_BRUTE_H
#define TESTS_SUPPORT_BRUTE_H

#include "model/space.h"

/* Calls `visit` with each full placement: all assignments of all blocks, all configurations. */
void brute_placements(const struct cairn_space *space,
                      void (*visit)(void *context, const struct cairn_placement *placement),
                      void *context);

#endif
