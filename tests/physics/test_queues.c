/*
 * Queues against closed forms. Times in units of a mean service time of 1 s, as the sources give
 * them; 20 replications each.
 */

#include <check.h>

#include "support/rig.h"

static struct rig rig;
static struct rig_result result;

/* A source, one pool, one route. */
static void setup_queue(double rate_per_s, int devices, double length_s)
{
    rig_init(&rig, 500.0, length_s);
    rig_add_source(&rig, rate_per_s);
    rig_add_pool(&rig, devices, 1.0);
    rig_add_route(&rig, 0);
}

static void teardown(void)
{
    rig_result_release(&result);
}

START_TEST(mm1)
{
    setup_queue(0.8, 1, 60000.0);
    rig_run(&rig, 1, &result);
    /* M/M/1: Wq = rho/(mu - lam), P(T > t) = exp(-(mu - lam) t), P(wait) = rho */
    rig_check(result.busy[0], 0.8, 0.01);
    rig_check(result.waited[0], 0.8, 0.01);
    rig_check(result.wait_s[0], 4.0, 0.06);
    rig_check(result.sojourn_s[0], 5.0, 0.05);
    rig_check(result.p95_wait_s[0], 13.8629436112, 0.06);
    rig_check(result.p95_sojourn_s[0], 14.9786613678, 0.06);
}
END_TEST

Suite *test_queues(void)
{
    Suite *suite = suite_create("queues");
    TCase *poisson = tcase_create("poisson");

    tcase_add_checked_fixture(poisson, NULL, teardown);
    tcase_add_test(poisson, mm1);
    suite_add_tcase(suite, poisson);
    return suite;
}
