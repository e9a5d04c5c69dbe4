/*
 * Savings worked out by hand [LEVER]. The scenario (levers.xml) has two boxes in each of ten shops,
 * 10 W idle and 30 W at work, 2 requests a second of 0.1 s each, PUE 1.5, 400 g/kWh, 0.2 USD/kWh,
 * four years (35,040 h) and devices of 100 kg and 500 USD that last as long:
 *
 *     watts     2 x 10 + 0.2 x 20 = 24 per shop           embodied    20 x 100 kg = 2,000 kg
 *     energy    24 x 10 x 1.5 x 35.04 = 12,614.4 kWh      carbon      5,045.76 + 2,000 kg
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "study/levers.h"

#define WITHIN 1e-9 /* relative: arrivals are regular, so that work is exact but for rounding */

struct question {
    struct cairn_template *from;
    struct cairn_scenario *scenario;
    struct cairn_placement placement;
    struct cairn_choose_limits limits;
    struct cairn_levers levers;
};

static void ask_of(struct question *q, const char *path, const char *settings, const char *only)
{
    struct cairn_levers_question question = {0};
    struct cairn_diag diag;

    memset(q, 0, sizeof *q);
    cairn_diag_init(&diag);
    q->from = cairn_template_load(path, NULL, &diag);
    ck_assert_ptr_nonnull(q->from);
    q->scenario = cairn_template_make(q->from, NULL, 0, &diag);
    cairn_diag_release(&diag);
    cairn_placement_from_baseline(&q->placement, q->scenario, 0);
    q->limits.replications = 5;
    question.from = q->from;
    question.scenario = q->scenario;
    question.placement = &q->placement;
    question.limits = &q->limits;
    question.settings = settings;
    if (only)
        question.only[cairn_lever_find(only)] = true;
    cairn_levers_init(&q->levers, &question);
}

static void ask(struct question *q, const char *settings, const char *only)
{
    ask_of(q, "tests/study/levers.xml", settings, only);
}

static void release(struct question *q)
{
    cairn_levers_release(&q->levers);
    cairn_placement_release(&q->placement);
    cairn_scenario_free(q->scenario);
    cairn_template_free(q->from);
}

static const struct cairn_lever_result *result_of(const struct question *q, const char *lever)
{
    return &q->levers.results[cairn_lever_find(lever)];
}

static void check_near(double value, double expected)
{
    ck_assert_double_eq_tol(value, expected, WITHIN * fabs(expected));
}

/* lever, what it saves alone: kg, kWh, USD */
static const struct {
    const char *lever;
    double kg, kwh, usd;
} alone[] = {
    /* 1.5 -> 1.2 is a fifth of the electricity of the building */
    {"pue", 0.2 * 5045.76, 0.2 * 12614.4, 0.2 * 12614.4 * 0.2},
    /* 4 y -> 8 y halves what is written off in four years, and buys nothing less in them */
    {"lifetime", 0.5 * 2000, 0, 0},
    /* half the time at work: 2 W of each shop */
    {"quantise", 1051.2 * 0.4, 1051.2, 1051.2 * 0.2},
    /* one box of each shop: 10 W, its embodied carbon, its price */
    {"fewer", 5256 * 0.4 + 1000, 5256, 5256 * 0.2 + 5000},
    /* batches of 8 in 0.4 s, not 0.8 s: as quantise, but they wait for four seconds */
    {"batch", 1051.2 * 0.4, 1051.2, 1051.2 * 0.2},
};

START_TEST(savings_alone)
{
    struct question q;
    const struct cairn_lever_result *result;

    ask(&q, "pue=1.2, lifetime=8 y", alone[_i].lever);
    result = result_of(&q, alone[_i].lever);
    check_near(q.levers.carbon_kg, 7045.76);
    check_near(q.levers.energy_kwh, 12614.4);
    ck_assert(result->applies);
    check_near(result->alone.carbon_kg.mean, alone[_i].kg);
    ck_assert_double_eq_tol(result->alone.energy_kwh.mean, alone[_i].kwh, 1e-6);
    ck_assert_double_eq_tol(result->alone.money_usd.mean, alone[_i].usd, 1e-6);
    /* what it costs for a tonne */
    ck_assert_double_eq_tol(result->alone.usd_per_t, -1000 * alone[_i].usd / alone[_i].kg, 1e-6);
    release(&q);
}
END_TEST

