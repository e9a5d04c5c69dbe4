#include <check.h>

#include "choose/steady.h"
#include "support/lab_rig.h"

enum { SAMPLES = 20 };

/* What an M/M/1 queue of service times of 0.1 s remembers, at so many requests per second. */
static struct cairn_queue_memory memory_at(double rate_per_s,
                                           void (*change)(struct cairn_component *component))
{
    struct rig rig;
    struct cairn_lab lab;
    struct cairn_queue_memory memory;
    const struct cairn_lab_entry *entry;

    rig_init(&rig, 10, 100);
    rig_add_source(&rig, rate_per_s);
    rig_add_pool(&rig, 1, 0.1);
    rig_add_route(&rig, 0);
    rig.component.key.word[0] = 1;
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    entry = cairn_lab_sample(&lab, &rig.component, SAMPLES);
    if (change)
        change(&rig.component);
    memory = cairn_queue_memory_of(&rig.component, entry, 0);
    cairn_lab_release(&lab);
    return memory;
}

/*
 * Utilisation is rate x service, and 0.1 s / (1 - sqrt 0.5)^2 = 1.17 s. 10,000 requests: an error
 * of 1.5 % of the utilisation (one in 10^5 is beyond 4.4 times that), five times that of the other.
 */
START_TEST(at_half_load_a_queue_soon_forgets) /* [PLAN] */
{
    struct cairn_queue_memory memory = memory_at(5, NULL);

    ck_assert_double_eq_tol(memory.utilisation, 0.5, 0.033);
    ck_assert_double_eq_tol(memory.memory_s, 1.17, 0.4);
}
END_TEST

/* 0.1 s / (1 - sqrt 0.9)^2 = 38 s; a window of 100 s is short for it. */
START_TEST(a_busy_queue_remembers) /* [PLAN] */
{
    struct cairn_queue_memory memory = memory_at(9, NULL);

    ck_assert_double_eq_tol(memory.utilisation, 0.9, 0.05);
    ck_assert_double_gt(memory.memory_s, 15);
}
END_TEST

/*
 * 200 devices for 4e6 s are 8e17 ns in a replication, and 1.6e19 in twenty, more than 64 bits hold;
 * half of them are busy all the same. 200,000 services of 4e4 s: an error of 0.3 %.
 */
START_TEST(sums_over_replications_may_be_large) /* [PLAN] */
{
    struct rig rig;
    struct cairn_lab lab;
    struct cairn_queue_memory memory;

    rig_init(&rig, 4e5, 4e6);
    rig_add_source(&rig, 100 / 4e4);
    rig_add_pool(&rig, 200, 4e4);
    rig_add_route(&rig, 0);
    rig.component.key.word[0] = 1;
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    memory =
        cairn_queue_memory_of(&rig.component, cairn_lab_sample(&lab, &rig.component, SAMPLES), 0);
    ck_assert_double_eq_tol(memory.utilisation, 0.5, 0.02);
    cairn_lab_release(&lab);
}
END_TEST

/* 15 requests per second are more than the 10 that it can serve. */
START_TEST(what_is_overloaded_has_no_steady_state) /* [BACKLOG] */
{
    struct cairn_queue_memory memory = memory_at(15, NULL);

    ck_assert_double_eq(memory.utilisation, 0);
    ck_assert_double_eq(memory.memory_s, 0);
}
END_TEST

static void limit_queue(struct cairn_component *component)
{
    component->pools[0].queue = 3;
}

static void send_on(struct cairn_component *component)
{
    component->routes[0].fallback_route = 0;
}

static void unlimit(struct cairn_component *component)
{
    component->pools[0].unlimited = true;
}

/* A line that is cut, spills or has a device for everyone cannot grow. */
START_TEST(lines_that_cannot_grow_remember_nothing) /* [PLAN] */
{
    void (*const changes[])(struct cairn_component *) = {limit_queue, send_on, unlimit};

    ck_assert_double_eq(memory_at(5, changes[_i]).memory_s, 0);
}
END_TEST

Suite *test_steady(void);

Suite *test_steady(void)
{
    Suite *suite = suite_create("steady");
    TCase *tcase = tcase_create("steady");

    tcase_add_test(tcase, at_half_load_a_queue_soon_forgets);
    tcase_add_test(tcase, a_busy_queue_remembers);
    tcase_add_test(tcase, sums_over_replications_may_be_large);
    tcase_add_test(tcase, what_is_overloaded_has_no_steady_state);
    tcase_add_loop_test(tcase, lines_that_cannot_grow_remember_nothing, 0, 3);
    suite_add_tcase(suite, tcase);
    return suite;
}
