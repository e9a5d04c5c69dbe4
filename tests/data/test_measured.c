/*
 * Profiles against measurements, where these are at hand: CAIRN_DATA names a folder with
 *
 *   perf_mlenergy/mlenergy_leaderboard_v3_configs.csv   ML.ENERGY leaderboard v3
 *   perf_vidur/<gpu>_<model>_mlp.csv.gz                 profiles of Vidur
 *
 * Without it the tests say so and pass. Each prints what it found; the limits are those that
 * docs/MODEL.md states.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "math/arithmetic.h"
#include "model/passes.h"
#include "model/profile.h"
#include "model/tokens.h"
#include "support/build.h"
#include "support/pass_feed.h"

enum { COLUMNS = 80, SERIES = 400, POINTS = 40, ERRORS = 40000 };

/* ---- files ---- */

/* `name` of the folder of measurements, through `filter`; NULL where there is none. */
static FILE *open_measured(const char *filter, const char *name)
{
    const char *folder = getenv("CAIRN_DATA");
    char *path, *command;
    FILE *file;

    if (!folder) {
        printf("# %s: not read, CAIRN_DATA names no folder\n", name);
        return NULL;
    }
    path = cairn_format("%s/%s", folder, name);
    file = fopen(path, "r");
    if (file)
        fclose(file);
    else
        printf("# SKIP %s is not there\n", path);
    command = cairn_format("%s '%s'", filter, path);
    file = file ? popen(command, "r") : NULL;
    cairn_free(command);
    cairn_free(path);
    return file;
}

/* Splits a line without quoted commas; returns the number of fields. */
static int split(char *line, char *fields[COLUMNS])
{
    int n = 0;

    line[strcspn(line, "\r\n")] = '\0';
    for (char *at = line; n < COLUMNS && at; n++) {
        fields[n] = at;
        at = strchr(at, ',');
        if (at)
            *at++ = '\0';
    }
    return n;
}

static int column(char *const fields[], int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(fields[i], name) == 0)
            return i;
    ck_abort_msg("no column %s", name);
}

/* ---- errors ---- */

static double errors[ERRORS];
static int n_errors;

static void add_error(double predicted, double measured)
{
    ck_assert_int_lt(n_errors, ERRORS);
    errors[n_errors++] = fabs(predicted / measured - 1.0);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Prints median and 90th percentile, and returns the median. */
static double report(const char *what)
{
    double median;

    ck_assert_int_gt(n_errors, 0);
    qsort(errors, (size_t)n_errors, sizeof *errors, ascending);
    median = errors[n_errors / 2];
    printf("%s: %d predicted, median error %.1f %%, 90th percentile %.1f %%\n", what, n_errors,
           100.0 * median, 100.0 * errors[n_errors * 9 / 10]);
    n_errors = 0;
    return median;
}

/* ---- ML.ENERGY: batches ---- */

struct series {
    char *key; /* owned */
    int n;
    struct {
        int batch;
        double energy_j, pass_s, tokens_per_s; /* per token; median between tokens */
    } points[POINTS];
};

static struct series series[SERIES];
static int n_series;

static struct series *series_of(const char *key)
{
    for (int i = 0; i < n_series; i++)
        if (strcmp(series[i].key, key) == 0)
            return &series[i];
    ck_assert_int_lt(n_series, SERIES);
    series[n_series].key = cairn_strdup(key);
    return &series[n_series++];
}

static int by_batch(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b; /* batch stands first */
}

static bool read_series(void)
{
    static const char *const keys[] = {"task",         "model_id",        "gpu_model",
                                       "num_gpus",     "tensor_parallel", "expert_parallel",
                                       "data_parallel"};
    FILE *file = open_measured("cat", "perf_mlenergy/mlenergy_leaderboard_v3_configs.csv");
    char line[8192], header[8192], *names[COLUMNS], *fields[COLUMNS];
    int n;

    if (!file || !fgets(header, sizeof header, file))
        return false;
    n = split(header, names);
    while (fgets(line, sizeof line, file)) {
        struct series *s;
        char *key = cairn_strdup("");

        ck_assert_int_eq(split(line, fields), n);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            char *longer = cairn_format("%s %s", key, fields[column(names, n, keys[k])]);

            cairn_free(key);
            key = longer;
        }
        if (*fields[column(names, n, "energy_per_token_joules")]) {
            s = series_of(key);
            ck_assert_int_lt(s->n, POINTS);
            s->points[s->n].batch = atoi(fields[column(names, n, "max_num_seqs")]);
            s->points[s->n].energy_j = atof(fields[column(names, n, "energy_per_token_joules")]);
            s->points[s->n].pass_s = 1e-3 * atof(fields[column(names, n, "median_itl_ms")]);
            s->points[s->n++].tokens_per_s =
                atof(fields[column(names, n, "output_throughput_tokens_per_sec")]);
        }
        cairn_free(key);
    }
    pclose(file);
    for (int i = 0; i < n_series; i++)
        qsort(series[i].points, (size_t)series[i].n, sizeof *series[i].points, by_batch);
    return true;
}

