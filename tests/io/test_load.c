#include <cairn/load.h>
#include <check.h>

#include "base/diag.h"

START_TEST(a_scenario_loads)
{
    struct cairn_diag diag;
    struct cairn_buffer text;
    struct cairn_scenario *scenario;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    scenario = cairn_scenario_load("tests/io/store.xml", NULL, &diag);
    cairn_diag_write(&diag, &text);
    ck_assert_str_eq(text.data, "");
    ck_assert_ptr_nonnull(scenario);
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    cairn_buffer_release(&text);
}
END_TEST

Suite *test_load(void)
{
    Suite *suite = suite_create("load");
    TCase *tcase = tcase_create("load");

    tcase_add_test(tcase, a_scenario_loads);
    suite_add_tcase(suite, tcase);
    return suite;
}
