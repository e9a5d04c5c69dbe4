/* [DRAW] Draws of what is uncertain: their distributions, their correlation, their edits. */

#include "study/draws.h"

#include <check.h>
#include <math.h>

#include "base/alloc.h"
#include "math/belief.h"

static struct cairn_belief normal, uniform;
static struct cairn_uncertain items[4];
static struct cairn_scenario scenario = {.uncertains = items, .n_uncertains = 4};

static void setup(void)
{
    cairn_belief_by_mean(&normal, CAIRN_BELIEF_NORMAL, 100, 0.1);
    cairn_belief_uniform(&uniform, 1, 2);
    for (int i = 0; i < 4; i++)
        items[i] = (struct cairn_uncertain){
            .select = "//a/@x", .unit = "W", .belief = &normal, .group_number = CAIRN_NONE};
    items[1].group_number = items[2].group_number = 0;
    items[1].correlation = 0.64;
    items[2].correlation = -0.81;
    items[3] = (struct cairn_uncertain){.select = "//b/@y",
                                        .unit = "",
                                        .as = CAIRN_AS_MULTIPLIER,
                                        .belief = &uniform,
                                        .group_number = CAIRN_NONE};
    scenario.draws = (struct cairn_draws){.n = 4000};
    scenario.time.seed = 5;
}

START_TEST(factors_are_groups_and_what_is_alone)
{
    static const int factors[] = {0, 1, 1, 2, 1};

    ck_assert_int_eq(cairn_draws_dimensions(&scenario), 5);
    ck_assert_int_eq(cairn_draws_factors(&scenario), 3);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(cairn_draws_factor_of(&scenario, i), factors[i]);
}
END_TEST

static double correlation(const double *values, int i, int j)
{
    double mi = 0, mj = 0, ii = 0, jj = 0, ij = 0;
    int n = scenario.draws.n;

    for (int d = 0; d < n; d++) {
        mi += values[4 * d + i] / n;
        mj += values[4 * d + j] / n;
    }
    for (int d = 0; d < n; d++) {
        double a = values[4 * d + i] - mi, b = values[4 * d + j] - mj;

        ii += a * a;
        jj += b * b;
        ij += a * b;
    }
    return ij / sqrt(ii * jj);
}

/* normals: the correlation of values is that of scores, -sqrt(0.64 x 0.81); 4 standard errors */
START_TEST(groups_are_correlated_as_stated)
{
    double *values;

    scenario.draws.design = _i;
    values = cairn_draws_all(&scenario);
    ck_assert_double_eq_tol(correlation(values, 1, 2), -0.72, 4 * (1 - 0.72 * 0.72) / sqrt(4000));
    ck_assert_double_eq_tol(correlation(values, 0, 1), 0, 4 / sqrt(4000));
    ck_assert_double_eq_tol(correlation(values, 0, 3), 0, 4 / sqrt(4000));
    cairn_free(values);
}
END_TEST

/* a Latin hypercube has one value in each stratum of what is in no group */
START_TEST(strata_have_one_each)
{
    double *values = cairn_draws_all(&scenario);
    bool *seen = cairn_calloc(4000, sizeof *seen);

    for (int d = 0; d < 4000; d++)
        seen[(int)(4000 * cairn_belief_cumulative(&uniform, values[4 * d + 3]))] = true;
    for (int d = 0; d < 4000; d++)
        ck_assert(seen[d]);
    cairn_free(seen);
    cairn_free(values);
}
END_TEST

START_TEST(draws_are_edits)
{
    static const double values[] = {99.5, NAN, 101, 1.25};
    struct cairn_edit edits[4];
    char texts[4][CAIRN_DRAW_TEXT];

    ck_assert_int_eq(cairn_draws_edits(&scenario, values, edits, texts), 3);
    ck_assert_str_eq(edits[0].value, "99.5 W");
    ck_assert_str_eq(edits[1].value, "101 W");
    ck_assert_ptr_null(edits[2].value);
    ck_assert_double_eq(edits[2].times, 1.25);
    ck_assert_str_eq(edits[2].select, "//b/@y");
}
END_TEST

Suite *test_draws(void)
{
    Suite *suite = suite_create("draws");
    TCase *tcase = tcase_create("draws");

    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, factors_are_groups_and_what_is_alone);
    tcase_add_loop_test(tcase, groups_are_correlated_as_stated, CAIRN_DRAW_LATIN_HYPERCUBE,
                        CAIRN_DRAW_RANDOM + 1);
    tcase_add_test(tcase, strata_have_one_each);
    tcase_add_test(tcase, draws_are_edits);
    suite_add_tcase(suite, tcase);
    return suite;
}
