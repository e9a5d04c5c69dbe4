/* cairn import csv FILE: a bench becomes a catalogue file with one profile. */

#include <string.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "cli/bench.h"
#include "cli/bench_xml.h"
#include "cli/catalogue.h"
#include "cli/command.h"
#include "cli/output.h"

static const char *const boundaries[] = {"wall", "board", "chip", NULL};

static const struct cairn_option model = {.name = "model",
                                          .kind = CAIRN_OPTION_TEXT,
                                          .value = "ID",
                                          .help = "the model measured (needed)"};
static const struct cairn_option variant = {
    .name = "variant", .kind = CAIRN_OPTION_TEXT, .value = "ID", .help = "its variant (needed)"};
static const struct cairn_option hardware = {.name = "hardware",
                                             .kind = CAIRN_OPTION_TEXT,
                                             .value = "ID",
                                             .help = "what it ran on (needed)"};
static const struct cairn_option boundary = {
    .name = "boundary",
    .kind = CAIRN_OPTION_WORD,
    .value = "WHERE",
    .help = "where power was measured: wall, board or chip (needed)",
    .words = boundaries};
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

struct import {
    struct cairn_call *call;
    struct cairn_bench_words words;
    const char *path;
};

/* ---- what it refers to ---- */

static bool unknown(struct import *import, const char *what, const char *id,
                    const char *const *names, size_t n)
{
    const char *near = cairn_nearest(id, names, n);

    if (near)
        cairn_call_fail(import->call, CAIRN_EXIT_USAGE, "no %s \"%s\"; did you mean %s?", what, id,
                        near);
    else
        cairn_call_fail(import->call, CAIRN_EXIT_USAGE,
                        "no %s \"%s\" in the catalogues; name the file that has it", what, id);
    return false;
}

/* Index of a name, or -1. */
static int find(const char *const *names, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], id) == 0)
            return (int)i;
    return -1;
}

/* Looks the variant up, which is known within its model; -1 after an error. */
static int find_variant(struct import *import, const struct cairn_scenario *scenario)
{
    const char **names = cairn_calloc((size_t)scenario->n_models, sizeof *names);
    const struct cairn_model *row;
    int at;

    for (int i = 0; i < scenario->n_models; i++)
        names[i] = scenario->models[i].id;
    at = find(names, (size_t)scenario->n_models, import->words.model);
    if (at < 0)
        unknown(import, "model", import->words.model, names, (size_t)scenario->n_models);
    cairn_free(names);
    if (at < 0)
        return -1;
    row = &scenario->models[at];
    names = cairn_calloc((size_t)row->n_variants, sizeof *names);
    for (int i = 0; i < row->n_variants; i++)
        names[i] = scenario->variants[row->first_variant + i].id;
    at = find(names, (size_t)row->n_variants, import->words.variant);
    if (at < 0)
        unknown(import, "variant", import->words.variant, names, (size_t)row->n_variants);
    cairn_free(names);
    return at < 0 ? -1 : row->first_variant + at;
}

static int find_hardware(struct import *import, const struct cairn_scenario *scenario)
{
    size_t n = (size_t)scenario->n_hardware;
    const char **names = cairn_calloc(n, sizeof *names);
    int at;

    for (size_t i = 0; i < n; i++)
        names[i] = scenario->hardware[i].id;
    at = find(names, n, import->words.hardware);
    if (at < 0)
        unknown(import, "hardware", import->words.hardware, names, n);
    cairn_free(names);
    return at;
}

static int look_up(struct import *import, const struct cairn_scenario *scenario)
{
    int v = find_variant(import, scenario);
    int h = v < 0 ? -1 : find_hardware(import, scenario);
    int profile;

    if (v < 0 || h < 0)
        return CAIRN_EXIT_USAGE;
    profile = cairn_scenario_profile(scenario, v, h);
    if (profile != CAIRN_NONE)
        cairn_call_say(import->call,
                       "%s:%d has a profile of this variant on this hardware already; a scenario "
                       "can use only one of them",
                       scenario->profiles[profile].origin.file,
                       scenario->profiles[profile].origin.line);
    return CAIRN_EXIT_FINE;
}

/* Holds the names given against all catalogues and the files given. */
static int check_names(struct import *import)
{
    const struct cairn_options *options = &import->call->options;
    char *folder = cairn_catalogue_folder(import->call);
    struct cairn_catalogue_files files = {0};
    struct cairn_scenario *scenario;
    struct cairn_diag diag;
    int status = CAIRN_EXIT_INVALID;

    if (folder)
        cairn_catalogue_files_init(&files, folder);
    for (int i = 2; i < options->n_arguments; i++)
        cairn_catalogue_files_add(&files, options->arguments[i]);
    cairn_diag_init(&diag);
    scenario = cairn_catalogue_load((const char *const *)files.paths, files.n, &diag);
    if (scenario)
        status = look_up(import, scenario);
    else
        cairn_call_diagnostics(import->call, &diag);
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    cairn_catalogue_files_release(&files);
    cairn_free(folder);
    return status;
}

