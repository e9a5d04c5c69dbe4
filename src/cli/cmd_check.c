/* cairn check FILE... */

#include <unistd.h>

#include <cairn/load.h>
#include <cairn/scenario.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "cli/check_catalogue.h"
#include "cli/catalogue.h"
#include "cli/check_replay.h"
#include "cli/check_trace.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/style.h"
#include "cli/table.h"
#include "cli/width.h"
#include "model/steps.h"

static const struct cairn_option effective = {
    .name = "effective",
    .help = "print the scenario with every default and catalogue entry in place, as XML",
};

/* ---- what there is in a scenario ---- */

static int sites(const struct cairn_scenario *s)
{
    int n = 0;

    for (int i = 0; i < s->n_places; i++)
        n += s->places[i].kind == CAIRN_SITE;
    return n;
}

static int copies(const struct cairn_scenario *s)
{
    int n = 0;

    for (int i = 0; i < s->n_places; i++)
        n += s->places[i].kind == CAIRN_SITE ? s->places[i].count : 0;
    return n;
}

static int regions(const struct cairn_scenario *s)
{
    return s->n_places - sites(s);
}

static int workloads(const struct cairn_scenario *s)
{
    return s->n_workloads;
}

static int pools(const struct cairn_scenario *s)
{
    return s->n_pools;
}

static int caches(const struct cairn_scenario *s)
{
    return s->n_caches;
}

static int links(const struct cairn_scenario *s)
{
    return s->n_links;
}

/* Variants of a model that a pool can run for a workload. */
static int ways_of(const struct cairn_scenario *s, const struct cairn_workload *workload,
                   int of_model, const struct cairn_pool *pool)
{
    const struct cairn_model *model = &s->models[of_model];
    int n = 0;

    if (pool->place != workload->place &&
        cairn_scenario_link(s, workload->place, pool->place) == CAIRN_NONE)
        return 0;
    if (pool->service != CAIRN_NONE)
        return s->services[pool->service].model == of_model;
    for (int i = 0; i < model->n_variants; i++)
        n += cairn_scenario_profile(s, model->first_variant + i, pool->hardware) != CAIRN_NONE;
    return n;
}

/* Of a step: where it can be taken. */
static int ways_of_step(const struct cairn_scenario *s, int workload, int step)
{
    int model = cairn_steps_model(s, workload, step);
    int n = 0;

    for (int i = 0; i < s->n_pools; i++)
        n += ways_of(s, &s->workloads[workload], model, &s->pools[i]);
    return n;
}

/* Exits and what may follow them left aside, a route takes all steps. */
static int routes(const struct cairn_scenario *s)
{
    int n = 0;

    for (int i = 0; i < s->n_workloads; i++) {
        int ways = 1;

        for (int step = 1; cairn_steps_model(s, i, step) != CAIRN_NONE; step++)
            ways *= ways_of_step(s, i, step);
        n += ways;
    }
    return n;
}

static int baselines(const struct cairn_scenario *s)
{
    return s->n_baselines;
}

static const struct {
    const char *key, *one, *many;
    int (*count)(const struct cairn_scenario *);
    bool optional; /* not worth a word when there is none */
} counts[] = {
    {"sites", "site", "sites", sites, false},
    {"copies", "copy of the sites", "copies of the sites", copies, true},
    {"regions", "region", "regions", regions, false},
    {"workloads", "workload", "workloads", workloads, false},
    {"pools", "pool", "pools", pools, false},
    {"caches", "cache", "caches", caches, true},
    {"links", "link", "links", links, false},
    {"routes", "route", "routes", routes, false}, /* before batching, caches and promises */
    {"baselines", "baseline", "baselines", baselines, true},
};
static const size_t n_counts = sizeof counts / sizeof *counts;

static void write_summary(const char *path, const struct cairn_scenario *scenario,
                          struct cairn_buffer *out)
{
    struct cairn_buffer line;

    cairn_buffer_init(&line);
    cairn_buffer_appendf(&line, "%s: valid:", path);
    for (size_t i = 0; i < n_counts; i++) {
        int n = counts[i].count(scenario);

        if (counts[i].count == copies && n == sites(scenario))
            continue;
        if (n > 0 || !counts[i].optional)
            cairn_buffer_appendf(&line, "%s %d %s", i > 0 ? "," : "", n,
                                 n == 1 ? counts[i].one : counts[i].many);
    }
    cairn_width_wrap(line.data, cairn_style_of(STDOUT_FILENO).width, 4, out);
    cairn_buffer_release(&line);
}

