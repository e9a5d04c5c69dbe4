#include "account/contraction.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "math/stats.h"

/* ---- monomials ---- */

/*
 * Index of a monomial, entered if it is new. Terms of a window follow those of the window before,
 * so the search begins behind the one found last.
 */
static int find_monomial(struct cairn_contraction *c, size_t *capacity,
                         const struct cairn_monomial *monomial, int last)
{
    for (int i = 0, at = last; i < c->n_monomials; i++) {
        at = at + 1 < c->n_monomials ? at + 1 : 0;
        if (cairn_monomial_equal(&c->monomials[at], monomial))
            return at;
    }
    c->monomials =
        cairn_grow(c->monomials, capacity, (size_t)c->n_monomials + 1, sizeof *c->monomials);
    c->monomials[c->n_monomials] = *monomial;
    return c->n_monomials++;
}

/* The terms of a part that make up the total. */
static struct cairn_terms terms_of(const struct cairn_contraction_setup *setup, int part)
{
    return cairn_ledger_terms_of(setup->parts[part].ledger, setup->measure, setup->basis);
}

/* The monomial of each such term of all parts, one after the other; freed by the caller. */
static int *find_monomials(struct cairn_contraction *c, const struct cairn_contraction_setup *setup)
{
    struct cairn_monomial constant = {0};
    size_t capacity = 0, n = 0, t = 0;
    int last = find_monomial(c, &capacity, &constant, 0);
    int *of_term;

    for (int p = 0; p < setup->n_parts; p++)
        n += (size_t)setup->parts[p].ledger->n;
    of_term = cairn_calloc(n, sizeof *of_term);
    for (int p = 0; p < setup->n_parts; p++) {
        struct cairn_terms terms = terms_of(setup, p);

        while (cairn_terms_next(&terms)) {
            struct cairn_monomial monomial =
                cairn_variables_monomial(setup->variables, &terms.term);

            last = of_term[t++] = find_monomial(c, &capacity, &monomial, last);
        }
    }
    return of_term;
}

/* ---- coefficients ---- */

/* Adds the term in all replications, but for its variables; products as in cairn_term_value(). */
static void add_term(const struct cairn_contraction_setup *setup,
                     const struct cairn_contraction_part *part, const struct cairn_term *term,
                     double *restrict value, double *restrict sum)
{
    int n = setup->n_replications;
    bool any = false;

    for (int r = 0; r < n; r++) {
        value[r] = term->quantity == CAIRN_NONE ? term->amount : part->amounts[r][term->quantity];
        any = any || value[r] != 0;
    }
    if (!any) /* most batch sizes never occur */
        return;
    for (int f = 0; f < term->n_factors; f++) {
        double base = setup->variables->factors[term->factor[f]].base;

        for (int r = 0; r < n; r++)
            value[r] *= base;
    }
    for (int r = 0; r < n; r++)
        sum[r] += value[r] * term->scale;
}

/* Sums per part first, then over parts, as a placement's total is added up. */
static void add_up(struct cairn_contraction *c, const struct cairn_contraction_setup *setup,
                   const int *of_term)
{
    size_t n = (size_t)setup->n_replications, n_coefficients = (size_t)c->n_monomials * n;
    double *sum = cairn_alloc(n_coefficients * sizeof *sum);
    double *value = cairn_alloc(n * sizeof *value);

    c->coefficient = cairn_calloc(n_coefficients, sizeof *c->coefficient);
    for (int p = 0; p < setup->n_parts; p++) {
        const struct cairn_contraction_part *part = &setup->parts[p];
        struct cairn_terms terms = terms_of(setup, p);

        for (size_t i = 0; i < n_coefficients; i++)
            sum[i] = 0;
        while (cairn_terms_next(&terms))
            add_term(setup, part, &terms.term, value, sum + (size_t)*of_term++ * n);
        for (size_t i = 0; i < n_coefficients; i++)
            c->coefficient[i] += sum[i];
    }
    cairn_free(value);
    cairn_free(sum);
}

/* ---- mean and root ---- */

