/* cairn simulate: one placement in depth. */

#include <math.h>
#include <string.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/scenario.h"
#include "cli/table.h"
#include "cli/trace.h"
#include "physics/audit.h"
#include "study/metrics.h"
#include "study/simulate.h"

static const struct cairn_option option_placement = {
    .name = "placement",
    .kind = CAIRN_OPTION_TEXT,
    .value = "NAME",
    .help = "a baseline of the scenario; may be left out where it has only one",
};
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

/* ---- which placement ---- */

/* `"today", "tomorrow"`; owned by the caller. */
static char *baseline_names(const struct cairn_scenario *scenario)
{
    struct cairn_buffer names;

    cairn_buffer_init(&names);
    for (int b = 0; b < scenario->n_baselines; b++)
        cairn_buffer_appendf(&names, "%s\"%s\"", b > 0 ? ", " : "", scenario->baselines[b].id);
    return cairn_buffer_take(&names);
}

/* Sets the index of the baseline that the call means; otherwise says why and returns the status. */
static int find_baseline(struct cairn_call *call, const struct cairn_scenario *scenario,
                         int *baseline)
{
    const char *name = cairn_options_text(&call->options, &option_placement, NULL);
    char *names;
    int status;

    *baseline = 0;
    if (!name && scenario->n_baselines == 1)
        return CAIRN_EXIT_FINE;
    for (int b = 0; name && b < scenario->n_baselines; b++)
        if (strcmp(scenario->baselines[b].id, name) == 0) {
            *baseline = b;
            return CAIRN_EXIT_FINE;
        }
    if (scenario->n_baselines == 0)
        return cairn_call_fail(call, CAIRN_EXIT_INVALID, "%s has no baseline to simulate",
                               scenario->path);
    names = baseline_names(scenario);
    if (name)
        status = cairn_call_fail(call, CAIRN_EXIT_USAGE, "%s has no baseline \"%s\"; it has %s",
                                 scenario->path, name, names);
    else
        status =
            cairn_call_fail(call, CAIRN_EXIT_USAGE, "which baseline of %s? --placement takes %s",
                            scenario->path, names);
    cairn_free(names);
    return status;
}

/* ---- a walk over all figures ---- */

/* Receives the figures of a simulation, grouped by subject. */
struct visitor {
    void (*group)(void *context, const char *kind, const char *id);
    void (*figure)(void *context, const char *metric, double mean, double half_width);
    void *context;
};

static void visit_metrics(const struct visitor *visitor, struct cairn_simulation *simulation,
                          const struct cairn_metric *metrics, int component, int index)
{
    for (const struct cairn_metric *metric = metrics; metric->name; metric++) {
        struct cairn_estimate estimate = cairn_metric_estimate(
            metric, &simulation->trial, component, index, simulation->replications);

        visitor->figure(visitor->context, metric->name, estimate.mean, estimate.half_width);
    }
}

static void visit_component(const struct visitor *visitor, struct cairn_simulation *simulation,
                            int c)
{
    const struct cairn_scenario *scenario = simulation->scenario;
    const struct cairn_component *component = &simulation->trial.components.items[c];

    for (int i = 0; i < component->n_sources; i++) {
        int workload = component->sources[i].scenario_workload;

        visitor->group(visitor->context, "workload", scenario->workloads[workload].id);
        visit_metrics(visitor, simulation, cairn_workload_metrics, c, i);
    }
    for (int i = 0; i < component->n_pools; i++) {
        visitor->group(visitor->context, "pool",
                       scenario->pools[component->pools[i].scenario_pool].id);
        visit_metrics(visitor, simulation, cairn_pool_metrics, c, i);
    }
    for (int i = 0; i < component->n_caches; i++) {
        visitor->group(visitor->context, "cache",
                       scenario->caches[component->caches[i].scenario_cache].id);
        visit_metrics(visitor, simulation, cairn_cache_metrics, c, i);
    }
    for (int i = 0; i < component->n_links; i++) {
        visitor->group(visitor->context, "link",
                       scenario->links[component->links[i].scenario_link].id);
        visit_metrics(visitor, simulation, cairn_link_metrics, c, i);
    }
}

/* The figure of a measure under a basis, or nothing where figures are missing. */
static void visit_measure(const struct visitor *visitor, struct cairn_simulation *simulation,
                          enum cairn_measure measure, enum cairn_basis_kind basis, const char *name,
                          double per_unit)
{
    struct cairn_total total = {NAN, NAN};

    if (!cairn_trial_missing(&simulation->trial, measure, basis))
        total = cairn_simulation_total(simulation, measure, basis, NULL);
    visitor->figure(visitor->context, name, total.mean / per_unit, total.half_width / per_unit);
}

static void visit_footprint(const struct visitor *visitor, struct cairn_simulation *simulation,
                            enum cairn_basis_kind basis)
{
    double parts[CAIRN_N_PARTS];

