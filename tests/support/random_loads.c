/* random_loads.c - workloads of a random scenario, and where they are sent */
#include <assert.h>

#include "support/scenario_maker.h"

/* A workload in the making. */
struct load {
    struct draft_node *node, *arrivals;
    int site, model;
    int64_t rate_per_h; /* of one copy */
    double service_s;   /* about */
};

/* ---- arrivals ---- */

static void make_process(struct maker *maker, struct load *load)
{
    static const char *const kinds[] = {"poisson", "deterministic", "gamma", "lognormal",
                                        "weibull"};
    int kind = maker_chance(maker, 50) ? maker_pick(maker, 5) : 0;

    draft_text(maker->draft, load->arrivals, "process", "%s", kinds[kind]);
    if (kind >= 2)
        maker_tenths(maker, load->arrivals, "cv", 1, 19);
}

static void make_phases(struct maker *maker, struct load *load)
{
    int n = 2 + maker_pick(maker, 2);

    for (int i = 0; i < n; i++) {
        struct draft_node *phase = draft_add(maker->draft, load->arrivals, "phase");

        draft_text(maker->draft, phase, "load", "%d", i == 0 ? 1 : maker_pick(maker, 8));
        draft_amount(maker->draft, phase, "stay", DRAFT_TIME,
                     maker_between(maker, 5000, 200000) * us_ns);
        if (maker_chance(maker, 50))
            draft_text(maker->draft, phase, "weight", "%d", 1 + maker_pick(maker, 4));
    }
    if (maker_chance(maker, 30))
        draft_text(maker->draft, load->arrivals, "together", "yes");
}

/* Some requests come at once; the first line is a header. */
static void record(struct maker *maker)
{
    int n = 20 + maker_pick(maker, 60);
    int64_t at_us = 0;

    if (maker->made->recording.size > 0)
        return;
    cairn_buffer_puts(&maker->made->recording, "at\n");
    for (int i = 0; i < n; i++) {
        at_us += maker_chance(maker, 20) ? 0 : maker_between(maker, 1, 40000);
        cairn_buffer_appendf(&maker->made->recording, "%d.%06d\n", (int)(at_us / 1000000),
                             (int)(at_us % 1000000));
    }
    cairn_buffer_puts(&maker->made->recording, "9.5\n");
}

static void make_replay(struct maker *maker, struct load *load)
{
    struct draft_node *replay = draft_add(maker->draft, load->arrivals, "replay");

    record(maker);
    draft_text(maker->draft, replay, "href", "recording.csv");
    if (maker_chance(maker, 50))
        draft_text(maker->draft, replay, "moment", "start");
    if (maker_chance(maker, 50))
        maker_tenths(maker, replay, "scale", 1, 29);
    if (maker_chance(maker, 30))
        draft_text(maker->draft, load->arrivals, "together", "yes");
    maker->made->scales = false;
}

static void make_surge(struct maker *maker, struct load *load)
{
    if (!maker->has_surge) {
        struct draft_node *surge = draft_add(maker->draft, maker->root, "surge");

        draft_text(maker->draft, surge, "id", "storm");
        draft_text(maker->draft, surge, "variation", maker_chance(maker, 50) ? "gamma" : "weibull");
        maker_tenths(maker, surge, "cv", 1, 9);
        draft_amount(maker->draft, surge, "period", DRAFT_TIME, second_ns);
    }
    maker->has_surge = true;
    draft_text(maker->draft, load->arrivals, "surge", "storm");
}

static void make_cycle(struct maker *maker, struct load *load)
{
    struct draft_node *cycle = draft_add(maker->draft, load->arrivals, "cycle");
    int64_t period_us = maker_between(maker, 10000, 1000000);

    draft_amount(maker->draft, cycle, "period", DRAFT_TIME, period_us * us_ns);
    if (maker_chance(maker, 50))
        draft_amount(maker->draft, cycle, "from", DRAFT_TIME,
                     maker_between(maker, 0, period_us - 1) * us_ns);
    draft_content(maker->draft, cycle, maker_chance(maker, 50) ? "1 0 3" : "2 1 5 0.5");
}

static void make_arrivals(struct maker *maker, struct load *load)
{
    bool replayed = maker_wants(maker, THEME_REPLAY, 12);

    load->arrivals = draft_add(maker->draft, load->node, "arrivals");
    draft_amount(maker->draft, load->arrivals, "rate", DRAFT_RATE, load->rate_per_h);
    if (replayed)
        make_replay(maker, load);
    else
        make_process(maker, load);
    if (!replayed && maker_wants(maker, THEME_PHASES, 15))
        make_phases(maker, load);
    if (maker_wants(maker, THEME_CYCLE, 15))
        make_cycle(maker, load);
    if (maker_wants(maker, THEME_SHAPE, maker->theme == THEME_SEASON ? 60 : 8)) {
        make_shape(maker);
        draft_text(maker->draft, load->arrivals, "shape", "day");
    }
    if (maker_wants(maker, THEME_SURGE, 15))
        make_surge(maker, load);
}

