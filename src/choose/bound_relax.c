#include "choose/bound_relax.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/bound_rest.h"
#include "choose/bound_ways.h"
#include "model/coupling.h"
#include "model/steps.h"

struct maker {
    struct cairn_relaxation *relaxation;
    const struct cairn_bound_question *question;
    const struct cairn_routes *routes;
    struct cairn_bound_ways ways;
    int *link_facility, *cache_facility; /* or CAIRN_NONE; owned */
    double *row;                         /* scratch: work; owned */
};

/* ---- facilities ---- */

/* What stands of a pool of so many devices, without any request and without their power. */
static double standing_g(const struct maker *m, const struct cairn_bound_way *way, int count)
{
    struct cairn_bound_reading reading;
    double standing_g;

    cairn_bound_reading_init(&reading, m->question, &way->route, way->step, count, 1);
    standing_g = reading.item_g[CAIRN_ITEM_POOL];
    cairn_bound_reading_release(&reading);
    return standing_g;
}

/*
 * The cost of sizes is a line with steps where a host is full: fitted to the sizes up to two hosts.
 * Where one size is all there is, it costs what it costs.
 */
static struct cairn_bound_facility fit_sizes(const struct maker *m,
                                             const struct cairn_bound_way *way, double power_g)
{
    const struct cairn_scenario *s = m->question->scenario;
    const struct cairn_pool *p = &s->pools[way->pool];
    const struct cairn_host *host = &s->hardware[p->hardware].host;
    int least = p->min > 1 ? p->min : 1;
    int per = host->hardware == CAIRN_NONE ? 1 : host->per;
    struct cairn_bound_facility f = {
        .sized = true, .min = p->min, .max = p->max, .per = per, .extra = p->spare};
    double first_g = standing_g(m, way, least), before_g = first_g, step_g = 0.0, each_g = NAN;
    bool stepped = false;

    for (int n = least + 1; n <= p->max && n <= least + per + 1; n++) {
        double at_g = standing_g(m, way, n);

        if (per > 1 && (n - 1 + p->spare) % per == 0) {
            step_g = at_g - before_g;
            stepped = true;
        } else {
            each_g = at_g - before_g;
        }
        before_g = at_g;
    }
    if (isnan(each_g)) { /* the sizes that there are differ by a host, or there is but one */
        each_g = stepped ? step_g : 0.0;
        stepped = false;
    }
    f.module_cost = stepped ? fmax(0.0, step_g - each_g) : 0.0;
    f.each_cost = each_g;
    f.open_cost = first_g - (cairn_bound_facility_cost(&f, least) - f.open_cost);
    f.each_cost += power_g;
    return f;
}

/* The devices of a pool all the time in their cheapest state. */
static double power_g(const struct maker *m, const struct cairn_bound_pool *pool)
{
    double sum_g = 0.0;

    for (int w = 0; w < m->question->plan->n_windows; w++)
        sum_g += pool->low_g[w];
    return sum_g * pool->devices * (double)m->question->plan->length_ns;
}

static void add_pools(struct maker *m)
{
    struct cairn_relaxation *relaxation = m->relaxation;

    for (int p = 0; p < m->question->scenario->n_pools; p++) {
        const struct cairn_bound_pool *pool = &m->ways.pools[p];
        struct cairn_bound_facility facility;

        if (pool->last_way == CAIRN_NONE)
            continue;
        facility = fit_sizes(m, &m->ways.ways[pool->last_way], power_g(m, pool));
        relaxation->sound = relaxation->sound && facility.open_cost >= -1e-9 * facility.each_cost &&
                            facility.each_cost >= 0.0;
        facility.open_cost = fmax(0.0, facility.open_cost);
        relaxation->pool_facility[p] = cairn_bound_add_facility(&relaxation->problem, &facility);
        cairn_bound_rest_levy(&m->ways, p, &relaxation->problem, relaxation->pool_facility[p]);
    }
}

/* A link or a cache, once. */
static void add_fixture(struct maker *m, int *facility, double cost_g)
{
    if (*facility == CAIRN_NONE && cost_g > 0.0)
        *facility = cairn_bound_add_facility(&m->relaxation->problem,
                                             &(struct cairn_bound_facility){.open_cost = cost_g});
}

/* ---- options ---- */

