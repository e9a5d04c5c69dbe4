/*
 * weigh_ask.h - which placements are worth weighing: answers of the whole question [EXPECTED]
 */
#ifndef CAIRN_STUDY_WEIGH_ASK_H
#define CAIRN_STUDY_WEIGH_ASK_H

#include "study/weigh.h"

/*
 * Adds the winner as the scenario stands, which comes first, its contenders, and what it is
 * compared with; none where no placement keeps its promises. False: stopped.
 */
bool cairn_scales_ask(struct cairn_scales *scales);

/* Adds the winner of the scenario with edits, if any. False: stopped, or no scenario (why). */
bool cairn_scales_ask_at(struct cairn_scales *scales, const struct cairn_edit *edits, int n_edits);

#endif
