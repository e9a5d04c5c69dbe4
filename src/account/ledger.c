#include "account/ledger.h"

#include <assert.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

/*
 * Simulated once, there `multiplicity` times: as many as its site has copies, or one in so many of
 * them that share a line. Owned by the caller.
 */
static char *copies_of(const struct cairn_ledger_builder *b)
{
    const struct cairn_component *c = b->component;
    const struct cairn_place *site;
    int together;

    if (c->multiplicity == 1)
        return cairn_strdup("");
    assert(c->n_sources > 0 || c->n_pools > 0);
    site = &b->scenario->places[c->n_sources > 0
                                    ? b->scenario->workloads[c->sources[0].scenario_workload].place
                                    : b->scenario->pools[c->pools[0].scenario_pool].place];
    together = site->count / c->multiplicity;
    return together > 1 ? cairn_format("%s, by %d", site->id, together) : cairn_strdup(site->id);
}

static void enter_plan(struct cairn_ledger_builder *b)
{
    const struct cairn_plan *plan = b->component->plan;
    double horizon_s = b->scenario->time.horizon_s;
    int hours = cairn_plan_hours(plan);
    b->horizon =
        cairn_factor_enter(b->book, &(struct cairn_factor){.kind = CAIRN_FACTOR_HORIZON,
                                                           .subject = "",
                                                           .window = CAIRN_NONE,
                                                           .value = horizon_s,
                                                           .evidence = cairn_own_word,
                                                           .origin = b->scenario->time.origin});
    char *copies = copies_of(b);
    int *weight = cairn_calloc((size_t)plan->n_windows, sizeof *weight);
    b->ledger->weight = weight;
    b->ledger->n_windows = plan->n_windows;
    b->ledger->stride = b->layout.stride;
    for (int w = 0; w < plan->n_windows; w++) {
        weight[w] = CAIRN_NONE;
        if (plan->windows[w].hours == 0)
            continue;
        b->ledger->n_weighted++;
        /* [PLAN] share of the year x horizon / length x copies */
        double stands_for_s = horizon_s * plan->windows[w].hours / hours;
        double value = stands_for_s / ((double)plan->length_ns * 1e-9) * b->component->multiplicity;
        weight[w] = cairn_factor_enter(b->book, &(struct cairn_factor){.kind = CAIRN_FACTOR_WEIGHT,
                                                                       .subject = copies,
                                                                       .window = w,
                                                                       .value = value,
                                                                       .evidence = cairn_own_word});
    }
    cairn_free(copies);
}

static void build(struct cairn_ledger *ledger, const struct cairn_scenario *scenario,
                  const struct cairn_component *component, struct cairn_factor_book *book,
                  bool least)
{
    *ledger = (struct cairn_ledger){.weighs_water = cairn_ledger_weighs_water(scenario)};
    struct cairn_ledger_builder builder = {.ledger = ledger,
                                           .scenario = scenario,
                                           .component = component,
                                           .book = book,
                                           .least = least};
    cairn_layout_init(&builder.layout, component);
    builder.intensity = cairn_calloc((size_t)scenario->n_grids * CAIRN_INTENSITIES_PER_GRID,
                                     sizeof *builder.intensity);
    enter_plan(&builder);
    for (int i = 0; i < component->n_pools; i++)
        cairn_ledger_pool(&builder, i);
    for (int i = 0; i < component->n_links; i++)
        cairn_ledger_link(&builder, i);
    for (int i = 0; i < component->n_caches; i++)
        cairn_ledger_cache(&builder, i);
    for (int i = 0; i < component->n_sources; i++)
        cairn_ledger_workload(&builder, i);

    cairn_free(builder.intensity);
    cairn_free(builder.overheads);
    cairn_layout_release(&builder.layout);
}

void cairn_ledger_init(struct cairn_ledger *ledger, const struct cairn_scenario *scenario,
                       const struct cairn_component *component, struct cairn_factor_book *book)
{
    build(ledger, scenario, component, book, false);
}

void cairn_ledger_init_least(struct cairn_ledger *ledger, const struct cairn_scenario *scenario,
                             const struct cairn_component *component,
                             struct cairn_factor_book *book)
{
    build(ledger, scenario, component, book, true);
}

void cairn_ledger_release(struct cairn_ledger *ledger)
{
    for (int i = 0; i < ledger->n_notes; i++)
        cairn_free(ledger->notes[i].text);
    cairn_free(ledger->notes);
    for (int i = 0; i < ledger->n_tables; i++)
        cairn_free(ledger->tables[i]);
    cairn_free(ledger->tables);
    cairn_free(ledger->weight);
    cairn_free(ledger->lines);
    *ledger = (struct cairn_ledger){0};
}

const struct cairn_ledger_note *cairn_ledger_missing(const struct cairn_ledger *ledger,
                                                     enum cairn_measure measure,
                                                     enum cairn_basis_kind basis)
{
    static const struct cairn_ledger_note unasked = {.kind = CAIRN_NOTE_MISSING,
                                                     .text = "nothing says how scarce water is"};

