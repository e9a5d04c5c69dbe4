/*
 * labs.h - the labs of a thread that asks again and again
 *
 * Those that select and those that search draw from streams that never meet (choose/lab.h): a
 * thread has one of each. What they remember is there for the next question, but where each of
 * thousands has a physics of its own, none asks for what those before it did.
 */
#ifndef CAIRN_STUDY_LABS_H
#define CAIRN_STUDY_LABS_H

#include "choose/lab.h"

struct cairn_labs {
    struct cairn_lab selection, search; /* search: pilots, too [CV] */
    size_t first;                       /* components that the first question took; 0: none yet */
};

/* Limits and their memory outlive the labs. */
void cairn_labs_init(struct cairn_labs *labs, uint64_t seed,
                     const struct cairn_choose_limits *limits);
void cairn_labs_release(struct cairn_labs *labs);

/* Between two questions: forgets all where that is far more than the first question took. */
void cairn_labs_forget(struct cairn_labs *labs);

#endif
