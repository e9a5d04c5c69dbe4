#include <cairn/load.h>
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/diag.h"

/* Loads what must be right; all that may be said of it is `warnings`. */
static struct cairn_scenario *load(const char *path, const char *catalogue, const char *warnings)
{
    struct cairn_load_options options = {.catalogue = catalogue};
    struct cairn_scenario *scenario;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    scenario = cairn_scenario_load(path, &options, &diag);
    cairn_diag_write(&diag, &text);
    ck_assert_str_eq(text.data, warnings);
    ck_assert_ptr_nonnull(scenario);
    cairn_diag_release(&diag);
    cairn_buffer_release(&text);
    return scenario;
}

/* The text without comments, which say where things come from; to be freed. */
static char *stripped(const char *text)
{
    struct cairn_buffer out;

    cairn_buffer_init(&out);
    while (*text) {
        const char *comment = strstr(text, "<!--");
        const char *end = comment ? strstr(comment, "-->\n") : NULL;

        if (!end) {
            cairn_buffer_puts(&out, text);
            break;
        }
        cairn_buffer_append(&out, text, (size_t)(comment - text));
        text = end + 4;
    }
    return cairn_buffer_take(&out);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* Figures as they stand in tests/io/store.xml and facts.xml, in base units. */
START_TEST(values_arrive_in_base_units)
{
    struct cairn_scenario *s = load("tests/io/store.xml", NULL, "");
    const struct cairn_workload *frames = &s->workloads[0];

    ck_assert_str_eq(s->name, "store");
    ck_assert_double_eq(s->time.horizon_s, 5 * 365 * 86400.0);
    ck_assert_uint_eq(s->time.seed, 7);
    ck_assert_double_eq(s->time.precision, 0.01);
    ck_assert_int_eq(s->n_places, 2);
    ck_assert_str_eq(s->places[0].id, "north");
    ck_assert_int_eq(s->places[0].kind, CAIRN_REGION);
    ck_assert_int_eq(s->places[0].count, 1);
    ck_assert_double_eq(s->places[0].pue, 1.1);
    ck_assert_str_eq(s->places[0].jurisdiction, "SE EU");
    ck_assert_int_eq(s->places[1].count, 40);
    ck_assert_double_eq(s->places[1].utc_offset_s, 3600);
    ck_assert_int_eq(s->n_workloads, 1);
    ck_assert_int_eq(frames->place, 1);
    ck_assert_double_eq(frames->payload_bytes, 110000);
    ck_assert_double_eq(frames->arrivals.rate_per_s, 16);
    ck_assert_int_eq(frames->arrivals.process, CAIRN_EXPONENTIAL);
    ck_assert_double_eq(frames->arrivals.cv, 1);
    ck_assert_double_eq(frames->promise.p95_s, 0.2);
    ck_assert_double_eq(frames->promise.accuracy, 0.745);
    ck_assert_int_eq(frames->promise.offline, 0);
    ck_assert_int_eq(s->links[0].n_hops, 2);
    ck_assert_double_eq(s->links[0].bandwidth_down_bit_s, 50e6);
    ck_assert_double_eq(s->hops[s->links[0].first_hop].average_j_per_byte, 0.002 * 3.6e6 / 1e9);
    ck_assert_int_eq(s->choose.n_batch_max, 2);
    ck_assert_int_eq(s->choose.batch_max[1], 4);
    ck_assert_double_eq(s->choose.timeout_s[1], 0.01);
    ck_assert_int_eq(s->profiles[0].n_points, 2);
    cairn_scenario_free(s);
}
END_TEST

START_TEST(what_is_not_said_is_absent)
{
    struct cairn_scenario *s = load("tests/io/store.xml", NULL, "");
    const struct cairn_pool *gpu = &s->pools[cairn_scenario_find_pool(s, "gpu")];

    ck_assert(isnan(gpu->sleep_after_s));
    ck_assert_int_eq(gpu->max, CAIRN_NONE);
    ck_assert_int_eq(gpu->queue, CAIRN_NONE);
    ck_assert_int_eq(gpu->service, CAIRN_NONE);
    ck_assert(isnan(s->places[0].utc_offset_s));
    ck_assert_int_eq(s->places[1].datacentre, CAIRN_NONE);
    ck_assert_ptr_null(s->workloads[0].promise.residency);
    ck_assert_ptr_null(s->workloads[0].training.origin.file);
    ck_assert_ptr_null(s->workloads[0].storage.origin.file);
    ck_assert_ptr_null(s->grids[1].loss.origin.file);
    ck_assert(isnan(s->grids[1].water.without_reservoirs_l_per_kwh));
    ck_assert_ptr_null(s->intensities[0].hour_of_week);
    ck_assert_int_eq(s->hops[0].link, CAIRN_NONE);
    ck_assert_int_eq(s->sends[0].fallback, CAIRN_NONE);
    ck_assert_int_eq(s->hardware[s->pools[1].hardware].kind, CAIRN_BOARD_COMPUTER);
    cairn_scenario_free(s);
}
END_TEST

START_TEST(only_what_is_used_stays)
{
    struct cairn_scenario *s = load("tests/io/store.xml", NULL, "");

    ck_assert_int_eq(s->n_hardware, 3); /* orin, l4 and its host; not "unused" */
    ck_assert_int_eq(s->n_grids, 2);    /* PL, SE; not XX */
    ck_assert_int_eq(s->n_models, 1);   /* not bert */
    ck_assert_int_eq(s->n_profiles, 3);
    ck_assert_int_eq(s->n_files, 2);
    ck_assert_str_eq(s->files[0].path, "tests/io/store.xml");
    ck_assert_str_eq(s->files[1].href, "facts.xml");
    ck_assert_uint_eq(strlen(s->files[1].bytes), s->files[1].size);
    cairn_scenario_free(s);
}
END_TEST

START_TEST(origins_are_exact)
{
    struct cairn_scenario *s = load("tests/io/store.xml", NULL, "");

    ck_assert_str_eq(s->links[0].origin.file, "tests/io/store.xml");
    ck_assert_int_eq(s->links[0].origin.line, 16); /* the start of a tag of two lines */
    ck_assert_str_eq(s->grids[0].origin.file, "tests/io/facts.xml");
    ck_assert_int_eq(s->grids[0].origin.line, 5);
    ck_assert_ptr_nonnull(strstr(cairn_scenario_effective(s),
                                 "<!-- tests/io/store.xml:16; tests/io/store.xml:17: bandwidth, "
                                 "latency; default: copies-per-line, variation, loss, load -->"));
    cairn_scenario_free(s);
}
END_TEST

START_TEST(the_order_of_elements_changes_nothing)
{
    struct cairn_scenario *a = load("tests/io/store.xml", NULL, "");
    struct cairn_scenario *b = load("tests/io/shuffled.xml", NULL, "");
    char *one = stripped(cairn_scenario_effective(a));
    char *other = stripped(cairn_scenario_effective(b));

    ck_assert_str_eq(one, other);
    cairn_free(one);
    cairn_free(other);
    cairn_scenario_free(a);
    cairn_scenario_free(b);
}
END_TEST

static const char *const round_trips[] = {
    "tests/io/store.xml",          "tests/io/fleet.xml",        "scenarios/store-cameras.xml",
    "scenarios/stores-differ.xml", "scenarios/office-chat.xml",
};

START_TEST(the_effective_scenario_is_the_same_scenario)
{
    char folder[] = "/tmp/cairn-test-XXXXXX";
    struct cairn_scenario *a = load(round_trips[_i], NULL, "");
    struct cairn_scenario *b;
    char *path, *one, *other;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    path = cairn_format("%s/effective.xml", folder);
    write_file(path, cairn_scenario_effective(a));
    b = load(path, NULL, "");
    one = stripped(cairn_scenario_effective(a));
    other = stripped(cairn_scenario_effective(b));
    ck_assert_str_eq(one, other);
    ck_assert_int_eq(b->n_files, 1);
    ck_assert_int_eq(a->n_pools, b->n_pools);
    unlink(path);
    rmdir(folder);
    cairn_free(one);
    cairn_free(other);
    cairn_free(path);
    cairn_scenario_free(a);
    cairn_scenario_free(b);
}
END_TEST

/* A replay has no process, and the effective scenario says none, not even the default. */
START_TEST(the_effective_scenario_of_a_replay_is_the_same)
{
    struct cairn_scenario *a = load("tests/reference/r01-replay.xml", NULL, "");
    char folder[] = "/tmp/cairn-test-XXXXXX";
    struct cairn_scenario *b;
    char *path, *csv;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    path = cairn_format("%s/effective.xml", folder);
    csv = cairn_format("%s/r01-replay.csv", folder);
    write_file(path, cairn_scenario_effective(a));
    write_file(csv, a->files[1].bytes);
    b = load(path, NULL, "");
    ck_assert_ptr_nonnull(strstr(cairn_scenario_effective(b), "<arrivals together="));
    ck_assert_double_eq(a->workloads[0].arrivals.rate_per_s, b->workloads[0].arrivals.rate_per_s);
    unlink(path);
    unlink(csv);
    rmdir(folder);
    cairn_free(path);
    cairn_free(csv);
    cairn_scenario_free(a);
    cairn_scenario_free(b);
}
END_TEST

/* tests/io/fleet.csv: berlin, lyon and warsaw; empty fields keep what the pattern says. */
START_TEST(rows_become_sites)
{
    struct cairn_scenario *s = load("tests/io/fleet.xml", NULL, "");
    int berlin = cairn_scenario_find_workload(s, "frames.berlin");
    int lyon = cairn_scenario_find_workload(s, "frames.lyon");
    int warsaw = cairn_scenario_find_workload(s, "frames.warsaw");
    const struct cairn_place *place;

    ck_assert_int_eq(s->n_places, 5);
    ck_assert_int_eq(cairn_scenario_find_workload(s, "frames"), CAIRN_NONE);
    place = &s->places[s->workloads[berlin].place];
    ck_assert_str_eq(place->id, "store.berlin");
    ck_assert_int_eq(place->count, 3);
    ck_assert_str_eq(s->grids[place->grid].id, "PL");
    ck_assert_str_eq(place->origin.file, "tests/io/fleet.csv");
    ck_assert_int_eq(place->origin.line, 2);
    ck_assert_double_eq(place->visit.carbon_g, 2000); /* a part without an id */
    ck_assert_double_eq(s->workloads[berlin].arrivals.rate_per_s, 20);
    ck_assert_double_eq(s->workloads[lyon].arrivals.rate_per_s, 8.5);
    ck_assert_double_eq(s->workloads[warsaw].arrivals.rate_per_s, 16);
    ck_assert_double_eq(s->workloads[lyon].promise.p95_s, 0.15);
    ck_assert(isinf(s->workloads[warsaw].promise.p95_s));
    ck_assert_int_eq(s->workloads[lyon].storage.at, s->workloads[lyon].place);
    ck_assert_int_eq(s->pools[cairn_scenario_find_pool(s, "box.lyon")].max, 2);
    ck_assert_int_eq(s->pools[cairn_scenario_find_pool(s, "box.warsaw")].max, 3);
    ck_assert_int_eq(s->n_links, 3);
    ck_assert_double_eq(
        s->links[cairn_scenario_link(s, s->workloads[lyon].place, 0)].bandwidth_bit_s, 100e6);
    ck_assert_int_eq(cairn_scenario_link(s, s->workloads[lyon].place, 1), CAIRN_NONE);
    ck_assert_int_eq(s->n_caches, 3);
    ck_assert_int_eq(s->n_sends, 7); /* two of three rows, and one of mail */
    ck_assert_int_eq(s->n_sizes, 3);
    ck_assert_int_eq(s->n_narrowings, 6);
    cairn_scenario_free(s);
}
END_TEST

/* In January a day has 2 before noon and 4 after, in other months 1: with 31 and 334 days,
 * (62 + 334) : (124 + 334), scaled so that their mean is 50. */
START_TEST(months_and_hours_become_a_week)
{
    struct cairn_scenario *s = load("tests/io/fleet.xml", NULL, "");
    double before = 50 * 396 / ((396 + 458) / 2.0);
    double after = 50 * 458 / ((396 + 458) / 2.0);
    const struct cairn_intensity *fr = &s->intensities[0];

    ck_assert_str_eq(s->grids[fr->grid].id, "FR");
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++)
        ck_assert_double_eq_tol(fr->hour_of_week[hour], hour % 24 < 12 ? before : after, 1e-12);
    cairn_scenario_free(s);
}
END_TEST

