/* relation_bits.c - relations that hold to the bit, and of sums in another order */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "support/relation.h"

/* Both accounts, for a due. */
struct pair {
    const struct accounted *plain, *none;
};

static double as_before(const void *context, const struct accounted_at *at)
{
    const struct pair *pair = context;

    return accounted_value(pair->plain, at);
}

typedef double due_of(const void *context, const struct accounted_at *at);

/* Accounts for the other scenario and frees it. */
static void compare(const struct relation_case *of, struct cairn_scenario *other, due_of *due,
                    double within, struct relation_outcome *outcome)
{
    const struct pair pair = {.plain = &of->plain};
    struct accounted accounted;

    accounted_init(&accounted, other, of->number, of->plain.n);
    outcome->applies = true;
    outcome->holds =
        accounted_is(&accounted, due, &pair, within, outcome->text, sizeof outcome->text);
    outcome->moves =
        memcmp(accounted.of, of->plain.of, (size_t)of->plain.n * sizeof *of->plain.of) != 0;
    accounted_release(&accounted);
    cairn_scenario_free(other);
}

/* ---- written otherwise ---- */

static void compare_written(const struct relation_case *of, const struct draft_style *style,
                            struct relation_outcome *outcome)
{
    compare(of, scenario_files_load(&of->files, &of->made, style), as_before, 0.0, outcome);
}

static void another_order(const struct relation_case *of, struct relation_outcome *outcome)
{
    const struct draft_style style = {.shuffled = (uint64_t)of->number + 1};

    compare_written(of, &style, outcome);
}

static void other_units(const struct relation_case *of, struct relation_outcome *outcome)
{
    static const struct draft_style style = {.other_units = true};

    compare_written(of, &style, outcome);
}

/* Streams belong to workloads, pools, lines and surges; all others may be called anything. */
static void other_names(const struct relation_case *of, struct relation_outcome *outcome)
{
    static const char *const renamed[] = {"grid",  "hardware", "model",    "variant",
                                          "api",   "site",     "region",   "cache",
                                          "shape", "season",   "baseline", NULL};
    static const struct draft_style style = {.renamed = renamed};

    compare_written(of, &style, outcome);
}

static void effective(const struct relation_case *of, struct relation_outcome *outcome)
{
    compare(of, scenario_files_load_text(&of->files, cairn_scenario_effective(of->scenario)),
            as_before, 0.0, outcome);
}

static void unused(const struct relation_case *of, struct relation_outcome *outcome)
{
    static const struct draft_style style = {0};
    struct random_scenario more;

    random_scenario_init(&more, (uint64_t)of->number);
    random_scenario_add_unused(&more);
    compare(of, scenario_files_load(&of->files, &more, &style), as_before, 0.0, outcome);
    random_scenario_release(&more);
}

/* ---- other figures ---- */

static void compare_edited(const struct relation_case *of, const struct cairn_edit *edit,
                           due_of *due, struct relation_outcome *outcome)
{
    compare(of, scenario_files_edit(of->from, edit, 1), due, 0.0, outcome);
}

/* With twice the number that is selected. */
static void compare_doubled(const struct relation_case *of, const char *select, due_of *due,
                            struct relation_outcome *outcome)
{
    const struct cairn_edit edit = {.select = select, .times = 2, .origin.file = "relation"};

    compare_edited(of, &edit, due, outcome);
}

static double drawn_doubled(const void *context, const struct accounted_at *at)
{
    return (at->kind == ACCOUNTED_DRAWN ? 2 : 1) * as_before(context, at);
}

static void intensities_doubled(const struct relation_case *of, struct relation_outcome *outcome)
{
    compare_doubled(of, "//intensity/@value", drawn_doubled, outcome);
}

static double made_doubled(const void *context, const struct accounted_at *at)
{
    bool made = at->kind == ACCOUNTED_REST && at->measure == CAIRN_CARBON;

    return (made ? 2 : 1) * as_before(context, at);
}

static void embodied_doubled(const struct relation_case *of, struct relation_outcome *outcome)
{
    compare_doubled(of, "//embodied/@carbon | //cache/@embodied", made_doubled, outcome);
}

static double all_doubled(const void *context, const struct accounted_at *at)
{
    return 2.0 * as_before(context, at);
}

/* Of scenarios in which copies have all to themselves. */
static void counts_doubled(const struct relation_case *of, struct relation_outcome *outcome)
{
    for (int p = 0; p < of->scenario->n_places; p++)
        if (of->scenario->places[p].kind == CAIRN_REGION)
            return;
    compare_doubled(of, "//site/@count", all_doubled, outcome);
}

/* Purchases are another matter. */
static double running_doubled(const void *context, const struct accounted_at *at)
{
    if (at->kind == ACCOUNTED_REST && at->measure != CAIRN_ENERGY_USED)
        return NAN;
    return all_doubled(context, at);
}

