/*
 * Do relations hold in thousands of random scenarios? A table for docs/RELIABILITY.md; fails where
 * one is broken, and where in a hundred scenarios or more one was not tried, or made no difference
 * although it should.
 *
 * SCENARIOS: how many (1000); ANSWERS: for how many something is chosen (100); PAIRED: how many of
 * paired relations (1000); TOWNS (300); FIRST: number (0); TOTALS: prints instead, to the last
 * bit, what so many of them emit
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/relation.h"

enum { RELATIONS_MOST = 16 };

static const char *const kinds[] = {"to the bit", "within 1e-12", "paired", "optimum"};

static bool is_idle(const struct relation_tally *tally)
{
    return tally->cases == 0 || (tally->relation->changes && tally->moved == 0);
}

static int report(const struct relation_tally *tallies, int n, int scenarios)
{
    int failures = 0;

    for (int i = 0; i < n; i++) {
        const struct relation_tally *tally = &tallies[i];
        bool paired = tally->relation->kind == RELATION_PAIRED;

        printf("| %s | %s | %d | %d | ", tally->relation->name, kinds[tally->relation->kind],
               tally->cases, tally->moved);
        if (paired)
            printf("%d below 5 %%, %d below 1 %%, %d below 0.1 %% |\n", tally->below[0],
                   tally->below[1], tally->below[2]);
        else
            printf("%d |\n", tally->broken);
        if (tally->broken > 0)
            fprintf(stderr, "soak_properties: %s\n", tally->first);
        failures += relation_is_broken(tally) || (scenarios >= 100 && is_idle(tally));
    }
    fflush(stdout);
    return failures;
}

static int check(const struct relation *relations, int n, int first, int last)
{
    struct relation_tally tallies[RELATIONS_MOST];

    relations_check(relations, n, first, last, tallies);
    return report(tallies, n, last - first);
}

static int number_of(const char *name, int otherwise)
{
    const char *text = getenv(name);

    return text ? atoi(text) : otherwise;
}

/* Scenarios are made and loaded by helpers that belong to a suite. */
START_TEST(relations_hold)
{
    int scenarios = number_of("SCENARIOS", 1000), towns = number_of("TOWNS", 300);
    int answers = number_of("ANSWERS", 100), paired = number_of("PAIRED", 1000),
        first = number_of("FIRST", 0), failures = 0;

    puts("| relation | holds | cases | differ | broken |\n|---|---|---|---|---|");
    failures += check(relations_of_bits, n_relations_of_bits, first, first + scenarios);
    failures += check(relations_of_answers, n_relations_of_answers, first, first + answers);
    failures += check(relations_of_sums, n_relations_of_sums, first, first + scenarios);
    failures += check(relations_of_chance, n_relations_of_chance, first, first + paired);
    failures += check(relations_of_optima, n_relations_of_optima, first, first + towns);
    ck_assert_int_eq(failures, 0);
}
END_TEST

/* For who compares builds. */
START_TEST(totals)
{
    int first = number_of("FIRST", 0), last = first + number_of("TOTALS", 0);

    for (int number = first; number < last; number++) {
        struct relation_case of;

        relation_case_init(&of, number, 2);
        for (int b = 0; b < CAIRN_N_BASES; b++)
            printf("%d %s %a %a\n", number, cairn_basis((enum cairn_basis_kind)b)->id,
                   of.plain.of[0][CAIRN_CARBON][b].all, of.plain.of[1][CAIRN_CARBON][b].all);
        relation_case_release(&of);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("properties");
    TCase *core = tcase_create("properties");
    SRunner *runner = srunner_create(suite);
    TestResult **failed;
    int n;

    if (getenv("TOTALS"))
        tcase_add_test(core, totals);
    else
        tcase_add_test(core, relations_hold);
    suite_add_tcase(suite, core);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_SILENT);
    n = srunner_ntests_failed(runner);
    failed = srunner_failures(runner);
    for (int i = 0; i < n; i++)
        fprintf(stderr, "soak_properties: %s\n", tr_msg(failed[i]));
    srunner_free(runner);
    return n > 0;
}
