#include "physics/replay.h"

#include <math.h>

struct cairn_replay_law cairn_replay_law_of(const struct cairn_component_source *source)
{
    const struct cairn_recording *recording = source->recording;
    struct cairn_replay_law law = {.recording = recording, .moment = source->replay_moment};

    if (!recording)
        return law;
    law.tracks = (int)ceil(source->replay_scale);
    law.keep = source->replay_scale / law.tracks;
    law.mean_gap_ns = (double)recording->length_ns / recording->n;
    return law;
}

/* From a request to the one behind it. */
static int64_t gap_ns(const struct cairn_recording *recording, int row)
{
    const int64_t *at_ns = recording->at_ns;

    if (row + 1 < recording->n)
        return at_ns[row + 1] - at_ns[row];
    return recording->length_ns - at_ns[row] + at_ns[0];
}

/* Passes over what is not kept; returns how long that takes. */
static int64_t skip_ns(const struct cairn_replay_law *law, struct cairn_rng *rng, int *row)
{
    int64_t skipped_ns = 0;

    while (law->keep < 1.0 && cairn_rng_unit(rng) >= law->keep) {
        skipped_ns += gap_ns(law->recording, *row);
        *row = *row + 1 < law->recording->n ? *row + 1 : 0;
    }
    return skipped_ns;
}

/* The first request at or after a point of the circle, or 0: that of the next round. */
static int first_from(const struct cairn_recording *recording, int64_t point_ns)
{
    int low = 0, high = recording->n;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (recording->at_ns[middle] < point_ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low < recording->n ? low : 0;
}

double cairn_replay_begin(const struct cairn_replay_law *law, int track,
                          struct cairn_stream_key key, double run_in, struct cairn_rng *rng,
                          int *row)
{
    const struct cairn_recording *recording = law->recording;
    int64_t length_ns = recording->length_ns;
    int64_t point_ns, until_ns;

    if (law->moment == CAIRN_REPLAY_FROM_START && track == 0) {
        double before_ns = fmod(run_in * law->mean_gap_ns, (double)length_ns);

        point_ns = recording->at_ns[0] - llround(before_ns) - CAIRN_REPLAY_START_NS;
        point_ns += point_ns < 0 ? length_ns : 0;
        point_ns += point_ns < 0 ? length_ns : 0;
    } else {
        struct cairn_rng phase;
        double u;

        key.purpose = CAIRN_PURPOSE_REPLAY;
        cairn_rng_init(&phase, key);
        u = cairn_rng_unit(&phase);
        point_ns = (int64_t)(u * (double)length_ns);
    }
    *row = first_from(recording, point_ns);
    until_ns = recording->at_ns[*row] - point_ns;
    until_ns += until_ns < 0 ? length_ns : 0;
    until_ns += skip_ns(law, rng, row);
    return (double)until_ns / law->mean_gap_ns;
}

double cairn_replay_next(const struct cairn_replay_law *law, struct cairn_rng *rng, int *row)
{
    int64_t next_ns = gap_ns(law->recording, *row);

    *row = *row + 1 < law->recording->n ? *row + 1 : 0;
    next_ns += skip_ns(law, rng, row);
    return (double)next_ns / law->mean_gap_ns;
}
