/*
 * Queues against closed forms, 20 replications each, times in units of a mean service time of
 * 1 s. Sources of the figures:
 *
 *   M/M/1     Wq = rho/(mu - lam), P95 T = ln 20/(mu - lam), P95 Wq = ln(20 rho)/(mu - lam)
 *   M/M/c     Erlang C; P(Wq > t) = C exp(-(c mu - lam) t)
 *   M/M/c/K   birth and death; waits of the accepted
 *   M/G/c/c   Erlang B, insensitive to the law of service
 *   M/D/1, c  Pollaczek-Khinchine; distribution by Franx, Oper. Res. Letters 29, 2001
 *   M/G/1     Pollaczek-Khinchine; P95 by numerical inversion of the transform (Abate, Whitt 1995)
 *   GI/M/1    sigma = A*(mu (1 - sigma)), Wq = sigma/(mu (1 - sigma)), T ~ Exp(mu (1 - sigma))
 */

#include <check.h>
#include <math.h>

#include "support/rig.h"

static struct rig rig;
static struct rig_result result;

static void release(void)
{
    rig_result_release(&result);
}

/* 0 stands for "not checked" in the expected values. */
struct queue_case {
    const char *name;
    double rate;
    int devices;
    int queue;
    enum cairn_distribution_kind service;
    double cv2;
    enum cairn_distribution_kind arrivals;
    double arrival_cv2;
    double length_s;
    double busy, wait, sojourn, p95_wait, p95_sojourn, waited, lost;
    double precision; /* of the times */
};

#define D CAIRN_DETERMINISTIC
#define M CAIRN_EXPONENTIAL
#define G CAIRN_GAMMA
#define L CAIRN_LOGNORMAL
#define ANY CAIRN_NONE

static const struct queue_case queue_cases[] = {
    {"M/M/1 .8", 0.8, 1, ANY, M, 1, M, 1, 6e4, 0.8, 4.0, 5.0, 13.8629436112, 14.9786613678, 0.8, 0,
     0.06},
    {"M/M/1 .5", 0.5, 1, ANY, M, 1, M, 1, 4e4, 0.5, 1.0, 2.0, 4.605170186, 5.991464547, 0.5, 0,
     0.04},
    {"M/M/10", 8, 10, ANY, M, 1, M, 1, 12e3, 0.8, 0.204590075398, 1.2045900754, 1.05106626007,
     3.32827467856, 0.409180150796, 0, 0.08},
    {"M/M/2", 1.6, 2, ANY, M, 1, M, 1, 3e4, 0.8, 1.77777777778, 2.77777777778, 6.63701421846,
     7.91068425201, 0.711111111111, 0, 0.06},
    {"M/M/130", 120, 130, ANY, M, 1, M, 1, 1e3, 0.923076923077, 0.0272699491492, 1.02726994915, 0,
     0, 0, 0, 0.4},
    {"M/M/1/5", 0.9, 1, 4, M, 1, M, 1, 4e4, 0.78657970501, 1.7902859515, 2.7902859515, 0, 0, 0,
     0.126022549988, 0.03},
    {"M/M/4/10", 3.6, 4, 6, M, 1, M, 1, 15e3, 0.839543028633, 0.507100338859, 1.50710033886, 0, 0,
     0, 0.0671744079, 0.08},
    {"M/M/2/2", 1.5, 2, 0, M, 1, M, 1, 2e4, 0.517241379310, 0, 1.0, 0, 0, 0, 0.310344827586, 0.03},
    {"M/LN/4/4", 3, 4, 0, L, 1.5, M, 1, 1e4, 0.595419847328, 0, 1.0, 0, 0, 0, 0.206106870229, 0.03},
    {"M/D/1", 0.8, 1, ANY, D, 0, M, 1, 4e4, 0.8, 2.0, 3.0, 6.62032499685, 7.62032499685, 0.8, 0,
     0.06},
    {"M/D/10", 8, 10, ANY, D, 0, M, 1, 8e3, 0.8, 0.109827789727, 1.109827789727, 0.543780568807,
     1.54378056881, 0.384717393322, 0, 0.06},
    {"M/LN/1 cv2=1", 0.7, 1, ANY, L, 1, M, 1, 6e4, 0.7, 2.33333333333, 3.33333333333, 0,
     10.4142192776, 0.7, 0, 0.08},
    {"M/Gamma/1 cv2=.5", 0.7, 1, ANY, G, 0.5, M, 1, 4e4, 0.7, 1.75, 2.75, 0, 7.57395339825, 0.7, 0,
     0.05},
    {"M/Gamma/1 cv2=4", 0.7, 1, ANY, G, 4, M, 1, 8e4, 0.7, 5.83333333333, 6.83333333333,
     22.8227626986, 24.1480323596, 0.7, 0, 0.1},
    {"Gamma/M/1 cv2=.5", 0.8, 1, ANY, M, 1, G, 0.5, 4e4, 0.8, 2.84397976699, 3.84397976699, 0,
     11.5155342469, 0.739852949126, 0, 0.06},
    {"Gamma/M/1 cv2=2", 0.8, 1, ANY, M, 1, G, 2, 8e4, 0.8, 6.31662479036, 7.31662479036, 0,
     21.9186490180, 0, 0, 0.08},
    {"D/M/1", 0.8, 1, ANY, M, 1, D, 0, 4e4, 0.8, 1.69273083992, 2.69273083992, 0, 8.06670068114,
     0.628629796497, 0, 0.06},
};

