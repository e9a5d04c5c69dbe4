#include "choose/control.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/search_plan.h"

/* Compromises; control.h says what they cost. */
static const double many_arrivals = 4000;
static const double fewest_arrivals = 30;
static const double many_windows = 10;
static const double hardly_idle = 15.0 / 16.0;

enum { SHORT, LONG };
enum { WHOLE, LIGHTER };
static const double lighter_by[] = {[SHORT] = 7.0 / 8.0, [LONG] = 1.0 / 2.0};

/* Is the mean number of arrivals in any stretch of time rate x time, exactly? */
static bool mean_is_exact(const struct cairn_arrivals *arrivals)
{
    bool steady =
        arrivals->process == CAIRN_EXPONENTIAL || arrivals->process == CAIRN_DETERMINISTIC;
    bool modulated =
        arrivals->n_phases > 0 || arrivals->cycle.n_loads > 0 || arrivals->surge != CAIRN_NONE;

    return steady && !modulated && !arrivals->replay.recording;
}

/* ---- plans of the pilot ---- */

static void lighter_plan_init(struct cairn_plan *plan, const struct cairn_plan *whole,
                              const struct cairn_scenario *scenario, double by)
{
    size_t n = (size_t)scenario->n_workloads;
    struct cairn_workload *workloads = cairn_calloc(n, sizeof *workloads);
    struct cairn_scenario lighter = *scenario;

    memcpy(workloads, scenario->workloads, n * sizeof *workloads);
    for (size_t w = 0; w < n; w++)
        if (mean_is_exact(&workloads[w].arrivals))
            workloads[w].arrivals.rate_per_s *= by;
    lighter.workloads = workloads;
    lighter.time.window_s = (double)whole->length_ns / 1e9;
    lighter.time.run_in_s = (double)whole->run_in_ns / 1e9;
    cairn_plan_init(plan, &lighter);
    cairn_free(workloads);
}

void cairn_controls_init(struct cairn_controls *controls, const struct cairn_scenario *scenario,
                         const struct cairn_plan *full, struct cairn_lab *lab)
{
    struct cairn_scenario same = *scenario;

    *controls = (struct cairn_controls){.scenario = scenario, .lab = lab};
    same.time.window_s = (double)full->length_ns / 1e9;
    same.time.run_in_s = (double)full->run_in_ns / 1e9;
    cairn_search_plan_init(&controls->plans[SHORT][WHOLE], full, scenario);
    cairn_plan_init(&controls->plans[LONG][WHOLE], &same);
    for (int length = SHORT; length <= LONG; length++)
        lighter_plan_init(&controls->plans[length][LIGHTER], &controls->plans[length][WHOLE],
                          scenario, lighter_by[length]);
}

void cairn_controls_release(struct cairn_controls *controls)
{
    for (int length = SHORT; length <= LONG; length++)
        for (int load = WHOLE; load <= LIGHTER; load++)
            cairn_plan_release(&controls->plans[length][load]);
}

/* ---- work ---- */

/* Least time of a device per request of a source, over its routes by their shares. */
static double work_of(const struct cairn_component *component,
                      const struct cairn_component_source *source)
{
    double work_s = 0.0;

    for (int r = 0; r < source->n_routes; r++) {
        const struct cairn_component_route *route = &component->routes[source->first_route + r];
        const struct cairn_component_pool *pool = &component->pools[route->pool];
        const int64_t *latency_ns = pool->variants[route->variant].latency_ns;
        double least_s = INFINITY;

        for (int b = 1; b <= pool->batch_max; b++)
            least_s = fmin(least_s, (double)latency_ns[b - 1] / 1e9 / b);
        work_s += route->share * least_s;
    }
    return fmax(work_s, 1e-9); /* whatever it is worth, a request counts */
}

/* Work offered in a window. */
static double offered_s(const struct cairn_component *component, const struct cairn_layout *layout,
                        const double *work_s, const int64_t *counts, int window)
{
    double sum_s = 0.0;

    for (int s = 0; s < component->n_sources; s++)
        sum_s += work_s[s] * (double)counts[cairn_layout_source(layout, window, s, CAIRN_ARRIVALS)];
    return sum_s;
}

/* Its mean under a plan, and more of what is known beforehand. */
struct offer {
    double work_s;
    double variance_s2; /* were all arrivals Poisson */
    double arrivals;
};

