#include "account/wall_power.h"
#include "account/tiny.h"

/* A card of 8 in a server: 70 W at the chip at work, 20 W idle; the server 600 and 200 W at the
 * wall; the server's supply 95 %. */
static void card_in_a_server(struct tiny *t)
{
    tiny_init(t);
    t->hardware[0].power =
        (struct cairn_power){.idle_w = 20, .sleep_w = 5, .busy_w = 70, .boundary = CAIRN_CHIP};
    t->hardware[0].host = (struct cairn_host){.hardware = 1, .per = 8};
    t->hardware[1].power =
        (struct cairn_power){.idle_w = 200, .sleep_w = NAN, .busy_w = 600, .boundary = CAIRN_WALL};
    t->hardware[1].supply.efficiency = 0.95;
    t->profiles[0].boundary = CAIRN_CHIP;
    t->points[0].power_w = 70;
}

START_TEST(power_at_the_wall_is_used_as_it_is)
{
    struct tiny t;
    card_in_a_server(&t);
    t.hardware[0].power.boundary = t.profiles[0].boundary = CAIRN_WALL;
    struct cairn_wall_power power = cairn_power_of_state(&t.s, 0, CAIRN_POWER_IDLE);
    ck_assert_double_eq(power.value_w, 20); /* its host is in it */
    ck_assert_uint_eq(power.flags, 0);
    power = cairn_power_of_batch(&t.s, 0, 1);
    ck_assert_double_eq(power.value_w, 70);
    ck_assert_uint_eq(power.flags, 0);
}
END_TEST

/* wall = device / efficiency + host / per: 70 / 0.95 + 600 / 8; idle 20 / 0.95 + 200 / 8. */
/* [PWR] */
START_TEST(a_chip_is_converted_with_supply_and_host_share)
{
    struct tiny t;
    card_in_a_server(&t);
    struct cairn_wall_power power = cairn_power_of_batch(&t.s, 0, 1);
    TINY_EQ(power.value_w, 70 / 0.95 + 75);
    ck_assert_uint_eq(power.flags, CAIRN_POWER_FROM_CHIP);
    power = cairn_power_of_state(&t.s, 0, CAIRN_POWER_IDLE);
    TINY_EQ(power.value_w, 20 / 0.95 + 25);
    power = cairn_power_of_state(&t.s, 0, CAIRN_POWER_SLEEP); /* the host does not sleep */
    TINY_EQ(power.value_w, 5 / 0.95 + 25);
    t.hardware[0].wake.power_w = 40;
    power = cairn_power_of_state(&t.s, 0, CAIRN_POWER_WAKING);
    TINY_EQ(power.value_w, 40 / 0.95 + 25);
}
END_TEST

/* Host and device at the board with one supply: (device + host / per) / efficiency. */
START_TEST(host_and_device_behind_one_supply)
{
    struct tiny t;
    card_in_a_server(&t);
    t.hardware[0].power.boundary = t.profiles[0].boundary = CAIRN_BOARD;
    t.hardware[1].power.boundary = CAIRN_BOARD;
    struct cairn_wall_power power = cairn_power_of_batch(&t.s, 0, 1);
    TINY_EQ(power.value_w, (70 + 75) / 0.95);
    ck_assert_uint_eq(power.flags, CAIRN_POWER_FROM_BOARD);
}
END_TEST

/* A board without host and its own supply of 85 %: 10 W are 11.76 W at the wall. */
START_TEST(a_board_is_converted_with_its_own_supply)
{
    struct tiny t;
    tiny_init(&t);
    t.hardware[0].power.boundary = t.profiles[0].boundary = CAIRN_BOARD;
    t.hardware[0].supply.efficiency = 0.85;
    t.hardware[1].supply.efficiency = 0.5;
    t.points[0].energy_j = 10; /* 10 J in 1 s */
    struct cairn_wall_power power = cairn_power_of_batch(&t.s, 0, 1);
    TINY_EQ(power.value_w, 10 / 0.85);
    ck_assert_uint_eq(power.flags, CAIRN_POWER_FROM_BOARD);
    power = cairn_power_of_batch(&t.s, 0, 2);
    ck_assert_uint_eq(power.flags, CAIRN_POWER_FROM_BOARD | CAIRN_POWER_EXTRAPOLATED);
}
END_TEST

