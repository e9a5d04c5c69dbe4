#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "math/design.h"

static const struct cairn_stream_key key = {.seed = 11, .replication = 2, .purpose = 5};

static const enum cairn_design_kind kinds[] = {CAIRN_DESIGN_LATIN_HYPERCUBE, CAIRN_DESIGN_SOBOL};

/* [LHS] By definition: each of the n strata of each dimension has one point. */
START_TEST(each_stratum_has_one_point)
{
    static const int sizes[] = {1, 2, 7, 100, 1000};
    enum { DIMENSIONS = 6 };
    int n = sizes[_i];
    struct cairn_design design;
    double u[DIMENSIONS];
    int *seen = cairn_calloc((size_t)n * DIMENSIONS, sizeof *seen);

    cairn_design_init(&design, CAIRN_DESIGN_LATIN_HYPERCUBE, key, n, DIMENSIONS);
    for (int i = 0; i < n; i++) {
        cairn_design_point(&design, i, u);
        for (int d = 0; d < DIMENSIONS; d++) {
            ck_assert(u[d] > 0 && u[d] < 1);
            seen[d * n + (int)floor(u[d] * n)]++;
        }
    }
    for (int i = 0; i < n * DIMENSIONS; i++)
        ck_assert_int_eq(seen[i], 1);
    cairn_design_release(&design);
    cairn_free(seen);
}
END_TEST

/*
 * [SOBOL] A digital (t, s)-sequence of base 2 with t = 0 in each dimension: the first 2^k points,
 * and each aligned block of as many, have one in each interval of length 2^-k. The shift keeps it.
 */
START_TEST(blocks_of_a_sequence_are_stratified)
{
    enum { DIMENSIONS = 12, K = 7, N = 1 << K, BLOCKS = 4 };
    struct cairn_design design;
    double u[DIMENSIONS];

    cairn_design_init(&design, CAIRN_DESIGN_SOBOL, key, N * BLOCKS, DIMENSIONS);
    for (int block = 0; block < BLOCKS; block++) {
        int seen[DIMENSIONS][N] = {0};

        for (int i = 0; i < N; i++) {
            cairn_design_point(&design, block * N + i, u);
            for (int d = 0; d < DIMENSIONS; d++)
                seen[d][(int)(u[d] * N)]++;
        }
        for (int d = 0; d < DIMENSIONS; d++)
            for (int i = 0; i < N; i++)
                ck_assert_int_eq(seen[d][i], 1);
    }
    cairn_design_release(&design);
}
END_TEST

/*
 * [SOBOL] The first two dimensions are a (0, 2)-sequence (Sobol 1967): of 2^k points each box of
 * 2^-a by 2^-(k - a) holds one, for every a. The shift maps such boxes onto such boxes.
 */
START_TEST(the_first_two_dimensions_fill_every_box)
{
    enum { K = 8, N = 1 << K };
    struct cairn_design design;

    cairn_design_init(&design, CAIRN_DESIGN_SOBOL, key, N, 2);
    for (int a = 0; a <= K; a++) {
        int seen[N] = {0};
        double u[2];

        for (int i = 0; i < N; i++) {
            cairn_design_point(&design, i, u);
            seen[(int)(u[0] * (1 << a)) * (1 << (K - a)) + (int)(u[1] * (1 << (K - a)))]++;
        }
        for (int i = 0; i < N; i++)
            ck_assert_int_eq(seen[i], 1);
    }
    cairn_design_release(&design);
}
END_TEST

/* Warnock's formula for the square of the L2 star discrepancy. */
static double discrepancy(const double *u, int n, int dimensions)
{
    double sum = pow(3, -dimensions);

    for (int i = 0; i < n; i++) {
        double alone = 1;

        for (int d = 0; d < dimensions; d++)
            alone *= (1 - u[i * dimensions + d] * u[i * dimensions + d]) / 2;
        sum -= 2 * alone / n;
        for (int j = 0; j < n; j++) {
            double pair = 1;

            for (int d = 0; d < dimensions; d++)
                pair *= 1 - fmax(u[i * dimensions + d], u[j * dimensions + d]);
            sum += pair / n / n;
        }
    }
    return sum;
}

