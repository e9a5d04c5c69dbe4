#include "study/run.h"

#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include <cairn/load.h>
#include <cairn/version.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/sha256.h"
#include "choose/answer.h"
#include "study/headline.h"
#include "study/record.h"

enum { KEY_SIZE = 65 };

/* What the effective text names but does not hold: the weeks that come from traces. */
static void append_traces(const struct cairn_scenario *scenario, struct cairn_buffer *text)
{
    char number[CAIRN_NUMBER_SIZE];

    for (int i = 0; i < scenario->n_intensities; i++) {
        const struct cairn_intensity *intensity = &scenario->intensities[i];

        if (!intensity->trace.href || !intensity->hour_of_week)
            continue;
        cairn_buffer_appendf(text, "trace %s:", scenario->grids[intensity->grid].id);
        for (int h = 0; h < cairn_scenario_seasons(scenario) * CAIRN_HOURS_PER_WEEK; h++)
            cairn_buffer_appendf(text, " %s",
                                 cairn_number_exact(intensity->hour_of_week[h], number));
        cairn_buffer_putc(text, '\n');
    }
}

/*
 * Appends the effective scenario without its comments, which stand on lines of their own and say
 * in which file and line things were said: a file that was moved asks the same question.
 */
static void append_question(struct cairn_buffer *out, const char *effective)
{
    while (*effective) {
        size_t size = strcspn(effective, "\n");
        size_t blank = strspn(effective, " ");

        size += effective[size] == '\n';
        if (strncmp(effective + blank, "<!--", 4) != 0)
            cairn_buffer_append(out, effective, size);
        effective += size;
    }
}

static void study_key(const struct cairn_scenario *scenario, char key[KEY_SIZE])
{
    struct cairn_buffer text;
    char precision[CAIRN_NUMBER_SIZE];

    cairn_buffer_init(&text);
    cairn_buffer_appendf(&text, "model %s\nseed %llu\nreplications %d\nprecision %s\n",
                         CAIRN_MODEL_VERSION, (unsigned long long)scenario->time.seed,
                         scenario->time.replications,
                         cairn_number_exact(scenario->time.precision, precision));
    append_traces(scenario, &text);
    append_question(&text, cairn_scenario_effective(scenario));
    cairn_sha256_hex(text.data, text.size, key);
    cairn_buffer_release(&text);
}

/* ---- who, when, how fast ---- */

struct stopwatch {
    struct timespec started;
    struct timespec monotonic;
};

static void stopwatch_start(struct stopwatch *watch)
{
    clock_gettime(CLOCK_REALTIME, &watch->started);
    clock_gettime(CLOCK_MONOTONIC, &watch->monotonic);
}

static double stopwatch_seconds(const struct stopwatch *watch)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - watch->monotonic.tv_sec) +
           (double)(now.tv_nsec - watch->monotonic.tv_nsec) / 1e9;
}

