#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "math/rng.h"

/*
 * Outputs of the reference code (Blackman, Vigna, prng.di.unimi.it/xoshiro256plusplus.c), for two
 * states: {1, 2, 3, 4} as quoted by the tests of the Rust crate rand_xoshiro, {0, 0, 0, 1} as
 * listed by github.com/DSCF-1224/xoshiro-fortran.
 */
static const struct {
    uint64_t state[4];
    uint64_t output[10];
} vectors[] = {
    {{1, 2, 3, 4},
     {UINT64_C(41943041), UINT64_C(58720359), UINT64_C(3588806011781223),
      UINT64_C(3591011842654386), UINT64_C(9228616714210784205), UINT64_C(9973669472204895162),
      UINT64_C(14011001112246962877), UINT64_C(12406186145184390807),
      UINT64_C(15849039046786891736), UINT64_C(10450023813501588000)}},
    {{0, 0, 0, 1},
     {0x0000000000800000, 0x0000000000800011, 0x0002200000800011, 0x0002200044000020,
      0x00022000448008A1, 0x01102100802208A0, 0x0114002284200880, 0x0402896644A64095,
      0x8A14A0A244ACC891, 0x8C88BA4680B20495}},
};

START_TEST(published_vectors)
{
    struct cairn_rng rng;

    memcpy(rng.s, vectors[_i].state, sizeof rng.s);
    for (int i = 0; i < 10; i++)
        ck_assert_uint_eq(cairn_rng_u64(&rng), vectors[_i].output[i]);
}
END_TEST

/* splitmix64 from 1234567 (rosettacode.org, "Pseudo-random numbers/Splitmix64"). */
START_TEST(a_small_generator_is_seeded_by_splitmix64)
{
    struct cairn_rng rng = cairn_rng_from_bits(1234567);

    ck_assert_uint_eq(rng.s[0], UINT64_C(6457827717110365317));
    ck_assert_uint_eq(rng.s[1], UINT64_C(3203168211198807973));
    ck_assert_uint_eq(rng.s[2], UINT64_C(9817491932198370423));
    ck_assert_uint_eq(rng.s[3], UINT64_C(4593380528125082431));
}
END_TEST

/*
 * A transcription of Threefry-4x64-20 of its own, after section 3.3 and table 2 of Salmon et al.
 * 2011: four rounds at a time, words permuted instead of indices.
 */
static uint64_t rol(uint64_t x, unsigned k)
{
    return x << k | x >> (64 - k);
}

static void oracle(const uint64_t counter[4], const uint64_t key[4], uint64_t out[4])
{
    static const unsigned r0[8] = {14, 52, 23, 5, 25, 46, 58, 32};
    static const unsigned r1[8] = {16, 57, 40, 37, 33, 12, 22, 32};
    const uint64_t parity = UINT64_C(0x1bd11bdaa9fc1a22) ^ key[0] ^ key[1] ^ key[2] ^ key[3];
    const uint64_t k[5] = {key[0], key[1], key[2], key[3], parity};
    uint64_t a = counter[0] + k[0], b = counter[1] + k[1];
    uint64_t c = counter[2] + k[2], d = counter[3] + k[3];

    for (unsigned round = 0; round < 20; round++) {
        uint64_t swap;

        a += b;
        b = rol(b, r0[round % 8]) ^ a;
        c += d;
        d = rol(d, r1[round % 8]) ^ c;
        swap = b;
        b = d;
        d = swap;
        if ((round + 1) % 4 == 0) {
            unsigned s = (round + 1) / 4;

            a += k[s % 5];
            b += k[(s + 1) % 5];
            c += k[(s + 2) % 5];
            d += k[(s + 3) % 5] + s;
        }
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
}

/* [STREAM] Random123's kat_vectors prove the oracle; the oracle proves the streams. */
START_TEST(streams_are_threefry)
{
    static const uint64_t zero[4] = {0, 0, 0, 0};
    static const uint64_t ones[4] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};
    static const uint64_t pi[4] = {0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0,
                                   0x082efa98ec4e6c89};
    static const uint64_t of_zero[4] = {0x09218ebde6c85537, 0x55941f5266d86105, 0x4bd25e16282434dc,
                                        0xee29ec846bd2e40b};
    static const uint64_t of_ones[4] = {0x29c24097942bba1b, 0x0371bbfb0f6f4e11, 0x3c231ffa33f83a1c,
                                        0xcd29113fde32d168};
    static const struct cairn_stream_key keys[] = {
        {0, 0, 0, 0, 0},
        {7, 0, 0, 0, 0},
        {0, 1, 0, 0, 0},
        {0, 0, 1, 0, 0},
        {0, 0, 0, 1, 0},
        {0, 0, 0, 0, 1},
        {UINT64_MAX, 3, 5, 9, UINT64_C(1) << 63},
    };
    uint64_t out[4];

    oracle(zero, zero, out);
    ck_assert_mem_eq(out, of_zero, sizeof out);
    oracle(ones, ones, out);
    ck_assert_mem_eq(out, of_ones, sizeof out);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        uint64_t counter[4] = {keys[i].seed, (uint64_t)keys[i].replication << 32 | keys[i].window,
                               keys[i].purpose, keys[i].entity};
        struct cairn_rng rng;

        oracle(counter, pi, out);
        cairn_rng_init(&rng, keys[i]);
        ck_assert_mem_eq(rng.s, out, sizeof out);
    }
}
END_TEST

