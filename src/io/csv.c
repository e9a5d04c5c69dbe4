#include "io/csv.h"

#include <string.h>

#include "io/gzip.h"
#include "io/utf8.h"

/* More columns than any trace has; bounds the memory of a file that is all commas. */
enum { MOST_COLUMNS = 4096 };

static bool fail(struct cairn_csv *csv, const char *problem)
{
    cairn_diag_error(csv->diag, csv->input->path, csv->record_line, "%s", problem);
    return false;
}

static char *trimmed(char *start, char *end)
{
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    *end = '\0';
    return start;
}

/* Reads up to the closing quote, removing doubled ones. NULL if there is none. */
static char *quoted(struct cairn_csv *csv)
{
    char *start = ++csv->at;
    char *out = start;

    while (csv->at < csv->end) {
        if (*csv->at == '"' && csv->at[1] != '"')
            break;
        if (*csv->at == '"')
            csv->at++;
        csv->line += *csv->at == '\n';
        *out++ = *csv->at++;
    }
    if (csv->at >= csv->end)
        return NULL;
    csv->at++;
    *out = '\0';
    return start;
}

static bool ends_field(char c)
{
    return c == ',' || c == '\n' || c == '\r' || c == '\0';
}

/* One field; leaves `at` on what ends it, whose byte goes to *stop as it may be overwritten. */
static const char *field(struct cairn_csv *csv, char *stop)
{
    char *start;

    while (csv->at < csv->end && (*csv->at == ' ' || *csv->at == '\t'))
        csv->at++;
    start = csv->at;
    if (*start == '"') {
        start = quoted(csv);
        if (!start) {
            fail(csv, "a quote that is never closed");
            return NULL;
        }
        while (csv->at < csv->end && (*csv->at == ' ' || *csv->at == '\t'))
            csv->at++;
        *stop = *csv->at;
        if (!ends_field(*stop)) {
            fail(csv, "text behind a closing quote; a quote inside quotes is doubled");
            return NULL;
        }
        return start;
    }
    while (!ends_field(*csv->at))
        csv->at++;
    *stop = *csv->at;
    return trimmed(start, csv->at);
}

static void skip_empty_lines(struct cairn_csv *csv)
{
    while (csv->at < csv->end && (*csv->at == '\n' || *csv->at == '\r')) {
        csv->line += *csv->at == '\n';
        csv->at++;
    }
}

/* Reads a record into `fields`; returns how many it has, 0 at the end, -1 after an error. */
static int record(struct cairn_csv *csv, const char **fields, int most)
{
    int n = 0;
    char stop;

    skip_empty_lines(csv);
    csv->record_line = csv->line;
    if (csv->at >= csv->end)
        return 0;
    do {
        const char *text = field(csv, &stop);

        if (!text)
            return -1;
        if (n < most)
            fields[n] = text;
        n++;
        if (stop == ',')
            csv->at++;
    } while (stop == ',');
    if (stop == '\r')
        csv->at++;
    if (csv->at < csv->end && (*csv->at == '\n' || stop == '\n')) {
        csv->at++;
        csv->line++;
    }
    return n;
}

static bool read_header(struct cairn_csv *csv)
{
    const char **fields = cairn_arena_array(csv->arena, MOST_COLUMNS, sizeof *fields);
    int n = record(csv, fields, MOST_COLUMNS);

    if (n < 0)
        return false;
    if (n == 0)
        return fail(csv, "this file is empty: a header is due");
    if (n > MOST_COLUMNS)
        return fail(csv, "more than 4096 columns");
    if (n == 1 && strchr(fields[0], ';'))
        return fail(csv, "columns are separated by commas, not by semicolons");
    csv->header = fields;
    csv->n_columns = n;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            if (*fields[i] && strcmp(fields[i], fields[j]) == 0) {
                cairn_diag_error(csv->diag, csv->input->path, csv->record_line,
                                 "two columns are called \"%.60s\"", fields[i]);
                return false;
            }
    csv->fields = cairn_arena_array(csv->arena, (size_t)n, sizeof *csv->fields);
    return true;
}

/* The text of the file, unpacked where it is packed; NULL after an error. */
static char *text_of(struct cairn_csv *csv, size_t *size)
{
    const struct cairn_input *input = csv->input;
    const char *problem, *bad;
    char *text;

    *size = input->size;
    if (cairn_gzip_is(input->bytes, input->size)) {
        problem = cairn_gzip_unpack(csv->arena, input->bytes, input->size, &text, size);
        if (problem) {
            cairn_diag_error(csv->diag, input->path, 1, "%s", problem);
            return NULL;
        }
    } else {
        text = cairn_arena_alloc(csv->arena, input->size + 1);
        if (input->size > 0)
            memcpy(text, input->bytes, input->size);
    }
    bad = cairn_utf8_bad(text, *size);
    if (!bad)
        return text;
    for (const char *c = text; c < bad; c++)
        csv->line += *c == '\n';
    cairn_diag_error(csv->diag, input->path, csv->line, "byte 0x%02x is not UTF-8 text",
                     (unsigned char)*bad);
    return NULL;
}

bool cairn_csv_open(struct cairn_csv *csv, struct cairn_arena *arena,
                    const struct cairn_input *input, struct cairn_diag *diag)
{
    size_t size;

    *csv = (struct cairn_csv){.input = input, .arena = arena, .diag = diag, .line = 1};
    csv->at = text_of(csv, &size);
    if (!csv->at)
        return false;
    csv->end = csv->at + size;
    if (strncmp(csv->at, "\xef\xbb\xbf", 3) == 0)
        csv->at += 3;
    return read_header(csv);
}

bool cairn_csv_next(struct cairn_csv *csv)
{
    int n = record(csv, csv->fields, csv->n_columns);

    if (n <= 0)
        return false;
    if (n != csv->n_columns) {
        cairn_diag_error(csv->diag, csv->input->path, csv->record_line,
                         "%d field%s, but the header has %d", n, n == 1 ? "" : "s", csv->n_columns);
        return false;
    }
    return true;
}

int cairn_csv_column(const struct cairn_csv *csv, const char *name)
{
    for (int i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->header[i], name) == 0)
            return i;
    return -1;
}
