#include <check.h>
#include <math.h>

#include "math/mser.h"
#include "math/rng.h"

enum { BATCHES = 200, N = 5 * BATCHES + 3 };

/* The rule as White 1997 writes it, term by term. [MSER] */
static size_t oracle(const double *x, size_t n, double *statistic)
{
    double y[BATCHES + 1];
    size_t batches = n / 5, best = 0;

    for (size_t j = 0; j < batches; j++)
        y[j] = (x[5 * j] + x[5 * j + 1] + x[5 * j + 2] + x[5 * j + 3] + x[5 * j + 4]) / 5;
    *statistic = HUGE_VAL;
    for (size_t d = 0; d <= batches / 2; d++) {
        double kept = (double)(batches - d), mean = 0, squares = 0;

        for (size_t j = d; j < batches; j++)
            mean += y[j] / kept;
        for (size_t j = d; j < batches; j++)
            squares += (y[j] - mean) * (y[j] - mean);
        if (squares / (kept * kept) < *statistic) {
            *statistic = squares / (kept * kept);
            best = d;
        }
    }
    return 5 * best;
}

/* Ten batches of 100, then +1 and -1 by turns: what to cut is plain. */
START_TEST(a_step_is_cut_where_it_ends)
{
    double x[N];
    struct cairn_mser mser;

    for (int i = 0; i < N; i++)
        x[i] = i < 50 ? 100 : (i / 5 % 2 ? 1 : -1);
    mser = cairn_mser5(x, N);
    ck_assert_uint_eq(mser.truncate, 50);
    ck_assert(!mser.too_short);
    ck_assert_double_eq_tol(mser.statistic, 190.0 / (190.0 * 190.0), 1e-15);
}
END_TEST

/* Noise on a decaying start, 20 of them: the same cut as the rule written out. */
START_TEST(as_the_rule_written_out)
{
    struct cairn_rng rng = cairn_rng_from_bits((uint64_t)_i);
    double x[N], statistic;
    struct cairn_mser mser;

    for (int i = 0; i < N; i++)
        x[i] = 5 * exp(-i / (10.0 * _i + 5)) + cairn_rng_normal(&rng);
    mser = cairn_mser5(x, N);
    ck_assert_uint_eq(mser.truncate, oracle(x, N, &statistic));
    ck_assert_double_eq_tol(mser.statistic / statistic, 1, 1e-12);
}
END_TEST

START_TEST(too_short_says_so)
{
    double x[N];

    for (int i = 0; i < N; i++) /* a ramp never settles: the cut wants the edge */
        x[i] = i;
    ck_assert(cairn_mser5(x, N).too_short);
    ck_assert_uint_eq(cairn_mser5(x, N).truncate, 5 * (BATCHES / 2));
    for (int i = 0; i < N; i++)
        x[i] = 3;
    ck_assert_uint_eq(cairn_mser5(x, N).truncate, 0); /* ties: cut nothing */
    ck_assert(!cairn_mser5(x, N).too_short);
    ck_assert(cairn_mser5(x, 49).too_short);
    ck_assert(!cairn_mser5(x, 50).too_short);
    ck_assert(cairn_mser5(x, 0).too_short);
    ck_assert_uint_eq(cairn_mser5(x, 4).truncate, 0);
}
END_TEST

Suite *test_mser(void);
Suite *test_mser(void)
{
    Suite *suite = suite_create("mser");
    TCase *tcase = tcase_create("mser");

    tcase_add_test(tcase, a_step_is_cut_where_it_ends);
    tcase_add_loop_test(tcase, as_the_rule_written_out, 0, 20);
    tcase_add_test(tcase, too_short_says_so);
    suite_add_tcase(suite, tcase);
    return suite;
}
