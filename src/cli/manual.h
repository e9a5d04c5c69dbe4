#ifndef CAIRN_CLI_MANUAL_H
#define CAIRN_CLI_MANUAL_H

/*
 * What is made of the command tables besides help: the manual page, and scripts that complete
 * command lines in bash, zsh and fish. `cairn help --as FORM` writes them and `make install` puts
 * them where the system looks.
 */

#include "cli/command.h"

enum cairn_manual_form {
    CAIRN_MANUAL_PAGE, /* roff, section 1 */
    CAIRN_MANUAL_BASH,
    CAIRN_MANUAL_ZSH,
    CAIRN_MANUAL_FISH,
};

/* Their names, in this order; end with NULL. */
extern const char *const cairn_manual_forms[];

void cairn_manual_write(enum cairn_manual_form form, struct cairn_buffer *out);

/* ---- private: the forms ---- */

void cairn_manual_page(struct cairn_buffer *out);
void cairn_completion_bash(struct cairn_buffer *out);
void cairn_completion_zsh(struct cairn_buffer *out);
void cairn_completion_fish(struct cairn_buffer *out);

#endif
