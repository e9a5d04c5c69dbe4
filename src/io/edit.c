#include "io/edit.h"

#include "base/number.h"
#include "base/units.h"
#include "io/xml_path.h"
#include "model/attributes.h"

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

static void apply(struct cairn_arena *arena, struct cairn_node *root, const struct cairn_edit *edit,
                  struct cairn_diag *diag)
{
    const char *file = edit->origin.file;
    struct cairn_selected *selected;
    struct cairn_buffer why;
    int n;

    cairn_buffer_init(&why);
    n = cairn_xml_select(arena, root, edit->select, &selected, &why);
    if (n < 0)
        cairn_diag_error(diag, file, edit->origin.line, "\"%s\" %s", edit->select, why.data);
    else if (n == 0)
        cairn_diag_error(diag, file, edit->origin.line,
                         "\"%s\" selects nothing of the effective scenario, which cairn check "
                         "--effective prints",
                         edit->select);
    for (int i = 0; i < n; i++) {
        const char *value =
            edit->value ? edit->value : multiplied(arena, &selected[i], edit->times);

        if (value)
            cairn_node_set(arena, selected[i].node,
                           (struct cairn_attribute){
                               .name = selected[i].attribute,
                               .value = cairn_node_normalised(arena, value),
                               .origin = edit->origin,
                               .edited = true,
                           });
        else
            cairn_diag_error(diag, file, edit->origin.line,
                             "\"%s\" selects %s of %s, which is no number to be multiplied",
                             edit->select, selected[i].attribute,
                             cairn_node_label(arena, selected[i].node));
    }
    cairn_buffer_release(&why);
}

void cairn_edits_apply(struct cairn_arena *arena, struct cairn_node *root,
                       const struct cairn_edit *edits, int n_edits, struct cairn_diag *diag)
{
    for (int i = 0; i < n_edits; i++)
        apply(arena, root, &edits[i], diag);
}
