#include "support/mechanisms.h"

const char *mechanism_name(enum mechanism mechanism)
{
    static const char *const names[] = {
#define MECHANISM_TEXT(name) #name,
        MECHANISMS(MECHANISM_TEXT)
#undef MECHANISM_TEXT
    };

    return names[mechanism];
}

static void note(bool has[N_MECHANISMS], enum mechanism mechanism, bool is)
{
    has[mechanism] = has[mechanism] || is;
}

static void note_plan(const struct cairn_plan *plan, bool has[N_MECHANISMS])
{
    note(has, MECHANISM_SEASONS, plan->n_seasons > 1);
    for (int w = 0; w < plan->n_windows; w++) {
        note(has, MECHANISM_PEAK_WEEKS, plan->windows[w].peak && plan->windows[w].hours > 0);
        note(has, MECHANISM_SHAPE, w > 0 && !plan->windows[w].peak);
        note(has, MECHANISM_PEAK, plan->windows[w].peak);
    }
}

static void note_arrivals(const struct cairn_component_source *source, bool has[N_MECHANISMS])
{
    static const enum mechanism processes[] = {
        [CAIRN_DETERMINISTIC] = MECHANISM_CLOCKWORK,
        [CAIRN_EXPONENTIAL] = MECHANISM_POISSON,
        [CAIRN_GAMMA] = MECHANISM_GAMMA,
        [CAIRN_LOGNORMAL] = MECHANISM_LOGNORMAL,
        [CAIRN_WEIBULL] = MECHANISM_WEIBULL,
    };
    bool replayed = source->recording != NULL;

    note(has, processes[source->process], !replayed);
    note(has, MECHANISM_COPIES, source->copies > 1);
    note(has, MECHANISM_PHASES, source->tempo.n_phases > 0);
    note(has, MECHANISM_TOGETHER,
         source->copies > 1 && (source->tempo.together || source->replay_together));
    note(has, MECHANISM_CYCLE, source->tempo.n_cycle_loads > 0);
    note(has, MECHANISM_SURGE, source->tempo.surge != 0);
    note(has, MECHANISM_REPLAY, replayed);
    note(has, MECHANISM_REPLAY_FROM_START,
         replayed && source->replay_moment == CAIRN_REPLAY_FROM_START);
    note(has, MECHANISM_REPLAY_SCALED, replayed && source->replay_scale != 1.0);
}

static void note_source(const struct cairn_component *component,
                        const struct cairn_component_source *source, bool has[N_MECHANISMS])
{
    int n = 0;

    note_arrivals(source, has);
    note(has, MECHANISM_PROMISE, source->late_ns != INT64_MAX);
    note(has, MECHANISM_PRIORITIES, source->priority > 0);
    note(has, MECHANISM_TOKENS, source->of_tokens);
    for (int r = source->first_route; r < source->first_route + source->n_routes; r++) {
        const struct cairn_component_route *route = &component->routes[r];
        bool cached = route->cache != CAIRN_NONE;

        n += route->share > 0.0;
        note(has, MECHANISM_SPLIT_BY_HOUR, route->share_in != NULL);
        note(has, MECHANISM_PREFIX, route->tokens.known && route->tokens.prefix > 0.0);
        note(has, MECHANISM_STEPS, route->next_route != CAIRN_NONE);
        note(has, MECHANISM_THREE_STEPS,
             route->next_route != CAIRN_NONE &&
                 component->routes[route->next_route].next_route != CAIRN_NONE);
        note(has, MECHANISM_STEP_IN_PLACE, route->next_here);
        note(has, MECHANISM_LINK, route->link != CAIRN_NONE);
        note(has, MECHANISM_FALLBACK, route->fallback_route != CAIRN_NONE);
        note(has, MECHANISM_FAILOVER,
             route->fallback_route != CAIRN_NONE && route->over == CAIRN_OVER_NEVER);
        note(has, MECHANISM_CACHE_AT_SITE, cached && route->cache_at_site);
        note(has, MECHANISM_CACHE_AT_REGION, cached && !route->cache_at_site);
        note(has, MECHANISM_CONTENTS, cached && source->contents > 0);
        note(has, MECHANISM_CONTENT_TRACE, cached && source->trace);
    }
    note(has, MECHANISM_SPLIT, n > 1);
}

static void note_link(const struct cairn_component_link *link, bool has[N_MECHANISMS])
{
    note(has, MECHANISM_JITTER, link->variation != CAIRN_DETERMINISTIC && link->latency_ns > 0);
    note(has, MECHANISM_TRANSMISSION_LOSS, link->loss > 0.0);
    note(has, MECHANISM_RADIO, link->has_radio);
    note(has, MECHANISM_SHARED_LINE, link->copies_per_line > 1);
    note(has, MECHANISM_LINE_DOWN, link->outage.mtbf_ns > 0);
    note(has, MECHANISM_LINE_DOWN_LOST, link->outage.lost);
}

