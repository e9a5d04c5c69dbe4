/*
 * tempo.h - what changes the rate of arrivals besides the plan: phases, cycles, surges
 *
 * Each of the three is a factor of mean 1 that is constant on pieces of time; the tempo of a source
 * is their product. Arrivals are inverted through the rate of the plan times the tempo [ARR], so
 * that the same arrivals of the unit-rate process come sooner or later.
 *
 *   Phases [PHASE]: a state, left after an exponential time of mean stay, for one of the others
 *     with a probability proportional to its weight. That chain is reversible: in the long run a
 *     share proportional to weight x (sum of weights - weight) x stay of the time is spent in a
 *     phase. A window begins in that law. Of one copy each, or of all together.
 *   Cycle [CYCLE]: relative loads of equal parts of a period. It begins where it is stated to be as
 *     measuring begins, or at a point that is drawn per window and replication, the same for all.
 *   Surge [SURGE]: a random factor for a period, then another, independent of it. Whatever names
 *     the surge sees the same factors at the same times.
 *
 * A tempo goes on for ever: whoever follows it stops by himself.
 */
#ifndef CAIRN_PHYSICS_TEMPO_H
#define CAIRN_PHYSICS_TEMPO_H

#include "physics/run.h"

#include "model/component.h"

/* What a tempo follows; of a source. */
struct cairn_tempo_law {
    const struct cairn_component_tempo *tempo;
    double *phase_factor;         /* [phase]; owned */
    double *phase_share;          /* [phase]: long-run share of time; owned */
    double weights;               /* sum */
    double cycle_mean;            /* of its loads */
    struct cairn_dist surge_unit; /* factor of a surge */
};

/* One that is under way. */
struct cairn_tempo {
    double factor;  /* now */
    int64_t end_ns; /* until then */
    int phase;
    int64_t phase_end_ns;
    struct cairn_rng phase_rng;
    int step; /* of the cycle */
    int64_t cycle_start_ns, step_end_ns;
    double surge;
    int64_t surge_end_ns;
    struct cairn_rng surge_rng;
};

void cairn_tempo_law_init(struct cairn_tempo_law *law, const struct cairn_component_tempo *tempo);
void cairn_tempo_law_release(struct cairn_tempo_law *law);

/* Does it ever change? If not, its factor is 1. */
bool cairn_tempo_varies(const struct cairn_component_tempo *tempo);

/* Has each copy phases of its own? */
bool cairn_tempo_is_private(const struct cairn_component_tempo *tempo);

/*
 * Begins at a time of a window that is measured from begin_ns on. `key` names seed, replication and
 * window, and as entity whose phases they are.
 */
void cairn_tempo_begin(struct cairn_tempo *tempo, const struct cairn_tempo_law *law,
                       struct cairn_stream_key key, int64_t start_ns, int64_t begin_ns);

/* Moves on to the next piece of constant factor, which begins where this one ends. */
void cairn_tempo_move_on(struct cairn_tempo *tempo, const struct cairn_tempo_law *law);

#endif
