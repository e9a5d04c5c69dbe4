#include "model/component_pool.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "engine/clock.h"
#include "model/coupling.h"
#include "model/profile.h"

uint64_t cairn_entity_of(const char *id)
{
    struct cairn_hash hash;
    cairn_hash_init(&hash);
    cairn_hash_string(&hash, id);
    return cairn_hash_final(&hash).word[0];
}

double cairn_cv_of(enum cairn_distribution_kind kind, double cv)
{
    if (kind == CAIRN_DETERMINISTIC)
        return 0;
    if (kind == CAIRN_EXPONENTIAL)
        return 1;
    return isnan(cv) ? 0 : cv;
}

static int64_t *latencies(const struct cairn_scenario *s, int pool, int profile, int batch_max)
{
    const struct cairn_pool *p = &s->pools[pool];
    int64_t *latency_ns = cairn_calloc((size_t)batch_max, sizeof *latency_ns);
    if (p->tenancy == CAIRN_MANAGED)
        latency_ns[0] = cairn_time_from_s(s->services[p->service].latency_s);
    else if (p->tenancy == CAIRN_SHARED_POOL)
        latency_ns[0] = cairn_time_from_s(cairn_profile_latency_s(s, profile, p->batch, NULL));
    else
        for (int batch = 1; batch <= batch_max; batch++)
            latency_ns[batch - 1] =
                cairn_time_from_s(cairn_profile_latency_s(s, profile, batch, NULL));
    return latency_ns;
}

/* Time to load a variant into the memory of a device. [SWAP] */
static double load_s(const struct cairn_scenario *s, int variant, int hardware, int profile)
{
    if (!isnan(s->profiles[profile].load_s))
        return s->profiles[profile].load_s;
    return 8 * s->variants[variant].memory_bytes / s->hardware[hardware].memory.bandwidth_bit_s;
}

/* Do the variants of a pool fit into the memory of a device together? */
static bool fits(const struct cairn_component_pool *pool)
{
    int64_t left_bytes = pool->memory_bytes;

    for (int i = 0; i < pool->n_variants; i++)
        left_bytes -= pool->variants[i].bytes;
    return left_bytes >= 0;
}

void cairn_component_pool_enter(struct cairn_component_pool *pool, const struct cairn_scenario *s,
                                int variant)
{
    int at = 0;
    while (at < pool->n_variants && pool->variants[at].scenario_variant < variant)
        at++;
    if (at < pool->n_variants && pool->variants[at].scenario_variant == variant)
        return;
    size_t n = (size_t)pool->n_variants + 1;
    pool->variants = cairn_realloc(pool->variants, n, sizeof *pool->variants);
    for (int i = pool->n_variants++; i > at; i--)
        pool->variants[i] = pool->variants[i - 1];

    int hardware = s->pools[pool->scenario_pool].hardware;
    int profile =
        hardware == CAIRN_NONE ? CAIRN_NONE : cairn_scenario_profile(s, variant, hardware);
    assert((hardware == CAIRN_NONE) == (profile == CAIRN_NONE));
    pool->variants[at] = (struct cairn_component_variant){
        .scenario_variant = variant,
        .scenario_profile = profile,
        .latency_ns = latencies(s, pool->scenario_pool, profile, pool->batch_max),
    };
    if (!pool->may_swap)
        return;
    pool->variants[at].bytes = (int64_t)ceil(s->variants[variant].memory_bytes);
    pool->variants[at].load_ns = cairn_time_from_s(load_s(s, variant, hardware, profile));
    pool->swaps = !fits(pool);
}

static bool is_of_passes(const struct cairn_scenario *s, const struct cairn_component_variant *v)
{
    return v->scenario_profile != CAIRN_NONE &&
           cairn_profile_is_of_passes(&s->profiles[v->scenario_profile]);
}

void cairn_component_pool_complete(struct cairn_component_pool *pool,
                                   const struct cairn_scenario *s)
{
    const struct cairn_pool *said = &s->pools[pool->scenario_pool];

    for (int i = 0; i < pool->n_variants; i++)
        pool->of_passes = pool->of_passes || is_of_passes(s, &pool->variants[i]);
    if (!pool->of_passes)
        return;
    pool->company = pool->unlimited ? said->batch : 0;
    pool->budget = said->tokens > pool->batch_max ? said->tokens : pool->batch_max;
    pool->budget = pool->budget > pool->company ? pool->budget : pool->company;
    pool->chunked = said->chunked;
    pool->timeout_ns = 0;
    for (int i = 0; i < pool->n_variants; i++) {
        struct cairn_component_variant *v = &pool->variants[i];

        if (pool->unlimited && !is_of_passes(s, v))
            continue;
        v->passes = cairn_calloc(1, sizeof *v->passes);
        cairn_passes_init(v->passes, s, v->scenario_profile,
                          pool->unlimited ? pool->company : pool->batch_max, pool->unlimited);
    }
}

