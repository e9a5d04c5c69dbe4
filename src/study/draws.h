/*
 * draws.h - samples of all that is uncertain [DRAW]
 *
 * A draw is a number and implies the value of everything uncertain: its coordinates are those of a
 * design (math/design.h), and each distribution turns one coordinate into a value. Those of a group
 * are correlated by a Gaussian copula with one common factor: with coordinate u_i of its own and
 * that of the group u_0,
 *
 *     z_i = s_i sqrt(|c_i|) z_0 + sqrt(1 - |c_i|) e_i,    z_0 = Phi^-1(u_0), e_i = Phi^-1(u_i)
 *     x_i = Q_i(Phi(z_i))
 *
 * c_i being what it states as its correlation and s_i the sign of it, so that normal scores of two
 * members correlate by s_i s_j sqrt(|c_i c_j|).
 *
 * Words: a factor is what is learnt at once: something uncertain that is in no group, or a group.
 * A draw is a list of edits of the scenario, like a point of a sweep (points.h).
 */
#ifndef CAIRN_STUDY_DRAWS_H
#define CAIRN_STUDY_DRAWS_H

#include <cairn/load.h>

enum { CAIRN_DRAW_TEXT = 64 };

/* Coordinates that a draw has: one for each that is uncertain, then one for each group. */
int cairn_draws_dimensions(const struct cairn_scenario *scenario);

/* Factors, numbered by their first member; and which one a coordinate belongs to. */
int cairn_draws_factors(const struct cairn_scenario *scenario);
int cairn_draws_factor_of(const struct cairn_scenario *scenario, int coordinate);

/* Coordinates in (0, 1) into values[uncertain], in base units or as multipliers. */
void cairn_draws_values(const struct cairn_scenario *scenario, const double *coordinates,
                        double *values);

/* All draws of a scenario: values[draw x n_uncertains + uncertain], owned by the caller. */
double *cairn_draws_all(const struct cairn_scenario *scenario);

/* What a draw changes: an edit for each value but NaN. Returns how many; texts[] is theirs. */
int cairn_draws_edits(const struct cairn_scenario *scenario, const double *values,
                      struct cairn_edit *edits, char (*texts)[CAIRN_DRAW_TEXT]);

#endif
