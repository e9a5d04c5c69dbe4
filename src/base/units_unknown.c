#include "base/units_unknown.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"

enum { MOST_UNITS = 32, WORD_SIZE = 64 };

/* Words that people write for a unit; NULL where cairn has none, so that no other is guessed. */
static const struct {
    const char *word, *unit;
} spelled[] = {
    {"sec", "s"},   {"second", "s"},  {"msec", "ms"},      {"usec", "us"},    {"minute", "min"},
    {"hour", "h"},  {"day", "d"},     {"w", "wk"},         {"week", "wk"},    {"mo", NULL},
    {"mon", NULL},  {"mth", NULL},    {"month", NULL},     {"year", "y"},     {"yr", "y"},
    {"a", "y"},     {"watt", "W"},    {"joule", "J"},      {"gram", "g"},     {"ton", "t"},
    {"tonne", "t"}, {"litre", "L"},   {"liter", "L"},      {"dollar", "USD"}, {"$", "USD"},
    {"C", "degC"},  {"percent", "%"}, {"celsius", "degC"},
};

/* Is `word` that name, or its plural? */
static bool is_spelled(const char *word, const char *name)
{
    char plural[WORD_SIZE];

    snprintf(plural, sizeof plural, "%ss", name);
    return cairn_nearest_distance(word, name) == 0 || cairn_nearest_distance(word, plural) == 0;
}

/* The unit of the dimension with this name, whatever the case of its letters, or NULL. */
static const char *any_case(const struct cairn_dimension_type *type, const char *name)
{
    for (const struct cairn_unit *unit = type->units; unit->name; unit++)
        if (cairn_nearest_distance(unit->name, name) == 0)
            return unit->name;
    return NULL;
}

static bool begins(const char *text, const char *head)
{
    return strncmp(text, head, strlen(head)) == 0;
}

/* What stands behind a prefix: bits or bytes, and the word's end with "ps" written as "/s". */
struct amount {
    const char *at; /* the b */
    const char *rest;
    bool bytes; /* certainly: "MBps", "Mbyte/s" */
};

static bool find_amount(const char *word, struct amount *amount)
{
    for (const char *at = word; (at = strpbrk(at, "bB")) != NULL; at++) {
        if (at > word && !strchr("kKmMgGtTpPi/( ", at[-1]))
            continue;
        *amount = (struct amount){.at = at, .rest = at + 1, .bytes = true};
        if (begins(at + 1, "ytes"))
            amount->rest = at + 5;
        else if (begins(at + 1, "yte"))
            amount->rest = at + 4;
        else if (*at == 'B' && strcmp(at + 1, "ps") == 0)
            amount->rest = "/s";
        else if (*at == 'b' && strchr("/)", at[1])) /* finds the end of the word, too */
            amount->bytes = false;
        else
            continue;
        return true;
    }
    return false;
}

/* With "b" or "byte" for "bit" or "B": says so and returns true if one of them is a unit here. */
static bool bits_or_bytes(const struct cairn_dimension_type *type, const char *word,
                          struct cairn_buffer *out, bool *known)
{
    struct amount amount;
    char name[2 * WORD_SIZE];
    const char *bits, *bytes;
    int prefix;

    if (!find_amount(word, &amount))
        return false;
    prefix = (int)(amount.at - word);
    snprintf(name, sizeof name, "%.*sbit%s", prefix, word, amount.rest);
    bits = any_case(type, name);
    snprintf(name, sizeof name, "%.*sB%s", prefix, word, amount.rest);
    bytes = any_case(type, name);
    *known = bits || bytes;
    if (amount.bytes && bytes)
        cairn_buffer_appendf(out, "; did you mean \"%s\"?", bytes);
    else if (!amount.bytes && bits && bytes)
        cairn_buffer_appendf(out, "; write %s (bits) or %s (bytes)", bits, bytes);
    else
        return false;
    return true;
}

/* "here a power is wanted, in W, uW, mW, kW or MW". Each unit once: not both us and µs. */
static void list_units(const struct cairn_dimension_type *type, const char *first,
                       struct cairn_buffer *out)
{
    const char *names[MOST_UNITS];
    size_t n = 0;

    if (first)
        names[n++] = first;
    for (const struct cairn_unit *unit = type->units; unit->name; unit++)
        if ((unsigned char)unit->name[0] < 0x80 && (!first || strcmp(unit->name, first) != 0)) {
            assert(n < MOST_UNITS);
            names[n++] = unit->name;
        }
    cairn_buffer_appendf(out, "; here %s %s is wanted, ", type->article, type->name);
    if (type->bare || n < 2) {
        cairn_buffer_appendf(out, "such as %s", type->example);
        return;
    }
    cairn_buffer_puts(out, "in ");
    for (size_t i = 0; i < n; i++)
        cairn_buffer_appendf(out, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " or ", names[i]);
}

void cairn_units_unknown(const struct cairn_dimension_type *type, const char *word,
                         struct cairn_buffer *out)
{
    const char *names[MOST_UNITS];
    const char *near;
    bool by_amount = false;
    size_t n = 0;

    if (bits_or_bytes(type, word, out, &by_amount))
        return;
    if (by_amount) {
        list_units(type, NULL, out);
        return;
    }
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++)
        if (is_spelled(word, spelled[i].word) &&
            (!spelled[i].unit || any_case(type, spelled[i].unit))) {
            list_units(type, spelled[i].unit, out);
            return;
        }
    for (const struct cairn_unit *unit = type->units; unit->name; unit++) {
        assert(n < MOST_UNITS);
        names[n++] = unit->name;
    }
    near = cairn_nearest(word, names, n);
    if (near)
        cairn_buffer_appendf(out, "; did you mean \"%s\"?", near);
    else
        list_units(type, NULL, out);
}
