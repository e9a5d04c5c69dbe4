#include "study/chords.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "base/sort.h"

/* Slices by one number; none below where no number is left. */
struct cairn_chord {
    int n;
    double *at;                /* [slice], ascending; owned */
    struct cairn_chord *slice; /* owned */
    double bound;              /* no number is left */
};

/* What a box is made from: numbers in this order, the last one sliced first. */
struct making {
    int order[CAIRN_CHORDS_MOST];
};

/* ---- along an edge ---- */

static bool is_corner(const struct making *making, const struct cairn_solved *s, int numbers,
                      int corner)
{
    for (int i = 0; i < numbers; i++)
        if (s->at[making->order[i]] != (double)(corner >> i & 1))
            return false;
    return true;
}

/* The chord at a value of the number `along`, of what is known at that corner of the others. */
static struct cairn_solved on_edge(const struct making *making, const struct cairn_solved *solved,
                                   int n, int numbers, int corner, double value)
{
    int along = making->order[numbers];
    const struct cairn_solved *below = NULL, *above = NULL;
    struct cairn_solved found;

    for (int i = 0; i < n; i++) {
        const struct cairn_solved *s = &solved[i];

        if (!is_corner(making, s, numbers, corner))
            continue;
        if (s->at[along] <= value && (!below || s->at[along] > below->at[along]))
            below = s;
        if (s->at[along] >= value && (!above || s->at[along] < above->at[along]))
            above = s;
    }
    assert(below && above); /* all corners are known */
    found = *below;
    if (above->at[along] > below->at[along]) {
        double share = (value - below->at[along]) / (above->at[along] - below->at[along]);

        found.at[along] = value;
        found.bound = (1.0 - share) * below->bound + share * above->bound;
    }
    return found;
}

/* ---- slices ---- */

static void slice(struct cairn_chord *chord, const struct making *making,
                  const struct cairn_solved *solved, int n, int numbers);

/* The slice at a value: what is known there, and its corners. */
static void slice_at(struct cairn_chord *chord, const struct making *making,
                     const struct cairn_solved *solved, int n, int numbers, double value)
{
    int along = making->order[numbers], corners = 1 << numbers, n_here = 0;
    struct cairn_solved *here = cairn_calloc((size_t)n + (size_t)corners, sizeof *here);

    for (int i = 0; i < n; i++)
        if (solved[i].at[along] == value)
            here[n_here++] = solved[i];
    for (int corner = 0; corner < corners; corner++) {
        bool known = false;

        for (int i = 0; i < n_here; i++)
            known = known || is_corner(making, &here[i], numbers, corner);
        if (!known)
            here[n_here++] = on_edge(making, solved, n, numbers, corner, value);
    }
    slice(chord, making, here, n_here, numbers);
    cairn_free(here);
}

static void slice(struct cairn_chord *chord, const struct making *making,
                  const struct cairn_solved *solved, int n, int numbers)
{
    int along;

    *chord = (struct cairn_chord){.bound = solved[0].bound};
    for (int i = 1; i < n; i++)
        chord->bound = fmax(chord->bound, solved[i].bound);
    if (numbers == 0)
        return;
    along = making->order[numbers - 1];
    chord->at = cairn_calloc((size_t)n, sizeof *chord->at);
    for (int i = 0; i < n; i++)
        chord->at[i] = solved[i].at[along];
    cairn_sort_doubles(chord->at, n);
    for (int i = 0; i < n; i++)
        if (chord->n == 0 || chord->at[i] > chord->at[chord->n - 1])
            chord->at[chord->n++] = chord->at[i];
    chord->slice = cairn_calloc((size_t)chord->n, sizeof *chord->slice);
    for (int i = 0; i < chord->n; i++)
        slice_at(&chord->slice[i], making, solved, n, numbers - 1, chord->at[i]);
}

static void forget(struct cairn_chord *chord)
{
    for (int i = 0; i < chord->n; i++)
        forget(&chord->slice[i]);
    cairn_free(chord->slice);
    cairn_free(chord->at);
}

static double bound_at(const struct cairn_chord *chord, const int *order, int numbers,
                       const double *at)
{
    int low = 0, high = chord->n - 1;
    double value, share;

    if (numbers == 0)
        return chord->bound;
    value = at[order[numbers - 1]];
    while (high - low > 1) {
        int middle = (low + high) / 2;

        if (chord->at[middle] <= value)
            low = middle;
        else
            high = middle;
    }
    share = (value - chord->at[low]) / (chord->at[high] - chord->at[low]);
    return (1.0 - share) * bound_at(&chord->slice[low], order, numbers - 1, at) +
           share * bound_at(&chord->slice[high], order, numbers - 1, at);
}

/* ---- all ---- */

static struct making making_of(int n_numbers, int last)
{
    struct making making = {{0}};

    for (int i = 0; i < n_numbers; i++)
        making.order[i] = (last + 1 + i) % n_numbers;
    return making;
}

static bool is_anywhere_corner(const struct cairn_solved *s, int n_numbers)
{
    for (int i = 0; i < n_numbers; i++)
        if (s->at[i] > 0.0 && s->at[i] < 1.0)
            return false;
    return true;
}

void cairn_chords_init(struct cairn_chords *chords, const struct cairn_solved *solved, int n,
                       int n_numbers)
{
    struct cairn_solved *known = cairn_calloc((size_t)n, sizeof *known);
    int n_known = 0;

    assert(n_numbers >= 1 && n_numbers <= CAIRN_CHORDS_MOST && n >= 1 << n_numbers);
    *chords = (struct cairn_chords){.n_numbers = n_numbers};
    for (int i = 0; i < n; i++)
        if (!isnan(solved[i].bound) || is_anywhere_corner(&solved[i], n_numbers))
            known[n_known++] = solved[i];
    for (int last = 0; last < n_numbers; last++) {
        struct making making = making_of(n_numbers, last);

        chords->last[last] = cairn_calloc(1, sizeof *chords->last[last]);
        slice(chords->last[last], &making, known, n_known, n_numbers);
    }
    cairn_free(known);
}

void cairn_chords_release(struct cairn_chords *chords)
{
    for (int last = 0; last < chords->n_numbers; last++) {
        forget(chords->last[last]);
        cairn_free(chords->last[last]);
    }
    *chords = (struct cairn_chords){0};
}

double cairn_chords_bound(const struct cairn_chords *chords, const double *at)
{
    double best = NAN;

    for (int last = 0; last < chords->n_numbers; last++) {
        struct making making = making_of(chords->n_numbers, last);

        best = fmax(best, bound_at(chords->last[last], making.order, chords->n_numbers, at));
    }
    return best;
}