/* Monday to Saturday add up to 30 a day, Sunday to 4; 168 hours share a sum of 184. */
START_TEST(shapes_have_the_mean_one)
{
    struct cairn_scenario *s = load("tests/io/store.xml", NULL, "");
    const double *week = s->shapes[0].hour_of_week;
    double sum = 0;

    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++)
        sum += week[hour];
    ck_assert_double_eq_tol(sum, 168, 1e-9);
    ck_assert_double_eq_tol(week[8], 168 / 184.0, 1e-12);
    ck_assert_double_eq_tol(week[24 + 10], 3 * 168 / 184.0, 1e-12);
    ck_assert_double_eq_tol(week[6 * 24 + 12], 168 / 184.0, 1e-12);
    ck_assert_double_eq(week[6 * 24 + 11], 0);
    cairn_scenario_free(s);
}
END_TEST

START_TEST(profiles_are_found)
{
    struct cairn_scenario *s = load("tests/io/fleet.xml", NULL, "");

    for (int variant = 0; variant < s->n_variants; variant++)
        for (int hardware = 0; hardware < s->n_hardware; hardware++) {
            int expected = CAIRN_NONE;

            for (int i = 0; i < s->n_profiles; i++)
                if (s->profiles[i].variant == variant && s->profiles[i].hardware == hardware)
                    expected = i;
            ck_assert_int_eq(cairn_scenario_profile(s, variant, hardware), expected);
        }
    ck_assert_int_ge(s->n_profiles, 3);
    cairn_scenario_free(s);
}
END_TEST

