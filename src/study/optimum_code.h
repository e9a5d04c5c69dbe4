/*
 * optimum_code.h - the answer at a point as bytes, for another process of the same program
 *
 * Field by field, numbers in the byte order of the machine: the bytes are for a process of the same
 * version on the same type of processor, at the same time, and for no file.
 */
#ifndef CAIRN_STUDY_OPTIMUM_CODE_H
#define CAIRN_STUDY_OPTIMUM_CODE_H

#include "base/buffer.h"
#include "study/optimum.h"

/* Appends; the scenario is the one that was answered, or NULL where none was valid. */
void cairn_optimum_encode(const struct cairn_optimum *optimum,
                          const struct cairn_scenario *scenario, struct cairn_buffer *bytes);

/* Release the optimum in any case. False: these are no such bytes. */
bool cairn_optimum_decode(struct cairn_optimum *optimum, const struct cairn_scenario *scenario,
                          const void *bytes, size_t size);

#endif
