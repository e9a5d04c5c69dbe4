/*
 * profile.h - latency and power of a batch, from the measured points of a profile
 *
 * Between measured batch sizes latency and the energy of a batch are interpolated without overshoot
 * (math/monotone.h); power is the one over the other, within those of the points on either side.
 * [PROFILE]
 * Outside them nothing was measured; what is assumed there never invents a gain that the points do
 * not show, and the caller is told:
 *
 *   several points   latency: the straight line through the two nearest points (the law t0 + t1 b),
 *                    its slope not below 0 and, towards small batches, not below the latency per
 *                    request of the smallest measured batch
 *   one point, at b0 above b0: latency in proportion to the batch (batching gains nothing); below:
 *                    the latency of b0 (a smaller batch is no faster)
 *   power            that of the nearest point
 *
 * A law, t(b) = t0 + t1 b and e(b) = a + k / b per request, is used as it stands; beyond the
 * largest batch for which it was found to hold the caller is told. [PROFILE]
 *
 * Values are those of the profile as written: mean power at the profile's own boundary, of the
 * device at work. Conversion to the wall is accounting (account/wall_power.h). A profile has a
 * law or at least one point; points ascend strictly in batch size, each has a latency and either
 * power or energy.
 */
#ifndef CAIRN_MODEL_PROFILE_H
#define CAIRN_MODEL_PROFILE_H

#include <stdbool.h>

#include <cairn/scenario.h>

/* Largest batch that was measured, or for which its law holds. */
int cairn_profile_largest(const struct cairn_scenario *scenario, int profile);

/*
 * Mean time to serve a batch of `batch` >= 1 requests, in seconds, greater than 0. *extrapolated
 * (may be NULL) becomes true where the batch lies outside the measured ones, and false otherwise.
 */
double cairn_profile_latency_s(const struct cairn_scenario *scenario, int profile, int batch,
                               bool *extrapolated);

/*
 * Mean power while serving it, in W; a point that gives energy per request stands for the power
 * energy x batch / latency.
 */
double cairn_profile_power_w(const struct cairn_scenario *scenario, int profile, int batch,
                             bool *extrapolated);

#endif
