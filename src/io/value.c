#include "io/value.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Fields are written through memcpy: an enumeration and an int have one size, not one type. */
_Static_assert(sizeof(enum cairn_boundary) == sizeof(int), "enumerations are ints");

static void put(void *item, size_t offset, const void *value, size_t size)
{
    memcpy((char *)item + offset, value, size);
}

static void put_int(void *item, size_t offset, int value)
{
    put(item, offset, &value, sizeof value);
}

static void put_double(void *item, size_t offset, double value)
{
    put(item, offset, &value, sizeof value);
}

static void put_pointer(void *item, size_t offset, const void *value)
{
    put(item, offset, &value, sizeof value);
}

void cairn_value_clear(const struct cairn_attribute_type *type, void *item)
{
    switch (type->kind) {
    case CAIRN_VALUE_QUANTITY:
    case CAIRN_VALUE_QUANTITY_OR_ANY:
        put_double(item, type->offset, NAN);
        break;
    case CAIRN_VALUE_QUANTITIES:
    case CAIRN_VALUE_WHOLES:
        put_pointer(item, type->offset, NULL);
        put_int(item, type->count, 0);
        break;
    case CAIRN_VALUE_WHOLE:
    case CAIRN_VALUE_WORD:
        put_int(item, type->offset, type->absent);
        break;
    case CAIRN_VALUE_TEXT:
    case CAIRN_VALUE_NUMBERS:
        put_pointer(item, type->offset, NULL);
        break;
    case CAIRN_VALUE_REFERENCE:
    case CAIRN_VALUE_VARIANT_OF_MODEL:
    case CAIRN_VALUE_VARIANT_OF_WORKLOAD:
    case CAIRN_VALUE_VARIANT_OF_SEND:
        put_int(item, type->offset, CAIRN_NONE);
        break;
    case CAIRN_VALUE_SEED:
    case CAIRN_VALUE_CONSUMED:
        break;
    }
}

static const char *subject(const struct cairn_attribute_type *type, const struct cairn_said *said)
{
    const char *label = cairn_node_label(said->arena, said->node);

    if (!*type->name)
        return label;
    return cairn_arena_format(said->arena, "%s of %s", type->name, label);
}

static void complain(const struct cairn_attribute_type *type, const struct cairn_said *said,
                     const char *problem)
{
    cairn_diag_error(said->diag, said->origin.file, said->origin.line, "%s: %s",
                     subject(type, said), problem);
}

/* True if the value is possible. */
static bool in_range(const struct cairn_attribute_type *type, const struct cairn_said *said,
                     double value)
{
    char *range;

    if (cairn_attribute_admits(type, value))
        return true;
    range = cairn_attribute_range_text(type);
    cairn_diag_error(said->diag, said->origin.file, said->origin.line,
                     "%s is \"%.60s\" and must be %s", subject(type, said), said->text, range);
    cairn_free(range);
    return false;
}

static void read_quantity(const struct cairn_attribute_type *type, const struct cairn_said *said,
                          void *item)
{
    struct cairn_units_error error;
    double value;

    if (type->kind == CAIRN_VALUE_QUANTITY_OR_ANY && strcmp(said->text, "any") == 0)
        put_double(item, type->offset, type->any);
    else if (cairn_units_parse(said->text, type->dimension, &value, &error))
        complain(type, said, error.text);
    else if (in_range(type, said, value))
        put_double(item, type->offset, value);
}

/* Values of a list in the arena, NULL after an error. */
static double *read_values(const struct cairn_attribute_type *type, const struct cairn_said *said,
                           enum cairn_dimension dimension, int *n)
{
    struct cairn_units_error error;
    double *list, *kept;
    size_t count;

    if (cairn_units_parse_list(said->text, dimension, &list, &count, &error)) {
        complain(type, said, error.text);
        return NULL;
    }
    assert(count <= INT_MAX); /* a value takes two bytes, and files are smaller than that */
    kept = cairn_arena_array(said->arena, count, sizeof *kept);
    memcpy(kept, list, count * sizeof *kept);
    cairn_free(list);
    *n = (int)count;
    return kept;
}

