#include "account/ledger.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

/* Simulated once, there `multiplicity` times: as many as its site has copies. */
static const char *site_of_copies(const struct cairn_ledger_builder *b)
{
    const struct cairn_component *c = b->component;
    if (c->multiplicity == 1)
        return "";
    assert(c->n_sources > 0 || c->n_pools > 0);
    int place = c->n_sources > 0 ? b->scenario->workloads[c->sources[0].scenario_workload].place
                                 : b->scenario->pools[c->pools[0].scenario_pool].place;
    return b->scenario->places[place].id;
}

static void enter_plan(struct cairn_ledger_builder *b)
{
    const struct cairn_plan *plan = b->component->plan;
    double horizon_s = b->scenario->time.horizon_s;
    b->horizon =
        cairn_factor_enter(b->book, &(struct cairn_factor){.kind = CAIRN_FACTOR_HORIZON,
                                                           .subject = "",
                                                           .window = CAIRN_NONE,
                                                           .value = horizon_s,
                                                           .evidence = cairn_own_word,
                                                           .origin = b->scenario->time.origin});
    const char *site = site_of_copies(b);
    b->weight = cairn_calloc((size_t)plan->n_windows, sizeof *b->weight);
    for (int w = 0; w < plan->n_windows; w++) {
        b->weight[w] = CAIRN_NONE;
        if (plan->windows[w].hours == 0)
            continue;
        /* [PLAN] share of the week x horizon / length x copies */
        double stands_for_s = horizon_s * plan->windows[w].hours / CAIRN_HOURS_PER_WEEK;
        double value = stands_for_s / ((double)plan->length_ns * 1e-9) * b->component->multiplicity;
        b->weight[w] =
            cairn_factor_enter(b->book, &(struct cairn_factor){.kind = CAIRN_FACTOR_WEIGHT,
                                                               .subject = site,
                                                               .window = w,
                                                               .value = value,
                                                               .evidence = cairn_own_word});
    }
}

void cairn_ledger_init(struct cairn_ledger *ledger, const struct cairn_scenario *scenario,
                       const struct cairn_component *component, struct cairn_factor_book *book)
{
    *ledger = (struct cairn_ledger){0};
    struct cairn_ledger_builder builder = {
        .ledger = ledger, .scenario = scenario, .component = component, .book = book};
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

    for (int i = 0; i < scenario->n_grids * CAIRN_INTENSITIES_PER_GRID; i++)
        cairn_free(builder.intensity[i]);
    cairn_free(builder.intensity);
    cairn_free(builder.weight);
    cairn_layout_release(&builder.layout);
}

void cairn_ledger_release(struct cairn_ledger *ledger)
{
    for (int i = 0; i < ledger->n_notes; i++)
        cairn_free(ledger->notes[i].text);
    cairn_free(ledger->notes);
    cairn_free(ledger->terms);
    *ledger = (struct cairn_ledger){0};
}

const struct cairn_ledger_note *cairn_ledger_missing(const struct cairn_ledger *ledger,
                                                     enum cairn_measure measure,
                                                     enum cairn_basis_kind basis)
{
    for (int i = 0; i < ledger->n_notes; i++) {
        const struct cairn_ledger_note *note = &ledger->notes[i];
        if (note->kind == CAIRN_NOTE_MISSING && note->measures & (1u << measure) &&
            note->bases & CAIRN_BASIS_BIT(basis))
            return note;
    }
    return NULL;
}

/* A term of so much of its quantity, or of its own amount. */
static double value_of(const struct cairn_term *term, const struct cairn_factor_book *book,
                       double amount)
{
    double value = term->quantity == CAIRN_NONE ? term->amount : amount;
    for (int i = 0; i < term->n_factors; i++)
        value *= book->factors[term->factor[i]].value;
    return value * term->scale;
}

double cairn_term_value(const struct cairn_term *term, const struct cairn_factor_book *book,
                        const int64_t *counts, int replications)
{
    assert(replications > 0);
    return value_of(term, book,
                    term->quantity == CAIRN_NONE ? 0
                                                 : (double)counts[term->quantity] / replications);
}

static double term_value_of(const struct cairn_term *term, const struct cairn_factor_book *book,
                            const double *amounts)
{
    return value_of(term, book, term->quantity == CAIRN_NONE ? 0 : amounts[term->quantity]);
}

