/*
 * Requests that were recorded [REPLAY]: each comes when it was recorded, the mean rate is kept
 * whatever the scale, and copies begin where they should.
 */

#include <check.h>
#include <math.h>

#include "physics/front.h"
#include "support/rig.h"

static struct rig rig;

enum { N = 5 };
static const int64_t at_ns[N] = {0, 1, 400000000, 400000000, 2000000000};
static const struct cairn_recorded_tokens tokens[N] = {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}};
static const struct cairn_recording five = {
    .n = N, .at_ns = at_ns, .tokens = tokens, .length_ns = 2500000000};

static void setup(enum cairn_replay_moment moment, double scale, int copies)
{
    rig_init(&rig, 7.0, 2.5);
    rig_add_source(&rig, 2.0 * scale);
    rig_add_pool(&rig, 1, 0.001);
    rig_add_route(&rig, 0);
    rig.pools[0].unlimited = true;
    rig.sources[0].copies = copies;
    rig.sources[0].recording = &five;
    rig.sources[0].replay_moment = moment;
    rig.sources[0].replay_scale = scale;
}

/* Before the first measured request stands the end of the recording, behind the last its start. */
START_TEST(as_recorded)
{
    struct cairn_source_sim source;
    int64_t counts[CAIRN_N_SOURCE_COUNTS] = {0};
    int64_t time_ns[100];
    int32_t copy[100], row[100];
    const struct cairn_front_block block = {.time_ns = time_ns, .copy = copy, .row = row};
    int64_t begin_ns = cairn_time_from_s(7.0) + CAIRN_REPLAY_START_NS;
    int first = 0, n;

    setup(CAIRN_REPLAY_FROM_START, 1.0, 1);
    cairn_source_sim_init(&source, &rig.component, 0);
    cairn_source_sim_begin(&source, &rig.plan, 0, rig.rates[0], 0, 1, 0, counts);
    n = cairn_front_run(&source, cairn_time_from_s(20.0), 100, &block);
    ck_assert_int_ge(n, 38); /* 20 s at 2/s */
    while (time_ns[first] < cairn_time_from_s(7.0))
        first++;
    ck_assert_int_eq(first, 11);
    for (int i = -11; i < 20; i++) {
        int round = (i + 15) / N - 3;
        int64_t expected_ns = begin_ns + round * five.length_ns + at_ns[(i + 15) % N];

        ck_assert_int_eq(row[first + i], (i + 15) % N);
        ck_assert_int_le(time_ns[first + i], expected_ns); /* rounded down, the rest carried on */
        ck_assert_int_ge(time_ns[first + i], expected_ns - 1);
    }
    cairn_source_sim_release(&source);
}
END_TEST

/* One window as long as the recording sees each request once. */
START_TEST(once_each)
{
    struct cairn_quantities quantities;

    setup(CAIRN_REPLAY_FROM_START, 1.0, 3);
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 1, 0, NULL, &quantities);
    ck_assert_int_eq(quantities.counts[CAIRN_ARRIVALS], 3 * N);
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * Begun anywhere: over a time shorter than the recording the mean is kept. At scale 1 a window of a
 * whole round sees all, so that there the count is exact but for ends; else of each of ceil(scale)
 * tracks 5 requests with probability keep: variance 5 ceil keep (1 - keep).
 */
static const double scales[] = {1.0, 0.3, 2.0, 2.5};

START_TEST(mean_is_kept)
{
    double scale = scales[_i], keep = scale / ceil(scale);
    double sum = 0.0, squares = 0.0, n = 4000.0;
    double variance = N * scale * (1.0 - keep);
    struct cairn_world *world;
    struct cairn_quantities quantities;

    setup(CAIRN_REPLAY_ANYWHERE, scale, 1);
    world = cairn_world_new(&rig.component);
    cairn_quantities_init(&quantities, &rig.component);
    for (uint32_t r = 0; r < 4000; r++) {
        double x;

        cairn_world_replicate(world, 5, r, NULL, &quantities);
        x = (double)quantities.counts[CAIRN_ARRIVALS];
        sum += x;
        squares += x * x;
    }
    ck_assert_double_eq_tol(sum / n, N * scale, 4.0 * sqrt(variance / n) + 1e-9);
    variance = squares / n - sum / n * (sum / n);
    ck_assert_double_eq_tol(variance, N * scale * (1.0 - keep),
                            0.1 * N * scale * (1.0 - keep) + 0.01);
    cairn_quantities_release(&quantities);
    cairn_world_free(world);
}
END_TEST

/* Half a round, copies together or each at a point of its own: the deviation tells. */
START_TEST(copies_begin_together_or_not)
{
    double sum = 0.0, squares = 0.0, n = 2000.0;
    struct cairn_world *world;
    struct cairn_quantities quantities;
    double one;

    setup(CAIRN_REPLAY_ANYWHERE, 1.0, 20);
    rig.plan.length_ns = 1250000000;
    rig.sources[0].replay_together = _i;
    world = cairn_world_new(&rig.component);
    cairn_quantities_init(&quantities, &rig.component);
    for (uint32_t r = 0; r < 2000; r++) {
        double x;

        cairn_world_replicate(world, 5, r, NULL, &quantities);
        x = (double)quantities.counts[CAIRN_ARRIVALS];
        sum += x / n;
        squares += x * x / n;
    }
    /*
     * By hand, how many of the five a half circle from x on holds: 4 on [0, 0] only, else by the
     * points 0, 0, .4, .4, 2.0 s of 2.5: 1 until .4 (2.0 left out before .75), 0 to .75, 1 to 1.25,
     * 3 to 1.65, 5 to 2.0, 4 to 2.5: 2 on (0, .4), 0 on (.4, .75), 1 on (.75, 1.25), 3 on (1.25,
     * 1.65), 5 on (1.65, 2), 4 on (2, 2.5); mean 2.5.
     */
    one = (0.4 * 4 + 0.35 * 0 + 0.5 * 1 + 0.4 * 9 + 0.35 * 25 + 0.5 * 16) / 2.5 - 6.25;
    ck_assert_double_eq_tol(sum, 50.0, 4.0 * sqrt((_i ? 400.0 : 20.0) * one / n));
    ck_assert_double_eq_tol((squares - sum * sum) / ((_i ? 400.0 : 20.0) * one), 1.0, 0.13);
    cairn_quantities_release(&quantities);
    cairn_world_free(world);
}
END_TEST

Suite *test_replay(void)
{
    Suite *suite = suite_create("replay");
    TCase *core = tcase_create("replay");

    tcase_add_test(core, as_recorded);
    tcase_add_test(core, once_each);
    tcase_add_loop_test(core, mean_is_kept, 0, 4);
    tcase_add_loop_test(core, copies_begin_together_or_not, 0, 2);
    suite_add_tcase(suite, core);
    return suite;
}
