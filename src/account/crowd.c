#include "account/crowd.h"

#include <math.h>

#include "base/alloc.h"
#include "model/coupling.h"
#include "model/language.h"
#include "model/steps.h"

const struct cairn_workload *cairn_crowd_workload(const struct cairn_crowd *crowd, int source)
{
    return &crowd->scenario->workloads[crowd->component->sources[source].scenario_workload];
}

/* Least time of a device per request. [LOAD] */
static double each_s(const struct cairn_crowd *crowd, int source, int variant, int step)
{
    const struct cairn_scenario *s = crowd->scenario;
    const struct cairn_component_variant *v = &crowd->p->variants[variant];
    int workload = crowd->component->sources[source].scenario_workload;
    const struct cairn_tokens *tokens = cairn_steps_tokens(s, workload, step);
    double least_s = INFINITY;

    if (crowd->p->unlimited)
        return 0;
    if (cairn_language_applies(s, tokens, crowd->p->scenario_pool, v->scenario_variant))
        return cairn_language_least_s(s, tokens, crowd->p->scenario_pool, v->scenario_variant,
                                      crowd->p->batch_max);
    for (int b = 1; b <= crowd->p->batch_max; b++)
        least_s = fmin(least_s, (double)v->latency_ns[b - 1] * 1e-9 / b);
    return least_s;
}

static void add_visits(struct cairn_crowd *crowd, int source)
{
    const struct cairn_component *c = crowd->component;
    const struct cairn_component_source *of = &c->sources[source];
    bool comes = false;

    for (int r = of->first_route; r < of->first_route + of->n_routes; r++) {
        const struct cairn_component_route *first = &c->routes[r], *route = first;
        double share = route->share;

        for (int step = 1; share > 0; step++) {
            if (route->pool == crowd->pool) {
                crowd->visits = cairn_grow(crowd->visits, &crowd->room, (size_t)crowd->n_visits + 1,
                                           sizeof *crowd->visits);
                crowd->visits[crowd->n_visits++] = (struct cairn_crowd_visit){
                    .source = source,
                    .variant = route->variant,
                    .share = share,
                    .share_in = first->share_in,
                    .reach = share / first->share,
                    .each_s = each_s(crowd, source, route->variant, step)};
                comes = true;
            }
            if (route->next_route == CAIRN_NONE)
                break;
            share *= route->next_share;
            route = &c->routes[route->next_route];
        }
    }
    if (comes && cairn_crowd_workload(crowd, source)->deferral.origin.file)
        crowd->waits[crowd->n_waits++] = source;
}

void cairn_crowd_init(struct cairn_crowd *crowd, const struct cairn_scenario *scenario,
                      const struct cairn_component *component, int pool)
{
    const struct cairn_component *c = component;
    const struct cairn_component_pool *p = &c->pools[pool];
    const struct cairn_pool *said = &scenario->pools[p->scenario_pool];

    *crowd = (struct cairn_crowd){
        .scenario = scenario,
        .component = component,
        .pool = pool,
        .p = p,
        .said = said,
        .waits = cairn_calloc((size_t)c->n_sources, sizeof *crowd->waits),
        .on = cairn_calloc((size_t)c->plan->n_windows, sizeof *crowd->on),
    };
    for (int i = 0; i < c->n_sources; i++)
        add_visits(crowd, i);
    for (int w = 0; w < c->plan->n_windows; w++)
        crowd->on[w] =
            cairn_devices_on(p->devices, cairn_plan_on_share(c->plan, w, p->scenario_pool)) *
            cairn_up_share(&said->outage) * p->copies;
}

void cairn_crowd_release(struct cairn_crowd *crowd)
{
    cairn_free(crowd->visits);
    cairn_free(crowd->waits);
    cairn_free(crowd->on);
}

double cairn_crowd_rate(const struct cairn_crowd *crowd, const struct cairn_crowd_visit *visit,
                        int window)
{
    const struct cairn_component *c = crowd->component;
    const struct cairn_component_source *source = &c->sources[visit->source];

    return cairn_plan_rate(c->plan, window, source->scenario_workload) * source->copies *
           (visit->share_in ? visit->share_in[window] * visit->reach : visit->share);
}

double cairn_crowd_load(const struct cairn_crowd *crowd, int source, int window)
{
    double work = 0;

    for (int i = 0; i < crowd->n_visits; i++)
        if (source == CAIRN_NONE || crowd->visits[i].source == source)
            work += cairn_crowd_rate(crowd, &crowd->visits[i], window) * crowd->visits[i].each_s;
    return work / fmax(crowd->on[window], 1);
}