    visitor->group(visitor->context, "footprint", cairn_basis(basis)->id);
    visit_measure(visitor, simulation, CAIRN_CARBON, basis, "carbon_g", 1.0);
    if (!cairn_trial_missing(&simulation->trial, CAIRN_CARBON, basis)) {
        cairn_simulation_total(simulation, CAIRN_CARBON, basis, parts);
        for (int p = 0; p < CAIRN_N_PARTS; p++) {
            char *name = cairn_format("%s_g", cairn_part_name((enum cairn_part)p));

            if (parts[p] != 0.0)
                visitor->figure(visitor->context, name, parts[p], NAN);
            cairn_free(name);
        }
    }
    visit_measure(visitor, simulation, CAIRN_ENERGY_USED, basis, "energy_kwh", 3.6e6);
    visit_measure(visitor, simulation, CAIRN_WATER_USED, basis, "water_l", 1.0);
    visit_measure(visitor, simulation, CAIRN_WATER_WITHOUT_RESERVOIRS, basis,
                  "water_without_reservoirs_l", 1.0);
    visit_measure(visitor, simulation, CAIRN_MONEY_SPENT, basis, "money_usd", 1.0);
}

static void visit(const struct visitor *visitor, struct cairn_simulation *simulation)
{
    for (int c = 0; c < simulation->trial.components.n; c++)
        visit_component(visitor, simulation, c);
    for (int b = 0; b < CAIRN_N_BASES; b++)
        visit_footprint(visitor, simulation, (enum cairn_basis_kind)b);
}

/* ---- as a table ---- */

struct rows {
    struct cairn_table table;
    const char *kind, *id;
};

static void rows_group(void *context, const char *kind, const char *id)
{
    struct rows *rows = context;

    rows->kind = kind;
    rows->id = id;
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
        {.name = "kind"},
        {.name = "id"},
        {.name = "metric"},
        {.name = "mean"},
        {.name = "half_width", .title = "+-"},
    };
    struct rows rows = {0};
    struct visitor visitor = {rows_group, rows_figure, &rows};

    cairn_table_init(&rows.table, columns, sizeof columns / sizeof *columns);
    visit(&visitor, simulation);
    cairn_table_write(&rows.table, cairn_call_format(call), cairn_style_of(1), &call->output->data);
    cairn_table_release(&rows.table);
}

/* ---- as JSON ---- */

struct tree {
    struct cairn_json json;
    const char *kind; /* of the open array, or NULL */
};

static void tree_group(void *context, const char *kind, const char *id)
{
    struct tree *tree = context;

    if (tree->kind)
        cairn_json_end(&tree->json);
    else
        cairn_json_array(&tree->json, "results");
    tree->kind = kind;
    cairn_json_object(&tree->json, NULL);
    cairn_json_text(&tree->json, "kind", kind);
    cairn_json_text(&tree->json, "id", id);
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
    struct visitor visitor = {tree_group, tree_figure, &tree};
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
    cairn_json_integer(&tree.json, "windows", simulation->plan.n_windows);
    cairn_json_number(&tree.json, "window_s", (double)simulation->plan.length_ns / 1e9);
    cairn_json_number(&tree.json, "run_in_s", (double)simulation->plan.run_in_ns / 1e9);
    cairn_json_unsigned(&tree.json, "requests", simulation->lab.requests);
    cairn_json_unsigned(&tree.json, "events", simulation->lab.events);
    cairn_json_text(&tree.json, "fingerprint", fingerprint);
    visit(&visitor, simulation);
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

static int simulate(struct cairn_call *call, const struct cairn_scenario *scenario, int baseline)
{
    struct cairn_placement placement;
    struct cairn_simulation simulation;
    int status;

    cairn_placement_from_baseline(&placement, scenario, baseline);
    cairn_simulation_init(&simulation, scenario, &placement, scenario->time.replications);
    if (cairn_call_format(call) == CAIRN_FORMAT_JSON)
        print_json(call, &simulation);
    else
        print_rows(call, &simulation);
    status = write_trace(call, &simulation);
    if (status == CAIRN_EXIT_FINE && cairn_options_given(&call->options, &option_audit))
        status = audit(call, &simulation);
    cairn_simulation_release(&simulation);
    cairn_placement_release(&placement);
    return status;
}

static int run(struct cairn_call *call)
{
    struct cairn_scenario *scenario = cairn_call_load(call, call->options.arguments[0]);
    int baseline;
    int status;

    if (!scenario)
        return CAIRN_EXIT_INVALID;
    status = find_baseline(call, scenario, &baseline);
    if (status == CAIRN_EXIT_FINE)
        status = simulate(call, scenario, baseline);
    cairn_scenario_free(scenario);
    return status;
}

static const struct cairn_option *const options[] = {
    &option_placement,
    &cairn_option_seed,
    &cairn_option_replications,
    &cairn_option_precision,
    &option_audit,
    &option_trace,
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
        "Simulates a baseline of the scenario until the interval of its carbon is as narrow\n"
        "as the scenario asks for, and prints what was measured: times and losses of each\n"
        "workload, load and power of each pool, caches, links, and the footprint under each\n"
        "basis of accounting that has data.\n",
    .examples = "cairn simulate scenarios/store-cameras.xml --placement today\n"
                "cairn simulate scenarios/store-cameras.xml --placement today --json\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