/* A profile of every second point of a series, from `first`; its scenario. */
static struct cairn_scenario *half_of(const struct series *s, int first, int *profile)
{
    static const double any_s[POINTS];
    struct cairn_scenario *scenario = build_scenario();
    int hardware = build_hardware(scenario, "gpu");
    int model = build_model(scenario, "model");
    int variant = build_variant(scenario, "variant", 1.0);
    int n = 0;

    (void)model;
    *profile = build_profile(scenario, variant, hardware, any_s, (s->n - first + 1) / 2);
    for (int i = first; i < s->n; i += 2) {
        struct cairn_point *point = &scenario->points[n++];

        point->batch = s->points[i].batch;
        point->latency_s = s->points[i].pass_s;
        point->energy_j = s->points[i].energy_j;
        point->power_w = NAN;
    }
    return scenario;
}

static void predict_half(const struct series *s, bool energy, bool within)
{
    int profile;
    struct cairn_scenario *scenario = half_of(s, 0, &profile);

    for (int p = 1; p < (within ? s->n - 1 : s->n); p += 2) {
        int batch = s->points[p].batch;
        double pass_s = cairn_profile_latency_s(scenario, profile, batch, NULL);
        double power_w = cairn_profile_power_w(scenario, profile, batch, NULL);

        if (energy)
            add_error(power_w * pass_s / batch, s->points[p].energy_j);
        else
            add_error(pass_s, s->points[p].pass_s);
    }
    build_free(scenario);
}

/* Median error over all series, or those of a GPU. */
static double predict_halves(bool energy, bool within, const char *gpu)
{
    char *what =
        cairn_format("%s per token, ML.ENERGY v3, %s%s%s", energy ? "energy" : "time",
                     within ? "within the measured sizes" : "all", gpu ? ", " : "", gpu ? gpu : "");
    double median;

    for (int i = 0; i < n_series; i++)
        if (series[i].n >= 4 && (!gpu || strstr(series[i].key, gpu)))
            predict_half(&series[i], energy, within);
    median = report(what);
    cairn_free(what);
    return median;
}

/*
 * Half of the batch sizes of each series of four or more, the smallest first and then every second,
 * predict the others: energy per token and time between tokens. [PROFILE] [PASS]
 */
START_TEST(batch_energy)
{
    if (!read_series())
        return;
    ck_assert_double_le(predict_halves(true, false, NULL), 0.035);
    ck_assert_double_le(predict_halves(true, true, NULL), 0.03);
    ck_assert_double_le(predict_halves(true, true, "H100"), 0.03);
    ck_assert_double_le(predict_halves(true, true, "B200"), 0.05);
    ck_assert_double_le(predict_halves(false, false, NULL), 0.06);
    ck_assert_double_le(predict_halves(false, true, NULL), 0.05);
}
END_TEST

/* ---- the catalogue's language models in the benchmark's own setting ---- */

static const struct {
    const char *model, *hardware, *series;
} shipped[] = {
    {"llama-3.1-8b", "h100", " lm-arena-chat meta-llama/Llama-3.1-8B-Instruct H100 1 1 1 1"},
    {"llama-3.1-70b", "h100-x4", " lm-arena-chat meta-llama/Llama-3.1-70B-Instruct H100 4 4 1 1"},
    {"llama-3.1-70b", "b200-x2", " lm-arena-chat meta-llama/Llama-3.1-70B-Instruct B200 2 2 1 1"},
    {"llama-3.1-405b", "h100-x8",
     " lm-arena-chat meta-llama/Llama-3.1-405B-Instruct-FP8 H100 8 8 1 1"},
};

static struct cairn_scenario *load_catalogue(void)
{
    static const char *const paths[] = {"scenarios/catalogue/models.xml",
                                        "scenarios/catalogue/hardware.xml",
                                        "scenarios/catalogue/profiles-language.xml"};
    struct cairn_diag diag;
    struct cairn_scenario *catalogue;

    cairn_diag_init(&diag);
    catalogue = cairn_catalogue_load(paths, 3, &diag);
    ck_assert(catalogue != NULL);
    cairn_diag_release(&diag);
    return catalogue;
}

