/*
 * Look-ups in the attribute table (attributes.h), whose rows stand in its chapters.
 */

#include <string.h>

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
