/*
 * Relations between what comes out before and after a known change: soak_properties.c, smaller. The
 * message names the first case that breaks one.
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include "support/relation.h"

enum { SCENARIOS = 41, ANSWERS = 10, PAIRED = 30, TOWN = 18, TOWNS = 12, RELATIONS_MOST = 16 };

static void check(const struct relation *relations, int n, int first, int cases)
{
    struct relation_tally tallies[RELATIONS_MOST];

    relations_check(relations, n, first, first + cases, tallies);
    for (int i = 0; i < n; i++) {
        const struct relation_tally *tally = &tallies[i];

        ck_assert_msg(!relation_is_broken(tally), "%s: %d of %d; %s", tally->relation->name,
                      tally->broken, tally->cases, tally->first);
        ck_assert_int_ge(tally->cases, cases / 5);
        if (tally->relation->changes)
            ck_assert_msg(tally->moved > 0, "%s: nothing ever changed", tally->relation->name);
        else
            ck_assert_int_eq(tally->moved, 0);
    }
}

/* Each theme of random scenarios once. */
START_TEST(to_the_bit)
{
    check(relations_of_bits, n_relations_of_bits, 0, SCENARIOS);
    check(relations_of_answers, n_relations_of_answers, 0, ANSWERS);
    check(relations_of_sums, n_relations_of_sums, 0, SCENARIOS);
}
END_TEST

/* Of 30 chances each, in error with a probability of 3e-4 each relation; seeds are fixed. */
START_TEST(but_for_chance)
{
    check(relations_of_chance, n_relations_of_chance, 0, PAIRED);
}
END_TEST

/* Answers may be wrong with a probability of 0.05; seeds are fixed. Measured: none. */
START_TEST(of_optima)
{
    check(relations_of_optima, n_relations_of_optima, TOWN, TOWNS);
}
END_TEST

static double as_it_is(const void *context, const struct accounted_at *at)
{
    return accounted_value(context, at);
}

/* One number of a replication, by its last bit. */
START_TEST(the_last_bit_is_seen)
{
    struct relation_case of;
    struct accounted again;
    char text[200];
    double *part;

    relation_case_init(&of, 3, 2);
    accounted_init(&again, of.scenario, 3, 2);
    ck_assert(accounted_is(&again, as_it_is, &of.plain, 0.0, text, sizeof text));
    part = &again.of[1][CAIRN_CARBON][CAIRN_DECISION].part[CAIRN_PART_BUSY][ACCOUNTED_DRAWN];
    ck_assert_double_gt(*part, 0.0);
    *part = nextafter(*part, INFINITY);
    ck_assert(!accounted_is(&again, as_it_is, &of.plain, 0.0, text, sizeof text));
    ck_assert_ptr_nonnull(
        strstr(text, "replication 1, carbon under decision, busy by intensity: "));
    ck_assert(accounted_is(&again, as_it_is, &of.plain, 1e-15, text, sizeof text));
    accounted_release(&again);
    relation_case_release(&of);
}
END_TEST

/* Tallies that are in order, and that are not: binomial tails, by hand. */
START_TEST(what_counts_as_broken)
{
    struct relation_tally tally = {.relation = &relations_of_bits[0], .cases = 100};

    ck_assert(!relation_is_broken(&tally));
    tally.broken = 1;
    ck_assert(relation_is_broken(&tally));

    /* P(X >= 4) is 3.6e-6 and P(X >= 2) 4.6e-3 for X ~ B(100, 0.001) */
    tally = (struct relation_tally){.relation = &relations_of_chance[0], .cases = 100};
    tally.below[2] = 2;
    ck_assert(!relation_is_broken(&tally));
    tally.below[2] = 4;
    ck_assert(relation_is_broken(&tally));
    /* P(X >= 10) is 0.028 and P(X >= 17) 9.4e-6 for X ~ B(100, 0.05) */
    tally.below[2] = 0;
    tally.below[0] = 10;
    ck_assert(!relation_is_broken(&tally));
    tally.below[0] = 17;
    ck_assert(relation_is_broken(&tally));

    tally = (struct relation_tally){.relation = &relations_of_optima[0], .cases = 100};
    tally.broken = 10;
    ck_assert(!relation_is_broken(&tally));
    tally.broken = 17;
    ck_assert(relation_is_broken(&tally));
}
END_TEST

Suite *test_relations(void);

Suite *test_relations(void)
{
    Suite *suite = suite_create("relations");
    TCase *core = tcase_create("relations");

    tcase_set_timeout(core, 300.0);
    tcase_add_test(core, to_the_bit);
    tcase_add_test(core, but_for_chance);
    tcase_add_test(core, of_optima);
    tcase_add_test(core, the_last_bit_is_seen);
    tcase_add_test(core, what_counts_as_broken);
    suite_add_tcase(suite, core);
    return suite;
}
