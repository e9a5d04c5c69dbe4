#include "study/envelope.h"

#include <check.h>
#include <math.h>

#include "math/rng.h"
#include "math/stats.h"

/* [ENVELOPE] By hand: 1 + 2u, 2 + u/2 and 2.4 meet at 2/3 (both 7/3) and 0.8 (both 2.4) */
START_TEST(three_lines)
{
    const struct cairn_straight lines[] = {{2.4, 2.4}, {2, 2.5}, {NAN, 0}, {1, 3}, {1, 3}};
    struct cairn_envelope envelope;

    cairn_envelope_init(&envelope, lines, 5);
    ck_assert_int_eq(envelope.n, 3);
    ck_assert_int_eq(envelope.pieces[0].line, 3);
    ck_assert_int_eq(envelope.pieces[1].line, 1);
    ck_assert_int_eq(envelope.pieces[2].line, 0);
    ck_assert_double_eq_tol(envelope.pieces[1].from, 2.0 / 3, 1e-15);
    ck_assert_double_eq_tol(envelope.pieces[2].from, 0.8, 1e-15);
    ck_assert_double_eq(envelope.pieces[2].to, 1);
    ck_assert_int_eq(cairn_envelope_find(&envelope, 0), 0);
    ck_assert_int_eq(cairn_envelope_find(&envelope, 0.7), 1);
    ck_assert_int_eq(cairn_envelope_find(&envelope, envelope.pieces[2].from), 2);
    ck_assert_int_eq(cairn_envelope_find(&envelope, 1), 2);
    cairn_envelope_release(&envelope);
}
END_TEST

/* Lines that differ by rounding are one; a single point at an end is no piece */
START_TEST(rounding_and_ends)
{
    const struct cairn_straight lines[] = {{1, 2}, {1 + 1e-15, 2 - 1e-15}, {3, 2}, {2, 3}};
    struct cairn_envelope envelope;

    cairn_envelope_init(&envelope, lines, 4);
    ck_assert_int_eq(envelope.n, 1);
    ck_assert_int_eq(envelope.pieces[0].line, 0);
    cairn_envelope_release(&envelope);
}
END_TEST

/* The least of many lines at many places, against looking at each */
START_TEST(like_looking_everywhere)
{
    enum { LINES = 20, PLACES = 200 };
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 7});
    for (int round = 0; round < 50; round++) {
        struct cairn_straight lines[LINES];
        struct cairn_envelope envelope;

        for (int i = 0; i < LINES; i++) {
            lines[i].at_0 = cairn_rng_unit(&rng);
            lines[i].at_1 = cairn_rng_unit(&rng);
        }
        cairn_envelope_init(&envelope, lines, LINES);
        for (int k = 0; k <= PLACES; k++) {
            double u = (double)k / PLACES, least = INFINITY, is;
            int line = envelope.pieces[cairn_envelope_find(&envelope, u)].line;

            for (int i = 0; i < LINES; i++)
                least = fmin(least, lines[i].at_0 * (1 - u) + lines[i].at_1 * u);
            is = lines[line].at_0 * (1 - u) + lines[line].at_1 * u;
            ck_assert_double_eq_tol(is, least, 1e-12);
        }
        cairn_envelope_release(&envelope);
    }
}
END_TEST

/*
 * [ENVELOPE] Fieller's interval is where the interval of the difference begins and ends to contain
 * 0, at its confidence: checked by evaluating the difference there.
 */
START_TEST(interval_is_where_the_difference_may_be_0)
{
    const double values[] = {-1.0, -1.3, -0.8, -1.1, 2.1, 1.8, 2.4, 1.9};
    struct cairn_contraction difference;
    struct cairn_crossing_interval crossing;

    cairn_contraction_of(&difference, values, 2, 4, 0.95);
    crossing = cairn_fieller(&difference);
    ck_assert_double_eq_tol(crossing.at, 1.05 / (1.05 + 2.05), 1e-12); /* of the means */
    ck_assert(crossing.low < crossing.at && crossing.at < crossing.high);
    for (int end = 0; end < 2; end++) {
        double u = end ? crossing.high : crossing.low;
        double weights[2] = {1 - u, u}, mean, half_width;
        const double *x[2] = {&weights[0], &weights[1]};

        cairn_contraction_evaluate(&difference, x, 1, &mean, &half_width);
        ck_assert_double_eq_tol(fabs(mean), half_width, 1e-12);
    }
    cairn_contraction_release(&difference);
}
END_TEST

/* A slope that may be 0 crosses anywhere; without any variance the crossing is exact */
START_TEST(anywhere_and_exactly)
{
    const double noisy[] = {1, -1, 1.2, -0.9}, still[] = {-1, -1, 3, 3};
    struct cairn_contraction difference;
    struct cairn_crossing_interval crossing;

    cairn_contraction_of(&difference, noisy, 2, 2, 0.95);
    crossing = cairn_fieller(&difference);
    ck_assert(isnan(crossing.low) && isnan(crossing.high));
    cairn_contraction_release(&difference);
    cairn_contraction_of(&difference, still, 2, 2, 0.95);
    crossing = cairn_fieller(&difference);
    ck_assert_double_eq(crossing.at, 0.25);
    ck_assert_double_eq(crossing.low, 0.25);
    ck_assert_double_eq(crossing.high, 0.25);
    cairn_contraction_release(&difference);
}
END_TEST

/*
 * [ENVELOPE] Coverage: differences with normal errors that are correlated between the ends, true
 * crossing 0.4; of 2,000 intervals at 90 % from 8 replications 1,800 +- 3 x 13.4 contain it.
 */
START_TEST(intervals_cover)
{
    enum { ROUNDS = 2000, N = 8 };
    struct cairn_rng rng;
    int covered = 0;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 11});
    for (int round = 0; round < ROUNDS; round++) {
        struct cairn_contraction difference;
        struct cairn_crossing_interval crossing;
        double values[2 * N];

        for (int r = 0; r < N; r++) {
            double common = cairn_stats_normal_quantile(cairn_rng_unit(&rng));
            double own = cairn_stats_normal_quantile(cairn_rng_unit(&rng));

            values[r] = -2 + 0.5 * common;
            values[N + r] = 3 + 0.8 * common + 0.3 * own;
        }
        cairn_contraction_of(&difference, values, 2, N, 0.9);
        crossing = cairn_fieller(&difference);
        covered += isnan(crossing.low) || (crossing.low <= 0.4 && 0.4 <= crossing.high);
        cairn_contraction_release(&difference);
    }
    ck_assert_int_ge(covered, 1760);
    ck_assert_int_le(covered, 1840);
}
END_TEST

Suite *test_envelope(void)
{
    Suite *suite = suite_create("envelope");
    TCase *tcase = tcase_create("envelope");

    tcase_add_test(tcase, three_lines);
    tcase_add_test(tcase, rounding_and_ends);
    tcase_add_test(tcase, like_looking_everywhere);
    tcase_add_test(tcase, interval_is_where_the_difference_may_be_0);
    tcase_add_test(tcase, anywhere_and_exactly);
    tcase_add_test(tcase, intervals_cover);
    suite_add_tcase(suite, tcase);
    return suite;
}
