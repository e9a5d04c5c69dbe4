#include <assert.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#include "base/alloc.h"
#include "io/xml_document.h"

struct cairn_xml_validator {
    xmlSchemaPtr schema;
};

/* Errors in our own XSD: there are none in what we ship. */
static void on_schema_error(void *context, xmlErrorPtr error)
{
    (void)context, (void)error;
}

struct cairn_xml_validator *cairn_xml_validator_new(const char *xsd, size_t size)
{
    struct cairn_xml_validator *validator = cairn_alloc(sizeof *validator);
    xmlSchemaParserCtxtPtr parser;

    xmlInitParser();
    parser = xmlSchemaNewMemParserCtxt(xsd, (int)size);
    xmlSchemaSetParserStructuredErrors(parser, on_schema_error, NULL);
    validator->schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    assert(validator->schema);
    return validator;
}

void cairn_xml_validator_free(struct cairn_xml_validator *validator)
{
    if (!validator)
        return;
    xmlSchemaFree(validator->schema);
    cairn_free(validator);
}

struct complaints {
    struct cairn_diag *diag;
    struct cairn_node *root;
    struct cairn_arena *arena;
};

/* "Element 'site': The attribute 'id' is required but missing." loses its article and quotes. */
static void on_error(void *context, xmlErrorPtr error)
{
    const struct complaints *complaints = context;
    xmlNodePtr element = error->node;
    const struct cairn_node *node;
    char *text = cairn_node_normalised(complaints->arena, error->message ? error->message : "");
    size_t n = strlen(text);

    while (element && element->type != XML_ELEMENT_NODE)
        element = element->parent;
    node = element && element->_private ? element->_private : complaints->root;
    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    if (n > 0 && text[n - 1] == '.')
        text[n - 1] = '\0';
    if (*text == 'E')
        *text = 'e';
    cairn_diag_error(complaints->diag, node->origin.file, node->origin.line,
                     "against the format: %s", text);
}

/* Defaults stand in the document now; those that the node does not have are implied. */
static void add_defaults(struct cairn_arena *arena, xmlNodePtr element)
{
    struct cairn_node *node = element->_private;

    for (xmlAttrPtr a = element->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        const char *value = a->children ? (const char *)a->children->content : "";

        if (cairn_node_attribute(node, name))
            continue;
        cairn_node_set(arena, node,
                       (struct cairn_attribute){
                           .name = cairn_arena_strdup(arena, name),
                           .value = cairn_node_normalised(arena, value),
                           .origin = node->origin,
                           .implied = true,
                       });
    }
    for (xmlNodePtr child = element->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            add_defaults(arena, child);
}

bool cairn_xml_validate(struct cairn_xml_validator *validator, struct cairn_arena *arena,
                        struct cairn_xml_document *document, struct cairn_diag *diag)
{
    struct complaints complaints = {.diag = diag, .root = document->root, .arena = arena};
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(validator->schema);
    size_t errors = cairn_diag_count(diag, CAIRN_ERROR);
    int status;

    xmlSchemaSetValidStructuredErrors(context, on_error, &complaints);
    xmlSchemaSetValidOptions(context, XML_SCHEMA_VAL_VC_I_CREATE);
    status = xmlSchemaValidateDoc(context, document->doc);
    xmlSchemaFreeValidCtxt(context);
    if (status != 0 && cairn_diag_count(diag, CAIRN_ERROR) == errors)
        cairn_diag_error(diag, document->root->origin.file, document->root->origin.line,
                         "against the format: the XML library gave up (%d)", status);
    if (status != 0)
        return false;
    add_defaults(arena, xmlDocGetRootElement(document->doc));
    return true;
}
