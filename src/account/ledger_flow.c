/* ledger_flow.c - from joules of IT to energy, carbon and money. [CARB] [COST] */
#include <assert.h>
#include <math.h>

#include "account/ledger_build.h"
#include "base/alloc.h"

static const double kwh_per_j = 1 / 3.6e6;

/*
 * [MARKET] The part of own electricity that a contract covers, at the intensity of its plants;
 * leaves the rest in *term. Training elsewhere than at its place is under no contract. Where work
 * is moved, the same plants supply it.
 */
static void take_contract(struct cairn_ledger_builder *b, struct cairn_term *term,
                          const struct cairn_flow *flow, const struct cairn_moved *moved)
{
    const struct cairn_place *place = &b->scenario->places[term->place];
    struct cairn_factor factor = {.kind = CAIRN_FACTOR_CONTRACT_SHARE,
                                  .subject = place->id,
                                  .value = place->contract.share,
                                  .evidence = place->contract.evidence,
                                  .origin = place->contract.origin};
    struct cairn_term covered = *term;

    if (!place->contract.origin.file || place->grid != flow->grid)
        return;
    if (flow->of_group)
        covered.quantity = flow->term.quantity + CAIRN_GROUP_DRAWN;
    cairn_term_times(&covered, cairn_builder_enter(b, &factor));
    factor.kind = CAIRN_FACTOR_CONTRACT_REST;
    factor.value = 1 - place->contract.share;
    cairn_term_times(term, cairn_builder_enter(b, &factor));
    if (moved && !moved->pue)
        return;
    factor.kind = CAIRN_FACTOR_CONTRACT_INTENSITY;
    factor.value = place->contract.intensity_g_per_kwh;
    cairn_term_times(&covered, cairn_builder_enter(b, &factor));
    if (moved)
        cairn_builder_add_by_window(b, &covered, moved->pue);
    else
        cairn_builder_add_charged(b, &covered, flow, flow->pue_varies, NULL);
}

/* [CARB] facility energy x intensity of the place's grid in the hour; [DEFER] or its change */
static void add_carbon(struct cairn_ledger_builder *b, const struct cairn_term *facility_j,
                       const struct cairn_flow *flow, const struct cairn_moved *moved)
{
    const struct cairn_grid *grid = &b->scenario->grids[flow->grid];
    struct cairn_gap gap = {.measures = CAIRN_MEASURE_BIT(CAIRN_CARBON),
                            .place = facility_j->place};
    int n;
    const struct cairn_charge *charges = cairn_basis_charges(flow->own, &n);
    for (int i = 0; i < n; i++) {
        const struct cairn_charge *charge = &charges[i];
        struct cairn_term term = *facility_j;
        term.measure = CAIRN_CARBON;
        term.of_energy = true;
        term.equation = moved ? "[DEFER]" : "[CARB]";
        if (flow->of_group) {
            term.quantity = flow->term.quantity + CAIRN_GROUP_CHARGED + i;
            term.equation = flow->term.equation;
        }
        term.category = charge->category;
        term.bases &= charge->bases;
        term.scale *= charge->sign * kwh_per_j;
        if (term.bases == 0)
            continue;
        const int *factors =
            moved ? moved->factor[2 * (int)charge->kind + (int)charge->scope] : NULL;
        if (moved && !factors)
            continue;
        gap.bases = term.bases;
        if (cairn_scenario_intensity(b->scenario, flow->grid, charge->kind, charge->scope) ==
            CAIRN_NONE) {
            cairn_builder_note(b, CAIRN_NOTE_MISSING, gap, "grid \"%s\" has no %s", grid->id,
                               cairn_intensity_name(charge->kind, charge->scope));
            continue;
        }
        if (charge->loss) {
            double share = grid->loss.share;
            if (isnan(share)) {
                cairn_builder_note(b, CAIRN_NOTE_MISSING, gap, "grid \"%s\" has no share of losses",
                                   grid->id);
                continue;
            }
            cairn_term_times(&term, cairn_builder_enter(
                                        b, &(struct cairn_factor){.kind = CAIRN_FACTOR_GRID_LOSS,
                                                                  .subject = grid->id,
                                                                  .value = share / (1 - share),
                                                                  .evidence = grid->loss.evidence,
                                                                  .origin = grid->loss.origin}));
        }
        if (charge->bought)
            take_contract(b, &term, flow, moved);
        if (moved)
            cairn_builder_add_by_window(b, &term, factors);
        else
            cairn_builder_add_charged(b, &term, flow, flow->pue_varies, charge);
    }
}

