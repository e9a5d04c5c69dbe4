/*
 * ML.ENERGY leaderboard, versions 3 and 2: energy of generative models on GPUs by batch size.
 *
 * The GPUs alone are metered (boundary chip), all of those that the model is spread over. A request
 * is a whole reply or image: energy is per request as published. The latency of a reply is by
 * Little's law: replies in progress over replies per second, prompt included [IMPORT]. That of
 * images and videos is published.
 */

#include <math.h>
#include <string.h>
#include <strings.h>

#include "io/import_formats.h"

enum {
    TASK,
    MODEL,
    GPU,
    GPUS,
    GPUS_MORE, /* a factor: pipeline over tensor parallelism */
    PRECISION,
    TENSOR,
    EXPERT,
    DATA,
    ULYSSES,
    RING,
    BATCH,
    MEAN_BATCH,
    LATENCY,
    TOKENS,
    TOKEN_RATE,
    ENERGY,
    IMAGE_ENERGY,
    VIDEO_ENERGY,
    WIDTH,
    HEIGHT,
    VIDEO_WIDTH,
    VIDEO_HEIGHT,
    STEPS,
    FRAMES,
    N_COLUMNS
};

static const struct cairn_import_column columns_3[N_COLUMNS] = {
    [TASK] = {{"task", NULL}, true},
    [MODEL] = {{"model_id", NULL}, true},
    [GPU] = {{"gpu_model", NULL}, true},
    [GPUS] = {{"num_gpus", NULL}, true},
    [PRECISION] = {{"weight_precision", NULL}, false},
    [TENSOR] = {{"tensor_parallel", NULL}, false},
    [EXPERT] = {{"expert_parallel", NULL}, false},
    [DATA] = {{"data_parallel", NULL}, false},
    [ULYSSES] = {{"ulysses_degree", NULL}, false},
    [RING] = {{"ring_degree", NULL}, false},
    [BATCH] = {{"batch_size", NULL}, false},
    [MEAN_BATCH] = {{"avg_batch_size", NULL}, true},
    [LATENCY] = {{"batch_latency_s", NULL}, false},
    [TOKENS] = {{"avg_output_len", NULL}, true},
    [TOKEN_RATE] = {{"output_throughput_tokens_per_sec", NULL}, true},
    [ENERGY] = {{"energy_per_request_joules", NULL}, true},
    [IMAGE_ENERGY] = {{"energy_per_image_joules", NULL}, false},
    [VIDEO_ENERGY] = {{"energy_per_video_joules", NULL}, false},
    [WIDTH] = {{"image_width", NULL}, false},
    [HEIGHT] = {{"image_height", NULL}, false},
    [VIDEO_WIDTH] = {{"video_width", NULL}, false},
    [VIDEO_HEIGHT] = {{"video_height", NULL}, false},
    [STEPS] = {{"inference_steps", NULL}, false},
    [FRAMES] = {{"num_frames", NULL}, false},
};

/* The task stands in the path: data/llm_text_generation/chat/... */
static const struct cairn_import_column columns_2[N_COLUMNS] = {
    [TASK] = {{"path", NULL}, true},
    [MODEL] = {{"Model", NULL}, true},
    [GPU] = {{"GPU", NULL}, true},
    [GPUS] = {{"TP", NULL}, false},
    [GPUS_MORE] = {{"PP", NULL}, false},
    [BATCH] = {{"Batch size", NULL}, false},
    [MEAN_BATCH] = {{"Avg BS (reqs)", NULL}, true},
    [LATENCY] = {{"Batch latency (s)", NULL}, false},
    [TOKENS] = {{"Avg Output Tokens", NULL}, true},
    [TOKEN_RATE] = {{"Token tput (tok/s)", NULL}, true},
    [ENERGY] = {{"Energy/req (J)", NULL}, true},
    [IMAGE_ENERGY] = {{"Energy/image (J)", NULL}, false},
    [VIDEO_ENERGY] = {{"Energy/video (J)", NULL}, false},
    [STEPS] = {{"Denoising steps", NULL}, false},
    [FRAMES] = {{"Frames", NULL}, false},
};

/* One row on its way into a profile. */
struct reading {
    struct cairn_import *import;
    const struct cairn_import_table *table;
    struct cairn_import_measurement row;
    const char *task, *reason;
    int gpus;
};

static const char *text(const struct reading *reading, int column)
{
    return cairn_import_table_text(reading->table, column);
}

/* ---- names ---- */

/* "llm_text_generation/chat" of "data/llm_text_generation/chat/H100 80GB HBM3/..." */
static const char *task_of_path(struct cairn_arena *arena, const char *path)
{
    const char *first, *second, *end;

    first = strchr(path, '/');
    second = first ? strchr(first + 1, '/') : NULL;
    end = second ? strchr(second + 1, '/') : NULL;
    return end ? cairn_arena_strndup(arena, first + 1, (size_t)(end - first - 1)) : path;
}

