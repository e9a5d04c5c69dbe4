#include "study/chords.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

enum { PLACEMENTS = 7, NUMBERS = 3, CORNERS = 1 << NUMBERS, INSIDE = 6 };

/* Totals of placements at corners, and what they are anywhere: affine in each number. */
static double corners[PLACEMENTS][CORNERS];

static double draw(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes' quick generator */
    return (double)(*seed >> 8) / (1 << 24);
}

static double least(const double *at)
{
    double best = INFINITY;

    for (int p = 0; p < PLACEMENTS; p++) {
        double total = 0;

        for (int c = 0; c < CORNERS; c++) {
            double weight = 1;

            for (int k = 0; k < NUMBERS; k++)
                weight *= c >> k & 1 ? at[k] : 1 - at[k];
            total += weight * corners[p][c];
        }
        best = fmin(best, total);
    }
    return best;
}

static struct cairn_solved solve(double x, double y, double z)
{
    struct cairn_solved solved = {.at = {x, y, z}};

    solved.bound = least(solved.at);
    return solved;
}

/*
 * [CHORD] Of the least of random functions that are affine in each of three numbers: known at the
 * corners, some edges and inside, the bound is it there, nowhere above it, and each further value
 * lifts it or leaves it.
 */
START_TEST(bounds_the_least)
{
    unsigned seed = (unsigned)_i;
    struct cairn_solved solved[CORNERS + INSIDE];
    struct cairn_chords all, few;
    double lifted = 0;

    for (int p = 0; p < PLACEMENTS; p++)
        for (int c = 0; c < CORNERS; c++)
            corners[p][c] = 1 + draw(&seed);
    for (int c = 0; c < CORNERS; c++)
        solved[c] = solve(c & 1, c >> 1 & 1, c >> 2 & 1);
    for (int i = 0; i < INSIDE; i++) {
        double x = draw(&seed), y = draw(&seed), z = draw(&seed);

        solved[CORNERS + i] = solve(i % 3 == 0 ? 1 : x, i % 2 == 0 ? 0 : y, z);
    }
    cairn_chords_init(&few, solved, CORNERS, NUMBERS);
    cairn_chords_init(&all, solved, CORNERS + INSIDE, NUMBERS);
    for (int i = 0; i < CORNERS + INSIDE; i++)
        ck_assert_double_eq_tol(cairn_chords_bound(&all, solved[i].at), solved[i].bound, 1e-12);
    for (int i = 0; i < 1000; i++) {
        double at[CAIRN_CHORDS_MOST] = {draw(&seed), draw(&seed), draw(&seed)};
        double bound = cairn_chords_bound(&all, at), plain = cairn_chords_bound(&few, at);

        ck_assert_double_le(bound, least(at) + 1e-12);
        ck_assert_double_ge(bound, plain - 1e-12);
        lifted += bound - plain;
    }
    ck_assert_double_gt(lifted, 0);
    cairn_chords_release(&few);
    cairn_chords_release(&all);
}
END_TEST

/* [CHORD] Along one number it is the chord between neighbours: 1, 5, 2 at 0, 1/4, 1 */
START_TEST(along_one_number)
{
    static const struct cairn_solved solved[] = {{{1}, 2}, {{0}, 1}, {{0.25}, 5}, {{0.5}, NAN}};
    struct cairn_chords chords;

    cairn_chords_init(&chords, solved, 4, 1);
    ck_assert_double_eq(cairn_chords_bound(&chords, (double[]){0.125}), 3);
    ck_assert_double_eq_tol(cairn_chords_bound(&chords, (double[]){0.5}), 4, 1e-12); /* 5 - 3 / 3 */
    ck_assert_double_eq(cairn_chords_bound(&chords, (double[]){1}), 2);
    cairn_chords_release(&chords);
}
END_TEST

/* Where nothing is known at a corner there is no bound */
START_TEST(none_known)
{
    static const struct cairn_solved solved[] = {{{0}, NAN}, {{1}, 2}};
    struct cairn_chords chords;

    cairn_chords_init(&chords, solved, 2, 1);
    ck_assert(isnan(cairn_chords_bound(&chords, (double[]){0.5})));
    cairn_chords_release(&chords);
}
END_TEST

Suite *test_chords(void)
{
    Suite *suite = suite_create("chords");
    TCase *tcase = tcase_create("chords");

    tcase_add_loop_test(tcase, bounds_the_least, 1, 21);
    tcase_add_test(tcase, along_one_number);
    tcase_add_test(tcase, none_known);
    suite_add_tcase(suite, tcase);
    return suite;
}
