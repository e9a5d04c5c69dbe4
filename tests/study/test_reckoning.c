/* [RECKON] Totals of draws, evaluated and asked. */

#include "study/reckoning.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "study/draws.h"

enum { PLACEMENTS = 3, DRAWS = 30 }; /* of mixed.xml: its baselines */

static const char more[] =
    "<scenario format=\"1\" name=\"more\">"
    "<uncertain select=\"//region/@pue\" distribution=\"uniform\" low=\"1.05\" high=\"1.9\"/>"
    "<uncertain select=\"//intensity/@value\" distribution=\"lognormal\" mean=\"1\" cv=\"0.3\""
    " as=\"multiplier\"/>"
    "<uncertain select=\"//hardware/embodied/@lifetime\" distribution=\"uniform\" low=\"0.7\""
    " high=\"1.5\" as=\"multiplier\"/>"
    "<uncertain select=\"//hop/@average\" distribution=\"gamma\" mean=\"1\" cv=\"0.5\""
    " as=\"multiplier\"/>"
    "<uncertain select=\"//power/@idle\" distribution=\"uniform\" low=\"0.5\" high=\"1\""
    " as=\"multiplier\"/>"
    "<draws n=\"30\"/></scenario>";

/* A load that is another in each draw, so that each is simulated. */
static const char loads[] = "<scenario format=\"1\" name=\"more\">"
                            "<uncertain select=\"//arrivals/@rate\" distribution=\"normal\""
                            " mean=\"4 /s\" cv=\"0.1\"/><draws n=\"200\"/></scenario>";

/* With placements for all baselines. */
static void begin(struct cairn_scales *scales, struct cairn_choose_limits *limits, const char *path,
                  const char *added)
{
    struct cairn_load_options options = {.added = added, .added_by = "more"};
    struct cairn_placement placement;
    struct cairn_diag diag;

    *limits = (struct cairn_choose_limits){.replications = 3};
    *scales = (struct cairn_scales){.limits = limits, .replications = 3};
    cairn_diag_init(&diag);
    scales->from = cairn_template_load(path, &options, &diag);
    ck_assert_ptr_nonnull(scales->from);
    scales->scenario = cairn_template_make(scales->from, NULL, 0, &diag);
    ck_assert_ptr_nonnull(scales->scenario);
    cairn_diag_release(&diag);
    cairn_scales_init(scales);
    for (int i = 0; i < scales->scenario->n_baselines; i++) {
        cairn_placement_from_baseline(&placement, scales->scenario, i);
        cairn_scales_add(scales, &placement);
        cairn_placement_release(&placement);
    }
}

static void end(struct cairn_scales *scales)
{
    cairn_scenario_free((struct cairn_scenario *)scales->scenario);
    cairn_scales_release(scales);
    cairn_template_free(scales->from);
}

/*
 * What a formula gives is what scenarios with those numbers in their files amount to, and a draw
 * outside of the box is asked.
 */
START_TEST(evaluated_is_asked)
{
    struct cairn_choose_limits limits;
    struct cairn_scales scales;
    double evaluated[DRAWS * PLACEMENTS], asked[DRAWS * PLACEMENTS];
    struct cairn_reckoning reckoning, plain;
    double *values;

    begin(&scales, &limits, "tests/study/mixed.xml", more);
    ck_assert_int_eq(scales.n, PLACEMENTS);
    values = cairn_draws_all(scales.scenario);
    ck_assert(cairn_reckoning_init(&reckoning, &scales,
                                   &(struct cairn_reckoning_draws){values, DRAWS - 1}, 1000));
    ck_assert_msg(reckoning.followed, "%s", reckoning.why);
    for (int i = 0; i < scales.scenario->n_uncertains; i++) { /* a lifetime by its reciprocal */
        bool lifetime = strstr(scales.scenario->uncertains[i].select, "lifetime") != NULL;

        ck_assert(reckoning.function.reciprocal[i] == lifetime);
    }
    values[(DRAWS - 1) * scales.scenario->n_uncertains] *= 3; /* not in the box */
    plain = reckoning;
    plain.followed = false;
    ck_assert(cairn_reckoning_find(&reckoning, &(struct cairn_reckoning_draws){values, DRAWS},
                                   evaluated, NULL));
    ck_assert(
        cairn_reckoning_find(&plain, &(struct cairn_reckoning_draws){values, DRAWS}, asked, NULL));
    for (int i = 0; i < DRAWS * PLACEMENTS; i++)
        ck_assert_double_eq_tol(evaluated[i], asked[i], 1e-10 * asked[i]);
    for (int i = (DRAWS - 1) * PLACEMENTS; i < DRAWS * PLACEMENTS; i++)
        ck_assert(evaluated[i] == asked[i]);
    cairn_reckoning_release(&reckoning);
    cairn_free(values);
    end(&scales);
}
END_TEST

/* A million draws, each simulated, do not fill the memory; nor does it matter what is forgotten. */
START_TEST(what_no_draw_asks_for_again_is_forgotten)
{
    struct cairn_choose_limits limits;
    struct cairn_scales scales;
    struct cairn_reckoning reckoning;
    struct cairn_reckoning_draws draws;
    double totals[200], again[200];

    begin(&scales, &limits, "tests/fault/tiny.xml", loads);
    ck_assert_int_eq(scales.n, 1);
    draws = (struct cairn_reckoning_draws){cairn_draws_all(scales.scenario), 200};
    ck_assert(cairn_reckoning_init(&reckoning, &scales, &draws, 1000));
    ck_assert(!reckoning.followed);
    ck_assert(cairn_reckoning_find(&reckoning, &draws, totals, NULL));
    ck_assert_uint_gt(scales.labs[0].first, 0);
    ck_assert_uint_le(scales.labs[0].selection.n, 32 * scales.labs[0].first);
    ck_assert(cairn_reckoning_find(&reckoning, &draws, again, NULL));
    ck_assert_mem_eq(totals, again, sizeof totals);
    cairn_reckoning_release(&reckoning);
    cairn_free((double *)(uintptr_t)draws.values);
    end(&scales);
}
END_TEST

Suite *test_reckoning(void)
{
    Suite *suite = suite_create("reckoning");
    TCase *tcase = tcase_create("reckoning");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, evaluated_is_asked);
    tcase_add_test(tcase, what_no_draw_asks_for_again_is_forgotten);
    suite_add_tcase(suite, tcase);
    return suite;
}
