/*
 * replay.h - requests that were recorded, as the gaps of a unit-rate process [REPLAY]
 *
 * A recording is a circle of n requests. Its gaps against their mean are gaps of mean 1, which are
 * inverted through the rate as those of any other process [ARR]: at the recording's own rate they
 * come as they were recorded, to the nanosecond; at another, or under a shape, a cycle or a surge,
 * in operational time.
 *
 * Scale: a copy of the site replays ceil(scale) recordings at the same time, tracks, each from
 * another point of the circle; and of each it keeps every request with probability scale / ceil
 * (scale). Their sum has the mean that is asked for.
 *
 * Moment: a track begins at a random point of the circle, drawn for each window and replication, so
 * that over replications every part of the recording counts alike; or the first track so that
 * measuring begins START_NS before its first request.
 */
#ifndef CAIRN_PHYSICS_REPLAY_H
#define CAIRN_PHYSICS_REPLAY_H

#include "model/component.h"
#include "physics/run.h"

/* What rounding cannot bridge: the first request is measured for sure. */
enum { CAIRN_REPLAY_START_NS = 1000 };

/* What a source replays. */
struct cairn_replay_law {
    const struct cairn_recording *recording; /* NULL: nothing */
    enum cairn_replay_moment moment;
    int tracks;
    double keep; /* probability */
    double mean_gap_ns;
};

struct cairn_replay_law cairn_replay_law_of(const struct cairn_component_source *source);

/*
 * Begins a track: *row becomes its first request; returns the unit gaps until it comes. `key` names
 * seed, replication, window and the track; `rng` decides what is kept; run_in is how many unit gaps
 * pass before measuring begins.
 */
double cairn_replay_begin(const struct cairn_replay_law *law, int track,
                          struct cairn_stream_key key, double run_in, struct cairn_rng *rng,
                          int *row);

/* Moves *row on to the next request that is kept; returns the unit gaps between. */
double cairn_replay_next(const struct cairn_replay_law *law, struct cairn_rng *rng, int *row);

#endif
