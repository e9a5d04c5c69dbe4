#include "cli/options.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "base/units.h"

static size_t row_count(const struct cairn_options *options)
{
    size_t n = 0;

    while (options->rows[n])
        n++;
    return n;
}

void cairn_options_init(struct cairn_options *options, const char *command,
                        const struct cairn_option *const *rows)
{
    static const struct cairn_option *const none[] = {NULL};

    *options = (struct cairn_options){.command = command, .rows = rows ? rows : none};
    options->values = cairn_calloc(row_count(options) + 1, sizeof *options->values);
}

void cairn_options_release(struct cairn_options *options)
{
    for (size_t i = 0; options->rows[i]; i++)
        cairn_free(options->values[i].texts);
    cairn_free(options->values);
    cairn_free(options->arguments);
    *options = (struct cairn_options){0};
}

/* ---- parsing ---- */

struct parse {
    struct cairn_options *options;
    int argc, at;
    char *const *argv;
    struct cairn_buffer *error;
};

static bool unknown_option(const struct parse *parse, const char *name, size_t size)
{
    char *word = cairn_strndup(name, size);
    size_t n = row_count(parse->options);
    const char **names = cairn_calloc(n + 1, sizeof *names);
    const char *near;

    for (size_t i = 0; i < n; i++)
        names[i] = parse->options->rows[i]->name;
    near = cairn_nearest(word, names, n);
    cairn_buffer_appendf(parse->error, "unknown option --%s of %s; ", word,
                         parse->options->command);
    if (near)
        cairn_buffer_appendf(parse->error, "did you mean --%s?", near);
    else
        cairn_buffer_appendf(parse->error, "see 'cairn help %s'", parse->options->command);
    cairn_free(names);
    cairn_free(word);
    return false;
}

static bool read_count(const struct cairn_option *row, const char *text,
                       struct cairn_option_value *value)
{
    uint64_t count = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        uint64_t digit = (uint64_t)(*text - '0');

        if (*text < '0' || *text > '9' || count > (UINT64_MAX - digit) / 10)
            return false;
        count = count * 10 + digit;
    }
    value->count = count;
    return count >= row->low && count <= row->high;
}

static bool take_count(const struct parse *parse, const struct cairn_option *row, const char *text,
                       struct cairn_option_value *value)
{
    if (read_count(row, text, value))
        return true;
    cairn_buffer_appendf(parse->error, "--%s of %s is a whole number, ", row->name,
                         parse->options->command);
    if (row->high == UINT64_MAX)
        cairn_buffer_appendf(parse->error, "%llu or more", (unsigned long long)row->low);
    else
        cairn_buffer_appendf(parse->error, "%llu to %llu", (unsigned long long)row->low,
                             (unsigned long long)row->high);
    cairn_buffer_appendf(parse->error, ", not \"%s\"", text);
    return false;
}

static bool take_fraction(const struct parse *parse, const struct cairn_option *row,
                          const char *text, struct cairn_option_value *value)
{
    struct cairn_units_error problem;

    if (cairn_units_parse(text, CAIRN_FRACTION, &value->fraction, &problem) != CAIRN_UNITS_OK) {
        cairn_buffer_appendf(parse->error, "--%s of %s: %s", row->name, parse->options->command,
                             problem.text);
        return false;
    }
    if (value->fraction > 0 && value->fraction < 1)
        return true;
    cairn_buffer_appendf(parse->error, "--%s of %s lies between 0 and 1, not \"%s\"", row->name,
                         parse->options->command, text);
    return false;
}

static bool take_word(const struct parse *parse, const struct cairn_option *row, const char *text,
                      struct cairn_option_value *value)
{
    size_t n = 0;
    const char *near;

    for (; row->words[n]; n++)
        if (strcmp(row->words[n], text) == 0) {
            value->count = n;
            return true;
        }
    near = cairn_nearest(text, row->words, n);
    cairn_buffer_appendf(parse->error, "--%s of %s is one of ", row->name, parse->options->command);
    for (size_t i = 0; i < n; i++)
        cairn_buffer_appendf(parse->error, "%s%s",
                             i == 0      ? ""
                             : i + 1 < n ? ", "
                                         : " and ",
                             row->words[i]);
    cairn_buffer_appendf(parse->error, ", not \"%s\"", text);
    if (near)
        cairn_buffer_appendf(parse->error, "; did you mean %s?", near);
    return false;
}

static void needs_value(const struct parse *parse, const struct cairn_option *row)
{
    cairn_buffer_appendf(parse->error, "--%s of %s needs a value: --%s %s", row->name,
                         parse->options->command, row->name, row->value);
}

static bool take_value(const struct parse *parse, const struct cairn_option *row, const char *text,
                       struct cairn_option_value *value)
{
    value->given = true;
    value->text = text;
    switch (row->kind) {
    case CAIRN_OPTION_FLAG:
        return true;
    case CAIRN_OPTION_COUNT:
        return take_count(parse, row, text, value);
    case CAIRN_OPTION_FRACTION:
        return take_fraction(parse, row, text, value);
    case CAIRN_OPTION_WORD:
        return take_word(parse, row, text, value);
    case CAIRN_OPTION_TEXTS:
        value->texts =
            cairn_grow(value->texts, &value->capacity, value->n_texts + 1, sizeof *value->texts);
        value->texts[value->n_texts++] = text;
        /* fall through */
    case CAIRN_OPTION_TEXT:
    case CAIRN_OPTION_PATH:
        if (*text)
            return true;
        needs_value(parse, row);
        return false;
    }
    return false;
}