    if (measure == CAIRN_WATER_SCARCITY && !ledger->weighs_water)
        return &unasked;
    for (int i = 0; i < ledger->n_notes; i++) {
        const struct cairn_ledger_note *note = &ledger->notes[i];
        if (note->kind == CAIRN_NOTE_MISSING && note->measures & (1u << measure) &&
            note->bases & CAIRN_BASIS_BIT(basis))
            return note;
    }
    return NULL;
}

enum cairn_measure cairn_aim_measure(enum cairn_aim aim)
{
    static const enum cairn_measure measures[] = {
        [CAIRN_AIM_CARBON] = CAIRN_CARBON,
        [CAIRN_AIM_ENERGY] = CAIRN_ENERGY_USED,
        [CAIRN_AIM_WATER] = CAIRN_WATER_USED,
        [CAIRN_AIM_MONEY] = CAIRN_MONEY_SPENT,
    };

    return measures[aim];
}

const char *cairn_measure_name(enum cairn_measure measure)
{
    static const char *const names[CAIRN_N_MEASURES] = {
        [CAIRN_CARBON] = "carbon",
        [CAIRN_ENERGY_USED] = "energy",
        [CAIRN_WATER_USED] = "water",
        [CAIRN_WATER_WITHOUT_RESERVOIRS] = "water-without-reservoirs",
        [CAIRN_WATER_SCARCITY] = "water-scarcity",
        [CAIRN_MONEY_SPENT] = "money",
    };
    return names[measure];
}

const char *cairn_measure_unit(enum cairn_measure measure)
{
    static const char *const units[CAIRN_N_MEASURES] = {
        [CAIRN_CARBON] = "g",         [CAIRN_ENERGY_USED] = "J",
        [CAIRN_WATER_USED] = "L",     [CAIRN_WATER_WITHOUT_RESERVOIRS] = "L",
        [CAIRN_WATER_SCARCITY] = "L", [CAIRN_MONEY_SPENT] = "USD",
    };
    return units[measure];
}

const char *cairn_measure_shown_unit(enum cairn_measure measure, double *per_unit)
{
    *per_unit = 1.0;
    if (measure == CAIRN_CARBON) {
        *per_unit = 1e3;
        return "kg";
    }
    if (measure == CAIRN_ENERGY_USED) {
        *per_unit = 3.6e6;
        return "kWh";
    }
    return cairn_measure_unit(measure);
}

const char *cairn_part_name(enum cairn_part part)
{
    static const char *const names[CAIRN_N_PARTS] = {
        [CAIRN_PART_BUSY] = "busy",
        [CAIRN_PART_IDLE] = "idle",
        [CAIRN_PART_SERVICE] = "service",
        [CAIRN_PART_CACHE] = "cache",
        [CAIRN_PART_NETWORK] = "network",
        [CAIRN_PART_EMBODIED] = "embodied",
        [CAIRN_PART_NETWORK_EMBODIED] = "network-embodied",
        [CAIRN_PART_STORAGE] = "storage",
        [CAIRN_PART_TRAINING] = "training",
        [CAIRN_PART_PRETRAINING] = "pretraining",
        [CAIRN_PART_RENT] = "rent",
        [CAIRN_PART_OVERHEAD] = "overhead",
        [CAIRN_PART_SUPPLY] = "supply",
        [CAIRN_PART_RELEASES] = "releases",
        [CAIRN_PART_MONITORING] = "monitoring",
        [CAIRN_PART_REPAIRS] = "repairs",
        [CAIRN_PART_REWORK] = "rework",
    };
    return names[part];
}

const char *cairn_item_kind_name(enum cairn_item_kind kind)
{
    static const char *const names[CAIRN_N_ITEM_KINDS] = {
        [CAIRN_ITEM_POOL] = "pool",   [CAIRN_ITEM_LINK] = "link",
        [CAIRN_ITEM_CACHE] = "cache", [CAIRN_ITEM_WORKLOAD] = "workload",
        [CAIRN_ITEM_PLACE] = "place",
    };
    return names[kind];
}

int cairn_item_count(const struct cairn_scenario *scenario, enum cairn_item_kind kind)
{
    switch (kind) {
    case CAIRN_ITEM_POOL:
        return scenario->n_pools;
    case CAIRN_ITEM_LINK:
        return scenario->n_links;
    case CAIRN_ITEM_CACHE:
        return scenario->n_caches;
    case CAIRN_ITEM_WORKLOAD:
        return scenario->n_workloads;
    case CAIRN_ITEM_PLACE:
        return scenario->n_places;
    }
    return 0;
}

const char *cairn_item_id(const struct cairn_scenario *scenario, enum cairn_item_kind kind,
                          int item)
{
    switch (kind) {
    case CAIRN_ITEM_POOL:
        return scenario->pools[item].id;
    case CAIRN_ITEM_LINK:
        return scenario->links[item].id;
    case CAIRN_ITEM_CACHE:
        return scenario->caches[item].id;
    case CAIRN_ITEM_WORKLOAD:
        return scenario->workloads[item].id;
    case CAIRN_ITEM_PLACE:
        return scenario->places[item].id;
    }
    return "";
}
