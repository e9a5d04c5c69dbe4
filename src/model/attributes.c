/*
 * Look-ups in the attribute table (attributes.h), whose rows stand in its chapters.
 */

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "model/attribute_rows.h"

const struct cairn_attribute_type *const cairn_attribute_chapters[] = {
    cairn_attributes_catalogue, cairn_attributes_load, cairn_attributes_places,
    cairn_attributes_question, NULL};

const struct cairn_attribute_type *cairn_attribute_types_of(const char *element)
{
    for (const struct cairn_attribute_type *const *chapter = cairn_attribute_chapters; *chapter;
         chapter++)
        for (const struct cairn_attribute_type *type = *chapter; type->element; type++)
            if (strcmp(type->element, element) == 0)
                return type;
    return NULL;
}

const struct cairn_attribute_type *cairn_attribute_type(const char *element, const char *name)
{
    const struct cairn_attribute_type *type = cairn_attribute_types_of(element);

    for (; type && type->element && strcmp(type->element, element) == 0; type++)
        if (strcmp(type->name, name) == 0)
            return type;
    return NULL;
}

/* ---- ranges ---- */

bool cairn_attribute_admits(const struct cairn_attribute_type *type, double value)
{
    const struct cairn_range *range = &type->range;

    return (range->above ? value > range->low : value >= range->low) && value <= range->high;
}

static const char *shown(const struct cairn_attribute_type *type, double value,
                         char text[CAIRN_UNITS_SIZE])
{
    if (type->kind == CAIRN_VALUE_WHOLE || type->kind == CAIRN_VALUE_WHOLES)
        snprintf(text, CAIRN_UNITS_SIZE, "%.0f", value);
    else if (type->dimension == CAIRN_FRACTION)
        cairn_number_format(value, 6, text);
    else
        cairn_units_format(value, type->dimension, text);
    return text;
}

char *cairn_attribute_range_text(const struct cairn_attribute_type *type)
{
    const struct cairn_range *range = &type->range;
    char low[CAIRN_UNITS_SIZE], high[CAIRN_UNITS_SIZE];

    return cairn_format("%s %s%s%s%s%s", range->above ? "above" : "from",
                        shown(type, range->low, low), range->above ? " and at most " : " to ",
                        shown(type, range->high, high), range->why ? ": " : "",
                        range->why ? range->why : "");
}
