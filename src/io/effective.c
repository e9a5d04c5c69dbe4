#include "io/effective.h"

#include <string.h>

#include "base/buffer.h"
#include "base/escape.h"

/* A comment cannot hold two hyphens in a row; nor may the name of a file end it. */
static void write_place(struct cairn_buffer *out, struct cairn_origin origin)
{
    for (const char *c = origin.file; *c; c++) {
        bool pair = *c == '-' && (c[1] == '-' || c[1] == '\0');

        cairn_buffer_puts(out, pair ? "-\\" : "");
        if (!pair)
            cairn_buffer_putc(out, *c);
    }
    cairn_buffer_appendf(out, ":%d", origin.line);
}

static bool same_place(struct cairn_origin a, struct cairn_origin b)
{
    return a.line == b.line && strcmp(a.file, b.file) == 0;
}

/* Is this the first explicit attribute from its place, which is not that of the element? */
static bool leads(const struct cairn_node *node, int at)
{
    const struct cairn_attribute *attribute = &node->attributes[at];

    if (attribute->implied || same_place(attribute->origin, node->origin))
        return false;
    for (int i = 0; i < at; i++)
        if (!node->attributes[i].implied &&
            same_place(node->attributes[i].origin, attribute->origin))
            return false;
    return true;
}

static void write_origin(struct cairn_buffer *out, const struct cairn_node *node)
{
    const char *separator = "; default: ";

    cairn_buffer_puts(out, "<!-- ");
    write_place(out, node->origin);
    for (int i = 0; i < node->n_attributes; i++) {
        const char *between = ": ";

        if (!leads(node, i))
            continue;
        cairn_buffer_puts(out, "; ");
        write_place(out, node->attributes[i].origin);
        for (int j = i; j < node->n_attributes; j++)
            if (!node->attributes[j].implied &&
                same_place(node->attributes[j].origin, node->attributes[i].origin)) {
                cairn_buffer_appendf(out, "%s%s", between, node->attributes[j].name);
                between = ", ";
            }
    }
    for (int i = 0; i < node->n_attributes; i++)
        if (node->attributes[i].implied) {
            cairn_buffer_appendf(out, "%s%s", separator, node->attributes[i].name);
            separator = ", ";
        }
    cairn_buffer_puts(out, " -->\n");
}

static void indent(struct cairn_buffer *out, int depth)
{
    for (int i = 0; i < depth; i++)
        cairn_buffer_puts(out, "  ");
}

static void write_node(struct cairn_buffer *out, const struct cairn_node *node, int depth)
{
    indent(out, depth);
    write_origin(out, node);
    indent(out, depth);
    cairn_buffer_appendf(out, "<%s", node->name);
    for (int i = 0; i < node->n_attributes; i++) {
        cairn_buffer_appendf(out, " %s=\"", node->attributes[i].name);
        cairn_escape_xml(out, node->attributes[i].value, strlen(node->attributes[i].value));
        cairn_buffer_putc(out, '"');
    }
    if (!node->text && node->n_children == 0) {
        cairn_buffer_puts(out, "/>\n");
        return;
    }
    cairn_buffer_putc(out, '>');
    if (node->text)
        cairn_escape_xml(out, node->text, strlen(node->text));
    if (node->n_children > 0) {
        cairn_buffer_putc(out, '\n');
        for (int i = 0; i < node->n_children; i++)
            write_node(out, node->children[i], depth + 1);
        indent(out, depth);
    }
    cairn_buffer_appendf(out, "</%s>\n", node->name);
}

const char *cairn_effective_write(struct cairn_arena *arena, const struct cairn_node *root)
{
    struct cairn_buffer out;
    const char *text;

    cairn_buffer_init(&out);
    cairn_buffer_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_node(&out, root, 0);
    text = cairn_arena_strndup(arena, out.data, out.size);
    cairn_buffer_release(&out);
    return text;
}
