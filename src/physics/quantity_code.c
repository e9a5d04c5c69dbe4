#include "physics/quantity_code.h"

#include <string.h>

#include "base/wide.h"

enum { VERSION = 4, CHECK_SIZE = 8, WORD_SIZE = 8 };

static size_t count_of(const struct cairn_layout *layout)
{
    return (size_t)layout->n_windows * (size_t)layout->stride;
}

static uint64_t check_of(struct cairn_hash128 name, const void *bytes, size_t size)
{
    struct cairn_hash hash;

    cairn_hash_init_keyed(&hash, name.word[0], name.word[1]);
    cairn_hash_bytes(&hash, bytes, size);
    return cairn_hash_final(&hash).word[0];
}

/* ---- writing ---- */

static void put_wide(struct cairn_buffer *out, cairn_uint128 value)
{
    for (; value >= 0x80; value >>= 7)
        cairn_buffer_putc(out, (char)(unsigned char)(0x80 | (value & 0x7f)));
    cairn_buffer_putc(out, (char)(unsigned char)value);
}

/* Folds the sign into the lowest bit. */
static void put_signed(struct cairn_buffer *out, cairn_int128 value)
{
    cairn_uint128 folded = (cairn_uint128)value << 1;

    put_wide(out, value < 0 ? ~folded : folded);
}

static void put_word(struct cairn_buffer *out, uint64_t word)
{
    for (int i = 0; i < WORD_SIZE; i++)
        cairn_buffer_putc(out, (char)(unsigned char)(word >> 8 * i));
}

static void put_counts(struct cairn_buffer *out, const int64_t *counts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t zeros = 0;

        put_signed(out, counts[i]);
        if (counts[i] != 0)
            continue;
        while (i + 1 < n && counts[i + 1] == 0) {
            zeros++;
            i++;
        }
        put_wide(out, zeros);
    }
}

static void put_moments(struct cairn_buffer *out, const struct cairn_moments *moments)
{
    put_wide(out, moments->count);
    put_signed(out, moments->sum_ns);
    put_wide(out, moments->sum_squares_ns2);
}

static void put_histogram(struct cairn_buffer *out, const struct cairn_histogram *histogram)
{
    unsigned used = 0, empty = histogram->first;

    for (unsigned i = 0; i < histogram->n; i++)
        used += histogram->counts[i] != 0;
    put_wide(out, histogram->count);
    put_wide(out, used);
    for (unsigned i = 0; i < histogram->n; i++) {
        if (histogram->counts[i] == 0) {
            empty++;
            continue;
        }
        put_wide(out, empty);
        put_wide(out, histogram->counts[i]);
        empty = 0;
    }
}

void cairn_quantities_encode(const struct cairn_quantities *quantities, struct cairn_hash128 name,
                             struct cairn_buffer *out)
{
    const struct cairn_layout *layout = &quantities->layout;
    size_t start = out->size;

    cairn_buffer_putc(out, VERSION);
    put_wide(out, count_of(layout));
    put_wide(out, (cairn_uint128)layout->n_sources);
    put_counts(out, quantities->counts, count_of(layout));
    put_word(out, quantities->fingerprint.sum);
    put_wide(out, quantities->replications);
    for (int path = 0; path < CAIRN_N_PATHS; path++)
        put_wide(out, quantities->by_path[path]);
    put_wide(out, quantities->events);
    put_wide(out, quantities->requests);
    for (int s = 0; s < layout->n_sources; s++)
        for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++) {
            const struct cairn_durations *times = cairn_request_time(&quantities->times[s], i);

            put_moments(out, &times->moments);
            put_histogram(out, &times->histogram);
        }
    for (int p = 0; p < layout->n_pools; p++)
        put_histogram(out, &quantities->gaps[p]);
    put_word(out, check_of(name, out->data + start, out->size - start));
}

/* ---- reading ---- */

/* Bytes that have not been read. After a failure everything that is read is 0. */
struct reader {
    const unsigned char *at, *end;
    bool failed;
};

static cairn_uint128 fail(struct reader *reader)
{
    reader->failed = true;
    reader->at = reader->end;
    return 0;
}

