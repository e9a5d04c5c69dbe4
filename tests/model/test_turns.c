#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "model/component.h"
#include "model/fold.h"
#include "model/overhead.h"
#include "model/route_share.h"
#include "model/year.h"
#include "support/build.h"

enum { N = CAIRN_HOURS_PER_YEAR };

/* 2023-01-01 in hours since 1970, as `date -u -d 2023-01-01 +%s` has it. */
static const int64_t first_hour = 1672531200 / 3600;

/*
 * A site and three regions on grids of their own, each with a pool that takes turns, with the
 * intensity that hours[grid] has in each hour of 2023.
 */
struct fixture {
    struct cairn_scenario *s;
    int pool[3], workload;
    struct cairn_among among[3];
    struct cairn_grid grids[4];
    struct cairn_intensity intensities[3];
    struct cairn_series series[3];
    double hours[3][N], week[168];
};

static struct fixture *set_up(void)
{
    struct fixture *f = calloc(1, sizeof *f);
    const double latency_s[] = {0.1};
    struct cairn_scenario *s = f->s = build_scenario();
    int regions[3] = {build_region(s, "east"), build_region(s, "north"), build_region(s, "west")};
    int site = build_site(s, "site", 1);
    int hardware = build_hardware(s, "box");
    int model = build_model(s, "model");
    int variant = build_variant(s, "fp16", 0.9);
    build_profile(s, variant, hardware, latency_s, 1);
    f->workload = build_workload(s, "mail", site, model, 1);
    for (int i = 0; i < 3; i++) {
        static const char *const ids[] = {"e", "n", "w"};
        f->pool[i] = build_pool(s, ids[i], regions[i], hardware, 3);
        build_link(s, ids[i], site, regions[i]);
        s->places[regions[i]].pue = 1;
        s->places[regions[i]].grid = i;
        f->among[i] = (struct cairn_among){.origin = {.file = "x"}, .pool = f->pool[i]};
        f->grids[i] = (struct cairn_grid){.id = ids[i], .first_intensity = i, .n_intensities = 1};
        f->series[i] =
            (struct cairn_series){.first_hour = first_hour, .n = N, .values = f->hours[i]};
        f->intensities[i] = (struct cairn_intensity){.grid = i,
                                                     .kind = CAIRN_SHORT_RUN,
                                                     .scope = CAIRN_DIRECT,
                                                     .value_g_per_kwh = 1,
                                                     .hour_of_week = f->week,
                                                     .trace = {.series = &f->series[i]}};
    }
    s->grids = f->grids;
    s->intensities = f->intensities;
    s->n_grids = s->n_intensities = 3;
    s->among = f->among;
    s->n_among = 3;
    s->greenest = (struct cairn_greenest){
        .origin = {.file = "x"}, .by = CAIRN_SHORT_RUN, .scope = CAIRN_DIRECT};
    return f;
}

static void tear_down(struct fixture *f)
{
    f->s->grids = NULL;
    f->s->intensities = NULL;
    f->s->among = NULL;
    f->s->n_grids = f->s->n_intensities = f->s->n_among = 0;
    build_free(f->s);
    free(f);
}

static struct cairn_placement in_turn(struct fixture *f, int n)
{
    struct cairn_placement p;
    cairn_placement_init(&p, f->s);
    for (int i = 0; i < n; i++) {
        cairn_placement_add(&p, &(struct cairn_route){.workload = f->workload,
                                                      .pool = f->pool[i],
                                                      .variant = 0,
                                                      .cache = CAIRN_NONE,
                                                      .share = 1,
                                                      .greenest = true,
                                                      .fallback = CAIRN_NONE,
                                                      .fallback_variant = CAIRN_NONE});
        p.pools[f->pool[i]] = (struct cairn_sizing){.count = 1, .batch_max = 1};
    }
    cairn_placement_normalise(&p, f->s);
    return p;
}

/*
 * [GREENEST] East is greenest in the first quarter of each day (100 against 200 and 300), north in
 * the second (100 too, and east 150), then west; a PUE of 2 in the west makes its 90 a 180, behind
 * the 170 of east. So east has 6 + 12 hours, north 6, west none. Each hour of the year is in a
 * window of its turn.
 */
START_TEST(the_greenest_takes_it)
{
    static const double day[3][4] = {
        {100, 150, 170, 170}, {200, 100, 200, 200}, {300, 300, 90, 90}};
    struct fixture *f = set_up();
    struct cairn_plan plan;
    struct cairn_placement p = in_turn(f, 3);
    int total = 0;
    for (int i = 0; i < 3; i++)
        for (int h = 0; h < N; h++)
            f->hours[i][h] = day[i][h % 24 / 6];
    f->s->places[f->s->pools[f->pool[2]].place].pue = 2;
    cairn_plan_init(&plan, f->s);
    ck_assert_int_eq(plan.turns.n_places, 3);
    for (int w = 0; w < plan.n_windows; w++)
        total += plan.windows[w].hours;
    ck_assert_int_eq(total, N);
    for (int h = 0; h < N; h++) {
        int w = plan.window_of_year[h];
        for (int i = 0; i < 3; i++)
            ck_assert_double_eq(cairn_route_share_in(f->s, &plan, &p, i, w),
                                i == (h % 24 / 6 == 1 ? 1 : 0));
    }
    ck_assert_double_eq_tol(cairn_route_share_mean(f->s, &plan, &p, 0), 0.75, 1e-12);
    ck_assert_double_eq_tol(cairn_route_share_mean(f->s, &plan, &p, 1), 0.25, 1e-12);
    ck_assert_double_eq(cairn_route_share_mean(f->s, &plan, &p, 2), 0);
    cairn_plan_release(&plan);
    cairn_placement_release(&p);
    tear_down(f);
}
END_TEST

