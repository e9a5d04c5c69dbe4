#include "model/plan.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "engine/clock.h"
#include "model/calendar.h"
#include "model/counted.h"
#include "model/pace.h"
#include "model/year.h"

/* The compromises that plan.h states. */
static const double requests_wanted = 2e5;
static const double requests_per_copy_wanted = 100;
static const double requests_at_most = 2e6;
static const double shortest_window_s = 60;
static const double hour_s = 3600;
static const double shortest_run_in_s = 10;
static const double shortest_drain_s = 300;
static const double root_of_2 = 1.4142135623730951;
static const double parts_of_hour_s[] = {60, 120, 240, 450, 900, 1800, 3600};

/* [PLAN] Strata of the spells: fills first_spell and of_spell, returns how many there are. */
static int stratify(const struct cairn_calendar *calendar, int64_t span_ns,
                    int first_spell[CAIRN_MOST_SPELLS], int of_spell[CAIRN_MOST_SPELLS])
{
    int64_t quarters = cairn_calendar_quarters_in(span_ns);
    int n = 0;
    for (int spell = 0; spell < calendar->n_spells; spell++) {
        int stratum = 0;
        if (calendar->varies)
            while (stratum < n &&
                   !cairn_calendar_same(calendar, first_spell[stratum], spell, quarters))
                stratum++;
        if (stratum == n)
            first_spell[n++] = spell;
        of_spell[spell] = stratum;
    }
    return n;
}

/* ---- lengths ---- */

/* What the ns of devices over all replications, of lines and of entries leave room for. */
static double longest_length_s(const struct cairn_scenario *s)
{
    double devices = 1;
    for (int i = 0; i < s->n_pools; i++) {
        double most = s->pools[i].max > 1 ? s->pools[i].max : 1;
        devices = fmax(devices, most * s->places[s->pools[i].place].count);
    }
    return fmin(0x1p62 / 1e9 / (devices * s->time.replications), cairn_counted_longest_s(s));
}

/* The longest replay that is measured from its start, as long as it takes at its rate; or 0. */
static double replay_s(const struct cairn_scenario *s)
{
    double longest_s = 0;
    for (int w = 0; w < s->n_workloads; w++) {
        const struct cairn_arrivals *arrivals = &s->workloads[w].arrivals;
        const struct cairn_replay *replay = &arrivals->replay;
        if (replay->recording && replay->moment == CAIRN_REPLAY_FROM_START)
            longest_s =
                fmax(longest_s, replay->scale * replay->recording->n / arrivals->rate_per_s);
    }
    return longest_s;
}

/* Steps of 1, 1.5, 2, 3, 4, 6, ... times the first one: the least that is not below. */
static double step_above(double wanted_s, double first_s)
{
    double step_s = first_s;
    while (1.5 * step_s < wanted_s)
        step_s *= 2;
    return step_s < wanted_s ? 1.5 * step_s : step_s;
}

/* Of a load that varies: the part of an hour that is nearest in ratio, and at most `most_s`. */
static double nearest_part_s(double wanted_s, double most_s)
{
    int i = sizeof parts_of_hour_s / sizeof *parts_of_hour_s - 1;
    while (i > 0 && (parts_of_hour_s[i] > wanted_s * root_of_2 || parts_of_hour_s[i] > most_s))
        i--;
    return fmin(parts_of_hour_s[i], most_s);
}

/* Of a constant load: the shortest window doubled, nearest in ratio, from least_s to most_s. */
static double nearest_double_s(double wanted_s, double least_s, double most_s)
{
    double length_s = shortest_window_s;
    while (length_s * root_of_2 <= wanted_s || length_s < least_s)
        length_s *= 2;
    while (length_s > most_s)
        length_s /= 2;
    return length_s;
}

