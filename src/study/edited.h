/*
 * edited.h - a scenario with other numbers, as a sweep, a draw or a breakpoint asks for it
 */
#ifndef CAIRN_STUDY_EDITED_H
#define CAIRN_STUDY_EDITED_H

#include <cairn/load.h>

struct cairn_edited {
    struct cairn_template *from;
    const struct cairn_edit *edits;
    int n_edits;
    /* What a command line puts in place of what a scenario says; may be NULL. */
    void (*adapt)(void *context, struct cairn_scenario *scenario);
    void *context;
};

/*
 * Makes it; the caller owns it. NULL: it is not valid, and *why, which is NULL otherwise, says so
 * in a line; owned by the caller.
 */
struct cairn_scenario *cairn_edited_make(const struct cairn_edited *edited, char **why);

#endif
