#include "model/plan.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "engine/clock.h"
#include "model/pace.h"

enum {
    QUARTERS_PER_HOUR = 4,
    QUARTERS = CAIRN_HOURS_PER_WEEK * QUARTERS_PER_HOUR,
};
#define QUARTER_NS (CAIRN_NS_PER_HOUR / QUARTERS_PER_HOUR)

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

/* Rates of all workloads, and shares of devices of all schedules, by quarter of the UTC week. */
struct course {
    const struct cairn_scenario *scenario;
    double *rate_per_s; /* [quarter][workload], one copy */
    double *on_share;   /* [quarter][schedule] */
    int n_schedules;
    int kind[QUARTERS]; /* quarters with equal rates and shares have the same number */
    bool varies;        /* over the week */
};

/* Quarter of the week, counted on from any other. */
static int wrap(int64_t quarter)
{
    int64_t q = quarter % QUARTERS;
    return (int)(q < 0 ? q + QUARTERS : q);
}

/* Hour of the local week at a place; UTC where it has no offset. */
static int local_hour(const struct cairn_scenario *s, int place, int quarter)
{
    double offset_s = s->places[place].utc_offset_s;
    long offset = isnan(offset_s) ? 0 : lround(offset_s / (hour_s / QUARTERS_PER_HOUR));
    return wrap(quarter + offset) / QUARTERS_PER_HOUR;
}

static double rate_in_quarter(const struct cairn_scenario *s, int workload, int quarter)
{
    const struct cairn_arrivals *arrivals = &s->workloads[workload].arrivals;
    if (arrivals->shape == CAIRN_NONE)
        return arrivals->rate_per_s;
    int hour = local_hour(s, s->workloads[workload].place, quarter);
    return arrivals->rate_per_s * s->shapes[arrivals->shape].hour_of_week[hour];
}

/* [SCHEDULE] The share of a pool's devices that are on. */
static double share_in_quarter(const struct cairn_scenario *s, const struct cairn_pool *pool,
                               int quarter)
{
    const double *week = s->shapes[pool->schedule].hour_of_week;
    double most = 0;
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++)
        most = fmax(most, week[hour]);
    return week[local_hour(s, pool->place, quarter)] / most;
}

/* Do two pools follow the same schedule? */
static bool same_schedule(const struct cairn_scenario *s, int a, int b)
{
    const struct cairn_pool *pools = s->pools;
    return pools[a].schedule == pools[b].schedule &&
           local_hour(s, pools[a].place, 0) == local_hour(s, pools[b].place, 0) &&
           local_hour(s, pools[a].place, 1) == local_hour(s, pools[b].place, 1) &&
           local_hour(s, pools[a].place, 2) == local_hour(s, pools[b].place, 2) &&
           local_hour(s, pools[a].place, 3) == local_hour(s, pools[b].place, 3);
}

/* Finds the schedules of pools, each once; `first` becomes the first pool of each. */
static void find_schedules(struct cairn_plan *plan, const struct cairn_scenario *s, int *first)
{
    for (int i = 0; i < s->n_pools; i++) {
        if (s->pools[i].schedule == CAIRN_NONE)
            continue;
        if (!plan->schedule_of) {
            plan->schedule_of = cairn_alloc((size_t)s->n_pools * sizeof *plan->schedule_of);
            for (int j = 0; j < s->n_pools; j++)
                plan->schedule_of[j] = CAIRN_NONE;
        }
        int k = 0;
        while (k < plan->n_schedules && !same_schedule(s, first[k], i))
            k++;
        if (k == plan->n_schedules)
            first[plan->n_schedules++] = i;
        plan->schedule_of[i] = k;
    }
}

static bool same_quarter(const struct course *course, int a, int b)
{
    size_t n = (size_t)course->scenario->n_workloads, m = (size_t)course->n_schedules;
    const double *rates = course->rate_per_s, *shares = course->on_share;
    return memcmp(&rates[(size_t)a * n], &rates[(size_t)b * n], n * sizeof *rates) == 0 &&
           (m == 0 ||
            memcmp(&shares[(size_t)a * m], &shares[(size_t)b * m], m * sizeof *shares) == 0);
}

static void course_init(struct course *course, const struct cairn_scenario *s,
                        struct cairn_plan *plan)
{
    size_t n = (size_t)s->n_workloads;
    int *first = cairn_calloc((size_t)s->n_pools, sizeof *first);
    *course = (struct course){.scenario = s};
    find_schedules(plan, s, first);
    size_t m = (size_t)(course->n_schedules = plan->n_schedules);
    course->rate_per_s = cairn_calloc(QUARTERS * n, sizeof *course->rate_per_s);
    course->on_share = cairn_calloc(QUARTERS * m, sizeof *course->on_share);
    for (int q = 0; q < QUARTERS; q++) {
        double *rates = &course->rate_per_s[(size_t)q * n];
        for (int w = 0; w < s->n_workloads; w++)
            rates[w] = rate_in_quarter(s, w, q);
        for (int k = 0; k < course->n_schedules; k++)
            course->on_share[(size_t)q * m + (size_t)k] =
                share_in_quarter(s, &s->pools[first[k]], q);
        int same = 0;
        while (!same_quarter(course, q, same))
            same++;
        course->kind[q] = same;
        course->varies |= same != course->kind[0];
    }
    cairn_free(first);
}

