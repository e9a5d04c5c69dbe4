/* The bound of an answer, from that of the programme and that of the search. [BOUND] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/bound.h"
#include "choose/lab.h"
#include "support/build.h"
#include "support/staged.h"
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
        struct cairn_bound bound = {.bound_g = cases[i].programme_g,
                                    .gap = NAN,
                                    .kind = isnan(cases[i].programme_g) ? CAIRN_BOUND_NONE
                                                                        : CAIRN_BOUND_PROGRAMME};

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

/* Without any pool there is no placement, and no bound of one. */
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

/* 10^6 over options + 2 facilities + 1, from 20 to 5,000. */
START_TEST(nodes_are_fewer_where_there_are_more_columns)
{
    static const struct {
        int options, facilities;
        double nodes;
    } cases[] = {
        {299, 100, 2000}, {199, 0, 5000},     {198, 0, 5000},     {249, 0, 4000},
        {9, 2000, 249.4}, {29999, 10000, 20}, {49999, 10000, 20}, {0, 0, 5000},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_double_eq_tol(
            cairn_bound_nodes(&(struct cairn_bound_problem){.n_options = cases[i].options,
                                                            .n_facilities = cases[i].facilities}),
            cases[i].nodes, 0.05);
}
END_TEST

/* Without a group there is nothing that grounds could change. */
START_TEST(grounds_may_be_missing)
{
    struct stand t;
    double bound_g;

    stand_init(&t, town());
    ck_assert(stand_bound(&t));
    bound_g = t.bound.programme_g;
    cairn_bound_release(&t.bound);
    t.question.grounds = NULL;
    ck_assert(stand_bound(&t));
    ck_assert_double_eq(t.bound.programme_g, bound_g);
    stand_release(&t);
}
END_TEST

/* Who is paid for what is drawn saves nothing by the sun, and may be paid for any amount. */
START_TEST(where_drawing_is_paid_there_is_no_bound) /* [GROUP] */
{
    for (int paid = 0; paid < 2; paid++) {
        struct cairn_scenario *s = town();
        struct stand t;

        town_prices(s);
        s->choose.aim = CAIRN_AIM_MONEY;
        s->pools[TOWN_BOX].max = 0; /* so that no way itself is credited */
        s->places[TOWN_STORE].price_usd_per_kwh = paid ? -1e-3 : 1e-3;
        staged_sun(s);
        stand_init(&t, s);
        ck_assert(stand_bound(&t));
        ck_assert(t.bound.relaxation.sound);
        ck_assert_int_eq(isnan(t.bound.programme_g), paid);
        ck_assert_int_eq(t.bound.programme_kind, paid ? CAIRN_BOUND_NONE : CAIRN_BOUND_PROGRAMME);
        ck_assert_int_eq(t.bound.kind, t.bound.programme_kind);
        ck_assert_int_eq(isnan(t.bound.bound_g), paid);
        stand_release(&t);
    }
}
END_TEST

/* ---- budgets ---- */

static void no_budget(struct cairn_scenario *s)
{
    s->choose.budget = (struct cairn_budgets){
        .carbon_g = NAN, .energy_j = NAN, .water_l = NAN, .money_usd = NAN, .purchases_usd = NAN};
}

/* A priced town with one of its ways to serve, or all; money in units of so many dollars. */
static struct cairn_scenario *town_by(int pool, enum cairn_aim aim, double unit)
{
    struct cairn_scenario *s = town();

    town_prices(s);
    for (int h = 0; h < s->n_hardware; h++)
        s->hardware[h].price.value_usd *= unit;
    for (int p = 0; p < s->n_places; p++)
        s->places[p].price_usd_per_kwh *= unit;
    s->hops[0].price_usd *= unit;
    s->links[0].egress_usd_per_gb *= unit;
    s->pools[TOWN_RENTED].rent_usd_per_h *= unit;
    s->pools[TOWN_GPU].max = 0;
    if (pool == TOWN_BOX)
        s->n_pools = TOWN_GPU;
    if (pool == TOWN_RENTED)
        s->pools[TOWN_BOX].max = 0;
    s->choose.aim = aim;
    no_budget(s);
    return s;
}

/* The bound of a scenario, which is taken over. */
static double bound_of(struct cairn_scenario *s)
{
    struct stand t;
    double bound_g;

    stand_init(&t, s);
    ck_assert(stand_bound(&t));
    bound_g = t.bound.programme_g;
    ck_assert_int_eq(t.bound.programme_kind, CAIRN_BOUND_PROGRAMME);
    stand_release(&t);
    return bound_g;
}

static const struct {
    enum cairn_aim aim, resource;
    enum cairn_resource of;
    double unit, part; /* of the way between what both take of the resource */
} budgets[] = {
    {CAIRN_AIM_CARBON, CAIRN_AIM_MONEY, CAIRN_RESOURCE_MONEY, 1, 0.5},
    {CAIRN_AIM_CARBON, CAIRN_AIM_MONEY, CAIRN_RESOURCE_MONEY, 1, 0.05},
    {CAIRN_AIM_CARBON, CAIRN_AIM_MONEY, CAIRN_RESOURCE_MONEY, 1, 0.95},
    {CAIRN_AIM_CARBON, CAIRN_AIM_MONEY, CAIRN_RESOURCE_MONEY, 1e-5, 0.5},
    {CAIRN_AIM_MONEY, CAIRN_AIM_CARBON, CAIRN_RESOURCE_CARBON, 1, 0.3},
    {CAIRN_AIM_MONEY, CAIRN_AIM_CARBON, CAIRN_RESOURCE_CARBON, 1e-5, 0.3},
};

/* With the budget of a case. */
static struct cairn_scenario *within(int i, double limit)
{
    struct cairn_scenario *s = town_by(CAIRN_NONE, budgets[i].aim, budgets[i].unit);

    s->choose.budget.origin.file = "x";
    *(budgets[i].of == CAIRN_RESOURCE_MONEY ? &s->choose.budget.money_usd
                                            : &s->choose.budget.carbon_g) = limit;
    return s;
}

/*
 * Served by boxes or by a provider alone, the least that either takes of both things is the bound
 * of a town that has nothing else. Of both together within a budget B it is the highest of
 *     min over ways of  aim + price (taken - B)
 * at prices of 0 and of 0.1, 0.3, 1, 3, 10, 100 times (bound without / B).
 */
START_TEST(budgets_raise_the_bound_by_their_price) /* [BUDGET] [BOUND] */
{
    static const double times[] = {0, 0.1, 0.3, 1, 3, 10, 100};
    double aim[2], taken[2], limit, least, expected = -INFINITY;

    for (int way = 0; way < 2; way++) {
        int pool = way ? TOWN_RENTED : TOWN_BOX;

        aim[way] = bound_of(town_by(pool, budgets[_i].aim, budgets[_i].unit));
        taken[way] = bound_of(town_by(pool, budgets[_i].resource, budgets[_i].unit));
    }
    ck_assert((aim[0] < aim[1]) == (taken[0] > taken[1])); /* what is green is dear */
    least = fmin(aim[0], aim[1]);
    limit = fmin(taken[0], taken[1]) + budgets[_i].part * fabs(taken[0] - taken[1]);
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        double price = times[i] * least / limit;

        expected = fmax(expected, fmin(aim[0] + price * (taken[0] - limit),
                                       aim[1] + price * (taken[1] - limit)));
    }
    ck_assert_double_eq_tol(bound_of(town_by(CAIRN_NONE, budgets[_i].aim, budgets[_i].unit)), least,
                            1e-9 * least);
    ck_assert_double_gt(expected, least * 1.001);
    ck_assert_double_eq_tol(bound_of(within(_i, limit)), expected, 1e-5 * expected);
}
END_TEST

