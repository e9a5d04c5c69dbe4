#include "io/json_trace.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "io/gzip.h"
#include "io/stamp.h"

enum { DEEPEST = 32, TEXT_SIZE = 64 };

static const double highest_g_per_kwh = 5000;

struct parser {
    const struct cairn_input *input;
    struct cairn_diag *diag;
    struct cairn_trace_table *table;
    double unit;
    const char *at;
    int line, depth;
    char from[TEXT_SIZE]; /* of the row that is being read */
    int from_line;
    double actual, forecast;
};

static bool fail(struct parser *parser, const char *problem)
{
    cairn_diag_error(parser->diag, parser->input->path, parser->line, "%s", problem);
    return false;
}

static void skip_space(struct parser *parser)
{
    for (; *parser->at && strchr(" \t\r\n", *parser->at); parser->at++)
        parser->line += *parser->at == '\n';
}

static bool take(struct parser *parser, char c)
{
    skip_space(parser);
    if (*parser->at != c)
        return false;
    parser->at++;
    return true;
}

/* A string, cut to what fits; escapes stay as they are written, since no text of ours has any. */
static bool string(struct parser *parser, char text[TEXT_SIZE])
{
    size_t n = 0;

    if (!take(parser, '"'))
        return fail(parser, "a text in quotes is due");
    for (; *parser->at != '"'; parser->at++) {
        if (!*parser->at || *parser->at == '\n')
            return fail(parser, "a quote that is never closed");
        if (*parser->at == '\\' && parser->at[1] && parser->at[1] != '\n')
            parser->at++;
        if (n + 1 < TEXT_SIZE)
            text[n++] = *parser->at;
    }
    text[n] = '\0';
    parser->at++;
    return true;
}

/* A number, or one of the words true, false and null, which are NaN. */
static bool scalar(struct parser *parser, double *value)
{
    static const char *const words[] = {"true", "false", "null"};
    const char *end;

    *value = NAN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(parser->at, words[i], strlen(words[i])) == 0) {
            parser->at += strlen(words[i]);
            return true;
        }
    if (cairn_number_scan(parser->at, value, &end) != CAIRN_NUMBER_OK)
        return fail(parser, "this is no JSON: a value is due");
    parser->at = end;
    return true;
}

/* Enters the row that an object has been, if it has been one. */
static bool add_row(struct parser *parser)
{
    bool estimated = isnan(parser->actual);
    double value = (estimated ? parser->forecast : parser->actual) * parser->unit;
    long long at_s;
    double *row;

    if (!*parser->from)
        return true;
    if (!cairn_stamp_read(parser->from, &at_s)) {
        cairn_diag_error(parser->diag, parser->input->path, parser->from_line,
                         "\"%.60s\" is no time stamp such as 2024-03-31T01:00Z", parser->from);
        return false;
    }
    if (value < 0 || value > highest_g_per_kwh) {
        cairn_diag_error(parser->diag, parser->input->path, parser->from_line,
                         "intensity is not between 0 and 5000 gCO2e/kWh");
        return false;
    }
    row = cairn_trace_table_row(parser->table, at_s, estimated);
    if (!row) {
        cairn_diag_error(parser->diag, parser->input->path, parser->from_line,
                         "time stamp \"%.60s\" is not behind the last one", parser->from);
        return false;
    }
    *row = value;
    *parser->from = '\0';
    parser->actual = parser->forecast = NAN;
    return true;
}

static bool value_of(struct parser *parser, const char *key);

static bool object(struct parser *parser)
{
    char key[TEXT_SIZE];

    if (take(parser, '}'))
        return true;
    do {
        if (!string(parser, key))
            return false;
        if (!take(parser, ':'))
            return fail(parser, "this is no JSON: a colon is due");
        if (!value_of(parser, key))
            return false;
    } while (take(parser, ','));
    if (!take(parser, '}'))
        return fail(parser, "this is no JSON: a comma or a closing brace is due");
    return true;
}

static bool array(struct parser *parser)
{
    if (take(parser, ']'))
        return true;
    do {
        if (!value_of(parser, ""))
            return false;
    } while (take(parser, ','));
    if (!take(parser, ']'))
        return fail(parser, "this is no JSON: a comma or a closing bracket is due");
    return true;
}

static bool value_of(struct parser *parser, const char *key)
{
    bool good;
    double number;

    skip_space(parser);
    if (++parser->depth > DEEPEST)
        return fail(parser, "more than 32 brackets inside each other");
    if (take(parser, '{')) {
        good = object(parser) && (strcmp(key, "intensity") == 0 || add_row(parser));
    } else if (take(parser, '[')) {
        good = array(parser);
    } else if (*parser->at == '"') {
        char text[TEXT_SIZE];

        good = string(parser, text);
        if (good && strcmp(key, "from") == 0) {
            memcpy(parser->from, text, sizeof text);
            parser->from_line = parser->line;
        }
    } else {
        good = scalar(parser, &number);
        if (good && strcmp(key, "actual") == 0)
            parser->actual = number;
        if (good && strcmp(key, "forecast") == 0)
            parser->forecast = number;
    }
    parser->depth--;
    return good;
}

bool cairn_json_trace_is(const char *text)
{
    text += strspn(text, " \t\r\n");
    return *text == '{' || *text == '[';
}

bool cairn_json_trace_read(struct cairn_trace_table *table, struct cairn_arena *arena,
                           const struct cairn_input *input, const struct cairn_trace_ask *ask,
                           struct cairn_diag *diag)
{
    struct parser parser = {.input = input,
                            .diag = diag,
                            .table = table,
                            .unit = ask->unit > 0 ? ask->unit : 1,
                            .at = input->bytes,
                            .line = 1,
                            .actual = NAN,
                            .forecast = NAN};
    const char *problem;
    size_t size;
    char *text;

    table->n_columns = 1;
    table->names = cairn_arena_array(arena, 1, sizeof *table->names);
    table->names[0] = "intensity";
    if (cairn_gzip_is(input->bytes, input->size)) {
        problem = cairn_gzip_unpack(arena, input->bytes, input->size, &text, &size);
        if (problem)
            return fail(&parser, problem);
        parser.at = text;
    }
    if (!value_of(&parser, ""))
        return false;
    skip_space(&parser);
    if (*parser.at)
        return fail(&parser, "text behind the end of the JSON");
    return table->n > 0 || fail(&parser, "no intensity with a time from which it holds");
}
