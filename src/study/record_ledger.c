/* The ledger as rows: factors, quantities, terms. v_footprint adds them up again. */

#include "study/record.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/locate.h"

const char *cairn_record_evidence(enum cairn_evidence_class class)
{
    static const char *const names[] = {
        [CAIRN_MEASURED] = "measured",
        [CAIRN_VENDOR] = "vendor",
        [CAIRN_MODELLED] = "modelled",
        [CAIRN_ASSUMED] = "assumed",
    };

    return names[class];
}

static void record_factors(struct cairn_record *record)
{
    const struct cairn_factor_book *book = &record->answer->book;
    const struct cairn_scenario *scenario = record->answer->scenario;

    for (int i = 0; i < book->n; i++) {
        const struct cairn_factor *factor = &book->factors[i];
        const struct cairn_factor_type *type = cairn_factor_type(factor->kind);
        bool cited = factor->evidence.source != CAIRN_NONE;

        CAIRN_STORE_ADD(
            record->store, "factor", CAIRN_INTEGER("study", record->study),
            CAIRN_INTEGER("factor", i), CAIRN_STRING("name", type->name),
            CAIRN_STRING("subject", *factor->subject ? factor->subject : NULL),
            CAIRN_INDEX("window", factor->window), CAIRN_REAL("value", factor->value),
            CAIRN_STRING("unit", strcmp(type->unit, "1") == 0 ? NULL : type->unit),
            CAIRN_STRING("source", cited ? scenario->sources[factor->evidence.source].id : NULL),
            CAIRN_STRING("class", factor->origin.file
                                      ? cairn_record_evidence(factor->evidence.known)
                                      : NULL));
    }
}

/* ---- quantities ---- */

/* What a count is of, in words. */
struct described {
    const char *name, *unit;
    char *subject; /* owned */
};

static void describe_batch(const struct cairn_scenario *scenario,
                           const struct cairn_component *component,
                           const struct cairn_count_place *place, struct described *described)
{
    const struct cairn_component_pool *pool = &component->pools[place->station];
    int variant = pool->variants[place->variant].scenario_variant;

    described->name = "busy";
    described->unit = "ns";
    described->subject = cairn_format(
        "%s, %s, batch of %d", scenario->pools[pool->scenario_pool].id,
        variant == CAIRN_NONE ? "service" : scenario->variants[variant].id, place->batch);
}

static void describe_pass(const struct cairn_scenario *scenario,
                          const struct cairn_component *component,
                          const struct cairn_count_place *place, struct described *described)
{
    const struct cairn_component_pool *pool = &component->pools[place->station];
    int variant = pool->variants[place->variant].scenario_variant;

    described->subject = cairn_format("%s, %s", scenario->pools[pool->scenario_pool].id,
                                      scenario->variants[variant].id);
}

static struct described describe(const struct cairn_scenario *scenario,
                                 const struct cairn_component *component,
                                 const struct cairn_count_place *place)
{
    const char *id = NULL;
    struct described described = {
        .name = cairn_count_name(place),
        .unit = cairn_count_unit(place),
    };

    switch (place->kind) {
    case CAIRN_COUNT_OF_SOURCE:
        id = scenario->workloads[component->sources[place->station].scenario_workload].id;
        break;
    case CAIRN_COUNT_OF_LINK:
        id = scenario->links[component->links[place->station].scenario_link].id;
        break;
    case CAIRN_COUNT_OF_CACHE:
        id = scenario->caches[component->caches[place->station].scenario_cache].id;
        break;
    case CAIRN_COUNT_OF_POOL:
        id = scenario->pools[component->pools[place->station].scenario_pool].id;
        break;
    case CAIRN_COUNT_OF_BATCH:
        describe_batch(scenario, component, place, &described);
        return described;
    case CAIRN_COUNT_OF_PASS:
        describe_pass(scenario, component, place, &described);
        return described;
    }
    described.subject = cairn_strdup(id);
    return described;
}

/* What a component amounts to, added over the replications that count for the candidate. */
struct added {
    const struct cairn_layout *layout;
    int64_t *counts;     /* as counted; owned */
    double *corrections; /* to add to them [CV]; owned */
};

static void added_init(struct added *added, struct cairn_candidate *candidate, int component)
{
    const struct cairn_lab_entry *entry =
        cairn_trial_entry(&candidate->trial, component, candidate->replications);
    size_t n = (size_t)entry->sum.layout.n_windows * (size_t)entry->sum.layout.stride;

    *added = (struct added){
        .layout = &entry->sum.layout,
        .counts = cairn_calloc(n, sizeof *added->counts),
        .corrections = cairn_calloc(n, sizeof *added->corrections),
    };
    for (int r = 0; r < candidate->replications; r++) {
        const int64_t *counts = entry->samples[r].counts;
        const double *amounts = cairn_trial_amounts(&candidate->trial, component, r);

        for (size_t i = 0; i < n; i++) {
            added->counts[i] += counts[i];
            added->corrections[i] += amounts[i] - (double)counts[i];
        }
    }
}

static void added_release(struct added *added)
{
    cairn_free(added->counts);
    cairn_free(added->corrections);
}

static void record_quantity(struct cairn_record *record, int placement, int component, int index,
                            const struct added *added)
{
    const struct cairn_candidate *candidate = record->answer->candidates[placement];
    struct cairn_count_place place = cairn_layout_locate(added->layout, index);
    struct described described =
        describe(record->answer->scenario, &candidate->trial.components.items[component], &place);

    CAIRN_STORE_ADD(
        record->store, "quantity", CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("placement", placement), CAIRN_INTEGER("component", component),
        CAIRN_INTEGER("quantity", index), CAIRN_STRING("name", described.name),
        CAIRN_STRING("subject", described.subject), CAIRN_INTEGER("window", place.window),
        CAIRN_INTEGER("value", added->counts[index]),
        CAIRN_REAL("correction", added->corrections[index]), CAIRN_STRING("unit", described.unit),
        CAIRN_INTEGER("replications", candidate->replications));
    cairn_free(described.subject);
}

