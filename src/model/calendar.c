#include "model/calendar.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

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

/* Hour of the local week at a place; UTC where it has no offset. */
static int local_hour(const struct cairn_scenario *s, int place, int quarter)
{
    double offset_s = s->places[place].utc_offset_s;
    long offset = isnan(offset_s) ? 0 : lround(offset_s / quarter_s);
    return wrap(quarter + offset) / CAIRN_QUARTERS_PER_HOUR;
}

static double rate_in_quarter(const struct cairn_scenario *s, int workload, int season, int quarter)
{
    const struct cairn_arrivals *arrivals = &s->workloads[workload].arrivals;
    double rate = arrivals->rate_per_s;
    if (is_peak(s, workload, season))
        rate *= s->workloads[workload].peak;
    if (arrivals->shape == CAIRN_NONE)
        return rate;
    int hour = local_hour(s, s->workloads[workload].place, quarter);
    return rate * s->shapes[arrivals->shape].hour_of_week[season * HOURS + hour];
}

/* Who follows a shape, at which place. */
struct follower {
    int shape, place;
};

/* [SCHEDULE] [HOURS] Where a shape is in a quarter, over its highest value. */
static double share_in_quarter(const struct cairn_scenario *s, const struct follower *follower,
                               int season, int quarter)
{
    const double *year = s->shapes[follower->shape].hour_of_week;
    double most = 0;
    for (int spell = 0; spell < cairn_scenario_seasons(s) * HOURS; spell++)
        most = fmax(most, year[spell]);
    return year[season * HOURS + local_hour(s, follower->place, quarter)] / most;
}

/* Is it the same schedule? */
static bool same_schedule(const struct cairn_scenario *s, const struct follower *a,
                          const struct follower *b)
{
    bool same = a->shape == b->shape;
    for (int quarter = 0; quarter < CAIRN_QUARTERS_PER_HOUR; quarter++)
        same = same && local_hour(s, a->place, quarter) == local_hour(s, b->place, quarter);
    return same;
}

/* The schedule of a follower, which is entered where it is the first of it. */
static int enter(struct cairn_calendar *calendar, struct follower *first, struct follower follower)
{
    int k = 0;
    while (k < calendar->n_schedules && !same_schedule(calendar->scenario, &first[k], &follower))
        k++;
    if (k == calendar->n_schedules)
        first[calendar->n_schedules++] = follower;
    return k;
}

static int *none_of(size_t n)
{
    int *schedules = cairn_alloc(n * sizeof *schedules);
    for (size_t i = 0; i < n; i++)
        schedules[i] = CAIRN_NONE;
    return schedules;
}

/* Finds the schedules of pools and sends, each once; `first` becomes who has it first. */
static void find_schedules(struct cairn_calendar *calendar, struct follower *first)
{
    const struct cairn_scenario *s = calendar->scenario;
    size_t n_places = (size_t)s->n_places;
    for (int i = 0; i < s->n_pools; i++) {
        if (s->pools[i].schedule == CAIRN_NONE)
            continue;
        if (!calendar->schedule_of)
            calendar->schedule_of = none_of((size_t)s->n_pools);
        calendar->schedule_of[i] =
            enter(calendar, first, (struct follower){s->pools[i].schedule, s->pools[i].place});
    }
    for (int i = 0; i < s->n_sends; i++) {
        int shape = s->sends[i].hours, place = s->workloads[s->sends[i].workload].place;
        if (shape == CAIRN_NONE)
            continue;
        if (!calendar->schedule_of_hours)
            calendar->schedule_of_hours = none_of((size_t)s->n_shapes * n_places);
        calendar->schedule_of_hours[(size_t)shape * n_places + (size_t)place] =
            enter(calendar, first, (struct follower){shape, place});
    }
}

static bool same_quarter(const struct cairn_calendar *calendar, int a, int b)
{
    size_t n = (size_t)calendar->scenario->n_workloads, m = (size_t)calendar->n_schedules;
    const double *rates = calendar->rate_per_s, *shares = calendar->on_share;
    return memcmp(&rates[(size_t)a * n], &rates[(size_t)b * n], n * sizeof *rates) == 0 &&
           (m == 0 ||
            memcmp(&shares[(size_t)a * m], &shares[(size_t)b * m], m * sizeof *shares) == 0);
}

/* Of all that same_quarter() compares: of thousands of workloads one may tell quarters apart. */
static uint64_t hash_of(const struct cairn_calendar *calendar, int quarter)
{
    size_t n = (size_t)calendar->scenario->n_workloads, m = (size_t)calendar->n_schedules;
    struct cairn_hash hash;
    cairn_hash_init(&hash);
    cairn_hash_bytes(&hash, &calendar->rate_per_s[(size_t)quarter * n], n * sizeof(double));
    if (m > 0)
        cairn_hash_bytes(&hash, &calendar->on_share[(size_t)quarter * m], m * sizeof(double));
    return cairn_hash_final(&hash).word[0];
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
    struct follower *first = cairn_calloc((size_t)s->n_pools + (size_t)s->n_sends, sizeof *first);
    find_schedules(calendar, first);
    size_t m = (size_t)calendar->n_schedules;
    calendar->on_share = cairn_calloc(quarters * m, sizeof *calendar->on_share);
    uint64_t *hash = cairn_calloc(quarters, sizeof *hash);
    for (int q = 0; q < seasons * QUARTERS; q++) {
        double *rates = &calendar->rate_per_s[(size_t)q * n];
        for (int w = 0; w < s->n_workloads; w++)
            rates[w] = rate_in_quarter(s, w, q / QUARTERS, q % QUARTERS);
        for (size_t k = 0; k < m; k++)
            calendar->on_share[(size_t)q * m + k] =
                share_in_quarter(s, &first[k], q / QUARTERS, q % QUARTERS);
        hash[q] = hash_of(calendar, q);
        int same = 0;
        while (hash[same] != hash[q] || !same_quarter(calendar, q, same))
            same++;
        calendar->kind[q] = same;
        calendar->varies |= same != calendar->kind[0];
    }
    cairn_free(hash);
    cairn_free(first);
}

void cairn_calendar_release(struct cairn_calendar *calendar)
{
    cairn_free(calendar->rate_per_s);
    cairn_free(calendar->kind);
    cairn_free(calendar->on_share);
    cairn_free(calendar->schedule_of);
    cairn_free(calendar->schedule_of_hours);
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
        size_t quarter = (size_t)spell * CAIRN_QUARTERS_PER_HOUR + (size_t)q;
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
