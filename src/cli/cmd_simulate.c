/* cairn simulate: one placement in depth. */

#include <math.h>
#include <string.h>
#include <unistd.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "cli/chosen.h"
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/json.h"
#include "cli/remember.h"
#include "cli/scenario.h"
#include "cli/simulate_text.h"
#include "cli/table.h"
#include "cli/trace.h"
#include "physics/audit.h"
#include "study/simulate.h"

static const struct cairn_option option_audit = {
    .name = "audit",
    .kind = CAIRN_OPTION_FLAG,
    .help = "check that requests, times and waits are conserved, and say so",
};
static const struct cairn_option option_trace = {
    .name = "trace",
    .kind = CAIRN_OPTION_PATH,
    .value = "FILE",
    .help = "write the events of the first replication to a CSV file",
};

/* ---- as CSV ---- */

struct rows {
    struct cairn_table table;
    const char *kind, *id;
};

static void rows_group(void *context, const struct cairn_figure_group *group)
{
    struct rows *rows = context;

    rows->kind = group->kind;
    rows->id = group->id;
}

static void rows_figure(void *context, const char *metric, double mean, double half_width)
{
    struct rows *rows = context;

    if (isnan(mean))
        return;
    cairn_table_text(&rows->table, rows->kind);
    cairn_table_text(&rows->table, rows->id);
    cairn_table_text(&rows->table, metric);
    cairn_table_number(&rows->table, mean);
    cairn_table_number(&rows->table, half_width);
}

static void print_rows(struct cairn_call *call, struct cairn_simulation *simulation)
{
    static const struct cairn_column columns[] = {
        {.name = "kind"}, {.name = "id"},         {.name = "metric"},
        {.name = "mean"}, {.name = "half_width"},
    };
    struct rows rows = {0};
    struct cairn_figure_receiver receiver = {rows_group, rows_figure, &rows};

    cairn_table_init(&rows.table, columns, sizeof columns / sizeof *columns);
    cairn_figures_visit(&receiver, simulation);
    cairn_call_table(call, &rows.table);
    cairn_table_release(&rows.table);
}

/* ---- as JSON ---- */

struct tree {
    struct cairn_json json;
    const char *kind; /* of the open array, or NULL */
};

static void tree_group(void *context, const struct cairn_figure_group *group)
{
    struct tree *tree = context;

    if (tree->kind)
        cairn_json_end(&tree->json);
    else
        cairn_json_array(&tree->json, "results");
    tree->kind = group->kind;
    cairn_json_object(&tree->json, NULL);
    cairn_json_text(&tree->json, "kind", group->kind);
    cairn_json_text(&tree->json, "id", group->id);
    cairn_json_text(&tree->json, "per", group->total ? "total" : group->lines ? "line" : "copy");
    cairn_json_integer(&tree->json, "copies", group->copies);
}

static void tree_figure(void *context, const char *metric, double mean, double half_width)
{
    struct tree *tree = context;

    cairn_json_object(&tree->json, metric);
    cairn_json_number(&tree->json, "mean", mean);
    cairn_json_number(&tree->json, "half_width", half_width);
    cairn_json_end(&tree->json);
}

static void print_json(struct cairn_call *call, struct cairn_simulation *simulation)
{
    const struct cairn_scenario *scenario = simulation->scenario;
    struct tree tree = {0};
    struct cairn_figure_receiver receiver = {tree_group, tree_figure, &tree};
    struct cairn_promise_result backlog;
    char *text = cairn_placement_text(&simulation->trial.placement, scenario);
    char *fingerprint =
        cairn_format("%016llx", (unsigned long long)cairn_simulation_fingerprint(simulation));

    cairn_json_init(&tree.json, &call->output->data);
    cairn_json_object(&tree.json, NULL);
    cairn_json_text(&tree.json, "scenario", scenario->name);
    cairn_json_text(&tree.json, "placement", text);
    cairn_json_unsigned(&tree.json, "seed", scenario->time.seed);
    cairn_json_integer(&tree.json, "replications", simulation->replications);
    cairn_json_bool(&tree.json, "precise", simulation->precise);
    cairn_json_bool(&tree.json, "saturated", cairn_simulation_saturated(simulation, &backlog));
    cairn_json_integer(&tree.json, "windows", simulation->plan.n_windows);
    cairn_json_number(&tree.json, "window_s", (double)simulation->plan.length_ns / 1e9);
    cairn_json_number(&tree.json, "run_in_s", (double)simulation->plan.run_in_ns / 1e9);
    cairn_json_integer(&tree.json, "requests_measured",
                       cairn_trial_requests(&simulation->trial, simulation->replications));
    cairn_json_number(&tree.json, "requests_of_horizon",
                      cairn_plan_requests(&simulation->plan, scenario));
    cairn_json_unsigned(&tree.json, "requests", cairn_simulation_requests(simulation));
    cairn_json_unsigned(&tree.json, "events", cairn_simulation_events(simulation));
    cairn_json_object(&tree.json, "paths");
    cairn_json_unsigned(&tree.json, "recursion",
                        simulation->labs.selection.by_path[CAIRN_PATH_RECURSION]);
    cairn_json_unsigned(&tree.json, "events",
                        simulation->labs.selection.by_path[CAIRN_PATH_EVENTS]);
    cairn_json_end(&tree.json);
    cairn_json_text(&tree.json, "fingerprint", fingerprint);
    cairn_figures_visit(&receiver, simulation);
    if (tree.kind) {
        cairn_json_end(&tree.json);
        cairn_json_end(&tree.json);
    }
    cairn_json_end(&tree.json);
    cairn_free(fingerprint);
    cairn_free(text);
}