void cairn_flow_add(struct cairn_ledger_builder *b, const struct cairn_flow *flow)
{
    if (!flow->known)
        return;
    struct cairn_term facility_j = flow->term; /* IT energy x PUE, here and nowhere else */
    cairn_term_times(&facility_j, flow->pue);
    facility_j.measure = CAIRN_ENERGY_USED;
    cairn_builder_add_charged(b, &facility_j, flow, flow->pue_varies, NULL);
    add_carbon(b, &facility_j, flow, NULL);
    cairn_flow_add_water(b, &facility_j, flow);
    if (flow->price == CAIRN_NONE)
        return;
    struct cairn_term money = facility_j;
    money.measure = CAIRN_MONEY_SPENT;
    if (flow->of_group)
        money.quantity += CAIRN_GROUP_DRAWN;
    else
        money.equation = "[COST]";
    money.bases = CAIRN_ALL_BASES;
    money.scale *= kwh_per_j;
    cairn_term_times(&money, flow->price);
    cairn_builder_add_charged(b, &money, flow, flow->pue_varies, NULL);
}

void cairn_flow_move(struct cairn_ledger_builder *b, const struct cairn_flow *flow,
                     const struct cairn_moved *moved, double sign)
{
    struct cairn_term facility_j = flow->term;

    assert(moved);
    if (!flow->known)
        return;
    cairn_term_times(&facility_j, flow->pue);
    facility_j.scale *= sign;
    add_carbon(b, &facility_j, flow, moved);
    if (!moved->pue)
        return;
    facility_j.equation = "[DEFER]";
    facility_j.measure = CAIRN_ENERGY_USED;
    cairn_builder_add_by_window(b, &facility_j, moved->pue);
    if (flow->price == CAIRN_NONE)
        return;
    facility_j.measure = CAIRN_MONEY_SPENT;
    facility_j.bases = CAIRN_ALL_BASES;
    facility_j.scale *= kwh_per_j;
    cairn_term_times(&facility_j, flow->price);
    cairn_builder_add_by_window(b, &facility_j, moved->pue);
}

struct cairn_flow cairn_flow_at(struct cairn_ledger_builder *b, int place, bool own, bool paid,
                                enum cairn_overhead overhead)
{
    const struct cairn_place *p = &b->scenario->places[place];
    struct cairn_flow flow = {
        .term = {.bases = CAIRN_ALL_BASES, .place = place, .quantity = CAIRN_NONE, .scale = 1},
        .known = true,
        .own = own,
        .grid = p->grid,
        .pue = CAIRN_NONE,
        .wue = CAIRN_NONE,
        .it_share = CAIRN_NONE,
        .price = CAIRN_NONE};
    char *who = cairn_format("%s \"%s\"", p->kind == CAIRN_SITE ? "site" : "region", p->id);

    cairn_flow_add_overhead(b, &flow, paid, overhead, who);
    if (paid) {
        struct cairn_gap gap = {.measures = CAIRN_MEASURE_BIT(CAIRN_MONEY_SPENT),
                                .bases = CAIRN_ALL_BASES,
                                .place = place};
        struct cairn_factor factor = {.kind = CAIRN_FACTOR_ELECTRICITY_PRICE,
                                      .subject = p->id,
                                      .value = p->price_usd_per_kwh,
                                      .evidence = cairn_own_word,
                                      .origin = p->origin};

        flow.price = cairn_builder_figure(b, &factor, gap, who, "price of electricity");
    }
    cairn_free(who);
    return flow;
}
