/* Who is on a front, by amounts made up by hand. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "support/build.h"

enum { MOST = 4, REPLICATIONS = 4, POISON = 1000000 };

/* What candidates amount to, and who is on the front. */
struct row {
    const char *what;
    int n;
    double carbon_g[MOST][REPLICATIONS], money_usd[MOST][REPLICATIONS];
    bool on[MOST];
};

/* Placements without components: what they amount to is what is written down. */
struct made_up {
    struct cairn_scenario *s;
    struct cairn_answer answer;
    struct cairn_candidate candidates[MOST], *pointers[MOST];
};

static void give(struct cairn_candidate *candidate, enum cairn_measure measure,
                 const double *values)
{
    struct cairn_trial *trial = &candidate->trial;
    enum cairn_basis_kind basis = trial->scenario->choose.basis;

    cairn_free(trial->values[measure][basis]);
    trial->values[measure][basis] = cairn_calloc(REPLICATIONS, sizeof(double));
    memcpy(trial->values[measure][basis], values, REPLICATIONS * sizeof(double));
    trial->n_values[measure] = REPLICATIONS;
}

static void made_up_init(struct made_up *m, const struct row *row)
{
    memset(m, 0, sizeof *m);
    m->s = build_scenario();
    m->s->choose.alpha = 0.05;
    m->answer = (struct cairn_answer){
        .scenario = m->s, .candidates = m->pointers, .n_candidates = row->n, .best = 0};
    for (int i = 0; i < row->n; i++) {
        m->pointers[i] = &m->candidates[i];
        m->candidates[i].trial.scenario = m->s;
        m->candidates[i].contender = true;
        m->candidates[i].replications = REPLICATIONS;
        give(&m->candidates[i], CAIRN_CARBON, row->carbon_g[i]);
        give(&m->candidates[i], CAIRN_MONEY_SPENT, row->money_usd[i]);
    }
}

static void made_up_release(struct made_up *m)
{
    for (int i = 0; i < m->answer.n_candidates; i++)
        for (int measure = 0; measure < CAIRN_N_MEASURES; measure++)
            cairn_free(m->candidates[i].trial.values[measure][m->s->choose.basis]);
    build_free(m->s);
}

static bool is_on(const struct cairn_front *front, int candidate)
{
    for (int i = 0; i < front->n; i++)
        if (front->points[i].candidate == candidate)
            return true;
    return false;
}

/*
 * Four differences that are m - d, m + d in turn: their mean is m, its standard error d / sqrt 3.
 * Student's t is 3.182 at 0.975 and three degrees of freedom, so that the interval is 1.837 d.
 */
static const struct row rows[] = {
    {"less carbon for as much money",
     2,
     {{1, 2, 3, 4}, {2, 3, 4, 5}},
     {{10, 11, 12, 13}, {10, 11, 12, 13}},
     {true, false}},
    {"the second has less carbon for as much money",
     2,
     {{2, 3, 4, 5}, {1, 2, 3, 4}},
     {{10, 11, 12, 13}, {10, 11, 12, 13}},
     {false, true}},
    {"as much carbon for less money",
     2,
     {{1, 2, 3, 4}, {1, 2, 3, 4}},
     {{10, 11, 12, 13}, {11, 12, 13, 14}},
     {true, false}},
    {"the second has as much carbon for less money",
     2,
     {{1, 2, 3, 4}, {1, 2, 3, 4}},
     {{11, 12, 13, 14}, {10, 11, 12, 13}},
     {false, true}},
    {"of those that differ in nothing the first stays",
     3,
     {{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}},
     {{10, 11, 12, 13}, {10, 11, 12, 13}, {10, 11, 12, 13}},
     {true, false, false}},
    {"as much carbon on average",
     2,
     {{1, 2, 3, 4}, {2, 1, 4, 3}},
     {{10, 11, 12, 13}, {10, 11, 12, 13}},
     {true, true}},
    {"as much money on average",
     2,
     {{1, 2, 3, 4}, {1, 2, 3, 4}},
     {{10, 11, 12, 13}, {11, 10, 13, 12}},
     {true, true}},
    {"2 more, give or take 3.7, cannot be told",
     2,
     {{1, 1, 1, 1}, {1, 5, 1, 5}},
     {{10, 11, 12, 13}, {10, 11, 12, 13}},
     {true, true}},
    {"2 more, give or take 1.8, can",
     2,
     {{1, 1, 1, 1}, {2, 4, 2, 4}},
     {{10, 11, 12, 13}, {10, 11, 12, 13}},
     {true, false}},
    {"money that cannot be told",
     2,
     {{1, 2, 3, 4}, {1, 2, 3, 4}},
     {{10, 10, 10, 10}, {10, 14, 10, 14}},
     {true, true}},
    {"money that can",
     2,
     {{1, 2, 3, 4}, {1, 2, 3, 4}},
     {{10, 10, 10, 10}, {11, 13, 11, 13}},
     {true, false}},
    {"half a gram more, give or take 0.9",
     2,
     {{1, 1, 1, 1}, {1, 2, 1, 2}},
     {{10, 11, 12, 13}, {10, 11, 12, 13}},
     {true, true}},
    {"half a dollar more, give or take 0.9",
     2,
     {{1, 2, 3, 4}, {1, 2, 3, 4}},
     {{10, 10, 10, 10}, {10, 11, 10, 11}},
     {true, true}},
    {"half a dollar more is a price of less carbon",
     2,
     {{1, 2, 3, 4}, {6, 7, 8, 9}},
     {{10.5, 11.5, 12.5, 13.5}, {10, 11, 12, 13}},
     {true, true}},
    {"half a gram more is a price of less money",
     2,
     {{1.5, 2.5, 3.5, 4.5}, {1, 2, 3, 4}},
     {{10, 11, 12, 13}, {16, 17, 18, 19}},
     {true, true}},
    {"better in one is enough where the other is no worse",
     2,
     {{1, 1, 1, 1}, {2, 4, 2, 4}},
     {{10, 10, 10, 10}, {10, 14, 10, 14}},
     {true, false}},
    {"the last beats the first, though not the second",
     3,
     {{5, 6, 7, 8}, {1, 2, 3, 4}, {4, 5, 6, 7}},
     {{10, 11, 12, 13}, {12, 13, 14, 15}, {9, 10, 11, 12}},
     {false, true, true}},
    {"no figure, no comparison",
     3,
     {{1, 2, 3, 4}, {2, 3, 4, 5}, {3, 4, 5, 6}},
     {{10, 11, 12, 13}, {NAN, NAN, NAN, NAN}, {9, 10, 11, 12}},
     {true, false, true}},
    {"one that has no figure beats nobody",
     2,
     {{3, 4, 5, 6}, {1, 2, 3, 4}},
     {{10, 11, 12, 13}, {NAN, NAN, NAN, NAN}},
     {true, false}},
};

