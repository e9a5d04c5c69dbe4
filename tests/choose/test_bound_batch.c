#include <check.h>
#include <math.h>

#include "choose/bound_batch.h"

/* 10 ms for a batch and 2 ms more per request; 20 W more than idle: J. */
enum { MOST = 8 };

struct table {
    double time_s[MOST], cost[MOST];
};

static void table_init(struct table *table)
{
    for (int b = 1; b <= MOST; b++) {
        table->time_s[b - 1] = 0.010 + 0.002 * b;
        table->cost[b - 1] = 20 * table->time_s[b - 1];
    }
}

static double at(const struct table *table, double rate_per_s, double wait_s, int devices)
{
    return cairn_bound_batch(&(struct cairn_bound_batching){
        .most = MOST,
        .cost = table->cost,
        .time_s = table->time_s,
        .restricted = true,
        .rate_per_s = rate_per_s,
        .wait_s = wait_s,
        .devices = devices,
    });
}

/* Nobody else comes: batches of one, 20 W x 12 ms. */
START_TEST(a_request_alone_is_a_batch_of_one) /* [BOUND] */
{
    struct table table;

    table_init(&table);
    ck_assert_double_eq_tol(at(&table, 1e-9, 0, 1), 0.24, 1e-7);
}
END_TEST

/* However many come: batches of 8, 20 W x 26 ms / 8. */
START_TEST(at_most_a_full_batch) /* [BOUND] */
{
    struct table table;
    struct cairn_bound_batching any = {.most = MOST};

    table_init(&table);
    any.cost = table.cost;
    any.time_s = table.time_s;
    ck_assert_double_eq_tol(cairn_bound_batch(&any), 0.065, 1e-12);
    ck_assert_double_eq_tol(at(&table, 1e6, 0, 1), 0.065, 1e-12);
}
END_TEST

/*
 * Three others come while the first waits, and nothing is ever busy: batches of 4, 10 J + 2 J each.
 */
START_TEST(those_who_wait_together) /* [BOUND] */
{
    double time_s[MOST], cost[MOST];
    struct cairn_bound_batching batching = {
        .most = MOST, .cost = cost, .time_s = time_s, .restricted = true, .devices = 1000000};

    for (int b = 1; b <= MOST; b++) {
        time_s[b - 1] = 1e-9;
        cost[b - 1] = 10 + 2 * b;
    }
    batching.rate_per_s = 30;
    batching.wait_s = 0.1;
    ck_assert_double_eq_tol(cairn_bound_batch(&batching), (10 + 2 * 4) / 4.0, 1e-6);
}
END_TEST

/*
 * One device that is always busy for 10 ms at a time: at 400 /s 4 others come during each batch,
 * besides the first.
 */
START_TEST(those_who_come_while_it_is_busy) /* [BOUND] */
{
    double time_s[MOST], cost[MOST];
    struct cairn_bound_batching batching = {.most = MOST,
                                            .cost = cost,
                                            .time_s = time_s,
                                            .restricted = true,
                                            .rate_per_s = 400,
                                            .devices = 1};

    for (int b = 1; b <= MOST; b++) {
        time_s[b - 1] = 0.010;
        cost[b - 1] = 1;
    }
    ck_assert_double_eq_tol(cairn_bound_batch(&batching), 1 / 5.0, 1e-12);
}
END_TEST

/* More requests, longer waits or fewer devices never cost more each. */
START_TEST(it_falls_with_the_load) /* [BOUND] */
{
    struct table table;

    table_init(&table);
    for (int i = 0; i < 60; i++) {
        double rate_per_s = exp(-3 + 0.15 * i);

        ck_assert_double_le(at(&table, 1.1 * rate_per_s, 0.01, 2), at(&table, rate_per_s, 0.01, 2));
        ck_assert_double_le(at(&table, rate_per_s, 0.02, 2), at(&table, rate_per_s, 0.01, 2));
        ck_assert_double_le(at(&table, rate_per_s, 0.01, 1), at(&table, rate_per_s, 0.01, 2));
    }
}
END_TEST

Suite *test_bound_batch(void);

Suite *test_bound_batch(void)
{
    Suite *suite = suite_create("bound_batch");
    TCase *tcase = tcase_create("bound_batch");

    tcase_add_test(tcase, a_request_alone_is_a_batch_of_one);
    tcase_add_test(tcase, at_most_a_full_batch);
    tcase_add_test(tcase, those_who_wait_together);
    tcase_add_test(tcase, those_who_come_while_it_is_busy);
    tcase_add_test(tcase, it_falls_with_the_load);
    suite_add_tcase(suite, tcase);
    return suite;
}
