/*
 * onward.h - what chance does to requests that take several steps [STEP]
 *
 * Whether a request goes on, and what is random about it at the next step, are functions of its
 * service variate: nothing is drawn, so that a request is as hard and as long wherever its steps
 * are taken, and no stream is shifted.
 */
#ifndef CAIRN_PHYSICS_ONWARD_H
#define CAIRN_PHYSICS_ONWARD_H

#include "model/component.h"
#include "physics/luck.h"

/* An odd number with no pattern: 2^64 over the golden ratio. */
#define CAIRN_ONWARD_APART UINT64_C(0x9e3779b97f4a7c15)

/* Is a request that a step has served, with that variate, one of those that go on? */
static inline bool cairn_onward_goes(uint64_t bits, uint64_t number,
                                     const struct cairn_component_route *route)
{
    uint64_t own = cairn_mix64(bits ^ cairn_mix64(number + CAIRN_ONWARD_APART));

    return route->next_route != CAIRN_NONE && cairn_unit_from_bits(own) < route->next_share;
}

/* The service variate of the same request at the next step. */
static inline uint64_t cairn_onward_bits(uint64_t bits)
{
    return cairn_mix64(bits + CAIRN_ONWARD_APART);
}

/* The number of a message of a request, whose steps have messages of their own (luck.h). */
static inline uint64_t cairn_onward_message(uint64_t number, int steps_before, bool down,
                                            bool spilled)
{
    if (steps_before > 0)
        number = cairn_mix64(number + (uint64_t)steps_before * CAIRN_ONWARD_APART);
    return cairn_luck_message(number, down, spilled);
}

#endif
