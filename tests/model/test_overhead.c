/* PUE and WUE by the temperature outside. Expected values are hand arithmetic. [COOLING] */
#include "model/overhead.h"

#include <check.h>
#include <math.h>

#include "model/year.h"

enum { SPELLS = CAIRN_HOURS_PER_WEEK, N = CAIRN_HOURS_PER_YEAR };

/* A place whose PUE is 1.1 up to 10 degrees and 1.5 at 30, its WUE 0 and 2 L/kWh. */
struct fixture {
    struct cairn_scenario s;
    struct cairn_cooling_point points[2];
    struct cairn_cooling cooling;
    struct cairn_climate climate;
    struct cairn_grid grid;
    struct cairn_intensity intensity;
    struct cairn_place place;
    struct cairn_arena arena;
    double temperatures[288], hours[288], week[CAIRN_HOURS_PER_WEEK];
};

static void set_up(struct fixture *f)
{
    *f = (struct fixture){0};
    f->points[0] = (struct cairn_cooling_point){.at = 10, .pue = 1.1, .wue_l_per_kwh = 0};
    f->points[1] = (struct cairn_cooling_point){.at = 30, .pue = 1.5, .wue_l_per_kwh = 2};
    f->cooling = (struct cairn_cooling){.pue = NAN, .wue_l_per_kwh = NAN, .n_outsides = 2};
    f->grid = (struct cairn_grid){.id = "G", .n_intensities = 1};
    f->intensity = (struct cairn_intensity){.value_g_per_kwh = 100};
    f->climate.temperatures = f->temperatures;
    f->place = (struct cairn_place){.pue = NAN, .wue_l_per_kwh = NAN};
    f->s = (struct cairn_scenario){.outsides = f->points,
                                   .n_outsides = 2,
                                   .coolings = &f->cooling,
                                   .n_coolings = 1,
                                   .climates = &f->climate,
                                   .n_climates = 1,
                                   .grids = &f->grid,
                                   .n_grids = 1,
                                   .intensities = &f->intensity,
                                   .n_intensities = 1,
                                   .places = &f->place,
                                   .n_places = 1};
    cairn_arena_init(&f->arena);
}

static const struct at {
    double temperature, pue, wue;
    bool within;
} ats[] = {
    {-40, 1.1, 0, false}, {10, 1.1, 0, true}, {20, 1.3, 1, true},
    {25, 1.4, 1.5, true}, {30, 1.5, 2, true}, {45, 1.5, 2, false},
};

START_TEST(points_are_joined_by_straight_lines_and_hold_beyond)
{
    struct fixture f;
    double pue, wue;

    set_up(&f);
    ck_assert(cairn_cooling_at(&f.s, &f.cooling, ats[_i].temperature, &pue, &wue) ==
              ats[_i].within);
    ck_assert_double_eq_tol(pue, ats[_i].pue, 1e-12);
    ck_assert_double_eq_tol(wue, ats[_i].wue, 1e-12);
    cairn_arena_release(&f.arena);
}
END_TEST

/*
 * The last five days of December and the first two of January: 2023 begins on a Sunday and ends on
 * one, so that they lack a Tuesday. The days of both months are at 20 degrees at noon, else at 0.
 */
START_TEST(a_week_at_the_turn_of_the_year_has_all_its_days)
{
    struct cairn_season seasons[2] = {{.first_day = 2, .days = 358}, {.first_day = 360, .days = 7}};
    struct fixture f;

    set_up(&f);
    f.s.seasons = seasons;
    f.s.n_seasons = 2;
    for (int month = 0; month < 12; month += 11)
        f.temperatures[24 * month + 12] = 20;
    cairn_overheads_derive(&f.s, &f.arena);
    ck_assert_ptr_nonnull(f.place.overhead);
    for (int h = 0; h < SPELLS; h++)
        ck_assert_double_eq_tol(f.place.overhead->pue[SPELLS + h], h % 24 == 12 ? 1.3 : 1.1, 1e-12);
    cairn_arena_release(&f.arena);
}
END_TEST

/*
 * January at 40 degrees and 300 g/kWh, all other months at 0 and 100 g/kWh: within a week the two
 * are the same all the time, and yet what is charged is the mean of the products of the hours,
 * (31 x 1.5 x 300 + 334 x 1.1 x 100) / 365 up to the scale of the intensity, in every hour of the
 * week up to how often it is in January.
 */
