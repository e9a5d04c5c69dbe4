/*
 * Work that waits, over the hours of a real year: CAIRN_DATA names a folder with
 * grid_electricitymaps/DE-LU_2023_hourly.csv.gz and others like it, as Electricity Maps publishes
 * them. Without it the tests say so and pass. The hours are read here by gzip and cut, and by cairn
 * as a trace of a scenario.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cairn/load.h>

#include "account/defer.h"
#include "base/alloc.h"
#include "base/diag.h"
#include "model/forecast.h"

enum { N = CAIRN_HOURS_PER_YEAR };

static const char *const files[] = {"DE-LU_2023", "US-CAL-CISO_2023", "AU-NSW_2023", "GB_2023"};

struct real {
    double raw[N], shift[N], forecast[N], work[N];
    double *at[1];
    const double *charges[1];
    struct cairn_scenario *scenario;
    struct cairn_year year;
};

/* Column 6 of these files, "Carbon Intensity gCO2eq/kWh (LCA)": 8,760 lines below the header. */
static bool read_raw(const char *folder, const char *name, double *raw)
{
    char *command = cairn_format(
        "gzip -dc '%s/grid_electricitymaps/%s_hourly.csv.gz' | tail -n +2 | cut -d, -f6", folder,
        name);
    FILE *file = popen(command, "r");
    int n = 0;

    while (n < N && fscanf(file, "%lf", &raw[n]) == 1)
        n++;
    pclose(file);
    cairn_free(command);
    if (n < N)
        printf("# SKIP %s: %d hours\n", name, n);
    return n == N;
}

static struct cairn_scenario *load(const char *folder, const char *name)
{
    char path[] = "/tmp/cairn-deferral-XXXXXX";
    struct cairn_diag diag;
    struct cairn_scenario *s;
    char *file, *command;
    FILE *out;

    ck_assert_ptr_nonnull(mkdtemp(path));
    command = cairn_format("cp '%s/grid_electricitymaps/%s_hourly.csv.gz' %s", folder, name, path);
    ck_assert_int_eq(system(command), 0);
    cairn_free(command);
    file = cairn_format("%s/grid.xml", path);
    out = fopen(file, "w");
    ck_assert_ptr_nonnull(out);
    fprintf(out,
            "<catalogue format=\"1\"><grid id=\"g\"><intensity kind=\"average\" "
            "scope=\"life-cycle\"><trace href=\"%s_hourly.csv.gz\" "
            "format=\"electricity-maps\"/></intensity></grid></catalogue>\n",
            name);
    fclose(out);
    cairn_diag_init(&diag);
    s = cairn_catalogue_load((const char *const[]){file}, 1, &diag);
    for (size_t i = 0; !s && i < diag.n_items; i++)
        printf("# %s\n", diag.items[i].text);
    cairn_diag_release(&diag);
    command = cairn_format("rm -rf %s", path);
    ck_assert_int_eq(system(command), 0);
    cairn_free(command);
    cairn_free(file);
    return s;
}

static struct real *real_new(const char *name)
{
    const char *folder = getenv("CAIRN_DATA");
    struct real *r = calloc(1, sizeof *r);
    const double *hours;

    if (!folder)
        printf("# %s: not read, CAIRN_DATA names no folder\n", name);
    if (!folder || !read_raw(folder, name, r->raw)) {
        free(r);
        return NULL;
    }
    r->scenario = load(folder, name);
    ck_assert_ptr_nonnull(r->scenario);
    cairn_year_init(&r->year, r->scenario);
    hours = cairn_year_intensity(&r->year, 0, CAIRN_AVERAGE, CAIRN_LIFE_CYCLE);
    ck_assert_int_eq(r->year.year, 2023);
    for (int h = 0; h < N; h++) {
        ck_assert_double_eq_tol(hours[h], r->raw[h], 1e-9 * r->raw[h]);
        r->work[h] = 1;
    }
    memcpy(r->forecast, hours, sizeof r->forecast);
    r->charges[0] = hours;
    r->at[0] = r->shift;
    return r;
}

