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

/* ---- of sixteen replications of which the winner is seen in four ---- */

enum { STAGED_MOST = 16, STAGED_SEEN = 4 };

/* A town with up to nine devices of a kind, whose tie is a quarter. */
struct cairn_scenario *staged_town(void);

/*
 * Adds a contender that takes so much more than the winner in each replication, but was seen in two
 * only. The winner takes 100, 110, 300 and 310, a mean of 205, and then 205.
 */
int staged_add_more(struct staged *t, int pool, int count, int batch, double more);

/* Makes one of them the winner, settled; after all are there. */
void staged_win(struct staged *t, int index);

/* Owned panels at the site of a town, 30 W from ten to two, and a battery: an accounting group. */
void staged_sun(struct cairn_scenario *s);

#endif
