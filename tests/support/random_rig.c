#include "support/random_rig.h"

#include "math/rng.h"

enum { MS = 1000000 };

/* A component in the making. */
struct maker {
    struct rig *rig;
    struct random_rig how;
    int64_t unit_ns; /* a millisecond, or what stands for it */
    int copies;
    struct cairn_rng rng;
};

static int pick(struct maker *maker, int n)
{
    return (int)cairn_rng_below(&maker->rng, (uint64_t)n);
}

static bool chance(struct maker *maker, double probability)
{
    return cairn_rng_unit(&maker->rng) < probability;
}

static void make_times(struct maker *maker)
{
    struct rig *rig = maker->rig;
    double ends_s[3] = {0.0};
    int n_windows = 1 + pick(maker, 3);
    double unit_s = 1e-9 * (double)maker->unit_ns;
    double run_in_s = chance(maker, 0.3) ? 0.0 : 500.0 * unit_s;
    double length_s = (500.0 + 1000.0 * cairn_rng_unit(&maker->rng)) * unit_s;

    rig_init(rig, run_in_s, length_s);
    rig->plan.n_windows = 0;
    rig->n_segments = 0;
    rig->plan.drain_ns = (chance(maker, 0.5) ? 200 : 50000) * maker->unit_ns;
    for (int w = 0; w < n_windows; w++) {
        int hours = pick(maker, 4);
        int n_segments = 1 + pick(maker, 3);

        for (int s = 0; s < 3; s++)
            ends_s[s] = 300.0 * unit_s * (s + 1);
        rig_add_window(rig, hours, n_segments, ends_s);
    }
}

/* Whole milliseconds mostly. */
static int64_t make_ns(struct maker *maker, int most_ms)
{
    int64_t time_ns = (int64_t)pick(maker, most_ms + 1) * maker->unit_ns;

    if (maker->how.clockwork || !chance(maker, 0.3))
        return time_ns;
    return time_ns + pick(maker, (int)maker->unit_ns);
}

/* The same of something that must take time, but where anything goes. */
static int64_t make_positive_ns(struct maker *maker, int most_ms)
{
    int64_t time_ns = make_ns(maker, most_ms);

    return time_ns > 0 || maker->how.kind == RANDOM_ANY ? time_ns : maker->unit_ns;
}

static enum cairn_distribution_kind make_kind(struct maker *maker)
{
    enum cairn_distribution_kind kind = (enum cairn_distribution_kind)pick(maker, 5);

    return maker->how.clockwork ? CAIRN_DETERMINISTIC : kind;
}

static void make_rules(struct maker *maker, struct cairn_component_pool *pool)
{
    pool->discipline = (enum cairn_discipline)pick(maker, 4);
    pool->batch_min = chance(maker, 0.3) ? pick(maker, 6) : 0;
    pool->adaptive = chance(maker, 0.3);
    pool->swaps = pool->discipline != CAIRN_SHARING && chance(maker, 0.5);
    pool->memory_bytes = 100;
    for (int v = 0; v < pool->n_variants; v++) {
        pool->variants[v].bytes = 60;
        pool->variants[v].load_ns = make_ns(maker, 9);
    }
    if (pool->discipline == CAIRN_SHARING)
        pool->batch_max = 1;
}

static struct cairn_component_outage make_outage(struct maker *maker)
{
    return (struct cairn_component_outage){
        .mtbf_ns = maker->unit_ns * (1 + pick(maker, 200)),
        .mttr_ns = maker->unit_ns * (1 + pick(maker, 50)),
        .lost = chance(maker, 0.3),
        .entity = (uint64_t)pick(maker, 3),
    };
}

/* Devices that come and go: by schedule, by what there is to do, by chance. */
static void make_changes(struct maker *maker, int p)
{
    struct rig *rig = maker->rig;
    struct cairn_component_pool *pool = &rig->pools[p];

    if (chance(maker, 0.5))
        pool->outage = make_outage(maker);
    pool->start_ns = chance(maker, 0.7) ? make_ns(maker, 20) : 0;
    if (chance(maker, 0.3)) {
        pool->on = rig->on[p];
        for (int i = 0; i < rig->n_segments; i++)
            rig->on[p][i] = pick(maker, pool->devices + 1);
    } else if (chance(maker, 0.7)) {
        pool->scaling = chance(maker, 0.5) ? CAIRN_BY_UTILISATION : CAIRN_BY_BACKLOG;
        pool->scale_target = 0.1 + 2.0 * cairn_rng_unit(&maker->rng);
        pool->least = pick(maker, pool->devices + 1);
        pool->every_ns = maker->unit_ns * (1 + pick(maker, 30));
        pool->cool_down_ns = make_ns(maker, 90);
    }
}

