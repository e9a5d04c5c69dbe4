#include <check.h>
#include <math.h>
#include <string.h>

#include "choose/select.h"
#include "math/rng.h"

/*
 * eta = ((2 x .05/9)^(-2/19) - 1) / 2 and h^2 = 38 eta, evaluated apart from this program with 50
 * digits.
 */
START_TEST(constants_of_kim_and_nelson) /* [SELECT] */
{
    double eta = cairn_select_eta(10, 20, 0.05);

    ck_assert_double_eq_tol(eta, 0.302933803649, 1e-12);
    ck_assert_double_eq_tol(2.0 * eta * 19, 11.5114845387, 1e-10);
}
END_TEST

START_TEST(looks_are_doubled)
{
    static const int expected[] = {3, 6, 12, 24, 30};
    int r = 0;

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        r = cairn_select_next_look(12, 30, r);
        ck_assert_int_eq(r, expected[i]);
    }
    ck_assert_int_eq(cairn_select_next_look(12, 30, 30), 30);
    ck_assert_int_eq(cairn_select_looks(12, 30), 5);
    ck_assert_int_eq(cairn_select_looks(12, 24), 4);
    ck_assert_int_eq(cairn_select_looks(2, 2), 1);
    ck_assert_int_eq(cairn_select_next_look(2, 2, 0), 2);
    ck_assert_int_eq(cairn_select_next_look(20, 1000, 640), 1000);
}
END_TEST

/* ---- observations from a table ---- */

enum { TABLE_MOST = 64 };

struct table {
    double x[4][TABLE_MOST];
    int asked[4]; /* next replication that may be asked for */
    bool rejected[4];
    int announced[4];    /* replications that may be asked for */
    int announcements;   /* 0: none are made */
    int stop_announcing; /* after so many; 0: never */
    int stop_after;      /* polls; 0: never */
    int polls;
};

static double table_observe(void *context, int system, int replication)
{
    struct table *table = context;

    ck_assert_int_eq(replication, table->asked[system]);
    ck_assert(table->announcements == 0 || replication < table->announced[system]);
    table->asked[system]++;
    return table->x[system][replication];
}

static bool table_prepare(void *context, const int *systems, int n_systems, int until)
{
    struct table *table = context;

    ck_assert_int_le(until, TABLE_MOST);
    for (int i = 0; i < n_systems; i++)
        table->announced[systems[i]] = until;
    table->announcements++;
    return table->announcements != table->stop_announcing;
}

static bool table_accept(void *context, int system)
{
    const struct table *table = context;

    return !table->rejected[system];
}

static bool table_stop(void *context)
{
    struct table *table = context;

    return table->stop_after > 0 && ++table->polls > table->stop_after;
}

static struct cairn_select_problem table_problem(struct table *table, int n_systems)
{
    return (struct cairn_select_problem){
        .n_systems = n_systems,
        .alpha = 0.05,
        .indifference = 1.0,
        .first = 12,
        .most = TABLE_MOST,
        .observe = table_observe,
        .accept = table_accept,
        .stop = table_stop,
        .context = table,
    };
}

/* System i emits level[i], and its differences to any other swing by +-swing[i]. */
static void table_fill(struct table *table, int n_systems, const double *level, const double *swing)
{
    memset(table, 0, sizeof *table);
    for (int i = 0; i < n_systems; i++)
        for (int r = 0; r < TABLE_MOST; r++)
            table->x[i][r] = level[i] + (r % 2 ? -swing[i] : swing[i]);
}

START_TEST(one_system_wins_at_the_first_look)
{
    struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = table_problem(&table, 1);

    table_fill(&table, 1, (double[]){7}, (double[]){1});
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 0);
    ck_assert(selection.decided);
    ck_assert(selection.p_correct == 1.0);
    ck_assert_int_eq(selection.seen[0], 3);
    cairn_selection_release(&selection);
}
END_TEST

/*
 * A difference of 0.9, less than the zone of 1, is beyond the distance rule. The zone rule lets go
 * after r replications when 0.9 (+ 3 / r for odd r) > (h^2 S^2 / r - 1) / 2, S^2 being 9 x 12 / 11
 * over the first 12, h^2 = 11 ((2 x .04)^(-2/11) - 1) = 6.41: false at 19 and 20, true at 21.
 */