/* The length that a scenario does not state. */
static double automatic_length_s(const struct cairn_calendar *calendar, double run_in_s)
{
    const struct cairn_scenario *s = calendar->scenario;
    int first_spell[CAIRN_MOST_SPELLS], of_spell[CAIRN_MOST_SPELLS];
    int n =
        stratify(calendar, CAIRN_NS_PER_HOUR + cairn_time_from_s(run_in_s), first_spell, of_spell);

    /* Requests per second of window, over all windows: of all copies, of the rarest workload. */
    double all_per_s = 0, rarest_per_s = INFINITY;
    for (int w = 0; w < s->n_workloads; w++) {
        double per_s = 0;
        for (int i = 0; i < n; i++)
            per_s += cairn_calendar_rate(calendar, w, first_spell[i]);
        all_per_s += per_s * s->places[s->workloads[w].place].count;
        rarest_per_s = fmin(rarest_per_s, per_s);
    }
    double length_s = shortest_window_s;
    if (all_per_s > 0) {
        double per_copy_s =
            fmin(requests_per_copy_wanted / rarest_per_s, requests_at_most / all_per_s);
        length_s = fmax(length_s, fmax(requests_wanted / all_per_s, per_copy_s));
    }
    double most_s = longest_length_s(s);
    if (!calendar->varies && replay_s(s) > 0)
        return fmin(ceil(replay_s(s)), most_s);
    return calendar->varies ? nearest_part_s(length_s, most_s)
                            : nearest_double_s(length_s, run_in_s, most_s);
}

/* The fewest parts of an hour that are no longer than this, which is at most an hour. */
static int parts_of_hour(int64_t length_ns)
{
    int64_t parts = 1 + (CAIRN_NS_PER_HOUR - length_ns) / length_ns;

    return (int)(CAIRN_NS_PER_HOUR / parts > length_ns ? parts + 1 : parts);
}

/*
 * Length and parts: of a load that varies, the largest whole part of an hour within the length. The
 * length of a plan yields the same plan again, though a part of an hour is rounded down to ns.
 */
static void set_length(struct cairn_plan *plan, const struct cairn_calendar *calendar,
                       double run_in_s)
{
    double length_s = calendar->scenario->time.window_s;
    assert(isnan(length_s) || length_s > 0);
    if (isnan(length_s))
        length_s = automatic_length_s(calendar, run_in_s);
    plan->length_ns = cairn_time_from_s(length_s);
    plan->parts = calendar->varies && plan->length_ns < CAIRN_NS_PER_HOUR
                      ? parts_of_hour(plan->length_ns)
                      : 1;
    if (calendar->varies)
        plan->length_ns = CAIRN_NS_PER_HOUR / plan->parts;
}

static double run_in_s(const struct cairn_scenario *s, const struct cairn_pace *pace)
{
    if (!isnan(s->time.run_in_s))
        return s->time.run_in_s;
    double queues_s = 100 * pace->service_s + 10 * (pace->batch_s + pace->timeout_s);
    queues_s += 3 * pace->stay_s + pace->cycle_s;
    double wanted_s = fmin(queues_s, hour_s) + pace->sleep_s;
    double step_s = step_above(wanted_s, shortest_run_in_s);
    return wanted_s <= hour_s ? fmin(step_s, hour_s) : step_s;
}

static double drain_s(double run_in, const struct cairn_pace *pace)
{
    double drain = fmax(shortest_drain_s, run_in);
    drain = fmax(drain, 10 * pace->service_s);
    return step_above(fmax(drain, 2 * pace->p95_s), shortest_drain_s);
}

/* ---- windows ---- */

/* The spell of greatest load with peaks, of one site or (CAIRN_NONE) of all copies of all sites. */
static int busiest_spell(const struct cairn_calendar *calendar, int site)
{
    const struct cairn_scenario *s = calendar->scenario;
    int busiest = 0;
    double most = -1;
    for (int spell = 0; spell < calendar->n_spells; spell++) {
        double load = 0;
        for (int w = 0; w < s->n_workloads; w++) {
            int place = s->workloads[w].place;
            if (site != CAIRN_NONE && place != site)
                continue;
            int copies = site == CAIRN_NONE ? s->places[place].count : 1;
            load +=
                copies * cairn_calendar_peak(calendar, w) * cairn_calendar_rate(calendar, w, spell);
        }
        if (load > most) {
            most = load;
            busiest = spell;
        }
    }
    return busiest;
}

