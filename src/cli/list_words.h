#ifndef CAIRN_CLI_LIST_WORDS_H
#define CAIRN_CLI_LIST_WORDS_H

/*
 * What `cairn list` can list that is in no catalogue: words of the format and units, from the
 * tables of the program itself.
 */

#include "cli/table.h"

struct cairn_word_kind {
    const char *name, *help;
    const struct cairn_column *columns;
    size_t n_columns;
    void (*fill)(struct cairn_table *table);
};

/* In the order of help; ends with a row without a name. */
extern const struct cairn_word_kind cairn_word_kinds[];

#endif
