#include "study/sweep.h"

#include <pthread.h>

#include "base/alloc.h"
#include "study/record_exact.h"
#include "study/sweep_exact.h"
#include "study/sweep_ranks.h"

struct sweep {
    const struct cairn_sweep_question *question;
    struct cairn_asker asker;
    struct cairn_sweep_rows rows;
    pthread_mutex_t writing; /* of rows */
    pthread_cond_t room;
    int64_t *missing; /* points, ascending; owned */
    int64_t n_missing;
};

/* ---- what is missing ---- */

/* [point]: whether the file holds it; to be freed. */
static bool *known_points(const struct cairn_sweep_question *question, int64_t points)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    bool *known = cairn_calloc((size_t)points + 1, sizeof *known);
    struct cairn_rows *rows;

    rows =
        cairn_store_query(question->store, "SELECT point FROM point WHERE study = :study", &id, 1);
    while (cairn_rows_next(rows)) {
        int64_t point = cairn_rows_cell(rows, 0).integer;

        if (point <= points)
            known[point] = true;
    }
    cairn_rows_free(rows);
    return known;
}

static void find_missing(struct sweep *sweep, int64_t points)
{
    bool *known = known_points(sweep->question, points);

    sweep->missing = cairn_calloc((size_t)points + 1, sizeof *sweep->missing);
    for (int64_t p = 1; p <= points; p++)
        if (!known[p])
            sweep->missing[sweep->n_missing++] = p;
    cairn_free(known);
}

/* ---- asking ---- */

/* Waits until an answer may be kept: others must not run too far ahead of the slowest. */
static bool ask(void *context, int index, int worker)
{
    struct sweep *sweep = context;
    struct cairn_asked asked;
    bool good;

    (void)worker;
    good = cairn_asker_ask(&sweep->asker, sweep->missing[index], &asked);
    pthread_mutex_lock(&sweep->writing);
    while (good && !sweep->rows.failed && !cairn_sweep_rows_has_room(&sweep->rows, index))
        pthread_cond_wait(&sweep->room, &sweep->writing);
    if (good && !sweep->rows.failed)
        cairn_sweep_rows_put(&sweep->rows, index, &asked);
    else if (good)
        cairn_asked_release(&asked);
    good = good && !sweep->rows.failed;
    pthread_cond_broadcast(&sweep->room);
    pthread_mutex_unlock(&sweep->writing);
    return good;
}

static void sweep_init(struct sweep *sweep, const struct cairn_sweep_question *question)
{
    *sweep = (struct sweep){.question = question};
    pthread_mutex_init(&sweep->writing, NULL);
    pthread_cond_init(&sweep->room, NULL);
    cairn_asker_init(&sweep->asker, question);
    cairn_sweep_rows_init(&sweep->rows, question, sweep->asker.points.n);
}

static void sweep_release(struct sweep *sweep)
{
    cairn_asker_release(&sweep->asker);
    pthread_mutex_destroy(&sweep->writing);
    pthread_cond_destroy(&sweep->room);
    cairn_free(sweep->missing);
}

static struct cairn_rows *of_study(const struct cairn_sweep_question *question, const char *sql)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);

    return cairn_store_query(question->store, sql, &id, 1);
}

/* How points of the study are answered, as the file says it: it is known, and exact. */
static void look_up(const struct cairn_sweep_question *question, bool *known, bool *exact)
{
    struct cairn_rows *rows =
        of_study(question, "SELECT method = 'exact' FROM sweep WHERE study = :study");

    *known = cairn_rows_next(rows);
    *exact = *known && cairn_rows_cell(rows, 0).integer;
    cairn_rows_free(rows);
}

/* Along one number segments say it all, where there are many points. */
static bool has_rows(const struct sweep *sweep, bool exact)
{
    return !exact || sweep->question->scenario->n_varies > 1 ||
           sweep->asker.points.n <= CAIRN_EXACT_ROWS;
}

/*
 * What can be followed is, and written where that is new; points that can be read off are. Returns
 * whether points are to be asked one by one.
 */
static bool follow(struct sweep *sweep, struct cairn_sweep_report *report)
{
    const struct cairn_sweep_question *question = sweep->question;
    struct cairn_choose_limits limits = question->options->limits;
    const struct cairn_exact *exact;
    struct cairn_followed all;
    bool known, is_exact;

    look_up(question, &known, &is_exact);
    if (known && has_rows(sweep, is_exact))
        find_missing(sweep, report->points);
    if (known && (!is_exact || sweep->n_missing == 0))
        return !is_exact;
    limits.memory = sweep->asker.limits.memory;
    if (!cairn_followed_init(&all, question, &limits, known)) {
        report->status = CAIRN_STUDY_STOPPED;
        sweep->n_missing = report->points;
    } else if (!known && !cairn_record_followed(&sweep->rows.record, &all)) {
        report->status = CAIRN_STUDY_FAILED;
        sweep->n_missing = report->points;
    } else {
        exact = cairn_followed_points(&all);
        is_exact = exact != NULL;
        if (!known && has_rows(sweep, is_exact))
            find_missing(sweep, report->points);
        else if (!known)
            report->answered = report->points;
        sweep->rows.known = report->points - sweep->n_missing;
        if (exact)
            cairn_sweep_exact(&sweep->rows, exact, sweep->missing, sweep->n_missing);
    }
    cairn_followed_release(&all);
    return !is_exact && report->status == CAIRN_STUDY_KNOWN;
}

static void ask_missing(struct sweep *sweep)
{
    const struct cairn_sweep_question *question = sweep->question;

    if (cairn_ranks_count(question->ranks) > 1)
        cairn_sweep_serve(question->ranks, &sweep->asker, &sweep->rows, sweep->missing,
                          sweep->n_missing);
    else
        cairn_workers_run(question->options->limits.workers, (int)sweep->n_missing, ask, sweep);
}

void cairn_sweep_run(const struct cairn_sweep_question *question, struct cairn_sweep_report *report)
{
    struct sweep sweep;

    sweep_init(&sweep, question);
    *report = (struct cairn_sweep_report){
        .status = CAIRN_STUDY_KNOWN,
        .points = sweep.asker.points.n,
    };
    if (follow(&sweep, report)) {
        sweep.rows.known = report->points - sweep.n_missing;
        ask_missing(&sweep);
    }
    cairn_sweep_rows_release(&sweep.rows);
    report->answered += sweep.rows.next;
    report->left = sweep.n_missing - sweep.rows.next;
    if (sweep.rows.failed)
        report->status = CAIRN_STUDY_FAILED;
    else if (report->status == CAIRN_STUDY_KNOWN && report->left > 0)
        report->status = CAIRN_STUDY_STOPPED;
    else if (report->status == CAIRN_STUDY_KNOWN && report->answered > 0)
        report->status = CAIRN_STUDY_DONE;
    if (question->options->archive)
        cairn_archive_flush(question->options->archive);
    sweep_release(&sweep);
}
