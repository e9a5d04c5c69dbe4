#include "io/edit.h"

#include "io/xml_path.h"

static void apply(struct cairn_arena *arena, struct cairn_node *root, const struct cairn_edit *edit,
                  struct cairn_diag *diag)
{
    struct cairn_selected *selected;
    struct cairn_buffer why;
    int n;

    cairn_buffer_init(&why);
    n = cairn_xml_select(arena, root, edit->select, &selected, &why);
    if (n < 0)
        cairn_diag_error(diag, edit->origin.file, edit->origin.line, "\"%s\" %s", edit->select,
                         why.data);
    else if (n == 0)
        cairn_diag_error(diag, edit->origin.file, edit->origin.line,
                         "\"%s\" selects nothing of the effective scenario, which cairn check "
                         "--effective prints",
                         edit->select);
    for (int i = 0; i < n; i++)
        cairn_node_set(arena, selected[i].node,
                       (struct cairn_attribute){
                           .name = selected[i].attribute,
                           .value = cairn_node_normalised(arena, edit->value),
                           .origin = edit->origin,
                       });
    cairn_buffer_release(&why);
}

void cairn_edits_apply(struct cairn_arena *arena, struct cairn_node *root,
                       const struct cairn_edit *edits, int n_edits, struct cairn_diag *diag)
{
    for (int i = 0; i < n_edits; i++)
        apply(arena, root, &edits[i], diag);
}
