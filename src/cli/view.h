#ifndef CAIRN_CLI_VIEW_H
#define CAIRN_CLI_VIEW_H

/*
 * Tables from a results file: a view of the file, or a selection of its columns that suits a
 * terminal, as text, CSV or JSON.
 */

#include "cli/command.h"
#include "io/store.h"

/* Appends the rows of a query as a table in this format. */
void cairn_view_query(const char *sql, const struct cairn_cell *parameters, int n_parameters,
                      struct cairn_store *store, enum cairn_format format,
                      struct cairn_buffer *out);

/* Appends a titled section about one study, in text; nothing where it has no rows. */
void cairn_view_section(struct cairn_call *call, struct cairn_store *store, const char *title,
                        const char *section, int64_t study);

/* Appends the answers of these studies in the format of the call. */
void cairn_view_optima(struct cairn_call *call, struct cairn_store *store, const int64_t *studies,
                       int n_studies);

#endif
