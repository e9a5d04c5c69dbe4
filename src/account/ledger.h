/*
 * ledger.h - the footprint of a component as a list of terms, each a quantity times factors
 *
 *     footprint = sum over terms of  amount x factor x factor x ... x scale
 *
 * An amount is a simulated quantity (an integer of quantity.h) or a constant of the placement
 * (devices, lines, runs of a training). A factor is a number of the scenario or of the sampling
 * plan, with a name, a unit and evidence: watts by state and batch size, PUE, intensity of a grid
 * in the hours of a window, embodied grams, prices, the weight of a window. Scale holds unit
 * conversions only (ns to s, J to kWh) and the sign. Every term names its part, its place, what it
 * is of and the tag of its equation. The results file stores amounts, factors and terms, so that
 * SQL recomputes the same footprint; nothing is accounted anywhere but here.
 *
 * Terms never simulate and never look at each other: footprints of components add. Energy, carbon,
 * water and money of the same joules share amount and factors. The order of terms is a function of
 * scenario, plan and component.
 *
 * Most terms are there once per window of the plan and differ by nothing else: quantity, weight
 * and, by the hour, intensity and what the building adds. Such a family is a line, and the ledger
 * holds lines; terms are written out as they are walked through. A planet has millions of terms and
 * thousands of lines.
 *
 * A figure that is absent makes no term. It is named in a note instead, with the measures and bases
 * whose totals are incomplete without it; whoever shows a total asks cairn_ledger_missing() first.
 */
#ifndef CAIRN_ACCOUNT_LEDGER_H
#define CAIRN_ACCOUNT_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "account/basis.h"
#include "account/factor.h"
#include "model/component.h"
#include "physics/quantity.h"

enum cairn_measure {
    CAIRN_CARBON,                   /* gCO2e, by basis */
    CAIRN_ENERGY_USED,              /* J of facility and network energy, by basis (network model) */
    CAIRN_WATER_USED,               /* L, reservoirs included; by basis (network model) */
    CAIRN_WATER_WITHOUT_RESERVOIRS, /* L */
    CAIRN_WATER_SCARCITY,           /* L of the world, reservoirs included; see weighs_water */
    CAIRN_MONEY_SPENT,              /* USD, the same under all bases */
    CAIRN_N_MEASURES
};

enum cairn_part {
    CAIRN_PART_BUSY,    /* devices at work */
    CAIRN_PART_IDLE,    /* devices idle, asleep, waking */
    CAIRN_PART_SERVICE, /* managed services and shares of a provider's pool */
    CAIRN_PART_CACHE,
    CAIRN_PART_NETWORK,          /* of money: egress */
    CAIRN_PART_EMBODIED,         /* of devices and hosts; of money: their price */
    CAIRN_PART_NETWORK_EMBODIED, /* of added lines; of money: their price */
    CAIRN_PART_STORAGE,
    CAIRN_PART_TRAINING,    /* own */
    CAIRN_PART_PRETRAINING, /* public, inventory only */
    CAIRN_PART_RENT,        /* money only */
    CAIRN_PART_OVERHEAD,    /* of a building, that no device has by itself: groups only */
    CAIRN_PART_SUPPLY,      /* sun and battery: what they change, and their making */
    CAIRN_PART_RELEASES,    /* new versions on their way to devices, and installed there */
    CAIRN_PART_MONITORING,
    CAIRN_PART_REPAIRS, /* devices in the place of broken ones, visits */
    CAIRN_PART_REWORK,  /* what wrong answers cause */
    CAIRN_N_PARTS
};

/* Of what is bought: its making, or its price. */
static inline bool cairn_part_is_embodied(enum cairn_part part)
{
    return part == CAIRN_PART_EMBODIED || part == CAIRN_PART_NETWORK_EMBODIED;
}

