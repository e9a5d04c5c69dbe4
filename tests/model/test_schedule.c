/* Pools whose devices come and go, before anything is simulated: plans, sizes, routes. */

#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "engine/clock.h"
#include "model/component.h"
#include "model/routes.h"
#include "model/sizing.h"
#include "support/build.h"

enum { SHOP, NORTH };
enum { BOX, GPU };

static const struct cairn_origin said = {.file = "test", .line = 1};

/* Half of the devices are on for 12 h, all of them for the rest; UTC + 1 h. */
static struct cairn_scenario *shop(void)
{
    double factors[24];
    struct cairn_scenario *s = build_scenario();

    build_site(s, "shop", 1);
    build_region(s, "north");
    build_hardware(s, "box");
    build_model(s, "net");
    build_profile(s, build_variant(s, "fp16", 0.8), 0, (const double[]){0.1}, 1);
    build_pool(s, "box", SHOP, 0, 6);
    build_pool(s, "gpu", NORTH, 0, 6);
    build_workload(s, "look", SHOP, 0, 25.0);
    build_link(s, "line", SHOP, NORTH);
    for (int h = 0; h < 24; h++)
        factors[h] = h < 12 ? 0.5 : 1.0;
    build_day_shape(s, "half", factors);
    s->places[SHOP].utc_offset_s = 3600;
    return s;
}

START_TEST(schedules_are_shares_of_the_greatest_hour) /* [SCHEDULE] */
{
    ck_assert_int_eq(cairn_devices_on(5, 1.0), 5);
    ck_assert_int_eq(cairn_devices_on(5, 0.5), 3); /* rounded up */
    ck_assert_int_eq(cairn_devices_on(4, 0.5), 2);
    ck_assert_int_eq(cairn_devices_on(3, 1.0 / 3.0), 1);
    ck_assert_int_eq(cairn_devices_on(9, 0.0), 0);
}
END_TEST

/* A constant load has one window; with the schedule there are hours of half, of all, and both. */
START_TEST(schedules_cut_strata) /* [SCHEDULE] [PLAN] */
{
    struct cairn_scenario *s = shop();
    struct cairn_plan plan;
    double hours[3] = {0};

    s->pools[BOX].schedule = 0;
    cairn_plan_init(&plan, s);
    ck_assert_int_eq(plan.n_windows, 4); /* the first hour of each differs by its run-in */
    for (int w = 0; w < plan.n_windows; w++)
        hours[(int)(2 * cairn_plan_on_share(&plan, w, BOX))] += plan.windows[w].hours;
    ck_assert_double_eq(hours[1], 84);
    ck_assert_double_eq(hours[2], 84);
    ck_assert_double_eq(cairn_plan_on_share(&plan, plan.window_of_hour[10], BOX), 0.5); /* 11:00 */
    ck_assert_double_eq(cairn_plan_on_share(&plan, plan.window_of_hour[11], BOX), 1.0); /* 12:00 */
    ck_assert_double_eq(cairn_plan_on_share(&plan, plan.window_of_hour[10], GPU), 1.0);
    cairn_plan_release(&plan);
    build_free(s);
}
END_TEST

static int least_size(const struct cairn_scenario *s)
{
    const struct cairn_route route = {.pool = BOX,
                                      .cache = CAIRN_NONE,
                                      .share = 1,
                                      .fallback = CAIRN_NONE,
                                      .fallback_variant = CAIRN_NONE};
    struct cairn_plan plan;
    struct cairn_sizer sizer;
    struct cairn_pool_sizings sizings;
    int count;

    cairn_plan_init(&plan, s);
    cairn_sizer_init(&sizer, s, &plan);
    cairn_sizer_pool(&sizer, BOX, &route, 1, &sizings);
    count = sizings.n_choices > 0 ? sizings.choices[0].count : 0;
    cairn_free(sizings.choices);
    cairn_sizer_release(&sizer);
    cairn_plan_release(&plan);
    return count;
}

