#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/search.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits unlimited = {.replications = 30};

/* A search with all that it needs. */
struct find {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_space space;
    struct cairn_lab lab;
    struct cairn_search search;
};

/* Takes the scenario over. */
static void find_init(struct find *f, struct cairn_scenario *s, bool pruning)
{
    struct cairn_search_setup setup = {&f->plan, &f->lab, &unlimited, pruning};

    f->s = s;
    cairn_plan_init(&f->plan, s);
    cairn_routes_init(&f->routes, s);
    cairn_space_init(&f->space, s, &f->plan, &f->routes, CAIRN_SPACE_ALL, s->choose.limit);
    cairn_lab_init(&f->lab, s->time.seed, CAIRN_LAB_SEARCH);
    cairn_search_init(&f->search, s, &f->space, &setup);
}

static void find_release(struct find *f)
{
    cairn_search_release(&f->search);
    cairn_lab_release(&f->lab);
    cairn_space_release(&f->space);
    cairn_routes_release(&f->routes);
    cairn_plan_release(&f->plan);
    build_free(f->s);
}

static double least_g(const struct find *f, enum cairn_basis_kind basis, bool sure)
{
    struct cairn_search_query query = {
        .basis = basis, .sure = sure, .k = 1, .per_assignment = 1, .filter = CAIRN_SPACE_ALL};
    struct cairn_kbest list;
    double cost_g;

    cairn_search_best(&f->search, &query, &list);
    cost_g = list.n > 0 ? list.choices[0].cost : INFINITY;
    cairn_kbest_release(&list);
    return cost_g;
}

/* ---- who has no latency ---- */

/* Where latency is of no weight, that requests have no answer is none of the cost's. */
START_TEST(the_unanswered_are_slow_where_that_matters)
{
    struct cairn_scenario *s = town();
    struct cairn_weights weights[2] = {{.aim = 1}, {.aim = 1e-12, .latency = 1}};
    struct find f;

    s->choose.front = 1;
    find_init(&f, s, false);
    for (int c = 0; c < f.space.n_components; c++)
        for (uint64_t i = 0; i < (uint64_t)f.space.components[c].n_configurations; i++)
            f.search.outcomes[c][i].latency = INFINITY;
    for (int i = 0; i < 2; i++) {
        struct cairn_search_query query = {.basis = s->choose.basis,
                                           .k = 1,
                                           .per_assignment = 1,
                                           .filter = CAIRN_SPACE_ALL,
                                           .weights = &weights[i]};
        struct cairn_kbest list;

        cairn_search_best(&f.search, &query, &list);
        ck_assert_int_eq(list.n, i == 0);
        ck_assert(i > 0 || isfinite(list.choices[0].cost));
        cairn_kbest_release(&list);
    }
    find_release(&f);
}
END_TEST

/* ---- floors ---- */

/* What was looked at with floors has the same outcome without, and the rest cannot win. */
static int check_pruning(struct cairn_scenario *one, struct cairn_scenario *same)
{
    struct find with, without;
    int ruled_out;

    find_init(&with, one, true);
    find_init(&without, same, false);
    ck_assert(without.search.ruled_out == 0);
    ck_assert(with.search.looked_at + with.search.ruled_out == without.search.looked_at);
    for (int c = 0; c < with.space.n_components; c++) {
        for (uint64_t i = 0; i < (uint64_t)with.space.components[c].n_configurations; i++) {
            const struct cairn_outcome *a = &with.search.outcomes[c][i];
            const struct cairn_outcome *b = &without.search.outcomes[c][i];

            ck_assert(b->looked_at);
            for (int basis = 0; a->looked_at && basis < CAIRN_N_BASES; basis++)
                ck_assert(a->aim[basis] == b->aim[basis] ||
                          (isnan(a->aim[basis]) && isnan(b->aim[basis])));
        }
    }
    for (int basis = 0; basis < CAIRN_N_BASES; basis++)
        for (int sure = 0; sure < 2; sure++)
            ck_assert(least_g(&with, (enum cairn_basis_kind)basis, sure) ==
                      least_g(&without, (enum cairn_basis_kind)basis, sure));
    ruled_out = (int)with.search.ruled_out;
    find_release(&with);
    find_release(&without);
    return ruled_out;
}

START_TEST(floors_never_rule_out_a_winner) /* [FLOOR] */
{
    check_pruning(town_random((uint64_t)_i), town_random((uint64_t)_i));
}
END_TEST

