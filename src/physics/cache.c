#include "physics/cache.h"

#include <assert.h>

#include "base/alloc.h"
#include "physics/cache_fill.h"

/* Of a content's size: a content of a source always has the same, whatever the seed. */
static const uint64_t size_salt = UINT64_C(0x8c61d40fe5e2b3a9);

/* ---- who uses it ---- */

/* Mean rate of one copy of a source, windows weighted, segments alike. */
static double mean_rate(const struct cairn_component *component, int source)
{
    const struct cairn_plan *plan = component->plan;
    const double *rate = component->sources[source].rate_per_s;
    double sum = 0.0, weights = 0.0;

    for (int w = 0; w < plan->n_windows; w++) {
        for (int s = 0; s < plan->windows[w].n_segments; s++)
            sum += *rate++ * plan->windows[w].hours / plan->windows[w].n_segments;
        weights += plan->windows[w].hours;
    }
    return weights > 0.0 ? sum / weights : 0.0;
}

/* Share of a source's requests that come by a cache. */
static double share_of(const struct cairn_component *component, int source, int cache)
{
    const struct cairn_component_source *of = &component->sources[source];
    double share = 0.0;

    for (int r = of->first_route; r < of->first_route + of->n_routes; r++)
        if (component->routes[r].cache == cache)
            share += component->routes[r].share;
    return share;
}

static void init_users(struct cairn_cache_sim *sim, const struct cairn_component *component)
{
    size_t n_sources = (size_t)component->n_sources;
    double sum = 0.0;

    sim->users = cairn_calloc(n_sources, sizeof *sim->users);
    sim->user_of_source = cairn_calloc(n_sources, sizeof *sim->user_of_source);
    for (int s = 0; s < component->n_sources; s++) {
        const struct cairn_component_source *source = &component->sources[s];
        struct cairn_cache_user *user = &sim->users[sim->n_users];

        sim->user_of_source[s] = CAIRN_NONE;
        *user = (struct cairn_cache_user){
            .source = s,
            .first_content = sim->contents,
            .share = share_of(component, s, sim->index),
        };
        if (!(user->share > 0.0) || source->contents == 0)
            continue;
        user->rate_per_s = user->share * mean_rate(component, s);
        if (sim->cache->copies == 1)
            user->rate_per_s *= source->copies;
        sum += user->rate_per_s;
        user->weight = sum;
        sim->user_of_source[s] = sim->n_users++;
        sim->contents += source->contents;
    }
    for (int u = 0; u < sim->n_users; u++)
        sim->users[u].weight = sum > 0.0 ? sim->users[u].weight / sum : 1.0;
}

/* ---- room ---- */

static int64_t draw_size(const struct cairn_component_source *source, const struct cairn_dist *unit,
                         int content)
{
    uint64_t bits = cairn_mix64(source->entity ^ size_salt);
    struct cairn_rng rng =
        cairn_rng_from_bits(bits + (uint64_t)content * UINT64_C(0xd1342543de82ef95));
    double size = cairn_run_draw(unit, &rng) * source->size_bytes;

    return size < 0x1p60 ? (int64_t)(size + 0.5) : INT64_C(1) << 60;
}

/* Sizes of all contents; of one without a size, and at least, a byte. */
static void init_sizes(struct cairn_cache_sim *sim, const struct cairn_component *component)
{
    sim->sizes = cairn_calloc((size_t)sim->contents, sizeof *sim->sizes);
    for (int u = 0; u < sim->n_users; u++) {
        const struct cairn_component_source *source = &component->sources[sim->users[u].source];
        struct cairn_dist unit = cairn_run_unit_dist(source->size_variation, source->size_cv);
        int64_t *sizes = &sim->sizes[sim->users[u].first_content];

        for (int c = 0; c < source->contents; c++) {
            int64_t size =
                source->trace ? source->trace->sizes_bytes[c] : draw_size(source, &unit, c);

            sizes[c] = size > 0 ? size : 1;
        }
    }
}

