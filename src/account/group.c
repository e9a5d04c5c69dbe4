#include "account/group.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "account/group_stage.h"
#include "base/alloc.h"

enum { HOURS = CAIRN_HOURS_PER_YEAR, USED = 0, DRAWN = 1, CHARGED = 2 };

static const double s_per_hour = 3600.0;

const struct cairn_group_stage *const cairn_group_stages[] = {
    &cairn_group_overhead,
    &cairn_group_supply,
    NULL,
};

static int n_charges(void)
{
    int n;

    cairn_basis_charges(true, &n);
    return n;
}

int cairn_group_amounts_of_stage(void)
{
    return CHARGED + n_charges();
}

/* ---- which lines of a ledger draw at a place ---- */

/*
 * Rented devices run on the electricity of their owner, which sun and battery of the place do not
 * serve; but they stand in the building, whose overhead is that of all in it.
 */
static bool is_of_group(const struct cairn_scenario *s, const struct cairn_pool *pool, int place)
{
    return cairn_pool_is_own(pool) ||
           ((pool->tenancy == CAIRN_OWNED || pool->tenancy == CAIRN_BOUGHT) &&
            !cairn_group_supply.applies(s, place));
}

static bool is_drawn_at(const struct cairn_scenario *s, const struct cairn_term *term, int place)
{
    if (term->measure != CAIRN_ENERGY_USED || term->place != place)
        return false;
    switch (term->item_kind) {
    case CAIRN_ITEM_POOL:
        return is_of_group(s, &s->pools[term->item], place);
    case CAIRN_ITEM_CACHE:
        return true;
    case CAIRN_ITEM_WORKLOAD:
        return term->part == CAIRN_PART_STORAGE;
    case CAIRN_ITEM_LINK:
    case CAIRN_ITEM_PLACE:
        break;
    }
    return false;
}

static int find_lines(const struct cairn_scenario *s, const struct cairn_ledger *ledger, int place,
                      int **lines)
{
    int n = 0;

    *lines = NULL;
    for (int i = 0; i < ledger->n_lines; i++) {
        if (!is_drawn_at(s, &ledger->lines[i].term, place))
            continue;
        *lines = cairn_realloc(*lines, (size_t)n + 1, sizeof **lines);
        (*lines)[n++] = i;
    }
    return n;
}

/* ---- the terms ---- */

/* What the grid lacks, the ledgers of the devices have noted. */
static void forget_notes(struct cairn_ledger *ledger)
{
    for (int i = 0; i < ledger->n_notes; i++)
        cairn_free(ledger->notes[i].text);
    ledger->n_notes = 0;
}

static void add_stage(struct cairn_ledger_builder *b, const struct cairn_group_stage *stage,
                      int place, int first)
{
    bool paid = !isnan(b->scenario->places[place].price_usd_per_kwh);
    struct cairn_flow flow = cairn_flow_at(b, place, true, paid, CAIRN_OVERHEAD_NONE);

    flow.of_group = true;
    flow.term.item_kind = CAIRN_ITEM_PLACE;
    flow.term.item = place;
    flow.term.part = stage->part;
    flow.term.equation = stage->equation;
    flow.term.quantity = first;
    cairn_flow_add(b, &flow);
}

static void make_ledger(struct cairn_group *group, const struct cairn_grounds *grounds,
                        struct cairn_factor_book *book)
{
    const struct cairn_scenario *s = grounds->scenario;
    struct cairn_component nobody = {.plan = grounds->plan};
    struct cairn_ledger_builder b = {.ledger = &group->ledger,
                                     .scenario = s,
                                     .component = &nobody,
                                     .book = book,
                                     .of_group = true};
    int place = group->ground->place;

    b.intensity =
        cairn_calloc((size_t)s->n_grids * CAIRN_INTENSITIES_PER_GRID, sizeof *b.intensity);
    group->ledger.n_windows = 1; /* its terms stand once */
    group->ledger.weighs_water = cairn_ledger_weighs_water(s);
    group->n_amounts = 0;
    for (int i = 0; cairn_group_stages[i]; i++) {
        if (!cairn_group_stages[i]->applies(s, place))
            continue;
        add_stage(&b, cairn_group_stages[i], place, group->n_amounts);
        group->n_amounts += cairn_group_amounts_of_stage();
    }
    forget_notes(&group->ledger);
    for (int i = 0; cairn_group_stages[i]; i++)
        if (cairn_group_stages[i]->add_goods && cairn_group_stages[i]->applies(s, place))
            cairn_group_stages[i]->add_goods(&b, group->ground);
    cairn_free(b.intensity);
    cairn_free(b.overheads);
}

void cairn_groups_init(struct cairn_groups *groups, const struct cairn_grounds *grounds,
                       const struct cairn_ledger *ledgers, int n_ledgers,
                       struct cairn_factor_book *book)
{
    *groups =
        (struct cairn_groups){.n_components = n_ledgers, .n_windows = grounds->plan->n_windows};
    groups->items = cairn_calloc((size_t)grounds->n, sizeof *groups->items);
    for (int g = 0; g < grounds->n; g++) {
        struct cairn_group *group = &groups->items[groups->n];
        int n = 0;

        *group = (struct cairn_group){.ground = &grounds->items[g]};
        group->lines = cairn_calloc((size_t)n_ledgers, sizeof *group->lines);
        group->n_lines = cairn_calloc((size_t)n_ledgers, sizeof *group->n_lines);
        for (int c = 0; c < n_ledgers; c++) {
            group->n_lines[c] =
                find_lines(grounds->scenario, &ledgers[c], group->ground->place, &group->lines[c]);
            n += group->n_lines[c];
        }
        if (n == 0) {
            cairn_free(group->lines);
            cairn_free(group->n_lines);
            continue;
        }
        group->drawn_j = cairn_calloc((size_t)groups->n_windows + 1, sizeof *group->drawn_j);
        make_ledger(group, grounds, book);
        groups->n++;
    }
}

