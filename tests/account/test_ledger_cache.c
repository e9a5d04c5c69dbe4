/* What a cache adds, by hand: memory that is always on, look-ups, and making it. [CACHE] */
#include "account/tiny.h"

/*
 * Two caches of 10 W in a region at a PUE of 1.5, each looked into 500 times an hour at 3.6 J:
 * 20 W x 8,760 h = 175.2 kWh a year and 8.76e6 x 1e-6 = 8.76 kWh, x 1.5 at the meter.
 */
static const double it_kwh = 175.2 + 8.76;

static void say(struct tiny *t)
{
    tiny_init(t);
    tiny_intensity(t, 1, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 450);
    tiny_intensity(t, 1, CAIRN_AVERAGE, CAIRN_DIRECT, 400);
    tiny_intensity(t, 1, CAIRN_LONG_RUN, CAIRN_DIRECT, 300);
    t->grids[1].loss.share = 0.1;
    t->places[1].pue = 1.5;
    t->places[1].price_usd_per_kwh = 0.2;
    t->caches[0].place = 1;
    t->caches[0].power_w = 10;
    t->caches[0].lookup_energy_j = 3.6;
    t->caches[0].embodied_g = 1000;
    t->caches[0].lifetime_s = 4 * TINY_YEAR_S;
    t->caches[0].price_usd = 30;
    t->cache.copies = 2;
    t->component.n_caches = 1;
    tiny_ready(t);
    t->amounts[cairn_layout_cache(&t->layout, 0, 0, CAIRN_LOOKUPS)] = 1000;
    tiny_account(t);
}

/*
 * Making two takes 2 kg, for four years of which one passes, and 60 USD: in the same part as what
 * they draw.
 */
START_TEST(memory_and_look_ups_draw)
{
    struct tiny t;
    say(&t);
    TINY_EQ(tiny_part(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY, CAIRN_PART_CACHE),
            it_kwh * 1.5 * 3.6e6);
    TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_INVENTORY, CAIRN_PART_CACHE),
            it_kwh * 1.5 * 450 + 2000 / 4.0);
    TINY_EQ(tiny_part(&t, CAIRN_CARBON, CAIRN_DECISION, CAIRN_PART_CACHE),
            it_kwh * 1.5 * 300 + 2000);
    TINY_EQ(tiny_part(&t, CAIRN_MONEY_SPENT, CAIRN_INVENTORY, CAIRN_PART_CACHE),
            it_kwh * 1.5 * 0.2 + 60);
    tiny_release(&t);
}
END_TEST

/*
 * It is the planner's own electricity: scope 2, and upstream of it with what the grid loses, of
 * which a tenth of what is sent is a ninth of what comes.
 */
START_TEST(its_electricity_is_own)
{
    struct tiny t;
    say(&t);
    TINY_EQ(tiny_category(&t, "2"), it_kwh * 1.5 * 400);
    TINY_EQ(tiny_category(&t, "3.3"), it_kwh * 1.5 * (450 - 400 + 450 / 9.0));
    TINY_EQ(tiny_category(&t, "3.2"), 2000);
    ck_assert_double_eq(tiny_category(&t, "3.1"), 0);
    tiny_release(&t);
}
END_TEST

Suite *test_ledger_cache(void);
Suite *test_ledger_cache(void)
{
    Suite *suite = suite_create("ledger_cache");
    TCase *tc = tcase_create("ledger_cache");
    tcase_add_test(tc, memory_and_look_ups_draw);
    tcase_add_test(tc, its_electricity_is_own);
    suite_add_tcase(suite, tc);
    return suite;
}
