/* exact_value.c - what is so at a value of a number that was followed. [BREAK] */
#include <assert.h>
#include <math.h>

#include "account/ledger.h"
#include "base/alloc.h"
#include "math/stats.h"
#include "study/exact_private.h"

enum { AIM, CARBON }; /* outputs */

#define ROUNDING 1e-12 /* of a chord that touches */

static int candidate_of(const struct cairn_exact *e, int piece)
{
    return e->finalists[e->envelope.pieces[piece].line];
}

static int piece_at(const struct cairn_exact *e, double value)
{
    return cairn_envelope_find(&e->envelope, cairn_response_unit(&e->number, value));
}

int cairn_exact_best(const struct cairn_exact *exact, double value)
{
    return candidate_of(exact, piece_at(exact, value));
}

struct cairn_breakpoint cairn_exact_breakpoint(const struct cairn_exact *exact, int i)
{
    const struct cairn_piece *pieces = exact->envelope.pieces;
    struct cairn_contraction difference;
    struct cairn_crossing_interval crossing;
    struct cairn_breakpoint found = {.low = NAN, .high = NAN};

    assert(i >= 0 && i + 1 < exact->envelope.n);
    cairn_contraction_difference(&difference,
                                 cairn_response_total(&exact->last, pieces[i + 1].line, AIM),
                                 cairn_response_total(&exact->last, pieces[i].line, AIM));
    crossing = cairn_fieller(&difference);
    cairn_contraction_release(&difference);
    found.value = cairn_response_value(&exact->number, pieces[i].to);
    if (!isnan(crossing.low)) {
        found.low = fmin(found.value, cairn_response_value(&exact->number, crossing.low));
        found.high = fmax(found.value, cairn_response_value(&exact->number, crossing.high));
    }
    found.from = candidate_of(exact, i);
    found.to = candidate_of(exact, i + 1);
    return found;
}

/* ---- bounds ---- */

double cairn_exact_bound(const struct cairn_exact *exact, double value)
{
    const struct cairn_exact_answer *answers = exact->answers;
    double from, to, here;
    int at = 0;

    while (at + 2 < exact->n_answers && answers[at + 1].value <= value)
        at++;
    from = cairn_response_unit(&exact->number, answers[at].value);
    to = cairn_response_unit(&exact->number, answers[at + 1].value);
    here = (cairn_response_unit(&exact->number, value) - from) / (to - from);
    return (1.0 - here) * answers[at].bound + here * answers[at + 1].bound;
}

static double mean_at(const struct cairn_exact *e, int finalist, int output, double value,
                      double *half_width)
{
    return cairn_response_mean(&e->last, finalist, output, &value, half_width);
}

static double gap_of(double bound, double best)
{
    double gap = 1.0 - bound / best;

    if (!(best > 0.0) || isnan(gap))
        return NAN;
    return gap > ROUNDING ? gap : 0.0;
}

static double gap_at(const struct cairn_exact *e, int piece, double value)
{
    return gap_of(cairn_exact_bound(e, value),
                  mean_at(e, e->envelope.pieces[piece].line, AIM, value, NULL));
}

double cairn_exact_gap(const struct cairn_exact *exact, int piece)
{
    double from = cairn_response_value(&exact->number, exact->envelope.pieces[piece].from);
    double to = cairn_response_value(&exact->number, exact->envelope.pieces[piece].to);
    double worst = gap_at(exact, piece, from);

    /* Both are straight between the answers, and so the gap has its greatest value at one. */
    for (int i = 0; i < exact->n_answers; i++) {
        double value = exact->answers[i].value;

        if (value > from && value < to)
            worst = fmax(worst, gap_at(exact, piece, value));
    }
    return fmax(worst, gap_at(exact, piece, to));
}

/* ---- as an answer has it ---- */

/*
 * Estimate of the probability that no candidate is better by more than the zone, as that of a
 * selection (select.h), over the replications that all were seen in.
 */
static double p_correct_at(const struct cairn_exact *e, int finalist, const double *x, double zone)
{
    double weights[CAIRN_RESPONSE_CORNERS];
    const double *at[CAIRN_RESPONSE_CORNERS];
    double doubt = 0.0;

    cairn_response_weights(&e->first, x, weights);
    for (int c = 0; c < CAIRN_RESPONSE_CORNERS; c++)
        at[c] = &weights[c];
    for (int i = 0; i < e->n_candidates; i++) {
        const struct cairn_contraction *difference = &e->difference[finalist * e->n_candidates + i];
        double n = difference->n_replications, mean, half_width, error;

        if (n < 2.0)
            continue;
        cairn_contraction_evaluate(difference, at, 1, &mean, &half_width);
        error = half_width / (difference->widen * sqrt(n * (n - 1.0)));
        if (half_width > 0.0)
            doubt += cairn_stats_t_tail((mean + zone) / error, n - 1.0);
        else if (mean + zone < 0.0)
            doubt += 1.0;
    }
    return fmax(0.0, 1.0 - doubt);
}

