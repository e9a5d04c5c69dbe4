#include "physics/tally.h"

#include <assert.h>

void cairn_tally_init(struct cairn_tally *tally, const struct cairn_component *component,
                      int source)
{
    tally->source = source;
    tally->subject = (uint32_t)cairn_mix64(component->sources[source].entity);
    tally->late_ns = component->sources[source].late_ns;
    tally->of_tokens = component->sources[source].of_tokens;
    tally->ttft_ns = component->sources[source].ttft_ns;
    tally->tpot_ns = component->sources[source].tpot_ns;
    tally->singles.end_ns = tally->singles_end_ns;
}

void cairn_tally_begin(struct cairn_tally *tally, struct cairn_quantities *quantities, int window,
                       int64_t hours)
{
    tally->counts =
        &quantities->counts[cairn_layout_source(&quantities->layout, window, tally->source, 0)];
    tally->times = &quantities->times[tally->source];
    tally->fingerprint = &quantities->fingerprint;
    tally->weight = (uint64_t)hours;
    tally->wait = (struct cairn_moments){0};
    tally->sojourn = (struct cairn_moments){0};
    tally->first = (struct cairn_moments){0};
    tally->token = (struct cairn_moments){0};
    tally->singles.n = 0;
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
    int i = 0;

    find_bins(time_ns, n, bin);
    while (i < n) {
        uint64_t *counts = histogram->counts;
        uint64_t first = histogram->first, reach = histogram->n;

        for (; i < n && bin[i] - first < reach; i++) {
            assert(bin[i] == cairn_histogram_index(time_ns[i]));
            counts[bin[i] - first] += weight;
        }
        if (i < n)
            reach_all(histogram, &bin[i], n - i);
    }
}

static void add_ends(struct cairn_tally *tally, const struct cairn_tally_block *block)
{
    struct cairn_fingerprint fingerprint = *tally->fingerprint;
    uint32_t subject = tally->subject;

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

static void add_time(struct cairn_moments *moments, struct cairn_histogram *histogram,
                     uint64_t weight, int64_t time_ns)
{
    cairn_moments_add(moments, time_ns);
    cairn_histogram_put(histogram, time_ns, weight);
}

/* A reply, whoever made it. */
static void add_reply(struct cairn_tally *tally, uint64_t number, int64_t sojourn_ns,
                      int64_t end_ns)
{
    tally->counts[CAIRN_LATE] += sojourn_ns > tally->late_ns;
    add_time(&tally->sojourn, &tally->times->sojourn.histogram, tally->weight, sojourn_ns);
    cairn_fingerprint_add(tally->fingerprint, tally->subject, number, end_ns);
}

/* A block with times of months. */
static void add_each(struct cairn_tally *tally, const struct cairn_tally_block *block)
{
    for (int i = 0; i < block->n; i++) {
        tally->counts[CAIRN_COMPLETED]++;
        tally->counts[CAIRN_WAITED] += block->wait_ns[i] > 0;
        add_time(&tally->wait, &tally->times->wait.histogram, tally->weight, block->wait_ns[i]);
        add_reply(tally, block->number[i], block->sojourn_ns[i], block->end_ns[i]);
    }
}

void cairn_tally_add(struct cairn_tally *tally, const struct cairn_tally_block *block)
{
    if (!all_short(block->sojourn_ns, block->n)) { /* waits are no longer */
        add_each(tally, block);
        return;
    }
    tally->counts[CAIRN_COMPLETED] += block->n;
    tally->counts[CAIRN_WAITED] += count_above(block->wait_ns, block->n, 0);
    tally->counts[CAIRN_LATE] += count_above(block->sojourn_ns, block->n, tally->late_ns);
    add_moments(&tally->wait, block->wait_ns, block->n);
    add_moments(&tally->sojourn, block->sojourn_ns, block->n);
    add_bins(&tally->times->wait.histogram, tally->weight, block->wait_ns, block->n);
    add_bins(&tally->times->sojourn.histogram, tally->weight, block->sojourn_ns, block->n);
    add_ends(tally, block);
}

/* ---- single requests ---- */

void cairn_tally_flush(struct cairn_tally *tally)
{
    cairn_tally_add(tally, &tally->singles);
    tally->singles.n = 0;
}

void cairn_tally_hit(struct cairn_tally *tally, uint64_t number, int64_t sojourn_ns, int64_t end_ns)
{
    tally->counts[CAIRN_HITS]++;
    add_reply(tally, number, sojourn_ns, end_ns);
}

void cairn_tally_tokens(struct cairn_tally *tally, int64_t first_ns, uint32_t each_ns)
{
    tally->counts[CAIRN_SLOW_FIRST] += first_ns > tally->ttft_ns;
    add_time(&tally->first, &tally->times->first.histogram, tally->weight, first_ns);
    if (each_ns == CAIRN_ONE_TOKEN)
        return;
    tally->counts[CAIRN_SLOW_TOKEN] += each_ns > tally->tpot_ns;
    add_time(&tally->token, &tally->times->token.histogram, tally->weight, each_ns);
}

/* Requests without a reply are late where anything is. */
static void add_unanswered(struct cairn_tally *tally, enum cairn_source_count as, int64_t requests)
{
    tally->counts[as] += requests;
    tally->counts[CAIRN_LATE] += tally->late_ns != INT64_MAX ? requests : 0;
    if (!tally->of_tokens)
        return;
    tally->counts[CAIRN_SLOW_FIRST] += tally->ttft_ns != INT64_MAX ? requests : 0;
    tally->counts[CAIRN_SLOW_TOKEN] += tally->tpot_ns != INT64_MAX ? requests : 0;
}

void cairn_tally_lost(struct cairn_tally *tally, uint64_t number)
{
    add_unanswered(tally, CAIRN_LOST, 1);
    cairn_fingerprint_add(tally->fingerprint, tally->subject, number, CAIRN_NEVER);
}

void cairn_tally_in_flight(struct cairn_tally *tally, int64_t requests)
{
    add_unanswered(tally, CAIRN_IN_FLIGHT, requests);
}

int64_t cairn_tally_missing(struct cairn_tally *tally)
{
    const int64_t *counts = tally->counts;

    cairn_tally_flush(tally);
    return counts[CAIRN_ARRIVALS] - counts[CAIRN_COMPLETED] - counts[CAIRN_HITS] -
           counts[CAIRN_LOST] - counts[CAIRN_IN_FLIGHT];
}

void cairn_tally_end(struct cairn_tally *tally)
{
    struct cairn_request_times *times = tally->times;

    cairn_tally_flush(tally);
    cairn_moments_merge(&times->wait.moments, &tally->wait, tally->weight);
    cairn_moments_merge(&times->sojourn.moments, &tally->sojourn, tally->weight);
    cairn_moments_merge(&times->first.moments, &tally->first, tally->weight);
    cairn_moments_merge(&times->token.moments, &tally->token, tally->weight);
    times->first.histogram.count += tally->weight * tally->first.count;
    times->token.histogram.count += tally->weight * tally->token.count;
    times->wait.histogram.count += tally->weight * tally->wait.count;
    times->sojourn.histogram.count += tally->weight * tally->sojourn.count;
}