/* ---- JSON ---- */

static void write_json(const char *path, const struct cairn_scenario *scenario,
                       const struct cairn_diag *diag, struct cairn_json *json)
{
    cairn_json_object(json, NULL);
    cairn_json_text(json, "file", path);
    cairn_json_bool(json, "valid", scenario != NULL);
    cairn_json_text(json, "scenario", scenario ? scenario->name : NULL);
    for (size_t i = 0; scenario && i < n_counts; i++)
        cairn_json_integer(json, counts[i].key, counts[i].count(scenario));
    if (scenario) {
        cairn_check_traces_json(scenario, json);
        cairn_check_replays_json(scenario, json);
    }
    cairn_check_found_json(diag, NULL, 0, 0, json);
    cairn_json_end(json);
}

/* ---- the command ---- */

struct check {
    struct cairn_call *call;
    struct cairn_load_options load;
    struct cairn_buffer *out;  /* what is said of valid files */
    struct cairn_json *json;   /* NULL: text */
    struct cairn_table *found; /* of CSV; NULL: mistakes go to standard error */
};

/* Mistakes and remarks, but for JSON, which has them where their file is. */
static void report(struct check *check, const struct cairn_diag *diag)
{
    if (check->json)
        return;
    for (size_t i = 0; check->found && i < diag->n_items; i++) {
        const struct cairn_diag_item *item = &diag->items[i];

        cairn_table_text(check->found, item->file < diag->n_files ? diag->files[item->file] : NULL);
        if (item->line > 0)
            cairn_table_integer(check->found, item->line);
        else
            cairn_table_empty(check->found);
        cairn_table_text(check->found, item->severity == CAIRN_ERROR ? "error" : "warning");
        cairn_table_text(check->found, item->text);
    }
    if (!check->found)
        cairn_call_diagnostics(check->call, diag);
}

/* True if they are valid, all catalogues of the call: they may refer to each other. */
static bool check_catalogues(struct check *check, const char *const *paths, int n)
{
    struct cairn_scenario *catalogue;
    struct cairn_diag diag;
    bool valid;

    cairn_diag_init(&diag);
    catalogue = cairn_catalogue_open(paths, n, &check->load, &diag);
    valid = catalogue != NULL;
    report(check, &diag);
    for (int i = 0; i < n; i++)
        if (check->json)
            cairn_check_catalogue_json(paths, n, i, catalogue, &diag, check->json);
        else if (valid)
            cairn_check_catalogue_text(paths[i], catalogue, check->out);
    if (!check->json)
        cairn_output_flush(check->call->output); /* in step with standard error */
    cairn_scenario_free(catalogue);
    cairn_diag_release(&diag);
    return valid;
}

/* True if the file is valid. */
static bool check_file(struct check *check, const char *path)
{
    struct cairn_scenario *scenario;
    struct cairn_diag diag;
    bool valid;

    cairn_diag_init(&diag);
    scenario = cairn_scenario_load(path, &check->load, &diag);
    valid = scenario != NULL;
    if (check->json)
        write_json(path, scenario, &diag, check->json);
    report(check, &diag);
    if (valid && cairn_options_given(&check->call->options, &effective))
        cairn_buffer_puts(&check->call->output->data, cairn_scenario_effective(scenario));
    else if (valid && !check->json) {
        write_summary(path, scenario, check->out);
        cairn_check_traces_text(scenario, check->out);
        cairn_check_replays_text(scenario, check->out);
    }
    if (!check->json)
        cairn_output_flush(check->call->output); /* in step with standard error */
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    return valid;
}

/* True if the file is a trace that can be read. */
static bool check_trace(struct check *check, const char *path)
{
    struct cairn_json *json = check->json;
    struct cairn_diag diag;
    bool valid;

    cairn_diag_init(&diag);
    if (json) {
        cairn_json_object(json, NULL);
        cairn_json_text(json, "file", path);
    }
    valid = cairn_check_trace_file(path, &diag, check->out, json);
    if (json) {
        cairn_json_bool(json, "valid", valid);
        cairn_check_found_json(&diag, NULL, 0, 0, json);
        cairn_json_end(json);
    } else {
        report(check, &diag);
        cairn_output_flush(check->call->output);
    }
    cairn_diag_release(&diag);
    return valid;
}

