/*
 * hand_trial.h - a scenario's first baseline on trial, with counts that a test makes up
 *
 * The components are simulated once, so that everything is there; then all that was counted is
 * nothing, until a test says what was.
 */
#ifndef TESTS_SUPPORT_HAND_TRIAL_H
#define TESTS_SUPPORT_HAND_TRIAL_H

#include "choose/trial.h"

struct hand_trial {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_lab lab;
    struct cairn_trial trial;
    int n; /* replications that there are */
};

/* Takes the scenario over. Do not move it afterwards. */
void hand_trial_init(struct hand_trial *hand, struct cairn_scenario *s, int n);
void hand_trial_release(struct hand_trial *hand);

/* The component and in it the source of a workload. */
int hand_trial_component(const struct hand_trial *hand, int workload, int *source);

/* Of a workload, in each window of a replication. */
void hand_trial_set(struct hand_trial *hand, int workload, int replication,
                    enum cairn_source_count what, int64_t count);

/* The same in all replications. */
void hand_trial_set_all(struct hand_trial *hand, int workload, enum cairn_source_count what,
                        int64_t count);

/* Of the first pool of a workload's component, likewise. */
void hand_trial_set_pool(struct hand_trial *hand, int workload, int replication,
                         enum cairn_pool_count what, int64_t count);

/* Times of a workload in a replication, to be written to. */
struct cairn_source_summary *hand_trial_times(struct hand_trial *hand, int workload,
                                              int replication);

#endif
