#include "account/tiny.h"
#include "model/overhead.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK };

/*
 * A region in two windows, of the even and the odd hours, and one of the peak that stands for none.
 * By hour, in turns of four: PUE 1.1, 1.2, 1.5, 1.2; WUE 0.3, 0.2, 0.5, 0.2; 100, 0, 300, 0 g/kWh
 * on average and 400 at the margin.
 */
struct rig {
    struct tiny t;
    struct cairn_cooling cooling;
    struct cairn_hourly_overhead overhead;
    double pue[WEEK], wue[WEEK], of_facility[WEEK], average[WEEK], margin[WEEK];
    double average_product[WEEK], margin_product[WEEK];
    const double *intensity[3], *product[3];
};

static void say_hours(struct rig *r)
{
    static const double pue[] = {1.1, 1.2, 1.5, 1.2}, average[] = {100, 0, 300, 0};

    for (int h = 0; h < WEEK; h++) {
        r->pue[h] = pue[h % 4];
        r->wue[h] = h % 2 ? 0.2 : h % 4 ? 0.5 : 0.3;
        r->of_facility[h] = r->wue[h] / r->pue[h];
        r->average[h] = average[h % 4];
        r->margin[h] = 400;
        r->average_product[h] = r->average[h] * r->pue[h];
        r->margin_product[h] = r->margin[h] * r->pue[h];
    }
    r->intensity[0] = r->average;
    r->intensity[1] = r->intensity[2] = r->margin;
    r->product[0] = r->average_product;
    r->product[1] = r->product[2] = r->margin_product;
    r->overhead = (struct cairn_hourly_overhead){.pue_most = 1.5,
                                                 .pue = r->pue,
                                                 .wue = r->wue,
                                                 .wue_of_facility = r->of_facility,
                                                 .first_intensity = TINY_INTENSITIES,
                                                 .n_intensities = 3,
                                                 .intensity = r->intensity,
                                                 .pue_x_intensity = r->product};
}

static void say(struct rig *r)
{
    struct tiny *t = &r->t;

    tiny_init(t);
    say_hours(r);
    t->plan.n_windows = 3;
    for (int h = 0; h < WEEK; h++)
        t->plan.window_of_hour[h] = h % 2;
    for (int w = 0; w < 2; w++)
        t->windows[w] = (struct cairn_window){.hour = w, .hours = WEEK / 2};
    t->windows[2] = (struct cairn_window){.peak = true};
    tiny_intensity(t, 1, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE, 100);
    tiny_intensity(t, 1, CAIRN_LONG_RUN, CAIRN_DIRECT, 400);
    tiny_intensity(t, 1, CAIRN_AVERAGE, CAIRN_DIRECT, 400);
    t->grids[1].loss.share = 0;
    t->intensities[TINY_INTENSITIES].hour_of_week = r->average;
    t->grids[1].water.origin.file = "x";
    t->grids[1].water.with_reservoirs_l_per_kwh = 3;
    r->cooling = (struct cairn_cooling){.id = "free air", .n_outsides = 3};
    t->s.coolings = &r->cooling;
    t->s.n_coolings = 1;
    t->places[1].cooling = 0;
    t->places[1].overhead = &r->overhead;
    t->places[1].pue = 1.25;
    t->places[1].price_usd_per_kwh = 0.5;
}

/* What is worked on all the time, 1 kW in even hours and 2 kW in odd ones, at the peak too. */
static void account(struct rig *r)
{
    tiny_use_pool(&r->t, 1, 1000, 2000);
    tiny_ready(&r->t);
    tiny_idle(&r->t, 0, 3600);
    tiny_busy(&r->t, 1, 1, 3600);
    tiny_busy(&r->t, 2, 1, 3600);
    tiny_account(&r->t);
}

static const double even_kwh = 4380, odd_kwh = 2 * 4380;

/*
 * Energy, money and water of the grid are by the mean PUE of a window's hours, 1.3 and 1.2. Carbon
 * is by the mean of PUE x intensity: (110 + 450) / 2 = 280 g/kWh of IT in even hours, where mean
 * times mean is 260. [COOLING] [CARB] [WATER]
 */
