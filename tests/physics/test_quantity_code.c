#include <check.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/quantity_code.h"
#include "support/rig.h"

static const struct cairn_hash128 name = {{11, 22}};

/* Two sources, a link, a cache, a batching pool, two windows, one of them a peak. */
static void full_init(struct rig *rig)
{
    rig_init(rig, 5, 20);
    rig_add_window(rig, 0, 1, NULL);
    rig_add_cache(rig, CAIRN_LRU, 5);
    rig_add_pool(rig, 2, 0.1);
    rig_batching(rig, 0, 4, 0.05, 0.1, 0.02);
    rig_add_link(rig, 0.01);
    for (int s = 0; s < 2; s++) {
        rig_add_source(rig, 10);
        rig->sources[s].contents = 20;
        rig->sources[s].exponent = 0.8;
        rig_add_route(rig, 0);
        rig->routes[s].cache = 0;
        rig->routes[s].cache_at_site = true;
    }
    rig->routes[1].link = 0;
    rig->routes[1].up_ns = rig->routes[1].down_ns = 1000000;
}

static void check_same_times(const struct cairn_moments *a_moments,
                             const struct cairn_histogram *a_histogram,
                             const struct cairn_moments *b_moments,
                             const struct cairn_histogram *b_histogram)
{
    ck_assert(a_moments->count == b_moments->count);
    ck_assert(a_moments->sum_ns == b_moments->sum_ns);
    ck_assert(a_moments->sum_squares_ns2 == b_moments->sum_squares_ns2);
    ck_assert(cairn_histogram_equal(a_histogram, b_histogram));
}

static void check_same(const struct cairn_quantities *a, const struct cairn_quantities *b)
{
    size_t n = (size_t)(a->layout.n_windows * a->layout.stride);

    ck_assert_mem_eq(a->counts, b->counts, n * sizeof *a->counts);
    ck_assert(a->fingerprint.sum == b->fingerprint.sum);
    ck_assert(a->replications == b->replications);
    ck_assert(a->events == b->events);
    ck_assert(a->requests == b->requests);
    for (int s = 0; s < a->layout.n_sources; s++) {
        const struct cairn_request_times *x = &a->times[s], *y = &b->times[s];

        check_same_times(&x->wait.moments, &x->wait.histogram, &y->wait.moments,
                         &y->wait.histogram);
        check_same_times(&x->sojourn.moments, &x->sojourn.histogram, &y->sojourn.moments,
                         &y->sojourn.histogram);
    }
}

START_TEST(what_was_simulated_comes_back)
{
    struct rig rig;
    struct cairn_quantities simulated, back;
    struct cairn_buffer bytes;

    full_init(&rig);
    cairn_quantities_init(&simulated, &rig.component);
    cairn_quantities_init(&back, &rig.component);
    cairn_world_run(&rig.component, 7, 3, NULL, &simulated);
    ck_assert_uint_gt(simulated.times[1].wait.moments.count, 50);
    cairn_buffer_init(&bytes);
    cairn_buffer_puts(&bytes, "before"); /* it appends */
    cairn_quantities_encode(&simulated, name, &bytes);
    ck_assert(cairn_quantities_decode(&back, name, bytes.data + 6, bytes.size - 6));
    check_same(&simulated, &back);
    /* compact: a quarter of the counts alone as they stand in memory, let alone the bins */
    ck_assert_uint_lt(bytes.size, 4096);
    cairn_buffer_release(&bytes);
    cairn_quantities_release(&simulated);
    cairn_quantities_release(&back);
}
END_TEST

/* One source without anything else: 8 counts, times. */
static void bare_init(struct rig *rig)
{
    rig_init(rig, 1, 1);
    rig_add_source(rig, 1);
}