START_TEST(months_that_no_hour_of_the_week_shows_are_correlated)
{
    double product = 0, intensity = 0, mean = 0, scale;
    struct fixture f;

    set_up(&f);
    for (int i = 0; i < 288; i++) {
        f.temperatures[i] = i < 24 ? 40 : 0;
        f.hours[i] = i < 24 ? 300 : 100;
    }
    for (int h = 0; h < SPELLS; h++)
        f.week[h] = 100;
    f.intensity.hours = f.hours;
    f.intensity.hour_of_week = f.week;
    cairn_overheads_derive(&f.s, &f.arena);
    ck_assert_ptr_nonnull(f.place.overhead);
    ck_assert_double_eq_tol(f.place.pue, (31 * 1.5 + 334 * 1.1) / 365, 1e-12);
    ck_assert_double_eq_tol(f.place.wue_l_per_kwh, 31 * 2.0 / 365, 1e-12);
    ck_assert_double_eq(f.place.overhead->pue_most, 1.5);
    ck_assert_int_eq(f.place.overhead->hours_outside_points, N);
    for (int h = 0; h < SPELLS; h++) {
        product += f.place.overhead->pue_x_intensity[0][h];
        intensity += f.place.overhead->intensity[0][h];
        mean += f.place.overhead->pue[h];
    }
    scale = 100 / ((31 * 300.0 + 334 * 100.0) / 365); /* to the mean that is stated */
    ck_assert_double_eq_tol(intensity / SPELLS, 100, 0.2);
    ck_assert_double_eq_tol(product / SPELLS, scale * (31 * 1.5 * 300 + 334 * 1.1 * 100) / 365,
                            0.5);
    /* 50,690 / 42,700 by hand, where the mean of PUE is 1.134 */
    ck_assert_double_eq_tol(product / intensity, 1.1871, 0.002);
    ck_assert_double_eq_tol(mean / SPELLS, 1.1340, 0.002);
    cairn_arena_release(&f.arena);
}
END_TEST

/* WUE per kWh of the facility is the mean of the ratios: 2 / 1.5 for one month, else 0. */
START_TEST(water_per_facility_energy_is_by_the_hour_too)
{
    struct fixture f;
    double sum = 0;

    set_up(&f);
    for (int i = 0; i < 288; i++)
        f.temperatures[i] = i % 24 < 12 ? 30 : 10;
    cairn_overheads_derive(&f.s, &f.arena);
    ck_assert_int_eq(f.place.overhead->hours_outside_points, 0);
    for (int h = 0; h < SPELLS; h++)
        sum += f.place.overhead->wue_of_facility[h];
    ck_assert_double_eq_tol(sum / SPELLS, 2 / 1.5 / 2, 1e-12);
    ck_assert_double_eq_tol(f.place.overhead->pue[0], 1.5, 1e-12);
    ck_assert_double_eq_tol(f.place.overhead->pue[12], 1.1, 1e-12);
    cairn_arena_release(&f.arena);
}
END_TEST

/* A cooling of one pair, a stated PUE and a place without a climate have nothing by the hour. */
START_TEST(what_does_not_change_has_no_hours)
{
    struct fixture f;

    set_up(&f);
    f.place.pue = 1.2;
    cairn_overheads_derive(&f.s, &f.arena);
    ck_assert_ptr_null(f.place.overhead);
    f.place.pue = NAN;
    f.place.climate = CAIRN_NONE;
    cairn_overheads_derive(&f.s, &f.arena);
    ck_assert_ptr_null(f.place.overhead);
    f.place.climate = 0;
    f.cooling.n_outsides = 0;
    cairn_overheads_derive(&f.s, &f.arena);
    ck_assert_ptr_null(f.place.overhead);
    cairn_arena_release(&f.arena);
}
END_TEST

Suite *test_overhead(void);
Suite *test_overhead(void)
{
    Suite *suite = suite_create("overhead");
    TCase *all = tcase_create("overhead");

    tcase_add_loop_test(all, points_are_joined_by_straight_lines_and_hold_beyond, 0,
                        sizeof ats / sizeof *ats);
    tcase_add_test(all, months_that_no_hour_of_the_week_shows_are_correlated);
    tcase_add_test(all, water_per_facility_energy_is_by_the_hour_too);
    tcase_add_test(all, what_does_not_change_has_no_hours);
    tcase_add_test(all, a_week_at_the_turn_of_the_year_has_all_its_days);
    suite_add_tcase(suite, all);
    return suite;
}
