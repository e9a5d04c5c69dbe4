/*
 * steady.h - how long the queue of a pool remembers that it began empty [PLAN]
 *
 * Windows begin empty and run in before they are measured. What is measured of a queue that
 * remembers longer is not of its steady state: waits come out too low, and as the queue still grows
 * less is served in a window than arrives in it.
 */
#ifndef CAIRN_CHOOSE_STEADY_H
#define CAIRN_CHOOSE_STEADY_H

#include "choose/lab.h"
#include "model/component.h"

struct cairn_queue_memory {
    double utilisation; /* in the window in which it was busy for most of the time */
    double memory_s;    /* time constant (model/pace.h) */
};

/*
 * By what was simulated of a pool of a component. All 0 where its queue cannot grow long (requests
 * are lost or sent on instead of waiting), where nothing was served, and beyond a utilisation of
 * 0.99: such a pool does not carry its load, which is a broken promise. [BACKLOG]
 */
struct cairn_queue_memory cairn_queue_memory_of(const struct cairn_component *component,
                                                const struct cairn_lab_entry *entry, int pool);

#endif
