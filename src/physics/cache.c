#include "physics/cache.h"

#include <assert.h>

#include "base/alloc.h"

enum { FIFO_TURNOVERS = 8, FILL_DRAWS = 200 }; /* chosen somewhat arbitrarily */

/* Mean rate of a source over its segments, windows weighted: good enough to mix sources. */
static double mean_rate(const struct cairn_component *component, int source)
{
    const struct cairn_plan *plan = component->plan;
    const double *rate = component->sources[source].rate_per_s;
    double sum = 0.0;

    for (int w = 0; w < plan->n_windows; w++)
        for (int s = 0; s < plan->windows[w].n_segments; s++)
            sum += *rate++ * plan->windows[w].hours / plan->windows[w].n_segments;
    return sum;
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
    sim->fill_rng = cairn_calloc(n_sources, sizeof *sim->fill_rng);
    for (int s = 0; s < component->n_sources; s++) {
        double share = share_of(component, s, sim->index);
        struct cairn_cache_user *user = &sim->users[sim->n_users];

        sim->user_of_source[s] = CAIRN_NONE;
        if (!(share > 0.0) || component->sources[s].contents == 0)
            continue;
        sim->user_of_source[s] = sim->n_users++;
        sum += share * mean_rate(component, s);
        *user = (struct cairn_cache_user){
            .source = s,
            .first_content = sim->contents,
            .weight = sum,
        };
        sim->contents += component->sources[s].contents;
    }
    for (int u = 0; u < sim->n_users; u++)
        sim->users[u].weight = sum > 0.0 ? sim->users[u].weight / sum : 1.0;
}

void cairn_cache_sim_init(struct cairn_cache_sim *sim, const struct cairn_component *component,
                          int index)
{
    const struct cairn_component_cache *cache = &component->caches[index];
    size_t n_copies = (size_t)cache->copies;

    *sim = (struct cairn_cache_sim){.cache = cache, .index = index};
    assert(cache->copies > 0 && cache->entries >= 0);
    cairn_channel_init(&sim->answers);
    init_users(sim, component);
    assert(sim->contents < UINT32_MAX);
    sim->entries = cache->entries < sim->contents ? cache->entries : (int)sim->contents;
    if (cache->policy == CAIRN_STATIC || sim->entries == 0)
        return;
    sim->slots = cairn_calloc(n_copies * (size_t)sim->entries, sizeof *sim->slots);
    sim->copies = cairn_calloc(n_copies, sizeof *sim->copies);
    cairn_content_index_init(&sim->where, (uint64_t)sim->contents, cache->copies, sim->entries,
                             CAIRN_CONTENT_INDEX_PLAIN);
}

void cairn_cache_sim_release(struct cairn_cache_sim *sim)
{
    if (sim->slots)
        cairn_content_index_release(&sim->where);
    cairn_channel_release(&sim->answers);
    cairn_free(sim->users);
    cairn_free(sim->user_of_source);
    cairn_free(sim->fill_rng);
    cairn_free(sim->slots);
    cairn_free(sim->copies);
    *sim = (struct cairn_cache_sim){0};
}

/* ---- one copy: slots in a list from newest to oldest ---- */

static struct cairn_cache_slot *slots_of(struct cairn_cache_sim *sim, int copy)
{
    return &sim->slots[(size_t)copy * (size_t)sim->entries];
}

static void unlink_slot(struct cairn_cache_slot *slots, struct cairn_cache_copy *in, uint32_t slot)
{
    struct cairn_cache_slot *of = &slots[slot];

    if (of->newer == CAIRN_NO_SLOT)
        in->newest = of->older;
    else
        slots[of->newer].older = of->older;
    if (of->older == CAIRN_NO_SLOT)
        in->oldest = of->newer;
    else
        slots[of->older].newer = of->newer;
}

static void link_newest(struct cairn_cache_slot *slots, struct cairn_cache_copy *in, uint32_t slot)
{
    slots[slot].newer = CAIRN_NO_SLOT;
    slots[slot].older = in->newest;
    if (in->newest == CAIRN_NO_SLOT)
        in->oldest = slot;
    else
        slots[in->newest].newer = slot;
    in->newest = slot;
}

