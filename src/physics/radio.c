#include "physics/radio.h"

void cairn_radio_sim_begin(struct cairn_radio_sim *radio, const struct cairn_component_link *link,
                           int64_t now_ns)
{
    radio->ready_ns = 0;
    radio->until_ns = now_ns - link->tail_ns - 1; /* the tail of nothing has ended */
}

/* How much of [from, to) is in the measured time. */
static int64_t measured_ns(const struct cairn_run *run, int64_t from_ns, int64_t to_ns)
{
    return cairn_run_clip(run, to_ns) - cairn_run_clip(run, from_ns);
}

int64_t cairn_radio_sim_wake(struct cairn_radio_sim *radio, const struct cairn_component_link *link,
                             const struct cairn_run *run, int64_t *counts)
{
    int64_t now_ns = run->now_ns;
    int64_t asleep_ns = radio->until_ns + link->tail_ns; /* from when on it is idle */

    if (now_ns <= radio->until_ns)
        return radio->ready_ns;
    if (now_ns <= asleep_ns) {
        counts[CAIRN_TAIL_NS] += measured_ns(run, radio->until_ns, now_ns);
        radio->until_ns = now_ns;
        return now_ns;
    }
    counts[CAIRN_TAIL_NS] += measured_ns(run, radio->until_ns, asleep_ns);
    counts[CAIRN_RADIO_IDLE_NS] += measured_ns(run, asleep_ns, now_ns);
    radio->ready_ns = now_ns + link->promotion_ns;
    radio->until_ns = radio->ready_ns;
    counts[CAIRN_PROMOTION_NS] += measured_ns(run, now_ns, radio->ready_ns);
    counts[CAIRN_PROMOTIONS] += cairn_run_measures(run, now_ns);
    return radio->ready_ns;
}

void cairn_radio_sim_send(struct cairn_radio_sim *radio, const struct cairn_run *run,
                          int64_t free_ns, int64_t *counts)
{
    if (free_ns <= radio->until_ns)
        return;
    counts[CAIRN_ACTIVE_NS] += measured_ns(run, radio->until_ns, free_ns);
    radio->until_ns = free_ns;
}

void cairn_radio_sim_end(const struct cairn_radio_sim *radio,
                         const struct cairn_component_link *link, const struct cairn_run *run,
                         int64_t *counts)
{
    int64_t asleep_ns = radio->until_ns + link->tail_ns;

    counts[CAIRN_TAIL_NS] += measured_ns(run, radio->until_ns, asleep_ns);
    counts[CAIRN_RADIO_IDLE_NS] += measured_ns(run, asleep_ns, CAIRN_NEVER);
}