/* Work that waits, or a site with the sun: no price is put on anything. */
START_TEST(what_hangs_together_has_no_price) /* [BUDGET] [GROUP] */
{
    double taken = bound_of(town_by(TOWN_BOX, CAIRN_AIM_MONEY, 1));
    double more = bound_of(town_by(TOWN_RENTED, CAIRN_AIM_MONEY, 1));
    struct cairn_scenario *s;
    double without;

    s = town_by(CAIRN_NONE, CAIRN_AIM_CARBON, 1);
    staged_sun(s);
    without = bound_of(s);
    s = within(0, (taken + more) / 2);
    staged_sun(s);
    ck_assert_double_eq(bound_of(s), without);
    without = bound_of(town_by(CAIRN_NONE, CAIRN_AIM_CARBON, 1));
    s = within(0, (taken + more) / 2);
    s->workloads[0].deferral.origin.file = "x";
    ck_assert_double_eq(bound_of(s), without);
    ck_assert_double_gt(bound_of(within(0, (taken + more) / 2)), without);
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
    tcase_add_test(tests, nodes_are_fewer_where_there_are_more_columns);
    tcase_add_test(tests, grounds_may_be_missing);
    tcase_add_test(tests, where_drawing_is_paid_there_is_no_bound);
    tcase_add_loop_test(tests, budgets_raise_the_bound_by_their_price, 0,
                        (int)(sizeof budgets / sizeof *budgets));
    tcase_add_test(tests, what_hangs_together_has_no_price);
    tcase_add_test(tests, where_nothing_serves_the_bound_is_infinite);
    suite_add_tcase(suite, tests);
    return suite;
}