static struct offer expected(const struct cairn_component *component, const struct cairn_plan *plan,
                             const double *work_s, int window)
{
    struct offer offer = {0};

    for (int s = 0; s < component->n_sources; s++) {
        const struct cairn_component_source *source = &component->sources[s];
        double n = source->copies * cairn_plan_rate(plan, window, source->scenario_workload) *
                   ((double)plan->length_ns / 1e9);

        offer.work_s += work_s[s] * n;
        offer.variance_s2 += work_s[s] * work_s[s] * n;
        offer.arrivals += work_s[s] > 0.0 ? n : 0.0;
    }
    return offer;
}

/* ---- slopes ---- */

/* What a pilot on this plan is worth. */
struct worth {
    double arrivals; /* expected */
    double windows;  /* as many of equal weight would say as much: Kish's effective number */
};

static struct worth worth_of(const struct cairn_component *component, const struct cairn_plan *plan,
                             const double *work_s)
{
    struct worth worth = {0};
    double sum = 0.0;
    double squares = 0.0;

    for (int w = 0; w < plan->n_windows; w++) {
        double hours = plan->windows[w].hours;
        struct offer offer = expected(component, plan, work_s, w);
        double weight = hours * hours * offer.variance_s2;

        worth.arrivals += hours > 0.0 ? offer.arrivals : 0.0;
        sum += weight;
        squares += weight * weight;
    }
    worth.windows = squares > 0.0 ? sum * sum / squares : 0.0;
    return worth;
}

/* One run of a pilot. */
struct run {
    const struct cairn_component *component;
    const struct cairn_layout *layout;
    const int64_t *counts;
};

static struct run run_of(struct cairn_lab *lab, const struct cairn_component *component,
                         int replication)
{
    const struct cairn_lab_entry *entry = cairn_lab_sample(lab, component, replication + 1);

    return (struct run){component, &entry->sum.layout, entry->samples[replication].counts};
}

/* Is a pool hardly ever idle over the year? Then more arrivals make a longer line, not more
 * work, and no lesser load shows that. */
static bool is_saturated(const struct run *run)
{
    const struct cairn_component *component = run->component;
    const struct cairn_plan *plan = component->plan;
    double all_ns = (double)plan->length_ns * cairn_plan_hours(plan);
    bool saturated = false;

    for (int p = 0; p < component->n_pools; p++) {
        const struct cairn_component_pool *pool = &component->pools[p];
        double busy_ns = 0.0;

        for (int w = 0; w < plan->n_windows; w++)
            busy_ns += plan->windows[w].hours *
                       (double)run->counts[cairn_layout_pool(run->layout, w, p, CAIRN_BUSY_NS)];
        saturated |=
            !pool->unlimited && busy_ns > hardly_idle * all_ns * pool->devices * pool->copies;
    }
    return saturated;
}

/* Regression within windows: of what one run counted more than another on what it was offered. */
static void find_slopes(struct cairn_control *control, const struct run *a, const struct run *b)
{
    int stride = a->layout->stride;
    double squares = 0.0;

    assert(a->layout->n_windows == b->layout->n_windows && stride == b->layout->stride);
    control->slope = cairn_calloc((size_t)stride, sizeof *control->slope);
    for (int w = 0; w < a->layout->n_windows; w++) {
        double hours = a->component->plan->windows[w].hours;
        double more_s = offered_s(a->component, a->layout, control->work_s, a->counts, w) -
                        offered_s(b->component, b->layout, control->work_s, b->counts, w);
        double weight = hours * hours * more_s;

        squares += weight * more_s;
        for (int j = 0; j < stride; j++)
            control->slope[j] +=
                weight * (double)(a->counts[w * stride + j] - b->counts[w * stride + j]);
    }
    control->works = squares > 0.0;
    for (int j = 0; j < stride; j++)
        control->slope[j] /= squares;
}

/* ---- pilots ---- */

/* How the pilot of a component is run; without arrivals enough, whole is NULL. */
struct cairn_pilot_run {
    const struct cairn_component *whole, *lighter;
    bool windows_are_many;
};