static void make_pool(struct maker *maker)
{
    struct rig *rig = maker->rig;
    int most_devices = chance(maker, 0.1) ? 100 : 4;
    int p = rig_add_pool(rig, 1 + pick(maker, most_devices), 0.01);
    struct cairn_component_pool *pool = &rig->pools[p];

    pool->copies = chance(maker, 0.5) ? maker->copies : 1;
    pool->unlimited = chance(maker, 0.2);
    pool->devices = pool->unlimited ? 0 : pool->devices;
    pool->batch_max = 1 + (chance(maker, 0.5) ? pick(maker, 8) : 0);
    pool->timeout_ns = chance(maker, 0.5) ? 0 : make_ns(maker, 10);
    pool->queue = chance(maker, 0.5) ? CAIRN_NONE : pick(maker, 6);
    pool->sleep_after_ns = chance(maker, 0.5) ? CAIRN_NONE : make_ns(maker, 8);
    pool->wake_ns = make_ns(maker, 10);
    pool->wake_variation = make_kind(maker);
    pool->wake_cv = 0.5;
    pool->variation = make_kind(maker);
    pool->cv = 0.1 + 2.0 * cairn_rng_unit(&maker->rng);
    pool->n_variants = 1 + pick(maker, 2);
    for (int v = 0; v < pool->n_variants; v++)
        for (int b = 0; b < pool->batch_max; b++)
            rig->latencies[p][v][b] = make_positive_ns(maker, 20);
    if (maker->how.kind == RANDOM_ANY && !pool->unlimited && chance(maker, 0.4))
        make_rules(maker, pool);
    if (maker->how.kind == RANDOM_ANY && !pool->unlimited && pool->discipline != CAIRN_SHARING &&
        chance(maker, 0.4))
        make_changes(maker, p);
}

static void make_cache(struct maker *maker, int copies, int most)
{
    enum cairn_policy policy = (enum cairn_policy)pick(maker, CAIRN_N_POLICIES);
    int entries = pick(maker, most);
    struct cairn_component_cache *cache =
        &maker->rig->caches[rig_add_cache(maker->rig, policy, entries)];

    cache->copies = copies;
    cache->lookup_ns = chance(maker, 0.5) ? make_ns(maker, 3) : 0;
    cache->size_bytes = chance(maker, 0.3) ? 1 + pick(maker, 20000) : 0;
    if (policy == CAIRN_TTL) {
        cache->ttl_ns = 1000000 + make_ns(maker, 500);
        cache->renewed = chance(maker, 0.5);
        cache->entries = chance(maker, 0.3) ? CAIRN_NONE : entries;
    }
    if (policy != CAIRN_STATIC && chance(maker, 0.3))
        cache->update_ns = 1 + make_ns(maker, 1000);
    if (chance(maker, 0.3)) {
        cache->similar = cairn_rng_unit(&maker->rng);
        cache->wrong = cairn_rng_unit(&maker->rng);
        cache->retried = cairn_rng_unit(&maker->rng);
    }
}

/* The first cache is at the site, the second in a region; where anything goes, either. */
static void make_route(struct maker *maker)
{
    struct rig *rig = maker->rig;
    int pool = pick(maker, rig->component.n_pools);
    struct cairn_component_route *route = &rig->routes[rig_add_route(rig, pool)];

    route->variant = pick(maker, rig->pools[route->pool].n_variants);
    if (chance(maker, 0.5)) {
        route->link = pick(maker, rig->component.n_links);
        route->up_ns = make_positive_ns(maker, 4);
        route->down_ns = make_positive_ns(maker, 2);
    }
    if (maker->how.kind != RANDOM_STRAND && chance(maker, 0.4)) {
        route->cache = pick(maker, rig->component.n_caches);
        route->cache_at_site = route->cache == 0;
        if (maker->how.kind == RANDOM_ANY)
            route->cache_at_site = route->link == CAIRN_NONE || chance(maker, 0.5);
    }
}

