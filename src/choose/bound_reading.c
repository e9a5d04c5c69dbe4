#include "choose/bound_reading.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "choose/bound_tokens.h"
#include "choose/budget.h"
#include "model/best_case.h"
#include "model/coupling.h"
#include "model/language.h"
#include "model/steps.h"

/* A component with one way, its ledger as factors. */
struct way {
    const struct cairn_bound_question *question;
    const struct cairn_route *route;
    int step, pool, variant, link;          /* of the scenario: of that step */
    const struct cairn_component_route *at; /* of the step */
    const struct cairn_component *component;
    struct cairn_layout layout;
    double *each_g; /* by the layout: what one of each count adds; owned */
};

/* What one of a count of window 0 adds in another. */
static double each(const struct way *way, int window, int quantity)
{
    return way->each_g[window * way->layout.stride + quantity];
}

/* Is a term that stands there without requests read with the step? */
static bool is_of_step(const struct way *way, const struct cairn_term *term)
{
    switch (term->item_kind) {
    case CAIRN_ITEM_POOL:
        return term->item == way->pool;
    case CAIRN_ITEM_LINK:
        return term->item == way->link;
    case CAIRN_ITEM_CACHE:
    case CAIRN_ITEM_WORKLOAD:
        return way->step == 1;
    case CAIRN_ITEM_PLACE:
        return false;
    }
    return false;
}

/* Adds what is taken of a measure, at a price; of purchases alone, or of all. */
static void read_terms(struct way *way, struct cairn_bound_reading *reading,
                       const struct cairn_ledger *ledger, enum cairn_measure measure, double price,
                       bool purchases)
{
    const struct cairn_bound_question *q = way->question;
    size_t n = (size_t)way->layout.n_windows * (size_t)way->layout.stride;
    struct cairn_terms terms = cairn_ledger_terms_of(ledger, measure, q->basis);
    double *ones = cairn_calloc(n, sizeof *ones);

    for (size_t i = 0; i < n; i++)
        ones[i] = 1.0;
    reading->complete = reading->complete && !cairn_ledger_missing(ledger, measure, q->basis);
    while (cairn_terms_next(&terms)) {
        double value_g = price * cairn_term_value(&terms.term, q->book, ones);

        if (purchases && !cairn_part_is_embodied(terms.term.part))
            continue;
        if (terms.term.quantity == CAIRN_NONE && is_of_step(way, &terms.term))
            reading->item_g[terms.term.item_kind] += value_g;
        else if (terms.term.quantity == CAIRN_NONE)
            reading->sound = reading->sound && value_g >= 0.0;
        else
            way->each_g[terms.term.quantity] += value_g;
    }
    cairn_free(ones);
}

static void read_ledger(struct way *way, struct cairn_bound_reading *reading)
{
    const struct cairn_bound_question *q = way->question;
    struct cairn_ledger ledger;

    reading->complete = true;
    cairn_ledger_init_least(&ledger, q->scenario, way->component, q->book);
    read_terms(way, reading, &ledger, cairn_aim_measure(q->scenario->choose.aim), 1.0, false);
    for (int r = 0; q->prices && r < CAIRN_N_RESOURCES; r++)
        if (q->prices[r] > 0.0)
            read_terms(way, reading, &ledger, cairn_resource_measure((enum cairn_resource)r),
                       q->prices[r], r == CAIRN_RESOURCE_PURCHASES);
    cairn_ledger_release(&ledger);
}

/* Nothing that could be counted, and nothing that stands there, takes carbon away. */
static bool has_no_credits(const struct way *way, const struct cairn_bound_reading *reading)
{
    size_t n = (size_t)way->layout.n_windows * (size_t)way->layout.stride;

    for (int i = 0; i < CAIRN_BOUND_ITEMS; i++)
        if (reading->item_g[i] < 0.0)
            return false;
    for (size_t i = 0; i < n; i++)
        if (way->each_g[i] < 0.0)
            return false;
    return true;
}