static void link_oldest(struct cairn_cache_slot *slots, struct cairn_cache_copy *in, uint32_t slot)
{
    slots[slot].older = CAIRN_NO_SLOT;
    slots[slot].newer = in->oldest;
    if (in->oldest == CAIRN_NO_SLOT)
        in->newest = slot;
    else
        slots[in->oldest].older = slot;
    in->oldest = slot;
}

/* Asks a copy for a content; inserts it if it is not there. */
static bool ask_copy(struct cairn_cache_sim *sim, int copy, uint32_t content)
{
    struct cairn_cache_slot *slots = slots_of(sim, copy);
    struct cairn_cache_copy *in = &sim->copies[copy];
    uint32_t slot = cairn_content_index_find(&sim->where, copy, content);
    bool lru = sim->cache->policy == CAIRN_LRU;

    if (slot != CAIRN_NO_SLOT) {
        if (lru && slot != in->newest) {
            unlink_slot(slots, in, slot);
            link_newest(slots, in, slot);
        }
        return true;
    }
    if (in->used < (uint32_t)sim->entries) {
        slot = in->used++;
        sim->occupancy++;
    } else {
        slot = in->oldest;
        cairn_content_index_remove(&sim->where, copy, slots[slot].content);
        unlink_slot(slots, in, slot);
    }
    slots[slot].content = content;
    link_newest(slots, in, slot);
    cairn_content_index_add(&sim->where, copy, content, slot);
    return false;
}

/* Puts a content that is not there at the cold end of a copy that is not full. */
static void append(struct cairn_cache_sim *sim, int copy, uint32_t content)
{
    struct cairn_cache_copy *in = &sim->copies[copy];
    uint32_t slot = in->used++;

    assert(slot < (uint32_t)sim->entries);
    slots_of(sim, copy)[slot].content = content;
    link_oldest(slots_of(sim, copy), in, slot);
    cairn_content_index_add(&sim->where, copy, content, slot);
    sim->occupancy++;
}

/* ---- filling ---- */

/* Draws contents as the look-ups of one copy will ask for them. */
struct sampler {
    const struct cairn_cache_sim *sim;
    const struct cairn_source_sim *sources;
    struct cairn_rng mix;
    struct cairn_rng *of_user; /* the cache's */
};

static void begin_sampler(struct sampler *sampler, int copy, uint64_t seed, uint32_t replication)
{
    const struct cairn_cache_sim *sim = sampler->sim;
    uint64_t salt = cairn_mix64((uint64_t)copy + 1);
    struct cairn_stream_key key = {.seed = seed, .replication = replication};

    for (int u = 0; u < sim->n_users; u++) {
        key.purpose = CAIRN_PURPOSE_FILL;
        key.entity = sampler->sources[sim->users[u].source].source->entity ^ salt;
        cairn_rng_init(&sampler->of_user[u], key);
    }
    key.purpose = CAIRN_PURPOSE_MIX;
    key.entity = sampler->sources[sim->users[0].source].source->entity ^ salt;
    cairn_rng_init(&sampler->mix, key);
}

static uint32_t draw_content(struct sampler *sampler)
{
    const struct cairn_cache_user *users = sampler->sim->users;
    int u = 0;
    size_t rank;

    if (sampler->sim->n_users > 1) {
        double x = cairn_rng_unit(&sampler->mix);

        while (u + 1 < sampler->sim->n_users && x >= users[u].weight)
            u++;
    }
    rank = cairn_zipf_draw(&sampler->sources[users[u].source].zipf, &sampler->of_user[u]);
    return (uint32_t)((size_t)users[u].first_content + rank);
}

/* Fills up with the most popular contents that are missing, rank by rank. */
static void fill_by_rank(struct cairn_cache_sim *sim, const struct cairn_source_sim *sources,
                         int copy)
{
    for (int64_t rank = 0; sim->copies[copy].used < (uint32_t)sim->entries; rank++) {
        for (int u = 0; u < sim->n_users; u++) {
            const struct cairn_cache_user *user = &sim->users[u];
            uint32_t content = (uint32_t)(user->first_content + rank);

            if (rank < sources[user->source].source->contents &&
                sim->copies[copy].used < (uint32_t)sim->entries &&
                cairn_content_index_find(&sim->where, copy, content) == CAIRN_NO_SLOT)
                append(sim, copy, content);
        }
    }
}

