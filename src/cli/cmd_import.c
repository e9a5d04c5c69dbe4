/* cairn import [FORMAT] FILE...: measured results become a catalogue file. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "base/units.h"
#include "cli/command.h"
#include "cli/import.h"
#include "cli/output.h"
#include "io/import_formats.h"

static const char *const boundaries[] = {"wall", "board", "chip", NULL};

static const struct cairn_option system_option = {
    .name = "system",
    .kind = CAIRN_OPTION_TEXT,
    .value = "TEXT",
    .help = "only rows whose system contains this; of mlperf \"ROUND DIVISION SUBMITTER SYSTEM\""};
static const struct cairn_option benchmark = {.name = "benchmark",
                                              .kind = CAIRN_OPTION_TEXT,
                                              .value = "NAME",
                                              .help = "only rows of this benchmark, task, model or "
                                                      "category"};
static const struct cairn_option model = {.name = "model",
                                          .kind = CAIRN_OPTION_TEXT,
                                          .value = "ID",
                                          .help = "the model measured (csv, mlperf-log: needed)"};
static const struct cairn_option variant = {.name = "variant",
                                            .kind = CAIRN_OPTION_TEXT,
                                            .value = "ID",
                                            .help = "its variant (csv, mlperf-log: needed)"};
static const struct cairn_option hardware = {
    .name = "hardware",
    .kind = CAIRN_OPTION_TEXT,
    .value = "ID",
    .help = "what it ran on (csv, mlperf-log: needed), or the id of what is imported"};
static const struct cairn_option boundary = {
    .name = "boundary",
    .kind = CAIRN_OPTION_WORD,
    .value = "WHERE",
    .help = "where power was measured: wall, board or chip (csv, --power: needed)",
    .words = boundaries};
static const struct cairn_option power = {
    .name = "power",
    .kind = CAIRN_OPTION_TEXT,
    .value = "W",
    .help = "mlperf: power, such as \"700 W\", of rows that measured none; makes them assumed"};
static const struct cairn_option batch = {.name = "batch",
                                          .kind = CAIRN_OPTION_COUNT,
                                          .value = "N",
                                          .help = "mlperf: batch size behind Offline",
                                          .low = 1,
                                          .high = 1000000};
static const struct cairn_option devices = {
    .name = "devices",
    .kind = CAIRN_OPTION_COUNT,
    .value = "N",
    .help = "mlperf: how many of --hardware are in the system, to have a share of it",
    .low = 1,
    .high = 100000};
static const struct cairn_option request = {.name = "request",
                                            .kind = CAIRN_OPTION_TEXT,
                                            .value = "TEXT",
                                            .help = "what one request is, \"224 x 224 image\""};
static const struct cairn_option source = {.name = "source",
                                           .kind = CAIRN_OPTION_TEXT,
                                           .value = "TEXT",
                                           .help = "who measured, when and how"};
static const struct cairn_option output = {.name = "output",
                                           .letter = 'o',
                                           .kind = CAIRN_OPTION_PATH,
                                           .value = "FILE",
                                           .help = "catalogue file to write, instead of printing"};

int cairn_import_deliver(const struct cairn_import_ask *ask, const struct cairn_buffer *text)
{
    int problem;

    if (!ask->output) {
        cairn_buffer_append(&ask->call->output->data, text->data, text->size);
        return CAIRN_EXIT_FINE;
    }
    problem = cairn_output_to_file(ask->output, text);
    if (problem != 0)
        return cairn_call_fail(ask->call, CAIRN_EXIT_FAILED, "cannot write \"%s\": %s", ask->output,
                               strerror(problem));
    return CAIRN_EXIT_FINE;
}

/* ---- arguments ---- */

static bool is_there(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0;
}

static bool is_catalogue(const char *path)
{
    size_t size = strlen(path);

    return size > 4 && strcmp(path + size - 4, ".xml") == 0;
}

