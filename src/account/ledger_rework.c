/* ledger_rework.c - what wrong answers cause. [REWORK] [DRIFT] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"
#include "base/number.h"

struct rework {
    const struct cairn_workload *workload;
    struct cairn_term carbon, money; /* per wrong answer */
    bool has_money;
};

static struct cairn_factor factor_of(const struct rework *r, enum cairn_factor_kind kind,
                                     double value)
{
    return (struct cairn_factor){.kind = kind,
                                 .subject = r->workload->id,
                                 .value = value,
                                 .evidence = r->workload->rework.evidence,
                                 .origin = r->workload->rework.origin};
}

/* [REWORK] wrong answers per answer = 1 - accuracy, on average between two trainings [DRIFT] */
static int wrong_factor(struct cairn_ledger_builder *b, const struct rework *r, double accuracy)
{
    const struct cairn_drift *drift = &r->workload->drift;
    bool drifts = drift->origin.file != NULL;
    char number[CAIRN_NUMBER_SIZE];
    char *subject = cairn_format("%s at %s", r->workload->id, cairn_number_exact(accuracy, number));
    struct cairn_factor factor = {.kind = CAIRN_FACTOR_WRONG,
                                  .subject = subject,
                                  .value = 1 - accuracy,
                                  .evidence = drifts ? drift->evidence : cairn_own_word,
                                  .origin = drifts ? drift->origin : r->workload->origin};
    int index = cairn_builder_enter(b, &factor);

    cairn_free(subject);
    return index;
}

/* Adds a count of answers, times a factor or all of them wrong (CAIRN_NONE). */
static void add_count(struct cairn_ledger_builder *b, const struct rework *r, int quantity,
                      int wrong, double scale)
{
    const struct cairn_term *const templates[] = {&r->carbon, &r->money};

    for (int i = 0; i < 1 + (int)r->has_money; i++) {
        struct cairn_term term = *templates[i];
        term.quantity = quantity;
        term.scale = scale;
        cairn_term_times(&term, wrong);
        cairn_builder_add(b, &term);
    }
}

/* [CACHE] hits are as good as what answered first; those that are similar and wrong are wrong */
static void add_hits(struct cairn_ledger_builder *b, const struct rework *r, int source, int route)
{
    const struct cairn_component_route *at = &b->component->routes[route];
    int hits = cairn_layout_source(&b->layout, 0, source, CAIRN_HITS);
    int similar = cairn_layout_source(&b->layout, 0, source, CAIRN_WRONG);
    int wrong = wrong_factor(b, r, at->mean_accuracy);

    if (at->cache == CAIRN_NONE)
        return;
    add_count(b, r, hits, wrong, at->share);
    if (!(b->component->caches[at->cache].wrong > 0))
        return;
    add_count(b, r, similar, CAIRN_NONE, at->share);
    add_count(b, r, similar, wrong, -at->share);
}

/* What was sent on to fallbacks is as good as these are: a difference, by share of the routes. */
static void add_sent_on(struct cairn_ledger_builder *b, const struct rework *r, int source)
{
    const struct cairn_component *c = b->component;
    const struct cairn_component_source *of = &c->sources[source];
    int sent_on = cairn_layout_source(&b->layout, 0, source, CAIRN_SPILLED);
    double shares = 0;

    for (int i = of->first_route; i < of->first_route + of->n_routes; i++)
        if (c->routes[i].fallback_route != CAIRN_NONE)
            shares += c->routes[i].share;
    for (int i = of->first_route; i < of->first_route + of->n_routes; i++) {
        const struct cairn_component_route *route = &c->routes[i];
        if (route->fallback_route == CAIRN_NONE || route->share == 0)
            continue;
        double there = c->routes[route->fallback_route].mean_accuracy;
        if (there == route->mean_accuracy)
            continue;
        add_count(b, r, sent_on, wrong_factor(b, r, there), route->share / shares);
        add_count(b, r, sent_on, wrong_factor(b, r, route->mean_accuracy), -route->share / shares);
    }
}

static void set_prices(struct cairn_ledger_builder *b, struct rework *r)
{
    struct cairn_factor factor =
        factor_of(r, CAIRN_FACTOR_REWORK_CARBON, r->workload->rework.carbon_g);
    struct cairn_gap gap = {.measures = CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT),
                            .bases = CAIRN_ALL_BASES,
                            .place = r->workload->place};
    char *who = cairn_format("rework of workload \"%s\"", r->workload->id);

    r->carbon.measure = CAIRN_CARBON;
    r->carbon.bases = cairn_bases_with_activities();
    r->carbon.equation = "[REWORK]";
    r->carbon.category = "3.1";
    cairn_term_times(&r->carbon, cairn_builder_enter(b, &factor));
    r->money.measure = CAIRN_MONEY_SPENT;
    r->money.bases = CAIRN_ALL_BASES;
    r->money.equation = "[COST]";
    factor.kind = CAIRN_FACTOR_REWORK_PRICE;
    factor.value = r->workload->rework.price_usd;
    int price = cairn_builder_figure(b, &factor, gap, who, "price");
    r->has_money = price != CAIRN_NONE;
    cairn_term_times(&r->money, price);
    cairn_free(who);
}

void cairn_ledger_rework(struct cairn_ledger_builder *b, int source)
{
    const struct cairn_component_source *of = &b->component->sources[source];
    struct rework r = {.workload = &b->scenario->workloads[of->scenario_workload]};
    int completed = cairn_layout_source(&b->layout, 0, source, CAIRN_COMPLETED);

    if (!r.workload->rework.origin.file)
        return;
    r.carbon = (struct cairn_term){.part = CAIRN_PART_REWORK,
                                   .place = r.workload->place,
                                   .item_kind = CAIRN_ITEM_WORKLOAD,
                                   .item = of->scenario_workload};
    r.money = r.carbon;
    set_prices(b, &r);
    for (int i = of->first_route; i < of->first_route + of->n_routes; i++) {
        const struct cairn_component_route *route = &b->component->routes[i];
        if (route->share == 0)
            continue;
        add_count(b, &r, completed, wrong_factor(b, &r, route->mean_accuracy), route->share);
        add_hits(b, &r, source, i);
    }
    add_sent_on(b, &r, source);
}
