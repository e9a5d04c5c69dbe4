/* What a placement takes at least, worked out by hand. [FLOOR] */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "choose/floor.h"
#include "support/build.h"
#include "support/staged.h"
#include "support/town.h"

enum { COPIES = 3, DEVICES = 2, BATCHES = 4 };

#define HORIZON_S (5 * 365 * 86400.0)

/* A town of three copies whose boxes are served by an aim of energy, at a PUE of 1.25. */
static struct cairn_scenario *energy_town(void)
{
    struct cairn_scenario *s = town();

    s->places[TOWN_STORE].count = COPIES;
    s->places[TOWN_STORE].pue = s->places[TOWN_NORTH].pue = 1.25;
    s->choose.aim = CAIRN_AIM_ENERGY;
    return s;
}

/* Watts of a box: idle 5, asleep 0.5, waking 5, busy 12 whatever the batch. */
static double *busy_w(struct cairn_scenario *s, int batch)
{
    int point = s->profiles[0].first_point;

    ck_assert_int_eq(s->profiles[0].hardware, s->pools[TOWN_BOX].hardware);
    while (s->points[point].batch != batch)
        point++;
    return &s->points[point].power_w;
}

/* The floor of boxes; takes the scenario over. */
static double floor_of(struct cairn_scenario *s, int batch)
{
    struct staged t;
    double floor_j;

    staged_init(&t, s, 4);
    staged_add(&t, TOWN_BOX, DEVICES, batch, true);
    floor_j = cairn_floor(&t.answer.candidates[0]->trial, CAIRN_INVENTORY);
    staged_release(&t);
    return floor_j;
}

/* All devices of all copies in a state of so many watts, all the time. */
static double all_in(double watts)
{
    return watts * 1.25 * COPIES * DEVICES * HORIZON_S;
}

static void check(struct cairn_scenario *s, int batch, double watts)
{
    double floor_j = floor_of(s, batch);

    ck_assert_double_eq_tol(floor_j, all_in(watts), 1e-9 * floor_j + 1e-9);
}

/* The cheapest state that a device may be in, of those that it can be in. */
START_TEST(devices_are_in_their_cheapest_state) /* [FLOOR] */
{
    struct cairn_scenario *s;

    check(energy_town(), 1, 5); /* idle: it never sleeps */
    s = energy_town();
    s->pools[TOWN_BOX].sleep_after_s = 2;
    check(s, 1, 0.5);
    s = energy_town();
    s->pools[TOWN_BOX].sleep_after_s = 2;
    s->hardware[0].power.sleep_w = 8;
    s->hardware[0].wake.power_w = 3;
    check(s, 1, 3); /* waking */
    s = energy_town();
    s->hardware[0].wake.power_w = 3;
    check(s, 1, 5); /* what never sleeps never wakes */
    s = energy_town();
    s->hardware[0].power.idle_w = 14;
    check(s, 1, 12); /* busy */
    s = energy_town();
    s->hardware[0].power.idle_w = 14;
    s->pools[TOWN_BOX].outage =
        (struct cairn_outage){.origin.file = "x", .mtbf_s = 1e6, .mttr_s = 1e3};
    check(s, 1, 0); /* down */
}
END_TEST

/* Of a pool that forms batches the cheapest size counts, up to its largest. */
START_TEST(batches_differ_in_power) /* [FLOOR] */
{
    static const struct {
        int cheap, most; /* points are of 1, 2 and 4 */
        double watts;
    } cases[] = {{1, 1, 7}, {1, 4, 7}, {2, 4, 7}, {4, 4, 7}, {4, 2, 12}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = energy_town();

        s->hardware[0].power.idle_w = 14;
        *busy_w(s, cases[i].cheap) = 7;
        if (cases[i].most == 2)
            *busy_w(s, 2) = 12;
        check(s, cases[i].most, cases[i].watts);
    }
}
END_TEST

/* What stands without requests is there, and so is every part of the year. */
START_TEST(windows_and_lines_add_up) /* [FLOOR] */
{
    static const double rates[24] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                     2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    struct cairn_scenario *s = energy_town();

    s->workloads[0].arrivals.shape = build_day_shape(s, "day", rates);
    s->workloads[0].peak = 2;
    s->time.window_s = 60;
    check(s, 1, 5);
}
END_TEST

/*
 * Carbon of a pool that nobody asks: embodied, idle power and, of the link, what stands whether or
 * not it carries anything.
 */
START_TEST(without_requests_a_floor_is_the_total) /* [FLOOR] */
{
    static const int pools[] = {TOWN_BOX, TOWN_GPU, TOWN_RENTED};

    for (int b = 0; b < CAIRN_GHG_MARKET; b++)
        for (int p = 0; p < 3; p++) {
            struct cairn_scenario *s = town();
            struct cairn_trial *trial;
            struct staged t;
            double total_g;

            s->places[TOWN_STORE].count = COPIES;
            s->links[0].line = CAIRN_LINE_NEW;
            s->workloads[0].arrivals.rate_per_s = 1e-9;
            staged_init(&t, s, 4);
            staged_add(&t, pools[p], DEVICES, 1, true);
            trial = &t.answer.candidates[0]->trial;
            total_g = cairn_trial_total(trial, 0, CAIRN_CARBON, (enum cairn_basis_kind)b, NULL);
            ck_assert_int_eq(cairn_trial_requests(trial, 1), 0);
            ck_assert_double_gt(total_g, p < 2 ? 1 : 0);
            ck_assert_double_eq_tol(cairn_floor(trial, (enum cairn_basis_kind)b), total_g,
                                    1e-9 * total_g);
            staged_release(&t);
        }
}
END_TEST