/* "meta-llama/Llama-3.1-8B-Instruct-FP8" is llama-3.1-8b: that it was tuned costs nothing. */
static const char *model_of(struct cairn_arena *arena, const char *name)
{
    static const char *const endings[] = {"-fp8", "-instruct", "-it", "-chat", "-hf"};
    const char *slash = strrchr(name, '/');
    char *id = cairn_arena_strdup(arena, cairn_import_id(arena, slash ? slash + 1 : name));

    if (strcmp(id, "stable-diffusion-xl-base-1.0") == 0)
        return "sdxl";
    if (strncmp(id, "meta-llama", 10) == 0)
        id += strlen("meta-");

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(id), size = strlen(endings[i]);

        if (n > size && strcmp(id + n - size, endings[i]) == 0)
            id[n - size] = '\0';
    }
    return id;
}

static const char *variant_of(struct cairn_arena *arena, const char *precision)
{
    if (!*precision)
        return NULL;
    if (strcasecmp(precision, "bfloat16") == 0)
        return "bf16";
    if (strcasecmp(precision, "float16") == 0)
        return "fp16";
    return cairn_import_id(arena, precision);
}

/* "NVIDIA A100-SXM4-40GB" is a100-sxm-40, four of them a100-sxm-40-x4. */
static const char *hardware_of(struct cairn_arena *arena, const char *gpu, int n)
{
    static const struct {
        const char *name, *id;
    } gpus[] = {
        {"NVIDIA A100-SXM4-40GB", "a100-sxm-40"},
        {"NVIDIA A100-SXM4-80GB", "a100-sxm-80"},
        {"NVIDIA H100 80GB HBM3", "h100"},
    };
    const char *id = cairn_import_id(arena, gpu);

    for (size_t i = 0; i < sizeof gpus / sizeof *gpus; i++)
        if (strcmp(gpus[i].name, gpu) == 0)
            id = gpus[i].id;
    return n > 1 ? cairn_arena_format(arena, "%s-x%d", id, n) : id;
}

/* ---- figures ---- */

/* A needed number, above 0; otherwise says why the row is of no use. */
static bool number(struct reading *reading, int column, double *value)
{
    if (!cairn_import_table_number(reading->table, column, value))
        return false;
    if (*value > 0)
        return true;
    reading->reason = cairn_arena_format(reading->import->arena, "no %s",
                                         reading->table->columns[column].names[0]);
    return false;
}

static bool read_gpus(struct reading *reading)
{
    double n, more = 1;

    if (!*text(reading, GPUS)) { /* images of version 2: one */
        reading->gpus = 1;
        return true;
    }
    if (!number(reading, GPUS, &n) ||
        (*text(reading, GPUS_MORE) && !number(reading, GPUS_MORE, &more)))
        return false;
    reading->gpus = n * more < 1e6 ? (int)(n * more) : 0;
    return reading->gpus > 0;
}

static const char *energy_text(const struct reading *reading, int column)
{
    return cairn_arena_format(reading->import->arena, "%s J", text(reading, column));
}

/* [IMPORT]: batch / (tokens per second / tokens per reply). */
static bool read_reply(struct reading *reading)
{
    struct cairn_arena *arena = reading->import->arena;
    double batch, tokens, rate, energy_j;

    if (!number(reading, MEAN_BATCH, &batch) || !number(reading, TOKENS, &tokens) ||
        !number(reading, TOKEN_RATE, &rate) || !number(reading, ENERGY, &energy_j))
        return false;
    reading->row.batch = batch < 1e6 ? (int)fmax(1, floor(batch + 0.5)) : 0;
    reading->row.latency = cairn_import_quantity(arena, reading->row.batch * tokens / rate, "s");
    reading->row.energy = energy_text(reading, ENERGY);
    reading->row.request =
        cairn_arena_format(arena, "%s, about %.0f reply tokens", reading->task, tokens);
    reading->row.evidence = CAIRN_MODELLED;
    return reading->row.batch > 0;
}

/* "1024 x 1024 image, 20 steps" */
static const char *picture(const struct reading *reading, const char *what, int width, int height)
{
    struct cairn_arena *arena = reading->import->arena;
    const char *size =
        *text(reading, width)
            ? cairn_arena_format(arena, "%s x %s ", text(reading, width), text(reading, height))
            : "";
    const char *frames = *text(reading, FRAMES)
                             ? cairn_arena_format(arena, " of %s frames", text(reading, FRAMES))
                             : "";

    return cairn_arena_format(arena, "%s%s%s, %s steps", size, what, frames, text(reading, STEPS));
}

