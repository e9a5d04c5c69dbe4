#include "model/component_key.h"

/* Raised when the meaning of a field or the simulation changes, so that stored results expire. */
static const int64_t format = 5;

static void hash_plan(struct cairn_hash *hash, const struct cairn_plan *plan)
{
    cairn_hash_i64(hash, plan->run_in_ns);
    cairn_hash_i64(hash, plan->length_ns);
    cairn_hash_i64(hash, plan->parts);
    cairn_hash_i64(hash, plan->drain_ns);
    cairn_hash_i64(hash, plan->n_windows);
    for (int i = 0; i < plan->n_windows; i++) {
        const struct cairn_window *window = &plan->windows[i];
        cairn_hash_i64(hash, window->hours);
        cairn_hash_i64(hash, window->n_segments);
        for (int j = 0; j < window->n_segments; j++)
            cairn_hash_i64(hash, window->segment_end_ns[j]);
    }
}

static void hash_tokens(struct cairn_hash *hash, const struct cairn_token_law *law)
{
    cairn_hash_i64(hash, law->known);
    if (!law->known)
        return;
    cairn_hash_i64(hash, law->recorded != NULL); /* its rows: hash_replay() */
    cairn_hash_double(hash, law->prompt);
    cairn_hash_double(hash, law->reply);
    cairn_hash_i64(hash, law->variation);
    cairn_hash_double(hash, law->prompt_cv);
    cairn_hash_double(hash, law->reply_cv);
    cairn_hash_i64(hash, law->most);
    cairn_hash_double(hash, law->prefix);
}

static void hash_passes(struct cairn_hash *hash, const struct cairn_passes *passes)
{
    cairn_hash_i64(hash, passes != NULL);
    if (!passes)
        return;
    cairn_hash_i64(hash, passes->of_tokens);
    cairn_hash_i64(hash, passes->most);
    for (int b = 0; b <= passes->most; b++)
        cairn_hash_i64(hash, passes->decode_ps[b]);
    cairn_hash_i64(hash, passes->context_ps);
    cairn_hash_i64(hash, passes->n_prefills);
    for (int i = 0; i < passes->n_prefills; i++) {
        cairn_hash_i64(hash, passes->prefill_at[i]);
        cairn_hash_i64(hash, passes->prefill_ps[i]);
    }
    cairn_hash_i64(hash, passes->room);
}

static void hash_tempo(struct cairn_hash *hash, const struct cairn_component_tempo *tempo)
{
    cairn_hash_i64(hash, tempo->n_phases);
    cairn_hash_i64(hash, tempo->together);
    for (int i = 0; i < tempo->n_phases; i++) {
        cairn_hash_double(hash, tempo->phases[i].load);
        cairn_hash_double(hash, tempo->phases[i].stay_s);
        cairn_hash_double(hash, tempo->phases[i].weight);
    }
    cairn_hash_i64(hash, tempo->n_cycle_loads);
    for (int i = 0; i < tempo->n_cycle_loads; i++)
        cairn_hash_double(hash, tempo->cycle_load[i]);
    cairn_hash_i64(hash, tempo->cycle_ns);
    cairn_hash_i64(hash, tempo->cycle_from_ns);
    cairn_hash_u64(hash, tempo->surge);
    cairn_hash_i64(hash, tempo->surge_variation);
    cairn_hash_double(hash, tempo->surge_cv);
    cairn_hash_i64(hash, tempo->surge_ns);
}

static void hash_replay(struct cairn_hash *hash, const struct cairn_component_source *source)
{
    cairn_hash_i64(hash, source->recording != NULL);
    if (!source->recording)
        return;
    cairn_hash_u64(hash, source->recording->content[0]);
    cairn_hash_u64(hash, source->recording->content[1]);
    cairn_hash_i64(hash, source->replay_moment);
    cairn_hash_double(hash, source->replay_scale);
    cairn_hash_i64(hash, source->replay_together);
}

