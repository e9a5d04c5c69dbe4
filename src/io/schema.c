#include "io/schema.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "io/xml.h"

static bool is(const struct cairn_node *node, const char *name)
{
    return strcmp(node->name, name) == 0;
}

static const char *doc_of(const struct cairn_node *node)
{
    const struct cairn_node *annotation = cairn_node_child(node, "xs:annotation");
    const struct cairn_node *doc =
        annotation ? cairn_node_child(annotation, "xs:documentation") : NULL;

    return doc ? doc->text : NULL;
}

static int count(const struct cairn_node *node, const char *name)
{
    int n = 0;

    for (int i = 0; node && i < node->n_children; i++)
        n += is(node->children[i], name);
    return n;
}

static const struct cairn_schema_type *find_type(const struct cairn_schema *schema,
                                                 const char *name)
{
    for (int i = 0; i < schema->n_types; i++)
        if (strcmp(schema->types[i].name, name) == 0)
            return &schema->types[i];
    return NULL;
}

static void read_words(struct cairn_arena *arena, const struct cairn_node *restriction,
                       struct cairn_schema_type *type)
{
    int n = count(restriction, "xs:enumeration");
    const char **words = cairn_arena_array(arena, (size_t)n, sizeof *words);

    if (n == 0)
        return;
    for (int i = 0; i < restriction->n_children; i++)
        if (is(restriction->children[i], "xs:enumeration"))
            words[type->n_words++] = cairn_node_value(restriction->children[i], "value");
    type->words = words;
}

/* A list is a restriction of an anonymous type that lists the words of another. */
static void read_list(const struct cairn_schema *schema, const struct cairn_node *restriction,
                      struct cairn_schema_type *type)
{
    const struct cairn_node *inner = cairn_node_child(restriction, "xs:simpleType");
    const struct cairn_node *list = inner ? cairn_node_child(inner, "xs:list") : NULL;
    const struct cairn_schema_type *item;

    if (!list)
        return;
    item = find_type(schema, cairn_node_value(list, "itemType"));
    assert(item);
    type->list = true;
    type->words = item->words;
    type->n_words = item->n_words;
}

static void read_type(struct cairn_arena *arena, const struct cairn_schema *schema,
                      const struct cairn_node *node, struct cairn_schema_type *type)
{
    const struct cairn_node *restriction = cairn_node_child(node, "xs:restriction");
    const struct cairn_node *pattern, *longest;
    const char *base;

    assert(restriction);
    base = cairn_node_value(restriction, "base");
    pattern = cairn_node_child(restriction, "xs:pattern");
    longest = cairn_node_child(restriction, "xs:maxLength");
    type->name = cairn_node_value(node, "name");
    type->doc = doc_of(node);
    type->longest = longest ? strtoul(cairn_node_value(longest, "value"), NULL, 10) : 0;
    type->whole = base && strcmp(base, "xs:nonNegativeInteger") == 0;
    type->pattern = pattern ? cairn_node_value(pattern, "value") : NULL;
    read_words(arena, restriction, type);
    read_list(schema, restriction, type);
}

/* Types in order of mention; a list stands behind the type of its items. */
static void read_types(struct cairn_arena *arena, const struct cairn_node *xsd,
                       struct cairn_schema *schema)
{
    static const struct cairn_schema_type positive = {
        .name = "xs:positiveInteger", .doc = "a whole number above zero", .whole = true};
    int n = count(xsd, "xs:simpleType") + 1;
    struct cairn_schema_type *types = cairn_arena_array(arena, (size_t)n, sizeof *types);

    schema->types = types;
    types[schema->n_types++] = positive;
    for (int i = 0; i < xsd->n_children; i++)
        if (is(xsd->children[i], "xs:simpleType")) {
            read_type(arena, schema, xsd->children[i], &types[schema->n_types]);
            schema->n_types++;
        }
}

static void read_attributes(struct cairn_arena *arena, const struct cairn_schema *schema,
                            const struct cairn_node *body, struct cairn_schema_element *element)
{
    int n = count(body, "xs:attribute");
    struct cairn_schema_attribute *list = cairn_arena_array(arena, (size_t)n, sizeof *list);

    element->attributes = list;
    for (int i = 0; i < body->n_children; i++) {
        const struct cairn_node *node = body->children[i];
        struct cairn_schema_attribute *attribute = &list[element->n_attributes];
        const char *use = cairn_node_value(node, "use");

        if (!is(node, "xs:attribute"))
            continue;
        element->n_attributes++;
        attribute->name = cairn_node_value(node, "name");
        attribute->doc = doc_of(node);
        attribute->type = find_type(schema, cairn_node_value(node, "type"));
        attribute->required = use && strcmp(use, "required") == 0;
        attribute->implied = cairn_node_value(node, "default");
        assert(attribute->type);
    }
}

