#include "choose/bound_ways.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/bound_batch.h"
#include "choose/bound_rest.h"
#include "model/coupling.h"
#include "model/language.h"
#include "model/steps.h"

/* ---- rules ---- */

/* The largest batch that any rule allows on a pool with a variant. */
static int largest_batch(const struct cairn_scenario *s, int pool, int variant)
{
    int measured, largest = 1;

    if (cairn_pool_is_unlimited(s, pool))
        return 1;
    measured = cairn_largest_batch(s, pool, variant);
    for (int i = 0; i < s->choose.n_batch_max; i++)
        if (s->choose.batch_max[i] <= measured && s->choose.batch_max[i] > largest)
            largest = s->choose.batch_max[i];
    return largest;
}

static double longest_timeout_s(const struct cairn_scenario *s)
{
    double longest_s = 0.0;

    for (int i = 0; i < s->choose.n_timeouts; i++)
        longest_s = fmax(longest_s, s->choose.timeout_s[i]);
    return longest_s;
}

/* ---- reading ---- */

static bool same_way(const struct cairn_route *a, const struct cairn_route *b)
{
    if (a->workload != b->workload || a->pool != b->pool || a->variant != b->variant ||
        a->cache != b->cache || a->n_onward != b->n_onward)
        return false;
    for (int i = 0; i < a->n_onward; i++)
        if (a->onward[i].early_exit != b->onward[i].early_exit ||
            a->onward[i].pool != b->onward[i].pool || a->onward[i].variant != b->onward[i].variant)
            return false;
    return true;
}

/* The other way of a spill. */
static struct cairn_route on_from(const struct cairn_route *route)
{
    struct cairn_route other = *route;

    other.pool = route->fallback;
    other.variant = route->fallback_variant;
    return other;
}

/* Tables of a pool and a variant are the same for all ways, and kept once. */
static void lend_tables(struct cairn_bound_ways *ways, struct cairn_bound_way *way)
{
    for (int i = way->previous; i != CAIRN_NONE; i = ways->ways[i].previous) {
        struct cairn_bound_way *other = &ways->ways[i];

        if (other->lent || other->variant != way->variant ||
            other->reading.most != way->reading.most)
            continue;
        cairn_free(way->reading.busy_g);
        cairn_free(way->reading.time_s);
        way->reading.busy_g = other->reading.busy_g;
        way->reading.time_s = other->reading.time_s;
        way->lent = true;
        return;
    }
}

static void note_pool(struct cairn_bound_ways *ways, struct cairn_bound_way *way)
{
    const struct cairn_bound_reading *reading = &way->reading;
    struct cairn_bound_pool *pool = &ways->pools[way->pool];
    int n_windows = ways->question->plan->n_windows;

    if (pool->last_way == CAIRN_NONE) {
        pool->low_g = cairn_calloc((size_t)n_windows, sizeof *pool->low_g);
        pool->awake_g = cairn_calloc((size_t)n_windows, sizeof *pool->awake_g);
        memcpy(pool->low_g, reading->low_g, (size_t)n_windows * sizeof *pool->low_g);
        memcpy(pool->awake_g, reading->awake_g, (size_t)n_windows * sizeof *pool->awake_g);
        pool->devices = reading->devices;
        pool->workload = way->route.workload;
        pool->variant = way->variant;
    }
    if (pool->workload != way->route.workload)
        pool->workload = CAIRN_BOUND_MANY;
    if (pool->variant != way->variant)
        pool->variant = CAIRN_BOUND_MANY;
    for (int w = 0; w < n_windows; w++) {
        double work_g = reading->prefill_g[w];

        for (int b = 0; b < reading->most; b++)
            work_g = fmin(work_g, reading->busy_g[w * reading->most + b]);
        pool->low_g[w] = fmin(pool->low_g[w], fmin(reading->low_g[w], work_g));
        pool->awake_g[w] = fmin(pool->awake_g[w], fmin(reading->awake_g[w], work_g));
    }
    way->previous = pool->last_way;
    lend_tables(ways, way);
    pool->last_way = ways->n;
}

/*
 * Those that may be sent on are not sure to come, nor are those that a cache may answer or that
 * come in some hours only.
 */
static double sure_share(const struct cairn_route *route, int step)
{
    bool sure = step == 1 && route->fallback == CAIRN_NONE && route->cache == CAIRN_NONE &&
                !route->greenest && !route->scheduled;

    return sure ? route->share : 0.0;
}