/* Holds the contents of one rank, as far as there is room. Returns the room left. */
static int64_t hold_rank(struct cairn_cache_sim *sim, const struct cairn_component *component,
                         int64_t rank, int64_t left)
{
    for (int u = 0; u < sim->n_users; u++) {
        int64_t content = sim->users[u].first_content + rank;
        int64_t size;

        if (rank >= component->sources[sim->users[u].source].contents)
            continue;
        size = sim->sizes ? sim->sizes[content] : 1;
        if (size > left)
            continue;
        sim->held[content] = 1;
        sim->static_entries++;
        left -= size;
    }
    return left;
}

/* Decides what a static cache holds: rank by rank, each content that still fits. */
static void init_static(struct cairn_cache_sim *sim, const struct cairn_component *component)
{
    int64_t left = sim->room, ranks = 0;

    sim->held = cairn_calloc((size_t)sim->contents, sizeof *sim->held);
    for (int u = 0; u < sim->n_users; u++)
        if (component->sources[sim->users[u].source].contents > ranks)
            ranks = component->sources[sim->users[u].source].contents;
    for (int64_t rank = 0; rank < ranks && left > 0; rank++)
        left = hold_rank(sim, component, rank, left);
}

static void init_room(struct cairn_cache_sim *sim, const struct cairn_component *component)
{
    const struct cairn_component_cache *cache = sim->cache;
    bool unlimited = cache->entries == CAIRN_NONE || cache->entries > sim->contents;

    sim->room = unlimited ? sim->contents : cache->entries;
    if (cache->size_bytes > 0 && sim->contents > 0) {
        sim->room = cache->size_bytes;
        init_sizes(sim, component);
    }
    if (cache->policy == CAIRN_STATIC)
        init_static(sim, component);
    sim->stores = cache->policy != CAIRN_STATIC && sim->contents > 0 && sim->room > 0;
    if (sim->stores)
        cairn_cache_store_init(&sim->store, &(struct cairn_cache_store_spec){
                                                .policy = cache->policy,
                                                .copies = cache->copies,
                                                .contents = sim->contents,
                                                .room = sim->room,
                                                .sizes = sim->sizes,
                                                .ttl_ns = cache->ttl_ns,
                                                .renewed = cache->renewed,
                                            });
}

void cairn_cache_sim_init(struct cairn_cache_sim *sim, const struct cairn_component *component,
                          int index)
{
    const struct cairn_component_cache *cache = &component->caches[index];

    *sim = (struct cairn_cache_sim){.cache = cache, .plan = component->plan, .index = index};
    sim->n_sources = component->n_sources;
    assert(cache->copies > 0 && cache->entries >= CAIRN_NONE);
    cairn_channel_init(&sim->answers);
    init_users(sim, component);
    assert(sim->contents < UINT32_MAX);
    init_room(sim, component);
    if (sim->stores)
        sim->filler = cairn_filler_new(sim, component);
    sim->similar_bits = cairn_calloc((size_t)component->n_sources, sizeof *sim->similar_bits);
}

void cairn_cache_sim_release(struct cairn_cache_sim *sim)
{
    cairn_filler_free(sim->filler);
    cairn_cache_store_release(&sim->store);
    cairn_channel_release(&sim->answers);
    cairn_free(sim->users);
    cairn_free(sim->user_of_source);
    cairn_free(sim->sizes);
    cairn_free(sim->held);
    cairn_free(sim->similar_bits);
    *sim = (struct cairn_cache_sim){0};
}

/* ---- replications and windows ---- */

void cairn_cache_sim_fill(struct cairn_cache_sim *sim, const struct cairn_source_sim *sources,
                          uint64_t seed, uint32_t replication)
{
    sim->sources = sources;
    sim->seed = seed;
    sim->replication = replication;
    sim->now_ns = 0;
    if (sim->stores && sim->cache->update_ns == 0)
        cairn_cache_fill(sim, 0, CAIRN_NEVER);
}

