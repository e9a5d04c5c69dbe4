#include "io/import_mlperf.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

enum { STREAMS = 8 }; /* samples of a MultiStream query */

/* The networks behind the benchmarks of the closed division, as catalogues call them. */
static const struct {
    const char *benchmark, *model;
} models[] = {
    {"resnet", "resnet-50"},
    {"resnet50", "resnet-50"},
    {"retinanet", "retinanet"},
    {"bert-99", "bert-large"},
    {"bert-99.9", "bert-large"},
    {"3d-unet-99", "3d-unet"},
    {"3d-unet-99.9", "3d-unet"},
    {"gptj-99", "gpt-j-6b"},
    {"gptj-99.9", "gpt-j-6b"},
    {"llama2-70b-99", "llama-2-70b"},
    {"llama2-70b-99.9", "llama-2-70b"},
    {"llama3.1-8b", "llama-3.1-8b"},
    {"llama3.1-405b", "llama-3.1-405b"},
    {"stable-diffusion-xl", "sdxl"},
};

static const char *model_of(struct cairn_arena *arena, const char *benchmark)
{
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        if (strcasecmp(models[i].benchmark, benchmark) == 0)
            return models[i].model;
    return cairn_import_id(arena, benchmark);
}

/* "Single Stream", "singlestream" and "SingleStream" are one. */
static bool is(const char *scenario, const char *name)
{
    for (; *scenario; scenario++) {
        if (*scenario == ' ')
            continue;
        if (tolower((unsigned char)*scenario) != tolower((unsigned char)*name))
            return false;
        name++;
    }
    return *name == '\0';
}

/* Batch, latency and what the power is charged to. Returns why it has none, or NULL. */
static const char *take_stream(struct cairn_import *import,
                               const struct cairn_mlperf_result *result, int batch,
                               struct cairn_import_measurement *row)
{
    if (!(result->latency_s > 0))
        return "no latency";
    if (import->wish.devices > 1)
        return "one device was at work, and the power is of the whole system (--devices)";
    row->batch = batch;
    row->latency = cairn_import_quantity(import->arena, result->latency_s * 1000, "ms");
    row->evidence = CAIRN_MEASURED;
    if (result->query_j > 0)
        row->energy = cairn_import_quantity(import->arena, result->query_j / batch, "J");
    else if (result->power_w > 0)
        row->power = cairn_import_quantity(import->arena, result->power_w, "W");
    return NULL;
}

/* [IMPORT]: latency = batch / rate, of each of the devices that share the rate and the power. */
static const char *take_offline(struct cairn_import *import,
                                const struct cairn_mlperf_result *result,
                                struct cairn_import_measurement *row)
{
    int devices = import->wish.devices > 1 ? import->wish.devices : 1;

    if (!(result->rate > 0))
        return "no rate of samples";
    if (import->wish.batch == 0)
        return "a throughput without its batch size; say --batch N if you know it";
    row->batch = import->wish.batch;
    row->latency =
        cairn_import_quantity(import->arena, row->batch * devices / result->rate * 1000, "ms");
    row->evidence = CAIRN_MODELLED;
    if (result->power_w > 0)
        row->power = cairn_import_quantity(import->arena, result->power_w / devices, "W");
    return NULL;
}

static const char *take_scenario(struct cairn_import *import,
                                 const struct cairn_mlperf_result *result,
                                 struct cairn_import_measurement *row)
{
    if (is(result->scenario, "SingleStream"))
        return take_stream(import, result, 1, row);
    if (is(result->scenario, "MultiStream"))
        return take_stream(import, result, STREAMS, row);
    if (is(result->scenario, "Offline"))
        return take_offline(import, result, row);
    return "a rate under a latency bound, at batch sizes that mix";
}

/* The same for all rows that can share a profile. */
static const char *title_of(struct cairn_import *import, const struct cairn_mlperf_result *result)
{
    struct cairn_arena *arena = import->arena;
    const struct cairn_import_wish *wish = &import->wish;
    const char *text =
        cairn_arena_format(arena,
                           "%s, %s, %s: %s latency of SingleStream and "
                           "MultiStream",
                           result->title, result->system, result->benchmark, result->latency_of);

    if (wish->batch > 0)
        text = cairn_arena_format(arena,
                                  "%s, that of Offline is batch %d, as stated by the "
                                  "importer, over throughput",
                                  text, wish->batch);
    if (wish->devices > 1)
        text = cairn_arena_format(arena, "%s; a share of 1/%d of the system", text, wish->devices);
    if (wish->power)
        text = cairn_arena_format(arena,
                                  "%s; power of %s, where none was measured, as stated by "
                                  "the importer",
                                  text, wish->power);
    return cairn_arena_format(arena, "%s; unverified by MLCommons as converted here", text);
}

const char *cairn_mlperf_href(struct cairn_arena *arena, const char *round, const char *place)
{
    if (!*round)
        return "https://mlcommons.org/benchmarks/";
    return cairn_arena_format(arena, "https://github.com/mlcommons/inference_results_%s%s%s", round,
                              place ? "/tree/main/" : "", place ? place : "");
}

void cairn_mlperf_add(struct cairn_import *import, const struct cairn_mlperf_result *result)
{
    struct cairn_arena *arena = import->arena;
    struct cairn_import_measurement row = {.origin = {import->path, result->line},
                                           .system = result->system,
                                           .benchmark = result->benchmark,
                                           .boundary = "wall"};
    const char *reason = take_scenario(import, result, &row);

    if (!reason && !row.power && !row.energy) {
        row.power = import->wish.power;
        row.boundary = import->wish.boundary;
        reason = row.power ? NULL : "no power was measured; say --power if you know it";
    }
    if (!reason && result->open && !import->wish.model)
        reason = "open division: another network may stand behind the benchmark; name it with "
                 "--model";
    if (reason) {
        cairn_import_leave_out(import, result->line, reason,
                               cairn_arena_format(arena, "%s, %s, %s", result->system,
                                                  result->benchmark, result->scenario));
        return;
    }
    row.model = model_of(arena, result->benchmark);
    row.variant = *result->precision ? cairn_import_id(arena, result->precision) : NULL;
    row.hardware = cairn_import_id(arena, result->system);
    row.conditions =
        cairn_arena_format(arena, "%s, %s%s%s", result->system, result->benchmark,
                           result->place ? ", " : "", result->place ? result->place : "");
    row.source =
        (struct cairn_import_source){title_of(import, result), result->href, result->licence};
    if (row.power && row.power == import->wish.power)
        row.evidence = CAIRN_ASSUMED;
    cairn_import_add_point(import, &row);
}