/* A host of one device goes off with it; that of eight stays on for the others. */
START_TEST(a_host_of_one_goes_off_with_it)
{
    struct tiny t;
    card_in_a_server(&t);
    t.hardware[0].power.off_w = 1;
    TINY_EQ(cairn_power_of_state(&t.s, 0, CAIRN_POWER_OFF).value_w, 1 / 0.95 + 25);
    t.hardware[0].host.per = 1;
    TINY_EQ(cairn_power_of_state(&t.s, 0, CAIRN_POWER_OFF).value_w, 1 / 0.95);
    t.hardware[0].supply.efficiency = 0.8;
    t.hardware[0].host.hardware = CAIRN_NONE;
    TINY_EQ(cairn_power_of_state(&t.s, 0, CAIRN_POWER_OFF).value_w, 1 / 0.8);
}
END_TEST

/* 100 W for 1 s and 200 W for 3 s: 175 W on average; the next profile's are none of its. */
START_TEST(prefills_draw_their_mean)
{
    struct tiny t;
    struct cairn_prefill prefills[] = {{.power_w = 900, .time_s = 9},
                                       {.power_w = 100, .time_s = 1},
                                       {.power_w = 200, .time_s = 3},
                                       {.power_w = 900, .time_s = 9}};
    tiny_init(&t);
    t.s.prefills = prefills;
    t.s.n_prefills = 4;
    t.profiles[0].first_prefill = 1;
    t.profiles[0].n_prefills = 2;
    TINY_EQ(cairn_power_of_prefill(&t.s, 0).value_w, 175);
}
END_TEST

START_TEST(waking_draws_idle_power_unless_it_is_given)
{
    struct tiny t;
    card_in_a_server(&t);
    ck_assert_double_eq(cairn_power_of_state(&t.s, 0, CAIRN_POWER_WAKING).value_w,
                        cairn_power_of_state(&t.s, 0, CAIRN_POWER_IDLE).value_w);
}
END_TEST

START_TEST(what_is_missing_is_named)
{
    struct tiny t;
    card_in_a_server(&t);
    t.hardware[1].supply.efficiency = NAN;
    struct cairn_wall_power power = cairn_power_of_batch(&t.s, 0, 1);
    ck_assert(isnan(power.value_w));
    ck_assert_int_eq(power.hardware, 0);
    ck_assert_str_eq(power.missing, "efficiency of its power supply");
    card_in_a_server(&t);
    t.hardware[1].power.busy_w = NAN;
    power = cairn_power_of_batch(&t.s, 0, 1);
    ck_assert_int_eq(power.hardware, 1);
    ck_assert_str_eq(power.missing, "busy power");
    power = cairn_power_of_state(&t.s, 0, CAIRN_POWER_IDLE);
    ck_assert_ptr_null(power.missing);
    t.hardware[0].power.sleep_w = NAN;
    power = cairn_power_of_state(&t.s, 0, CAIRN_POWER_SLEEP);
    ck_assert_str_eq(power.missing, "sleep power");
}
END_TEST

Suite *test_wall_power(void);
Suite *test_wall_power(void)
{
    Suite *suite = suite_create("wall_power");
    TCase *tc = tcase_create("power");
    tcase_add_test(tc, power_at_the_wall_is_used_as_it_is);
    tcase_add_test(tc, a_chip_is_converted_with_supply_and_host_share);
    tcase_add_test(tc, host_and_device_behind_one_supply);
    tcase_add_test(tc, a_board_is_converted_with_its_own_supply);
    tcase_add_test(tc, a_host_of_one_goes_off_with_it);
    tcase_add_test(tc, prefills_draw_their_mean);
    tcase_add_test(tc, waking_draws_idle_power_unless_it_is_given);
    tcase_add_test(tc, what_is_missing_is_named);
    suite_add_tcase(suite, tc);
    return suite;
}
