#include "model/calendar.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

enum { HOURS = CAIRN_HOURS_PER_WEEK, QUARTERS = CAIRN_QUARTERS_PER_WEEK };

static const double quarter_s = 3600.0 / CAIRN_QUARTERS_PER_HOUR;

/* Quarter of the week, counted on from any other. */
static int wrap(int64_t quarter)
{
    int64_t q = quarter % QUARTERS;
    return (int)(q < 0 ? q + QUARTERS : q);
}

/* Is a season one of the peak weeks of a workload? */
static bool is_peak(const struct cairn_scenario *s, int workload, int season)
{
    return s->n_seasons > 0 && s->workloads[workload].peak_season == season;
}

static double rate_in_quarter(const struct cairn_scenario *s, int workload, int season, int quarter)
{
    const struct cairn_arrivals *arrivals = &s->workloads[workload].arrivals;
    double rate = arrivals->rate_per_s;
    if (is_peak(s, workload, season))
        rate *= s->workloads[workload].peak;
    if (arrivals->shape == CAIRN_NONE)
        return rate;
    double offset_s = s->places[s->workloads[workload].place].utc_offset_s;
    int local_hour = wrap(quarter + lround(offset_s / quarter_s)) / CAIRN_QUARTERS_PER_HOUR;
    return rate * s->shapes[arrivals->shape].hour_of_week[season * HOURS + local_hour];
}

void cairn_calendar_init(struct cairn_calendar *calendar, const struct cairn_scenario *s)
{
    size_t n = (size_t)s->n_workloads;
    int seasons = cairn_scenario_seasons(s);
    size_t quarters = (size_t)seasons * QUARTERS;
    *calendar = (struct cairn_calendar){
        .scenario = s,
        .n_seasons = seasons,
        .n_spells = seasons * HOURS,
        .rate_per_s = cairn_calloc(quarters * n, sizeof *calendar->rate_per_s),
        .kind = cairn_calloc(quarters, sizeof *calendar->kind),
    };
    for (int q = 0; q < seasons * QUARTERS; q++) {
        double *rates = &calendar->rate_per_s[(size_t)q * n];
        for (int w = 0; w < s->n_workloads; w++)
            rates[w] = rate_in_quarter(s, w, q / QUARTERS, q % QUARTERS);
        int same = 0;
        while (memcmp(rates, &calendar->rate_per_s[(size_t)same * n], n * sizeof *rates) != 0)
            same++;
        calendar->kind[q] = same;
        calendar->varies |= same != calendar->kind[0];
    }
}

void cairn_calendar_release(struct cairn_calendar *calendar)
{
    cairn_free(calendar->rate_per_s);
    cairn_free(calendar->kind);
    *calendar = (struct cairn_calendar){0};
}

int cairn_calendar_quarter(int spell, int64_t before_end)
{
    int end = (spell % HOURS + 1) * CAIRN_QUARTERS_PER_HOUR;
    return spell / HOURS * QUARTERS + wrap(end - before_end);
}

int64_t cairn_calendar_quarters_in(int64_t span_ns)
{
    return (span_ns + CAIRN_QUARTER_NS - 1) / CAIRN_QUARTER_NS;
}

double cairn_calendar_rate(const struct cairn_calendar *calendar, int workload, int spell)
{
    double sum = 0;
    for (int q = 0; q < CAIRN_QUARTERS_PER_HOUR; q++) {
        size_t quarter = (size_t)(spell * CAIRN_QUARTERS_PER_HOUR + q);
        sum +=
            calendar
                ->rate_per_s[quarter * (size_t)calendar->scenario->n_workloads + (size_t)workload];
    }
    return sum / CAIRN_QUARTERS_PER_HOUR;
}

bool cairn_calendar_same(const struct cairn_calendar *calendar, int a, int b, int64_t quarters)
{
    int64_t compared = quarters < QUARTERS ? quarters : QUARTERS;
    for (int64_t k = 1; k <= compared; k++)
        if (calendar->kind[cairn_calendar_quarter(a, k)] !=
            calendar->kind[cairn_calendar_quarter(b, k)])
            return false;
    return true;
}

double cairn_calendar_peak(const struct cairn_calendar *calendar, int workload)
{
    const struct cairn_scenario *s = calendar->scenario;
    bool said = s->n_seasons > 0 && s->workloads[workload].peak_season != CAIRN_NONE;
    return said ? 1 : s->workloads[workload].peak;
}
