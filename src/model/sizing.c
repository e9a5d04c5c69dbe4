#include "model/sizing.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/number.h"
#include "engine/clock.h"
#include "model/best_case.h"
#include "model/coupling.h"
#include "model/language.h"
#include "model/profile.h"
#include "model/route_share.h"
#include "model/steps.h"

static int compare_sizings(const void *left, const void *right)
{
    const struct cairn_sizing *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    if (a->batch_max != b->batch_max)
        return a->batch_max < b->batch_max ? -1 : 1;
    return (a->timeout_ns > b->timeout_ns) - (a->timeout_ns < b->timeout_ns);
}

/* Sorts and drops repetitions; returns how many are left. */
static int sort_sizings(struct cairn_sizing *sizings, int n)
{
    int kept = 0;
    if (n > 1)
        qsort(sizings, (size_t)n, sizeof *sizings, compare_sizings);
    for (int i = 0; i < n; i++)
        if (kept == 0 || compare_sizings(&sizings[kept - 1], &sizings[i]) != 0)
            sizings[kept++] = sizings[i];
    return kept;
}

static void make_rules(struct cairn_sizer *sizer, const struct cairn_choose *choose)
{
    size_t n = (size_t)choose->n_batch_max * (size_t)choose->n_timeouts;
    sizer->rules = cairn_calloc(n, sizeof *sizer->rules);
    for (int b = 0; b < choose->n_batch_max; b++)
        for (int t = 0; t < choose->n_timeouts; t++) {
            struct cairn_sizing rule = {.batch_max = choose->batch_max[b]};
            if (rule.batch_max > 1)
                rule.timeout_ns = cairn_time_from_s(choose->timeout_s[t]);
            if (rule.batch_max >= 1)
                sizer->rules[sizer->n_rules++] = rule;
        }
    sizer->n_rules = sort_sizings(sizer->rules, sizer->n_rules);
}

void cairn_sizer_init(struct cairn_sizer *sizer, const struct cairn_scenario *scenario,
                      const struct cairn_plan *plan)
{
    size_t n_windows = (size_t)plan->n_windows, n_workloads = (size_t)scenario->n_workloads;
    *sizer = (struct cairn_sizer){
        .scenario = scenario,
        .plan = plan,
        .hours = cairn_calloc(n_windows, sizeof *sizer->hours),
        .window = cairn_calloc(n_windows, sizeof *sizer->window),
        .rate_per_s = cairn_calloc(n_windows * n_workloads, sizeof *sizer->rate_per_s),
    };
    for (int i = 0; i < plan->n_windows; i++) {
        if (plan->windows[i].hours == 0)
            continue;
        double *rates = &sizer->rate_per_s[(size_t)sizer->n_strata * n_workloads];
        for (int w = 0; w < scenario->n_workloads; w++)
            rates[w] = cairn_plan_rate(plan, i, w);
        sizer->window[sizer->n_strata] = i;
        sizer->hours[sizer->n_strata++] = plan->windows[i].hours;
    }
    make_rules(sizer, &scenario->choose);
}

void cairn_sizer_release(struct cairn_sizer *sizer)
{
    cairn_free(sizer->hours);
    cairn_free(sizer->window);
    cairn_free(sizer->rate_per_s);
    cairn_free(sizer->rules);
    *sizer = (struct cairn_sizer){0};
}

int cairn_largest_batch(const struct cairn_scenario *scenario, int pool, int variant)
{
    if (scenario->pools[pool].discipline == CAIRN_SHARING)
        return 1;
    int profile = cairn_scenario_profile(scenario, variant, scenario->pools[pool].hardware);
    return cairn_profile_largest(scenario, profile);
}

/* ---- work ---- */

/* The load that a pool sees, as far as no simulation is needed to know it. */
struct load {
    const struct cairn_sizer *sizer;
    int pool;
    const struct cairn_route *routes; /* some of which use the pool */
    int n_routes;
    int largest_batch; /* that was measured of all variants in the pool */
    double loss;       /* largest share that any of its workloads may lose */
    bool of_passes;    /* a language model is among them: nothing waits for batches to form */
};

