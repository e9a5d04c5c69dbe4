#ifndef CAIRN_ENGINE_TRACE_H
#define CAIRN_ENGINE_TRACE_H

/*
 * A trace: someone who looks on while a simulation runs. A component holds a pointer to a sink,
 * NULL when nobody looks, which then costs one predictable branch. A sink sees events in the order
 * in which they happen and must not change the simulation; what it does with them is its own
 * business.
 */

#include <stddef.h>
#include <stdint.h>

#include "engine/clock.h"
#include "engine/event_list.h"

struct cairn_trace {
    void (*on_event)(void *context, const struct cairn_event *event);
    void *context; /* passed through */
};

/* Shows an event to the sink, if there is one. */
static inline void cairn_trace_event(const struct cairn_trace *trace,
                                     const struct cairn_event *event)
{
    if (trace)
        trace->on_event(trace->context, event);
}

#endif
