/* exact_value.c - what is so at a value of a number that was followed. [BREAK] */
#include <assert.h>
#include <math.h>

#include "study/exact_private.h"

enum { AIM }; /* output */

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
    double unit = cairn_response_unit(&exact->number, value);

    return cairn_chords_bound(&exact->chords, &unit);
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
