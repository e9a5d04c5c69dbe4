/* random_places.c - sites, regions, pools and caches of a random scenario */
#include "support/scenario_maker.h"

static void make_place(struct maker *maker, bool region)
{
    struct made_place *made = &maker->places[maker->n_places];
    struct draft_node *node = draft_add(maker->draft, maker->root, region ? "region" : "site");
    int percent = maker->theme == THEME_SHARED_LINE ? 100 : 40;
    bool many = !region && maker_wants(maker, THEME_COPIES, percent);

    *made = (struct made_place){
        .node = node,
        .region = region,
        .copies = many ? 2 + maker_pick(maker, 4) : 1,
    };
    draft_text(maker->draft, node, "id", "p%d", maker->n_places++);
    draft_text(maker->draft, node, "grid", "g%d", maker_pick(maker, 2));
    draft_text(maker->draft, node, "pue", "1.%d", maker_pick(maker, 6));
    if (region) {
        draft_text(maker->draft, node, "wue", "0.2 L/kWh");
        return;
    }
    draft_text(maker->draft, node, "count", "%d", made->copies);
    draft_text(maker->draft, node, "utc-offset", "%d min", 30 * maker_pick(maker, 4));
}

void make_places(struct maker *maker)
{
    int n_regions = maker_wants(maker, THEME_REGION, 50) ? 1 + maker_pick(maker, 2) : 0;

    if (n_regions == 0 && maker->theme >= THEME_REGION && maker->theme <= THEME_FALLBACK)
        n_regions = 1;
    maker->n_sites = 1 + maker_pick(maker, 3);
    for (int i = 0; i < maker->n_sites + n_regions; i++)
        make_place(maker, i >= maker->n_sites);
    for (int s = 0; s < maker->n_sites; s++)
        for (int r = maker->n_sites; r < maker->n_places; r++)
            make_link(maker, s, r);
}

/* ---- pools ---- */

/* Rules by which requests wait; none where language models are served. */
static void make_rules(struct maker *maker, struct made_pool *pool)
{
    static const char *const disciplines[] = {"fifo", "priority", "deadline", "sharing"};
    int discipline = maker_chance(maker, 40) ? maker_pick(maker, 4) : 0;
    bool limited = maker_wants(maker, THEME_QUEUE, 30);
    int queue = maker_pick(maker, 10);

    for (int i = 0; i < 3; i++)
        discipline = maker->theme == (enum theme)(THEME_PRIORITY + i) ? 1 + i : discipline;
    pool->sharing = discipline == 3;
    pool->batches = !pool->sharing && maker_wants(maker, THEME_BATCHES, 50);
    if (discipline > 0)
        draft_text(maker->draft, pool->node, "discipline", "%s", disciplines[discipline]);
    if (limited)
        draft_text(maker->draft, pool->node, "queue", "%d", queue);
    if (pool->sharing)
        return;
    if (maker_wants(maker, THEME_BATCH_MIN, 25)) {
        int most = limited ? queue + 1 : 8;

        draft_text(maker->draft, pool->node, "batch-min", "%d", 1 + maker_pick(maker, most));
        pool->batches = true;
    }
    if (maker_wants(maker, THEME_ADAPTIVE, 20)) {
        draft_text(maker->draft, pool->node, "adaptive", "yes");
        pool->batches = true;
    }
    if (maker_wants(maker, THEME_SWAP, 35))
        draft_text(maker->draft, pool->node, "swap", "yes");
}

static void make_language_rules(struct maker *maker, struct made_pool *pool)
{
    pool->batches = maker_chance(maker, 80);
    if (maker_chance(maker, 50))
        draft_text(maker->draft, pool->node, "tokens", "%d", 1 + maker_pick(maker, 500));
    if (maker_chance(maker, 40))
        draft_text(maker->draft, pool->node, "chunked", "no");
    if (maker_wants(maker, THEME_QUEUE, 30))
        draft_text(maker->draft, pool->node, "queue", "%d", maker_pick(maker, 10));
}

void make_outage(struct maker *maker, struct draft_node *of)
{
    struct draft_node *outage = draft_add(maker->draft, of, "outage");

    draft_amount(maker->draft, outage, "mtbf", DRAFT_TIME,
                 maker_between(maker, 1000, 3000) * ms_ns);
    draft_amount(maker->draft, outage, "mttr", DRAFT_TIME, maker_between(maker, 1, 300) * ms_ns);
    if (maker_chance(maker, 40))
        draft_text(maker->draft, outage, "lost", "yes");
}

static void make_scale(struct maker *maker, struct made_pool *pool)
{
    struct draft_node *scale = draft_add(maker->draft, pool->node, "scale");

    if (maker_chance(maker, 50)) {
        draft_text(maker->draft, scale, "by", "utilisation");
        maker_tenths(maker, scale, "target", 2, 10);
    } else {
        draft_text(maker->draft, scale, "by", "backlog");
        maker_tenths(maker, scale, "target", 5, 40);
    }
    draft_text(maker->draft, scale, "least", "%d", maker_pick(maker, 4));
    draft_amount(maker->draft, scale, "every", DRAFT_TIME, maker_between(maker, 5, 300) * ms_ns);
    draft_amount(maker->draft, scale, "cool-down", DRAFT_TIME,
                 maker_between(maker, 0, 500) * ms_ns);
}

