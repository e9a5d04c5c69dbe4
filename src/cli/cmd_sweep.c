/* cairn sweep FILE --vary 'XPATH=FROM:TO' ...: the question of a file at every value of some numbers. */

#include <unistd.h>

#include "base/alloc.h"
#include "cli/interrupt.h"
#include "cli/running.h"
#include "cli/said_vary.h"
#include "cli/scenario.h"
#include "cli/view.h"

static const struct cairn_option option_vary = {
    .name = "vary",
    .kind = CAIRN_OPTION_TEXTS,
    .value = "WHAT",
    .help = "'XPATH=FROM:TO[:POINTS[:log]]' or 'XPATH=V1,V2,...'; may be said again",
};

static const char *const designs[] = {"factorial", "latin-hypercube", "sobol", NULL};

static const struct cairn_option option_design = {
    .name = "design",
    .kind = CAIRN_OPTION_WORD,
    .value = "WORD",
    .help = "factorial, latin-hypercube or sobol: every combination, or points spread over ranges",
    .words = designs,
};

static const struct cairn_option option_points = {
    .name = "points",
    .kind = CAIRN_OPTION_COUNT,
    .value = "N",
    .help = "how many points are spread",
    .low = 1,
    .high = 10000000,
};

/* What the command line says, as elements of a scenario, each on the line of its number. */
static bool say(struct cairn_call *call, struct cairn_buffer *xml)
{
    int design = cairn_options_word(&call->options, &option_design);
    uint64_t points = cairn_options_count(&call->options, &option_points, 0);
    struct cairn_buffer error;
    const char *const *varies;
    bool good = true;
    size_t n;

    cairn_buffer_init(&error);
    varies = cairn_options_texts(&call->options, &option_vary, &n);
    cairn_buffer_puts(xml, "<scenario format=\"1\" name=\"command-line\">");
    for (size_t i = 0; good && i < n; i++) {
        good = cairn_said_vary(varies[i], xml, &error);
        cairn_buffer_puts(xml, "\n");
    }
    if (design >= 0 || points > 0) {
        cairn_buffer_puts(xml, "<sweep");
        if (design >= 0)
            cairn_buffer_appendf(xml, " design=\"%s\"", designs[design]);
        if (points > 0)
            cairn_buffer_appendf(xml, " points=\"%llu\"", (unsigned long long)points);
        cairn_buffer_puts(xml, "/>\n");
    }
    cairn_buffer_puts(xml, "</scenario>\n");
    if (!good)
        cairn_call_fail(call, CAIRN_EXIT_USAGE, "%s", error.data);
    cairn_buffer_release(&error);
    return good;
}

static void write_points(struct cairn_running *running)
{
    char *where = cairn_format("study = %lld", (long long)running->studies[0].id);
    struct cairn_view_request request = {
        .view = cairn_view_find("sweep"), .where = where, .alone = true};

    cairn_view_write(&request, running->store, cairn_call_format(running->call),
                     cairn_style_of(STDOUT_FILENO), &running->call->output->data, NULL);
    cairn_free(where);
}

static int finish(struct cairn_running *running)
{
    struct cairn_call *call = running->call;
    struct cairn_buffer took;

    if (running->n_failed > 0)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(running->store));
    if (cairn_interrupted()) {
        cairn_call_say(call, "stopped; %lld of %lld points are in %s, the same command goes on",
                       (long long)(running->n_points - running->n_left),
                       (long long)running->n_points, running->path);
        return CAIRN_EXIT_INTERRUPTED;
    }
    write_points(running);
    cairn_buffer_init(&took);
    cairn_running_took(running, &took);
    cairn_call_say(call, "%lld points in %s: %lld new, %lld known already%s",
                   (long long)running->n_points, running->path, (long long)running->n_answered,
                   (long long)(running->n_points - running->n_answered), took.data);
    cairn_buffer_release(&took);
    return CAIRN_EXIT_FINE;
}

static int sweep_scenario(struct cairn_call *call, struct cairn_template *from,
                          const struct cairn_scenario *scenario)
{
    struct cairn_running running;
    int status;

    if (scenario->n_varies == 0)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE,
                               "nothing varies in %s; say --vary 'XPATH=FROM:TO'",
                               call->options.arguments[0]);
    status = cairn_running_open(&running, call);
    if (status != CAIRN_EXIT_FINE)
        return status;
    cairn_running_scenario(&running, from, scenario);
    status = finish(&running);
    cairn_running_close(&running);
    return status;
}

static int run(struct cairn_call *call)
{
    struct cairn_template *from = NULL;
    struct cairn_scenario *scenario = NULL;
    int status = CAIRN_EXIT_USAGE;
    struct cairn_buffer xml;

    cairn_buffer_init(&xml);
    if (say(call, &xml)) {
        status = CAIRN_EXIT_INVALID;
        from = cairn_call_template(call, call->options.arguments[0], xml.data);
        scenario = from ? cairn_call_make(call, from) : NULL;
        if (scenario)
            status = sweep_scenario(call, from, scenario);
    }
    cairn_scenario_free(scenario);
    cairn_template_free(from);
    cairn_buffer_release(&xml);
    return status;
}

static const struct cairn_option *const options[] = {
    &option_vary,
    &option_design,
    &option_points,
    &cairn_option_db,
    &cairn_option_force_again,
    &cairn_option_cache,
    &cairn_option_no_cache,
    &cairn_option_seed,
    &cairn_option_replications,
    &cairn_option_precision,
    &cairn_option_threads,
    &cairn_option_catalogue,
    &cairn_option_json,
    &cairn_option_csv,
    &cairn_option_quiet,
    NULL,
};

const struct cairn_command cairn_cmd_sweep = {
    .name = "sweep",
    .arguments = "FILE",
    .help = "answer a scenario at every value of some of its numbers",
    .details =
        "XPATH selects attributes of the effective scenario, which 'cairn check --effective'\n"
        "prints. Values have units; a bare number has that of the last one: 20:900 gCO2e/kWh.\n"
        "XPATH*=0.5:2 multiplies what stands there. Several --vary, and the <vary> elements of\n"
        "the file, make a grid of points, or ranges over which --design spreads --points.\n"
        "Each point asks the whole question again. Points are in the results file as soon as\n"
        "they are answered: what was stopped goes on with the same command.\n",
    .examples = "cairn sweep scenarios/store-cameras.xml \\\n"
                "    --vary \"//grid[@id='PL']/intensity/@value=20:900 gCO2e/kWh:23\"\n"
                "cairn sweep scenarios/store-cameras.xml --vary '//arrivals/@rate*=0.5,1,2'\n",
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
