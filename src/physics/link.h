/*
 * link.h - the lines between a site and a region [LINK]
 *
 * A line per copy or for several, FIFO in each direction, store and forward. Of one line, one way:
 *
 *     start = max(now, free);  free = start + hold;  delivery = free + travel
 *     hold = duration + losses (duration + resend)
 *
 * which is Lindley's recursion: a message that waits costs no event. A message that is lost is sent
 * again when its sender has waited for `resend`; the line stays held for it, so that messages leave
 * a line in the order in which they were sent. What has no bytes is not lost. Where travel does not
 * vary, deliveries of one direction never overtake either, so they go through a channel; where it
 * does, each goes its own way. Bytes are counted when sending begins, those of all transmissions;
 * busy time, while the line is held, is clipped to the measured time.
 *
 * [OUTAGE] A line that is down sends nothing, either way; what is on it goes on from where it
 * stopped when the line is back (link_cut.c).
 */
#ifndef CAIRN_PHYSICS_LINK_H
#define CAIRN_PHYSICS_LINK_H

#include "engine/channel.h"
#include "physics/luck.h"
#include "physics/outage.h"
#include "physics/quantity.h"
#include "physics/radio.h"
#include "physics/run.h"

enum cairn_direction { CAIRN_UP, CAIRN_DOWN }; /* as in enum cairn_link_count */

/* What is sent. */
struct cairn_message {
    int64_t time_ns;
    int64_t duration_ns; /* of sending it */
    int64_t bytes;
    int copy;
    uint64_t payload; /* of the event that delivers it, where the sender does not make that event */
    const struct cairn_luck *luck; /* of its workload, */
    uint64_t number;               /* and its number there */
};

/* How a link treats messages. */
struct cairn_link_law {
    int64_t latency_ns;       /* mean time of travel */
    bool varies;              /* something is left to chance: travel or loss */
    bool overtakes;           /* travel varies */
    struct cairn_dist travel; /* mean 1 */
    double loss;
    int64_t resend_ns;
};

void cairn_link_law_init(struct cairn_link_law *law, const struct cairn_component_link *link);

/* How long the message with that number travels. */
int64_t cairn_link_law_travel_ns(const struct cairn_link_law *law, const struct cairn_luck *luck,
                                 uint64_t number);

/* Private: cairn_link_law_send() where something is left to chance. */
int64_t cairn_link_law_vary(const struct cairn_link_law *law, struct cairn_message *message);

/* Returns how long a message travels; its duration and bytes become those of all transmissions. */
static inline int64_t cairn_link_law_send(const struct cairn_link_law *law,
                                          struct cairn_message *message)
{
    return law->varies ? cairn_link_law_vary(law, message) : law->latency_ns;
}

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
    struct cairn_link_law law;
    bool plain; /* nothing is left to chance, no radio wakes and no line fails */
    int index;
    uint32_t first_line;            /* number of its first line among all links' */
    struct cairn_lane *lanes;       /* [line][direction]; owned */
    struct cairn_radio_sim *radios; /* [line], or NULL; owned */
    struct cairn_cut *cuts;         /* [line] where lines fail, or NULL; owned */
    int64_t *counts;                /* of this window, enum cairn_link_count */
    int64_t drain_ns;               /* what is later than that after the window is not told apart */
};

void cairn_link_sim_init(struct cairn_link_sim *sim, const struct cairn_component *component,
                         int index, uint32_t first_line);
void cairn_link_sim_release(struct cairn_link_sim *sim);
void cairn_link_sim_begin(struct cairn_link_sim *sim, const struct cairn_run *run, int64_t *counts);

/* Is the line of a copy down now? Of lines that fail. */
bool cairn_link_sim_is_cut(struct cairn_link_sim *sim, const struct cairn_run *run, int copy);

/* The window has ended. */
void cairn_link_sim_end(struct cairn_link_sim *sim, const struct cairn_run *run);

