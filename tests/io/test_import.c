/*
 * Imports, read from the made-up files in tests/data/import; what each prints is in test_import.sh
 * of that folder. Here are the equations and what rows must not do to each other.
 */
#include <cairn/load.h>
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "io/import.h"
#include "io/import_formats.h"
#include "io/import_trial.h"

static const char folder[] = "tests/data/import";

struct rig {
    struct cairn_arena arena;
    struct cairn_diag diag;
    struct cairn_scenario *known;
    struct cairn_import import;
};

static void rig_init(struct rig *rig, const struct cairn_import_wish *wish)
{
    const char *path = "tests/data/import/facts.xml";

    cairn_arena_init(&rig->arena);
    cairn_diag_init(&rig->diag);
    rig->known = cairn_catalogue_load(&path, 1, &rig->diag);
    ck_assert_ptr_nonnull(rig->known);
    cairn_import_init(&rig->import, &rig->arena, &rig->diag, wish, rig->known);
}

static void rig_read(struct rig *rig, const char *name)
{
    struct cairn_inputs inputs;
    const struct cairn_input *input;

    cairn_inputs_init(&inputs, &rig->arena, &rig->diag, NULL);
    input = cairn_inputs_root(&inputs, cairn_arena_format(&rig->arena, "%s/%s", folder, name));
    ck_assert_ptr_nonnull(input);
    cairn_import_read(&rig->import, input, NULL);
}

static void rig_release(struct rig *rig)
{
    cairn_import_release(&rig->import);
    cairn_scenario_free(rig->known);
    cairn_diag_release(&rig->diag);
    cairn_arena_release(&rig->arena);
}

static void check_point(const struct cairn_import_point *point, int batch, const char *latency,
                        const char *power, const char *energy)
{
    ck_assert_int_eq(point->batch, batch);
    ck_assert_str_eq(point->latency, latency);
    ck_assert_pstr_eq(point->power, power);
    ck_assert_pstr_eq(point->energy, energy);
}

/* [IMPORT]: 7.98 (8) and 15.96 (16) replies of 400 tokens in progress at 1000 and 2000 tokens/s. */
START_TEST(latency_of_replies_is_by_little)
{
    struct rig rig;

    rig_init(&rig, &(struct cairn_import_wish){.benchmark = "chat"});
    rig_read(&rig, "ml-energy-3.csv");
    ck_assert(!cairn_diag_failed(&rig.diag));
    ck_assert_uint_eq(rig.import.n_profiles, 2);
    ck_assert_uint_eq(rig.import.profiles[0].n_points, 2);
    check_point(&rig.import.profiles[0].points[0], 8, "3.2 s", NULL, "150 J");
    check_point(&rig.import.profiles[0].points[1], 16, "3.2 s", NULL, "80 J");
    ck_assert_int_eq(rig.import.profiles[0].first.evidence, CAIRN_MODELLED);
    ck_assert_str_eq(rig.import.profiles[1].first.hardware, "g1-x2");
    rig_release(&rig);
}
END_TEST

/* [IMPORT]: 24,000 tokens/s of 300 a sample on 8 devices at 4 kW: 10 samples/s and 500 W each. */
START_TEST(latency_of_offline_is_batch_over_rate)
{
    struct rig rig;

    rig_init(&rig, &(struct cairn_import_wish){
                       .system = "eight", .hardware = "g1", .batch = 32, .devices = 8});
    rig_read(&rig, "mlperf.csv");
    ck_assert_uint_eq(rig.import.n_profiles, 1);
    check_point(&rig.import.profiles[0].points[0], 32, "3200 ms", "500 W", NULL);
    ck_assert_int_eq(rig.import.profiles[0].first.evidence, CAIRN_MODELLED);
    rig_release(&rig);
}
END_TEST

/* [IMPORT]: a query of eight samples takes 880 mJ. */
START_TEST(energy_of_a_query_is_shared_by_its_samples)
{
    struct rig rig;

    rig_init(&rig, &(struct cairn_import_wish){.system = "board"});
    rig_read(&rig, "mlperf.csv");
    ck_assert_uint_eq(rig.import.n_profiles, 1);
    check_point(&rig.import.profiles[0].points[0], 1, "20 ms", NULL, "0.12 J");
    check_point(&rig.import.profiles[0].points[1], 8, "120 ms", NULL, "0.11 J");
    ck_assert_int_eq(rig.import.profiles[0].first.evidence, CAIRN_MEASURED);
    rig_release(&rig);
}
END_TEST

