#include <cairn/load.h>
#include <check.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/diag.h"

static const char path[] = "tests/io/store.xml";

static struct cairn_template *template_of_store(void)
{
    struct cairn_template *template_store;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    template_store = cairn_template_load(path, NULL, &diag);
    ck_assert_ptr_nonnull(template_store);
    cairn_diag_release(&diag);
    return template_store;
}

/* Makes it with one edit; NULL after errors, which must be `errors`. */
static struct cairn_scenario *edited(struct cairn_template *from, const char *select,
                                     const char *value, const char *errors)
{
    struct cairn_edit edit = {.select = select, .value = value, .origin = {"sweep", 7}};
    struct cairn_scenario *scenario;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    scenario = cairn_template_make(from, &edit, 1, &diag);
    if (!scenario)
        cairn_diag_write(&diag, &text);
    ck_assert_str_eq(text.data, errors);
    cairn_diag_release(&diag);
    cairn_buffer_release(&text);
    return scenario;
}

/* Without edits it is what the files say, as often as one likes */
START_TEST(without_edits)
{
    struct cairn_template *from = template_of_store();
    struct cairn_scenario *read, *made;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    read = cairn_scenario_load(path, NULL, &diag);
    for (int i = 0; i < 2; i++) {
        made = cairn_template_make(from, NULL, 0, &diag);
        ck_assert_str_eq(cairn_scenario_effective(made), cairn_scenario_effective(read));
        cairn_scenario_free(made);
    }
    cairn_scenario_free(read);
    cairn_template_free(from);
    cairn_diag_release(&diag);
}
END_TEST

START_TEST(another_value)
{
    struct cairn_template *from = template_of_store();
    struct cairn_scenario *made = edited(from, "//site[@id='store']/@pue", "1.25", "");
    struct cairn_scenario *all = edited(from, "//intensity/@value", "0.5 kgCO2e/kWh", "");

    for (int i = 0; i < made->n_places; i++)
        if (strcmp(made->places[i].id, "store") == 0)
            ck_assert_double_eq(made->places[i].pue, 1.25);
    ck_assert_int_gt(all->n_intensities, 1);
    for (int i = 0; i < all->n_intensities; i++)
        ck_assert_double_eq(all->intensities[i].value_g_per_kwh, 500.0);
    for (int i = 0; i < all->n_places; i++) /* the next one knows nothing of the first */
        if (strcmp(all->places[i].id, "store") == 0)
            ck_assert_double_eq(all->places[i].pue, 1.0);
    cairn_scenario_free(made);
    cairn_scenario_free(all);
    cairn_template_free(from);
}
END_TEST

static const struct {
    const char *select, *value, *errors;
} mistakes[] = {
    {"//site[", "1", "sweep:7: error: \"//site[\" is no XPath 1.0 expression\n"},
    {"count(//site)", "1",
     "sweep:7: error: \"count(//site)\" is a value, not a selection of attributes\n"},
    {"//site", "1",
     "sweep:7: error: \"//site\" selects elements, not attributes; end it with /@name\n"},
    {"//site/@wattage", "1",
     "sweep:7: error: \"//site/@wattage\" selects nothing of the effective scenario, which cairn "
     "check --effective prints\n"},
    {"//pool[@id='box']/@tenancy", "rented",
     "sweep:7: error: unknown tenancy \"rented\" of pool \"box\"; one of owned, bought, shared or "
     "api is due\n"},
    {"//site/@count", "1.5",
     "sweep:7: error: count of site \"store\" is \"1.5\": a whole number, zero or more is due\n"},
};

START_TEST(edits_that_are_none)
{
    struct cairn_template *from = template_of_store();

    ck_assert_ptr_null(edited(from, mistakes[_i].select, mistakes[_i].value, mistakes[_i].errors));
    cairn_template_free(from);
}
END_TEST

/* What a file may not say, an edit may not either; the complaint names the edit. */
START_TEST(values_are_checked)
{
    struct cairn_template *from = template_of_store();
    struct cairn_edit edit = {.select = "//site/@pue", .value = "0.5", .origin = {"sweep", 7}};
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    ck_assert_ptr_null(cairn_template_make(from, &edit, 1, &diag));
    cairn_diag_write(&diag, &text);
    ck_assert_ptr_nonnull(strstr(text.data, "sweep:7: error: "));
    ck_assert_ptr_nonnull(strstr(text.data, "pue"));
    cairn_diag_release(&diag);
    cairn_buffer_release(&text);
    cairn_template_free(from);
}
END_TEST

/* An expression that would look at everything for everything, again and again */
START_TEST(endless_expressions)
{
    struct cairn_template *from = template_of_store();
    struct cairn_buffer select, errors;

    cairn_buffer_init(&select);
    cairn_buffer_init(&errors);
    for (int i = 0; i < 12; i++)
        cairn_buffer_puts(&select, "//*[count(");
    cairn_buffer_puts(&select, "//*");
    for (int i = 0; i < 12; i++)
        cairn_buffer_puts(&select, ")>0]");
    cairn_buffer_puts(&select, "/@id");
    cairn_buffer_appendf(&errors, "sweep:7: error: \"%s\" takes too long to evaluate\n",
                         select.data);
    ck_assert_ptr_null(edited(from, select.data, "1", errors.data));
    cairn_buffer_release(&select);
    cairn_buffer_release(&errors);
    cairn_template_free(from);
}
END_TEST

