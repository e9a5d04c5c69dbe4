#include "io/edit.h"

#include <string.h>

#include "base/number.h"
#include "base/units.h"
#include "io/canonical.h"
#include "io/xml_path.h"
#include "model/attributes.h"

/* One list of edits at work. */
struct editing {
    struct cairn_arena *arena;
    const struct cairn_schema *schema;
    struct cairn_node *root;
    struct cairn_diag *diag;
    const struct cairn_edit *edit; /* at hand */
    struct cairn_xml_paths *paths; /* of the tree, where it has the elements that it had; owned */
};

/* The number that an attribute has, times another; NULL: it is none. */
static const char *multiplied(struct cairn_arena *arena, const struct cairn_selected *target,
                              double times)
{
    const struct cairn_attribute_type *type =
        cairn_attribute_type(target->node->name, target->attribute);
    enum cairn_dimension dimension;
    char number[CAIRN_NUMBER_SIZE];
    double value;

    if (!type || (type->kind != CAIRN_VALUE_QUANTITY && type->kind != CAIRN_VALUE_QUANTITY_OR_ANY &&
                  type->kind != CAIRN_VALUE_WHOLE))
        return NULL;
    dimension = type->kind == CAIRN_VALUE_WHOLE ? CAIRN_COUNT : type->dimension;
    if (cairn_units_parse(cairn_node_value(target->node, target->attribute), dimension, &value,
                          NULL) != CAIRN_UNITS_OK)
        return NULL;
    cairn_number_exact(value * times, number);
    return cairn_arena_format(arena, "%s %s", number, cairn_units_dimension(dimension)->base);
}

static void put(struct editing *editing, struct cairn_node *node, const char *name,
                const char *value)
{
    cairn_node_set(editing->arena, node,
                   (struct cairn_attribute){
                       .name = name,
                       .value = cairn_node_normalised(editing->arena, value),
                       .origin = editing->edit->origin,
                       .edited = true,
                   });
}

/* The same of an attribute that the format has there, if it may be that. */
static void put_checked(struct editing *editing, struct cairn_node *node,
                        const struct cairn_schema_attribute *type, const char *value)
{
    put(editing, node, type->name, value);
    cairn_schema_check_value(editing->arena, node, type, cairn_node_attribute(node, type->name),
                             editing->diag);
}

static void change(struct editing *editing, const struct cairn_selected *target)
{
    const struct cairn_edit *edit = editing->edit;
    const struct cairn_schema_element *type =
        cairn_schema_element(editing->schema, target->node->name);
    const char *value = edit->value ? edit->value : multiplied(editing->arena, target, edit->times);

    if (value) {
        put_checked(editing, target->node, cairn_schema_attribute(type, target->attribute), value);
        cairn_xml_paths_set(target, cairn_node_value(target->node, target->attribute));
    } else {
        cairn_diag_error(editing->diag, edit->origin.file, edit->origin.line,
                         "\"%s\" selects %s of %s, which is no number to be multiplied",
                         edit->select, target->attribute,
                         cairn_node_label(editing->arena, target->node));
    }
}

/* ---- what is not there yet ---- */

static void set(struct editing *editing, struct cairn_node *node)
{
    const struct cairn_edit *edit = editing->edit;
    const struct cairn_schema_element *type = cairn_schema_element(editing->schema, node->name);
    const struct cairn_schema_attribute *attribute = cairn_schema_attribute(type, edit->set);

    if (attribute)
        put_checked(editing, node, attribute, edit->value);
    else
        cairn_diag_error(editing->diag, edit->origin.file, edit->origin.line,
                         "%s has no attribute %s", cairn_node_label(editing->arena, node),
                         edit->set);
}

/* Reads `a="1" b="2"` into attributes of a node; false where it is something else. */
static bool read_attributes(struct editing *editing, const char *text, struct cairn_node *node)
{
    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        size_t n = strcspn(text, "=\" ");
        const char *value = text + n + 2;
        size_t length;

        if (n == 0 || strncmp(text + n, "=\"", 2) != 0)
            return false;
        length = strcspn(value, "\"");
        if (!value[length])
            return false;
        put(editing, node, cairn_arena_strndup(editing->arena, text, n),
            cairn_arena_strndup(editing->arena, value, length));
        text = value + length + 1;
    }
    return true;
}

