/* [AFFINE] throughout; the equations stand in the header. */

#include "math/multiaffine.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

enum { INNER = 2, SINGLE = 2 + INNER, JOINT = 4 };

/* Of what was seen: sums of thousands of products differ by less than this in another order. */
#define NOISE 1e-11

/* Inside [0, 1], in no simple ratio; the middle is a third such point. */
static const double inner[INNER] = {0.2371, 0.8093};

/* Fractions of the golden ratio spread numbers over each joint point, and points over each number.
 */
#define GOLDEN 0.6180339887498949

struct search {
    const struct cairn_multiaffine_problem *problem;
    struct cairn_multiaffine *function;
    double *middle;   /* [number] */
    double *at_high;  /* [number]: v there */
    double *scale;    /* [value]: largest seen */
    double *points;   /* of the level at hand */
    double *values;   /* there */
    double *products; /* scratch */
    double *told;     /* [value]: what the terms say */
    size_t capacity_points, capacity_values, capacity_terms, capacity_coefficients;
    size_t capacity_products;
};

/* ---- numbers ---- */

static double changed(bool reciprocal, double x)
{
    return reciprocal ? 1.0 / x : x;
}

/* v of a number at x: 0 in the middle, and the whole box is 1 wide. */
static double coordinate(const struct cairn_multiaffine *function, int i, double x)
{
    double low = function->low[i], high = function->high[i];
    bool by = function->reciprocal[i];

    if (!(low < high))
        return 0.0;
    return (changed(by, x) - changed(by, 0.5 * (low + high))) /
           (changed(by, high) - changed(by, low));
}

bool cairn_multiaffine_inside(const struct cairn_multiaffine *function, const double *x)
{
    for (int i = 0; i < function->n_numbers; i++)
        if (!(x[i] >= function->low[i] && x[i] <= function->high[i]))
            return false;
    return true;
}

void cairn_multiaffine_evaluate(const struct cairn_multiaffine *function, const double *x,
                                double *products, double *values)
{
    int n = function->n_values;

    memcpy(values, function->coefficients, (size_t)n * sizeof *values);
    products[0] = 1.0;
    for (int t = 1; t < function->n_terms; t++) {
        const struct cairn_multiaffine_term *term = &function->terms[t];
        const double *c = function->coefficients + (ptrdiff_t)t * n;

        products[t] = products[term->parent] * coordinate(function, term->number, x[term->number]);
        for (int v = 0; v < n; v++)
            values[v] += products[t] * c[v];
    }
}

/* ---- terms ---- */

static void add_term(struct search *s, struct cairn_multiaffine_term term, const double *c)
{
    struct cairn_multiaffine *f = s->function;
    size_t n = (size_t)f->n_values, had = (size_t)f->n_terms;

    f->terms = cairn_grow(f->terms, &s->capacity_terms, had + 1, sizeof *f->terms);
    f->coefficients = cairn_grow(f->coefficients, &s->capacity_coefficients, (had + 1) * n,
                                 sizeof *f->coefficients);
    s->products = cairn_grow(s->products, &s->capacity_products, had + 1, sizeof *s->products);
    f->terms[had] = term;
    memcpy(f->coefficients + had * n, c, n * sizeof *c);
    f->n_terms++;
}

/* The term of a set and one more number, or -1. */
static int child(const struct cairn_multiaffine *f, int parent, int number)
{
    for (int t = parent + 1; t < f->n_terms; t++)
        if (f->terms[t].parent == parent && f->terms[t].number == number)
            return t;
    return -1;
}

/* The term of all numbers of a term but one, and a number after them; or -1. */
static int exchanged(const struct cairn_multiaffine *f, int term, int without, int number)
{
    int numbers[64], n = 0, t = 0;

    for (int at = term; at > 0; at = f->terms[at].parent)
        if (f->terms[at].number != without)
            numbers[n++] = f->terms[at].number;
    while (n > 0 && t >= 0)
        t = child(f, t, numbers[--n]);
    return t < 0 ? -1 : child(f, t, number);
}

/* May a term's numbers and one more interact? Only where all sets within them do. */
static bool may_interact(const struct cairn_multiaffine *f, int term, int number)
{
    for (int at = term; at > 0; at = f->terms[at].parent)
        if (exchanged(f, term, f->terms[at].number, number) < 0)
            return false;
    return true;
}

/* ---- asking ---- */

/* The i-th point of a level, begun in the middle. */
static double *new_point(struct search *s, int i)
{
    size_t n = (size_t)s->function->n_numbers;
    double *point;

    s->points = cairn_grow(s->points, &s->capacity_points, ((size_t)i + 1) * n, sizeof *s->points);
    point = s->points + (size_t)i * n;
    memcpy(point, s->middle, n * sizeof *point);
    return point;
}

static const double *values_at(const struct search *s, int point)
{
    return s->values + (ptrdiff_t)point * s->function->n_values;
}

