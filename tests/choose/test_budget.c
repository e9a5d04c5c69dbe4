#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "support/brute.h"
#include "support/build.h"
#include "support/town.h"

static const struct cairn_choose_limits usual = {.replications = 12};

static struct cairn_scenario *priced_town(void)
{
    struct cairn_scenario *s = town();

    town_prices(s);
    s->choose.budget = (struct cairn_budgets){
        .carbon_g = NAN, .energy_j = NAN, .water_l = NAN, .money_usd = NAN, .purchases_usd = NAN};
    return s;
}

static double value_of(struct cairn_answer *answer, int candidate, enum cairn_resource resource)
{
    double value;

    cairn_resource_values(&answer->candidates[candidate]->trial, resource, 1, &value);
    return value;
}

/* The least that any candidate takes of something. */
static double least_of(struct cairn_answer *answer, enum cairn_resource resource)
{
    double least = INFINITY;

    for (int i = 0; i < answer->n_contenders; i++)
        least = fmin(least, value_of(answer, i, resource));
    return least;
}

/* A field that was not said is no budget, nor is one of an element that does not stand there. */
START_TEST(what_is_not_said_is_no_budget)
{
    struct cairn_scenario *s = priced_town();

    ck_assert_int_eq(cairn_budget_count(s), 0);
    s->choose.budget.money_usd = 5;
    ck_assert_int_eq(cairn_budget_count(s), 0);
    s->choose.budget.origin.file = "x";
    ck_assert_int_eq(cairn_budget_count(s), 1);
    ck_assert_double_eq(cairn_budget_limit(s, CAIRN_RESOURCE_MONEY), 5);
    ck_assert(isinf(cairn_budget_limit(s, CAIRN_RESOURCE_WATER)));
    build_free(s);
}
END_TEST

/* By definition: half of alpha for budgets where there are any. */
START_TEST(budgets_take_half_of_the_error)
{
    struct cairn_scenario *s = priced_town();

    ck_assert_double_eq(cairn_promises_alpha(s, 0.04), 0.04);
    s->choose.budget.origin.file = "x";
    s->choose.budget.water_l = 1;
    ck_assert_double_eq(cairn_promises_alpha(s, 0.04), 0.02);
    ck_assert_double_eq(cairn_budget_alpha(s, 0.04), 0.02);
    build_free(s);
}
END_TEST

/*
 * What is bought for the plain town: one box of 400 USD in each copy of the site, or one GPU of
 * 1,100 USD: prices are those of town_prices(), numbers those of the placement, bought once as the
 * horizon is no longer than the lifetime.
 */
