#include "study/sweep.h"

#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "study/points.h"
#include "study/record_exact.h"

enum { WAVE_PER_WORKER = 4 };

/* The archive's memory, for several threads. */
struct shared_memory {
    const struct cairn_lab_memory *of;
    pthread_mutex_t mutex;
};

struct sweep {
    const struct cairn_sweep_question *question;
    struct cairn_sweep_report *report;
    struct cairn_record_points record;
    struct cairn_choose_limits limits; /* of one point */
    struct cairn_lab_memory memory;
    struct shared_memory shared;
    int64_t *points; /* of the wave; owned, like these */
    struct cairn_scenario **there;
    struct cairn_optimum *answers;
    int n, most;
};

static bool get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct shared_memory *shared = context;
    bool got;

    pthread_mutex_lock(&shared->mutex);
    got = shared->of->get(shared->of->context, ask, bytes);
    pthread_mutex_unlock(&shared->mutex);
    return got;
}

static void put(void *context, const struct cairn_lab_ask *ask, const struct cairn_buffer *bytes)
{
    struct shared_memory *shared = context;

    pthread_mutex_lock(&shared->mutex);
    shared->of->put(shared->of->context, ask, bytes);
    pthread_mutex_unlock(&shared->mutex);
}

/* ---- what is missing ---- */

/* [point]: whether the file holds it; to be freed. */
static bool *known_points(const struct cairn_sweep_question *question, int64_t points)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    bool *known = cairn_calloc((size_t)points + 1, sizeof *known);
    struct cairn_rows *rows;

    rows = cairn_store_query(
        question->store, "SELECT point FROM optimum WHERE study = :study AND point > 0", &id, 1);
    while (cairn_rows_next(rows)) {
        int64_t point = cairn_rows_cell(rows, 0).integer;

        if (point <= points)
            known[point] = true;
    }
    cairn_rows_free(rows);
    return known;
}

/* ---- a wave ---- */

/* The scenario at a point, or NULL, and then why. */
static struct cairn_scenario *make(const struct cairn_sweep_question *question, int64_t point,
                                   char **why)
{
    size_t n = (size_t)question->scenario->n_varies;
    struct cairn_edit *edits = cairn_calloc(n, sizeof *edits);
    struct cairn_scenario *there;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    cairn_points_edits(question->scenario, point, edits);
    there = cairn_template_make(question->from, edits, (int)n, &diag);
    if (!there) {
        cairn_buffer_puts(&text, "no valid scenario: ");
        cairn_diag_write(&diag, &text);
        text.data[strcspn(text.data, "\n")] = '\0';
    } else if (question->adapt) {
        question->adapt(question->context, there);
    }
    *why = cairn_buffer_take(&text);
    cairn_diag_release(&diag);
    cairn_free(edits);
    return there;
}

static bool answer(void *context, int index, int worker)
{
    struct sweep *sweep = context;
    struct cairn_choose_limits limits = sweep->limits;
    const struct cairn_scenario *there = sweep->there[index];

    (void)worker;
    if (!there)
        return true;
    limits.replications = there->time.replications < 2 ? 2 : there->time.replications;
    cairn_optimum_init(&sweep->answers[index], there, &limits);
    return !sweep->answers[index].stopped;
}

/* Writes the first n of the wave; forgets all. */
static void write_wave(struct sweep *sweep, int n)
{
    const struct cairn_sweep_question *question = sweep->question;

    cairn_store_begin(question->store);
    for (int i = 0; i < n; i++)
        cairn_record_point(&sweep->record, sweep->points[i], sweep->there[i], &sweep->answers[i]);
    if (cairn_store_commit(question->store) != CAIRN_STORE_OK)
        sweep->report->status = CAIRN_STUDY_FAILED;
    else
        sweep->report->answered += n;
}

static void forget_wave(struct sweep *sweep)
{
    for (int i = 0; i < sweep->n; i++) {
        cairn_optimum_release(&sweep->answers[i]);
        cairn_scenario_free(sweep->there[i]);
    }
    sweep->n = 0;
}

static void answer_wave(struct sweep *sweep)
{
    const struct cairn_study_options *options = sweep->question->options;
    int done, whole = 0;

    for (int i = 0; i < sweep->n; i++) {
        char *why;

        sweep->answers[i] = (struct cairn_optimum){0};
        sweep->there[i] = make(sweep->question, sweep->points[i], &why);
        if (sweep->there[i])
            cairn_free(why);
        else
            cairn_optimum_invalid(&sweep->answers[i], why);
    }
    done = cairn_workers_run(options->limits.workers, sweep->n, answer, sweep);
    while (whole < done && !sweep->answers[whole].stopped)
        whole++;
    if (whole < sweep->n)
        sweep->report->status = CAIRN_STUDY_STOPPED;
    write_wave(sweep, whole);
    forget_wave(sweep);
    if (options->archive)
        cairn_archive_flush(options->archive);
    if (options->limits.progress)
        options->limits.progress(options->limits.context, "points of the sweep",
                                 (double)sweep->points[0] / (double)sweep->report->points);
}

/* ---- all ---- */

static void sweep_init(struct sweep *sweep, const struct cairn_sweep_question *question,
                       struct cairn_sweep_report *report)
{
    const struct cairn_study_options *options = question->options;

    *sweep = (struct sweep){
        .question = question,
        .report = report,
        .limits = options->limits,
        .most = WAVE_PER_WORKER * cairn_workers_count(options->limits.workers),
    };
    sweep->limits.workers = NULL;
    sweep->limits.progress = NULL;
    pthread_mutex_init(&sweep->shared.mutex, NULL);
    if (options->archive) {
        sweep->shared.of = &options->archive->lab;
        sweep->memory = (struct cairn_lab_memory){get, put, &sweep->shared};
        sweep->limits.memory = &sweep->memory;
    }
    sweep->points = cairn_calloc((size_t)sweep->most, sizeof *sweep->points);
    sweep->there = cairn_calloc((size_t)sweep->most, sizeof *sweep->there);
    sweep->answers = cairn_calloc((size_t)sweep->most, sizeof *sweep->answers);
    cairn_record_points_init(&sweep->record, question->store, question->study, question->scenario);
}

static void sweep_release(struct sweep *sweep)
{
    cairn_record_points_release(&sweep->record);
    pthread_mutex_destroy(&sweep->shared.mutex);
    cairn_free(sweep->points);
    cairn_free(sweep->there);
    cairn_free(sweep->answers);
}

void cairn_sweep_run(const struct cairn_sweep_question *question, struct cairn_sweep_report *report)
{
    const struct cairn_study_options *options = question->options;
    struct cairn_choose_limits limits;
    struct sweep sweep;
    bool *known, covered;

    *report = (struct cairn_sweep_report){
        .status = CAIRN_STUDY_KNOWN,
        .points = cairn_points_count(question->scenario),
    };
    sweep_init(&sweep, question, report);
    limits = options->limits;
    limits.memory = sweep.limits.memory;
    cairn_record_exact(&sweep.record, question, &limits, report);
    covered = cairn_record_exact_covers(question);
    known = known_points(question, report->points);
    for (int64_t p = 1; !covered && p <= report->points && report->status <= CAIRN_STUDY_KNOWN;
         p++) {
        if (!known[p])
            sweep.points[sweep.n++] = p;
        if (sweep.n == sweep.most || (p == report->points && sweep.n > 0))
            answer_wave(&sweep);
    }
    if (report->status == CAIRN_STUDY_KNOWN && report->answered > 0)
        report->status = CAIRN_STUDY_DONE;
    cairn_free(known);
    sweep_release(&sweep);
}
