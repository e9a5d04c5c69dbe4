/* The bound of an answer, from that of the programme and that of the search. [BOUND] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/bound.h"
#include "choose/lab.h"
#include "support/build.h"
#include "support/town.h"

START_TEST(bounds_have_names)
{
    static const char *const names[] = {"none", "programme", "formula", "search", "chord"};

    for (int kind = CAIRN_BOUND_NONE; kind <= CAIRN_BOUND_CHORD; kind++)
        ck_assert_str_eq(cairn_bound_name((enum cairn_bound_kind)kind), names[kind]);
}
END_TEST

/* The higher of the two, at most the answer's own; the gap is a share of the answer. */
START_TEST(the_higher_bound_holds)
{
    static const struct {
        double programme_g, carbon_g, search_g, bound_g, gap;
        enum cairn_bound_kind kind;
    } cases[] = {
        {60, 100, NAN, 60, 0.4, CAIRN_BOUND_PROGRAMME},
        {60, 100, 75, 75, 0.25, CAIRN_BOUND_SEARCH},
        {60, 100, 50, 60, 0.4, CAIRN_BOUND_PROGRAMME},
        {60, 100, 60, 60, 0.4, CAIRN_BOUND_PROGRAMME}, /* whoever was first */
        {60, 100, INFINITY, 60, 0.4, CAIRN_BOUND_PROGRAMME},
        {60, 100, 130, 100, 0, CAIRN_BOUND_SEARCH},
        {60, 50, NAN, 50, 0, CAIRN_BOUND_PROGRAMME},
        {NAN, 100, 75, 75, 0.25, CAIRN_BOUND_SEARCH},
        {NAN, 100, NAN, NAN, NAN, CAIRN_BOUND_NONE},
        {0.2, 0.8, NAN, 0.2, 0.75, CAIRN_BOUND_PROGRAMME},
        {-1, 0, NAN, -1, 0, CAIRN_BOUND_PROGRAMME}, /* no share of nothing */
        {-8, -4, NAN, -8, 0, CAIRN_BOUND_PROGRAMME},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_bound bound = {
            .bound_g = cases[i].programme_g,
            .gap = NAN,
            .kind = isnan(cases[i].programme_g) ? CAIRN_BOUND_NONE : CAIRN_BOUND_PROGRAMME};

        cairn_bound_settle(&bound, cases[i].carbon_g, cases[i].search_g);
        ck_assert_int_eq(bound.kind, cases[i].kind);
        if (isnan(cases[i].bound_g)) {
            ck_assert(isnan(bound.bound_g) && isnan(bound.gap));
        } else {
            ck_assert_double_eq(bound.bound_g, cases[i].bound_g);
            ck_assert_double_eq_tol(bound.gap, cases[i].gap, 1e-15);
        }
    }
}
END_TEST

/* ---- the programme's ---- */

struct stand {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_lab lab;
    struct cairn_factor_book book;
    struct cairn_bound_question question;
    struct cairn_choose_limits limits;
    struct cairn_bound bound;
};

/* Takes the scenario over. */
static void stand_init(struct stand *t, struct cairn_scenario *s)
{
    *t = (struct stand){.s = s};
    cairn_plan_init(&t->plan, s);
    cairn_routes_init(&t->routes, s);
    cairn_lab_init(&t->lab, 1, CAIRN_LAB_SEARCH);
    cairn_factor_book_init(&t->book);
    t->question = (struct cairn_bound_question){
        .scenario = s,
        .plan = &t->plan,
        .basis = s->choose.basis,
        .book = &t->book,
        .grounds = cairn_lab_grounds(&t->lab, s, &t->plan),
    };
}

/* Bounds; false: stopped. */
static bool stand_bound(struct stand *t)
{
    return cairn_bound_init(&t->bound, &t->question, &t->routes, 0, &t->limits);
}

static void stand_release(struct stand *t)
{
    cairn_bound_release(&t->bound);
    cairn_factor_book_release(&t->book);
    cairn_lab_release(&t->lab);
    cairn_routes_release(&t->routes);
    cairn_plan_release(&t->plan);
    build_free(t->s);
}

static bool always(void *context)
{
    (void)context;
    return true;
}

static bool never(void *context)
{
    (void)context;
    return false;
}

START_TEST(a_stop_is_told)
{
    struct stand t;

    stand_init(&t, town());
    t.limits.stop = never;
    ck_assert(stand_bound(&t));
    ck_assert_int_eq(t.bound.kind, CAIRN_BOUND_PROGRAMME);
    ck_assert_int_eq(t.bound.programme_kind, CAIRN_BOUND_PROGRAMME);
    ck_assert_double_gt(t.bound.programme_g, 0);
    ck_assert_double_eq(t.bound.programme_g, t.bound.bound_g);
    ck_assert(isnan(t.bound.gap));
    cairn_bound_release(&t.bound);
    t.limits.stop = always;
    ck_assert(!stand_bound(&t));
    stand_release(&t);
}
END_TEST

/* What is missing a figure is not relaxed: nothing is known, and that is no stop. */
START_TEST(what_is_not_sound_has_no_bound)
{
    struct cairn_scenario *s = town();
    struct stand t;

    s->grids[0].n_intensities = s->grids[1].n_intensities = 2;
    s->choose.basis = CAIRN_DECISION;
    stand_init(&t, s);
    ck_assert(stand_bound(&t));
    if (!t.bound.relaxation.sound) {
        ck_assert(isnan(t.bound.programme_g));
        ck_assert_int_eq(t.bound.kind, CAIRN_BOUND_NONE);
    }
    ck_assert(isnan(t.bound.bound_g));
    stand_release(&t);
}
END_TEST

/* No device is fast enough for a promise of nothing: no placement, and no bound of one. */
START_TEST(where_nothing_serves_the_bound_is_infinite)
{
    struct cairn_scenario *s = town();
    struct stand t;

    s->n_pools = 0;
    stand_init(&t, s);
    ck_assert(stand_bound(&t));
    ck_assert(isinf(t.bound.programme_g) && t.bound.programme_g > 0);
    ck_assert_int_eq(t.bound.kind, CAIRN_BOUND_NONE);
    ck_assert(isnan(t.bound.bound_g));
    stand_release(&t);
}
END_TEST

Suite *test_bound(void);

Suite *test_bound(void)
{
    Suite *suite = suite_create("bound");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, bounds_have_names);
    tcase_add_test(tests, the_higher_bound_holds);
    tcase_add_test(tests, a_stop_is_told);
    tcase_add_test(tests, what_is_not_sound_has_no_bound);
    tcase_add_test(tests, where_nothing_serves_the_bound_is_infinite);
    suite_add_tcase(suite, tests);
    return suite;
}
