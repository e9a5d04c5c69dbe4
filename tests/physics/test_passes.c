/*
 * Language models served in passes [PASS]: times worked out by hand, limits that have a closed
 * form, and random feeds against an oracle that makes every single token.
 */
#include <check.h>

#include "math/rng.h"
#include "support/pass_feed.h"

static const int64_t ms = 1000000, us = 1000;

static const int64_t *pass_counts(const struct pass_feed *feed, const struct pass_result *result,
                                  int variant)
{
    return &result->batch_counts[feed->pool.n_variants * feed->pool.batch_max +
                                 variant * CAIRN_N_PASS_COUNTS];
}

static void check_request(const struct pass_result *result, int r, int64_t start_ns,
                          int64_t first_ns, int64_t done_ns)
{
    ck_assert_int_eq(result->start_ns[r], start_ns);
    ck_assert_int_eq(result->first_ns[r], first_ns);
    ck_assert_int_eq(result->done_ns[r], done_ns);
}

/*
 * By hand: a prompt of 20,000 tokens of 1 us each is read in 20 passes of 1000 tokens, none of
 * which may be shorter than t(1) = 11 ms; then 4 tokens of t(1) each.
 */
START_TEST(one_request)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    pass_feed_add(&feed, 5 * ms, 20000, 5);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 5 * ms, (5 + 20 * 11) * ms, (5 + 20 * 11 + 4 * 11) * ms);
    ck_assert_int_eq(result.counts[CAIRN_BUSY_NS], 24 * 11 * ms);
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_PREFILL_NS], 20 * 11 * ms);
    ck_assert_int_eq(result.batch_counts[0], 4 * 11 * ms);
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_PASSES], 24);
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_READ], 20000);
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_MADE], 5);
    /* 20,005 tokens are reserved for 264 ms; the first, of 5 ms on, ends with ms 269 */
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_CONTEXT_MS], 20005 * 264);
}
END_TEST

/*
 * By hand: the first is read in [0, 11) and decodes. The second comes at 20, in the pass [11, 22),
 * and joins that of [22, ...): 11 ms for the first's token and 0.5 ms for 500 prompt tokens. From
 * 33.5 on both decode, 12 ms a pass: the first has its 6th and last token at 33.5 + 3 x 12, the
 * second, which needs 4, one pass of 11... it has 1 at 33.5, 4 at 33.5 + 36.
 */
START_TEST(a_second_joins)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    pass_feed_add(&feed, 0, 100, 6);
    pass_feed_add(&feed, 20 * ms, 500, 5);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 0, 11 * ms, 69 * ms + 500 * us);
    check_request(&result, 1, 22 * ms, 33 * ms + 500 * us, 80 * ms + 500 * us);
    ck_assert_int_eq(result.batch_counts[1], 36 * ms);
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_PREFILL_NS], 11 * ms + 500 * us);
}
END_TEST

/* The same, but prompts are read whole and those that decode wait: 11 ms for 500 tokens alone. */
START_TEST(whole_prompts_come_first)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.pool.chunked = false;
    pass_feed_add(&feed, 0, 100, 6);
    pass_feed_add(&feed, 20 * ms, 500, 5);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 0, 11 * ms, 81 * ms);
    check_request(&result, 1, 22 * ms, 33 * ms, 81 * ms);
}
END_TEST

/* A request that comes as a pass ends has just missed the next one. */
START_TEST(a_tie_misses_the_pass)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    pass_feed_add(&feed, 0, 100, 10);
    pass_feed_add(&feed, 22 * ms, 100, 1);
    pass_feed_run(&feed, &result);
    ck_assert_int_eq(result.start_ns[1], 33 * ms);
}
END_TEST

/* Room for 300 tokens: a second request of 200 waits until the first of 200 has its reply. */
START_TEST(room_for_context)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.passes[0].room = 300;
    pass_feed_add(&feed, 0, 190, 10);
    pass_feed_add(&feed, 1 * ms, 190, 10);
    pass_feed_add(&feed, 2 * ms, 50, 10);  /* would fit, but comes behind */
    pass_feed_add(&feed, 3 * ms, 291, 10); /* fits nowhere */
    pass_feed_run(&feed, &result);
    ck_assert_int_eq(result.done_ns[0], 110 * ms);
    ck_assert_int_eq(result.start_ns[1], 110 * ms);
    ck_assert_int_eq(result.start_ns[2], 110 * ms);
    ck_assert_int_eq(result.done_ns[3], -1);
}
END_TEST

