/* [SWING] One number at a time: candidates whose totals are lines, and a curve. */

#include "study/swing.h"

#include <check.h>
#include <math.h>

#include <cairn/catalogue.h>

#include "math/belief.h"

static struct cairn_belief belief;
static int looks; /* left, of one that gives up */

/* 10 + x, 30, 40 - x: the first is best below 15, where the third takes over */
static bool lines(void *context, double x, double *totals)
{
    (void)context;

    totals[0] = 10 + x;
    totals[1] = 30;
    totals[2] = 40 - x;
    return true;
}

static struct cairn_swing_problem problem_of(double base, int chosen)
{
    cairn_belief_uniform(&belief, 0, 20);
    return (struct cairn_swing_problem){
        .look = lines, .belief = &belief, .base = base, .n_candidates = 3, .chosen = chosen};
}

START_TEST(finds_ends_and_flip)
{
    struct cairn_swing_problem problem = problem_of(9, 0);
    struct cairn_swing swing;

    ck_assert(cairn_swing_find(&swing, &problem));
    ck_assert_double_eq_tol(swing.low, 1, 1e-12);
    ck_assert_double_eq_tol(swing.high, 19, 1e-12);
    ck_assert_double_eq_tol(swing.total_low, 11, 1e-12);
    ck_assert_double_eq_tol(swing.total_high, 29, 1e-12);
    ck_assert_int_eq(swing.best_low, 0);
    ck_assert_int_eq(swing.best_high, 2);
    ck_assert_double_eq_tol(swing.flips_at, 15, 1e-5); /* a millionth of a bracket of 5 */
    ck_assert_int_eq(swing.flips_to, 2);
}
END_TEST

/* where it stands another is best already, the flip is where the chosen ceases to be */
START_TEST(flipped_where_it_stands)
{
    struct cairn_swing_problem problem = problem_of(18, 0);
    struct cairn_swing swing;

    ck_assert(cairn_swing_find(&swing, &problem));
    ck_assert_double_eq_tol(swing.flips_at, 15, 1e-5);
}
END_TEST

/* The first is best between 1.4 and 15.4. */
static bool within(void *context, double x, double *totals)
{
    (void)context;

    totals[0] = 10;
    totals[1] = 8.6 + x;
    totals[2] = 25.4 - x;
    return true;
}

/* as many points of the grid on either side, and 15.4 is nearer to 10 than 1.4 */
START_TEST(the_nearer_of_two_flips)
{
    struct cairn_swing_problem problem = problem_of(10, 0);
    struct cairn_swing swing;

    problem.look = within;
    ck_assert(cairn_swing_find(&swing, &problem));
    ck_assert_double_eq_tol(swing.flips_at, 15.4, 1e-5);
    ck_assert_int_eq(swing.flips_to, 2);
}
END_TEST

START_TEST(never_best_never_flips)
{
    struct cairn_swing_problem problem = problem_of(9, 1);
    struct cairn_swing swing;

    ck_assert(cairn_swing_find(&swing, &problem));
    ck_assert(isnan(swing.flips_at));
    ck_assert_int_eq(swing.flips_to, CAIRN_NONE);
}
END_TEST

static bool gives_up(void *context, double x, double *totals)
{
    return --looks > 0 && lines(context, x, totals);
}

START_TEST(gives_up_when_told)
{
    struct cairn_swing_problem problem = problem_of(9, 0);
    struct cairn_swing swing;

    looks = 0;
    problem.look = gives_up;
    ck_assert(!cairn_swing_find(&swing, &problem));
}
END_TEST

Suite *test_swing(void)
{
    Suite *suite = suite_create("swing");
    TCase *tcase = tcase_create("swing");

    tcase_add_test(tcase, finds_ends_and_flip);
    tcase_add_test(tcase, flipped_where_it_stands);
    tcase_add_test(tcase, the_nearer_of_two_flips);
    tcase_add_test(tcase, never_best_never_flips);
    tcase_add_test(tcase, gives_up_when_told);
    suite_add_tcase(suite, tcase);
    return suite;
}