/* ---- requests on their way ---- */

/* Shares of the requests that come so far, at least. */
struct reach {
    double line, pool, answered;
};

/* Whether anything on the way to the step may lose requests; a way of several steps always may. */
static bool may_lose(const struct way *way, const struct cairn_component_pool *pool)
{
    const struct cairn_scenario *s = way->question->scenario;

    return way->route->n_onward > 0 ||
           (!pool->unlimited && (pool->queue != CAIRN_NONE || pool->of_passes)) ||
           s->pools[way->pool].outage.lost ||
           (way->link != CAIRN_NONE && s->links[way->link].outage.lost);
}

/*
 * Those who go on to a further step may be the easy ones: where that makes a difference to what the
 * step takes, none is sure to come.
 */
static double share_at(const struct way *way, const struct cairn_component_pool *pool)
{
    double share = cairn_route_reach(way->question->scenario, way->route, way->step);

    return share < 1.0 && (pool->cv > 0.0 || pool->of_passes) ? 0.0 : share;
}

static struct reach reach_of(const struct way *way, const struct cairn_component_pool *pool)
{
    const struct cairn_scenario *s = way->question->scenario;
    const struct cairn_route *r = way->route;
    double hit = cairn_best_hit(s, r->workload, r->cache);
    double loss = may_lose(way, pool) ? fmin(1.0, s->workloads[r->workload].promise.loss) : 0.0;
    bool at_site =
        r->cache != CAIRN_NONE && s->places[s->caches[r->cache].place].kind == CAIRN_SITE;

    return (struct reach){
        .line = fmax(0.0, (at_site ? 1.0 - hit : 1.0) - loss),
        .pool = fmax(0.0, 1.0 - hit - loss) * share_at(way, pool),
        .answered = 1.0 - loss,
    };
}

/* [BOUND] A request of an unlimited pool [SHARED]. */
static double unlimited_g(const struct way *way, int window,
                          const struct cairn_component_route *route)
{
    const struct cairn_scenario *s = way->question->scenario;
    const struct cairn_component_pool *pool = &way->component->pools[route->pool];
    const struct cairn_component_variant *v = &pool->variants[route->variant];
    double served_g =
        each(way, window, cairn_layout_pool(&way->layout, 0, route->pool, CAIRN_SERVED));
    double batch_g =
        each(way, window,
             cairn_layout_batch(&way->layout, 0, route->pool, route->variant, pool->batch_max));
    double prefill_g;
    const struct cairn_tokens *tokens = cairn_steps_tokens(s, way->route->workload, way->step);
    int batch = s->pools[way->pool].batch;

    if (!v->passes)
        return served_g + batch_g * (double)v->latency_ns[0];
    prefill_g =
        each(way, window,
             cairn_layout_pass(&way->layout, 0, route->pool, route->variant, CAIRN_PREFILL_NS));
    if (v->passes->of_tokens && tokens->origin.file)
        return served_g + cairn_bound_tokens(pool, route->variant, tokens, prefill_g, batch_g);
    return served_g + fmin(batch_g * batch, prefill_g) * 1e9 *
                          cairn_language_least_s(s, tokens, way->pool, way->variant, batch);
}

