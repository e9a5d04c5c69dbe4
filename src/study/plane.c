#include "study/plane.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "study/exact_private.h"

enum { CORNERS = 4 };

/* ---- lines ---- */

/* Along the second number, the first being x0, as responses have it. */
static struct cairn_straight straight_at(const struct cairn_response *response, int placement,
                                         double x0)
{
    double low[2] = {x0, response->numbers[1].low}, high[2] = {x0, response->numbers[1].high};

    return (struct cairn_straight){cairn_response_mean(response, placement, 0, low, NULL),
                                   cairn_response_mean(response, placement, 0, high, NULL)};
}

static void forget_lines(struct cairn_plane *plane)
{
    for (int l = 0; l < plane->n_lines; l++)
        cairn_envelope_release(&plane->lines[l]);
}

/* All lines, of candidates or of finalists. */
static void find_lines(struct cairn_plane *plane, const struct cairn_response *response)
{
    const struct cairn_exact *e = &plane->of;
    int n = response->n_placements;
    struct cairn_straight *all = cairn_calloc((size_t)n, sizeof *all);

    forget_lines(plane);
    for (int l = 0; l < plane->n_lines; l++) {
        for (int i = 0; i < n; i++) {
            all[i] = straight_at(response, i, plane->at[l]);
            if (response == &e->first && e->candidates[i].broken)
                all[i].at_0 = NAN;
        }
        cairn_envelope_init(&plane->lines[l], all, n);
    }
    cairn_free(all);
}

/* Candidates that are best on some line keep their promises, or are not shown not to. */
static bool find_winners(struct cairn_plane *plane)
{
    bool again = true;

    while (again) {
        again = false;
        find_lines(plane, &plane->of.first);
        for (int l = 0; l < plane->n_lines; l++)
            for (int i = 0; i < plane->lines[l].n; i++) {
                struct cairn_exact_candidate *candidate =
                    &plane->of.candidates[plane->lines[l].pieces[i].line];

                if (candidate->judged)
                    continue;
                if (!cairn_exact_judge(&plane->of, candidate))
                    return false;
                again = again || candidate->broken;
            }
    }
    return plane->lines[0].n > 0 ||
           cairn_exact_not(&plane->of, cairn_strdup("no placement has all figures"));
}

/* ---- completing the candidates ---- */

/* Two candidates that meet on lines. */
struct meeting {
    int a, b;
    int lines; /* how many; then the middle one */
    int middle;
    double unit; /* where on that */
    bool asked;
};

struct meetings {
    struct meeting *items; /* owned */
    int n;
    size_t capacity;
};

static struct meeting *meeting_of(struct meetings *meetings, int a, int b)
{
    for (int i = 0; i < meetings->n; i++)
        if (meetings->items[i].a == a && meetings->items[i].b == b)
            return &meetings->items[i];
    meetings->items = cairn_grow(meetings->items, &meetings->capacity, (size_t)meetings->n + 1,
                                 sizeof *meetings->items);
    meetings->items[meetings->n] = (struct meeting){.a = a, .b = b};
    return &meetings->items[meetings->n++];
}

/* Counts the lines on which two meet; a second time finds the middle one of them. */
static void find_meetings(const struct cairn_plane *plane, struct meetings *meetings)
{
    for (int i = 0; i < meetings->n; i++)
        meetings->items[i].lines = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; pass == 1 && i < meetings->n; i++)
            meetings->items[i].middle = meetings->items[i].lines / 2;
        for (int l = 0; l < plane->n_lines; l++)
            for (int p = 0; p + 1 < plane->lines[l].n; p++) {
                const struct cairn_piece *piece = &plane->lines[l].pieces[p];
                struct meeting *meeting = meeting_of(meetings, piece[0].line, piece[1].line);

                if (pass == 0)
                    meeting->lines++;
                else if (meeting->middle-- == 0 && !meeting->asked) {
                    meeting->lines = l;
                    meeting->unit = piece->to;
                }
            }
    }
}

/* Asks where two meet that were not asked about; *n: how many questions. */
static bool ask_at_meetings(struct cairn_plane *plane, struct meetings *meetings, int *n)
{
    struct cairn_exact *e = &plane->of;

    *n = 0;
    find_meetings(plane, meetings);
    for (int i = 0; i < meetings->n; i++) {
        struct meeting *meeting = &meetings->items[i];
        double x[2];

        if (meeting->asked || meeting->middle >= 0) /* or it meets nowhere any more */
            continue;
        if (e->n_answers == CAIRN_EXACT_MOST_QUESTIONS)
            return cairn_exact_not(e, cairn_format("after %d questions there were still new "
                                                   "crossings",
                                                   CAIRN_EXACT_MOST_QUESTIONS));
        x[0] = plane->at[meeting->lines];
        x[1] = cairn_response_value(&e->first.numbers[1], meeting->unit);
        meeting->asked = true;
        if (!cairn_exact_ask(e, x))
            return false;
        ++*n;
    }
    return true;
}

