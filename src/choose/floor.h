/*
 * floor.h - what a component emits at least, known before it is simulated [FLOOR]
 *
 *     floor = footprint without any request
 *             + sum over pools of the least that its devices can add, all of the measured time in
 *               one state: asleep (where the pool ever sleeps), waking, idle, or at work on any
 *               batch
 *
 * A group (account/group.h) may take from that as much as it can save at most: its place's sun and
 * battery, all of them used.
 *
 * Every other term of a footprint is a count times factors that are not negative, and each pool's
 * state times add up to devices x time, so that no sample is below its floor.
 */
#ifndef CAIRN_CHOOSE_FLOOR_H
#define CAIRN_CHOOSE_FLOOR_H

#include "choose/trial.h"

/*
 * Under a basis that has all its figures: of the aim over the horizon, in units of the ledger.
 */
double cairn_floor(const struct cairn_trial *trial, enum cairn_basis_kind basis);

#endif