static bool end(struct search *s, enum cairn_multiaffine_status status, int culprit)
{
    s->function->status = status;
    s->function->culprit = culprit;
    return false;
}

static bool ask(struct search *s, int n)
{
    struct cairn_multiaffine *f = s->function;
    size_t size = (size_t)n * (size_t)f->n_values;

    if (f->asked + n > s->problem->most_asked)
        return end(s, CAIRN_MULTIAFFINE_LARGE, -1);
    s->values = cairn_grow(s->values, &s->capacity_values, size, sizeof *s->values);
    if (!s->problem->ask(s->problem->context, s->points, n, s->values))
        return end(s, CAIRN_MULTIAFFINE_STOPPED, -1);
    f->asked += n;
    for (size_t i = 0; i < size; i++) {
        double *scale = &s->scale[i % (size_t)f->n_values];

        *scale = fmax(*scale, fabs(s->values[i]));
    }
    return true;
}

/* ---- single numbers ---- */

/* By how much values of a number do not lie on the chord between its ends. */
static double bend(const struct search *s, int i, int first, bool reciprocal)
{
    const struct cairn_multiaffine *f = s->function;
    double from = changed(reciprocal, f->low[i]), to = changed(reciprocal, f->high[i]);
    double worst = 0.0;

    for (int k = 0; k <= INNER; k++) {
        int point = k < INNER ? first + 2 + k : 0;
        double x = k < INNER ? s->points[(ptrdiff_t)point * f->n_numbers + i] : s->middle[i];
        double u = (changed(reciprocal, x) - from) / (to - from);

        for (int v = 0; v < f->n_values; v++) {
            double low = values_at(s, first)[v], high = values_at(s, first + 1)[v];
            double off = fabs((1.0 - u) * low + u * high - values_at(s, point)[v]);

            if (off > 0.0)
                worst = fmax(worst, off / s->scale[v]);
        }
    }
    return worst;
}

static bool settle_single(struct search *s, int i, int first)
{
    struct cairn_multiaffine *f = s->function;
    double tolerance = s->problem->tolerance, plain = bend(s, i, first, false), inverse;

    inverse = plain > tolerance && f->low[i] > 0.0 ? bend(s, i, first, true) : INFINITY;
    f->reciprocal[i] = plain > tolerance && inverse <= tolerance;
    f->worst = fmax(f->worst, fmin(plain, inverse));
    s->at_high[i] = coordinate(f, i, f->high[i]);
    if (fmin(plain, inverse) > tolerance)
        return end(s, CAIRN_MULTIAFFINE_BENDS, i);
    return true;
}

/* c = (f at a point - what terms say there) / product of v; false: nothing but noise. */
static bool remainder_at(struct search *s, int point, double product, double *c)
{
    struct cairn_multiaffine *f = s->function;
    const double *values = values_at(s, point);
    bool any = false;

    cairn_multiaffine_evaluate(f, s->points + (ptrdiff_t)point * f->n_numbers, s->products,
                               s->told);
    for (int v = 0; v < f->n_values; v++) {
        double off = values[v] - s->told[v];

        any = any || fabs(off) > NOISE * s->scale[v];
        c[v] = off / product;
    }
    return any;
}

/* The middle, and each number alone; other numbers of a point are in the middle. */
static bool find_singles(struct search *s)
{
    struct cairn_multiaffine *f = s->function;
    double *c = cairn_calloc((size_t)f->n_values, sizeof *c);
    int n = 1;
    bool good;

    new_point(s, 0);
    for (int i = 0; i < f->n_numbers; i++) {
        double width = f->high[i] - f->low[i];

        if (!(width > 0.0))
            continue;
        new_point(s, n++)[i] = f->low[i];
        new_point(s, n++)[i] = f->high[i];
        for (int k = 0; k < INNER; k++)
            new_point(s, n++)[i] = f->low[i] + inner[k] * width;
    }
    good = ask(s, n);
    if (good)
        add_term(s, (struct cairn_multiaffine_term){-1, -1, 0}, values_at(s, 0));
    n = 1;
    for (int i = 0; good && i < f->n_numbers; i++) {
        if (!(f->high[i] > f->low[i]))
            continue;
        good = settle_single(s, i, n);
        if (good) {
            remainder_at(s, n + 1, s->at_high[i], c);
            add_term(s, (struct cairn_multiaffine_term){0, i, 1}, c);
        }
        n += SINGLE;
    }
    cairn_free(c);
    return good;
}

/* ---- larger sets ---- */

/* Sets of one number more than those of the last level, [from, to) of the terms. */
static struct cairn_multiaffine_term *candidates(const struct search *s, int from, int to, int *n)
{
    const struct cairn_multiaffine *f = s->function;
    struct cairn_multiaffine_term *sets = NULL;
    size_t capacity = 0;