START_TEST(floors_never_rule_out_a_winner_with_upkeep) /* [FLOOR] */
{
    check_pruning(town_upkeep((uint64_t)_i), town_upkeep((uint64_t)_i));
}
END_TEST

/* Up to 3 boxes whose embodied carbon is nearly all: more than one is ruled out, twice 4 rules. */
static struct cairn_scenario *heavy_boxes(void)
{
    struct cairn_scenario *s = town();

    s->n_pools = TOWN_GPU;
    s->pools[TOWN_BOX].max = 3;
    s->hardware[0].embodied.carbon_g = 1e9;
    build_batching(s, (const int[]){1, 2, 4}, 3, (const double[]){0.02}, 1);
    return s;
}

START_TEST(floors_rule_out_what_costs_too_much_without_serving) /* [FLOOR] */
{
    ck_assert_int_eq(check_pruning(heavy_boxes(), heavy_boxes()), 6);
}
END_TEST

/*
 * Devices that draw 1000 W when idle and 12 W at work, and are slower in batches: larger batches
 * leave less idle time and emit less, but idle time alone would cost more than the first rule.
 */
static struct cairn_scenario *restless_boxes(void)
{
    struct cairn_scenario *s = heavy_boxes();

    s->workloads[0].arrivals.rate_per_s = 6;
    s->workloads[0].promise.p95_s = INFINITY;
    s->pools[TOWN_BOX].max = 1;
    s->hardware[0].embodied.carbon_g = 1;
    s->hardware[0].power.idle_w = 1000;
    s->points[s->profiles[0].first_point + 1].latency_s = 0.22;
    s->points[s->profiles[0].first_point + 2].latency_s = 0.55;
    return s;
}

START_TEST(floors_count_every_state) /* [FLOOR] */
{
    ck_assert_int_eq(check_pruning(restless_boxes(), restless_boxes()), 0);
}
END_TEST

/* Asleep nearly all the time: two boxes cost hardly more than one, none is ruled out. */
static struct cairn_scenario *sleepy_boxes(void)
{
    struct cairn_scenario *s = heavy_boxes();

    s->workloads[0].arrivals.rate_per_s = 0.2;
    s->workloads[0].promise.p95_s = INFINITY;
    s->hardware[0].embodied.carbon_g = 1;
    s->hardware[0].power.sleep_w = 0;
    s->pools[TOWN_BOX].sleep_after_s = 0.1;
    return s;
}

START_TEST(floors_count_sleep) /* [FLOOR] */
{
    ck_assert_int_eq(check_pruning(sleepy_boxes(), sleepy_boxes()), 0);
}
END_TEST

/* Off nearly all the time, by what there is to do: two boxes cost hardly more than one. */
static struct cairn_scenario *boxes_that_go_off(void)
{
    struct cairn_scenario *s = sleepy_boxes();

    s->pools[TOWN_BOX].sleep_after_s = NAN;
    s->hardware[0].power.off_w = 0;
    s->pools[TOWN_BOX].scaling = (struct cairn_scaling){.origin = {.file = "test"},
                                                        .rule = CAIRN_BY_BACKLOG,
                                                        .target = 1,
                                                        .every_s = 0.5,
                                                        .cool_down_s = 0};
    return s;
}

START_TEST(floors_count_what_is_off) /* [FLOOR] [SCALE] */
{
    ck_assert_int_eq(check_pruning(boxes_that_go_off(), boxes_that_go_off()), 0);
}
END_TEST

/* ---- queries ---- */

/* Whether two choices take the same components, thus the same servings everywhere. */
static bool same_assignment(const struct cairn_choice *a, const struct cairn_choice *b)
{
    if (a->n_parts != b->n_parts)
        return false;
    for (int i = 0; i < a->n_parts; i++)
        if (a->parts[i].component != b->parts[i].component)
            return false;
    return true;
}

START_TEST(few_of_one_assignment)
{
    struct find f;
    struct cairn_kbest list;
    struct cairn_search_query query = {.k = 100, .per_assignment = 2};
    int most = 0;

    find_init(&f, town_random(4), true);
    ck_assert_int_eq(f.space.n_blocks, 1);
    query.basis = f.s->choose.basis;
    cairn_search_best(&f.search, &query, &list);
    ck_assert_int_gt(list.n, 4);
    for (int i = 0; i < list.n; i++) {
        int same = 0;

        for (int j = 0; j < list.n; j++)
            same += same_assignment(&list.choices[i], &list.choices[j]);
        most = same > most ? same : most;
        ck_assert(i == 0 || list.choices[i].cost >= list.choices[i - 1].cost);
    }
    ck_assert_int_eq(most, 2);
    cairn_kbest_release(&list);
    find_release(&f);
}
END_TEST

