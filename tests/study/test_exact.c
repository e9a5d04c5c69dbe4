#include "study/exact.h"

#include <check.h>
#include <math.h>

#include "choose/answer.h"
#include "study/total.h"
#include "support/swept.h"

static const char far_file[] = "tests/study/far.xml", mixed_file[] = "tests/study/mixed.xml";

static const char south[] =
    "<vary select=\"//grid[@id='south']/intensity[@kind='average' and @scope='life-cycle']/@value\""
    " from=\"5 gCO2e/kWh\" to=\"1200 gCO2e/kWh\" points=\"40\"/>";

/* Is the winner at an end among the candidates of the answer at another value? */
static bool is_candidate_at(struct swept *swept, const struct cairn_placement *placement,
                            double value)
{
    struct cairn_scenario *there = swept_at(swept, value);
    struct cairn_answer answer;
    bool found = false;

    ck_assert(cairn_choose(&answer, there, &swept->limits));
    for (int i = 0; i < answer.n_candidates; i++)
        found = found || cairn_placement_equal(&answer.candidates[i]->trial.placement, placement,
                                               swept->scenario);
    cairn_answer_release(&answer);
    cairn_scenario_free(there);
    return found;
}

/*
 * [BREAK] Box i has 100 kg / 2^i of embodied carbon in the year and draws 0.65 W x 2^i (0.15
 * of the time 1.5 W, else 0.5 W): box i takes over from box i + 1 where
 *     100 kg (2^-i - 2^-(i+1)) = 0.65 W x 8760 h x 2^i x value,
 * which follows from expected quantities: controls make up for arrivals. Winners at both ends are
 * no candidates of the answer in the middle.
 */
START_TEST(far_end_is_found)
{
    struct swept swept;
    struct cairn_exact exact;

    swept_init(&swept, far_file, "");
    cairn_exact_init(&exact, &swept.question, 0, &swept.limits);
    ck_assert_int_eq(exact.status, CAIRN_EXACT);
    ck_assert_int_eq(exact.envelope.n, 7);
    for (int i = 0; i < 6; i++) {
        struct cairn_breakpoint found = cairn_exact_breakpoint(&exact, i);
        double two = ldexp(1, 6 - i);

        ck_assert_double_eq_tol(found.value / (1e5 * (1 / two - 0.5 / two) / (5.694 * two)), 1,
                                1e-6);
        ck_assert(found.low <= found.value && found.value <= found.high);
    }
    ck_assert_int_eq(exact.n_answers, 8); /* both ends, six crossings */
    for (int end = 0; end < 2; end++) {
        int best = cairn_exact_best(&exact, end ? exact.number.high : exact.number.low);

        ck_assert(!is_candidate_at(&swept, &exact.candidates[best].placement, 60));
    }
    cairn_exact_release(&exact);
    swept_release(&swept);
}
END_TEST

static void check_against_plain(const char *file, const char *more, int n_asked, int least)
{
    struct swept swept;
    struct swept_plain plain;
    struct cairn_exact exact;
    double worst;
    int changes;

    swept_init(&swept, file, more);
    cairn_exact_init(&exact, &swept.question, 0, &swept.limits);
    ck_assert_int_eq(exact.status, CAIRN_EXACT);
    swept_plain_init(&plain, &swept, n_asked, exact.last.question.n_replications);
    ck_assert_int_eq(swept_agreement(&plain, &swept, &exact, &changes, &worst), changes);
    ck_assert_int_eq(changes, exact.envelope.n - 1);
    ck_assert_int_ge(changes, least);
    ck_assert_double_le(worst, 1e-9);
    swept_plain_release(&plain, &swept);
    cairn_exact_release(&exact);
    swept_release(&swept);
}

/* [BREAK] Against accounting for all candidates at each of some points; make soak: 10,000 */
START_TEST(like_looking_at_every_point)
{
    check_against_plain(mixed_file, south, 4, 1);
}
END_TEST

