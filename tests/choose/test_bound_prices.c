#include <check.h>
#include <math.h>

#include "choose/bound_solve_knapsack.h"
#include "choose/bound_solve_market.h"
#include "choose/bound_solve_prices.h"
#include "math/rng.h"

enum { THINGS = 10, DEMANDS = 5, FACILITIES = 3 };

static double between(struct cairn_rng *rng, double low, double high)
{
    return low + (high - low) * cairn_rng_unit(rng);
}

/* ---- knapsacks ---- */

/* All sets of things, one after the other. */
static double brute_gain(const struct cairn_thing *things, double room)
{
    double most = 0;

    for (int set = 0; set < 1 << THINGS; set++) {
        double gain = 0, work = 0;

        for (int i = 0; i < THINGS; i++)
            if (set & 1 << i) {
                gain += things[i].gain;
                work += things[i].work;
            }
        most = work <= room ? fmax(most, gain) : most;
    }
    return most;
}

START_TEST(the_most_gain_is_that_of_brute_force) /* [PRICES] */
{
    struct cairn_thing things[THINGS];
    struct cairn_rng rng;
    double most, room, gain, taken = 0, work = 0, steps = 0;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = (uint64_t)_i});
    for (int i = 0; i < THINGS; i++) {
        double worth = between(&rng, -2, 10);

        things[i] = (struct cairn_thing){.gain = worth, .work = between(&rng, 0, 3), .index = i};
    }
    room = between(&rng, 0, 10);
    most = brute_gain(things, room);
    gain = cairn_knapsack(things, THINGS, room, &steps);
    ck_assert_double_eq_tol(gain, most, 1e-9);
    ck_assert_double_ge(cairn_knapsack_most(things, THINGS, -1, room), gain - 1e-9);
    for (int i = 0; i < THINGS; i++)
        if (things[i].taken) {
            taken += things[i].gain;
            work += things[i].work;
        }
    ck_assert_double_eq_tol(taken, most, 1e-9);
    ck_assert_double_le(work, room);
}
END_TEST

/* By hand: the two best of three fill the room by half of the second: 6 + 4 / 2. */
START_TEST(a_part_of_a_thing_bounds_the_rest) /* [PRICES] */
{
    struct cairn_thing things[] = {
        {.gain = 6, .work = 2}, {.gain = 4, .work = 2}, {.gain = 1, .work = 2}};

    ck_assert_double_eq_tol(cairn_knapsack_most(things, 3, -1, 3), 8, 1e-12);
    ck_assert_double_eq_tol(cairn_knapsack_most(things, 3, 0, 3), 4.5, 1e-12);
}
END_TEST

/* ---- markets ---- */

/* One facility for an option, or none; rooms are short. In whole numbers where wanted. */
static void random_problem(struct cairn_bound_problem *problem, uint64_t seed, bool whole)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed});
    cairn_bound_problem_init(problem, 2);
    problem->fixed_cost = 7;
    for (int f = 0; f < FACILITIES; f++) {
        double open = between(&rng, 0, 20);

        cairn_bound_add_facility(
            problem,
            &(struct cairn_bound_facility){
                .open_cost = whole ? floor(open) : open, .sized = f < 2, .max = 1, .per = 1});
    }
    for (int d = 0; d < DEMANDS; d++) {
        cairn_bound_add_demand(problem);
        for (int f = 0; f < FACILITIES; f++) {
            double cost = between(&rng, 0, 30), work[2];

            work[0] = between(&rng, 0, 0.7);
            work[1] = between(&rng, 0, 0.7);
            cairn_bound_add_option(problem, f, whole ? floor(cost) : cost);
            if (f < 2 || d % 2 == 0)
                cairn_bound_add_use(problem, f, work);
        }
    }
}

static double brute(const struct cairn_bound_problem *problem, int *chosen, int demand)
{
    double least = INFINITY;

    if (demand == problem->n_demands)
        return cairn_bound_cost_of(problem, chosen) - problem->fixed_cost;
    for (int o = problem->first_option[demand]; o < problem->first_option[demand + 1]; o++) {
        chosen[demand] = o;
        least = fmin(least, brute(problem, chosen, demand + 1));
    }
    return least;
}

/* A random problem as a market, and its least cost by trying everything. */
struct fair {
    struct cairn_bound_problem problem;
    struct cairn_market market;
    struct cairn_rng rng;
    int part_of[DEMANDS], chosen[DEMANDS];
    double least; /* INFINITY: it has no solution */
};

static void fair_init(struct fair *fair, uint64_t seed, bool whole)
{
    *fair = (struct fair){.part_of = {0}};
    random_problem(&fair->problem, seed, whole);
    fair->least = brute(&fair->problem, fair->chosen, 0);
    ck_assert(cairn_market_init(&fair->market, &fair->problem, fair->part_of, 0));
    cairn_rng_init(&fair->rng, (struct cairn_stream_key){.seed = seed});
}

