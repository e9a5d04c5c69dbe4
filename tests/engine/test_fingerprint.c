#include <check.h>

#include "engine/fingerprint.h"

static uint64_t of(uint32_t workload, uint64_t request, cairn_time completion_ns)
{
    struct cairn_fingerprint fingerprint = {0};

    cairn_fingerprint_add(&fingerprint, workload, request, completion_ns);
    return fingerprint.sum;
}

START_TEST(order_and_split_do_not_matter)
{
    struct cairn_fingerprint forward = {0}, a = {0}, b = {0};

    for (uint32_t i = 0; i < 1000; i++)
        cairn_fingerprint_add(&forward, i % 3, i, (cairn_time)i * 1000);
    for (uint32_t i = 1000; i-- > 0;)
        cairn_fingerprint_add(i % 7 ? &a : &b, i % 3, i, (cairn_time)i * 1000);
    ck_assert_uint_ne(a.sum, forward.sum);
    cairn_fingerprint_merge(&a, b);
    ck_assert_uint_eq(a.sum, forward.sum);
}
END_TEST

START_TEST(every_part_counts)
{
    uint64_t base = of(1, 2, 3);

    ck_assert_uint_ne(base, of(1, 2, 4));
    ck_assert_uint_ne(base, of(1, 3, 3));
    ck_assert_uint_ne(base, of(2, 2, 3));
    ck_assert_uint_ne(base, of(2, 1, 3));
    ck_assert_uint_ne(base, of(1, 3, 2));
    ck_assert_uint_ne(of(0, 0, 0), 0);
    /* two requests that swap their completions */
    ck_assert_uint_ne(of(0, 1, 10) + of(0, 2, 20), of(0, 1, 20) + of(0, 2, 10));
    /* two that move in opposite directions by the same time */
    ck_assert_uint_ne(of(0, 1, 10) + of(0, 2, 20), of(0, 1, 11) + of(0, 2, 19));
}
END_TEST

/* Stored in results and golden files: a change of the hash must be noticed. Computed with a
 * transcription of the formula and splitmix64's finaliser in Python. */
START_TEST(known_value)
{
    ck_assert_uint_eq(of(1, 2, 3), UINT64_C(0x33bf995e0c7ab300));
}
END_TEST

Suite *test_fingerprint(void);
Suite *test_fingerprint(void)
{
    Suite *suite = suite_create("fingerprint");
    TCase *tcase = tcase_create("fingerprint");

    tcase_add_test(tcase, order_and_split_do_not_matter);
    tcase_add_test(tcase, every_part_counts);
    tcase_add_test(tcase, known_value);
    suite_add_tcase(suite, tcase);
    return suite;
}
