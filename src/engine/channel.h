#ifndef CAIRN_ENGINE_CHANNEL_H
#define CAIRN_ENGINE_CHANNEL_H

/*
 * A FIFO channel: a stream of events that are scheduled in the order in which they happen, such as
 * packets in the propagation of a link or completions of a deterministic server. Only the first of
 * them, the head, stands in the event list; those behind it wait in a ring. A list with few
 * channels stays short however much is in flight.
 *
 * Invariants: events of one channel are pushed in ascending (time, order), as is natural for one
 * entity and one kind whose times never decrease; the head is in the event list exactly while the
 * channel is not empty. Events then leave the list in the same total order as if all of them had
 * been pushed into it.
 *
 * Nothing is allocated once the ring has been as full as it will be. No cancel: drop stale heads by
 * the generation in their payload, after cairn_channel_pop().
 */

#include "engine/event_list.h"

struct cairn_channel {
    struct cairn_event *ring; /* owned */
    size_t capacity;          /* a power of two, or 0 */
    size_t first;             /* index of the first in the ring */
    size_t count;             /* with the head, which is not in the ring */
};

void cairn_channel_init(struct cairn_channel *channel);
void cairn_channel_release(struct cairn_channel *channel);

/* Makes room for `capacity` events behind the head. */
void cairn_channel_reserve(struct cairn_channel *channel, size_t capacity);

/*
 * Empties the channel and keeps its memory. Its head stays in whatever list it stood in; call this
 * only together with clearing that list.
 */
void cairn_channel_clear(struct cairn_channel *channel);

static inline bool cairn_channel_empty(const struct cairn_channel *channel)
{
    return channel->count == 0;
}

/* Schedules an event no earlier than the last one of the channel. */
static inline void cairn_channel_push(struct cairn_channel *channel, struct cairn_event_list *list,
                                      struct cairn_event event)
{
    size_t behind = channel->count++;

    if (behind == 0) {
        cairn_event_list_push(list, event);
        return;
    }
    if (behind > channel->capacity)
        cairn_channel_reserve(channel, behind);
    channel->ring[(channel->first + behind - 1) & (channel->capacity - 1)] = event;
}

/*
 * Removes and returns the next event of the list, which must be the head of this channel (the
 * caller peeked and found its kind and entity), and lets the channel's next event take its place.
 */
static inline struct cairn_event cairn_channel_pop(struct cairn_channel *channel,
                                                   struct cairn_event_list *list)
{
    size_t first = channel->first;

    assert(channel->count > 0);
    if (--channel->count == 0)
        return cairn_event_list_pop(list);
    assert(cairn_event_before(cairn_event_list_peek(list), &channel->ring[first]));
    channel->first = (first + 1) & (channel->capacity - 1);
    return cairn_event_list_replace_top(list, channel->ring[first]);
}

#endif