START_TEST(the_zone_rule_lets_go_where_its_formula_says) /* [SELECT] */
{
    struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = table_problem(&table, 2);
    double h2s2 = 11 * (pow(0.08, -2.0 / 11) - 1) * 9 * 12 / 11;

    ck_assert(0.9 + 3.0 / 19 <= (h2s2 / 19 - 1) / 2);
    ck_assert(0.9 <= (h2s2 / 20 - 1) / 2);
    ck_assert(0.9 + 3.0 / 21 > (h2s2 / 21 - 1) / 2);
    table_fill(&table, 2, (double[]){5, 5.9}, (double[]){0, 3});
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 0);
    ck_assert(selection.decided);
    ck_assert_int_eq(selection.seen[0], 21);
    ck_assert_int_eq(selection.seen[1], 21);
    cairn_selection_release(&selection);
}
END_TEST

/*
 * Three replications with differences 100, 101, 102: mean 101, s = 1, and Student's t of 2 degrees
 * of freedom at p = 1 - .01 / 6 looks is 17.3 (q sqrt(2 / (1 - q^2)) with q = 2p - 1), so that 101
 * is far beyond 1 + 17.3 / sqrt 3. With differences 0, 101, 202, s = 101, it is not.
 */
START_TEST(the_distance_rule_drops_what_is_far_behind) /* [SELECT] */
{
    struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = table_problem(&table, 2);

    ck_assert_int_eq(cairn_select_looks(12, TABLE_MOST), 6);
    table_fill(&table, 2, (double[]){0, 101}, (double[]){0, 0});
    table.x[1][0] = 100;
    table.x[1][2] = 102;
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 0);
    ck_assert(selection.decided);
    ck_assert_int_eq(selection.seen[1], 3);
    ck_assert_int_eq(selection.dropped[0].at, 0);
    ck_assert_int_eq(selection.dropped[1].at, 3);
    ck_assert_int_eq(selection.dropped[1].by, 0);
    ck_assert_double_eq_tol(selection.dropped[1].behind, 101, 1e-12);
    cairn_selection_release(&selection);

    table_fill(&table, 2, (double[]){0, 101}, (double[]){0, 0});
    table.x[1][0] = 0;
    table.x[1][2] = 202;
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 0);
    ck_assert_int_gt(selection.seen[1], 3);
    cairn_selection_release(&selection);
}
END_TEST

/* Equal systems, also in every bit: any of them is right, the first is taken. */
START_TEST(ties_are_decided)
{
    struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = table_problem(&table, 4);

    table_fill(&table, 4, (double[]){5, 5, 5, 5}, (double[]){2, 2, 2, 2});
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 0);
    ck_assert(selection.decided);
    ck_assert(selection.p_correct == 1.0);
    ck_assert_int_eq(selection.seen[3], 12);
    cairn_selection_release(&selection);
}
END_TEST

START_TEST(what_may_not_be_chosen_is_struck_out)
{
    struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = table_problem(&table, 4);

    table_fill(&table, 4, (double[]){1, 9, 3, 5}, (double[]){0, 0, 0, 0});
    table.rejected[0] = table.rejected[2] = true;
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, 3);
    ck_assert(selection.decided);
    ck_assert(selection.p_correct == 1.0); /* 0 and 2 are better, and do not count */
    cairn_selection_release(&selection);

    memset(table.asked, 0, sizeof table.asked);
    for (int i = 0; i < 4; i++)
        table.rejected[i] = true;
    cairn_select(&problem, &selection);
    ck_assert_int_eq(selection.best, -1);
    ck_assert(!selection.decided && !selection.stopped);
    cairn_selection_release(&selection);
}
END_TEST

START_TEST(a_stop_leaves_no_winner)
{
    struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = table_problem(&table, 2);

    table_fill(&table, 2, (double[]){5, 5.5}, (double[]){0, 30});
    table.stop_after = 20;
    cairn_select(&problem, &selection);
    ck_assert(selection.stopped && !selection.decided);
    ck_assert_int_eq(selection.best, -1);
    ck_assert_int_eq(selection.seen[0], 20);
    cairn_selection_release(&selection);
}
END_TEST

/* What is observed was announced, at most an eighth in vain. The zone rule drops one after 21. */
START_TEST(announcements_change_nothing)
{
    struct table table;
    struct cairn_selection selection, same;
    struct cairn_select_problem problem = table_problem(&table, 3);

    table_fill(&table, 3, (double[]){5, 5.9, 500}, (double[]){0, 3, 0});
    cairn_select(&problem, &selection);
    memset(table.asked, 0, sizeof table.asked);
    problem.prepare = table_prepare;
    cairn_select(&problem, &same);
    ck_assert_int_eq(same.best, selection.best);
    ck_assert(same.decided == selection.decided && same.p_correct == selection.p_correct);
    ck_assert_mem_eq(same.seen, selection.seen, 3 * sizeof *same.seen);
    for (int i = 0; i < 3; i++)
        ck_assert_int_le(table.announced[i], same.seen[i] + same.seen[i] / 8);
    ck_assert_int_eq(table.announced[2], 3);
    ck_assert_int_ge(table.announced[1], 21);
    cairn_selection_release(&same);
    cairn_selection_release(&selection);

    memset(table.asked, 0, sizeof table.asked);
    table.stop_announcing = table.announcements + 3;
    cairn_select(&problem, &same);
    ck_assert(same.stopped && !same.decided && same.best == -1);
    cairn_selection_release(&same);
}
END_TEST

