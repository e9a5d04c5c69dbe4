/* The selection at its edges: observations from tables, formulas of select.h by hand. [SELECT] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/ratio.h"
#include "choose/select.h"

enum { SYSTEMS = 4, MOST = 64 };

struct table {
    double x[SYSTEMS][MOST];
    bool rejected[SYSTEMS];
    int untils[MOST], n_untils; /* what was announced */
    int wide;                   /* the most systems that it was announced of */
};

static double observe(void *context, int system, int replication)
{
    const struct table *table = context;

    return table->x[system][replication];
}

static bool prepare(void *context, const int *systems, int n_systems, int until)
{
    struct table *table = context;

    for (int i = 0; i < n_systems; i++)
        ck_assert(systems[i] >= 0 && systems[i] < SYSTEMS);
    table->wide = n_systems > table->wide ? n_systems : table->wide;
    table->untils[table->n_untils++] = until;
    return true;
}

static bool accept(void *context, int system)
{
    const struct table *table = context;

    return !table->rejected[system];
}

static struct cairn_select_problem problem_of(struct table *table, int n_systems)
{
    return (struct cairn_select_problem){
        .n_systems = n_systems,
        .alpha = 0.05,
        .indifference = 1.0,
        .first = 12,
        .most = MOST,
        .observe = observe,
        .accept = accept,
        .context = table,
    };
}

/* What a system has, from one replication to another: +- swing in turn. */
static void fill(struct table *table, int system, int from, int to, double level, double swing)
{
    for (int r = from; r < to; r++)
        table->x[system][r] = level + (r % 2 ? -swing : swing);
}

/* ---- looks ---- */

/* A quarter of the first replications, at least two; doubled while there are fewer than most. */
START_TEST(looks_begin_at_two)
{
    static const struct {
        int first, most, looks[7];
    } rows[] = {
        {8, 30, {2, 4, 8, 16, 30}}, {11, 17, {2, 4, 8, 16, 17}}, {16, 64, {4, 8, 16, 32, 64}},
        {20, 20, {5, 10, 20}},      {4, 5, {2, 4, 5}},           {2, 3, {2, 3}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int n = 0, r = 0;

        while (r < rows[i].most) {
            r = cairn_select_next_look(rows[i].first, rows[i].most, r);
            ck_assert_int_eq(r, rows[i].looks[n++]);
        }
        ck_assert_int_eq(cairn_select_looks(rows[i].first, rows[i].most), n);
    }
    ck_assert_int_eq(cairn_select_next_look(12, 64, 4), 6); /* between two looks */
}
END_TEST

/* ---- announcements ---- */

/*
 * Of two that differ in nothing but a large swing nothing is decided. Up to 32 just the looks are
 * announced, then an eighth more than there are, rounded down: after 32 it is one more and 4, which
 * last up to 37, then 38 + 37 / 8 ... At 63 there are 64 at most.
 */
START_TEST(an_eighth_more_is_announced)
{
    static const int untils[] = {8, 16, 32, 37, 42, 48, 55, 62, 64};
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 2);

    memset(&table, 0, sizeof table);
    fill(&table, 1, 0, MOST, 0, 1000);
    problem.first = 32;
    problem.prepare = prepare;
    cairn_select(&problem, &selection);
    ck_assert(!selection.decided);
    ck_assert_int_eq(table.n_untils, (int)(sizeof untils / sizeof *untils));
    for (int i = 0; i < table.n_untils; i++)
        ck_assert_int_eq(table.untils[i], untils[i]);
    ck_assert_int_eq(table.wide, 2);
    cairn_selection_release(&selection);
}
END_TEST

/* ---- rules ---- */

/* h^2 of the zone rule for k systems and 12 first replications, at 0.4 of 0.05. */
static double h2_of(int k)
{
    return 11 * (pow(2 * 0.4 * 0.05 / (k - 1), -2.0 / 11) - 1);
}

/*
 * Differences that swing by +-a in the first 12 replications and are none from then on: means are
 * equal at every even number up to 12 and ever after, so that nobody is dropped, and all that are
 * left are as good once there are more replications than h^2 S^2, S^2 = a^2 12 / 11, of the two
 * that differ most. One that was dropped before has no say in it.
 */