/*
 * Independent points have an expected square of (2^-s - 3^-s) / n. A Latin hypercube in 4
 * dimensions is below it, a Sobol sequence of 256 points below a tenth of it. Keys are fixed.
 */
START_TEST(points_are_more_even_than_independent_ones)
{
    enum { DIMENSIONS = 4, N = 256 };
    static const double most[] = {1.0, 0.1};
    double independent = (pow(2, -DIMENSIONS) - pow(3, -DIMENSIONS)) / N;
    double u[N * DIMENSIONS];
    struct cairn_design design;

    cairn_design_init(&design, kinds[_i], key, N, DIMENSIONS);
    for (int i = 0; i < N; i++)
        cairn_design_point(&design, i, u + (ptrdiff_t)i * DIMENSIONS);
    ck_assert_double_lt(discrepancy(u, N, DIMENSIONS), most[_i] * independent);
    cairn_design_release(&design);
}
END_TEST

/*
 * Each point is uniform over keys: the mean of a coordinate over 4,000 replications lies within
 * five standard errors (6e-7 of failing) of 1/2, and those of two dimensions are not correlated.
 */
START_TEST(a_point_is_uniform_over_keys)
{
    enum { KEYS = 4000 };
    double sum = 0, product = 0, u[2];

    for (uint32_t k = 0; k < KEYS; k++) {
        struct cairn_stream_key own = {.seed = 3, .replication = k};
        struct cairn_design design;

        cairn_design_init(&design, kinds[_i], own, 5, 2);
        cairn_design_point(&design, 3, u);
        sum += u[0] - 0.5;
        product += (u[0] - 0.5) * (u[1] - 0.5);
        cairn_design_release(&design);
    }
    ck_assert_double_le(fabs(sum / KEYS), 5 * sqrt(1.0 / 12 / KEYS));
    ck_assert_double_le(fabs(product / KEYS), 5.0 / 12 / sqrt(KEYS));
}
END_TEST

/* In any order the same points; other keys, others; a longer sequence begins with a shorter. */
START_TEST(points_are_a_function_of_their_number)
{
    enum { DIMENSIONS = 3, N = 50 };
    double up[N][DIMENSIONS], u[DIMENSIONS];
    struct cairn_stream_key other = key;
    struct cairn_design design;

    cairn_design_init(&design, kinds[_i], key, N, DIMENSIONS);
    for (int i = 0; i < N; i++)
        cairn_design_point(&design, i, up[i]);
    cairn_design_release(&design);
    cairn_design_init(&design, kinds[_i], key, N, DIMENSIONS);
    for (int i = N - 1; i >= 0; i -= 7) {
        cairn_design_point(&design, i, u);
        ck_assert_mem_eq(u, up[i], sizeof u);
    }
    cairn_design_release(&design);
    other.seed++;
    cairn_design_init(&design, kinds[_i], other, N, DIMENSIONS);
    cairn_design_point(&design, 0, u);
    ck_assert_mem_ne(u, up[0], sizeof u);
    cairn_design_release(&design);
    cairn_design_init(&design, kinds[_i], key, 2 * N, DIMENSIONS);
    cairn_design_point(&design, N - 1, u);
    ck_assert_int_eq(memcmp(u, up[N - 1], sizeof u) == 0, kinds[_i] == CAIRN_DESIGN_SOBOL);
    cairn_design_release(&design);
}
END_TEST

Suite *test_design(void)
{
    Suite *suite = suite_create("design");
    TCase *tcase = tcase_create("design");

    tcase_add_loop_test(tcase, each_stratum_has_one_point, 0, 5);
    tcase_add_test(tcase, blocks_of_a_sequence_are_stratified);
    tcase_add_test(tcase, the_first_two_dimensions_fill_every_box);
    tcase_add_loop_test(tcase, points_are_more_even_than_independent_ones, 0, 2);
    tcase_add_loop_test(tcase, a_point_is_uniform_over_keys, 0, 2);
    tcase_add_loop_test(tcase, points_are_a_function_of_their_number, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}