/* Brings a share of a way's work to what it uses. */
static void add_uses(struct maker *m, const struct cairn_bound_way *way, double share)
{
    const struct cairn_scenario *s = m->question->scenario;
    struct cairn_bound_problem *problem = &m->relaxation->problem;
    int link = cairn_link_to_pool(s, way->route.workload, way->pool);
    int pool = m->relaxation->pool_facility[way->pool];

    if (link != CAIRN_NONE && m->link_facility[link] != CAIRN_NONE)
        cairn_bound_add_use(problem, m->link_facility[link], NULL);
    if (way->route.cache != CAIRN_NONE && m->cache_facility[way->route.cache] != CAIRN_NONE)
        cairn_bound_add_use(problem, m->cache_facility[way->route.cache], NULL);
    if (pool == CAIRN_NONE)
        return;
    for (int h = 0; h < m->ways.sizer.n_strata; h++)
        m->row[h] = share * way->work[h];
    cairn_bound_add_use(problem, pool, share > 0.0 ? m->row : NULL);
}

/*
 * Share of a window's requests that so many devices can serve of those that may be sent on: what
 * they do in that time, and those that wait or are being served at its end. All that is lost may be
 * lost by the others.
 */
static double most_stay(const struct maker *m, const struct cairn_bound_way *way, int window,
                        int devices)
{
    const struct cairn_bound_reading *reading = &way->reading;
    double kept = (double)way->route.over + (double)devices * reading->most;
    double copies = (double)m->ways.pools[way->pool].devices, work = 0.0, requests, lost;
    int workload = way->route.workload;

    for (int h = 0; h < m->ways.sizer.n_strata; h++)
        if (m->ways.sizer.window[h] == window)
            work = way->work[h];
    if (!(work > 0.0) || !(reading->served[window] > 0.0))
        return 1.0;
    requests = cairn_plan_rate(m->question->plan, window, workload) * copies *
               (double)m->question->plan->length_ns * 1e-9;
    lost = m->question->scenario->workloads[workload].promise.loss * requests;
    return fmin(1.0, devices / work * (1.0 + lost / reading->served[window]) +
                         kept * copies / reading->served[window]);
}

/*
 * What a route costs besides facilities, for all requests, with so many devices at most where it
 * spills; INFINITY: a figure is missing.
 */
static double route_g(const struct maker *m, const struct cairn_route *route, int devices)
{
    int n_windows = m->question->plan->n_windows;
    const struct cairn_bound_way *on =
        route->fallback == CAIRN_NONE ? NULL : cairn_bound_way_on(&m->ways, route);
    double sum_g = 0.0;

    for (int step = 1; step <= cairn_route_steps(route); step++) {
        const struct cairn_bound_way *way = cairn_bound_way(&m->ways, route, step);

        if (!way->reading.complete || (on && !on->reading.complete))
            return INFINITY;
        for (int w = 0; w < n_windows; w++) {
            double stay = !on || on->cost_g[w] <= way->cost_g[w] ? 0.0
                          : devices > 0                          ? most_stay(m, way, w, devices)
                                                                 : 1.0;

            sum_g += !on ? way->cost_g[w] : stay * way->cost_g[w] + (1.0 - stay) * on->cost_g[w];
        }
    }
    return sum_g;
}

/* [GREENEST] What routes that take turns cost: in each window the cheapest of them. */
static double turns_g(const struct maker *m, const struct cairn_serving *serving)
{
    double sum_g = 0.0;

    for (int w = 0; w < m->question->plan->n_windows; w++) {
        double least_g = INFINITY;

        for (int r = 0; r < serving->n_routes; r++) {
            const struct cairn_bound_way *way = cairn_bound_way(&m->ways, &serving->routes[r], 1);

            if (!way->reading.complete)
                return INFINITY;
            least_g = fmin(least_g, way->cost_g[w]);
        }
        sum_g += least_g;
    }
    return sum_g;
}

/*
 * A serving at a pool that spills, with sizes from least to most of it; 0: any size, or no such
 * pool. False: a figure is missing.
 */
