#ifndef CAIRN_IO_NODE_H
#define CAIRN_IO_NODE_H

/*
 * A node: one element of a file, free of the XML library, together with where each part of it was
 * said.
 *
 * Between the parser and the structs of a scenario stands one tree of nodes. Files are read into
 * it, catalogues are merged into it, rows of CSV files multiply parts of it, and what nothing uses
 * is cut off; then it is put into canonical order, bound to structs, and written out again as the
 * effective scenario.
 *
 * Invariants: white space in values is normalised (trimmed, runs are one space); attributes stand
 * in the order of the file, those that a default filled in come last and are `implied`. Nodes,
 * their names and values live in the arena they were made in.
 */

#include <stdbool.h>

#include "base/arena.h"
#include <cairn/scenario.h>

struct cairn_input;

struct cairn_attribute {
    const char *name, *value;
    struct cairn_origin origin;
    bool implied; /* a default of the format */
    bool edited;  /* not what the file says (edit.h) */
};

struct cairn_node {
    const char *name;
    const char *text; /* what stands between the tags besides elements, or NULL */
    struct cairn_origin origin;
    const struct cairn_input *input; /* the file: what hrefs are relative to */
    struct cairn_node *parent;
    struct cairn_attribute *attributes;
    int n_attributes, attributes_capacity;
    struct cairn_node **children;
    int n_children, children_capacity;
    bool used; /* something that stays refers to it */
    int index; /* once bound: where in its array */
};

struct cairn_node *cairn_node_new(struct cairn_arena *arena, const char *name,
                                  const struct cairn_input *input, struct cairn_origin origin);

/* Appends a child and makes `node` its parent. */
void cairn_node_append(struct cairn_arena *arena, struct cairn_node *node,
                       struct cairn_node *child);

/* Sets an attribute, which replaces a value that is there. Name and value are not copied. */
void cairn_node_set(struct cairn_arena *arena, struct cairn_node *node,
                    struct cairn_attribute attribute);

/* Takes an attribute away, where there is one of that name. */
void cairn_node_drop(struct cairn_node *node, const char *name);

/* The attribute, or NULL. */
const struct cairn_attribute *cairn_node_attribute(const struct cairn_node *node, const char *name);

/* The value of the attribute, or NULL. */
const char *cairn_node_value(const struct cairn_node *node, const char *name);

/* The first child of that name, or NULL. */
struct cairn_node *cairn_node_child(const struct cairn_node *node, const char *name);

/* A deep copy without a parent; names, values and text are shared. */
struct cairn_node *cairn_node_copy(struct cairn_arena *arena, const struct cairn_node *node);

/* `text` trimmed and with every run of white space as one space. */
char *cairn_node_normalised(struct cairn_arena *arena, const char *text);

/*
 * What a message calls a node: `site "store"`, or `arrivals of workload "frames"` where it has no
 * id of its own. Owned by the arena.
 */
const char *cairn_node_label(struct cairn_arena *arena, const struct cairn_node *node);

#endif