    *n = 0;
    for (int t = from; t < to; t++)
        for (int i = f->terms[t].number + 1; i < f->n_numbers; i++) {
            if (f->terms[t].size >= 63 || !(f->high[i] > f->low[i]) || !may_interact(f, t, i))
                continue;
            sets = cairn_grow(sets, &capacity, (size_t)*n + 1, sizeof *sets);
            sets[(*n)++] = (struct cairn_multiaffine_term){t, i, f->terms[t].size + 1};
        }
    return sets;
}

static bool find_level(struct search *s, const struct cairn_multiaffine_term *sets, int n)
{
    struct cairn_multiaffine *f = s->function;
    double *product = cairn_calloc((size_t)n, sizeof *product);
    double *c = cairn_calloc((size_t)f->n_values, sizeof *c);
    bool good;

    for (int k = 0; k < n; k++) {
        double *point = new_point(s, k);

        point[sets[k].number] = f->high[sets[k].number];
        product[k] = s->at_high[sets[k].number];
        for (int at = sets[k].parent; at > 0; at = f->terms[at].parent) {
            point[f->terms[at].number] = f->high[f->terms[at].number];
            product[k] *= s->at_high[f->terms[at].number];
        }
    }
    good = ask(s, n);
    /* Another set of this level says nothing at this point: one of its numbers is in the middle. */
    for (int k = 0; good && k < n; k++)
        if (remainder_at(s, k, product[k], c))
            add_term(s, sets[k], c);
    cairn_free(product);
    cairn_free(c);
    return good;
}

static bool find_larger(struct search *s)
{
    struct cairn_multiaffine *f = s->function;
    bool good = true;

    for (int from = 1, to = f->n_terms; good && from < to;) {
        int n;
        struct cairn_multiaffine_term *sets = candidates(s, from, to, &n);

        good = n == 0 || find_level(s, sets, n);
        cairn_free(sets);
        from = to;
        to = f->n_terms;
    }
    return good;
}

/* ---- is it so? ---- */

static bool check_joint(struct search *s)
{
    struct cairn_multiaffine *f = s->function;
    double *off = cairn_calloc((size_t)f->n_values, sizeof *off);
    bool good;

    for (int j = 0; j < JOINT; j++) {
        double *point = new_point(s, j);

        for (int i = 0; i < f->n_numbers; i++) {
            double u = fmod(0.5 + GOLDEN * (double)((j + 1) * (i + j + 1)), 1.0);

            point[i] = f->low[i] + u * (f->high[i] - f->low[i]);
        }
    }
    good = ask(s, JOINT);
    for (int j = 0; good && j < JOINT; j++) {
        remainder_at(s, j, 1.0, off);
        for (int v = 0; v < f->n_values; v++)
            if (off[v] != 0.0)
                f->worst = fmax(f->worst, fabs(off[v]) / s->scale[v]);
    }
    cairn_free(off);
    if (good && f->worst > s->problem->tolerance)
        return end(s, CAIRN_MULTIAFFINE_BENDS, -1);
    return good;
}

void cairn_multiaffine_find(struct cairn_multiaffine *function,
                            const struct cairn_multiaffine_problem *problem)
{
    size_t n = (size_t)problem->n_numbers, n_values = (size_t)problem->n_values;
    struct search s = {
        .problem = problem,
        .function = function,
        .middle = cairn_calloc(n, sizeof *s.middle),
        .at_high = cairn_calloc(n, sizeof *s.at_high),
        .scale = cairn_calloc(n_values, sizeof *s.scale),
        .told = cairn_calloc(n_values, sizeof *s.told),
    };

    *function = (struct cairn_multiaffine){
        .culprit = -1,
        .n_numbers = problem->n_numbers,
        .n_values = problem->n_values,
        .low = cairn_calloc(n, sizeof *function->low),
        .high = cairn_calloc(n, sizeof *function->high),
        .reciprocal = cairn_calloc(n, sizeof *function->reciprocal),
    };
    memcpy(function->low, problem->low, n * sizeof *function->low);
    memcpy(function->high, problem->high, n * sizeof *function->high);
    for (size_t i = 0; i < n; i++)
        s.middle[i] = 0.5 * (problem->low[i] + problem->high[i]);
    if (find_singles(&s) && find_larger(&s))
        check_joint(&s);
    cairn_free(s.middle);
    cairn_free(s.at_high);
    cairn_free(s.scale);
    cairn_free(s.points);
    cairn_free(s.values);
    cairn_free(s.products);
    cairn_free(s.told);
}

void cairn_multiaffine_release(struct cairn_multiaffine *function)
{
    cairn_free(function->low);
    cairn_free(function->high);
    cairn_free(function->reciprocal);
    cairn_free(function->terms);
    cairn_free(function->coefficients);
    *function = (struct cairn_multiaffine){0};
}
