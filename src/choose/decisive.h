/*
 * decisive.h - which term decides between two placements under a basis
 *
 * Two totals say who wins, not why. Carbon is a sum over parts (busy, idle, embodied ...), each a
 * sum over items (a pool, a link, a cache, a workload). What decides is the part in which the
 * better placement saves most against the other, and within it the item that makes most of that
 * difference: "embodied of box". All parts together make the difference of the totals, so a part
 * may save more than the winner is ahead by.
 *
 * Means over replications: terms are linear in quantities, so the mean of a footprint is the
 * footprint of the mean quantities.
 */
#ifndef CAIRN_CHOOSE_DECISIVE_H
#define CAIRN_CHOOSE_DECISIVE_H

#include "choose/candidate.h"

struct cairn_decisive {
    int rival; /* candidate that the winner is held against, or CAIRN_NONE: nothing is known */
    enum cairn_part part;
    enum cairn_item_kind item_kind;
    int item;           /* into the scenario */
    double saved_g;     /* by the winner, in this part: what the rival emits more */
    double saved_all_g; /* in all parts */
};

/*
 * What decides between two candidates that were both observed in the first n replications, under
 * a basis for which both have all figures; `rival` is left to the caller. False: the winner saves
 * in no part.
 */
bool cairn_decisive_find(struct cairn_candidate *winner, struct cairn_candidate *rival,
                         enum cairn_basis_kind basis, int n, struct cairn_decisive *decisive);

#endif
