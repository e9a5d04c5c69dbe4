#include "math/rng.h"

#include <limits.h>

/*
 * Threefry-4x64-20 (Salmon, Moraes, Dror, Shaw 2011) of one counter under a fixed key. The key is
 * the first 256 bits of the fraction of pi: nothing up the sleeve, and not zero, so that an
 * all-zero stream key is nothing special.
 */
static void threefry_round(uint64_t x[4], int a, int b, const int rotation[2])
{
    x[0] += x[a];
    x[a] = cairn_rng_rotl(x[a], rotation[0]) ^ x[0];
    x[2] += x[b];
    x[b] = cairn_rng_rotl(x[b], rotation[1]) ^ x[2];
}

static void threefry(uint64_t x[4])
{
    static const int rotations[8][2] = {{14, 16}, {52, 57}, {23, 40}, {5, 37},
                                        {25, 33}, {46, 12}, {58, 22}, {32, 32}};
    uint64_t key[5] = {UINT64_C(0x243f6a8885a308d3), UINT64_C(0x13198a2e03707344),
                       UINT64_C(0xa4093822299f31d0), UINT64_C(0x082efa98ec4e6c89)};

    key[4] = UINT64_C(0x1bd11bdaa9fc1a22) ^ key[0] ^ key[1] ^ key[2] ^ key[3];
    for (unsigned i = 0; i < 4; i++)
        x[i] += key[i];
    for (unsigned round = 0; round < 20; round++) {
        int a = round % 2 == 0 ? 1 : 3;

        threefry_round(x, a, 4 - a, rotations[round % 8]);
        if (round % 4 == 3) {
            unsigned injection = round / 4 + 1;

            for (unsigned i = 0; i < 4; i++)
                x[i] += key[(injection + i) % 5];
            x[3] += injection;
        }
    }
}

void cairn_rng_init(struct cairn_rng *rng, struct cairn_stream_key key) /* [STREAM] */
{
    rng->s[0] = key.seed;
    rng->s[1] = (uint64_t)key.replication << 32 | key.window;
    rng->s[2] = key.purpose;
    rng->s[3] = key.entity;
    threefry(rng->s);
    if ((rng->s[0] | rng->s[1] | rng->s[2] | rng->s[3]) == 0)
        rng->s[0] = 1; /* xoshiro's fixed point; one counter in 2^256 leads there */
}

static void gsl_set(void *state, unsigned long seed)
{
    cairn_rng_init(state, (struct cairn_stream_key){.seed = seed});
}

static unsigned long gsl_get(void *state)
{
    uint64_t bits = cairn_rng_u64(state);

    return (unsigned long)(bits >> (64 - sizeof(unsigned long) * CHAR_BIT));
}

static double gsl_get_double(void *state) /* GSL wants [0, 1), zero included */
{
    uint64_t bits = cairn_rng_u64(state);

    return (double)(bits >> 11) * 0x1p-53;
}

const gsl_rng_type *cairn_rng_gsl_type(void)
{
    static const gsl_rng_type type = {
        .name = "cairn-xoshiro256++",
        .max = ULONG_MAX,
        .min = 0,
        .size = sizeof(struct cairn_rng),
        .set = gsl_set,
        .get = gsl_get,
        .get_double = gsl_get_double,
    };

    return &type;
}