START_TEST(every_number_comes_back)
{
    static const int64_t counts[CAIRN_N_SOURCE_COUNTS] = {INT64_MIN, INT64_MAX, 0, 0, -1, 0, 64, 0};
    cairn_uint128 most = ~(cairn_uint128)0;
    struct rig rig;
    struct cairn_quantities q, back;
    struct cairn_buffer bytes;

    bare_init(&rig);
    cairn_quantities_init(&q, &rig.component);
    cairn_quantities_init(&back, &rig.component);
    memcpy(q.counts, counts, sizeof counts);
    q.fingerprint.sum = UINT64_C(0xfedcba9876543210);
    q.replications = UINT64_MAX;
    q.events = 0;
    q.requests = 128;
    q.times[0].wait.moments =
        (struct cairn_moments){UINT64_MAX, -(cairn_int128)(most >> 1) - 1, most};
    q.times[0].sojourn.moments = (struct cairn_moments){1, (cairn_int128)(most >> 1), 0};
    cairn_histogram_put(&q.times[0].wait.histogram, 0, UINT64_MAX);
    cairn_histogram_put(&q.times[0].wait.histogram, INT64_MAX, 1);
    q.times[0].wait.histogram.count = UINT64_MAX;
    for (unsigned bin = 0; bin < CAIRN_HISTOGRAM_BINS; bin++)
        cairn_histogram_put(&q.times[0].sojourn.histogram, cairn_histogram_low_ns(bin), bin);
    cairn_buffer_init(&bytes);
    cairn_quantities_encode(&q, name, &bytes);
    ck_assert(cairn_quantities_decode(&back, name, bytes.data, bytes.size));
    check_same(&q, &back);
    cairn_buffer_release(&bytes);
    cairn_quantities_release(&q);
    cairn_quantities_release(&back);
}
END_TEST

/* Written by hand from the header; the hash alone is the function's. */
START_TEST(the_form_is_what_the_header_says)
{
    static const unsigned char expected[] = {
        4,                              /* version */
        12,   1,                        /* counts, sources */
        0xac, 0x02,                     /* 150 arrivals, folded 300 = 2 x 128 + 44 */
        0,    10,                       /* eleven zeros */
        1,    0,    0,   0, 0, 0, 0, 0, /* fingerprint */
        1,    0,    1,   0, 2,          /* replications, by path, events, requests */
        1,    20,   100,                /* waits: one of 10 ns, folded 20, squared 100 */
        1,    1,    10,  1,    /* histogram: one value, one bin, ten empty ones before it */
        0,    0,    0,   0, 0, /* sojourn times: none */
        0,    0,    0,   0, 0, /* nor times to the first token, */
        0,    0,    0,   0, 0, /* nor per token */
    };
    struct rig rig;
    struct cairn_quantities q;
    struct cairn_buffer bytes;

    bare_init(&rig);
    cairn_quantities_init(&q, &rig.component);
    q.counts[CAIRN_ARRIVALS] = 150;
    q.fingerprint.sum = 1;
    q.replications = 1;
    q.by_path[CAIRN_PATH_RECURSION] = 1;
    q.requests = 2;
    cairn_moments_add(&q.times[0].wait.moments, 10);
    cairn_histogram_add(&q.times[0].wait.histogram, 10);
    cairn_buffer_init(&bytes);
    cairn_quantities_encode(&q, name, &bytes);
    ck_assert_uint_eq(bytes.size, sizeof expected + 8);
    ck_assert_mem_eq(bytes.data, expected, sizeof expected);
    cairn_buffer_release(&bytes);
    cairn_quantities_release(&q);
}
END_TEST

/* A small replication, encoded; empty quantities for what comes back. */
struct coded {
    struct rig rig;
    struct cairn_quantities empty, back;
    struct cairn_buffer bytes;
};

static void coded_init(struct coded *coded)
{
    struct cairn_quantities simulated;

    full_init(&coded->rig);
    coded->rig.plan.length_ns = coded->rig.plan.run_in_ns = 500000000;
    cairn_quantities_init(&simulated, &coded->rig.component);
    cairn_quantities_init(&coded->empty, &coded->rig.component);
    cairn_quantities_init(&coded->back, &coded->rig.component);
    cairn_world_run(&coded->rig.component, 7, 3, NULL, &simulated);
    cairn_buffer_init(&coded->bytes);
    cairn_quantities_encode(&simulated, name, &coded->bytes);
    cairn_quantities_release(&simulated);
}

static void coded_release(struct coded *coded)
{
    cairn_quantities_release(&coded->empty);
    cairn_quantities_release(&coded->back);
    cairn_buffer_release(&coded->bytes);
}

/* Bytes of exactly this size, so that a sanitizer sees a read beyond them. */
static bool decodes(struct coded *coded, const void *bytes, size_t size)
{
    void *copy = cairn_alloc(size);
    bool good;

    memcpy(copy, bytes, size);
    good = cairn_quantities_decode(&coded->back, name, copy, size);
    cairn_free(copy);
    return good;
}

