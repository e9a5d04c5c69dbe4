#include "account/ledger_build.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "model/fold.h"
#include "model/year.h"

void cairn_builder_note(struct cairn_ledger_builder *b, enum cairn_note_kind kind,
                        struct cairn_gap gap, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = cairn_format_v(format, args);
    va_end(args);

    struct cairn_ledger *ledger = b->ledger;
    for (int i = 0; i < ledger->n_notes; i++) {
        struct cairn_ledger_note *note = &ledger->notes[i];
        if (note->kind == kind && strcmp(note->text, text) == 0) {
            note->measures |= gap.measures;
            note->bases |= gap.bases;
            cairn_free(text);
            return;
        }
    }
    ledger->notes = cairn_grow(ledger->notes, &ledger->notes_capacity, (size_t)ledger->n_notes + 1,
                               sizeof *ledger->notes);
    ledger->notes[ledger->n_notes++] = (struct cairn_ledger_note){.kind = kind,
                                                                  .measures = gap.measures,
                                                                  .bases = gap.bases,
                                                                  .place = gap.place,
                                                                  .text = text};
}

int cairn_builder_enter(struct cairn_ledger_builder *b, const struct cairn_factor *factor)
{
    struct cairn_factor throughout = *factor;
    throughout.window = CAIRN_NONE;
    return cairn_factor_enter(b->book, &throughout);
}

int cairn_builder_figure(struct cairn_ledger_builder *b, const struct cairn_factor *factor,
                         struct cairn_gap gap, const char *who, const char *what)
{
    if (!isnan(factor->value))
        return cairn_builder_enter(b, factor);
    cairn_builder_note(b, CAIRN_NOTE_MISSING, gap, "%s has no %s", who, what);
    return CAIRN_NONE;
}

void cairn_term_times(struct cairn_term *term, int factor)
{
    if (factor == CAIRN_NONE)
        return;
    assert(term->n_factors < CAIRN_TERM_FACTORS);
    term->factor[term->n_factors++] = factor;
}

static void append(struct cairn_ledger *ledger, const struct cairn_ledger_line *line)
{
    assert(line->term.bases != 0 && line->term.equation != NULL && line->term.scale != 0);
    assert(!line->by_window ||
           line->term.n_factors + (line->overhead != NULL) + (line->intensity != NULL) <
               CAIRN_TERM_FACTORS);
    ledger->lines = cairn_grow(ledger->lines, &ledger->lines_capacity, (size_t)ledger->n_lines + 1,
                               sizeof *ledger->lines);
    ledger->lines[ledger->n_lines++] = *line;
    ledger->n += line->by_window ? ledger->n_weighted : 1;
}

int *cairn_builder_table(struct cairn_ledger_builder *b)
{
    struct cairn_ledger *ledger = b->ledger;
    int *table = cairn_alloc(((size_t)ledger->n_windows + 1) * sizeof *table);

    for (int w = 0; w <= ledger->n_windows; w++)
        table[w] = CAIRN_NONE;
    ledger->tables =
        cairn_realloc(ledger->tables, (size_t)ledger->n_tables + 1, sizeof *ledger->tables);
    ledger->tables[ledger->n_tables++] = table;
    return table;
}

/* Factors of an intensity by window, and throughout behind them; CAIRN_NONE: not entered yet. */
static int *intensity_table(struct cairn_ledger_builder *b, int grid,
                            const struct cairn_charge *charge)
{
    int **known = &b->intensity[grid * CAIRN_INTENSITIES_PER_GRID + 2 * (int)charge->kind +
                                (int)charge->scope];
    if (!*known)
        *known = cairn_builder_table(b);
    return *known;
}

/*
 * [CARB] Mean intensity of the hours that a window stands for, or of all: by the hour of the week;
 * [GREENEST] of a plan of a year's hours, of just these.
 */
static double intensity_in(struct cairn_ledger_builder *b, const struct cairn_intensity *intensity,
                           int window)
{
    const struct cairn_plan *plan = b->component->plan;
    struct cairn_year year;
    const double *hours;
    double sum = 0;
    int n = 0;

    if (!intensity->hour_of_week)
        return intensity->value_g_per_kwh;
    if (!plan->window_of_year)
        return cairn_fold_to_window(intensity->hour_of_week, plan, window);
    cairn_year_init(&year, b->scenario);
    hours = cairn_year_intensity(&year, intensity->grid, intensity->kind, intensity->scope);
    for (int h = 0; h < CAIRN_HOURS_PER_YEAR; h++)
        if (window == CAIRN_NONE || plan->window_of_year[h] == window) {
            sum += hours[h];
            n++;
        }
    cairn_year_release(&year);
    return sum / n;
}

/* The factor of an intensity that the grid has; one throughout where it is constant. */
static int intensity_factor(struct cairn_ledger_builder *b, int grid,
                            const struct cairn_charge *charge, int window)
{
    const struct cairn_scenario *s = b->scenario;
    int n_windows = b->ledger->n_windows;
    int *known = intensity_table(b, grid, charge);
    const struct cairn_intensity *intensity =
        &s->intensities[cairn_scenario_intensity(s, grid, charge->kind, charge->scope)];
    if (!intensity->hour_of_week)
        window = CAIRN_NONE;
    int slot = window == CAIRN_NONE ? n_windows : window;
    if (known[slot] == CAIRN_NONE)
        known[slot] =
            cairn_factor_find(b->book, cairn_factor_intensity(charge->kind, charge->scope),
                              s->grids[grid].id, window);
    if (known[slot] == CAIRN_NONE)
        known[slot] = cairn_factor_enter(
            b->book,
            &(struct cairn_factor){.kind = cairn_factor_intensity(charge->kind, charge->scope),
                                   .subject = s->grids[grid].id,
                                   .window = window,
                                   .value = intensity_in(b, intensity, window),
                                   .evidence = intensity->evidence,
                                   .origin = intensity->origin});
    return known[slot];
}

void cairn_builder_add_charged(struct cairn_ledger_builder *b, const struct cairn_term *term,
                               const struct cairn_flow *flow, enum cairn_varying varying,
                               const struct cairn_charge *charge)
{
    struct cairn_ledger *ledger = b->ledger;
    struct cairn_ledger_line line = {.term = *term,
                                     .by_window = term->quantity != CAIRN_NONE && !b->of_group};

    if (varying != CAIRN_VARYING_NONE) {
        const int *table = cairn_builder_overhead(b, flow, varying, charge);

        if (!line.by_window || flow->all_week)
            cairn_term_times(&line.term, table[ledger->n_windows]);
        else
            line.overhead = table;
    }
    if (charge && (!line.by_window || flow->all_week)) {
        cairn_term_times(&line.term, intensity_factor(b, flow->grid, charge, CAIRN_NONE));
    } else if (charge) {
        int *table = intensity_table(b, flow->grid, charge);

        for (int w = 0; w < ledger->n_windows; w++)
            if (ledger->weight[w] != CAIRN_NONE)
                table[w] = intensity_factor(b, flow->grid, charge, w);
        line.intensity = table;
    }
    append(ledger, &line);
}

void cairn_builder_add_by_window(struct cairn_ledger_builder *b, const struct cairn_term *term,
                                 const int *factors)
{
    struct cairn_ledger_line line = {.term = *term, .by_window = true, .intensity = factors};

    append(b->ledger, &line);
}

void cairn_builder_add(struct cairn_ledger_builder *b, const struct cairn_term *term)
{
    cairn_builder_add_charged(b, term, NULL, CAIRN_VARYING_NONE, NULL);
}