/* [IMPORT]: 8000 x 15 %, 200 x (70 % + 8 %), 300 x (1 - 60 %). */
START_TEST(use_is_no_part_of_embodied_carbon)
{
    static const char *const facts[] = {"carbon=\"1200 kgCO2e\" lifetime=\"4 y\"",
                                        "carbon=\"156 kgCO2e\" lifetime=\"5 y\"",
                                        "carbon=\"120 kgCO2e\" lifetime=\"6 y\""};
    struct rig rig;

    rig_init(&rig, &(struct cairn_import_wish){0});
    rig_read(&rig, "boavizta.csv");
    ck_assert_uint_eq(rig.import.n_hardware, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(rig.import.hardware[i].facts[CAIRN_IMPORT_EMBODIED].attributes, facts[i]);
    rig_release(&rig);
}
END_TEST

/* [IMPORT]: of six readings those of 6, 7 and 8 W lie within the run, which crosses midnight. */
START_TEST(power_of_a_run_is_the_mean_of_its_readings)
{
    struct rig rig;

    rig_init(&rig, &(struct cairn_import_wish){
                       .model = "resnet-50", .variant = "int8", .hardware = "board"});
    rig_read(&rig, "run/mlperf_log_summary.txt");
    ck_assert_uint_eq(rig.import.n_profiles, 1);
    check_point(&rig.import.profiles[0].points[0], 1, "20 ms", "7 W", NULL);
    rig_release(&rig);
}
END_TEST

/* Every row is imported or left out, once. */
START_TEST(every_row_is_accounted_for)
{
    static const char *const files[] = {"specpower.csv", "boavizta.csv",    "ml-energy-3.csv",
                                        "mlperf.csv",    "mlperf-tiny.csv", "mlperf-flat.csv"};
    struct rig rig;
    size_t left_out = 0;

    rig_init(&rig, &(struct cairn_import_wish){0});
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        rig_read(&rig, files[i]);
    for (size_t i = 0; i < rig.import.n_left_out; i++) {
        const struct cairn_import_left_out *reason = &rig.import.left_out[i];
        size_t lines = 0;

        for (size_t j = 0; j < reason->n_ranges; j++)
            lines += (size_t)(reason->ranges[j].last - reason->ranges[j].first + 1);
        ck_assert_uint_eq(lines, reason->n);
        left_out += reason->n;
    }
    ck_assert_uint_eq(rig.import.n_rows, 5 + 7 + 9 + 8 + 3 + 3);
    ck_assert_uint_eq(rig.import.n_taken + left_out, rig.import.n_rows);
    ck_assert(cairn_import_loads(&rig.import));
    rig_release(&rig);
}
END_TEST

/* What the checks of the format say is said of the row: nothing lives -1 years. */
START_TEST(checks_blame_the_row)
{
    struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS] = {
        [CAIRN_IMPORT_EMBODIED] = {.attributes = "carbon=\"1 kgCO2e\" lifetime=\"-1 y\""}};
    struct cairn_import_source source = {.title = "made up"};
    struct rig rig;

    rig_init(&rig, &(struct cairn_import_wish){0});
    rig.import.path = "here.csv";
    cairn_import_add_hardware(&rig.import, 12, "a", "A", NULL, &source, facts);
    ck_assert(!cairn_import_loads(&rig.import));
    ck_assert_uint_eq(rig.diag.n_items, 1);
    ck_assert_str_eq(rig.diag.files[rig.diag.items[0].file], "here.csv");
    ck_assert_int_eq(rig.diag.items[0].line, 12);
    rig_release(&rig);
}
END_TEST

/* Rows of one name are numbered, around what has such a name of its own. */
START_TEST(namesakes_are_numbered)
{
    static const char *const ids[] = {"a", "a-3", "a", "a", "b", "a", "b"};
    static const char *const expected[] = {"a", "a-3", "a-2", "a-4", "b", "a-5", "b-2"};
    struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS] = {
        [CAIRN_IMPORT_EMBODIED] = {.attributes = "carbon=\"1 kgCO2e\" lifetime=\"1 y\""}};
    struct cairn_import_source source = {.title = "made up"};
    struct rig rig;

    rig_init(&rig, &(struct cairn_import_wish){0});
    rig.import.path = "here.csv";
    for (int i = 0; i < 7; i++)
        cairn_import_add_hardware(&rig.import, 2 + i, ids[i], "A", NULL, &source, facts);
    ck_assert_uint_eq(rig.import.n_hardware, 7);
    for (int i = 0; i < 7; i++)
        ck_assert_str_eq(rig.import.hardware[i].id, expected[i]);
    rig_release(&rig);
}
END_TEST

START_TEST(names_become_ids)
{
    static const struct {
        const char *name, *id;
    } cases[] = {
        {"Rack 1 (Calculon 64, 2.5 GHz)", "rack-1-calculon-64-2.5-ghz"},
        {"  NUCLEO_L4R5ZI  ", "nucleo-l4r5zi"},
        {"Llama-3.1-8B", "llama-3.1-8b"},
        {"Acme Inc.", "acme-inc"},
        {"Stra\xc3\x9f"
         "e 7",
         "stra-e-7"},
        {"...", "unnamed"},
        {"", "unnamed"},
    };
    struct cairn_arena arena;

    cairn_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(cairn_import_id(&arena, cases[i].name), cases[i].id);
    cairn_arena_release(&arena);
}
END_TEST

Suite *test_import(void)
{
    Suite *suite = suite_create("import");
    TCase *tcase = tcase_create("import");

    tcase_add_test(tcase, latency_of_replies_is_by_little);
    tcase_add_test(tcase, latency_of_offline_is_batch_over_rate);
    tcase_add_test(tcase, energy_of_a_query_is_shared_by_its_samples);
    tcase_add_test(tcase, use_is_no_part_of_embodied_carbon);
    tcase_add_test(tcase, power_of_a_run_is_the_mean_of_its_readings);
    tcase_add_test(tcase, every_row_is_accounted_for);
    tcase_add_test(tcase, checks_blame_the_row);
    tcase_add_test(tcase, namesakes_are_numbered);
    tcase_add_test(tcase, names_become_ids);
    suite_add_tcase(suite, tcase);
    return suite;
}