/* The next best by what all were seen in, and what it has more. */
static int runner_up_at(const struct cairn_exact *e, int finalist, const double *x, double *more)
{
    double weights[CAIRN_RESPONSE_CORNERS];
    int runner_up = CAIRN_NONE;

    *more = NAN;
    cairn_response_weights(&e->first, x, weights);
    for (int i = 0; i < e->n_candidates; i++) {
        const struct cairn_contraction *difference = &e->difference[finalist * e->n_candidates + i];
        double mean = 0.0;

        if (difference->n_replications < 1 || !e->distinct[finalist * e->n_candidates + i])
            continue;
        for (int c = 0; c < difference->n_monomials; c++)
            mean += weights[c] * difference->mean[c];
        if (runner_up == CAIRN_NONE || mean < *more) {
            runner_up = i;
            *more = mean;
        }
    }
    return runner_up;
}

static struct cairn_total_shown shown(const struct cairn_exact *e, int finalist, int output,
                                      const double *x)
{
    double half_width, unit;
    double mean = cairn_response_mean(&e->last, finalist, output, x, &half_width);

    cairn_measure_shown_unit(e->outputs[output].measure, &unit);
    if (!(half_width < HUGE_VAL))
        half_width = NAN;
    return (struct cairn_total_shown){mean / unit, (mean - half_width) / unit,
                                      (mean + half_width) / unit};
}

struct cairn_figures cairn_exact_figures_of(const struct cairn_exact *e, int finalist,
                                            const double *x, double bound, int *runner_up)
{
    struct cairn_figures figures = cairn_figures_none(e->scenario);
    double zone, unit, more;

    cairn_measure_shown_unit(figures.aim, &unit);
    figures.value = shown(e, finalist, AIM, x);
    figures.carbon = shown(e, finalist, CARBON, x);
    zone = e->scenario->choose.tie * fabs(figures.value.mean) * unit;
    *runner_up = runner_up_at(e, finalist, x, &more);
    figures.indifference = zone / unit;
    figures.regret = more / unit;
    figures.p_correct = p_correct_at(e, finalist, x, zone);
    if (!isnan(bound)) {
        figures.bound = fmin(bound / unit, figures.value.mean);
        figures.bound_by = CAIRN_BOUND_CHORD;
        figures.gap = gap_of(bound, figures.value.mean * unit);
    }
    for (int i = 0; i < e->n_candidates; i++)
        figures.candidates += !e->candidates[i].broken;
    return figures;
}

struct cairn_figures cairn_exact_figures(const struct cairn_exact *exact, double value,
                                         int *runner_up)
{
    int finalist = exact->envelope.pieces[piece_at(exact, value)].line;

    return cairn_exact_figures_of(exact, finalist, &value, cairn_exact_bound(exact, value),
                                  runner_up);
}

/* ---- many values ---- */

void cairn_exact_evaluate(const struct cairn_exact *exact, const double *values, size_t n,
                          int *best, double *mean, double *half_width)
{
    enum { TILE = 512 };
    double low[TILE], high[TILE], means[TILE], halves[TILE];
    const double *x[2] = {low, high};

    for (size_t at = 0; at < n; at += TILE) {
        size_t size = n - at < TILE ? n - at : TILE;

        for (size_t i = 0; i < size; i++) {
            high[i] = cairn_response_unit(&exact->number, values[at + i]);
            low[i] = 1.0 - high[i];
            mean[at + i] = INFINITY;
        }
        for (int f = 0; f < exact->n_finalists; f++) {
            const struct cairn_contraction *total = cairn_response_total(&exact->last, f, AIM);

            if (!total)
                continue;
            cairn_contraction_evaluate(total, x, size, means, half_width ? halves : NULL);
            for (size_t i = 0; i < size; i++) {
                if (means[i] >= mean[at + i])
                    continue;
                mean[at + i] = means[i];
                best[at + i] = exact->finalists[f];
                if (half_width)
                    half_width[at + i] = halves[i];
            }
        }
    }
}
