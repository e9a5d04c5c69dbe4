#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/instance.h"

/* ---- by hand ---- */

/* Two warehouses for 6 and 7, opened for 10 and 13; two customers. */
static const char two_warehouses[] = " 2 2\n 6 10.\n 7 13.\n 5\n 1 4\n 4\n 3 2\n";

/*
 * The customers want 5 and 4, so that one warehouse is too small for both, split or not: 10 + 13,
 * and 1 + 2 for the cheaper ways. Without capacities the first one does it: 10 + 1 + 3.
 */
START_TEST(warehouses) /* [BOUND] */
{
    struct instance instance;

    instance_cap(&instance, two_warehouses, true);
    ck_assert_double_eq_tol(instance_solve(&instance, false), 26, 26e-6);
    ck_assert_double_eq_tol(instance_solve(&instance, true), 26, 26e-6);
    instance_free(&instance);
    instance_cap(&instance, two_warehouses, false);
    ck_assert_double_eq_tol(instance_solve(&instance, false), 10 + 1 + 3, 14e-6);
    instance_free(&instance);
}
END_TEST

/* Agents with room for 5 and 4, jobs that need 3 and 2: the gains 7 + 9 fit, 8 + 9 would not. */
START_TEST(assignments) /* [BOUND] */
{
    struct instance instance;

    ck_assert(instance_gap(&instance, "1\n 2 2\n 7 5\n 8 9\n 3 2\n 3 2\n 5 4\n", 0));
    ck_assert_double_eq_tol(instance_solve(&instance, false), 16, 16e-6);
    instance_free(&instance);
    ck_assert(!instance_gap(&instance, "1\n 2 2\n", 1));
}
END_TEST

/* ---- published ---- */

static const char *const caps[] = {
    "cap41",  "cap42",  "cap43",  "cap44",  "cap51",  "cap61",  "cap62",  "cap63",
    "cap64",  "cap71",  "cap72",  "cap73",  "cap74",  "cap81",  "cap82",  "cap83",
    "cap84",  "cap91",  "cap92",  "cap93",  "cap94",  "cap101", "cap102", "cap103",
    "cap104", "cap111", "cap112", "cap113", "cap114", "cap121", "cap122", "cap123",
    "cap124", "cap131", "cap132", "cap133", "cap134",
};

/* The optimum of a row "kind,name,optimum,..." of the folder's table, or NaN. */
static double published(const char *kind, const char *name)
{
    char *table = instance_file("optima.csv");
    char row[64];
    const char *at;
    double optimum = NAN;

    ck_assert_ptr_nonnull(table);
    snprintf(row, sizeof row, "\n%s,%s,", kind, name);
    at = strstr(table, row);
    if (at)
        optimum = strtod(at + strlen(row), NULL);
    free(table);
    return optimum;
}

static char *folder_file(const char *folder, const char *name, const char *ending)
{
    char path[64];

    snprintf(path, sizeof path, "%s/%s.%s", folder, name, ending);
    return instance_file(path);
}

static void check_value(const char *name, double value, double optimum)
{
    ck_assert_msg(fabs(value - optimum) <= 1e-6 * fabs(optimum), "%s: %.9g, published is %.9g",
                  name, value, optimum);
}

/* Optima of the OR-Library, with capacities (goods may be split) and without. */
START_TEST(published_warehouses) /* [BOUND] */
{
    char *text = folder_file("orlib_cap", caps[_i], "txt");
    double without;
    struct instance instance;

    if (!text)
        return;
    instance_cap(&instance, text, true);
    check_value(caps[_i], instance_solve(&instance, true), published("cfl", caps[_i]));
    instance_free(&instance);
    without = published("ufl", caps[_i]);
    if (!isnan(without)) {
        instance_cap(&instance, text, false);
        check_value(caps[_i], instance_solve(&instance, false), without);
        instance_free(&instance);
    }
    free(text);
}
END_TEST

START_TEST(published_assignments) /* [BOUND] */
{
    char name[16], row[32];
    struct instance instance;
    char *text;

    snprintf(name, sizeof name, "gap%d", _i);
    text = folder_file("orlib_gap", name, "txt");
    if (!text)
        return;
    for (int k = 0; instance_gap(&instance, text, k); k++) {
        snprintf(row, sizeof row, "%s#%d", name, k);
        check_value(row, instance_solve(&instance, false), published("gap-max", row));
        instance_free(&instance);
    }
    free(text);
}
END_TEST

static double figure_of(const char *text, const char *key)
{
    const char *at = strstr(text, key);

    ck_assert_ptr_nonnull(at);
    return strtod(strchr(at + strlen(key), ':') + 1, NULL);
}

START_TEST(published_placements) /* [BOUND] */
{
    char name[32], quoted[40];
    char *optima = instance_file("instances/pub_placement_optima.json"), *text;
    struct instance instance;
    const char *at;

    if (!optima)
        return;
    snprintf(name, sizeof name, "pub_place_%d", _i);
    snprintf(quoted, sizeof quoted, "\"%s\"", name);
    text = folder_file("instances", name, "json");
    ck_assert_ptr_nonnull(text);
    at = strstr(optima, quoted);
    ck_assert_ptr_nonnull(at);
    instance_place(&instance, text);
    check_value(name, instance_solve(&instance, false), figure_of(at, "\"single_gCO2\""));
    check_value(name, instance_solve(&instance, true), figure_of(at, "\"split_gCO2\""));
    instance_free(&instance);
    free(text);
    free(optima);
}
END_TEST

Suite *test_bound_instances(void);

Suite *test_bound_instances(void)
{
    Suite *suite = suite_create("bound_instances");
    TCase *by_hand = tcase_create("by_hand");
    TCase *published_optima = tcase_create("published_optima");

    tcase_add_test(by_hand, warehouses);
    tcase_add_test(by_hand, assignments);
    suite_add_tcase(suite, by_hand);
    tcase_set_timeout(published_optima, 300);
    tcase_add_loop_test(published_optima, published_warehouses, 0,
                        (int)(sizeof caps / sizeof *caps));
    tcase_add_loop_test(published_optima, published_assignments, 1, 13);
    tcase_add_loop_test(published_optima, published_placements, 1, 7);
    suite_add_tcase(suite, published_optima);
    return suite;
}
