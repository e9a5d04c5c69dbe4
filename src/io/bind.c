#include "io/bind.h"

#include <assert.h>
#include <string.h>

#include "io/value.h"
#include "model/steps.h"

/* A reference whose target is looked up when everything has its place. */
struct pending {
    struct pending *next;
    const struct cairn_attribute_type *type;
    const struct cairn_attribute *attribute;
    const struct cairn_node *node;
    char *item;
};

struct binder {
    struct cairn_arena *arena;
    const struct cairn_ids *ids;
    bool catalogue;
    struct cairn_scenario *scenario;
    struct cairn_diag *diag;
    struct cairn_node **nodes[CAIRN_N_LISTS]; /* of each struct */
    int n[CAIRN_N_LISTS];
    struct pending *pending, **last;
};

static int *count_of(struct cairn_scenario *scenario, enum cairn_list list)
{
    return (int *)(void *)((char *)scenario + cairn_list_types[list].count);
}

static char *items_of(const struct cairn_scenario *scenario, enum cairn_list list)
{
    char *items;

    memcpy(&items, (const char *)scenario + cairn_list_types[list].items, sizeof items);
    return items;
}

/* ---- numbering: the walk that counts gives each node its index ---- */

static void number(struct binder *binder, struct cairn_node *node, const char *parent)
{
    const struct cairn_element_type *type = cairn_element_type(node->name, parent);

    if (type && type->role == CAIRN_ELEMENT_ITEM)
        node->index = binder->n[type->list]++;
    for (int i = 0; i < node->n_children; i++)
        number(binder, node->children[i], node->name);
}

static void note_nodes(struct binder *binder, struct cairn_node *node, const char *parent)
{
    const struct cairn_element_type *type = cairn_element_type(node->name, parent);

    if (type && type->role == CAIRN_ELEMENT_ITEM)
        binder->nodes[type->list][node->index] = node;
    for (int i = 0; i < node->n_children; i++)
        note_nodes(binder, node->children[i], node->name);
}

static void allocate(struct binder *binder)
{
    for (int l = 0; l < CAIRN_N_LISTS; l++) {
        const struct cairn_list_type *list = &cairn_list_types[l];
        size_t n = (size_t)binder->n[l];
        void *items = n > 0 ? cairn_arena_array(binder->arena, n, list->size) : NULL;

        memcpy((char *)binder->scenario + list->items, &items, sizeof items);
        *count_of(binder->scenario, (enum cairn_list)l) = binder->n[l];
        binder->nodes[l] = cairn_arena_array(binder->arena, n, sizeof *binder->nodes[l]);
    }
}

/* ---- what is not said ---- */

static void clear_attributes(const char *element, void *item)
{
    const struct cairn_attribute_type *type = cairn_attribute_types_of(element);

    for (; type && type->element && strcmp(type->element, element) == 0; type++)
        cairn_value_clear(type, item);
}

/* The fields of an element, and of the parts that could stand in it. */
static void clear_element(const char *element, char *item)
{
    clear_attributes(element, item);
    for (const struct cairn_element_type *t = cairn_element_types; t->name; t++)
        if (t->role == CAIRN_ELEMENT_PART && strcmp(t->parent, element) == 0)
            clear_element(t->name, item + t->parent_part);
}

/* A struct may be filled by several elements (site and region): the fields of all of them. */
static void clear_item(enum cairn_list list, char *item)
{
    for (const struct cairn_element_type *t = cairn_element_types; t->name; t++)
        if (t->role == CAIRN_ELEMENT_ITEM && t->list == list) {
            int none = CAIRN_NONE;

            clear_element(t->name, item);
            if (t->up != CAIRN_NO_OFFSET)
                memcpy(item + t->up, &none, sizeof none);
        }
}

/* ---- one element ---- */

static void bind_attribute(struct binder *binder, const struct cairn_attribute_type *type,
                           const struct cairn_node *node, const struct cairn_attribute *attribute,
                           char *item)
{
    struct cairn_said said = {.arena = binder->arena,
                              .diag = binder->diag,
                              .node = node,
                              .text = attribute->value,
                              .origin = attribute->origin};
    struct pending *pending;

    switch (type->kind) {
    case CAIRN_VALUE_REFERENCE:
    case CAIRN_VALUE_VARIANT_OF_MODEL:
    case CAIRN_VALUE_VARIANT_OF_WORKLOAD:
    case CAIRN_VALUE_VARIANT_OF_SEND:
        pending = cairn_arena_alloc(binder->arena, sizeof *pending);
        *pending =
            (struct pending){.type = type, .attribute = attribute, .node = node, .item = item};
        *binder->last = pending;
        binder->last = &pending->next;
        break;
    default:
        cairn_value_read(type, &said, item);
    }
}