/* What a request adds that belongs to the whole route: [STEP] with the first step. */
static double whole_g(const struct way *way, int window, const struct reach *reach)
{
    const struct cairn_component_source *source = &way->component->sources[0];
    const struct cairn_component_route *route = way->at;
    const struct cairn_layout *layout = &way->layout;
    double reply_bytes = way->route->n_onward == 0 ? (double)source->reply_bytes : 0.0;
    double sum_g = each(way, window, cairn_layout_source(layout, 0, 0, CAIRN_ARRIVALS));
    double completed_g = each(way, window, cairn_layout_source(layout, 0, 0, CAIRN_COMPLETED));
    double hit_g = each(way, window, cairn_layout_source(layout, 0, 0, CAIRN_HITS));

    sum_g += reach->answered * fmin(completed_g, hit_g);
    if (route->cache != CAIRN_NONE)
        sum_g += (route->cache_at_site ? 1.0 : reach->line) *
                 each(way, window, cairn_layout_cache(layout, 0, route->cache, CAIRN_LOOKUPS));
    if (route->link != CAIRN_NONE)
        sum_g += reach->line *
                 ((double)source->payload_bytes *
                      each(way, window, cairn_layout_link(layout, 0, route->link, CAIRN_UP_BYTES)) +
                  reply_bytes * each(way, window,
                                     cairn_layout_link(layout, 0, route->link, CAIRN_DOWN_BYTES)));
    return sum_g;
}

static void read_requests(const struct way *way, struct cairn_bound_reading *reading)
{
    const struct cairn_component *c = way->component;
    const struct cairn_component_source *source = &c->sources[0];
    const struct cairn_component_pool *pool = &c->pools[way->at->pool];
    struct reach reach = reach_of(way, pool);

    for (int w = 0; w < way->layout.n_windows; w++) {
        double requests = cairn_plan_rate(way->question->plan, w, source->scenario_workload) *
                          source->copies * (double)way->question->plan->length_ns * 1e-9;
        double sum_g = way->step == 1 ? whole_g(way, w, &reach) : 0.0;

        if (pool->unlimited)
            sum_g += reach.pool * unlimited_g(way, w, way->at);
        else
            reading->served[w] = reach.pool * requests * c->multiplicity;
        reading->way_g[w] = sum_g * requests;
    }
}

/* ---- devices ---- */

static void read_pool(const struct way *way, struct cairn_bound_reading *reading)
{
    const struct cairn_component_route *route = way->at;
    const struct cairn_component_pool *pool = &way->component->pools[route->pool];
    const struct cairn_layout *layout = &way->layout;
    double copies = way->component->multiplicity; /* weights hold them already */
    int at = route->pool, most = pool->batch_max;

    reading->most = most;
    reading->busy_g = cairn_calloc((size_t)layout->n_windows * (size_t)most, sizeof(double));
    reading->time_s = cairn_calloc((size_t)most, sizeof(double));
    reading->devices = pool->copies * way->component->multiplicity;
    reading->of_passes = pool->of_passes;
    reading->plain = cairn_component_pool_is_plain(pool) && !pool->of_passes && !pool->on &&
                     pool->scaling == CAIRN_SCALING_NONE && pool->outage.mtbf_ns == 0;
    reading->wake_s = pool->sleep_after_ns == CAIRN_NONE ? 0.0 : (double)pool->wake_ns * 1e-9;
    reading->sleep_after_s =
        pool->sleep_after_ns == CAIRN_NONE ? INFINITY : (double)pool->sleep_after_ns * 1e-9;
    reading->least_s = pool->cv > 0.0 ? 0.0 : INFINITY;
    reading->least_wake_s = pool->wake_cv > 0.0 ? 0.0 : reading->wake_s;
    for (int b = 1; b <= most; b++) {
        reading->time_s[b - 1] = (double)pool->variants[route->variant].latency_ns[b - 1] * 1e-9;
        reading->least_s = fmin(reading->least_s, reading->time_s[b - 1]);
    }
    for (int w = 0; w < layout->n_windows; w++) {
        double low_g = each(way, w, cairn_layout_pool(layout, 0, at, CAIRN_IDLE_NS));
        double awake_g = low_g;

        if (cairn_pool_may_be(pool, CAIRN_WAKING_NS))
            awake_g =
                fmin(awake_g, each(way, w, cairn_layout_pool(layout, 0, at, CAIRN_WAKING_NS)));
        for (int state = CAIRN_SLEEP_NS; state <= CAIRN_DOWN_NS; state++)
            if (state != CAIRN_BUSY_NS && cairn_pool_may_be(pool, (enum cairn_pool_count)state))
                low_g = fmin(
                    low_g,
                    each(way, w, cairn_layout_pool(layout, 0, at, (enum cairn_pool_count)state)));
        if (pool->swaps)
            low_g = fmin(low_g, each(way, w, cairn_layout_pool(layout, 0, at, CAIRN_LOADING_NS)));
        reading->low_g[w] = low_g / copies;
        reading->awake_g[w] = awake_g / copies;
        for (int b = 1; b <= most; b++)
            reading->busy_g[w * most + b - 1] =
                each(way, w, cairn_layout_batch(layout, 0, at, route->variant, b)) / copies;
        reading->prefill_g[w] = INFINITY;
        if (pool->variants[route->variant].passes &&
            pool->variants[route->variant].passes->of_tokens)
            reading->prefill_g[w] =
                each(way, w, cairn_layout_pass(layout, 0, at, route->variant, CAIRN_PREFILL_NS)) /
                copies;
    }
}

