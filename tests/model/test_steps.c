#include <check.h>
#include <math.h>
#include <stdio.h>

#include "base/alloc.h"
#include "model/best_case.h"
#include "model/component.h"
#include "model/routes.h"
#include "model/sizing.h"
#include "model/steps.h"
#include "support/build.h"

/*
 * Ears and an eye at a site, a GPU in the north and one in the south: speech to text, then a
 * language model; and a small variant that goes to a large one where it is unsure.
 */
enum { SITE, NORTH, SOUTH };
enum { BOX, GPU, FAR };
enum { EAR, TINY, LARGE, MIND };
enum { HEAR, SEE, THINK };

static struct cairn_scenario *scene(void)
{
    struct cairn_scenario *s = build_scenario();

    build_site(s, "site", 10);
    build_region(s, "north");
    build_region(s, "south");
    build_hardware(s, "box");
    build_hardware(s, "card");
    build_model(s, "hear");
    build_variant(s, "ear", 0.9);
    s->variants[EAR].output_bytes = 500;
    build_model(s, "see");
    build_variant(s, "tiny", 0.7);
    build_exit(s, 0.5, 0.8, 0.8);
    build_exit(s, 0.9, 0.6, 0.95);
    build_variant(s, "large", 0.9);
    build_model(s, "think");
    build_variant(s, "mind", 0.8);
    for (int v = EAR; v <= MIND; v++) {
        build_profile(s, v, 0, (const double[]){0.100}, 1);
        build_profile(s, v, 1, (const double[]){0.020}, 1);
    }
    build_pool(s, "box", SITE, 0, 4);
    build_pool(s, "gpu", NORTH, 1, 40);
    build_pool(s, "far", SOUTH, 1, 40);
    build_link(s, "line", SITE, NORTH);
    build_link(s, "long-line", SITE, SOUTH);
    return s;
}

static struct cairn_route route_of(int pool, int variant)
{
    return (struct cairn_route){.pool = pool,
                                .variant = variant,
                                .cache = CAIRN_NONE,
                                .share = 1,
                                .fallback = CAIRN_NONE,
                                .fallback_variant = CAIRN_NONE};
}

static void then(struct cairn_route *route, int pool, int variant, int early_exit)
{
    route->onward[route->n_onward++] = (struct cairn_onward){pool, variant, early_exit};
}

/* [STEP] a chain: 0.9 x 0.8; of half: 0.9 (0.5 + 0.5 x 0.8). By hand. */
START_TEST(accuracy_of_a_chain)
{
    struct cairn_scenario *s = scene();
    struct cairn_route route = route_of(BOX, EAR);

    build_workload(s, "talk", SITE, HEAR, 1);
    int step = build_step(s, THINK, NAN, CAIRN_TAKES_ALL);
    then(&route, GPU, MIND, CAIRN_NONE);
    ck_assert_double_eq_tol(cairn_route_accuracy(s, &route), 0.72, 1e-12);
    s->steps[step].share = 0.5;
    ck_assert_double_eq_tol(cairn_route_accuracy(s, &route), 0.81, 1e-12);
    ck_assert_double_eq_tol(cairn_route_reach(s, &route, 2), 0.5, 1e-12);
    build_free(s);
}
END_TEST

/*
 * [STEP] an exit, by hand: 0.6 x 0.95 + 0.4 x 0.8 where the rest is known. Where it is not: as
 * accurate as the large one alone if the exit decides better than that; else the large one is on
 * the rest what it is on all, 0.8 x 0.8 + 0.2 x 0.9; as it is at most where the rest is known.
 */
START_TEST(accuracy_of_a_cascade)
{
    struct cairn_scenario *s = scene();
    struct cairn_route sure = route_of(BOX, TINY), rash = route_of(BOX, TINY);

    build_workload(s, "look", SITE, SEE, 1);
    build_step(s, SEE, 1000, CAIRN_TAKES_UNSURE);
    then(&rash, GPU, LARGE, 0);
    then(&sure, GPU, LARGE, 1);
    ck_assert_double_eq_tol(cairn_route_accuracy(s, &sure), 0.9, 1e-12);
    ck_assert_double_eq_tol(cairn_route_accuracy(s, &rash), 0.82, 1e-12);
    s->exits[1].rest = 0.8;
    ck_assert_double_eq_tol(cairn_route_accuracy(s, &sure), 0.89, 1e-12);
    s->exits[1].rest = 1;
    ck_assert_double_eq_tol(cairn_route_accuracy(s, &sure), 0.93, 1e-12);
    ck_assert_double_eq_tol(cairn_route_share(s, &sure, 2), 0.4, 1e-12);
    build_free(s);
}
END_TEST

