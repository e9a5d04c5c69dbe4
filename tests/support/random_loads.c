/* random_loads.c - workloads of a random scenario, and where they are sent */
#include "support/scenario_maker.h"

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

/* Returns about how long the reply to a model takes. */
static double make_lengths(struct maker *maker, struct draft_node *of, int model)
{
    struct draft_node *tokens = draft_add(maker->draft, of, "tokens");
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
    return 1e-6 * (double)maker->models[model].latency_us * reply + 2e-5 * prompt;
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
static int send_to(struct maker *maker, const struct load *load, int model, double work_s)
{
    int to = make_pool_for(maker, load->site, model);
    struct made_pool *pool = &maker->pools[to];
    int copies = maker->places[pool->place].region ? maker->places[load->site].copies : 1;

    pool->erlangs += work_s * (double)load->rate_per_h / 3600.0 * copies;
    return to;
}

static void name_variant(struct maker *maker, int model, struct draft_node *send, const char *word,
                         int pool)
{
    int n = maker->models[model].n_variants;
    int variant = maker_pick(maker, n);

    if (maker->theme == THEME_SWAP) /* so that they take turns */
        variant = maker->n_sends++ % n;
    if (maker->pools[pool].hardware >= 0)
        draft_text(maker->draft, send, word, "v%d", variant);
}

static void make_fallback(struct maker *maker, const struct load *load, struct draft_node *send,
                          int pool)
{
    int fallback = send_to(maker, load, load->model, 0.2 * load->service_s);

    if (fallback == pool)
        return;
    draft_text(maker->draft, send, "fallback", "q%d", fallback);
    if (!maker->pools[pool].may_fail || maker_chance(maker, 20))
        draft_text(maker->draft, send, "over", "%d", maker_pick(maker, 5));
    name_variant(maker, load->model, send, "fallback-variant", fallback);
}

/*
 * Where the further steps are taken; none behind a managed service that should be unsure, but even
 * so there must be someone who could.
 */
static void make_thens(struct maker *maker, const struct load *load, struct draft_node *send,
                       int pool)
{
    bool ended = false;

    for (int i = 0; i < load->n_steps; i++) {
        const struct made_step *step = &load->steps[i];
        struct draft_node *then;

        ended = ended || (step->unsure && maker->pools[pool].hardware < 0);
        pool = send_to(maker, load, step->model, step->service_s);
        if (ended)
            continue;
        then = draft_add(maker->draft, send, "then");
        draft_text(maker->draft, then, "step", "%d", 2 + i);
        draft_text(maker->draft, then, "to", "q%d", pool);
        name_variant(maker, step->model, then, "variant", pool);
    }
}

static struct draft_node *make_send(struct maker *maker, const struct load *load, int workload,
                                    int percent)
{
    struct draft_node *send = draft_add(maker->draft, maker->baseline, "send");
    int pool = send_to(maker, load, load->model, 0.01 * percent * load->service_s);
    int cache = -1;

    draft_text(maker->draft, send, "workload", "w%d", workload);
    draft_text(maker->draft, send, "to", "q%d", pool);
    draft_amount(maker->draft, send, "share", DRAFT_SHARE, percent);
    name_variant(maker, load->model, send, "variant", pool);
    if (maker_wants(maker, THEME_CACHE, 30) ||
        (maker->theme >= THEME_CACHE && maker->theme <= THEME_CONTENT_TRACE))
        cache =
            make_cache_at(maker, maker_chance(maker, 50) ? load->site : maker->pools[pool].place);
    if (cache >= 0)
        draft_text(maker->draft, send, "cache", "c%d", cache);
    if (load->n_steps == 0 &&
        maker_wants(maker, THEME_FALLBACK, maker->pools[pool].may_fail ? 50 : 20))
        make_fallback(maker, load, send, pool);
    make_thens(maker, load, send, pool);
    return send;
}

/* A cascade where all variants before it may be unsure. */
static void make_step(struct maker *maker, struct load *load)
{
    struct draft_node *node = draft_add(maker->draft, load->node, "step");
    struct made_step *step = &load->steps[load->n_steps];
    int before = load->n_steps == 0 ? load->model : step[-1].model;
    bool forced = load->n_steps > 0 && step[-1].unsure;

    step->model = maker_pick(maker, maker->n_models);
    step->unsure = forced || (maker->models[before].exits && maker->n_models > 1 &&
                              maker_chance(maker, maker->theme == THEME_CASCADE ? 100 : 50));
    if (step->unsure && step->model == before) /* whom it would be useless to ask again */
        step->model = (before + 1) % maker->n_models;
    step->service_s = 1e-6 * (double)maker->models[step->model].latency_us;
    draft_text(maker->draft, node, "number", "%d", 2 + load->n_steps++);
    draft_text(maker->draft, node, "model", "m%d", step->model);
    draft_amount(maker->draft, node, "payload", DRAFT_DATA, maker_between(maker, 0, 20000));
    if (step->unsure)
        draft_text(maker->draft, node, "takes", "unsure");
    else if (maker_chance(maker, 50))
        draft_amount(maker->draft, node, "share", DRAFT_SHARE, maker_between(maker, 1, 100));
    if (maker->models[step->model].of_language)
        step->service_s = make_lengths(maker, node, step->model);
}

/* None behind a cascade whose last model has no exits: who goes on would not be known. */
static void make_steps(struct maker *maker, struct load *load)
{
    if (!maker_wants(maker, THEME_STEPS, 12) && maker->theme != THEME_CASCADE)
        return;
    make_step(maker, load);
    if (maker_chance(maker, 30) &&
        (!load->steps[0].unsure || maker->models[load->steps[0].model].exits))
        make_step(maker, load);
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
        load.service_s = make_lengths(maker, load.node, model);
    make_steps(maker, &load);
    make_promise(maker, &load, of_language);
    if (maker->theme == THEME_CONTENT_TRACE || maker_chance(maker, 70))
        make_contents(maker, &load);
    maker->requests_per_s += (double)load.rate_per_h / 3600.0 * maker->places[site].copies;
    make_send(maker, &load, workload, percent);
    if (percent < 100) {
        struct draft_node *rest = make_send(maker, &load, workload, 100 - percent);

        if (maker->has_shape)
            draft_text(maker->draft, rest, "hours", "day");
    }
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