/* Time since the last update, at a time of a window. */
static int64_t age_ns(const struct cairn_cache_sim *sim, int window, int64_t time_ns)
{
    int64_t every_ns = sim->cache->update_ns;
    int64_t calendar_ns = sim->plan->windows[window].hour * INT64_C(3600000000000) + time_ns;
    struct cairn_stream_key key = {
        .seed = sim->seed,
        .replication = sim->replication,
        .purpose = CAIRN_PURPOSE_UPDATE,
    };
    struct cairn_rng rng;

    cairn_rng_init(&rng, key);
    return (calendar_ns % every_ns + (int64_t)cairn_rng_below(&rng, (uint64_t)every_ns)) % every_ns;
}

static void begin_similar(struct cairn_cache_sim *sim, int window)
{
    struct cairn_rng rng;

    for (int s = 0; s < sim->n_sources; s++) {
        cairn_rng_init(&rng, (struct cairn_stream_key){
                                 .seed = sim->seed,
                                 .replication = sim->replication,
                                 .window = (uint32_t)window,
                                 .purpose = CAIRN_PURPOSE_SIMILAR,
                                 .entity = sim->sources[s].source->entity,
                             });
        sim->similar_bits[s] = cairn_rng_u64(&rng);
    }
}

void cairn_cache_sim_begin(struct cairn_cache_sim *sim, const struct cairn_run *run, int window,
                           int64_t *counts)
{
    cairn_channel_clear(&sim->answers);
    sim->asked = 0;
    sim->counts = counts;
    sim->update_ns = CAIRN_NEVER;
    if (sim->cache->similar > 0.0)
        begin_similar(sim, window);
    if (!sim->stores)
        return;
    if (sim->cache->update_ns > 0) {
        int64_t age = age_ns(sim, window, run->now_ns);

        sim->now_ns = 0;
        cairn_cache_fill(sim, window, age);
        sim->update_ns = run->now_ns + sim->cache->update_ns - age;
    }
    sim->shift_ns = sim->now_ns - run->now_ns;
    cairn_cache_store_watch(&sim->store, run->begin_ns + sim->shift_ns,
                            run->end_ns + sim->shift_ns);
}

/* Empties the cache as often as its model has been updated by now. */
static void update(struct cairn_cache_sim *sim, int64_t time_ns)
{
    while (sim->update_ns <= time_ns) {
        cairn_cache_store_empty(&sim->store, sim->update_ns + sim->shift_ns);
        sim->update_ns += sim->cache->update_ns;
    }
}

void cairn_cache_sim_end(struct cairn_cache_sim *sim, const struct cairn_run *run)
{
    if (!sim->stores) {
        sim->counts[CAIRN_OCCUPANCY_NS] +=
            sim->static_entries * sim->cache->copies * (run->end_ns - run->begin_ns);
        return;
    }
    update(sim, run->end_ns - 1);
    sim->counts[CAIRN_OCCUPANCY_NS] += cairn_cache_store_presence_ns(&sim->store);
    sim->now_ns = run->end_ns + sim->shift_ns;
}

/* ---- questions ---- */

/* What a number in [0, 1) that is below `share` says of what is left to decide. */
static bool decide(double *u, double share)
{
    if (*u < share) {
        *u /= share;
        return true;
    }
    return false;
}

/* Does something similar answer a request that misses? */
static enum cairn_cache_answer ask_similar(const struct cairn_cache_sim *sim,
                                           const struct cairn_question *question)
{
    uint64_t bits =
        sim->similar_bits[question->source] + question->number * UINT64_C(0x9e3779b97f4a7c15);
    double u = cairn_unit_from_bits(cairn_mix64(bits));

    if (!decide(&u, sim->cache->similar))
        return CAIRN_ANSWER_NONE;
    if (!decide(&u, sim->cache->wrong))
        return CAIRN_ANSWER_RIGHT;
    return decide(&u, sim->cache->retried) ? CAIRN_ANSWER_NONE : CAIRN_ANSWER_WRONG;
}

