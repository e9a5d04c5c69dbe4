/* record_outlook.h - the answer over draws as rows of the results file, and in a sentence */
#ifndef CAIRN_STUDY_RECORD_OUTLOOK_H
#define CAIRN_STUDY_RECORD_OUTLOOK_H

#include "study/uncertain.h"

/* Writes a stage in one transaction. Returns the sentence, the caller's; NULL: the store failed. */
char *cairn_record_outlook(struct cairn_uncertain_stage *stage);

#endif
