#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/lab.h"
#include "physics/quantity_code.h"
#include "physics/world.h"
#include "support/lab_rig.h"

START_TEST(what_has_the_same_key_is_simulated_once)
{
    struct rig one, same, other;
    struct cairn_lab lab;
    const struct cairn_lab_entry *entry;
    uint64_t requests;

    lab_rig_queue(&one, 1);
    lab_rig_queue(&same, 1);
    lab_rig_queue(&other, 2);
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    entry = cairn_lab_sample(&lab, &one.component, 3);
    ck_assert_int_eq(entry->n, 3);
    ck_assert_uint_eq(lab.simulated, 3);
    ck_assert_uint_eq(lab.remembered, 0);
    requests = lab.requests;
    ck_assert_uint_gt(requests, 1000); /* 3 x 110 s x 5 /s, about */
    ck_assert_uint_eq(requests, entry->sum.requests);
    ck_assert_uint_eq(lab.events, entry->sum.events);

    ck_assert(cairn_lab_sample(&lab, &same.component, 2) == entry);
    ck_assert_uint_eq(lab.simulated, 3);
    ck_assert_uint_eq(lab.remembered, 1);
    ck_assert_uint_eq(lab.requests, requests);

    ck_assert(cairn_lab_sample(&lab, &other.component, 1) != entry);
    ck_assert_uint_eq(lab.simulated, 4);
    ck_assert_uint_eq(lab.n, 2);
    cairn_lab_release(&lab);
}
END_TEST

/* Asked for one by one or at once, replication r is what the world yields as number r. */
START_TEST(replications_are_a_prefix)
{
    enum { N = 4 };
    struct rig rig;
    struct cairn_lab at_once, one_by_one;
    const struct cairn_lab_entry *a, *b;

    lab_rig_queue(&rig, 1);
    cairn_lab_init(&at_once, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&one_by_one, 7, CAIRN_LAB_SELECTION);
    a = cairn_lab_sample(&at_once, &rig.component, N);
    for (int n = 1; n <= N; n++)
        b = cairn_lab_sample(&one_by_one, &rig.component, n);
    ck_assert_uint_eq(one_by_one.simulated, N);
    ck_assert_int_eq(b->n, N);
    for (int r = 0; r < N; r++) {
        struct cairn_quantities alone;

        cairn_quantities_init(&alone, &rig.component);
        cairn_world_run(&rig.component, 7, (uint32_t)r, NULL, &alone);
        ck_assert_mem_eq(a->samples[r].counts, alone.counts, lab_rig_counts_size(a));
        ck_assert_mem_eq(b->samples[r].counts, alone.counts, lab_rig_counts_size(a));
        cairn_quantities_release(&alone);
        if (r > 0)
            ck_assert_mem_ne(a->samples[r].counts, a->samples[r - 1].counts,
                             lab_rig_counts_size(a));
    }
    ck_assert_mem_eq(a->sum.counts, b->sum.counts, lab_rig_counts_size(a));
    ck_assert_uint_eq(a->sum.fingerprint.sum, b->sum.fingerprint.sum);
    cairn_lab_release(&at_once);
    cairn_lab_release(&one_by_one);
}
END_TEST

START_TEST(search_and_selection_have_streams_of_their_own)
{
    struct rig rig;
    struct cairn_lab search, selection;
    const struct cairn_lab_entry *a, *b;

    lab_rig_queue(&rig, 1);
    cairn_lab_init(&search, 7, CAIRN_LAB_SEARCH);
    cairn_lab_init(&selection, 7, CAIRN_LAB_SELECTION);
    a = cairn_lab_sample(&search, &rig.component, 5);
    b = cairn_lab_sample(&selection, &rig.component, 5);
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 5; j++)
            ck_assert_mem_ne(a->samples[i].counts, b->samples[j].counts, lab_rig_counts_size(a));
    cairn_lab_release(&search);
    cairn_lab_release(&selection);
}
END_TEST