/* The line that a copy of the site has. */
static inline uint32_t cairn_link_line(const struct cairn_component_link *link, int copy)
{
    if (link->lines == 1)
        return 0;
    return (uint32_t)(link->copies_per_line == 1 ? copy : copy / link->copies_per_line);
}

static inline struct cairn_lane *cairn_link_sim_lane(const struct cairn_link_sim *sim,
                                                     uint32_t line, enum cairn_direction direction)
{
    return &sim->lanes[2 * line + direction];
}

/* Private, in link_cut.c, where lines fail: a window begins; the same as below. */
void cairn_link_sim_begin_cuts(struct cairn_link_sim *sim, const struct cairn_run *run);
int64_t cairn_link_sim_hold_cut(struct cairn_link_sim *sim, const struct cairn_run *run,
                                enum cairn_direction direction, uint32_t line, int64_t from_ns,
                                int64_t duration_ns, int64_t bytes);

/* Private: puts a message on a line, no sooner than from_ns on, and returns when it is off it. */
static inline int64_t cairn_link_sim_hold(struct cairn_link_sim *sim, const struct cairn_run *run,
                                          enum cairn_direction direction, uint32_t line,
                                          int64_t from_ns, int64_t duration_ns, int64_t bytes)
{
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line, direction);
    int64_t start_ns = lane->free_ns > from_ns ? lane->free_ns : from_ns;
    int64_t free_ns = start_ns + duration_ns; /* [LINK] */
    int64_t *counts = &sim->counts[direction];

    lane->free_ns = free_ns;
    if (cairn_run_measures(run, start_ns))
        counts[CAIRN_UP_BYTES] += bytes;
    counts[CAIRN_UP_BUSY_NS] += cairn_run_clip(run, free_ns) - cairn_run_clip(run, start_ns);
    return free_ns;
}

/* Sends a message one way, now, and returns when it is delivered: on a link that is plain. */
static inline int64_t cairn_link_sim_send(struct cairn_link_sim *sim, const struct cairn_run *run,
                                          enum cairn_direction direction, int copy,
                                          int64_t duration_ns, int64_t bytes)
{
    uint32_t line = cairn_link_line(sim->link, copy);

    return cairn_link_sim_hold(sim, run, direction, line, run->now_ns, duration_ns, bytes) +
           sim->link->latency_ns;
}

/* The same on any link. */
int64_t cairn_link_sim_send_any(struct cairn_link_sim *sim, const struct cairn_run *run,
                                enum cairn_direction direction, struct cairn_message message);

/* Schedules the delivery of a message that was sent just now. */
static inline void cairn_link_sim_schedule(struct cairn_link_sim *sim, struct cairn_run *run,
                                           enum cairn_direction direction, int copy,
                                           int64_t delivery_ns, uint32_t request)
{
    uint32_t line = cairn_link_line(sim->link, copy);
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line, direction);
    enum cairn_event_rank rank =
        direction == CAIRN_DOWN ? CAIRN_EVENT_DELIVERED_DOWN : CAIRN_EVENT_DELIVERED_UP;
    struct cairn_event event = {
        .time_ns = delivery_ns,
        .order = cairn_event_order((unsigned)rank, sim->first_line + line, lane->counter++),
        .payload = cairn_payload(sim->index, request),
    };

    if (sim->law.overtakes) {
        cairn_run_push(run, event);
        return;
    }
    cairn_run_remove_handled(run);
    cairn_channel_push(&lane->channel, &run->events, event);
}

/* Removes the event being handled, a delivery on that line (numbered among all links'). */
static inline void cairn_link_sim_delivered(struct cairn_link_sim *sim, struct cairn_run *run,
                                            enum cairn_direction direction, uint32_t line)
{
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line - sim->first_line, direction);

    if (sim->law.overtakes)
        return; /* no channel holds it */
    run->handled = false;
    cairn_channel_pop(&lane->channel, &run->events);
}

#endif
