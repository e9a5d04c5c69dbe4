#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "study/optimum_code.h"

static const struct cairn_scenario scenario = {.n_pools = 2};

/* Every field has a value of its own. */
static struct cairn_optimum full(void)
{
    struct cairn_route route = {
        .workload = 1,
        .pool = 1,
        .variant = 4,
        .cache = CAIRN_NONE,
        .share = 0.3,
        .fallback = 0,
        .fallback_variant = 5,
        .over = CAIRN_OVER_NEVER,
        .greenest = true,
        .scheduled = true,
        .hours = 7,
        .n_onward = 2,
        .onward = {{1, 2, 3}, {4, 5, 6}},
    };
    struct cairn_optimum optimum = {
        .answered = true,
        .status = CAIRN_ANSWER_UNDECIDED,
        .has_best = true,
        .has_runner_up = true,
        .best_name = cairn_strdup("box + gpu"),
        .runner_up_name = cairn_strdup(""),
        .figures = {.carbon = {1.1, 1.0, 1.2},
                    .value = {2.1, NAN, INFINITY},
                    .aim = CAIRN_ENERGY_USED,
                    .indifference = 0.1,
                    .bound = 0.9,
                    .programme = 0.8,
                    .regret = NAN,
                    .p_correct = 0.97,
                    .gap = 0.05,
                    .bound_by = CAIRN_BOUND_SEARCH,
                    .candidates = 12},
        .headline = cairn_strdup("a box in every store"),
    };
    double per_unit;

    optimum.figures.unit = cairn_measure_shown_unit(CAIRN_ENERGY_USED, &per_unit);
    cairn_placement_init(&optimum.best, &scenario);
    cairn_placement_add(&optimum.best, &route);
    route.pool = 0;
    route.share = 0.7;
    cairn_placement_add(&optimum.best, &route);
    optimum.best.pools[1] = (struct cairn_sizing){3, 8, INT64_C(20000000000)};
    cairn_placement_init(&optimum.runner_up, &scenario);
    return optimum;
}

/* What is read is written again as the same bytes, and is the same where one can look. */
START_TEST(what_is_written_is_read)
{
    struct cairn_optimum optimum = full(), again;
    struct cairn_buffer bytes, second;

    cairn_buffer_init(&bytes);
    cairn_buffer_init(&second);
    cairn_optimum_encode(&optimum, &scenario, &bytes);
    ck_assert(cairn_optimum_decode(&again, &scenario, bytes.data, bytes.size));
    cairn_optimum_encode(&again, &scenario, &second);
    ck_assert_uint_eq(bytes.size, second.size);
    ck_assert_mem_eq(bytes.data, second.data, bytes.size);
    ck_assert(again.answered && !again.stopped && again.has_best && again.has_runner_up);
    ck_assert_int_eq(again.status, CAIRN_ANSWER_UNDECIDED);
    ck_assert_str_eq(again.headline, "a box in every store");
    ck_assert_str_eq(again.best_name, "box + gpu");
    ck_assert_str_eq(again.runner_up_name, "");
    ck_assert(cairn_placement_equal(&again.best, &optimum.best, &scenario));
    ck_assert(cairn_placement_equal(&again.runner_up, &optimum.runner_up, &scenario));
    ck_assert_int_eq(again.best.pools[1].timeout_ns, INT64_C(20000000000));
    ck_assert_mem_eq(&again.figures.value, &optimum.figures.value, sizeof again.figures.value);
    ck_assert_str_eq(again.figures.unit, optimum.figures.unit);
    ck_assert_double_eq(again.figures.gap, 0.05);
    ck_assert_int_eq(again.figures.bound_by, CAIRN_BOUND_SEARCH);
    ck_assert_int_eq(again.figures.candidates, 12);
    cairn_optimum_release(&optimum);
    cairn_optimum_release(&again);
    cairn_buffer_release(&bytes);
    cairn_buffer_release(&second);
}
END_TEST

/* A part of the bytes is refused, wherever it ends, and so is a byte too many. */
START_TEST(parts_are_refused)
{
    struct cairn_optimum optimum = full(), again;
    struct cairn_buffer bytes;

    cairn_buffer_init(&bytes);
    cairn_optimum_encode(&optimum, &scenario, &bytes);
    for (size_t size = 0; size < bytes.size; size++) {
        ck_assert(!cairn_optimum_decode(&again, &scenario, bytes.data, size));
        cairn_optimum_release(&again);
    }
    ck_assert(!cairn_optimum_decode(&again, &scenario, bytes.data, bytes.size + 1));
    cairn_optimum_release(&again);
    cairn_optimum_release(&optimum);
    cairn_buffer_release(&bytes);
}
END_TEST

START_TEST(no_answer_is_written_too)
{
    struct cairn_optimum optimum = {0}, again;
    struct cairn_buffer bytes;

    cairn_buffer_init(&bytes);
    cairn_optimum_encode(&optimum, NULL, &bytes);
    ck_assert(cairn_optimum_decode(&again, NULL, bytes.data, bytes.size));
    ck_assert(!again.has_best && !again.headline && !again.answered);
    cairn_optimum_release(&again);
    cairn_buffer_release(&bytes);
}
END_TEST

Suite *test_optimum_code(void)
{
    Suite *suite = suite_create("optimum_code");
    TCase *tcase = tcase_create("optimum_code");

    tcase_add_test(tcase, what_is_written_is_read);
    tcase_add_test(tcase, parts_are_refused);
    tcase_add_test(tcase, no_answer_is_written_too);
    suite_add_tcase(suite, tcase);
    return suite;
}
