#include "physics/power.h"

/* One that comes up too early is set anew. */
void cairn_power_set_sleep_timer(struct cairn_pool_sim *sim, struct cairn_run *run, int device,
                                 int64_t time_ns)
{
    sim->devices[device].timed = true;
    cairn_run_schedule(run, time_ns, CAIRN_EVENT_SLEEP, sim->first_device + (uint32_t)device, 0,
                       cairn_payload(sim->index, (uint32_t)device));
}

void cairn_power_wake(struct cairn_pool_sim *sim, struct cairn_run *run, int copy, uint64_t entity,
                      uint64_t bits)
{
    uint64_t own_bits = cairn_mix64(bits ^ cairn_mix64(entity)); /* not those of the service */
    int64_t wake_ns = cairn_run_vary(&sim->wake, sim->pool->wake_ns, own_bits);
    int device = cairn_power_lowest(sim, &sim->asleep, copy);

    cairn_power_enter(sim, run, copy, device, CAIRN_SLEEP_NS, CAIRN_WAKING_NS);
    cairn_run_schedule(run, run->now_ns + wake_ns, CAIRN_EVENT_AWAKE,
                       sim->first_device + (uint32_t)device, 0,
                       cairn_payload(sim->index, (uint32_t)device));
}

void cairn_pool_sim_sleep(struct cairn_pool_sim *sim, struct cairn_run *run, int device)
{
    int copy = device / sim->pool->devices;
    struct cairn_device *of = &sim->devices[device];
    int64_t due_ns = cairn_run_later(of->idle_from_ns, sim->pool->sleep_after_ns);

    of->timed = false;
    if (of->state != CAIRN_IDLE_NS)
        return;
    if (due_ns > run->now_ns)
        cairn_power_set_sleep_timer(sim, run, device, due_ns);
    else if (sim->copies[copy].waiting > 0) /* not before their batch, which then comes first */
        cairn_power_set_sleep_timer(sim, run, device, cairn_pool_sim_due_ns(sim, run, copy));
    else
        cairn_power_enter(sim, run, copy, device, CAIRN_IDLE_NS, CAIRN_SLEEP_NS);
}
