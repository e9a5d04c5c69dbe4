/*
 * A replication is a pure function of component, seed and replication; what a sink sees of it.
 */

#include <check.h>

#include "physics/run.h"
#include "support/count_alloc.h"
#include "support/rig.h"

static struct rig rig;

enum { MS = 1000000 };

static struct cairn_quantities run_seed(uint64_t seed, uint32_t replication)
{
    struct cairn_quantities quantities;

    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, seed, replication, NULL, &quantities);
    return quantities;
}

static struct cairn_quantities run_once(uint32_t replication)
{
    return run_seed(1, replication);
}

static void add_and_release(struct cairn_quantities *to, struct cairn_quantities one)
{
    cairn_quantities_add(to, &one);
    cairn_quantities_release(&one);
}

/* A component in which everything varies and much ties. */
static void setup_everything(void)
{
    rig_init(&rig, 5.0, 20.0);
    rig_add_window(&rig, 2, 1, NULL);
    rig_add_link(&rig, 0.003);
    rig_add_cache(&rig, CAIRN_LRU, 5);
    rig_add_source(&rig, 40.0);
    rig_add_pool(&rig, 2, 0.02);
    rig_add_pool(&rig, 1, 0.01);
    rig_add_route(&rig, 0);
    rig_add_route(&rig, 1);
    rig_batching(&rig, 0, 4, 0.01, 0.01, 0.01);
    rig.sources[0].copies = 2;
    rig.sources[0].contents = 20;
    rig.sources[0].exponent = 1.0;
    rig.links[0].lines = 2;
    rig.pools[0].copies = 2;
    rig.pools[0].variation = CAIRN_GAMMA;
    rig.pools[0].cv = 0.5;
    rig.pools[0].sleep_after_ns = 20 * MS;
    rig.pools[0].wake_ns = 5 * MS;
    rig.pools[0].wake_variation = CAIRN_LOGNORMAL;
    rig.pools[0].wake_cv = 0.7;
    rig.pools[1].unlimited = true;
    rig.routes[0].share = 0.7;
    rig.routes[0].fallback_route = 1;
    rig.routes[0].over = 3;
    rig.routes[1].share = 0.3;
    rig.routes[1].link = 0;
    rig.routes[1].cache = 0;
    rig.routes[1].up_ns = 4 * MS;
}

START_TEST(same_twice)
{
    struct cairn_quantities a, b;
    struct cairn_world *world;

    setup_everything();
    a = run_once(3);
    /* again, in a world that has simulated others before, into quantities that hold these */
    cairn_quantities_init(&b, &rig.component);
    world = cairn_world_new(&rig.component);
    cairn_world_replicate(world, 1, 7, NULL, &b);
    cairn_world_replicate(world, 1, 3, NULL, &b);
    cairn_world_free(world);
    ck_assert_uint_eq(a.fingerprint.sum, b.fingerprint.sum);
    ck_assert_uint_eq(a.events, b.events);
    ck_assert_mem_eq(a.counts, b.counts,
                     (size_t)(a.layout.stride * a.layout.n_windows) * sizeof *a.counts);
    ck_assert(cairn_histogram_equal(&a.times[0].sojourn.histogram, &b.times[0].sojourn.histogram));
    cairn_quantities_release(&a);
    cairn_quantities_release(&b);
}
END_TEST

/* The second time that a world simulates something, all its arrays are as long as it takes. */
START_TEST(nothing_is_allocated_after_warm_up)
{
    unsigned long before, first, again;
    struct cairn_quantities quantities;
    struct cairn_world *world;

    setup_everything();
    cairn_quantities_init(&quantities, &rig.component);
    world = cairn_world_new(&rig.component);
    before = count_alloc();
    for (uint32_t i = 0; i < 4; i++)
        cairn_world_replicate(world, 1, i, NULL, &quantities);
    first = count_alloc();
    for (uint32_t i = 0; i < 4; i++)
        cairn_world_replicate(world, 1, i, NULL, &quantities);
    again = count_alloc();
    ck_assert_uint_gt(first, before);
    ck_assert_uint_eq(again, first);
    cairn_world_free(world);
    cairn_quantities_release(&quantities);
}
END_TEST