/* "pool variant > pool variant at exit" of each serving. */
static void check_ways(const struct cairn_scenario *s, int n, const char *const *expected)
{
    struct cairn_routes routes;

    cairn_routes_init(&routes, s);
    ck_assert_int_eq(routes.n_servings, n);
    for (int i = 0; i < n; i++) {
        const struct cairn_route *r = &routes.servings[i].routes[0];
        char text[100];
        int at = sprintf(text, "%s %s", s->pools[r->pool].id, s->variants[r->variant].id);

        for (int k = 0; k < r->n_onward; k++) {
            at += sprintf(text + at, " > %s %s", s->pools[r->onward[k].pool].id,
                          s->variants[r->onward[k].variant].id);
            if (r->onward[k].early_exit != CAIRN_NONE)
                at += sprintf(text + at, " at %g", s->exits[r->onward[k].early_exit].at);
        }
        ck_assert_str_eq(text, expected[i]);
    }
    cairn_routes_release(&routes);
}

/* Each step in each pool. [STEP] */
START_TEST(places_of_a_chain)
{
    static const char *const expected[] = {
        "box ear > box mind", "box ear > gpu mind", "box ear > far mind",
        "gpu ear > box mind", "gpu ear > gpu mind", "gpu ear > far mind",
        "far ear > box mind", "far ear > gpu mind", "far ear > far mind",
    };
    struct cairn_scenario *s = scene();

    build_workload(s, "talk", SITE, HEAR, 1);
    build_step(s, THINK, NAN, CAIRN_TAKES_ALL);
    check_ways(s, 9, expected);
    s->workloads[0].promise.offline = 1;
    check_ways(s, 1, expected);
    build_free(s);
}
END_TEST

/* Either variant alone, or the small one and, at each exit, either behind it. [STEP] */
START_TEST(places_of_a_cascade)
{
    static const char *const expected[] = {
        "box tiny",
        "box tiny > gpu large at 0.5",
        "box tiny > gpu large at 0.9",
        "box large",
    };
    static const char *const accurate[] = {"box tiny > gpu large at 0.9", "box large"};
    struct cairn_scenario *s = scene();

    build_workload(s, "look", SITE, SEE, 1);
    build_step(s, SEE, 1000, CAIRN_TAKES_UNSURE);
    build_narrowing(s, 0, BOX, CAIRN_NONE, CAIRN_NONE);
    int second = build_narrowing(s, 0, GPU, CAIRN_NONE, CAIRN_NONE);
    s->narrowings[second].step = 2;
    check_ways(s, 4, expected);
    s->workloads[0].promise.accuracy = 0.85;
    check_ways(s, 2, accurate);
    build_free(s);
}
END_TEST

/* A network that is split: only halves of the same cut. [STEP] */
START_TEST(places_of_a_split)
{
    static const char *const expected[] = {"box cut-1 > gpu cut-1", "box cut-2 > gpu cut-2"};
    struct cairn_scenario *s = scene();
    int head = build_model(s, "head");

    for (int i = 0; i < 2; i++)
        build_profile(s, build_variant(s, i ? "cut-2" : "cut-1", 1), 0, (const double[]){0.1}, 1);
    int tail = build_model(s, "tail");
    for (int i = 0; i < 2; i++)
        build_profile(s, build_variant(s, i ? "cut-2" : "cut-1", 0.8), 1, (const double[]){0.1}, 1);
    build_workload(s, "look", SITE, head, 1);
    int step = build_step(s, tail, 1000, CAIRN_TAKES_ALL);
    s->steps[step].same_variants = 1;
    s->pools[FAR].max = 0;
    check_ways(s, 2, expected);
    build_free(s);
}
END_TEST

/*
 * [LOAD] By hand: 10 copies of 100 requests a second, of whom 40 % go on to 20 ms in the north, are
 * 8 devices' worth, and more are needed. Where the first pool may lose what is not promised to be
 * answered, nothing is sure of the second.
 */
