#include <check.h>
#include <math.h>

#include "choose/path.h"
#include "math/rng.h"

enum { YEARS = 5, CHOICES = 6, GOODS = 3, MOST = 40 };

struct instance {
    struct cairn_path_problem problem;
    struct cairn_path_good goods[GOODS];
    double each_g[GOODS][YEARS];
    struct cairn_path_choice choices[YEARS][CHOICES];
    const struct cairn_path_choice *rows[YEARS];
    int counts[YEARS][CHOICES][GOODS], n_choices[YEARS];
};

static int pick(struct cairn_rng *rng, int n)
{
    return (int)(cairn_rng_u64(rng) % (uint64_t)n);
}

static void instance_init(struct instance *of, uint64_t seed)
{
    struct cairn_rng rng;

    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = seed});
    of->problem = (struct cairn_path_problem){.years = 1 + pick(&rng, YEARS),
                                              .goods = of->goods,
                                              .choices = of->rows,
                                              .n_choices = of->n_choices};
    of->problem.n_goods = 1 + pick(&rng, GOODS);
    for (int g = 0; g < GOODS; g++) {
        of->goods[g].lifetime_years = (1 + pick(&rng, 24)) / 4.0;
        of->goods[g].each_g = of->each_g[g];
        for (int y = 0; y < YEARS; y++)
            of->each_g[g][y] = pick(&rng, 40);
    }
    for (int y = 0; y < YEARS; y++) {
        of->rows[y] = of->choices[y];
        of->n_choices[y] = 1 + pick(&rng, CHOICES);
        for (int c = 0; c < CHOICES; c++) {
            of->choices[y][c].running_g = pick(&rng, 100);
            of->choices[y][c].count = of->counts[y][c];
            for (int g = 0; g < GOODS; g++)
                of->counts[y][c][g] = pick(&rng, 4);
        }
    }
}

/* What a path takes by the rules of [PATH], told unit by unit and without its code. */
static double plain(const struct instance *of, const int *choices)
{
    double total = 0;

    for (int g = 0; g < of->problem.n_goods; g++) {
        double ends[MOST], life = of->goods[g].lifetime_years;
        int n = 0;

        for (int y = 0; y < of->problem.years; y++) {
            int need = of->counts[y][choices[y]][g], kept = 0;

            for (int i = 0; i < n; i++)
                if (ends[i] > y)
                    ends[kept++] = ends[i];
            n = kept;
            while (n > need) { /* the one that ends first goes */
                int first = 0;

                for (int i = 1; i < n; i++)
                    if (ends[i] < ends[first])
                        first = i;
                ends[first] = ends[--n];
            }
            for (; n < need; n++) {
                ends[n] = y + life;
                total += of->each_g[g][y];
            }
            for (int i = 0; i < n; i++)
                for (; ends[i] < y + 1; ends[i] += life)
                    total += of->each_g[g][y];
        }
    }
    for (int y = 0; y < of->problem.years; y++)
        total += of->choices[y][choices[y]].running_g;
    return total;
}

static double by_brute_force(const struct instance *of)
{
    int choices[YEARS] = {0}, y;
    double least = HUGE_VAL;

    do {
        least = fmin(least, plain(of, choices));
        for (y = 0; y < of->problem.years; y++) {
            if (++choices[y] < of->n_choices[y])
                break;
            choices[y] = 0;
        }
    } while (y < of->problem.years);
    return least;
}