START_TEST(on_a_front_are_those_whom_nobody_beats) /* [PARETO] */
{
    const struct row *row = &rows[_i];
    struct cairn_front front;
    struct made_up m;
    int n = 0;

    made_up_init(&m, row);
    cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
    for (int i = 0; i < row->n; i++) {
        ck_assert_msg(is_on(&front, i) == row->on[i], "%s: %d", row->what, i);
        n += row->on[i];
    }
    ck_assert_int_eq(front.n, n);
    cairn_front_release(&front);
    ck_assert_int_eq(front.n, 0);
    made_up_release(&m);
}
END_TEST

/* Three that pay money for carbon, the greenest last: paired differences to the second. */
static const struct row order = {"the greenest last",
                                 4,
                                 {{5, 6, 7, 8}, {3, 4, 5, 6}, {1, 2, 3, 4}, {4, 3, 6, 5}},
                                 {{1, 3, 1, 3}, {3, 3, 3, 3}, {5, 5, 5, 5}, {3, 3, 3, 3}},
                                 {true, true, true, true}};

START_TEST(points_stand_in_order_of_their_carbon) /* [PARETO] */
{
    static const int candidates[] = {2, 1, 3, 0};
    static const double excess_g[] = {-2, 0, 0, 2}, value_usd[] = {5, 3, 3, 2};
    struct cairn_front front;
    struct made_up m;

    made_up_init(&m, &order);
    m.answer.best = 1;
    cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
    ck_assert_int_eq(front.n, 4);
    for (int i = 0; i < 4; i++) {
        const struct cairn_front_point *point = &front.points[i];

        ck_assert_int_eq(point->candidate, candidates[i]);
        ck_assert_double_eq_tol(point->excess_g, excess_g[i], 1e-12);
        ck_assert_double_eq_tol(point->value, value_usd[i], 1e-12);
        /* 3.182446 / sqrt 3 of the one whose money swings by 1 */
        ck_assert_double_eq_tol(point->half_width, i == 3 ? 3.182446305 / sqrt(3) : 0, 1e-8);
    }
    cairn_front_release(&front);
    made_up_release(&m);
}
END_TEST

/* What is beyond the replications that count is never looked at. */
START_TEST(pairs_are_those_that_both_were_seen_in) /* [PARETO] */
{
    static const struct row row = {"few and many",
                                   2,
                                   {{2, 2, -POISON, -POISON}, {1, 1, POISON, POISON}},
                                   {{5, 5, POISON, POISON}, {7, 7, -POISON, -POISON}},
                                   {true, true}};

    for (int few = 0; few < 2; few++) {
        struct cairn_front front;
        struct made_up m;

        made_up_init(&m, &row);
        m.candidates[0].replications = 2;
        m.candidates[1].replications = few ? 2 : REPLICATIONS;
        m.answer.best = 0;
        cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
        ck_assert_int_eq(front.n, 2);
        ck_assert_int_eq(front.points[0].candidate, 1);
        ck_assert_double_eq_tol(front.points[0].excess_g, -1, 1e-12);
        ck_assert_double_eq_tol(front.points[1].value, 5, 1e-12);
        cairn_front_release(&front);
        m.candidates[1].replications = 2;
        m.candidates[0].replications = few ? 2 : REPLICATIONS;
        m.answer.best = few ? 0 : 1;
        cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
        ck_assert_int_eq(front.n, 2);
        ck_assert_int_eq(front.points[0].candidate, 1);
        ck_assert_double_eq_tol(front.points[few ? 0 : 1].excess_g, few ? -1 : 1, 1e-12);
        ck_assert_double_eq_tol(front.points[0].value, 7, 1e-12);
        cairn_front_release(&front);
        made_up_release(&m);
    }
}
END_TEST

