#include "study/box.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/sort.h"
#include "study/exact_private.h"
#include "study/points.h"

/* ---- lines ---- */

/* Along a line, as responses have it. */
static struct cairn_straight straight_on(const struct cairn_response *response, int placement,
                                         const struct cairn_box_line *line)
{
    const struct cairn_response_number *along = &response->numbers[line->along];
    double low[CAIRN_RESPONSE_MOST], high[CAIRN_RESPONSE_MOST];

    for (int k = 0; k < response->question.n_numbers; k++)
        low[k] = high[k] = line->at[k];
    low[line->along] = along->low;
    high[line->along] = along->high;
    return (struct cairn_straight){cairn_response_mean(response, placement, 0, low, NULL),
                                   cairn_response_mean(response, placement, 0, high, NULL)};
}

static void forget_lines(struct cairn_box *box)
{
    for (int l = 0; l < box->n_lines; l++)
        cairn_envelope_release(&box->lines[l].envelope);
}

/* All lines, of candidates or of finalists. */
static void find_lines(struct cairn_box *box, const struct cairn_response *response)
{
    const struct cairn_exact *e = &box->of;
    int n = response->n_placements;
    struct cairn_straight *all = cairn_calloc((size_t)n, sizeof *all);

    forget_lines(box);
    for (int l = 0; l < box->n_lines; l++) {
        for (int i = 0; i < n; i++) {
            all[i] = straight_on(response, i, &box->lines[l]);
            if (response == &e->first && e->candidates[i].broken)
                all[i].at_0 = NAN;
        }
        cairn_envelope_init(&box->lines[l].envelope, all, n);
    }
    cairn_free(all);
}

