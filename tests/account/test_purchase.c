#include "account/purchase.h"
#include "account/tiny.h"

/* 3 devices at each of 2 sites, 2 per host; devices live 4 years, hosts 8, horizon 5 years. */
static struct cairn_placement three_devices(struct tiny *t, struct cairn_route *route,
                                            struct cairn_sizing *sizing)
{
    tiny_init(t);
    t->s.time.horizon_s = 5 * TINY_YEAR_S;
    t->places[0].count = 2;
    t->places[0].pue = 1.2;
    tiny_use_pool(t, 0, 1, 20);
    t->points[0].batch = 2;
    t->profiles[0].n_points = 2;
    t->points[1] = (struct cairn_point){.batch = 4, .latency_s = 2, .power_w = 30, .energy_j = NAN};
    t->hardware[0].host = (struct cairn_host){.hardware = 1, .per = 2};
    t->hardware[0].embodied =
        (struct cairn_embodied){.carbon_g = 10e3, .lifetime_s = 4 * TINY_YEAR_S};
    t->hardware[1].embodied =
        (struct cairn_embodied){.carbon_g = 100e3, .lifetime_s = 8 * TINY_YEAR_S};
    t->hardware[0].price.value_usd = 500;
    *route = (struct cairn_route){.cache = CAIRN_NONE, .share = 1, .fallback = CAIRN_NONE};
    *sizing = (struct cairn_sizing){.count = 3, .batch_max = 4};
    return (struct cairn_placement){.routes = route, .n_routes = 1, .pools = sizing};
}

START_TEST(devices_and_whole_hosts_are_listed)
{
    struct tiny t;
    struct cairn_route route;
    struct cairn_sizing sizing;
    struct cairn_placement placement = three_devices(&t, &route, &sizing);
    struct cairn_purchases list;
    cairn_purchases_init(&list, &t.s, &placement);
    ck_assert_int_eq(list.n, 2);
    const struct cairn_purchase *device = &list.items[0], *host = &list.items[1];
    ck_assert_str_eq(device->name, "device");
    ck_assert_int_eq(device->count, 6);
    ck_assert_int_eq(device->times, 2);
    ck_assert_double_eq(device->carbon_each_g, 10e3);
    ck_assert_double_eq(device->price_each_usd, 500);
    /* bought twice for 8 years, used for 5: 3/4 of one is left */
    TINY_EQ(device->residual_g, 6 * 10e3 * 0.75);
    TINY_EQ(device->peak_w, 6 * 30 * 1.2); /* the batch that draws most */
    ck_assert_str_eq(host->name, "host");
    ck_assert_int_eq(host->count, 4); /* 2 for 3 devices, at 2 sites */
    ck_assert_int_eq(host->times, 1);
    TINY_EQ(host->residual_g, 4 * 100e3 * 3 / 8);
    ck_assert(isnan(host->price_each_usd)); /* no data */
    TINY_EQ(cairn_purchases_peak_w(&list, 0), 6 * 30 * 1.2);
    ck_assert_double_eq(cairn_purchases_peak_w(&list, 1), 0);
    cairn_purchases_release(&list);
    /* two spares a site: 10 devices in 6 hosts, of which 6 work at a time */
    t.pools[0].spare = 2;
    cairn_purchases_init(&list, &t.s, &placement);
    ck_assert_int_eq(list.items[0].count, 10);
    ck_assert_int_eq(list.items[1].count, 6);
    TINY_EQ(list.items[0].peak_w, 6 * 30 * 1.2);
    cairn_purchases_release(&list);
}
END_TEST

/*
 * 6 devices, a fifth more in store: 1.2, so 2 are bought. 0.1 failures a year of each in 5 years,
 * half of them replaced: 1.5, so 2. Used ones live 2.5 years, bring 40 % and cost 150 USD.
 */
