#include "io/xml_path.h"

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <string.h>

#include "base/alloc.h"

enum { MOST_STEPS = 20000000, MOST_LENGTH = 4096 };

/* The tree again, in the form that the XML library looks at. */
static xmlNodePtr copy_tree(xmlDocPtr doc, struct cairn_node *node)
{
    xmlNodePtr copy = xmlNewDocNode(doc, NULL, (const xmlChar *)node->name, NULL);

    copy->_private = node;
    for (int i = 0; i < node->n_attributes; i++)
        xmlNewProp(copy, (const xmlChar *)node->attributes[i].name,
                   (const xmlChar *)node->attributes[i].value);
    for (int i = 0; i < node->n_children; i++)
        xmlAddChild(copy, copy_tree(doc, node->children[i]));
    return copy;
}

static void be_silent(void *context, xmlErrorPtr error)
{
    (void)context;
    (void)error;
}

/* What an expression selects must be elements. */
static int take_elements(struct cairn_arena *arena, const xmlNodeSet *nodes,
                         struct cairn_selected **selected, struct cairn_buffer *why)
{
    int n = nodes ? nodes->nodeNr : 0;
    struct cairn_selected *all = cairn_arena_array(arena, (size_t)n, sizeof *all);

    for (int i = 0; i < n; i++) {
        if (nodes->nodeTab[i]->type != XML_ELEMENT_NODE) {
            cairn_buffer_puts(why, "selects something else than elements");
            return -1;
        }
        all[i] = (struct cairn_selected){nodes->nodeTab[i]->_private, NULL, nodes->nodeTab[i]};
    }
    *selected = all;
    return n;
}

/* What an expression selects must be attributes. */
static int take(struct cairn_arena *arena, const xmlNodeSet *nodes,
                struct cairn_selected **selected, struct cairn_buffer *why)
{
    int n = nodes ? nodes->nodeNr : 0;
    struct cairn_selected *all = cairn_arena_array(arena, (size_t)n, sizeof *all);

    for (int i = 0; i < n; i++) {
        const xmlNode *found = nodes->nodeTab[i];
        struct cairn_node *node;

        if (found->type != XML_ATTRIBUTE_NODE) {
            cairn_buffer_appendf(why, "selects %s, not attributes; end it with /@name",
                                 found->type == XML_ELEMENT_NODE ? "elements" : "text");
            return -1;
        }
        node = found->parent->_private;
        for (int a = 0; a < node->n_attributes; a++)
            if (strcmp(node->attributes[a].name, (const char *)found->name) == 0)
                all[i] = (struct cairn_selected){node, node->attributes[a].name, found->parent};
    }
    *selected = all;
    return n;
}

struct cairn_xml_paths {
    xmlDocPtr doc;
};

struct cairn_xml_paths *cairn_xml_paths_new(struct cairn_node *root)
{
    struct cairn_xml_paths *paths = cairn_calloc(1, sizeof *paths);

    paths->doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlDocSetRootElement(paths->doc, copy_tree(paths->doc, root));
    return paths;
}

void cairn_xml_paths_free(struct cairn_xml_paths *paths)
{
    if (paths)
        xmlFreeDoc(paths->doc);
    cairn_free(paths);
}

void cairn_xml_paths_set(const struct cairn_selected *selected, const char *value)
{
    xmlSetProp(selected->copy, (const xmlChar *)selected->attribute, (const xmlChar *)value);
}

int cairn_xml_paths_select(struct cairn_xml_paths *paths, struct cairn_arena *arena,
                           const char *expression, enum cairn_selection what,
                           struct cairn_selected **selected, struct cairn_buffer *why)
{
    xmlXPathContextPtr context = xmlXPathNewContext(paths->doc);
    xmlXPathObjectPtr object = NULL;
    int n = -1;

    context->error = be_silent;
    context->opLimit = MOST_STEPS;
    if (strlen(expression) <= MOST_LENGTH)
        object = xmlXPathEvalExpression((const xmlChar *)expression, context);
    if (!object)
        cairn_buffer_puts(why, context->lastError.code ==
                                       XML_XPATH_EXPRESSION_OK + XPATH_OP_LIMIT_EXCEEDED
                                   ? "takes too long to evaluate"
                                   : "is no XPath 1.0 expression");
    else if (object->type != XPATH_NODESET)
        cairn_buffer_puts(why, "is a value, not a selection of attributes");
    else if (what == CAIRN_SELECT_ELEMENTS)
        n = take_elements(arena, object->nodesetval, selected, why);
    else
        n = take(arena, object->nodesetval, selected, why);
    xmlXPathFreeObject(object);
    xmlXPathFreeContext(context);
    return n;
}

int cairn_xml_select(struct cairn_arena *arena, struct cairn_node *root, const char *expression,
                     enum cairn_selection what, struct cairn_selected **selected,
                     struct cairn_buffer *why)
{
    struct cairn_xml_paths *paths = cairn_xml_paths_new(root);
    int n = cairn_xml_paths_select(paths, arena, expression, what, selected, why);

    cairn_xml_paths_free(paths);
    return n;
}