START_TEST(equals_are_decided_when_the_zone_rule_ends)
{
    for (int far = 0; far < 2; far++) {
        static struct table table;
        struct cairn_selection selection;
        struct cairn_select_problem problem = problem_of(&table, 3 + far);
        double ends = h2_of(3 + far) * 4 * 12 / 11;

        memset(&table, 0, sizeof table);
        fill(&table, 1, 0, 12, 0, 2);
        fill(&table, 2, 0, 12, 0, 1);
        fill(&table, 3, 0, 12, 1000, 8);
        ck_assert_double_gt(ends, 12);
        ck_assert_double_lt(ends, MOST - 1);
        cairn_select(&problem, &selection);
        ck_assert_int_eq(selection.best, 0);
        ck_assert(selection.decided);
        for (int i = 0; i < 3; i++) {
            ck_assert_int_eq(selection.dropped[i].at, 0);
            ck_assert_int_eq(selection.seen[i], (int)floor(ends) + 1);
        }
        if (far) {
            ck_assert_int_eq(selection.dropped[3].at, 3);
            ck_assert_int_eq(selection.seen[3], 3);
        }
        cairn_selection_release(&selection);
    }
}
END_TEST

/*
 * 0.6 behind, +- 1.5: h^2 S^2 is 21.5, so that after 12 the zone rule lets go of what is more than
 * (21.5 / 12 - 1) / 2 = 0.4 behind; for the distance rule it would have to be 0.8.
 */
START_TEST(the_zone_rule_looks_from_the_first_on)
{
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 2);

    memset(&table, 0, sizeof table);
    fill(&table, 1, 0, MOST, 0.6, 1.5);
    ck_assert_double_lt((h2_of(2) * 2.25 * 12 / 11 / 12 - 1) / 2, 0.6);
    cairn_select(&problem, &selection);
    ck_assert(selection.decided);
    ck_assert_int_eq(selection.dropped[1].at, 12);
    cairn_selection_release(&selection);
}
END_TEST

/*
 * 0.2 behind, +- 0.9: of three h^2 S^2 is 10.1, so that after 12 whatever is behind at all is let
 * go of; the third, which swings by 2 in the first 12 and is no worse, keeps the others waiting.
 */
START_TEST(the_zone_rule_ends_in_any_difference)
{
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 3);

    memset(&table, 0, sizeof table);
    fill(&table, 1, 0, MOST, 0.2, 0.9);
    fill(&table, 2, 0, 12, 0, 2);
    ck_assert_double_lt(h2_of(3) * 0.81 * 12 / 11, 12);
    cairn_select(&problem, &selection);
    ck_assert(selection.decided);
    ck_assert_int_eq(selection.dropped[1].at, 12);
    ck_assert_int_gt(selection.seen[0], 12);
    cairn_selection_release(&selection);
}
END_TEST

/*
 * Of three the error is shared by two comparisons: Student's t at 1 - 0.1 x 0.05 / (6 looks x 2) is
 * q sqrt(2 / (1 - q^2)) with q = 2p - 1 for two degrees of freedom. Differences of d - 1, d, d + 1
 * are told at d > t / sqrt 3 - 1.
 */
START_TEST(the_distance_rule_shares_its_error)
{
    double q = 1 - 2 * 0.005 / 12, t = q * sqrt(2 / (1 - q * q));

    for (int above = 0; above < 2; above++) {
        double behind = t / sqrt(3) - 1 + (above ? 0.01 : -0.01);
        static struct table table;
        struct cairn_selection selection;
        struct cairn_select_problem problem = problem_of(&table, 3);

        memset(&table, 0, sizeof table);
        fill(&table, 1, 0, MOST, behind, 0);
        table.x[1][0] = behind - 1;
        table.x[1][2] = behind + 1;
        fill(&table, 2, 0, MOST, 1e6, 0);
        cairn_select(&problem, &selection);
        ck_assert_int_eq(selection.best, 0);
        ck_assert_int_eq(selection.seen[1] == 3, above);
        ck_assert_int_eq(selection.seen[2], 3);
        cairn_selection_release(&selection);
    }
}
END_TEST

