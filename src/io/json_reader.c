#include "io/json_reader.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "io/gzip.h"

enum { DEEPEST = 32 };

struct parser {
    const struct cairn_input *input;
    const struct cairn_json_handler *handler;
    struct cairn_diag *diag;
    const char *at;
    int line, depth;
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

static bool string(struct parser *parser, char text[CAIRN_JSON_TEXT])
{
    size_t n = 0;

    if (!take(parser, '"'))
        return fail(parser, "a text in quotes is due");
    for (; *parser->at != '"'; parser->at++) {
        if (!*parser->at || *parser->at == '\n')
            return fail(parser, "a quote that is never closed");
        if (*parser->at == '\\' && parser->at[1] && parser->at[1] != '\n')
            parser->at++;
        if (n + 1 < CAIRN_JSON_TEXT)
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

static bool value_of(struct parser *parser, const char *key);

static bool object(struct parser *parser)
{
    char key[CAIRN_JSON_TEXT];

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

static bool holder(struct parser *parser, const struct cairn_json_place *place,
                   bool (*read)(struct parser *parser))
{
    const struct cairn_json_handler *handler = parser->handler;

    if (handler->begin && !handler->begin(handler->context, place))
        return false;
    if (place->depth + 1 >= DEEPEST)
        return fail(parser, "more than 32 brackets inside each other");
    parser->depth++;
    if (!read(parser))
        return false;
    parser->depth--;
    return !handler->end || handler->end(handler->context, place);
}

static bool value_of(struct parser *parser, const char *key)
{
    const struct cairn_json_handler *handler = parser->handler;
    struct cairn_json_place place;
    char text[CAIRN_JSON_TEXT];
    double number;

    skip_space(parser);
    place = (struct cairn_json_place){key, parser->depth, parser->line, *parser->at == '['};
    if (take(parser, '{'))
        return holder(parser, &place, object);
    if (take(parser, '['))
        return holder(parser, &place, array);
    if (*parser->at == '"')
        return string(parser, text) &&
               (!handler->text || handler->text(handler->context, &place, text));
    return scalar(parser, &number) &&
           (!handler->number || handler->number(handler->context, &place, number));
}

bool cairn_json_is(const char *text)
{
    text += strspn(text, " \t\r\n");
    return *text == '{' || *text == '[';
}

bool cairn_json_read(struct cairn_arena *arena, const struct cairn_input *input,
                     const struct cairn_json_handler *handler, struct cairn_diag *diag)
{
    struct parser parser = {
        .input = input, .handler = handler, .diag = diag, .at = input->bytes, .line = 1};
    const char *problem;
    size_t size;
    char *text;

    if (cairn_gzip_is(input->bytes, input->size)) {
        problem = cairn_gzip_unpack(arena, input->bytes, input->size, &text, &size);
        if (problem)
            return fail(&parser, problem);
        parser.at = text;
    }
    if (!value_of(&parser, ""))
        return false;
    skip_space(&parser);
    return !*parser.at || fail(&parser, "text behind the end of the JSON");
}