static bool read_picture(struct reading *reading)
{
    bool video = *text(reading, VIDEO_ENERGY) != '\0';
    int column = video ? VIDEO_ENERGY : IMAGE_ENERGY;
    double batch, latency_s, energy_j;

    if (!number(reading, BATCH, &batch) || !number(reading, LATENCY, &latency_s) ||
        !number(reading, column, &energy_j))
        return false;
    reading->row.batch = batch < 1e6 ? (int)batch : 0;
    reading->row.latency =
        cairn_arena_format(reading->import->arena, "%s s", text(reading, LATENCY));
    reading->row.energy = energy_text(reading, column);
    reading->row.request = video ? picture(reading, "video", VIDEO_WIDTH, VIDEO_HEIGHT)
                                 : picture(reading, "image", WIDTH, HEIGHT);
    reading->row.evidence = CAIRN_MEASURED;
    return reading->row.batch > 0;
}

/* ---- rows ---- */

/* How the model is spread over its GPUs, and what the request is where that is part of it. */
static const char *conditions_of(const struct reading *reading, bool reply)
{
    static const int spread[] = {TENSOR, EXPERT, DATA, ULYSSES, RING};
    static const char *const words[] = {"tensor", "expert", "data", "ulysses", "ring"};
    struct cairn_arena *arena = reading->import->arena;
    const char *all = cairn_arena_format(arena, "%s, %s", reading->task, text(reading, MODEL));

    for (size_t i = 0; i < sizeof spread / sizeof *spread; i++)
        if (*text(reading, spread[i]))
            all = cairn_arena_format(arena, "%s, %s %s", all, words[i], text(reading, spread[i]));
    return reply ? all : cairn_arena_format(arena, "%s, %s", all, reading->row.request);
}

static void take(struct reading *reading, int version, const char *href, const char *licence)
{
    struct cairn_import *import = reading->import;
    struct cairn_import_measurement *row = &reading->row;
    struct cairn_arena *arena = import->arena;
    bool reply = *text(reading, TOKEN_RATE) != '\0';

    row->system = text(reading, GPU);
    row->benchmark = text(reading, MODEL);
    if (!read_gpus(reading) || !(reply ? read_reply(reading) : read_picture(reading))) {
        if (reading->reason)
            cairn_import_leave_out(import, row->origin.line, reading->reason, row->benchmark);
        return;
    }
    row->model = model_of(arena, row->benchmark);
    row->variant = variant_of(arena, text(reading, PRECISION));
    row->hardware = hardware_of(arena, row->system, reading->gpus);
    row->system =
        cairn_arena_format(arena, "%d x %s (%s)", reading->gpus, row->system, row->hardware);
    row->boundary = "chip";
    row->conditions = conditions_of(reading, reply);
    row->source = (struct cairn_import_source){
        .title = cairn_arena_format(arena, "ML.ENERGY Leaderboard v%d: %s on %s%s; GPUs only",
                                    version, row->conditions, row->system,
                                    reply ? "; latency is requests in progress over requests per "
                                            "second, energy is per request"
                                          : "; latency of the batch and energy per request"),
        .href = href,
        .licence = licence,
    };
    cairn_import_add_point(import, row);
}

static struct reading begin(struct cairn_import *import, const struct cairn_import_table *table)
{
    return (struct reading){
        .import = import, .table = table, .row.origin = {import->path, table->csv->record_line}};
}

static void take_row_3(struct cairn_import *import, struct cairn_import_table *table)
{
    struct reading reading = begin(import, table);
    const char *system =
        cairn_arena_format(import->arena, "%s x %s", text(&reading, GPUS), text(&reading, GPU));

    reading.task = text(&reading, TASK);
    if (cairn_import_wanted(import, reading.row.origin.line, system, reading.task,
                            text(&reading, MODEL)))
        take(&reading, 3, "https://github.com/ml-energy/leaderboard",
             "no licence stated; figures quoted");
}

static void take_row_2(struct cairn_import *import, struct cairn_import_table *table)
{
    struct reading reading = begin(import, table);

    reading.task = task_of_path(import->arena, text(&reading, TASK));
    if (cairn_import_wanted(import, reading.row.origin.line, text(&reading, GPU), reading.task,
                            text(&reading, TASK)))
        take(&reading, 2, "https://github.com/ml-energy/leaderboard-v2", "Apache-2.0");
}

const struct cairn_import_format cairn_import_ml_energy_3 = {
    .name = "ml-energy",
    .help = "tables of the ML.ENERGY leaderboard, versions 3 and 2: energy of replies and images",
    .columns = columns_3,
    .n_columns = N_COLUMNS,
    .row = take_row_3,
};

const struct cairn_import_format cairn_import_ml_energy_2 = {
    .name = "ml-energy",
    .help = "tables of the ML.ENERGY leaderboard, versions 3 and 2: energy of replies and images",
    .columns = columns_2,
    .n_columns = N_COLUMNS,
    .row = take_row_2,
};