static void hash_source(struct cairn_hash *hash, const struct cairn_component_source *source,
                        const struct cairn_plan *plan)
{
    cairn_hash_u64(hash, source->entity);
    cairn_hash_i64(hash, source->copies);
    cairn_hash_i64(hash, source->process);
    cairn_hash_double(hash, source->cv);
    int n = 0;
    for (int i = 0; i < plan->n_windows; i++)
        n += plan->windows[i].n_segments;
    for (int i = 0; i < n; i++)
        cairn_hash_double(hash, source->rate_per_s[i]);
    hash_tempo(hash, &source->tempo);
    hash_replay(hash, source);
    cairn_hash_i64(hash, source->payload_bytes);
    cairn_hash_i64(hash, source->reply_bytes);
    cairn_hash_i64(hash, source->late_ns);
    cairn_hash_i64(hash, source->priority);
    cairn_hash_i64(hash, source->contents);
    cairn_hash_double(hash, source->exponent);
    cairn_hash_i64(hash, source->ttft_ns);
    cairn_hash_i64(hash, source->tpot_ns);
    cairn_hash_i64(hash, source->of_tokens);
    cairn_hash_i64(hash, source->trace != NULL);
    if (source->trace) {
        cairn_hash_u64(hash, source->trace->key[0]);
        cairn_hash_u64(hash, source->trace->key[1]);
    }
    cairn_hash_double(hash, source->size_bytes);
    cairn_hash_i64(hash, source->size_variation);
    cairn_hash_double(hash, source->size_cv);
    cairn_hash_i64(hash, source->first_route);
    cairn_hash_i64(hash, source->n_routes);
}

static void hash_route(struct cairn_hash *hash, const struct cairn_component_route *route,
                       const struct cairn_plan *plan)
{
    cairn_hash_double(hash, route->share);
    cairn_hash_i64(hash, route->share_in != NULL);
    for (int w = 0; route->share_in && w < plan->n_windows; w++)
        cairn_hash_double(hash, route->share_in[w]);
    cairn_hash_i64(hash, route->cache);
    cairn_hash_i64(hash, route->cache_at_site);
    cairn_hash_i64(hash, route->link);
    cairn_hash_i64(hash, route->up_ns);
    cairn_hash_i64(hash, route->down_ns);
    cairn_hash_i64(hash, route->pool);
    cairn_hash_i64(hash, route->variant);
    cairn_hash_i64(hash, route->fallback_route);
    cairn_hash_i64(hash, route->over);
    cairn_hash_i64(hash, route->handed_bytes);
    hash_tokens(hash, &route->tokens);
    cairn_hash_i64(hash, route->next_route);
    if (route->next_route == CAIRN_NONE)
        return;
    cairn_hash_double(hash, route->next_share);
    cairn_hash_i64(hash, route->next_here);
    cairn_hash_i64(hash, route->on_ns);
}

static void hash_outage(struct cairn_hash *hash, const struct cairn_component_outage *outage)
{
    cairn_hash_i64(hash, outage->mtbf_ns);
    if (outage->mtbf_ns == 0)
        return;
    cairn_hash_i64(hash, outage->mttr_ns);
    cairn_hash_i64(hash, outage->lost);
    cairn_hash_u64(hash, outage->entity);
}

static void hash_link(struct cairn_hash *hash, const struct cairn_component_link *link)
{
    cairn_hash_i64(hash, link->lines);
    cairn_hash_i64(hash, link->copies_per_line);
    cairn_hash_i64(hash, link->latency_ns);
    cairn_hash_i64(hash, link->variation);
    cairn_hash_double(hash, link->cv);
    cairn_hash_double(hash, link->loss);
    cairn_hash_i64(hash, link->resend_ns);
    cairn_hash_i64(hash, link->has_radio);
    cairn_hash_i64(hash, link->promotion_ns);
    cairn_hash_i64(hash, link->tail_ns);
    hash_outage(hash, &link->outage);
}

static void hash_cache(struct cairn_hash *hash, const struct cairn_component_cache *cache)
{
    cairn_hash_i64(hash, cache->copies);
    cairn_hash_i64(hash, cache->policy);
    cairn_hash_i64(hash, cache->entries);
    cairn_hash_i64(hash, cache->size_bytes);
    cairn_hash_i64(hash, cache->ttl_ns);
    cairn_hash_i64(hash, cache->renewed);
    cairn_hash_i64(hash, cache->update_ns);
    cairn_hash_double(hash, cache->similar);
    cairn_hash_double(hash, cache->wrong);
    cairn_hash_double(hash, cache->retried);
    cairn_hash_i64(hash, cache->lookup_ns);
}