/* share: of the workload's requests that surely come. */
static void read_way(struct cairn_bound_ways *ways, const struct cairn_route *route, int step,
                     double share)
{
    const struct cairn_scenario *s = ways->question->scenario;
    struct cairn_bound_way *way;

    for (int i = ways->first_way[route->workload]; i < ways->n; i++)
        if (ways->ways[i].step == step && same_way(&ways->ways[i].route, route)) {
            ways->ways[i].share = fmin(ways->ways[i].share, share);
            return;
        }
    ways->ways = cairn_grow(ways->ways, &ways->room, (size_t)ways->n + 1, sizeof *ways->ways);
    way = &ways->ways[ways->n];
    *way = (struct cairn_bound_way){
        .route = *route,
        .step = step,
        .pool = cairn_route_pool(route, step),
        .variant = cairn_route_variant(route, step),
        .share = share,
        .previous = CAIRN_NONE,
    };
    cairn_bound_reading_init(&way->reading, ways->question, route, step,
                             s->pools[way->pool].min > 1 ? s->pools[way->pool].min : 1,
                             largest_batch(s, way->pool, way->variant));
    ways->sound = ways->sound && way->reading.sound;
    if (way->reading.limited && way->reading.complete)
        note_pool(ways, way);
    ways->n++;
}

static void read_ways(struct cairn_bound_ways *ways, const struct cairn_routes *routes)
{
    int n_workloads = ways->question->scenario->n_workloads;

    for (int w = 0; w < n_workloads; w++) {
        ways->first_way[w] = ways->n;
        for (int s = routes->first_serving[w]; s < routes->first_serving[w + 1]; s++) {
            const struct cairn_serving *serving = &routes->servings[s];

            for (int r = 0; r < serving->n_routes; r++) {
                for (int step = 1; step <= cairn_route_steps(&serving->routes[r]); step++)
                    read_way(ways, &serving->routes[r], step,
                             sure_share(&serving->routes[r], step));
                if (serving->routes[r].fallback != CAIRN_NONE) {
                    struct cairn_route other = on_from(&serving->routes[r]);

                    read_way(ways, &other, 1, 0.0);
                }
            }
        }
    }
    ways->first_way[n_workloads] = ways->n;
}

/* ---- what comes together ---- */

/* Requests that come one by one, at a rate that is known. */
static bool comes_at_a_rate(const struct cairn_arrivals *arrivals)
{
    return arrivals->process == CAIRN_EXPONENTIAL && arrivals->n_phases == 0 &&
           arrivals->cycle.n_loads == 0 && arrivals->surge == CAIRN_NONE &&
           !arrivals->replay.origin.file;
}

/* Greatest rate of a workload within a window. */
static double greatest_rate(const struct cairn_plan *plan, int window, int workload)
{
    const struct cairn_window *w = &plan->windows[window];
    double most_per_s = 0.0;

    for (int i = 0; i < w->n_segments; i++)
        most_per_s = fmax(most_per_s, w->rate_per_s[workload * w->n_segments + i]);
    return most_per_s;
}

/* Adds a workload to what may come to the pool of one of its ways; once for each pool. */
static void add_rate(struct cairn_bound_ways *ways, int index)
{
    const struct cairn_scenario *s = ways->question->scenario;
    const struct cairn_bound_way *way = &ways->ways[index];
    struct cairn_bound_pool *pool = &ways->pools[way->pool];
    int workload = way->route.workload;
    bool known = way->reading.plain && way->step == 1 &&
                 s->places[s->pools[way->pool].place].kind == CAIRN_SITE &&
                 (pool->workload != CAIRN_BOUND_MANY || pool->variant != CAIRN_BOUND_MANY) &&
                 comes_at_a_rate(&s->workloads[workload].arrivals);
    int n_windows = ways->question->plan->n_windows;

    if (!pool->rate_per_s)
        pool->rate_per_s = cairn_calloc((size_t)n_windows, sizeof *pool->rate_per_s);
    for (int i = ways->first_way[workload]; i < index; i++)
        if (ways->ways[i].pool == way->pool && known)
            return;
    for (int w = 0; w < n_windows; w++)
        pool->rate_per_s[w] += known ? greatest_rate(ways->question->plan, w, workload) : INFINITY;
}

/* ---- what requests cost ---- */

/*
 * [BOUND] What a request adds at a limited pool beyond devices at rest. language_s: least time of a
 * device, of a language model; else 0.
 */
static double request_g(const struct cairn_bound_ways *ways, const struct cairn_bound_way *way,
                        int window, double language_s, double *cost_g)
{
    const struct cairn_scenario *s = ways->question->scenario;
    const struct cairn_bound_reading *reading = &way->reading;
    const struct cairn_pool *pool = &s->pools[way->pool];
    double rest_g = ways->pools[way->pool].rest_g[window];
    double least_g = reading->prefill_g[window];
    struct cairn_bound_batching batching = {
        .most = reading->most,
        .cost = cost_g,
        .time_s = reading->time_s,
        .wait_s = longest_timeout_s(s) + reading->wake_s,
        .devices = pool->min > 1 ? pool->min : 1,
    };

    for (int b = 0; b < reading->most; b++) {
        double busy_g = reading->busy_g[window * reading->most + b];

        least_g = fmin(least_g, busy_g);
        cost_g[b] = (busy_g - rest_g) * reading->time_s[b] * 1e9;
    }
    if (language_s > 0.0)
        return (least_g - rest_g) * 1e9 * language_s;
    batching.rate_per_s = ways->pools[way->pool].rate_per_s[window];
    batching.restricted = !isinf(batching.rate_per_s);
    return cairn_bound_batch(&batching);
}