static int shipped_profile(const struct cairn_scenario *catalogue, size_t i)
{
    for (int p = 0; p < catalogue->n_profiles; p++) {
        const struct cairn_profile *profile = &catalogue->profiles[p];

        if (strcmp(catalogue->models[profile->model].id, shipped[i].model) == 0 &&
            strcmp(catalogue->hardware[profile->hardware].id, shipped[i].hardware) == 0)
            return p;
    }
    ck_abort_msg("no profile of %s on %s", shipped[i].model, shipped[i].hardware);
}

/* Tokens per second of a device that always has as many sequences as it may. */
static double throughput(const struct cairn_scenario *catalogue, int profile, int batch)
{
    static struct pass_feed feed;
    static struct pass_result result;
    double last_ns = 0;

    pass_feed_init(&feed);
    cairn_passes_init(&feed.passes[0], catalogue, profile, batch, false);
    feed.pool.batch_max = batch;
    feed.pool.budget = 2048;
    feed.own_tables = true;
    for (int i = 0; i < 3 * batch; i++)
        pass_feed_add(&feed, 0, 100, 400);
    pass_feed_run(&feed, &result);
    for (int i = 0; i < feed.n; i++)
        last_ns = fmax(last_ns, (double)result.done_ns[i]);
    cairn_passes_release(&feed.passes[0]);
    return 400.0 * feed.n / (1e-9 * last_ns);
}

/*
 * Throughput under light load, 32 sequences and fewer, prompts of a hundred tokens and replies of
 * 400: profiles hold the median time between tokens, so that the throughput, prompts included, is
 * a measurement of its own. [PASS]
 */
START_TEST(light_load)
{
    struct cairn_scenario *catalogue;

    if (n_series == 0 && !read_series())
        return;
    catalogue = load_catalogue();
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        const struct series *s = series_of(shipped[i].series);
        int profile = shipped_profile(catalogue, i);

        ck_assert_int_gt(s->n, 0);
        for (int p = 0; p < s->n && s->points[p].batch <= 32; p++) {
            int batch = s->points[p].batch;

            double tokens_per_s = throughput(catalogue, profile, batch);

            printf("%s on %s, %d sequences: %.0f tokens/s, measured %.0f\n", shipped[i].model,
                   shipped[i].hardware, batch, tokens_per_s, s->points[p].tokens_per_s);
            add_error(tokens_per_s, s->points[p].tokens_per_s);
            ck_assert_double_le(errors[n_errors - 1], batch <= 16 ? 0.05 : 0.11);
        }
    }
    cairn_scenario_free(catalogue);
    ck_assert_double_le(report("throughput of 32 sequences or fewer, ML.ENERGY v3 chat"), 0.05);
}
END_TEST

/* ---- Vidur: time by tokens in a pass ---- */

static const struct {
    const char *file;
    int layers;
} profiles[] = {
    {"perf_vidur/a100_Llama-2-7b-hf_mlp.csv.gz", 32},
    {"perf_vidur/a100_Llama-2-70b-hf_mlp.csv.gz", 80},
    {"perf_vidur/a100_Meta-Llama-3-8B_mlp.csv.gz", 32},
    {"perf_vidur/a40_Llama-2-7b-hf_mlp.csv.gz", 32},
    {"perf_vidur/a40_Llama-2-70b-hf_mlp.csv.gz", 80},
    {"perf_vidur/h100_Llama-2-7b-hf_mlp.csv.gz", 32},
    {"perf_vidur/h100_Llama-2-70b-hf_mlp.csv.gz", 80},
};

enum { VIDUR_ROWS = 600, VIDUR_POINTS = 7 };

struct pass_time {
    int tokens;
    double time_s;
};

static int by_tokens(const void *a, const void *b)
{
    return ((const struct pass_time *)a)->tokens - ((const struct pass_time *)b)->tokens;
}

