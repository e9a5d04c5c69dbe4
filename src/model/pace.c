#include "model/pace.h"

#include <math.h>
#include <stdbool.h>

#include "model/language.h"
#include "model/passes.h"
#include "model/steps.h"
#include "model/profile.h"

/* NaN is "no data" and never the larger. */
static double larger(double a, double b)
{
    return b > a ? b : a;
}

/* The largest batch that a rule of the search or of a baseline may form. */
static int largest_rule(const struct cairn_scenario *s)
{
    int batch = 1;
    for (int i = 0; i < s->choose.n_batch_max; i++)
        batch = s->choose.batch_max[i] > batch ? s->choose.batch_max[i] : batch;
    for (int i = 0; i < s->n_sizes; i++)
        batch = s->sizes[i].batch > batch ? s->sizes[i].batch : batch;
    return batch;
}

static double longest_timeout_s(const struct cairn_scenario *s)
{
    double timeout_s = 0;
    for (int i = 0; i < s->choose.n_timeouts; i++)
        timeout_s = larger(timeout_s, s->choose.timeout_s[i]);
    for (int i = 0; i < s->n_sizes; i++)
        timeout_s = larger(timeout_s, s->sizes[i].timeout_s);
    return timeout_s;
}

/* Profiles of the model of a workload's step on the pool's hardware. */
static void add_profiles(struct cairn_pace *pace, const struct cairn_scenario *s, int w, int step,
                         const struct cairn_pool *pool, int rule)
{
    const struct cairn_tokens *tokens = cairn_steps_tokens(s, w, step);
    int model = cairn_steps_model(s, w, step);

    for (int p = 0; p < s->n_profiles; p++) {
        const struct cairn_profile *profile = &s->profiles[p];
        if (profile->model != model || profile->hardware != pool->hardware)
            continue;
        const struct cairn_point *points = &s->points[profile->first_point];
        double first_s = profile->n_points > 0 ? points[0].latency_s : 0;
        int most = pool->tenancy == CAIRN_SHARED_POOL ? pool->batch : rule;
        double longest_s = 0;
        for (int i = 0; i < profile->n_points; i++) {
            longest_s = larger(longest_s, points[i].latency_s);
            if (points[i].batch >= most)
                break;
        }
        if (profile->law.origin.file) {
            first_s = cairn_profile_latency_s(s, p, 1, NULL);
            longest_s = cairn_profile_latency_s(s, p, most, NULL);
        }
        double patience_s = s->workloads[w].promise.p95_s;
        if (tokens->origin.file && cairn_profile_is_of_passes(profile)) {
            first_s = cairn_language_beside_s(s, tokens, p, 1);
            longest_s = cairn_language_beside_s(s, tokens, p, most);
        }
        pace->service_s = larger(pace->service_s, fmin(first_s, patience_s));
        pace->batch_s = larger(pace->batch_s, fmin(longest_s, patience_s));
    }
}

/* The most that one step hands to the next. */
static double largest_handed_bytes(const struct cairn_scenario *s, int workload)
{
    double most = 0;
    for (int step = 2; cairn_steps_at(s, workload, step); step++) {
        const struct cairn_model *before = &s->models[cairn_steps_model(s, workload, step - 1)];
        most = larger(most, cairn_steps_at(s, workload, step)->payload_bytes);
        for (int v = before->first_variant; v < before->first_variant + before->n_variants; v++)
            most = larger(most, s->variants[v].output_bytes);
    }
    return most;
}

/* Mean time for which a message holds a line. [LINK] */
static double held_s(double duration_s, const struct cairn_link *link)
{
    if (!(link->loss > 0))
        return duration_s;
    return (duration_s + link->loss * link->resend_after_s) / (1 - link->loss);
}

double cairn_pace_sending_s(const struct cairn_scenario *s, const struct cairn_workload *workload,
                            const struct cairn_link *link)
{
    double handed = largest_handed_bytes(s, (int)(workload - s->workloads));
    double up_s = cairn_link_sending_s(link, false, larger(handed, workload->payload_bytes));
    double down_s = cairn_link_sending_s(link, true, larger(handed, workload->reply_bytes));
    return larger(up_s, down_s);
}

static void add_transfers(struct cairn_pace *pace, const struct cairn_scenario *s,
                          const struct cairn_workload *workload)
{
    for (int l = 0; l < s->n_links; l++) {
        const struct cairn_link *link = &s->links[l];
        if (link->from != workload->place)
            continue;
        const struct cairn_radio *radio = cairn_scenario_radio(s, l);
        double longest_s =
            held_s(cairn_pace_sending_s(s, workload, link), link) + cairn_scenario_latency_s(s, l);
        if (radio)
            pace->sleep_s = larger(pace->sleep_s, radio->promotion_s + radio->tail_s);
        pace->service_s = larger(pace->service_s, fmin(longest_s, workload->promise.p95_s));
    }
}

static void add_pool(struct cairn_pace *pace, const struct cairn_scenario *s, int w, int step,
                     const struct cairn_pool *pool, int rule)
{
    double patience_s = s->workloads[w].promise.p95_s;
    if (pool->hardware != CAIRN_NONE)
        add_profiles(pace, s, w, step, pool, rule);
    else if (s->services[pool->service].model == cairn_steps_model(s, w, step))
        pace->service_s =
            larger(pace->service_s, fmin(s->services[pool->service].latency_s, patience_s));
}

struct cairn_pace cairn_pace_of(const struct cairn_scenario *s)
{
    struct cairn_pace pace = {.timeout_s = longest_timeout_s(s)};
    int rule = largest_rule(s);

    for (int w = 0; w < s->n_workloads; w++) {
        const struct cairn_workload *workload = &s->workloads[w];
        if (isfinite(workload->promise.p95_s))
            pace.p95_s = larger(pace.p95_s, workload->promise.p95_s);
        if (workload->arrivals.cycle.n_loads > 0)
            pace.cycle_s = larger(pace.cycle_s, workload->arrivals.cycle.period_s);
        add_transfers(&pace, s, workload);
        for (int i = 0; i < s->n_pools; i++) {
            const struct cairn_pool *pool = &s->pools[i];
            bool near = pool->place == workload->place;
            if (!near && s->places[pool->place].kind == CAIRN_SITE)
                continue;
            for (int step = 1; cairn_steps_model(s, w, step) != CAIRN_NONE; step++)
                add_pool(&pace, s, w, step, pool, rule);
        }
    }
    for (int i = 0; i < s->n_phases; i++)
        pace.stay_s = larger(pace.stay_s, s->phases[i].stay_s);
    for (int i = 0; i < s->n_pools; i++) {
        const struct cairn_pool *pool = &s->pools[i];
        if (pool->scaling.origin.file)
            pace.sleep_s = larger(pace.sleep_s, pool->scaling.cool_down_s + pool->start_s +
                                                    2 * pool->scaling.every_s);
        if (pool->hardware == CAIRN_NONE || isnan(pool->sleep_after_s))
            continue;
        double wake_s = larger(0, s->hardware[pool->hardware].wake.time_s);
        pace.sleep_s = larger(pace.sleep_s, pool->sleep_after_s + wake_s);
    }
    return pace;
}

double cairn_relaxation_s(double service_s, double devices, double utilisation) /* [PLAN] */
{
    double room = 1 - sqrt(utilisation);
    return service_s / (devices * room * room);
}
