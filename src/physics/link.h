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
 *
 * [OUTAGE] A line that is down sends nothing, either way; what is on it goes on from where it
 * stopped when the line is back.
 */
#ifndef CAIRN_PHYSICS_LINK_H
#define CAIRN_PHYSICS_LINK_H

#include "engine/channel.h"
#include "physics/outage.h"
#include "physics/quantity.h"
#include "physics/run.h"

enum cairn_direction { CAIRN_UP, CAIRN_DOWN }; /* as in enum cairn_link_count */

/* One direction of one line. */
struct cairn_lane {
    int64_t free_ns;
    uint32_t counter;
    struct cairn_channel channel;
};

/*
 * When a line is down, as whoever sends something up, whoever does so down, and whoever looks at it
 * now see it: each has come to another time.
 */
struct cairn_cut {
    struct cairn_outage_walk lanes[2], now;
};

struct cairn_link_sim {
    const struct cairn_component_link *link;
    int index;
    uint32_t first_line;      /* number of its first line among all links' */
    struct cairn_lane *lanes; /* [copy][direction]; owned */
    struct cairn_cut *cuts;   /* [copy] where lines fail, or NULL; owned */
    int64_t *counts;          /* of this window, enum cairn_link_count */
};

void cairn_link_sim_init(struct cairn_link_sim *sim, const struct cairn_component *component,
                         int index, uint32_t first_line);
void cairn_link_sim_release(struct cairn_link_sim *sim);
void cairn_link_sim_begin(struct cairn_link_sim *sim, const struct cairn_run *run, int64_t *counts);

/* Is the line of a copy down now? Of lines that fail. */
bool cairn_link_sim_is_cut(struct cairn_link_sim *sim, const struct cairn_run *run, int copy);

/* The line that a copy of the site has, and one of its lanes. */
static inline uint32_t cairn_link_sim_line(const struct cairn_link_sim *sim, int copy)
{
    return sim->link->copies > 1 ? (uint32_t)copy : 0;
}

static inline struct cairn_lane *cairn_link_sim_lane(const struct cairn_link_sim *sim,
                                                     uint32_t line, enum cairn_direction direction)
{
    return &sim->lanes[2 * line + direction];
}

/* Private: a message goes out on a line that fails; returns when all of it has. */
int64_t cairn_link_sim_send_cut(struct cairn_link_sim *sim, const struct cairn_run *run,
                                enum cairn_direction direction, uint32_t line, int64_t duration_ns,
                                int64_t bytes);

/* Sends a message one way, and returns when it is delivered. */
static inline int64_t cairn_link_sim_send(struct cairn_link_sim *sim, const struct cairn_run *run,
                                          enum cairn_direction direction, int copy,
                                          int64_t duration_ns, int64_t bytes)
{
    uint32_t line = cairn_link_sim_line(sim, copy);
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line, direction);
    int64_t start_ns = lane->free_ns > run->now_ns ? lane->free_ns : run->now_ns;
    int64_t free_ns = start_ns + duration_ns; /* [LINK] */
    int64_t *counts = &sim->counts[direction];

    if (sim->cuts)
        return cairn_link_sim_send_cut(sim, run, direction, line, duration_ns, bytes) +
               sim->link->latency_ns;
    lane->free_ns = free_ns;
    if (cairn_run_measures(run, start_ns))
        counts[CAIRN_UP_BYTES] += bytes;
    counts[CAIRN_UP_BUSY_NS] += cairn_run_clip(run, free_ns) - cairn_run_clip(run, start_ns);
    return free_ns + sim->link->latency_ns;
}

/* Schedules the delivery of a message that was sent just now. */
static inline void cairn_link_sim_schedule(struct cairn_link_sim *sim, struct cairn_run *run,
                                           enum cairn_direction direction, int copy,
                                           int64_t delivery_ns, uint32_t request)
{
    uint32_t line = cairn_link_sim_line(sim, copy);
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line, direction);
    enum cairn_event_rank rank =
        direction == CAIRN_DOWN ? CAIRN_EVENT_DELIVERED_DOWN : CAIRN_EVENT_DELIVERED_UP;
    struct cairn_event event = {
        .time_ns = delivery_ns,
        .order = cairn_event_order((unsigned)rank, sim->first_line + line, lane->counter++),
        .payload = cairn_payload(sim->index, request),
    };

    cairn_run_remove_handled(run);
    cairn_channel_push(&lane->channel, &run->events, event);
}

/* Removes the event being handled, a delivery on that line (numbered among all links'). */
static inline void cairn_link_sim_delivered(struct cairn_link_sim *sim, struct cairn_run *run,
                                            enum cairn_direction direction, uint32_t line)
{
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line - sim->first_line, direction);

    run->handled = false;
    cairn_channel_pop(&lane->channel, &run->events);
}

#endif