static void be_a_baseline(struct cairn_candidate *candidate)
{
    candidate->contender = false;
}

static void be_seen_once(struct cairn_candidate *candidate)
{
    candidate->replications = 1;
}

static void be_broken(struct cairn_candidate *candidate)
{
    candidate->status = CAIRN_CANDIDATE_BROKEN;
}

static void break_a_promise(struct cairn_candidate *candidate)
{
    candidate->verdict = CAIRN_BROKEN;
}

/* The first would beat the second. */
static const struct row beaten = {
    "beaten", 2, {{1, 2, 3, 4}, {2, 3, 4, 5}}, {{10, 11, 12, 13}, {11, 12, 13, 14}}, {true, false}};

START_TEST(who_may_not_win_is_on_no_front) /* [PARETO] */
{
    void (*const changes[])(struct cairn_candidate *) = {be_a_baseline, be_seen_once, be_broken,
                                                         break_a_promise};
    struct cairn_front front;
    struct made_up m;

    made_up_init(&m, &beaten);
    changes[_i](&m.candidates[0]);
    m.answer.best = 1;
    cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
    ck_assert_int_eq(front.n, 1);
    ck_assert_int_eq(front.points[0].candidate, 1);
    cairn_front_release(&front);
    m.answer.best = 0; /* nor is there one, if it is the answer */
    cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
    ck_assert_int_eq(front.n, 0);
    ck_assert_ptr_null(front.points);
    m.answer.best = CAIRN_NONE;
    cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
    ck_assert_int_eq(front.n, 0);
    made_up_release(&m);
}
END_TEST

/* Undecided is not broken. */
START_TEST(who_may_keep_its_promises_stands) /* [PARETO] */
{
    struct cairn_front front;
    struct made_up m;

    made_up_init(&m, &beaten);
    m.candidates[0].verdict = CAIRN_UNDECIDED;
    cairn_front_init(&front, &m.answer, CAIRN_AXIS_MONEY);
    ck_assert_int_eq(front.n, 1);
    ck_assert_int_eq(front.points[0].candidate, 0);
    cairn_front_release(&front);
    made_up_release(&m);
}
END_TEST

/* Each axis has the amounts of its own. */
START_TEST(axes_have_their_measures) /* [PARETO] */
{
    static const enum cairn_measure measures[] = {[CAIRN_AXIS_MONEY] = CAIRN_MONEY_SPENT,
                                                  [CAIRN_AXIS_ENERGY] = CAIRN_ENERGY_USED,
                                                  [CAIRN_AXIS_WATER] = CAIRN_WATER_USED};
    static const char *const names[] = {"money", "energy", "water", "latency"};
    struct cairn_front front;
    struct made_up m;

    made_up_init(&m, &beaten);
    for (int axis = CAIRN_AXIS_ENERGY; axis <= CAIRN_AXIS_WATER; axis++)
        for (int i = 0; i < 2; i++) {
            double value = 100.0 * axis - i;

            give(&m.candidates[i], measures[axis], (double[]){value, value, value, value});
        }
    for (int axis = 0; axis < CAIRN_N_AXES; axis++)
        ck_assert_str_eq(cairn_axis_name((enum cairn_axis)axis), names[axis]);
    for (int axis = CAIRN_AXIS_ENERGY; axis <= CAIRN_AXIS_WATER; axis++) {
        cairn_front_init(&front, &m.answer, (enum cairn_axis)axis);
        ck_assert_int_eq(front.n, 2);
        ck_assert_double_eq(front.points[0].value, 100.0 * axis);
        ck_assert_double_eq(front.points[1].value, 100.0 * axis - 1);
        cairn_front_release(&front);
    }
    made_up_release(&m);
}
END_TEST

Suite *test_front_rule(void);

Suite *test_front_rule(void)
{
    Suite *suite = suite_create("front_rule");
    TCase *tests = tcase_create("front_rule");

    tcase_add_loop_test(tests, on_a_front_are_those_whom_nobody_beats, 0,
                        (int)(sizeof rows / sizeof *rows));
    tcase_add_test(tests, points_stand_in_order_of_their_carbon);
    tcase_add_test(tests, pairs_are_those_that_both_were_seen_in);
    tcase_add_loop_test(tests, who_may_not_win_is_on_no_front, 0, 4);
    tcase_add_test(tests, who_may_keep_its_promises_stands);
    tcase_add_test(tests, axes_have_their_measures);
    suite_add_tcase(suite, tests);
    return suite;
}