static bool adds_to(const struct cairn_term *term, enum cairn_measure measure,
                    enum cairn_basis_kind basis)
{
    return term->measure == measure && term->bases & CAIRN_BASIS_BIT(basis);
}

double cairn_ledger_total(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                          enum cairn_measure measure, enum cairn_basis_kind basis,
                          const int64_t *counts, int replications, double parts[CAIRN_N_PARTS])
{
    double total = 0;
    for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
        parts[p] = 0;
    for (int i = 0; i < ledger->n; i++) {
        const struct cairn_term *term = &ledger->terms[i];
        if (!adds_to(term, measure, basis))
            continue;
        double value = cairn_term_value(term, book, counts, replications);
        total += value;
        if (parts)
            parts[term->part] += value;
    }
    return total;
}

double cairn_ledger_total_of(const struct cairn_ledger *ledger,
                             const struct cairn_factor_book *book, enum cairn_measure measure,
                             enum cairn_basis_kind basis, const double *amounts,
                             double parts[CAIRN_N_PARTS])
{
    double total = 0;
    for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
        parts[p] = 0;
    for (int i = 0; i < ledger->n; i++) {
        const struct cairn_term *term = &ledger->terms[i];
        if (!adds_to(term, measure, basis))
            continue;
        double value = term_value_of(term, book, amounts);
        total += value;
        if (parts)
            parts[term->part] += value;
    }
    return total;
}

void cairn_ledger_add(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                      const int64_t *counts, int replications, int place,
                      struct cairn_footprint *footprint)
{
    for (int i = 0; i < ledger->n; i++) {
        const struct cairn_term *term = &ledger->terms[i];
        if (place != CAIRN_NONE && term->place != place)
            continue;
        double value = cairn_term_value(term, book, counts, replications);
        for (int basis = 0; basis < CAIRN_N_BASES; basis++) {
            if (!(term->bases & CAIRN_BASIS_BIT(basis)))
                continue;
            footprint->total[term->measure][basis] += value;
            footprint->part[term->measure][basis][term->part] += value;
        }
    }
}

static bool is_energy_of(const struct cairn_term *term, enum cairn_basis_kind basis,
                         enum cairn_item_kind kind, int item)
{
    return adds_to(term, CAIRN_ENERGY_USED, basis) && term->item_kind == kind && term->item == item;
}

double cairn_ledger_item_energy_j(const struct cairn_ledger *ledger,
                                  const struct cairn_factor_book *book, enum cairn_basis_kind basis,
                                  enum cairn_item_kind kind, int item, const int64_t *counts,
                                  int replications)
{
    double energy_j = 0;
    for (int i = 0; i < ledger->n; i++)
        if (is_energy_of(&ledger->terms[i], basis, kind, item))
            energy_j += cairn_term_value(&ledger->terms[i], book, counts, replications);
    return energy_j;
}

double cairn_ledger_item_energy_of(const struct cairn_ledger *ledger,
                                   const struct cairn_factor_book *book,
                                   enum cairn_basis_kind basis, enum cairn_item_kind kind, int item,
                                   const double *amounts)
{
    double energy_j = 0;
    for (int i = 0; i < ledger->n; i++)
        if (is_energy_of(&ledger->terms[i], basis, kind, item))
            energy_j += term_value_of(&ledger->terms[i], book, amounts);
    return energy_j;
}

const char *cairn_measure_name(enum cairn_measure measure)
{
    static const char *const names[CAIRN_N_MEASURES] = {
        [CAIRN_CARBON] = "carbon",
        [CAIRN_ENERGY_USED] = "energy",
        [CAIRN_WATER_USED] = "water",
        [CAIRN_WATER_WITHOUT_RESERVOIRS] = "water-without-reservoirs",
        [CAIRN_MONEY_SPENT] = "money",
    };
    return names[measure];
}

const char *cairn_measure_unit(enum cairn_measure measure)
{
    static const char *const units[CAIRN_N_MEASURES] = {
        [CAIRN_CARBON] = "g",        [CAIRN_ENERGY_USED] = "J",
        [CAIRN_WATER_USED] = "L",    [CAIRN_WATER_WITHOUT_RESERVOIRS] = "L",
        [CAIRN_MONEY_SPENT] = "USD",
    };
    return units[measure];
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
    };
    return names[part];
}