static void course_release(struct course *course)
{
    cairn_free(course->rate_per_s);
    cairn_free(course->on_share);
}

/* Mean rate of one copy over an hour. */
static double hourly_rate(const struct course *course, int workload, int hour)
{
    double sum = 0;
    for (int q = 0; q < QUARTERS_PER_HOUR; q++) {
        size_t quarter = (size_t)(hour * QUARTERS_PER_HOUR + q);
        sum +=
            course->rate_per_s[quarter * (size_t)course->scenario->n_workloads + (size_t)workload];
    }
    return sum / QUARTERS_PER_HOUR;
}

/* Quarters that a span reaches back from the end of an hour. */
static int64_t quarters_in(int64_t span_ns)
{
    return (span_ns + QUARTER_NS - 1) / QUARTER_NS;
}

/* Whether two windows that end with these hours and go back so far see the same course. */
static bool same_course(const struct course *course, int a, int b, int64_t quarters)
{
    int64_t compared = quarters < QUARTERS ? quarters : QUARTERS;
    for (int64_t k = 1; k <= compared; k++) {
        int qa = wrap((a + 1) * QUARTERS_PER_HOUR - k);
        int qb = wrap((b + 1) * QUARTERS_PER_HOUR - k);
        if (course->kind[qa] != course->kind[qb])
            return false;
    }
    return true;
}

/* [PLAN] Strata of the week: fills first_hour and of_hour, returns how many there are. */
static int stratify(const struct course *course, int64_t span_ns,
                    int first_hour[CAIRN_HOURS_PER_WEEK], int of_hour[CAIRN_HOURS_PER_WEEK])
{
    int64_t quarters = quarters_in(span_ns);
    int n = 0;
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++) {
        int stratum = 0;
        if (course->varies)
            while (stratum < n && !same_course(course, first_hour[stratum], hour, quarters))
                stratum++;
        if (stratum == n)
            first_hour[n++] = hour;
        of_hour[hour] = stratum;
    }
    return n;
}

/* ---- lengths ---- */