static void fill_copy(struct cairn_cache_sim *sim, struct sampler *sampler, int copy)
{
    uint32_t entries = (uint32_t)sim->entries;
    int64_t draws = (int64_t)entries * FILL_DRAWS;
    int64_t inserted = 0;

    if (sim->entries < sim->contents) {
        for (; draws > 0 && sim->copies[copy].used < entries; draws--) {
            uint32_t content = draw_content(sampler);

            if (cairn_content_index_find(&sim->where, copy, content) == CAIRN_NO_SLOT)
                append(sim, copy, content);
        }
    }
    fill_by_rank(sim, sampler->sources, copy);
    if (sim->cache->policy != CAIRN_FIFO || sim->entries == sim->contents)
        return;
    for (; draws > 0 && inserted < (int64_t)entries * FIFO_TURNOVERS; draws--)
        inserted += !ask_copy(sim, copy, draw_content(sampler));
}

/* Takes everything out. */
static void empty(struct cairn_cache_sim *sim)
{
    for (int copy = 0; copy < sim->cache->copies; copy++) {
        struct cairn_cache_copy *in = &sim->copies[copy];

        for (uint32_t slot = 0; slot < in->used; slot++)
            cairn_content_index_remove(&sim->where, copy, slots_of(sim, copy)[slot].content);
        *in = (struct cairn_cache_copy){.newest = CAIRN_NO_SLOT, .oldest = CAIRN_NO_SLOT};
    }
    sim->occupancy = 0;
}

void cairn_cache_sim_fill(struct cairn_cache_sim *sim, const struct cairn_source_sim *sources,
                          uint64_t seed, uint32_t replication)
{
    struct sampler sampler = {.sim = sim, .sources = sources, .of_user = sim->fill_rng};

    if (!sim->slots) {
        sim->occupancy = (int64_t)sim->entries * sim->cache->copies;
        return;
    }
    empty(sim);
    for (int copy = 0; copy < sim->cache->copies; copy++) {
        begin_sampler(&sampler, copy, seed, replication);
        fill_copy(sim, &sampler, copy);
    }
}

/* ---- in a window ---- */

void cairn_cache_sim_begin(struct cairn_cache_sim *sim, const struct cairn_run *run,
                           int64_t *counts)
{
    cairn_channel_clear(&sim->answers);
    sim->asked = 0;
    sim->since_ns = run->clock_ns;
    sim->counts = counts;
}

void cairn_cache_sim_end(struct cairn_cache_sim *sim, const struct cairn_run *run)
{
    sim->counts[CAIRN_OCCUPANCY_NS] += sim->occupancy * (run->clock_ns - sim->since_ns);
}

bool cairn_cache_sim_ask(struct cairn_cache_sim *sim, const struct cairn_run *run,
                         const struct cairn_question *question)
{
    int copy = sim->cache->copies > 1 ? question->copy : 0;
    int user = sim->user_of_source[question->source];
    bool hit = false;

    if (user != CAIRN_NONE && sim->entries > 0) {
        uint32_t content = (uint32_t)sim->users[user].first_content + question->content;

        if (sim->cache->policy == CAIRN_STATIC)
            hit = sim->entries == sim->contents ||
                  (int64_t)question->content * sim->n_users + user < sim->entries;
        else if (question->time_ns < run->end_ns)
            hit = ask_copy(sim, copy, content);
        else
            hit = cairn_content_index_find(&sim->where, copy, content) != CAIRN_NO_SLOT;
    }
    if (cairn_run_measures(run, question->time_ns)) {
        sim->counts[CAIRN_LOOKUPS]++;
        sim->counts[hit ? CAIRN_CACHE_HITS : CAIRN_CACHE_MISSES]++;
    }
    return hit;
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