START_TEST(catalogues_are_sought_in_their_folder)
{
    char folder[] = "/tmp/cairn-test-XXXXXX";
    struct cairn_scenario *s;
    char *path;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    path = cairn_format("%s/question.xml", folder);
    write_file(path, "<scenario format='1' name='q'><use href='catalogue/facts.xml'/>"
                     "<time horizon='1 y'/><choose basis='inventory'/>"
                     "<site id='s' grid='PL' pue='1'>"
                     "<pool id='p' hardware='orin' tenancy='owned' min='1' max='1'/>"
                     "<workload id='w' model='resnet50' payload='1 kB' reply='1 kB'>"
                     "<arrivals rate='1 /s'/><promise p95='any' accuracy='any'/></workload>"
                     "</site></scenario>");
    s = load(path, "tests/io", "");
    ck_assert_str_eq(s->files[1].path, "tests/io/facts.xml");
    ck_assert_str_eq(s->files[1].href, "catalogue/facts.xml");
    ck_assert_int_eq(s->choose.n_batch_max, 1); /* the default of <batching>, which is not there */
    ck_assert_int_eq(s->choose.batch_max[0], 1);
    unlink(path);
    rmdir(folder);
    cairn_free(path);
    cairn_scenario_free(s);
}
END_TEST

/* Loads a scenario whose trace covers two weeks only, which is said of the line that names it. */
static struct cairn_scenario *load_traced(const char *path, const char *csv, int line)
{
    char *warning = cairn_format("%s:%d: warning: trace %s covers 336 hours, less than a year: "
                                 "seasons are missing\n",
                                 path, line, csv);
    struct cairn_scenario *scenario = load(path, NULL, warning);