/*
 * [GREENEST] [COOLING] East has 100 g/kWh at a PUE of 1.1 by night and of 1.7 by day, 140 on
 * average; north 120 x 1.2 = 144. So east has the nights alone.
 */
START_TEST(an_hour_costs_what_its_building_takes)
{
    const struct cairn_cooling_point points[] = {{.at = 0, .pue = 1.1}, {.at = 30, .pue = 1.7}};
    struct cairn_cooling cooling = {.n_outsides = 2};
    struct cairn_hourly_overhead overhead = {.pue_most = 1.7};
    double temperatures[288];
    struct cairn_climate climate = {.temperatures = temperatures};
    struct fixture *f = set_up();
    struct cairn_place *east = &f->s->places[f->s->pools[f->pool[0]].place];
    struct cairn_plan plan;
    struct cairn_placement p = in_turn(f, 2);

    for (int i = 0; i < 288; i++)
        temperatures[i] = i % 24 < 12 ? 0 : 30;
    for (int h = 0; h < N; h++) {
        f->hours[0][h] = 100;
        f->hours[1][h] = 120;
        f->hours[2][h] = 1000;
    }
    f->s->coolings = &cooling;
    f->s->climates = &climate;
    f->s->outsides = (struct cairn_cooling_point *)(uintptr_t)points;
    east->cooling = east->climate = 0;
    east->overhead = &overhead;
    east->pue = 1.4;
    f->s->places[f->s->pools[f->pool[1]].place].pue = 1.2;
    cairn_plan_init(&plan, f->s);
    for (int h = 0; h < N; h++)
        ck_assert_double_eq(cairn_route_share_in(f->s, &plan, &p, 0, plan.window_of_year[h]),
                            h % 24 < 12);
    cairn_plan_release(&plan);
    cairn_placement_release(&p);
    f->s->coolings = NULL;
    f->s->climates = NULL;
    f->s->outsides = NULL;
    tear_down(f);
}
END_TEST

/* Of two among three that take turns, the greener of the two; what ranks first surely has it. */
START_TEST(some_of_those_who_take_turns)
{
    struct fixture *f = set_up();
    struct cairn_plan plan;
    struct cairn_placement p = in_turn(f, 2);
    for (int h = 0; h < N; h++) {
        f->hours[0][h] = h % 3 == 0 ? 1 : 5;
        f->hours[1][h] = 3;
        f->hours[2][h] = h % 2 ? 0 : 9;
    }
    cairn_plan_init(&plan, f->s);
    for (int h = 0; h < N; h++) {
        int w = plan.window_of_year[h];
        bool east = h % 3 == 0, west = h % 2;
        ck_assert_double_eq(cairn_route_share_in(f->s, &plan, &p, 0, w), east);
        ck_assert_double_eq(cairn_route_share_in(f->s, &plan, &p, 1, w), !east);
        ck_assert_double_eq(cairn_route_surely(f->s, &plan, &p.routes[0], w), east && !west);
    }
    cairn_plan_release(&plan);
    cairn_placement_release(&p);
    tear_down(f);
}
END_TEST

/* Of two pools at the greenest place the first has all, and the second surely nothing. */
START_TEST(two_at_a_place)
{
    struct fixture *f = set_up();
    struct cairn_plan plan;
    f->s->pools[f->pool[1]].place = f->s->pools[f->pool[0]].place;
    for (int h = 0; h < N; h++) {
        f->hours[0][h] = h % 2 ? 5 : 1;
        f->hours[2][h] = 3;
    }
    struct cairn_placement p = in_turn(f, 3);
    cairn_plan_init(&plan, f->s);
    for (int h = 0; h < N; h++) {
        int w = plan.window_of_year[h];
        for (int r = 0; r < 3; r++)
            ck_assert_double_eq(cairn_route_surely(f->s, &plan, &p.routes[r], w),
                                cairn_route_share_in(f->s, &plan, &p, r, w));
    }
    cairn_plan_release(&plan);
    cairn_placement_release(&p);
    tear_down(f);
}
END_TEST

