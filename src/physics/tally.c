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

/* Times below this have exact bins by way of floating forms, and sums of a block in 64 bits. */
#define SHORT_NS (INT64_C(1) << 52)

/* Adds n times below SHORT_NS. */
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
 * The bins of n times below SHORT_NS, as cairn_histogram_index() has them, but in a form that the
 * processor can do several at a time. [HIST] The floating form of a number holds the octave in its
 * exponent, and where in the octave in the first bits of its mantissa; a whole number is brought
 * into that form by way of 2^52 + itself, whose mantissa it is.
 */
static void find_bins(const int64_t *time_ns, int n, uint64_t *bin)
{
    const uint64_t offset = (1023 + CAIRN_HISTOGRAM_BITS - 1) << CAIRN_HISTOGRAM_BITS;
    union {
        uint64_t bits;
        double value;
    } form;

    for (int i = 0; i < n; i++) {
        uint64_t time = (uint64_t)time_ns[i];

        form.bits = time | UINT64_C(0x4330000000000000);
        form.value -= 0x1p52;
        bin[i] = form.value < 1 << CAIRN_HISTOGRAM_BITS
                     ? time
                     : (form.bits >> (52 - CAIRN_HISTOGRAM_BITS)) - offset;
    }
}

/* Takes memory for all these bins at once. */
static void reach_all(struct cairn_histogram *histogram, const uint64_t *bin, int n)
{
    uint64_t least = bin[0], most = bin[0];

    for (int i = 1; i < n; i++) {
        least = bin[i] < least ? bin[i] : least;
        most = bin[i] > most ? bin[i] : most;
    }
    cairn_histogram_reach(histogram, (unsigned)least);
    cairn_histogram_reach(histogram, (unsigned)most);
}

static void add_bins(struct cairn_histogram *histogram, uint64_t weight, const int64_t *time_ns,
                     int n)
{
    uint64_t bin[CAIRN_TALLY_BLOCK];
    struct cairn_histogram to = *histogram;

    find_bins(time_ns, n, bin);
    for (int i = 0; i < n; i++) {
        assert(bin[i] == cairn_histogram_index(time_ns[i]));
        if (bin[i] - to.first >= to.n)
            reach_all(&to, &bin[i], n - i);
        to.counts[bin[i] - to.first] += weight;
    }
    *histogram = to;
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

static bool all_short(const int64_t *time_ns, int n)
{
    int64_t any = 0;

    for (int i = 0; i < n; i++)
        any |= time_ns[i];
    return any < SHORT_NS;
}

/* A block with times of months. */
static void add_each(const struct cairn_tally *tally, const struct cairn_tally_block *block)
{
    for (int i = 0; i < block->n; i++)
        cairn_tally_completed(tally, block->number[i], block->wait_ns[i], block->sojourn_ns[i],
                              block->end_ns[i]);
}

void cairn_tally_add(const struct cairn_tally *tally, const struct cairn_tally_block *block)
{
    struct cairn_source_sim *source = tally->source;

    if (!all_short(block->sojourn_ns, block->n)) { /* waits are no longer */
        add_each(tally, block);
        return;
    }
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