    cairn_free(warning);
    return scenario;
}

/* Two weeks of 100 by night and 300 by day, scaled from their mean of 200 to the stated 50. */
START_TEST(a_trace_is_scaled_and_found_again)
{
    char folder[] = "/tmp/cairn-test-XXXXXX";
    struct cairn_scenario *a, *b;
    struct cairn_buffer trace;
    char *question, *csv, *effective;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    question = cairn_format("%s/question.xml", folder);
    effective = cairn_format("%s/effective.xml", folder);
    csv = cairn_format("%s/trace.csv", folder);
    cairn_buffer_init(&trace);
    cairn_buffer_puts(&trace, "time,g\n");
    for (int hour = 0; hour < 336; hour++)
        cairn_buffer_appendf(&trace, "2021-02-%02d %02d:00,%d\n", 1 + hour / 24, hour % 24,
                             hour % 24 < 12 ? 100 : 300);
    write_file(csv, trace.data);
    write_file(question, "<scenario format='1' name='q'><time horizon='1 y'/>"
                         "<choose basis='inventory'/>\n"
                         "<grid id='g'><intensity kind='average' scope='life-cycle' "
                         "value='50 g/kWh'><trace href='trace.csv'/></intensity></grid>"
                         "<model id='m'/><api id='a' model='m' accuracy='1' energy='1 J' "
                         "scope='it' latency='1 s'/>"
                         "<site id='s' grid='g' pue='1'><pool id='p' api='a' tenancy='api'/>"
                         "<workload id='w' model='m' payload='1 kB' reply='1 kB'>"
                         "<arrivals rate='1 /s'/><promise p95='any' accuracy='any'/></workload>"
                         "</site></scenario>");
    a = load_traced(question, csv, 2);
    ck_assert_double_eq(a->intensities[0].value_g_per_kwh, 50);
    for (int hour = 0; hour < CAIRN_HOURS_PER_WEEK; hour++)
        ck_assert_double_eq_tol(a->intensities[0].hour_of_week[hour], hour % 24 < 12 ? 25 : 75,
                                1e-12);
    write_file(effective, cairn_scenario_effective(a));
    b = load_traced(effective, csv, 16);
    ck_assert_double_eq(b->intensities[0].hour_of_week[0], a->intensities[0].hour_of_week[0]);
    ck_assert_str_eq(b->intensities[0].trace.href, "trace.csv");
    cairn_scenario_free(a);
    cairn_scenario_free(b);
    unlink(effective);
    unlink(question);
    unlink(csv);
    rmdir(folder);
    cairn_buffer_release(&trace);
    cairn_free(question);
    cairn_free(effective);
    cairn_free(csv);
}
END_TEST

