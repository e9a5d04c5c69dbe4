/* Power caps of places. Expected values are hand arithmetic. [CAP] */
#include "choose/cap.h"

#include <check.h>
#include <math.h>

#include "support/build.h"

/* Two devices of 20 W at each of 3 copies of a site with PUE 1.5, and a cache of 4 W. */
static struct cairn_scenario *two_devices(struct cairn_route *route, struct cairn_sizing *sizing)
{
    struct cairn_scenario *s = build_scenario();
    int site = build_site(s, "site", 3), hardware = build_hardware(s, "box");
    int model = build_model(s, "net"), variant = build_variant(s, "fp16", 1);
    int pool, cache;

    build_profile(s, variant, hardware, (const double[]){0.1, 0.1}, 2);
    build_workload(s, "load", site, model, 1);
    pool = build_pool(s, "pool", site, hardware, 4);
    cache = build_cache(s, "cache", site, 10);
    s->places[site].pue = 1.5;
    s->caches[cache].power_w = 4;
    for (int i = 0; i < s->n_profiles; i++)
        s->profiles[i].boundary = CAIRN_WALL;
    s->hardware[hardware].power.boundary = CAIRN_WALL;
    *route = (struct cairn_route){.workload = 0,
                                  .pool = pool,
                                  .variant = variant,
                                  .cache = cache,
                                  .share = 1,
                                  .fallback = CAIRN_NONE};
    *sizing = (struct cairn_sizing){.count = 2, .batch_max = 2};
    return s;
}

/* (2 x 20 W + 4 W) x 1.5 = 66 W at each copy. */
START_TEST(a_cap_is_on_all_devices_at_work)
{
    struct cairn_route route;
    struct cairn_sizing sizing;
    struct cairn_scenario *s = two_devices(&route, &sizing);
    struct cairn_placement placement = {.routes = &route, .n_routes = 1, .pools = &sizing};
    struct cairn_promise_result result;

    ck_assert_int_eq(cairn_caps_count(s), 0);
    ck_assert_int_eq(cairn_caps_test(s, &placement, &result), 0);
    ck_assert_double_eq_tol(cairn_cap_peak_w(s, &placement, 0), 66, 1e-9);
    s->places[0].building.cap_w = 66;
    ck_assert_int_eq(cairn_caps_count(s), 1);
    ck_assert_int_eq(cairn_caps_test(s, &placement, &result), 1);
    ck_assert_int_eq(result.kind, CAIRN_PROMISE_POWER);
    ck_assert_int_eq(result.verdict, CAIRN_KEPT);
    s->places[0].building.cap_w = 60;
    ck_assert_int_eq(cairn_caps_test(s, &placement, &result), 1);
    ck_assert_int_eq(result.verdict, CAIRN_BROKEN);
    ck_assert_int_eq(result.place, 0);
    ck_assert_double_eq_tol(result.share, 1.1, 1e-12);
    build_free(s);
}
END_TEST

/*
 * PUE 2 at 20 % and 1.3 at 100 % of 100 W: 17.5 W and 12.5 % of the load. 44 W of IT add 49.5 W
 * where others are there, and 17.5 W more where nobody is.
 */
START_TEST(a_building_by_load_takes_what_its_load_adds)
{
    struct cairn_route route;
    struct cairn_sizing sizing;
    struct cairn_scenario *s = two_devices(&route, &sizing);
    struct cairn_placement placement = {.routes = &route, .n_routes = 1, .pools = &sizing};
    struct cairn_cooling_point points[] = {{.at = 0.2, .pue = 2}, {.at = 1, .pue = 1.3}};
    struct cairn_cooling cooling = {.pue = NAN, .wue_l_per_kwh = NAN, .n_loadings = 2};

    s->coolings = &cooling;
    s->loadings = points;
    s->places[0].cooling = 0;
    s->places[0].pue = 1.125;
    s->places[0].building.rated_w = 100;
    s->places[0].building.others_w = 30;
    ck_assert_double_eq_tol(cairn_cap_peak_w(s, &placement, 0), 49.5, 1e-9);
    s->places[0].building.others_w = 0;
    ck_assert_double_eq_tol(cairn_cap_peak_w(s, &placement, 0), 67, 1e-9);
    s->coolings = NULL;
    s->loadings = NULL;
    build_free(s);
}
END_TEST

Suite *test_cap(void);
Suite *test_cap(void)
{
    Suite *suite = suite_create("cap");
    TCase *all = tcase_create("cap");

    tcase_add_test(all, a_cap_is_on_all_devices_at_work);
    tcase_add_test(all, a_building_by_load_takes_what_its_load_adds);
    suite_add_tcase(suite, all);
    return suite;
}
