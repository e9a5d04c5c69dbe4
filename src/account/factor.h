/*
 * factor.h - the factor book: every number that accounting multiplies by, once
 *
 * A factor is what turns a simulated quantity into joules, grams, litres or dollars. It has a kind
 * (a row of a table: name, unit, meaning), a subject (the id of the grid, hardware, pool ... it
 * belongs to), where it varies over the year a window, and evidence: where it was said and how it
 * is known. The book is a set: entering (kind, subject, window) again returns the same index, and
 * indices are given in order of first entry, so that equal work yields equal books.
 *
 * Some factors are the scenario's numbers as they were said, others follow from one or two of them
 * (watts at the wall, horizon / lifetime, 1 / batch); the table says which. A factor that is
 * changed in the results file changes the footprint in proportion to the terms that hold it.
 *
 * Invariant: values are finite; absent figures are never entered.
 */
#ifndef CAIRN_ACCOUNT_FACTOR_H
#define CAIRN_ACCOUNT_FACTOR_H

#include <stddef.h>

#include <cairn/scenario.h>

#include "base/arena.h"

enum cairn_factor_kind {
    CAIRN_FACTOR_WEIGHT,
    CAIRN_FACTOR_HORIZON,

    CAIRN_FACTOR_POWER_BUSY,
    CAIRN_FACTOR_POWER_IDLE,
    CAIRN_FACTOR_POWER_SLEEP,
    CAIRN_FACTOR_POWER_WAKING,
    CAIRN_FACTOR_POWER_LOADING,
    CAIRN_FACTOR_POWER_OFF,

    CAIRN_FACTOR_SHARED_BUSY,
    CAIRN_FACTOR_SHARED_IDLE,
    CAIRN_FACTOR_SHARED_RESERVED,
    CAIRN_FACTOR_HOST_SHARE,
    CAIRN_FACTOR_SERVICE_ENERGY,
    CAIRN_FACTOR_SERVICE_EMBODIED,
    CAIRN_FACTOR_SERVICE_PRICE,

    CAIRN_FACTOR_CACHE_POWER,
    CAIRN_FACTOR_CACHE_LOOKUP,

    CAIRN_FACTOR_NETWORK_AVERAGE,
    CAIRN_FACTOR_NETWORK_MARGINAL,
    CAIRN_FACTOR_NETWORK_BASE,
    CAIRN_FACTOR_LINE_SHARE,
    CAIRN_FACTOR_RADIO_PROMOTION,
    CAIRN_FACTOR_RADIO_ACTIVE,
    CAIRN_FACTOR_RADIO_TAIL,
    CAIRN_FACTOR_RADIO_UP,
    CAIRN_FACTOR_RADIO_DOWN,

    CAIRN_FACTOR_STORED_BYTES,
    CAIRN_FACTOR_STORAGE_ENERGY,
    CAIRN_FACTOR_STORAGE_EMBODIED,
    CAIRN_FACTOR_STORAGE_PRICE,

    CAIRN_FACTOR_TRAINING_ENERGY,
    CAIRN_FACTOR_TRAINING_PRICE,
    CAIRN_FACTOR_PRETRAINING,

    CAIRN_FACTOR_RELEASE_BYTES,
    CAIRN_FACTOR_RELEASE_INSTALL,
    CAIRN_FACTOR_RELEASES,
    CAIRN_FACTOR_RELEASE_PUSHES,
    CAIRN_FACTOR_MONITORING_POWER,
    CAIRN_FACTOR_MONITORING_TRAFFIC,
    CAIRN_FACTOR_MONITORING_ENERGY,
    CAIRN_FACTOR_MONITORING_BYTES,
    CAIRN_FACTOR_RADIO_CARRIED,
    CAIRN_FACTOR_RADIO_WAKE,
    CAIRN_FACTOR_FAILURES,
    CAIRN_FACTOR_REPLACED,
    CAIRN_FACTOR_WASTED,
    CAIRN_FACTOR_VISITED,
    CAIRN_FACTOR_VISIT_CARBON,
    CAIRN_FACTOR_VISIT_PRICE,
    CAIRN_FACTOR_WRONG,
    CAIRN_FACTOR_REWORK_CARBON,
    CAIRN_FACTOR_REWORK_PRICE,
    CAIRN_FACTOR_SHELF,
    CAIRN_FACTOR_USED,
    CAIRN_FACTOR_PASSED_ON,
    CAIRN_FACTOR_RESALE,

