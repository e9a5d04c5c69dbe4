/* Intervals of `cairn simulate` hold what is true as often as they say: soak_coverage.c, small. */

#include <check.h>
#include <math.h>

#include "support/coverage.h"

enum { RUNS = 600 };

/*
 * `make soak` asks for 0.935 to 0.965 in 10,000 runs; coverage at one of these edges is beyond 0.91
 * and 0.99 here with probability 1e-2 and 1e-6. The mean of all runs is within about 5 of its
 * standard errors of the truth: half-widths are two to three standard errors of a run.
 */
START_TEST(intervals_cover) /* [CI] [CV] */
{
    struct coverage coverage;

    coverage_measure(&coverage, (enum coverage_case)_i, RUNS);
    for (int f = 0; f < COVERAGE_FIGURES; f++) {
        double truth = coverage.truth.value[f];
        double share = (double)coverage.covered[f] / RUNS;
        double error = coverage.half_width[f] / sqrt(RUNS);

        if (isnan(truth))
            continue;
        ck_assert_msg(share >= 0.91 && share <= 0.99, "%s, %s: %.3f",
                      coverage_case_name((enum coverage_case)_i),
                      coverage_figure_name((enum coverage_figure)f), share);
        if (f !=
            COVERAGE_P95) /* a quantile of few is biased, by less than a tenth of its interval */
            ck_assert_double_le(fabs(coverage.mean[f] - truth), 2.0 * error);
    }
}
END_TEST

Suite *test_coverage(void);

Suite *test_coverage(void)
{
    Suite *suite = suite_create("coverage");
    TCase *core = tcase_create("coverage");

    tcase_set_timeout(core, 120.0);
    tcase_add_loop_test(core, intervals_cover, 0, COVERAGE_CASES);
    suite_add_tcase(suite, core);
    return suite;
}
