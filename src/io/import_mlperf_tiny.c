/*
 * The summary of a round of MLPerf Tiny: a row per board and benchmark. One inference at a time:
 * latency is the reciprocal of the rate. Energy is metered at the supply of the microcontroller.
 */

#include <math.h>
#include <string.h>
#include <strings.h>

#include "io/import_formats.h"

enum {
    SUBMITTER,
    DIVISION,
    BOARD,
    SYSTEM,
    BENCHMARK,
    RATE,
    UNIT,
    HAS_POWER,
    ENERGY,
    ENERGY_UNIT,
    N_COLUMNS
};

static const struct cairn_import_column columns[N_COLUMNS] = {
    [SUBMITTER] = {{"Organization", NULL}, true}, [DIVISION] = {{"Division", NULL}, true},
    [BOARD] = {{"BoardName", NULL}, true},        [SYSTEM] = {{"SystemDesc", NULL}, true},
    [BENCHMARK] = {{"MlperfModel", NULL}, true},  [RATE] = {{"Result", NULL}, true},
    [UNIT] = {{"ResultUnit", NULL}, true},        [HAS_POWER] = {{"HasPower", NULL}, true},
    [ENERGY] = {{"Power", NULL}, true},           [ENERGY_UNIT] = {{"PowerUnit", NULL}, true},
};

static const struct {
    const char *benchmark, *model, *request;
} models[] = {
    {"kws", "dscnn-kws", "1 s of audio"},
    {"vww", "vww", "96 x 96 image"},
    {"ic", "resnet-8", "32 x 32 image"},
};

static void take(struct cairn_import *import, const struct cairn_import_table *table, double rate)
{
    struct cairn_arena *arena = import->arena;
    const char *benchmark = cairn_import_table_text(table, BENCHMARK);
    struct cairn_import_measurement row = {
        .origin = {import->path, table->csv->record_line},
        .system = cairn_import_table_text(table, SYSTEM),
        .benchmark = benchmark,
        .variant = "int8",
        .boundary = "chip",
        .evidence = CAIRN_MEASURED,
        .batch = 1,
        .latency = cairn_import_quantity(arena, 1000 / rate, "ms"),
        .energy = cairn_arena_format(arena, "%s uJ", cairn_import_table_text(table, ENERGY)),
    };

    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        if (strcasecmp(models[i].benchmark, benchmark) == 0) {
            row.model = models[i].model;
            row.request = models[i].request;
        }
    row.hardware = cairn_import_id(arena, row.system);
    row.conditions = cairn_arena_format(arena, "%s, %s", row.system, benchmark);
    row.source = (struct cairn_import_source){
        .title = cairn_arena_format(
            arena,
            "MLPerf Tiny results, %s division, %s, %s (%s), %s: latency is the reciprocal "
            "of the rate; energy per inference at the supply of the chip",
            cairn_import_table_text(table, DIVISION), cairn_import_table_text(table, SUBMITTER),
            cairn_import_table_text(table, BOARD), row.system, benchmark),
        .href = "https://mlcommons.org/benchmarks/inference-tiny/",
    };
    cairn_import_add_point(import, &row);
}

static void take_row(struct cairn_import *import, struct cairn_import_table *table)
{
    const char *system = cairn_import_table_text(table, SYSTEM);
    const char *benchmark = cairn_import_table_text(table, BENCHMARK);
    int line = table->csv->record_line;
    const char *reason = NULL;
    double rate, energy_uj;

    if (!cairn_import_wanted(import, line,
                             cairn_arena_format(import->arena, "%s (%s)",
                                                cairn_import_table_text(table, BOARD), system),
                             benchmark, NULL) ||
        !cairn_import_table_number(table, RATE, &rate) ||
        !cairn_import_table_number(table, ENERGY, &energy_uj))
        return;
    if (strcasecmp(cairn_import_table_text(table, UNIT), "inf./sec.") != 0 || !(rate > 0))
        reason = "no rate in inf./sec.";
    else if (strcasecmp(cairn_import_table_text(table, HAS_POWER), "True") != 0)
        reason = "no energy was measured";
    else if (strcasecmp(cairn_import_table_text(table, ENERGY_UNIT), "uJ/inf.") != 0 ||
             !(energy_uj > 0))
        reason = "no energy in uJ/inf.";
    else if (strcasecmp(cairn_import_table_text(table, DIVISION), "open") == 0 &&
             !import->wish.model)
        reason = "open division: another network may stand behind the benchmark; name it with "
                 "--model";
    if (reason)
        cairn_import_leave_out(import, line, reason,
                               cairn_arena_format(import->arena, "%s, %s", system, benchmark));
    else
        take(import, table, rate);
}

const struct cairn_import_format cairn_import_mlperf_tiny = {
    .name = "mlperf-summary",
    .help = "results of a round of MLPerf Inference or MLPerf Tiny, as a table",
    .columns = columns,
    .n_columns = N_COLUMNS,
    .row = take_row,
};
