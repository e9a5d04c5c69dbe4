/* Which windows stand for which hours of the week, as rows: what v_hour spreads the ledger by. */

#include "study/record.h"

#include "base/alloc.h"
#include "model/year.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK };

/* Hours that each window stands for, of each hour of the week in each season. */
static void count_hours(const struct cairn_plan *plan, int *hours)
{
    int n = plan->n_windows;

    for (int spell = 0; !plan->window_of_year && spell < plan->n_seasons * WEEK; spell++)
        hours[spell * n + plan->window_of_hour[spell]] += plan->weeks[spell / WEEK];
    for (int h = 0; plan->window_of_year && h < CAIRN_HOURS_PER_YEAR; h++)
        hours[plan->spell_of_year[h] * n + plan->window_of_year[h]]++;
}

void cairn_record_hours(struct cairn_record *record)
{
    const struct cairn_scenario *scenario = record->answer->scenario;
    const struct cairn_plan *plan = &record->answer->plan;
    size_t n_windows = (size_t)plan->n_windows;
    size_t n = (size_t)plan->n_seasons * WEEK * n_windows;
    int *hours = cairn_calloc(n, sizeof *hours);

    count_hours(plan, hours);
    for (size_t i = 0; i < n; i++) {
        size_t spell = i / n_windows;

        if (hours[i] > 0)
            CAIRN_STORE_ADD(
                record->store, "hour", CAIRN_INTEGER("study", record->study),
                CAIRN_INTEGER("spell", (int64_t)spell),
                CAIRN_INTEGER("window", (int64_t)(i % n_windows)),
                CAIRN_STRING("season",
                             scenario->n_seasons > 0 ? scenario->seasons[spell / WEEK].id : NULL),
                CAIRN_INTEGER("hour", (int64_t)(spell % WEEK)), CAIRN_INTEGER("hours", hours[i]));
    }
    cairn_free(hours);
}
