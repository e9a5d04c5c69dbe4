#include <check.h>
#include <math.h>

#include "choose/answer.h"
#include "math/stats.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 12};

static bool stands(const struct cairn_answer *answer, int candidate)
{
    const struct cairn_candidate *c = answer->candidates[candidate];

    return c->contender && c->verdict != CAIRN_BROKEN && c->status != CAIRN_CANDIDATE_BROKEN &&
           c->replications >= 2;
}

static bool is_on(const struct cairn_front *front, int candidate)
{
    for (int i = 0; i < front->n; i++)
        if (front->points[i].candidate == candidate)
            return true;
    return false;
}

/* a - b of a measure, paired, at 95 %: mean and half-width. */
static double difference(struct cairn_answer *answer, int a, int b, enum cairn_measure measure,
                         double *half_width)
{
    struct cairn_candidate *p = answer->candidates[a], *q = answer->candidates[b];
    int n = p->replications < q->replications ? p->replications : q->replications;
    enum cairn_basis_kind basis = answer->scenario->choose.basis;
    double mean;

    *half_width = cairn_stats_paired(cairn_trial_values(&p->trial, measure, basis, n),
                                     cairn_trial_values(&q->trial, measure, basis, n), (size_t)n,
                                     1.0 - answer->scenario->choose.alpha, &mean);
    return mean;
}

/*
 * By definition: who is on the front is surely worse in neither than anybody else who is surely
 * better in the other; who is not on it has somebody who is no worse in both.
 */
static void check_front(struct cairn_answer *answer, const struct cairn_front *front,
                        enum cairn_measure measure)
{
    for (int i = 1; i < front->n; i++)
        ck_assert(front->points[i - 1].excess_g <= front->points[i].excess_g);
    for (int c = 0; c < answer->n_candidates; c++) {
        bool beaten = false;

        if (!stands(answer, c)) {
            ck_assert(!is_on(front, c));
            continue;
        }
        for (int d = 0; d < answer->n_candidates; d++) {
            double carbon_half, value_half, carbon, value;

            if (d == c || !stands(answer, d))
                continue;
            carbon = difference(answer, d, c, CAIRN_CARBON, &carbon_half);
            value = difference(answer, d, c, measure, &value_half);
            beaten = beaten || (carbon <= 0.0 && value <= 0.0);
            if (is_on(front, c))
                ck_assert(!(carbon + carbon_half < 0.0 && value + value_half < 0.0));
        }
        ck_assert(is_on(front, c) || beaten);
    }
}

START_TEST(nobody_on_a_front_is_beaten_in_both) /* [PARETO] */
{
    struct cairn_scenario *s = town_random((uint64_t)_i);
    struct cairn_answer answer;

    town_prices(s);
    s->choose.front = 1;
    ck_assert(cairn_choose(&answer, s, &usual));
    cairn_answer_reason(&answer);
    if (answer.best != CAIRN_NONE) {
        ck_assert_int_gt(answer.fronts[CAIRN_AXIS_MONEY].n, 0);
        check_front(&answer, &answer.fronts[CAIRN_AXIS_MONEY], CAIRN_MONEY_SPENT);
        check_front(&answer, &answer.fronts[CAIRN_AXIS_ENERGY], CAIRN_ENERGY_USED);
        check_front(&answer, &answer.fronts[CAIRN_AXIS_WATER], CAIRN_WATER_USED);
        for (int i = 0; i < answer.fronts[CAIRN_AXIS_LATENCY].n; i++)
            ck_assert_double_ge(answer.fronts[CAIRN_AXIS_LATENCY].points[i].value, 0.0);
    }
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/* Fronts need their figures: without prices there is none of money. */
START_TEST(without_prices_there_is_no_front_of_money)
{
    struct cairn_scenario *s = town();
    struct cairn_answer answer;

    ck_assert(cairn_choose(&answer, s, &usual));
    cairn_answer_reason(&answer);
    ck_assert_int_eq(answer.fronts[CAIRN_AXIS_MONEY].n, 0);
    ck_assert_int_gt(answer.fronts[CAIRN_AXIS_ENERGY].n, 0);
    ck_assert(is_on(&answer.fronts[CAIRN_AXIS_LATENCY], answer.best));
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/*
 * Of all placements of a town the search looks for what takes least money: no placement that was
 * compared without being asked for takes less.
 */
START_TEST(the_search_looks_for_the_ends)
{
    double least[2] = {INFINITY, INFINITY};

    for (int front = 0; front < 2; front++) {
        struct cairn_scenario *s = town_random((uint64_t)_i);
        struct cairn_answer answer;

        town_prices(s);
        s->choose.front = front;
        ck_assert(cairn_choose(&answer, s, &usual));
        cairn_answer_reason(&answer);
        for (int c = 0; c < answer.n_candidates; c++)
            if (stands(&answer, c))
                least[front] = fmin(least[front],
                                    cairn_trial_values(&answer.candidates[c]->trial,
                                                       CAIRN_MONEY_SPENT, s->choose.basis, 1)[0]);
        cairn_answer_release(&answer);
        build_free(s);
    }
    ck_assert(isinf(least[0]) || least[1] <= least[0] * 1.02); /* one replication each */
}
END_TEST

static double least_money(const struct cairn_answer *answer)
{
    double least = INFINITY;

    for (int c = 0; c < answer->n_candidates; c++)
        if (stands(answer, c))
            least = fmin(least, cairn_trial_values(&answer->candidates[c]->trial, CAIRN_MONEY_SPENT,
                                                   answer->scenario->choose.basis, 1)[0]);
    return least;
}

/*
 * The same where the space is explored: by moves, which may end where no single one leads on. Seeds
 * are fixed; in one of those that are large enough it does.
 */
START_TEST(an_exploration_looks_for_the_ends)
{
    int explored = 0, missed = 0;

    for (int seed = 1; seed <= 20; seed++) {
        struct cairn_scenario *s = town_random((uint64_t)seed);
        struct cairn_answer all, some;

        town_prices(s);
        s->choose.front = 1;
        ck_assert(cairn_choose(&all, s, &usual));
        if (all.best != CAIRN_NONE && !all.explored && all.space.n_configurations > 20) {
            s->choose.limit = (int)all.space.n_configurations - 1;
            ck_assert(cairn_choose(&some, s, &usual));
            ck_assert(some.explored);
            missed += least_money(&some) > 1.02 * least_money(&all); /* one replication each */
            explored++;
            cairn_answer_release(&some);
        }
        cairn_answer_release(&all);
        build_free(s);
    }
    ck_assert_int_ge(explored, 8);
    ck_assert_int_le(missed, 1);
}
END_TEST

Suite *test_front(void);

Suite *test_front(void)
{
    Suite *suite = suite_create("front");
    TCase *tests = tcase_create("tests");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, nobody_on_a_front_is_beaten_in_both, 1, 11);
    tcase_add_test(tests, without_prices_there_is_no_front_of_money);
    tcase_add_loop_test(tests, the_search_looks_for_the_ends, 1, 9);
    tcase_add_test(tests, an_exploration_looks_for_the_ends);
    suite_add_tcase(suite, tests);
    return suite;
}