/* log L of the ratio rule after r differences of `behind`, +- 3 in turn, to a zone of 1. */
static double log_ratio(double behind, int r)
{
    struct cairn_ratio_test test = {.first = 12, .first_variance = 9.0 * 12 / 11, .gain = 2};
    double odd = r % 2 ? 3.0 / r : 0.0;

    return cairn_ratio_log(&test, r, behind + 1.0 + odd, (9.0 * r - 9.0 * (r % 2) / r) / (r - 1));
}

/*
 * The third is far behind and soon gone, but still counts: the ratio has to reach
 * 2 / (0.5 x 0.05) = 80. It would at 33; but the rule looks after 13 and then each time there are a
 * 32nd more, so after 32 at 34, 36, 38. The zone rule would let go at 49 only.
 */
START_TEST(the_ratio_rule_shares_its_error)
{
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 3);
    double behind = 0.62;
    int looks[MOST], n = 0, drops = 0;

    for (int r = 13; r < MOST; r += 1 + r / 32)
        looks[n++] = r;
    while (log_ratio(behind, looks[drops]) < log(80.0))
        drops++;
    ck_assert_double_ge(log_ratio(behind, 33), log(80.0));
    ck_assert_int_eq(looks[drops], 38);
    memset(&table, 0, sizeof table);
    fill(&table, 1, 0, MOST, behind, 3);
    fill(&table, 2, 0, MOST, 1e6, 0);
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 0);
    ck_assert(selection.decided);
    ck_assert_int_eq(selection.dropped[1].at, looks[drops]);
    ck_assert_int_eq(selection.seen[1], looks[drops]);
    cairn_selection_release(&selection);
}
END_TEST

/* ---- any unit ---- */

static const struct scene {
    int n_systems;
    double level[SYSTEMS], swing[SYSTEMS];
} scenes[] = {
    {2, {5, 5.3}, {0, 3}},                       /* the zone rule */
    {2, {5, 5.9}, {0, 3}},                       /* the ratio rule */
    {3, {5, 5, 40}, {0, 3, 1}},                  /* the distance rule, and one that is as good */
    {4, {0.5, 0.25, 0.75, 12}, {0.5, 2, 1, 40}}, /* all of them */
};

/* In units of a quarter or of a fourfold, the zone in them too, to the bit the same is selected. */
START_TEST(units_change_nothing)
{
    static const double scales[] = {0.25, 4, 4096};
    static struct table table;
    struct cairn_selection one, other;

    for (size_t s = 0; s < sizeof scenes / sizeof *scenes; s++)
        for (size_t u = 0; u < sizeof scales / sizeof *scales; u++) {
            struct cairn_select_problem problem = problem_of(&table, scenes[s].n_systems);
            int n = scenes[s].n_systems;

            for (int i = 0; i < n; i++)
                fill(&table, i, 0, MOST, scenes[s].level[i], scenes[s].swing[i]);
            cairn_select(&problem, &one);
            for (int i = 0; i < n; i++)
                for (int r = 0; r < MOST; r++)
                    table.x[i][r] *= scales[u];
            problem.indifference *= scales[u];
            cairn_select(&problem, &other);
            ck_assert_int_eq(one.best, other.best);
            ck_assert(one.decided == other.decided && one.p_correct == other.p_correct);
            ck_assert_mem_eq(one.seen, other.seen, (size_t)n * sizeof *one.seen);
            for (int i = 0; i < n; i++) {
                ck_assert_int_eq(one.dropped[i].at, other.dropped[i].at);
                ck_assert_int_eq(one.dropped[i].by, other.dropped[i].by);
                ck_assert(one.dropped[i].behind * scales[u] == other.dropped[i].behind);
            }
            cairn_selection_release(&one);
            cairn_selection_release(&other);
        }
}
END_TEST

/* ---- how sure ---- */

/*
 * Four replications with a standard deviation of 2 sqrt(4 / 3): the standard error is sqrt(4 / 3),
 * and 3 behind, with the zone of 1, is t = 4 / sqrt(4 / 3) = sqrt 12. With three degrees of freedom
 * P(T > t) = 1/2 - (atan(u) + u / (1 + u^2)) / pi, u = t / sqrt 3 = 2.
 */
