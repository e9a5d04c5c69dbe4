#include "physics/tally.h"

#include <string.h>

void cairn_tally_begin(struct cairn_tally *tally, struct cairn_world *world, int source)
{
    *tally = (struct cairn_tally){
        .source = &world->sources[source],
        .times = &world->quantities->times[source],
        .fingerprint = &world->quantities->fingerprint,
        .weight = (uint64_t)world->weight,
        .late_ns = world->component->sources[source].late_ns,
    };
}

/* ---- blocks ---- */

/* Adds n times, which are below 2^53, so that the sum of a block fits into 64 bits. */
static void add_moments(struct cairn_moments *moments, const int64_t *time_ns, int n)
{
    int64_t sum_ns = 0;
    cairn_uint128 squares = 0;

    for (int i = 0; i < n; i++) {
        sum_ns += time_ns[i];
        squares += (cairn_uint128)(uint64_t)time_ns[i] * (uint64_t)time_ns[i];
    }
    moments->count += (uint64_t)n;
    moments->sum_ns += sum_ns;
    moments->sum_squares_ns2 += squares;
}

/*
 * The bin of a time below 2^53 ns, as cairn_histogram_index() has it, but without counting zeros,
 * which takes long on some processors: the floating form of a number says the octave in its
 * exponent and where in it in the first bits of its mantissa. [HIST]
 */
static inline unsigned bin_of(int64_t time_ns)
{
    const unsigned offset = (1023 + CAIRN_HISTOGRAM_BITS - 1) << CAIRN_HISTOGRAM_BITS;
    double value = (double)time_ns;
    unsigned small = 0u - (time_ns < 1 << CAIRN_HISTOGRAM_BITS); /* all bits: bin and time agree */
    uint64_t form;
    unsigned bin;

    memcpy(&form, &value, sizeof form);
    bin = (unsigned)(form >> (52 - CAIRN_HISTOGRAM_BITS)) - offset;
    return bin ^ ((bin ^ (unsigned)time_ns) & small); /* a branch would often be mistaken */
}

static void add_bins(struct cairn_histogram *histogram, uint64_t weight, const int64_t *time_ns,
                     int n)
{
    uint64_t *counts = histogram->counts;
    unsigned first = histogram->first;
    unsigned reach = histogram->n;

    for (int i = 0; i < n; i++) {
        unsigned bin = bin_of(time_ns[i]);

        assert(bin == cairn_histogram_index(time_ns[i]));
        if (bin - first >= reach) {
            cairn_histogram_reach(histogram, bin);
            counts = histogram->counts;
            first = histogram->first;
            reach = histogram->n;
        }
        counts[bin - first] += weight;
    }
}

static void add_ends(const struct cairn_tally *tally, const struct cairn_tally_block *block)
{
    struct cairn_fingerprint fingerprint = *tally->fingerprint;
    uint32_t subject = tally->source->subject;

    for (int i = 0; i < block->n; i++)
        cairn_fingerprint_add(&fingerprint, subject, block->number[i], block->end_ns[i]);
    *tally->fingerprint = fingerprint;
}

/* How many are above a limit; both >= 0. */
static int64_t count_above(const int64_t *time_ns, int n, int64_t limit_ns)
{
    uint64_t above = 0;

    for (int i = 0; i < n; i++)
        above += (uint64_t)(limit_ns - time_ns[i]) >> 63;
    return (int64_t)above;
}

void cairn_tally_add(const struct cairn_tally *tally, const struct cairn_tally_block *block)
{
    struct cairn_source_sim *source = tally->source;

    source->counts[CAIRN_COMPLETED] += block->n;
    source->counts[CAIRN_WAITED] += count_above(block->wait_ns, block->n, 0);
    source->counts[CAIRN_LATE] += count_above(block->sojourn_ns, block->n, tally->late_ns);
    add_moments(&source->wait, block->wait_ns, block->n);
    add_moments(&source->sojourn, block->sojourn_ns, block->n);
    add_bins(&tally->times->wait_histogram, tally->weight, block->wait_ns, block->n);
    add_bins(&tally->times->sojourn_histogram, tally->weight, block->sojourn_ns, block->n);
    add_ends(tally, block);
}

/* ---- single requests ---- */

static void add_time(struct cairn_moments *moments, struct cairn_histogram *histogram,
                     uint64_t weight, int64_t time_ns)
{
    cairn_moments_add(moments, time_ns);
    cairn_histogram_put(histogram, time_ns, weight);
}

static void add_reply(const struct cairn_tally *tally, uint64_t number, int64_t sojourn_ns,
                      int64_t end_ns)
{
    struct cairn_source_sim *source = tally->source;

    source->counts[CAIRN_LATE] += sojourn_ns > tally->late_ns;
    add_time(&source->sojourn, &tally->times->sojourn_histogram, tally->weight, sojourn_ns);
    cairn_fingerprint_add(tally->fingerprint, source->subject, number, end_ns);
}

void cairn_tally_completed(const struct cairn_tally *tally, uint64_t number, int64_t wait_ns,
                           int64_t sojourn_ns, int64_t end_ns)
{
    struct cairn_source_sim *source = tally->source;

    source->counts[CAIRN_COMPLETED]++;
    source->counts[CAIRN_WAITED] += wait_ns > 0;
    add_time(&source->wait, &tally->times->wait_histogram, tally->weight, wait_ns);
    add_reply(tally, number, sojourn_ns, end_ns);
}

void cairn_tally_hit(const struct cairn_tally *tally, uint64_t number, int64_t sojourn_ns,
                     int64_t end_ns)
{
    tally->source->counts[CAIRN_HITS]++;
    add_reply(tally, number, sojourn_ns, end_ns);
}

void cairn_tally_lost(const struct cairn_tally *tally, uint64_t number)
{
    struct cairn_source_sim *source = tally->source;

    source->counts[CAIRN_LOST]++;
    source->counts[CAIRN_LATE] += tally->late_ns != INT64_MAX;
    cairn_fingerprint_add(tally->fingerprint, source->subject, number, CAIRN_NEVER);
}

void cairn_tally_end(const struct cairn_tally *tally)
{
    int64_t *counts = tally->source->counts;
    int64_t in_flight =
        counts[CAIRN_ARRIVALS] - counts[CAIRN_COMPLETED] - counts[CAIRN_HITS] - counts[CAIRN_LOST];

    counts[CAIRN_IN_FLIGHT] += in_flight;
    counts[CAIRN_LATE] += tally->late_ns != INT64_MAX ? in_flight : 0;
}