static void bind_attributes(struct binder *binder, const struct cairn_node *node, char *item)
{
    const struct cairn_attribute_type *type = cairn_attribute_types_of(node->name);

    for (; type && type->element && strcmp(type->element, node->name) == 0; type++) {
        const struct cairn_attribute *attribute = cairn_node_attribute(node, type->name);
        struct cairn_said text = {.arena = binder->arena,
                                  .diag = binder->diag,
                                  .node = node,
                                  .text = node->text,
                                  .origin = node->origin};

        if (!*type->name && node->text)
            cairn_value_read(type, &text, item);
        else if (attribute)
            bind_attribute(binder, type, node, attribute, item);
    }
}

/* What must stand in an element, and what may stand there only once. */
static void check_children(struct binder *binder, const struct cairn_node *node)
{
    for (const struct cairn_element_type *t = cairn_element_types; t->name; t++) {
        const struct cairn_node *first = NULL;

        if (!t->parent || strcmp(t->parent, node->name) != 0)
            continue;
        for (int i = 0; i < node->n_children; i++) {
            const struct cairn_node *child = node->children[i];

            if (strcmp(child->name, t->name) != 0)
                continue;
            if (first && t->role == CAIRN_ELEMENT_PART)
                cairn_diag_error(binder->diag, child->origin.file, child->origin.line,
                                 "a second <%s> in %s; the first is in %s:%d", child->name,
                                 cairn_node_label(binder->arena, node), first->origin.file,
                                 first->origin.line);
            if (!first)
                first = child;
        }
        if (!first && t->required && !(binder->catalogue && !node->parent))
            cairn_diag_error(binder->diag, node->origin.file, node->origin.line, "no <%s> in %s",
                             t->name, cairn_node_label(binder->arena, node));
    }
}

static void bind_node(struct binder *binder, const struct cairn_node *node, char *item);

/* A struct of an array: where it belongs, then what it says. */
static void bind_item(struct binder *binder, const struct cairn_element_type *type,
                      const struct cairn_node *node, char *parent)
{
    char *item = items_of(binder->scenario, type->list) +
                 (size_t)node->index * cairn_list_types[type->list].size;

    clear_item(type->list, item);
    memcpy(item + type->origin, &node->origin, sizeof node->origin);
    if (type->kind != CAIRN_NO_OFFSET)
        memcpy(item + type->kind, &type->kind_value, sizeof type->kind_value);
    if (type->up != CAIRN_NO_OFFSET)
        memcpy(item + type->up, &node->parent->index, sizeof node->parent->index);
    if (type->parent_first != CAIRN_NO_OFFSET) {
        int n;

        memcpy(&n, parent + type->parent_count, sizeof n);
        if (n++ == 0)
            memcpy(parent + type->parent_first, &node->index, sizeof node->index);
        memcpy(parent + type->parent_count, &n, sizeof n);
    }
    bind_node(binder, node, item);
}

static void bind_node(struct binder *binder, const struct cairn_node *node, char *item)
{
    bind_attributes(binder, node, item);
    check_children(binder, node);
    for (int i = 0; i < node->n_children; i++) {
        const struct cairn_node *child = node->children[i];
        const struct cairn_element_type *type = cairn_element_type(child->name, node->name);

        if (type->role == CAIRN_ELEMENT_ITEM) {
            bind_item(binder, type, child, item);
        } else if (type->role == CAIRN_ELEMENT_PART) {
            if (type->origin != CAIRN_NO_OFFSET)
                memcpy(item + type->parent_part + type->origin, &child->origin,
                       sizeof child->origin);
            bind_node(binder, child, item + type->parent_part);
        }
    }
}

/* ---- references ---- */

/* Is there still room for a message about it? What is meant takes long to find among many names. */
static bool is_heard(const struct binder *binder, const struct pending *pending)
{
    return cairn_diag_keeps(binder->diag, CAIRN_ERROR, pending->attribute->origin.file,
                            pending->attribute->origin.line);
}

