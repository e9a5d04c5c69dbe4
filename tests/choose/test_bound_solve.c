#include <check.h>
#include <math.h>

#include "choose/bound_levy.h"
#include "choose/bound_solve.h"
#include "math/rng.h"

enum { MOST_NODES = 100000 };

static const struct cairn_bound_query usual = {.nodes = MOST_NODES};

static double between(struct cairn_rng *rng, double low, double high)
{
    return low + (high - low) * cairn_rng_unit(rng);
}

/*
 * Up to 5 demands with up to 4 options at up to 4 facilities, 3 rows of work, hosts, least sizes.
 */
static void random_problem(struct cairn_bound_problem *problem, uint64_t seed)
{
    struct cairn_rng rng;
    int n_facilities, n_demands;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed});
    cairn_bound_problem_init(problem, 3);
    problem->fixed_cost = between(&rng, 0, 10);
    n_facilities = 2 + (int)cairn_rng_below(&rng, 3);
    for (int f = 0; f < n_facilities; f++) {
        int max = 1 + (int)cairn_rng_below(&rng, 6);
        struct cairn_bound_facility facility = {.open_cost = between(&rng, 0, 20), .per = 1};

        facility.sized = cairn_rng_unit(&rng) < 0.8;
        facility.max = max;
        facility.min = (int)cairn_rng_below(&rng, (uint64_t)max + 1);
        facility.each_cost = between(&rng, 0, 10);
        facility.per = 1 + (int)cairn_rng_below(&rng, 3);
        facility.extra = (int)cairn_rng_below(&rng, 2);
        facility.module_cost = cairn_rng_unit(&rng) < 0.5 ? between(&rng, 0, 15) : 0;
        cairn_bound_add_facility(problem, &facility);
    }
    n_demands = 1 + (int)cairn_rng_below(&rng, 5);
    for (int l = 0; seed % 2 == 0 && l < 3; l++) {
        cairn_bound_add_levy(problem, l / 2);
        for (int d = l % 2; d < n_demands; d++)
            cairn_bound_add_part(problem, d, between(&rng, 0, 8));
    }
    for (int d = 0; d < n_demands; d++) {
        int n_options = 1 + (int)cairn_rng_below(&rng, 4);

        cairn_bound_add_demand(problem);
        for (int o = 0; o < n_options; o++) {
            int n_uses = (int)cairn_rng_below(&rng, 3);

            cairn_bound_add_option(problem, o, between(&rng, 0, 30));
            for (int u = 0; u < n_uses; u++) {
                double work[3];

                for (int r = 0; r < 3; r++)
                    work[r] = between(&rng, 0, 2.5);
                cairn_bound_add_use(problem, (int)cairn_rng_below(&rng, (uint64_t)n_facilities),
                                    cairn_rng_unit(&rng) < 0.8 ? work : NULL);
                if (seed % 3 == 0)
                    cairn_bound_need(problem, problem->uses[problem->n_uses - 1].facility,
                                     (int)cairn_rng_below(&rng, 3));
            }
        }
    }
}

/* The least cost of all choices of options, one after the other. */
static double brute(const struct cairn_bound_problem *problem, int *chosen, int demand)
{
    double least = INFINITY;

    if (demand == problem->n_demands)
        return cairn_bound_cost_of(problem, chosen);
    for (int o = problem->first_option[demand]; o < problem->first_option[demand + 1]; o++) {
        chosen[demand] = o;
        least = fmin(least, brute(problem, chosen, demand + 1));
    }
    return least;
}

START_TEST(the_least_cost_is_that_of_brute_force) /* [BOUND] */
{
    struct cairn_bound_problem problem;
    struct cairn_bound_answer answer;
    int chosen[8];
    double least;

    random_problem(&problem, (uint64_t)_i);
    least = brute(&problem, chosen, 0);
    cairn_bound_solve(&problem, &usual, &answer);
    ck_assert_int_eq(answer.n_failed, 0);
    if (isinf(least)) {
        ck_assert(isinf(answer.bound));
    } else {
        ck_assert_double_eq_tol(answer.cost, least, 1e-6 * least);
        ck_assert_msg(answer.bound <= least, "%.12g above %.12g", answer.bound, least);
        ck_assert_double_ge(answer.bound, least * (1 - 1e-6));
        ck_assert(answer.proven);
        ck_assert_double_eq_tol(cairn_bound_cost_of(&problem, answer.solutions[0].options), least,
                                1e-6 * least);
        ck_assert_double_le(cairn_bound_combinatorial(&problem, NULL, 0), least * (1 + 1e-12));
    }
    cairn_bound_answer_release(&answer);
    cairn_bound_problem_release(&problem);
}
END_TEST