/* Equal places: the first of the scenario has all of it. With errors all have some. */
START_TEST(ties_and_errors)
{
    struct fixture *f = set_up();
    struct cairn_plan plan;
    struct cairn_placement p = in_turn(f, 3);
    for (int i = 0; i < 3; i++)
        for (int h = 0; h < N; h++)
            f->hours[i][h] = 100;
    cairn_plan_init(&plan, f->s);
    ck_assert_int_eq(plan.n_windows, 1);
    ck_assert_double_eq(cairn_route_share_mean(f->s, &plan, &p, 0), 1);
    cairn_plan_release(&plan);
    f->s->greenest.forecast_cv = 0.2;
    cairn_plan_init(&plan, f->s);
    ck_assert_int_eq(plan.turns.n, 6);
    for (int i = 0; i < 3; i++) /* a third, within 5 standard errors of 0.005 */
        ck_assert_double_eq_tol(cairn_route_share_mean(f->s, &plan, &p, i), 1.0 / 3, 0.025);
    cairn_plan_release(&plan);
    cairn_placement_release(&p);
    tear_down(f);
}
END_TEST

/*
 * A component has the shares by window, which sum to 1 in each, and their mean; its key knows them.
 * Means by hour of the week fold to the hours of the windows: of 1 in the hours in which east has
 * its turn and 0 elsewhere, to 1 and 0.
 */
START_TEST(components_have_shares_by_window)
{
    struct fixture *f = set_up();
    struct cairn_plan plan;
    struct cairn_placement p = in_turn(f, 2);
    struct cairn_components c;
    for (int h = 0; h < N; h++)
        for (int i = 0; i < 3; i++)
            f->hours[i][h] = i == (h % 24 < 8 ? 1 : 0) ? 1 : 2;
    for (int h = 0; h < 168; h++)
        f->week[h] = h % 24 >= 8;
    cairn_plan_init(&plan, f->s);
    cairn_components_init(&c, f->s, &plan, &p);
    ck_assert_int_eq(c.n, 1);
    for (int w = 0; w < plan.n_windows; w++) {
        const struct cairn_component_route *r = c.items[0].routes;
        ck_assert_double_eq(r[0].share_in[w] + r[1].share_in[w], 1);
        ck_assert_double_eq(cairn_fold_to_window(f->week, &plan, w), r[0].share_in[w]);
    }
    ck_assert_double_eq_tol(c.items[0].routes[0].share, 2.0 / 3, 1e-12);
    struct cairn_hash128 key = c.items[0].key;
    cairn_components_release(&c);
    p.routes[0].greenest = p.routes[1].greenest = false;
    p.routes[0].share = 2.0 / 3;
    p.routes[1].share = 1.0 / 3;
    cairn_components_init(&c, f->s, &plan, &p);
    ck_assert_ptr_null(c.items[0].routes[0].share_in);
    ck_assert(c.items[0].key.word[0] != key.word[0] || c.items[0].key.word[1] != key.word[1]);
    cairn_components_release(&c);
    cairn_plan_release(&plan);
    cairn_placement_release(&p);
    tear_down(f);
}
END_TEST

/*
 * [HOURS] A shape that is 2 from 0 to 6 o'clock and 1 after it beside a send of the share 1: of the
 * weights 1 and 1 at night a half, of 1/2 and 1 by day a third.
 */
START_TEST(hours_are_weights)
{
    struct fixture *f = set_up();
    struct cairn_plan plan;
    struct cairn_placement p;
    double factors[24];
    f->s->greenest.origin.file = NULL;
    for (int h = 0; h < 24; h++)
        factors[h] = h < 6 ? 2 : 1;
    int shape = build_day_shape(f->s, "night", factors);
    build_baseline(f->s, "now");
    int send = build_send(f->s, f->workload, f->pool[0], 0, 1);
    f->s->sends[send].hours = shape;
    build_send(f->s, f->workload, f->pool[1], 0, 1);
    cairn_placement_from_baseline(&p, f->s, 0);
    cairn_plan_init(&plan, f->s);
    ck_assert_int_gt(plan.n_windows, 1);
    for (int h = 0; h < 168; h++) {
        int w = plan.window_of_hour[h];
        double own = cairn_route_share_in(f->s, &plan, &p, 0, w);
        ck_assert_double_eq_tol(own, h % 24 < 6 ? 0.5 : 1.0 / 3, 1e-12);
        ck_assert_double_eq_tol(cairn_route_share_in(f->s, &plan, &p, 1, w), 1 - own, 1e-12);
    }
    ck_assert_double_eq_tol(cairn_route_share_mean(f->s, &plan, &p, 0), 0.25 * 0.5 + 0.75 / 3,
                            1e-12);
    cairn_plan_release(&plan);
    cairn_placement_release(&p);
    tear_down(f);
}
END_TEST

Suite *test_turns(void);
Suite *test_turns(void)
{
    Suite *suite = suite_create("turns");
    TCase *tc = tcase_create("turns");
    tcase_add_test(tc, the_greenest_takes_it);
    tcase_add_test(tc, two_at_a_place);
    tcase_add_test(tc, an_hour_costs_what_its_building_takes);
    tcase_add_test(tc, some_of_those_who_take_turns);
    tcase_add_test(tc, ties_and_errors);
    tcase_add_test(tc, components_have_shares_by_window);
    tcase_add_test(tc, hours_are_weights);
    suite_add_tcase(suite, tc);
    return suite;
}