static struct load load_of(const struct cairn_sizer *sizer, int pool,
                           const struct cairn_route *routes, int n_routes)
{
    const struct cairn_scenario *s = sizer->scenario;
    struct load load = {.sizer = sizer,
                        .pool = pool,
                        .routes = routes,
                        .n_routes = n_routes,
                        .largest_batch = INT_MAX};
    for (int i = 0; i < n_routes; i++) {
        const struct cairn_route *r = &routes[i];
        struct cairn_target targets[CAIRN_TARGETS_MOST];
        int n = cairn_route_targets(r, targets);
        for (int t = 0; t < n; t++) {
            if (targets[t].pool != pool)
                continue;
            int variant = targets[t].variant;
            int largest = cairn_largest_batch(s, pool, variant);
            const struct cairn_tokens *tokens = cairn_steps_tokens(s, r->workload, targets[t].step);
            load.largest_batch = largest < load.largest_batch ? largest : load.largest_batch;
            load.of_passes = load.of_passes || cairn_language_applies(s, tokens, pool, variant);
            load.loss = fmax(load.loss, s->workloads[r->workload].promise.loss);
        }
    }
    return load;
}

/* Least time of a device per request. */
static double device_s(const struct load *load, const struct cairn_tokens *tokens, int variant,
                       int batch_max)
{
    const struct cairn_scenario *s = load->sizer->scenario;
    if (cairn_language_applies(s, tokens, load->pool, variant))
        return cairn_language_least_s(s, tokens, load->pool, variant, batch_max);
    int profile = cairn_scenario_profile(s, variant, s->pools[load->pool].hardware);
    double least_s = INFINITY;
    for (int b = 1; b <= batch_max; b++)
        least_s = fmin(least_s, cairn_profile_latency_s(s, profile, b, NULL) / b);
    return least_s;
}

/* Requests of a workload that reach one copy of the pool's place, per second. */
static double offered_per_s(const struct load *load, int stratum, int workload)
{
    const struct cairn_scenario *s = load->sizer->scenario;
    const struct cairn_place *place = &s->places[s->pools[load->pool].place];
    int copies = place->kind == CAIRN_REGION ? s->places[s->workloads[workload].place].count : 1;
    return copies * load->sizer->rate_per_s[stratum * s->n_workloads + workload];
}

/* Share of the requests that their link does not lose. [OUTAGE] */
static double brought(const struct load *load, int workload)
{
    const struct cairn_scenario *s = load->sizer->scenario;
    int link = cairn_link_to_pool(s, workload, load->pool);
    if (link == CAIRN_NONE || !s->links[link].outage.lost)
        return 1;
    return cairn_up_share(&s->links[link].outage);
}

/* Devices of so many that are there in a stratum, at most, on average. [SCHEDULE] [OUTAGE] */
static double there(const struct load *load, int stratum, double devices)
{
    const struct cairn_sizer *sizer = load->sizer;
    double share = cairn_plan_on_share(sizer->plan, sizer->window[stratum], load->pool);
    if (share < 1)
        devices = cairn_devices_on((int)devices, share);
    return devices * cairn_up_share(&sizer->scenario->pools[load->pool].outage);
}

/* The same of a step of a route. */
static double step_s(const struct load *load, const struct cairn_route *r, int step, int batch_max)
{
    const struct cairn_tokens *tokens =
        cairn_steps_tokens(load->sizer->scenario, r->workload, step);
    return cairn_route_pool(r, step) == load->pool
               ? device_s(load, tokens, cairn_route_variant(r, step), batch_max)
               : 0;
}

/* A limited queue does, a language model what no device has room for, and what fails. */
static bool may_lose(const struct cairn_scenario *s, const struct cairn_route *r, int step)
{
    int pool = cairn_route_pool(r, step);
    const struct cairn_tokens *tokens = cairn_steps_tokens(s, r->workload, step);
    return s->pools[pool].queue != CAIRN_NONE || s->pools[pool].outage.origin.file ||
           cairn_language_applies(s, tokens, pool, cairn_route_variant(r, step));
}