/* Candidates that are best on some line keep their promises, or are not shown not to. */
static bool find_winners(struct cairn_box *box)
{
    bool again = true;

    while (again) {
        again = false;
        find_lines(box, &box->of.first);
        for (int l = 0; l < box->n_lines; l++)
            for (int i = 0; i < box->lines[l].envelope.n; i++) {
                struct cairn_exact_candidate *candidate =
                    &box->of.candidates[box->lines[l].envelope.pieces[i].line];

                if (candidate->judged)
                    continue;
                if (!cairn_exact_judge(&box->of, candidate))
                    return false;
                again = again || candidate->broken;
            }
    }
    return box->lines[0].envelope.n > 0 ||
           cairn_exact_not(&box->of, cairn_strdup("no placement has all figures"));
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
static void find_meetings(const struct cairn_box *box, struct meetings *meetings)
{
    for (int i = 0; i < meetings->n; i++)
        meetings->items[i].lines = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; pass == 1 && i < meetings->n; i++)
            meetings->items[i].middle = meetings->items[i].lines / 2;
        for (int l = 0; l < box->n_lines; l++)
            for (int p = 0; p + 1 < box->lines[l].envelope.n; p++) {
                const struct cairn_piece *piece = &box->lines[l].envelope.pieces[p];
                int a = piece[0].line, b = piece[1].line;
                struct meeting *meeting = meeting_of(meetings, a < b ? a : b, a < b ? b : a);

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
static bool ask_at_meetings(struct cairn_box *box, struct meetings *meetings, int *n)
{
    struct cairn_exact *e = &box->of;

    *n = box->unasked = 0;
    find_meetings(box, meetings);
    for (int i = 0; i < meetings->n; i++) {
        struct meeting *meeting = &meetings->items[i];
        const struct cairn_box_line *line;
        double x[CAIRN_RESPONSE_MOST];

        if (meeting->asked || meeting->middle >= 0) /* or it meets nowhere any more */
            continue;
        if (e->n_answers >= CAIRN_EXACT_MOST_QUESTIONS) {
            box->unasked++;
            continue;
        }
        line = &box->lines[meeting->lines];
        for (int k = 0; k < e->question.n_numbers; k++)
            x[k] = line->at[k];
        x[line->along] = cairn_response_value(&e->first.numbers[line->along], meeting->unit);
        meeting->asked = true;
        if (!cairn_exact_ask(e, x))
            return false;
        ++*n;
    }
    return true;
}

static bool ask_corners(struct cairn_exact *e)
{
    for (int c = 0; c < 1 << e->question.n_numbers; c++) {
        double x[CAIRN_RESPONSE_MOST];

        for (int k = 0; k < e->question.n_numbers; k++)
            x[k] = c >> k & 1 ? e->numbers[k].high : e->numbers[k].low;
        if (!cairn_exact_ask(e, x))
            return false;
    }
    return true;
}

static bool is_edge(const struct cairn_box *box, const struct cairn_box_line *line)
{
    for (int k = 0; k < box->of.question.n_numbers; k++)
        if (k != line->along && line->at[k] != box->of.numbers[k].low &&
            line->at[k] != box->of.numbers[k].high)
            return false;
    return true;
}

/* Of all places where two meet, on edges alone or anywhere, the largest gap. */
static double worst_gap(const struct cairn_box *box, bool edges, double *worst)
{
    const struct cairn_exact *e = &box->of;
    int n = e->question.n_numbers;
    double largest = 0.0;

    for (int l = 0; l < box->n_lines; l++) {
        bool wanted = !edges || is_edge(box, &box->lines[l]);

        for (int p = 0; wanted && p + 1 < box->lines[l].envelope.n; p++) {
            const struct cairn_piece *piece = &box->lines[l].envelope.pieces[p];
            int along = box->lines[l].along;
            double x[CAIRN_RESPONSE_MOST], unit[CAIRN_RESPONSE_MOST], best, gap;

            for (int k = 0; k < n; k++)
                x[k] = box->lines[l].at[k];
            x[along] = cairn_response_value(&e->first.numbers[along], piece->to);
            for (int k = 0; k < n; k++)
                unit[k] = cairn_response_unit(&e->first.numbers[k], x[k]);
            best = cairn_response_mean(&e->first, piece->line, 0, x, NULL);
            gap = best > 0.0 ? 1.0 - cairn_chords_bound(&e->chords, unit) / best : 0.0;
            if (gap > largest) {
                largest = gap;
                memcpy(worst, x, (size_t)n * sizeof *x);
            }
        }
    }
    return largest;
}

/*
 * Lifts the bound where it is worst, on edges first, as all that is inside hangs on them: asks
 * there, until it is nowhere worse than what ties.
 */
static bool refine(struct cairn_box *box)
{
    struct cairn_exact *e = &box->of;
    double worst[CAIRN_RESPONSE_MOST];

    for (int i = 0; i < CAIRN_BOX_REFINED; i++) {
        cairn_exact_find_bounds(e, &e->first);
        if (worst_gap(box, true, worst) <= e->scenario->choose.tie &&
            worst_gap(box, false, worst) <= e->scenario->choose.tie)
            break;
        if (!cairn_exact_ask(e, worst) || !cairn_exact_learn(e, &e->first, NULL, e->n_candidates) ||
            !find_winners(box))
            return false;
    }
    return true;
}

static bool complete(struct cairn_box *box)
{
    struct cairn_exact *e = &box->of;
    struct meetings meetings = {0};
    bool good = ask_corners(e);
    int asked = 1;

    e->question.n_replications = e->judging.first;
    if (good)
        cairn_response_init(&e->first, &e->question);
    while (good && asked > 0)
        good = cairn_exact_learn(e, &e->first, NULL, e->n_candidates) && find_winners(box) &&
               ask_at_meetings(box, &meetings, &asked);
    cairn_free(meetings.items);
    return good && refine(box);
}

static void settle(struct cairn_box *box)
{
    struct cairn_exact *e = &box->of;

    for (int l = 0; l < box->n_lines; l++)
        for (int i = 0; i < box->lines[l].envelope.n; i++)
            cairn_exact_finalist(e, box->lines[l].envelope.pieces[i].line);
    if (cairn_exact_learn_last(e))
        find_lines(box, &e->last);
}

/* ---- all ---- */

static struct cairn_box_line *add_line(struct cairn_box *box, int along)
{
    struct cairn_box_line *line = &box->lines[box->n_lines++];

    line->along = along;
    return line;
}

/* Along the second number at values of the first, in order, or at as many of them evenly chosen. */
static void choose_map(struct cairn_box *box, const struct cairn_vary *vary)
{
    double *values = cairn_calloc((size_t)vary->n, sizeof *values);

    assert(vary->n >= 2); /* low < high */
    for (int i = 0; i < vary->n; i++)
        values[i] = cairn_vary_value(vary, i);
    cairn_sort_doubles(values, vary->n);
    box->n_map = vary->n < CAIRN_BOX_MAP ? vary->n : CAIRN_BOX_MAP;
    for (int l = 0; l < box->n_map; l++)
        add_line(box, 1)->at[0] = values[(int64_t)l * (vary->n - 1) / (box->n_map - 1)];
    cairn_free(values);
}

/* Where lines through the inside stand: multiples of an irrational number, modulo 1, are even. */
static double spread(int i, int number)
{
    static const double steps[CAIRN_RESPONSE_MOST] = {0.8191725134, 0.6710436067, 0.5497004779,
                                                      0.4503599627};
    double turned = 0.5 + (i + 1) * steps[number];

    return turned - floor(turned);
}

/* Along a number: first the edges of the box. */
static void choose_lines(struct cairn_box *box, int along)
{
    const struct cairn_exact *e = &box->of;
    int n = e->question.n_numbers, edges = 1 << (n - 1);

    for (int l = 0; l < CAIRN_BOX_LINES; l++) {
        struct cairn_box_line *line = add_line(box, along);

        for (int k = 0, bit = 0; k < n; k++) {
            const struct cairn_response_number *number = &e->numbers[k];
            double share = l < edges ? (double)(l >> bit & 1) : spread(l - edges, k);

            if (k == along)
                continue;
            bit++;
            line->at[k] =
                share >= 1.0 ? number->high : number->low + share * (number->high - number->low);
        }
    }
}

void cairn_box_init(struct cairn_box *box, const struct cairn_sweep_question *sweep,
                    const struct cairn_choose_limits *limits)
{
    const int varies[CAIRN_RESPONSE_MOST] = {0, 1, 2, 3};
    int n = sweep->scenario->n_varies;
    bool good;

    assert(n >= 2 && n <= CAIRN_RESPONSE_MOST);
    *box = (struct cairn_box){0};
    good = cairn_exact_set_up(&box->of, sweep, varies, n, limits);
    box->lines =
        cairn_calloc(CAIRN_BOX_MAP + CAIRN_RESPONSE_MOST * CAIRN_BOX_LINES, sizeof *box->lines);
    if (n == 2)
        choose_map(box, &sweep->scenario->varies[0]);
    for (int along = 0; along < n; along++)
        if (n > 2 || along == 0)
            choose_lines(box, along);
    if (good && complete(box))
        settle(box);
}

void cairn_box_release(struct cairn_box *box)
{
    forget_lines(box);
    cairn_free(box->lines);
    cairn_exact_release(&box->of);
}

double cairn_box_bound(const struct cairn_box *box, const double *x)
{
    double unit[CAIRN_RESPONSE_MOST];

    for (int k = 0; k < box->of.question.n_numbers; k++)
        unit[k] = cairn_response_unit(&box->of.last.numbers[k], x[k]);
    return cairn_chords_bound(&box->of.chords, unit);
}