/* 75 % of 400 prompt tokens are found: 100 are read, all of them need room. */
START_TEST(prefix_cache)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.route.tokens.prefix = 0.75;
    feed.decode_ps[0][0] = 1000;
    pass_feed_add(&feed, 0, 400, 2);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 0, 100 * us, 100 * us + 11 * ms);
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_READ], 100);
}
END_TEST

/* Context of 1 us a token: passes over 11, 12, 13 tokens of context; exact in closed form. */
START_TEST(context_lengthens_passes)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.passes[0].context_ps = 1000000;
    pass_feed_add(&feed, 0, 10, 4);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 0, 11 * ms, 44 * ms + (11 + 12 + 13) * us);
}
END_TEST

/*
 * One sequence at a time and lengths that do not vary is M/D/1: with s = 11 + 9 x 11 = 110 ms and a
 * load of 0.7 the mean wait is rho s / (2 (1 - rho)) = 128.3 ms (Pollaczek, Khinchine). 200
 * requests are no steady state, but the waits follow Lindley's recursion one by one, exactly.
 */
START_TEST(one_sequence_is_a_queue)
{
    struct pass_feed feed;
    struct pass_result result;
    struct cairn_rng rng;
    int64_t free_ns = 0, time_ns = 0;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 5, .purpose = 99});
    pass_feed_init(&feed);
    feed.pool.batch_max = 1;
    for (int i = 0; i < PASS_REQUESTS; i++) {
        time_ns += (int64_t)(cairn_rng_exponential(&rng) * 110e6 / 0.7);
        pass_feed_add(&feed, time_ns, 100, 10);
    }
    pass_feed_run(&feed, &result);
    for (int i = 0; i < feed.n; i++) {
        int64_t start_ns = feed.time_ns[i] > free_ns ? feed.time_ns[i] : free_ns;

        free_ns = start_ns + 110 * ms;
        check_request(&result, i, start_ns, start_ns + 11 * ms, free_ns);
    }
}
END_TEST

/*
 * Passes whose time is in proportion to the sequences share a processor: with t(B) = B ms, B
 * requests of 1 + 1000 tokens that come at once end together after B x 1000 ms, and the one that
 * comes last needs as long as if it had 1/B of the device.
 */
START_TEST(passes_in_proportion_share_the_device)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    for (int b = 1; b <= PASS_BATCH; b++)
        feed.decode_ps[0][b] = b * INT64_C(1000000000);
    feed.decode_ps[0][0] = 1000;
    feed.prefill_ps[0][0] = 0;
    for (int i = 0; i < 8; i++)
        pass_feed_add(&feed, 0, 1, 1001);
    pass_feed_run(&feed, &result);
    for (int i = 0; i < 8; i++) /* reading takes the first 1 ns, and others join behind it */
        ck_assert_int_le(llabs(result.done_ns[i] - 8 * 1000 * ms), 8 * ms);
}
END_TEST

/*
 * A model without prefills in such a pool: requests that came while a batch is served are the next
 * one. t(1) = 11 ms, t(2) = 12 ms.
 */
START_TEST(whole_requests)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.passes[0].of_tokens = false;
    feed.passes[0].n_prefills = 0;
    pass_feed_add(&feed, 0, 1, 1);
    pass_feed_add(&feed, 2 * ms, 1, 1);
    pass_feed_add(&feed, 3 * ms, 1, 1);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 0, 11 * ms, 11 * ms);
    check_request(&result, 1, 11 * ms, 23 * ms, 23 * ms);
    check_request(&result, 2, 11 * ms, 23 * ms, 23 * ms);
    ck_assert_int_eq(result.batch_counts[1], 12 * ms);
}
END_TEST

/* Idle for 5 ms a device sleeps; a request at 100 waits 50 ms for it, and another with it. */
START_TEST(asleep)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.pool.sleep_after_ns = 5 * ms;
    feed.pool.wake_ns = 50 * ms;
    feed.end_ns = 1000 * ms;
    pass_feed_add(&feed, 100 * ms, 100, 2);
    pass_feed_add(&feed, 120 * ms, 100, 2);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 150 * ms, 161 * ms, 173 * ms);
    check_request(&result, 1, 150 * ms, 161 * ms, 173 * ms);
    ck_assert_int_eq(result.counts[CAIRN_WAKING_NS], 50 * ms);
    ck_assert_int_eq(result.counts[CAIRN_SLEEP_NS], (95 + 822) * ms);
    ck_assert_int_eq(result.counts[CAIRN_IDLE_NS], 10 * ms);
    ck_assert_int_eq(result.counts[CAIRN_QUEUE_NS], 80 * ms);
}
END_TEST