/*
 * fewer: 3,102.4. Then a box of 14 W: 7,358.4 kWh or 2,943.36 kg and 1,000 kg embodied. pue: a
 * fifth of the one, lifetime: half of the other, quantise: 420.48 kg x 1.2 / 1.5.
 */
START_TEST(order_and_overlaps)
{
    static const char *const order[] = {"fewer", "pue", "lifetime", "quantise"};
    static const double kg[] = {3102.4, 588.672, 500, 336.384};
    static const double overlaps[] = {0, 1009.152 - 588.672, 500, 420.48 - 336.384};
    double together = 0.0, sum_alone = 0.0;
    struct question q;

    ask(&q, "pue=1.2, lifetime=8 y", NULL);
    ck_assert_int_eq(q.levers.n_steps, 4);
    for (int i = 0; i < 4; i++) {
        const struct cairn_lever_result *result = &q.levers.results[q.levers.order[i]];

        ck_assert_str_eq(result->lever->name, order[i]);
        ck_assert_int_eq(result->step, i + 1);
        check_near(result->in_turn.carbon_kg.mean, kg[i]);
        ck_assert_double_eq_tol(result->overlap_kg, overlaps[i], 1e-6);
        together += result->in_turn.carbon_kg.mean;
        sum_alone += result->alone.carbon_kg.mean;
    }
    /* steps add up to all of it, and those alone to that and the overlaps */
    check_near(q.levers.together.carbon_kg.mean, together);
    check_near(q.levers.together.carbon_kg.mean + q.levers.overlap_kg, sum_alone);
    check_near(q.levers.together.carbon_kg.mean, 3102.4 + 588.672 + 500 + 336.384);
    release(&q);
}
END_TEST

/* By cost: boxes that are not bought, electricity at 0.2 USD for 400 g (twice), what is free. */
START_TEST(curve_and_ranks)
{
    static const char *const carbon[] = {"fewer", "pue", "lifetime", "quantise"};
    struct question q;
    double before = -HUGE_VAL;

    ask(&q, "pue=1.2, lifetime=8 y", NULL);
    ck_assert_str_eq(q.levers.results[q.levers.curve[0]].lever->name, "fewer");
    ck_assert_str_eq(q.levers.results[q.levers.curve[3]].lever->name, "lifetime");
    for (int i = 0; i < q.levers.n_steps; i++) {
        double cost = q.levers.results[q.levers.curve[i]].in_turn.usd_per_t;

        ck_assert_double_ge(cost, before);
        before = cost;
        ck_assert_int_eq(result_of(&q, carbon[i])->rank_carbon, i + 1);
    }
    ck_assert_int_eq(result_of(&q, "fewer")->rank_cost, 1);
    ck_assert_int_eq(result_of(&q, "lifetime")->rank_cost, 4);
    ck_assert_int_eq(result_of(&q, "batch")->rank_carbon, 0);
    release(&q);
}
END_TEST

/* What breaks a promise is shown, and is in no order */
START_TEST(broken_promises)
{
    struct question q;

    ask(&q, NULL, "batch");
    ck_assert_str_eq(result_of(&q, "batch")->breaks, "p95 of look");
    ck_assert_double_gt(result_of(&q, "batch")->alone.carbon_kg.low, 0.0);
    ck_assert_int_eq(q.levers.n_steps, 0);
    release(&q);
}
END_TEST

static const struct {
    const char *lever, *settings, *why;
} reasons[] = {
    {"cache", NULL, "no cache is stated"},
    {"region", NULL, "no link from shop to north"},
    {"hardware", NULL, "no pool of other hardware at the same place"},
    {"smaller", NULL, "accuracy of tiny is 0.7, promised 0.85"},
    {"sleep", NULL, "box has no sleep state"},
    {"pue", "pue=1.5", "that of shop is as good already"},
    {"lifetime", "lifetime=3y", "box lasts as long already"},
    {"solar", NULL,
     "no panels are described: set solar, solar-series, solar-embodied, solar-lifetime"},
    {"solar", "solar=1 kW, solar-lifetime=25 y",
     "no panels are described: set solar-series, solar-embodied"},
};