static void horizon_doubled(const struct relation_case *of, struct relation_outcome *outcome)
{
    compare_doubled(of, "//time/@horizon", running_doubled, outcome);
}

/* So few that none is simulated: what needs one is nothing; of networks, on average. */
static double standing(const void *context, const struct accounted_at *at)
{
    bool network = at->part == CAIRN_PART_NETWORK && at->basis == CAIRN_INVENTORY;

    (void)context;
    return at->part == CAIRN_PART_BUSY || at->part == CAIRN_PART_SERVICE || network ? 0.0 : NAN;
}

static void no_load(const struct relation_case *of, struct relation_outcome *outcome)
{
    static const struct cairn_edit edit = {
        .select = "//arrivals/@rate", .value = "0.000000000001 /s", .origin.file = "relation"};

    for (int w = 0; w < of->scenario->n_workloads; w++)
        if (of->scenario->workloads[w].arrivals.replay.recording)
            return;
    compare_edited(of, &edit, standing, outcome);
}

/* ---- PUE ---- */

/* With so much of what a place draws above its devices. */
static struct cairn_scenario *with_overhead(const struct relation_case *of, double share)
{
    const struct cairn_scenario *s = of->scenario;
    struct cairn_edit *edits = cairn_calloc((size_t)s->n_places, sizeof *edits);
    struct cairn_scenario *scenario;
    char **texts = cairn_calloc(2 * (size_t)s->n_places, sizeof *texts);

    for (int p = 0; p < s->n_places; p++) {
        texts[2 * p] = cairn_format("//site[@id='%s']/@pue | //region[@id='%s']/@pue",
                                    s->places[p].id, s->places[p].id);
        texts[2 * p + 1] = cairn_format("%.17g", 1.0 + share * (s->places[p].pue - 1.0));
        edits[p] = (struct cairn_edit){
            .select = texts[2 * p], .value = texts[2 * p + 1], .origin.file = "relation"};
    }
    scenario = scenario_files_edit(of->from, edits, s->n_places);
    for (int i = 0; i < 2 * s->n_places; i++)
        cairn_free(texts[i]);
    cairn_free(texts);
    cairn_free(edits);
    return scenario;
}

/* A service that states what its facility draws takes less of on-site water the higher its PUE. */
static double between(const void *context, const struct accounted_at *at)
{
    const struct pair *pair = context;

    if (at->part == CAIRN_PART_SERVICE && at->measure != CAIRN_CARBON &&
        at->measure != CAIRN_ENERGY_USED)
        return NAN;
    return 0.5 * (accounted_value(pair->plain, at) + accounted_value(pair->none, at));
}

/* Half the overhead saves half of what all of it costs. */
static void overhead_halved(const struct relation_case *of, struct relation_outcome *outcome)
{
    struct cairn_scenario *without = with_overhead(of, 0.0), *halved = with_overhead(of, 0.5);
    struct accounted none, half;
    const struct pair pair = {.plain = &of->plain, .none = &none};

    accounted_init(&none, without, of->number, of->plain.n);
    accounted_init(&half, halved, of->number, of->plain.n);
    outcome->applies = true;
    outcome->holds =
        accounted_is(&half, between, &pair, 1e-12, outcome->text, sizeof outcome->text);
    outcome->moves = memcmp(half.of, of->plain.of, (size_t)half.n * sizeof *half.of) != 0;
    accounted_release(&half);
    accounted_release(&none);
    cairn_scenario_free(halved);
    cairn_scenario_free(without);
}

/* ---- tables ---- */

const struct relation relations_of_bits[] = {
    {"elements and attributes in another order", RELATION_BITS, false, another_order, NULL},
    {"amounts in other units", RELATION_BITS, false, other_units, NULL},
    {"as `check --effective` writes it", RELATION_BITS, false, effective, NULL},
    {"a region, link, grid, hardware and model that nothing uses", RELATION_BITS, false, unused,
     NULL},
    {"other names for what has no chance of its own", RELATION_BITS, false, other_names, NULL},
    {"all intensities doubled: what they charge doubles, all else stays", RELATION_BITS, true,
     intensities_doubled, NULL},
    {"all embodied carbon doubled: it doubles, all else stays", RELATION_BITS, true,
     embodied_doubled, NULL},
    {"twice as many copies of sites that share nothing: all doubles", RELATION_BITS, true,
     counts_doubled, NULL},
    {"the horizon doubled: energy and its carbon double", RELATION_BITS, true, horizon_doubled,
     NULL},
    {"next to no requests: nothing at work, no service, no traffic", RELATION_BITS, true, no_load,
     NULL},
};
const int n_relations_of_bits = sizeof relations_of_bits / sizeof *relations_of_bits;

const struct relation relations_of_sums[] = {
    {"half the overhead of every PUE: half of what it costs is saved", RELATION_EXACT, true,
     overhead_halved, NULL},
};
const int n_relations_of_sums = sizeof relations_of_sums / sizeof *relations_of_sums;