/*
 * A provider's device, in company of 4: t(3) = 13 ms and 100 prompt tokens of 1 us, then 14 ms for
 * each of 9 tokens; of the device's time the prompt takes 0.1 ms, and the passes 126 ms.
 */
START_TEST(in_company)
{
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.pool.unlimited = true;
    feed.pool.batch_max = 1;
    feed.pool.devices = 0;
    feed.pool.company = 4;
    pass_feed_add(&feed, 1 * ms, 100, 10);
    pass_feed_run(&feed, &result);
    check_request(&result, 0, 1 * ms, 14 * ms + 100 * us, 140 * ms + 100 * us);
    ck_assert_int_eq(pass_counts(&feed, &result, 0)[CAIRN_PREFILL_NS], 100 * us);
    ck_assert_int_eq(result.batch_counts[0], 126 * ms);
}
END_TEST

/*
 * 10^7 tokens of a day each are 8.6 x 10^20 ns, which 64 bits do not hold: busy to the end of what
 * is measured, and no answer.
 */
START_TEST(in_company_for_ever)
{
    static const int64_t day_ps = INT64_C(86400000000000000);
    struct pass_feed feed;
    struct pass_result result;

    pass_feed_init(&feed);
    feed.pool.unlimited = true;
    feed.pool.batch_max = 1;
    feed.pool.devices = 0;
    feed.pool.company = 1;
    feed.decode_ps[0][1] = day_ps;
    feed.end_ns = 1000 * ms;
    pass_feed_add(&feed, 1 * ms, 100, 10000000);
    pass_feed_run(&feed, &result);
    ck_assert_int_gt(result.done_ns[0], feed.end_ns);
    ck_assert_int_eq(result.counts[CAIRN_BUSY_NS], 999 * ms);
}
END_TEST

/* ---- against the oracle ---- */

static int64_t below(struct cairn_rng *rng, int64_t n)
{
    return (int64_t)cairn_rng_below(rng, (uint64_t)n);
}

/* Odd numbers of ps, now and then round ones, so that ties happen. */
static int64_t any_ps(struct cairn_rng *rng, bool round, int64_t most_ps)
{
    int64_t ps = 1000 + below(rng, most_ps);

    return round ? ps - ps % 1000000 + 1000000 : ps;
}

static void make_feed(struct pass_feed *feed, uint64_t number)
{
    struct cairn_rng rng;
    bool round;
    int64_t time_ns = 0, gap_ns, most_prompt;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = number, .purpose = 99});
    pass_feed_init(feed);
    round = below(&rng, 3) == 0;
    feed->pool.devices = 1 + (int)below(&rng, 4);
    feed->pool.batch_max = 1 + (int)below(&rng, 16);
    feed->pool.chunked = below(&rng, 2);
    feed->pool.budget = feed->pool.batch_max + below(&rng, 100);
    feed->pool.n_variants = 1 + (int)below(&rng, 2);
    feed->route.tokens.prefix = below(&rng, 2) ? 0 : 0.01 * (double)below(&rng, 101);
    for (int v = 0; v < PASS_VARIANTS; v++) {
        struct cairn_passes *passes = &feed->passes[v];

        passes->n_prefills = 1 + (int)below(&rng, PASS_PREFILLS);
        passes->context_ps = below(&rng, 2) ? 0 : below(&rng, 100000);
        passes->room = 100 + below(&rng, 2000);
        for (int b = 0; b <= PASS_BATCH; b++)
            feed->decode_ps[v][b] = any_ps(&rng, round, 20000000);
        for (int i = 0; i < PASS_PREFILLS; i++) {
            feed->prefill_at[v][i] = 1 + below(&rng, 40) + 50 * i;
            feed->prefill_ps[v][i] =
                any_ps(&rng, round, 20000000) + (i > 0 ? feed->prefill_ps[v][i - 1] : 0);
        }
    }
    gap_ns = 1 + below(&rng, 2000000);
    most_prompt = 1 + below(&rng, 300);
    feed->n = 1 + (int)below(&rng, PASS_REQUESTS);
    for (int i = 0; i < feed->n; i++) {
        time_ns += below(&rng, 4) == 0 ? 0 : below(&rng, gap_ns);
        feed->time_ns[i] = round ? time_ns - time_ns % 1000 : time_ns;
        feed->prompt[i] = 1 + below(&rng, most_prompt);
        feed->reply[i] = 1 + below(&rng, 60);
        feed->variant[i] = (int32_t)below(&rng, feed->pool.n_variants);
    }
    feed->begin_ns = below(&rng, 2) ? 0 : below(&rng, time_ns + 2);
    feed->end_ns = below(&rng, 2) ? time_ns * 100 : feed->begin_ns + 1 + below(&rng, time_ns + 2);
}

