/* Figures from logs of MLPerf Inference as a flat table: a row per run, with the mean latency. */

#include <math.h>
#include <string.h>
#include <strings.h>

#include "io/import_formats.h"
#include "io/import_mlperf.h"

enum {
    ROUND,
    DIVISION,
    SUBMITTER,
    SYSTEM,
    BENCHMARK,
    SCENARIO,
    VALID,
    RATE,
    LATENCY,
    POWER,
    PLACE,
    N_COLUMNS
};

static const struct cairn_import_column columns[N_COLUMNS] = {
    [ROUND] = {{"round", NULL}, true},
    [DIVISION] = {{"division", NULL}, true},
    [SUBMITTER] = {{"submitter", NULL}, true},
    [SYSTEM] = {{"system_dir", NULL}, true},
    [BENCHMARK] = {{"model", NULL}, true},
    [SCENARIO] = {{"scenario", NULL}, true},
    [VALID] = {{"valid", NULL}, true},
    [RATE] = {{"samples_per_second", NULL}, true},
    [LATENCY] = {{"mean_latency_ms", NULL}, true},
    [POWER] = {{"avg_power_W", NULL}, true},
    [PLACE] = {{"repo_path", NULL}, false},
};

/* The folder of the system and benchmark: up to the scenario. */
static const char *place_of(struct cairn_arena *arena, const char *path, const char *scenario)
{
    size_t size = strlen(scenario);

    for (const char *at = strchr(path, '/'); at; at = strchr(at + 1, '/'))
        if (strncasecmp(at + 1, scenario, size) == 0 && at[size + 1] == '/')
            return cairn_arena_strndup(arena, path, (size_t)(at - path));
    return NULL;
}

static void take(struct cairn_import *import, const struct cairn_import_table *table,
                 struct cairn_mlperf_result *result)
{
    const char *version = cairn_import_table_text(table, ROUND);
    const char *division = cairn_import_table_text(table, DIVISION);

    result->open = strcasecmp(division, "open") == 0;
    result->title =
        cairn_arena_format(import->arena, "MLPerf Inference %s logs, %s division, %s", version,
                           division, cairn_import_table_text(table, SUBMITTER));
    result->href = cairn_mlperf_href(import->arena, version, result->place);
    cairn_mlperf_add(import, result);
}

static void take_row(struct cairn_import *import, struct cairn_import_table *table)
{
    struct cairn_mlperf_result result = {
        .line = table->csv->record_line,
        .system = cairn_import_table_text(table, SYSTEM),
        .benchmark = cairn_import_table_text(table, BENCHMARK),
        .scenario = cairn_import_table_text(table, SCENARIO),
        .licence = "Apache-2.0",
        .precision = "",
        .latency_of = "mean",
        .query_j = NAN,
    };
    const char *label;
    double latency_ms;

    result.place = place_of(import->arena, cairn_import_table_text(table, PLACE), result.scenario);
    label = cairn_arena_format(import->arena, "%s %s %s %s", cairn_import_table_text(table, ROUND),
                               cairn_import_table_text(table, DIVISION),
                               cairn_import_table_text(table, SUBMITTER), result.system);
    if (!cairn_import_wanted(import, result.line, label, result.benchmark, result.place) ||
        !cairn_import_table_number(table, RATE, &result.rate) ||
        !cairn_import_table_number(table, LATENCY, &latency_ms) ||
        !cairn_import_table_number(table, POWER, &result.power_w))
        return;
    result.latency_s = latency_ms / 1000;
    if (strcasecmp(cairn_import_table_text(table, VALID), "VALID") != 0)
        cairn_import_leave_out(import, result.line, "the run is not valid", result.system);
    else
        take(import, table, &result);
}

const struct cairn_import_format cairn_import_mlperf_flat = {
    .name = "mlperf-summary",
    .help = "results of a round of MLPerf Inference or MLPerf Tiny, as a table",
    .columns = columns,
    .n_columns = N_COLUMNS,
    .row = take_row,
};
