#ifndef CAIRN_CLI_VIEW_H
#define CAIRN_CLI_VIEW_H

/*
 * Views of the results file as tables.
 *
 * A view is a row of a const table, which has a chapter a file: its name, the view of the file
 * behind it (schema.sql), and the columns that people get to see. A request asks for rows of one
 * view, all or those that meet a condition. CSV and JSON carry all columns of the view under their
 * own names; text carries the columns of the table, and in brief those alone that are not marked as
 * details.
 *
 * Not here: figures. What is not in a view of the file cannot be shown.
 */

#include <stdbool.h>
#include <stddef.h>

#include "cli/call.h"
#include "cli/style.h"
#include "io/store.h"

enum cairn_view_kind {
    CAIRN_VIEW_PLAIN,
    CAIRN_VIEW_YES_NO,      /* 1 and 0 */
    CAIRN_VIEW_PERCENT,     /* a share, times 100 */
    CAIRN_VIEW_PROBABILITY, /* ">0.999" rather than a 1 that promises too much */
};

struct cairn_view_column {
    const char *name;  /* in the view, or an expression of its columns */
    const char *title; /* NULL: the name */
    bool detail;       /* left out in brief */
    enum cairn_view_kind kind;
};

struct cairn_view {
    const char *name, *help;
    const char *view;  /* in the file */
    const char *order; /* ORDER BY ..., where the view itself has none */
    const struct cairn_view_column *columns;
    size_t n_columns;
};

/* The view of that number; the first is what is shown by default. NULL: beyond the last. */
const struct cairn_view *cairn_view_at(int index);

/* The view of that name, or with that name in the file; NULL: there is none. */
const struct cairn_view *cairn_view_find(const char *name);

/* The name most like this one, or NULL. */
const char *cairn_view_nearest(const char *name);

struct cairn_view_request {
    const struct cairn_view *view;
    const char *where;                   /* a condition in SQL; NULL: every row */
    const char *also;                    /* more columns of CSV and JSON in SQL; NULL: none */
    const struct cairn_cell *parameters; /* of the condition */
    int n_parameters;
    bool brief; /* text without details */
    bool alone; /* text without the scenario, as all rows are of one */
    bool apart; /* text with the number of the study, as several have one name */
    int most;   /* rows of a text; 0: all */
};

/*
 * Appends the rows as a table; a text without rows is nothing at all. *n_rows (may be NULL) is how
 * many there are, also those beyond `most`.
 */
enum cairn_store_status cairn_view_write(const struct cairn_view_request *request,
                                         struct cairn_store *store, enum cairn_format format,
                                         struct cairn_style style, struct cairn_buffer *out,
                                         int *n_rows);

#endif