/* ---- what was not there ---- */

static char *errors_of(struct cairn_template *from, const struct cairn_edit *edits, int n,
                       struct cairn_scenario **made)
{
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    *made = cairn_template_make(from, edits, n, &diag);
    if (!*made)
        cairn_diag_write(&diag, &text);
    cairn_diag_release(&diag);
    return cairn_buffer_take(&text);
}

/* A scenario that was added to is what its own effective text says: order and defaults are right */
START_TEST(attributes_and_elements_that_were_not_there)
{
    static const struct cairn_edit edits[] = {
        {.select = "//pool[@id='box']", .set = "queue", .value = "7", .origin = {"lever", 3}},
        {.select = "//site[@id='store']",
         .add = "cache",
         .value = "id=\"shelf\" policy=\"lru\"  entries=\"10\" power=\"1 W\" "
                  "embodied=\"1 kgCO2e\" lifetime=\"4 y\"",
         .origin = {"lever", 4}},
    };
    struct cairn_template *from = template_of_store();
    struct cairn_scenario *made;
    char *errors = errors_of(from, edits, 2, &made);
    int pool;

    ck_assert_str_eq(errors, "");
    pool = cairn_scenario_find_pool(made, "box");
    ck_assert_int_eq(made->pools[pool].queue, 7);
    ck_assert_int_ge(made->n_caches, 1);
    ck_assert_ptr_nonnull(strstr(cairn_scenario_effective(made), "id=\"shelf\" policy=\"lru\""));
    cairn_free(errors);
    cairn_scenario_free(made);
    cairn_template_free(from);
}
END_TEST

static const struct {
    struct cairn_edit edit;
    const char *errors;
} misfits[] = {
    {{.select = "//site", .set = "wattage", .value = "7", .origin = {"lever", 3}},
     "lever:3: error: site \"store\" has no attribute wattage\n"},
    {{.select = "//site/@pue", .set = "pue", .value = "7", .origin = {"lever", 3}},
     "lever:3: error: \"//site/@pue\" selects something else than elements\n"},
    {{.select = "//site", .add = "hop", .value = "", .origin = {"lever", 3}},
     "lever:3: error: site \"store\" holds no element hop\n"},
    {{.select = "//site", .add = "cache", .value = "id=shelf", .origin = {"lever", 3}},
     "lever:3: error: `id=shelf` are no attributes of cache\n"},
    {{.select = "//site", .add = "cache", .value = "lru=\"1\"", .origin = {"lever", 3}},
     "lever:3: error: unknown attribute \"lru\" of cache"},
};

START_TEST(what_the_format_does_not_allow)
{
    struct cairn_template *from = template_of_store();
    struct cairn_scenario *made;
    char *errors = errors_of(from, &misfits[_i].edit, 1, &made);

    ck_assert_ptr_null(made);
    ck_assert_msg(strncmp(errors, misfits[_i].errors, strlen(misfits[_i].errors)) == 0, "%s",
                  errors);
    cairn_free(errors);
    cairn_template_free(from);
}
END_TEST

/* An attribute that the format does not know is not there to be changed. */
START_TEST(nothing_follows_an_edit_that_is_wrong)
{
    const struct cairn_edit edits[] = {
        {.select = "//site[@id='store']", .add = "cache", .value = "lru=\"1\"", .origin = {"l", 3}},
        {.select = "//cache/@lru", .value = "2", .origin = {"l", 4}},
    };
    struct cairn_template *from = template_of_store();
    struct cairn_scenario *made;
    char *alone = errors_of(from, edits, 1, &made);
    char *errors = errors_of(from, edits, 2, &made);

    ck_assert_ptr_null(made);
    ck_assert_str_eq(errors, alone);
    cairn_free(alone);
    cairn_free(errors);
    cairn_template_free(from);
}
END_TEST

/*
 * What a file may not say a point, a draw or a year may come to: more that is direct than is
 * life-cycle, a batch that takes less than one of fewer
 */
START_TEST(figures_may_pass_each_other)
{
    struct cairn_template *from = template_of_store();

    cairn_scenario_free(
        edited(from, "//grid[@id='PL']/intensity[@scope='direct']/@value", "700 g/kWh", ""));
    cairn_scenario_free(
        edited(from, "//profile[@hardware='l4']/point[@batch='1']/@latency", "1 s", ""));
    cairn_template_free(from);
}
END_TEST

Suite *test_edit(void)
{
    Suite *suite = suite_create("edit");
    TCase *tcase = tcase_create("edit");

    tcase_add_test(tcase, without_edits);
    tcase_add_test(tcase, another_value);
    tcase_add_loop_test(tcase, edits_that_are_none, 0, (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(tcase, values_are_checked);
    tcase_add_test(tcase, endless_expressions);
    tcase_add_test(tcase, attributes_and_elements_that_were_not_there);
    tcase_add_loop_test(tcase, what_the_format_does_not_allow, 0,
                        (int)(sizeof misfits / sizeof *misfits));
    tcase_add_test(tcase, nothing_follows_an_edit_that_is_wrong);
    tcase_add_test(tcase, figures_may_pass_each_other);
    suite_add_tcase(suite, tcase);
    return suite;
}
