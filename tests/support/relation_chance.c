/* relation_chance.c - relations that hold but for chance: a paired difference over replications */
#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"
#include "support/relation.h"

/* Carbon under `inventory` of each replication. */
static void carbon_of(const struct accounted *accounted, double *carbon_g)
{
    for (int r = 0; r < accounted->n; r++)
        carbon_g[r] = accounted->of[r][CAIRN_CARBON][CAIRN_INVENTORY].all;
}

/* Of |T| being as large, T being the mean of the differences over its error. */
static double chance_of(const double *x, const double *y, int n)
{
    double *difference = cairn_calloc((size_t)n, sizeof *difference);
    double mean, error, chance = 1.0;

    for (int i = 0; i < n; i++)
        difference[i] = x[i] - y[i];
    mean = cairn_stats_mean(difference, (size_t)n);
    error = sqrt(cairn_stats_variance(difference, (size_t)n) / n);
    if (fabs(mean) > 1e-12 * fabs(x[0])) /* not what rounding leaves of nothing */
        chance = error > 0.0 ? 2.0 * cairn_stats_t_tail(fabs(mean) / error, n - 1) : 0.0;
    cairn_free(difference);
    return chance;
}

/*
 * Does a cache count in bytes contents whose sizes vary? These are drawn once for each workload,
 * by its name, and are the same in all replications: [CACHE].
 */
static bool hangs_on_names(const struct cairn_scenario *s)
{
    bool in_bytes = false, vary = false;

    for (int c = 0; c < s->n_caches; c++)
        in_bytes = in_bytes || s->caches[c].size_bytes > 0;
    for (int w = 0; w < s->n_workloads; w++)
        vary = vary || s->workloads[w].popularity.variation != CAIRN_DETERMINISTIC;
    return in_bytes && vary;
}

/* Accounts for the other scenario and frees it. */
static void compare(const struct relation_case *of, struct cairn_scenario *other,
                    struct relation_outcome *outcome)
{
    int n = of->plain.n;
    double *x = cairn_calloc((size_t)n, sizeof *x), *y = cairn_calloc((size_t)n, sizeof *y);
    struct accounted accounted;

    accounted_init(&accounted, other, of->number, n);
    carbon_of(&of->plain, x);
    carbon_of(&accounted, y);
    outcome->applies = outcome->holds = true;
    outcome->chance = chance_of(x, y, n);
    for (int r = 0; r < n; r++)
        outcome->moves = outcome->moves || x[r] != y[r];
    accounted_release(&accounted);
    cairn_scenario_free(other);
    cairn_free(x);
    cairn_free(y);
}

/* Of what its chance hangs on. */
static void renamed(const struct relation_case *of, struct relation_outcome *outcome)
{
    static const char *const names[] = {"workload", "pool", "link", "surge", NULL};
    static const struct draft_style style = {.renamed = names};

    if (hangs_on_names(of->scenario))
        return;
    compare(of, scenario_files_load(&of->files, &of->made, &style), outcome);
}

static void split(const struct relation_case *of, struct relation_outcome *outcome)
{
    static const struct draft_style style = {0};
    struct random_scenario more;

    random_scenario_init(&more, (uint64_t)of->number);
    if (!hangs_on_names(of->scenario) && random_scenario_split(&more))
        compare(of, scenario_files_load(&of->files, &more, &style), outcome);
    random_scenario_release(&more);
}

const struct relation relations_of_chance[] = {
    {"other names for workloads, pools, lines and surges", RELATION_PAIRED, true, renamed, NULL},
    {"a site of several copies split into two sites", RELATION_PAIRED, true, split, NULL},
};
const int n_relations_of_chance = sizeof relations_of_chance / sizeof *relations_of_chance;
