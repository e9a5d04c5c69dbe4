/*
 * shared_memory.h - a lab's memory for several threads
 *
 * A memory is called by one thread (choose/lab.h). Where labs of several threads share one, each
 * call takes its turn here.
 */
#ifndef CAIRN_STUDY_SHARED_MEMORY_H
#define CAIRN_STUDY_SHARED_MEMORY_H

#include <pthread.h>

#include "choose/lab.h"

struct cairn_shared_memory {
    const struct cairn_lab_memory *of; /* NULL: nothing is remembered */
    struct cairn_lab_memory lab;       /* what labs are given */
    pthread_mutex_t turn;
};

/* The memory outlives it. Not to be moved then. */
void cairn_shared_memory_init(struct cairn_shared_memory *shared,
                              const struct cairn_lab_memory *memory);
void cairn_shared_memory_release(struct cairn_shared_memory *shared);

/* For a lab; NULL: nothing is remembered. */
const struct cairn_lab_memory *cairn_shared_memory_lab(const struct cairn_shared_memory *shared);

#endif