int cairn_component_pool_variant(const struct cairn_component_pool *pool, int variant)
{
    int at = 0;
    while (pool->variants[at].scenario_variant != variant)
        at++;
    return at;
}

void cairn_component_pool_init(struct cairn_component_pool *pool, const struct cairn_scenario *s,
                               int scenario_pool, const struct cairn_sizing *sizing, int copies)
{
    const struct cairn_pool *p = &s->pools[scenario_pool];

    *pool = (struct cairn_component_pool){
        .scenario_pool = scenario_pool,
        .copies = copies,
        .unlimited = cairn_pool_is_unlimited(s, scenario_pool),
        .batch_max = 1,
        .queue = CAIRN_NONE,
        .sleep_after_ns = CAIRN_NONE,
        .variation = p->variation,
        .cv = cairn_cv_of(p->variation, p->cv),
    };
    if (p->tenancy == CAIRN_MANAGED) {
        const struct cairn_service *service = &s->services[p->service];
        pool->variation = service->variation;
        pool->cv = cairn_cv_of(service->variation, service->cv);
    }
    if (pool->unlimited)
        return;

    assert(sizing->count >= 1 && sizing->batch_max >= 1);
    pool->devices = sizing->count;
    pool->batch_max = sizing->batch_max;
    pool->timeout_ns = sizing->batch_max > 1 ? sizing->timeout_ns : 0;
    pool->queue = p->queue;
    pool->discipline = p->discipline;
    pool->may_swap = p->swap;
    if (p->swap)
        pool->memory_bytes = (int64_t)s->hardware[p->hardware].memory.size_bytes;
    if (sizing->batch_max > 1) {
        pool->batch_min = p->batch_min;
        pool->adaptive = p->adaptive;
    }
    const struct cairn_wake *wake = &s->hardware[p->hardware].wake;
    if (isnan(p->sleep_after_s))
        return;
    pool->sleep_after_ns = cairn_time_from_s(p->sleep_after_s);
    if (wake->origin.file && wake->time_s > 0) {
        pool->wake_ns = cairn_time_from_s(wake->time_s);
        pool->wake_variation = wake->variation;
        pool->wake_cv = cairn_cv_of(wake->variation, wake->cv);
    }
}

/* [SCHEDULE] */
static void follow_schedule(struct cairn_component_pool *pool, const struct cairn_plan *plan)
{
    int schedule = cairn_plan_schedule(plan, pool->scenario_pool);
    size_t n = 0;

    if (schedule == CAIRN_NONE)
        return;
    for (int i = 0; i < plan->n_windows; i++)
        n += (size_t)plan->windows[i].n_segments;
    pool->on = cairn_calloc(n, sizeof *pool->on);
    n = 0;
    for (int i = 0; i < plan->n_windows; i++) {
        const struct cairn_window *window = &plan->windows[i];
        for (int j = 0; j < window->n_segments; j++)
            pool->on[n++] = cairn_devices_on(pool->devices,
                                             window->on_share[schedule * window->n_segments + j]);
    }
}

struct cairn_component_outage cairn_component_outage_of(const struct cairn_outage *said,
                                                        const char *id)
{
    struct cairn_component_outage outage = {0};

    if (!said->origin.file)
        return outage;
    outage.mtbf_ns = cairn_time_from_s(said->mtbf_s);
    outage.mttr_ns = cairn_time_from_s(said->mttr_s);
    outage.lost = said->lost;
    outage.entity = cairn_entity_of(id);
    return outage;
}

void cairn_component_pool_change(struct cairn_component_pool *pool, const struct cairn_scenario *s,
                                 const struct cairn_plan *plan)
{
    const struct cairn_pool *said = &s->pools[pool->scenario_pool];
    const struct cairn_scaling *scaling = &said->scaling;

    if (pool->unlimited)
        return;
    pool->outage = cairn_component_outage_of(&said->outage, said->id);
    follow_schedule(pool, plan);
    if (pool->on || scaling->origin.file)
        pool->start_ns = cairn_time_from_s(said->start_s);
    if (!scaling->origin.file)
        return;
    pool->scaling = scaling->rule;
    pool->scale_target = scaling->target;
    pool->least = scaling->least < pool->devices ? scaling->least : pool->devices;
    pool->every_ns = cairn_time_from_s(scaling->every_s);
    pool->cool_down_ns = cairn_time_from_s(scaling->cool_down_s);
}

void cairn_component_pool_release(struct cairn_component_pool *pool)
{
    for (int i = 0; i < pool->n_variants; i++) {
        if (pool->variants[i].passes)
            cairn_passes_release(pool->variants[i].passes);
        cairn_free(pool->variants[i].passes);
        cairn_free(pool->variants[i].latency_ns);
    }
    cairn_free(pool->variants);
    cairn_free(pool->on);
}