static bool link_may_lose(const struct cairn_scenario *s, const struct cairn_route *r, int step)
{
    int link = cairn_link_to_pool(s, r->workload, cairn_route_pool(r, step));
    return link != CAIRN_NONE && s->links[link].outage.lost;
}

/* What shares of a workload are shares of: all of them, where some have a shape. [HOURS] */
static double whole(const struct load *load, int workload)
{
    double sum = 0;
    bool scheduled = false;
    for (int i = 0; i < load->n_routes; i++)
        if (load->routes[i].workload == workload) {
            sum += load->routes[i].share;
            scheduled = scheduled || load->routes[i].scheduled;
        }
    return scheduled ? sum : 1;
}

/*
 * Share of a workload's requests that a step surely brings to the pool, caches apart; 0 where a
 * fallback may take them, or where those that a pool before has lost may be missing.
 */
static double sure_share(const struct load *load, const struct cairn_route *r, int step)
{
    const struct cairn_scenario *s = load->sizer->scenario;
    if (cairn_route_pool(r, step) != load->pool || r->fallback != CAIRN_NONE)
        return 0;
    double share = r->share / whole(load, r->workload);
    if (step == 1)
        return share;
    for (int i = 1; i <= step && s->workloads[r->workload].promise.loss > 0; i++)
        if (link_may_lose(s, r, i) || (i < step && may_lose(s, r, i)))
            return 0;
    return share * cairn_route_reach(s, r, step);
}

/* [LOAD] Work of each stratum that surely reaches the pool, in devices. */
static void find_work(const struct load *load, int batch_max, double *work)
{
    const struct cairn_sizer *sizer = load->sizer;
    for (int h = 0; h < sizer->n_strata; h++)
        work[h] = 0;
    for (int i = 0; i < load->n_routes; i++) {
        const struct cairn_route *r = &load->routes[i];
        double missed = 1 - cairn_best_hit(sizer->scenario, r->workload, r->cache);
        double each_s = 0;
        for (int step = 1; step <= cairn_route_steps(r); step++)
            each_s += sure_share(load, r, step) * (step == 1 ? brought(load, r->workload) : 1) *
                      missed * step_s(load, r, step, batch_max);
        for (int h = 0; each_s > 0 && h < sizer->n_strata; h++)
            work[h] += each_s * offered_per_s(load, h, r->workload) *
                       cairn_route_surely(sizer->scenario, sizer->plan, r, sizer->window[h]);
    }
}

static int busiest(const double *work, int n)
{
    int most = 0;
    for (int h = 1; h < n; h++)
        most = work[h] > work[most] ? h : most;
    return most;
}

/* Largest share of the work that so many devices can do. */
static double carried_share(const struct load *load, const double *work, double devices)
{
    const struct cairn_sizer *sizer = load->sizer;
    double most = work[busiest(work, sizer->n_strata)], least = 1;
    if (most <= 0)
        return 1;
    for (int h = 0; h < sizer->n_strata; h++)
        if (work[h] > 0)
            least = fmin(least, there(load, h, devices) / work[h]);
    if (sizer->scenario->pools[load->pool].queue == CAIRN_NONE)
        return least;
    double done = 0, all = 0;
    for (int h = 0; h < sizer->n_strata; h++) {
        done += sizer->hours[h] * fmin(there(load, h, devices), work[h]);
        all += sizer->hours[h] * work[h];
    }
    return done / all;
}

static bool carries(const struct load *load, const double *work, int devices)
{
    const struct cairn_sizer *sizer = load->sizer;
    if (sizer->scenario->pools[load->pool].queue == CAIRN_NONE) {
        for (int h = 0; h < sizer->n_strata; h++)
            if (work[h] > 0 && there(load, h, devices) <= work[h])
                return false;
        return true;
    }
    return carried_share(load, work, devices) >= 1 - load->loss - 1e-12;
}

/* ---- sizings ---- */