/* "FILE:LINE" where there is no file of that whole name. */
static struct cairn_import_file file_of(const char *argument)
{
    const char *colon = strrchr(argument, ':');
    size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
    struct cairn_import_file file = {cairn_strdup(argument), 0};

    if (digits == 0 || digits > 9 || colon[1 + digits] || colon == argument || is_there(argument))
        return file;
    file.line = (int)strtol(colon + 1, NULL, 10);
    file.path[colon - argument] = '\0';
    return file;
}

static int unknown_format(struct cairn_call *call, const char *name)
{
    const char *names[32] = {"csv"};
    struct cairn_buffer all;
    const char *near;
    size_t n = 1;

    for (size_t i = 0; cairn_import_formats[i] && n < sizeof names / sizeof *names; i++)
        names[n++] = cairn_import_formats[i]->name;
    near = cairn_nearest(name, names, n);
    if (near)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE,
                               "\"%s\" is neither a format nor a file; did you mean %s?", name,
                               near);
    cairn_buffer_init(&all);
    cairn_import_format_names(&all);
    cairn_call_fail(call, CAIRN_EXIT_USAGE,
                    "\"%s\" is neither a format nor a file; formats are csv, %s", name, all.data);
    cairn_buffer_release(&all);
    return CAIRN_EXIT_USAGE;
}

/* Tells format, files and catalogues apart. */
static int take_arguments(struct cairn_import_ask *ask)
{
    const struct cairn_options *options = &ask->call->options;
    const char *first = options->arguments[0];
    int at = 0;

    if (strcmp(first, "csv") == 0 || cairn_import_is_format(first)) {
        ask->format = first;
        at = 1;
    } else if (!strpbrk(first, "./") && !is_there(first)) {
        return unknown_format(ask->call, first);
    }
    ask->files = cairn_calloc((size_t)options->n_arguments, sizeof *ask->files);
    for (; at < options->n_arguments; at++)
        if (is_catalogue(options->arguments[at]))
            cairn_catalogue_files_add(&ask->catalogues, options->arguments[at]);
        else
            ask->files[ask->n_files++] = file_of(options->arguments[at]);
    if (ask->n_files == 0)
        return cairn_call_fail(ask->call, CAIRN_EXIT_USAGE,
                               "import needs a FILE to import; see 'cairn help import'");
    return CAIRN_EXIT_FINE;
}

static int check_options(const struct cairn_import_ask *ask)
{
    const char *text = ask->wish.power;
    struct cairn_units_error error;
    double power_w;

    if (ask->output && cairn_output_would_replace(ask->output) &&
        !cairn_options_given(&ask->call->options, &cairn_option_force))
        return cairn_call_fail(ask->call, CAIRN_EXIT_FAILED,
                               "\"%s\" is there already; --force overwrites it", ask->output);
    if (!text)
        return CAIRN_EXIT_FINE;
    if (cairn_units_parse(text, CAIRN_POWER, &power_w, &error) != CAIRN_UNITS_OK)
        return cairn_call_fail(ask->call, CAIRN_EXIT_USAGE, "--power: %s", error.text);
    if (power_w <= 0)
        return cairn_call_fail(ask->call, CAIRN_EXIT_USAGE, "--power: \"%s\" is not above 0", text);
    if (!ask->wish.boundary)
        return cairn_call_fail(ask->call, CAIRN_EXIT_USAGE,
                               "--power needs --boundary: where is it drawn?");
    return CAIRN_EXIT_FINE;
}

/* ---- the command ---- */

