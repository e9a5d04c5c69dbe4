#include "physics/link.h"

#include "base/alloc.h"

void cairn_link_law_init(struct cairn_link_law *law, const struct cairn_component_link *link)
{
    *law = (struct cairn_link_law){
        .latency_ns = link->latency_ns,
        .travel = cairn_run_unit_dist(link->variation, link->cv),
        .loss = link->loss,
        .resend_ns = link->resend_ns,
    };
    law->overtakes = link->variation != CAIRN_DETERMINISTIC && link->latency_ns > 0;
    law->varies = law->overtakes || link->loss > 0.0;
}

int64_t cairn_link_law_travel_ns(const struct cairn_link_law *law, const struct cairn_luck *luck,
                                 uint64_t number)
{
    return cairn_run_vary(&law->travel, law->latency_ns, cairn_luck_bits(luck->travel, number));
}

int64_t cairn_link_law_vary(const struct cairn_link_law *law, struct cairn_message *message)
{
    const struct cairn_luck *luck = message->luck;

    if (law->loss > 0.0 && message->bytes > 0) { /* [LINK] */
        int losses = cairn_luck_losses(law->loss, cairn_luck_bits(luck->resend, message->number));

        message->duration_ns += losses * (message->duration_ns + law->resend_ns);
        message->bytes *= losses + 1;
    }
    return cairn_link_law_travel_ns(law, luck, message->number);
}

static size_t count_lanes(const struct cairn_link_sim *sim)
{
    return 2 * (size_t)sim->link->lines;
}

void cairn_link_sim_init(struct cairn_link_sim *sim, const struct cairn_component *component,
                         int index, uint32_t first_line)
{
    *sim = (struct cairn_link_sim){
        .link = &component->links[index],
        .index = index,
        .first_line = first_line,
        .drain_ns = component->plan->drain_ns,
    };
    cairn_link_law_init(&sim->law, sim->link);
    sim->plain = !sim->law.varies && !sim->link->has_radio && sim->link->outage.mtbf_ns == 0;
    sim->lanes = cairn_calloc(count_lanes(sim), sizeof *sim->lanes);
    for (size_t i = 0; i < count_lanes(sim); i++)
        cairn_channel_init(&sim->lanes[i].channel);
    if (sim->link->has_radio)
        sim->radios = cairn_calloc((size_t)sim->link->lines, sizeof *sim->radios);
    if (sim->link->outage.mtbf_ns > 0)
        sim->cuts = cairn_calloc((size_t)sim->link->lines, sizeof *sim->cuts);
}

void cairn_link_sim_release(struct cairn_link_sim *sim)
{
    for (size_t i = 0; i < count_lanes(sim); i++)
        cairn_channel_release(&sim->lanes[i].channel);
    cairn_free(sim->lanes);
    cairn_free(sim->radios);
    cairn_free(sim->cuts);
    *sim = (struct cairn_link_sim){0};
}

void cairn_link_sim_begin(struct cairn_link_sim *sim, const struct cairn_run *run, int64_t *counts)
{
    for (int i = 0; sim->radios && i < sim->link->lines; i++)
        cairn_radio_sim_begin(&sim->radios[i], sim->link, run->now_ns);
    sim->counts = counts;
    for (size_t i = 0; i < count_lanes(sim); i++) {
        sim->lanes[i].free_ns = 0;
        sim->lanes[i].counter = 0;
        cairn_channel_clear(&sim->lanes[i].channel);
    }
    if (sim->cuts)
        cairn_link_sim_begin_cuts(sim, run);
}

void cairn_link_sim_end(struct cairn_link_sim *sim, const struct cairn_run *run)
{
    for (int i = 0; sim->radios && i < sim->link->lines; i++)
        cairn_radio_sim_end(&sim->radios[i], sim->link, run, sim->counts);
}

int64_t cairn_link_sim_send_any(struct cairn_link_sim *sim, const struct cairn_run *run,
                                enum cairn_direction direction, struct cairn_message message)
{
    uint32_t line = cairn_link_line(sim->link, message.copy);
    int64_t travel_ns = cairn_link_law_send(&sim->law, &message);
    int64_t from_ns = run->now_ns;
    int64_t free_ns;

    if (sim->radios && message.bytes > 0)
        from_ns = cairn_radio_sim_wake(&sim->radios[line], sim->link, run, sim->counts);
    from_ns = from_ns > run->now_ns ? from_ns : run->now_ns;
    free_ns = sim->cuts ? cairn_link_sim_hold_cut(sim, run, direction, line, from_ns,
                                                  message.duration_ns, message.bytes)
                        : cairn_link_sim_hold(sim, run, direction, line, from_ns,
                                              message.duration_ns, message.bytes);
    if (sim->radios && message.bytes > 0)
        cairn_radio_sim_send(&sim->radios[line], run, free_ns, sim->counts);
    return free_ns + travel_ns;
}