START_TEST(overhead_is_charged_in_its_hours)
{
    struct rig r;
    double facility_kwh = even_kwh * 1.3 + odd_kwh * 1.2;

    say(&r);
    account(&r);
    TINY_EQ(tiny_total(&r.t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), facility_kwh * 3.6e6);
    TINY_EQ(tiny_total(&r.t, CAIRN_MONEY_SPENT, CAIRN_INVENTORY), facility_kwh * 0.5);
    TINY_EQ(tiny_total(&r.t, CAIRN_CARBON, CAIRN_INVENTORY), even_kwh * 280);
    TINY_EQ(tiny_total(&r.t, CAIRN_CARBON, CAIRN_DECISION), facility_kwh * 400);
    /* scope 2 as at the margin, then what is upstream of it: less, here */
    TINY_EQ(tiny_category(&r.t, "2"), facility_kwh * 400);
    TINY_EQ(tiny_category(&r.t, "3.3"), even_kwh * 280 - facility_kwh * 400);
    TINY_EQ(tiny_total(&r.t, CAIRN_WATER_USED, CAIRN_INVENTORY),
            even_kwh * 0.4 + odd_kwh * 0.2 + facility_kwh * 3);
    ck_assert_int_eq(cairn_factor_find(&r.t.book, CAIRN_FACTOR_PUE, "region", 2), CAIRN_NONE);
    ck_assert_double_eq_tol(
        r.t.book.factors[cairn_factor_find(&r.t.book, CAIRN_FACTOR_PUE, "region", CAIRN_NONE)]
            .value,
        1.25, 1e-12); /* the year's, for what has no hours */
    tiny_release(&r.t);
}
END_TEST

/*
 * Direct electricity of the average has hours of its own, those of the margin are all alike: each
 * has its own mean of PUE x intensity. (1.1 x 100 + 1.5 x 300) / 2 in even hours, 1.2 x 300 in odd
 * ones; at the margin 400 times the facility's. [COOLING] [CARB]
 */
START_TEST(each_intensity_has_its_overhead)
{
    static const double grams[] = {1, 0.001}; /* a grid may be nearly clean */

    for (int i = 0; i < 2; i++) {
        double direct[WEEK], product[WEEK];
        struct rig r;

        say(&r);
        for (int h = 0; h < WEEK; h++) {
            direct[h] = 100 * (h % 4 + 1) * grams[i];
            product[h] = direct[h] * r.pue[h];
        }
        r.intensity[2] = direct;
        r.product[2] = product;
        r.t.intensities[TINY_INTENSITIES + 2].hour_of_week = direct;
        r.t.intensities[TINY_INTENSITIES + 2].value_g_per_kwh = 250 * grams[i];
        account(&r);
        TINY_EQ(tiny_category(&r.t, "2"), (even_kwh * 280 + odd_kwh * 1.2 * 300) * grams[i]);
        TINY_EQ(tiny_total(&r.t, CAIRN_CARBON, CAIRN_DECISION),
                (even_kwh * 1.3 + odd_kwh * 1.2) * 400);
        TINY_EQ(tiny_total(&r.t, CAIRN_CARBON, CAIRN_INVENTORY), even_kwh * 280);
        tiny_release(&r.t);
    }
}
END_TEST

/* Line by line it is the same as all at once. */
START_TEST(sums_of_lines_are_the_total)
{
    struct rig r;
    double sums[4] = {0}, sum = 0;

    say(&r);
    account(&r);
    for (int i = 0; i < r.t.ledger.n_lines; i++)
        if (r.t.ledger.lines[i].term.measure == CAIRN_ENERGY_USED)
            cairn_ledger_add_line(&r.t.ledger, &r.t.book, r.t.amounts, i, sums);
    TINY_EQ(sums[0], even_kwh * 1.3 * 3.6e6);
    TINY_EQ(sums[1], odd_kwh * 1.2 * 3.6e6);
    ck_assert_double_eq(sums[2], 0);
    for (int w = 0; w < 4; w++)
        sum += sums[w];
    TINY_EQ(sum, tiny_total(&r.t, CAIRN_ENERGY_USED, CAIRN_SCI));
    tiny_release(&r.t);
}
END_TEST

static double factor_in(const struct rig *r, enum cairn_factor_kind kind, const char *subject,
                        int window)
{
    int found = cairn_factor_find(&r->t.book, kind, subject, window);

    ck_assert_int_ne(found, CAIRN_NONE);
    return r->t.book.factors[found].value;
}

/*
 * [GREENEST] A plan of the hours of a year: the first half of it is cold, at a PUE of 1.1 and a WUE
 * of 0.22, the second hot, at 1.7 and 0.51. Each window has that of just its hours, which no hour
 * of the week tells apart.
 */