static void unknown(struct binder *binder, const struct pending *pending, const char *hint)
{
    const struct cairn_attribute *attribute = pending->attribute;

    cairn_diag_error(binder->diag, attribute->origin.file, attribute->origin.line,
                     "unknown %s \"%.60s\" (%s of %s)%s",
                     cairn_list_types[pending->type->list].word, attribute->value, attribute->name,
                     cairn_node_label(binder->arena, pending->node), hint);
}

static void resolve(struct binder *binder, const struct pending *pending)
{
    enum cairn_list list = pending->type->list;
    const char *id = pending->attribute->value;
    const struct cairn_node *target = cairn_ids_find(binder->ids, list, id);

    if (target) {
        assert(target->index != CAIRN_NONE);
        memcpy(pending->item + pending->type->offset, &target->index, sizeof target->index);
    } else {
        unknown(binder, pending,
                is_heard(binder, pending) ? cairn_ids_hint(binder->ids, list, id) : "");
    }
}

/* The index of the model that a variant is of; CAIRN_NONE where that reference failed. */
static int model_of(const struct binder *binder, const struct pending *pending)
{
    const struct cairn_scenario *scenario = binder->scenario;
    int index, step = 1;

    memcpy(&index, pending->item + pending->type->via, sizeof index);
    if (pending->type->kind == CAIRN_VALUE_VARIANT_OF_MODEL)
        return index;
    if (pending->type->step)
        memcpy(&step, pending->item + pending->type->step, sizeof step);
    if (pending->type->kind == CAIRN_VALUE_VARIANT_OF_SEND)
        index = scenario->sends[index].workload;
    return index == CAIRN_NONE ? CAIRN_NONE : cairn_steps_model(scenario, index, step);
}

static void resolve_variant(struct binder *binder, const struct pending *pending)
{
    int model = model_of(binder, pending);
    const struct cairn_model *owner;
    struct cairn_node **nodes;

    if (model == CAIRN_NONE)
        return;
    owner = &binder->scenario->models[model];
    nodes = binder->nodes[CAIRN_LIST_variants] + owner->first_variant;
    for (int i = 0; i < owner->n_variants; i++)
        if (strcmp(cairn_node_value(nodes[i], "id"), pending->attribute->value) == 0) {
            int index = owner->first_variant + i;

            memcpy(pending->item + pending->type->offset, &index, sizeof index);
            return;
        }
    cairn_diag_error(
        binder->diag, pending->attribute->origin.file, pending->attribute->origin.line,
        "unknown variant \"%.60s\" of model \"%s\" (in %s)%s", pending->attribute->value,
        cairn_node_value(binder->nodes[CAIRN_LIST_models][model], "id"),
        cairn_node_label(binder->arena, pending->node),
        is_heard(binder, pending) ? cairn_ids_hint_among(binder->arena, nodes, owner->n_variants,
                                                         pending->attribute->value)
                                  : "");
}

static void resolve_all(struct binder *binder)
{
    for (const struct pending *p = binder->pending; p; p = p->next)
        if (p->type->kind == CAIRN_VALUE_REFERENCE)
            resolve(binder, p);
    for (const struct pending *p = binder->pending; p; p = p->next)
        if (p->type->kind != CAIRN_VALUE_REFERENCE)
            resolve_variant(binder, p);
}

void cairn_bind(struct cairn_arena *arena, struct cairn_node *root, const struct cairn_ids *ids,
                bool catalogue, struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    struct binder binder = {
        .arena = arena, .ids = ids, .catalogue = catalogue, .scenario = scenario, .diag = diag};

    binder.last = &binder.pending;
    number(&binder, root, NULL);
    for (int l = 0; l < CAIRN_N_LISTS; l++)
        if (binder.n[l] > cairn_list_types[l].most) {
            cairn_diag_error(diag, root->origin.file, 0, "%d times <%s>: at most %d are read",
                             binder.n[l], cairn_list_types[l].word, cairn_list_types[l].most);
            return;
        }
    allocate(&binder);
    note_nodes(&binder, root, NULL);
    clear_element(root->name, (char *)scenario);
    bind_node(&binder, root, (char *)scenario);
    resolve_all(&binder);
}
