#include "study/points.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static const double watts[] = {5, 10, 20}, ratios[] = {0.5, 2};
static const char *const words[] = {"owned", "bought"};
static struct cairn_vary varies[] = {
    {.select = "//a/@x", .subject = "x of a", .unit = "W", .n = 3, .values = watts},
    {.select = "//b/@y",
     .subject = "y of b",
     .as = CAIRN_AS_MULTIPLIER,
     .unit = "",
     .n = 2,
     .values = ratios},
    {.select = "//c/@z", .subject = "z of c", .unit = "", .n = 2, .words = words},
};

static const struct cairn_scenario three = {.varies = varies, .n_varies = 3, .sweep.n = 12};

/* [VARY] every combination is there once, the last changing fastest */
START_TEST(values_of_a_sweep)
{
    struct cairn_setting setting;
    struct cairn_points points;
    int64_t point = 1;

    cairn_points_init(&points, &three);
    ck_assert_int_eq(points.n, 12);
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 2; b++)
            for (int c = 0; c < 2; c++, point++) {
                cairn_setting_init(&setting, &points, point);
                ck_assert_double_eq(setting.values[0], watts[a]);
                ck_assert_double_eq(setting.values[1], ratios[b]);
                ck_assert_str_eq(setting.texts[2], words[c]);
                cairn_setting_release(&setting);
            }
    cairn_points_release(&points);
}
END_TEST

/* [VARY] evenly, or by equal ratios, and both ends are exact */
START_TEST(values_between_ends)
{
    struct cairn_vary even = {.n = 5, .first = 10, .last = 2};
    struct cairn_vary ratio = {.n = 3, .first = 0.1, .last = 0.9, .spacing = CAIRN_LOGARITHMIC};
    double low, high;

    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(cairn_vary_value(&even, i), 10 - 2 * i);
    cairn_vary_span(&even, &low, &high);
    ck_assert(low == 2 && high == 10);
    ck_assert(cairn_vary_value(&ratio, 0) == 0.1 && cairn_vary_value(&ratio, 2) == 0.9);
    ck_assert_double_eq_tol(cairn_vary_value(&ratio, 1), 0.3, 1e-15);
    ratio.values = watts;
    cairn_vary_span(&ratio, &low, &high);
    ck_assert(low == 5 && high == 20);
}
END_TEST

START_TEST(nothing_varies)
{
    struct cairn_scenario still = {0};
    struct cairn_points points;

    cairn_points_init(&points, &still);
    ck_assert_int_eq(points.n, 0);
    cairn_points_release(&points);
}
END_TEST

START_TEST(as_numbers_and_as_edits)
{
    struct cairn_setting setting;
    struct cairn_points points;
    struct cairn_edit edits[3];

    cairn_points_init(&points, &three);
    cairn_setting_init(&setting, &points, 8);
    ck_assert_double_eq(setting.numbers[0], 10);
    ck_assert_double_eq(setting.numbers[1], 2);
    ck_assert_double_eq(setting.numbers[2], 1); /* which of its words */
    cairn_setting_edits(&setting, edits);
    ck_assert_str_eq(edits[0].value, "10 W");
    ck_assert_ptr_null(edits[1].value);
    ck_assert_double_eq(edits[1].times, 2);
    ck_assert_str_eq(edits[2].value, "bought");
    ck_assert_str_eq(edits[2].select, "//c/@z");
    cairn_setting_release(&setting);
    cairn_points_release(&points);
}
END_TEST

/* ---- spread over ranges ---- */

static struct cairn_vary ranges[] = {
    {.select = "//a/@x",
     .from = "10 W",
     .subject = "x of a",
     .unit = "W",
     .spacing = CAIRN_LOGARITHMIC,
     .n = 2,
     .first = 10,
     .last = 1000},
    {.select = "//b/@y",
     .from = "10",
     .as = CAIRN_AS_MULTIPLIER,
     .subject = "y of b",
     .unit = "",
     .n = 2,
     .first = 10,
     .last = 1000},
    {.select = "//c/@n",
     .from = "1",
     .subject = "n of c",
     .unit = "",
     .whole = true,
     .n = 2,
     .first = 1,
     .last = 4},
    {.select = "//d/@z", .subject = "z of d", .unit = "", .n = 2, .words = words},
};

static struct cairn_scenario spread(int design, int points, uint64_t seed)
{
    return (struct cairn_scenario){
        .varies = ranges,
        .n_varies = 4,
        .sweep = {.design = design, .n = points},
        .time.seed = seed,
    };
}

/*
 * [LHS] [SOBOL] 64 points: 16 in each quarter of a range on its scale (sqrt(10) apart by equal
 * ratios, 247.5 evenly), 16 at each of four whole numbers, 32 at each of two words.
 */
START_TEST(ranges_are_filled_on_their_scales)
{
    struct cairn_scenario scenario = spread(_i == 0 ? CAIRN_LATIN_HYPERCUBE : CAIRN_SOBOL, 64, 9);
    int ratio[4] = {0}, even[4] = {0}, whole[4] = {0}, bought = 0;
    struct cairn_points points;

    cairn_points_init(&points, &scenario);
    ck_assert_int_eq(points.n, 64);
    for (int64_t p = 1; p <= points.n; p++) {
        struct cairn_setting setting;
        char *end;

        cairn_setting_init(&setting, &points, p);
        ratio[(int)floor(2 * log10(setting.values[0] / 10))]++;
        even[(int)floor((setting.values[1] - 10) / 247.5)]++;
        whole[(int)setting.values[2] - 1]++;
        bought += strcmp(setting.texts[3], "bought") == 0;
        ck_assert_double_eq(strtod(setting.texts[0], &end), setting.values[0]);
        ck_assert_str_eq(end, " W");
        ck_assert_ptr_null(setting.texts[1]);
        cairn_setting_release(&setting);
    }
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(ratio[i], 16);
        ck_assert_int_eq(even[i], 16);
        ck_assert_int_eq(whole[i], 16);
    }
    ck_assert_int_eq(bought, 32);
    cairn_points_release(&points);
}
END_TEST

/* Asked alone or after others, a point has the same setting; another seed has others. */
START_TEST(a_point_is_its_number_and_the_seed)
{
    struct cairn_scenario scenario = spread(_i == 0 ? CAIRN_LATIN_HYPERCUBE : CAIRN_SOBOL, 20, 1);
    struct cairn_scenario other = spread(scenario.sweep.design, 20, 2);
    double first[3];

    for (int pass = 0; pass < 3; pass++) {
        struct cairn_setting setting;
        struct cairn_points points;

        cairn_points_init(&points, pass < 2 ? &scenario : &other);
        for (int64_t p = pass == 0 ? 1 : 17; p <= 17; p++) {
            cairn_setting_init(&setting, &points, p);
            if (p == 17)
                first[pass] = setting.values[0];
            cairn_setting_release(&setting);
        }
        cairn_points_release(&points);
    }
    ck_assert_double_eq(first[0], first[1]);
    ck_assert_double_ne(first[0], first[2]);
}
END_TEST

Suite *test_points(void)
{
    Suite *suite = suite_create("points");
    TCase *tcase = tcase_create("points");

    tcase_add_test(tcase, values_of_a_sweep);
    tcase_add_test(tcase, values_between_ends);
    tcase_add_test(tcase, nothing_varies);
    tcase_add_test(tcase, as_numbers_and_as_edits);
    tcase_add_loop_test(tcase, ranges_are_filled_on_their_scales, 0, 2);
    tcase_add_loop_test(tcase, a_point_is_its_number_and_the_seed, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}
