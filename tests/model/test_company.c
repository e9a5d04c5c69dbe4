/* The batch that a request meets at a provider. [COMPANY] */
#include <check.h>
#include <math.h>

#include "base/alloc.h"
#include "model/company.h"
#include "support/build.h"

/*
 * Mean batches of the exact chain for 0.3 s + 0.05 s b up to 8 are 1.2, 2.2 and 6.0 at utilisations
 * of 0.60, 0.94 and 0.9993 (tests/reference, b01, b02 and tables.tsv). Here they are those of the
 * equation, within a tenth; by hand at 0.6: 0.4 x 1.2097 = exp(-0.72582), met (0.72582 + 0.52681 +
 * 0.48387) / 1.20969.
 */
START_TEST(closed_batches)
{
    static const struct {
        double u, batch;
    } exact[] = {{0.60, 1.2}, {0.94, 2.2}, {0.9993, 6.0}};

    ck_assert_double_eq_tol(cairn_company_of_batches(0.6), 1.4355, 2e-4);
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        double met = cairn_company_of_batches(exact[i].u);
        double m = exact[i].u * exact[i].batch, none = (1 - exact[i].u) * exact[i].batch;

        ck_assert_double_eq_tol(met, (m + m * m + none) / (m + none), 0.1 * met);
    }
    ck_assert_double_eq_tol(cairn_company_of_batches(1e-6), 1.0, 1e-5);
}
END_TEST

/*
 * Passes of equal time are M/G/inf: 1 - ln(1 - u). In proportion to their sequences they are
 * processor sharing: geometric, (1 + u) / (1 - u). Both without a limit that is felt.
 */
START_TEST(sequences)
{
    enum { MOST = 4096 };
    static double equal_s[MOST], shared_s[MOST];

    for (int n = 1; n <= MOST; n++) {
        equal_s[n - 1] = 0.01;
        shared_s[n - 1] = 0.01 * n;
    }
    for (int i = 1; i <= 9; i++) {
        double u = 0.1 * i;

        ck_assert_double_eq_tol(cairn_company_of_passes(u, equal_s, MOST), 1 - log(1 - u), 1e-6);
        ck_assert_double_eq_tol(cairn_company_of_passes(u, shared_s, MOST), (1 + u) / (1 - u),
                                1e-6);
    }
    ck_assert_double_eq(cairn_company_of_passes(1.0, equal_s, 64), 64);
    ck_assert_double_eq_tol(cairn_company_of_passes(0.999999, shared_s, 2), 2, 1e-2);
    ck_assert_double_eq(cairn_company_of_passes(0.5, equal_s, 1), 1);
}
END_TEST

/* The least of what is asked for, whole: 1.4 becomes 1 at 0.6; 0.9 meets 2.5, cut at 2 of 2. */
START_TEST(of_a_pool)
{
    static const double latency_s[] = {0.01, 0.012, 0.015};
    struct cairn_scenario *s = build_scenario();
    int region = build_region(s, "region");
    int site = build_site(s, "site", 1);
    int hardware = build_hardware(s, "card");
    int model = build_model(s, "model");
    int pool;

    build_profile(s, build_variant(s, "large", 1), hardware, latency_s, 3);
    pool = build_pool(s, "pool", region, hardware, 1);
    s->pools[pool].tenancy = CAIRN_SHARED_POOL;
    s->pools[pool].utilisation = 0.95;
    ck_assert_int_eq(cairn_company_of(s, pool), 1); /* nobody asks */
    build_workload(s, "work", site, model, 1);
    ck_assert_int_eq(cairn_company_of(s, pool), (int)lround(cairn_company_of_batches(0.95)));
    ck_assert_int_eq(cairn_company_of(s, pool), 3);
    build_profile(s, build_variant(s, "small", 1), hardware, latency_s, 2);
    ck_assert_int_eq(cairn_company_of(s, pool), 2);
    s->pools[pool].utilisation = 0.6;
    ck_assert_int_eq(cairn_company_of(s, pool), 1);
    s->pools[pool].utilisation = 1.0;
    ck_assert_int_eq(cairn_company_of(s, pool), 2);
    build_free(s);
}
END_TEST

Suite *test_company(void)
{
    Suite *suite = suite_create("company");
    TCase *tcase = tcase_create("company");

    tcase_add_test(tcase, closed_batches);
    tcase_add_test(tcase, sequences);
    tcase_add_test(tcase, of_a_pool);
    suite_add_tcase(suite, tcase);
    return suite;
}