START_TEST(filters_hold)
{
    static const struct {
        enum cairn_space_filter filter;
        enum cairn_place_kind kind;
    } kinds[] = {{CAIRN_SPACE_AT_SITES, CAIRN_SITE}, {CAIRN_SPACE_IN_REGIONS, CAIRN_REGION}};
    struct find f;

    find_init(&f, town_random(4), true);
    for (int k = 0; k < 2; k++) {
        struct cairn_search_query query = {
            .basis = f.s->choose.basis, .filter = kinds[k].filter, .k = 100, .per_assignment = 100};
        struct cairn_kbest list;

        cairn_search_best(&f.search, &query, &list);
        ck_assert_int_gt(list.n, 0);
        for (int i = 0; i < list.n; i++) {
            struct cairn_placement placement;

            cairn_search_placement(&f.search, &list.choices[i], &placement);
            for (int p = 0; p < f.s->n_pools; p++)
                ck_assert(placement.pools[p].count == 0 ||
                          f.s->places[f.s->pools[p].place].kind == kinds[k].kind);
            cairn_placement_release(&placement);
        }
        cairn_kbest_release(&list);
    }
    find_release(&f);
}
END_TEST

/* ---- promises ---- */

/* 4 /s of 100 ms on one box within 105 ms: nearly all that wait are late, 40 % (M/D/1 at 0.4). */
START_TEST(the_nearest_obstacle_is_named)
{
    struct find f;
    struct cairn_promise_result obstacle;
    struct cairn_placement nearest;
    struct cairn_scenario *s = town();

    s->n_pools = TOWN_GPU;
    s->pools[TOWN_BOX].max = 1;
    s->workloads[0].promise.p95_s = 0.105;
    find_init(&f, s, true);
    ck_assert(isinf(least_g(&f, s->choose.basis, false)));
    ck_assert(cairn_search_obstacle(&f.search, &obstacle, &nearest));
    ck_assert_int_eq(nearest.pools[TOWN_BOX].count, 1);
    cairn_placement_release(&nearest);
    ck_assert_int_eq(obstacle.kind, CAIRN_PROMISE_P95);
    ck_assert_double_gt(obstacle.share, 0.2);
    ck_assert_double_lt(obstacle.share, 0.5);
    ck_assert_double_gt(obstacle.p95_s, 0.105);
    find_release(&f);
}
END_TEST

/* At 3.15 /s 6.1 % are late (as in test_answer.c): hopeful, but not sure. */
START_TEST(what_is_near_the_limit_is_hopeful)
{
    struct find f;
    struct cairn_scenario *s = town();

    s->n_pools = TOWN_GPU;
    s->pools[TOWN_BOX].max = 1;
    s->workloads[0].arrivals.rate_per_s = 3.15;
    s->workloads[0].promise.p95_s = 0.2;
    find_init(&f, s, true);
    ck_assert(!isinf(least_g(&f, s->choose.basis, false)));
    ck_assert(isinf(least_g(&f, s->choose.basis, true)));
    find_release(&f);
}
END_TEST

Suite *test_search(void);

Suite *test_search(void)
{
    Suite *suite = suite_create("search");
    TCase *floors = tcase_create("floors");
    TCase *queries = tcase_create("queries");

    tcase_add_test(queries, the_unanswered_are_slow_where_that_matters);
    tcase_add_loop_test(floors, floors_never_rule_out_a_winner, 1, 41);
    tcase_add_loop_test(floors, floors_never_rule_out_a_winner_with_upkeep, 1, 21);
    tcase_add_test(floors, floors_rule_out_what_costs_too_much_without_serving);
    tcase_add_test(floors, floors_count_every_state);
    tcase_add_test(floors, floors_count_sleep);
    tcase_add_test(floors, floors_count_what_is_off);
    tcase_add_test(queries, few_of_one_assignment);
    tcase_add_test(queries, filters_hold);
    tcase_add_test(queries, the_nearest_obstacle_is_named);
    tcase_add_test(queries, what_is_near_the_limit_is_hopeful);
    suite_add_tcase(suite, floors);
    suite_add_tcase(suite, queries);
    return suite;
}