/* Is the very content there? */
static bool ask_exact(struct cairn_cache_sim *sim, int user, int copy, int64_t end_ns,
                      const struct cairn_question *question, bool looks_only)
{
    uint32_t content = (uint32_t)sim->users[user].first_content + question->content;

    if (sim->cache->policy == CAIRN_STATIC)
        return sim->held[content];
    if (question->time_ns >= end_ns)
        return cairn_cache_store_has(&sim->store, copy, content, end_ns + sim->shift_ns);
    if (question->time_ns >= sim->update_ns)
        update(sim, question->time_ns);
    if (looks_only)
        return cairn_cache_store_has(&sim->store, copy, content, question->time_ns + sim->shift_ns);
    return cairn_cache_store_ask(&sim->store, copy, content, question->time_ns + sim->shift_ns);
}

/*
 * The same where something similar may answer, whose answers are not inserted. *similar: it did.
 */
static enum cairn_cache_answer ask_semantic(struct cairn_cache_sim *sim, int user, int copy,
                                            int64_t end_ns, const struct cairn_question *question,
                                            bool *similar)
{
    bool knows = user == CAIRN_NONE || sim->cache->policy == CAIRN_STATIC;
    enum cairn_cache_answer answer = CAIRN_ANSWER_NONE;

    if (user != CAIRN_NONE && ask_exact(sim, user, copy, end_ns, question, true)) {
        ask_exact(sim, user, copy, end_ns, question, false);
        return CAIRN_ANSWER_RIGHT;
    }
    if (knows || sim->store.copies[copy].entries > 0)
        answer = ask_similar(sim, question);
    *similar = answer != CAIRN_ANSWER_NONE;
    if (!*similar && user != CAIRN_NONE)
        ask_exact(sim, user, copy, end_ns, question, false);
    return answer;
}

enum cairn_cache_answer cairn_cache_sim_ask(struct cairn_cache_sim *sim,
                                            const struct cairn_run *run,
                                            const struct cairn_question *question)
{
    int copy = sim->cache->copies > 1 ? question->copy : 0;
    int user = sim->user_of_source[question->source];
    enum cairn_cache_answer answer = CAIRN_ANSWER_NONE;
    bool similar = false;

    if (sim->cache->similar > 0.0 && (user == CAIRN_NONE || sim->room > 0))
        answer = ask_semantic(sim, user, copy, run->end_ns, question, &similar);
    else if (user != CAIRN_NONE && sim->room > 0 &&
             ask_exact(sim, user, copy, run->end_ns, question, false))
        answer = CAIRN_ANSWER_RIGHT;
    if (cairn_run_measures(run, question->time_ns)) {
        sim->counts[CAIRN_LOOKUPS]++;
        sim->counts[answer == CAIRN_ANSWER_NONE ? CAIRN_CACHE_MISSES : CAIRN_CACHE_HITS]++;
        sim->counts[CAIRN_SIMILAR_HITS] += similar;
        sim->counts[CAIRN_WRONG_HITS] += answer == CAIRN_ANSWER_WRONG;
    }
    return answer;
}

void cairn_cache_sim_answer(struct cairn_cache_sim *sim, struct cairn_run *run, uint32_t request)
{
    struct cairn_event event = {
        .time_ns = run->now_ns + sim->cache->lookup_ns,
        .order = cairn_event_order(CAIRN_EVENT_LOOKED_UP, (uint32_t)sim->index, sim->asked++),
        .payload = cairn_payload(sim->index, request),
    };

    cairn_run_remove_handled(run);
    cairn_channel_push(&sim->answers, &run->events, event);
}
