/*
 * accounted.h - all that a scenario's first baseline amounts to, replication by replication
 *
 * Every measure under every basis, in all and by part, also where a figure is missing: a total that
 * lacks a term is as good for comparing as any other. What a part takes of an intensity (the carbon
 * of electricity) stands apart from its rest.
 */
#ifndef TESTS_SUPPORT_ACCOUNTED_H
#define TESTS_SUPPORT_ACCOUNTED_H

#include <stdbool.h>
#include <stddef.h>

#include <cairn/scenario.h>

#include "account/ledger.h"

enum accounted_kind { ACCOUNTED_REST, ACCOUNTED_DRAWN, ACCOUNTED_KINDS };

struct accounted_total {
    double all;
    double part[CAIRN_N_PARTS][ACCOUNTED_KINDS];
};

typedef struct accounted_total accounted_totals[CAIRN_N_MEASURES][CAIRN_N_BASES];

struct accounted {
    int n;                /* replications */
    accounted_totals *of; /* [replication]; owned */
};

/* The number is that of tried.h. */
void accounted_init(struct accounted *accounted, const struct cairn_scenario *scenario, int number,
                    int n);
void accounted_release(struct accounted *accounted);

/* Which of the numbers. */
struct accounted_at {
    int replication;
    enum cairn_measure measure;
    enum cairn_basis_kind basis;
    enum cairn_part part;
    enum accounted_kind kind;
};

double accounted_value(const struct accounted *accounted, const struct accounted_at *at);

/*
 * Is every part what is due, by a function, within a relative error, or to the last bit for 0? A
 * due of NaN is not looked at. If not, says in `text` which part is not.
 */
bool accounted_is(const struct accounted *accounted,
                  double (*due)(const void *context, const struct accounted_at *at),
                  const void *context, double within, char *text, size_t size);

#endif
