/* The search's bound of an answer, of candidates that take what they are told to. [BOUND] */
#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer_bound.h"
#include "support/build.h"
#include "support/staged.h"
#include "support/town.h"

enum { SEEN = 2, CONTENDERS = 3 };

/* Of two observations: Student's t with one degree of freedom at 97.5 % is tan(0.475 pi). */
#define T1 12.706204736174694

/* An answer whose contenders are a box, a GPU and a share of one. */
static void choose(struct cairn_answer *answer, struct cairn_scenario *s)
{
    static const struct cairn_choose_limits limits = {.replications = 4}; /* outlive the answer */

    ck_assert(cairn_choose(answer, s, &limits));
    ck_assert_int_eq(answer->n_contenders, CONTENDERS);
    for (int i = 0; i < CONTENDERS; i++) {
        struct cairn_candidate *candidate = answer->candidates[i];

        candidate->n_seen = SEEN;
        candidate->status = CAIRN_CANDIDATE_OPEN;
        candidate->aside = false;
    }
}

/* Observations of a candidate: 1,000 and 1,000 more than these. */
static void tell(struct cairn_answer *answer, int i, double first, double second)
{
    struct cairn_trial *trial = &answer->candidates[i]->trial;
    double *values = trial->values[cairn_trial_aim(trial)][answer->scenario->choose.basis];

    values[0] = 1000 + first;
    values[1] = 1000 + second;
}

/* The bound that the search alone gives. */
static double bound_of(struct cairn_answer *answer)
{
    answer->bound.kind = CAIRN_BOUND_NONE;
    answer->bound.bound_g = NAN;
    cairn_answer_bound(answer);
    return answer->bound.bound_g;
}

static void release(struct cairn_answer *answer, struct cairn_scenario *s)
{
    cairn_answer_release(answer);
    build_free(s);
}

/*
 * The winner takes 1,000 +- 20. A contender counts by the lower end of its interval, but no more
 * than the indifference zone of 7, unless it stepped aside.
 */
START_TEST(contenders_may_be_better) /* [ASIDE] */
{
    static const struct {
        double first, second; /* more than the winner */
        double less;          /* than the winner's own lower end */
        bool aside, broken;
        int seen;
    } cases[] = {
        {5, 5, 0, .seen = 2},
        {0.5, 0.5, 0, .seen = 2},
        {-3, -3, 3, .seen = 2},
        {-30, -30, 7, .seen = 2},
        {-30, -30, 30, .aside = true, .seen = 2},
        {-30, -30, 0, .broken = true, .seen = 2},
        {-30, -30, 0, .aside = true, .broken = true, .seen = 2},
        {-30, -30, 0, .aside = true, .seen = 1},
        {30, 31, 0, .seen = 2},
        {3, 4, 0.5 * T1 - 3.5, .seen = 2},
        {3, 4, 0.5 * T1 - 3.5, .aside = true, .seen = 2},
        {1, 4, 7, .seen = 2},
        {1, 4, 1.5 * T1 - 2.5, .aside = true, .seen = 2},
    };
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    choose(&answer, s);
    for (int at = 0; at < CONTENDERS; at++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            struct cairn_candidate *other = answer.candidates[at];

            answer.best = (at + 2) % CONTENDERS;
            answer.indifference = 7;
            for (int c = 0; c < CONTENDERS; c++)
                tell(&answer, c, c == answer.best ? 0 : 400, c == answer.best ? 0 : 400);
            answer.candidates[answer.best]->aim = 1000;
            answer.candidates[answer.best]->half_width = 20;
            tell(&answer, at, cases[i].first, cases[i].second);
            other->aside = cases[i].aside;
            other->status = cases[i].broken ? CAIRN_CANDIDATE_BROKEN : CAIRN_CANDIDATE_OPEN;
            other->n_seen = cases[i].seen;
            ck_assert_double_eq_tol(bound_of(&answer), 980 - cases[i].less, 1e-6);
            ck_assert_int_eq(answer.bound.kind, CAIRN_BOUND_SEARCH);
            other->aside = false;
            other->status = CAIRN_CANDIDATE_OPEN;
            other->n_seen = SEEN;
        }
    release(&answer, s);
}
END_TEST

