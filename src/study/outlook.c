#include "study/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairn/catalogue.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "math/regress.h"
#include "math/rng.h"
#include "math/stats.h"

enum { SHUFFLES = 10, PURPOSE_SHUFFLE = 101, MOST_PRODUCTS = 10 };

static double total_of(const struct cairn_outlook_table *table, int draw, int candidate)
{
    return table->totals[(ptrdiff_t)draw * table->n_candidates + candidate];
}

static bool is_kept(const struct cairn_outlook_table *table, int draw, int candidate)
{
    return !table->kept || table->kept[(ptrdiff_t)draw * table->n_candidates + candidate];
}

int cairn_outlook_best(const struct cairn_outlook_table *table, int draw)
{
    int best = CAIRN_NONE;

    for (int c = 0; c < table->n_candidates; c++)
        if (is_kept(table, draw, c) &&
            (best == CAIRN_NONE || total_of(table, draw, c) < total_of(table, draw, best)))
            best = c;
    return best;
}

/* The smallest value that a share p of n sorted ones do not exceed. */
static double sample_quantile(const double *sorted, int n, double p)
{
    int at = (int)ceil(p * n) - 1;

    return sorted[at < 0 ? 0 : at];
}

static void look_at(struct cairn_outlook *outlook, const struct cairn_outlook_table *table, int c)
{
    struct cairn_prospect *prospect = &outlook->prospects[c];
    int n = table->n_draws, best = 0, tied = 0, kept = 0;
    double *totals = cairn_calloc((size_t)n, sizeof *totals);

    for (int d = 0; d < n; d++) {
        double regret = 0.0;

        totals[d] = total_of(table, d, c);
        kept += is_kept(table, d, c);
        best += outlook->best[d] == c;
        if (outlook->best[d] != CAIRN_NONE) {
            double least = total_of(table, d, outlook->best[d]);

            regret = fmax(totals[d] - least, 0.0);
            tied += is_kept(table, d, c) && regret <= table->tie * fabs(least);
        }
        prospect->regret += regret / n;
        prospect->greatest_regret = fmax(prospect->greatest_regret, regret);
    }
    prospect->expected = cairn_stats_mean(totals, (size_t)n);
    prospect->half_width = cairn_stats_half_width(totals, (size_t)n, 1.0 - table->alpha);
    cairn_sort_doubles(totals, n);
    prospect->p5 = sample_quantile(totals, n, 0.05);
    prospect->p50 = sample_quantile(totals, n, 0.5);
    prospect->p95 = sample_quantile(totals, n, 0.95);
    prospect->best_share = (double)best / n;
    prospect->tie_share = (double)tied / n;
    prospect->kept_share = (double)kept / n;
    cairn_free(totals);
}

static void find_eligible(struct cairn_outlook *outlook, const struct cairn_outlook_table *table)
{
    double most = 0.0;

    for (int c = 0; c < table->n_candidates; c++)
        most = fmax(most, outlook->prospects[c].kept_share);
    for (int c = 0; c < table->n_candidates; c++)
        outlook->prospects[c].eligible =
            outlook->prospects[c].kept_share >= fmin(1.0 - table->alpha, most);
}

static void choose(struct cairn_outlook *outlook, int n_candidates)
{
    const struct cairn_prospect *of = outlook->prospects;

    outlook->chosen = outlook->robust = CAIRN_NONE;
    for (int c = 0; c < n_candidates; c++) {
        if (!of[c].eligible)
            continue;
        if (outlook->chosen == CAIRN_NONE || of[c].expected < of[outlook->chosen].expected)
            outlook->chosen = c;
        if (outlook->robust == CAIRN_NONE ||
            of[c].greatest_regret < of[outlook->robust].greatest_regret)
            outlook->robust = c;
    }
    outlook->evpi = of[outlook->chosen].regret;
}

void cairn_outlook_init(struct cairn_outlook *outlook, const struct cairn_outlook_table *table)
{
    *outlook = (struct cairn_outlook){0};
    outlook->prospects = cairn_calloc((size_t)table->n_candidates, sizeof *outlook->prospects);
    outlook->best = cairn_calloc((size_t)table->n_draws, sizeof *outlook->best);
    for (int d = 0; d < table->n_draws; d++)
        outlook->best[d] = cairn_outlook_best(table, d);
    for (int c = 0; c < table->n_candidates; c++)
        look_at(outlook, table, c);
    find_eligible(outlook, table);
    choose(outlook, table->n_candidates);
}

void cairn_outlook_release(struct cairn_outlook *outlook)
{
    cairn_free(outlook->prospects);
    cairn_free(outlook->best);
}