START_TEST(what_does_not_apply_says_why)
{
    struct question q;

    ask(&q, reasons[_i].settings, reasons[_i].lever);
    ck_assert(!result_of(&q, reasons[_i].lever)->applies);
    ck_assert_str_eq(result_of(&q, reasons[_i].lever)->why, reasons[_i].why);
    ck_assert_int_eq(q.levers.n_steps, 0);
    release(&q);
}
END_TEST

/*
 * levers-more.xml: one box, 10 W idle and 30 W for a fifth of the time, 14 W in the mean; at 400
 * g/kWh over 8,760 h; other hardware beside it, a cache of all there is to ask, a greener region.
 */
START_TEST(the_other_levers_move_what_they_should)
{
    struct question q;
    const struct cairn_lever_result *cache, *region, *hardware, *sleep;

    ask_of(&q, "tests/study/levers-more.xml", "sleep=0 s", NULL);
    cache = result_of(&q, "cache");
    region = result_of(&q, "region");
    hardware = result_of(&q, "hardware");
    sleep = result_of(&q, "sleep");
    ck_assert_str_eq(cache->what, "look behind shelf");
    ck_assert_str_eq(region->what, "look to far in north");
    ck_assert_str_eq(hardware->what, "look to savers in shop");
    ck_assert_str_eq(sleep->what, "after 0 s: boxes");
    /* it answers all, from what it holds when the window begins: the box stays at 10 W */
    check_near(cache->alone.carbon_kg.mean, 4 * 8.76 * 0.4);
    /* asleep for 0.8 of the time: 9 W less of 10 W, over 8,760 h; waking takes no time */
    check_near(sleep->alone.energy_kwh.mean, 0.8 * 9 * 8.76);
    check_near(sleep->alone.carbon_kg.mean, 0.8 * 9 * 8.76 * 0.4);
    /* 2 W idle, 6 W for 0.2 of the time, not 10 W and 30 W: 11.2 W less; of 50 kg, not 100 kg */
    check_near(hardware->alone.energy_kwh.mean, (14 - 2.8) * 8.76);
    check_near(hardware->alone.carbon_kg.mean, (14 - 2.8) * 8.76 * 0.4 + 50.0 / 4);
    /* the same box at a tenth of the intensity; the network is charged nothing */
    check_near(region->alone.carbon_kg.mean, 14 * 8.76 * (0.4 - 0.04));
    ck_assert_double_eq_tol(region->alone.energy_kwh.mean, 0.0, 1e-9);
    release(&q);
}
END_TEST

/* 10 W at 400 g/kWh; a place whose PUE follows from its cooling keeps it, and another gets less */
START_TEST(buildings_with_a_cooling)
{
    struct question q;

    ask_of(&q, "tests/study/levers-cooled.xml", "pue=1.1", "pue");
    ck_assert_str_eq(result_of(&q, "pue")->what,
                     "1.1: stated; that of cooled follows from cooling");
    ck_assert_str_eq(result_of(&q, "pue")->why, "that of cooled follows from its cooling");
    check_near(result_of(&q, "pue")->alone.carbon_kg.mean, 10 * 8.76 * (1.5 - 1.1) * 0.4);
    release(&q);
    ask_of(&q, "tests/study/levers-cooled.xml", "pue=1.5", "pue");
    ck_assert(!result_of(&q, "pue")->applies);
    release(&q);
}
END_TEST

/*
 * Nights of 200 and days of 600 g/kWh, twelve hours each. Work beyond idling is 4 W; what waits for
 * up to 12 h finds a night, of what waits for up to 11 h one hour of twelve does not.
 */
START_TEST(waiting_for_the_night)
{
    struct question q;

    ask_of(&q, "tests/study/levers-night.xml", "defer=25 %, slack=12 h", "defer");
    check_near(result_of(&q, "defer")->alone.carbon_kg.mean, 0.25 * 4 * 4.38 * 0.4);
    release(&q);
    ask_of(&q, "tests/study/levers-night.xml", "slack=11 h", "defer");
    check_near(result_of(&q, "defer")->alone.carbon_kg.mean, 0.5 * 4 * 4.38 * 0.4 * 11 / 12);
    release(&q);
}
END_TEST

