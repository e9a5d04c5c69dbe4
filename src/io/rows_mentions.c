#include <string.h>

#include "io/rows_pattern.h"
#include "model/attributes.h"

/* Does this id name a pool, cache or workload of the pattern? */
static bool has_part(const struct cairn_rows_pattern *pattern, const char *id)
{
    for (int i = 0; i < pattern->site->n_children; i++)
        if (strcmp(cairn_rows_id(pattern->site->children[i]), id) == 0)
            return true;
    return false;
}

static const struct cairn_rows_pattern *pattern_with(const struct cairn_rows_pattern *patterns,
                                                     const char *id)
{
    for (; patterns; patterns = patterns->next)
        if (has_part(patterns, id))
            return patterns;
    return NULL;
}

/* Is this an attribute that refers to an entry by its own name? */
static bool refers(const struct cairn_node *node, const struct cairn_attribute *attribute)
{
    const struct cairn_attribute_type *type = cairn_attribute_type(node->name, attribute->name);

    return type && type->kind == CAIRN_VALUE_REFERENCE;
}

/* The pattern that a node names parts of, or NULL; an error where there are two. */
static const struct cairn_rows_pattern *mentioned(struct cairn_rows_expander *expander,
                                                  const struct cairn_rows_pattern *patterns,
                                                  const struct cairn_node *node)
{
    const struct cairn_rows_pattern *found = NULL;

    for (int i = 0; i < node->n_attributes; i++) {
        const struct cairn_rows_pattern *one =
            refers(node, &node->attributes[i]) ? pattern_with(patterns, node->attributes[i].value)
                                               : NULL;

        if (found && one && one != found)
            cairn_diag_error(expander->diag, node->origin.file, node->origin.line,
                             "%s names parts of two sites with rows, \"%s\" and \"%s\"", node->name,
                             cairn_rows_id(found->site), cairn_rows_id(one->site));
        if (one)
            found = one;
    }
    for (int i = 0; i < node->n_children && !found; i++)
        found = mentioned(expander, patterns, node->children[i]);
    return found;
}

/* Lets a copy and what is in it refer to the parts of one row. */
static void rename_parts(struct cairn_rows_expander *expander,
                         const struct cairn_rows_pattern *pattern, int row, struct cairn_node *copy)
{
    for (int i = 0; i < copy->n_attributes; i++)
        if (refers(copy, &copy->attributes[i]) && has_part(pattern, copy->attributes[i].value))
            copy->attributes[i].value = cairn_arena_format(
                expander->arena, "%s.%s", copy->attributes[i].value, pattern->rows[row].id);
    for (int i = 0; i < copy->n_children; i++)
        rename_parts(expander, pattern, row, copy->children[i]);
}

static void repeat(struct cairn_rows_expander *expander, const struct cairn_rows_pattern *pattern,
                   const struct cairn_node *node, struct cairn_node *parent)
{
    for (int row = 0; row < pattern->n_rows; row++) {
        struct cairn_node *copy =
            cairn_rows_copy(expander, node, pattern->rows[row].id, node->origin);

        if (!copy)
            return;
        rename_parts(expander, pattern, row, copy);
        cairn_node_append(expander->arena, parent, copy);
    }
}

void cairn_rows_mentions(struct cairn_rows_expander *expander,
                         const struct cairn_rows_pattern *patterns)
{
    for (int i = 0; i < expander->root->n_children; i++) {
        struct cairn_node *node = expander->root->children[i];
        struct cairn_node **children = node->children;
        int n = node->n_children;

        if (strcmp(node->name, "baseline") != 0 && strcmp(node->name, "choose") != 0)
            continue;
        node->children = NULL;
        node->n_children = node->children_capacity = 0;
        for (int j = 0; j < n; j++) {
            const struct cairn_rows_pattern *pattern = mentioned(expander, patterns, children[j]);

            if (pattern)
                repeat(expander, pattern, children[j], node);
            else
                cairn_node_append(expander->arena, node, children[j]);
        }
    }
}
