#include "cli/running.h"

#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/interrupt.h"
#include "cli/scenario.h"
#include "cli/style.h"
#include "cli/width.h"
#include "study/growth.h"
#include "study/record_point.h"
#include "study/robust.h"
#include "study/uncertain.h"

const struct cairn_option cairn_option_force_again = {
    .name = "force",
    .kind = CAIRN_OPTION_FLAG,
    .help = "go ahead: answer studies again that the results file already holds, from what is "
            "remembered, and simulate a scenario however large it is",
};

static bool stop(void *context)
{
    (void)context;
    return cairn_interrupted();
}

static void progress(void *context, const char *what, double done)
{
    struct cairn_running *running = context;

    cairn_progress_update(&running->call->progress, done, "%s: %s", running->scenario, what);
}

static void on_done(void *context, const char *what, int64_t done, int64_t all)
{
    struct cairn_running *running = context;

    cairn_pace_tell(&running->pace, &running->call->progress, running->scenario, what, done, all);
}

/* ---- what is asked besides ---- */

static void adapt(void *context, struct cairn_scenario *scenario)
{
    cairn_call_adapt(((struct cairn_running *)context)->call, scenario);
}

/* Counts points whose numbers make no scenario, and says what the first of them says. */
static void count_invalid(struct cairn_running *running,
                          const struct cairn_sweep_question *question, int64_t points)
{
    struct cairn_cell cells[] = {CAIRN_INTEGER("study", question->study),
                                 CAIRN_INTEGER("invalid", CAIRN_POINT_INVALID)};
    struct cairn_rows *rows =
        cairn_store_query(running->store,
                          "SELECT count(*), min(point), note FROM point WHERE study = :study AND "
                          "status = :invalid HAVING count(*) > 0",
                          cells, 2);

    if (cairn_rows_next(rows)) {
        running->n_points_invalid += cairn_rows_cell(rows, 0).integer;
        cairn_call_fail(running->call, CAIRN_EXIT_INVALID,
                        "%s: %lld of %lld points are invalid; point %lld: %s", running->scenario,
                        (long long)cairn_rows_cell(rows, 0).integer, (long long)points,
                        (long long)cairn_rows_cell(rows, 1).integer,
                        (const char *)cairn_rows_cell(rows, 2).bytes);
    }
    cairn_rows_free(rows);
}

/* The points of its sweep, once it is answered as it stands. */
static enum cairn_study_status sweep(struct cairn_running *running,
                                     const struct cairn_sweep_question *question)
{
    struct cairn_sweep_report report;

    if (question->scenario->n_varies == 0)
        return CAIRN_STUDY_KNOWN;
    cairn_sweep_run(question, &report);
    running->n_points += report.points;
    running->n_answered += report.answered;
    running->n_left += report.left;
    if (report.status <= CAIRN_STUDY_KNOWN)
        count_invalid(running, question, report.points);
    return report.status;
}

/* The same placements at all of its points. */
static enum cairn_study_status compare_over_points(struct cairn_running *running,
                                                   const struct cairn_sweep_question *question)
{
    struct cairn_robust_report report;

    cairn_robust_run(question, &report);
    if (report.why)
        cairn_call_fail(running->call, CAIRN_EXIT_FAILED, "%s: %s", running->scenario, report.why);
    cairn_free(report.why);
    return report.status;
}

/* The years of its growth. */
static enum cairn_study_status grow(const struct cairn_sweep_question *question)
{
    struct cairn_sweep_report report;

    if (!question->scenario->growth.origin.file)
        return CAIRN_STUDY_KNOWN;
    cairn_growth_run(question, &report);
    return report.status;
}

/* The same over draws of what is uncertain. */
static enum cairn_study_status draw(struct cairn_running *running,
                                    const struct cairn_sweep_question *question, char **sentence)
{
    struct cairn_uncertain_report report;

    cairn_uncertain_run(question, &report);
    *sentence = report.sentence;
    if (report.why)
        cairn_call_fail(running->call, CAIRN_EXIT_FAILED, "%s: %s", running->scenario, report.why);
    cairn_free(report.why);
    return report.status;
}

/* What a question asks besides; the worst of the statuses. */
static enum cairn_study_status go_on(struct cairn_running *running, struct cairn_template *from,
                                     const struct cairn_scenario *scenario,
                                     const struct cairn_study_options *options, int64_t study,
                                     char **outlook)
{
    struct cairn_sweep_question question = {
        .from = from,
        .scenario = scenario,
        .store = running->store,
        .study = study,
        .options = options,
        .ranks = running->ranks,
        .adapt = adapt,
        .on_done = on_done,
        .context = running,
    };
    enum cairn_study_status further = sweep(running, &question);
    enum cairn_study_status next;

    if (further <= CAIRN_STUDY_KNOWN) {
        next = compare_over_points(running, &question);
        further = next != CAIRN_STUDY_KNOWN ? next : further;
    }
    if (further <= CAIRN_STUDY_KNOWN && !running->points_alone) {
        next = draw(running, &question, outlook);
        further = next != CAIRN_STUDY_KNOWN ? next : further;
    }
    if (further <= CAIRN_STUDY_KNOWN && !running->points_alone) {
        next = grow(&question);
        further = next != CAIRN_STUDY_KNOWN ? next : further;
    }
    return further;
}