static bool add_sized_option(struct maker *m, int index, int least, int most)
{
    const struct cairn_serving *serving = &m->routes->servings[index];
    double cost_g =
        cairn_bound_way(&m->ways, &serving->routes[0], 1)->reading.item_g[CAIRN_ITEM_WORKLOAD];

    if (serving->routes[0].greenest)
        cost_g += turns_g(m, serving);
    for (int r = 0; r < serving->n_routes && !serving->routes[0].greenest; r++)
        cost_g += serving->routes[r].share * route_g(m, &serving->routes[r], most);
    if (isinf(cost_g))
        return false;
    cairn_bound_add_option(&m->relaxation->problem, index, cost_g);
    for (int r = 0; r < serving->n_routes; r++) {
        const struct cairn_route *route = &serving->routes[r];
        bool goes_on = route->fallback != CAIRN_NONE || route->greenest;

        for (int step = 1; step <= cairn_route_steps(route); step++)
            add_uses(m, cairn_bound_way(&m->ways, route, step), goes_on ? 0.0 : route->share);
        if (route->fallback != CAIRN_NONE)
            add_uses(m, cairn_bound_way_on(&m->ways, route), 0.0);
    }
    if (least > 0)
        cairn_bound_need(&m->relaxation->problem,
                         m->relaxation->pool_facility[serving->routes[0].pool], least);
    return true;
}

/* Does a serving keep what its pool can do, and send on the rest? */
static bool spills(const struct maker *m, const struct cairn_serving *serving)
{
    const struct cairn_route *route = &serving->routes[0];

    return serving->n_routes == 1 && route->fallback != CAIRN_NONE && route->n_onward == 0 &&
           route->over < CAIRN_OVER_NEVER &&
           m->question->scenario->pools[route->pool].queue == CAIRN_NONE &&
           !m->relaxation->problem.split &&
           m->relaxation->pool_facility[route->pool] != CAIRN_NONE &&
           cairn_bound_way(&m->ways, route, 1)->work;
}

/* The fewer devices, the more is sent on: sizes one by one, larger ones in steps of a quarter. */
static void add_option(struct maker *m, int index)
{
    const struct cairn_serving *serving = &m->routes->servings[index];
    const struct cairn_pool *pool = &m->question->scenario->pools[serving->routes[0].pool];

    if (!spills(m, serving)) {
        add_sized_option(m, index, 0, 0);
        return;
    }
    for (int least = pool->min > 1 ? pool->min : 1; least <= pool->max;) {
        int most = least + least / 4 < pool->max ? least + least / 4 : pool->max;

        if (!add_sized_option(m, index, least, most))
            return;
        least = most + 1;
    }
}

static void add_fixtures(struct maker *m)
{
    for (int i = 0; i < m->ways.n; i++) {
        const struct cairn_bound_way *way = &m->ways.ways[i];
        int link = cairn_link_to_pool(m->question->scenario, way->route.workload, way->pool);

        if (link != CAIRN_NONE)
            add_fixture(m, &m->link_facility[link], way->reading.item_g[CAIRN_ITEM_LINK]);
        if (way->route.cache != CAIRN_NONE)
            add_fixture(m, &m->cache_facility[way->route.cache],
                        way->reading.item_g[CAIRN_ITEM_CACHE]);
    }
}

/* ---- the whole ---- */

static int *nones(int n)
{
    int *list = cairn_calloc((size_t)n, sizeof *list);

    for (int i = 0; i < n; i++)
        list[i] = CAIRN_NONE;
    return list;
}

void cairn_relaxation_init(struct cairn_relaxation *relaxation,
                           const struct cairn_bound_question *question,
                           const struct cairn_routes *routes, bool split)
{
    const struct cairn_scenario *s = question->scenario;
    struct maker m = {.relaxation = relaxation, .question = question, .routes = routes};

    cairn_bound_ways_init(&m.ways, question, routes);
    *relaxation =
        (struct cairn_relaxation){.sound = m.ways.sound, .pool_facility = nones(s->n_pools)};
    m.link_facility = nones(s->n_links);
    m.cache_facility = nones(s->n_caches);
    m.row = cairn_calloc((size_t)m.ways.sizer.n_strata, sizeof *m.row);
    cairn_bound_problem_init(&relaxation->problem, m.ways.sizer.n_strata);
    relaxation->problem.split = split;
    add_pools(&m);
    add_fixtures(&m);
    for (int w = 0; w < s->n_workloads; w++) {
        cairn_bound_add_demand(&relaxation->problem);
        for (int o = routes->first_serving[w]; o < routes->first_serving[w + 1]; o++)
            add_option(&m, o);
    }
    cairn_bound_ways_release(&m.ways);
    cairn_free(m.link_facility);
    cairn_free(m.cache_facility);
    cairn_free(m.row);
}

void cairn_relaxation_release(struct cairn_relaxation *relaxation)
{
    cairn_bound_problem_release(&relaxation->problem);
    cairn_free(relaxation->pool_facility);
}
