#include "io/use.h"

#include <string.h>

static const char format_version[] = "1";

/* Is this the kind of file that it should be, in the format that this program reads? */
static bool right_kind(struct cairn_reader *reader, const struct cairn_node *node,
                       const char *element)
{
    const char *format = cairn_node_value(node, "format");
    const char *file = node->origin.file;
    int line = node->origin.line;

    if (strcmp(node->name, element) != 0) {
        if (strcmp(node->name, "catalogue") == 0)
            cairn_diag_error(reader->diag, file, line,
                             "this is a catalogue, not a scenario; a scenario pulls it in with "
                             "<use href=\"...\"/>");
        else if (strcmp(node->name, "scenario") == 0)
            cairn_diag_error(reader->diag, file, line,
                             "this is a scenario, not a catalogue; only catalogues can be used");
        else
            cairn_diag_error(reader->diag, file, line, "<%.60s> where <%s> is due", node->name,
                             element);
        return false;
    }
    if (format && strcmp(format, format_version) != 0) {
        cairn_diag_error(reader->diag, file, line, "format \"%.20s\": this cairn reads format %s",
                         format, format_version);
        return false;
    }
    return true;
}

/* Parses a file and holds it against the format. NULL after errors. */
static struct cairn_node *read_file(struct cairn_reader *reader, const struct cairn_input *input,
                                    const char *element)
{
    size_t errors = cairn_diag_count(reader->diag, CAIRN_ERROR);
    struct cairn_xml_document *document = cairn_xml_parse(reader->arena, input, reader->diag);
    struct cairn_node *node;

    if (!document)
        return NULL;
    node = cairn_xml_root(document);
    if (right_kind(reader, node, element))
        cairn_schema_check(reader->schema, reader->arena, node, reader->diag);
    if (cairn_diag_count(reader->diag, CAIRN_ERROR) == errors)
        cairn_xml_validate(reader->validator, reader->arena, document, reader->diag);
    cairn_xml_free(document);
    return cairn_diag_count(reader->diag, CAIRN_ERROR) == errors ? node : NULL;
}

static void follow(struct cairn_reader *reader, const struct cairn_node *use,
                   struct cairn_node *root)
{
    const struct cairn_attribute *href = cairn_node_attribute(use, "href");
    struct cairn_input *input =
        cairn_inputs_open(reader->inputs, use->input, href->origin, href->value, CAIRN_INPUT_XML);

    if (!input)
        return;
    if (input->open)
        cairn_diag_error(reader->diag, href->origin.file, href->origin.line,
                         "\"%.200s\" uses itself, directly or by way of others", input->path);
    else if (!input->used)
        cairn_use_file(reader, input, "catalogue", root);
}

struct cairn_node *cairn_use_file(struct cairn_reader *reader, struct cairn_input *input,
                                  const char *element, struct cairn_node *root)
{
    struct cairn_node *node;

    input->used = true;
    node = read_file(reader, input, element);
    if (!node)
        return NULL;
    input->open = true;
    for (int i = 0; i < node->n_children; i++) {
        if (strcmp(node->children[i]->name, "use") == 0)
            follow(reader, node->children[i], root);
        else
            cairn_node_append(reader->arena, root, node->children[i]);
    }
    input->open = false;
    return node;
}