/* ---- studies ---- */

static void count(struct cairn_running *running, const struct cairn_study_report *report)
{
    running->n_done++;
    running->n_known += report->status == CAIRN_STUDY_KNOWN;
    running->work.simulated += report->work.simulated;
    running->work.recalled += report->work.recalled;
    running->work.shared += report->work.shared;
    running->studies[running->n_studies++] = (struct cairn_ran){report->study, report->work};
}

static bool open_results(struct cairn_running *running)
{
    if (running->store)
        return true;
    if (cairn_store_open(&running->store, running->path, CAIRN_STORE_WRITE) != CAIRN_STORE_OK)
        return false;
    cairn_call_remember(running->call, running->path, &running->remembering);
    running->workers = cairn_call_workers(running->call);
    return true;
}

/* Points of a sweep share what they simulate also where there is no cache file. */
static void answer(struct cairn_running *running, struct cairn_template *from,
                   const struct cairn_scenario *scenario)
{
    struct cairn_study_options options = {
        .force = cairn_options_given(&running->call->options, &cairn_option_force_again),
        .limits =
            {
                .replications = scenario->time.replications,
                .stop = stop,
                .progress = progress,
                .context = running,
                .workers = running->workers,
            },
        .archive = cairn_remembering_archive(&running->remembering),
    };
    struct cairn_study_report report;
    struct cairn_archive own = {0};
    char *outlook = NULL;

    if (!options.archive &&
        (scenario->n_varies + scenario->n_uncertains > 0 || scenario->growth.origin.file)) {
        cairn_archive_open(&own, NULL);
        options.archive = &own;
    }
    running->scenario = scenario->name;
    running->pace.counted = NULL;
    cairn_study_run(scenario, running->store, &options, &report);
    if (report.status <= CAIRN_STUDY_KNOWN) {
        enum cairn_study_status further =
            go_on(running, from, scenario, &options, report.study, &outlook);

        if (further > CAIRN_STUDY_KNOWN)
            report.status = further;
    }
    cairn_progress_clear(&running->call->progress);
    if (report.status == CAIRN_STUDY_FAILED) {
        running->n_failed++;
    } else if (report.status != CAIRN_STUDY_STOPPED) {
        count(running, &report);
        if (running->tell)
            running->tell(running, &report, outlook);
    }
    cairn_free(report.headline);
    cairn_free(outlook);
    cairn_archive_close(&own);
}

void cairn_running_scenario(struct cairn_running *running, struct cairn_template *from,
                            const struct cairn_scenario *scenario)
{
    if (open_results(running))
        answer(running, from, scenario);
    else
        running->n_failed++;
}

int cairn_running_failed(const struct cairn_running *running)
{
    if (cairn_store_status(running->store) == CAIRN_STORE_OK)
        return CAIRN_EXIT_FAILED; /* a stage that failed by itself said why */
    return cairn_call_fail(running->call, CAIRN_EXIT_FAILED, "%s",
                           cairn_store_text(running->store));
}

void cairn_running_flips(struct cairn_running *running, int64_t study)
{
    struct cairn_style style = cairn_style_of(STDOUT_FILENO);
    struct cairn_cell id = CAIRN_INTEGER("study", study);
    struct cairn_rows *rows = cairn_store_query(
        running->store, "SELECT words FROM v_breakpoint WHERE study = :study", &id, 1);

    while (cairn_rows_next(rows)) {
        char *sentence = cairn_format("  %s", (const char *)cairn_rows_cell(rows, 0).bytes);

        cairn_width_wrap(sentence, style.width, 4, &running->call->output->data);
        cairn_free(sentence);
    }
    cairn_rows_free(rows);
}

void cairn_running_took(const struct cairn_running *running, struct cairn_buffer *text)
{
    const struct cairn_study_work *work = &running->work;

    cairn_buffer_appendf(text, "; %llu replications simulated",
                         (unsigned long long)work->simulated);
    if (work->shared + work->recalled == 0)
        return;
    cairn_buffer_appendf(text, ", %llu remembered",
                         (unsigned long long)work->shared + work->recalled);
    if (work->recalled > 0)
        cairn_buffer_appendf(text, " (%llu of them in %s)", (unsigned long long)work->recalled,
                             running->remembering.path ? running->remembering.path : "memory");
}

/* ---- all ---- */

void cairn_running_init(struct cairn_running *running, struct cairn_call *call)
{
    *running = (struct cairn_running){
        .call = call,
        .path = cairn_options_text(&call->options, &cairn_option_db, "results/cairn.sqlite"),
        .studies = cairn_calloc((size_t)call->options.n_arguments, sizeof *running->studies),
    };
    cairn_interrupt_catch();
}

void cairn_running_release(struct cairn_running *running)
{
    cairn_workers_free(running->workers);
    cairn_call_forget(running->call, &running->remembering);
    cairn_free(running->studies);
    cairn_store_close(running->store);
}