/* More entries than the first table holds; none is lost or simulated again when it grows. */
START_TEST(many_components_are_remembered)
{
    enum { N = 200 };
    const struct cairn_lab_entry *entries[N];
    struct rig rig;
    struct cairn_lab lab;

    lab_rig_queue(&rig, 0);
    rig.plan.length_ns = rig.plan.run_in_ns = 1000000000;
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    for (uint64_t i = 0; i < N; i++) {
        rig.component.key.word[0] = 64 * i; /* all in the same slot at first */
        entries[i] = cairn_lab_sample(&lab, &rig.component, 1);
    }
    for (uint64_t i = 0; i < N; i++) {
        rig.component.key.word[0] = 64 * i;
        ck_assert(cairn_lab_sample(&lab, &rig.component, 1) == entries[i]);
    }
    ck_assert_uint_eq(lab.n, N);
    ck_assert_uint_eq(lab.simulated, N);
    ck_assert_uint_eq(lab.remembered, N);
    cairn_lab_release(&lab);
}
END_TEST

/*
 * Without loss the p95 of all requests is that of the answered ones. A queue of one place at twice
 * the load loses far more than 5 %: no time keeps 95 % of the requests. With 3 % lost, it is the
 * 0.95 / 0.97 quantile of the others, above their p95.
 */
START_TEST(lost_requests_count_in_the_p95_that_is_kept)
{
    struct rig rig;
    struct cairn_lab lab;
    const struct cairn_source_summary *summary;

    lab_rig_queue(&rig, 1);
    cairn_lab_init(&lab, 7, CAIRN_LAB_SELECTION);
    summary = &cairn_lab_sample(&lab, &rig.component, 1)->samples[0].sources[0];
    ck_assert(summary->kept_p95_s == summary->sojourn.p95_s && summary->kept_p95_s > 0);

    lab_rig_queue(&rig, 2);
    rig.pools[0].queue = 1;
    rig.rates[0][0] = 20;
    summary = &cairn_lab_sample(&lab, &rig.component, 1)->samples[0].sources[0];
    ck_assert(isinf(summary->kept_p95_s) && summary->sojourn.p95_s > 0);

    lab_rig_queue(&rig, 3);
    rig.pools[0].queue = 3; /* M/M/1/4 at load 1/2 loses (1/2)^5 / (1 - (1/2)^5) = 3.2 % */
    summary = &cairn_lab_sample(&lab, &rig.component, 1)->samples[0].sources[0];
    ck_assert(summary->kept_p95_s > summary->sojourn.p95_s);
    cairn_lab_release(&lab);
}
END_TEST

/* ---- a memory that outlasts the lab ---- */

START_TEST(what_a_memory_holds_is_not_simulated)
{
    struct lab_shelf shelf = {.n = 0};
    struct cairn_lab_memory memory = {lab_shelf_get, lab_shelf_put, &shelf};
    struct cairn_lab none, first, second;
    const struct cairn_lab_entry *alone, *simulated, *recalled;
    struct rig rig;

    lab_rig_queue(&rig, 1);
    cairn_lab_init(&none, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&first, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&second, 7, CAIRN_LAB_SELECTION);
    first.memory = second.memory = &memory;
    alone = cairn_lab_sample(&none, &rig.component, 4);
    cairn_lab_sample(&first, &rig.component, 3);
    ck_assert_int_eq(shelf.puts, 3);
    ck_assert_uint_eq(first.simulated, 3);

    cairn_lab_sample(&second, &rig.component, 2);
    recalled = cairn_lab_sample(&second, &rig.component, 4); /* two more, and one that is new */
    ck_assert_uint_eq(second.recalled, 3);
    ck_assert_uint_eq(second.simulated, 1);
    ck_assert_int_eq(shelf.puts, 4);
    simulated = cairn_lab_sample(&first, &rig.component, 4); /* what the second lab put there */
    ck_assert_uint_eq(first.recalled, 1);
    ck_assert_int_eq(shelf.gets, 3 + 4 + 1);
    lab_rig_check_same(alone, simulated);
    lab_rig_check_same(alone, recalled);
    ck_assert_uint_eq(first.requests + first.recalled_requests, none.requests);
    ck_assert_uint_eq(second.requests + second.recalled_requests, none.requests);
    ck_assert_uint_eq(second.events + second.recalled_events, none.events);
    ck_assert_uint_lt(second.requests, none.requests / 2);
    cairn_lab_release(&none);
    cairn_lab_release(&first);
    cairn_lab_release(&second);
    lab_shelf_release(&shelf);
}
END_TEST