/* Seed and replication matter; the sum of replications does not depend on their order. */
START_TEST(seed_and_order)
{
    struct cairn_quantities a, b, other;

    setup_everything();
    cairn_quantities_init(&a, &rig.component);
    cairn_quantities_init(&b, &rig.component);
    cairn_quantities_init(&other, &rig.component);
    for (uint32_t i = 0; i < 4; i++) {
        add_and_release(&a, run_once(i));
        add_and_release(&b, run_once(3 - i));
        add_and_release(&other, run_seed(UINT64_C(1) << 32 | 1, i));
    }
    ck_assert_uint_eq(a.fingerprint.sum, b.fingerprint.sum);
    ck_assert_uint_ne(a.fingerprint.sum, other.fingerprint.sum);
    ck_assert_uint_eq(a.replications, 4);
    ck_assert_uint_eq(b.replications, 4);
    ck_assert_mem_eq(a.counts, b.counts,
                     (size_t)(a.layout.stride * a.layout.n_windows) * sizeof *a.counts);
    cairn_quantities_release(&a);
    cairn_quantities_release(&b);
    cairn_quantities_release(&other);
}
END_TEST

/* Events come to the sink in their total order, as many as are counted. */
struct witness {
    int64_t last_ns;
    uint64_t events;
    uint64_t kinds;
    int64_t served[2];
};

static void on_event(void *context, const struct cairn_event *event)
{
    struct witness *witness = context;

    if (event->time_ns < witness->last_ns && event->time_ns > 5000 * (int64_t)MS)
        ck_abort_msg("time runs backwards");
    witness->last_ns = event->time_ns;
    witness->events++;
    witness->kinds |= UINT64_C(1) << cairn_event_kind(event);
    if (cairn_event_kind(event) == CAIRN_EVENT_SERVED && cairn_event_entity(event) < 2)
        witness->served[cairn_event_entity(event)]++;
}

START_TEST(trace)
{
    struct witness witness = {0};
    struct cairn_trace sink = {.on_event = on_event, .context = &witness};
    struct cairn_quantities quantities, silent;

    setup_everything();
    rig.caches[0].lookup_ns = 1 * MS;
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 1, 0, &sink, &quantities);
    ck_assert_uint_eq(witness.events, quantities.events);
    witness.kinds |= 1u << CAIRN_EVENT_PASSED; /* of language models, of which there are none */
    ck_assert_uint_eq(witness.kinds, (1u << (CAIRN_EVENT_SLEEP + 1)) - 1); /* every other kind */
    silent = run_once(0); /* nobody looks on, so that deliveries of replies need no events */
    ck_assert_uint_eq(silent.fingerprint.sum, quantities.fingerprint.sum);
    ck_assert_uint_lt(silent.events, quantities.events);
    ck_assert_mem_eq(silent.counts, quantities.counts,
                     (size_t)(silent.layout.stride * silent.layout.n_windows) *
                         sizeof *silent.counts);
    cairn_quantities_release(&quantities);
    cairn_quantities_release(&silent);
}
END_TEST

/*
 * The lowest idle device serves: of an M/M/2/2 with a = 1.5 the first is a/(1+a) = .6 of the time
 * busy (Palm's ordered entry), both together 1.5 (1 - .310344827586): share .58 of the services.
 */
START_TEST(ordered_entry)
{
    struct witness witness = {0};
    struct cairn_trace sink = {.on_event = on_event, .context = &witness};
    struct cairn_quantities quantities;
    double share;

    rig_init(&rig, 0.0, 5e4);
    rig_add_source(&rig, 1.5);
    rig_add_pool(&rig, 2, 1.0);
    rig_add_route(&rig, 0);
    rig.pools[0].queue = 0;
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 1, 0, &sink, &quantities);
    share = (double)witness.served[0] / (double)(witness.served[0] + witness.served[1]);
    ck_assert_double_eq_tol(share, 0.58, 0.008); /* four standard errors of 5e4 services */
    cairn_quantities_release(&quantities);
}
END_TEST

Suite *test_replication(void)
{
    Suite *suite = suite_create("replication");
    TCase *core = tcase_create("replication");

    tcase_add_test(core, same_twice);
    tcase_add_test(core, nothing_is_allocated_after_warm_up);
    tcase_add_test(core, seed_and_order);
    tcase_add_test(core, trace);
    tcase_add_test(core, ordered_entry);
    suite_add_tcase(suite, core);
    return suite;
}