/* Scenarios one by one, and all catalogues where the first of them stands. */
static bool check_files(struct check *check)
{
    const struct cairn_options *given = &check->call->options;
    const char **catalogues = cairn_calloc((size_t)given->n_arguments, sizeof *catalogues);
    bool valid = true;
    int n = 0;

    for (int i = 0; i < given->n_arguments; i++)
        if (!cairn_options_given(given, &effective) && cairn_catalogue_is(given->arguments[i]))
            catalogues[n++] = given->arguments[i];
    for (int i = 0, at = 0; i < given->n_arguments; i++)
        if (cairn_check_is_trace(given->arguments[i]))
            valid &= check_trace(check, given->arguments[i]);
        else if (at == n || given->arguments[i] != catalogues[at])
            valid &= check_file(check, given->arguments[i]);
        else if (at++ == 0)
            valid &= check_catalogues(check, catalogues, n);
    cairn_free(catalogues);
    return valid;
}

static int run(struct cairn_call *call)
{
    static const struct cairn_column columns[] = {
        {.name = "file"}, {.name = "line"}, {.name = "severity"}, {.name = "text"}};
    enum cairn_format format = cairn_call_format(call);
    struct cairn_buffer unsaid;
    struct cairn_table found;
    struct check check = {.call = call, .out = &call->output->data};
    struct cairn_json json;
    char *folder;
    bool valid = true;

    if (cairn_options_given(&call->options, &effective) &&
        (call->options.n_arguments > 1 || format != CAIRN_FORMAT_TEXT))
        return cairn_call_fail(call, CAIRN_EXIT_USAGE,
                               "--effective prints one FILE, and as XML; see 'cairn help check'");
    if (!cairn_catalogue_folder(call, &folder))
        return CAIRN_EXIT_INVALID;
    check.load.catalogue = folder;
    check.load.catalogue_first = cairn_options_given(&call->options, &cairn_option_catalogue);
    cairn_buffer_init(&unsaid);
    cairn_table_init(&found, columns, 4);
    if (format == CAIRN_FORMAT_CSV)
        check.found = &found;
    if (format == CAIRN_FORMAT_CSV || call->quiet)
        check.out = &unsaid;
    if (format == CAIRN_FORMAT_JSON) {
        check.json = &json;
        cairn_json_init(&json, &call->output->data);
        cairn_json_array(&json, NULL);
    }
    valid = check_files(&check);
    if (check.json)
        cairn_json_end(check.json);
    if (check.found)
        cairn_call_table(call, &found);
    cairn_table_release(&found);
    cairn_buffer_release(&unsaid);
    cairn_free(folder);
    return valid ? CAIRN_EXIT_FINE : CAIRN_EXIT_INVALID;
}

static const struct cairn_option *const options[] = {
    &effective,
    &cairn_option_catalogue,
    CAIRN_OPTIONS_PRINTING,
    NULL,
};

const struct cairn_command cairn_cmd_check = {
    .name = "check",
    .arguments = "FILE...",
    .help = "say what is wrong with scenarios, catalogues or traces, without running them",
    .details =
        "Prints a line for each valid scenario or catalogue. Mistakes and remarks go to\n"
        "standard error as file:line: error: text, up to 20 per file; the exit status is 3\n"
        "if there is any mistake. Catalogues may refer to each other: name them together.\n"
        "--csv prints mistakes and remarks as a table, --quiet nothing but them.\n"
        "\n"
        "A FILE that ends in .csv or .json, or in these and .gz, is a trace of intensities,\n"
        "prices or solar power: its format, rows, hours, means and gaps are printed; or a table\n"
        "of figures by zone, country or fuel: its rows and means.\n",
    .examples = "cairn check scenarios/*.xml\n"
                "cairn check SG_2024_hourly.csv.gz\n"
                "cairn check --effective scenarios/store-cameras.xml\n",
    .least = 1,
    .most = -1,
    .options = options,
    .run = run,
};