/* Contents by Zipf, or as a small trace has them; sizes of both. */
static void make_contents(struct maker *maker, struct cairn_component_source *source)
{
    static const uint32_t requests[] = {0, 1, 2, 0, 3, 1, 4, 0, 5, 6, 6, 1};
    static const int64_t sizes[] = {10, 2000, 300, 1, 7000, 90, 40};
    static const struct cairn_content_trace trace = {
        .requests = requests,
        .n_requests = sizeof requests / sizeof requests[0],
        .sizes_bytes = sizes,
        .contents = sizeof sizes / sizeof sizes[0],
    };

    source->contents = pick(maker, 50);
    source->exponent = 1.0;
    source->size_bytes = pick(maker, 1000);
    source->size_variation = make_kind(maker);
    source->size_cv = 2.0 * cairn_rng_unit(&maker->rng);
    if (chance(maker, 0.3)) {
        source->contents = trace.contents;
        source->trace = &trace;
    }
}

static void make_second_share(struct maker *maker, int first)
{
    struct cairn_component_route *routes = &maker->rig->routes[first];

    routes[0].share = chance(maker, 0.5) ? 1.0 : 0.6;
    routes[1].share = 1.0 - routes[0].share;
    if (routes[1].share == 0.0 && maker->how.kind == RANDOM_ANY) {
        routes[0].fallback_route = 1 + first;
        routes[0].over = pick(maker, 4);
    }
}

/* Further steps behind a route, two at most, at its place or elsewhere. */
static void make_steps(struct maker *maker, int first)
{
    struct cairn_component_route *routes = maker->rig->routes;
    int from = first;

    for (int i = 0; i < 2 && chance(maker, 0.6); i++) {
        int next = maker->rig->component.n_routes;

        make_route(maker);
        routes[next].share = 0.0;
        routes[next].cache = CAIRN_NONE;
        routes[next].handed_bytes = pick(maker, 1000);
        routes[from].next_route = next;
        routes[from].next_share = chance(maker, 0.3) ? 1.0 : cairn_rng_unit(&maker->rng);
        routes[from].next_here = routes[from].link == routes[next].link && chance(maker, 0.7);
        routes[from].on_ns = make_ns(maker, 4);
        from = next;
    }
}

/* What changes its rate: phases, a cycle, a surge that sources share. */
static void make_tempo(struct maker *maker, int source)
{
    static const struct cairn_component_phase phases[] = {
        {1.0, 0.05, 1.0}, {6.0, 0.01, 2.0}, {0.0, 0.02, 1.0}};
    static const double loads[] = {1.0, 0.0, 2.0, 1.5};
    struct cairn_component_tempo *tempo = &maker->rig->sources[source].tempo;

    if (chance(maker, 0.3)) {
        rig_add_phases(maker->rig, source, 2 + pick(maker, 2), phases);
        tempo->together = chance(maker, 0.3);
    }
    if (chance(maker, 0.3)) {
        rig_add_cycle(maker->rig, source, 4, loads, 0.01 * (1 + pick(maker, 100)));
        if (chance(maker, 0.5))
            tempo->cycle_from_ns = tempo->cycle_ns / 3;
    }
    if (chance(maker, 0.3)) {
        tempo->surge = 7;
        tempo->surge_variation = CAIRN_GAMMA;
        tempo->surge_cv = 0.7;
        tempo->surge_ns = MS + make_ns(maker, 300);
    }
}

/* Some are replays of a recording in which several come at once. */
static void make_replay(struct maker *maker, int source)
{
    static const int64_t at_ns[] = {0, 0, 4 * MS, 9 * MS, 9 * MS, 9 * MS, 40 * MS};
    static const struct cairn_recorded_tokens tokens[] = {{90, 4}, {0, 0},  {7, 40},    {150, 1},
                                                          {1, 1},  {20, 9}, {1000, 300}};
    static const struct cairn_recording recording = {
        .n = 7, .at_ns = at_ns, .tokens = tokens, .length_ns = 47 * MS};
    struct cairn_component_source *s = &maker->rig->sources[source];

    if (!chance(maker, 0.2))
        return;
    s->process = CAIRN_EXPONENTIAL;
    s->recording = &recording;
    s->replay_moment = chance(maker, 0.5) ? CAIRN_REPLAY_ANYWHERE : CAIRN_REPLAY_FROM_START;
    s->replay_scale = chance(maker, 0.5) ? 1.0 : 0.1 + 2.0 * cairn_rng_unit(&maker->rng);
    s->replay_together = chance(maker, 0.5);
    s->tempo.n_phases = 0;
}

