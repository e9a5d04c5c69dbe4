/* [EXPECTED] [REGRET] [VOI] What draws say of candidates: by hand, and against closed forms. */

#include "study/outlook.h"

#include <check.h>
#include <math.h>

#include <cairn/catalogue.h>

#include "base/alloc.h"
#include "math/belief.h"
#include "math/rng.h"
#include "math/stats.h"

/* three draws of three candidates; the third is cheap and breaks a promise in two of them */
static const double totals[] = {10, 12, 5, 20, 12, 5, 12, 12.05, 20};
static const bool kept[] = {true, true, false, true, true, false, true, true, true};
static const struct cairn_outlook_table by_hand = {
    .n_draws = 3, .n_candidates = 3, .totals = totals, .kept = kept, .tie = 0.01, .alpha = 0.05};

START_TEST(by_hand_of_three_draws)
{
    struct cairn_outlook outlook;

    cairn_outlook_init(&outlook, &by_hand);
    ck_assert_int_eq(outlook.best[0], 0);
    ck_assert_int_eq(outlook.best[1], 1);
    ck_assert_int_eq(outlook.best[2], 0);
    ck_assert_int_eq(outlook.chosen, 1); /* 36.05 / 3 against 42 / 3; the third is not eligible */
    ck_assert_int_eq(outlook.robust, 1); /* at most 2 against 8 */
    ck_assert(!outlook.prospects[2].eligible);
    ck_assert_double_eq_tol(outlook.prospects[1].expected, 36.05 / 3, 1e-12);
    ck_assert_double_eq_tol(outlook.prospects[1].regret, (2 + 0 + 0.05) / 3, 1e-12);
    ck_assert_double_eq_tol(outlook.prospects[0].greatest_regret, 8, 1e-12);
    ck_assert_double_eq_tol(outlook.prospects[1].best_share, 1 / 3.0, 1e-12);
    ck_assert_double_eq_tol(outlook.prospects[1].tie_share, 2 / 3.0, 1e-12);
    ck_assert_double_eq_tol(outlook.prospects[2].kept_share, 1 / 3.0, 1e-12);
    ck_assert_double_eq(outlook.prospects[0].p50, 12);
    ck_assert_double_eq(outlook.prospects[0].p95, 20);
    ck_assert_double_eq_tol(outlook.evpi, outlook.prospects[1].regret, 1e-12);
    cairn_outlook_release(&outlook);
}
END_TEST

START_TEST(no_candidate_keeps_its_promises)
{
    static const bool none[9] = {false};
    struct cairn_outlook_table table = by_hand;
    struct cairn_outlook outlook;

    table.kept = none;
    cairn_outlook_init(&outlook, &table);
    ck_assert_int_eq(outlook.best[1], CAIRN_NONE);
    ck_assert_int_eq(outlook.chosen, 2); /* all are as bad; it has least */
    ck_assert_double_eq(outlook.evpi, 0);
    cairn_outlook_release(&outlook);
}
END_TEST

/*
 * Two candidates that differ by d = m + s1 z1 + s2 z2, independent normals. Choosing the first,
 * knowing everything saves E[max(-d, 0)] = s phi(m/s) - m Phi(-m/s), s^2 = s1^2 + s2^2 (the unit
 * normal loss, Raiffa and Schlaifer 1961); knowing z1 alone the same with s = s1.
 */
static double loss(double m, double s)
{
    double t = m / s;

    return s * exp(-0.5 * t * t) / sqrt(2 * acos(-1)) - m * cairn_belief_normal_cumulative(-t);
}

enum { N = 4000 };

static void draw_two(double *two, double *x, bool curved)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 11});
    for (int d = 0; d < N; d++) {
        double z1 = cairn_rng_normal(&rng);
        double z2 = cairn_rng_normal(&rng);
        double z3 = cairn_rng_normal(&rng);

        x[d] = curved ? exp(z1) : z1;
        x[N + d] = z2;
        x[2 * N + d] = z3;
        two[2 * d] = 100 + z3;
        two[2 * d + 1] = 100 + z3 + 0.5 + 1 * z1 + 0.4 * z2;
    }
}

/* the sample of 4,000 has a standard error of about 0.007 on each of these */
START_TEST(worth_of_knowing_is_the_normal_loss)
{
    double *two = cairn_calloc(2 * N, sizeof *two), *x = cairn_calloc(3 * N, sizeof *x);
    struct cairn_outlook_table table = {
        .n_draws = N, .n_candidates = 2, .totals = two, .tie = 0.01, .alpha = 0.05};
    struct cairn_outlook outlook;
    struct cairn_worth worth[4];

    draw_two(two, x, _i == 1);
    cairn_outlook_init(&outlook, &table);
    ck_assert_int_eq(outlook.chosen, 0);
    ck_assert_double_eq_tol(outlook.evpi, loss(0.5, sqrt(1.16)), 0.03);
    for (int i = 0; i < 3; i++) {
        struct cairn_outlook_factor factor = {.x = x + (ptrdiff_t)i * N, .n_inputs = 1, .seed = 3};

        worth[i] = cairn_outlook_worth(&outlook, &table, &factor);
    }
    worth[3] = cairn_outlook_worth(
        &outlook, &table, &(struct cairn_outlook_factor){.x = x, .n_inputs = 2, .seed = 3});
    ck_assert_double_eq_tol(worth[0].evppi, loss(0.5, 1), 0.03);
    ck_assert_double_eq_tol(worth[1].evppi, loss(0.5, 0.4), 0.02);
    ck_assert_double_le(worth[2].evppi, 0.001); /* moves both alike: worth nothing */
    ck_assert_double_le(worth[2].chance, 0.001);
    ck_assert_double_eq_tol(worth[3].evppi, outlook.evpi, 0.005); /* both are everything */
    cairn_outlook_release(&outlook);
    cairn_free(two);
    cairn_free(x);
}
END_TEST

/* few draws of candidates that are equal on average: noise looks like worth, and chance says so */
START_TEST(chance_is_told)
{
    enum { FEW = 40 };
    double two[2 * FEW], x[FEW];
    struct cairn_outlook_table table = {
        .n_draws = FEW, .n_candidates = 2, .totals = two, .tie = 0.01, .alpha = 0.05};
    struct cairn_outlook_factor factor = {.x = x, .n_inputs = 1, .seed = 3};
    struct cairn_outlook outlook;
    struct cairn_worth worth;
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 12});
    for (int d = 0; d < FEW; d++) {
        x[d] = cairn_rng_normal(&rng);
        two[2 * d] = cairn_rng_normal(&rng);
        two[2 * d + 1] = cairn_rng_normal(&rng);
    }
    cairn_outlook_init(&outlook, &table);
    worth = cairn_outlook_worth(&outlook, &table, &factor);
    ck_assert_double_gt(worth.chance, 0.02);
    ck_assert_double_lt(worth.evppi, 4 * worth.chance);
    cairn_outlook_release(&outlook);
}
END_TEST

Suite *test_outlook(void)
{
    Suite *suite = suite_create("outlook");
    TCase *tcase = tcase_create("outlook");

    tcase_add_test(tcase, by_hand_of_three_draws);
    tcase_add_test(tcase, no_candidate_keeps_its_promises);
    tcase_add_loop_test(tcase, worth_of_knowing_is_the_normal_loss, 0, 2);
    tcase_add_test(tcase, chance_is_told);
    suite_add_tcase(suite, tcase);
    return suite;
}