    CAIRN_FACTOR_EMBODIED,
    CAIRN_FACTOR_AMORTISATION,
    CAIRN_FACTOR_WRITE_OFF,
    CAIRN_FACTOR_PURCHASES,

    CAIRN_FACTOR_PUE,
    CAIRN_FACTOR_PUE_CHARGED,
    CAIRN_FACTOR_IT_SHARE,
    CAIRN_FACTOR_WUE,
    CAIRN_FACTOR_WUE_OF_FACILITY,
    CAIRN_FACTOR_GRID_LOSS,
    CAIRN_FACTOR_CONTRACT_SHARE,
    CAIRN_FACTOR_CONTRACT_REST,
    CAIRN_FACTOR_CONTRACT_INTENSITY,
    CAIRN_FACTOR_INTENSITY, /* first of 8: + 2 x intensity kind + scope */
    CAIRN_FACTOR_INTENSITY_LAST = CAIRN_FACTOR_INTENSITY + 7,
    CAIRN_FACTOR_DEFERRED, /* first of 8, likewise */
    CAIRN_FACTOR_DEFERRED_LAST = CAIRN_FACTOR_DEFERRED + 7,
    CAIRN_FACTOR_DEFERRED_PUE,
    CAIRN_FACTOR_GRID_WATER,
    CAIRN_FACTOR_GRID_WATER_WITHOUT_RESERVOIRS,
    CAIRN_FACTOR_SCARCITY,

    CAIRN_FACTOR_PRICE,
    CAIRN_FACTOR_ELECTRICITY_PRICE,
    CAIRN_FACTOR_RENT,
    CAIRN_FACTOR_EGRESS,
    CAIRN_N_FACTOR_KINDS
};

struct cairn_factor_type {
    const char *name; /* in the results file */
    const char *unit;
    const char *help; /* what the subject is and what the value means */
};

/* The row of a kind; static. */
const struct cairn_factor_type *cairn_factor_type(enum cairn_factor_kind kind);

static inline enum cairn_factor_kind cairn_factor_intensity(enum cairn_intensity_kind kind,
                                                            enum cairn_intensity_scope scope)
{
    return (enum cairn_factor_kind)((int)CAIRN_FACTOR_INTENSITY + 2 * (int)kind + (int)scope);
}

static inline enum cairn_factor_kind cairn_factor_deferred(enum cairn_intensity_kind kind,
                                                           enum cairn_intensity_scope scope)
{
    return (enum cairn_factor_kind)((int)CAIRN_FACTOR_DEFERRED + 2 * (int)kind + (int)scope);
}

struct cairn_factor {
    enum cairn_factor_kind kind;
    const char *subject;
    int window; /* of the sampling plan, or CAIRN_NONE: holds throughout */
    double value;
    struct cairn_evidence evidence; /* source CAIRN_NONE: the scenario's own word */
    struct cairn_origin origin;     /* file NULL: follows from the sampling plan */
};

struct cairn_factor_book {
    struct cairn_factor *factors; /* in order of first entry; owned */
    int n;
    size_t capacity;
    int *slots; /* hash table of indices, CAIRN_NONE where free; owned */
    size_t n_slots;
    struct cairn_arena texts;
};

void cairn_factor_book_init(struct cairn_factor_book *book);
void cairn_factor_book_release(struct cairn_factor_book *book);

/*
 * Index of the factor of this kind, subject and window, entered if it is new (subject is then
 * copied). One that is there must have the same value: the program is aborted where it has not,
 * since an answer would be another's.
 */
int cairn_factor_enter(struct cairn_factor_book *book, const struct cairn_factor *factor);

/* Index, or CAIRN_NONE. */
int cairn_factor_find(const struct cairn_factor_book *book, enum cairn_factor_kind kind,
                      const char *subject, int window);

#endif
