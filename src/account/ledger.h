/*
 * ledger.h - the footprint of a component as a list of terms, each a quantity times factors
 *
 *     footprint = sum over terms of  amount x factor x factor x ... x scale
 *
 * An amount is a simulated quantity (an integer of quantity.h) or a constant of the placement
 * (devices, lines, runs of a training). A factor is a number of the scenario or of the sampling
 * plan, with a name, a unit and evidence: watts by state and batch size, PUE, intensity of a grid in
 * the hours of a window, embodied grams, prices, the weight of a window. Scale holds unit
 * conversions only (ns to s, J to kWh). Every term names its part, its place and the tag of its
 * equation. The results file stores amounts, factors and terms, so that SQL recomputes the same
 * footprint; nothing is accounted anywhere but here.
 *
 * Terms never simulate and never look at each other: footprints of components add.
 */
#ifndef CAIRN_ACCOUNT_LEDGER_H
#define CAIRN_ACCOUNT_LEDGER_H

#include "account/basis.h"
#include "account/factor.h"
#include "model/component.h"
#include "physics/quantity.h"

enum cairn_measure {
    CAIRN_CARBON,                   /* gCO2e, by basis */
    CAIRN_ENERGY_USED,              /* J of facility and network energy, by basis (network model) */
    CAIRN_WATER_USED,               /* L, reservoirs included */
    CAIRN_WATER_WITHOUT_RESERVOIRS, /* L */
    CAIRN_MONEY_SPENT,              /* USD */
    CAIRN_N_MEASURES
};

enum cairn_part {
    CAIRN_PART_BUSY,             /* devices at work */
    CAIRN_PART_IDLE,             /* devices idle, asleep, waking */
    CAIRN_PART_SERVICE,          /* managed services and shares of a provider's pool */
    CAIRN_PART_CACHE,
    CAIRN_PART_NETWORK,
    CAIRN_PART_EMBODIED,         /* of devices and hosts */
    CAIRN_PART_NETWORK_EMBODIED,
    CAIRN_PART_STORAGE,
    CAIRN_PART_TRAINING,         /* own */
    CAIRN_PART_PRETRAINING,      /* public, inventory only */
    CAIRN_PART_RENT,             /* money only: rent, egress, capital */
    CAIRN_N_PARTS
};

enum { CAIRN_TERM_FACTORS = 6 };

struct cairn_term {
    enum cairn_measure measure;
    unsigned bases;        /* bit per enum cairn_basis_kind that this term belongs to */
    enum cairn_part part;
    int place;             /* into the scenario's places */
    const char *equation;  /* tag in docs/MODEL.md, such as "[CARB]" */
    const char *category;  /* of the GHG Protocol, such as "2", "3.3", or NULL */
    int quantity;          /* index into counts of the component's quantities, or CAIRN_NONE */
    double amount;         /* where quantity is CAIRN_NONE */
    int n_factors;
    int factor[CAIRN_TERM_FACTORS]; /* into the book */
    double scale;
};

struct cairn_ledger {
    struct cairn_term *terms; /* owned */
    int n, capacity;
};

/* The terms of a component. Factors are entered into `book`, which several ledgers share. */
void cairn_ledger_init(struct cairn_ledger *ledger, const struct cairn_scenario *scenario,
                       const struct cairn_component *component, struct cairn_factor_book *book);
void cairn_ledger_release(struct cairn_ledger *ledger);

/* Value of one term for quantities that stand for `replications` replications added up. */
double cairn_term_value(const struct cairn_term *term, const struct cairn_factor_book *book,
                        const int64_t *counts, int replications);

/* Sum over the terms of a measure and basis, in order of the terms; parts may be NULL. */
double cairn_ledger_total(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                          enum cairn_measure measure, enum cairn_basis_kind basis,
                          const int64_t *counts, int replications,
                          double parts[CAIRN_N_PARTS]);

#endif
