#include "model/best_case.h"

#include <math.h>
#include <stdbool.h>

#include "model/component_pool.h"
#include "model/coupling.h"
#include "model/language.h"
#include "model/profile.h"
#include "model/steps.h"

static double service_s(const struct cairn_scenario *s, const struct cairn_tokens *tokens, int pool,
                        int variant)
{
    const struct cairn_pool *p = &s->pools[pool];
    if (p->tenancy == CAIRN_MANAGED)
        return s->services[p->service].latency_s;
    if (cairn_language_applies(s, tokens, pool, variant))
        return cairn_language_alone_s(s, tokens, pool, variant);
    int profile = cairn_scenario_profile(s, variant, p->hardware);
    int batch = p->tenancy == CAIRN_SHARED_POOL ? p->batch : 1;
    return cairn_profile_latency_s(s, profile, batch, NULL);
}

/* Time on the line of a pool, one way: one that is lucky takes next to no time to travel. */
static double line_s(const struct cairn_scenario *s, int workload, int pool, bool down,
                     double bytes)
{
    int link = cairn_link_to_pool(s, workload, pool);
    if (link == CAIRN_NONE)
        return 0;
    const struct cairn_link *l = &s->links[link];
    double time_s = cairn_link_sending_s(l, down, bytes);
    return l->variation != CAIRN_DETERMINISTIC ? time_s
                                               : time_s + cairn_scenario_latency_s(s, link);
}

/* Time on the line, both ways. */
static double way_s(const struct cairn_scenario *s, int workload, int pool)
{
    const struct cairn_workload *w = &s->workloads[workload];
    return line_s(s, workload, pool, false, w->payload_bytes) +
           line_s(s, workload, pool, true, w->reply_bytes);
}

double cairn_best_time_s(const struct cairn_scenario *s, int workload, int pool, int variant)
{
    return service_s(s, &s->workloads[workload].tokens, pool, variant) + way_s(s, workload, pool);
}

/* Integral of x^-exponent from 1 to n. */
static double zipf_integral(double n, double exponent)
{
    if (fabs(exponent - 1) < 1e-9)
        return log(n);
    return (pow(n, 1 - exponent) - 1) / (1 - exponent);
}

/* Most contents of a workload that fit into a cache at a time; NaN sizes count as none. */
static double most_contents(const struct cairn_popularity *popularity,
                            const struct cairn_cache *cache)
{
    if (cache->entries != CAIRN_NONE)
        return cache->entries;
    if (isnan(cache->size_bytes) || popularity->trace ||
        popularity->variation != CAIRN_DETERMINISTIC || !(popularity->size_bytes >= 1))
        return INFINITY;
    return floor(cache->size_bytes / floor(popularity->size_bytes));
}

/* The same without regard to similar contents. */
static double best_exact_hit(const struct cairn_popularity *popularity,
                             const struct cairn_cache *cache)
{
    if (!popularity->origin.file)
        return 0;
    double entries = most_contents(popularity, cache);
    if (entries < 1)
        return 0;
    if (entries >= popularity->contents)
        return 1;
    if (popularity->trace)
        return 1 - (popularity->contents - entries) / (double)popularity->trace->n_requests;
    double held = 1 + zipf_integral(entries, popularity->exponent);
    return fmin(1, held / zipf_integral(popularity->contents + 1.0, popularity->exponent));
}

double cairn_best_hit(const struct cairn_scenario *s, int workload, int cache)
{
    if (cache == CAIRN_NONE)
        return 0;
    double missed = 1 - best_exact_hit(&s->workloads[workload].popularity, &s->caches[cache]);
    return 1 - missed * (1 - s->caches[cache].similar);
}

/*
 * [PASS] of a language model: what the sample of its lengths shows, less six standard errors of a
 * share in so large a sample
 */
static double least_late_of_language(const struct cairn_scenario *s, int workload, int pool,
                                     int variant)
{
    double left_s = s->workloads[workload].promise.p95_s - way_s(s, workload, pool);
    const struct cairn_tokens *tokens = &s->workloads[workload].tokens;
    double over = cairn_language_over(s, tokens, pool, variant, left_s);

    return over >= 1 ? 1 : fmax(0, over - 0.1);
}

static double cv_of(const struct cairn_scenario *s, int pool)
{
    const struct cairn_pool *p = &s->pools[pool];
    return p->tenancy == CAIRN_MANAGED
               ? cairn_cv_of(s->services[p->service].variation, s->services[p->service].cv)
               : cairn_cv_of(p->variation, p->cv);
}

double cairn_least_late(const struct cairn_scenario *s, int workload, int pool, int variant,
                        int cache)
{
    if (cairn_best_time_s(s, workload, pool, variant) <= s->workloads[workload].promise.p95_s)
        return 0;
    if (cairn_language_applies(s, &s->workloads[workload].tokens, pool, variant))
        return least_late_of_language(s, workload, pool, variant) *
               (1 - cairn_best_hit(s, workload, cache));
    double cv = cv_of(s, pool);
    double over_mean = cv > 2 ? 0 : cv > 0 ? 0.2 : 1;
    return over_mean * (1 - cairn_best_hit(s, workload, cache));
}

/* Time of a step's service that is the same for every request; 0 where it varies. */
static double fixed_s(const struct cairn_scenario *s, const struct cairn_route *route, int step)
{
    int pool = cairn_route_pool(route, step), variant = cairn_route_variant(route, step);
    const struct cairn_tokens *tokens = cairn_steps_tokens(s, route->workload, step);
    if (cv_of(s, pool) > 0 || cairn_language_applies(s, tokens, pool, variant))
        return 0;
    return service_s(s, tokens, pool, variant);
}

/* Time from the end of one step to the beginning of the next. */
static double between_s(const struct cairn_scenario *s, const struct cairn_route *route, int step)
{
    int from = cairn_route_pool(route, step), to = cairn_route_pool(route, step + 1);
    double bytes = cairn_route_payload_bytes(s, route, step + 1);
    if (s->pools[from].place == s->pools[to].place)
        return 0;
    return line_s(s, route->workload, from, true, bytes) +
           line_s(s, route->workload, to, false, bytes);
}

double cairn_least_late_of_route(const struct cairn_scenario *s, const struct cairn_route *route)
{
    const struct cairn_workload *w = &s->workloads[route->workload];
    double time_s = line_s(s, route->workload, route->pool, false, w->payload_bytes);
    double late = 0;

    for (int step = 1; step <= cairn_route_steps(route); step++) {
        int pool = cairn_route_pool(route, step);
        double ends = cairn_route_reach(s, route, step);
        if (step < cairn_route_steps(route))
            ends *= 1 - cairn_route_share(s, route, step + 1);
        time_s += fixed_s(s, route, step);
        if (time_s + line_s(s, route->workload, pool, true, w->reply_bytes) > w->promise.p95_s)
            late += ends;
        if (step < cairn_route_steps(route))
            time_s += between_s(s, route, step);
    }
    return late * (1 - cairn_best_hit(s, route->workload, route->cache));
}

double cairn_least_lost(const struct cairn_scenario *s, int workload, int pool, int cache)
{
    int link = cairn_link_to_pool(s, workload, pool);
    bool near = cache != CAIRN_NONE && s->caches[cache].place == s->workloads[workload].place;
    if (link == CAIRN_NONE || !s->links[link].outage.lost)
        return 0;
    double down = 1 - cairn_up_share(&s->links[link].outage);
    return down * (near ? 1 - cairn_best_hit(s, workload, cache) : 1);
}