static void note_cache(const struct cairn_component_cache *cache, bool has[N_MECHANISMS])
{
    static const enum mechanism policies[CAIRN_N_POLICIES] = {
        [CAIRN_LRU] = MECHANISM_LRU, [CAIRN_FIFO] = MECHANISM_FIFO,
        [CAIRN_LFU] = MECHANISM_LFU, [CAIRN_S3_FIFO] = MECHANISM_S3_FIFO,
        [CAIRN_TTL] = MECHANISM_TTL, [CAIRN_STATIC] = MECHANISM_STATIC,
    };

    note(has, policies[cache->policy], true);
    note(has, MECHANISM_TTL_RENEWED, cache->renewed);
    note(has, MECHANISM_CACHE_OF_BYTES, cache->size_bytes > 0);
    note(has, MECHANISM_CACHE_UPDATED, cache->update_ns > 0);
    note(has, MECHANISM_CACHE_SIMILAR, cache->similar > 0.0);
    note(has, MECHANISM_CACHE_WRONG, cache->wrong > 0.0);
    note(has, MECHANISM_CACHE_RETRIED, cache->retried > 0.0);
    note(has, MECHANISM_LOOKUP_TIME, cache->lookup_ns > 0);
}

static void note_capacity(const struct cairn_component_pool *pool, bool has[N_MECHANISMS])
{
    note(has, MECHANISM_SCHEDULE, pool->on != NULL);
    note(has, MECHANISM_SCALE_BY_UTILISATION, pool->scaling == CAIRN_BY_UTILISATION);
    note(has, MECHANISM_SCALE_BY_BACKLOG, pool->scaling == CAIRN_BY_BACKLOG);
    note(has, MECHANISM_START, pool->start_ns > 0);
    note(has, MECHANISM_OUTAGE, pool->outage.mtbf_ns > 0);
    note(has, MECHANISM_OUTAGE_LOST, pool->outage.lost);
}

/* Of pools whose devices the planner runs. */
static void note_own_pool(const struct cairn_component_pool *pool, bool has[N_MECHANISMS])
{
    bool passes = pool->of_passes, batches = pool->batch_max > 1;

    note_capacity(pool, has);
    note(has, MECHANISM_PLAIN_POOL, !passes && cairn_component_pool_is_plain(pool));
    note(has, MECHANISM_BY_PRIORITY, pool->discipline == CAIRN_BY_PRIORITY);
    note(has, MECHANISM_BY_DEADLINE, pool->discipline == CAIRN_BY_DEADLINE);
    note(has, MECHANISM_SHARING, pool->discipline == CAIRN_SHARING);
    note(has, MECHANISM_BATCHES, batches && !passes);
    note(has, MECHANISM_BATCH_TIMEOUT, batches && pool->timeout_ns > 0);
    note(has, MECHANISM_BATCH_MIN, batches && pool->batch_min > 0);
    note(has, MECHANISM_ADAPTIVE, batches && pool->adaptive);
    note(has, MECHANISM_SWAP, pool->swaps);
    note(has, MECHANISM_QUEUE_LIMIT, pool->queue != CAIRN_NONE);
    note(has, MECHANISM_SLEEP, pool->sleep_after_ns != CAIRN_NONE);
    note(has, MECHANISM_WAKE_VARIES,
         pool->sleep_after_ns != CAIRN_NONE && pool->wake_variation != CAIRN_DETERMINISTIC);
    note(has, MECHANISM_DEVICES, pool->devices > 1);
    note(has, MECHANISM_PASSES, passes);
    note(has, MECHANISM_PROMPTS_CHUNKED, passes && pool->chunked);
    note(has, MECHANISM_PROMPTS_WHOLE, passes && !pool->chunked);
}

static void note_pool(const struct cairn_component_pool *pool, bool has[N_MECHANISMS])
{
    bool managed = pool->variants[0].scenario_variant == CAIRN_NONE;

    note(has, MECHANISM_SERVICE_VARIES, pool->variation != CAIRN_DETERMINISTIC);
    note(has, MECHANISM_VARIANTS, pool->n_variants > 1);
    note(has, MECHANISM_MANAGED, managed);
    note(has, MECHANISM_PROVIDER, pool->unlimited && !managed && !pool->of_passes);
    note(has, MECHANISM_PROVIDER_OF_PASSES, pool->unlimited && pool->of_passes);
    if (!pool->unlimited)
        note_own_pool(pool, has);
}

void mechanisms_of(const struct cairn_component *component, bool has[N_MECHANISMS])
{
    note_plan(component->plan, has);
    note(has, MECHANISM_MULTIPLICITY, component->multiplicity > 1);
    note(has, MECHANISM_SOURCES, component->n_sources > 1);
    for (int s = 0; s < component->n_sources; s++)
        note_source(component, &component->sources[s], has);
    for (int l = 0; l < component->n_links; l++)
        note_link(&component->links[l], has);
    for (int c = 0; c < component->n_caches; c++)
        note_cache(&component->caches[c], has);
    for (int p = 0; p < component->n_pools; p++)
        note_pool(&component->pools[p], has);
}
