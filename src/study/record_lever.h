/*
 * record_lever.h - levers as rows of the results file
 *
 * A study holds the levers of a placement once for each list of settings. The placement gets a
 * number in the study where it has none.
 */
#ifndef CAIRN_STUDY_RECORD_LEVER_H
#define CAIRN_STUDY_RECORD_LEVER_H

#include "io/store.h"
#include "study/levers.h"

/* "sleep=10 s, ...": what was asked for, levers too where not all; freed by the caller. */
char *cairn_levers_settings(const struct cairn_levers *levers);

/* What came of a lever: "saves", "saves nothing", "breaks a promise", "does not apply". */
const char *cairn_lever_status(const struct cairn_lever_result *result);

/* Writes them, in a transaction of its own, unless they are there. See the store's status. */
void cairn_record_levers(struct cairn_store *store, int64_t study,
                         const struct cairn_levers *levers);

#endif
