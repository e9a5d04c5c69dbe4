/*
 * staged.h - an answer whose candidates take what a test says
 *
 * Candidates are placements of a town (town.h), put there by hand. What each takes of the aim is
 * told instead of simulated, so that what is chosen, compared and bounded is worked out on paper;
 * requests, and with them promises, are simulated as ever. Nothing has been searched.
 */
#ifndef TESTS_SUPPORT_STAGED_H
#define TESTS_SUPPORT_STAGED_H

#include "choose/answer.h"

struct staged {
    struct cairn_scenario *s; /* owned */
    struct cairn_answer answer;
    struct cairn_choose_limits limits; /* of the lab */
};

/* Takes the scenario over. Looks are 2, 4 ... most; two kinds are compared with. */
void staged_init(struct staged *t, struct cairn_scenario *s, int most);
void staged_release(struct staged *t);

/* A placement that serves all by so many devices of one pool; contenders come first. Its index. */
int staged_add(struct staged *t, int pool, int count, int batch, bool contender);

/* What a candidate takes, [replication], under all bases or one; of every measure. */
void staged_tell(struct staged *t, int candidate, const double *values, int n);
void staged_tell_under(struct staged *t, int candidate, enum cairn_basis_kind basis,
                       const double *values, int n);

/* Owned panels at the site of a town, 30 W from ten to two: an accounting group. */
void staged_sun(struct cairn_scenario *s);

#endif
