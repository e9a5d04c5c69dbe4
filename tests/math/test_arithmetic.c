#include <check.h>

#include "math/arithmetic.h"

/*
 * What it is depends on the machine. That other variants of the functions yield another number is
 * checked through the whole program, with glibc's own switches (tests/study/test_memory.sh).
 */
START_TEST(is_the_same_every_time)
{
    uint64_t first = cairn_arithmetic_fingerprint();

    ck_assert_uint_ne(first, 0);
    for (int i = 0; i < 3; i++)
        ck_assert_uint_eq(cairn_arithmetic_fingerprint(), first);
}
END_TEST

Suite *test_arithmetic(void);

Suite *test_arithmetic(void)
{
    Suite *suite = suite_create("arithmetic");
    TCase *tcase = tcase_create("fingerprint");

    tcase_add_test(tcase, is_the_same_every_time);
    suite_add_tcase(suite, tcase);
    return suite;
}