#undef D
#undef M
#undef G
#undef L
#undef ANY

static void check_if(const struct rig_sample *sample, double expected, double precision,
                     const char *text)
{
    if (expected > 0.0)
        rig_check_at(__FILE__, __LINE__, text, sample, expected, precision);
}

START_TEST(closed_form)
{
    const struct queue_case *of = &queue_cases[_i];

    rig_init(&rig, 500.0, of->length_s);
    rig_add_source(&rig, of->rate);
    rig_add_pool(&rig, of->devices, 1.0);
    rig_add_route(&rig, 0);
    rig.pools[0].queue = of->queue;
    rig.pools[0].variation = of->service;
    rig.pools[0].cv = sqrt(of->cv2);
    rig.sources[0].process = of->arrivals;
    rig.sources[0].cv = sqrt(of->arrival_cv2);
    rig_run(&rig, 100 + (uint64_t)_i, &result);

    check_if(&result.busy[0], of->busy, 0.02, of->name);
    check_if(&result.waited[0], of->waited, 0.03, of->name);
    check_if(&result.lost[0], of->lost, 0.05, of->name);
    check_if(&result.wait_s[0], of->wait, of->precision, of->name);
    check_if(&result.sojourn_s[0], of->sojourn, of->precision, of->name);
    check_if(&result.p95_wait_s[0], of->p95_wait, of->precision, of->name);
    check_if(&result.p95_sojourn_s[0], of->p95_sojourn, of->precision, of->name);
}
END_TEST

/*
 * Splitting: 30 % to an M/M/1 at the site, the rest to an M/M/2 behind a latency of 0.1 s. A
 * thinned Poisson process is one; a constant delay keeps it one. Mean latency 2.19254901961 s by
 * Erlang C.
 */
START_TEST(splitting)
{
    rig_init(&rig, 500.0, 3e4);
    rig_add_link(&rig, 0.05);
    rig_add_source(&rig, 2.0);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_pool(&rig, 2, 1.0);
    rig_add_route(&rig, 0);
    rig_add_route(&rig, 1);
    rig.routes[0].share = 0.3;
    rig.routes[1].share = 0.7;
    rig.routes[1].link = 0;
    rig_run(&rig, 2, &result);
    rig_check(result.busy[0], 0.6, 0.02);
    rig_check(result.busy[1], 0.7, 0.02);
    rig_check(result.sojourn_s[0], 2.19254901961, 0.04);
}
END_TEST

/*
 * A line that is an M/D/1 queue, a latency, and a service that never waits: the mean sojourn is
 * the sum 0.5 (1 + .5/(2 (1 - .5))) + 2 x 0.05 + 1.
 */