static double dot(const double *a, const double *b, int n)
{
    double sum = 0;

    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* What remains of a column once its part along others is taken out; less is rounding. */
static const double nothing_left = 1e-13;

/*
 * The root of the covariance: modified Gram-Schmidt on the columns of centred coefficients, whose
 * triangular factor is as good as Householder's (A. Bjorck, BIT 7, 1 (1967)). A column that lies in
 * the span of those before has no row. [BULK]
 */
static void find_root(struct cairn_contraction *c)
{
    int n = c->n_replications, rows = 0;
    int most = c->n_monomials < n - 1 ? c->n_monomials : n - 1;
    size_t height = (size_t)n, width = (size_t)most;
    double *columns = cairn_alloc((size_t)c->n_monomials * height * sizeof *columns);
    double *length = cairn_alloc((size_t)c->n_monomials * sizeof *length);

    c->root = cairn_calloc((size_t)c->n_monomials * width, sizeof *c->root);
    for (size_t k = 0; k < (size_t)c->n_monomials; k++) {
        double *column = columns + k * height;

        for (int r = 0; r < n; r++)
            column[r] = c->coefficient[k * height + (size_t)r] - c->mean[k];
        length[k] = sqrt(dot(column, column, n));
    }
    for (size_t k = 0; k < (size_t)c->n_monomials && rows < most; k++) {
        double *direction = columns + k * height;
        double left = sqrt(dot(direction, direction, n));

        /* The mean is rounded: what does not vary may have a column of rounding errors. */
        if (left <= nothing_left * length[k] || left <= nothing_left * fabs(c->mean[k]))
            continue;
        for (int r = 0; r < n; r++)
            direction[r] /= left;
        c->root[k * width + (size_t)rows] = left;
        for (size_t l = k + 1; l < (size_t)c->n_monomials; l++) {
            double *column = columns + l * height;
            double along = dot(direction, column, n);

            c->root[l * width + (size_t)rows] = along;
            for (int r = 0; r < n; r++)
                column[r] -= along * direction[r];
        }
        rows++;
    }
    for (size_t k = 0; k < (size_t)c->n_monomials && rows < most; k++)
        memmove(c->root + k * (size_t)rows, c->root + k * width, (size_t)rows * sizeof *c->root);
    c->n_rows = rows;
    cairn_free(length);
    cairn_free(columns);
}

/* Everything that follows from the coefficients. */
static void finish(struct cairn_contraction *c)
{
    int n = c->n_replications;

    c->mean = cairn_alloc((size_t)c->n_monomials * sizeof *c->mean);
    for (int k = 0; k < c->n_monomials; k++)
        c->mean[k] = cairn_stats_mean(c->coefficient + (size_t)k * (size_t)n, (size_t)n);
    find_root(c);
    /* [CI] The root is of the sum of squares: variance x (n - 1). */
    c->widen = n < 2 ? HUGE_VAL
                     : cairn_stats_t_quantile(0.5 + 0.5 * c->confidence, n - 1) /
                           sqrt((double)n * (n - 1));
}

void cairn_contraction_init(struct cairn_contraction *contraction,
                            const struct cairn_contraction_setup *setup)
{
    int *of_term;

    assert(setup->n_replications >= 1 && setup->confidence > 0 && setup->confidence < 1);
    *contraction = (struct cairn_contraction){.n_replications = setup->n_replications,
                                              .n_variables = setup->variables->n,
                                              .confidence = setup->confidence};
    of_term = find_monomials(contraction, setup);
    add_up(contraction, setup, of_term);
    cairn_free(of_term);
    finish(contraction);
}

void cairn_contraction_release(struct cairn_contraction *contraction)
{
    cairn_free(contraction->monomials);
    cairn_free(contraction->coefficient);
    cairn_free(contraction->mean);
    cairn_free(contraction->root);
    *contraction = (struct cairn_contraction){0};
}

/* Adds sign x the coefficients of `from` to those of the monomials of `to`. */
static void add_signed(struct cairn_contraction *to, const struct cairn_contraction *from,
                       double sign, const int *at)
{
    size_t n = (size_t)to->n_replications;

    for (int k = 0; k < from->n_monomials; k++)
        for (size_t r = 0; r < n; r++)
            to->coefficient[(size_t)at[k] * n + r] +=
                sign * from->coefficient[(size_t)k * (size_t)from->n_replications + r];
}

void cairn_contraction_difference(struct cairn_contraction *difference,
                                  const struct cairn_contraction *a,
                                  const struct cairn_contraction *b)
{
    struct cairn_contraction *d = difference;
    int *at_a = cairn_alloc((size_t)a->n_monomials * sizeof *at_a);
    int *at_b = cairn_alloc((size_t)b->n_monomials * sizeof *at_b);
    size_t capacity = 0;

    assert(a->n_variables == b->n_variables);
    *d = (struct cairn_contraction){
        .n_replications =
            a->n_replications < b->n_replications ? a->n_replications : b->n_replications,
        .n_variables = a->n_variables,
        .confidence = a->confidence,
    };
    for (int k = 0; k < a->n_monomials; k++)
        at_a[k] = find_monomial(d, &capacity, &a->monomials[k], k);
    for (int k = 0; k < b->n_monomials; k++)
        at_b[k] = find_monomial(d, &capacity, &b->monomials[k], k > 0 ? at_b[k - 1] : 0);
    d->coefficient =
        cairn_calloc((size_t)d->n_monomials * (size_t)d->n_replications, sizeof *d->coefficient);
    add_signed(d, a, 1, at_a);
    add_signed(d, b, -1, at_b);
    finish(d);
    cairn_free(at_a);
    cairn_free(at_b);
}

void cairn_contraction_of(struct cairn_contraction *contraction, const double *values,
                          int n_variables, int n_replications, double confidence)
{
    struct cairn_contraction *c = contraction;
    size_t size = (size_t)n_variables * (size_t)n_replications;

    assert(n_variables >= 1 && n_replications >= 1 && confidence > 0 && confidence < 1);
    *c = (struct cairn_contraction){
        .n_replications = n_replications,
        .n_variables = n_variables,
        .n_monomials = n_variables,
        .confidence = confidence,
    };
    c->monomials = cairn_calloc((size_t)n_variables, sizeof *c->monomials);
    for (int v = 0; v < n_variables; v++)
        c->monomials[v] = (struct cairn_monomial){.n = 1, .powers = {{v, 1}}};
    c->coefficient = cairn_alloc(size * sizeof *c->coefficient);
    memcpy(c->coefficient, values, size * sizeof *values);
    finish(c);
}
