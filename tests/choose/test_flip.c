#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/answer.h"
#include "math/stats.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 12};

/* What a candidate has of the aim with the book as it is now, mean over n replications. */
static double mean_of(struct cairn_answer *answer, int candidate, int n)
{
    struct cairn_trial *trial = &answer->candidates[candidate]->trial;
    double sum = 0.0;

    for (int r = 0; r < n; r++)
        sum += cairn_trial_total(trial, r, cairn_trial_aim(trial), answer->scenario->choose.basis,
                                 NULL);
    return sum / n;
}

/* Does a factor belong to the number of a flip? Powers are 1, or -1 of lifetimes. */
static bool belongs(const struct cairn_factor *factor, const struct cairn_flip *flip)
{
    bool of_lifetime =
        factor->kind == CAIRN_FACTOR_AMORTISATION || factor->kind == CAIRN_FACTOR_WRITE_OFF;

    if (strcmp(factor->subject, flip->subject) != 0)
        return false;
    if (strcmp(flip->name, "lifetime") == 0)
        return of_lifetime;
    return !of_lifetime && strcmp(cairn_factor_type(factor->kind)->name, flip->name) == 0;
}

static void scale_number(struct cairn_answer *answer, const struct cairn_flip *flip, double by)
{
    bool inverse = strcmp(flip->name, "lifetime") == 0;

    for (int i = 0; i < answer->book.n; i++)
        if (belongs(&answer->book.factors[i], flip))
            answer->book.factors[i].value *= inverse ? 1.0 / by : by;
}

static void check_flips(struct cairn_answer *answer, const struct cairn_flips *flips, int *n_values)
{
    const struct cairn_candidate *best = answer->candidates[answer->best];
    const struct cairn_candidate *other = answer->candidates[flips->other];
    int n = best->n_seen < other->n_seen ? best->n_seen : other->n_seen;
    double far = 0.0;

    for (int i = 0; i < flips->n; i++) {
        const struct cairn_flip *flip = &flips->items[i];
        double of_best, of_other;

        if (isnan(flip->ratio)) {
            far = INFINITY;
            continue;
        }
        ck_assert_msg(fabs(log(flip->ratio)) >= far - 1e-12, "nearest first");
        far = fabs(log(flip->ratio));
        ck_assert(isnan(flip->low) || (flip->low <= flip->ratio && flip->ratio <= flip->high));
        scale_number(answer, flip, flip->ratio);
        of_best = mean_of(answer, answer->best, n);
        of_other = mean_of(answer, flips->other, n);
        scale_number(answer, flip, 1.0 / flip->ratio);
        ck_assert_msg(fabs(of_best - of_other) <= 1e-6 * fabs(of_best),
                      "%s of %s at %.6g x: %.12g and %.12g", flip->name, flip->subject, flip->ratio,
                      of_best, of_other);
        ++*n_values;
    }
}

/*
 * At the value at which both are said to be equal they are: accounted again, term by term, with
 * the factor in the book changed. For each aim.
 */
START_TEST(both_are_equal_where_the_answer_flips) /* [FLIP] */
{
    int n_values = 0;

    for (int seed = 1; seed <= 4; seed++) {
        struct cairn_scenario *s = town_random((uint64_t)(4 * _i + seed));
        struct cairn_answer answer;

        town_prices(s);
        s->choose.aim = (enum cairn_aim)_i;
        ck_assert(cairn_choose(&answer, s, &usual));
        cairn_answer_reason(&answer);
        for (int f = 0; f < answer.n_flips; f++)
            check_flips(&answer, &answer.flips[f], &n_values);
        cairn_answer_release(&answer);
        build_free(s);
    }
    ck_assert_int_gt(n_values, 3);
}
END_TEST

/*
 * A total is linear in a number that each term holds at most once: difference(x) = D (1 - share +
 * share x), which is zero at x = 1 - 1 / share. What the winner has more of must rise, what the
 * other has more of must fall.
 */
START_TEST(numbers_flip_where_the_line_crosses_zero)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;
    int checked = 0;

    ck_assert(cairn_choose(&answer, s, &usual));
    cairn_answer_reason(&answer);
    ck_assert_int_gt(answer.n_flips, 0);
    for (int f = 0; f < answer.n_flips; f++)
        for (int i = 0; i < answer.flips[f].n; i++) {
            const struct cairn_flip *flip = &answer.flips[f].items[i];

            if (isnan(flip->ratio) || flip->share == 0.0)
                continue;
            if (strcmp(flip->name, "lifetime") != 0) {
                ck_assert((flip->share > 0.0) == (flip->ratio < 1.0));
                ck_assert_double_eq_tol(flip->ratio, 1.0 - 1.0 / flip->share, 1e-6 * flip->ratio);
                checked++;
            }
        }
    ck_assert_int_gt(checked, 0);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

Suite *test_flip(void);

Suite *test_flip(void)
{
    Suite *suite = suite_create("flip");
    TCase *tests = tcase_create("tests");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, both_are_equal_where_the_answer_flips, CAIRN_AIM_CARBON,
                        CAIRN_AIM_MONEY + 1);
    tcase_add_test(tests, numbers_flip_where_the_line_crosses_zero);
    suite_add_tcase(suite, tests);
    return suite;
}