static void plan_pilot(struct cairn_pilot *pilot, const struct cairn_component *component,
                       int index)
{
    struct cairn_control *control = &pilot->control[index];
    const struct cairn_workload *workloads = pilot->controls->scenario->workloads;
    const struct cairn_plan *plan = component->plan;
    struct worth worth;
    int length;

    control->work_s = cairn_calloc((size_t)component->n_sources, sizeof *control->work_s);
    control->expected_s = cairn_calloc((size_t)plan->n_windows, sizeof *control->expected_s);
    for (int s = 0; s < component->n_sources; s++)
        if (mean_is_exact(&workloads[component->sources[s].scenario_workload].arrivals))
            control->work_s[s] = work_of(component, &component->sources[s]);
    for (int w = 0; w < plan->n_windows; w++)
        control->expected_s[w] = expected(component, plan, control->work_s, w).work_s;
    worth = worth_of(component, &pilot->controls->plans[SHORT][WHOLE], control->work_s);
    length = worth.arrivals < many_arrivals ? LONG : SHORT;
    if (length == LONG)
        worth = worth_of(component, &pilot->controls->plans[LONG][WHOLE], control->work_s);
    if (worth.arrivals >= fewest_arrivals)
        pilot->runs[index] = (struct cairn_pilot_run){
            .whole = &pilot->components[length][WHOLE].items[index],
            .lighter = &pilot->components[length][LIGHTER].items[index],
            .windows_are_many = worth.windows >= many_windows,
        };
}

void cairn_pilot_init(struct cairn_pilot *pilot, const struct cairn_controls *controls,
                      const struct cairn_placement *placement,
                      const struct cairn_components *components)
{
    size_t n = (size_t)components->n;

    *pilot = (struct cairn_pilot){
        .controls = controls,
        .n = components->n,
        .control = cairn_calloc(n, sizeof *pilot->control),
        .runs = cairn_calloc(n, sizeof *pilot->runs),
    };
    for (int length = SHORT; length <= LONG; length++)
        for (int load = WHOLE; load <= LIGHTER; load++)
            cairn_components_init(&pilot->components[length][load], controls->scenario,
                                  &controls->plans[length][load], placement);
    for (int c = 0; c < components->n; c++)
        plan_pilot(pilot, &components->items[c], c);
}

int cairn_pilot_wants(const struct cairn_pilot *pilot, struct cairn_lab_want *wants)
{
    int n = 0;

    for (int c = 0; c < pilot->n; c++) {
        const struct cairn_pilot_run *run = &pilot->runs[c];

        if (!run->whole)
            continue;
        wants[n++] = (struct cairn_lab_want){run->whole, run->windows_are_many ? 2 : 1};
        if (!run->windows_are_many)
            wants[n++] = (struct cairn_lab_want){run->lighter, 1};
    }
    return n;
}

static void finish(struct cairn_control *control, struct cairn_lab *lab,
                   const struct cairn_pilot_run *run)
{
    struct run first = run_of(lab, run->whole, 0);
    struct run second;

    if (!run->windows_are_many && is_saturated(&first))
        return;
    second = run->windows_are_many ? run_of(lab, run->whole, 1) : run_of(lab, run->lighter, 0);
    find_slopes(control, &first, &second);
}

static void release_runs(struct cairn_pilot *pilot)
{
    for (int length = SHORT; length <= LONG; length++)
        for (int load = WHOLE; load <= LIGHTER; load++)
            cairn_components_release(&pilot->components[length][load]);
    cairn_free(pilot->runs);
}

struct cairn_control *cairn_pilot_finish(struct cairn_pilot *pilot)
{
    for (int c = 0; c < pilot->n; c++)
        if (pilot->runs[c].whole)
            finish(&pilot->control[c], pilot->controls->lab, &pilot->runs[c]);
    release_runs(pilot);
    return pilot->control;
}

void cairn_pilot_cancel(struct cairn_pilot *pilot)
{
    for (int c = 0; c < pilot->n; c++)
        cairn_control_release(&pilot->control[c]);
    cairn_free(pilot->control);
    release_runs(pilot);
}

void cairn_control_release(struct cairn_control *control)
{
    cairn_free(control->work_s);
    cairn_free(control->expected_s);
    cairn_free(control->slope);
    *control = (struct cairn_control){0};
}

/* ---- correction ---- */

void cairn_control_correct(const struct cairn_control *control, /* [CV] */
                           const struct cairn_component *component,
                           const struct cairn_layout *layout, const int64_t *counts,
                           double *amounts)
{
    for (int w = 0; w < layout->n_windows; w++) {
        const int64_t *counted = &counts[(size_t)w * (size_t)layout->stride];
        double *amount = &amounts[(size_t)w * (size_t)layout->stride];
        double surplus_s;

        for (int j = 0; j < layout->stride; j++)
            amount[j] = (double)counted[j];
        if (!control->works || component->plan->windows[w].hours == 0)
            continue;
        surplus_s =
            offered_s(component, layout, control->work_s, counts, w) - control->expected_s[w];
        for (int j = 0; j < layout->stride; j++)
            amount[j] -= control->slope[j] * surplus_s;
    }
}
