/* ledger_water.c - water on site and of the grid, weighed by how scarce it is. [WATER] */
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

static const double kwh_per_j = 1 / 3.6e6;

/* One way to count water: which figure of the grid, and whether litres are weighed. */
struct column {
    enum cairn_measure measure;
    enum cairn_factor_kind kind;
    const char *what;
    bool weighed;
};

static const struct column columns[] = {
    {CAIRN_WATER_USED, CAIRN_FACTOR_GRID_WATER, "water figure", false},
    {CAIRN_WATER_WITHOUT_RESERVOIRS, CAIRN_FACTOR_GRID_WATER_WITHOUT_RESERVOIRS,
     "water figure without reservoirs", false},
    {CAIRN_WATER_SCARCITY, CAIRN_FACTOR_GRID_WATER, "water figure", true},
};

bool cairn_ledger_weighs_water(const struct cairn_scenario *scenario)
{
    for (int i = 0; i < scenario->n_grids; i++)
        if (scenario->grids[i].scarcity.origin.file)
            return true;
    for (int i = 0; i < scenario->n_places; i++)
        if (scenario->places[i].scarcity.origin.file)
            return true;
    return false;
}

static void note(struct cairn_ledger_builder *b, const struct cairn_term *term, const char *kind,
                 const char *id, const char *what)
{
    cairn_builder_note(b, CAIRN_NOTE_MISSING,
                       (struct cairn_gap){.measures = CAIRN_MEASURE_BIT(term->measure),
                                          .bases = term->bases,
                                          .place = term->place},
                       "%s \"%s\" has no %s", kind, id, what);
}

/* Multiplies a term by what its litres are worth; false and a note where that is not known. */
static bool weigh(struct cairn_ledger_builder *b, struct cairn_term *term, const char *kind,
                  const char *id, const struct cairn_scarcity *scarcity)
{
    char *subject;

    if (!scarcity->origin.file) {
        note(b, term, kind, id, "scarcity of water");
        return false;
    }
    subject = cairn_format("%s:%s", kind, id);
    cairn_term_times(term,
                     cairn_builder_enter(b, &(struct cairn_factor){.kind = CAIRN_FACTOR_SCARCITY,
                                                                   .subject = subject,
                                                                   .value = scarcity->factor,
                                                                   .evidence = scarcity->evidence,
                                                                   .origin = scarcity->origin}));
    cairn_free(subject);
    return true;
}

/* [WATER] IT energy x WUE */
static void add_site(struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                     const struct column *column)
{
    const struct cairn_place *place = &b->scenario->places[flow->term.place];
    struct cairn_term site = flow->term;

    if (flow->wue == CAIRN_NONE && !flow->wue_varies)
        return;
    if (flow->wue != CAIRN_NONE && b->book->factors[flow->wue].value == 0 && column->weighed)
        return; /* nothing, whatever it were worth */
    site.measure = column->measure;
    site.equation = "[WATER]";
    site.scale *= kwh_per_j;
    cairn_term_times(&site, flow->it_share);
    cairn_term_times(&site, flow->wue);
    if (column->weighed && !weigh(b, &site, place->kind == CAIRN_SITE ? "site" : "region",
                                  place->id, &place->scarcity))
        return;
    cairn_builder_add_charged(b, &site, flow, flow->wue_varies, NULL);
}

/* [WATER] facility energy x water of the grid */
static void add_grid(struct cairn_ledger_builder *b, const struct cairn_term *facility_j,
                     const struct cairn_flow *flow, const struct column *column)
{
    const struct cairn_grid *grid = &b->scenario->grids[flow->grid];
    double value = column->kind == CAIRN_FACTOR_GRID_WATER
                       ? grid->water.with_reservoirs_l_per_kwh
                       : grid->water.without_reservoirs_l_per_kwh;
    struct cairn_term term = *facility_j;

    term.measure = column->measure;
    if (flow->of_group)
        term.quantity += CAIRN_GROUP_DRAWN;
    else
        term.equation = "[WATER]";
    term.scale *= kwh_per_j;
    if (isnan(value) || !grid->water.origin.file) {
        note(b, &term, "grid", grid->id, column->what);
        return;
    }
    cairn_term_times(&term,
                     cairn_builder_enter(b, &(struct cairn_factor){.kind = column->kind,
                                                                   .subject = grid->id,
                                                                   .value = value,
                                                                   .evidence = grid->water.evidence,
                                                                   .origin = grid->water.origin}));
    if (!column->weighed || weigh(b, &term, "grid", grid->id, &grid->scarcity))
        cairn_builder_add_charged(b, &term, flow, flow->pue_varies, NULL);
}

void cairn_flow_add_water(struct cairn_ledger_builder *b, const struct cairn_term *facility_j,
                          const struct cairn_flow *flow)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (columns[i].weighed && !b->ledger->weighs_water)
            continue;
        add_site(b, flow, &columns[i]);
        add_grid(b, facility_j, flow, &columns[i]);
    }
}