START_TEST(tandem)
{
    rig_init(&rig, 500.0, 4e4);
    rig_add_link(&rig, 0.05);
    rig_add_source(&rig, 1.0);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_route(&rig, 0);
    rig.pools[0].unlimited = true;
    rig.routes[0].link = 0;
    rig.routes[0].up_ns = cairn_time_from_s(0.5);
    rig_run(&rig, 3, &result);
    rig_check(result.sojourn_s[0], 0.75 + 0.1 + 1.0, 0.01);
    rig_check(result.busy[0], 1.0, 0.02); /* offered load, by Little's law */
    ck_assert_double_eq(rig_mean(&result.wait_s[0]), 0.0);
}
END_TEST

/*
 * M/G/c/c with overflow: what four devices cannot start at once goes to a provider. The share sent
 * on is Erlang B(4, 3), whatever the law of service.
 */
START_TEST(spill)
{
    int spilled;
    double share;

    rig_init(&rig, 500.0, 1e4);
    rig_add_link(&rig, 0.1);
    rig_add_source(&rig, 3.0);
    rig_add_pool(&rig, 4, 1.0);
    rig_add_pool(&rig, 1, 0.5);
    rig_add_route(&rig, 0);
    rig_add_route(&rig, 1);
    rig.pools[0].variation = CAIRN_LOGNORMAL;
    rig.pools[0].cv = sqrt(1.5);
    rig.pools[1].unlimited = true;
    rig.routes[0].fallback_route = 1;
    rig.routes[1].share = 0.0;
    rig.routes[1].link = 0;
    rig_run(&rig, 4, &result);
    rig_check(result.busy[0], 0.595419847328, 0.01);
    rig_check(result.sojourn_s[0], 0.793893129771 * 1.0 + 0.206106870229 * 0.7, 0.02);
    rig_check(result.busy[1], 3.0 * 0.206106870229 * 0.5, 0.03);
    spilled = cairn_layout_source(&result.total.layout, 0, 0, CAIRN_SPILLED);
    share =
        (double)result.total.counts[spilled] /
        (double)
            result.total.counts[cairn_layout_source(&result.total.layout, 0, 0, CAIRN_ARRIVALS)];
    ck_assert_double_eq_tol(share, 0.206106870229, 0.005);
    ck_assert_double_eq(rig_mean(&result.lost[0]), 0.0);
}
END_TEST

/*
 * An M/M/1/2 that sends on when one waits already: the same as K = 2, birth and death:
 * P(2) = rho^2/(1 + rho + rho^2) at rho = 1 is 1/3.
 */
START_TEST(spill_over_one)
{
    rig_init(&rig, 500.0, 2e4);
    rig_add_source(&rig, 1.0);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_pool(&rig, 1, 2.0);
    rig_add_route(&rig, 0);
    rig_add_route(&rig, 1);
    rig.pools[1].unlimited = true;
    rig.routes[0].fallback_route = 1;
    rig.routes[0].over = 1;
    rig.routes[1].share = 0.0;
    rig_run(&rig, 5, &result);
    rig_check(result.busy[0], 2.0 / 3.0, 0.02);
    rig_check(result.busy[1], 2.0 / 3.0, 0.03);
}
END_TEST

/*
 * Poisson arrivals of several copies, each with a device of its own, are as many M/M/1; the merged
 * process with copy marks and a renewal process per copy (gamma with cv 1) must both give it.
 */
START_TEST(copies)
{
    rig_init(&rig, 500.0, 1e4);
    rig_add_source(&rig, 0.7);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_route(&rig, 0);
    rig.sources[0].copies = 7;
    rig.pools[0].copies = 7;
    if (_i == 1) {
        rig.sources[0].process = CAIRN_GAMMA;
        rig.sources[0].cv = 1.0;
    }
    rig_run(&rig, 6 + (uint64_t)_i, &result);
    rig_check(result.busy[0], 0.7, 0.02);
    rig_check(result.wait_s[0], 7.0 / 3.0, 0.08);
    rig_check(result.p95_sojourn_s[0], 9.985774245, 0.08);
}
END_TEST

