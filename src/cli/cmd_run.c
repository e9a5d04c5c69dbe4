/* cairn run FILE...: the whole question that each file asks. */

#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/explain.h"
#include "cli/interrupt.h"
#include "cli/running.h"
#include "cli/scenario.h"
#include "cli/view.h"
#include "cli/width.h"

static const struct cairn_option option_explain = {
    .name = "explain",
    .kind = CAIRN_OPTION_FLAG,
    .help = "also say what was compared and ruled out and why, what binds, and what would flip it",
};

/* The answer in a sentence, and what it rests on. */
static void tell(struct cairn_running *run, const struct cairn_study_report *report,
                 const char *outlook)
{
    struct cairn_style style = cairn_style_of(STDOUT_FILENO);
    struct cairn_buffer *out = &run->call->output->data;
    char *sentence = cairn_format("%s: %s%s%s", run->scenario, report->headline,
                                  outlook ? "; " : "", outlook ? outlook : "");

    cairn_width_wrap(sentence, style.width, 4, out);
    cairn_free(sentence);
    cairn_running_flips(run, report->study);
    if (cairn_options_given(&run->call->options, &option_explain))
        cairn_explain(run->call, run->store, run->path, report->study);
    cairn_output_flush(run->call->output);
}

static void run_files(struct cairn_running *run)
{
    for (int i = 0; i < run->call->options.n_arguments && !cairn_interrupted(); i++) {
        struct cairn_template *from =
            cairn_call_template(run->call, run->call->options.arguments[i], NULL);
        struct cairn_scenario *scenario = from ? cairn_call_make(run->call, from) : NULL;

        if (scenario)
            cairn_running_scenario(run, from, scenario);
        else
            run->n_invalid++;
        cairn_scenario_free(scenario);
        cairn_template_free(from);
        if (run->n_failed > 0)
            break; /* the results file is at fault, not the scenario */
    }
}

/* Columns that say of each study what it took, and where along what varies it flips. */
static void append_work(const struct cairn_running *run, struct cairn_buffer *also)
{
    static const char *const names[] = {"replications_simulated", "replications_recalled",
                                        "replications_shared"};

    for (size_t c = 0; c < sizeof names / sizeof *names; c++) {
        cairn_buffer_appendf(also, "%sCASE study WHEN 0 THEN 0", c > 0 ? ", " : "");
        for (int i = 0; i < run->n_studies; i++) {
            const struct cairn_study_work *work = &run->studies[i].work;
            uint64_t counts[] = {work->simulated, work->recalled, work->shared};

            cairn_buffer_appendf(also, " WHEN %lld THEN %llu", (long long)run->studies[i].id,
                                 (unsigned long long)counts[c]);
        }
        cairn_buffer_appendf(also, " END AS %s", names[c]);
    }
    cairn_buffer_puts(also,
                      ", (SELECT group_concat(words, '; ') FROM (SELECT words FROM v_breakpoint b"
                      " WHERE b.study = v_optimum.study ORDER BY b.vary, b.value)) AS flips");
}

/* The answers to all files as a table. */
static void write_answers(struct cairn_running *run)
{
    enum cairn_format format = cairn_call_format(run->call);
    struct cairn_view_request request = {.view = cairn_view_find("optimum"), .brief = true};
    bool whole =
        format == CAIRN_FORMAT_JSON && cairn_options_given(&run->call->options, &option_explain);
    struct cairn_buffer *out = &run->call->output->data;
    struct cairn_buffer where, also;

    if (run->n_studies == 0 && format == CAIRN_FORMAT_TEXT)
        return;
    cairn_buffer_init(&where);
    cairn_buffer_init(&also);
    cairn_buffer_puts(&where, "study IN (");
    for (int i = 0; i < run->n_studies; i++)
        cairn_buffer_appendf(&where, "%s%lld", i > 0 ? ", " : "", (long long)run->studies[i].id);
    cairn_buffer_puts(&where, ")");
    append_work(run, &also);
    request.where = where.data;
    request.also = also.data;
    if (format == CAIRN_FORMAT_TEXT)
        cairn_buffer_putc(out, '\n');
    if (whole)
        cairn_buffer_puts(out, "{\"optimum\": ");
    cairn_view_write(&request, run->store, format, cairn_style_of(STDOUT_FILENO), out, NULL);
    if (whole) {
        cairn_explain_json(run->store, where.data, out);
        cairn_buffer_puts(out, "}\n");
    }
    cairn_buffer_release(&where);
    cairn_buffer_release(&also);
}

static int finish(struct cairn_running *run)
{
    struct cairn_call *call = run->call;
    struct cairn_buffer took;

    if (run->n_failed > 0)
        return cairn_running_failed(run);
    if (run->store)
        write_answers(run);
    if (run->store && cairn_store_status(run->store) != CAIRN_STORE_OK)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(run->store));
    if (cairn_interrupted()) {
        cairn_call_say(call, "stopped; %d of %d studies are in %s, the same command goes on",
                       run->n_done, call->options.n_arguments, run->path);
        return CAIRN_EXIT_INTERRUPTED;
    }
    if (run->n_done == 0)
        return CAIRN_EXIT_INVALID;
    cairn_buffer_init(&took);
    cairn_running_took(run, &took);
    cairn_call_say(call, "%d %s in %s: %d new, %d known already%s", run->n_done,
                   run->n_done == 1 ? "study" : "studies", run->path, run->n_done - run->n_known,
                   run->n_known, took.data);
    cairn_buffer_release(&took);
    return run->n_invalid + run->n_points_invalid == 0 ? CAIRN_EXIT_FINE : CAIRN_EXIT_PART;
}

static int run_command(struct cairn_call *call)
{
    struct cairn_running run;
    int status;

    cairn_running_init(&run, call);
    if (cairn_call_format(call) == CAIRN_FORMAT_TEXT)
        run.tell = tell;
    run_files(&run);
    status = finish(&run);
    cairn_running_release(&run);
    return status;
}

static const struct cairn_option *const options[] = {
    &cairn_option_db,         &option_explain,        &cairn_option_force_again,
    CAIRN_OPTIONS_SIMULATING, CAIRN_OPTIONS_PRINTING, NULL,
};

const struct cairn_command cairn_cmd_run = {
    .name = "run",
    .arguments = "FILE...",
    .help = "find the carbon-optimal placement of each scenario",
    .details = "Searches the placements of each scenario, selects the best on fresh simulations,\n"
               "and writes the answer with its evidence to the results file. A study that the\n"
               "file already holds is not computed again. What was simulated is remembered in a\n"
               "cache file, so that another question simulates only what is new in it; the file\n"
               "changes no result and may be deleted at any time.\n"
               "With --json --explain an object is printed that holds an array for each view.\n",
    .examples = "cairn run scenarios/store-cameras.xml --explain\n"
                "cairn run scenarios/*.xml --db results/cairn.sqlite\n",
    .least = 1,
    .most = -1,
    .options = options,
    .run = run_command,
};
