#include "study/envelope.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"

#define ROUNDING 1e-12

static double slope(const struct cairn_straight *line)
{
    return line->at_1 - line->at_0;
}

static bool is_number(const struct cairn_straight *line)
{
    return !isnan(line->at_0) && !isnan(line->at_1);
}

/* Lowest at 0, and just behind it. */
static int first_line(const struct cairn_straight *lines, int n)
{
    int best = -1;

    for (int i = 0; i < n; i++)
        if (is_number(&lines[i]) &&
            (best < 0 || lines[i].at_0 < lines[best].at_0 ||
             (lines[i].at_0 == lines[best].at_0 && lines[i].at_1 < lines[best].at_1)))
            best = i;
    return best;
}

/* Does b end lower than a by more than rounding? Only such lines take over. */
static bool ends_lower(const struct cairn_straight *b, const struct cairn_straight *a)
{
    return a->at_1 - b->at_1 > ROUNDING * fmax(fabs(a->at_1), fabs(b->at_1));
}

/* The line that takes over from `at` first, and where; -1: none. */
static int next_line(const struct cairn_straight *lines, int n, int at, double from, double *where)
{
    int next = -1;

    for (int i = 0; i < n; i++) {
        const struct cairn_straight *a = &lines[at], *b = &lines[i];
        double u;

        if (!is_number(b) || !(slope(b) < slope(a)) || !ends_lower(b, a))
            continue;
        u = fmax(from, (b->at_0 - a->at_0) / (slope(a) - slope(b)));
        if (u < 1.0 &&
            (next < 0 || u < *where || (u == *where && slope(b) < slope(&lines[next])))) {
            next = i;
            *where = u;
        }
    }
    return next;
}

void cairn_envelope_init(struct cairn_envelope *envelope, const struct cairn_straight *lines, int n)
{
    int line = first_line(lines, n);
    double from = 0.0;

    assert(n >= 0);
    *envelope = (struct cairn_envelope){0};
    envelope->pieces = cairn_calloc((size_t)n, sizeof *envelope->pieces);
    while (line >= 0) { /* slopes fall: each line comes once */
        double to = 1.0;
        int next = next_line(lines, n, line, from, &to);

        if (to > from || next < 0) {
            assert(envelope->n < n);
            envelope->pieces[envelope->n++] = (struct cairn_piece){line, from, next < 0 ? 1.0 : to};
        }
        from = to;
        line = next;
    }
}

void cairn_envelope_release(struct cairn_envelope *envelope)
{
    cairn_free(envelope->pieces);
    *envelope = (struct cairn_envelope){0};
}

int cairn_envelope_find(const struct cairn_envelope *envelope, double at)
{
    int low = 0, high = envelope->n - 1;

    assert(envelope->n > 0);
    while (low < high) {
        int middle = (low + high + 1) / 2;

        if (envelope->pieces[middle].from <= at)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* ---- crossings ---- */

/* widen^2 x the covariance of two coefficients. */
static double covariance(const struct cairn_contraction *c, int a, int b)
{
    double sum = 0.0;

    for (int row = 0; row < c->n_rows; row++)
        sum += c->root[a * c->n_rows + row] * c->root[b * c->n_rows + row];
    return c->widen * c->widen * sum;
}

struct cairn_crossing_interval cairn_fieller(const struct cairn_contraction *difference)
{
    struct cairn_crossing_interval found = {NAN, NAN, NAN};
    double d0 = difference->mean[0], d = difference->mean[1] - d0;
    double v00, v0d, vdd, a, b, c, root;

    assert(difference->n_monomials == 2);
    if (d == 0.0)
        return found;
    found.at = -d0 / d;
    if (!(difference->widen < HUGE_VAL))
        return found;
    v00 = covariance(difference, 0, 0);
    v0d = covariance(difference, 0, 1) - v00;
    vdd = covariance(difference, 1, 1) - v00 - 2.0 * v0d;
    a = d * d - vdd;
    b = d0 * d - v0d;
    c = d0 * d0 - v00;
    if (a <= 0.0)
        return found;
    root = sqrt(fmax(0.0, b * b - a * c));
    found.low = (-b - root) / a;
    found.high = (-b + root) / a;
    return found;
}
