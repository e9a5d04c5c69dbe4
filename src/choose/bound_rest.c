#include "choose/bound_rest.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "choose/bound_awake.h"
#include "choose/bound_levy.h"

/* The workloads whose requests surely come to a pool if they are served there, most first. */
struct sleepers {
    struct cairn_bound_sleeper *all; /* owned */
    bool *poisson;                   /* owned */
    double *rate_per_s;              /* mean; owned */
    int n;
};

/* Least time of a batch of any way to a pool. */
static double least_time_s(const struct cairn_bound_ways *ways, int pool)
{
    double least_s = INFINITY;

    for (int i = ways->pools[pool].last_way; i != CAIRN_NONE; i = ways->ways[i].previous)
        least_s = fmin(least_s, ways->ways[i].reading.least_s);
    return least_s;
}

static double mean_rate(const struct cairn_plan *plan, int workload)
{
    double sum = 0.0;

    for (int w = 0; w < plan->n_windows; w++)
        sum += plan->windows[w].hours * cairn_plan_rate(plan, w, workload);
    return sum;
}

/* Takes a way into account: of a workload that has several the one that brings least. */
static void add_sleeper(const struct cairn_bound_ways *ways, const struct cairn_bound_way *way,
                        double after_s, struct sleepers *sleepers)
{
    const struct cairn_scenario *s = ways->question->scenario;
    struct cairn_bound_sleeper sleeper = {way->route.workload, way->share, after_s,
                                          way->reading.least_wake_s};
    int at = sleepers->n;

    if (at > 0 && sleepers->all[at - 1].workload == sleeper.workload) {
        struct cairn_bound_sleeper *known = &sleepers->all[at - 1];

        known->share = fmin(known->share, sleeper.share);
        known->wake_s = fmin(known->wake_s, sleeper.wake_s);
        return;
    }
    sleepers->all[at] = sleeper;
    sleepers->poisson[at] = cairn_bound_is_renewal(&s->workloads[sleeper.workload].arrivals) &&
                            s->workloads[sleeper.workload].arrivals.process == CAIRN_EXPONENTIAL;
    sleepers->rate_per_s[at] = mean_rate(ways->question->plan, sleeper.workload);
    sleepers->n++;
}

/* Those with most requests first; stable, and there are few. */
static void sort(struct sleepers *s)
{
    for (int i = 1; i < s->n; i++)
        for (int j = i; j > 0 && s->rate_per_s[j] * s->all[j].share >
                                     s->rate_per_s[j - 1] * s->all[j - 1].share;
             j--) {
            struct cairn_bound_sleeper one = s->all[j];
            double rate_per_s = s->rate_per_s[j];
            bool poisson = s->poisson[j];

            s->all[j] = s->all[j - 1];
            s->rate_per_s[j] = s->rate_per_s[j - 1];
            s->poisson[j] = s->poisson[j - 1];
            s->all[j - 1] = one;
            s->rate_per_s[j - 1] = rate_per_s;
            s->poisson[j - 1] = poisson;
        }
}

static void sleepers_init(struct sleepers *sleepers, const struct cairn_bound_ways *ways, int pool)
{
    const struct cairn_scenario *s = ways->question->scenario;
    size_t n = (size_t)s->n_workloads;
    double least_s = least_time_s(ways, pool);
    int kept = 0;

    *sleepers = (struct sleepers){.n = 0};
    if (ways->pools[pool].last_way == CAIRN_NONE || s->pools[pool].queue != CAIRN_NONE ||
        isnan(s->pools[pool].sleep_after_s) || s->places[s->pools[pool].place].kind != CAIRN_SITE)
        return;
    sleepers->all = cairn_calloc(n, sizeof *sleepers->all);
    sleepers->poisson = cairn_calloc(n, sizeof *sleepers->poisson);
    sleepers->rate_per_s = cairn_calloc(n, sizeof *sleepers->rate_per_s);
    for (int i = ways->pools[pool].last_way; i != CAIRN_NONE; i = ways->ways[i].previous) {
        if (!ways->ways[i].reading.plain || isinf(ways->ways[i].reading.sleep_after_s)) {
            sleepers->n = 0;
            return;
        }
        add_sleeper(ways, &ways->ways[i], ways->ways[i].reading.sleep_after_s + least_s, sleepers);
    }
    for (int i = 0; i < sleepers->n; i++)
        if (sleepers->all[i].share > 0.0) {
            sleepers->all[kept] = sleepers->all[i];
            sleepers->poisson[kept] = sleepers->poisson[i];
            sleepers->rate_per_s[kept++] = sleepers->rate_per_s[i];
        }
    sleepers->n = kept;
    sort(sleepers);
}

static void sleepers_release(struct sleepers *sleepers)
{
    cairn_free(sleepers->all);
    cairn_free(sleepers->poisson);
    cairn_free(sleepers->rate_per_s);
}