/* ---- what they ask ---- */

static void ask_for(struct maker *maker, struct cairn_buffer *contents)
{
    int content = maker_pick(maker, 1 + maker_pick(maker, 30));
    int size = 1 + maker_pick(maker, 4000);

    cairn_buffer_appendf(contents, "k%d,%d\n", content, size);
}

static void make_contents(struct maker *maker, struct load *load)
{
    struct draft_node *popularity = draft_add(maker->draft, load->node, "popularity");
    struct cairn_buffer *contents = &maker->made->contents;

    if (maker_wants(maker, THEME_CONTENT_TRACE, 25)) {
        for (int i = 0; i < 50; i++)
            ask_for(maker, contents);
        draft_text(maker->draft, popularity, "trace", "contents.csv");
        return;
    }
    draft_text(maker->draft, popularity, "contents", "%d", 1 + maker_pick(maker, 200));
    maker_tenths(maker, popularity, "exponent", 0, 19);
    draft_amount(maker->draft, popularity, "size", DRAFT_DATA, maker_between(maker, 1, 3000));
    maker_variation(maker, popularity, "variation", "cv", 40);
}

static void make_lengths(struct maker *maker, struct load *load)
{
    struct draft_node *tokens = draft_add(maker->draft, load->node, "tokens");
    int prompt = 1 + maker_pick(maker, 300);
    int reply = 1 + maker_pick(maker, 30);

    draft_text(maker->draft, tokens, "prompt", "%d", prompt);
    draft_text(maker->draft, tokens, "reply", "%d", reply);
    if (maker_chance(maker, 60)) {
        draft_text(maker->draft, tokens, "variation", "lognormal");
        maker_tenths(maker, tokens, "prompt-cv", 1, 9);
        maker_tenths(maker, tokens, "reply-cv", 10, 18);
    }
    draft_text(maker->draft, tokens, "most", "%d", 300 + maker_pick(maker, 2000));
    if (maker_wants(maker, THEME_PREFIX, 30))
        draft_amount(maker->draft, tokens, "prefix", DRAFT_SHARE, maker_between(maker, 1, 100));
    load->service_s = 1e-6 * (double)maker->models[load->model].latency_us * reply + 2e-5 * prompt;
}

static void make_promise(struct maker *maker, struct load *load, bool of_language)
{
    struct draft_node *promise = draft_add(maker->draft, load->node, "promise");
    static const char *const others[] = {"ttft", "tpot"};
    static const int64_t most_us[] = {20000, 5000};

    if (maker_chance(maker, 60))
        draft_amount(maker->draft, promise, "p95", DRAFT_TIME,
                     maker_between(maker, 100, maker_chance(maker, 30) ? 3000 : 200000) * us_ns);
    else
        draft_text(maker->draft, promise, "p95", "any");
    draft_text(maker->draft, promise, "accuracy", "any");
    draft_text(maker->draft, promise, "loss", "100 %%");
    for (int i = 0; of_language && i < 2; i++)
        if (maker_chance(maker, 80))
            draft_amount(maker->draft, promise, others[i], DRAFT_TIME,
                         maker_between(maker, 100, most_us[i]) * us_ns);
}

/* ---- where they are sent ---- */

/* Requests of this share go to a pool: returns which. */
static int send_to(struct maker *maker, const struct load *load, double share)
{
    int to = make_pool_for(maker, load->site, load->model);
    struct made_pool *pool = &maker->pools[to];
    int copies = maker->places[pool->place].region ? maker->places[load->site].copies : 1;

    pool->erlangs += share * (double)load->rate_per_h / 3600.0 * load->service_s * copies;
    return to;
}

static void name_variant(struct maker *maker, const struct load *load, struct draft_node *send,
                         const char *word, int pool)
{
    int n = maker->models[load->model].n_variants;
    int variant = maker_pick(maker, n);

    if (maker->theme == THEME_SWAP) /* so that they take turns */
        variant = maker->n_sends++ % n;
    if (maker->pools[pool].hardware >= 0)
        draft_text(maker->draft, send, word, "v%d", variant);
}

static void make_fallback(struct maker *maker, const struct load *load, struct draft_node *send,
                          int pool)
{
    int fallback = send_to(maker, load, 0.2);

    if (fallback == pool)
        return;
    draft_text(maker->draft, send, "fallback", "q%d", fallback);
    if (!maker->pools[pool].may_fail || maker_chance(maker, 20))
        draft_text(maker->draft, send, "over", "%d", maker_pick(maker, 5));
    name_variant(maker, load, send, "fallback-variant", fallback);
}

