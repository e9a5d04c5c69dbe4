/* The summary of a round of MLPerf Inference: a row per system, benchmark and scenario. */

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "io/import_formats.h"
#include "io/import_mlperf.h"

enum {
    VERSION,
    DIVISION,
    SUBMITTER,
    SYSTEM,
    BENCHMARK,
    SCENARIO,
    RESULT,
    UNIT,
    ACCURACY,
    PRECISION,
    POWER,
    POWER_UNIT,
    PLACE,
    N_COLUMNS
};

static const struct cairn_import_column columns[N_COLUMNS] = {
    [VERSION] = {{"version", NULL}, false},
    [DIVISION] = {{"Division", "Category", NULL}, true},
    [SUBMITTER] = {{"Submitter", "Organization", NULL}, true},
    [SYSTEM] = {{"System", "SystemName", NULL}, true},
    [BENCHMARK] = {{"Model", NULL}, true},
    [SCENARIO] = {{"Scenario", NULL}, true},
    [RESULT] = {{"Performance_Result", "Result", NULL}, true},
    [UNIT] = {{"Performance_Units", "Units", NULL}, true},
    [ACCURACY] = {{"Accuracy", NULL}, false},
    [PRECISION] = {{"weight_data_types", NULL}, false},
    [POWER] = {{"Power_Result", NULL}, false},
    [POWER_UNIT] = {{"Power_Units", NULL}, false},
    [PLACE] = {{"Location", NULL}, false},
};

/* The number behind a word in the accuracy column; NaN without one. */
static double tokens_per_sample(const char *accuracy)
{
    const char *word = "TOKENS_PER_SAMPLE:";
    const char *at = strstr(accuracy, word);
    double value;

    if (!at)
        return NAN;
    at += strlen(word);
    at += strspn(at, " ");
    return cairn_number_scan(at, &value, &at) == CAIRN_NUMBER_OK && value > 0 ? value : NAN;
}

/* Returns why the unit is of no use, or NULL. */
static const char *take_result(const struct cairn_import_table *table,
                               struct cairn_mlperf_result *result, double value)
{
    const char *unit = cairn_import_table_text(table, UNIT);

    if (strcasecmp(unit, "Latency (ms)") == 0)
        result->latency_s = value / 1000;
    else if (strcasecmp(unit, "Tokens/s") == 0)
        result->rate = value / tokens_per_sample(cairn_import_table_text(table, ACCURACY));
    else if (strcasecmp(result->benchmark, "whisper") == 0)
        return "what whisper publishes as samples per second can only be tokens";
    else if (strcasecmp(unit, "Samples/s") == 0 || strcasecmp(unit, "Queries/s") == 0)
        result->rate = value;
    else
        return "a unit other than latency in ms, samples/s, queries/s and tokens/s";
    return NULL;
}

static const char *take_power(const struct cairn_import_table *table,
                              struct cairn_mlperf_result *result, double value)
{
    const char *unit = cairn_import_table_text(table, POWER_UNIT);

    if (isnan(value))
        return NULL;
    if (strcasecmp(unit, "Watts") == 0)
        result->power_w = value;
    else if (strcasecmp(unit, "millijoules") == 0)
        result->query_j = value / 1000;
    else if (strcasecmp(unit, "joules") == 0)
        result->query_j = value;
    else
        return "a power unit other than watts, joules and millijoules";
    return NULL;
}

/* The path without its last part, which is the scenario. */
static const char *without_scenario(struct cairn_arena *arena, const char *place)
{
    const char *slash = strrchr(place, '/');

    return slash ? cairn_arena_strndup(arena, place, (size_t)(slash - place)) : NULL;
}

static void take(struct cairn_import *import, const struct cairn_import_table *table,
                 struct cairn_mlperf_result *result)
{
    struct cairn_arena *arena = import->arena;
    const char *version = cairn_import_table_text(table, VERSION);
    const char *division = cairn_import_table_text(table, DIVISION);

    result->open = strcasecmp(division, "open") == 0;
    result->title = cairn_arena_format(arena, "MLPerf Inference%s%s results, %s division, %s",
                                       *version ? " " : "", version, division,
                                       cairn_import_table_text(table, SUBMITTER));
    result->href = cairn_mlperf_href(arena, version, result->place);
    result->precision = cairn_import_table_text(table, PRECISION);
    cairn_mlperf_add(import, result);
}

static void take_row(struct cairn_import *import, struct cairn_import_table *table)
{
    struct cairn_mlperf_result result = {
        .line = table->csv->record_line,
        .system = cairn_import_table_text(table, SYSTEM),
        .benchmark = cairn_import_table_text(table, BENCHMARK),
        .scenario = cairn_import_table_text(table, SCENARIO),
        .latency_of = "90th (SingleStream) and 99th (MultiStream) percentile of the",
        .latency_s = NAN,
        .rate = NAN,
        .power_w = NAN,
        .query_j = NAN,
    };
    const char *reason, *label;
    double value, power;

    result.place = without_scenario(import->arena, cairn_import_table_text(table, PLACE));
    label =
        cairn_arena_format(import->arena, "%s %s %s %s", cairn_import_table_text(table, VERSION),
                           cairn_import_table_text(table, DIVISION),
                           cairn_import_table_text(table, SUBMITTER), result.system);
    if (!cairn_import_wanted(import, result.line, label, result.benchmark, result.place) ||
        !cairn_import_table_number(table, RESULT, &value) ||
        !cairn_import_table_number(table, POWER, &power))
        return;
    reason = take_result(table, &result, value);
    if (!reason)
        reason = take_power(table, &result, power);
    if (reason)
        cairn_import_leave_out(import, result.line, reason, result.benchmark);
    else
        take(import, table, &result);
}

const struct cairn_import_format cairn_import_mlperf_inference = {
    .name = "mlperf-summary",
    .help = "results of a round of MLPerf Inference or MLPerf Tiny, as a table",
    .columns = columns,
    .n_columns = N_COLUMNS,
    .row = take_row,
};
