#include "io/node.h"

#include <string.h>

struct cairn_node *cairn_node_new(struct cairn_arena *arena, const char *name,
                                  const struct cairn_input *input, struct cairn_origin origin)
{
    struct cairn_node *node = cairn_arena_alloc(arena, sizeof *node);

    node->name = name;
    node->input = input;
    node->origin = origin;
    node->index = CAIRN_NONE;
    return node;
}

/* Room for one more element in an array that lives in the arena; the outgrown one stays behind. */
static void *room(struct cairn_arena *arena, void *items, int n, int *capacity, size_t size)
{
    void *larger;

    if (n < *capacity)
        return items;
    *capacity = n > 0 ? 2 * n : 4;
    larger = cairn_arena_array(arena, (size_t)*capacity, size);
    if (n > 0)
        memcpy(larger, items, (size_t)n * size);
    return larger;
}

void cairn_node_append(struct cairn_arena *arena, struct cairn_node *node, struct cairn_node *child)
{
    node->children = room(arena, node->children, node->n_children, &node->children_capacity,
                          sizeof *node->children);
    node->children[node->n_children++] = child;
    child->parent = node;
}

static struct cairn_attribute *find(const struct cairn_node *node, const char *name)
{
    for (int i = 0; i < node->n_attributes; i++)
        if (strcmp(node->attributes[i].name, name) == 0)
            return &node->attributes[i];
    return NULL;
}

void cairn_node_set(struct cairn_arena *arena, struct cairn_node *node,
                    struct cairn_attribute attribute)
{
    struct cairn_attribute *old = find(node, attribute.name);

    if (old) {
        *old = attribute;
        return;
    }
    node->attributes = room(arena, node->attributes, node->n_attributes, &node->attributes_capacity,
                            sizeof *node->attributes);
    node->attributes[node->n_attributes++] = attribute;
}

void cairn_node_drop(struct cairn_node *node, const char *name)
{
    struct cairn_attribute *old = find(node, name);
    int behind;

    if (!old)
        return;
    behind = node->n_attributes - (int)(old - node->attributes) - 1;
    memmove(old, old + 1, (size_t)behind * sizeof *old);
    node->n_attributes--;
}

const struct cairn_attribute *cairn_node_attribute(const struct cairn_node *node, const char *name)
{
    return find(node, name);
}

const char *cairn_node_value(const struct cairn_node *node, const char *name)
{
    const struct cairn_attribute *attribute = find(node, name);

    return attribute ? attribute->value : NULL;
}

struct cairn_node *cairn_node_child(const struct cairn_node *node, const char *name)
{
    for (int i = 0; i < node->n_children; i++)
        if (strcmp(node->children[i]->name, name) == 0)
            return node->children[i];
    return NULL;
}

struct cairn_node *cairn_node_copy(struct cairn_arena *arena, const struct cairn_node *node)
{
    struct cairn_node *copy = cairn_node_new(arena, node->name, node->input, node->origin);

    copy->text = node->text;
    copy->used = node->used;
    for (int i = 0; i < node->n_attributes; i++)
        cairn_node_set(arena, copy, node->attributes[i]);
    for (int i = 0; i < node->n_children; i++)
        cairn_node_append(arena, copy, cairn_node_copy(arena, node->children[i]));
    return copy;
}

char *cairn_node_normalised(struct cairn_arena *arena, const char *text)
{
    char *result = cairn_arena_alloc(arena, strlen(text) + 1);
    char *end = result;
    bool gap = false;

    for (; *text; text++) {
        if (strchr(" \t\r\n", *text)) {
            gap = true;
            continue;
        }
        if (gap && end > result)
            *end++ = ' ';
        gap = false;
        *end++ = *text;
    }
    *end = '\0';
    return result;
}

const char *cairn_node_label(struct cairn_arena *arena, const struct cairn_node *node)
{
    const char *id = cairn_node_value(node, "id");

    if (id)
        return cairn_arena_format(arena, "%s \"%s\"", node->name, id);
    if (!node->parent || !node->parent->parent)
        return node->name;
    return cairn_arena_format(arena, "%s of %s", node->name, cairn_node_label(arena, node->parent));
}
