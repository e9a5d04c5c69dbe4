#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "account/defer.h"
#include "base/hash.h"
#include "model/forecast.h"

enum { N = CAIRN_HOURS_PER_YEAR };

/* A year that nobody could fold: days and weeks with noise on them, from a fixed hash. */
static void make_year(double *hours, uint64_t seed)
{
    for (int h = 0; h < N; h++) {
        double noise = (double)(cairn_mix64(seed * N + (uint64_t)h) >> 11) * 0x1p-53;
        hours[h] = 300 + 120 * sin(h * 6.283185307179586 / 24) + 60 * sin(h * 0.0374) + 200 * noise;
    }
}

struct year {
    double actual[N], forecast[N], other[N], work[N], load[N];
    double shift[2][N];
    double *at[2];
    const double *charges[2];
};

static struct year *new_year(void)
{
    struct year *y = calloc(1, sizeof *y);
    for (int k = 0; k < 2; k++)
        y->at[k] = y->shift[k];
    y->charges[0] = y->actual;
    y->charges[1] = y->other;
    make_year(y->actual, 1);
    make_year(y->other, 2);
    for (int h = 0; h < N; h++)
        y->work[h] = 1;
    memcpy(y->forecast, y->actual, sizeof y->actual);
    return y;
}

static struct cairn_defer_jobs jobs_of(struct year *y, int slack_h, int length_h, bool apart)
{
    return (struct cairn_defer_jobs){.slack_h = slack_h,
                                     .length_h = length_h,
                                     .interruptible = apart,
                                     .forecast = y->forecast,
                                     .work = y->work,
                                     .up_to = 1,
                                     .shift = y->at};
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The least mean of a job over all its starts, or over all sets of hours: the cheapest ones. */
static double by_force(const double *actual, int came, int slack_h, int length_h, bool apart)
{
    double best = actual[came], hours[512], sum;
    int n = slack_h + length_h;
    ck_assert_int_le(n, 512);
    for (int i = 0; i < n; i++)
        hours[i] = actual[(came + i) % N];
    if (apart)
        qsort(hours, (size_t)n, sizeof *hours, compare);
    for (int start = 0; start <= (apart ? 0 : slack_h); start++) {
        sum = 0;
        for (int i = 0; i < length_h; i++)
            sum += hours[start + i];
        best = fmin(best, sum / length_h);
    }
    return best;
}

static const struct {
    int slack_h, length_h;
} kinds[] = {{0, 1}, {1, 1}, {12, 1}, {24, 1}, {168, 1}, {0, 3}, {6, 3}, {24, 8}};

/* [DEFER] Expected: all starts, tried one by one; hours that may be apart, sorted. */
START_TEST(foresight_is_brute_force)
{
    for (int apart = 0; apart < 2; apart++) {
        struct year *y = new_year();
        int slack_h = kinds[_i].slack_h, length_h = kinds[_i].length_h;
        struct cairn_defer_jobs jobs = jobs_of(y, slack_h, length_h, apart);
        cairn_defer(&jobs, 1, NULL, y->charges, 2);
        for (int h = 0; h < N; h++)
            ck_assert_double_eq_tol(y->actual[h] + y->shift[0][h],
                                    by_force(y->actual, h, slack_h, length_h, apart), 1e-9);
        free(y);
    }
}
END_TEST

/* Hour 5 costs 1, all others 10, but the other charge is 50 there and 20 elsewhere: +30. */
START_TEST(what_decides_is_not_what_is_charged)
{
    struct year *y = new_year();
    struct cairn_defer_jobs jobs = jobs_of(y, 2, 1, false);
    for (int h = 0; h < N; h++) {
        y->actual[h] = y->forecast[h] = h == 5 ? 1 : 10;
        y->other[h] = h == 5 ? 50 : 20;
    }
    cairn_defer(&jobs, 1, NULL, y->charges, 2);
    for (int h = 0; h < N; h++) {
        ck_assert_double_eq(y->shift[0][h], h == 3 || h == 4 ? -9 : 0);
        ck_assert_double_eq(y->shift[1][h], h == 3 || h == 4 ? 30 : 0);
    }
    free(y);
}
END_TEST

/* Hours 5 and 6 cost 1, all others 10: of equal hours the first one is taken. */
START_TEST(the_first_of_equal_hours_is_taken)
{
    for (int apart = 0; apart < 2; apart++) {
        struct year *y = new_year();
        struct cairn_defer_jobs jobs = jobs_of(y, 2, 1, apart);
        for (int h = 0; h < N; h++) {
            y->actual[h] = y->forecast[h] = h == 5 || h == 6 ? 1 : 10;
            y->other[h] = h == 5 ? 50 : 20;
        }
        cairn_defer(&jobs, 1, NULL, y->charges, 2);
        ck_assert_double_eq(y->shift[0][4], -9);
        ck_assert_double_eq(y->shift[1][4], 30);
        ck_assert_double_eq(y->shift[1][6], 0); /* nothing is better than staying */
        free(y);
    }
}
END_TEST

/*
 * Hour 3 costs 0, hour 4 costs 5, all others 10; in each hour comes 0.4 of work that may wait for
 * three, and hours are filled up to 1. The work of hour 0 fits into hour 3 (0.4 + 0.4), of that of
 * hour 1 half (0.2), and the other half goes to hour 4, 5 less. That of hour 2 fills hour 4 (0.4 +
 * 0.2 + 0.4), and that of hour 3 stays.
 */
START_TEST(hours_fill_up)
{
    struct year *y = new_year();
    struct cairn_defer_jobs jobs = jobs_of(y, 3, 1, false);
    double before = 0, after = 0;
    for (int h = 0; h < N; h++) {
        y->actual[h] = y->forecast[h] = h == 3 ? 0 : h == 4 ? 5 : 10;
        y->work[h] = y->load[h] = 0.4;
        before += y->load[h];
    }
    cairn_defer(&jobs, 1, y->load, y->charges, 2);
    ck_assert_double_eq_tol(y->shift[0][0], -10, 1e-12);
    ck_assert_double_eq_tol(y->shift[0][1], 0.5 * -10 + 0.5 * -5, 1e-12);
    ck_assert_double_eq_tol(y->shift[0][2], -5, 1e-12);
    ck_assert_double_eq(y->shift[0][3], 0);
    ck_assert_double_eq_tol(y->load[3], 1, 1e-12);
    ck_assert_double_eq_tol(y->load[4], 1, 1e-12);
    for (int h = 0; h < N; h++)
        after += y->load[h];
    ck_assert_double_eq_tol(after, before, 1e-9);
    free(y);
}
END_TEST

/* Whatever is moved, no hour is filled beyond the limit and no work is lost. */
START_TEST(room_is_respected)
{
    for (int apart = 0; apart < 2; apart++) {
        struct year *y = new_year();
        struct cairn_defer_jobs jobs[2] = {jobs_of(y, 12, 3, apart), jobs_of(y, 30, 1, false)};
        double before[N], sum = 0, moved = 0;
        jobs[0].up_to = 0.7;
        jobs[1].up_to = 0.9;
        for (int h = 0; h < N; h++) {
            y->work[h] = 0.2;
            y->load[h] = before[h] = 0.5 + 0.3 * (h % 2);
            sum += before[h];
        }
        cairn_defer(jobs, 2, y->load, y->charges, 1);
        for (int h = 0; h < N; h++) {
            sum -= y->load[h];
            moved += fabs(y->load[h] - before[h]);
            ck_assert_double_le(y->load[h], 0.9 + 1e-9);
            ck_assert_double_ge(y->load[h], before[h] - 0.4 - 1e-9);
        }
        ck_assert_double_eq_tol(sum, 0, 1e-6);
        ck_assert_double_gt(moved, 100);
        free(y);
    }
}
END_TEST

static double saved(struct year *y, double cv, uint64_t seed)
{
    struct cairn_defer_jobs jobs = jobs_of(y, 12, 1, false);
    double sum = 0;
    cairn_forecast(y->actual, cv, seed, 7, y->forecast);
    cairn_defer(&jobs, 1, NULL, y->charges, 1);
    for (int h = 0; h < N; h++)
        sum -= y->shift[0][h] / N;
    return sum;
}

/*
 * A perfect forecast saves most, for it decides on what is charged; errors cost some of it and,
 * here, not all. Fixed seeds; means of 8,760 jobs, of which the differences are many times their
 * standard error (about 1 g/kWh).
 */
START_TEST(errors_cost_some_of_the_saving)
{
    struct year *y = new_year();
    double perfect = saved(y, 0, 1);
    double small = saved(y, 0.1, 1), large = saved(y, 0.4, 1), huge = saved(y, 3, 1);
    ck_assert_double_gt(perfect, 100);
    ck_assert_double_lt(small, perfect);
    ck_assert_double_lt(large, small - 5);
    ck_assert_double_lt(huge, large - 5);
    ck_assert_double_gt(huge, 0);
    ck_assert_double_ne(saved(y, 0.4, 2), large);
    ck_assert_double_eq(saved(y, 0.4, 1), large);
    free(y);
}
END_TEST

Suite *test_defer(void);
Suite *test_defer(void)
{
    Suite *suite = suite_create("defer");
    TCase *tc = tcase_create("defer");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, foresight_is_brute_force, 0, (int)(sizeof kinds / sizeof *kinds));
    tcase_add_test(tc, what_decides_is_not_what_is_charged);
    tcase_add_test(tc, the_first_of_equal_hours_is_taken);
    tcase_add_test(tc, hours_fill_up);
    tcase_add_test(tc, room_is_respected);
    tcase_add_test(tc, errors_cost_some_of_the_saving);
    suite_add_tcase(suite, tc);
    return suite;
}
