#include "study/edited.h"

#include "base/diag.h"

struct cairn_scenario *cairn_edited_make(const struct cairn_edited *edited, char **why)
{
    struct cairn_scenario *there;
    struct cairn_diag diag;

    *why = NULL;
    cairn_diag_init(&diag);
    there = cairn_template_make(edited->from, edited->edits, edited->n_edits, &diag);
    if (!there)
        *why = cairn_diag_first_line(&diag);
    else if (edited->adapt)
        edited->adapt(edited->context, there);
    cairn_diag_release(&diag);
    return there;
}
