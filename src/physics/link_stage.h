/*
 * link_stage.h - the lines of link.h without an event list [LINK]
 *
 * Part of recursion.h. Whoever sends the messages of each line and direction in the order in which
 * they are sent learns at once when they are delivered: Lindley's recursion needs nothing else. The
 * same counts as those of link.h, to the bit.
 */
#ifndef CAIRN_PHYSICS_LINK_STAGE_H
#define CAIRN_PHYSICS_LINK_STAGE_H

#include "physics/link.h"

struct cairn_link_stage {
    const struct cairn_component_link *link;
    struct cairn_link_law law;
    uint32_t first_line; /* number of its first line among all links' */
    struct cairn_link_stage_lane {
        int64_t free_ns;
        uint32_t counter;
    } * lanes;       /* [line][direction]; owned */
    int64_t *counts; /* of this window, enum cairn_link_count */
};

void cairn_link_stage_init(struct cairn_link_stage *stage, const struct cairn_component *component,
                           int index, uint32_t first_line);
void cairn_link_stage_release(struct cairn_link_stage *stage);

/* Messages of one size that are sent one after the other. */
struct cairn_messages {
    int n;
    const int64_t *time_ns; /* ascending */
    int64_t duration_ns;    /* of sending one */
    int64_t bytes;          /* of one */
};

/* A window begins: all lines are free. */
void cairn_link_stage_begin(struct cairn_link_stage *stage, int64_t *counts);

/* Sends a message; returns the event that delivers it. `run` says what time is measured. */
static inline struct cairn_event cairn_link_stage_send(struct cairn_link_stage *stage,
                                                       const struct cairn_run *run,
                                                       enum cairn_direction direction,
                                                       struct cairn_message message)
{
    uint32_t at = cairn_link_line(stage->link, message.copy);
    bool down = direction == CAIRN_DOWN;
    enum cairn_event_rank rank = down ? CAIRN_EVENT_DELIVERED_DOWN : CAIRN_EVENT_DELIVERED_UP;
    struct cairn_link_stage_lane *lane = &stage->lanes[2 * at + down];
    int64_t travel_ns = cairn_link_law_send(&stage->law, &message);
    int64_t start_ns = lane->free_ns > message.time_ns ? lane->free_ns : message.time_ns;
    int64_t free_ns = start_ns + message.duration_ns; /* [LINK] */

    lane->free_ns = free_ns;
    if (cairn_run_measures(run, start_ns))
        stage->counts[down ? CAIRN_DOWN_BYTES : CAIRN_UP_BYTES] += message.bytes;
    stage->counts[down ? CAIRN_DOWN_BUSY_NS : CAIRN_UP_BUSY_NS] +=
        cairn_run_clip(run, free_ns) - cairn_run_clip(run, start_ns);
    return (struct cairn_event){
        .time_ns = free_ns + travel_ns,
        .order = cairn_event_order((unsigned)rank, stage->first_line + at, lane->counter++),
        .payload = message.payload,
    };
}

/*
 * The same of many messages on a link of one line: sets when each is delivered. Without their
 * events, which only tell apart what is sent by several lines.
 */
void cairn_link_stage_send_all(struct cairn_link_stage *stage, const struct cairn_run *run,
                               enum cairn_direction direction,
                               const struct cairn_messages *messages, int64_t *delivered_ns);

/*
 * The same of messages that are all sent at time_ns[0]; returns when the first is delivered. Each
 * of the others is so `duration_ns` after the one before.
 */
int64_t cairn_link_stage_send_together(struct cairn_link_stage *stage, const struct cairn_run *run,
                                       enum cairn_direction direction,
                                       const struct cairn_messages *messages);

#endif
