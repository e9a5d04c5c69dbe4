/* Scenarios, changed as trees. */

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "fuzz/mutate.h"

enum { MOST_NODES = 4000, MOST_CHANGES = 6 };

struct tree {
    struct mutate_random random;
    const struct cairn_schema *schema;
    xmlDocPtr doc;
    xmlNodePtr root, nodes[MOST_NODES];
    size_t n;
};

static void collect(struct tree *tree, xmlNodePtr node)
{
    for (; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && tree->n < MOST_NODES) {
            tree->nodes[tree->n++] = node;
            collect(tree, node->children);
        }
}

static const struct cairn_schema_element *type_of(const struct tree *tree, xmlNodePtr node)
{
    return cairn_schema_element(tree->schema, (const char *)node->name);
}

static xmlNodePtr any_node(struct tree *tree)
{
    return tree->nodes[mutate_pick(&tree->random, tree->n)];
}

static void set(struct tree *tree, xmlNodePtr node, const char *name)
{
    const struct cairn_schema_element *type = type_of(tree, node);
    xmlChar *old = xmlGetProp(node, (const xmlChar *)name);
    struct cairn_buffer value;

    cairn_buffer_init(&value);
    if (type)
        mutate_value(&tree->random, type, name, (const char *)old, tree->root, &value);
    xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)value.data);
    cairn_buffer_release(&value);
    xmlFree(old);
}

/* ---- changes ---- */

/* An attribute that is there. */
static xmlAttrPtr any_attribute(struct tree *tree, xmlNodePtr node)
{
    xmlAttrPtr attribute = node->properties;
    size_t n = 0;

    for (xmlAttrPtr at = attribute; at; at = at->next)
        n++;
    if (n == 0)
        return NULL;
    for (n = mutate_pick(&tree->random, n); n > 0; n--)
        attribute = attribute->next;
    return attribute;
}

static void change_value(struct tree *tree)
{
    xmlNodePtr node = any_node(tree);
    xmlAttrPtr attribute = any_attribute(tree, node);

    if (attribute)
        set(tree, node, (const char *)attribute->name);
}

static void change_text(struct tree *tree)
{
    xmlNodePtr node = any_node(tree);
    const struct cairn_schema_element *type = type_of(tree, node);
    struct cairn_buffer value;

    if (!type || !type->text)
        return;
    cairn_buffer_init(&value);
    mutate_value(&tree->random, type, "", NULL, tree->root, &value);
    xmlNodeSetContent(node, NULL);
    xmlNodeAddContent(node, (const xmlChar *)value.data);
    cairn_buffer_release(&value);
}

static void add_attribute(struct tree *tree)
{
    xmlNodePtr node = any_node(tree);
    const struct cairn_schema_element *type = type_of(tree, node);

    if (type && type->n_attributes > 0)
        set(tree, node,
            type->attributes[mutate_pick(&tree->random, (size_t)type->n_attributes)].name);
}

static void remove_attribute(struct tree *tree)
{
    xmlAttrPtr attribute = any_attribute(tree, any_node(tree));

    if (attribute)
        xmlRemoveProp(attribute);
}

/* One that the format has there, with what it needs. */
static void add_child(struct tree *tree)
{
    xmlNodePtr node = any_node(tree), child;
    const struct cairn_schema_element *type = type_of(tree, node);

    if (!type || type->n_children == 0)
        return;
    type = type->children[mutate_pick(&tree->random, (size_t)type->n_children)];
    child = xmlNewChild(node, NULL, (const xmlChar *)type->name, NULL);
    for (int i = 0; i < type->n_attributes; i++)
        if (type->attributes[i].required || mutate_pick(&tree->random, 5) == 0)
            set(tree, child, type->attributes[i].name);
}

/* The same once more, beside it, under its own name or a new one. */
static void repeat(struct tree *tree)
{
    xmlNodePtr node = any_node(tree), copy;

    if (node == tree->root)
        return;
    copy = xmlCopyNode(node, 1);
    if (mutate_pick(&tree->random, 4) > 0 && xmlHasProp(copy, (const xmlChar *)"id")) {
        char id[] = "n00";

        id[1] = (char)('0' + mutate_pick(&tree->random, 10));
        id[2] = (char)('0' + mutate_pick(&tree->random, 10));
        xmlSetProp(copy, (const xmlChar *)"id", (const xmlChar *)id);
    }
    xmlAddNextSibling(node, copy);
}

static void drop(struct tree *tree)
{
    xmlNodePtr node = any_node(tree);

    if (node != tree->root) {
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
}

/* Elsewhere: beside another of its kind, or into anything. */
static void move(struct tree *tree)
{
    xmlNodePtr node = any_node(tree), to = any_node(tree);

    for (int i = 0; i < 20 && strcmp((const char *)node->name, (const char *)to->name) != 0; i++)
        to = any_node(tree);
    for (xmlNodePtr at = to; at; at = at->parent)
        if (at == node)
            return;
    if (node == tree->root || to == tree->root)
        return;
    xmlUnlinkNode(node);
    if (strcmp((const char *)node->name, (const char *)to->name) == 0)
        xmlAddNextSibling(to, node);
    else
        xmlAddChild(to, node);
}

/* A value of its own kind, from another element. */
static void borrow(struct tree *tree)
{
    xmlNodePtr node = any_node(tree);
    xmlAttrPtr attribute = any_attribute(tree, node);

    for (int i = 0; attribute && i < 50; i++) {
        xmlNodePtr other = any_node(tree);
        xmlChar *value = other == node ? NULL : xmlGetProp(other, attribute->name);

        if (value) {
            xmlSetProp(node, attribute->name, value);
            xmlFree(value);
            return;
        }
    }
}

static void change(struct tree *tree)
{
    static void (*const changes[])(struct tree *) = {
        change_value,     change_value,  change_value,  change_value, change_value,
        change_text,      add_child,     add_child,     repeat,       drop,
        remove_attribute, add_attribute, add_attribute, move,         borrow,
    };

    tree->n = 0;
    collect(tree, tree->root);
    changes[mutate_pick(&tree->random, sizeof changes / sizeof *changes)](tree);
}

size_t mutate_scenario(uint8_t *data, size_t size, size_t most, uint64_t seed)
{
    static struct tree tree;
    xmlChar *text = NULL;
    struct cairn_arena arena;
    int length = 0;
    size_t n;

    cairn_arena_init(&arena);
    tree = (struct tree){.random = {seed}, .schema = cairn_schema_new(&arena)};
    tree.doc = xmlReadMemory((const char *)data, (int)size, NULL, NULL,
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    tree.root = tree.doc ? xmlDocGetRootElement(tree.doc) : NULL;
    n = tree.root ? 1 + mutate_pick(&tree.random, MOST_CHANGES) : 0;
    for (size_t i = 0; i < n; i++)
        change(&tree);
    if (tree.root)
        xmlDocDumpMemory(tree.doc, &text, &length);
    n = length > 0 && (size_t)length <= most ? (size_t)length : 0;
    if (n > 0)
        memcpy(data, text, n);
    xmlFree(text);
    xmlFreeDoc(tree.doc);
    cairn_arena_release(&arena);
    return n;
}