/*
 * Two replications, differences 1 and 3 to a zone of 1: t = (2 + 1) / 1 with one degree of freedom,
 * P(T > 3) = 1/2 - atan(3) / pi. Two such systems double the doubt.
 */
START_TEST(undecided_at_the_end_with_an_honest_p)
{
    struct table table;
    struct cairn_selection selection;
    struct cairn_select_problem problem = table_problem(&table, 3);
    double tail = 0.5 - atan(3.0) / acos(-1.0);

    table_fill(&table, 3, (double[]){4, 6, 6}, (double[]){0, -1, -1});
    problem.first = problem.most = 2;
    cairn_select(&problem, &selection);
    ck_assert(!selection.decided);
    ck_assert_int_eq(selection.best, 0);
    ck_assert_int_eq(selection.seen[0], 2);
    ck_assert_double_eq_tol(selection.p_correct, 1.0 - 2.0 * tail, 1e-12);
    cairn_selection_release(&selection);
}
END_TEST

/* ---- probability of a correct selection ---- */

/* One macro-replication. */
struct source {
    uint64_t seed;
    bool common;  /* random numbers */
    bool rejects; /* systems better than the one sought */
};

static struct cairn_rng stream(const struct source *source, int system, int replication,
                               uint32_t purpose)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = source->seed,
                                                   .replication = (uint32_t)replication,
                                                   .purpose = purpose,
                                                   .entity = (uint64_t)system});
    return rng;
}

/* Box and Muller. */
static double normal(struct cairn_rng *rng)
{
    double u = cairn_rng_unit(rng);
    double v = cairn_rng_unit(rng);

    return sqrt(-2.0 * log(u)) * cos(2.0 * acos(-1.0) * v);
}

enum { SYSTEMS = 6, COMMON = 100 };

/*
 * Slippage: unit normals, the third with mean 0 and all others at the zone's edge, 0.2; correlated
 * by 1/2 under common random numbers. Where better ones are rejected, the first two have mean -1.
 */
static double slippage(void *context, int system, int replication)
{
    const struct source *source = context;
    struct cairn_rng own = stream(source, system, replication, 1);
    double mean = system == 2 ? 0.0 : 0.2;
    double x = normal(&own);

    if (source->rejects && system < 2)
        mean = -1.0;
    if (source->common) {
        struct cairn_rng shared = stream(source, COMMON, replication, 1);

        x = sqrt(0.5) * normal(&shared) + sqrt(0.5) * x;
    }
    return mean + x;
}

static bool only_fair(void *context, int system)
{
    const struct source *source = context;

    return !source->rejects || system >= 2;
}

/*
 * Six placements of one M/M/1 queue, arrivals at 1/s: cost 4 mu + mean time in system of 100 jobs.
 * A queue begins in its steady state (the first job finds work 0 with probability 1 - rho, else
 * exponential of rate mu - lambda), so that the expected cost is exactly 4 mu + 1 / (mu - lambda):
 * least, 8, at mu = 3/2, which is third; the others cost 8.25 and more, the zone is 0.25.
 */
static double queue_cost(void *context, int system, int replication)
{
    enum { JOBS = 100 };
    static const double mu[SYSTEMS] = {1.34, 1.72, 1.5, 1.33, 1.8, 1.9};
    const struct source *source = context;
    int entity = source->common ? COMMON : system;
    struct cairn_rng gaps = stream(source, entity, replication, 1);
    struct cairn_rng work = stream(source, entity, replication, 2);
    double u = cairn_rng_unit(&gaps);
    double excess = cairn_rng_exponential(&gaps) / (mu[system] - 1.0);
    double wait = u < 1.0 / mu[system] ? excess : 0.0;
    double sum = 0.0;

    for (int i = 0; i < JOBS; i++) {
        double sojourn = wait + cairn_rng_exponential(&work) / mu[system];
        double left = sojourn - cairn_rng_exponential(&gaps);

        sum += sojourn;
        wait = left > 0.0 ? left : 0.0;
    }
    return 4.0 * mu[system] + sum / JOBS;
}

struct pcs {
    double correct;      /* share of the macro-replications */
    double replications; /* of all systems, mean */
    double p_correct;    /* mean */
};

