/* ledger_workload.c - what a workload brings along wherever it runs. [STORE] [TRAIN] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

static const double gb_per_byte = 1e-9;

static int workload_factor(struct cairn_ledger_builder *b, const struct cairn_workload *workload,
                           enum cairn_factor_kind kind, double value)
{
    return cairn_builder_enter(b, &(struct cairn_factor){.kind = kind,
                                                         .subject = workload->id,
                                                         .value = value,
                                                         .evidence = cairn_own_word,
                                                         .origin = workload->origin});
}

/* [STORE] [EMB] the medium under the stored bytes */
static void add_medium(struct cairn_ledger_builder *b, const struct cairn_term *stored,
                       const struct cairn_medium *medium)
{
    char *id = cairn_format("medium:%s", medium->id);
    char *who = cairn_format("medium \"%s\"", medium->id);
    struct cairn_goods goods = {.term = *stored,
                                .kind = CAIRN_FACTOR_STORAGE_EMBODIED,
                                .id = id,
                                .who = who,
                                .embodied_g = medium->embodied_g_per_byte,
                                .lifetime_s = medium->lifetime_s,
                                .evidence = medium->evidence,
                                .origin = medium->origin,
                                .category = "3.2",
                                .price_kind = CAIRN_FACTOR_STORAGE_PRICE,
                                .price_usd = medium->price_usd_per_gb,
                                .price_evidence = medium->evidence,
                                .price_origin = medium->origin,
                                .price_scale = gb_per_byte};
    cairn_goods_add(b, &goods);
    cairn_free(id);
    cairn_free(who);
}

/* [STORE] bytes kept on average = answered requests x bytes x min(keep, horizon) / horizon */
static void add_storage(struct cairn_ledger_builder *b, int source, int scenario_workload)
{
    static const enum cairn_source_count answered[] = {CAIRN_COMPLETED, CAIRN_HITS};
    const struct cairn_workload *workload = &b->scenario->workloads[scenario_workload];
    const struct cairn_storage *storage = &workload->storage;
    const struct cairn_medium *medium = &b->scenario->media[storage->medium];
    double horizon_s = b->scenario->time.horizon_s;
    struct cairn_flow at = cairn_flow_at(b, storage->at, true, true, CAIRN_OVERHEAD_APPLIES);
    at.term.item_kind = CAIRN_ITEM_WORKLOAD;
    at.term.item = scenario_workload;
    at.term.part = CAIRN_PART_STORAGE;
    at.term.equation = "[STORE]";
    at.all_week = true; /* kept long after the hour it came in */
    double kept_bytes = storage->per_request_bytes * fmin(storage->keep_s, horizon_s) / horizon_s;
    cairn_term_times(&at.term, workload_factor(b, workload, CAIRN_FACTOR_STORED_BYTES, kept_bytes));
    int energy =
        cairn_builder_enter(b, &(struct cairn_factor){.kind = CAIRN_FACTOR_STORAGE_ENERGY,
                                                      .subject = medium->id,
                                                      .value = medium->power_w_per_byte * horizon_s,
                                                      .evidence = medium->evidence,
                                                      .origin = medium->origin});
    for (size_t i = 0; i < sizeof answered / sizeof *answered; i++) {
        at.term.quantity = cairn_layout_source(&b->layout, 0, source, answered[i]);
        add_medium(b, &at.term, medium);
        struct cairn_flow flow = at;
        cairn_term_times(&flow.term, energy);
        cairn_flow_add(b, &flow);
    }
}

/* [TRAIN] once, and again whenever `every` has passed within the horizon */
static double runs(double horizon_s, double every_s)
{
    return isnan(every_s) ? 1 : 1 + floor(horizon_s / every_s + 1e-9);
}