/* What a term belongs to; `item` is its index in the scenario. */
enum cairn_item_kind {
    CAIRN_ITEM_POOL,
    CAIRN_ITEM_LINK,
    CAIRN_ITEM_CACHE,
    CAIRN_ITEM_WORKLOAD,
    CAIRN_ITEM_PLACE,
};

enum { CAIRN_N_ITEM_KINDS = CAIRN_ITEM_PLACE + 1 };

enum { CAIRN_TERM_FACTORS = 6 }; /* as many columns has the results file */

struct cairn_term {
    enum cairn_measure measure;
    unsigned bases; /* bit per enum cairn_basis_kind that this term belongs to */
    enum cairn_part part;
    int place; /* into the scenario's places: whose grid, or who owns it */
    enum cairn_item_kind item_kind;
    int item;
    const char *equation; /* tag in docs/MODEL.md, such as "[CARB]"; static */
    const char *category; /* of the GHG Protocol, such as "2", "3.3", or NULL; static */
    bool of_energy;       /* carbon of joules that are drawn: at an intensity; false: any other */
    bool elsewhere;       /* drawn by equipment of a network, though the item causes it */
    int quantity;         /* index into counts of the component's quantities, or CAIRN_NONE */
    double amount;        /* where quantity is CAIRN_NONE */
    int hours_of;         /* window in whose hours its intensity is taken; CAIRN_NONE: all week */
    int n_factors;
    int factor[CAIRN_TERM_FACTORS]; /* into the book */
    double scale;
};

enum cairn_note_kind {
    CAIRN_NOTE_MISSING,      /* a figure is absent: totals of measures and bases are incomplete */
    CAIRN_NOTE_LEFT_OUT,     /* a figure is absent that no total must have: public pretraining, the
                            far ends of an added line */
    CAIRN_NOTE_CONVERTED,    /* power converted to the wall */
    CAIRN_NOTE_EXTRAPOLATED, /* power of batches that were not measured */
};

struct cairn_ledger_note {
    enum cairn_note_kind kind;
    unsigned measures; /* bit per measure */
    unsigned bases;
    int place;  /* where it was met first */
    char *text; /* such as `grid "PL" has no long-run direct intensity`; owned */
};

/* One term, or one per window of weight over 0. */
struct cairn_ledger_line {
    struct cairn_term term; /* what they share: quantity of window 0, factors that always hold */
    bool by_window;
    const int *overhead;  /* [window] factor before the intensity, or NULL: none; the ledger's */
    const int *intensity; /* [window] last factor but the weight, or NULL: none; the ledger's */
};

struct cairn_ledger {
    struct cairn_ledger_line *lines; /* owned */
    int n_lines;
    size_t lines_capacity;
    int n;             /* terms */
    bool weighs_water; /* the scenario says somewhere how scarce water is */
    int n_weighted;    /* windows of weight over 0 */
    int n_windows;     /* of the plan */
    int stride;        /* from the quantity of a window to that of the next */
    int *weight;       /* [window] factor, or CAIRN_NONE: no weight; owned */
    int **tables;      /* that lines refer to; owned */
    int n_tables;
    struct cairn_ledger_note *notes; /* in order of first mention, each text once; owned */
    int n_notes;
    size_t notes_capacity;
};

/* The terms of a component. Factors are entered into `book`, which several ledgers share. */
void cairn_ledger_init(struct cairn_ledger *ledger, const struct cairn_scenario *scenario,
                       const struct cairn_component *component, struct cairn_factor_book *book);

/*
 * The same at least, whatever else a placement does: work that may wait knows its hours and finds
 * room in the best of them. [DEFER] Equal to the above where nothing waits.
 */
void cairn_ledger_init_least(struct cairn_ledger *ledger, const struct cairn_scenario *scenario,
                             const struct cairn_component *component,
                             struct cairn_factor_book *book);
void cairn_ledger_release(struct cairn_ledger *ledger);

/*
 * What is missing from the total of a measure under a basis: the first note, or NULL where the
 * total is complete.
 */
