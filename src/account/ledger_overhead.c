/* ledger_overhead.c - PUE and WUE of a place, constant or by the hour. [COOLING] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"
#include "model/fold.h"
#include "model/overhead.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR };

/* A table of factors by window, once per ledger. */
struct cairn_overhead_table {
    int place;
    enum cairn_varying varying;
    const struct cairn_charge *charge; /* static */
    int *factors;
};

static bool is_of(const struct cairn_overhead_table *table, int place, enum cairn_varying varying,
                  const struct cairn_charge *charge)
{
    const struct cairn_charge *other = table->charge;

    return table->place == place && table->varying == varying && !charge == !other &&
           (!charge || (charge->kind == other->kind && charge->scope == other->scope));
}

/* ---- values by window, and of the year behind them ---- */

struct values {
    double *mean, *product, *intensity;
};

static void values_init(struct values *v, int n_windows)
{
    size_t n = (size_t)n_windows + 1;

    v->mean = cairn_calloc(3 * n, sizeof *v->mean);
    v->product = v->mean + n;
    v->intensity = v->product + n;
}

/* By the hour of the week. */
static void fold_weeks(const struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                       enum cairn_varying varying, const struct cairn_charge *charge,
                       struct values *v)
{
    const struct cairn_plan *plan = b->component->plan;
    const struct cairn_hourly_overhead *o = b->scenario->places[flow->term.place].overhead;
    int i;

    cairn_fold_to_windows(varying == CAIRN_VARYING_PUE   ? o->pue
                          : varying == CAIRN_VARYING_WUE ? o->wue
                                                         : o->wue_of_facility,
                          plan, v->mean);
    if (!charge)
        return;
    i = cairn_scenario_intensity(b->scenario, flow->grid, charge->kind, charge->scope) -
        o->first_intensity;
    cairn_fold_to_windows(o->pue_x_intensity[i], plan, v->product);
    cairn_fold_to_windows(o->intensity[i], plan, v->intensity);
}

/* [GREENEST] By the hours of the year, of a plan of these. */
static void fold_year(const struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                      enum cairn_varying varying, const struct cairn_charge *charge,
                      struct values *v)
{
    const struct cairn_plan *plan = b->component->plan;
    double *pue = cairn_alloc(HOURS * sizeof *pue), *wue = cairn_alloc(HOURS * sizeof *wue);
    struct cairn_year year;

    cairn_year_init(&year, b->scenario);
    cairn_overhead_hours(&year, &b->scenario->places[flow->term.place], pue, wue);
    for (int h = 0; h < HOURS && varying == CAIRN_VARYING_WUE_OF_FACILITY; h++)
        wue[h] /= pue[h];
    cairn_fold_year_to_windows(varying == CAIRN_VARYING_PUE ? pue : wue, plan, v->mean);
    if (charge) {
        const double *hours = cairn_year_intensity(&year, flow->grid, charge->kind, charge->scope);

        cairn_fold_year_to_windows(hours, plan, v->intensity);
        for (int h = 0; h < HOURS; h++)
            pue[h] *= hours[h];
        cairn_fold_year_to_windows(pue, plan, v->product);
    }
    cairn_year_release(&year);
    cairn_free(wue);
    cairn_free(pue);
}

/*
 * [COOLING] Under a charge the mean of PUE x intensity over the mean of intensity, or the mean of
 * PUE where that is 0.
 */
static void find_values(const struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                        enum cairn_varying varying, const struct cairn_charge *charge,
                        struct values *v)
{
    if (b->component->plan->window_of_year)
        fold_year(b, flow, varying, charge, v);
    else
        fold_weeks(b, flow, varying, charge, v);
    for (int w = 0; charge && w <= b->ledger->n_windows; w++)
        if (v->intensity[w] > 0)
            v->mean[w] = v->product[w] / v->intensity[w];
}

/* ---- factors ---- */

static struct cairn_evidence evidence_of(const struct cairn_ledger_builder *b,
                                         const struct cairn_place *place)
{
    const struct cairn_scenario *s = b->scenario;

    if (place->cooling != CAIRN_NONE)
        return s->coolings[place->cooling].evidence;
    if (place->datacentre != CAIRN_NONE && s->datacentres[place->datacentre].pue == place->pue)
        return s->datacentres[place->datacentre].evidence;
    return cairn_own_word;
}

/* What is known already, of this ledger or another one, is not folded again. */
static void enter(struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                  struct cairn_overhead_table *table, struct cairn_factor *factor)
{
    int n = b->ledger->n_windows;
    bool known =
        cairn_factor_find(b->book, factor->kind, factor->subject, CAIRN_NONE) != CAIRN_NONE;
    struct values values;

    values_init(&values, n);
    if (!known)
        find_values(b, flow, table->varying, table->charge, &values);
    for (int w = 0; w <= n; w++) {
        factor->window = w < n ? w : CAIRN_NONE;
        factor->value = values.mean[w];
        if (w < n && b->ledger->weight[w] == CAIRN_NONE)
            continue;
        table->factors[w] =
            known ? cairn_factor_find(b->book, factor->kind, factor->subject, factor->window)
                  : cairn_factor_enter(b->book, factor);
    }
    cairn_free(values.mean);
}