/* 30 W of sun all day into 36 W at each meter; 60 W of panels at 900 g/W for 4 years of 25. */
START_TEST(sun_that_always_shines)
{
    struct question q;

    ask(&q,
        "solar=60 W, solar-series=levers-pv.csv, solar-embodied=900 kgCO2e/kW, "
        "solar-lifetime=25 y, solar-price=80 USD",
        "solar");
    check_near(result_of(&q, "solar")->alone.carbon_kg.mean,
               10 * (30 * 35.04 * 0.4 - 60 * 0.9 * 4 / 25));
    check_near(result_of(&q, "solar")->alone.money_usd.mean, 10 * (30 * 35.04 * 0.2 - 80));
    release(&q);
}
END_TEST

static const struct {
    const char *text, *why;
} mistakes[] = {
    {"pve=1.2", "no setting \"pve\"; did you mean pue?"},
    {"pue", "pue is given no value"},
    {"pue=", "pue is given no value"},
    {"pue=1.2, solar=5 kWh",
     "solar: \"5 kWh\": kWh is a unit of energy; here a power is wanted, such as 5 W"},
    {"pue=0.5",
     "pue is \"0.5\" and must be from 1 to 5: a building takes what its devices take and "
     "more, but not five times as much"},
    {"defer=150 %", "defer is \"150 %\" and must be above 0 and at most 1"},
    {"slack=40 d", "slack is \"40 d\" and must be from 0 s to 31 d"},
    {"sleep=-3 s", "sleep is \"-3 s\" and must be from 0 s to 1 y"},
    {"lifetime=-2 y", "lifetime is \"-2 y\" and must be above 0 s and at most 100 y"},
    {"lifetime=+0 y", "lifetime is \"+0 y\" and must be above 0 s and at most 100 y"},
    {"solar-price=-1 USD", "solar-price is \"-1 USD\" and must be from 0 USD to 10000 MUSD"},
};

/* Reads a setting; what is wrong with it, or "". The caller releases both. */
static bool read_setting(struct cairn_lever_settings *settings, struct cairn_arena *arena,
                         const char *text, struct cairn_buffer *why)
{
    cairn_arena_init(arena);
    cairn_buffer_init(why);
    cairn_lever_settings_init(settings);
    return cairn_lever_settings_read(settings, arena, text, why);
}

START_TEST(settings_that_mean_nothing)
{
    struct cairn_lever_settings settings;
    struct cairn_arena arena;
    struct cairn_buffer why;

    ck_assert(!read_setting(&settings, &arena, mistakes[_i].text, &why));
    ck_assert_str_eq(why.data, mistakes[_i].why);
    cairn_buffer_release(&why);
    cairn_arena_release(&arena);
}
END_TEST

/* A plus adds, and is a sign where nothing can be added to. */
START_TEST(settings_with_a_plus)
{
    struct cairn_lever_settings settings;
    struct cairn_arena arena;
    struct cairn_buffer why;
    bool added;

    ck_assert(read_setting(&settings, &arena, "sleep=+2 s,lifetime=+3 y", &why));
    ck_assert_double_eq(cairn_lever_setting_value(&settings, CAIRN_SET_SLEEP, &added), 2.0);
    ck_assert(!added);
    ck_assert_double_eq(cairn_lever_setting_value(&settings, CAIRN_SET_LIFETIME, &added),
                        3 * 365 * 86400.0);
    ck_assert(added);
    cairn_buffer_release(&why);
    cairn_arena_release(&arena);
}
END_TEST

Suite *test_levers(void)
{
    Suite *suite = suite_create("levers");
    TCase *tcase = tcase_create("levers");

    tcase_add_loop_test(tcase, savings_alone, 0, (int)(sizeof alone / sizeof *alone));
    tcase_add_test(tcase, order_and_overlaps);
    tcase_add_test(tcase, curve_and_ranks);
    tcase_add_test(tcase, broken_promises);
    tcase_add_loop_test(tcase, what_does_not_apply_says_why, 0,
                        (int)(sizeof reasons / sizeof *reasons));
    tcase_add_test(tcase, the_other_levers_move_what_they_should);
    tcase_add_test(tcase, buildings_with_a_cooling);
    tcase_add_test(tcase, waiting_for_the_night);
    tcase_add_test(tcase, sun_that_always_shines);
    tcase_add_loop_test(tcase, settings_that_mean_nothing, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(tcase, settings_with_a_plus);
    suite_add_tcase(suite, tcase);
    return suite;
}
