#ifndef CAIRN_CLI_SHOW_VIEWS_H
#define CAIRN_CLI_SHOW_VIEWS_H

/*
 * What `cairn show` can show: a row per view of the results file, with the columns that people get
 * to see. CSV and JSON carry all columns of the view under their own names.
 */

#include <stdbool.h>
#include <stddef.h>

struct cairn_show_column {
    const char *name;  /* in the view */
    const char *title; /* NULL: the name */
    bool yes_no;       /* 1 and 0 */
};

struct cairn_show_view {
    const char *name, *help;
    const char *view;  /* in the file */
    const char *order; /* ORDER BY ..., where the view itself has none */
    const struct cairn_show_column *columns;
    size_t n_columns;
};

/* The first one is what is shown by default; ends with a row without a name. */
extern const struct cairn_show_view cairn_show_views[];

#endif
