#include "choose/bound_awake.h"

#include <math.h>

#include "model/component_pool.h"

bool cairn_bound_is_renewal(const struct cairn_arrivals *arrivals)
{
    return arrivals->n_phases == 0 && arrivals->cycle.n_loads == 0 &&
           arrivals->surge == CAIRN_NONE && !arrivals->replay.origin.file;
}

/* The rate of all sleepers together at one copy within a window, as a course of time. */
struct course {
    const struct cairn_window *window;
    const struct cairn_bound_sleeper *sleepers;
    int n;
    double after_s; /* see bound_awake.h */
};

static double rate_per_s(const struct course *course, int segment)
{
    double sum_per_s = 0.0;

    for (int i = 0; i < course->n; i++) {
        const struct cairn_bound_sleeper *s = &course->sleepers[i];

        sum_per_s += s->share *
                     course->window->rate_per_s[s->workload * course->window->n_segments + segment];
    }
    return sum_per_s;
}

static double segment_end_s(const struct course *course, int segment)
{
    return segment + 1 < course->window->n_segments
               ? (double)course->window->segment_end_ns[segment] * 1e-9
               : INFINITY;
}

/* Requests expected from the beginning of the window until then. */
static double until(const struct course *course, double t_s)
{
    double from_s = 0.0, sum = 0.0;

    for (int i = 0; i < course->window->n_segments && from_s < t_s; i++) {
        double to_s = fmin(t_s, segment_end_s(course, i));

        sum += rate_per_s(course, i) * (to_s - from_s);
        from_s = to_s;
    }
    return sum;
}

/* The same of the time after_s before then. */
static double lately(const struct course *course, double t_s)
{
    return until(course, t_s) - until(course, t_s - course->after_s);
}

/* Where next after t_s the course of lately() has a kink. */
static double next_kink(const struct course *course, double t_s)
{
    double next_s = INFINITY;

    for (int i = 0; i + 1 < course->window->n_segments; i++) {
        double end_s = segment_end_s(course, i);

        if (end_s > t_s)
            next_s = fmin(next_s, end_s);
        if (end_s + course->after_s > t_s)
            next_s = fmin(next_s, end_s + course->after_s);
    }
    return next_s;
}

/* Expected time in which nobody has come for after_s; exact between kinks. */
static double poisson_s(const struct course *course, double from_s, double to_s)
{
    double sum_s = 0.0;

    while (from_s < to_s) {
        double end_s = fmin(to_s, next_kink(course, from_s));
        double a = lately(course, from_s), b = lately(course, end_s);
        double mean = fabs(b - a) < 1e-6 ? exp(-fmin(a, b)) : (exp(-a) - exp(-b)) / (b - a);

        sum_s += fmin(1.0, mean) * (end_s - from_s);
        from_s = end_s;
    }
    return sum_s;
}

/* The least of lately() in a time. */
static double least_lately(const struct course *course, double from_s, double to_s)
{
    double least = fmin(lately(course, from_s), lately(course, to_s));
    double kink_s = next_kink(course, from_s);

    while (kink_s < to_s) {
        least = fmin(least, lately(course, kink_s));
        kink_s = next_kink(course, kink_s);
    }
    return least;
}

static double least_rate(const struct course *course, double from_s, double to_s)
{
    double least = INFINITY;

    for (int i = 0; i < course->window->n_segments; i++)
        if (segment_end_s(course, i) > from_s && (i == 0 || segment_end_s(course, i - 1) < to_s))
            least = fmin(least, rate_per_s(course, i));
    return least;
}

/* The same of other renewals. */
static double renewal_s(const struct course *course, double cv, double from_s, double to_s,
                        int parts)
{
    double over = least_lately(course, from_s, to_s) - 1.0;
    double excess = 0.5 * (sqrt(cv * cv + over * over) - over);
    double gaps = parts * (2.0 + cv * cv + until(course, to_s));
    double slowest_per_s = least_rate(course, from_s, to_s);

    return slowest_per_s > 0.0 ? gaps * excess / slowest_per_s : INFINITY;
}

double cairn_bound_awake(const struct cairn_plan *plan, int window,
                         const struct cairn_scenario *scenario,
                         const struct cairn_bound_sleeper *sleeper) /* [BOUND] */
{
    const struct cairn_arrivals *arrivals = &scenario->workloads[sleeper->workload].arrivals;
    double cv = cairn_cv_of(arrivals->process, arrivals->cv);
    bool poisson = arrivals->process == CAIRN_EXPONENTIAL;
    double from_s = (double)plan->run_in_ns * 1e-9;
    double to_s = from_s + (double)plan->length_ns * 1e-9 * plan->parts;
    double asleep_s[2], gaps;

    if (!cairn_bound_is_renewal(arrivals) || !(poisson || sleeper->share >= 1.0))
        return 0.0;
    for (int i = 0; i < 2; i++) {
        struct course course = {
            .window = &plan->windows[window],
            .sleepers = sleeper,
            .n = 1,
            .after_s = sleeper->after_s + i * 2.0 * sleeper->wake_s,
        };

        gaps = until(&course, to_s) - until(&course, from_s) + plan->parts * (5.0 + cv * cv);
        asleep_s[i] = (poisson ? poisson_s(&course, from_s, to_s)
                               : renewal_s(&course, cv, from_s, to_s, plan->parts)) +
                      i * gaps * sleeper->wake_s;
    }
    return 1.0 - fmin(1.0, fmin(asleep_s[0], asleep_s[1]) / (to_s - from_s));
}

double cairn_bound_awake_together(const struct cairn_plan *plan, int window,
                                  const struct cairn_bound_sleeper *sleepers, int n) /* [BOUND] */
{
    double from_s = (double)plan->run_in_ns * 1e-9;
    double to_s = from_s + (double)plan->length_ns * 1e-9 * plan->parts;
    struct course course = {&plan->windows[window], sleepers, n, INFINITY};

    for (int i = 0; i < n; i++)
        course.after_s = fmin(course.after_s, sleepers[i].after_s);
    return n == 0 ? 0.0 : 1.0 - poisson_s(&course, from_s, to_s) / (to_s - from_s);
}