/* Marks the spells at which promises are tested at peak load. */
static void mark_peaks(const struct cairn_calendar *calendar, bool peak[CAIRN_MOST_SPELLS])
{
    const struct cairn_scenario *s = calendar->scenario;
    bool any = false;
    memset(peak, 0, CAIRN_MOST_SPELLS * sizeof *peak);
    for (int w = 0; w < s->n_workloads; w++)
        if (s->workloads[w].peak != 1) {
            any = true;
            peak[busiest_spell(calendar, s->workloads[w].place)] = true;
        }
    if (any)
        peak[busiest_spell(calendar, CAIRN_NONE)] = true;
}

/* Cuts the time of a window where a rate changes. */
static void window_init(struct cairn_window *window, const struct cairn_calendar *calendar,
                        const struct cairn_plan *plan, int spell, bool peak)
{
    const struct cairn_scenario *s = calendar->scenario;
    size_t n_workloads = (size_t)s->n_workloads;
    int64_t span_ns = plan->run_in_ns + plan->parts * plan->length_ns;
    int64_t quarters = calendar->varies ? cairn_calendar_quarters_in(span_ns) : 1;
    int *quarter = cairn_calloc((size_t)quarters, sizeof *quarter); /* of each segment */

    *window = (struct cairn_window){
        .season = spell / CAIRN_HOURS_PER_WEEK, .hour = spell % CAIRN_HOURS_PER_WEEK, .peak = peak};
    window->segment_end_ns = cairn_calloc((size_t)quarters, sizeof *window->segment_end_ns);
    for (int64_t k = quarters; k >= 1; k--) {
        int q = cairn_calendar_quarter(spell, k);
        int last = window->n_segments - 1;
        if (last < 0 || calendar->kind[quarter[last]] != calendar->kind[q])
            quarter[window->n_segments++] = q;
        window->segment_end_ns[window->n_segments - 1] = span_ns - (k - 1) * CAIRN_QUARTER_NS;
    }
    window->segment_end_ns[window->n_segments - 1] = INT64_MAX;

    size_t n = (size_t)window->n_segments;
    window->rate_per_s = cairn_calloc(n_workloads * n, sizeof *window->rate_per_s);
    for (size_t w = 0; w < n_workloads; w++) {
        double factor = peak ? cairn_calendar_peak(calendar, (int)w) : 1;
        for (size_t i = 0; i < n; i++)
            window->rate_per_s[w * n + i] =
                factor * calendar->rate_per_s[(size_t)quarter[i] * n_workloads + w];
    }
    size_t m = (size_t)calendar->n_schedules;
    window->on_share = cairn_calloc(m * n, sizeof *window->on_share);
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++)
            window->on_share[k * n + i] = calendar->on_share[(size_t)quarter[i] * m + k];
    cairn_free(quarter);
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* The window of weight of a spell in a turn; CAIRN_NONE where it has no hour. */
static int window_at(const struct cairn_plan *plan, int spell, int turn)
{
    if (!plan->window_of_year)
        return plan->window_of_hour[spell];
    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++)
        if (plan->spell_of_year[h] == spell && plan->turns.of_hour[h] == turn)
            return plan->window_of_year[h];
    return CAIRN_NONE;
}

/* Windows that are tested at peak load: of their own, unless seasons say when all peaks are. */
static void add_peaks(struct cairn_plan *plan, const struct cairn_calendar *calendar)
{
    bool peak[CAIRN_MOST_SPELLS], said = true;
    int n = plan->n_windows;
    mark_peaks(calendar, peak);
    for (int w = 0; w < calendar->scenario->n_workloads; w++)
        said = said && cairn_calendar_peak(calendar, w) == 1;
    for (int spell = 0; spell < calendar->n_spells; spell++)
        for (int turn = 0; peak[spell] && turn < most(plan->turns.n, 1); turn++) {
            int at = window_at(plan, spell, turn);
            if (at == CAIRN_NONE)
                continue;
            if (said) {
                plan->windows[at].peak = true;
                continue;
            }
            plan->windows = cairn_realloc(plan->windows, (size_t)n + 1, sizeof *plan->windows);
            window_init(&plan->windows[n], calendar, plan, spell, true);
            plan->windows[n++].turn = turn;
        }
    plan->n_windows = n;
}

