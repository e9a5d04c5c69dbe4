/* exact_points.c - what is best at many points, and how sure that is. [BREAK] [BULK] */
#include <math.h>

#include "base/alloc.h"
#include "math/stats.h"
#include "study/exact_private.h"

enum { AIM, CARBON }; /* outputs */

enum { TILE = 256 }; /* points that are worked on together; chosen somewhat arbitrarily */

/* Weights of corners at some points. */
struct weights {
    double of[CAIRN_RESPONSE_CORNERS][TILE];
    const double *at[CAIRN_RESPONSE_CORNERS]; /* the same, as contractions want it */
};

struct tile {
    const struct cairn_exact *e;
    struct weights all, some;
    double mean[TILE], half_width[TILE], doubt[TILE];
    int finalist[TILE];
    int which[TILE]; /* points that one finalist is best at */
    size_t n, n_which;
    double certain; /* t beyond which there is no doubt to speak of */
};

static void point_to(struct weights *weights)
{
    for (int c = 0; c < CAIRN_RESPONSE_CORNERS; c++)
        weights->at[c] = weights->of[c];
}

/* From where on the tail is below what a probability near 1 can tell. */
static double certain_t(double degrees)
{
    double t = 8.0;

    while (t < 1e9 && cairn_stats_t_tail(t, degrees) > 0x1p-60)
        t *= 2.0;
    return t;
}

/* ---- who is best ---- */

static void find_best(struct tile *tile, struct cairn_exact_point *points)
{
    const struct cairn_exact *e = tile->e;

    for (size_t i = 0; i < tile->n; i++)
        points[i].value = INFINITY;
    for (int f = 0; f < e->n_finalists; f++) {
        const struct cairn_contraction *total = cairn_response_total(&e->last, f, AIM);

        if (!total)
            continue;
        cairn_contraction_evaluate(total, tile->all.at, tile->n, tile->mean, NULL);
        for (size_t i = 0; i < tile->n; i++)
            if (tile->mean[i] < points[i].value) {
                points[i].value = tile->mean[i];
                tile->finalist[i] = f;
            }
    }
}

/* ---- how sure ---- */

/* Points at which a finalist is best. */
static void gather(struct tile *tile, int finalist)
{
    tile->n_which = 0;
    for (size_t i = 0; i < tile->n; i++)
        if (tile->finalist[i] == finalist)
            tile->which[tile->n_which++] = (int)i;
    for (int c = 0; c < 1 << tile->e->question.n_numbers; c++)
        for (size_t i = 0; i < tile->n_which; i++)
            tile->some.of[c][i] = tile->all.of[c][tile->which[i]];
}

static void find_totals(struct tile *tile, int finalist, struct cairn_exact_point *points)
{
    const struct cairn_contraction *total = cairn_response_total(&tile->e->last, finalist, AIM);

    cairn_contraction_evaluate(total, tile->some.at, tile->n_which, tile->mean, tile->half_width);
    for (size_t i = 0; i < tile->n_which; i++)
        points[tile->which[i]].half_width = tile->half_width[i];
    total = cairn_response_total(&tile->e->last, finalist, CARBON);
    if (total)
        cairn_contraction_evaluate(total, tile->some.at, tile->n_which, tile->mean,
                                   tile->half_width);
    for (size_t i = 0; i < tile->n_which; i++) {
        points[tile->which[i]].carbon = total ? tile->mean[i] : NAN;
        points[tile->which[i]].carbon_half_width = total ? tile->half_width[i] : NAN;
    }
}

/*
 * Estimate of the probability that a candidate is better by more than the zone, as that of a
 * selection (select.h), over the replications that all were seen in.
 */
static double doubt_of(const struct tile *tile, const struct cairn_contraction *difference,
                       double mean, double half_width, double zone)
{
    double n = difference->n_replications, error;

    if (n < 2.0)
        return 0.0;
    if (!(half_width > 0.0))
        return mean + zone < 0.0 ? 1.0 : 0.0;
    error = half_width / (difference->widen * sqrt(n * (n - 1.0)));
    if (mean + zone > tile->certain * error)
        return 0.0;
    return cairn_stats_t_tail((mean + zone) / error, n - 1.0);
}

