#include "physics/power.h"

static void schedule(const struct cairn_pool_sim *sim, struct cairn_run *run, int64_t time_ns,
                     enum cairn_event_rank rank, const struct cairn_device *of)
{
    cairn_run_schedule(run, time_ns, rank, sim->first_device + of->number, 0,
                       cairn_payload(sim->index, of->number));
}

/* One that comes up too early is set anew. */
void cairn_power_set_sleep_timer(struct cairn_pool_sim *sim, struct cairn_run *run,
                                 struct cairn_device *of, int64_t time_ns)
{
    of->timed = true;
    schedule(sim, run, time_ns, CAIRN_EVENT_SLEEP, of);
}

void cairn_power_wake(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in,
                      uint64_t entity, uint64_t bits)
{
    uint64_t own_bits = cairn_mix64(bits ^ cairn_mix64(entity)); /* not those of the service */
    int64_t wake_ns = cairn_run_vary(&sim->wake, sim->pool->wake_ns, own_bits);
    struct cairn_device *of = &in->devices[cairn_device_set_lowest(&in->asleep)];

    cairn_power_enter(sim, run, of, CAIRN_SLEEP_NS, CAIRN_WAKING_NS);
    of->mark_ns = run->now_ns + wake_ns;
    schedule(sim, run, run->now_ns + wake_ns, CAIRN_EVENT_AWAKE, of);
}

void cairn_pool_sim_sleep(struct cairn_pool_sim *sim, struct cairn_run *run, int device)
{
    struct cairn_device *of = &sim->devices[device];
    int64_t due_ns = cairn_run_later(of->mark_ns, sim->pool->sleep_after_ns);
    int64_t batch_ns = 0;

    of->timed = false;
    if (of->state != CAIRN_IDLE_NS)
        return;
    if (of->in->waiting > 0)
        batch_ns = cairn_pool_sim_due_ns(sim, run, of->in);
    if (due_ns > run->now_ns)
        cairn_power_set_sleep_timer(sim, run, of, due_ns);
    else if (of->in->waiting > 0 && (!sim->ruled || batch_ns != CAIRN_NEVER))
        /* not before their batch, which then comes first */
        cairn_power_set_sleep_timer(sim, run, of, batch_ns);
    else
        cairn_power_enter(sim, run, of, CAIRN_IDLE_NS, CAIRN_SLEEP_NS);
}
