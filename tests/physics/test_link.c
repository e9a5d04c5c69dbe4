/*
 * Chance on a line: how often messages are lost and how long they travel. What a line without
 * chance does is in test_world.c.
 */

#include <check.h>
#include <math.h>

#include "physics/luck.h"
#include "physics/world.h"
#include "support/rig.h"

static struct rig rig;

enum { MS = 1000000 };

/* P(n or more) = loss^n; a share of 200,000 numbers is off by less than 5 standard errors. */
START_TEST(losses_are_geometric)
{
    static const double losses[] = {0.01, 0.3, 0.9};
    enum { N = 200000, MOST = 5 };
    double loss = losses[_i];
    int at_least[MOST + 1] = {0};

    for (uint64_t i = 0; i < N; i++)
        for (int n = cairn_luck_losses(loss, cairn_luck_bits(7, i)); n >= 0; n--)
            at_least[n < MOST ? n : MOST] += n <= MOST;
    for (int n = 1; n <= MOST; n++) {
        double p = pow(loss, n);

        ck_assert_double_le(fabs((double)at_least[n] / N - p), 5.0 * sqrt(p * (1.0 - p) / N));
    }
    ck_assert_int_eq(cairn_luck_losses(loss, UINT64_MAX), 0);
    ck_assert_int_lt(cairn_luck_losses(0.9, 0), 400); /* 2^-54 = 0.9^355 */
}
END_TEST

/* The ways of a request, and requests, have numbers of their own. */
START_TEST(messages_have_their_own_luck)
{
    uint64_t seen[4 * 8];
    int n = 0;

    for (uint64_t request = 0; request < 8; request++)
        for (int way = 0; way < 4; way++)
            seen[n++] = cairn_luck_bits(3, cairn_luck_message(request, way & 1, way & 2));
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            ck_assert_uint_ne(seen[i], seen[j]);
}
END_TEST

/*
 * Requests 1 ms apart travel 40 ms in the mean, exponentially. On a line that kept their order none
 * would ever wait for a service of 0.1 ms; as it is, they come as a Poisson process, nearly, and a
 * tenth of them waits (M/D/1 at utilisation 0.1).
 */
START_TEST(a_later_message_overtakes)
{
    struct cairn_quantities quantities;
    const int64_t *counts;
    struct cairn_world *world;

    rig_init(&rig, 0.0, 100.0);
    rig_add_source(&rig, 1000.0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.sources[0].payload_bytes = 10;
    rig_add_link(&rig, 0.040);
    rig.links[0].variation = CAIRN_EXPONENTIAL;
    rig.links[0].cv = 1.0;
    rig.pools[rig_add_pool(&rig, 1, 0.0001)].variation = CAIRN_DETERMINISTIC;
    rig.routes[rig_add_route(&rig, 0)].link = 0;
    rig.routes[0].up_ns = MS / 10;
    rig.routes[0].down_ns = MS / 10;
    cairn_quantities_init(&quantities, &rig.component);
    world = cairn_world_new(&rig.component);
    cairn_world_replicate(world, 5, 0, NULL, &quantities);
    counts = &quantities.counts[cairn_layout_source(&quantities.layout, 0, 0, 0)];
    ck_assert_int_ge(counts[CAIRN_COMPLETED], 99999);
    ck_assert_double_eq_tol((double)counts[CAIRN_WAITED] / (double)counts[CAIRN_COMPLETED], 0.1,
                            0.01);
    cairn_world_free(world);
    cairn_quantities_release(&quantities);
}
END_TEST

/*
 * Copies 0 and 1 share a line, and copy 2 has the other alone. Two payloads of 9 ms do not fit into
 * the 10 ms after which the next come: the first line is always held, the second 9 ms of 10.
 */
START_TEST(copies_share_a_line)
{
    struct cairn_quantities quantities;
    const int64_t *counts;

    rig_init(&rig, 1.0, 10.0);
    rig.plan.drain_ns = 0;
    rig_add_source(&rig, 100.0);
    rig.sources[0].process = CAIRN_DETERMINISTIC;
    rig.sources[0].copies = 3;
    rig_add_link(&rig, 0.001);
    rig.links[0].lines = 2;
    rig.links[0].copies_per_line = 2;
    rig_add_pool(&rig, 3, 0.001);
    rig.routes[rig_add_route(&rig, 0)].link = 0;
    rig.routes[0].up_ns = 9 * MS;
    cairn_quantities_init(&quantities, &rig.component);
    cairn_world_run(&rig.component, 5, 0, NULL, &quantities);
    counts = &quantities.counts[cairn_layout_link(&quantities.layout, 0, 0, 0)];
    ck_assert_int_eq(counts[CAIRN_UP_BUSY_NS], INT64_C(19000) * MS);
    cairn_quantities_release(&quantities);
}
END_TEST

Suite *test_link(void)
{
    Suite *suite = suite_create("link");
    TCase *core = tcase_create("link");

    tcase_add_loop_test(core, losses_are_geometric, 0, 3);
    tcase_add_test(core, messages_have_their_own_luck);
    tcase_add_test(core, a_later_message_overtakes);
    tcase_add_test(core, copies_share_a_line);
    suite_add_tcase(suite, core);
    return suite;
}
