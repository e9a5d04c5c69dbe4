#include "study/points.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"

static const double watts[] = {5, 10, 20}, ratios[] = {0.5, 2};
static const char *const texts[] = {"5 W", "10 W", "20 W"};
static const double none[] = {NAN, NAN};
static const char *const words[] = {"owned", "bought"};
static struct cairn_vary varies[] = {
    {.select = "//a/@x", .subject = "x of a", .unit = "W", .n = 3, .values = watts, .texts = texts},
    {.select = "//b/@y", .subject = "y of b", .unit = "", .n = 2, .values = ratios},
    {.select = "//c/@z", .subject = "z of c", .unit = "", .n = 2, .values = none, .texts = words},
};

static const struct cairn_scenario three = {.varies = varies, .n_varies = 3};

/* [VARY] every combination is there once, the last changing fastest */
START_TEST(values_of_a_sweep)
{
    int64_t point = 1;

    ck_assert_int_eq(cairn_points_count(&three), 12);
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 2; b++)
            for (int c = 0; c < 2; c++, point++) {
                ck_assert_int_eq(cairn_points_value(&three, point, 0), a);
                ck_assert_int_eq(cairn_points_value(&three, point, 1), b);
                ck_assert_int_eq(cairn_points_value(&three, point, 2), c);
            }
}
END_TEST

START_TEST(nothing_varies)
{
    struct cairn_scenario still = {0};

    ck_assert_int_eq(cairn_points_count(&still), 0);
}
END_TEST

START_TEST(in_words_and_as_edits)
{
    struct cairn_edit edits[3];
    char *setting = cairn_points_setting(&three, 8);

    ck_assert_str_eq(setting, "x of a 10 W; y of b x 2; z of c bought");
    cairn_points_edits(&three, 8, edits);
    ck_assert_str_eq(edits[0].value, "10 W");
    ck_assert_ptr_null(edits[1].value);
    ck_assert_double_eq(edits[1].times, 2);
    ck_assert_str_eq(edits[2].value, "bought");
    ck_assert_str_eq(edits[2].select, "//c/@z");
    cairn_free(setting);
}
END_TEST

Suite *test_points(void)
{
    Suite *suite = suite_create("points");
    TCase *tcase = tcase_create("points");

    tcase_add_test(tcase, values_of_a_sweep);
    tcase_add_test(tcase, nothing_varies);
    tcase_add_test(tcase, in_words_and_as_edits);
    suite_add_tcase(suite, tcase);
    return suite;
}