static void take_options(struct cairn_import_ask *ask)
{
    const struct cairn_options *given = &ask->call->options;
    int word = cairn_options_word(given, &boundary);

    ask->output = cairn_options_text(given, &output, NULL);
    ask->wish = (struct cairn_import_wish){
        .system = cairn_options_text(given, &system_option, NULL),
        .benchmark = cairn_options_text(given, &benchmark, NULL),
        .model = cairn_options_text(given, &model, NULL),
        .variant = cairn_options_text(given, &variant, NULL),
        .hardware = cairn_options_text(given, &hardware, NULL),
        .power = cairn_options_text(given, &power, NULL),
        .boundary = word < 0 ? NULL : boundaries[word],
        .request = cairn_options_text(given, &request, NULL),
        .source = cairn_options_text(given, &source, NULL),
        .batch = (int)cairn_options_count(given, &batch, 0),
        .devices = (int)cairn_options_count(given, &devices, 0),
    };
}

static int run(struct cairn_call *call)
{
    struct cairn_import_ask ask = {.call = call};
    int status;

    if (!cairn_catalogue_folder(call, &ask.folder))
        return CAIRN_EXIT_INVALID;
    if (ask.folder)
        cairn_catalogue_files_init(&ask.catalogues, ask.folder);
    take_options(&ask);
    status = take_arguments(&ask);
    if (status == CAIRN_EXIT_FINE)
        status = check_options(&ask);
    if (status == CAIRN_EXIT_FINE)
        status = ask.format && strcmp(ask.format, "csv") == 0 ? cairn_import_own(&ask)
                                                              : cairn_import_published(&ask);
    for (int i = 0; i < ask.n_files; i++)
        cairn_free(ask.files[i].path);
    cairn_free(ask.files);
    cairn_catalogue_files_release(&ask.catalogues);
    cairn_free(ask.folder);
    return status;
}

static const struct cairn_option *const options[] = {
    &model,
    &variant,
    &hardware,
    &boundary,
    &system_option,
    &benchmark,
    &batch,
    &devices,
    &power,
    &request,
    &source,
    &output,
    &cairn_option_catalogue,
    &cairn_option_force,
    &cairn_option_quiet,
    NULL,
};

const struct cairn_command cairn_cmd_import = {
    .name = "import",
    .arguments = "[FORMAT] FILE...",
    .help = "turn measured and published results into a catalogue file",
    .details =
        "Formats, which but for csv are known by their look when none is named:\n"
        "\n"
        "  csv             own measurements: batch, latency of the batch, power or energy\n"
        "  mlperf-summary  results of a round of MLPerf Inference or Tiny -> profiles\n"
        "  mlperf-log      mlperf_log_summary.txt of a run, with spl.txt beside it -> a profile\n"
        "  ml-energy       tables of the ML.ENERGY leaderboard -> profiles\n"
        "  specpower       results of SPECpower_ssj2008 -> idle and full power of servers\n"
        "  boavizta        makers' footprints -> embodied carbon and lifetime of devices\n"
        "\n"
        "A table may be packed by gzip. A FILE may be FILE:LINE, one row of it. Several make one\n"
        "catalogue: with --hardware, power of one and embodied carbon of another make one entry.\n"
        "Each entry has a source and a class. Rows that say too little are left out; which and\n"
        "why goes to standard error. Models, variants and hardware of profiles are looked up in\n"
        "all catalogues and in FILEs *.xml. A scenario pulls the result in with <use>.\n"
        "\n"
        "The columns of csv have units in the header, and there is a row for each batch size:\n"
        "\n"
        "  batch,latency [ms],power [W]\n"
        "  1,4.1,13.9\n"
        "  8,17.5,19.2\n",
    .examples =
        "cairn import csv bench.csv --model mobilenet-v2 --variant int8 --hardware orin-nano-8 \\\n"
        "    --boundary wall --source 'J. Doe, 2025, wattmeter' -o my-bench.xml\n"
        "cairn import ml-energy configs.csv --benchmark lm-arena-chat -o chat.xml\n"
        "cairn import specpower.csv:312 boavizta.csv:57 --hardware my-server -o my-server.xml\n",
    .least = 1,
    .most = -1,
    .options = options,
    .run = run,
};