/* The row of an option was found; `text` is what stands behind "=" or a letter, or NULL. */
static bool take_option(struct parse *parse, size_t at, const char *text)
{
    const struct cairn_option *row = parse->options->rows[at];

    if (row->kind == CAIRN_OPTION_FLAG) {
        if (!text)
            return take_value(parse, row, "", &parse->options->values[at]);
        cairn_buffer_appendf(parse->error, "--%s of %s takes no value", row->name,
                             parse->options->command);
        return false;
    }
    if (!text) {
        if (parse->at + 1 >= parse->argc) {
            needs_value(parse, row);
            return false;
        }
        text = parse->argv[++parse->at];
    }
    return take_value(parse, row, text, &parse->options->values[at]);
}

static bool take_long(struct parse *parse, const char *name)
{
    size_t size = strcspn(name, "=");
    const char *text = name[size] == '=' ? name + size + 1 : NULL;

    if (size == 4 && strncmp(name, "help", 4) == 0 && !text) {
        parse->options->help = true;
        return true;
    }
    for (size_t i = 0; i < row_count(parse->options); i++) {
        const char *known = parse->options->rows[i]->name;

        if (strlen(known) == size && strncmp(known, name, size) == 0)
            return take_option(parse, i, text);
    }
    return unknown_option(parse, name, size);
}

static bool take_letter(struct parse *parse, const char *word)
{
    if (strcmp(word, "-h") == 0) {
        parse->options->help = true;
        return true;
    }
    for (size_t i = 0; i < row_count(parse->options); i++)
        if (parse->options->rows[i]->letter == word[1])
            return take_option(parse, i, word[2] ? word + 2 : NULL);
    cairn_buffer_appendf(parse->error, "unknown option %s of %s; see 'cairn help %s'", word,
                         parse->options->command, parse->options->command);
    return false;
}

static bool take_word_of_line(struct parse *parse, bool *ended)
{
    const char *word = parse->argv[parse->at];

    if (!*ended && strcmp(word, "--") == 0) {
        *ended = true;
        return true;
    }
    if (!*ended && strncmp(word, "--", 2) == 0)
        return take_long(parse, word + 2);
    if (!*ended && word[0] == '-' && word[1])
        return take_letter(parse, word);
    parse->options->arguments[parse->options->n_arguments++] = word;
    return true;
}

bool cairn_options_parse(struct cairn_options *options, int argc, char *const *argv,
                         struct cairn_buffer *error)
{
    struct parse parse = {.options = options, .argc = argc, .argv = argv, .error = error};
    bool ended = false;

    assert(argc >= 0);
    options->arguments = cairn_calloc((size_t)argc + 1, sizeof *options->arguments);
    for (; parse.at < argc && !options->help; parse.at++)
        if (!take_word_of_line(&parse, &ended))
            return false;
    if (cairn_options_given(options, &cairn_option_json) &&
        cairn_options_given(options, &cairn_option_csv)) {
        cairn_buffer_puts(error, "--json and --csv exclude each other");
        return false;
    }
    if (cairn_options_given(options, &cairn_option_cache) &&
        cairn_options_given(options, &cairn_option_no_cache)) {
        cairn_buffer_puts(error, "--cache and --no-cache exclude each other");
        return false;
    }
    return true;
}

/* ---- asking ---- */

static const struct cairn_option_value *find(const struct cairn_options *options,
                                             const struct cairn_option *row)
{
    for (size_t i = 0; options->rows[i]; i++)
        if (options->rows[i] == row)
            return options->values[i].given ? &options->values[i] : NULL;
    return NULL;
}

bool cairn_options_given(const struct cairn_options *options, const struct cairn_option *row)
{
    return find(options, row) != NULL;
}

uint64_t cairn_options_count(const struct cairn_options *options, const struct cairn_option *row,
                             uint64_t absent)
{
    const struct cairn_option_value *value = find(options, row);

    assert(row->kind == CAIRN_OPTION_COUNT);
    return value ? value->count : absent;
}

double cairn_options_fraction(const struct cairn_options *options, const struct cairn_option *row,
                              double absent)
{
    const struct cairn_option_value *value = find(options, row);

    assert(row->kind == CAIRN_OPTION_FRACTION);
    return value ? value->fraction : absent;
}

const char *cairn_options_text(const struct cairn_options *options, const struct cairn_option *row,
                               const char *absent)
{
    const struct cairn_option_value *value = find(options, row);

    assert(row->kind == CAIRN_OPTION_TEXT || row->kind == CAIRN_OPTION_PATH);
    return value ? value->text : absent;
}

int cairn_options_word(const struct cairn_options *options, const struct cairn_option *row)
{
    const struct cairn_option_value *value = find(options, row);

    assert(row->kind == CAIRN_OPTION_WORD);
    return value ? (int)value->count : -1;
}

const char *const *cairn_options_texts(const struct cairn_options *options,
                                       const struct cairn_option *row, size_t *n)
{
    const struct cairn_option_value *value = find(options, row);

    assert(row->kind == CAIRN_OPTION_TEXTS);
    *n = value ? value->n_texts : 0;
    return value ? value->texts : NULL;
}