START_TEST(doubt_is_students)
{
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 2);
    double tail = 0.5 - (atan(2) + 2.0 / 5) / acos(-1.0);

    memset(&table, 0, sizeof table);
    fill(&table, 0, 0, MOST, 3, 2); /* the better one is the second */
    problem.first = problem.most = 4;
    cairn_select(&problem, &selection);
    ck_assert(!selection.decided);
    ck_assert_int_eq(selection.best, 1);
    ck_assert_double_eq_tol(selection.p_correct, 1 - tail, 1e-12);
    cairn_selection_release(&selection);
}
END_TEST

/* Three that may each as well be better are more than certain to be: that is 0, not less. */
START_TEST(doubt_ends_at_certainty)
{
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 4);

    memset(&table, 0, sizeof table);
    for (int i = 1; i < 4; i++)
        fill(&table, i, 0, MOST, 1e-3, 1e9);
    problem.first = problem.most = 4;
    cairn_select(&problem, &selection);
    ck_assert(!selection.decided);
    ck_assert_double_eq(selection.p_correct, 0);
    cairn_selection_release(&selection);
}
END_TEST

/*
 * Differences of +- 1.5 that end in one of 30 after 12: h^2 S^2 is 21.5, and at 13 the mean is 2.3
 * behind, more than the zone's (21.5 / 13 - 1) / 2. What is dropped then may still be better, with
 * t = 3.3 / 2.35 a doubt of 0.09; but the procedure guarantees 0.95.
 */
START_TEST(what_is_decided_is_as_sure_as_promised)
{
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 2);

    memset(&table, 0, sizeof table);
    fill(&table, 1, 0, 12, 0, 1.5);
    table.x[1][12] = 30;
    cairn_select(&problem, &selection);
    ck_assert(selection.decided);
    ck_assert_int_eq(selection.best, 0);
    ck_assert_int_eq(selection.seen[1], 13);
    ck_assert_double_eq(selection.p_correct, 1 - 0.05);
    cairn_selection_release(&selection);
}
END_TEST

/*
 * The first is far better and struck out; of the other two, which were dropped at the first look,
 * the better one is found in a run of its own.
 */
START_TEST(a_new_run_begins_afresh)
{
    static struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = problem_of(&table, 3);

    memset(&table, 0, sizeof table);
    fill(&table, 0, 0, MOST, 1, 0);
    fill(&table, 1, 0, MOST, 200, 0);
    fill(&table, 2, 0, MOST, 100, 0);
    table.rejected[0] = true;
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 2);
    ck_assert(selection.decided);
    ck_assert_int_eq(selection.dropped[1].by, 2);
    ck_assert_double_eq(selection.dropped[1].behind, 100);
    ck_assert_int_eq(selection.dropped[2].at, 0);
    ck_assert(selection.p_correct == 1.0);
    cairn_selection_release(&selection);
}
END_TEST

Suite *test_select_edge(void);

Suite *test_select_edge(void)
{
    Suite *suite = suite_create("select_edge");
    TCase *tests = tcase_create("select_edge");

    tcase_add_test(tests, looks_begin_at_two);
    tcase_add_test(tests, an_eighth_more_is_announced);
    tcase_add_test(tests, equals_are_decided_when_the_zone_rule_ends);
    tcase_add_test(tests, the_zone_rule_looks_from_the_first_on);
    tcase_add_test(tests, the_zone_rule_ends_in_any_difference);
    tcase_add_test(tests, the_distance_rule_shares_its_error);
    tcase_add_test(tests, the_ratio_rule_shares_its_error);
    tcase_add_test(tests, units_change_nothing);
    tcase_add_test(tests, doubt_is_students);
    tcase_add_test(tests, doubt_ends_at_certainty);
    tcase_add_test(tests, what_is_decided_is_as_sure_as_promised);
    tcase_add_test(tests, a_new_run_begins_afresh);
    suite_add_tcase(suite, tests);
    return suite;
}
