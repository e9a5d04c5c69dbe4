#include <check.h>
#include <math.h>

#include "math/divisia.h"
#include "math/rng.h"

/* [LMDI] (4 - 1) / ln 4 and its limits, by the definition */
START_TEST(logarithmic_mean)
{
    ck_assert_double_eq_tol(cairn_divisia_mean(4, 1), 2.1640425613334453, 1e-15);
    ck_assert_double_eq_tol(cairn_divisia_mean(1, 4), 2.1640425613334453, 1e-15);
    ck_assert_double_eq(cairn_divisia_mean(3, 3), 3);
    ck_assert_double_eq(cairn_divisia_mean(3, 0), 0);
    /* near a = b: the mean of both, less (a - b)^2 / 12 of it */
    ck_assert_double_eq_tol(cairn_divisia_mean(1 + 1e-12, 1), 1 + 0.5e-12, 1e-15);
}
END_TEST

/* [LMDI] demand x 2, intensity x 1/2: nothing changes, and the two effects are +- 6 ln 2 */
START_TEST(two_that_cancel)
{
    const double before[] = {2, 3}, after[] = {4, 1.5};
    double effect[2] = {0, 0};

    cairn_divisia_add(before, after, 2, effect);
    ck_assert_double_eq_tol(effect[0], 6 * 0.69314718055994531, 1e-14);
    ck_assert_double_eq_tol(effect[1], -6 * 0.69314718055994531, 1e-14);
}
END_TEST

START_TEST(what_begins_belongs_to_what_was_zero)
{
    const double before[] = {5, 0, 2}, after[] = {6, 0.5, 2};
    double effect[3] = {0};

    cairn_divisia_add(before, after, 3, effect);
    ck_assert_double_eq(effect[0], 0);
    ck_assert_double_eq(effect[1], 6);
    ck_assert_double_eq(effect[2], 0);
}
END_TEST

/* [LMDI] it adds up, zeros and all: 1,000 cells of 4 factors */
START_TEST(adds_up_exactly)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 8});
    for (int round = 0; round < 1000; round++) {
        double before[4], after[4], effect[4] = {0}, was = 1, is = 1;

        for (int k = 0; k < 4; k++) {
            uint64_t a = cairn_rng_u64(&rng) % 1000;
            uint64_t b = cairn_rng_u64(&rng) % 1000;

            before[k] = a < 50 ? 0 : (double)a / 100;
            after[k] = b < 50 ? 0 : (double)b / 100;
            was *= before[k];
            is *= after[k];
        }
        cairn_divisia_add(before, after, 4, effect);
        ck_assert_double_eq_tol(effect[0] + effect[1] + effect[2] + effect[3], is - was,
                                1e-12 * (is + was + 1));
    }
}
END_TEST

Suite *test_divisia(void);
Suite *test_divisia(void)
{
    Suite *suite = suite_create("divisia");
    TCase *tc = tcase_create("divisia");
    tcase_add_test(tc, logarithmic_mean);
    tcase_add_test(tc, two_that_cancel);
    tcase_add_test(tc, what_begins_belongs_to_what_was_zero);
    tcase_add_test(tc, adds_up_exactly);
    suite_add_tcase(suite, tc);
    return suite;
}