/* Against one other candidate, at all points of a finalist. */
static void find_doubt(struct tile *tile, int finalist, int candidate,
                       struct cairn_exact_point *points)
{
    const struct cairn_exact *e = tile->e;
    const struct cairn_contraction *difference =
        &e->difference[finalist * e->n_candidates + candidate];
    bool distinct = e->distinct[finalist * e->n_candidates + candidate];

    if (difference->n_replications < 1)
        return;
    cairn_contraction_evaluate(difference, tile->some.at, tile->n_which, tile->mean,
                               tile->half_width);
    for (size_t i = 0; i < tile->n_which; i++) {
        struct cairn_exact_point *point = &points[tile->which[i]];
        double zone = e->scenario->choose.tie * fabs(point->value);

        tile->doubt[i] += doubt_of(tile, difference, tile->mean[i], tile->half_width[i], zone);
        if (distinct && (point->runner_up == CAIRN_NONE || tile->mean[i] < point->regret)) {
            point->runner_up = candidate;
            point->regret = tile->mean[i];
        }
    }
}

static void find_evidence(struct tile *tile, int finalist, struct cairn_exact_point *points)
{
    gather(tile, finalist);
    if (tile->n_which == 0)
        return;
    find_totals(tile, finalist, points);
    for (size_t i = 0; i < tile->n_which; i++)
        tile->doubt[i] = 0.0;
    for (int c = 0; c < tile->e->n_candidates; c++)
        find_doubt(tile, finalist, c, points);
    for (size_t i = 0; i < tile->n_which; i++)
        points[tile->which[i]].p_correct = fmax(0.0, 1.0 - tile->doubt[i]);
}

/* ---- all ---- */

/* Weights of all points, and bounds there. */
static void set_out(struct tile *tile, const double *x, struct cairn_exact_point *points)
{
    const struct cairn_exact *e = tile->e;
    int n = e->question.n_numbers;
    double weights[CAIRN_RESPONSE_CORNERS], unit[CAIRN_RESPONSE_MOST];

    for (size_t i = 0; i < tile->n; i++) {
        cairn_response_weights(&e->last, x + i * (size_t)n, weights);
        for (int c = 0; c < 1 << n; c++)
            tile->all.of[c][i] = weights[c];
        for (int k = 0; k < n; k++)
            unit[k] = cairn_response_unit(&e->last.numbers[k], x[i * (size_t)n + (size_t)k]);
        points[i] = (struct cairn_exact_point){
            .runner_up = CAIRN_NONE,
            .regret = NAN,
            .bound = cairn_chords_bound(&e->chords, unit),
        };
    }
}

void cairn_exact_points(const struct cairn_exact *exact, const double *x, size_t n,
                        struct cairn_exact_point *points)
{
    struct tile *tile = cairn_calloc(1, sizeof *tile);
    size_t numbers = (size_t)exact->question.n_numbers;
    int replications = exact->first.question.n_replications;

    tile->e = exact;
    tile->certain = replications < 2 ? 0.0 : certain_t(replications - 1);
    point_to(&tile->all);
    point_to(&tile->some);
    for (size_t at = 0; at < n; at += tile->n) {
        tile->n = n - at < TILE ? n - at : TILE;
        set_out(tile, x + at * numbers, points + at);
        find_best(tile, points + at);
        for (int f = 0; f < exact->n_finalists; f++)
            find_evidence(tile, f, points + at);
        for (size_t i = at; i < at + tile->n; i++) {
            points[i].best = exact->finalists[tile->finalist[i - at]];
            if (points[i].bound > points[i].value) /* by rounding: both touch */
                points[i].bound = points[i].value;
        }
    }
    cairn_free(tile);
}

int cairn_exact_n_kept(const struct cairn_exact *exact)
{
    int n = 0;

    for (int i = 0; i < exact->n_candidates; i++)
        n += !exact->candidates[i].broken;
    return n;
}