/* ---- the command ---- */

/* Checks conservation of every component; returns the exit status. */
static int audit(struct cairn_call *call, struct cairn_simulation *simulation)
{
    struct cairn_buffer report;
    int violations = 0;

    cairn_buffer_init(&report);
    for (int c = 0; c < simulation->trial.components.n; c++) {
        const struct cairn_lab_entry *entry =
            cairn_trial_entry(&simulation->trial, c, simulation->replications);

        violations +=
            cairn_audit_check(&simulation->trial.components.items[c], &entry->sum, &report);
    }
    cairn_buffer_append(&call->output->data, report.data, report.size);
    cairn_buffer_release(&report);
    if (violations > 0)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "%d sums are not conserved", violations);
    cairn_call_say(call, "audit: every sum is conserved");
    return CAIRN_EXIT_FINE;
}

/* Writes the trace where one is wanted; returns the exit status. */
static int write_trace(struct cairn_call *call, struct cairn_simulation *simulation)
{
    const char *path = cairn_options_text(&call->options, &option_trace, NULL);
    int error = path ? cairn_trace_write(&simulation->trial, path) : 0;

    if (error)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s: %s", path, strerror(error));
    return CAIRN_EXIT_FINE;
}

/* With what a placement is chosen and simulated. */
struct means {
    struct cairn_choose_limits limits;
    struct cairn_remembering remembering;
};

static void means_init(struct means *means, struct cairn_call *call,
                       const struct cairn_scenario *scenario)
{
    struct cairn_archive *archive;

    cairn_call_remember(call, NULL, &means->remembering);
    archive = cairn_remembering_archive(&means->remembering);
    means->limits = (struct cairn_choose_limits){
        .replications = scenario->time.replications,
        .workers = cairn_call_workers(call),
        .memory = archive ? &archive->lab : NULL,
    };
}

static void means_release(struct means *means, struct cairn_call *call)
{
    cairn_workers_free(means->limits.workers);
    cairn_call_forget(call, &means->remembering);
}

static int simulate(struct cairn_call *call, const struct cairn_scenario *scenario,
                    const char *name, const struct cairn_placement *placement,
                    const struct means *means)
{
    struct cairn_simulation simulation;
    struct cairn_promise_result backlog;
    int status;

    cairn_simulation_init(&simulation, scenario, placement, &means->limits);
    switch (cairn_call_format(call)) {
    case CAIRN_FORMAT_TEXT:
        cairn_simulate_text(&simulation, name, cairn_style_of(STDOUT_FILENO), &call->output->data);
        break;
    case CAIRN_FORMAT_CSV:
        print_rows(call, &simulation);
        break;
    case CAIRN_FORMAT_JSON:
        print_json(call, &simulation);
        break;
    }
    if (cairn_call_format(call) != CAIRN_FORMAT_TEXT && /* which says so itself */
        cairn_simulation_saturated(&simulation, &backlog))
        cairn_call_say(call,
                       "saturated: the line of %s grows by %.3g %% of what arrives; times and "
                       "queues are those of windows this long, not of a steady state",
                       scenario->workloads[backlog.workload].id, 100.0 * backlog.share);
    if (means->limits.memory)
        cairn_call_say(call, "%llu replications of components simulated, %llu remembered in %s",
                       (unsigned long long)simulation.labs.selection.simulated,
                       (unsigned long long)simulation.labs.selection.recalled,
                       means->remembering.path);
    status = write_trace(call, &simulation);
    if (status == CAIRN_EXIT_FINE && cairn_options_given(&call->options, &option_audit))
        status = audit(call, &simulation);
    cairn_simulation_release(&simulation);
    return status;
}

static int run(struct cairn_call *call)
{
    struct cairn_scenario *scenario = cairn_call_load(call, call->options.arguments[0]);
    struct cairn_placement placement;
    struct means means;
    const char *name;
    int status;

    if (!scenario)
        return CAIRN_EXIT_INVALID;
    means_init(&means, call, scenario);
    status = cairn_call_placement(call, scenario, &means.limits, &name, &placement);
    if (status == CAIRN_EXIT_FINE) {
        status = simulate(call, scenario, name, &placement, &means);
        cairn_placement_release(&placement);
    }
    means_release(&means, call);
    cairn_scenario_free(scenario);
    return status;
}

static const struct cairn_option *const options[] = {
    &cairn_option_placement,
    &cairn_option_seed,
    &cairn_option_replications,
    &cairn_option_precision,
    &cairn_option_threads,
    &cairn_option_large,
    &option_audit,
    &option_trace,
    &cairn_option_cache,
    &cairn_option_catalogue,
    &cairn_option_json,
    &cairn_option_csv,
    &cairn_option_quiet,
    NULL,
};

const struct cairn_command cairn_cmd_simulate = {
    .name = "simulate",
    .arguments = "FILE",
    .help = "simulate one placement in depth",
    .details =
        "Simulates a baseline of the scenario (the only one, or what --placement names, which is\n"
        "needed where there is none or several) or the placement that is best, until the\n"
        "interval of its carbon is as narrow as the scenario asks for, and prints what was\n"
        "measured: times and losses of each workload, load and power of each pool, caches,\n"
        "links, and the footprint under each basis of accounting that has data. Figures of a\n"
        "workload, pool, cache or link are those of one copy of its site (\"per\": \"copy\" in\n"
        "JSON); footprints are totals over all copies and the whole horizon. Half-widths are\n"
        "those of 95 % intervals.\n",
    .examples = "cairn simulate scenarios/store-cameras.xml --placement today\n"
                "cairn simulate scenarios/store-cameras.xml --placement best --json\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
