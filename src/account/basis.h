/*
 * basis.h - closed sets of accounting conventions, under which one placement has several footprints
 *
 * A basis fixes what may otherwise be mixed to taste: which intensity of a grid is charged, how a
 * network is, when embodied carbon counts, whether public pretraining does. The sets are closed
 * because their parts only make sense together: marginal intensities answer what a decision
 * changes, and go with marginal network energy and with purchases; averages answer who is
 * responsible for what is emitted anyway. Marginal direct intensity is never paired with
 * life-cycle.
 *
 * Words: a charge says with which intensity a basis multiplies an amount of electricity, and in
 * which category of the GHG Protocol it falls. Own electricity is that of devices the planner runs
 * (bought or owned devices, caches, storage, equipment at the site, own training); bought-in
 * electricity is that of others who serve him (rented devices, shared pools, managed services,
 * carriers).
 *
 * Invariant: what a basis needs and a grid lacks is named, and never replaced by another figure.
 */
#ifndef CAIRN_ACCOUNT_BASIS_H
#define CAIRN_ACCOUNT_BASIS_H

#include <stdbool.h>

#include <cairn/scenario.h>

enum cairn_network_model {
    CAIRN_NETWORK_AVERAGE, /* all energy of the equipment over all its data */
    CAIRN_NETWORK_MARGINAL /* what a data rate adds, and lines that the deployment adds */
};

enum cairn_embodied_model {
    CAIRN_EMBODIED_AMORTISED, /* total x horizon / lifetime */
    CAIRN_EMBODIED_PURCHASED  /* total at each purchase; owned stock adds none */
};

struct cairn_basis {
    enum cairn_basis_kind kind;
    const char *id;   /* as scenarios name it */
    const char *name; /* for tables */
    const char *help;
    enum cairn_intensity_kind intensity; /* the one that operation is charged with; ghg-location */
    enum cairn_intensity_scope scope;    /* has further charges */
    enum cairn_network_model network;
    enum cairn_embodied_model embodied;
    bool pretraining; /* public pretraining is a line */
    bool activities;  /* what people do because of it: journeys to devices, rework */
    bool handed_on;   /* devices are charged less what their next user bears */
    bool decides;     /* a placement may be decided on it; otherwise it is only reported */
};

/* Rows in order of enum cairn_basis_kind; static. */
const struct cairn_basis *cairn_basis(enum cairn_basis_kind kind);

/* The row with this id, or NULL. */
const struct cairn_basis *cairn_basis_find(const char *id);

/* Sets of bases: bit per kind. */
#define CAIRN_BASIS_BIT(kind) (1u << (unsigned)(kind))
#define CAIRN_ALL_BASES (CAIRN_BASIS_BIT(CAIRN_N_BASES) - 1)
unsigned cairn_bases_of_network(enum cairn_network_model model);
unsigned cairn_bases_of_embodied(enum cairn_embodied_model model);
unsigned cairn_bases_with_pretraining(void);
unsigned cairn_bases_with_activities(void);
unsigned cairn_bases_with_handed_on(void);

/* One way in which some bases charge a kWh of electricity. */
struct cairn_charge {
    enum cairn_intensity_kind kind;
    enum cairn_intensity_scope scope;
    double sign; /* 1, or -1 where a difference is charged */
    bool bought; /* charges what no contract of the place covers */
    bool loss;   /* charges what is lost on the way to the socket, not what is used */
    unsigned bases;
    const char *category; /* of the GHG Protocol, for both of its bases; NULL where that has none */
};

/* Does the planner run its devices? Those that are rented run on the electricity of their owner. */
bool cairn_pool_is_own(const struct cairn_pool *pool);

/* The charges on own or bought-in electricity; static. */
const struct cairn_charge *cairn_basis_charges(bool own, int *n);

/* "average life-cycle intensity": how messages call an intensity. */
const char *cairn_intensity_name(enum cairn_intensity_kind kind, enum cairn_intensity_scope scope);

#endif