void cairn_bound_reading_init(struct cairn_bound_reading *reading,
                              const struct cairn_bound_question *question,
                              const struct cairn_route *route, int step, int count, int batch_max)
{
    const struct cairn_scenario *s = question->scenario;
    size_t n_windows = (size_t)question->plan->n_windows;
    struct cairn_route alone = *route;
    struct cairn_placement placement;
    struct cairn_components components;
    struct way way = {
        .question = question,
        .route = route,
        .step = step,
        .pool = cairn_route_pool(route, step),
        .variant = cairn_route_variant(route, step),
    };

    way.link = cairn_link_to_pool(s, route->workload, way.pool);
    *reading = (struct cairn_bound_reading){
        .sound = true,
        .way_g = cairn_calloc(n_windows, sizeof(double)),
        .served = cairn_calloc(n_windows, sizeof(double)),
        .low_g = cairn_calloc(n_windows, sizeof(double)),
        .awake_g = cairn_calloc(n_windows, sizeof(double)),
        .prefill_g = cairn_calloc(n_windows, sizeof(double)),
    };
    alone.share = 1.0;
    alone.fallback = alone.fallback_variant = CAIRN_NONE;
    alone.over = 0;
    cairn_placement_init(&placement, s);
    cairn_placement_add(&placement, &alone);
    for (int i = 1; i <= cairn_route_steps(route); i++) {
        int pool = cairn_route_pool(route, i);

        placement.pools[pool] = (struct cairn_sizing){
            .count = s->pools[pool].min > 1 ? s->pools[pool].min : 1, .batch_max = 1};
    }
    placement.pools[way.pool] = (struct cairn_sizing){.count = count, .batch_max = batch_max};
    cairn_placement_normalise(&placement, s);
    cairn_components_init(&components, s, question->plan, &placement);
    assert(components.n == 1);
    way.component = &components.items[0];
    way.at = &way.component->routes[way.component->sources[0].first_route];
    for (int i = 1; i < step; i++)
        way.at = &way.component->routes[way.at->next_route];
    cairn_layout_init(&way.layout, way.component);
    way.each_g = cairn_calloc(n_windows * (size_t)way.layout.stride, sizeof *way.each_g);
    read_ledger(&way, reading);
    reading->sound = reading->sound && has_no_credits(&way, reading);
    reading->limited = !way.component->pools[way.at->pool].unlimited;
    read_requests(&way, reading);
    if (reading->limited)
        read_pool(&way, reading);
    cairn_free(way.each_g);
    cairn_layout_release(&way.layout);
    cairn_components_release(&components);
    cairn_placement_release(&placement);
}

void cairn_bound_reading_release(struct cairn_bound_reading *reading)
{
    cairn_free(reading->way_g);
    cairn_free(reading->served);
    cairn_free(reading->low_g);
    cairn_free(reading->awake_g);
    cairn_free(reading->busy_g);
    cairn_free(reading->prefill_g);
    cairn_free(reading->time_s);
}
