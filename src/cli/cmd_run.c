/* cairn run FILE...: the whole question that each file asks. */

#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/explain.h"
#include "cli/interrupt.h"
#include "cli/remember.h"
#include "cli/scenario.h"
#include "cli/view.h"
#include "cli/width.h"
#include "study/growth.h"
#include "study/sweep.h"
#include "study/uncertain.h"

static const struct cairn_option option_explain = {
    .name = "explain",
    .kind = CAIRN_OPTION_FLAG,
    .help = "also say what was compared and ruled out and why, what binds, and what would flip it",
};

static const struct cairn_option option_force = {
    .name = "force",
    .kind = CAIRN_OPTION_FLAG,
    .help = "compute studies again that the results file already holds, from what is remembered",
};

/* A study that is in the file, and what it took now: nothing where it was there already. */
struct study {
    int64_t id;
    struct cairn_study_work work;
};

struct run {
    struct cairn_call *call;
    struct cairn_store *store;
    struct cairn_workers *workers;
    const char *path;     /* of the results file */
    const char *scenario; /* at hand, for progress */
    int n_done, n_known, n_invalid, n_failed;
    int64_t n_points; /* of sweeps, answered now */
    struct cairn_remembering remembering;
    struct cairn_study_work work; /* of all studies */
    struct study *studies;        /* in order of the files; owned */
    int n_studies;
};

static bool stop(void *context)
{
    (void)context;
    return cairn_interrupted();
}

static void progress(void *context, const char *what, double done)
{
    struct run *run = context;

    cairn_progress_update(&run->call->progress, done, "%s: %s", run->scenario, what);
}

/* Where along what varies another placement is best, a sentence each. */
static void tell_flips(struct run *run, int64_t study)
{
    struct cairn_style style = cairn_style_of(STDOUT_FILENO);
    struct cairn_cell id = CAIRN_INTEGER("study", study);
    struct cairn_rows *rows = cairn_store_query(
        run->store, "SELECT words FROM v_breakpoint WHERE study = :study", &id, 1);

    while (cairn_rows_next(rows)) {
        char *sentence = cairn_format("  %s", (const char *)cairn_rows_cell(rows, 0).bytes);

        cairn_width_wrap(sentence, style.width, 4, &run->call->output->data);
        cairn_free(sentence);
    }
    cairn_rows_free(rows);
}

/* The answer in a sentence, and what it rests on. */
static void tell(struct run *run, const struct cairn_study_report *report, const char *outlook)
{
    struct cairn_style style = cairn_style_of(STDOUT_FILENO);
    struct cairn_buffer *out = &run->call->output->data;
    char *sentence = cairn_format("%s: %s%s%s", run->scenario, report->headline,
                                  outlook ? "; " : "", outlook ? outlook : "");

    cairn_width_wrap(sentence, style.width, 4, out);
    cairn_free(sentence);
    tell_flips(run, report->study);
    if (cairn_options_given(&run->call->options, &option_explain))
        cairn_explain(run->call, run->store, run->path, report->study);
    cairn_output_flush(run->call->output);
}

/* The points of its sweep, once it is answered as it stands. */
static enum cairn_study_status sweep(struct run *run, const struct cairn_sweep_question *question)
{
    struct cairn_sweep_report report;

    if (question->scenario->n_varies == 0)
        return CAIRN_STUDY_KNOWN;
    cairn_sweep_run(question, &report);
    run->n_points += report.answered;
    return report.status;
}

/* The years of its growth. */
static enum cairn_study_status grow(struct run *run, const struct cairn_sweep_question *question)
{
    struct cairn_sweep_report report;

    if (!question->scenario->growth.origin.file)
        return CAIRN_STUDY_KNOWN;
    cairn_growth_run(question, &report);
    run->n_points += report.answered;
    return report.status;
}

/* The same over draws of what is uncertain. */
static enum cairn_study_status draw(struct run *run, const struct cairn_sweep_question *question,
                                    char **sentence)
{
    struct cairn_uncertain_report report;

    cairn_uncertain_run(question, &report);
    *sentence = report.sentence;
    if (report.why)
        cairn_call_say(run->call, "%s: %s", run->scenario, report.why);
    cairn_free(report.why);
    return report.status;
}