/* Seven copies of rate 1 that meet at a pool of ten devices are M/M/10 with rate 7. */
START_TEST(copies_meet)
{
    rig_init(&rig, 500.0, 1e4);
    rig_add_source(&rig, 1.0);
    rig_add_pool(&rig, 10, 1.0);
    rig_add_route(&rig, 0);
    rig.sources[0].copies = 7;
    if (_i == 1) {
        rig.sources[0].process = CAIRN_GAMMA;
        rig.sources[0].cv = 1.0;
    }
    rig_run(&rig, 8 + (uint64_t)_i, &result);
    rig_check(result.busy[0], 0.7, 0.02);
    rig_check(result.waited[0], 0.221731216, 0.08); /* Erlang C(10, 7) */
    rig_check(result.wait_s[0], 0.221731216 / 3.0, 0.12);
}
END_TEST

/*
 * A pool behind a deadline: late are those whose sojourn is over it, of M/M/1 at .5 with 4 s
 * exp(-.5 x 4).
 */
START_TEST(late)
{
    double share;

    rig_init(&rig, 500.0, 3e4);
    rig_add_source(&rig, 0.5);
    rig_add_pool(&rig, 1, 1.0);
    rig_add_route(&rig, 0);
    rig.sources[0].late_ns = cairn_time_from_s(4.0);
    rig_run(&rig, 9, &result);
    share = (double)result.total.counts[CAIRN_LATE] / (double)result.total.counts[CAIRN_ARRIVALS];
    ck_assert_double_eq_tol(share, exp(-2.0), 0.004);
}
END_TEST

/*
 * 20,000 requests in 4e6 s before a device that serves hardly any wait 4e19 request ns on average,
 * more than 64 bits hold: the count ends there, and does not turn round. Of 2,000 it is 4e18 in
 * each of 20 replications, which holds, and more in all. Little's law does so all the same.
 */
static const struct {
    double rate_per_s;
    bool one_ends; /* a replication alone comes to the end */
} overloads[] = {{0.005, true}, {0.0005, false}};

START_TEST(overloaded)
{
    struct cairn_quantities one;
    int64_t *counts;

    rig_init(&rig, 0.0, 4e6);
    rig_add_source(&rig, overloads[_i / 3].rate_per_s);
    rig_add_pool(&rig, 1, 1e8);
    rig_add_route(&rig, 0);
    if (_i % 3 == 1)
        rig_batching(&rig, 0, 2, 0, 1e8, 0);
    if (_i % 3 == 2)
        rig.pools[0].discipline = CAIRN_BY_PRIORITY;
    rig_run(&rig, 11, &result);
    counts = &result.total.counts[cairn_layout_pool(&result.total.layout, 0, 0, 0)];
    ck_assert(counts[CAIRN_QUEUE_NS] == INT64_MAX && counts[CAIRN_WAITS_NS] == INT64_MAX);
    ck_assert_int_eq(counts[CAIRN_BUSY_NS] + counts[CAIRN_IDLE_NS],
                     rig.plan.length_ns * RIG_REPLICATIONS);
    cairn_quantities_init(&one, &rig.component);
    cairn_world_run(&rig.component, 11, 0, NULL, &one);
    counts = &one.counts[cairn_layout_pool(&one.layout, 0, 0, 0)];
    ck_assert_int_eq(counts[CAIRN_QUEUE_NS], counts[CAIRN_WAITS_NS]);
    ck_assert((counts[CAIRN_QUEUE_NS] == INT64_MAX) == overloads[_i / 3].one_ends);
    ck_assert_int_gt(counts[CAIRN_QUEUE_NS], INT64_C(3000000000000000000));
    cairn_quantities_release(&one);
}
END_TEST

Suite *test_queues(void)
{
    Suite *suite = suite_create("queues");
    TCase *forms = tcase_create("closed_forms");
    TCase *networks = tcase_create("networks");

    tcase_add_checked_fixture(forms, NULL, release);
    tcase_add_checked_fixture(networks, NULL, release);
    tcase_add_loop_test(forms, closed_form, 0, sizeof queue_cases / sizeof queue_cases[0]);
    tcase_add_test(networks, splitting);
    tcase_add_test(networks, tandem);
    tcase_add_test(networks, spill);
    tcase_add_test(networks, spill_over_one);
    tcase_add_loop_test(networks, copies, 0, 2);
    tcase_add_loop_test(networks, copies_meet, 0, 2);
    tcase_add_test(networks, late);
    tcase_add_loop_test(networks, overloaded, 0, 6);
    suite_add_tcase(suite, forms);
    suite_add_tcase(suite, networks);
    return suite;
}
