/* contraction_evaluate.c - mean and interval at many points. [BULK] */
#include <assert.h>
#include <math.h>

#include "account/contraction.h"
#include "base/alloc.h"

/* Points that are worked on together: what the compiler puts into vector registers. */
enum { TILE = 8 };

/* Values of one monomial at n points from `first` on. */
static void monomial_values(const struct cairn_monomial *monomial, const double *const *x,
                            size_t first, int n, double *restrict value)
{
    for (int i = 0; i < n; i++)
        value[i] = 1;
    for (int p = 0; p < monomial->n; p++) {
        const double *restrict of = x[monomial->powers[p].variable] + first;
        int power = monomial->powers[p].power;

        for (; power > 0; power--)
            for (int i = 0; i < n; i++)
                value[i] *= of[i];
        for (; power < 0; power++)
            for (int i = 0; i < n; i++)
                value[i] /= of[i];
    }
}

/* sum[i] += factor x value[i]; a macro could do no more, every caller's n is a constant. */
static inline void add_multiple(double factor, const double *restrict value, int n,
                                double *restrict sum)
{
    for (int i = 0; i < n; i++)
        sum[i] += factor * value[i];
}

/* TILE points; value is [monomial][point]. */
static void evaluate_tile(const struct cairn_contraction *c, const double *value, double *mean,
                          double *half_width)
{
    double sum[TILE] = {0}, squares[TILE] = {0};

    for (int k = 0; k < c->n_monomials; k++)
        add_multiple(c->mean[k], value + (size_t)k * TILE, TILE, sum);
    for (int i = 0; i < TILE; i++)
        mean[i] = sum[i];
    if (!half_width)
        return;
    for (int row = 0; row < c->n_rows; row++) {
        double along[TILE] = {0};

        for (size_t k = 0; k < (size_t)c->n_monomials; k++)
            add_multiple(c->root[k * (size_t)c->n_rows + (size_t)row], value + k * TILE, TILE,
                         along);
        for (int i = 0; i < TILE; i++)
            squares[i] += along[i] * along[i];
    }
    for (int i = 0; i < TILE; i++)
        half_width[i] = c->widen * sqrt(squares[i]);
}

/* One point, in vectors along the rows; value is [monomial], along scratch of [row]. */
static void evaluate_one(const struct cairn_contraction *c, const double *value,
                         double *restrict along, double *mean, double *half_width)
{
    double sum = 0, squares = 0;

    for (int k = 0; k < c->n_monomials; k++)
        sum += c->mean[k] * value[k];
    *mean = sum;
    if (!half_width)
        return;
    for (int row = 0; row < c->n_rows; row++)
        along[row] = 0;
    for (int k = 0; k < c->n_monomials; k++)
        add_multiple(value[k], c->root + (size_t)k * (size_t)c->n_rows, c->n_rows, along);
    for (int row = 0; row < c->n_rows; row++)
        squares += along[row] * along[row];
    *half_width = c->widen * sqrt(squares);
}

static void no_intervals(double *half_width, size_t n)
{
    for (size_t i = 0; i < n; i++)
        half_width[i] = HUGE_VAL;
}

void cairn_contraction_evaluate(const struct cairn_contraction *contraction, const double *const *x,
                                size_t n, double *mean, double *half_width)
{
    const struct cairn_contraction *c = contraction;
    size_t n_values = (size_t)c->n_monomials * (n < TILE ? 1 : TILE);
    double *value = cairn_alloc((n_values + (size_t)c->n_rows) * sizeof *value);
    double *interval = c->n_replications < 2 ? NULL : half_width;
    size_t at = 0;

    if (half_width && !interval)
        no_intervals(half_width, n);
    for (; n - at >= TILE; at += TILE) {
        for (int k = 0; k < c->n_monomials; k++)
            monomial_values(&c->monomials[k], x, at, TILE, value + (size_t)k * TILE);
        evaluate_tile(c, value, mean + at, interval ? interval + at : NULL);
    }
    for (; at < n; at++) {
        for (int k = 0; k < c->n_monomials; k++)
            monomial_values(&c->monomials[k], x, at, 1, value + k);
        evaluate_one(c, value, value + n_values, mean + at, interval ? interval + at : NULL);
    }
    cairn_free(value);
}

double cairn_contraction_replication(const struct cairn_contraction *contraction, int replication,
                                     const double *x)
{
    const struct cairn_contraction *c = contraction;
    double total = 0;

    assert(replication >= 0 && replication < c->n_replications);
    for (int k = 0; k < c->n_monomials; k++) {
        double value = 1;

        for (int p = 0; p < c->monomials[k].n; p++) {
            struct cairn_power_of of = c->monomials[k].powers[p];

            for (int i = of.power; i > 0; i--)
                value *= x[of.variable];
            for (int i = of.power; i < 0; i++)
                value /= x[of.variable];
        }
        total +=
            c->coefficient[(size_t)k * (size_t)c->n_replications + (size_t)replication] * value;
    }
    return total;
}
