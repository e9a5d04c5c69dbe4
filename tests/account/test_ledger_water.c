#include "account/tiny.h"

/* An hour of 1 kW, all the year: 8,760 kWh of IT, at PUE 1.2 and 0.3 L per kWh on site. */
static void say(struct tiny *t)
{
    tiny_init(t);
    t->places[1].pue = 1.2;
    t->places[1].wue_l_per_kwh = 0.3;
    t->grids[1].water.origin.file = "x";
    t->grids[1].water.with_reservoirs_l_per_kwh = 3;
    t->grids[1].water.without_reservoirs_l_per_kwh = 2;
    tiny_use_pool(t, 1, 0, 1000);
}

static void account(struct tiny *t)
{
    tiny_ready(t);
    tiny_busy(t, 0, 1, 3600);
    tiny_account(t);
}

static const double it_kwh = 8760;

/*
 * Litres of the place are worth 25 of the world's, litres of its grid 40, whatever they are called.
 * [WATER]
 */
START_TEST(litres_are_weighed_where_they_are_taken)
{
    struct tiny t;
    say(&t);
    t.grids[1].id = t.places[1].id;
    t.places[1].scarcity = (struct cairn_scarcity){.origin.file = "x", .factor = 25};
    t.grids[1].scarcity = (struct cairn_scarcity){.origin.file = "x", .factor = 40};
    account(&t);
    ck_assert(t.ledger.weighs_water);
    TINY_EQ(tiny_total(&t, CAIRN_WATER_USED, CAIRN_INVENTORY), it_kwh * (0.3 + 1.2 * 3));
    TINY_EQ(tiny_total(&t, CAIRN_WATER_WITHOUT_RESERVOIRS, CAIRN_INVENTORY),
            it_kwh * (0.3 + 1.2 * 2));
    TINY_EQ(tiny_total(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY),
            it_kwh * (0.3 * 25 + 1.2 * 3 * 40));
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY), "");
    tiny_release(&t);
}
END_TEST

/* One of them is enough to ask for the other, by name; but not where no water is used. */
START_TEST(scarcity_is_asked_for_where_litres_are)
{
    struct tiny t;
    say(&t);
    t.grids[1].scarcity = (struct cairn_scarcity){.origin.file = "x", .factor = 40};
    account(&t);
    ck_assert(t.ledger.weighs_water);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY),
                     "region \"region\" has no scarcity of water");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_USED, CAIRN_INVENTORY), "");
    TINY_EQ(tiny_total(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY), it_kwh * 1.2 * 3 * 40);
    tiny_release(&t);

    say(&t);
    t.places[1].scarcity = (struct cairn_scarcity){.origin.file = "x", .factor = 25};
    account(&t);
    ck_assert(t.ledger.weighs_water);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY),
                     "grid \"G1\" has no scarcity of water");
    TINY_EQ(tiny_total(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY), it_kwh * 0.3 * 25);
    tiny_release(&t);

    say(&t);
    t.places[1].wue_l_per_kwh = 0;
    t.grids[1].scarcity = (struct cairn_scarcity){.origin.file = "x", .factor = 40};
    account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY), "");
    TINY_EQ(tiny_total(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY), it_kwh * 1.2 * 3 * 40);
    tiny_release(&t);
}
END_TEST

START_TEST(nothing_is_weighed_where_nothing_is_said)
{
    struct tiny t;
    say(&t);
    account(&t);
    ck_assert(!t.ledger.weighs_water);
    ck_assert_double_eq(tiny_total(&t, CAIRN_WATER_SCARCITY, CAIRN_INVENTORY), 0);
    tiny_release(&t);
}
END_TEST

/* A figure of the grid that is not there is named, and the litres on site are still counted. */
START_TEST(water_of_the_grid_may_be_absent)
{
    struct tiny t;
    say(&t);
    t.grids[1].water.without_reservoirs_l_per_kwh = NAN;
    account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_USED, CAIRN_INVENTORY), "");
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_WITHOUT_RESERVOIRS, CAIRN_INVENTORY),
                     "grid \"G1\" has no water figure without reservoirs");
    TINY_EQ(tiny_total(&t, CAIRN_WATER_WITHOUT_RESERVOIRS, CAIRN_INVENTORY), it_kwh * 0.3);
    tiny_release(&t);

    say(&t);
    t.grids[1].water.origin.file = NULL;
    account(&t);
    ck_assert_str_eq(tiny_missing(&t, CAIRN_WATER_USED, CAIRN_INVENTORY),
                     "grid \"G1\" has no water figure");
    tiny_release(&t);
}
END_TEST

Suite *test_ledger_water(void);
Suite *test_ledger_water(void)
{
    Suite *suite = suite_create("ledger_water");
    TCase *tc = tcase_create("ledger_water");
    tcase_add_test(tc, litres_are_weighed_where_they_are_taken);
    tcase_add_test(tc, scarcity_is_asked_for_where_litres_are);
    tcase_add_test(tc, nothing_is_weighed_where_nothing_is_said);
    tcase_add_test(tc, water_of_the_grid_may_be_absent);
    suite_add_tcase(suite, tc);
    return suite;
}
