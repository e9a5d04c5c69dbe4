#ifndef CAIRN_CHOOSE_PATH_STOCK_H
#define CAIRN_CHOOSE_PATH_STOCK_H

/* The devices that a path has at one time: per good, when each of them ends. [PATH] */

#include "choose/path.h"

/* Units of one good that end together. */
struct cairn_batch {
    double end;    /* in years after the start of the first */
    double paid_g; /* what was charged for each, on average */
    int units;     /* at least 1 */
};

/* All of one good, ends ascending and different. */
struct cairn_pile {
    struct cairn_batch *batches; /* owned */
    int n;
};

struct cairn_stock {
    struct cairn_pile *piles; /* [good]; owned */
};

void cairn_stock_init(struct cairn_stock *stock, int n_goods);
void cairn_stock_copy(struct cairn_stock *to, const struct cairn_stock *from, int n_goods);
void cairn_stock_release(struct cairn_stock *stock, int n_goods);

/* Whether as much ends at the same times, to the bit. */
bool cairn_stock_same(const struct cairn_stock *a, const struct cairn_stock *b, int n_goods);

/* A hash of these times. */
unsigned long long cairn_stock_hash(const struct cairn_stock *stock, int n_goods);

/*
 * Goes through a year with these numbers of units in use; returns what is bought in it. events,
 * [good], may be NULL.
 */
double cairn_stock_step(struct cairn_stock *stock, const struct cairn_path_problem *problem,
                        int year, const int *count, struct cairn_path_event *events);

#endif