/* Devices that come and go; they may be rented while they are there. */
static void make_capacity(struct maker *maker, struct made_pool *pool, bool spare)
{
    bool scheduled = maker_wants(maker, THEME_SCHEDULE, 3);
    bool scaled = !scheduled && maker_wants(maker, THEME_SCALE, 25);

    if (maker_wants(maker, THEME_OUTAGE, 15)) {
        make_outage(maker, pool->node);
        pool->may_fail = true;
    }
    if (scheduled) {
        make_shape(maker);
        draft_text(maker->draft, pool->node, "schedule", "day");
        pool->may_fail = true;
    }
    if (scaled)
        make_scale(maker, pool);
    if ((scheduled || scaled) && maker_chance(maker, 90))
        draft_amount(maker->draft, pool->node, "start", DRAFT_TIME,
                     maker_between(maker, 0, 100000) * us_ns);
    pool->rented = !spare && maker_chance(maker, 30);
    if (pool->rented)
        draft_text(maker->draft, pool->node, "rent", "%d USD/h", maker_pick(maker, 5));
}

/* What watches the devices, here or in a region. */
static void make_monitoring(struct maker *maker, struct made_pool *pool)
{
    struct draft_node *monitoring = draft_add(maker->draft, pool->node, "monitoring");

    draft_amount(maker->draft, monitoring, "power", DRAFT_POWER, maker_pick(maker, 2000));
    draft_amount(maker->draft, monitoring, "energy", DRAFT_ENERGY, maker_pick(maker, 1000000));
    if (maker->n_places == maker->n_sites)
        return;
    draft_text(maker->draft, monitoring, "to", "p%d", maker->n_sites);
    draft_amount(maker->draft, monitoring, "per-request", DRAFT_DATA, maker_pick(maker, 5000));
    if (maker_chance(maker, 50))
        draft_amount(maker->draft, monitoring, "traffic", DRAFT_BANDWIDTH,
                     10 * maker_pick(maker, 1000));
}

/* Upkeep is accounting: it has draws of its own, and moves none of the others. */
static void make_upkeep(struct maker *maker, struct made_pool *pool)
{
    struct cairn_rng rng = maker->rng;
    struct draft_node *node;

    if (maker_chance(maker, 30))
        make_monitoring(maker, pool);
    if (!pool->rented && maker_chance(maker, 30)) {
        draft_amount(maker->draft, pool->node, "shelf", DRAFT_SHARE, maker_pick(maker, 40));
        node = draft_add(maker->draft, pool->node, "repair");
        draft_text(maker->draft, node, "failures", "%d /y", maker_pick(maker, 4));
        draft_amount(maker->draft, node, "replaced", DRAFT_SHARE, maker_pick(maker, 101));
        draft_text(maker->draft, node, "visited", "0");
        node = draft_add(maker->draft, pool->node, "second-life");
        draft_amount(maker->draft, node, "brings", DRAFT_SHARE, maker_pick(maker, 101));
        draft_text(maker->draft, node, "lifetime", "2 y");
        draft_amount(maker->draft, node, "passes-on", DRAFT_SHARE, maker_pick(maker, 101));
    }
    maker->rng = rng;
}

static void make_own(struct maker *maker, struct made_pool *pool)
{
    bool spare = maker_chance(maker, 20);

    draft_text(maker->draft, pool->node, "tenancy", maker_chance(maker, 50) ? "owned" : "bought");
    draft_text(maker->draft, pool->node, "max", "1000");
    if (spare)
        draft_text(maker->draft, pool->node, "spare", "%d", 1 + maker_pick(maker, 3));
    if (maker_wants(maker, THEME_SLEEP, 30))
        draft_amount(maker->draft, pool->node, "sleep-after", DRAFT_TIME,
                     maker_chance(maker, 20) ? 0 : maker_between(maker, 1, 50000) * us_ns);
    if (maker->hardware[pool->hardware].of_language)
        make_language_rules(maker, pool);
    else
        make_rules(maker, pool);
    if (!maker->hardware[pool->hardware].of_language && !pool->sharing)
        make_capacity(maker, pool, spare);
    make_upkeep(maker, pool);
}

static void make_provided(struct maker *maker, struct made_pool *pool)
{
    draft_text(maker->draft, pool->node, "tenancy", "shared");
    draft_amount(maker->draft, pool->node, "utilisation", DRAFT_SHARE,
                 maker_between(maker, 5, 100));
    draft_text(maker->draft, pool->node, "batch", "%d", 1 + maker_pick(maker, 16));
}