static void check_refused(struct coded *coded, const void *bytes, size_t size)
{
    ck_assert(!decodes(coded, bytes, size));
    check_same(&coded->empty, &coded->back);
}

START_TEST(cut_and_changed_bytes_are_refused)
{
    struct coded coded;

    coded_init(&coded);
    for (size_t size = 0; size < coded.bytes.size; size++)
        ck_assert(!decodes(&coded, coded.bytes.data, size));
    for (size_t i = 0; i < coded.bytes.size; i++)
        for (int bit = 0; bit < 8; bit++) {
            coded.bytes.data[i] = (char)(coded.bytes.data[i] ^ (1 << bit));
            ck_assert(!decodes(&coded, coded.bytes.data, coded.bytes.size));
            coded.bytes.data[i] = (char)(coded.bytes.data[i] ^ (1 << bit));
        }
    cairn_buffer_putc(&coded.bytes, 0);
    check_refused(&coded, coded.bytes.data, coded.bytes.size);
    ck_assert(decodes(&coded, coded.bytes.data, coded.bytes.size - 1)); /* or all that was vain */
    coded_release(&coded);
}
END_TEST

START_TEST(bytes_of_something_else_are_refused)
{
    static const struct cairn_hash128 other = {{11, 23}};
    struct coded coded;
    struct cairn_quantities larger;

    coded_init(&coded);
    ck_assert(!cairn_quantities_decode(&coded.back, other, coded.bytes.data, coded.bytes.size));
    check_same(&coded.empty, &coded.back);
    rig_add_pool(&coded.rig, 1, 1);
    cairn_quantities_init(&larger, &coded.rig.component);
    ck_assert(!cairn_quantities_decode(&larger, name, coded.bytes.data, coded.bytes.size));
    cairn_quantities_release(&larger);
    coded_release(&coded);
}
END_TEST

/* Signs bytes anew, as the header says: SipHash keyed with the name. */
static void sign(struct cairn_buffer *bytes)
{
    struct cairn_hash hash;
    uint64_t word;

    cairn_hash_init_keyed(&hash, name.word[0], name.word[1]);
    cairn_hash_bytes(&hash, bytes->data, bytes->size - 8);
    word = cairn_hash_final(&hash).word[0];
    for (size_t i = 0; i < 8; i++)
        bytes->data[bytes->size - 8 + i] = (char)(word >> 8 * i);
}

/*
 * Whoever signs can write other numbers, but nothing breaks: bytes are taken whole, or refused and
 * nothing is set.
 */
START_TEST(signed_nonsense_does_no_harm)
{
    struct coded coded;
    int taken = 0, refused = 0;

    coded_init(&coded);
    sign(&coded.bytes);
    ck_assert(decodes(&coded, coded.bytes.data, coded.bytes.size));
    for (size_t i = 0; i + 8 < coded.bytes.size; i++)
        for (int bit = 0; bit < 8; bit++) {
            cairn_quantities_release(&coded.back);
            cairn_quantities_init(&coded.back, &coded.rig.component);
            coded.bytes.data[i] = (char)(coded.bytes.data[i] ^ (1 << bit));
            sign(&coded.bytes);
            if (decodes(&coded, coded.bytes.data, coded.bytes.size)) {
                taken++;
            } else {
                refused++;
                check_same(&coded.empty, &coded.back);
            }
            coded.bytes.data[i] = (char)(coded.bytes.data[i] ^ (1 << bit));
        }
    ck_assert_int_gt(taken, 100);
    ck_assert_int_gt(refused, 100);
    coded_release(&coded);
}
END_TEST

Suite *test_quantity_code(void);

Suite *test_quantity_code(void)
{
    Suite *suite = suite_create("quantity_code");
    TCase *exact = tcase_create("exact");
    TCase *damaged = tcase_create("damaged");

    tcase_add_test(exact, what_was_simulated_comes_back);
    tcase_add_test(exact, every_number_comes_back);
    tcase_add_test(exact, the_form_is_what_the_header_says);
    tcase_add_test(damaged, cut_and_changed_bytes_are_refused);
    tcase_add_test(damaged, bytes_of_something_else_are_refused);
    tcase_add_test(damaged, signed_nonsense_does_no_harm);
    suite_add_tcase(suite, exact);
    suite_add_tcase(suite, damaged);
    return suite;
}