START_TEST(purchases_are_prices_of_what_is_bought)
{
    struct cairn_scenario *s = priced_town();
    struct cairn_answer answer;
    int checked = 0;

    ck_assert(cairn_choose(&answer, s, &usual));
    for (int i = 0; i < answer.n_contenders; i++) {
        const struct cairn_sizing *pools = answer.candidates[i]->trial.placement.pools;
        double each[] = {[TOWN_BOX] = s->hardware[s->pools[TOWN_BOX].hardware].price.value_usd,
                         [TOWN_GPU] = s->hardware[s->pools[TOWN_GPU].hardware].price.value_usd};
        double copies = s->places[TOWN_STORE].count;
        double lives_box =
            ceil(s->time.horizon_s / s->hardware[s->pools[TOWN_BOX].hardware].embodied.lifetime_s);
        double lives_gpu =
            ceil(s->time.horizon_s / s->hardware[s->pools[TOWN_GPU].hardware].embodied.lifetime_s);

        if (s->hardware[s->pools[TOWN_GPU].hardware].host.hardware != CAIRN_NONE)
            continue;
        ck_assert_double_eq_tol(value_of(&answer, i, CAIRN_RESOURCE_PURCHASES),
                                copies * pools[TOWN_BOX].count * each[TOWN_BOX] * lives_box +
                                    pools[TOWN_GPU].count * each[TOWN_GPU] * lives_gpu,
                                1e-6);
        checked++;
    }
    ck_assert_int_gt(checked, 2);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/* The interval decides: a deterministic total on the budget is kept, just above it broken. */
START_TEST(a_budget_is_kept_up_to_its_limit)
{
    struct cairn_scenario *s = priced_town();
    struct cairn_answer answer;
    struct cairn_budget_result results[CAIRN_N_RESOURCES];
    struct cairn_trial *trial;
    double bought;

    s->choose.budget.origin.file = "x";
    s->choose.budget.purchases_usd = 1e9;
    ck_assert(cairn_choose(&answer, s, &usual));
    trial = &answer.candidates[0]->trial;
    cairn_resource_values(trial, CAIRN_RESOURCE_PURCHASES, 1, &bought);
    s->choose.budget.purchases_usd = bought;
    ck_assert_int_eq(cairn_budgets_test(trial, 4, 0.05, results), 1);
    ck_assert_int_eq(results[0].verdict, CAIRN_KEPT);
    ck_assert_double_eq(results[0].value, bought);
    s->choose.budget.purchases_usd = bought - 0.01;
    cairn_budgets_test(trial, 4, 0.05, results);
    ck_assert_int_eq(results[0].verdict, CAIRN_BROKEN);
    /* money varies with the requests: what one replication shows is not enough */
    s->choose.budget.purchases_usd = NAN;
    s->choose.budget.money_usd = value_of(&answer, 0, CAIRN_RESOURCE_MONEY);
    cairn_budgets_test(trial, 1, 0.05, results);
    ck_assert_int_eq(results[0].verdict, CAIRN_UNDECIDED);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/* No placement takes less than the least: then nothing is within nine tenths of it. */
START_TEST(what_cannot_be_kept_is_named_with_the_nearest)
{
    struct cairn_scenario *s = priced_town();
    struct cairn_answer answer;
    double least;

    s->choose.front = 1;
    ck_assert(cairn_choose(&answer, s, &usual));
    least = least_of(&answer, CAIRN_RESOURCE_MONEY);
    cairn_answer_release(&answer);
    s->choose.front = 0;
    s->choose.budget.origin.file = "x";
    s->choose.budget.money_usd = 0.9 * least;
    ck_assert(cairn_choose(&answer, s, &usual));
    ck_assert_int_eq(answer.status, CAIRN_ANSWER_INFEASIBLE);
    ck_assert_msg(strstr(answer.why, "budget of money") != NULL, "%s", answer.why);
    ck_assert_msg(strstr(answer.why, "the nearest takes") != NULL, "%s", answer.why);
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/*
 * A budget of money that rules out the greenest of the plain town: the programme's bound rises
 * above what it is without a budget, and not above what is then chosen.
 */
START_TEST(the_bound_heeds_budgets) /* [BUDGET] [BOUND] */
{
    struct cairn_scenario *s = priced_town();
    struct cairn_answer all, some;
    double least, greenest;

    s->choose.front = 1;
    ck_assert(cairn_choose(&all, s, &usual));
    least = least_of(&all, CAIRN_RESOURCE_MONEY);
    greenest = value_of(&all, all.best, CAIRN_RESOURCE_MONEY);
    ck_assert_double_lt(least, 0.9 * greenest);
    s->choose.front = 0;
    s->choose.budget.origin.file = "x";
    s->choose.budget.money_usd = 1.05 * least;
    ck_assert(cairn_choose(&some, s, &usual));
    ck_assert_int_ne(some.best, CAIRN_NONE);
    ck_assert_double_gt(some.bound.programme_g, 1.01 * all.bound.programme_g);
    ck_assert_double_le(some.bound.programme_g, some.candidates[some.best]->carbon_g +
                                                    some.candidates[some.best]->half_width_g);
    cairn_answer_release(&some);
    cairn_answer_release(&all);
    build_free(s);
}
END_TEST

/* ---- against brute force ---- */

enum { REPLICATIONS = 12 };

struct enumeration {
    struct cairn_answer *answer;
    struct cairn_candidate *best; /* the least that clearly keeps all; owned */
};

/* Promises with 20 % to spare, budgets by 2 %. */
static bool clearly_keeps(struct cairn_candidate *candidate)
{
    struct cairn_budget_result budgets[CAIRN_N_RESOURCES];
    int n, n_budgets = cairn_budgets_test(&candidate->trial, REPLICATIONS, 0.05, budgets);
    struct cairn_promise_result *results =
        cairn_trial_promises(&candidate->trial, REPLICATIONS, 0.05, &n);
    bool keeps = true;

    for (int i = 0; i < n; i++)
        keeps = keeps && results[i].share <= 0.8 * results[i].limit;
    for (int b = 0; b < n_budgets; b++)
        keeps = keeps && budgets[b].value + budgets[b].half_width <= 0.98 * budgets[b].limit;
    cairn_free(results);
    return keeps;
}

static void consider(void *context, const struct cairn_placement *placement)
{
    struct enumeration *e = context;
    struct cairn_answer *answer = e->answer;
    struct cairn_candidate *candidate = cairn_candidate_new(
        answer->scenario, &answer->plan, placement, &answer->book, &answer->lab, true);

    cairn_candidate_settle(candidate, answer->scenario->choose.basis, REPLICATIONS);
    if (!clearly_keeps(candidate) || (e->best && e->best->carbon_g <= candidate->carbon_g)) {
        cairn_candidate_free(candidate);
        return;
    }
    if (e->best)
        cairn_candidate_free(e->best);
    e->best = candidate;
}

/*
 * Half-way between what the least of all takes in money and what the greenest does: the winner is
 * not found to break the budget, and has no more carbon, beyond the zone, than the best of all
 * placements that clearly keep it.
 */
START_TEST(the_best_within_a_budget_is_that_of_brute_force) /* [BUDGET] */
{
    struct cairn_scenario *s = town_random((uint64_t)_i);
    struct cairn_answer answer;
    struct enumeration e = {.answer = &answer};
    double least, greenest;

    town_prices(s);
    s->choose.front = 1;
    s->choose.budget = (struct cairn_budgets){
        .carbon_g = NAN, .energy_j = NAN, .water_l = NAN, .money_usd = NAN, .purchases_usd = NAN};
    ck_assert(cairn_choose(&answer, s, &usual));
    if (answer.best == CAIRN_NONE) {
        cairn_answer_release(&answer);
        build_free(s);
        return;
    }
    least = least_of(&answer, CAIRN_RESOURCE_MONEY);
    greenest = value_of(&answer, answer.best, CAIRN_RESOURCE_MONEY);
    cairn_answer_release(&answer);
    s->choose.front = 0;
    s->choose.budget.origin.file = "x";
    s->choose.budget.money_usd = (least + greenest) / 2;
    ck_assert(cairn_choose(&answer, s, &usual));
    brute_placements(&answer.space, consider, &e);
    if (e.best) {
        double half_width_g, excess_g;

        ck_assert_msg(answer.best != CAIRN_NONE, "seed %d: %s", _i, answer.why);
        ck_assert_double_le(answer.bound.bound_g,
                            e.best->carbon_g + 2 * e.best->half_width_g + answer.indifference);
        excess_g =
            cairn_candidate_excess(answer.candidates[answer.best], e.best, 0.9973, &half_width_g);
        ck_assert_msg(excess_g <= answer.indifference + half_width_g,
                      "seed %d: the winner emits %.4g g more than the least, the zone is %.4g g",
                      _i, excess_g, answer.indifference);
        cairn_candidate_free(e.best);
    }
    if (answer.best != CAIRN_NONE) {
        struct cairn_budget_result result[CAIRN_N_RESOURCES];

        ck_assert_int_eq(
            cairn_budgets_test(&answer.candidates[answer.best]->trial, 4, 0.05, result), 1);
        ck_assert_int_ne(result[0].verdict, CAIRN_BROKEN);
    }
    cairn_answer_release(&answer);
    build_free(s);
}
END_TEST

/*
 * The same town, explored: what is chosen is not found to break the budget. (How near it comes to
 * the best is for the bound to say.)
 */
START_TEST(what_is_explored_stays_within_its_budget)
{
    struct cairn_scenario *s = town_random((uint64_t)_i);
    struct cairn_answer all, some;
    double least;

    town_prices(s);
    s->choose.front = 1;
    ck_assert(cairn_choose(&all, s, &usual));
    least = least_of(&all, CAIRN_RESOURCE_MONEY);
    if (all.best != CAIRN_NONE && !all.explored && all.space.n_configurations > 20) {
        double greenest = value_of(&all, all.best, CAIRN_RESOURCE_MONEY);

        s->choose.front = 0;
        s->choose.limit = (int)all.space.n_configurations - 1;
        s->choose.budget = (struct cairn_budgets){.origin.file = "x",
                                                  .carbon_g = NAN,
                                                  .energy_j = NAN,
                                                  .water_l = NAN,
                                                  .money_usd = (least + 3 * greenest) / 4,
                                                  .purchases_usd = NAN};
        ck_assert(cairn_choose(&some, s, &usual));
        ck_assert(some.explored);
        if (least < 0.9 * greenest)
            ck_assert_msg(some.best != CAIRN_NONE, "seed %d: %s", _i, some.why);
        if (some.best != CAIRN_NONE) {
            struct cairn_budget_result result[CAIRN_N_RESOURCES];

            cairn_budgets_test(&some.candidates[some.best]->trial, 4, 0.05, result);
            ck_assert_int_ne(result[0].verdict, CAIRN_BROKEN);
        }
        cairn_answer_release(&some);
    }
    cairn_answer_release(&all);
    build_free(s);
}
END_TEST

Suite *test_budget(void);

Suite *test_budget(void)
{
    Suite *suite = suite_create("budget");
    TCase *tests = tcase_create("tests");
    TCase *brute = tcase_create("brute");

    tcase_add_test(tests, what_is_not_said_is_no_budget);
    tcase_add_test(tests, budgets_take_half_of_the_error);
    tcase_add_test(tests, purchases_are_prices_of_what_is_bought);
    tcase_add_test(tests, a_budget_is_kept_up_to_its_limit);
    tcase_add_test(tests, what_cannot_be_kept_is_named_with_the_nearest);
    tcase_add_test(tests, the_bound_heeds_budgets);
    suite_add_tcase(suite, tests);
    tcase_set_timeout(brute, 120);
    tcase_add_loop_test(brute, the_best_within_a_budget_is_that_of_brute_force, 1, 21);
    tcase_add_loop_test(brute, what_is_explored_stays_within_its_budget, 1, 21);
    suite_add_tcase(suite, brute);
    return suite;
}