static void make_send(struct maker *maker, const struct load *load, int workload, int percent)
{
    struct draft_node *send = draft_add(maker->draft, maker->baseline, "send");
    int pool = send_to(maker, load, 0.01 * percent);
    int cache = -1;

    draft_text(maker->draft, send, "workload", "w%d", workload);
    draft_text(maker->draft, send, "to", "q%d", pool);
    draft_amount(maker->draft, send, "share", DRAFT_SHARE, percent);
    name_variant(maker, load, send, "variant", pool);
    if (maker_wants(maker, THEME_CACHE, 30) ||
        (maker->theme >= THEME_CACHE && maker->theme <= THEME_CONTENT_TRACE))
        cache =
            make_cache_at(maker, maker_chance(maker, 50) ? load->site : maker->pools[pool].place);
    if (cache >= 0)
        draft_text(maker->draft, send, "cache", "c%d", cache);
    if (maker_wants(maker, THEME_FALLBACK, maker->pools[pool].may_fail ? 50 : 20))
        make_fallback(maker, load, send, pool);
}

/* In a season or at any time. */
static void make_peak(struct maker *maker, struct load *load)
{
    if (!maker_wants(maker, THEME_PEAK, maker->theme == THEME_SEASON ? 60 : 10))
        return;
    draft_text(maker->draft, load->node, "peak", "1.%d", 1 + maker_pick(maker, 9));
    if (!maker_wants(maker, THEME_SEASON, 30))
        return;
    make_seasons(maker);
    draft_text(maker->draft, load->node, "peak-in", "cold");
}

static void make_load(struct maker *maker)
{
    int site = maker_pick(maker, maker->n_sites), workload = maker->n_workloads++;
    bool first = workload == 0; /* of language where there is such a model */
    int model = first ? 0 : maker_pick(maker, maker->n_models);
    bool of_language = maker->models[model].of_language;
    struct load load = {
        .node = draft_add(maker->draft, maker->places[site].node, "workload"),
        .site = site,
        .model = model,
        .rate_per_h = 100 * maker_between(maker, of_language ? 30 : 300, of_language ? 500 : 6000),
        .service_s = 1e-6 * (double)maker->models[model].latency_us,
    };
    int percent = maker_wants(maker, THEME_SPLIT, maker->theme == THEME_SWAP ? 80 : 30)
                      ? 10 * (1 + maker_pick(maker, 9))
                      : 100;

    draft_text(maker->draft, load.node, "id", "w%d", workload);
    draft_text(maker->draft, load.node, "model", "m%d", model);
    draft_amount(maker->draft, load.node, "payload", DRAFT_DATA, maker_between(maker, 0, 20000));
    draft_amount(maker->draft, load.node, "reply", DRAFT_DATA, maker_between(maker, 0, 20000));
    if (maker_chance(maker, 50))
        draft_text(maker->draft, load.node, "priority", "%d", maker_pick(maker, 3));
    make_peak(maker, &load);
    make_arrivals(maker, &load);
    if (of_language || maker_chance(maker, 5))
        make_lengths(maker, &load);
    make_promise(maker, &load, of_language);
    if (maker->theme == THEME_CONTENT_TRACE || maker_chance(maker, 70))
        make_contents(maker, &load);
    maker->requests_per_s += (double)load.rate_per_h / 3600.0 * maker->places[site].copies;
    make_send(maker, &load, workload, percent);
    if (percent < 100)
        make_send(maker, &load, workload, 100 - percent);
}

void make_loads(struct maker *maker)
{
    int n = 1 + maker_pick(maker, maker->theme == THEME_MEETING ? 4 : 3);

    for (int i = 0; i < n; i++)
        make_load(maker);
}

/* ---- sizes ---- */

void make_sizes(struct maker *maker)
{
    for (int p = 0; p < maker->n_pools; p++) {
        struct made_pool *pool = &maker->pools[p];
        int percent = 60 + maker_pick(maker, 200);
        int batch = pool->batches ? 2 + maker_pick(maker, 14) : 1;
        struct draft_node *size;

        if (pool->provided)
            continue;
        if (maker_wants(maker, THEME_OVERLOAD, 8))
            percent = 20 + maker_pick(maker, 60);
        size = draft_add(maker->draft, maker->baseline, "size");
        draft_text(maker->draft, size, "pool", "q%d", p);
        draft_text(maker->draft, size, "count", "%d", 1 + (int)(0.01 * percent * pool->erlangs));
        if (!pool->sharing)
            draft_text(maker->draft, size, "batch", "%d", batch);
        if (batch > 1 && maker_chance(maker, 60))
            draft_amount(maker->draft, size, "timeout", DRAFT_TIME,
                         maker_between(maker, 0, 20000) * us_ns);
    }
}
