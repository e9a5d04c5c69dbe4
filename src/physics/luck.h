/*
 * luck.h - what chance does to the messages of requests [LINK]
 *
 * A message is one way of one request: its payload, or its reply. How long it travels and how often
 * it is lost belong to the request and the way, not to the line it takes: of two placements that
 * send a request up, both see the same delay and the same losses (common random numbers). Each is a
 * number of 64 bits, a function of the workload's key and of the number of the message; nothing is
 * drawn for links on which nothing varies.
 *
 * The n-th number of a key is the n-th output of splitmix64 from there (G. Steele et al., Fast
 * splittable pseudorandom number generators, OOPSLA 2014).
 */
#ifndef CAIRN_PHYSICS_LUCK_H
#define CAIRN_PHYSICS_LUCK_H

#include <stdbool.h>
#include <stdint.h>

#include "math/rng.h"

/* The keys of one workload in one window. */
struct cairn_luck {
    uint64_t travel, resend;
};

/* The number of a message: of a request, down or up, on its fallback's route or on its own. */
static inline uint64_t cairn_luck_message(uint64_t request, bool down, bool spilled)
{
    return 4 * request + 2 * (uint64_t)spilled + (uint64_t)down;
}

/* The 64 bits of a message under a key. */
static inline uint64_t cairn_luck_bits(uint64_t key, uint64_t message)
{
    return cairn_mix64(key + message * UINT64_C(0x9e3779b97f4a7c15));
}

/*
 * How often something is lost that is lost with this probability each time: geometric, P(n or more)
 * = loss^n. loss < 1.
 */
static inline int cairn_luck_losses(double loss, uint64_t bits)
{
    double u = cairn_unit_from_bits(bits), at_least = loss;
    int n = 0;

    while (u < at_least) {
        at_least *= loss;
        n++;
    }
    return n;
}

#endif