static bool may_hold(const struct cairn_schema_element *type, const struct cairn_schema_element *of)
{
    for (int i = 0; i < type->n_children; i++)
        if (type->children[i] == of)
            return true;
    return false;
}

static void imply(struct editing *editing, const struct cairn_schema_element *type,
                  struct cairn_node *node)
{
    for (int i = 0; i < type->n_attributes; i++)
        if (type->attributes[i].implied && !cairn_node_value(node, type->attributes[i].name))
            cairn_node_set(editing->arena, node,
                           (struct cairn_attribute){.name = type->attributes[i].name,
                                                    .value = type->attributes[i].implied,
                                                    .origin = editing->edit->origin,
                                                    .implied = true});
}

static void add(struct editing *editing, struct cairn_node *node)
{
    const struct cairn_edit *edit = editing->edit;
    const struct cairn_schema_element *type = cairn_schema_element(editing->schema, edit->add);
    struct cairn_node *child = cairn_node_new(editing->arena, edit->add, node->input, edit->origin);

    if (!type || !may_hold(cairn_schema_element(editing->schema, node->name), type)) {
        cairn_diag_error(editing->diag, edit->origin.file, edit->origin.line,
                         "%s holds no element %s", cairn_node_label(editing->arena, node),
                         edit->add);
        return;
    }
    cairn_node_append(editing->arena, node, child);
    if (edit->value && !read_attributes(editing, edit->value, child)) {
        cairn_diag_error(editing->diag, edit->origin.file, edit->origin.line,
                         "`%s` are no attributes of %s", edit->value, edit->add);
        return;
    }
    imply(editing, type, child);
    cairn_schema_check(editing->schema, editing->arena, child, editing->diag);
}

/* ---- all of them ---- */

static void apply(struct editing *editing)
{
    const struct cairn_edit *edit = editing->edit;
    bool elements = edit->set || edit->add;
    struct cairn_selected *selected;
    struct cairn_buffer why;
    int n;

    if (!editing->paths)
        editing->paths = cairn_xml_paths_new(editing->root);
    cairn_buffer_init(&why);
    n = cairn_xml_paths_select(editing->paths, editing->arena, edit->select,
                               elements ? CAIRN_SELECT_ELEMENTS : CAIRN_SELECT_ATTRIBUTES,
                               &selected, &why);
    if (n < 0)
        cairn_diag_error(editing->diag, edit->origin.file, edit->origin.line, "\"%s\" %s",
                         edit->select, why.data);
    else if (n == 0)
        cairn_diag_error(editing->diag, edit->origin.file, edit->origin.line,
                         "\"%s\" selects nothing of the effective scenario, which cairn check "
                         "--effective prints",
                         edit->select);
    for (int i = 0; i < n; i++)
        if (edit->set)
            set(editing, selected[i].node);
        else if (edit->add)
            add(editing, selected[i].node);
        else
            change(editing, &selected[i]);
    if (elements) {
        cairn_xml_paths_free(editing->paths);
        editing->paths = NULL;
    }
    cairn_buffer_release(&why);
}

void cairn_edits_apply(struct cairn_arena *arena, const struct cairn_schema *schema,
                       struct cairn_node *root, const struct cairn_edit *edits, int n_edits,
                       struct cairn_diag *diag)
{
    struct editing editing = {arena, schema, root, diag, NULL, NULL};
    size_t errors = cairn_diag_count(diag, CAIRN_ERROR);
    bool good = true, grown = false;

    for (int i = 0; i < n_edits && good; i++) {
        editing.edit = &edits[i];
        apply(&editing);
        grown = grown || edits[i].set || edits[i].add;
        good = cairn_diag_count(diag, CAIRN_ERROR) == errors;
    }
    cairn_xml_paths_free(editing.paths);
    if (grown && good)
        cairn_canonical_sort(arena, schema, root);
}