START_TEST(windows_of_a_year_have_the_overhead_of_their_hours)
{
    static const struct cairn_cooling_point points[] = {
        {.at = 0, .pue = 1.1, .wue_l_per_kwh = 0.22},
        {.at = 30, .pue = 1.7, .wue_l_per_kwh = 0.51}};
    enum { HOURS = 8760, COLD = 181 * 24 };
    double temperatures[288];
    struct cairn_climate climate = {.temperatures = temperatures};
    int window[HOURS];
    short spell[HOURS];
    struct rig r;

    say(&r);
    for (int i = 0; i < 288; i++)
        temperatures[i] = i < 6 * 24 ? 0 : 30; /* until the end of June */
    for (int h = 0; h < HOURS; h++) {
        window[h] = h >= COLD;
        spell[h] = (short)(h % WEEK);
    }
    r.t.plan.window_of_year = window;
    r.t.plan.spell_of_year = spell;
    r.t.windows[0].hours = COLD;
    r.t.windows[1].hours = HOURS - COLD;
    r.t.intensities[TINY_INTENSITIES].hour_of_week = NULL;
    r.cooling.n_outsides = 2;
    r.t.s.outsides = (struct cairn_cooling_point *)(uintptr_t)points;
    r.t.s.climates = &climate;
    r.t.places[1].climate = 0;
    account(&r);
    for (int w = 0; w < 2; w++) {
        ck_assert_double_eq_tol(factor_in(&r, CAIRN_FACTOR_PUE, "region", w), w ? 1.7 : 1.1, 1e-12);
        ck_assert_double_eq_tol(factor_in(&r, CAIRN_FACTOR_WUE, "region", w), w ? 0.51 : 0.22,
                                1e-12);
        ck_assert_double_eq_tol(
            factor_in(&r, CAIRN_FACTOR_PUE_CHARGED, "region, intensity.average.life-cycle", w),
            w ? 1.7 : 1.1, 1e-12);
    }
    ck_assert_double_eq_tol(factor_in(&r, CAIRN_FACTOR_PUE, "region", CAIRN_NONE),
                            (181 * 1.1 + 184 * 1.7) / 365, 1e-12);
    tiny_release(&r.t);
}
END_TEST

/* Hours in which the nearest point stood in are counted, and said. */
START_TEST(hours_without_a_point_are_said)
{
    struct rig r;
    bool said = false;

    say(&r);
    account(&r);
    for (int i = 0; i < r.t.ledger.n_notes; i++)
        ck_assert(!strstr(r.t.ledger.notes[i].text, "has no points"));
    tiny_release(&r.t);
    say(&r);
    r.overhead.hours_outside_points = 1;
    account(&r);
    for (int i = 0; i < r.t.ledger.n_notes; i++)
        said = said || strcmp(r.t.ledger.notes[i].text,
                              "cooling \"free air\" has no points for the temperature in 1 of "
                              "8,760 hours at region \"region\": the nearest point is taken") == 0;
    ck_assert(said);
    tiny_release(&r.t);
}
END_TEST

/* Without hours: one PUE, one WUE; of a site only where it says how it is cooled. */
START_TEST(constant_overhead_is_one_factor)
{
    for (int cooled = 0; cooled < 2; cooled++) {
        struct rig r;
        double it_kwh = even_kwh + odd_kwh;

        say(&r);
        r.t.places[1].overhead = NULL;
        r.t.places[1].kind = CAIRN_SITE;
        r.t.places[1].cooling = cooled ? 0 : CAIRN_NONE;
        r.t.places[1].wue_l_per_kwh = 0.3;
        account(&r);
        TINY_EQ(tiny_total(&r.t, CAIRN_ENERGY_USED, CAIRN_INVENTORY), it_kwh * 1.25 * 3.6e6);
        TINY_EQ(tiny_total(&r.t, CAIRN_WATER_USED, CAIRN_INVENTORY),
                it_kwh * (1.25 * 3 + 0.3 * cooled));
        tiny_release(&r.t);
    }
}
END_TEST

Suite *test_ledger_overhead(void);
Suite *test_ledger_overhead(void)
{
    Suite *suite = suite_create("ledger_overhead");
    TCase *tc = tcase_create("ledger_overhead");
    tcase_add_test(tc, overhead_is_charged_in_its_hours);
    tcase_add_test(tc, each_intensity_has_its_overhead);
    tcase_add_test(tc, sums_of_lines_are_the_total);
    tcase_add_test(tc, windows_of_a_year_have_the_overhead_of_their_hours);
    tcase_add_test(tc, hours_without_a_point_are_said);
    tcase_add_test(tc, constant_overhead_is_one_factor);
    suite_add_tcase(suite, tc);
    return suite;
}
