#include "io/zone_table.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "io/csv.h"
#include "io/gzip.h"
#include "io/json_reader.h"

enum { COLUMNS_MOST = 32 };
static const double largest = 1e100; /* of numbers whose sum is to be one */

struct reading {
    struct cairn_zone_table *table;
    struct cairn_arena *arena;
    const struct cairn_input *input;
    struct cairn_diag *diag;
    char member[CAIRN_JSON_TEXT]; /* that holds a value and its unit */
};

/* Is it a number and nothing else? */
static bool is_number(const char *text, double *value)
{
    const char *end;

    return cairn_number_scan(text, value, &end) == CAIRN_NUMBER_OK && !*end;
}

/* Nothing, as publishers write it. */
static bool is_absent(const char *text)
{
    return !*text || strcmp(text, "null") == 0 || strcmp(text, "NA") == 0;
}

static struct cairn_zone_column *find_column(const struct cairn_zone_table *table, const char *name)
{
    for (int i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return &table->columns[i];
    return NULL;
}

/* The column of that name, a new one if there is room; NULL: there is none. */
static struct cairn_zone_column *get_column(struct reading *reading, const char *name)
{
    struct cairn_zone_table *table = reading->table;
    struct cairn_zone_column *column = find_column(table, name);

    if (column || table->n_columns == COLUMNS_MOST)
        return column;
    column = &table->columns[table->n_columns++];
    *column = (struct cairn_zone_column){.name = cairn_arena_strdup(reading->arena, name),
                                         .unit = "",
                                         .least = HUGE_VAL,
                                         .most = -HUGE_VAL};
    return column;
}

static bool no_number(struct reading *reading, int line, const char *name, const char *text)
{
    cairn_diag_error(reading->diag, reading->input->path, line,
                     "\"%.60s\" is no number, as \"%.60s\" must be", text, name);
    return false;
}

/* False where no sum of such numbers is one. */
static bool add(struct reading *reading, int line, const char *name,
                struct cairn_zone_column *column, double value)
{
    if (!column)
        return true;
    if (fabs(value) > largest) {
        cairn_diag_error(reading->diag, reading->input->path, line, "\"%.60s\" is too large", name);
        return false;
    }
    column->n++;
    column->sum += value;
    column->least = fmin(column->least, value);
    column->most = fmax(column->most, value);
    return true;
}

/* ---- JSON ---- */

static bool ends_in(const char *text, const char *end)
{
    size_t size = strlen(text), of_end = strlen(end);

    return size >= of_end && strcmp(text + size - of_end, end) == 0;
}

/* What a value is called: fuels have one column, a member that holds a value stands for it. */
static const char *name_of(const struct reading *reading, const struct cairn_json_place *place)
{
    return place->depth == 1 ? "value" : place->depth == 2 ? place->key : reading->member;
}

static bool begin(void *context, const struct cairn_json_place *place)
{
    struct reading *reading = context;

    if (place->depth == 1)
        reading->table->n_rows++;
    if (place->depth == 2)
        memcpy(reading->member, place->key, strlen(place->key) + 1);
    return true;
}

static bool number(void *context, const struct cairn_json_place *place, double value)
{
    struct reading *reading = context;

    if (place->depth == 1) {
        reading->table->format = "fuels";
        reading->table->n_rows++;
    }
    if (isnan(value) || (place->depth >= 3 && strcmp(place->key, "value") != 0))
        return true;
    return add(reading, place->line, place->key, get_column(reading, name_of(reading, place)),
               value);
}

static bool text(void *context, const struct cairn_json_place *place, const char *text)
{
    struct reading *reading = context;
    struct cairn_zone_column *column = find_column(reading->table, name_of(reading, place));
    bool unit = strcmp(place->key, "unit") == 0;
    double value;

    if (unit && column && place->depth == 3)
        column->unit = cairn_arena_strdup(reading->arena, text);
    if (place->depth == 1 && !unit && !ends_in(place->key, "_source"))
        return no_number(reading, place->line, place->key, text);
    if (unit || place->depth != 2 || is_absent(text))
        return true;
    if (is_number(text, &value))
        return add(reading, place->line, place->key, get_column(reading, place->key), value);
    if (column)
        return no_number(reading, place->line, place->key, text);
    return true;
}

/* ---- CSV ---- */

static bool read_mix(struct reading *reading)
{
    struct cairn_zone_column *columns[COLUMNS_MOST] = {NULL};
    struct cairn_csv csv;
    double value;

    reading->table->format = "mix";
    if (!cairn_csv_open(&csv, reading->arena, reading->input, reading->diag))
        return false;
    for (; cairn_csv_next(&csv); reading->table->n_rows++)
        for (int c = 0; c < csv.n_columns && c < COLUMNS_MOST; c++) {
            bool good = is_number(csv.fields[c], &value);

            if (reading->table->n_rows == 0 && good && *csv.header[c])
                columns[c] = get_column(reading, csv.header[c]);
            if (good && !add(reading, csv.record_line, csv.header[c], columns[c], value))
                return false;
            if (!good && columns[c] && !is_absent(csv.fields[c]))
                return no_number(reading, csv.record_line, csv.header[c], csv.fields[c]);
        }
    return cairn_diag_count(reading->diag, CAIRN_ERROR) == 0;
}

/* ---- both ---- */

/* The text of a file, unpacked; NULL: it cannot be. */
static const char *text_of(struct cairn_arena *arena, const struct cairn_input *input)
{
    char *unpacked;
    size_t size;

    if (!cairn_gzip_is(input->bytes, input->size))
        return input->bytes;
    return cairn_gzip_unpack(arena, input->bytes, input->size, &unpacked, &size) ? NULL : unpacked;
}

bool cairn_zone_table_is(struct cairn_arena *arena, const struct cairn_input *input)
{
    const char *start = text_of(arena, input);
    struct cairn_diag unheard;
    struct cairn_csv csv;
    bool is;

    if (!start)
        return false;
    if (cairn_json_is(start))
        return !strstr(start, "\"from\"") && !strstr(start, "\"data\"");
    cairn_diag_init(&unheard);
    is = cairn_csv_open(&csv, arena, input, &unheard) && cairn_csv_column(&csv, "Year") >= 0 &&
         cairn_csv_column(&csv, "country_name") >= 0;
    cairn_diag_release(&unheard);
    return is;
}

bool cairn_zone_table_read(struct cairn_zone_table *table, struct cairn_arena *arena,
                           const struct cairn_input *input, struct cairn_diag *diag)
{
    struct reading reading = {.table = table, .arena = arena, .input = input, .diag = diag};
    const struct cairn_json_handler handler = {
        .begin = begin, .text = text, .number = number, .context = &reading};
    const char *start = text_of(arena, input);
    bool good;

    *table = (struct cairn_zone_table){.format = "zones"};
    table->columns = cairn_arena_array(arena, COLUMNS_MOST, sizeof *table->columns);
    good = start && !cairn_json_is(start) ? read_mix(&reading)
                                          : cairn_json_read(arena, input, &handler, diag);
    if (good && table->n_columns == 0) {
        cairn_diag_error(diag, input->path, 1, "no number in it");
        return false;
    }
    return good;
}