/*
 * Two models of 6 GB by turns on a device of 8 GB (or 16, which holds both): while one is loaded it
 * takes 2 W. Batches of the second may be cheaper still.
 */
START_TEST(a_device_may_be_loading) /* [FLOOR] [SWAP] */
{
    static const struct {
        double memory_bytes, second_w, watts;
    } cases[] = {{8e9, 12, 2}, {16e9, 12, 5}, {8e9, 1, 1}, {16e9, 1, 1}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cairn_scenario *s = energy_town();
        struct cairn_placement placement;
        struct cairn_trial trial;
        struct staged t;
        int profile;

        build_variant(s, "large", 0.9);
        profile = build_profile(s, 1, 0, (const double[]){0.2}, 1);
        s->points[s->profiles[profile].first_point].power_w = cases[i].second_w;
        s->profiles[0].load_s = s->profiles[profile].load_s = 1;
        s->variants[0].memory_bytes = s->variants[1].memory_bytes = 6e9;
        s->hardware[0].memory.size_bytes = cases[i].memory_bytes;
        s->hardware[0].memory.power_w = 2;
        s->pools[TOWN_BOX].swap = 1;
        build_workload(s, "other", TOWN_STORE, 0, 1);
        staged_init(&t, s, 4);
        build_baseline(s, "both");
        build_send(s, 0, TOWN_BOX, 0, 1);
        build_send(s, 1, TOWN_BOX, 1, 1);
        build_size(s, TOWN_BOX, DEVICES, 1, 0);
        cairn_placement_from_baseline(&placement, s, 0);
        cairn_trial_init(&trial, s, &t.answer.plan, &placement, &t.answer.book, &t.answer.lab);
        ck_assert_int_eq(trial.components.items[0].pools[0].swaps, cases[i].memory_bytes < 12e9);
        ck_assert_double_eq_tol(cairn_floor(&trial, CAIRN_INVENTORY), all_in(cases[i].watts),
                                1e-9 * all_in(cases[i].watts));
        cairn_trial_release(&trial);
        cairn_placement_release(&placement);
        staged_release(&t);
    }
}
END_TEST

/* A language model on a box of 14 W idle: passes at 12 W, prompts at 3 W, or at 20. */
START_TEST(a_device_may_be_reading) /* [FLOOR] [PASS] */
{
    for (int dear = 0; dear < 2; dear++) {
        struct cairn_scenario *s = energy_town();
        double power_w = dear ? 20 : 3;

        s->hardware[0].power.idle_w = 14;
        s->prefills = calloc(2, sizeof *s->prefills);
        ck_assert_ptr_nonnull(s->prefills);
        s->n_prefills = 2;
        s->prefills[0] = (struct cairn_prefill){.tokens = 100, .time_s = 0.1, .power_w = power_w};
        s->prefills[1] = (struct cairn_prefill){.tokens = 500, .time_s = 0.4, .power_w = power_w};
        s->profiles[0].n_prefills = 2;
        check(s, 1, dear ? 12 : 3);
    }
}
END_TEST

/*
 * Two workloads at two pools, which are two components, or both of them at both pools, one
 * component in which the boxes of all copies stand: the same devices.
 */
START_TEST(components_add_up) /* [FLOOR] */
{
    for (int n = 2; n >= 1; n--) {
        struct cairn_scenario *s = energy_town();
        struct cairn_placement placement;
        struct staged t;
        struct cairn_trial trial;

        build_workload(s, "other", TOWN_STORE, 0, 1);
        staged_init(&t, s, 4);
        build_baseline(s, "both");
        for (int w = 0; w < 2; w++)
            for (int pool = TOWN_BOX; pool <= TOWN_GPU; pool++)
                if (n == 1 || w == pool)
                    build_send(s, w, pool, 0, n / 2.0);
        build_size(s, TOWN_BOX, DEVICES, 1, 0);
        build_size(s, TOWN_GPU, 1, 1, 0);
        cairn_placement_from_baseline(&placement, s, 0);
        cairn_trial_init(&trial, s, &t.answer.plan, &placement, &t.answer.book, &t.answer.lab);
        ck_assert_int_eq(trial.components.n, n);
        ck_assert_double_eq_tol(cairn_floor(&trial, CAIRN_INVENTORY),
                                all_in(5) + 40 * 1.25 * HORIZON_S, 1e-3);
        cairn_trial_release(&trial);
        cairn_placement_release(&placement);
        staged_release(&t);
    }
}
END_TEST

Suite *test_floor(void);

Suite *test_floor(void)
{
    Suite *suite = suite_create("floor");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, devices_are_in_their_cheapest_state);
    tcase_add_test(tests, batches_differ_in_power);
    tcase_add_test(tests, windows_and_lines_add_up);
    tcase_add_test(tests, without_requests_a_floor_is_the_total);
    tcase_add_test(tests, a_device_may_be_loading);
    tcase_add_test(tests, a_device_may_be_reading);
    tcase_add_test(tests, components_add_up);
    suite_add_tcase(suite, tests);
    return suite;
}
