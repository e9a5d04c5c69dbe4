/*
 * front.h - which candidates are worth their carbon: fronts against money, energy, water, latency
 *
 * A front holds the candidates of which no other is better in both: carbon under the basis that
 * decides, and another axis. It is a front of these candidates, not of all placements; the scenario
 * can ask the search for its ends (freeze_others.h). [PARETO]
 *
 * Differences are taken on the same requests, over the replications that both were seen in. One
 * dominates another where its mean is no higher in either and, in at least one, the whole interval
 * of the difference (at 1 - alpha) is below zero; of two that differ in nothing the first stays.
 * What cannot be told apart is on the front together.
 *
 * Latency is the largest time that was promised to any workload, over its promise: 1 is the limit.
 * Replications without requests have none and are left out; where more than 5 % of a workload's
 * requests had no answer in a replication it is infinite, and who is infinitely slow is on no front
 * of latency. Contenders that break a promise or a budget are on no front.
 */
#ifndef CAIRN_CHOOSE_FRONT_H
#define CAIRN_CHOOSE_FRONT_H

#include "choose/candidate.h"

struct cairn_answer;

enum cairn_axis {
    CAIRN_AXIS_MONEY,
    CAIRN_AXIS_ENERGY,
    CAIRN_AXIS_WATER,
    CAIRN_AXIS_LATENCY,
    CAIRN_N_AXES
};

struct cairn_front_point {
    int candidate;
    double excess_g;          /* carbon over the answer's, paired */
    double value, half_width; /* on the axis, in units of the ledger; latency: a ratio */
};

struct cairn_front {
    struct cairn_front_point *points; /* least carbon first; owned */
    int n;
};

/* "money", "latency" ...; static. */
const char *cairn_axis_name(enum cairn_axis axis);

/* Finds a front; it is empty where the answer has no winner or nothing has the figures. */
void cairn_front_init(struct cairn_front *front, struct cairn_answer *answer, enum cairn_axis axis);
void cairn_front_release(struct cairn_front *front);

#endif