/* [SPARE] [REPAIR] [LIFE] */
START_TEST(stock_and_replacements_are_listed)
{
    struct tiny t;
    struct cairn_route route;
    struct cairn_sizing sizing;
    struct cairn_placement placement = three_devices(&t, &route, &sizing);
    t.pools[0].shelf = 0.2;
    t.pools[0].repair = (struct cairn_repair){
        .origin.file = "x", .failures_per_s = 0.1 / TINY_YEAR_S, .replaced = 0.5};
    t.pools[0].second_life = (struct cairn_second_life){
        .origin.file = "x", .brings = 0.4, .lifetime_s = 2.5 * TINY_YEAR_S, .price_usd = 150};
    struct cairn_purchases list;
    cairn_purchases_init(&list, &t.s, &placement);
    ck_assert_int_eq(list.n, 4);
    const struct cairn_purchase *shelf = &list.items[1], *replacement = &list.items[2];
    ck_assert_int_eq(list.items[0].times, 2);
    TINY_EQ(list.items[0].carbon_each_g, 4e3);
    ck_assert_str_eq(cairn_purchase_kind_name(shelf->kind), "shelf");
    ck_assert_int_eq(shelf->count, 2);
    ck_assert_int_eq(shelf->times, 2);
    ck_assert_double_eq(shelf->price_each_usd, 150);
    ck_assert_str_eq(cairn_purchase_kind_name(replacement->kind), "replacement");
    ck_assert_int_eq(replacement->count, 2);
    ck_assert_int_eq(replacement->times, 1);
    TINY_EQ(replacement->carbon_each_g, 4e3);
    ck_assert_str_eq(cairn_purchase_kind_name(list.items[3].kind), "host");
    TINY_EQ(cairn_purchases_peak_w(&list, 0), 6 * 30 * 1.2);
    cairn_purchases_release(&list);
}
END_TEST

START_TEST(owned_stock_is_there_and_not_bought)
{
    struct tiny t;
    struct cairn_route route;
    struct cairn_sizing sizing;
    struct cairn_placement placement = three_devices(&t, &route, &sizing);
    t.pools[0].tenancy = CAIRN_OWNED;
    struct cairn_purchases list;
    cairn_purchases_init(&list, &t.s, &placement);
    ck_assert_int_eq(list.items[0].count, 6);
    ck_assert_int_eq(list.items[0].times, 0);
    ck_assert_double_eq(list.items[0].price_each_usd, 0);
    ck_assert_double_eq(list.items[0].residual_g, 0);
    cairn_purchases_release(&list);

    t.pools[0].tenancy = CAIRN_SHARED_POOL;
    cairn_purchases_init(&list, &t.s, &placement);
    ck_assert_int_eq(list.n, 0);
    cairn_purchases_release(&list);
}
END_TEST

START_TEST(caches_and_added_lines_are_listed)
{
    struct tiny t;
    struct cairn_route route;
    struct cairn_sizing sizing;
    struct cairn_placement placement = three_devices(&t, &route, &sizing);
    t.pools[0].place = 1;
    t.places[1].pue = 1;
    route.cache = 0;
    t.caches[0].power_w = 2;
    t.caches[0].lifetime_s = 5 * TINY_YEAR_S;
    t.links[0].line = CAIRN_LINE_SHARED;
    t.links[0].share = 0.25;
    t.hops[0].embodied_g = 800;
    t.hops[0].base_w = 10;
    t.hops[0].lifetime_s = 2 * TINY_YEAR_S;
    struct cairn_purchases list;
    cairn_purchases_init(&list, &t.s, &placement);
    ck_assert_int_eq(list.n, 4);
    ck_assert_int_eq(list.items[0].count, 3); /* one region */
    ck_assert_str_eq(cairn_purchase_kind_name(list.items[2].kind), "cache");
    ck_assert_int_eq(list.items[2].count, 2);
    ck_assert_str_eq(cairn_purchase_kind_name(list.items[3].kind), "line");
    ck_assert_int_eq(list.items[3].count, 2);
    ck_assert_int_eq(list.items[3].times, 3);
    ck_assert_double_eq(list.items[3].carbon_each_g, 200);
    TINY_EQ(cairn_purchases_peak_w(&list, 0), 2 * 2 * 1.2 + 2 * 10 * 0.25);
    cairn_purchases_release(&list);
}
END_TEST

Suite *test_purchase(void);
Suite *test_purchase(void)
{
    Suite *suite = suite_create("purchase");
    TCase *tc = tcase_create("purchase");
    tcase_add_test(tc, devices_and_whole_hosts_are_listed);
    tcase_add_test(tc, owned_stock_is_there_and_not_bought);
    tcase_add_test(tc, stock_and_replacements_are_listed);
    tcase_add_test(tc, caches_and_added_lines_are_listed);
    suite_add_tcase(suite, tc);
    return suite;
}
