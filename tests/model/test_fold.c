/* From hours to a week to windows. [CARB] */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "model/fold.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK, MOST = 9000 };

/* Numbers without a pattern, whose sums round. */
static void fill(double *hours, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hours[i] = 100 + (double)(i * 7919 % 1009) / 3;
}

/* The mean of every 168th hour, added up one by one: what the fold must equal to the bit. */
static double plain_mean(const double *hours, size_t n, int first, int hour_of_week)
{
    double sum = 0;
    int count = 0;
    for (size_t i = 0; i < n; i++)
        if (((size_t)first + i) % WEEK == (size_t)hour_of_week) {
            sum += hours[i];
            count++;
        }
    return sum / count;
}

static const struct {
    size_t n;
    int first;
} series[] = {
    {168, 0}, {168, 5}, {169, 167}, {8760, 0}, {8760, 24}, {8760, 167}, {8784, 96}, {1000, 100},
};

START_TEST(folding_is_the_plain_mean)
{
    double hours[MOST], week[WEEK];
    fill(hours, MOST);
    cairn_fold_to_week(hours, series[_i].n, series[_i].first, week);
    for (int h = 0; h < WEEK; h++)
        ck_assert_double_eq(week[h], plain_mean(hours, series[_i].n, series[_i].first, h));
}
END_TEST

/* Three windows: nights, days, and one of a peak that stands for no hour. */
START_TEST(windows_are_means_of_their_hours)
{
    struct cairn_window windows[3] = {{.hours = 84}, {.hours = 84}, {.hours = 0, .peak = true}};
    struct cairn_plan plan = {.n_windows = 3, .windows = windows, .n_seasons = 1, .weeks = {1}};
    double week[WEEK], mean[4], sum[2] = {0};
    fill(week, WEEK);
    for (int h = 0; h < WEEK; h++) {
        plan.window_of_hour[h] = h % 24 >= 12;
        sum[h % 24 >= 12] += week[h];
    }
    cairn_fold_to_windows(week, &plan, mean);
    ck_assert_double_eq(mean[0], sum[0] / 84);
    ck_assert_double_eq(mean[1], sum[1] / 84);
    ck_assert_double_eq(mean[2], 0);
    ck_assert_double_eq_tol(mean[3], (sum[0] + sum[1]) / 168, 1e-12);
    for (int w = 0; w < 2; w++)
        ck_assert_double_eq(mean[w], cairn_fold_to_window(week, &plan, w));
    ck_assert_double_eq(mean[3], cairn_fold_to_window(week, &plan, CAIRN_NONE));
}
END_TEST

Suite *test_fold(void);
Suite *test_fold(void)
{
    Suite *suite = suite_create("fold");
    TCase *fold = tcase_create("fold");
    tcase_add_loop_test(fold, folding_is_the_plain_mean, 0, sizeof series / sizeof *series);
    tcase_add_test(fold, windows_are_means_of_their_hours);
    suite_add_tcase(suite, fold);
    return suite;
}
