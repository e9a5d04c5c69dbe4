#include <check.h>
#include <math.h>

#include "study/rungs.h"
#include "support/swept.h"

/*
 * [RUNG] Where nothing is remembered the whole question is asked, and what wins has no number. What
 * has none either because there is no such placement is not that one.
 */
START_TEST(no_placement_has_no_ratio)
{
    struct cairn_remembered remembered;
    struct cairn_rungs_found found;
    struct cairn_rungs rungs;
    struct cairn_labs labs;
    struct swept swept;

    swept_init(&swept, "tests/fault/tiny.xml", "");
    cairn_remembered_init(&remembered, swept.scenario);
    cairn_labs_init(&labs, swept.scenario->time.seed, &swept.limits);
    cairn_rungs_init(&rungs, &(struct cairn_rungs_setup){.scenario = swept.scenario,
                                                         .remembered = &remembered,
                                                         .replications = 2,
                                                         .labs = &labs,
                                                         .limits = &swept.limits});
    ck_assert(cairn_rungs_find(&rungs, NULL, &found, NULL));
    ck_assert_int_eq(found.placement, CAIRN_NONE);
    ck_assert_double_gt(found.carbon_g, 0);
    ck_assert(isnan(cairn_rungs_ratio(&rungs, NULL, CAIRN_NONE)));
    cairn_rungs_release(&rungs);
    cairn_labs_release(&labs);
    cairn_remembered_release(&remembered);
    swept_release(&swept);
}
END_TEST

Suite *test_rungs(void);
Suite *test_rungs(void)
{
    Suite *suite = suite_create("rungs");
    TCase *tc = tcase_create("rungs");

    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, no_placement_has_no_ratio);
    suite_add_tcase(suite, tc);
    return suite;
}
