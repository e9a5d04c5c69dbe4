/*
 * radio.h - the radio of the device at a line's end: idle, promoted, active, in its tail [RADIO]
 *
 * A cellular radio that has been idle is promoted before it sends or receives: that takes time and
 * energy. While its line is held, up or down, it is active. After the last transfer it stays awake
 * for its tail, and what comes in that time needs no promotion.
 *
 *     send at t:   t <= until             it is active, or being promoted until `ready`
 *                  t <= until + tail      it is in its tail: active again, at once
 *                  else                   it is promoted: ready = t + promotion
 *     start = max(t, ready, free),  until = max(until, end of the transfer)
 *
 * A line is held from one `start` on without a gap until `until`, since what waits for the line or
 * the radio waits for something that is going on. Times in states are integers, clipped to the
 * measured time, and add up:
 *
 *     idle + promotion + active + tail = lines x length
 *
 * A message is taken to hold the radio while it holds the line: propagation shifts neither. What
 * has no bytes needs no radio. Every window begins with an idle radio.
 */
#ifndef CAIRN_PHYSICS_RADIO_H
#define CAIRN_PHYSICS_RADIO_H

#include "physics/quantity.h"
#include "physics/run.h"

struct cairn_radio_sim {
    int64_t ready_ns; /* end of the last promotion */
    int64_t until_ns; /* end of the last transfer */
};

/* A window begins. */
void cairn_radio_sim_begin(struct cairn_radio_sim *radio, const struct cairn_component_link *link,
                           int64_t now_ns);

/* Something is to be sent now; returns from when on it may be. `counts` are those of the link. */
int64_t cairn_radio_sim_wake(struct cairn_radio_sim *radio, const struct cairn_component_link *link,
                             const struct cairn_run *run, int64_t *counts);

/* It has been put on the line, and leaves it at `free_ns`. */
void cairn_radio_sim_send(struct cairn_radio_sim *radio, const struct cairn_run *run,
                          int64_t free_ns, int64_t *counts);

/* The window has ended: counts what its last state has lasted. */
void cairn_radio_sim_end(const struct cairn_radio_sim *radio,
                         const struct cairn_component_link *link, const struct cairn_run *run,
                         int64_t *counts);

#endif
