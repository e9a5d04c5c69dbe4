#ifndef CAIRN_IO_XML_PATH_H
#define CAIRN_IO_XML_PATH_H

/*
 * Which attributes, or elements, of a tree an XPath expression selects. The tree is that of the
 * effective scenario (load.h), the outermost element being <scenario>; the language is XPath 1.0,
 * of which an expression may take a bounded number of steps.
 */

#include "base/buffer.h"
#include "io/node.h"

struct cairn_selected {
    struct cairn_node *node;
    const char *attribute; /* its name; one that the node has; NULL where elements are selected */
    void *copy;            /* of the node, for cairn_xml_paths_set() */
};

enum cairn_selection { CAIRN_SELECT_ATTRIBUTES, CAIRN_SELECT_ELEMENTS };

/* A tree in the form that expressions are evaluated on: made once for many of them. */
struct cairn_xml_paths;

struct cairn_xml_paths *cairn_xml_paths_new(struct cairn_node *root);
void cairn_xml_paths_free(struct cairn_xml_paths *paths);

/* The same as cairn_xml_select(), of the tree as it was then, and with what was set since. */
int cairn_xml_paths_select(struct cairn_xml_paths *paths, struct cairn_arena *arena,
                           const char *expression, enum cairn_selection what,
                           struct cairn_selected **selected, struct cairn_buffer *why);

/* Its attribute has another value now. */
void cairn_xml_paths_set(const struct cairn_selected *selected, const char *value);

/*
 * Selects, in order of the tree. Returns the number, with *selected in the arena; or -1 where the
 * expression is none, or selects something else, and appends to `why`.
 */
int cairn_xml_select(struct cairn_arena *arena, struct cairn_node *root, const char *expression,
                     enum cairn_selection what, struct cairn_selected **selected,
                     struct cairn_buffer *why);

#endif