/* Keeps what says how far the pool is from carrying the load, under the best rule so far. */
static void note_overload(const struct load *load, const double *work,
                          struct cairn_overload *overload)
{
    const struct cairn_scenario *s = load->sizer->scenario;
    int stratum = busiest(work, load->sizer->n_strata);
    if (overload->pool != CAIRN_NONE && work[stratum] >= overload->devices)
        return;
    double max = s->pools[load->pool].max, most = -1;
    *overload = (struct cairn_overload){
        .pool = load->pool, .workload = CAIRN_NONE, .devices = work[stratum], .max = max};
    for (int i = 0; i < load->n_routes; i++) {
        const struct cairn_route *r = &load->routes[i];
        for (int step = 1; step <= cairn_route_steps(r); step++) {
            double share = sure_share(load, r, step);
            double offered =
                share * offered_per_s(load, stratum, r->workload) *
                cairn_route_surely(s, load->sizer->plan, r, load->sizer->window[stratum]);
            double part = offered * step_s(load, r, step, 1);
            if (!(share > 0) || part <= most)
                continue;
            most = part;
            overload->workload = r->workload;
            overload->offered_per_s = offered;
            overload->carried_per_s = offered * carried_share(load, work, max);
        }
    }
}

static void add_rule(const struct load *load, const struct cairn_sizing *rule, double *work,
                     struct cairn_pool_sizings *sizings, size_t *room)
{
    const struct cairn_pool *p = &load->sizer->scenario->pools[load->pool];
    int count = p->min > 1 ? p->min : 1;
    find_work(load, rule->batch_max, work);
    while (count <= p->max && !carries(load, work, count))
        count++;
    if (count > p->max)
        note_overload(load, work, &sizings->overload);
    for (; count <= p->max; count++) {
        sizings->choices = cairn_grow(sizings->choices, room, (size_t)sizings->n_choices + 1,
                                      sizeof *sizings->choices);
        sizings->choices[sizings->n_choices] = *rule;
        sizings->choices[sizings->n_choices++].count = count;
    }
}

void cairn_sizer_pool(const struct cairn_sizer *sizer, int pool, const struct cairn_route *routes,
                      int n_routes, struct cairn_pool_sizings *sizings)
{
    struct load load = load_of(sizer, pool, routes, n_routes);
    double *work = cairn_calloc((size_t)sizer->n_strata, sizeof *work);
    size_t room = 0;
    bool any = false;

    *sizings = (struct cairn_pool_sizings){.pool = pool, .overload.pool = CAIRN_NONE};
    for (int i = 0; i < sizer->n_rules; i++) {
        if (sizer->rules[i].batch_max > load.largest_batch)
            continue;
        struct cairn_sizing rule = sizer->rules[i];
        any = true;
        if (load.of_passes)
            rule.timeout_ns = 0;
        add_rule(&load, &rule, work, sizings, &room);
    }
    if (!any)
        add_rule(&load, &(struct cairn_sizing){.batch_max = 1}, work, sizings, &room);
    if (sizings->n_choices > 0)
        sizings->overload = (struct cairn_overload){.pool = CAIRN_NONE};
    sizings->n_choices = sort_sizings(sizings->choices, sizings->n_choices);
    cairn_free(work);
}

void cairn_sizer_work(const struct cairn_sizer *sizer, int pool, const struct cairn_route *routes,
                      int n_routes, int batch_max, double *work)
{
    struct load load = load_of(sizer, pool, routes, n_routes);

    find_work(&load, batch_max, work);
}

char *cairn_overload_text(const struct cairn_overload *overload,
                          const struct cairn_scenario *scenario)
{
    char carried[CAIRN_NUMBER_SIZE], offered[CAIRN_NUMBER_SIZE], devices[CAIRN_NUMBER_SIZE];
    return cairn_format("%s carries at most %s /s of the %s /s of %s: %s devices' worth of work, "
                        "at most %.0f",
                        scenario->pools[overload->pool].id,
                        cairn_number_format(overload->carried_per_s, 3, carried),
                        cairn_number_format(overload->offered_per_s, 3, offered),
                        scenario->workloads[overload->workload].id,
                        cairn_number_format(overload->devices, 2, devices), overload->max);
}
