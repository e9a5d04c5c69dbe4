/*
 * sensitivity.h - how the total and the decision depend on all that is uncertain at once
 *
 * Two outputs of the coordinates of a draw (draws.h): the total of the chosen placement, and
 * whether it is the best of the candidates (1 or 0; promises left aside). Sobol indices and Morris'
 * effects of both, by factor (math/indices.h). Each evaluation is a draw of its own (reckoning.h).
 */
#ifndef CAIRN_STUDY_SENSITIVITY_H
#define CAIRN_STUDY_SENSITIVITY_H

#include "math/indices.h"
#include "study/reckoning.h"

enum { CAIRN_OUTPUT_TOTAL, CAIRN_OUTPUT_DECISION, CAIRN_N_SENSITIVITY_OUTPUTS };

struct cairn_sensitivity {
    int n_factors;
    struct cairn_index *indices;       /* [output x factor]; NULL: not asked for; owned */
    struct cairn_effect_size *effects; /* likewise */
};

/* As the draws of the scenario ask. False: stopped, or no valid scenario (scales->why). */
bool cairn_sensitivity_find(struct cairn_sensitivity *sensitivity,
                            const struct cairn_reckoning *reckoning, int chosen);
void cairn_sensitivity_release(struct cairn_sensitivity *sensitivity);

#endif
