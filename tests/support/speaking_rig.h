/*
 * speaking_rig.h - random components in which language models are served
 */
#ifndef TESTS_SUPPORT_SPEAKING_RIG_H
#define TESTS_SUPPORT_SPEAKING_RIG_H

#include "support/rig.h"

/*
 * Gives the sources of a rig tokens and lets language models be served in most of its pools, some
 * of them beside models that are not; by this number.
 */
void rig_speak(struct rig *rig, uint64_t number);

#endif