static struct pcs measure(double (*observe)(void *, int, int), bool common, bool rejects,
                          double zone, int macro_replications)
{
    struct pcs pcs = {0};

    for (int m = 0; m < macro_replications; m++) {
        struct source source = {.seed = (uint64_t)m + 1, .common = common, .rejects = rejects};
        struct cairn_select_problem problem = {
            .n_systems = SYSTEMS,
            .alpha = 0.05,
            .indifference = zone,
            .first = 20,
            .most = 10000,
            .observe = observe,
            .accept = only_fair,
            .context = &source,
        };
        struct cairn_selection selection;

        cairn_select(&problem, &selection);
        ck_assert(selection.decided);
        ck_assert(selection.p_correct >= 0.95 && selection.p_correct <= 1.0);
        pcs.correct += (selection.best == 2) / (double)macro_replications;
        pcs.p_correct += selection.p_correct / macro_replications;
        for (int i = 0; i < SYSTEMS; i++)
            pcs.replications += selection.seen[i] / (double)macro_replications;
        cairn_selection_release(&selection);
    }
    return pcs;
}

/*
 * 0.929 = 0.95 - 3 sqrt(0.95 x 0.05 / 1000): a procedure that just keeps 0.95 fails with
 * probability 0.0013; seeds are fixed. Replications needed by Kim and Nelson's procedure alone at
 * the whole of alpha, measured by another program: 964 independent, 504 common. Here 1074 and 542
 * were measured, at shares of 0.971 and 0.972; the bounds are a fifth above that.
 */
START_TEST(slippage_of_independent_normals) /* [SELECT] */
{
    struct pcs pcs = measure(slippage, false, false, 0.2, 1000);

    ck_assert_double_ge(pcs.correct, 0.929);
    ck_assert_double_lt(pcs.replications, 1290);
}
END_TEST

START_TEST(slippage_of_correlated_normals) /* [SELECT] */
{
    struct pcs pcs = measure(slippage, true, false, 0.2, 1000);

    ck_assert_double_ge(pcs.correct, 0.929);
    ck_assert_double_lt(pcs.replications, 650);
}
END_TEST

/* The guarantee is the same for the best of those that remain. */
START_TEST(slippage_where_better_ones_are_struck_out) /* [SELECT] */
{
    struct pcs pcs = measure(slippage, true, true, 0.2, 1000);

    ck_assert_double_ge(pcs.correct, 0.929);
}
END_TEST

/* 0.904 = 0.95 - 3 sqrt(0.95 x 0.05 / 200): fewer macro-replications, for the time they take. */
START_TEST(queues_with_independent_streams) /* [SELECT] */
{
    struct pcs pcs = measure(queue_cost, false, false, 0.25, 200);

    ck_assert_double_ge(pcs.correct, 0.904);
}
END_TEST

/* Measured: 0.978 correct with 157 replications, against 0.970 with 750. */
START_TEST(queues_with_common_streams_need_far_fewer) /* [SELECT] */
{
    struct pcs common = measure(queue_cost, true, false, 0.25, 1000);
    struct pcs independent = measure(queue_cost, false, false, 0.25, 40);

    ck_assert_double_ge(common.correct, 0.929);
    ck_assert_double_lt(common.replications, 0.5 * independent.replications);
}
END_TEST

Suite *test_select(void);

Suite *test_select(void)
{
    Suite *suite = suite_create("select");
    TCase *rules = tcase_create("rules");
    TCase *pcs = tcase_create("pcs");

    tcase_add_test(rules, constants_of_kim_and_nelson);
    tcase_add_test(rules, looks_are_doubled);
    tcase_add_test(rules, one_system_wins_at_the_first_look);
    tcase_add_test(rules, the_zone_rule_lets_go_where_its_formula_says);
    tcase_add_test(rules, the_distance_rule_drops_what_is_far_behind);
    tcase_add_test(rules, ties_are_decided);
    tcase_add_test(rules, what_may_not_be_chosen_is_struck_out);
    tcase_add_test(rules, a_stop_leaves_no_winner);
    tcase_add_test(rules, announcements_change_nothing);
    tcase_add_test(rules, undecided_at_the_end_with_an_honest_p);
    tcase_add_test(pcs, slippage_of_independent_normals);
    tcase_add_test(pcs, slippage_of_correlated_normals);
    tcase_add_test(pcs, slippage_where_better_ones_are_struck_out);
    tcase_add_test(pcs, queues_with_independent_streams);
    tcase_add_test(pcs, queues_with_common_streams_need_far_fewer);
    suite_add_tcase(suite, rules);
    suite_add_tcase(suite, pcs);
    return suite;
}
