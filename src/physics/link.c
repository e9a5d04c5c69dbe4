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
    if (sim->link->outage.mtbf_ns > 0)
        sim->cuts = cairn_calloc((size_t)sim->link->copies, sizeof *sim->cuts);
}

void cairn_link_sim_release(struct cairn_link_sim *sim)
{
    for (size_t i = 0; i < count_lanes(sim); i++)
        cairn_channel_release(&sim->lanes[i].channel);
    cairn_free(sim->lanes);
    cairn_free(sim->cuts);
    *sim = (struct cairn_link_sim){0};
}

/* Counts how long a line will be down. */
static void count_cuts(struct cairn_link_sim *sim, const struct cairn_run *run,
                       const struct cairn_cut *cut)
{
    struct cairn_outage_walk walk = cut->now;

    for (; walk.fails_ns < run->end_ns; cairn_outage_next(&walk, &sim->link->outage))
        sim->counts[CAIRN_CUT_NS] +=
            cairn_run_clip(run, walk.back_ns) - cairn_run_clip(run, walk.fails_ns);
}

void cairn_link_sim_begin(struct cairn_link_sim *sim, const struct cairn_run *run, int64_t *counts)
{
    sim->counts = counts;
    for (size_t i = 0; i < count_lanes(sim); i++) {
        sim->lanes[i].free_ns = 0;
        sim->lanes[i].counter = 0;
        cairn_channel_clear(&sim->lanes[i].channel);
    }
    for (int c = 0; sim->cuts && c < sim->link->copies; c++) {
        struct cairn_cut *cut = &sim->cuts[c];

        cairn_outage_begin(&cut->now, &sim->link->outage, run,
                           cairn_outage_entity(sim->link->outage.entity, (uint32_t)c));
        cut->lanes[CAIRN_UP] = cut->now;
        cut->lanes[CAIRN_DOWN] = cut->now;
        count_cuts(sim, run, cut);
    }
}

bool cairn_link_sim_is_cut(struct cairn_link_sim *sim, const struct cairn_run *run, int copy)
{
    struct cairn_outage_walk *walk = &sim->cuts[cairn_link_sim_line(sim, copy)].now;

    cairn_outage_advance(walk, &sim->link->outage, run->now_ns);
    return walk->fails_ns <= run->now_ns;
}

int64_t cairn_link_sim_send_cut(struct cairn_link_sim *sim, const struct cairn_run *run,
                                enum cairn_direction direction, uint32_t line, int64_t duration_ns,
                                int64_t bytes)
{
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line, direction);
    struct cairn_outage_walk *walk = &sim->cuts[line].lanes[direction];
    int64_t at_ns = lane->free_ns > run->now_ns ? lane->free_ns : run->now_ns;
    bool begun = false;

    for (;;) {
        int64_t sent_ns;

        cairn_outage_advance(walk, &sim->link->outage, at_ns);
        if (walk->fails_ns <= at_ns)
            at_ns = walk->back_ns;
        cairn_outage_advance(walk, &sim->link->outage, at_ns);
        sent_ns = walk->fails_ns - at_ns < duration_ns ? walk->fails_ns - at_ns : duration_ns;
        if (!begun && cairn_run_measures(run, at_ns))
            sim->counts[direction + CAIRN_UP_BYTES] += bytes;
        begun = true;
        sim->counts[direction + CAIRN_UP_BUSY_NS] +=
            cairn_run_clip(run, at_ns + sent_ns) - cairn_run_clip(run, at_ns);
        at_ns += sent_ns;
        duration_ns -= sent_ns;
        if (duration_ns == 0)
            break;
    }
    lane->free_ns = at_ns;
    return at_ns;
}