const int *cairn_builder_overhead(struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                                  enum cairn_varying varying, const struct cairn_charge *charge)
{
    int at = flow->term.place;
    const struct cairn_place *place = &b->scenario->places[at];
    char *subject = NULL;
    struct cairn_factor factor = {
        .subject = place->id, .evidence = evidence_of(b, place), .origin = place->origin};

    charge = varying == CAIRN_VARYING_PUE ? charge : NULL;
    for (int i = 0; i < b->n_overheads; i++)
        if (is_of(&b->overheads[i], at, varying, charge))
            return b->overheads[i].factors;
    b->overheads = cairn_realloc(b->overheads, (size_t)b->n_overheads + 1, sizeof *b->overheads);
    struct cairn_overhead_table *table = &b->overheads[b->n_overheads++];
    *table = (struct cairn_overhead_table){at, varying, charge, cairn_builder_table(b)};

    factor.kind = varying == CAIRN_VARYING_PUE   ? CAIRN_FACTOR_PUE
                  : varying == CAIRN_VARYING_WUE ? CAIRN_FACTOR_WUE
                                                 : CAIRN_FACTOR_WUE_OF_FACILITY;
    if (charge) {
        factor.kind = CAIRN_FACTOR_PUE_CHARGED;
        subject = cairn_format(
            "%s, %s", place->id,
            cairn_factor_type(cairn_factor_intensity(charge->kind, charge->scope))->name);
        factor.subject = subject;
    }
    enter(b, flow, table, &factor);
    cairn_free(subject);
    return table->factors;
}

/* Hours of the year in which it is colder or hotter than the cooling has points for. */
static void note_extrapolation(struct cairn_ledger_builder *b, int place)
{
    const struct cairn_place *p = &b->scenario->places[place];

    if (p->overhead->hours_outside_points > 0)
        cairn_builder_note(b, CAIRN_NOTE_EXTRAPOLATED,
                           (struct cairn_gap){.measures = CAIRN_ALL_MEASURES,
                                              .bases = CAIRN_ALL_BASES,
                                              .place = place},
                           "cooling \"%s\" has no points for the temperature in %d of 8,760 hours "
                           "at %s \"%s\": the nearest point is taken",
                           b->scenario->coolings[p->cooling].id, p->overhead->hours_outside_points,
                           p->kind == CAIRN_SITE ? "site" : "region", p->id);
}

/* Water on site, of regions and of sites that say how they are cooled. */
static void add_wue(struct cairn_ledger_builder *b, struct cairn_flow *flow,
                    enum cairn_overhead overhead, struct cairn_factor *factor, const char *who)
{
    const struct cairn_place *p = &b->scenario->places[flow->term.place];
    struct cairn_gap gap = {
        .measures = CAIRN_WATER_MEASURES, .bases = CAIRN_ALL_BASES, .place = flow->term.place};

    if (p->overhead && p->overhead->wue) {
        flow->wue_varies =
            overhead == CAIRN_OVERHEAD_INCLUDED ? CAIRN_VARYING_WUE_OF_FACILITY : CAIRN_VARYING_WUE;
        return;
    }
    factor->kind = CAIRN_FACTOR_WUE;
    factor->value = p->wue_l_per_kwh;
    flow->wue = cairn_builder_figure(b, factor, gap, who, "WUE");
    if (overhead == CAIRN_OVERHEAD_INCLUDED && flow->wue != CAIRN_NONE) {
        factor->kind = CAIRN_FACTOR_IT_SHARE;
        factor->value = 1 / p->pue;
        flow->it_share = cairn_builder_figure(b, factor, gap, who, "PUE");
        flow->wue = flow->it_share == CAIRN_NONE ? CAIRN_NONE : flow->wue;
    }
}

void cairn_flow_add_overhead(struct cairn_ledger_builder *b, struct cairn_flow *flow, bool paid,
                             enum cairn_overhead overhead, const char *who)
{
    const struct cairn_place *p = &b->scenario->places[flow->term.place];
    struct cairn_factor factor = {.kind = CAIRN_FACTOR_PUE,
                                  .subject = p->id,
                                  .value = p->pue,
                                  .evidence = evidence_of(b, p),
                                  .origin = p->origin};
    struct cairn_gap gap = {.measures = paid ? CAIRN_ALL_MEASURES : CAIRN_ENERGY_MEASURES,
                            .bases = CAIRN_ALL_BASES,
                            .place = flow->term.place};

    if (overhead == CAIRN_OVERHEAD_NONE)
        return;
    if (p->overhead)
        note_extrapolation(b, flow->term.place);
    if (overhead == CAIRN_OVERHEAD_APPLIES && p->overhead) {
        flow->pue_varies = CAIRN_VARYING_PUE;
    } else if (overhead == CAIRN_OVERHEAD_APPLIES) {
        flow->pue = cairn_builder_figure(b, &factor, gap, who, "PUE");
        flow->known = flow->pue != CAIRN_NONE;
    }
    /* Sites have no cooling water, unless they say so; equipment of networks has none on record. */
    if (p->kind == CAIRN_REGION || p->cooling != CAIRN_NONE)
        add_wue(b, flow, overhead, &factor, who);
}
