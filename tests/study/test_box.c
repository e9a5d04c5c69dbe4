#include "study/box.h"

#include <check.h>
#include <math.h>

#include "choose/answer.h"
#include "support/swept.h"

/* North's grid feeds regions, south's a site of mixed.xml: both of average intensity. */
static const char both[] =
    "<vary select=\"//grid[@id='north']/intensity[@kind='average' and @scope='life-cycle']/@value\""
    " from=\"5 gCO2e/kWh\" to=\"1500 gCO2e/kWh\" points=\"6\"/>"
    "<vary select=\"//grid[@id='south']/intensity[@kind='average' and @scope='life-cycle']/@value\""
    " from=\"5 gCO2e/kWh\" to=\"1200 gCO2e/kWh\" points=\"6\"/>";

/*
 * [CELL] On a line, what a cell says is best is the least of all finalists there; where two cells
 * meet they are equal. No bound is above the best.
 */
START_TEST(a_map_is_what_lines_say)
{
    struct swept swept;
    struct cairn_box box;
    int changes = 0;

    swept_init(&swept, "tests/study/mixed.xml", both);
    cairn_box_init(&box, &swept.question, &swept.limits);
    ck_assert_int_eq(box.of.status, CAIRN_EXACT);
    ck_assert_int_eq(box.n_map, 6);
    for (int l = 0; l < box.n_map; l++) {
        const struct cairn_envelope *line = &box.lines[l].envelope;

        ck_assert_double_eq_tol(box.lines[l].at[0], 5 + l * 299.0, 1e-9); /* (1500 - 5) / 5 */
        for (int k = 0; k <= 100; k++) {
            double x[2] = {box.lines[l].at[0],
                           cairn_response_value(&box.of.last.numbers[1], k / 100.0)};
            int cell = line->pieces[cairn_envelope_find(line, k / 100.0)].line;
            double is = cairn_response_mean(&box.of.last, cell, 0, x, NULL);
            struct cairn_exact_point point;
            double least;

            cairn_exact_points(&box.of, x, 1, &point);
            least = point.value;
            ck_assert_double_eq_tol(is / least, 1, 1e-12);
            ck_assert_double_le(cairn_box_bound(&box, x), least);
        }
        changes += line->n - 1;
    }
    ck_assert_int_ge(changes, 2);
    cairn_box_release(&box);
    swept_release(&swept);
}
END_TEST

/* [CELL] Wherever the whole question is asked, the answer is within its zone of the map */
START_TEST(asking_says_the_same)
{
    static const double at[][2] = {{5, 5}, {300, 1100}, {700, 200}, {1450, 60}, {90, 600}};
    struct swept swept;
    struct cairn_box box;

    swept_init(&swept, "tests/study/mixed.xml", both);
    cairn_box_init(&box, &swept.question, &swept.limits);
    ck_assert_int_eq(box.of.status, CAIRN_EXACT);
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct cairn_scenario *there = swept_there(&swept, at[i]);
        struct cairn_answer answer;
        struct cairn_exact_point point;

        cairn_exact_points(&box.of, at[i], 1, &point);
        ck_assert(cairn_choose(&answer, there, &swept.limits));
        ck_assert_double_eq_tol(point.value, answer.candidates[answer.best]->carbon_g,
                                answer.indifference);
        cairn_answer_release(&answer);
        cairn_scenario_free(there);
    }
    cairn_box_release(&box);
    swept_release(&swept);
}
END_TEST

Suite *test_box(void)
{
    Suite *suite = suite_create("box");
    TCase *tcase = tcase_create("box");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_map_is_what_lines_say);
    tcase_add_test(tcase, asking_says_the_same);
    suite_add_tcase(suite, tcase);
    return suite;
}