static cairn_uint128 get_wide(struct reader *reader)
{
    cairn_uint128 value = 0;

    for (int shift = 0; shift < 128; shift += 7) {
        unsigned char byte;

        if (reader->at == reader->end)
            return fail(reader);
        byte = *reader->at++;
        value |= (cairn_uint128)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    return fail(reader);
}

/* A number of 64 bits that is at most so large. */
static uint64_t get_most(struct reader *reader, uint64_t most)
{
    cairn_uint128 value = get_wide(reader);

    return (uint64_t)(value <= most ? value : fail(reader));
}

static cairn_int128 get_signed(struct reader *reader)
{
    cairn_uint128 folded = get_wide(reader);
    cairn_int128 half = (cairn_int128)(folded >> 1);

    return folded & 1 ? -half - 1 : half;
}

static uint64_t get_word(struct reader *reader)
{
    uint64_t word = 0;

    if (reader->end - reader->at < WORD_SIZE)
        return (uint64_t)fail(reader);
    for (int i = 0; i < WORD_SIZE; i++)
        word |= (uint64_t)*reader->at++ << 8 * i;
    return word;
}

static void get_counts(struct reader *reader, int64_t *counts, size_t n)
{
    for (size_t i = 0; i < n && !reader->failed; i++) {
        cairn_int128 count = get_signed(reader);

        if (count < INT64_MIN || count > INT64_MAX)
            fail(reader);
        counts[i] = reader->failed ? 0 : (int64_t)count;
        if (counts[i] == 0)
            i += (size_t)get_most(reader, n - i - 1);
    }
}

static void get_moments(struct reader *reader, struct cairn_moments *moments)
{
    moments->count = get_most(reader, UINT64_MAX);
    moments->sum_ns = get_signed(reader);
    moments->sum_squares_ns2 = get_wide(reader);
}

static void get_histogram(struct reader *reader, struct cairn_histogram *histogram)
{
    uint64_t used, bin = 0;

    histogram->count = get_most(reader, UINT64_MAX);
    used = get_most(reader, CAIRN_HISTOGRAM_BINS);
    for (uint64_t i = 0; i < used && !reader->failed; i++) {
        bin += get_most(reader, CAIRN_HISTOGRAM_BINS);
        if (bin >= CAIRN_HISTOGRAM_BINS)
            fail(reader);
        else
            cairn_histogram_put(histogram, cairn_histogram_low_ns((unsigned)bin++),
                                get_most(reader, UINT64_MAX));
    }
}

static void get_quantities(struct reader *reader, struct cairn_quantities *quantities)
{
    const struct cairn_layout *layout = &quantities->layout;

    if (get_wide(reader) != count_of(layout) || get_wide(reader) != (uint64_t)layout->n_sources) {
        fail(reader);
        return;
    }
    get_counts(reader, quantities->counts, count_of(layout));
    quantities->fingerprint.sum = get_word(reader);
    quantities->replications = get_most(reader, UINT64_MAX);
    for (int path = 0; path < CAIRN_N_PATHS; path++)
        quantities->by_path[path] = get_most(reader, UINT64_MAX);
    quantities->events = get_most(reader, UINT64_MAX);
    quantities->requests = get_most(reader, UINT64_MAX);
    for (int s = 0; s < layout->n_sources && !reader->failed; s++)
        for (int i = 0; i < CAIRN_N_REQUEST_TIMES; i++) {
            struct cairn_durations *times = cairn_request_time(&quantities->times[s], i);

            get_moments(reader, &times->moments);
            get_histogram(reader, &times->histogram);
        }
    for (int p = 0; p < layout->n_pools && !reader->failed; p++)
        get_histogram(reader, &quantities->gaps[p]);
}

bool cairn_quantities_decode(struct cairn_quantities *quantities, struct cairn_hash128 name,
                             const void *bytes, size_t size)
{
    struct reader reader = {.at = bytes}, check;

    if (size < 1 + CHECK_SIZE || *reader.at != VERSION)
        return false;
    reader.end = reader.at + size - CHECK_SIZE;
    check = (struct reader){.at = reader.end, .end = reader.end + CHECK_SIZE};
    if (get_word(&check) != check_of(name, bytes, size - CHECK_SIZE))
        return false;
    reader.at++;
    get_quantities(&reader, quantities);
    if (!reader.failed && reader.at == reader.end)
        return true;
    cairn_quantities_clear(quantities); /* of another layout, or a hash that matches by chance */
    return false;
}
