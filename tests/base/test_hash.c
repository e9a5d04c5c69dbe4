#include <check.h>
#include <string.h>

#include "base/hash.h"

/*
 * SipHash-2-4-128 of the bytes 00 01 .. (n-1) under the key 00 01 .. 0f, from the authors' vectors
 * (github.com/veorq/SipHash, vectors.h, vectors_sip128).
 */
static const struct {
    size_t n;
    unsigned char digest[16];
} vectors[] = {
    {0,
     {0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02,
      0x93}},
    {1,
     {0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc,
      0x45}},
    {2,
     {0x81, 0x77, 0x22, 0x8d, 0xa4, 0xa4, 0x5d, 0xc7, 0xfc, 0xa3, 0x8b, 0xde, 0xf6, 0x0a, 0xff,
      0xe4}},
    {3,
     {0x9c, 0x70, 0xb6, 0x0c, 0x52, 0x67, 0xa9, 0x4e, 0x5f, 0x33, 0xb6, 0xb0, 0x29, 0x85, 0xed,
      0x51}},
    {4,
     {0xf8, 0x81, 0x64, 0xc1, 0x2d, 0x9c, 0x8f, 0xaf, 0x7d, 0x0f, 0x6e, 0x7c, 0x7b, 0xcd, 0x55,
      0x79}},
    {15,
     {0x54, 0x93, 0xe9, 0x99, 0x33, 0xb0, 0xa8, 0x11, 0x7e, 0x08, 0xec, 0x0f, 0x97, 0xcf, 0xc3,
      0xd9}},
};

START_TEST(published_vectors)
{
    const unsigned char message[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    unsigned char digest[16];
    struct cairn_hash hash;

    for (size_t split = 0; split <= vectors[_i].n; split++) {
        cairn_hash_init_keyed(&hash, UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908));
        cairn_hash_bytes(&hash, message, split);
        cairn_hash_bytes(&hash, message + split, vectors[_i].n - split);
        cairn_hash128_bytes(cairn_hash_final(&hash), digest);
        ck_assert_mem_eq(digest, vectors[_i].digest, 16);
    }
}
END_TEST

static struct cairn_hash128 of_strings(const char *a, const char *b)
{
    struct cairn_hash hash;

    cairn_hash_init(&hash);
    cairn_hash_string(&hash, a);
    cairn_hash_string(&hash, b);
    return cairn_hash_final(&hash);
}

static int same(struct cairn_hash128 a, struct cairn_hash128 b)
{
    return a.word[0] == b.word[0] && a.word[1] == b.word[1];
}

START_TEST(strings_do_not_run_together)
{
    ck_assert(same(of_strings("ab", "c"), of_strings("ab", "c")));
    ck_assert(!same(of_strings("ab", "c"), of_strings("a", "bc")));
    ck_assert(!same(of_strings("", "a"), of_strings("a", "")));
    ck_assert(!same(of_strings(NULL, "a"), of_strings("", "a")));
}
END_TEST

/* A word fed at any offset is its eight little-endian bytes. */
START_TEST(words_are_bytes)
{
    static const unsigned char bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};

    for (size_t offset = 0; offset < 9; offset++) {
        struct cairn_hash a, b;

        cairn_hash_init(&a);
        cairn_hash_init(&b);
        cairn_hash_bytes(&a, "xxxxxxxx", offset);
        cairn_hash_bytes(&b, "xxxxxxxx", offset);
        cairn_hash_u64(&a, UINT64_C(0x0807060504030201));
        cairn_hash_bytes(&b, bytes, 8);
        cairn_hash_bytes(&a, "yyy", 3);
        cairn_hash_bytes(&b, "yyy", 3);
        ck_assert(same(cairn_hash_final(&a), cairn_hash_final(&b)));
    }
}
END_TEST

START_TEST(negative_zero_is_zero)
{
    struct cairn_hash a, b, c;

    cairn_hash_init(&a);
    b = c = a;
    cairn_hash_double(&a, 0.0);
    cairn_hash_double(&b, -0.0);
    cairn_hash_double(&c, 0x1p-1074);
    ck_assert(same(cairn_hash_final(&a), cairn_hash_final(&b)));
    ck_assert(!same(cairn_hash_final(&a), cairn_hash_final(&c)));
}
END_TEST

/* splitmix64 from seed 1234567: its first outputs as listed at rosettacode.org, "Pseudo-random
 * numbers/Splitmix64", after Vigna's reference code (prng.di.unimi.it/splitmix64.c). */
START_TEST(mix64_is_splitmix64)
{
    static const uint64_t expected[] = {
        UINT64_C(6457827717110365317), UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
        UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)};
    uint64_t state = 1234567;

    for (int i = 0; i < 5; i++) {
        state += UINT64_C(0x9e3779b97f4a7c15);
        ck_assert_uint_eq(cairn_mix64(state), expected[i]);
    }
}
END_TEST

Suite *test_hash(void);
Suite *test_hash(void)
{
    Suite *suite = suite_create("hash");
    TCase *tcase = tcase_create("hash");

    tcase_add_loop_test(tcase, published_vectors, 0, sizeof vectors / sizeof *vectors);
    tcase_add_test(tcase, strings_do_not_run_together);
    tcase_add_test(tcase, words_are_bytes);
    tcase_add_test(tcase, negative_zero_is_zero);
    tcase_add_test(tcase, mix64_is_splitmix64);
    suite_add_tcase(suite, tcase);
    return suite;
}
