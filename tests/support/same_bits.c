#include "support/same_bits.h"

#include <check.h>
#include <inttypes.h>
#include <string.h>

#include "physics/locate.h"
#include "physics/recursion.h"

static bool moments_differ(const struct cairn_moments *a, const struct cairn_moments *b)
{
    return a->count != b->count || a->sum_ns != b->sum_ns ||
           a->sum_squares_ns2 != b->sum_squares_ns2;
}

const char *quantities_differ(const struct cairn_quantities *a, const struct cairn_quantities *b)
{
    size_t n = (size_t)a->layout.n_windows * (size_t)a->layout.stride;

    if (memcmp(a->counts, b->counts, n * sizeof *a->counts) != 0)
        return "counts";
    for (int s = 0; s < a->layout.n_sources; s++) {
        if (moments_differ(&a->times[s].wait.moments, &b->times[s].wait.moments))
            return "moments of waits";
        if (moments_differ(&a->times[s].sojourn.moments, &b->times[s].sojourn.moments))
            return "moments of sojourn times";
        if (!cairn_histogram_equal(&a->times[s].wait.histogram, &b->times[s].wait.histogram))
            return "histogram of waits";
        if (!cairn_histogram_equal(&a->times[s].sojourn.histogram, &b->times[s].sojourn.histogram))
            return "histogram of sojourn times";
        if (moments_differ(&a->times[s].first.moments, &b->times[s].first.moments) ||
            !cairn_histogram_equal(&a->times[s].first.histogram, &b->times[s].first.histogram))
            return "times to the first token";
        if (moments_differ(&a->times[s].token.moments, &b->times[s].token.moments) ||
            !cairn_histogram_equal(&a->times[s].token.histogram, &b->times[s].token.histogram))
            return "times per token";
    }
    for (int p = 0; p < a->layout.n_pools; p++)
        if (!cairn_histogram_equal(&a->gaps[p], &b->gaps[p]))
            return "times between tokens";
    if (a->fingerprint.sum != b->fingerprint.sum)
        return "fingerprint";
    return a->replications == b->replications ? NULL : "replications";
}

/* Names the first count that differs. */
static void abort_for_count(const struct cairn_quantities *a, const struct cairn_quantities *b,
                            const char *what, int number)
{
    struct cairn_count_place place;
    int at = 0;

    while (a->counts[at] == b->counts[at])
        at++;
    place = cairn_layout_locate(&a->layout, at);
    ck_abort_msg("%s %d, window %d, station %d, %s: %" PRId64 " and %" PRId64, what, number,
                 place.window, place.station, cairn_count_name(&place), a->counts[at],
                 b->counts[at]);
}

bool check_same_bits(const struct cairn_component *component, uint64_t seed, int block,
                     const char *what, int number)
{
    struct cairn_world *world = cairn_world_new(component);
    struct cairn_quantities recursion, events;
    const char *difference;
    bool recursed;

    cairn_quantities_init(&recursion, component);
    cairn_quantities_init(&events, component);
    if (world->recursion)
        world->recursion->block = block;
    cairn_world_replicate(world, seed, 0, NULL, &recursion);
    cairn_world_use_events(world);
    cairn_world_replicate(world, seed, 0, NULL, &events);
    recursed = recursion.by_path[CAIRN_PATH_RECURSION] == 1;
    difference = quantities_differ(&recursion, &events);
    if (difference && strcmp(difference, "counts") == 0)
        abort_for_count(&recursion, &events, what, number);
    if (difference)
        ck_abort_msg("%s %d: %s differ", what, number, difference);
    ck_assert_uint_eq(events.by_path[CAIRN_PATH_EVENTS], 1);
    cairn_quantities_release(&recursion);
    cairn_quantities_release(&events);
    cairn_world_free(world);
    return recursed;
}
