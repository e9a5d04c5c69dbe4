#include "io/season.h"

#include <cairn/load.h>
#include <check.h>

/* [SEASON] Unsorted, and the first one reaches across the turn of the year. */
START_TEST(seasons_share_out_the_year)
{
    struct cairn_season items[] = {{.id = "cold", .from = "11-01"},
                                   {.id = "hot", .from = "06-15"},
                                   {.id = "mild", .from = "03-01"}};
    struct cairn_scenario s = {.seasons = items, .n_seasons = 3};
    struct cairn_diag diag;
    int days[3] = {0};

    cairn_diag_init(&diag);
    ck_assert(cairn_seasons_derive(&s, &diag));
    ck_assert_int_eq(items[0].first_day, 304);
    ck_assert_int_eq(items[0].days, 30 + 31 + 31 + 28);
    ck_assert_int_eq(items[1].days, 16 + 31 + 31 + 30 + 31);
    ck_assert_int_eq(items[2].days, 31 + 30 + 31 + 14);
    for (int day = 0; day < CAIRN_DAYS_PER_YEAR; day++)
        days[cairn_season_of_day(&s, day)]++;
    for (int k = 0; k < 3; k++)
        ck_assert_int_eq(days[k], items[k].days);
    ck_assert_int_eq(cairn_season_of_day(&s, 0), 0);
    ck_assert_int_eq(cairn_season_of_day(&s, 303), 1);
    ck_assert_int_eq(cairn_season_of_day(&s, 304), 0);
    cairn_diag_release(&diag);
}
END_TEST

START_TEST(months_are_cut_where_a_season_begins)
{
    struct cairn_season items[] = {{.id = "a", .first_day = 0}, {.id = "b", .first_day = 73}};
    const struct cairn_scenario s = {.seasons = items, .n_seasons = 2}, none = {0};
    int days[CAIRN_MOST_SEASONS];

    cairn_season_days_of_month(&s, 2, days); /* March 15th is day 73 */
    ck_assert_int_eq(days[0], 14);
    ck_assert_int_eq(days[1], 17);
    cairn_season_days_of_month(&none, 1, days);
    ck_assert_int_eq(days[0], 28);
}
END_TEST

/* Of s01-seasons: 6 : 1 with a mean of 1, that is 3 and 1/2; January and February have 600 g, the
 * 14 days of March and all others 100. */
START_TEST(shapes_and_intensities_have_a_week_of_each)
{
    struct cairn_scenario *s;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    s = cairn_scenario_load("tests/reference/s01-seasons.xml", NULL, &diag);
    ck_assert_ptr_nonnull(s);
    ck_assert_str_eq(s->seasons[1].id, "winter"); /* in order of ids */
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++) {
        ck_assert_double_eq_tol(s->shapes[0].hour_of_week[hour], 0.5, 1e-12);
        ck_assert_double_eq_tol(s->shapes[0].hour_of_week[168 + hour], 3, 1e-12);
        ck_assert_double_eq_tol(s->intensities[0].hour_of_week[hour], 100, 1e-6);
        ck_assert_double_eq_tol(s->intensities[0].hour_of_week[168 + hour],
                                (59 * 600 + 14 * 100) / 73.0, 1e-6);
    }
    cairn_scenario_free(s);
    cairn_diag_release(&diag);
}
END_TEST

Suite *test_season(void);
Suite *test_season(void)
{
    Suite *s = suite_create("season");
    TCase *tc = tcase_create("year");
    tcase_add_test(tc, seasons_share_out_the_year);
    tcase_add_test(tc, months_are_cut_where_a_season_begins);
    tcase_add_test(tc, shapes_and_intensities_have_a_week_of_each);
    suite_add_tcase(s, tc);
    return s;
}
