#ifndef CAIRN_ENGINE_EVENT_SORT_H
#define CAIRN_ENGINE_EVENT_SORT_H

/*
 * Puts many events into the order in which they happen, at once and without an event list.
 *
 * Made for what leaves a station in a slice of time: nearly in order, or spread evenly over the
 * slice. Events that are in order already cost one look; others are dealt out to as many buckets as
 * there are events, by their times, and sorted within these, in linear time unless they crowd. The
 * sort is stable: events of equal (time, order) stay as they were put in.
 */

#include "engine/event_list.h"

/* Memory that is used again and again; all zero is the initial state. */
struct cairn_event_sorter {
    struct cairn_event *copy; /* owned */
    uint32_t *first;          /* [bucket]; owned */
    size_t copy_capacity, first_capacity;
};

void cairn_event_sorter_release(struct cairn_event_sorter *sorter);

/* Sorts n events, times >= 0, by (time, order). */
void cairn_event_sort(struct cairn_event_sorter *sorter, struct cairn_event *events, size_t n);

#endif