START_TEST(load_of_a_further_step)
{
    struct cairn_scenario *s = scene();
    struct cairn_route route = route_of(BOX, TINY);
    struct cairn_plan plan;
    struct cairn_sizer sizer;
    struct cairn_pool_sizings sizings;

    build_workload(s, "look", SITE, SEE, 100);
    build_step(s, SEE, 1000, CAIRN_TAKES_UNSURE);
    then(&route, GPU, LARGE, 1);
    cairn_plan_init(&plan, s);
    cairn_sizer_init(&sizer, s, &plan);
    cairn_sizer_pool(&sizer, GPU, &route, 1, &sizings);
    ck_assert_int_eq(sizings.choices[0].count, 9);
    cairn_free(sizings.choices);
    s->pools[BOX].queue = 1;
    s->workloads[0].promise.loss = 0.1;
    cairn_sizer_pool(&sizer, GPU, &route, 1, &sizings);
    ck_assert_int_eq(sizings.choices[0].count, 1);
    cairn_free(sizings.choices);
    cairn_sizer_release(&sizer);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

/*
 * [STEP] By hand, on lines of 8 Mbit/s and 10 ms: 100 ms, 1 kB up in 1 + 10 ms, 20 ms, 1 kB down in
 * 1 + 10 ms are 142 ms for those that go on, 100 for the others.
 */
START_TEST(least_late_by_where_they_end)
{
    struct cairn_scenario *s = scene();
    struct cairn_route route = route_of(BOX, TINY);

    build_workload(s, "look", SITE, SEE, 1);
    build_step(s, SEE, 1000, CAIRN_TAKES_UNSURE);
    then(&route, GPU, LARGE, 1);
    s->workloads[0].promise.p95_s = 0.143;
    ck_assert_double_eq(cairn_least_late_of_route(s, &route), 0);
    s->workloads[0].promise.p95_s = 0.141;
    ck_assert_double_eq_tol(cairn_least_late_of_route(s, &route), 0.4, 1e-12);
    s->workloads[0].promise.p95_s = 0.099;
    ck_assert_double_eq_tol(cairn_least_late_of_route(s, &route), 1, 1e-12);
    s->pools[BOX].variation = CAIRN_EXPONENTIAL;
    ck_assert_double_eq(cairn_least_late_of_route(s, &route), 0);
    build_free(s);
}
END_TEST

/* One after the other, over the site between two regions, both with what the second is handed. */
START_TEST(steps_of_a_component)
{
    struct cairn_scenario *s = scene();
    struct cairn_route route = route_of(GPU, EAR);
    struct cairn_placement placement;
    struct cairn_plan plan;
    struct cairn_components components;

    build_workload(s, "talk", SITE, HEAR, 1);
    build_step(s, THINK, NAN, CAIRN_TAKES_ALL);
    then(&route, FAR, MIND, CAIRN_NONE);
    cairn_placement_init(&placement, s);
    cairn_placement_add(&placement, &route);
    placement.pools[GPU] = placement.pools[FAR] = (struct cairn_sizing){.count = 2, .batch_max = 1};
    cairn_placement_normalise(&placement, s);
    cairn_plan_init(&plan, s);
    cairn_components_init(&components, s, &plan, &placement);
    ck_assert_int_eq(components.n, 1);

    const struct cairn_component *c = &components.items[0];
    ck_assert_int_eq(c->n_routes, 2);
    ck_assert_int_eq(c->n_links, 2);
    ck_assert_int_eq(c->routes[0].next_route, 1);
    ck_assert(!c->routes[0].next_here);
    ck_assert_int_eq(c->routes[0].on_ns, 500000);
    ck_assert_int_eq(c->routes[1].up_ns, 500000);
    ck_assert_int_eq(c->routes[1].handed_bytes, 500);
    ck_assert_int_eq(c->routes[1].next_route, CAIRN_NONE);
    ck_assert_double_eq(c->routes[1].share, 0);
    cairn_components_release(&components);
    cairn_plan_release(&plan);
    cairn_placement_release(&placement);
    build_free(s);
}
END_TEST

Suite *test_steps(void);

Suite *test_steps(void)
{
    Suite *suite = suite_create("steps");
    TCase *tc = tcase_create("steps");

    tcase_add_test(tc, accuracy_of_a_chain);
    tcase_add_test(tc, accuracy_of_a_cascade);
    tcase_add_test(tc, places_of_a_chain);
    tcase_add_test(tc, places_of_a_cascade);
    tcase_add_test(tc, places_of_a_split);
    tcase_add_test(tc, load_of_a_further_step);
    tcase_add_test(tc, least_late_by_where_they_end);
    tcase_add_test(tc, steps_of_a_component);
    suite_add_tcase(suite, tc);
    return suite;
}