/* Updates are by the calendar, so that it matters in which hour of the week a window lies. */
static void hash_updates(struct cairn_hash *hash, const struct cairn_component *component)
{
    bool updated = false;

    for (int i = 0; i < component->n_caches; i++)
        updated = updated || component->caches[i].update_ns > 0;
    for (int w = 0; updated && w < component->plan->n_windows; w++)
        cairn_hash_i64(hash, component->plan->windows[w].hour);
}

/* Devices that come and go. */
static void hash_capacity(struct cairn_hash *hash, const struct cairn_component_pool *pool,
                          const struct cairn_plan *plan)
{
    int n = 0;

    hash_outage(hash, &pool->outage);
    cairn_hash_i64(hash, pool->start_ns);
    cairn_hash_i64(hash, pool->scaling);
    if (pool->scaling != CAIRN_SCALING_NONE) {
        cairn_hash_double(hash, pool->scale_target);
        cairn_hash_i64(hash, pool->least);
        cairn_hash_i64(hash, pool->every_ns);
        cairn_hash_i64(hash, pool->cool_down_ns);
    }
    cairn_hash_i64(hash, pool->on != NULL);
    for (int i = 0; i < plan->n_windows; i++)
        n += plan->windows[i].n_segments;
    for (int i = 0; pool->on && i < n; i++)
        cairn_hash_i64(hash, pool->on[i]);
}

static void hash_pool(struct cairn_hash *hash, const struct cairn_component_pool *pool,
                      const struct cairn_plan *plan)
{
    hash_capacity(hash, pool, plan);
    cairn_hash_i64(hash, pool->copies);
    cairn_hash_i64(hash, pool->unlimited);
    cairn_hash_i64(hash, pool->devices);
    cairn_hash_i64(hash, pool->batch_max);
    cairn_hash_i64(hash, pool->timeout_ns);
    cairn_hash_i64(hash, pool->queue);
    cairn_hash_i64(hash, pool->discipline);
    cairn_hash_i64(hash, pool->batch_min);
    cairn_hash_i64(hash, pool->adaptive);
    cairn_hash_i64(hash, pool->swaps);
    cairn_hash_i64(hash, pool->sleep_after_ns);
    cairn_hash_i64(hash, pool->wake_ns);
    cairn_hash_i64(hash, pool->wake_variation);
    cairn_hash_double(hash, pool->wake_cv);
    cairn_hash_i64(hash, pool->variation);
    cairn_hash_double(hash, pool->cv);
    cairn_hash_i64(hash, pool->n_variants);
    for (int i = 0; i < pool->n_variants; i++)
        for (int b = 0; b < pool->batch_max; b++)
            cairn_hash_i64(hash, pool->variants[i].latency_ns[b]);
    for (int i = 0; pool->swaps && i < pool->n_variants; i++) {
        cairn_hash_i64(hash, pool->memory_bytes);
        cairn_hash_i64(hash, pool->variants[i].bytes);
        cairn_hash_i64(hash, pool->variants[i].load_ns);
    }
    cairn_hash_i64(hash, pool->of_passes);
    if (!pool->of_passes)
        return;
    cairn_hash_i64(hash, pool->budget);
    cairn_hash_i64(hash, pool->chunked);
    cairn_hash_i64(hash, pool->company);
    for (int i = 0; i < pool->n_variants; i++)
        hash_passes(hash, pool->variants[i].passes);
}

struct cairn_hash128 cairn_component_key(const struct cairn_component *component)
{
    struct cairn_hash hash;
    cairn_hash_init(&hash);
    cairn_hash_i64(&hash, format);
    hash_plan(&hash, component->plan);
    cairn_hash_i64(&hash, component->n_sources);
    for (int i = 0; i < component->n_sources; i++)
        hash_source(&hash, &component->sources[i], component->plan);
    cairn_hash_i64(&hash, component->n_routes);
    for (int i = 0; i < component->n_routes; i++)
        hash_route(&hash, &component->routes[i], component->plan);
    cairn_hash_i64(&hash, component->n_links);
    for (int i = 0; i < component->n_links; i++)
        hash_link(&hash, &component->links[i]);
    cairn_hash_i64(&hash, component->n_caches);
    for (int i = 0; i < component->n_caches; i++)
        hash_cache(&hash, &component->caches[i]);
    hash_updates(&hash, component);
    cairn_hash_i64(&hash, component->n_pools);
    for (int i = 0; i < component->n_pools; i++)
        hash_pool(&hash, &component->pools[i], component->plan);
    return cairn_hash_final(&hash);
}