/* ---- terms ---- */

static void record_term(struct cairn_record *record, int placement, int component, int index,
                        const struct cairn_term *term)
{
    static const char *const columns[CAIRN_TERM_FACTORS] = {
        "factor1", "factor2", "factor3", "factor4", "factor5", "factor6",
    };
    const struct cairn_scenario *scenario = record->answer->scenario;
    struct cairn_cell cells[15 + CAIRN_TERM_FACTORS] = {
        CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("placement", placement),
        CAIRN_INTEGER("component", component),
        CAIRN_INTEGER("term", index),
        CAIRN_INTEGER("bases", term->bases),
        CAIRN_STRING("measure", cairn_measure_name(term->measure)),
        CAIRN_STRING("part", cairn_part_name(term->part)),
        CAIRN_STRING("place", scenario->places[term->place].id),
        CAIRN_STRING("item_kind", cairn_item_kind_name(term->item_kind)),
        CAIRN_STRING("item", cairn_item_id(scenario, term->item_kind, term->item)),
        CAIRN_STRING("equation", term->equation),
        CAIRN_STRING("category", term->category),
        CAIRN_INDEX("quantity", term->quantity),
        CAIRN_REAL_OR_NULL("amount", term->quantity == CAIRN_NONE ? term->amount : NAN),
        CAIRN_REAL("scale", term->scale),
    };

    for (int i = 0; i < CAIRN_TERM_FACTORS; i++)
        cells[15 + i] = CAIRN_INDEX(columns[i], i < term->n_factors ? term->factor[i] : CAIRN_NONE);
    cairn_store_insert(record->store, "term", cells, 15 + CAIRN_TERM_FACTORS);
}

/* Terms of nothing (a quantity of zero) are left out, and each quantity stands once. */
static void record_component(struct cairn_record *record, int placement, int component)
{
    struct cairn_candidate *candidate = record->answer->candidates[placement];
    struct cairn_terms terms = cairn_ledger_terms(&candidate->trial.ledgers[component]);
    struct added added;
    bool *stored;

    added_init(&added, candidate, component);
    stored = cairn_calloc((size_t)added.layout->n_windows * (size_t)added.layout->stride,
                          sizeof *stored);
    while (cairn_terms_next(&terms)) {
        const struct cairn_term *term = &terms.term;
        int q = term->quantity;

        if (q != CAIRN_NONE && added.counts[q] == 0 && added.corrections[q] == 0.0)
            continue;
        if (q != CAIRN_NONE && !stored[q]) {
            stored[q] = true;
            record_quantity(record, placement, component, q, &added);
        }
        record_term(record, placement, component, terms.index, term);
    }
    cairn_free(stored);
    added_release(&added);
}

/* ---- groups: components behind those that are simulated ---- */

static void record_amount(struct cairn_record *record, int placement, int group, int index,
                          double sum)
{
    const struct cairn_candidate *candidate = record->answer->candidates[placement];
    const struct cairn_trial *trial = &candidate->trial;
    const struct cairn_group *of = &trial->groups.items[group];
    const char *stage, *what;
    char *subject;

    cairn_group_amount_name(of, index, &stage, &what);
    subject = cairn_format("%s, %s", trial->scenario->places[of->ground->place].id, what);
    CAIRN_STORE_ADD(record->store, "quantity", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("placement", placement),
                    CAIRN_INTEGER("component", trial->components.n + group),
                    CAIRN_INTEGER("quantity", index), CAIRN_STRING("name", stage),
                    CAIRN_STRING("subject", subject), CAIRN_INTEGER("value", 0),
                    CAIRN_REAL("correction", sum), CAIRN_STRING("unit", "J"),
                    CAIRN_INTEGER("replications", candidate->replications));
    cairn_free(subject);
}

/* [GROUP] What it changes, added over the replications: dispatched, so not recomputed from rows. */
static void record_group(struct cairn_record *record, int placement, int group)
{
    struct cairn_candidate *candidate = record->answer->candidates[placement];
    const struct cairn_group *of = &candidate->trial.groups.items[group];
    struct cairn_terms terms = cairn_ledger_terms(&of->ledger);
    double *sums = cairn_calloc((size_t)of->n_amounts, sizeof *sums);

    for (int r = 0; r < candidate->replications; r++) {
        const double *amounts = cairn_trial_group_amounts(&candidate->trial, group, r);

        for (int i = 0; i < of->n_amounts; i++)
            sums[i] += amounts[i];
    }
    for (int i = 0; i < of->n_amounts; i++)
        record_amount(record, placement, group, i, sums[i]);
    while (cairn_terms_next(&terms))
        record_term(record, placement, candidate->trial.components.n + group, terms.index,
                    &terms.term);
    cairn_free(sums);
}

static void record_placement_ledger(struct cairn_record *record, int placement)
{
    const struct cairn_trial *trial = &record->answer->candidates[placement]->trial;

    for (int c = 0; c < trial->components.n; c++)
        record_component(record, placement, c);
    for (int g = 0; g < trial->groups.n; g++)
        record_group(record, placement, g);
}

void cairn_record_ledger(struct cairn_record *record)
{
    const struct cairn_answer *answer = record->answer;

    record_factors(record);
    for (int i = 0; i < answer->n_candidates; i++)
        if (answer->candidates[i]->replications > 0 && cairn_record_is_finalist(answer, i))
            record_placement_ledger(record, i);
}