/* On hardware on which the model was measured. */
static int make_pool(struct maker *maker, int place, int model)
{
    struct made_pool *pool = &maker->pools[maker->n_pools];
    bool api = maker_wants(maker, THEME_API, 10);
    int n_plain = maker->n_hardware - (maker->models[0].of_language ? 1 : 0);

    *pool = (struct made_pool){
        .node = draft_add(maker->draft, maker->places[place].node, "pool"),
        .place = place,
        .hardware = api ? -1 : maker_pick(maker, n_plain),
        .api_of = api ? model : -1,
        .provided = api || maker_wants(maker, THEME_PROVIDER, 12),
    };
    if (!api && maker->models[model].of_language)
        pool->hardware = n_plain;
    draft_text(maker->draft, pool->node, "id", "q%d", maker->n_pools);
    if (api) {
        draft_text(maker->draft, pool->node, "tenancy", "api");
        draft_text(maker->draft, pool->node, "api", "api%d", model);
        return maker->n_pools++;
    }
    draft_text(maker->draft, pool->node, "hardware", "h%d", pool->hardware);
    maker_variation(maker, pool->node, "variation", "cv", 50);
    if (pool->provided)
        make_provided(maker, pool);
    else
        make_own(maker, pool);
    return maker->n_pools++;
}

static bool serves(const struct maker *maker, const struct made_pool *pool, int model)
{
    if (pool->hardware < 0)
        return pool->api_of == model;
    return !maker->models[model].of_language || maker->hardware[pool->hardware].of_language;
}

int make_pool_for(struct maker *maker, int site, int model)
{
    int n_regions = maker->n_places - maker->n_sites;
    bool needs = maker->theme >= THEME_REGION && maker->theme <= THEME_FALLBACK;
    bool away = n_regions > 0 && maker_wants(maker, THEME_MEETING, needs ? 80 : 50);
    int place = away ? maker->n_sites + maker_pick(maker, n_regions) : site;
    int first = maker_pick(maker, maker->n_pools + 1);
    bool another = maker_chance(maker, 40) && maker->theme != THEME_SWAP;

    for (int i = 0; i < maker->n_pools && !another; i++) {
        int pool = (first + i) % maker->n_pools;

        if (maker->pools[pool].place == place && serves(maker, &maker->pools[pool], model))
            return pool;
    }
    return make_pool(maker, place, model);
}

/* ---- caches ---- */

static void make_room(struct maker *maker, struct draft_node *cache, bool expires)
{
    if (maker_wants(maker, THEME_CACHE_BYTES, 30))
        draft_amount(maker->draft, cache, "size", DRAFT_DATA, maker_between(maker, 1, 30000));
    else if (!expires || maker_chance(maker, 50))
        draft_text(maker->draft, cache, "entries", "%d", 1 + maker_pick(maker, 40));
}

static void make_similar(struct maker *maker, struct draft_node *cache)
{
    draft_amount(maker->draft, cache, "similar", DRAFT_SHARE, maker_between(maker, 1, 90));
    if (!maker_chance(maker, 70))
        return;
    draft_amount(maker->draft, cache, "wrong", DRAFT_SHARE, maker_between(maker, 1, 90));
    if (maker_chance(maker, 70))
        draft_amount(maker->draft, cache, "retried", DRAFT_SHARE, maker_between(maker, 1, 100));
}

static int make_cache(struct maker *maker, int place)
{
    static const char *const policies[] = {"lru", "fifo", "lfu", "s3-fifo", "static", "ttl"};
    struct draft_node *cache = draft_add(maker->draft, maker->places[place].node, "cache");
    int policy = maker_pick(maker, 6);

    maker->caches[maker->n_caches] = (struct made_cache){place};
    draft_text(maker->draft, cache, "id", "c%d", maker->n_caches);
    draft_text(maker->draft, cache, "policy", "%s", policies[policy]);
    make_room(maker, cache, policy == 5);
    if (policy == 5) {
        draft_amount(maker->draft, cache, "ttl", DRAFT_TIME,
                     maker_between(maker, 1000, 500000) * us_ns);
        if (maker_chance(maker, 50))
            draft_text(maker->draft, cache, "renewed", "yes");
    }
    if (policy != 4 && maker_wants(maker, THEME_CACHE_UPDATE, 25))
        draft_amount(maker->draft, cache, "update-every", DRAFT_TIME,
                     maker_between(maker, 1000, 1000000) * us_ns);
    if (maker_wants(maker, THEME_CACHE_SIMILAR, 25))
        make_similar(maker, cache);
    if (maker_chance(maker, 50))
        draft_amount(maker->draft, cache, "lookup-time", DRAFT_TIME,
                     maker_between(maker, 1, 3000) * us_ns);
    draft_amount(maker->draft, cache, "lookup-energy", DRAFT_ENERGY,
                 maker_between(maker, 0, 100000));
    draft_amount(maker->draft, cache, "power", DRAFT_POWER, maker_between(maker, 0, 5000));
    draft_amount(maker->draft, cache, "embodied", DRAFT_CARBON, maker_between(maker, 0, 9000));
    draft_amount(maker->draft, cache, "lifetime", DRAFT_TIME,
                 maker_between(maker, 100, 50000) * 3600 * second_ns);
    return maker->n_caches++;
}

int make_cache_at(struct maker *maker, int place)
{
    for (int i = 0; i < maker->n_caches; i++)
        if (maker->caches[i].place == place && maker_chance(maker, 60))
            return i;
    return maker->n_caches < CACHES_MOST ? make_cache(maker, place) : -1;
}
