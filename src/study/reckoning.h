/*
 * reckoning.h - totals of candidates in many draws [RECKON]
 *
 * A draw is a value of everything uncertain (draws.h). What candidates amount to there is asked of
 * the scenario with these values (weigh.h), by several threads; or, where that is known to be the
 * same, evaluated: totals are sums of products of few numbers (math/multiaffine.h), which are found
 * by asking at some draws that nobody drew. Whether it is the same is not assumed but verified, and
 * draws outside of the box that was asked are asked.
 *
 * A reckoning is a function of the draws and the candidates alone: not of threads, and not of which
 * draws are asked for together.
 */
#ifndef CAIRN_STUDY_RECKONING_H
#define CAIRN_STUDY_RECKONING_H

#include "math/multiaffine.h"
#include "study/weigh.h"

struct cairn_reckoning {
    struct cairn_scales *scales; /* with all its candidates; outlives this */
    bool followed;               /* numbers enter as `function` says */
    struct cairn_multiaffine function;
    char *why; /* not followed: in words; owned; NULL: it was not tried */
};

/* Draws: values[draw x n_uncertains + uncertain]; NaN: as the scenario has it. */
struct cairn_reckoning_draws {
    const double *values;
    int n;
};

/*
 * Looks for how numbers enter, in a box around the draws and where the scenario stands, unless
 * asking at `wanted` draws takes no longer. False: stopped, or no valid scenario (scales->why).
 */
bool cairn_reckoning_init(struct cairn_reckoning *reckoning, struct cairn_scales *scales,
                          const struct cairn_reckoning_draws *around, int wanted);
void cairn_reckoning_release(struct cairn_reckoning *reckoning);

/*
 * Totals [draw x candidate], and whether candidates keep their promises; that is asked in any case
 * (NULL: not wanted). False: stopped, or no valid scenario (scales->why).
 */
bool cairn_reckoning_find(const struct cairn_reckoning *reckoning,
                          const struct cairn_reckoning_draws *draws, double *totals, bool *kept);

#endif