/* Of those with Poisson arrivals among the first n, as a list. Returns how many. */
static int poisson_of(const struct sleepers *sleepers, int n, struct cairn_bound_sleeper *list)
{
    int kept = 0;

    for (int i = 0; i < n; i++)
        if (sleepers->poisson[i])
            list[kept++] = sleepers->all[i];
    return kept;
}

/* ---- from where to count ---- */

/* Longest time that the requests of a window may keep devices busy; of the workloads together. */
static double busy_ns(const struct cairn_bound_ways *ways, int pool, int window)
{
    double sum_ns = 0.0, most_ns = 0.0;
    int workload = CAIRN_NONE;

    for (int i = ways->pools[pool].last_way; i != CAIRN_NONE; i = ways->ways[i].previous) {
        const struct cairn_bound_way *way = &ways->ways[i];
        double longest_s = 0.0;

        for (int b = 1; b <= way->reading.most; b++)
            longest_s = fmax(longest_s, way->reading.time_s[b - 1] / b);
        if (way->route.workload != workload) {
            sum_ns += most_ns;
            most_ns = 0.0;
        }
        workload = way->route.workload;
        most_ns = fmax(most_ns, way->reading.served[window] * longest_s * 1e9);
    }
    return sum_ns + most_ns;
}

void cairn_bound_rest_find(struct cairn_bound_ways *ways)
{
    const struct cairn_plan *plan = ways->question->plan;
    size_t n = (size_t)ways->question->scenario->n_workloads;
    struct cairn_bound_sleeper *list = cairn_calloc(n, sizeof *list);

    for (int p = 0; p < ways->question->scenario->n_pools; p++) {
        struct cairn_bound_pool *pool = &ways->pools[p];
        struct sleepers sleepers;
        int n_poisson;

        if (pool->last_way == CAIRN_NONE)
            continue;
        sleepers_init(&sleepers, ways, p);
        n_poisson = poisson_of(&sleepers, sleepers.n, list);
        pool->rest_g = cairn_calloc((size_t)plan->n_windows, sizeof *pool->rest_g);
        for (int w = 0; w < plan->n_windows; w++) {
            double awake = cairn_bound_awake_together(plan, w, list, n_poisson);

            for (int i = 0; i < sleepers.n; i++)
                awake = fmax(
                    awake, cairn_bound_awake(plan, w, ways->question->scenario, &sleepers.all[i]));
            pool->rest_g[w] = awake * pool->devices * (double)plan->length_ns > busy_ns(ways, p, w)
                                  ? pool->awake_g[w]
                                  : pool->low_g[w];
        }
        sleepers_release(&sleepers);
    }
    cairn_free(list);
}

/* ---- levies ---- */

/* What it costs that the first n of the list are served, or one alone. */
static double charge_g(const struct cairn_bound_ways *ways, int pool,
                       const struct cairn_bound_sleeper *list, int n, bool alone)
{
    const struct cairn_plan *plan = ways->question->plan;
    const struct cairn_bound_pool *of = &ways->pools[pool];
    double sum_g = 0.0;

    for (int w = 0; w < plan->n_windows; w++) {
        double more_g = of->rest_g[w] - of->low_g[w];

        if (more_g > 0.0)
            sum_g += more_g * (alone ? cairn_bound_awake(plan, w, ways->question->scenario, list)
                                     : cairn_bound_awake_together(plan, w, list, n));
    }
    return sum_g * of->devices * (double)plan->length_ns;
}

void cairn_bound_rest_levy(const struct cairn_bound_ways *ways, int pool,
                           struct cairn_bound_problem *problem, int facility)
{
    size_t n = (size_t)ways->question->scenario->n_workloads;
    struct cairn_bound_sleeper *list = cairn_calloc(n, sizeof *list);
    struct sleepers sleepers;
    double before_g = 0.0;
    int n_poisson;

    sleepers_init(&sleepers, ways, pool);
    for (int i = 0; i < sleepers.n; i++) {
        cairn_bound_add_levy(problem, facility);
        cairn_bound_add_part(problem, sleepers.all[i].workload,
                             charge_g(ways, pool, &sleepers.all[i], 1, true));
    }
    n_poisson = poisson_of(&sleepers, sleepers.n, list);
    if (n_poisson > 1)
        cairn_bound_add_levy(problem, facility);
    for (int i = 0; n_poisson > 1 && i < n_poisson; i++) {
        double upto_g = charge_g(ways, pool, list, i + 1, false);

        cairn_bound_add_part(problem, list[i].workload, fmax(0.0, upto_g - before_g));
        before_g = fmax(before_g, upto_g);
    }
    sleepers_release(&sleepers);
    cairn_free(list);
}
