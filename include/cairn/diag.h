/*
 * diag.h - what is wrong with the user's files
 *
 * Whatever reads files collects errors and warnings, each with its place and a text for people, so
 * that one run shows many mistakes. One collection may serve several loads.
 */
#ifndef CAIRN_DIAG_H
#define CAIRN_DIAG_H

#include <cairn/api.h>

/* A collection of errors and warnings. */
struct cairn_diag;

/* An empty collection, freed with cairn_diag_free(). */
CAIRN_API struct cairn_diag *cairn_diag_new(void);

/* NULL is allowed. */
CAIRN_API void cairn_diag_free(struct cairn_diag *diag);

/*
 * All of it, a line each: `file:line: error: text`, files in the order in which they were first
 * mentioned; "" where there is none. Owned by the caller, freed with free().
 */
CAIRN_API char *cairn_diag_text(const struct cairn_diag *diag);

#endif
