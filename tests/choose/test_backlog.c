#include <check.h>

#include "choose/backlog.h"
#include "support/rig.h"

enum { SECONDS = 1000, RATE = 10, REPLICATIONS = 10 };

/* Looks at an M/M/1 queue of 10 requests a second at this utilisation. */
static bool looks(struct rig *rig, struct cairn_lab *lab, double utilisation, int n,
                  struct cairn_promise_result *result)
{
    rig_init(rig, SECONDS, SECONDS);
    rig_add_source(rig, RATE);
    rig_add_pool(rig, 1, utilisation / RATE);
    rig_add_route(rig, 0);
    rig->component.key.word[0] = (uint64_t)(utilisation * 1000);
    cairn_lab_init(lab, 11, CAIRN_LAB_SELECTION);
    return cairn_backlog_test(&rig->component, cairn_lab_sample(lab, &rig->component, n), n, 0.05,
                              result);
}

/* A device that is never idle serves 1 / utilisation of what arrives (fluid limit). */
START_TEST(what_is_not_served_stays_in_line) /* [BACKLOG] */
{
    static const double utilisations[] = {1.05, 1.25, 2.0};
    double utilisation = utilisations[_i];
    struct cairn_promise_result result;
    struct cairn_lab lab;
    struct rig rig;

    ck_assert(looks(&rig, &lab, utilisation, REPLICATIONS, &result));
    ck_assert_int_eq(result.kind, CAIRN_PROMISE_LOAD);
    ck_assert_int_eq(result.verdict, CAIRN_BROKEN);
    ck_assert_int_eq(result.workload, rig.sources[0].scenario_workload);
    /* 1e5 requests, and as many services: standard error about sqrt(2e5) / 1e5 */
    ck_assert_double_eq_tol(result.share, 1 - 1 / utilisation, 0.015);
    cairn_lab_release(&lab);
}
END_TEST

/* Long waits (19 and 49 services on average) are no growing line. */
START_TEST(a_long_line_need_not_grow) /* [BACKLOG] */
{
    static const double utilisations[] = {0.5, 0.95, 0.98};
    struct cairn_promise_result result;
    struct cairn_lab lab;
    struct rig rig;

    ck_assert(!looks(&rig, &lab, utilisations[_i], REPLICATIONS, &result));
    cairn_lab_release(&lab);
}
END_TEST

/* Twice too much is plain in one replication of 10^4 requests; 1.25 times is suspicious. */
START_TEST(one_replication_proves_little) /* [BACKLOG] */
{
    struct cairn_promise_result result;
    struct cairn_lab lab;
    struct rig rig;

    ck_assert(looks(&rig, &lab, 2, 1, &result));
    ck_assert_int_eq(result.verdict, CAIRN_BROKEN);
    cairn_lab_release(&lab);
    ck_assert(looks(&rig, &lab, 1.25, 1, &result));
    ck_assert_int_eq(result.verdict, CAIRN_UNDECIDED);
    cairn_lab_release(&lab);
}
END_TEST

/* A full queue refuses what it cannot hold: that is loss, and no line grows. */
START_TEST(a_limited_queue_does_not_grow) /* [BACKLOG] */
{
    struct cairn_promise_result result;
    struct cairn_lab lab;
    struct rig rig;

    rig_init(&rig, SECONDS, SECONDS);
    rig_add_source(&rig, RATE);
    rig_add_pool(&rig, 1, 2.0 / RATE);
    rig.pools[0].queue = 5;
    rig_add_route(&rig, 0);
    cairn_lab_init(&lab, 11, CAIRN_LAB_SELECTION);
    ck_assert(!cairn_backlog_test(&rig.component,
                                  cairn_lab_sample(&lab, &rig.component, REPLICATIONS),
                                  REPLICATIONS, 0.05, &result));
    cairn_lab_release(&lab);
}
END_TEST

/* In a peak a line may grow: it is worked off later. */
START_TEST(peaks_may_grow) /* [BACKLOG] */
{
    struct cairn_promise_result result;
    const struct cairn_lab_entry *entry;
    struct cairn_lab lab;
    struct rig rig;

    ck_assert(looks(&rig, &lab, 2, REPLICATIONS, &result));
    entry = cairn_lab_sample(&lab, &rig.component, REPLICATIONS);
    rig.windows[0].hours = 0;
    rig.windows[0].peak = true;
    ck_assert(!cairn_backlog_test(&rig.component, entry, REPLICATIONS, 0.05, &result));
    cairn_lab_release(&lab);
}
END_TEST

Suite *test_backlog(void);

Suite *test_backlog(void)
{
    Suite *suite = suite_create("backlog");
    TCase *tcase = tcase_create("backlog");

    tcase_add_loop_test(tcase, what_is_not_served_stays_in_line, 0, 3);
    tcase_add_loop_test(tcase, a_long_line_need_not_grow, 0, 3);
    tcase_add_test(tcase, one_replication_proves_little);
    tcase_add_test(tcase, a_limited_queue_does_not_grow);
    tcase_add_test(tcase, peaks_may_grow);
    suite_add_tcase(suite, tcase);
    return suite;
}
