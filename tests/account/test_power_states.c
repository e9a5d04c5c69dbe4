#include <check.h>

#include "account/tiny.h"

/*
 * [PWR] A host that has been so long idle and at work on one core of four, at one speed: a device
 * of that speed's powers. One core draws a quarter of the way from none at work to all.
 */
static double host_j(double idle_w, double first_w, double all_w, double idle_s, double busy_s)
{
    struct tiny t;
    double energy_j;

    tiny_init(&t);
    t.s.time.horizon_s = 3600; /* the window: each second counts once */
    t.places[0].pue = 1;
    tiny_use_pool(&t, 0, idle_w, first_w + (all_w - first_w) / 4);
    tiny_ready(&t);
    tiny_busy(&t, 0, 1, busy_s);
    tiny_idle(&t, 0, idle_s);
    tiny_account(&t);
    energy_j = tiny_total(&t, CAIRN_ENERGY_USED, CAIRN_INVENTORY);
    tiny_release(&t);
    return energy_j;
}

/*
 * SimGrid's example of host energy: at 100 Mflop/s 10 s idle, then 1e8 flop on one core; at 20
 * Mflop/s 1e8 flop, 4 s idle, 10 s idle. What it prints after each, in J.
 */
START_TEST(power_states_of_a_published_host)
{
    static const struct {
        double fast_idle_s, fast_busy_s, slow_idle_s, slow_busy_s, energy_j;
    } after[] = {
        {10, 0, 0, 0, 1000}, {10, 1, 0, 0, 1120},  {10, 1, 0, 5, 1645},
        {10, 1, 4, 5, 2005}, {10, 1, 14, 5, 2905},
    };
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        double fast_j = host_j(100, 280.0 / 3, 200, after[i].fast_idle_s, after[i].fast_busy_s);
        double slow_j = host_j(90, 90, 150, after[i].slow_idle_s, after[i].slow_busy_s);

        TINY_EQ(fast_j + slow_j, after[i].energy_j);
    }
}
END_TEST

Suite *test_power_states(void);

Suite *test_power_states(void)
{
    Suite *suite = suite_create("power_states");
    TCase *tc = tcase_create("power_states");

    tcase_add_test(tc, power_states_of_a_published_host);
    suite_add_tcase(suite, tc);
    return suite;
}