/* ---- what knowing is worth ---- */

struct ranked {
    double x;
    int draw;
};

static int by_value(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;

    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : p->draw - q->draw;
}

/* Normal scores of ranks (van der Waerden); ties share the middle of their ranks. */
static void score(const double *x, int n, double *z)
{
    struct ranked *ranked = cairn_calloc((size_t)n, sizeof *ranked);

    for (int d = 0; d < n; d++)
        ranked[d] = (struct ranked){x[d], d};
    qsort(ranked, (size_t)n, sizeof *ranked, by_value);
    for (int from = 0, to; from < n; from = to) {
        for (to = from; to < n && ranked[to].x == ranked[from].x; to++)
            continue;
        for (int i = from; i < to; i++)
            z[ranked[i].draw] =
                cairn_stats_normal_quantile(0.5 * (from + to + 1) / (double)(n + 1));
    }
    cairn_free(ranked);
}

/* Columns of the regression, [column x n]; returns how many. */
static int make_columns(const struct cairn_outlook_factor *factor, int n, double *columns)
{
    size_t size = (size_t)n;
    int n_columns = 0, products = 0;

    for (int i = 0; i < factor->n_inputs; i++) {
        const double *x = factor->x + (size_t)i * size;
        double *own = columns + (size_t)n_columns * size, *z = own + size;

        memcpy(own, x, size * sizeof *own);
        score(x, n, z);
        for (int d = 0; d < n; d++)
            z[n + d] = z[d] * z[d];
        n_columns += 3;
        if (factor->n_inputs > 1)
            continue;
        for (int d = 0; d < n; d++)
            z[2 * n + d] = z[d] * z[d] * z[d];
        n_columns++;
    }
    for (int i = 0; i < factor->n_inputs; i++)
        for (int j = 0; j < i && products < MOST_PRODUCTS; j++, products++, n_columns++)
            for (int d = 0; d < n; d++)
                columns[(size_t)n_columns * size + (size_t)d] =
                    factor->x[(size_t)i * size + (size_t)d] *
                    factor->x[(size_t)j * size + (size_t)d];
    return n_columns;
}

/* Mean over draws of the most that a candidate is expected to save there against the chosen. */
static double gain(const struct cairn_outlook *outlook, const struct cairn_outlook_table *table,
                   const struct cairn_regress *regress, const int *order)
{
    int n = table->n_draws;
    double *most = cairn_calloc((size_t)n, sizeof *most);
    double *saved = cairn_calloc((size_t)n, sizeof *saved);
    double mean;

    for (int c = 0; c < table->n_candidates; c++) {
        if (c == outlook->chosen || !outlook->prospects[c].eligible)
            continue;
        for (int d = 0; d < n; d++) {
            int from = order ? order[d] : d;

            saved[d] = total_of(table, from, outlook->chosen) - total_of(table, from, c);
        }
        cairn_regress_fit(regress, saved, saved);
        for (int d = 0; d < n; d++)
            most[d] = fmax(most[d], saved[d]);
    }
    mean = cairn_stats_mean(most, (size_t)n);
    cairn_free(most);
    cairn_free(saved);
    return mean;
}

static void shuffle(int *order, int n, struct cairn_rng *rng)
{
    for (int i = n - 1; i > 0; i--) {
        int other = (int)cairn_rng_below(rng, (uint64_t)i + 1), kept = order[i];

        order[i] = order[other];
        order[other] = kept;
    }
}

struct cairn_worth cairn_outlook_worth(const struct cairn_outlook *outlook,
                                       const struct cairn_outlook_table *table,
                                       const struct cairn_outlook_factor *factor)
{
    int n = table->n_draws, k = factor->n_inputs;
    double *columns = cairn_calloc((size_t)(4 * k + MOST_PRODUCTS) * (size_t)n, sizeof *columns);
    int *order = cairn_calloc((size_t)n, sizeof *order);
    struct cairn_regress regress;
    struct cairn_worth worth = {0};
    struct cairn_rng rng;

    cairn_regress_init(&regress, columns, make_columns(factor, n, columns), (size_t)n);
    worth.evppi = gain(outlook, table, &regress, NULL);
    cairn_rng_init(&rng,
                   (struct cairn_stream_key){.seed = factor->seed, .purpose = PURPOSE_SHUFFLE});
    for (int d = 0; d < n; d++)
        order[d] = d;
    for (int s = 0; s < SHUFFLES; s++) {
        shuffle(order, n, &rng);
        worth.chance += gain(outlook, table, &regress, order) / SHUFFLES;
    }
    cairn_regress_release(&regress);
    cairn_free(order);
    cairn_free(columns);
    return worth;
}
