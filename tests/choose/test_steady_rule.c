/* What a queue remembers, by counts made up by hand. [PLAN] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/steady.h"
#include "support/rig.h"

enum { MS = 1000000 };

/* Two pools of one device, of which the second is looked at, in two windows; one replication. */
struct counted {
    struct rig rig;
    struct cairn_lab_entry entry;
    struct cairn_sample sample; /* its counts are those of the sum */
};

static void begin(struct counted *c)
{
    memset(c, 0, sizeof *c);
    rig_init(&c->rig, 1, 100);
    rig_add_window(&c->rig, 1, 1, NULL);
    rig_add_source(&c->rig, 1);
    for (int p = 0; p < 2; p++) {
        rig_add_pool(&c->rig, 1, 0.1);
        rig_add_route(&c->rig, p);
    }
    cairn_quantities_init(&c->entry.sum, &c->rig.component);
    c->sample.counts = c->entry.sum.counts;
    c->entry.samples = &c->sample;
    c->entry.n = 1;
}

static void end(struct counted *c)
{
    cairn_quantities_release(&c->entry.sum);
}

static void count(struct counted *c, int window, int pool, int64_t busy_ms, int64_t idle_ms,
                  int64_t batches)
{
    int64_t *counts =
        &c->entry.sum.counts[cairn_layout_pool(&c->entry.sum.layout, window, pool, 0)];

    counts[CAIRN_BUSY_NS] = busy_ms * MS;
    counts[CAIRN_IDLE_NS] = idle_ms * MS;
    counts[CAIRN_BATCHES] = batches;
}

/* A single device forgets with the time constant service / (1 - sqrt u)^2. */
static void memory_is(struct counted *c, double utilisation, double service_s)
{
    struct cairn_queue_memory memory = cairn_queue_memory_of(&c->rig.component, &c->entry, 1);

    ck_assert_double_eq_tol(memory.utilisation, utilisation, 1e-12);
    ck_assert_double_eq_tol(memory.memory_s,
                            utilisation > 0 ? service_s / pow(1 - sqrt(utilisation), 2) : 0, 1e-9);
}

/*
 * Busy for 40 of 50 ms in one window and for 50 of 100 in the other: the first counts, although
 * the second has more work. Batches take 40 / 8 = 5 ms.
 */
START_TEST(the_busiest_window_counts)
{
    struct counted c;

    begin(&c);
    for (int window = 0; window < 2; window++) {
        count(&c, window, 1, 40, 10, 8);
        count(&c, !window, 1, 50, 50, 5);
        count(&c, window, 0, 99, 1, 99);
        memory_is(&c, 0.8, 0.005);
    }
    end(&c);
}
END_TEST

/* A single batch is a service time; time without a batch that began is none. */
START_TEST(a_window_needs_a_batch)
{
    struct counted c;

    begin(&c);
    memory_is(&c, 0, 0);
    count(&c, 0, 1, 20, 80, 1);
    memory_is(&c, 0.2, 0.02);
    count(&c, 1, 1, 90, 10, 0);
    memory_is(&c, 0.2, 0.02);
    end(&c);
}
END_TEST

START_TEST(at_99_percent_it_is_overloaded)
{
    struct counted c;

    begin(&c);
    count(&c, 0, 1, 989, 11, 10);
    memory_is(&c, 0.989, 0.0989);
    count(&c, 0, 1, 990, 10, 10);
    memory_is(&c, 0, 0);
    end(&c);
}
END_TEST

/* What the other pool is, and where its route leads, is not asked. */
START_TEST(only_its_own_routes_count)
{
    struct counted c;

    begin(&c);
    count(&c, 0, 1, 50, 50, 10);
    c.rig.routes[0].fallback_route = 1;
    c.rig.pools[0].unlimited = true;
    c.rig.pools[0].queue = 3;
    memory_is(&c, 0.5, 0.005);
    c.rig.routes[1].fallback_route = 0;
    memory_is(&c, 0, 0);
    c.rig.routes[1].fallback_route = CAIRN_NONE;
    c.rig.routes[1].pool = 0; /* nobody comes to it */
    memory_is(&c, 0, 0);
    end(&c);
}
END_TEST

Suite *test_steady_rule(void);

Suite *test_steady_rule(void)
{
    Suite *suite = suite_create("steady_rule");
    TCase *tests = tcase_create("steady_rule");

    tcase_add_test(tests, the_busiest_window_counts);
    tcase_add_test(tests, a_window_needs_a_batch);
    tcase_add_test(tests, at_99_percent_it_is_overloaded);
    tcase_add_test(tests, only_its_own_routes_count);
    suite_add_tcase(suite, tests);
    return suite;
}