/* The complex type that a declaration refers to or contains; NULL where its type is simple. */
static const struct cairn_node *body_of(const struct cairn_node *xsd,
                                        const struct cairn_node *declared)
{
    const char *type = cairn_node_value(declared, "type");

    if (!type)
        return cairn_node_child(declared, "xs:complexType");
    for (int i = 0; i < xsd->n_children; i++)
        if (is(xsd->children[i], "xs:complexType") &&
            strcmp(cairn_node_value(xsd->children[i], "name"), type) == 0)
            return xsd->children[i];
    return NULL;
}

struct reader {
    struct cairn_arena *arena;
    const struct cairn_node *xsd;
    struct cairn_schema *schema;
    struct cairn_schema_element *elements; /* those of the schema */
    const struct cairn_node **bodies;      /* of each */
};

static void read_element(struct reader *reader, const struct cairn_node *declared)
{
    const struct cairn_node *body = body_of(reader->xsd, declared);
    struct cairn_schema_element *element = &reader->elements[reader->schema->n_elements];
    const struct cairn_node *content;

    reader->bodies[reader->schema->n_elements++] = body;
    element->name = cairn_node_value(declared, "name");
    element->doc = doc_of(declared);
    if (!body) {
        element->text = find_type(reader->schema, cairn_node_value(declared, "type"));
        assert(element->text);
        return;
    }
    if (!element->doc)
        element->doc = doc_of(body);
    content = cairn_node_child(body, "xs:simpleContent");
    if (content) {
        body = cairn_node_child(content, "xs:extension");
        element->text = find_type(reader->schema, cairn_node_value(body, "base"));
        assert(element->text);
    }
    read_attributes(reader->arena, reader->schema, body, element);
}

static const struct cairn_node *choice_of(const struct cairn_node *body)
{
    return body ? cairn_node_child(body, "xs:choice") : NULL;
}

/* Reads an element unless it is known, then those that stand in it. */
static void declare(struct reader *reader, const struct cairn_node *declared)
{
    const struct cairn_node *choice = choice_of(body_of(reader->xsd, declared));

    if (cairn_schema_element(reader->schema, cairn_node_value(declared, "name")))
        return;
    read_element(reader, declared);
    for (int i = 0; choice && i < choice->n_children; i++)
        declare(reader, choice->children[i]);
}

static void link_children(struct reader *reader, int at)
{
    const struct cairn_node *choice = choice_of(reader->bodies[at]);
    struct cairn_schema_element *element = &reader->elements[at];

    if (!choice)
        return;
    element->children =
        cairn_arena_array(reader->arena, (size_t)choice->n_children, sizeof *element->children);
    for (int i = 0; i < choice->n_children; i++)
        element->children[element->n_children++] =
            cairn_schema_element(reader->schema, cairn_node_value(choice->children[i], "name"));
}

static int elements_below(const struct cairn_node *node)
{
    int n = is(node, "xs:element");

    for (int i = 0; i < node->n_children; i++)
        n += elements_below(node->children[i]);
    return n;
}

const struct cairn_schema *cairn_schema_new(struct cairn_arena *arena)
{
    struct cairn_input input = {
        .path = "scenario.xsd", .bytes = cairn_scenario_xsd, .size = cairn_scenario_xsd_size};
    struct cairn_schema *schema = cairn_arena_alloc(arena, sizeof *schema);
    struct reader reader = {.arena = arena, .schema = schema};
    struct cairn_xml_document *document;
    struct cairn_diag diag;
    size_t n;

    cairn_diag_init(&diag);
    document = cairn_xml_parse_xsd(arena, &input, &diag);
    assert(document);
    cairn_diag_release(&diag);
    reader.xsd = cairn_xml_root(document);
    cairn_xml_free(document);
    n = (size_t)elements_below(reader.xsd);
    schema->elements = reader.elements = cairn_arena_array(arena, n, sizeof *reader.elements);
    reader.bodies = cairn_arena_array(arena, n, sizeof *reader.bodies);
    read_types(arena, reader.xsd, schema);
    for (int i = 0; i < reader.xsd->n_children; i++)
        if (is(reader.xsd->children[i], "xs:element"))
            declare(&reader, reader.xsd->children[i]);
    for (int i = 0; i < schema->n_elements; i++)
        link_children(&reader, i);
    return schema;
}

const struct cairn_schema_element *cairn_schema_element(const struct cairn_schema *schema,
                                                        const char *name)
{
    for (int i = 0; i < schema->n_elements; i++)
        if (strcmp(schema->elements[i].name, name) == 0)
            return &schema->elements[i];
    return NULL;
}

const struct cairn_schema_attribute *cairn_schema_attribute(
    const struct cairn_schema_element *element, const char *name)
{
    for (int i = 0; i < element->n_attributes; i++)
        if (strcmp(element->attributes[i].name, name) == 0)
            return &element->attributes[i];
    return NULL;
}