START_TEST(seeds_are_not_narrowed)
{
    struct cairn_rng a, b;

    cairn_rng_init(&a, (struct cairn_stream_key){.seed = 7});
    cairn_rng_init(&b, (struct cairn_stream_key){.seed = 7 + (UINT64_C(1) << 32)});
    ck_assert_mem_ne(a.s, b.s, sizeof a.s);
    cairn_rng_init(&b, (struct cairn_stream_key){.seed = 7});
    ck_assert_mem_eq(a.s, b.s, sizeof a.s);
}
END_TEST

enum { STREAMS = 1 << 16 };

/* Which field of the key counts up. */
static struct cairn_stream_key key_of(int field, uint32_t i)
{
    struct cairn_stream_key key = {.seed = 1};

    switch (field) {
    case 0:
        key.seed = i;
        break;
    case 1:
        key.replication = i;
        break;
    case 2:
        key.window = i;
        break;
    case 3:
        key.purpose = i;
        break;
    case 4:
        key.entity = i;
        break;
    }
    return key;
}

/*
 * The first numbers of 65,536 streams whose keys count up in one field look like one random
 * sequence: chi-square of the top byte, 255 degrees, and each of the 64 bits, each two-sided at
 * 1e-6 (66 tests of 5 fields: false alarm below 4e-4, and none, as the keys are fixed).
 */
START_TEST(neighbouring_streams_are_independent)
{
    double chi2 = 0, expected = STREAMS / 256.0;
    unsigned top[256] = {0};
    long ones[64] = {0};

    for (uint32_t i = 0; i < STREAMS; i++) {
        struct cairn_rng rng;
        uint64_t bits;

        cairn_rng_init(&rng, key_of(_i, i));
        bits = cairn_rng_u64(&rng);
        top[bits >> 56]++;
        for (int k = 0; k < 64; k++)
            ones[k] += (long)(bits >> k & 1);
    }
    for (int i = 0; i < 256; i++)
        chi2 += (top[i] - expected) * (top[i] - expected) / expected;
    ck_assert_double_lt(chi2, gsl_cdf_chisq_Qinv(5e-7, 255));
    ck_assert_double_gt(chi2, gsl_cdf_chisq_Pinv(5e-7, 255));
    for (int k = 0; k < 64; k++) /* sigma is sqrt(n)/2 = 128; 4.9 of them, 627, are 1e-6 */
        ck_assert_msg(labs(ones[k] - STREAMS / 2) < 627, "bit %d: %ld", k, ones[k]);
}
END_TEST

/* Two whole streams of neighbouring keys: correlation at lags 0 and 1, each two-sided at 1e-6. */
START_TEST(streams_do_not_correlate)
{
    struct cairn_rng a, b;
    double lag0 = 0, lag1 = 0, before = 0;
    const int n = 100000;

    cairn_rng_init(&a, key_of(_i, 8));
    cairn_rng_init(&b, key_of(_i, 9));
    for (int i = 0; i < n; i++) {
        double x = cairn_rng_unit(&a) - 0.5;
        double y = cairn_rng_unit(&b) - 0.5;

        lag0 += x * y;
        lag1 += before * y;
        before = x;
    }
    /* a product of two centred uniforms has variance 1/144 */
    ck_assert_double_lt(fabs(lag0) * 12 / sqrt(n), 4.9);
    ck_assert_double_lt(fabs(lag1) * 12 / sqrt(n), 4.9);
}
END_TEST

