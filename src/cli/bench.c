#include "cli/bench.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/number.h"
#include "io/csv.h"
#include "io/input.h"

static const struct column_type {
    const char *words[4]; /* of headers */
    const char *said;     /* in messages */
    const char *unit;     /* usual */
    enum cairn_dimension dimension;
} types[CAIRN_N_BENCH_COLUMNS] = {
    [CAIRN_BENCH_BATCH] = {{"batch", "batch size", "batch_size"}, "batch", "", CAIRN_COUNT},
    [CAIRN_BENCH_LATENCY] = {{"latency", "time"}, "latency", "ms", CAIRN_TIME},
    [CAIRN_BENCH_POWER] = {{"power"}, "power", "W", CAIRN_POWER},
    [CAIRN_BENCH_ENERGY] = {{"energy", "energy per request", "energy_per_request"},
                            "energy",
                            "J",
                            CAIRN_ENERGY_PER_REQUEST},
};

enum { MOST_BATCH = 1000000 };

struct reading {
    struct cairn_bench *bench;
    struct cairn_csv csv;
    struct cairn_diag *diag;
    const char *path;
    int column[CAIRN_N_BENCH_COLUMNS]; /* in the file; -1: none */
    const char *unit[CAIRN_N_BENCH_COLUMNS];
    size_t capacity;
};

/* ---- the header ---- */

static bool is_unit(const char *text, enum cairn_dimension dimension)
{
    const struct cairn_unit *unit = cairn_units_dimension(dimension)->units;

    for (; unit->name; unit++)
        if (strcmp(unit->name, text) == 0)
            return true;
    return false;
}

/* What stands behind a word in a header. */
struct behind {
    const char *unit; /* "" for nothing; NULL: the header does not begin with the word */
    bool bracketed;   /* so it is meant to be a unit, whether it is one or not */
};

static struct behind behind(struct cairn_arena *arena, const char *header, const char *word)
{
    struct behind result = {NULL, false};
    size_t size = strlen(word);
    const char *rest = header + size;
    char *unit;

    if (strncasecmp(header, word, size) != 0 || (*rest && !strchr(" _[(", *rest)))
        return result;
    rest += strspn(rest, " _");
    result.bracketed = *rest == '[' || *rest == '(';
    unit = cairn_arena_strdup(arena, rest + strspn(rest, " [("));
    size = strlen(unit);
    while (size > 0 && strchr(" ])", unit[size - 1]))
        size--;
    unit[size] = '\0';
    result.unit = unit;
    return result;
}

/* Which column a header is, with its unit; CAIRN_N_BENCH_COLUMNS: none. */
static enum cairn_bench_column column_of(struct reading *reading, const char *header,
                                         const char **unit)
{
    for (int i = 0; i < CAIRN_N_BENCH_COLUMNS; i++) {
        const struct column_type *type = &types[i];

        for (int w = 0; type->words[w]; w++) {
            struct behind rest = behind(&reading->bench->arena, header, type->words[w]);

            *unit = rest.unit;
            if (rest.unit && (!*rest.unit || rest.bracketed || is_unit(rest.unit, type->dimension)))
                return (enum cairn_bench_column)i;
        }
        *unit = header;
        if (i != CAIRN_BENCH_BATCH && is_unit(header, type->dimension))
            return (enum cairn_bench_column)i;
    }
    return CAIRN_N_BENCH_COLUMNS;
}

static void check_unit(struct reading *reading, enum cairn_bench_column column, const char *header,
                       const char *unit)
{
    const struct column_type *type = &types[column];

    if (column == CAIRN_BENCH_BATCH || is_unit(unit, type->dimension))
        return;
    if (*unit)
        cairn_diag_error(reading->diag, reading->path, reading->csv.record_line,
                         "column \"%s\": %s is not a unit of %s", header, unit,
                         cairn_units_dimension(type->dimension)->name);
    else
        cairn_diag_error(reading->diag, reading->path, reading->csv.record_line,
                         "column \"%s\" has no unit; write it as \"%s [%s]\"", header, header,
                         type->unit);
}

static void take_column(struct reading *reading, int at)
{
    const char *header = reading->csv.header[at];
    int line = reading->csv.record_line;
    const char *unit;
    enum cairn_bench_column column = column_of(reading, header, &unit);

    if (column == CAIRN_N_BENCH_COLUMNS) {
        cairn_diag_warning(reading->diag, reading->path, line, "column \"%s\" is not used", header);
        return;
    }
    if (reading->column[column] >= 0)
        cairn_diag_error(reading->diag, reading->path, line, "two columns of %s: \"%s\" and \"%s\"",
                         types[column].said, reading->csv.header[reading->column[column]], header);
    check_unit(reading, column, header, unit);
    reading->column[column] = at;
    reading->unit[column] = unit;
}

static void take_header(struct reading *reading)
{
    int line = reading->csv.record_line;
    const int *column = reading->column;

    for (int i = 0; i < reading->csv.n_columns; i++)
        take_column(reading, i);
    if (column[CAIRN_BENCH_BATCH] < 0)
        cairn_diag_error(reading->diag, reading->path, line, "no column \"batch\"");
    if (column[CAIRN_BENCH_LATENCY] < 0)
        cairn_diag_error(reading->diag, reading->path, line,
                         "no column of latency, such as \"latency [ms]\"");
    if (column[CAIRN_BENCH_POWER] < 0 && column[CAIRN_BENCH_ENERGY] < 0)
        cairn_diag_error(reading->diag, reading->path, line,
                         "no column of power or of energy per request, such as \"power [W]\" or "
                         "\"energy [J]\"");
    if (column[CAIRN_BENCH_POWER] >= 0 && column[CAIRN_BENCH_ENERGY] >= 0)
        cairn_diag_error(reading->diag, reading->path, line,
                         "a column of power and one of energy; leave one of them out");
}

