#include "study/year_amounts.h"

#include <math.h>

#include "base/alloc.h"
#include "math/divisia.h"
#include "study/year_cost.h"

/* What is added up over the terms of all components and replications. */
struct summing {
    struct cairn_year_amounts *amounts;
    struct cairn_trial *trial;
    int n; /* replications */
    double per_year;
    enum cairn_basis_kind basis;
};

static void add_carbon(struct summing *s, const struct cairn_ledger *ledger, const double *counts)
{
    struct cairn_terms terms = cairn_ledger_terms_of(ledger, CAIRN_CARBON, s->basis);

    while (cairn_terms_next(&terms)) {
        double g = cairn_term_value(&terms.term, s->trial->book, counts) * s->per_year;

        s->amounts->carbon_g += g;
        s->amounts->part_g[terms.term.part] += g;
        if (cairn_part_is_embodied(terms.term.part))
            s->amounts->embodied_g += g;
        if (terms.term.of_energy)
            s->amounts->energy_g[terms.term.place] += g;
        else
            s->amounts->other_g += g;
    }
}

static void add_energy(struct summing *s, const struct cairn_ledger *ledger, const double *counts)
{
    struct cairn_terms terms = cairn_ledger_terms_of(ledger, CAIRN_ENERGY_USED, s->basis);

    while (cairn_terms_next(&terms))
        s->amounts->energy_j[terms.term.place] +=
            cairn_term_value(&terms.term, s->trial->book, counts) * s->per_year;
}

/* [GROWTH] */
static void find_costs(struct summing *s, const struct cairn_plan *plan)
{
    const struct cairn_scenario *scenario = s->trial->scenario;
    struct cairn_year_unit *units = cairn_calloc((size_t)scenario->n_demands + 1, sizeof *units);

    s->amounts->requests = cairn_year_units(s->trial, plan, s->n, units, &s->amounts->unpriced);
    for (int d = 0; d < scenario->n_demands; d++) {
        s->amounts->requests_of[d] = units[d].requests;
        s->amounts->cost_usd[d] =
            cairn_year_unit_cost(&units[d], &scenario->growth, scenario->growth.carbon_usd_per_t);
    }
    cairn_free(units);
}

void cairn_year_amounts_init(struct cairn_year_amounts *amounts, struct cairn_answer *answer,
                             struct cairn_candidate *candidate)
{
    const struct cairn_scenario *scenario = answer->scenario;
    size_t places = (size_t)scenario->n_places, demands = (size_t)scenario->n_demands;
    int n = candidate->replications > 0 ? candidate->replications : candidate->n_seen;
    struct summing s = {
        .amounts = amounts,
        .trial = &candidate->trial,
        .n = n,
        .per_year = CAIRN_SECONDS_PER_YEAR / scenario->time.horizon_s / n,
        .basis = scenario->choose.basis,
    };

    *amounts = (struct cairn_year_amounts){.n_places = scenario->n_places};
    amounts->energy_j = cairn_calloc(places, sizeof(double));
    amounts->energy_g = cairn_calloc(places, sizeof(double));
    amounts->cost_usd = cairn_calloc(demands + 1, sizeof(double));
    amounts->requests_of = cairn_calloc(demands + 1, sizeof(double));
    for (int c = 0; c < s.trial->components.n; c++)
        for (int r = 0; r < n; r++) {
            const double *counts = cairn_trial_amounts(s.trial, c, r);

            add_carbon(&s, &s.trial->ledgers[c], counts);
            add_energy(&s, &s.trial->ledgers[c], counts);
        }
    for (int g = 0; g < s.trial->groups.n; g++)
        for (int r = 0; r < n; r++) {
            const double *counts = cairn_trial_group_amounts(s.trial, g, r);

            add_carbon(&s, &s.trial->groups.items[g].ledger, counts);
            add_energy(&s, &s.trial->groups.items[g].ledger, counts);
        }
    find_costs(&s, &answer->plan);
}

void cairn_year_amounts_release(struct cairn_year_amounts *amounts)
{
    cairn_free(amounts->energy_j);
    cairn_free(amounts->energy_g);
    cairn_free(amounts->cost_usd);
    cairn_free(amounts->requests_of);
    *amounts = (struct cairn_year_amounts){0};
}

/* ---- what changed ---- */

