/*
 * kbest.h - the k cheapest ways to put a placement together
 *
 * Words: a part is one configuration of one component of the space; a choice is a set of parts
 * with the sum of their costs; a list holds the k cheapest choices, cheapest first, at equal cost
 * in the order in which they were offered. Lists of alternatives are offered to one list; lists of
 * things that are all needed are combined: the k least sums of one of each.
 */
#ifndef CAIRN_CHOOSE_KBEST_H
#define CAIRN_CHOOSE_KBEST_H

#include <stdint.h>

struct cairn_part_choice {
    int component;
    uint64_t configuration;
};

struct cairn_choice {
    double cost;
    struct cairn_part_choice *parts; /* owned by its list */
    int n_parts;
};

struct cairn_kbest {
    int k;
    struct cairn_choice *choices; /* owned */
    int n;
};

void cairn_kbest_init(struct cairn_kbest *list, int k);
void cairn_kbest_release(struct cairn_kbest *list);

/* Offers a choice of one part, or of none (cost 0) where component is negative. */
void cairn_kbest_offer(struct cairn_kbest *list, double cost, int component,
                       uint64_t configuration);

/* Offers all choices of another list. */
void cairn_kbest_offer_all(struct cairn_kbest *list, const struct cairn_kbest *from);

/* Replaces each choice of `list` by its sums with each of `with`, and keeps the k least. */
void cairn_kbest_combine(struct cairn_kbest *list, const struct cairn_kbest *with);

#endif