static void make_source(struct maker *maker)
{
    struct rig *rig = maker->rig;
    int s = rig_add_source(rig, 0.0);
    int n = maker->how.kind == RANDOM_STRAND ? 1 : 1 + pick(maker, 2);
    int first = rig->component.n_routes;
    struct cairn_component_source *source = &rig->sources[s];
    double per_s = 300e6 / (double)maker->unit_ns;

    for (int i = 0; i < rig->n_segments; i++)
        rig->rates[s][i] =
            chance(maker, 0.2) ? 0.0 : per_s * cairn_rng_unit(&maker->rng) / maker->copies;
    source->copies = maker->copies;
    source->process = make_kind(maker);
    source->cv = 0.1 + 2.0 * cairn_rng_unit(&maker->rng);
    make_contents(maker, source);
    source->payload_bytes = pick(maker, 1000);
    source->reply_bytes = pick(maker, 1000);
    source->priority = pick(maker, 3);
    source->late_ns = chance(maker, 0.3) ? INT64_MAX : make_ns(maker, 50);
    for (int r = 0; r < n; r++)
        make_route(maker);
    if (n == 2)
        make_second_share(maker, first);
    if (maker->how.kind == RANDOM_ANY && chance(maker, 0.4))
        make_steps(maker, first);
    if (!maker->how.clockwork) {
        make_tempo(maker, s);
        make_replay(maker, s);
    }
    if (maker->how.clockwork) { /* the same streams, the same rates */
        source->entity = rig->sources[0].entity;
        for (int i = 0; i < rig->n_segments; i++)
            rig->rates[s][i] = rig->rates[0][i];
    }
}

/* What is left to chance on some links. */
static void make_luck(struct maker *maker, struct cairn_component_link *link)
{
    if (chance(maker, 0.3)) {
        link->variation = make_kind(maker);
        link->cv = 0.1 + 2.0 * cairn_rng_unit(&maker->rng);
    }
    if (!maker->how.clockwork && chance(maker, 0.3)) {
        link->loss = 0.5 * cairn_rng_unit(&maker->rng);
        link->resend_ns = make_ns(maker, 5);
    }
}

void rig_random(struct rig *rig, struct random_rig how, uint64_t number)
{
    struct maker maker = {
        .rig = rig,
        .how = how,
        .unit_ns = how.tiny ? 1 : 1000000,
        .rng = cairn_rng_from_bits(number),
    };
    int n_pools = 1 + pick(&maker, 3);
    int n_sources = how.kind == RANDOM_STRAND ? 1 : 1 + pick(&maker, 3);

    maker.copies = chance(&maker, 0.5) ? 1 : 1 + pick(&maker, 5);
    make_times(&maker);
    rig->links[rig_add_link(rig, 0.0)].latency_ns = pick(&maker, 5) * maker.unit_ns;
    rig_add_link(rig, 0.0);
    make_cache(&maker, maker.copies, 60);
    make_cache(&maker, 1, 6);
    rig->links[0].lines = how.kind == RANDOM_STRAND ? 1 : maker.copies;
    for (int l = 0; how.kind == RANDOM_ANY && l < 2; l++)
        if (chance(&maker, 0.3))
            rig->links[l].outage = make_outage(&maker);
    for (int p = 0; p < n_pools; p++)
        make_pool(&maker);
    for (int s = 0; s < n_sources; s++)
        make_source(&maker);
    for (int l = 0; l < rig->component.n_links; l++)
        make_luck(&maker, &rig->links[l]);
    if (how.kind == RANDOM_ANY && chance(&maker, 0.2)) {
        rig->links[0].has_radio = true;
        rig->links[0].promotion_ns = make_ns(&maker, 5);
        rig->links[0].tail_ns = make_ns(&maker, 20);
    }
    if (rig->links[0].lines > 2 && chance(&maker, 0.3)) {
        rig->links[0].copies_per_line = 2;
        rig->links[0].lines = (maker.copies + 1) / 2;
    }
}
