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