/* [PLAN] A window for each stratum of the week, or of the weeks of seasons. */
static void add_of_week(struct cairn_plan *plan, const struct cairn_calendar *calendar,
                        const int *first_spell, int n)
{
    plan->windows = cairn_calloc((size_t)n, sizeof *plan->windows);
    for (int i = 0; i < n; i++)
        window_init(&plan->windows[plan->n_windows++], calendar, plan, first_spell[i], false);
    for (int k = 0; k < calendar->n_seasons; k++)
        for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++)
            plan->windows[plan->window_of_hour[k * CAIRN_HOURS_PER_WEEK + hour]].hours +=
                plan->weeks[k];
}

/* [GREENEST] A window for each stratum of the week in each turn, by the hours of a year. */
static void add_of_year(struct cairn_plan *plan, const struct cairn_calendar *calendar,
                        const struct cairn_year *year, const int *first_spell, int n)
{
    int *window = cairn_alloc((size_t)n * CAIRN_TURNS_MOST * sizeof *window);
    int stratum[CAIRN_MOST_SPELLS];
    for (int i = 0; i < n * CAIRN_TURNS_MOST; i++)
        window[i] = CAIRN_NONE;
    memcpy(stratum, plan->window_of_hour, sizeof stratum);
    plan->windows = cairn_calloc((size_t)n * CAIRN_TURNS_MOST, sizeof *plan->windows);
    plan->window_of_year = cairn_alloc(CAIRN_HOURS_PER_YEAR * sizeof *plan->window_of_year);
    plan->spell_of_year = cairn_alloc(CAIRN_HOURS_PER_YEAR * sizeof *plan->spell_of_year);
    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++) {
        int turn = plan->turns.of_hour[h], spell = year->spell[h];
        int *at = &window[stratum[spell] * CAIRN_TURNS_MOST + turn];
        if (*at == CAIRN_NONE) {
            *at = plan->n_windows++;
            window_init(&plan->windows[*at], calendar, plan, first_spell[stratum[spell]], false);
            plan->windows[*at].turn = turn;
        }
        plan->windows[*at].hours++;
        plan->spell_of_year[h] = (short)spell;
        plan->window_of_year[h] = plan->window_of_hour[spell] = *at;
    }
    cairn_free(window);
}

static void add_windows(struct cairn_plan *plan, const struct cairn_calendar *calendar)
{
    int first_spell[CAIRN_MOST_SPELLS];
    int n =
        stratify(calendar, plan->run_in_ns + CAIRN_NS_PER_HOUR, first_spell, plan->window_of_hour);
    struct cairn_year year;
    for (int k = 0; k < calendar->n_seasons; k++)
        plan->weeks[k] =
            calendar->n_seasons > 1 ? cairn_scenario_season_days(calendar->scenario, k) : 1;
    if (!calendar->scenario->greenest.origin.file) {
        add_of_week(plan, calendar, first_spell, n);
        return;
    }
    cairn_year_init(&year, calendar->scenario);
    cairn_turns_init(&plan->turns, &year);
    add_of_year(plan, calendar, &year, first_spell, n);
    cairn_year_release(&year);
}

void cairn_plan_init(struct cairn_plan *plan, const struct cairn_scenario *scenario)
{
    struct cairn_calendar calendar;
    struct cairn_pace pace = cairn_pace_of(scenario);
    double run_in = run_in_s(scenario, &pace);
    cairn_calendar_init(&calendar, scenario);
    *plan = (struct cairn_plan){
        .run_in_ns = cairn_time_from_s(run_in),
        .drain_ns = cairn_time_from_s(drain_s(run_in, &pace)),
        .n_seasons = calendar.n_seasons,
        .n_schedules = calendar.n_schedules,
        .schedule_of = calendar.schedule_of,
        .schedule_of_hours = calendar.schedule_of_hours,
    };
    calendar.schedule_of = calendar.schedule_of_hours = NULL; /* the plan's now */
    set_length(plan, &calendar, run_in);
    add_windows(plan, &calendar);
    add_peaks(plan, &calendar);
    cairn_calendar_release(&calendar);
}

