#include "io/used.h"

#include <string.h>

#include "io/input.h"

static void use_entry(const struct cairn_ids *ids, struct cairn_node *entry);

/* Everything that the attributes of a node refer to, then those of its children. */
static void use_references(const struct cairn_ids *ids, const struct cairn_node *node)
{
    const struct cairn_attribute_type *type = cairn_attribute_types_of(node->name);

    for (; type && type->element && strcmp(type->element, node->name) == 0; type++) {
        const char *id = cairn_node_value(node, type->name);
        struct cairn_node *target;

        if (!id || type->kind != CAIRN_VALUE_REFERENCE)
            continue;
        target = cairn_ids_find(ids, type->list, id);
        while (target && target->parent && target->parent->parent)
            target = target->parent;
        if (target)
            use_entry(ids, target);
    }
    for (int i = 0; i < node->n_children; i++)
        use_references(ids, node->children[i]);
}

/* The depth is that of a chain of references: hosts of hosts at most. */
static void use_entry(const struct cairn_ids *ids, struct cairn_node *entry)
{
    if (entry->used)
        return;
    entry->used = true;
    use_references(ids, entry);
}

static bool refers_to_used(const struct cairn_ids *ids, const struct cairn_node *node,
                           enum cairn_list list, const char *attribute)
{
    const char *id = cairn_node_value(node, attribute);
    const struct cairn_node *target = id ? cairn_ids_find(ids, list, id) : NULL;

    return target && target->used;
}

void cairn_used_prune(struct cairn_node *root, const struct cairn_input *own,
                      const struct cairn_ids *ids)
{
    int n = 0;

    for (int i = 0; i < root->n_children; i++)
        if (root->children[i]->input == own || root->children[i]->input->added)
            use_entry(ids, root->children[i]);
    for (int i = 0; i < root->n_children; i++) {
        struct cairn_node *node = root->children[i];

        if (strcmp(node->name, "profile") == 0 &&
            refers_to_used(ids, node, CAIRN_LIST_models, "model") &&
            refers_to_used(ids, node, CAIRN_LIST_hardware, "hardware"))
            use_entry(ids, node);
    }
    for (int i = 0; i < root->n_children; i++)
        if (root->children[i]->used)
            root->children[n++] = root->children[i];
    root->n_children = n;
}