static void iso_time(time_t seconds, char text[32])
{
    struct tm utc;

    gmtime_r(&seconds, &utc);
    strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static const char *compiler(void)
{
#ifdef __clang__
    return "clang " __clang_version__;
#else
    return "gcc " __VERSION__;
#endif
}

static void record_run(struct cairn_store *store, const struct cairn_study_report *report,
                       const struct stopwatch *watch)
{
    struct utsname host;
    char started[32], finished[32];

    iso_time(watch->started.tv_sec, started);
    iso_time(watch->started.tv_sec + (time_t)report->seconds, finished);
    if (uname(&host) != 0)
        memset(&host, 0, sizeof host);
    CAIRN_STORE_ADD(store, "run", CAIRN_INTEGER("study", report->study),
                    CAIRN_STRING("started", started), CAIRN_STRING("finished", finished),
                    CAIRN_STRING("cairn", cairn_version()), CAIRN_STRING("compiler", compiler()),
                    CAIRN_STRING("host", host.machine), CAIRN_INTEGER("threads", report->threads),
                    CAIRN_REAL("seconds", report->seconds),
                    CAIRN_INTEGER("requests", (int64_t)report->work.requests),
                    CAIRN_INTEGER("events", (int64_t)report->work.events),
                    CAIRN_INTEGER("simulated", (int64_t)report->work.simulated),
                    CAIRN_INTEGER("recalled", (int64_t)report->work.recalled),
                    CAIRN_INTEGER("shared", (int64_t)report->work.shared));
}

/* ---- inputs, verbatim ---- */

static void record_inputs(struct cairn_store *store, int64_t study,
                          const struct cairn_scenario *scenario)
{
    for (int i = 0; i < scenario->n_files; i++) {
        const struct cairn_file *file = &scenario->files[i];
        char key[KEY_SIZE];

        cairn_sha256_hex(file->bytes, file->size, key);
        CAIRN_STORE_ADD(store, "input", CAIRN_INTEGER("study", study),
                        CAIRN_STRING("path", file->path), CAIRN_STRING("sha256", key),
                        CAIRN_BLOB("content", file->bytes, file->size));
    }
}

/* ---- the study ---- */

/* The headline of a study that the file holds. */
static char *known_headline(struct cairn_store *store, int64_t study)
{
    struct cairn_cell id = CAIRN_INTEGER("study", study);
    struct cairn_rows *rows =
        cairn_store_query(store, "SELECT headline FROM study WHERE id = :study", &id, 1);
    char *headline = NULL;

    if (cairn_rows_next(rows))
        headline = cairn_strdup(cairn_rows_cell(rows, 0).bytes);
    cairn_rows_free(rows);
    return headline;
}

static void write_study(struct cairn_store *store, struct cairn_answer *answer, const char *key,
                        int64_t replaced, const struct stopwatch *watch,
                        struct cairn_study_report *report)
{
    struct cairn_record record = {
        .store = store,
        .answer = answer,
        .key = key,
        .effective = cairn_scenario_effective(answer->scenario),
        .headline = report->headline,
    };

    cairn_answer_reason(answer);
    cairn_store_begin(store);
    if (replaced)
        cairn_store_forget(store, replaced);
    cairn_record_study(&record);
    report->study = record.study;
    record_inputs(store, record.study, answer->scenario);
    report->seconds = stopwatch_seconds(watch);
    record_run(store, report, watch);
    if (cairn_store_commit(store) != CAIRN_STORE_OK)
        report->status = CAIRN_STUDY_FAILED;
}

static void add_work(struct cairn_study_work *work, const struct cairn_lab *lab)
{
    uint64_t had = lab->simulated + lab->recalled;

    work->simulated += lab->simulated;
    work->recalled += lab->recalled;
    work->shared += lab->wanted > had ? lab->wanted - had : 0;
    work->requests += lab->requests;
    work->events += lab->events;
}

void cairn_study_run(const struct cairn_scenario *scenario, struct cairn_store *store,
                     const struct cairn_study_options *options, struct cairn_study_report *report)
{
    struct cairn_choose_limits limits = options->limits;
    struct stopwatch watch;
    struct cairn_answer answer;
    char key[KEY_SIZE];
    int64_t known;

    *report = (struct cairn_study_report){.status = CAIRN_STUDY_KNOWN};
    stopwatch_start(&watch);
    study_key(scenario, key);
    known = cairn_store_find_study(store, key);
    if (cairn_store_status(store) != CAIRN_STORE_OK) {
        report->status = CAIRN_STUDY_FAILED;
        return;
    }
    if (known && !options->force) {
        report->study = known;
        report->headline = known_headline(store, known);
        if (!report->headline)
            report->status = CAIRN_STUDY_FAILED;
        return;
    }
    report->status = CAIRN_STUDY_DONE;
    report->threads = cairn_workers_count(options->limits.workers);
    limits.memory = options->archive ? &options->archive->lab : NULL;
    if (!cairn_choose(&answer, scenario, &limits)) {
        report->status = CAIRN_STUDY_STOPPED;
    } else {
        report->headline = cairn_headline(&answer);
        add_work(&report->work, &answer.search_lab);
        add_work(&report->work, &answer.lab);
        write_study(store, &answer, key, known, &watch, report);
        if (options->on_answer && report->status == CAIRN_STUDY_DONE)
            options->on_answer(options->context, &answer);
    }
    cairn_answer_release(&answer);
    if (options->archive)
        cairn_archive_flush(options->archive);
}
