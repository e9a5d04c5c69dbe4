#include "model/fold.h"

#include <assert.h>
#include <string.h>

#include "model/year.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK, WEEKS_AT_ONCE = 4 };

/* Four weeks at a time, each hour of the week still in order of time: memory is the limit. */
static void add_weeks(const double *restrict hours, size_t weeks, double *restrict sum)
{
    for (; weeks >= WEEKS_AT_ONCE; weeks -= WEEKS_AT_ONCE, hours += (size_t)WEEKS_AT_ONCE * WEEK)
        for (int h = 0; h < WEEK; h++)
            sum[h] =
                sum[h] + hours[h] + hours[h + WEEK] + hours[h + 2 * WEEK] + hours[h + 3 * WEEK];
    for (; weeks > 0; weeks--, hours += WEEK)
        for (int h = 0; h < WEEK; h++)
            sum[h] += hours[h];
}

void cairn_fold_to_week(const double *hours, size_t n, int first, double week[WEEK])
{
    double sum[WEEK] = {0}; /* from hour `first` on */
    size_t weeks = n / WEEK;
    int more = (int)(n % WEEK);

    assert(n >= WEEK && first >= 0 && first < WEEK);
    add_weeks(hours, weeks, sum);
    for (int h = 0; h < more; h++)
        sum[h] += hours[weeks * WEEK + (size_t)h];
    for (int h = 0; h < WEEK; h++)
        sum[h] /= (double)(weeks + (h < more));
    memcpy(week + first, sum, (size_t)(WEEK - first) * sizeof *sum);
    memcpy(week, sum + WEEK - first, (size_t)first * sizeof *sum);
}

double cairn_fold_to_window(const double *week, const struct cairn_plan *plan, int window)
{
    double sum = 0;
    int hours = 0;

    for (int h = 0; plan->window_of_year && h < CAIRN_HOURS_PER_YEAR; h++)
        if (window == CAIRN_NONE || plan->window_of_year[h] == window) {
            sum += week[plan->spell_of_year[h]];
            hours++;
        }
    for (int h = 0; !plan->window_of_year && h < plan->n_seasons * WEEK; h++) {
        if (window != CAIRN_NONE && plan->window_of_hour[h] != window)
            continue;
        int weeks = plan->weeks[h / WEEK];
        sum += weeks * week[h];
        hours += weeks;
    }
    assert(hours > 0);
    return sum / hours;
}

void cairn_fold_to_windows(const double *week, const struct cairn_plan *plan, double *mean)
{
    int n = plan->n_windows;
    int hours = 0;

    for (int w = 0; w <= n; w++)
        mean[w] = 0;
    for (int h = 0; plan->window_of_year && h < CAIRN_HOURS_PER_YEAR; h++, hours++) {
        mean[plan->window_of_year[h]] += week[plan->spell_of_year[h]];
        mean[n] += week[plan->spell_of_year[h]];
    }
    for (int k = 0; !plan->window_of_year && k < plan->n_seasons; k++)
        for (int h = k * WEEK; h < (k + 1) * WEEK; h++) {
            double weighted = plan->weeks[k] * week[h];

            mean[plan->window_of_hour[h]] += weighted;
            mean[n] += weighted;
            hours += plan->weeks[k];
        }
    for (int w = 0; w < n; w++)
        if (plan->windows[w].hours > 0)
            mean[w] /= plan->windows[w].hours;
    mean[n] /= hours;
}

void cairn_fold_year_to_windows(const double *hours, const struct cairn_plan *plan, double *mean)
{
    int n = plan->n_windows;

    assert(plan->window_of_year);
    for (int w = 0; w <= n; w++)
        mean[w] = 0;
    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++) {
        mean[plan->window_of_year[h]] += hours[h];
        mean[n] += hours[h];
    }
    for (int w = 0; w < n; w++)
        if (plan->windows[w].hours > 0)
            mean[w] /= plan->windows[w].hours;
    mean[n] /= CAIRN_HOURS_PER_YEAR;
}