/* What the nanoseconds of all devices over all replications leave room for in 64 bits. */
static double longest_length_s(const struct cairn_scenario *s)
{
    double devices = 1;
    for (int i = 0; i < s->n_pools; i++) {
        double most = s->pools[i].max > 1 ? s->pools[i].max : 1;
        devices = fmax(devices, most * s->places[s->pools[i].place].count);
    }
    double replications = s->time.replications > 1 ? s->time.replications : 1;
    return 0x1p62 / 1e9 / (devices * replications);
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
static double automatic_length_s(const struct course *course, double run_in_s)
{
    const struct cairn_scenario *s = course->scenario;
    int first_hour[CAIRN_HOURS_PER_WEEK], of_hour[CAIRN_HOURS_PER_WEEK];
    int n = stratify(course, CAIRN_NS_PER_HOUR + cairn_time_from_s(run_in_s), first_hour, of_hour);

    /* Requests per second of window, over all windows: of all copies, of the rarest workload. */
    double all_per_s = 0, rarest_per_s = INFINITY;
    for (int w = 0; w < s->n_workloads; w++) {
        double per_s = 0;
        for (int i = 0; i < n; i++)
            per_s += hourly_rate(course, w, first_hour[i]);
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
    if (!course->varies && replay_s(s) > 0)
        return fmin(ceil(replay_s(s)), most_s);
    return course->varies ? nearest_part_s(length_s, most_s)
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
static void set_length(struct cairn_plan *plan, const struct course *course, double run_in_s)
{
    double length_s = course->scenario->time.window_s;
    assert(isnan(length_s) || length_s > 0);
    if (isnan(length_s))
        length_s = automatic_length_s(course, run_in_s);
    plan->length_ns = cairn_time_from_s(length_s);
    plan->parts =
        course->varies && plan->length_ns < CAIRN_NS_PER_HOUR ? parts_of_hour(plan->length_ns) : 1;
    if (course->varies)
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

/* The hour of greatest load with peaks, of one site or (CAIRN_NONE) of all copies of all sites. */
static int busiest_hour(const struct course *course, int site)
{
    const struct cairn_scenario *s = course->scenario;
    int busiest = 0;
    double most = -1;
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++) {
        double load = 0;
        for (int w = 0; w < s->n_workloads; w++) {
            const struct cairn_workload *workload = &s->workloads[w];
            if (site != CAIRN_NONE && workload->place != site)
                continue;
            int copies = site == CAIRN_NONE ? s->places[workload->place].count : 1;
            load += copies * workload->peak * hourly_rate(course, w, hour);
        }
        if (load > most) {
            most = load;
            busiest = hour;
        }
    }
    return busiest;
}

/* Marks the hours that are simulated at peak load; returns how many. */
static int peak_hours(const struct course *course, bool peak[CAIRN_HOURS_PER_WEEK])
{
    const struct cairn_scenario *s = course->scenario;
    memset(peak, 0, CAIRN_HOURS_PER_WEEK * sizeof *peak);
    bool any = false;
    for (int w = 0; w < s->n_workloads; w++) {
        if (s->workloads[w].peak != 1) {
            any = true;
            peak[busiest_hour(course, s->workloads[w].place)] = true;
        }
    }
    if (any)
        peak[busiest_hour(course, CAIRN_NONE)] = true;
    int n = 0;
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++)
        n += peak[hour];
    return n;
}

/* Cuts the time of a window where a rate changes. */
static void window_init(struct cairn_window *window, const struct course *course,
                        const struct cairn_plan *plan, int hour, bool peak)
{
    const struct cairn_scenario *s = course->scenario;
    size_t n_workloads = (size_t)s->n_workloads;
    int64_t span_ns = plan->run_in_ns + plan->parts * plan->length_ns;
    int64_t quarters = course->varies ? quarters_in(span_ns) : 1;
    int *quarter = cairn_calloc((size_t)quarters, sizeof *quarter); /* of each segment */

    *window = (struct cairn_window){.hour = hour, .peak = peak};
    window->segment_end_ns = cairn_calloc((size_t)quarters, sizeof *window->segment_end_ns);
    for (int64_t k = quarters; k >= 1; k--) {
        int q = wrap((hour + 1) * QUARTERS_PER_HOUR - k);
        int last = window->n_segments - 1;
        if (last < 0 || course->kind[quarter[last]] != course->kind[q])
            quarter[window->n_segments++] = q;
        window->segment_end_ns[window->n_segments - 1] = span_ns - (k - 1) * QUARTER_NS;
    }
    window->segment_end_ns[window->n_segments - 1] = INT64_MAX;

    size_t n = (size_t)window->n_segments;
    window->rate_per_s = cairn_calloc(n_workloads * n, sizeof *window->rate_per_s);
    for (size_t w = 0; w < n_workloads; w++) {
        double factor = peak ? s->workloads[w].peak : 1;
        for (size_t i = 0; i < n; i++)
            window->rate_per_s[w * n + i] =
                factor * course->rate_per_s[(size_t)quarter[i] * n_workloads + w];
    }
    size_t m = (size_t)course->n_schedules;
    window->on_share = cairn_calloc(m * n, sizeof *window->on_share);
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++)
            window->on_share[k * n + i] = course->on_share[(size_t)quarter[i] * m + k];
    cairn_free(quarter);
}

void cairn_plan_init(struct cairn_plan *plan, const struct cairn_scenario *scenario)
{
    struct course course;
    struct cairn_pace pace = cairn_pace_of(scenario);
    double run_in = run_in_s(scenario, &pace);
    *plan = (struct cairn_plan){
        .run_in_ns = cairn_time_from_s(run_in),
        .drain_ns = cairn_time_from_s(drain_s(run_in, &pace)),
    };
    course_init(&course, scenario, plan);
    set_length(plan, &course, run_in);
    int first_hour[CAIRN_HOURS_PER_WEEK];
    bool peak[CAIRN_HOURS_PER_WEEK];
    int n =
        stratify(&course, plan->run_in_ns + CAIRN_NS_PER_HOUR, first_hour, plan->window_of_hour);
    plan->windows = cairn_calloc((size_t)(n + peak_hours(&course, peak)), sizeof *plan->windows);
    for (int i = 0; i < n; i++)
        window_init(&plan->windows[plan->n_windows++], &course, plan, first_hour[i], false);
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++) {
        plan->windows[plan->window_of_hour[hour]].hours++;
        if (peak[hour])
            window_init(&plan->windows[plan->n_windows++], &course, plan, hour, true);
    }
    course_release(&course);
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
    for (int w = 0; w < scenario->n_workloads; w++)
        for (int i = 0; i < plan->n_windows; i++)
            per_s += plan->windows[i].hours * cairn_plan_rate(plan, i, w) *
                     scenario->places[scenario->workloads[w].place].count / CAIRN_HOURS_PER_WEEK;
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