START_TEST(unit_is_open)
{
    ck_assert(cairn_unit_from_bits(0) == 0x1p-54);
    ck_assert(cairn_unit_from_bits(2047) == 0x1p-54); /* the lower 11 bits do not count */
    ck_assert(cairn_unit_from_bits(2048) == 0x1p-53);
    ck_assert(cairn_unit_from_bits(UINT64_MAX) == 1 - 0x1p-53);
    ck_assert(cairn_unit_from_bits(UINT64_C(1) << 63) == 0.5);
}
END_TEST

/*
 * Uniform: shares below quantiles and the first four moments of 10^6 draws (E U^k = 1/(k+1)), each
 * within five sigma (6e-7).
 */
START_TEST(unit_is_uniform)
{
    static const double levels[] = {0.0001, 0.001, 0.01, 0.1,   0.25,  0.5,
                                    0.75,   0.9,   0.99, 0.999, 0.9999};
    enum { LEVELS = sizeof levels / sizeof *levels };
    struct cairn_rng rng = cairn_rng_from_bits(23);
    double below[LEVELS] = {0}, power[5] = {0};
    const int n = 1000000;

    for (int i = 0; i < n; i++) {
        double u = cairn_rng_unit(&rng);
        double product = 1;

        for (int q = 0; q < LEVELS; q++)
            below[q] += u < levels[q];
        for (int k = 1; k <= 4; k++) {
            product *= u;
            power[k] += product;
        }
    }
    for (int q = 0; q < LEVELS; q++)
        ck_assert_double_lt(fabs(below[q] - n * levels[q]),
                            5 * sqrt(n * levels[q] * (1 - levels[q])));
    for (int k = 1; k <= 4; k++) {
        double mean = 1.0 / (k + 1), variance = 1.0 / (2 * k + 1) - mean * mean;

        ck_assert_double_lt(fabs(power[k] - n * mean), 5 * sqrt(n * variance));
    }
}
END_TEST

START_TEST(below_covers_its_range)
{
    struct cairn_rng rng = cairn_rng_from_bits(5);
    unsigned count[6] = {0};

    for (int i = 0; i < 60000; i++) {
        uint64_t x = cairn_rng_below(&rng, 6);

        ck_assert_uint_lt(x, 6);
        count[x]++;
    }
    for (int i = 0; i < 6; i++) /* sigma is sqrt(60000 * 5/36) = 91; five of them: 6e-7 each */
        ck_assert(count[i] > 10000 - 456 && count[i] < 10000 + 456);
    ck_assert_uint_eq(cairn_rng_below(&rng, 1), 0);
}
END_TEST

START_TEST(gsl_sees_the_same_generator)
{
    struct cairn_rng a, b;
    gsl_rng view, *owned;

    cairn_rng_init(&a, (struct cairn_stream_key){.seed = 3});
    b = a;
    view = cairn_rng_as_gsl(&b);
    owned = gsl_rng_alloc(cairn_rng_gsl_type());
    gsl_rng_set(owned, 3);
    for (int i = 0; i < 1000; i++) {
        uint64_t bits = cairn_rng_u64(&a);

        ck_assert_uint_eq(gsl_rng_get(&view), bits);
        ck_assert_uint_eq(gsl_rng_get(owned), bits);
    }
    ck_assert(gsl_rng_uniform(&view) == (double)(cairn_rng_u64(&a) >> 11) * 0x1p-53);
    gsl_ran_gamma(&view, 2.5, 1); /* shares the state: what GSL draws, the stream has drawn */
    ck_assert_mem_ne(a.s, b.s, sizeof a.s);
    ck_assert_uint_eq(gsl_rng_max(owned) - gsl_rng_min(owned), UINT64_MAX);
    gsl_rng_free(owned);
}
END_TEST

Suite *test_rng(void);
Suite *test_rng(void)
{
    Suite *suite = suite_create("rng");
    TCase *tcase = tcase_create("rng");

    tcase_add_loop_test(tcase, published_vectors, 0, 2);
    tcase_add_test(tcase, a_small_generator_is_seeded_by_splitmix64);
    tcase_add_test(tcase, streams_are_threefry);
    tcase_add_test(tcase, seeds_are_not_narrowed);
    tcase_add_loop_test(tcase, neighbouring_streams_are_independent, 0, 5);
    tcase_add_loop_test(tcase, streams_do_not_correlate, 0, 5);
    tcase_add_test(tcase, unit_is_open);
    tcase_add_test(tcase, unit_is_uniform);
    tcase_add_test(tcase, below_covers_its_range);
    tcase_add_test(tcase, gsl_sees_the_same_generator);
    suite_add_tcase(suite, tcase);
    return suite;
}
