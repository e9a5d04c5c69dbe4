#include "study/sweep_point.h"

#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"

/* ---- the archive's memory, for several threads ---- */

static bool get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct cairn_asker *asker = context;
    bool got;

    pthread_mutex_lock(&asker->remembering);
    got = asker->archive->get(asker->archive->context, ask, bytes);
    pthread_mutex_unlock(&asker->remembering);
    return got;
}

static void put(void *context, const struct cairn_lab_ask *ask, const struct cairn_buffer *bytes)
{
    struct cairn_asker *asker = context;

    pthread_mutex_lock(&asker->remembering);
    asker->archive->put(asker->archive->context, ask, bytes);
    pthread_mutex_unlock(&asker->remembering);
}

/* ---- an asker ---- */

void cairn_asker_init(struct cairn_asker *asker, const struct cairn_sweep_question *question)
{
    const struct cairn_study_options *options = question->options;

    *asker = (struct cairn_asker){.question = question, .limits = options->limits};
    asker->limits.workers = NULL;
    asker->limits.progress = NULL;
    asker->limits.memory = NULL;
    pthread_mutex_init(&asker->making, NULL);
    pthread_mutex_init(&asker->remembering, NULL);
    cairn_points_init(&asker->points, question->scenario);
    if (!options->archive)
        return;
    asker->archive = &options->archive->lab;
    asker->memory = (struct cairn_lab_memory){get, put, asker};
    asker->limits.memory = &asker->memory;
}

void cairn_asker_release(struct cairn_asker *asker)
{
    cairn_points_release(&asker->points);
    pthread_mutex_destroy(&asker->making);
    pthread_mutex_destroy(&asker->remembering);
}

/* The scenario as set, or NULL, and then why. */
static struct cairn_scenario *make(const struct cairn_sweep_question *question,
                                   const struct cairn_setting *setting, char **why)
{
    size_t n = (size_t)question->scenario->n_varies;
    struct cairn_edit *edits = cairn_calloc(n, sizeof *edits);
    struct cairn_scenario *there;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    cairn_setting_edits(setting, edits);
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

void cairn_asker_make(struct cairn_asker *asker, int64_t point, struct cairn_asked *asked)
{
    char *why;

    *asked = (struct cairn_asked){.point = point};
    pthread_mutex_lock(&asker->making);
    cairn_setting_init(&asked->setting, &asker->points, point);
    asked->there = make(asker->question, &asked->setting, &why);
    pthread_mutex_unlock(&asker->making);
    if (asked->there)
        cairn_free(why);
    else
        cairn_optimum_invalid(&asked->optimum, why);
}

bool cairn_asker_ask(struct cairn_asker *asker, int64_t point, struct cairn_asked *asked)
{
    struct cairn_choose_limits limits = asker->limits;
    bool stopped = false;

    cairn_asker_make(asker, point, asked);
    if (asked->there) {
        const struct cairn_time_plan *time = &asked->there->time;

        limits.replications = time->replications < 2 ? 2 : time->replications;
        cairn_optimum_init(&asked->optimum, asked->there, &limits);
        stopped = asked->optimum.stopped;
    }
    if (stopped)
        cairn_asked_release(asked);
    return !stopped;
}

void cairn_asked_release(struct cairn_asked *asked)
{
    cairn_optimum_release(&asked->optimum);
    cairn_setting_release(&asked->setting);
    cairn_scenario_free(asked->there);
    *asked = (struct cairn_asked){0};
}