/* What a candidate cost in the search: one sample of its short windows. */
static double cost_of(struct cairn_answer *answer, const struct cairn_candidate *candidate)
{
    struct cairn_factor_book book;
    struct cairn_trial trial;
    double cost;

    cairn_factor_book_init(&book);
    cairn_trial_init(&trial, answer->scenario, &answer->search_plan, &candidate->trial.placement,
                     &book, &answer->search_lab);
    cost =
        cairn_trial_total(&trial, 0, cairn_trial_aim(&trial), answer->scenario->choose.basis, NULL);
    cairn_trial_release(&trial);
    cairn_factor_book_release(&book);
    return cost;
}

/*
 * Whoever is no contender is as much better as it was cheaper in the search: of contenders cut down
 * to two, the others are looked at, and the cheapest counts where it is cheaper than the
 * winner. All sets of two, with either as the winner, and of one.
 */
START_TEST(what_was_not_frozen_counts_by_the_search)
{
    static const double units[] = {1, 1e-6};

    for (int u = 0; u < 2; u++) {
        struct cairn_scenario *s = town();
        struct cairn_candidate *all[CONTENDERS];
        struct cairn_answer answer;
        double cost[CONTENDERS];
        int cheaper = 0;

        for (int i = 0; i < s->n_intensities; i++)
            s->intensities[i].value_g_per_kwh *= units[u];
        for (int i = 0; i < s->n_hardware; i++)
            s->hardware[i].embodied.carbon_g *= units[u];
        s->hops[0].embodied_g *= units[u];
        choose(&answer, s);
        memcpy(all, answer.candidates, sizeof all);
        for (int i = 0; i < CONTENDERS; i++)
            cost[i] = cost_of(&answer, all[i]);
        for (int one = 0; one < CONTENDERS; one++)
            for (int two = 0; two < CONTENDERS; two++) {
                double least = INFINITY, expected = 980;

                answer.n_contenders = one == two ? 1 : 2;
                answer.candidates[0] = all[one];
                answer.candidates[1] = all[two];
                answer.best = 0;
                for (int i = 0; i < CONTENDERS; i++)
                    if (i != one && i != two)
                        least = fmin(least, cost[i]);
                if (least < cost[one])
                    expected *= least / cost[one];
                cheaper += least < cost[one];
                tell(&answer, 0, 0, 0);
                if (one != two)
                    tell(&answer, 1, 400, 400);
                all[one]->aim = 1000;
                all[one]->half_width = 20;
                ck_assert_double_eq_tol(bound_of(&answer), expected, 1e-6);
            }
        ck_assert_int_gt(cheaper, 3);
        answer.n_contenders = CONTENDERS;
        memcpy(answer.candidates, all, sizeof all);
        release(&answer, s);
    }
}
END_TEST

/* Where not all were looked at the search bounds nothing. */
START_TEST(an_exploration_bounds_nothing)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    s->choose.limit = 2;
    ck_assert(cairn_choose(&answer, s, &(struct cairn_choose_limits){.replications = 4}));
    ck_assert(answer.explored);
    ck_assert(isnan(bound_of(&answer)));
    ck_assert_int_eq(answer.bound.kind, CAIRN_BOUND_NONE);
    release(&answer, s);
}
END_TEST

Suite *test_answer_bound(void);

Suite *test_answer_bound(void)
{
    Suite *suite = suite_create("answer_bound");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, contenders_may_be_better);
    tcase_add_test(tests, what_was_not_frozen_counts_by_the_search);
    tcase_add_test(tests, an_exploration_bounds_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