START_TEST(a_catalogue_loads_whole)
{
    const char *paths[] = {"tests/io/facts.xml"};
    struct cairn_diag diag;
    struct cairn_scenario *s;

    cairn_diag_init(&diag);
    s = cairn_catalogue_load(paths, 1, &diag);
    ck_assert_ptr_nonnull(s);
    ck_assert_int_eq(s->n_hardware, 4);
    ck_assert_int_eq(s->n_models, 2);
    ck_assert_int_eq(s->n_grids, 3);
    ck_assert_int_eq(s->hardware[1].power.evidence.known, CAIRN_MEASURED);
    ck_assert_str_eq(s->sources[s->hardware[1].power.evidence.source].id, "none");
    cairn_scenario_free(s);
    cairn_diag_release(&diag);
}
END_TEST

/* A scenario that a test or another program put together has no memory of its own. */
START_TEST(lookups_work_without_a_loader)
{
    struct cairn_pool pools[] = {{.id = "b"}, {.id = "a"}};
    struct cairn_workload workloads[] = {{.id = "w"}};
    struct cairn_link links[] = {{.from = 1, .to = 0}};
    struct cairn_profile profiles[] = {{.variant = 1, .hardware = 0}, {.variant = 0}};
    struct cairn_intensity intensities[] = {{.kind = CAIRN_LONG_RUN, .scope = CAIRN_DIRECT}};
    struct cairn_grid grids[] = {{.first_intensity = 0, .n_intensities = 1}};
    struct cairn_scenario s = {.pools = pools,
                               .n_pools = 2,
                               .workloads = workloads,
                               .n_workloads = 1,
                               .links = links,
                               .n_links = 1,
                               .profiles = profiles,
                               .n_profiles = 2,
                               .grids = grids,
                               .n_grids = 1,
                               .intensities = intensities,
                               .n_intensities = 1};

    ck_assert_int_eq(cairn_scenario_find_pool(&s, "a"), 1);
    ck_assert_int_eq(cairn_scenario_find_pool(&s, "c"), CAIRN_NONE);
    ck_assert_int_eq(cairn_scenario_find_workload(&s, "w"), 0);
    ck_assert_int_eq(cairn_scenario_link(&s, 1, 0), 0);
    ck_assert_int_eq(cairn_scenario_link(&s, 0, 1), CAIRN_NONE);
    ck_assert_int_eq(cairn_scenario_profile(&s, 0, 0), 1);
    ck_assert_int_eq(cairn_scenario_intensity(&s, 0, CAIRN_LONG_RUN, CAIRN_DIRECT), 0);
    ck_assert_int_eq(cairn_scenario_intensity(&s, 0, CAIRN_AVERAGE, CAIRN_DIRECT), CAIRN_NONE);
    cairn_scenario_free(&s);
    cairn_scenario_free(NULL);
}
END_TEST

