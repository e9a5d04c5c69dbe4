#ifndef CAIRN_CLI_EXPLAIN_H
#define CAIRN_CLI_EXPLAIN_H

/*
 * The evidence behind the answer of one study, for people: sections from the views of the results
 * file, each with a condition and a limit; what a limit cuts off is counted, and said where to see.
 */

#include "cli/command.h"
#include "io/store.h"

/* Appends the sections to the output; `path` is that of the results file. */
void cairn_explain(struct cairn_call *call, struct cairn_store *store, const char *path,
                   int64_t study);

/*
 * The same as members of a JSON object, each the array of a view, of the studies that `where` takes
 * (a condition on column study): ,"routes":[...],"candidates":[...] and so on.
 */
void cairn_explain_json(struct cairn_store *store, const char *where, struct cairn_buffer *out);

#endif