/* ---- the command ---- */

static int deliver(struct import *import, const struct cairn_bench *bench)
{
    const char *path = cairn_options_text(&import->call->options, &output, NULL);
    struct cairn_buffer text;
    int problem;

    if (!path) {
        cairn_bench_write(bench, &import->words, &import->call->output->data);
        return CAIRN_EXIT_FINE;
    }
    cairn_buffer_init(&text);
    cairn_bench_write(bench, &import->words, &text);
    problem = cairn_output_to_file(path, &text);
    cairn_buffer_release(&text);
    if (problem != 0)
        return cairn_call_fail(import->call, CAIRN_EXIT_FAILED, "cannot write \"%s\": %s", path,
                               strerror(problem));
    return CAIRN_EXIT_FINE;
}

static int import_file(struct import *import)
{
    struct cairn_bench bench;
    struct cairn_diag diag;
    int status = CAIRN_EXIT_INVALID;

    cairn_diag_init(&diag);
    cairn_bench_init(&bench, import->path, &diag);
    if (!cairn_diag_failed(&diag))
        status = check_names(import);
    if (status == CAIRN_EXIT_FINE && !cairn_bench_loads(&bench, &import->words, &diag))
        status = CAIRN_EXIT_INVALID;
    cairn_call_diagnostics(import->call, &diag);
    if (status == CAIRN_EXIT_FINE)
        status = deliver(import, &bench);
    cairn_bench_release(&bench);
    cairn_diag_release(&diag);
    return status;
}

/* The options without which nothing can be imported. */
static int look_for_options(struct cairn_call *call)
{
    static const struct cairn_option *const needed[] = {&model, &variant, &hardware, &boundary};

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!cairn_options_given(&call->options, needed[i]))
            return cairn_call_fail(call, CAIRN_EXIT_USAGE,
                                   "import needs --%s %s; see 'cairn help import'", needed[i]->name,
                                   needed[i]->value);
    return CAIRN_EXIT_FINE;
}

static int run(struct cairn_call *call)
{
    const struct cairn_options *options = &call->options;
    const char *path = cairn_options_text(options, &output, NULL);
    struct import import = {.call = call, .path = options->arguments[1]};
    char *own_words;
    int status;

    if (strcmp(options->arguments[0], "csv") != 0)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE, "cannot import \"%s\"; there is csv",
                               options->arguments[0]);
    status = look_for_options(call);
    if (status != CAIRN_EXIT_FINE)
        return status;
    if (path && cairn_output_would_replace(path) &&
        !cairn_options_given(options, &cairn_option_force))
        return cairn_call_fail(call, CAIRN_EXIT_FAILED,
                               "\"%s\" is there already; --force overwrites it", path);
    own_words = cairn_format("own measurement, %s", import.path);
    import.words.model = cairn_options_text(options, &model, NULL);
    import.words.variant = cairn_options_text(options, &variant, NULL);
    import.words.hardware = cairn_options_text(options, &hardware, NULL);
    import.words.boundary = boundaries[cairn_options_word(options, &boundary)];
    import.words.request = cairn_options_text(options, &request, NULL);
    import.words.source = cairn_options_text(options, &source, own_words);
    status = import_file(&import);
    cairn_free(own_words);
    return status;
}

static const struct cairn_option *const options[] = {
    &model,
    &variant,
    &hardware,
    &boundary,
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
    .arguments = "csv FILE [CATALOGUE...]",
    .help = "turn own measurements into a catalogue file",
    .details =
        "The FILE has a header and a row for each batch size: batch, latency of the batch, and\n"
        "power or energy per request, with units in the header:\n"
        "\n"
        "  batch,latency [ms],power [W]\n"
        "  1,4.1,13.9\n"
        "  8,17.5,19.2\n"
        "\n"
        "Model, variant and hardware are looked up in all catalogues and in the CATALOGUE files\n"
        "given. The result is a profile of class \"measured\" that a scenario pulls in with "
        "<use>.\n",
    .examples = "cairn import csv bench.csv --model resnet50 --variant int8 --hardware orin-nx-16\n"
                "    --boundary wall --source 'J. Doe, 2025, wattmeter' -o my-bench.xml\n",
    .least = 2,
    .most = -1,
    .options = options,
    .run = run,
};
