/*
 * Accounting groups: the sun and a battery at the place of devices. Expected values are worked out
 * by hand (support/sunny.h). [GROUP] [SOLAR]
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include "support/sunny.h"

static void assert_near(double value, double expected)
{
    ck_assert_msg(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected)), "%.12g is not %.12g",
                  value, expected);
}

/*
 * 30 W of sun at noon, 25 W of which the other load takes: 5 W are left for 12 W of devices, in
 * four hours of 200 g/kWh.
 */
START_TEST(devices_get_what_the_other_load_leaves)
{
    struct sunny r;
    double kwh = 5 * 4 * 365.0 * SUNNY_YEARS * SUNNY_COPIES / 1000;
    double all_kwh = 12 * CAIRN_HOURS_PER_YEAR * SUNNY_YEARS * SUNNY_COPIES / 1000.0;

    sunny_init(&r, 1);
    sunny_try(&r);
    ck_assert_int_eq(r.trial.groups.n, 1);
    assert_near(sunny_part(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), -kwh * 200);
    assert_near(sunny_part(&r, CAIRN_MONEY_SPENT, CAIRN_PART_SUPPLY), -kwh * 0.5);
    assert_near(sunny_part(&r, CAIRN_ENERGY_USED, CAIRN_PART_SUPPLY), 0);
    assert_near(cairn_trial_total(&r.trial, 0, CAIRN_CARBON, CAIRN_INVENTORY, NULL),
                SUNNY_COPIES * 1000 + all_kwh * 700 / 6 - kwh * 200);
    assert_near(cairn_trial_values(&r.trial, CAIRN_CARBON, CAIRN_INVENTORY, 1)[0],
                SUNNY_COPIES * 1000 + all_kwh * 700 / 6 - kwh * 200);
    sunny_release(&r);
}
END_TEST

/*
 * A component draws what all its states do: at work for 1 % of the time, idle for the rest, each
 * device and its share of the building take 12 W in every hour.
 */
START_TEST(all_states_draw)
{
    double facility_w[CAIRN_HOURS_PER_YEAR];
    struct sunny r;

    sunny_init(&r, 2);
    sunny_try(&r);
    cairn_trial_total(&r.trial, 0, CAIRN_CARBON, CAIRN_INVENTORY, NULL);
    cairn_group_facility_w(&r.trial.groups.items[0], facility_w);
    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++)
        assert_near(facility_w[h], 2 * 12);
    sunny_release(&r);
}
END_TEST

/* What others consume already, cairn's devices do not get. */
START_TEST(sun_that_is_used_already_saves_nothing)
{
    struct sunny r;

    sunny_init(&r, 1);
    r.s->places[r.site].load.power_w = 30;
    sunny_try(&r);
    assert_near(sunny_part(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), 0);
    sunny_release(&r);
}
END_TEST

/* Two pools of 12 W share 5 W; alone each would have had them. */
START_TEST(components_share_the_sun)
{
    struct sunny r;
    double kwh = 5 * 4 * 365.0 * SUNNY_YEARS * SUNNY_COPIES / 1000;

    sunny_init(&r, 2);
    sunny_try(&r);
    ck_assert_int_eq(r.trial.components.n, 2);
    assert_near(sunny_part(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), -kwh * 200);
    sunny_release(&r);
}
END_TEST

/* 40 W at 1 kg/W for 25 years, of which 5 pass: a fifth amortised, all of it purchased. */
START_TEST(what_is_bought_is_charged_once)
{
    struct sunny r;
    double saved_g = 5 * 4 * 365.0 * SUNNY_YEARS * SUNNY_COPIES / 1000 * 200;
    struct cairn_solar *solar;

    sunny_init(&r, 2);
    solar = &r.s->places[r.site].solar;
    solar->tenancy = CAIRN_BOUGHT;
    solar->embodied_g_per_w = 1000;
    solar->lifetime_s = 25 * 31536000.0;
    solar->price_usd = 70;
    sunny_try(&r);
    assert_near(sunny_part(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY),
                SUNNY_COPIES * 40000.0 / 5 - saved_g);
    assert_near(sunny_part(&r, CAIRN_MONEY_SPENT, CAIRN_PART_SUPPLY),
                SUNNY_COPIES * 70 - saved_g / 200 * 0.5);
    sunny_release(&r);
}
END_TEST

/*
 * No sun: in four hours of 200 g/kWh the 37 W of all would be served from 148 Wh stored at 100
 * g/kWh, and 80 Wh are there: 72 Wh given. Without cairn's devices 25 W x 4 h = 100 Wh: 72 Wh too.
 * So the battery does nothing more for cairn, which it was full of work without. With 10 W of other
 * load it gives 40 Wh without cairn's 12 W and 72 Wh with them: 32 Wh more, for 32 / 0.81 drawn in
 * cheap hours. Each day but for the last night, after which nothing comes.
 */
START_TEST(a_battery_charges_at_night)
{
    struct sunny r;
    double days = 365.0, kwh_each = SUNNY_YEARS * SUNNY_COPIES / 1000.0;

    sunny_init(&r, 1);
    sunny_battery(&r, true);
    memset(r.sun_w, 0, sizeof r.sun_w);
    sunny_try(&r);
    assert_near(sunny_part(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY), 0);
    sunny_release(&r);

    sunny_init(&r, 1);
    sunny_battery(&r, true);
    memset(r.sun_w, 0, sizeof r.sun_w);
    r.s->places[r.site].load.power_w = 10;
    sunny_try(&r);
    assert_near(sunny_part(&r, CAIRN_CARBON, CAIRN_PART_SUPPLY),
                (-32 * 200 + 32 / 0.81 * 100) * days * kwh_each);
    assert_near(sunny_part(&r, CAIRN_ENERGY_USED, CAIRN_PART_SUPPLY),
                (32 / 0.81 - 32) * days * kwh_each * 3.6e6);
    sunny_release(&r);
}
END_TEST

Suite *test_group(void);
Suite *test_group(void)
{
    Suite *suite = suite_create("group");
    TCase *tcase = tcase_create("group");

    tcase_add_test(tcase, devices_get_what_the_other_load_leaves);
    tcase_add_test(tcase, all_states_draw);
    tcase_add_test(tcase, sun_that_is_used_already_saves_nothing);
    tcase_add_test(tcase, components_share_the_sun);
    tcase_add_test(tcase, what_is_bought_is_charged_once);
    tcase_add_test(tcase, a_battery_charges_at_night);
    suite_add_tcase(suite, tcase);
    return suite;
}
