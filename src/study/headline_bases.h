/*
 * headline_bases.h - private: the clause of a headline on other ways of accounting
 */
#ifndef CAIRN_STUDY_HEADLINE_BASES_H
#define CAIRN_STUDY_HEADLINE_BASES_H

#include "base/buffer.h"
#include "choose/answer.h"

/* "; best under inventory, also under sci, not under decision, where network of uplink decides" */
void cairn_headline_bases(const struct cairn_answer *answer, struct cairn_buffer *out);

#endif