/* Time of all operations of a pass without attention, by tokens, of one tensor-parallel degree. */
static int read_vidur(const char *name, int layers, int parallel, struct pass_time *rows)
{
    static const char *const operations[] = {
        "emb", "input_layernorm",          "attn_pre_proj", "attn_rope", "attn_post_proj",
        "add", "post_attention_layernorm", "mlp_up_proj",   "mlp_act",   "mlp_down_proj",
    };
    FILE *file = open_measured("gzip -dc", name);
    char line[16384], header[16384], *names[COLUMNS], *fields[COLUMNS];
    int n, n_rows = 0;

    if (!file || !fgets(header, sizeof header, file))
        return 0;
    n = split(header, names);
    while (fgets(line, sizeof line, file)) {
        double ms = 0;

        ck_assert_int_eq(split(line, fields), n);
        if (atoi(fields[column(names, n, "num_tensor_parallel_workers")]) != parallel)
            continue;
        for (size_t o = 0; o < sizeof operations / sizeof *operations; o++) {
            char *median = cairn_format("time_stats.%s.median", operations[o]);
            int times = o == 0 ? 1 : strcmp(operations[o], "add") == 0 ? 2 * layers : layers;

            ms += times * atof(fields[column(names, n, median)]);
            cairn_free(median);
        }
        ck_assert_int_lt(n_rows, VIDUR_ROWS);
        rows[n_rows].tokens = atoi(fields[column(names, n, "num_tokens")]);
        rows[n_rows++].time_s = 1e-3 * ms;
    }
    pclose(file);
    qsort(rows, (size_t)n_rows, sizeof *rows, by_tokens);
    return n_rows;
}

/* The rows with these tokens, as points of a profile of batches. */
static struct cairn_scenario *points_of(const struct pass_time *rows, int n, int *profile)
{
    static const double any_s[VIDUR_POINTS];
    struct cairn_scenario *scenario = build_scenario();
    int hardware = build_hardware(scenario, "gpu");
    int model = build_model(scenario, "model");
    int variant = build_variant(scenario, "variant", 1.0);
    int k = 0;

    (void)model;
    *profile = build_profile(scenario, variant, hardware, any_s, 3);
    for (int r = 0; r < n && k < 3; r++)
        if (rows[r].tokens == (k == 0 ? 1 : 32 * k)) {
            scenario->points[k].batch = rows[r].tokens;
            scenario->points[k++].latency_s = rows[r].time_s;
        }
    ck_assert_int_eq(k, 3);
    return scenario;
}

/* Light load: passes that decode 2 ... 63 sequences, from those of 1, 32 and 64. */
static void predict_light(const struct pass_time *rows, int n)
{
    int profile;
    struct cairn_scenario *scenario = points_of(rows, n, &profile);

    for (int r = 0; r < n && rows[r].tokens < 64; r++)
        if (rows[r].tokens != 1 && rows[r].tokens != 32)
            add_error(cairn_profile_latency_s(scenario, profile, rows[r].tokens, NULL),
                      rows[r].time_s);
    build_free(scenario);
}

/* Prefills at powers of two from 64 to 4096 tokens say what a pass over any other number takes. */
static void predict_prefills(const struct pass_time *rows, int n)
{
    int64_t at[VIDUR_POINTS], ps[VIDUR_POINTS];
    struct cairn_passes passes = {
        .of_tokens = true, .n_prefills = VIDUR_POINTS, .prefill_at = at, .prefill_ps = ps};
    int64_t last_ps = 0;
    int k = 0;

    for (int r = 0; r < n && k < VIDUR_POINTS; r++)
        if (rows[r].tokens == 64 << k) {
            int64_t row_ps = (int64_t)(1e12 * rows[r].time_s);

            last_ps = row_ps > last_ps ? row_ps : last_ps;
            at[k] = rows[r].tokens;
            ps[k++] = last_ps;
        }
    ck_assert_int_eq(k, VIDUR_POINTS);
    for (int r = 0; r < n; r++)
        if (rows[r].tokens > 64 && rows[r].tokens < 4096 &&
            (rows[r].tokens & (rows[r].tokens - 1)) != 0)
            add_error(1e-12 * (double)cairn_passes_prefill_ps(&passes, rows[r].tokens),
                      rows[r].time_s);
}

/* On seven pairs of model and GPU and four degrees of parallelism. [PASS] */
START_TEST(passes_by_tokens)
{
    static struct pass_time rows[VIDUR_ROWS];

    for (int light = 0; light < 2; light++) {
        for (size_t f = 0; f < sizeof profiles / sizeof *profiles; f++)
            for (int parallel = 1; parallel <= 8; parallel *= 2) {
                int n = read_vidur(profiles[f].file, profiles[f].layers, parallel, rows);

                if (n == 0)
                    return;
                (light ? predict_light : predict_prefills)(rows, n);
            }
        ck_assert_double_le(report(light ? "passes that decode 2 to 63 sequences, Vidur"
                                         : "passes that read 65 to 4095 tokens, Vidur"),
                            0.05);
    }
}
END_TEST

Suite *test_measured(void)
{
    Suite *suite = suite_create("measured");
    TCase *tcase = tcase_create("measured");

    tcase_add_test(tcase, batch_energy);
    tcase_add_test(tcase, light_load);
    tcase_add_test(tcase, passes_by_tokens);
    suite_add_tcase(suite, tcase);
    return suite;
}