/* 2.5 devices' worth of work: 3 devices; 5 of 60 % up, or of half of them; scaling is no matter. */
START_TEST(sizes_of_what_is_there) /* [LOAD] [SCHEDULE] [OUTAGE] */
{
    struct cairn_scenario *s = shop();

    ck_assert_int_eq(least_size(s), 3);
    s->pools[BOX].scaling =
        (struct cairn_scaling){.origin = said, .rule = CAIRN_BY_BACKLOG, .target = 1};
    ck_assert_int_eq(least_size(s), 3);
    s->pools[BOX].scaling = (struct cairn_scaling){0};
    s->pools[BOX].outage = (struct cairn_outage){.origin = said, .mtbf_s = 60, .mttr_s = 40};
    ck_assert_int_eq(least_size(s), 5);
    s->pools[BOX].outage = (struct cairn_outage){0};
    s->pools[BOX].schedule = 0;
    ck_assert_int_eq(least_size(s), 5);
    build_free(s);
}
END_TEST

/* A line that is down for 10 % of the time and loses what comes, against what is promised. */
START_TEST(what_a_line_loses_is_promised_to_few) /* [OUTAGE] */
{
    struct cairn_scenario *s = shop();
    struct cairn_routes routes;

    s->links[0].outage =
        (struct cairn_outage){.origin = said, .mtbf_s = 90, .mttr_s = 10, .lost = 1};
    cairn_routes_init(&routes, s);
    ck_assert_int_eq(routes.n_servings, 1);
    ck_assert_int_eq(routes.servings[0].routes[0].pool, BOX);
    ck_assert_int_eq(routes.n_exclusions, 1);
    ck_assert_int_eq(routes.exclusions[0].reason, CAIRN_EXCLUDED_LOSS);
    ck_assert_str_eq(routes.exclusions[0].text,
                     "its link is down 10 % of the time, promised loss 0 %");
    cairn_routes_release(&routes);
    s->workloads[0].promise.loss = 0.1;
    cairn_routes_init(&routes, s);
    ck_assert_int_eq(routes.n_servings, 2);
    cairn_routes_release(&routes);
    s->workloads[0].promise.loss = 0;
    s->links[0].outage.lost = 0; /* they wait */
    cairn_routes_init(&routes, s);
    ck_assert_int_eq(routes.n_servings, 2);
    cairn_routes_release(&routes);
    build_free(s);
}
END_TEST

START_TEST(failover_is_tried_where_it_is_asked_for) /* [FAILOVER] */
{
    struct cairn_scenario *s = shop();
    struct cairn_routes routes;
    const struct cairn_route *route;

    s->links[0].outage =
        (struct cairn_outage){.origin = said, .mtbf_s = 90, .mttr_s = 10, .lost = 1};
    s->choose.failover = 1;
    cairn_routes_init(&routes, s);
    ck_assert_int_eq(routes.n_servings, 2); /* the box never fails: it needs no fallback */
    route = &routes.servings[1].routes[0];
    ck_assert_int_eq(route->pool, GPU);
    ck_assert_int_eq(route->fallback, BOX);
    ck_assert_int_eq(route->over, CAIRN_OVER_NEVER);
    cairn_routes_release(&routes);
    build_free(s);
}
END_TEST

Suite *test_schedule(void);

Suite *test_schedule(void)
{
    Suite *suite = suite_create("schedule");
    TCase *all = tcase_create("all");

    tcase_add_test(all, schedules_are_shares_of_the_greatest_hour);
    tcase_add_test(all, schedules_cut_strata);
    tcase_add_test(all, sizes_of_what_is_there);
    tcase_add_test(all, what_a_line_loses_is_promised_to_few);
    tcase_add_test(all, failover_is_tried_where_it_is_asked_for);
    suite_add_tcase(suite, all);
    return suite;
}