static void fair_release(struct fair *fair)
{
    cairn_market_release(&fair->market);
    cairn_bound_problem_release(&fair->problem);
}

static void ask_prices(struct fair *fair)
{
    for (int d = 0; d < DEMANDS; d++)
        fair->market.price[d] = between(&fair->rng, 0, 40);
}

START_TEST(no_prices_bound_above_the_least_cost) /* [PRICES] */
{
    struct fair fair;

    fair_init(&fair, (uint64_t)_i, false);
    ck_assert(cairn_market_settle(&fair.market) || isinf(fair.least));
    for (int t = 0; t < 20 && !isinf(fair.least); t++) {
        ask_prices(&fair);
        ck_assert_double_le(cairn_market_trade(&fair.market), fair.least * (1 + 1e-12));
    }
    fair_release(&fair);
}
END_TEST

/* Makes what is ruled out dearer by so much. */
static void charge(struct fair *fair, double more)
{
    const struct cairn_market *market = &fair->market;

    for (int o = 0; o < fair->problem.n_options; o++)
        fair->problem.options[o].cost += market->offers[market->offer_of[o]].allowed ? 0 : more;
}

/* What is ruled out is in no solution that costs less than the limit. */
START_TEST(the_best_solution_is_never_ruled_out) /* [PRICES] */
{
    struct fair fair;

    fair_init(&fair, (uint64_t)_i, true);
    for (int t = 0; t < 20 && !isinf(fair.least); t++) {
        double bound;
        bool served;

        ask_prices(&fair);
        ck_assert(cairn_market_settle(&fair.market));
        bound = cairn_market_trade(&fair.market);
        cairn_market_rule_out(&fair.market, bound, fair.least + 0.5);
        ck_assert(cairn_market_settle(&fair.market));
        charge(&fair, 1000);
        served = fabs(brute(&fair.problem, fair.chosen, 0) - fair.least) < 1e-9;
        charge(&fair, -1000);
        ck_assert_msg(served, "trade %d ruled out every solution of cost %g", t, fair.least);
        cairn_market_undo(&fair.market, 0);
    }
    fair_release(&fair);
}
END_TEST

START_TEST(prices_prove_the_least_cost) /* [PRICES] */
{
    struct cairn_bound_problem problem;
    const int part_of[DEMANDS] = {0};
    int chosen[DEMANDS], best[DEMANDS];
    const struct cairn_bound_query query = {.nodes = 1000};
    struct cairn_prices prices = {
        .problem = &problem, .query = &query, .part_of = part_of, .chosen = best};
    double least;

    random_problem(&problem, (uint64_t)_i, _i % 2);
    prices.unit = _i % 2;
    least = brute(&problem, chosen, 0);
    ck_assert(cairn_prices_solve(&prices));
    if (isinf(least)) {
        ck_assert(!prices.proven);
    } else {
        ck_assert(prices.proven);
        ck_assert_double_eq_tol(prices.cost, least, 3e-7 * least);
        ck_assert_double_le(prices.bound, least * (1 + 1e-12));
        ck_assert_double_eq_tol(cairn_bound_cost_of(&problem, best) - problem.fixed_cost,
                                prices.cost, 1e-9);
    }
    cairn_bound_problem_release(&problem);
}
END_TEST

/* Two pieces, or two facilities for one option, are not what prices are for. */
START_TEST(not_every_problem_is_a_market)
{
    const int part_of[1] = {0};

    for (int pieces = 1; pieces <= 2; pieces++) {
        struct cairn_bound_problem problem;
        struct cairn_market market;

        cairn_bound_problem_init(&problem, 1);
        for (int f = 0; f < 2; f++)
            cairn_bound_add_facility(&problem,
                                     &(struct cairn_bound_facility){
                                         .open_cost = 1, .sized = true, .max = pieces, .per = 1});
        cairn_bound_add_demand(&problem);
        cairn_bound_add_option(&problem, 0, 1);
        cairn_bound_add_use(&problem, 0, NULL);
        if (pieces == 1)
            cairn_bound_add_use(&problem, 1, NULL);
        ck_assert(!cairn_market_init(&market, &problem, part_of, 0));
        cairn_market_release(&market);
        cairn_bound_problem_release(&problem);
    }
}
END_TEST

Suite *test_bound_prices(void);

Suite *test_bound_prices(void)
{
    Suite *suite = suite_create("bound_prices");
    TCase *tcase = tcase_create("bound_prices");

    tcase_add_loop_test(tcase, the_most_gain_is_that_of_brute_force, 1, 201);
    tcase_add_test(tcase, a_part_of_a_thing_bounds_the_rest);
    tcase_add_loop_test(tcase, no_prices_bound_above_the_least_cost, 1, 101);
    tcase_add_loop_test(tcase, the_best_solution_is_never_ruled_out, 1, 101);
    tcase_add_loop_test(tcase, prices_prove_the_least_cost, 1, 301);
    tcase_add_test(tcase, not_every_problem_is_a_market);
    suite_add_tcase(suite, tcase);
    return suite;
}
