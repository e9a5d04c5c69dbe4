/* link_cut.c - lines that fail [OUTAGE] */
#include "physics/link.h"

/* Counts how long a line will be down. */
static void count_cuts(struct cairn_link_sim *sim, const struct cairn_run *run,
                       const struct cairn_cut *cut)
{
    struct cairn_outage_walk walk = cut->now;

    for (; walk.fails_ns < run->end_ns; cairn_outage_next(&walk, &sim->link->outage))
        sim->counts[CAIRN_CUT_NS] +=
            cairn_run_clip(run, walk.back_ns) - cairn_run_clip(run, walk.fails_ns);
}

void cairn_link_sim_begin_cuts(struct cairn_link_sim *sim, const struct cairn_run *run)
{
    for (int line = 0; line < sim->link->lines; line++) {
        struct cairn_cut *cut = &sim->cuts[line];

        cairn_outage_begin(&cut->now, &sim->link->outage, run,
                           cairn_outage_entity(sim->link->outage.entity, (uint32_t)line));
        cut->lanes[CAIRN_UP] = cut->now;
        cut->lanes[CAIRN_DOWN] = cut->now;
        count_cuts(sim, run, cut);
    }
}

bool cairn_link_sim_is_cut(struct cairn_link_sim *sim, const struct cairn_run *run, int copy)
{
    struct cairn_outage_walk *walk = &sim->cuts[cairn_link_line(sim->link, copy)].now;

    cairn_outage_advance(walk, &sim->link->outage, run->now_ns);
    return walk->fails_ns <= run->now_ns;
}

int64_t cairn_link_sim_hold_cut(struct cairn_link_sim *sim, const struct cairn_run *run,
                                enum cairn_direction direction, uint32_t line, int64_t from_ns,
                                int64_t duration_ns, int64_t bytes)
{
    struct cairn_lane *lane = cairn_link_sim_lane(sim, line, direction);
    struct cairn_outage_walk *walk = &sim->cuts[line].lanes[direction];
    int64_t *counts = &sim->counts[direction];
    int64_t at_ns = lane->free_ns > from_ns ? lane->free_ns : from_ns;
    int64_t past_ns = cairn_run_later(run->end_ns, sim->drain_ns);
    bool begun = false;

    for (;;) {
        int64_t sent_ns;

        if (at_ns > past_ns) { /* nobody looks: a line with years of queue has no outages there */
            at_ns += duration_ns;
            break;
        }
        cairn_outage_advance(walk, &sim->link->outage, at_ns);
        if (walk->fails_ns <= at_ns)
            at_ns = walk->back_ns;
        cairn_outage_advance(walk, &sim->link->outage, at_ns);
        sent_ns = walk->fails_ns - at_ns < duration_ns ? walk->fails_ns - at_ns : duration_ns;
        if (!begun && cairn_run_measures(run, at_ns))
            counts[CAIRN_UP_BYTES] += bytes;
        begun = true;
        counts[CAIRN_UP_BUSY_NS] +=
            cairn_run_clip(run, at_ns + sent_ns) - cairn_run_clip(run, at_ns);
        at_ns += sent_ns;
        duration_ns -= sent_ns;
        if (duration_ns == 0)
            break;
    }
    lane->free_ns = at_ns;
    return at_ns;
}
