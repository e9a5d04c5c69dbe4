/*
 * link.h - the lines between a site and a region [LINK]
 *
 * A line per copy, FIFO in each direction, store and forward. Of one line and direction:
 *
 *     start = max(now, free);  free = start + duration;  delivery = free + latency
 *
 * which is Lindley's recursion: a message that waits costs no event. Deliveries of one direction
 * never overtake, so they go through a channel. Bytes are counted when sending begins; busy time
 * is clipped to the measured time.
 */
#ifndef CAIRN_PHYSICS_LINK_H
#define CAIRN_PHYSICS_LINK_H

#include "engine/channel.h"
#include "physics/quantity.h"
#include "physics/run.h"

enum cairn_direction { CAIRN_UP, CAIRN_DOWN };

/* One direction of one line. */
struct cairn_lane {
    int64_t free_ns;
    uint32_t counter;
    struct cairn_channel channel;
};

struct cairn_link_sim {
    const struct cairn_component_link *link;
    int index;
    uint32_t first_line;      /* number of its first line among all links' */
    struct cairn_lane *lanes; /* [copy][direction]; owned */
    int64_t *counts;          /* of this window, enum cairn_link_count */
};

void cairn_link_sim_init(struct cairn_link_sim *sim, const struct cairn_component *component,
                         int index, uint32_t first_line);
void cairn_link_sim_release(struct cairn_link_sim *sim);
void cairn_link_sim_begin(struct cairn_link_sim *sim, int64_t *counts);

/* Sends what a request says, one way; it is delivered by an event. */
void cairn_link_sim_send(struct cairn_link_sim *sim, struct cairn_run *run,
                         enum cairn_direction direction, int copy, int64_t duration_ns,
                         int64_t bytes, uint32_t request);

/* Removes the event being handled, a delivery on that line (numbered among all links'). */
static inline void cairn_link_sim_delivered(struct cairn_link_sim *sim, struct cairn_run *run,
                                            enum cairn_direction direction, uint32_t line)
{
    uint32_t copy = line - sim->first_line;
    bool down = direction == CAIRN_DOWN;

    run->handled = false;
    cairn_channel_pop(&sim->lanes[2 * copy + down].channel, &run->events);
}

#endif
