#ifndef CAIRN_IO_SCHEMA_H
#define CAIRN_IO_SCHEMA_H

/*
 * The format as data: what the XSD says about elements, attributes and types, read from the XSD
 * itself, so that nothing is said twice.
 *
 * It serves three uses: the first pass over a file, whose messages can name what is near a
 * misspelt word; values that do not come from XML (columns of CSV files); and the tests and
 * documents that walk the format.
 *
 * Only what the XSD of cairn uses is understood: named types, a choice of child elements that may
 * repeat, attributes, enumerations, one level of list. Whether a file conforms is decided by the
 * XML library (cairn_xml_validate); this finds the same mistakes and says them better.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "io/node.h"

struct cairn_schema_type {
    const char *name, *doc;
    const char *pattern;      /* regular expression of the whole value, or NULL */
    const char *const *words; /* allowed values, or NULL */
    int n_words;
    size_t longest; /* characters of a value, or 0: any number */
    bool whole;     /* a whole number, zero or more */
    bool list;      /* values are separated by spaces */
};

struct cairn_schema_attribute {
    const char *name, *doc;
    const struct cairn_schema_type *type;
    bool required;
    const char *implied; /* default, or NULL */
};

struct cairn_schema_element {
    const char *name, *doc;
    const struct cairn_schema_attribute *attributes;
    int n_attributes;
    const struct cairn_schema_element **children;
    int n_children;
    const struct cairn_schema_type *text; /* of its content, or NULL: it has elements or nothing */
};

struct cairn_schema {
    const struct cairn_schema_type *types;
    int n_types;
    const struct cairn_schema_element *elements; /* an element has one type wherever it stands */
    int n_elements;
};

/* The format, from the XSD in the library; lives in the arena. */
const struct cairn_schema *cairn_schema_new(struct cairn_arena *arena);

/* The XSD in the library. */
extern const char cairn_scenario_xsd[];
extern const size_t cairn_scenario_xsd_size;

/* NULL if there is none. */
const struct cairn_schema_element *cairn_schema_element(const struct cairn_schema *schema,
                                                        const char *name);
const struct cairn_schema_attribute *cairn_schema_attribute(
    const struct cairn_schema_element *element, const char *name);

/* First pass: reports everything in a tree that the format does not allow. */
void cairn_schema_check(const struct cairn_schema *schema, struct cairn_arena *arena,
                        const struct cairn_node *root, struct cairn_diag *diag);

/* The same for one attribute of a node. */
void cairn_schema_check_value(struct cairn_arena *arena, const struct cairn_node *node,
                              const struct cairn_schema_attribute *declared,
                              const struct cairn_attribute *attribute, struct cairn_diag *diag);

#endif
