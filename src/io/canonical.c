#include "io/canonical.h"

#include <stdlib.h>
#include <string.h>

/* What qsort needs to see of a node. */
struct sorted {
    struct cairn_node *node;
    const struct cairn_schema_element *type;
};

static bool digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

static int compare_values(const char *a, const char *b)
{
    if (digits(a) && digits(b)) {
        size_t m, n;

        a += strspn(a, "0");
        b += strspn(b, "0");
        m = strlen(a);
        n = strlen(b);
        if (m != n)
            return m < n ? -1 : 1;
    }
    return strcmp(a, b);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static int compare(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    int order = strcmp(x->node->name, y->node->name);

    for (int i = 0; order == 0 && i < x->type->n_attributes; i++) {
        const char *name = x->type->attributes[i].name;

        order = compare_values(or_empty(cairn_node_value(x->node, name)),
                               or_empty(cairn_node_value(y->node, name)));
    }
    if (order == 0)
        order = strcmp(or_empty(x->node->text), or_empty(y->node->text));
    return order;
}

static void sort_attributes(struct cairn_arena *arena, const struct cairn_schema_element *type,
                            struct cairn_node *node)
{
    struct cairn_attribute *sorted =
        cairn_arena_array(arena, (size_t)node->n_attributes, sizeof *sorted);
    int n = 0;

    for (int i = 0; i < type->n_attributes; i++) {
        const struct cairn_attribute *attribute =
            cairn_node_attribute(node, type->attributes[i].name);

        if (attribute)
            sorted[n++] = *attribute;
    }
    node->attributes = sorted;
    node->n_attributes = node->attributes_capacity = n;
}

void cairn_canonical_sort(struct cairn_arena *arena, const struct cairn_schema *schema,
                          struct cairn_node *root)
{
    size_t n = (size_t)root->n_children;
    struct sorted *sorted = cairn_arena_array(arena, n, sizeof *sorted);

    sort_attributes(arena, cairn_schema_element(schema, root->name), root);
    for (size_t i = 0; i < n; i++) {
        struct cairn_node *child = root->children[i];

        cairn_canonical_sort(arena, schema, child);
        sorted[i] = (struct sorted){child, cairn_schema_element(schema, child->name)};
    }
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, compare);
    for (size_t i = 0; i < n; i++)
        root->children[i] = sorted[i].node;
}