static void read_quantities(const struct cairn_attribute_type *type, const struct cairn_said *said,
                            void *item)
{
    int n;
    double *list = read_values(type, said, type->dimension, &n);

    if (!list)
        return;
    for (int i = 0; i < n; i++)
        if (!in_range(type, said, list[i]))
            return;
    put_pointer(item, type->offset, list);
    put_int(item, type->count, n);
}

static void read_wholes(const struct cairn_attribute_type *type, const struct cairn_said *said,
                        void *item)
{
    int n;
    double *list = read_values(type, said, CAIRN_COUNT, &n);
    int *wholes;

    if (!list)
        return;
    wholes = cairn_arena_array(said->arena, (size_t)n, sizeof *wholes);
    for (int i = 0; i < n; i++) {
        if (!in_range(type, said, list[i]))
            return;
        wholes[i] = (int)list[i];
        if (wholes[i] != list[i]) {
            complain(type, said, "whole numbers are due");
            return;
        }
    }
    put_pointer(item, type->offset, wholes);
    put_int(item, type->count, n);
}

/* Only digits come here: the XSD says so. */
static void read_whole(const struct cairn_attribute_type *type, const struct cairn_said *said,
                       void *item)
{
    double value;

    if (cairn_units_parse(said->text, CAIRN_COUNT, &value, NULL))
        complain(type, said, "a whole number is due");
    else if (in_range(type, said, value))
        put_int(item, type->offset, (int)value);
}

static void read_seed(const struct cairn_attribute_type *type, const struct cairn_said *said,
                      void *item)
{
    uint64_t seed = 0;
    const char *c = said->text;

    for (; *c >= '0' && *c <= '9'; c++) {
        uint64_t digit = (uint64_t)(*c - '0');

        if (seed > (UINT64_MAX - digit) / 10)
            break;
        seed = 10 * seed + digit;
    }
    if (*c || c == said->text)
        complain(type, said,
                 cairn_arena_format(
                     said->arena, "\"%.60s\" is not a whole number from 0 to 18446744073709551615",
                     said->text));
    else
        put(item, type->offset, &seed, sizeof seed);
}

static void read_numbers(const struct cairn_attribute_type *type, const struct cairn_said *said,
                         void *item)
{
    int due = (int)type->range.high;
    int n;
    double *list = read_values(type, said, CAIRN_COUNT, &n);

    if (!list)
        return;
    if (n != due) {
        complain(type, said,
                 cairn_arena_format(said->arena, "%d numbers where %d are due", n, due));
        return;
    }
    for (int i = 0; i < n; i++)
        if (list[i] < 0) {
            complain(type, said, cairn_arena_format(said->arena, "number %d is negative", i + 1));
            return;
        }
    put_pointer(item, type->offset, list);
}

/* The XSD and the table know the same words, and the first pass has seen to it. */
static void read_word(const struct cairn_attribute_type *type, const struct cairn_said *said,
                      void *item)
{
    const struct cairn_word *word = type->words;

    while (word->text && strcmp(word->text, said->text) != 0)
        word++;
    assert(word->text);
    put_int(item, type->offset, word->value);
}

void cairn_value_read(const struct cairn_attribute_type *type, const struct cairn_said *said,
                      void *item)
{
    switch (type->kind) {
    case CAIRN_VALUE_QUANTITY:
    case CAIRN_VALUE_QUANTITY_OR_ANY:
        read_quantity(type, said, item);
        break;
    case CAIRN_VALUE_QUANTITIES:
        read_quantities(type, said, item);
        break;
    case CAIRN_VALUE_WHOLE:
        read_whole(type, said, item);
        break;
    case CAIRN_VALUE_WHOLES:
        read_wholes(type, said, item);
        break;
    case CAIRN_VALUE_SEED:
        read_seed(type, said, item);
        break;
    case CAIRN_VALUE_WORD:
        read_word(type, said, item);
        break;
    case CAIRN_VALUE_TEXT:
        put_pointer(item, type->offset, said->text);
        break;
    case CAIRN_VALUE_NUMBERS:
        read_numbers(type, said, item);
        break;
    case CAIRN_VALUE_REFERENCE:
    case CAIRN_VALUE_VARIANT_OF_MODEL:
    case CAIRN_VALUE_VARIANT_OF_WORKLOAD:
    case CAIRN_VALUE_VARIANT_OF_SEND:
    case CAIRN_VALUE_CONSUMED:
        break;
    }
}
