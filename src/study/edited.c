#include "study/edited.h"

#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"

static char *first_line(const struct cairn_diag *diag)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_diag_write(diag, &text);
    cairn_buffer_puts(&text, "\n");
    text.data[strcspn(text.data, "\n")] = '\0';
    return cairn_buffer_take(&text);
}

struct cairn_scenario *cairn_edited_make(const struct cairn_edited *edited, char **why)
{
    struct cairn_scenario *there;
    struct cairn_diag diag;

    *why = NULL;
    cairn_diag_init(&diag);
    there = cairn_template_make(edited->from, edited->edits, edited->n_edits, &diag);
    if (!there)
        *why = first_line(&diag);
    else if (edited->adapt)
        edited->adapt(edited->context, there);
    cairn_diag_release(&diag);
    return there;
}