static void real_free(struct real *r)
{
    cairn_year_release(&r->year);
    cairn_scenario_free(r->scenario);
    free(r);
}

static struct cairn_defer_jobs jobs_of(struct real *r, int slack_h, int length_h, bool apart)
{
    return (struct cairn_defer_jobs){.slack_h = slack_h,
                                     .length_h = length_h,
                                     .interruptible = apart,
                                     .forecast = r->forecast,
                                     .work = r->work,
                                     .up_to = 1,
                                     .shift = r->at};
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The least mean over all starts of a job, or over all sets of hours (the cheapest), or at once. */
static double by_force(const double *raw, int came, int slack_h, int length_h, bool apart)
{
    double best = raw[came], hours[128];
    int n = slack_h + length_h;

    ck_assert_int_le(n, 128);
    for (int i = 0; i < n; i++)
        hours[i] = raw[(came + i) % N];
    if (apart)
        qsort(hours, (size_t)n, sizeof *hours, compare);
    for (int start = 0; start <= (apart ? 0 : slack_h); start++) {
        double sum = 0;

        for (int i = 0; i < length_h; i++)
            sum += hours[start + i];
        best = fmin(best, sum / length_h);
    }
    return best;
}

/* [DEFER] Expected: every start of every job of a published year, tried one by one. */
START_TEST(foresight_is_brute_force_on_a_real_year)
{
    static const struct {
        int slack_h, length_h;
    } kinds[] = {{12, 1}, {24, 4}, {96, 6}};
    struct real *r = real_new(files[_i]);

    for (int k = 0; r && k < 6; k++) {
        int slack_h = kinds[k / 2].slack_h, length_h = kinds[k / 2].length_h;
        bool apart = k % 2;
        struct cairn_defer_jobs jobs = jobs_of(r, slack_h, length_h, apart);
        double before = 0, after = 0;

        cairn_defer(&jobs, 1, NULL, r->charges, 1);
        for (int h = 0; h < N; h++) {
            double least = by_force(r->raw, h, slack_h, length_h, apart);

            ck_assert_double_eq_tol(r->raw[h] + r->shift[h], least, 1e-9 * r->raw[h]);
            before += r->raw[h] / N;
            after += least / N;
        }
        printf("# %s: %d h of work within %d h, %s: %.1f instead of %.1f g/kWh\n", files[_i],
               length_h, slack_h, apart ? "in parts" : "in a row", after, before);
    }
    if (r)
        real_free(r);
}
END_TEST

/* Decided on a forecast and charged as it is: less than with foresight, more than at once. */
START_TEST(errors_cost_some_of_the_saving_on_a_real_year)
{
    static const double cv[] = {0, 0.1, 0.3};
    struct real *r = real_new(files[_i]);
    double saved[3] = {0};

    for (int k = 0; r && k < 3; k++) {
        struct cairn_defer_jobs jobs = jobs_of(r, 24, 1, false);

        cairn_forecast(r->charges[0], cv[k], 1, 1, r->forecast);
        cairn_defer(&jobs, 1, NULL, r->charges, 1);
        for (int h = 0; h < N; h++)
            saved[k] -= r->shift[h] / N;
    }
    if (!r)
        return;
    printf("# %s: a slack of 24 h saves %.1f, %.1f, %.1f g/kWh at a cv of 0, 0.1, 0.3\n", files[_i],
           saved[0], saved[1], saved[2]);
    ck_assert_double_lt(saved[1], saved[0]);
    ck_assert_double_lt(saved[2], saved[1]);
    ck_assert_double_gt(saved[2], 0);
    real_free(r);
}
END_TEST

Suite *test_deferral(void);
Suite *test_deferral(void)
{
    Suite *suite = suite_create("deferral");
    TCase *tc = tcase_create("deferral");
    int n = (int)(sizeof files / sizeof *files);

    tcase_set_timeout(tc, 120);
    tcase_add_loop_test(tc, foresight_is_brute_force_on_a_real_year, 0, n);
    tcase_add_loop_test(tc, errors_cost_some_of_the_saving_on_a_real_year, 0, n);
    suite_add_tcase(suite, tc);
    return suite;
}