/* What is conserved, and what the whole feed adds up to where all of it is measured. */
static void check_counts(const struct pass_feed *feed, const struct pass_result *result)
{
    int64_t busy_ns = 0, made = 0, replies = 0;

    for (int v = 0; v < feed->pool.n_variants; v++) {
        const int64_t *counts = pass_counts(feed, result, v);

        ck_assert_int_eq(counts[CAIRN_MADE], counts[CAIRN_GOT]);
        ck_assert_int_eq(counts[CAIRN_SEQUENCES_NS], counts[CAIRN_STAYS_NS]);
        made += counts[CAIRN_MADE];
        busy_ns += counts[CAIRN_PREFILL_NS];
    }
    for (int i = 0; i < feed->pool.n_variants * feed->pool.batch_max; i++)
        busy_ns += result->batch_counts[i];
    for (int i = 0; i < feed->n; i++)
        replies += result->done_ns[i] < 0 ? 0 : feed->reply[i];
    ck_assert_int_eq(busy_ns, result->counts[CAIRN_BUSY_NS]);
    ck_assert_int_eq(result->counts[CAIRN_QUEUE_NS], result->counts[CAIRN_WAITS_NS]);
    ck_assert_int_eq(result->counts[CAIRN_IDLE_NS] + result->counts[CAIRN_BUSY_NS],
                     feed->pool.devices * (feed->end_ns - feed->begin_ns));
    ck_assert_int_le(made, replies);
    if (feed->begin_ns == 0 && feed->end_ns == feed->time_ns[feed->n - 1] * 100 &&
        feed->end_ns > result->done_ns[feed->n - 1] + 1000 * ms)
        ck_assert_int_eq(made, replies);
}

START_TEST(every_token)
{
    static struct pass_feed feed;
    static struct pass_result result, expected;

    for (uint64_t number = 0; number < 400; number++) {
        make_feed(&feed, number);
        pass_feed_run(&feed, &result);
        pass_feed_oracle(&feed, &expected);
        for (int i = 0; i < feed.n; i++)
            if (result.start_ns[i] != expected.start_ns[i] ||
                result.first_ns[i] != expected.first_ns[i] ||
                result.done_ns[i] != expected.done_ns[i])
                ck_abort_msg("feed %d, request %d: %lld %lld %lld, expected %lld %lld %lld",
                             (int)number, i, (long long)result.start_ns[i],
                             (long long)result.first_ns[i], (long long)result.done_ns[i],
                             (long long)expected.start_ns[i], (long long)expected.first_ns[i],
                             (long long)expected.done_ns[i]);
        check_counts(&feed, &result);
    }
}
END_TEST

Suite *test_passes(void)
{
    Suite *suite = suite_create("passes");
    TCase *hand = tcase_create("by hand");
    TCase *oracle = tcase_create("oracle");

    tcase_add_test(hand, one_request);
    tcase_add_test(hand, a_second_joins);
    tcase_add_test(hand, whole_prompts_come_first);
    tcase_add_test(hand, a_tie_misses_the_pass);
    tcase_add_test(hand, room_for_context);
    tcase_add_test(hand, prefix_cache);
    tcase_add_test(hand, context_lengthens_passes);
    tcase_add_test(hand, one_sequence_is_a_queue);
    tcase_add_test(hand, passes_in_proportion_share_the_device);
    tcase_add_test(hand, whole_requests);
    tcase_add_test(hand, asleep);
    tcase_add_test(hand, in_company);
    tcase_add_test(hand, in_company_for_ever);
    suite_add_tcase(suite, hand);
    tcase_add_test(oracle, every_token);
    suite_add_tcase(suite, oracle);
    return suite;
}
