#include <check.h>

#include "base/nearest.h"

/* Distances counted by hand. */
static const struct {
    const char *a;
    const char *b;
    size_t distance;
} distances[] = {
    {"", "", 0},
    {"", "abc", 3},
    {"abc", "", 3},
    {"abc", "abc", 0},
    {"kitten", "sitting", 3},
    {"watt", "wat", 1},
    {"ab", "ba", 1},
    {"ca", "abc", 3},
    {"POOL", "pool", 0},
    {"region", "regoin", 1},
    {"a", "b", 1},
    {"abcd", "badc", 2},
};

START_TEST(distance)
{
    ck_assert_uint_eq(cairn_nearest_distance(distances[_i].a, distances[_i].b),
                      distances[_i].distance);
    ck_assert_uint_eq(cairn_nearest_distance(distances[_i].b, distances[_i].a),
                      distances[_i].distance);
}
END_TEST

START_TEST(nearest)
{
    static const char *const names[] = {"hardware", "model", "mb", "MB", "GB", "region", "site"};
    const size_t n = sizeof names / sizeof *names;

    ck_assert_str_eq(cairn_nearest("hardwrae", names, n), "hardware");
    ck_assert_str_eq(cairn_nearest("regions", names, n), "region");
    ck_assert_str_eq(cairn_nearest("mB", names, n), "mb"); /* a tie: the first */
    ck_assert_str_eq(cairn_nearest("MB", names, n), "MB"); /* exact case wins a tie */
    ck_assert_str_eq(cairn_nearest("kB", names, n), "mb");
    ck_assert_ptr_null(cairn_nearest("placement", names, n));
    ck_assert_ptr_null(cairn_nearest("", names, n));
    ck_assert_ptr_null(cairn_nearest("site", names, 0));
    ck_assert_ptr_null(cairn_nearest("a name far longer than sixty-three bytes, which no table of "
                                     "names in this program holds",
                                     names, n));
}
END_TEST

Suite *test_nearest(void);
Suite *test_nearest(void)
{
    Suite *suite = suite_create("nearest");
    TCase *tcase = tcase_create("nearest");

    tcase_add_loop_test(tcase, distance, 0, sizeof distances / sizeof *distances);
    tcase_add_test(tcase, nearest);
    suite_add_tcase(suite, tcase);
    return suite;
}
