#include <check.h>
#include <stdlib.h>

#include "choose/kbest.h"
#include "math/rng.h"

static struct cairn_rng rng_of(int seed)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = (uint64_t)seed});
    return rng;
}

START_TEST(the_cheapest_stay_in_order)
{
    struct cairn_kbest list;

    cairn_kbest_init(&list, 3);
    for (int i = 0; i < 6; i++)
        cairn_kbest_offer(&list, (double[]){5, 2, 9, 1, 7, 3}[i], 0, (uint64_t)i);
    ck_assert_int_eq(list.n, 3);
    ck_assert(list.choices[0].cost == 1 && list.choices[0].parts[0].configuration == 3);
    ck_assert(list.choices[1].cost == 2 && list.choices[1].parts[0].configuration == 1);
    ck_assert(list.choices[2].cost == 3 && list.choices[2].parts[0].configuration == 5);
    cairn_kbest_release(&list);
}
END_TEST

/* At equal cost what was offered first stands first and stays. */
START_TEST(ties_are_stable)
{
    struct cairn_kbest list, with;

    cairn_kbest_init(&list, 3);
    cairn_kbest_init(&with, 3);
    for (uint64_t i = 0; i < 5; i++) {
        cairn_kbest_offer(&list, 1, 0, i);
        cairn_kbest_offer(&with, 2, 1, i);
    }
    for (uint64_t i = 0; i < 3; i++)
        ck_assert_uint_eq(list.choices[i].parts[0].configuration, i);
    cairn_kbest_combine(&list, &with);
    for (uint64_t i = 0; i < 3; i++) {
        ck_assert(list.choices[i].cost == 3);
        ck_assert_int_eq(list.choices[i].n_parts, 2);
        ck_assert_uint_eq(list.choices[i].parts[0].configuration, 0);
        ck_assert_uint_eq(list.choices[i].parts[1].configuration, i);
    }
    cairn_kbest_release(&list);
    cairn_kbest_release(&with);
}
END_TEST

START_TEST(what_needs_an_impossible_part_is_impossible)
{
    struct cairn_kbest list, none;

    cairn_kbest_init(&list, 2);
    cairn_kbest_init(&none, 2);
    cairn_kbest_offer(&list, 0, -1, 0);
    ck_assert_int_eq(list.n, 1);
    ck_assert_int_eq(list.choices[0].n_parts, 0);
    cairn_kbest_combine(&list, &none);
    ck_assert_int_eq(list.n, 0);
    cairn_kbest_release(&list);
    cairn_kbest_release(&none);
}
END_TEST

/* ---- against all sums ---- */

enum { LISTS = 4, ENTRIES = 6 };

static int compare_costs(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Costs in quarters, so that sums are exact and there are ties. */
static double random_cost(struct cairn_rng *rng)
{
    return (double)cairn_rng_below(rng, 40) / 4;
}

/* Every sum of one entry of each list, sorted; returns how many. */
static int all_sums(double cost[LISTS][ENTRIES], const int *n, int lists, double *sums)
{
    int count = 1;

    sums[0] = 0;
    for (int l = 0; l < lists; l++) {
        double next[1296];
        int made = 0;

        for (int i = 0; i < count; i++)
            for (int j = 0; j < n[l]; j++)
                next[made++] = sums[i] + cost[l][j];
        for (int i = 0; i < made; i++)
            sums[i] = next[i];
        count = made;
    }
    qsort(sums, (size_t)count, sizeof *sums, compare_costs);
    return count;
}

/* The k least sums of one of each of up to four lists; each adds up from its parts. */
START_TEST(sums_are_those_of_brute_force)
{
    struct cairn_rng rng = rng_of(_i);
    int lists = 1 + (int)cairn_rng_below(&rng, LISTS);
    int k = 1 + (int)cairn_rng_below(&rng, 9);
    double cost[LISTS][ENTRIES];
    double sums[1296];
    int n[LISTS];
    struct cairn_kbest best;
    int count;

    cairn_kbest_init(&best, k);
    cairn_kbest_offer(&best, 0, -1, 0);
    for (int l = 0; l < lists; l++) {
        struct cairn_kbest part;

        n[l] = 1 + (int)cairn_rng_below(&rng, ENTRIES);
        cairn_kbest_init(&part, k);
        for (int j = 0; j < n[l]; j++) {
            cost[l][j] = random_cost(&rng);
            cairn_kbest_offer(&part, cost[l][j], l, (uint64_t)j);
        }
        cairn_kbest_combine(&best, &part);
        cairn_kbest_release(&part);
    }
    count = all_sums(cost, n, lists, sums);
    ck_assert_int_eq(best.n, count < k ? count : k);
    for (int i = 0; i < best.n; i++) {
        double sum = 0;

        ck_assert(best.choices[i].cost == sums[i]);
        ck_assert_int_eq(best.choices[i].n_parts, lists);
        for (int l = 0; l < lists; l++) {
            ck_assert_int_eq(best.choices[i].parts[l].component, l);
            sum += cost[l][best.choices[i].parts[l].configuration];
        }
        ck_assert(sum == sums[i]);
    }
    cairn_kbest_release(&best);
}
END_TEST

/* Alternatives offered list by list are those of one long list. */
START_TEST(alternatives_are_merged)
{
    struct cairn_rng rng = rng_of(_i + 1000);
    struct cairn_kbest together, merged;

    cairn_kbest_init(&together, 5);
    cairn_kbest_init(&merged, 5);
    for (int l = 0; l < 3; l++) {
        struct cairn_kbest part;

        cairn_kbest_init(&part, 5);
        for (uint64_t j = 0; j < 8; j++) {
            double cost = random_cost(&rng);

            cairn_kbest_offer(&part, cost, l, j);
            cairn_kbest_offer(&together, cost, l, j);
        }
        cairn_kbest_offer_all(&merged, &part);
        cairn_kbest_release(&part);
    }
    ck_assert_int_eq(merged.n, together.n);
    for (int i = 0; i < merged.n; i++) {
        ck_assert(merged.choices[i].cost == together.choices[i].cost);
        ck_assert_int_eq(merged.choices[i].parts[0].component,
                         together.choices[i].parts[0].component);
        ck_assert_uint_eq(merged.choices[i].parts[0].configuration,
                          together.choices[i].parts[0].configuration);
    }
    cairn_kbest_release(&together);
    cairn_kbest_release(&merged);
}
END_TEST

Suite *test_kbest(void);

Suite *test_kbest(void)
{
    Suite *suite = suite_create("kbest");
    TCase *lists = tcase_create("lists");

    tcase_add_test(lists, the_cheapest_stay_in_order);
    tcase_add_test(lists, ties_are_stable);
    tcase_add_test(lists, what_needs_an_impossible_part_is_impossible);
    tcase_add_loop_test(lists, sums_are_those_of_brute_force, 0, 60);
    tcase_add_loop_test(lists, alternatives_are_merged, 0, 20);
    suite_add_tcase(suite, lists);
    return suite;
}