static double energy_of(const struct cairn_year_amounts *amounts)
{
    double all_j = 0;

    for (int p = 0; p < amounts->n_places; p++)
        all_j += amounts->energy_j[p];
    return all_j;
}

/* Carbon of a joule at a place, in a year in which it draws some, or else the other. */
static double intensity_of(const struct cairn_year_amounts *amounts,
                           const struct cairn_year_amounts *other, int place)
{
    if (amounts->energy_j[place] > 0)
        return amounts->energy_g[place] / amounts->energy_j[place];
    return other->energy_j[place] > 0 ? other->energy_g[place] / other->energy_j[place] : 0;
}

/*
 * Carbon of a joule wherever it is drawn is the sum of shares times intensities. Its change is
 * half the shares' at the intensities of both years, and half the intensities' likewise.
 */
static double change_by_shares(const struct cairn_year_amounts *before, double before_j,
                               const struct cairn_year_amounts *after, double after_j)
{
    double change = 0;

    for (int p = 0; p < before->n_places; p++)
        change += (after->energy_j[p] / after_j - before->energy_j[p] / before_j) *
                  (intensity_of(before, after, p) + intensity_of(after, before, p)) / 2;
    return change;
}

/* Demand, energy of a request, carbon of a joule. */
static void energy_cell(const struct cairn_year_amounts *amounts, double all_j, double cell[3])
{
    double g = 0;

    for (int p = 0; p < amounts->n_places; p++)
        if (amounts->energy_j[p] > 0)
            g += amounts->energy_g[p];
    cell[0] = amounts->requests;
    cell[1] = all_j / amounts->requests;
    cell[2] = all_j > 0 ? g / all_j : 0;
}

/* Carbon of the energy of a place that draws none in all, or less than none: of a request. */
static double rest_g(const struct cairn_year_amounts *amounts, int place)
{
    return amounts->energy_j[place] > 0 ? 0 : amounts->energy_g[place] / amounts->requests;
}

static void add_cell(const double *before, const double *after, int n, const int *of,
                     double effect[CAIRN_N_EFFECTS_OF])
{
    double part[4] = {0};
    double was = 1, is = 1;
    bool negative = false; /* a credit, of which there is no logarithm: all to the last factor */

    for (int k = 0; k < n; k++) {
        negative = negative || before[k] < 0 || after[k] < 0;
        was *= before[k];
        is *= after[k];
    }
    if (negative)
        part[n - 1] = is - was;
    else
        cairn_divisia_add(before, after, n, part);
    for (int k = 0; k < n; k++)
        effect[of[k]] += part[k];
}

/* [LMDI] */
void cairn_year_effects(const struct cairn_year_amounts *before,
                        const struct cairn_year_amounts *after, double effect[CAIRN_N_EFFECTS_OF])
{
    static const int energy[] = {CAIRN_EFFECT_OF_DEMAND, CAIRN_EFFECT_OF_EFFICIENCY,
                                 CAIRN_EFFECT_OF_GRID};
    static const int other[] = {CAIRN_EFFECT_OF_DEMAND, CAIRN_EFFECT_OF_EMBODIED};
    static const int rest[] = {CAIRN_EFFECT_OF_DEMAND, CAIRN_EFFECT_OF_EFFICIENCY};
    double before_j = energy_of(before), after_j = energy_of(after);
    double was[3], is[3], change;

    for (int k = 0; k < CAIRN_N_EFFECTS_OF; k++)
        effect[k] = 0;
    energy_cell(before, before_j, was);
    energy_cell(after, after_j, is);
    add_cell(was, is, 3, energy, effect);
    change = is[2] - was[2];
    if (before_j > 0 && after_j > 0 && fabs(change) > 0) {
        double share = change_by_shares(before, before_j, after, after_j) / change;

        effect[CAIRN_EFFECT_OF_PLACEMENT] = share * effect[CAIRN_EFFECT_OF_GRID];
        effect[CAIRN_EFFECT_OF_GRID] -= effect[CAIRN_EFFECT_OF_PLACEMENT];
    }
    for (int p = 0; p < before->n_places; p++) {
        was[1] = rest_g(before, p);
        is[1] = rest_g(after, p);
        add_cell(was, is, 2, rest, effect);
    }
    was[1] = before->other_g / before->requests;
    is[1] = after->other_g / after->requests;
    add_cell(was, is, 2, other, effect);
}
