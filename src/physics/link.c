#include "physics/link.h"

#include "base/alloc.h"

static size_t count_lanes(const struct cairn_link_sim *sim)
{
    return 2 * (size_t)sim->link->copies;
}

void cairn_link_sim_init(struct cairn_link_sim *sim, const struct cairn_component *component,
                         int index, uint32_t first_line)
{
    *sim = (struct cairn_link_sim){
        .link = &component->links[index],
        .index = index,
        .first_line = first_line,
    };
    sim->lanes = cairn_calloc(count_lanes(sim), sizeof *sim->lanes);
    for (size_t i = 0; i < count_lanes(sim); i++)
        cairn_channel_init(&sim->lanes[i].channel);
}

void cairn_link_sim_release(struct cairn_link_sim *sim)
{
    for (size_t i = 0; i < count_lanes(sim); i++)
        cairn_channel_release(&sim->lanes[i].channel);
    cairn_free(sim->lanes);
    *sim = (struct cairn_link_sim){0};
}

void cairn_link_sim_begin(struct cairn_link_sim *sim, int64_t *counts)
{
    sim->counts = counts;
    for (size_t i = 0; i < count_lanes(sim); i++) {
        sim->lanes[i].free_ns = 0;
        sim->lanes[i].counter = 0;
        cairn_channel_clear(&sim->lanes[i].channel);
    }
}

void cairn_link_sim_send(struct cairn_link_sim *sim, struct cairn_run *run,
                         enum cairn_direction direction, int copy, int64_t duration_ns,
                         int64_t bytes, uint32_t request)
{
    int at = sim->link->copies > 1 ? copy : 0;
    bool down = direction == CAIRN_DOWN;
    struct cairn_lane *lane = &sim->lanes[2 * at + down];
    int64_t start_ns = lane->free_ns > run->now_ns ? lane->free_ns : run->now_ns;
    int64_t free_ns = start_ns + duration_ns; /* [LINK] */
    enum cairn_event_rank rank = down ? CAIRN_EVENT_DELIVERED_DOWN : CAIRN_EVENT_DELIVERED_UP;
    struct cairn_event event = {
        .time_ns = free_ns + sim->link->latency_ns,
        .order = cairn_event_order((unsigned)rank, sim->first_line + (uint32_t)at, lane->counter++),
        .payload = cairn_payload(sim->index, request),
    };

    lane->free_ns = free_ns;
    if (cairn_run_measures(run, start_ns))
        sim->counts[down ? CAIRN_DOWN_BYTES : CAIRN_UP_BYTES] += bytes;
    sim->counts[down ? CAIRN_DOWN_BUSY_NS : CAIRN_UP_BUSY_NS] +=
        cairn_run_clip(run, free_ns) - cairn_run_clip(run, start_ns);
    cairn_run_remove_handled(run);
    cairn_channel_push(&lane->channel, &run->events, event);
}
