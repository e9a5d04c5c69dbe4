#ifndef CAIRN_MATH_RNG_H
#define CAIRN_MATH_RNG_H

/*
 * Random numbers that belong to what they describe.
 *
 * Words: a stream is the sequence of random bits of one thing (an entity) for one purpose in one
 * window of one replication under one seed. Its key says exactly that and nothing else: never the
 * placement, the thread or the order of work. Two placements therefore see the same requests
 * (common random numbers), and any number of threads gives the same bits.
 *
 * The generator is xoshiro256++ (Blackman, Vigna: Scrambled linear pseudorandom number generators,
 * ACM TOMS 47(4), 2021), 256 bits of state, period 2^256 - 1.
 *
 * Invariant [STREAM]: distinct keys give distinct initial states, always. The key is 224 bits; it
 * is the counter of Threefry-4x64-20 (Salmon et al., Parallel random numbers: as easy as 1, 2, 3,
 * SC11), which under a fixed key is a bijection of 256 bits. No seed is ever narrowed to 32 bits.
 * Whether two streams overlap is chance: below 2^-120 for a billion streams of 2^64 draws.
 *
 * A hot process that draws a varying number of variates per request takes one 64-bit variate per
 * request from its stream and expands it with cairn_rng_from_bits() or
 * cairn_rng_exponential_from_bits(): whatever the request draws, used or not, the stream moves by
 * one.
 *
 * Draw once per statement: C leaves the order in which arguments and operands are evaluated open,
 * and two compilers chose differently. Not here: distributions other than the two basic ones
 * (dist.h).
 */

#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "base/hash.h"
#include "base/wide.h"
#include "math/ziggurat.h"

struct cairn_rng {
    uint64_t s[4]; /* never all zero */
};

struct cairn_stream_key {
    uint64_t seed;
    uint32_t replication;
    uint32_t window;
    uint32_t purpose; /* arrivals, service, popularity...: one number per use, never renumbered */
    uint64_t entity;  /* what the numbers describe */
};

/* Starts the stream of a key. */
void cairn_rng_init(struct cairn_rng *rng, struct cairn_stream_key key);

static inline uint64_t cairn_rng_rotl(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

/* The next 64 random bits. */
static inline uint64_t cairn_rng_u64(struct cairn_rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = cairn_rng_rotl(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = cairn_rng_rotl(s[3], 45);
    return result;
}

/*
 * The upper 53 of 64 random bits as a number in the open interval (0, 1): a multiple of 2^-53, and
 * 2^-54 in place of zero, so that its logarithm is always finite.
 */
static inline double cairn_unit_from_bits(uint64_t bits)
{
    uint64_t m = bits >> 11;
    double x = m ? (double)m : 0.5;

    return x * 0x1p-53;
}

/* Uniform on the open interval (0, 1), 53 bits, one step of the generator. */
static inline double cairn_rng_unit(struct cairn_rng *rng)
{
    uint64_t bits = cairn_rng_u64(rng);

    return cairn_unit_from_bits(bits);
}

/*
 * Uniform on 0 .. n-1 for n > 0, one step of the generator. The product of Lemire 2019 without its
 * rejection: a result is off by at most n / 2^64 in probability, which no simulation can see.
 */
static inline uint64_t cairn_rng_below(struct cairn_rng *rng, uint64_t n)
{
    uint64_t bits = cairn_rng_u64(rng);

    return (uint64_t)(((cairn_uint128)bits * n) >> 64);
}

/*
 * A small generator grown from one 64-bit variate: the state is the first four outputs of
 * splitmix64 started at `bits`, as the authors of xoshiro advise. For the few variates of one
 * request.
 */
static inline struct cairn_rng cairn_rng_from_bits(uint64_t bits)
{
    struct cairn_rng rng;

    for (int i = 0; i < 4; i++) {
        bits += UINT64_C(0x9e3779b97f4a7c15);
        rng.s[i] = cairn_mix64(bits);
    }
    return rng;
}

/* Private: the variate whose first number is `bits`, which are not inside their layer. */
double cairn_rng_exponential_rest(struct cairn_rng *rng, uint64_t bits);
double cairn_rng_exponential_rest_from_bits(uint64_t bits);
double cairn_rng_normal_rest(struct cairn_rng *rng, uint64_t bits);

/*
 * Standard exponential (mean 1) and standard normal variates by the ziggurat (ziggurat.h). One step
 * of the generator in about 98.9 % of the draws, more in the rest. The exponential is >= 0. [DIST]
 */
static inline double cairn_rng_exponential(struct cairn_rng *rng)
{
    uint64_t bits = cairn_rng_u64(rng);
    double x;

    if (cairn_ziggurat_inside(&cairn_ziggurat_exponential, bits, &x))
        return x;
    return cairn_rng_exponential_rest(rng, bits);
}

static inline double cairn_rng_normal(struct cairn_rng *rng)
{
    uint64_t bits = cairn_rng_u64(rng);
    double x;

    if (cairn_ziggurat_inside(&cairn_ziggurat_normal, bits, &x))
        return cairn_ziggurat_sign(bits) * x;
    return cairn_rng_normal_rest(rng, bits);
}

/*
 * The standard exponential variate of 64 random bits: they are the first number that the ziggurat
 * looks at; only where it needs more does a generator grow from them.
 */
static inline double cairn_rng_exponential_from_bits(uint64_t bits)
{
    double x;

    if (cairn_ziggurat_inside(&cairn_ziggurat_exponential, bits, &x))
        return x;
    return cairn_rng_exponential_rest_from_bits(bits);
}

/*
 * The same generator as a type of GSL, so that GSL's samplers run on it. gsl_rng_set(s) starts the
 * stream of the key {seed = s}, all else zero.
 */
const gsl_rng_type *cairn_rng_gsl_type(void);

/*
 * `rng` as seen by GSL: shares its state, owns nothing, needs no free.
 *
 *     gsl_rng view = cairn_rng_as_gsl(rng);
 *     double x = gsl_ran_gamma(&view, a, b);
 */
static inline gsl_rng cairn_rng_as_gsl(struct cairn_rng *rng)
{
    gsl_rng view = {cairn_rng_gsl_type(), rng};

    return view;
}

#endif
