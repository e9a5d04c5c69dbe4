#include "io/used.h"

#include <string.h>

#include "io/input.h"

/*
 * Calls for each entry of `ids`, a child of the root, that attributes of a node or of nodes below
 * refer to; edited: only attributes that were.
 */
static void each_reference(const struct cairn_ids *ids, const struct cairn_node *node, bool edited,
                           void (*call)(void *context, struct cairn_node *entry), void *context)
{
    const struct cairn_attribute_type *type = cairn_attribute_types_of(node->name);

    for (; type && type->element && strcmp(type->element, node->name) == 0; type++) {
        const struct cairn_attribute *attribute;
        struct cairn_node *target;

        if (type->kind != CAIRN_VALUE_REFERENCE)
            continue;
        attribute = cairn_node_attribute(node, type->name);
        if (!attribute || (edited && !attribute->edited))
            continue;
        target = cairn_ids_find(ids, type->list, attribute->value);
        while (target && target->parent && target->parent->parent)
            target = target->parent;
        if (target)
            call(context, target);
    }
    for (int i = 0; i < node->n_children; i++)
        each_reference(ids, node->children[i], edited, call, context);
}

/* ---- cutting ---- */

/* The depth is that of a chain of references: hosts of hosts at most. */
static void use_entry(void *context, struct cairn_node *entry)
{
    const struct cairn_ids *ids = context;

    if (entry->used)
        return;
    entry->used = true;
    each_reference(ids, entry, false, use_entry, context);
}

static bool refers_to_used(const struct cairn_ids *ids, const struct cairn_node *node,
                           enum cairn_list list, const char *attribute)
{
    const char *id = cairn_node_value(node, attribute);
    const struct cairn_node *target = id ? cairn_ids_find(ids, list, id) : NULL;

    return target && target->used;
}

static bool is_profile_of_used(const struct cairn_ids *ids, const struct cairn_node *node)
{
    return strcmp(node->name, "profile") == 0 &&
           refers_to_used(ids, node, CAIRN_LIST_models, "model") &&
           refers_to_used(ids, node, CAIRN_LIST_hardware, "hardware");
}

struct cairn_node *cairn_used_prune(struct cairn_arena *arena, struct cairn_node *root,
                                    const struct cairn_input *own, const struct cairn_ids *ids)
{
    struct cairn_node *cut = cairn_node_new(arena, root->name, root->input, root->origin);
    struct cairn_ids in = *ids;
    int n = 0;

    for (int i = 0; i < root->n_children; i++)
        if (root->children[i]->input == own || root->children[i]->input->added)
            use_entry(&in, root->children[i]);
    for (int i = 0; i < root->n_children; i++)
        if (is_profile_of_used(ids, root->children[i]))
            use_entry(&in, root->children[i]);
    for (int i = 0; i < root->n_children; i++)
        if (root->children[i]->used)
            root->children[n++] = root->children[i];
        else
            cairn_node_append(arena, cut, root->children[i]);
    root->n_children = n;
    return cut;
}

/* ---- what comes back ---- */

struct restoring {
    struct cairn_arena *arena;
    struct cairn_node *root;
    const struct cairn_ids *left, *all;
    struct cairn_node **back; /* entries that were cut */
    int n;
};

static bool is_back(const struct restoring *restoring, const struct cairn_node *entry)
{
    for (int i = 0; i < restoring->n; i++)
        if (restoring->back[i] == entry)
            return true;
    return false;
}

/* What was used stays as it is, whatever became of it since. */
static void restore_entry(void *context, struct cairn_node *entry)
{
    struct restoring *restoring = context;

    if (entry->used || is_back(restoring, entry))
        return;
    restoring->back[restoring->n++] = entry;
    cairn_node_append(restoring->arena, restoring->root, cairn_node_copy(restoring->arena, entry));
    each_reference(restoring->all, entry, false, restore_entry, restoring);
}

static bool is_there(const struct restoring *restoring, const struct cairn_node *node,
                     enum cairn_list list, const char *attribute)
{
    const char *id = cairn_node_value(node, attribute);

    return id && (cairn_ids_find(restoring->left, list, id) ||
                  is_back(restoring, cairn_ids_find(restoring->all, list, id)));
}

bool cairn_used_restore(struct cairn_arena *arena, struct cairn_node *root,
                        const struct cairn_ids *left, const struct cairn_node *cut,
                        const struct cairn_ids *all)
{
    struct restoring restoring = {.arena = arena, .root = root, .left = left, .all = all};

    restoring.back = cairn_arena_array(arena, (size_t)cut->n_children, sizeof *restoring.back);
    each_reference(all, root, true, restore_entry, &restoring);
    for (int i = 0; restoring.n > 0 && i < cut->n_children; i++)
        if (strcmp(cut->children[i]->name, "profile") == 0 &&
            is_there(&restoring, cut->children[i], CAIRN_LIST_models, "model") &&
            is_there(&restoring, cut->children[i], CAIRN_LIST_hardware, "hardware"))
            restore_entry(&restoring, cut->children[i]);
    return restoring.n > 0;
}
