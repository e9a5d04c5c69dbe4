/* cairn import csv FILE: a bench becomes a catalogue file with one profile. */

#include <string.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "cli/bench.h"
#include "cli/bench_xml.h"
#include "cli/import.h"

struct import {
    const struct cairn_import_ask *ask;
    struct cairn_call *call;
    struct cairn_bench_words words;
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
    const struct cairn_catalogue_files *files = &import->ask->catalogues;
    struct cairn_scenario *scenario;
    struct cairn_diag diag;
    int status = CAIRN_EXIT_INVALID;

    cairn_diag_init(&diag);
    scenario = cairn_catalogue_load((const char *const *)files->paths, files->n, &diag);
    if (scenario)
        status = look_up(import, scenario);
    else
        cairn_call_diagnostics(import->call, &diag);
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    return status;
}

/* ---- the whole ---- */

static int deliver(struct import *import, const struct cairn_bench *bench)
{
    struct cairn_buffer text;
    int status;

    cairn_buffer_init(&text);
    cairn_bench_write(bench, &import->words, &text);
    status = cairn_import_deliver(import->ask, &text);
    cairn_buffer_release(&text);
    return status;
}

static int import_file(struct import *import)
{
    struct cairn_bench bench;
    struct cairn_diag diag;
    int status = CAIRN_EXIT_INVALID;

    cairn_diag_init(&diag);
    cairn_bench_init(&bench, import->ask->files[0].path, &diag);
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

int cairn_import_own(const struct cairn_import_ask *ask)
{
    const struct cairn_import_wish *wish = &ask->wish;
    const struct {
        const char *name, *value, *given;
    } needed[] = {{"model", "ID", wish->model},
                  {"variant", "ID", wish->variant},
                  {"hardware", "ID", wish->hardware},
                  {"boundary", "WHERE", wish->boundary}};
    struct import import = {.ask = ask, .call = ask->call};
    char *own_words;
    int status;

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!needed[i].given)
            return cairn_call_fail(ask->call, CAIRN_EXIT_USAGE,
                                   "import csv needs --%s %s; see 'cairn help import'",
                                   needed[i].name, needed[i].value);
    if (ask->n_files > 1 || ask->files[0].line > 0)
        return cairn_call_fail(ask->call, CAIRN_EXIT_USAGE,
                               "import csv takes one FILE, and all of it");
    own_words = cairn_format("own measurement, %s", ask->files[0].path);
    import.words = (struct cairn_bench_words){
        .model = wish->model,
        .variant = wish->variant,
        .hardware = wish->hardware,
        .boundary = wish->boundary,
        .request = wish->request,
        .source = wish->source ? wish->source : own_words,
    };
    status = import_file(&import);
    cairn_free(own_words);
    return status;
}