static bool ask_corners(struct cairn_exact *e)
{
    for (int c = 0; c < CORNERS; c++) {
        double x[2] = {c & 1 ? e->numbers[0].high : e->numbers[0].low,
                       c & 2 ? e->numbers[1].high : e->numbers[1].low};

        if (!cairn_exact_ask(e, x))
            return false;
    }
    return true;
}

static bool complete(struct cairn_plane *plane)
{
    struct cairn_exact *e = &plane->of;
    struct meetings meetings = {0};
    bool good = ask_corners(e);
    int asked = 1;

    e->question.n_replications = e->judging.first;
    if (good)
        cairn_response_init(&e->first, &e->question);
    while (good && asked > 0)
        good = cairn_exact_learn(e, &e->first, NULL, e->n_candidates) && find_winners(plane) &&
               ask_at_meetings(plane, &meetings, &asked);
    cairn_free(meetings.items);
    return good;
}

static void settle(struct cairn_plane *plane)
{
    struct cairn_exact *e = &plane->of;

    for (int l = 0; l < plane->n_lines; l++)
        for (int i = 0; i < plane->lines[l].n; i++)
            cairn_exact_finalist(e, plane->lines[l].pieces[i].line);
    if (cairn_exact_learn_last(e))
        find_lines(plane, &e->last);
}

/* ---- all ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Values of the first number, in order, or as many of them evenly chosen. */
static void choose_lines(struct cairn_plane *plane, const struct cairn_vary *vary)
{
    double *values = cairn_calloc((size_t)vary->n, sizeof *values);

    assert(vary->n >= 2); /* low < high */
    for (int i = 0; i < vary->n; i++)
        values[i] = vary->values[i];
    qsort(values, (size_t)vary->n, sizeof *values, ascending);
    plane->n_lines = vary->n < CAIRN_PLANE_LINES ? vary->n : CAIRN_PLANE_LINES;
    plane->at = cairn_calloc((size_t)plane->n_lines, sizeof *plane->at);
    plane->lines = cairn_calloc((size_t)plane->n_lines, sizeof *plane->lines);
    for (int l = 0; l < plane->n_lines; l++)
        plane->at[l] = values[(int64_t)l * (vary->n - 1) / (plane->n_lines - 1)];
    cairn_free(values);
}

void cairn_plane_init(struct cairn_plane *plane, const struct cairn_sweep_question *sweep,
                      const struct cairn_choose_limits *limits)
{
    const int varies[2] = {0, 1};

    assert(sweep->scenario->n_varies == 2);
    *plane = (struct cairn_plane){0};
    choose_lines(plane, &sweep->scenario->varies[0]);
    if (cairn_exact_set_up(&plane->of, sweep, varies, 2, limits) && complete(plane))
        settle(plane);
}

void cairn_plane_release(struct cairn_plane *plane)
{
    forget_lines(plane);
    cairn_free(plane->lines);
    cairn_free(plane->at);
    cairn_exact_release(&plane->of);
}

int cairn_plane_best(const struct cairn_plane *plane, const double x[2])
{
    int best = CAIRN_NONE;
    double least = INFINITY;

    for (int f = 0; f < plane->of.n_finalists; f++) {
        double mean = cairn_response_mean(&plane->of.last, f, 0, x, NULL);

        if (mean < least) {
            least = mean;
            best = f;
        }
    }
    return best;
}

double cairn_plane_bound(const struct cairn_plane *plane, const double x[2])
{
    const struct cairn_exact *e = &plane->of;
    double weights[CAIRN_RESPONSE_CORNERS], bound = 0.0;

    cairn_response_weights(&e->last, x, weights);
    for (int i = 0; i < e->n_answers; i++) {
        const double *at = e->answers[i].at;
        int corner = 0, corners = 0;

        for (int k = 0; k < 2; k++) {
            corners += at[k] == e->numbers[k].low || at[k] == e->numbers[k].high;
            corner |= (at[k] == e->numbers[k].high) << k;
        }
        if (corners == 2)
            bound += weights[corner] * e->answers[i].bound;
    }
    return bound;
}

struct cairn_figures cairn_plane_figures(const struct cairn_plane *plane, const double x[2],
                                         int *runner_up)
{
    return cairn_exact_figures_of(&plane->of, cairn_plane_best(plane, x), x,
                                  cairn_plane_bound(plane, x), runner_up);
}