/* Devices that all requests of a way need, in each row. [LOAD] */
static void find_work(struct cairn_bound_ways *ways, struct cairn_bound_way *way)
{
    const struct cairn_scenario *s = ways->question->scenario;
    struct cairn_route alone = way->route;
    int n = ways->sizer.n_strata;
    double done = 0.0, hours = 0.0;
    int most = way->reading.most;

    alone.share = 1.0;
    alone.fallback = CAIRN_NONE;
    way->work = cairn_calloc((size_t)n, sizeof *way->work);
    for (int i = 1; i <= cairn_route_steps(&alone); i++) {
        if (cairn_route_pool(&alone, i) != way->pool)
            continue;
        if (i < way->step)
            return; /* the work of all steps there is that of the first */
        most = (int)fmax(most, largest_batch(s, way->pool, cairn_route_variant(&alone, i)));
    }
    cairn_sizer_work(&ways->sizer, way->pool, &alone, 1, most, way->work);
    if (s->pools[way->pool].queue == CAIRN_NONE)
        return;
    for (int h = 0; h < n; h++) {
        done +=
            (1 - s->workloads[alone.workload].promise.loss) * ways->sizer.hours[h] * way->work[h];
        hours += ways->sizer.hours[h];
    }
    for (int h = 0; h < n; h++)
        way->work[h] = done / hours;
}

static void find_cost(struct cairn_bound_ways *ways, struct cairn_bound_way *way)
{
    const struct cairn_scenario *s = ways->question->scenario;
    const struct cairn_tokens *tokens = cairn_steps_tokens(s, way->route.workload, way->step);
    int n_windows = ways->question->plan->n_windows;
    double language_s = 0.0;
    double *scratch = cairn_calloc((size_t)way->reading.most + 1, sizeof *scratch);

    if (way->reading.limited && cairn_language_applies(s, tokens, way->pool, way->variant))
        language_s = cairn_language_least_s(s, tokens, way->pool, way->variant, way->reading.most);
    way->cost_g = cairn_calloc((size_t)n_windows, sizeof *way->cost_g);
    for (int w = 0; w < n_windows; w++) {
        way->cost_g[w] = way->reading.way_g[w];
        if (way->reading.limited && way->reading.served[w] > 0.0 &&
            ways->question->plan->windows[w].hours > 0)
            way->cost_g[w] += way->reading.served[w] * request_g(ways, way, w, language_s, scratch);
    }
    if (way->reading.limited)
        find_work(ways, way);
    cairn_free(scratch);
}

/* ---- the whole ---- */

void cairn_bound_ways_init(struct cairn_bound_ways *ways,
                           const struct cairn_bound_question *question,
                           const struct cairn_routes *routes)
{
    const struct cairn_scenario *s = question->scenario;

    *ways = (struct cairn_bound_ways){.question = question, .sound = true};
    cairn_sizer_init(&ways->sizer, s, question->plan);
    ways->first_way = cairn_calloc((size_t)s->n_workloads + 1, sizeof *ways->first_way);
    ways->pools = cairn_calloc((size_t)s->n_pools, sizeof *ways->pools);
    for (int p = 0; p < s->n_pools; p++)
        ways->pools[p].last_way = CAIRN_NONE;
    read_ways(ways, routes);
    for (int i = 0; i < ways->n; i++)
        if (ways->ways[i].reading.limited)
            add_rate(ways, i);
    cairn_bound_rest_find(ways);
    for (int i = 0; i < ways->n; i++)
        if (ways->ways[i].reading.complete)
            find_cost(ways, &ways->ways[i]);
}

void cairn_bound_ways_release(struct cairn_bound_ways *ways)
{
    for (int i = 0; i < ways->n; i++) {
        struct cairn_bound_way *way = &ways->ways[i];

        if (way->lent)
            way->reading.busy_g = way->reading.time_s = NULL;
        cairn_bound_reading_release(&way->reading);
        cairn_free(way->cost_g);
        cairn_free(way->work);
    }
    for (int p = 0; p < ways->question->scenario->n_pools; p++) {
        cairn_free(ways->pools[p].low_g);
        cairn_free(ways->pools[p].awake_g);
        cairn_free(ways->pools[p].rest_g);
        cairn_free(ways->pools[p].rate_per_s);
    }
    cairn_free(ways->ways);
    cairn_free(ways->first_way);
    cairn_free(ways->pools);
    cairn_sizer_release(&ways->sizer);
}

const struct cairn_bound_way *cairn_bound_way(const struct cairn_bound_ways *ways,
                                              const struct cairn_route *route, int step)
{
    int at = ways->first_way[route->workload];

    while (ways->ways[at].step != step || !same_way(&ways->ways[at].route, route))
        at++;
    return &ways->ways[at];
}

const struct cairn_bound_way *cairn_bound_way_on(const struct cairn_bound_ways *ways,
                                                 const struct cairn_route *route)
{
    struct cairn_route other = on_from(route);

    return cairn_bound_way(ways, &other, 1);
}