void cairn_groups_release(struct cairn_groups *groups)
{
    for (int g = 0; g < groups->n; g++) {
        struct cairn_group *group = &groups->items[g];

        for (int c = 0; c < groups->n_components; c++)
            cairn_free(group->lines[c]);
        cairn_free(group->lines);
        cairn_free(group->n_lines);
        cairn_free(group->drawn_j);
        cairn_ledger_release(&group->ledger);
    }
    cairn_free(groups->items);
    *groups = (struct cairn_groups){0};
}

/* ---- a replication ---- */

void cairn_groups_clear(struct cairn_groups *groups)
{
    for (int g = 0; g < groups->n; g++)
        memset(groups->items[g].drawn_j, 0,
               ((size_t)groups->n_windows + 1) * sizeof *groups->items[g].drawn_j);
}

void cairn_groups_draw(struct cairn_groups *groups, int component,
                       const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                       const double *amounts)
{
    for (int g = 0; g < groups->n; g++) {
        struct cairn_group *group = &groups->items[g];

        for (int i = 0; i < group->n_lines[component]; i++)
            cairn_ledger_add_line(ledger, book, amounts, group->lines[component][i],
                                  group->drawn_j);
    }
}

void cairn_group_facility_w(const struct cairn_group *group, double facility_w[HOURS])
{
    const struct cairn_scenario *s = group->ground->scenario;
    const struct cairn_plan *plan = group->ground->plan;
    double copies = s->places[group->ground->place].count;
    double horizon_s = s->time.horizon_s;
    int all = cairn_plan_hours(plan);
    double *window_w = cairn_calloc((size_t)plan->n_windows, sizeof *window_w);
    double always_w = group->drawn_j[plan->n_windows] / horizon_s / copies;

    for (int w = 0; w < plan->n_windows; w++)
        if (plan->windows[w].hours > 0)
            window_w[w] =
                group->drawn_j[w] / (horizon_s * plan->windows[w].hours / all) / copies + always_w;
    for (int h = 0; h < HOURS; h++)
        facility_w[h] = window_w[group->ground->window[h]];
    cairn_free(window_w);
}

/* The sum of hours, each by the intensity of its hour over the mean; 0 without data. */
static double charged(const struct cairn_ground_charge *charge, const double *drawn_w)
{
    double sum = 0;

    if (!charge->g_per_kwh)
        return 0;
    for (int h = 0; h < HOURS; h++)
        sum += drawn_w[h] * charge->g_per_kwh[h];
    return charge->mean_g_per_kwh > 0 ? sum / charge->mean_g_per_kwh : 0;
}

/* What a change of the hours amounts to, over the horizon and all copies. [GROUP] */
static void fill_amounts(const struct cairn_ground *ground, const struct cairn_group_hours *hours,
                         double *amounts)
{
    const struct cairn_scenario *s = ground->scenario;
    double times =
        s_per_hour * s->places[ground->place].count * (s->time.horizon_s / (HOURS * s_per_hour));
    double used = 0, drawn = 0;
    int n = n_charges();

    for (int h = 0; h < HOURS; h++) {
        used += hours->used_w[h];
        drawn += hours->drawn_w[h];
    }
    amounts[USED] = used * times;
    amounts[DRAWN] = drawn * times;
    for (int i = 0; i < n; i++)
        amounts[CHARGED + i] = charged(&ground->charges[i], hours->drawn_w) * times;
}

void cairn_group_settle(const struct cairn_group *group, double *amounts)
{
    struct cairn_group_hours *hours = cairn_alloc(sizeof *hours);
    int at = 0;

    cairn_group_facility_w(group, hours->facility_w);
    for (int i = 0; cairn_group_stages[i]; i++) {
        if (!cairn_group_stages[i]->applies(group->ground->scenario, group->ground->place))
            continue;
        memset(hours->used_w, 0, sizeof hours->used_w);
        memset(hours->drawn_w, 0, sizeof hours->drawn_w);
        cairn_group_stages[i]->settle(group->ground, hours);
        fill_amounts(group->ground, hours, amounts + at);
        at += cairn_group_amounts_of_stage();
    }
    assert(at == group->n_amounts);
    cairn_free(hours);
}

void cairn_group_amount_name(const struct cairn_group *group, int amount, const char **stage,
                             const char **what)
{
    int n, wanted = amount / cairn_group_amounts_of_stage(),
           kind = amount % cairn_group_amounts_of_stage();
    const struct cairn_charge *charges = cairn_basis_charges(true, &n);

    *stage = NULL;
    for (int i = 0; cairn_group_stages[i]; i++)
        if (cairn_group_stages[i]->applies(group->ground->scenario, group->ground->place) &&
            wanted-- == 0)
            *stage = cairn_group_stages[i]->name;
    assert(*stage && amount < group->n_amounts);
    *what = kind == USED ? "energy used"
            : kind == DRAWN
                ? "energy drawn"
                : cairn_intensity_name(charges[kind - CHARGED].kind, charges[kind - CHARGED].scope);
}
