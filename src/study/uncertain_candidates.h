/* uncertain_candidates.h - which placements are weighed over draws [EXPECTED] */
#ifndef CAIRN_STUDY_UNCERTAIN_CANDIDATES_H
#define CAIRN_STUDY_UNCERTAIN_CANDIDATES_H

#include "study/uncertain.h"

/*
 * Adds the winner as it stands, which comes first, its contenders, what it is compared with, and
 * winners of the whole question at draws until none is new. None is added where no placement keeps
 * its promises. False: stopped, or no valid scenario (scales.why).
 */
bool cairn_uncertain_candidates(struct cairn_uncertain_stage *stage);

#endif