/* What takes long may be wanted all the same; what cannot be counted may not. */
START_TEST(force_makes_nothing_countable)
{
    struct cairn_load_options options = {.large = true};
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    ck_assert_ptr_null(
        cairn_scenario_load("tests/bad/window-of-many-devices.xml", &options, &diag));
    ck_assert_uint_eq(cairn_diag_count(&diag, CAIRN_ERROR), 1);
    cairn_diag_release(&diag);
}
END_TEST

Suite *test_load(void)
{
    Suite *suite = suite_create("load");
    TCase *tcase = tcase_create("load");

    tcase_add_test(tcase, values_arrive_in_base_units);
    tcase_add_test(tcase, what_is_not_said_is_absent);
    tcase_add_test(tcase, only_what_is_used_stays);
    tcase_add_test(tcase, origins_are_exact);
    tcase_add_test(tcase, the_order_of_elements_changes_nothing);
    tcase_add_loop_test(tcase, the_effective_scenario_is_the_same_scenario, 0,
                        sizeof round_trips / sizeof *round_trips);
    tcase_add_test(tcase, the_effective_scenario_of_a_replay_is_the_same);
    tcase_add_test(tcase, rows_become_sites);
    tcase_add_test(tcase, months_and_hours_become_a_week);
    tcase_add_test(tcase, shapes_have_the_mean_one);
    tcase_add_test(tcase, profiles_are_found);
    tcase_add_test(tcase, catalogues_are_sought_in_their_folder);
    tcase_add_test(tcase, a_trace_is_scaled_and_found_again);
    tcase_add_test(tcase, a_catalogue_loads_whole);
    tcase_add_test(tcase, lookups_work_without_a_loader);
    tcase_add_test(tcase, force_makes_nothing_countable);
    suite_add_tcase(suite, tcase);
    return suite;
}