/* [PATH] 300 random instances of up to 5 years x 6 choices x 3 goods; lives in quarters of years */
START_TEST(equals_brute_force)
{
    int dearer = 0;

    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct cairn_yearly_path planned, myopic;
        struct instance of;

        instance_init(&of, seed);
        cairn_path_planned(&planned, &of.problem);
        cairn_path_myopic(&myopic, &of.problem);
        ck_assert(planned.proven);
        ck_assert_double_eq_tol(planned.total_g, by_brute_force(&of), 1e-9);
        ck_assert_double_eq_tol(planned.total_g, plain(&of, planned.choice), 1e-9);
        ck_assert_double_eq_tol(myopic.total_g, plain(&of, myopic.choice), 1e-9);
        ck_assert(myopic.total_g >= planned.total_g);
        dearer += myopic.total_g > planned.total_g;
        cairn_path_release(&planned);
        cairn_path_release(&myopic);
    }
    ck_assert_int_gt(dearer, 30); /* else this would show nothing */
}
END_TEST

/*
 * Devices of 4 years at 100, needed for 6: bought in years 0 and 4, the second half used up.
 * Against a service at 30 a year, 180 in all: two devices take 206, one for four years and the
 * service for two 164, which is planned. Who looks at one year alone takes the service (30 < 101)
 * for ever.
 */
START_TEST(by_hand)
{
    const double each_g[] = {100, 100, 100, 100, 100, 100};
    const struct cairn_path_good good = {4, each_g};
    const int one = 1, none = 0;
    struct cairn_path_choice choices[] = {{1, &one}, {30, &none}};
    const struct cairn_path_choice *rows[6];
    int n[6], all[6] = {0}, switching[] = {0, 0, 1, 1, 1, 1};
    struct cairn_path_problem problem = {6, 1, &good, rows, n, 0};
    struct cairn_yearly_path path;

    for (int y = 0; y < 6; y++) {
        rows[y] = choices;
        n[y] = 2;
    }
    cairn_path_of(&path, &problem, all);
    ck_assert_double_eq_tol(path.total_g, 206, 1e-12);
    ck_assert_int_eq(path.events[0].bought + path.events[4].bought, 2);
    ck_assert_int_eq(path.events[4].worn_out, 1);
    ck_assert_double_eq_tol(path.events[3].mean_age_years, 3, 1e-12);
    cairn_path_release(&path);
    cairn_path_of(&path, &problem, switching); /* half of its life is stranded */
    ck_assert_double_eq_tol(path.total_g, 222, 1e-12);
    ck_assert_int_eq(path.events[2].stranded, 1);
    ck_assert_double_eq_tol(path.events[2].stranded_g, 50, 1e-12);
    cairn_path_release(&path);
    cairn_path_planned(&path, &problem);
    ck_assert_double_eq_tol(path.total_g, 164, 1e-12);
    cairn_path_release(&path);
    cairn_path_myopic(&path, &problem);
    ck_assert_double_eq_tol(path.total_g, 180, 1e-12);
    cairn_path_release(&path);
    choices[1].running_g = 40;
    cairn_path_planned(&path, &problem);
    ck_assert_double_eq_tol(path.total_g, 104 + 80, 1e-12);
    cairn_path_release(&path);
    cairn_path_myopic(&path, &problem);
    ck_assert_double_eq_tol(path.total_g, 240, 1e-12);
    cairn_path_release(&path);
}
END_TEST

START_TEST(a_limit_is_admitted)
{
    struct cairn_yearly_path path;
    struct instance of;

    instance_init(&of, 7);
    of.problem.years = YEARS;
    of.problem.n_goods = GOODS;
    for (int y = 0; y < YEARS; y++)
        of.n_choices[y] = CHOICES;
    of.problem.limit = 2;
    cairn_path_planned(&path, &of.problem);
    ck_assert(!path.proven);
    ck_assert_double_eq_tol(path.total_g, plain(&of, path.choice), 1e-9);
    cairn_path_release(&path);
}
END_TEST

Suite *test_path(void);
Suite *test_path(void)
{
    Suite *suite = suite_create("path");
    TCase *tc = tcase_create("path");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, equals_brute_force);
    tcase_add_test(tc, by_hand);
    tcase_add_test(tc, a_limit_is_admitted);
    suite_add_tcase(suite, tc);
    return suite;
}