/* ---- rows ---- */

static void bad_cell(struct reading *reading, enum cairn_bench_column column, const char *wanted)
{
    cairn_diag_error(reading->diag, reading->path, reading->csv.record_line, "%s \"%s\" is not %s",
                     types[column].said, reading->csv.fields[reading->column[column]], wanted);
}

static bool take_cell(struct reading *reading, enum cairn_bench_column column,
                      struct cairn_bench_point *point)
{
    const char *cell = reading->csv.fields[reading->column[column]];
    struct cairn_arena *arena = &reading->bench->arena;
    const char *end = NULL;
    double number;

    if (cairn_number_scan(cell, &number, &end) != CAIRN_NUMBER_OK || *end) {
        bad_cell(reading, column, column == CAIRN_BENCH_BATCH ? "a whole number" : "a number");
        return false;
    }
    if (column == CAIRN_BENCH_BATCH) {
        if (number < 1 || number > MOST_BATCH || number != floor(number)) {
            bad_cell(reading, column, "a whole number from 1 to 1000000");
            return false;
        }
        point->text[column] = cairn_arena_format(arena, "%.0f", number);
        point->value[column] = number;
        return true;
    }
    if (number <= 0) {
        bad_cell(reading, column, "above 0");
        return false;
    }
    point->text[column] = cairn_arena_format(arena, "%s %s", cell, reading->unit[column]);
    return cairn_units_parse(point->text[column], types[column].dimension, &point->value[column],
                             NULL) == CAIRN_UNITS_OK;
}

static void take_row(struct reading *reading)
{
    struct cairn_bench *bench = reading->bench;
    struct cairn_bench_point point = {.line = reading->csv.record_line};
    bool good = true;

    for (int i = 0; i < CAIRN_N_BENCH_COLUMNS; i++) {
        point.value[i] = NAN;
        if (reading->column[i] >= 0)
            good &= take_cell(reading, (enum cairn_bench_column)i, &point);
    }
    if (!good)
        return;
    for (size_t i = 0; i < bench->n_points; i++)
        if (bench->points[i].value[CAIRN_BENCH_BATCH] == point.value[CAIRN_BENCH_BATCH]) {
            cairn_diag_error(reading->diag, reading->path, point.line,
                             "batch %s is there twice; first on line %d",
                             point.text[CAIRN_BENCH_BATCH], bench->points[i].line);
            return;
        }
    bench->points =
        cairn_grow(bench->points, &reading->capacity, bench->n_points + 1, sizeof *bench->points);
    bench->points[bench->n_points++] = point;
}

static int by_batch(const void *a, const void *b)
{
    const struct cairn_bench_point *x = a;
    const struct cairn_bench_point *y = b;

    return (x->value[CAIRN_BENCH_BATCH] > y->value[CAIRN_BENCH_BATCH]) -
           (x->value[CAIRN_BENCH_BATCH] < y->value[CAIRN_BENCH_BATCH]);
}

/* A larger batch that takes less time is more often a slip than a discovery. */
static void look_for_falling_latency(const struct cairn_bench *bench, const char *path,
                                     struct cairn_diag *diag)
{
    for (size_t i = 1; i < bench->n_points; i++) {
        const struct cairn_bench_point *smaller = &bench->points[i - 1];
        const struct cairn_bench_point *point = &bench->points[i];

        if (point->value[CAIRN_BENCH_LATENCY] < smaller->value[CAIRN_BENCH_LATENCY])
            cairn_diag_warning(diag, path, point->line,
                               "latency falls with batch: %s at batch %s, %s at batch %s",
                               smaller->text[CAIRN_BENCH_LATENCY], smaller->text[CAIRN_BENCH_BATCH],
                               point->text[CAIRN_BENCH_LATENCY], point->text[CAIRN_BENCH_BATCH]);
    }
}

static void take_rows(struct reading *reading)
{
    struct cairn_bench *bench = reading->bench;

    while (cairn_csv_next(&reading->csv))
        take_row(reading);
    if (bench->n_points == 0 && !cairn_diag_failed(reading->diag))
        cairn_diag_error(reading->diag, reading->path, 0, "a header and no rows");
    if (bench->n_points > 0)
        qsort(bench->points, bench->n_points, sizeof *bench->points, by_batch);
    look_for_falling_latency(bench, reading->path, reading->diag);
}

void cairn_bench_init(struct cairn_bench *bench, const char *path, struct cairn_diag *diag)
{
    struct reading reading = {.bench = bench, .diag = diag, .path = path};
    struct cairn_inputs inputs;
    struct cairn_input *input;

    *bench = (struct cairn_bench){0};
    cairn_arena_init(&bench->arena);
    bench->path = cairn_arena_strdup(&bench->arena, path);
    for (int i = 0; i < CAIRN_N_BENCH_COLUMNS; i++)
        reading.column[i] = -1;
    cairn_inputs_init(&inputs, &bench->arena, diag, NULL);
    input = cairn_inputs_root(&inputs, path);
    if (!input || !cairn_csv_open(&reading.csv, &bench->arena, input, diag))
        return;
    take_header(&reading);
    if (!cairn_diag_failed(diag))
        take_rows(&reading);
}

void cairn_bench_release(struct cairn_bench *bench)
{
    cairn_free(bench->points);
    cairn_arena_release(&bench->arena);
}
