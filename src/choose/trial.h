/*
 * trial.h - one placement on trial: its components, what they emit and what they keep
 *
 * A trial joins a placement with the lab (physics) and the ledger (accounting). It owns no
 * samples; the lab does. What it emits in a replication is accounted once, under all bases, and
 * kept. Accounting groups (account/group.h) come after the components: what they change hangs on
 * all of them together, replication by replication.
 *
 * Where a trial has controls, what it amounts to is accounted from corrected quantities [CV];
 * without them, as in the search, from what was counted. Promises are judged by counts.
 */
#ifndef CAIRN_CHOOSE_TRIAL_H
#define CAIRN_CHOOSE_TRIAL_H

#include "account/contraction.h"
#include "account/group.h"
#include "account/ledger.h"
#include "choose/control.h"
#include "choose/lab.h"
#include "choose/promise.h"

struct cairn_trial {
    const struct cairn_scenario *scenario;
    struct cairn_placement placement; /* owned */
    struct cairn_components components;
    struct cairn_ledger *ledgers; /* [component]; owned */
    struct cairn_factor_book *book;
    struct cairn_lab *lab;
    const struct cairn_grounds *grounds; /* the lab's */
    struct cairn_groups groups;
    int n_group_amounts; /* of all groups */
    double **settled[2]; /* [as counted, corrected][replication] them, NULL: not yet; owned */
    int n_settled[2];
    double *values[CAIRN_N_MEASURES][CAIRN_N_BASES]; /* [replication], as far as accounted; owned */
    int n_values[CAIRN_N_MEASURES];
    int *asked;  /* [component]: most samples asked for, which the lab counts as wanted; owned */
    int *tested; /* [component]: samples that promises are tested by; 0: as many as asked; owned */
    const struct cairn_controls *controls; /* outlive the trial; NULL: none. Set it after init */
    struct cairn_control *control;         /* [component], once needed; owned */
    double *amounts;                       /* of the component looked at last; owned */
};

/*
 * Puts a copy of the placement on trial. The plan, book and lab outlive the trial. Without a lab
 * (NULL) there is nothing but the components and their ledgers.
 */
void cairn_trial_init(struct cairn_trial *trial, const struct cairn_scenario *scenario,
                      const struct cairn_plan *plan, const struct cairn_placement *placement,
                      struct cairn_factor_book *book, struct cairn_lab *lab);
void cairn_trial_release(struct cairn_trial *trial);

/* n replications of all components of a placement. */
struct cairn_trial_want {
    struct cairn_trial *trial;
    int n;
};

/*
 * Simulates together what is missing of all that is wanted; the trials share a lab. False: stopped.
 */
bool cairn_trials_prepare(const struct cairn_trial_want *wants, int n_wants);

/* The entry of a component with at least n samples. */
const struct cairn_lab_entry *cairn_trial_entry(struct cairn_trial *trial, int component, int n);

/*
 * Quantities of a component in one replication, by the layout of its entry, corrected where the
 * trial has controls. The trial's, until the next call.
 */
const double *cairn_trial_amounts(struct cairn_trial *trial, int component, int replication);

/* The same as counted, without any correction. */
const double *cairn_trial_counts(struct cairn_trial *trial, int component, int replication);

/* Amounts of a group in one replication, for the terms of its ledger. The trial's. */
const double *cairn_trial_group_amounts(struct cairn_trial *trial, int group, int replication);

/* What the groups amount to in one replication, corrected or as counted; parts are added to. */
double cairn_trial_groups_total(struct cairn_trial *trial, int replication, bool corrected,
                                enum cairn_measure measure, enum cairn_basis_kind basis,
                                double parts[CAIRN_N_PARTS]);

/*
 * What the placement amounts to over the horizon in one replication, components in order. parts
 * may be NULL; they are added to, not set.
 */
double cairn_trial_total(struct cairn_trial *trial, int replication, enum cairn_measure measure,
                         enum cairn_basis_kind basis, double parts[CAIRN_N_PARTS]);

/*
 * A total under a basis in each of the first n replications, the same numbers as
 * cairn_trial_total() gives. The array is the trial's and stays as it is until more are asked for.
 */
const double *cairn_trial_values(struct cairn_trial *trial, enum cairn_measure measure,
                                 enum cairn_basis_kind basis, int n);

/* By what the scenario's aim is measured. */
enum cairn_measure cairn_trial_aim(const struct cairn_trial *trial);

/*
 * Contracts a total over replications 0 .. n_replications - 1 of the setup, whose parts are filled
 * in here. Not of a trial with groups: what they change is no polynomial of any factor, and is
 * evaluated point by point.
 */
void cairn_trial_contract(struct cairn_trial *trial, const struct cairn_contraction_setup *setup,
                          struct cairn_contraction *contraction);

/* The same from what was counted, without any correction. */
double cairn_trial_counted(struct cairn_trial *trial, int replication, enum cairn_measure measure,
                           enum cairn_basis_kind basis);

/* Requests that were measured in the first n replications, peak windows among them. */
int64_t cairn_trial_requests(struct cairn_trial *trial, int n);

/* What is missing from a total, in words that last as long as the trial, or NULL: complete. */
const char *cairn_trial_missing(const struct cairn_trial *trial, enum cairn_measure measure,
                                enum cairn_basis_kind basis);

/*
 * The errors of one promise, where those of the placement are alpha less what budgets take
 * (budget.h): all of it of "kept", of "broken" an equal part of half of it, the other half being
 * that of loads (backlog.h).
 */
struct cairn_promise_error cairn_trial_promise_error(const struct cairn_trial *trial, double alpha);

/*
 * Tests every promise over n replications, in order of the components; of those that further.h has
 * settled, over as many as it says. Returns a new array, freed with cairn_free().
 */
struct cairn_promise_result *cairn_trial_promises(struct cairn_trial *trial, int n, double alpha,
                                                  int *n_results);

/* May more than n replications of a component show that a line of it grows? (backlog.h) */
bool cairn_trial_load_is_open(struct cairn_trial *trial, int component, int n, double alpha);

/* The worst of the verdicts of promises and budgets: broken before undecided before kept. */
enum cairn_verdict cairn_trial_verdict(struct cairn_trial *trial, int n, double alpha);

#endif