static void run_scenario(struct run *run, struct cairn_template *from,
                         const struct cairn_scenario *scenario)
{
    struct cairn_study_options options = {
        .force = cairn_options_given(&run->call->options, &option_force),
        .limits =
            {
                .replications = scenario->time.replications < 2 ? 2 : scenario->time.replications,
                .stop = stop,
                .progress = progress,
                .context = run,
                .workers = run->workers,
            },
        .archive = cairn_remembering_archive(&run->remembering),
    };
    struct cairn_study_report report;
    char *outlook = NULL;

    run->scenario = scenario->name;
    cairn_study_run(scenario, run->store, &options, &report);
    if (report.status <= CAIRN_STUDY_KNOWN) {
        struct cairn_sweep_question question = {
            .from = from,
            .scenario = scenario,
            .store = run->store,
            .study = report.study,
            .options = &options,
            .adapt = cairn_call_adapt,
            .context = run->call,
        };
        enum cairn_study_status further = sweep(run, &question);

        if (further <= CAIRN_STUDY_KNOWN)
            further = draw(run, &question, &outlook);
        if (further <= CAIRN_STUDY_KNOWN)
            further = grow(run, &question);
        if (further > CAIRN_STUDY_KNOWN)
            report.status = further;
    }
    cairn_progress_clear(&run->call->progress);
    if (report.status == CAIRN_STUDY_FAILED) {
        run->n_failed++;
    } else if (report.status != CAIRN_STUDY_STOPPED) {
        run->n_done++;
        run->n_known += report.status == CAIRN_STUDY_KNOWN;
        run->work.simulated += report.work.simulated;
        run->work.recalled += report.work.recalled;
        run->work.shared += report.work.shared;
        run->studies[run->n_studies++] = (struct study){report.study, report.work};
        if (cairn_call_format(run->call) == CAIRN_FORMAT_TEXT)
            tell(run, &report, outlook);
    }
    cairn_free(report.headline);
    cairn_free(outlook);
}

static void run_files(struct run *run)
{
    for (int i = 0; i < run->call->options.n_arguments && !cairn_interrupted(); i++) {
        struct cairn_template *from =
            cairn_call_template(run->call, run->call->options.arguments[i]);
        struct cairn_scenario *scenario = from ? cairn_call_make(run->call, from) : NULL;

        if (scenario)
            run_scenario(run, from, scenario);
        else
            run->n_invalid++;
        cairn_scenario_free(scenario);
        cairn_template_free(from);
        if (run->n_failed > 0)
            break; /* the results file is at fault, not the scenario */
    }
}

/* Columns that say of each study what it took, and where along what varies it flips. */
static void append_work(const struct run *run, struct cairn_buffer *also)
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
static void write_answers(struct run *run)
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
    cairn_buffer_puts(&where, "point = 0 AND study IN (");
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
        cairn_explain_json(run->store, where.data + strlen("point = 0 AND "), out);
        cairn_buffer_puts(out, "}\n");
    }
    cairn_buffer_release(&where);
    cairn_buffer_release(&also);
}

/* "; 120 replications simulated, 1000 remembered (100 of them in cairn.cache)" */
static void append_took(const struct run *run, struct cairn_buffer *text)
{
    const struct cairn_study_work *work = &run->work;

    cairn_buffer_appendf(text, "; %llu replications simulated",
                         (unsigned long long)work->simulated);
    if (work->shared + work->recalled == 0)
        return;
    cairn_buffer_appendf(text, ", %llu remembered",
                         (unsigned long long)(work->shared + work->recalled));
    if (work->recalled > 0)
        cairn_buffer_appendf(text, " (%llu of them in %s)", (unsigned long long)work->recalled,
                             run->remembering.path);
}

static int finish(struct run *run)
{
    struct cairn_call *call = run->call;
    struct cairn_buffer took;

    if (run->n_failed > 0)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(run->store));
    write_answers(run);
    if (cairn_interrupted()) {
        cairn_call_say(call, "stopped; %d of %d studies are in %s, the same command goes on",
                       run->n_done, call->options.n_arguments, run->path);
        return CAIRN_EXIT_INTERRUPTED;
    }
    if (run->n_done == 0)
        return CAIRN_EXIT_INVALID;
    cairn_buffer_init(&took);
    append_took(run, &took);
    cairn_call_say(call, "%d %s in %s: %d new, %d known already%s", run->n_done,
                   run->n_done == 1 ? "study" : "studies", run->path, run->n_done - run->n_known,
                   run->n_known, took.data);
    cairn_buffer_release(&took);
    return run->n_invalid == 0 ? CAIRN_EXIT_FINE : CAIRN_EXIT_PART;
}

static int run_command(struct cairn_call *call)
{
    const char *path = cairn_options_text(&call->options, &cairn_option_db, "results/cairn.sqlite");
    struct run run = {.call = call, .path = path};
    int status;

    if (cairn_store_open(&run.store, path, CAIRN_STORE_WRITE) != CAIRN_STORE_OK) {
        status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(run.store));
        cairn_store_close(run.store);
        return status;
    }
    cairn_interrupt_catch();
    cairn_call_remember(call, path, &run.remembering);
    run.studies = cairn_calloc((size_t)call->options.n_arguments, sizeof *run.studies);
    run.workers = cairn_call_workers(call);
    run_files(&run);
    status = finish(&run);
    cairn_workers_free(run.workers);
    cairn_call_forget(call, &run.remembering);
    cairn_free(run.studies);
    cairn_store_close(run.store);
    return status;
}

static const struct cairn_option *const options[] = {
    &cairn_option_db,
    &option_explain,
    &option_force,
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
