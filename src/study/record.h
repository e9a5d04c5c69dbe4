/*
 * record.h - an answer as rows of the results file
 *
 * Writes everything that docs/RESULTS.md lists for one study: the question, the candidates, the
 * answer and its evidence, and for the placements that a reader will want to look into (the
 * answer, the runner-up and the baselines) their performance, shopping list and ledger. Nothing
 * is computed here that the answer does not hold; numbers are looked up, put into units and
 * written.
 */
#ifndef CAIRN_STUDY_RECORD_H
#define CAIRN_STUDY_RECORD_H

#include "choose/answer.h"
#include "io/store.h"
#include "study/total.h"

/* What goes with a study besides its answer. */
struct cairn_record {
    struct cairn_store *store;
    struct cairn_answer *answer;
    const char *key;       /* sha256 of all that determines the answer */
    const char *effective; /* scenario text */
    const char *headline;
    int64_t study; /* set by cairn_record_study() */
};

/* Inserts all rows but those of `run`. In a transaction; failures stick to the store. */
void cairn_record_study(struct cairn_record *record);

/* A placement of a study and its number there. */
struct cairn_record_place {
    struct cairn_store *store;
    int64_t study;
    int number;
    const struct cairn_scenario *scenario;
};

/* What it is: name, routes, sizes. */
void cairn_record_place(const struct cairn_record_place *at,
                        const struct cairn_placement *placement);

/* Name of a status, as in the results file; static. */
const char *cairn_record_status(enum cairn_answer_status status);

/* ---- parts, each in its own file ---- */

/* Placements with routes, sizes and, for finalists, performance and shopping list. */
void cairn_record_placements(struct cairn_record *record);

/* How the space was narrowed: what was ruled out at each step, why, and how many that was. */
void cairn_record_narrowing(struct cairn_record *record);

/* Why a contender left the selection or was passed over, owned by the caller; NULL: it did not. */
char *cairn_record_why_out(const struct cairn_answer *answer, int index);

/* Performance of one of these. */
void cairn_record_performance(struct cairn_record *record, int placement);

/* What was promised, and what each candidate makes of it. */
void cairn_record_promises(struct cairn_record *record);

/* Budgets, fronts, what would flip the answer, next best places, what promises cost. */
void cairn_record_reasons(struct cairn_record *record);

/* Which windows of the sampling plan stand for which hours of the week. */
void cairn_record_hours(struct cairn_record *record);

/* What to know before trusting a figure. */
void cairn_record_flags(struct cairn_record *record);

/* How a figure is known, as the results file calls it; static. */
const char *cairn_record_evidence(enum cairn_evidence_class class);

/* Factors; quantities and terms of finalists. */
void cairn_record_ledger(struct cairn_record *record);

/* Is a candidate one whose details are stored? */
bool cairn_record_is_finalist(const struct cairn_answer *answer, int candidate);

#endif