const struct cairn_ledger_note *cairn_ledger_missing(const struct cairn_ledger *ledger,
                                                     enum cairn_measure measure,
                                                     enum cairn_basis_kind basis);

/*
 * Walks through the terms in order:
 *
 *     struct cairn_terms terms = cairn_ledger_terms(ledger);
 *     while (cairn_terms_next(&terms))
 *         ... terms.term, the terms.index-th ...
 */
struct cairn_terms {
    const struct cairn_ledger *ledger;
    unsigned measures, bases; /* a bit for each that is wanted */
    int line, window;         /* to come */
    int index;
    struct cairn_term term;
};
struct cairn_terms cairn_ledger_terms(const struct cairn_ledger *ledger);
bool cairn_terms_next(struct cairn_terms *terms);

/* The same for those of one total alone; the index is that among all. */
struct cairn_terms cairn_ledger_terms_of(const struct cairn_ledger *ledger,
                                         enum cairn_measure measure, enum cairn_basis_kind basis);

/*
 * Sums take amounts: the quantities of one replication, or their mean over several, by the layout
 * of the component; no integers any more where they are means or corrected.
 */

/* Value of one term. */
double cairn_term_value(const struct cairn_term *term, const struct cairn_factor_book *book,
                        const double *amounts);

/* Sum over the terms of a measure and basis, in order of the terms; parts may be NULL. */
double cairn_ledger_total(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                          enum cairn_measure measure, enum cairn_basis_kind basis,
                          const double *amounts, double parts[CAIRN_N_PARTS]);

/* The same under all bases in one pass, each total with the same bits as above. */
void cairn_ledger_totals(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                         enum cairn_measure measure, const double *amounts,
                         double totals[CAIRN_N_BASES]);

/* All totals of one or more ledgers. Start from all zero. */
struct cairn_footprint {
    double total[CAIRN_N_MEASURES][CAIRN_N_BASES];
    double part[CAIRN_N_MEASURES][CAIRN_N_BASES][CAIRN_N_PARTS];
};

/* Adds the terms of a ledger in one pass, those of one place or, for CAIRN_NONE, all. */
void cairn_ledger_add(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                      const double *amounts, int place, struct cairn_footprint *footprint);

/*
 * Adds what a line amounts to in each window to sums[n_windows + 1]; a line without windows goes to
 * the last.
 */
void cairn_ledger_add_line(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                           const double *amounts, int line, double *sums);

/* Energy under a basis, in J, of one pool, link, cache or workload: what itself draws. */
double cairn_ledger_item_energy_j(const struct cairn_ledger *ledger,
                                  const struct cairn_factor_book *book, enum cairn_basis_kind basis,
                                  enum cairn_item_kind kind, int item, const double *amounts);

/*
 * Does a scenario say of any grid or place how scarce its water is? Otherwise nobody asks for
 * water by scarcity: there are no terms of it, its total is missing, and what it lacks is no news.
 */
bool cairn_ledger_weighs_water(const struct cairn_scenario *scenario);

/* What an aim is measured by. */
enum cairn_measure cairn_aim_measure(enum cairn_aim aim);

/* Names as in the results file; static. */
const char *cairn_measure_name(enum cairn_measure measure);
const char *cairn_measure_unit(enum cairn_measure measure);
/* In which results show it (kg, kWh, L, USD), and how many of the ledger's units that is. */
const char *cairn_measure_shown_unit(enum cairn_measure measure, double *per_unit);
const char *cairn_part_name(enum cairn_part part);
const char *cairn_item_kind_name(enum cairn_item_kind kind);

/* How many items of a kind a scenario has, and the id of one of them. */
int cairn_item_count(const struct cairn_scenario *scenario, enum cairn_item_kind kind);
const char *cairn_item_id(const struct cairn_scenario *scenario, enum cairn_item_kind kind,
                          int item);

#endif
