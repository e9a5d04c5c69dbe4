#include "study/sweep_point.h"

#include "base/alloc.h"
#include "study/edited.h"

void cairn_asker_init(struct cairn_asker *asker, const struct cairn_sweep_question *question)
{
    const struct cairn_study_options *options = question->options;

    *asker = (struct cairn_asker){.question = question, .limits = options->limits};
    asker->limits.workers = NULL;
    asker->limits.progress = NULL;
    pthread_mutex_init(&asker->making, NULL);
    cairn_points_init(&asker->points, question->scenario);
    cairn_shared_memory_init(&asker->memory, options->archive ? &options->archive->lab : NULL);
    asker->limits.memory = cairn_shared_memory_lab(&asker->memory);
}

void cairn_asker_release(struct cairn_asker *asker)
{
    cairn_points_release(&asker->points);
    cairn_shared_memory_release(&asker->memory);
    pthread_mutex_destroy(&asker->making);
}

/* The scenario as set, or NULL, and then why. */
static struct cairn_scenario *make(const struct cairn_sweep_question *question,
                                   const struct cairn_setting *setting, char **why)
{
    int n = question->scenario->n_varies;
    struct cairn_edit *edits = cairn_calloc((size_t)n, sizeof *edits);
    struct cairn_edited edited = {question->from, edits, n, question->adapt, question->context};
    struct cairn_scenario *there;
    char *line;

    cairn_setting_edits(setting, edits);
    there = cairn_edited_make(&edited, &line);
    *why = there ? NULL : cairn_format("no valid scenario: %s", line);
    cairn_free(line);
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
    if (!asked->there)
        cairn_optimum_invalid(&asked->optimum, why);
}

bool cairn_asker_ask(struct cairn_asker *asker, int64_t point, struct cairn_asked *asked)
{
    struct cairn_choose_limits limits = asker->limits;
    bool stopped = false;

    cairn_asker_make(asker, point, asked);
    if (asked->there) {
        limits.replications = asked->there->time.replications;
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