START_TEST(what_a_memory_garbles_is_simulated_again)
{
    struct lab_shelf shelf = {.n = 0};
    struct cairn_lab_memory memory = {lab_shelf_get, lab_shelf_put, &shelf};
    struct cairn_lab first, second;
    struct rig rig;

    lab_rig_queue(&rig, 1);
    cairn_lab_init(&first, 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&second, 7, CAIRN_LAB_SELECTION);
    first.memory = second.memory = &memory;
    cairn_lab_sample(&first, &rig.component, 4);
    shelf.bytes[1].data[10] ^= 1;        /* changed */
    shelf.bytes[2].size--;               /* cut */
    cairn_buffer_clear(&shelf.bytes[3]); /* another one's */
    cairn_buffer_append(&shelf.bytes[3], shelf.bytes[0].data, shelf.bytes[0].size);
    cairn_lab_sample(&second, &rig.component, 4);
    ck_assert_uint_eq(second.recalled, 1);
    ck_assert_uint_eq(second.simulated, 3);
    ck_assert_int_eq(shelf.puts, 4 + 3);
    lab_rig_check_same(cairn_lab_sample(&first, &rig.component, 4),
                       cairn_lab_sample(&second, &rig.component, 4));
    cairn_lab_release(&first);
    cairn_lab_release(&second);
    lab_shelf_release(&shelf);
}
END_TEST

START_TEST(a_memory_tells_components_seeds_and_purposes_apart)
{
    struct lab_shelf shelf = {.n = 0};
    struct cairn_lab_memory memory = {lab_shelf_get, lab_shelf_put, &shelf};
    struct cairn_lab labs[3];
    struct rig rig;

    lab_rig_queue(&rig, 1);
    cairn_lab_init(&labs[0], 7, CAIRN_LAB_SELECTION);
    cairn_lab_init(&labs[1], 7, CAIRN_LAB_SEARCH);
    cairn_lab_init(&labs[2], 8, CAIRN_LAB_SELECTION);
    for (int i = 0; i < 3; i++) {
        labs[i].memory = &memory;
        lab_rig_queue(&rig, 1);
        cairn_lab_sample(&labs[i], &rig.component, 2);
        lab_rig_queue(&rig, 2);
        cairn_lab_sample(&labs[i], &rig.component, 1);
        ck_assert_uint_eq(labs[i].simulated, 3);
        cairn_lab_release(&labs[i]);
    }
    ck_assert_int_eq(shelf.n, 9);
    lab_shelf_release(&shelf);
}
END_TEST

Suite *test_lab(void);

Suite *test_lab(void)
{
    Suite *suite = suite_create("lab");
    TCase *memory = tcase_create("memory");
    TCase *outlasting = tcase_create("outlasting");

    tcase_add_test(memory, what_has_the_same_key_is_simulated_once);
    tcase_add_test(memory, replications_are_a_prefix);
    tcase_add_test(memory, search_and_selection_have_streams_of_their_own);
    tcase_add_test(memory, many_components_are_remembered);
    tcase_add_test(memory, lost_requests_count_in_the_p95_that_is_kept);
    suite_add_tcase(suite, memory);
    tcase_add_test(outlasting, what_a_memory_holds_is_not_simulated);
    tcase_add_test(outlasting, what_a_memory_garbles_is_simulated_again);
    tcase_add_test(outlasting, a_memory_tells_components_seeds_and_purposes_apart);
    suite_add_tcase(suite, outlasting);
    return suite;
}