START_TEST(split_demands_never_cost_more) /* [BOUND] */
{
    struct cairn_bound_problem problem;
    struct cairn_bound_answer whole, split;

    random_problem(&problem, (uint64_t)_i);
    cairn_bound_solve(&problem, &usual, &whole);
    problem.split = true;
    cairn_bound_solve(&problem, &usual, &split);
    ck_assert(split.bound <= whole.bound * (1 + 1e-6));
    if (!isinf(split.bound))
        ck_assert_double_ge(split.bound, cairn_bound_combinatorial(&problem, NULL, 0) * (1 - 1e-6));
    cairn_bound_answer_release(&whole);
    cairn_bound_answer_release(&split);
    cairn_bound_problem_release(&problem);
}
END_TEST

/* A solver that ends the process is caught: the bound is the combinatorial one, and it says so. */
START_TEST(a_solver_that_gives_up_is_caught) /* [BOUND] */
{
    struct cairn_bound_query failing = {.nodes = MOST_NODES, .fail = true};
    struct cairn_bound_problem problem;
    struct cairn_bound_answer answer;

    random_problem(&problem, 2);
    cairn_bound_solve(&problem, &failing, &answer);
    ck_assert_int_gt(answer.n_parts, 0);
    ck_assert_int_eq(answer.n_failed, answer.n_parts);
    ck_assert_int_eq(answer.n_solutions, 0);
    ck_assert(!answer.proven);
    ck_assert_double_eq_tol(answer.bound, cairn_bound_combinatorial(&problem, NULL, 0), 1e-9);
    cairn_bound_answer_release(&answer);
    cairn_bound_solve(&problem, &usual, &answer); /* and works again afterwards */
    ck_assert_int_eq(answer.n_failed, 0);
    ck_assert(answer.proven);
    cairn_bound_answer_release(&answer);
    cairn_bound_problem_release(&problem);
}
END_TEST

/* Two facilities of which one is needed: the other way comes second, both at once last. */
START_TEST(solutions_differ_in_what_is_open)
{
    struct cairn_bound_query three = {.nodes = MOST_NODES, .n_wanted = 5};
    struct cairn_bound_problem problem;
    struct cairn_bound_answer answer;

    cairn_bound_problem_init(&problem, 1);
    cairn_bound_add_facility(&problem, &(struct cairn_bound_facility){
                                           .open_cost = 10, .sized = true, .max = 2, .per = 1});
    cairn_bound_add_facility(&problem, &(struct cairn_bound_facility){
                                           .open_cost = 12, .sized = true, .max = 2, .per = 1});
    for (int d = 0; d < 2; d++) {
        cairn_bound_add_demand(&problem);
        for (int f = 0; f < 2; f++) {
            cairn_bound_add_option(&problem, f, 1);
            cairn_bound_add_use(&problem, f, &(const double){0.5});
        }
    }
    cairn_bound_solve(&problem, &three, &answer);
    ck_assert_int_eq(answer.n_solutions, 3);
    ck_assert_double_eq_tol(answer.solutions[0].cost, 12, 1e-6);
    ck_assert_double_eq_tol(answer.solutions[1].cost, 14, 1e-6);
    ck_assert_double_eq_tol(answer.solutions[2].cost, 24, 1e-6);
    ck_assert_int_eq(answer.solutions[1].sizes[0], 0);
    ck_assert_int_eq(answer.solutions[1].sizes[1], 1);
    cairn_bound_answer_release(&answer);
    cairn_bound_problem_release(&problem);
}
END_TEST

/* A demand that nobody can serve has no cost, whatever becomes of the solver. */
START_TEST(nothing_serves_what_has_no_option)
{
    struct cairn_bound_query failing = {.nodes = MOST_NODES, .fail = true};
    struct cairn_bound_problem problem;
    struct cairn_bound_answer answer;

    cairn_bound_problem_init(&problem, 1);
    cairn_bound_add_demand(&problem);
    cairn_bound_solve(&problem, &usual, &answer);
    ck_assert(isinf(answer.bound));
    ck_assert_int_eq(answer.n_solutions, 0);
    cairn_bound_answer_release(&answer);
    cairn_bound_solve(&problem, &failing, &answer);
    ck_assert_double_gt(answer.bound, 0);
    ck_assert(isinf(answer.bound));
    cairn_bound_answer_release(&answer);
    cairn_bound_problem_release(&problem);
}
END_TEST

Suite *test_bound_solve(void);

Suite *test_bound_solve(void)
{
    Suite *suite = suite_create("bound_solve");
    TCase *tcase = tcase_create("bound_solve");

    tcase_add_loop_test(tcase, the_least_cost_is_that_of_brute_force, 1, 301);
    tcase_add_loop_test(tcase, split_demands_never_cost_more, 1, 101);
    tcase_add_test(tcase, a_solver_that_gives_up_is_caught);
    tcase_add_test(tcase, solutions_differ_in_what_is_open);
    tcase_add_test(tcase, nothing_serves_what_has_no_option);
    suite_add_tcase(suite, tcase);
    return suite;
}