/* [TRAIN] own runs are charged in full; they serve all copies of the site */
static void add_training(struct cairn_ledger_builder *b, int scenario_workload)
{
    const struct cairn_workload *workload = &b->scenario->workloads[scenario_workload];
    const struct cairn_training *training = &workload->training;
    struct cairn_flow flow = cairn_flow_at(b, workload->place, true, false, CAIRN_OVERHEAD_NONE);
    flow.grid = training->grid;
    flow.term.item_kind = CAIRN_ITEM_WORKLOAD;
    flow.term.item = scenario_workload;
    flow.term.part = CAIRN_PART_TRAINING;
    flow.term.equation = "[TRAIN]";
    flow.term.amount = runs(b->scenario->time.horizon_s, training->every_s);
    struct cairn_term run = flow.term;

    char *subject = cairn_format("training:%s", workload->id);
    flow.pue = cairn_builder_enter(b, &(struct cairn_factor){.kind = CAIRN_FACTOR_PUE,
                                                             .subject = subject,
                                                             .value = training->pue,
                                                             .evidence = cairn_own_word,
                                                             .origin = training->origin});
    cairn_free(subject);
    cairn_term_times(
        &flow.term, workload_factor(b, workload, CAIRN_FACTOR_TRAINING_ENERGY, training->energy_j));
    cairn_flow_add(b, &flow);

    run.measure = CAIRN_MONEY_SPENT;
    run.equation = "[COST]";
    char *who = cairn_format("training of workload \"%s\"", workload->id);
    struct cairn_gap gap = {.measures = CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT),
                            .bases = CAIRN_ALL_BASES,
                            .place = workload->place};
    int price = cairn_builder_figure(b,
                                     &(struct cairn_factor){.kind = CAIRN_FACTOR_TRAINING_PRICE,
                                                            .subject = workload->id,
                                                            .value = training->price_usd,
                                                            .evidence = cairn_own_word,
                                                            .origin = training->origin},
                                     gap, who, "price");
    cairn_free(who);
    if (price == CAIRN_NONE)
        return;
    cairn_term_times(&run, price);
    cairn_builder_add(b, &run);
}

/* [TRAIN] public: total x own requests / requests worldwide; a line, never part of a decision */
static void add_pretraining(struct cairn_ledger_builder *b, int source, int of_model, double share)
{
    int scenario_workload = b->component->sources[source].scenario_workload;
    const struct cairn_workload *workload = &b->scenario->workloads[scenario_workload];
    const struct cairn_model *model = &b->scenario->models[of_model];
    const struct cairn_pretraining *pretraining = &model->pretraining;
    if (isnan(pretraining->carbon_g) || isnan(pretraining->requests)) {
        cairn_builder_note(b, CAIRN_NOTE_LEFT_OUT,
                           (struct cairn_gap){.measures = CAIRN_MEASURE_BIT(CAIRN_CARBON),
                                              .bases = cairn_bases_with_pretraining(),
                                              .place = workload->place},
                           "model \"%s\" has no pretraining", model->id);
        return;
    }
    struct cairn_term term = {.measure = CAIRN_CARBON,
                              .bases = cairn_bases_with_pretraining(),
                              .part = CAIRN_PART_PRETRAINING,
                              .place = workload->place,
                              .item_kind = CAIRN_ITEM_WORKLOAD,
                              .item = scenario_workload,
                              .equation = "[TRAIN]",
                              .quantity =
                                  cairn_layout_source(&b->layout, 0, source, CAIRN_ARRIVALS),
                              .scale = share};
    cairn_term_times(
        &term, cairn_builder_enter(
                   b, &(struct cairn_factor){.kind = CAIRN_FACTOR_PRETRAINING,
                                             .subject = model->id,
                                             .value = pretraining->carbon_g / pretraining->requests,
                                             .evidence = pretraining->evidence,
                                             .origin = pretraining->origin}));
    cairn_builder_add(b, &term);
}

/* [STEP] the same of the models of further steps, by the share of the requests that come so far */
static void add_further_pretraining(struct cairn_ledger_builder *b, int source)
{
    const struct cairn_scenario *s = b->scenario;
    const struct cairn_component *c = b->component;
    const struct cairn_component_source *of = &c->sources[source];
    for (int r = of->first_route; r < of->first_route + of->n_routes; r++) {
        const struct cairn_component_route *route = &c->routes[r];
        double share = route->share;
        while (share > 0 && route->next_route != CAIRN_NONE) {
            share *= route->next_share;
            route = &c->routes[route->next_route];
            const struct cairn_component_pool *pool = &c->pools[route->pool];
            int variant = pool->variants[route->variant].scenario_variant;
            int service = s->pools[pool->scenario_pool].service;
            add_pretraining(b, source,
                            variant == CAIRN_NONE ? s->services[service].model
                                                  : s->variants[variant].model,
                            share);
        }
    }
}

void cairn_ledger_workload(struct cairn_ledger_builder *b, int source)
{
    int workload = b->component->sources[source].scenario_workload;
    const struct cairn_workload *said = &b->scenario->workloads[workload];
    if (said->storage.origin.file)
        add_storage(b, source, workload);
    if (said->training.origin.file)
        add_training(b, workload);
    add_pretraining(b, source, said->model, 1);
    add_further_pretraining(b, source);
    cairn_ledger_rework(b, source);
}