START_TEST(like_looking_at_every_point_of_far)
{
    check_against_plain(far_file, "", 5, 6);
}
END_TEST

/*
 * [BREAK] What is read off at a point is what asking the whole question there gives: the same
 * carbon where the same placement is seen in as many replications, and never a better bound than
 * the best.
 */
START_TEST(points_are_what_asking_gives)
{
    static const double values[] = {5, 154.375, 300, 602.5, 1111, 1200};
    struct swept swept;
    struct cairn_exact exact;
    int same = 0;

    swept_init(&swept, mixed_file, south);
    cairn_exact_init(&exact, &swept.question, 0, &swept.limits);
    ck_assert_int_eq(exact.status, CAIRN_EXACT);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct cairn_scenario *there = swept_at(&swept, values[i]);
        struct cairn_figures asked;
        struct cairn_exact_point point;
        struct cairn_answer answer;
        double unit;

        ck_assert(cairn_choose(&answer, there, &swept.limits));
        asked = cairn_figures_of(&answer);
        cairn_measure_shown_unit(CAIRN_CARBON, &unit);
        cairn_exact_points(&exact, &values[i], 1, &point);
        ck_assert_int_eq(point.best, cairn_exact_best(&exact, values[i]));
        ck_assert_double_eq_tol(point.value / unit, asked.value.mean, asked.indifference);
        if (cairn_placement_equal(&answer.candidates[answer.best]->trial.placement,
                                  &exact.candidates[point.best].placement, there) &&
            answer.candidates[answer.best]->replications == exact.last.question.n_replications) {
            ck_assert_double_eq_tol(point.carbon / unit / asked.carbon.mean, 1, 1e-12);
            ck_assert_double_eq_tol(
                (point.carbon - point.carbon_half_width) / unit / asked.carbon.low, 1, 1e-9);
            same++;
        }
        ck_assert_double_le(point.bound, point.value);
        ck_assert_double_ge(point.bound, 0.9 * point.value);
        cairn_answer_release(&answer);
        cairn_scenario_free(there);
    }
    ck_assert_int_ge(same, 5);
    cairn_exact_release(&exact);
    swept_release(&swept);
}
END_TEST

/* Purchases are rounded up, and then there is no line to follow */
START_TEST(not_followed)
{
    struct swept swept;
    struct cairn_exact exact;

    swept_init(&swept, far_file, "");
    ck_assert(cairn_exact_applies(&swept.scenario->varies[0]));
    swept_release(&swept);
    swept_init(&swept, mixed_file,
               "<vary select=\"//intensity/@value\" values=\"0.5 2\" as=\"multiplier\"/>"
               "<vary select=\"//arrivals/@rate\" values=\"0.5 2\" as=\"multiplier\"/>");
    ck_assert(!cairn_exact_applies(&swept.scenario->varies[0])); /* in order of expressions */
    ck_assert(cairn_exact_applies(&swept.scenario->varies[1]));
    swept_release(&swept);
    swept_init(&swept, mixed_file, "<vary select=\"//site/@pue\" values=\"0.9 2\"/>");
    cairn_exact_init(&exact, &swept.question, 0, &swept.limits);
    ck_assert_int_eq(exact.status, CAIRN_EXACT_NOT);
    ck_assert_ptr_nonnull(exact.why);
    cairn_exact_release(&exact);
    swept_release(&swept);
}
END_TEST

Suite *test_exact(void)
{
    Suite *suite = suite_create("exact");
    TCase *tcase = tcase_create("exact");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, far_end_is_found);
    tcase_add_test(tcase, like_looking_at_every_point);
    tcase_add_test(tcase, like_looking_at_every_point_of_far);
    tcase_add_test(tcase, points_are_what_asking_gives);
    tcase_add_test(tcase, not_followed);
    suite_add_tcase(suite, tcase);
    return suite;
}