int cairn_plan_hours(const struct cairn_plan *plan)
{
    int hours = 0;
    for (int i = 0; i < plan->n_windows; i++)
        hours += plan->windows[i].hours;
    return hours;
}

void cairn_plan_release(struct cairn_plan *plan)
{
    for (int i = 0; i < plan->n_windows; i++) {
        cairn_free(plan->windows[i].segment_end_ns);
        cairn_free(plan->windows[i].rate_per_s);
        cairn_free(plan->windows[i].on_share);
    }
    cairn_free(plan->windows);
    cairn_free(plan->schedule_of);
    cairn_free(plan->schedule_of_hours);
    cairn_free(plan->window_of_year);
    cairn_free(plan->spell_of_year);
    cairn_turns_release(&plan->turns);
    *plan = (struct cairn_plan){0};
}

double cairn_plan_rate(const struct cairn_plan *plan, int window, int workload)
{
    const struct cairn_window *w = &plan->windows[window];
    double begin_ns = (double)plan->run_in_ns;
    double end_ns = begin_ns + (double)(plan->parts * plan->length_ns);
    double at_ns = 0, requests = 0;
    for (int i = 0; i < w->n_segments; i++) {
        double to_ns = fmin((double)w->segment_end_ns[i], end_ns);
        double overlap_ns = to_ns - fmax(at_ns, begin_ns);
        if (overlap_ns > 0)
            requests += overlap_ns * w->rate_per_s[workload * w->n_segments + i];
        at_ns = to_ns;
    }
    return requests / (end_ns - begin_ns);
}

double cairn_plan_requests(const struct cairn_plan *plan, const struct cairn_scenario *scenario)
{
    double per_s = 0;
    int hours = cairn_plan_hours(plan);
    for (int w = 0; w < scenario->n_workloads; w++)
        for (int i = 0; i < plan->n_windows; i++)
            per_s += plan->windows[i].hours * cairn_plan_rate(plan, i, w) *
                     scenario->places[scenario->workloads[w].place].count / hours;
    return per_s * scenario->time.horizon_s;
}

double cairn_plan_on_share(const struct cairn_plan *plan, int window, int pool)
{
    const struct cairn_window *w = &plan->windows[window];
    int schedule = cairn_plan_schedule(plan, pool);
    int64_t end_ns = plan->run_in_ns + plan->parts * plan->length_ns;
    double most = 0;
    if (schedule == CAIRN_NONE)
        return 1;
    for (int i = 0; i < w->n_segments; i++)
        if (w->segment_end_ns[i] > plan->run_in_ns && (i == 0 || w->segment_end_ns[i - 1] < end_ns))
            most = fmax(most, w->on_share[schedule * w->n_segments + i]);
    return most;
}

double cairn_plan_hours_share(const struct cairn_plan *plan, const struct cairn_scenario *scenario,
                              int window, int shape, int site)
{
    const struct cairn_window *w = &plan->windows[window];
    int schedule = plan->schedule_of_hours[shape * scenario->n_places + site];
    double begin_ns = (double)plan->run_in_ns;
    double end_ns = begin_ns + (double)(plan->parts * plan->length_ns);
    double at_ns = 0, sum = 0;
    for (int i = 0; i < w->n_segments; i++) {
        double to_ns = fmin((double)w->segment_end_ns[i], end_ns);
        double overlap_ns = to_ns - fmax(at_ns, begin_ns);
        if (overlap_ns > 0)
            sum += overlap_ns * w->on_share[schedule * w->n_segments + i];
        at_ns = to_ns;
    }
    return sum / (end_ns - begin_ns);
}
