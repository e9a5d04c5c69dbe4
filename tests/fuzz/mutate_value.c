/* Values of attributes, as the attribute table has them. */

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "fuzz/mutate.h"
#include "model/attributes.h"

static const char *const numbers[] = {
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "24",
    "100",
    "1000",
    "8760",
    "65536",
    "1000000",
    "2147483647",
    "2147483648",
    "1e9",
    "1e12",
    "1e15",
    "9.1e15",
    "1e18",
    "9.3e18",
    "1e30",
    "1e300",
    "1.7e308",
    "1e309",
    "0.5",
    "0.999999",
    "1.000001",
    "0.1",
    "0.01",
    "1e-3",
    "1e-6",
    "1e-9",
    "1e-12",
    "1e-30",
    "1e-300",
    "5e-324",
    "-1",
    "-0",
    "-1e9",
    "18446744073709551616",
    "-9223372036854775808",
};
enum { N_NUMBERS = sizeof numbers / sizeof *numbers };

static const char *const texts[] = {
    "",          "any",
    "none",      "yes",
    "x",         "parts/facts.xml",
    "facts.xml", "fleet.csv",
    "shops.csv", "week.csv",
    "asked.csv", "chats.csv",
    "watts.csv", "r01-replay.csv",
    "../x",      "/etc/passwd",
    "&#x1F33F;", "a.b",
    "now",
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

size_t mutate_pick(struct mutate_random *random, size_t n)
{
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(random->state >> 33) % n;
}

/* A number as it is, times a little or a lot; else one of the table. */
static void put_number(struct mutate_random *random, const char *old, struct cairn_buffer *out)
{
    static const double factors[] = {0.001, 0.1, 0.5, 0.9, 1, 1.1, 2, 10, 1000, 1e6, -1};
    char text[CAIRN_NUMBER_SIZE];
    const char *end;
    double value;

    if (old && mutate_pick(random, 3) > 0 &&
        cairn_number_scan(old, &value, &end) == CAIRN_NUMBER_OK) {
        value *= factors[mutate_pick(random, sizeof factors / sizeof *factors)];
        if (value < 1e300 && value > -1e300)
            cairn_buffer_puts(out, cairn_number_round(value, 6, text));
        return;
    }
    cairn_buffer_puts(out, numbers[mutate_pick(random, N_NUMBERS)]);
}

static void put_unit(struct mutate_random *random, enum cairn_dimension dimension,
                     struct cairn_buffer *out)
{
    const struct cairn_unit *units = cairn_units_dimension(dimension)->units;
    size_t n = 0;

    while (units[n].name)
        n++;
    if (n > 0)
        cairn_buffer_appendf(out, " %s", units[mutate_pick(random, n)].name);
}

static void put_quantity(struct mutate_random *random, const char *old,
                         enum cairn_dimension dimension, struct cairn_buffer *out)
{
    const char *space = old ? strchr(old, ' ') : NULL;

    put_number(random, old, out);
    if (mutate_pick(random, 40) == 0)
        return;
    if (space && mutate_pick(random, 3) > 0)
        cairn_buffer_puts(out, space);
    else
        put_unit(random, dimension, out);
}

static void put_list(struct mutate_random *random, const struct cairn_attribute_type *type,
                     struct cairn_buffer *out)
{
    size_t n = 1 + mutate_pick(random, mutate_pick(random, 8) ? 4 : 40);

    for (size_t i = 0; i < n; i++) {
        cairn_buffer_puts(out, i > 0 ? " " : "");
        if (type->kind == CAIRN_VALUE_QUANTITIES)
            put_quantity(random, NULL, type->dimension, out);
        else
            put_number(random, NULL, out);
    }
}

/* ---- names ---- */

/* The text of the n-th attribute of some names in the document, counted down; NULL: fewer. */
static xmlChar *nth_name(xmlNodePtr node, const char *attribute, size_t *n)
{
    for (xmlNodePtr at = node; at; at = at->next) {
        xmlChar *found;

        if (at->type != XML_ELEMENT_NODE)
            continue;
        found = xmlGetProp(at, (const xmlChar *)attribute);
        if (found && (*n)-- == 0)
            return found;
        xmlFree(found);
        found = nth_name(at->children, attribute, n);
        if (found)
            return found;
    }
    return NULL;
}

/* What some element is called, or nothing. */
static void put_name(struct mutate_random *random, xmlNodePtr root, const char *attribute,
                     struct cairn_buffer *out)
{
    size_t n = mutate_pick(random, 1 + mutate_pick(random, 60));
    xmlChar *name = nth_name(root, attribute, &n);

    if (name)
        cairn_buffer_puts(out, (const char *)name);
    xmlFree(name);
}

/* An expression for an attribute that may be there. */
static void put_path(struct mutate_random *random, xmlNodePtr root, struct cairn_buffer *out)
{
    size_t n = 0;
    const struct cairn_attribute_type *row;

    for (size_t c = 0; cairn_attribute_chapters[c]; c++)
        for (row = cairn_attribute_chapters[c]; row->element; row++)
            n++;
    n = mutate_pick(random, n);
    for (size_t c = 0; cairn_attribute_chapters[c]; c++)
        for (row = cairn_attribute_chapters[c]; row->element; row++) {
            if (n-- != 0)
                continue;
            cairn_buffer_appendf(out, "//%s", row->element);
            if (mutate_pick(random, 3) == 0) {
                cairn_buffer_puts(out, "[@id='");
                put_name(random, root, "id", out);
                cairn_buffer_puts(out, "']");
            }
            cairn_buffer_appendf(out, "/@%s", row->name);
            return;
        }
}

/* ---- all of them ---- */

static void put_by_schema(struct mutate_random *random, const struct cairn_schema_element *element,
                          const char *name, const char *old, xmlNodePtr root,
                          struct cairn_buffer *out)
{
    const struct cairn_schema_attribute *attribute = cairn_schema_attribute(element, name);

    if (attribute && attribute->type && attribute->type->n_words > 0)
        cairn_buffer_puts(
            out, attribute->type->words[mutate_pick(random, (size_t)attribute->type->n_words)]);
    else if (strcmp(name, "select") == 0)
        put_path(random, root, out);
    else if (strcmp(name, "id") == 0 || mutate_pick(random, 3) == 0)
        put_name(random, root, "id", out);
    else if (mutate_pick(random, 3) == 0)
        put_quantity(random, old, (enum cairn_dimension)mutate_pick(random, CAIRN_N_DIMENSIONS),
                     out);
    else
        cairn_buffer_puts(out, texts[mutate_pick(random, N_TEXTS)]);
}

static size_t count_words(const struct cairn_word *words)
{
    size_t n = 0;

    while (words[n].text)
        n++;
    return n;
}

void mutate_value(struct mutate_random *random, const struct cairn_schema_element *element,
                  const char *name, const char *old, xmlNodePtr root, struct cairn_buffer *out)
{
    const struct cairn_attribute_type *type = cairn_attribute_type(element->name, name);
    enum cairn_value_kind kind = type ? type->kind : CAIRN_VALUE_TEXT;

    if (mutate_pick(random, 30) == 0)
        kind = CAIRN_VALUE_TEXT;
    switch (kind) {
    case CAIRN_VALUE_QUANTITY:
    case CAIRN_VALUE_QUANTITY_OR_ANY:
        if (kind == CAIRN_VALUE_QUANTITY_OR_ANY && mutate_pick(random, 4) == 0)
            cairn_buffer_puts(out, "any");
        else
            put_quantity(random, old, type->dimension, out);
        break;
    case CAIRN_VALUE_WHOLE:
    case CAIRN_VALUE_SEED:
        put_number(random, old, out);
        break;
    case CAIRN_VALUE_QUANTITIES:
    case CAIRN_VALUE_WHOLES:
    case CAIRN_VALUE_NUMBERS:
        put_list(random, type, out);
        break;
    case CAIRN_VALUE_WORD:
        cairn_buffer_puts(out, type->words[mutate_pick(random, count_words(type->words))].text);
        break;
    case CAIRN_VALUE_REFERENCE:
    case CAIRN_VALUE_VARIANT_OF_MODEL:
    case CAIRN_VALUE_VARIANT_OF_WORKLOAD:
    case CAIRN_VALUE_VARIANT_OF_SEND:
        put_name(random, root, "id", out);
        break;
    case CAIRN_VALUE_TEXT:
    case CAIRN_VALUE_CONSUMED:
        put_by_schema(random, element, name, old, root, out);
        break;
    }
}
