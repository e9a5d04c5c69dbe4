#include "io/ids.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

static const char *id_of(const struct cairn_node *node)
{
    const char *id = cairn_node_value(node, "id");

    return id ? id : "";
}

/* Is the id of such an element known only inside its parent? */
static bool scoped(const struct cairn_element_type *type)
{
    return type->parent_first != CAIRN_NO_OFFSET;
}

static void visit(struct cairn_ids *ids, struct cairn_node *node, const char *parent, bool store)
{
    const struct cairn_element_type *type = cairn_element_type(node->name, parent);

    if (!type || type->role == CAIRN_ELEMENT_CONSUMED)
        return;
    if (type->role == CAIRN_ELEMENT_ITEM && cairn_node_attribute(node, "id") && !scoped(type)) {
        if (store)
            ids->list[type->list].nodes[ids->list[type->list].n] = node;
        ids->list[type->list].n++;
    }
    for (int i = 0; i < node->n_children; i++)
        visit(ids, node->children[i], node->name, store);
}

static int compare(const void *a, const void *b)
{
    const struct cairn_node *const *x = a, *const *y = b;
    int order = strcmp(id_of(*x), id_of(*y));

    if (order == 0)
        order = strcmp((*x)->origin.file, (*y)->origin.file);
    return order != 0
               ? order
               : ((*x)->origin.line > (*y)->origin.line) - ((*x)->origin.line < (*y)->origin.line);
}

static void report_twice(const struct cairn_node *first, const struct cairn_node *second,
                         struct cairn_diag *diag)
{
    cairn_diag_error(diag, second->origin.file, second->origin.line,
                     "a second %s \"%s\": choose another id; the first is in %s:%d", second->name,
                     id_of(second), first->origin.file, first->origin.line);
}

static void check_twice(struct cairn_node **nodes, int n, struct cairn_diag *diag)
{
    if (n > 1)
        qsort(nodes, (size_t)n, sizeof *nodes, compare);
    for (int i = 1; i < n; i++)
        if (strcmp(id_of(nodes[i - 1]), id_of(nodes[i])) == 0)
            report_twice(nodes[i - 1], nodes[i], diag);
}

/* The ids below one parent that are known only there. */
static void check_scoped(struct cairn_arena *arena, const struct cairn_node *node,
                         struct cairn_diag *diag)
{
    struct cairn_node **nodes = NULL;
    int n = 0;

    for (int i = 0; i < node->n_children; i++) {
        struct cairn_node *child = node->children[i];
        const struct cairn_element_type *type = cairn_element_type(child->name, node->name);

        if (type && type->role == CAIRN_ELEMENT_ITEM && scoped(type) && *id_of(child)) {
            if (!nodes)
                nodes = cairn_arena_array(arena, (size_t)node->n_children, sizeof *nodes);
            nodes[n++] = child;
        }
        check_scoped(arena, child, diag);
    }
    check_twice(nodes, n, diag);
}

void cairn_ids_init(struct cairn_ids *ids, struct cairn_arena *arena, const struct cairn_node *root,
                    struct cairn_diag *diag)
{
    *ids = (struct cairn_ids){.arena = arena};
    for (int i = 0; i < root->n_children; i++)
        visit(ids, root->children[i], root->name, false);
    for (int l = 0; l < CAIRN_N_LISTS; l++) {
        ids->list[l].nodes =
            cairn_arena_array(arena, (size_t)ids->list[l].n, sizeof *ids->list[l].nodes);
        ids->list[l].n = 0;
    }
    for (int i = 0; i < root->n_children; i++)
        visit(ids, root->children[i], root->name, true);
    for (int l = 0; l < CAIRN_N_LISTS; l++)
        check_twice(ids->list[l].nodes, ids->list[l].n, diag);
    check_scoped(arena, root, diag);
}

struct cairn_node *cairn_ids_find(const struct cairn_ids *ids, enum cairn_list list, const char *id)
{
    int low = 0, high = ids->list[list].n;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (strcmp(id_of(ids->list[list].nodes[middle]), id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < ids->list[list].n && strcmp(id_of(ids->list[list].nodes[low]), id) == 0)
        return ids->list[list].nodes[low];
    return NULL;
}

/* An id of which this one is the beginning: rows of a site are called site.row. */
static const char *longer(struct cairn_node *const *nodes, int n, const char *id)
{
    size_t size = strlen(id);

    for (int i = 0; i < n; i++)
        if (strncmp(id_of(nodes[i]), id, size) == 0 && id_of(nodes[i])[size] == '.')
            return id_of(nodes[i]);
    return NULL;
}

/* The id of what has such a name: DE is called Germany. */
static const char *called(struct cairn_arena *arena, struct cairn_node *const *nodes, int n,
                          const char *name)
{
    const char **names = cairn_arena_array(arena, (size_t)n, sizeof *names);
    const char *near;

    for (int i = 0; i < n; i++) {
        names[i] = cairn_node_value(nodes[i], "name");
        names[i] = names[i] ? names[i] : "";
    }
    near = cairn_nearest(name, names, (size_t)n);
    for (int i = 0; near && i < n; i++)
        if (names[i] == near)
            return id_of(nodes[i]);
    return NULL;
}

const char *cairn_ids_hint_among(struct cairn_arena *arena, struct cairn_node *const *nodes, int n,
                                 const char *id)
{
    enum { FEW = 8 };
    const char **names = cairn_arena_array(arena, (size_t)n, sizeof *names);
    const char *near, *text;

    if (n == 0)
        return "; there is none";
    for (int i = 0; i < n; i++)
        names[i] = id_of(nodes[i]);
    near = cairn_nearest(id, names, (size_t)n);
    if (!near)
        near = longer(nodes, n, id);
    if (!near)
        near = called(arena, nodes, n, id);
    if (near)
        return cairn_arena_format(arena, "; did you mean \"%s\"?", near);
    if (n > FEW)
        return cairn_arena_format(arena, "; none of the %d there are is near", n);
    text = names[0];
    for (int i = 1; i < n; i++)
        text = cairn_arena_format(arena, i + 1 < n ? "%s, %s" : "%s and %s", text, names[i]);
    return cairn_arena_format(arena, "; there %s %s", n == 1 ? "is" : "are", text);
}

const char *cairn_ids_hint(const struct cairn_ids *ids, enum cairn_list list, const char *id)
{
    return cairn_ids_hint_among(ids->arena, ids->list[list].nodes, ids->list[list].n, id);
}
