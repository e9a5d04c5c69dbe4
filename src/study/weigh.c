#include "study/weigh.h"

#include "account/ledger.h"
#include "base/alloc.h"
#include "math/stats.h"
#include "study/court.h"
#include "study/edited.h"

void cairn_scales_init(struct cairn_scales *scales)
{
    pthread_mutex_init(&scales->making, NULL);
    cairn_shared_memory_init(&scales->memory, scales->limits->memory);
    scales->own = *scales->limits;
    scales->own.workers = NULL;
    scales->own.progress = NULL;
    scales->own.memory = cairn_shared_memory_lab(&scales->memory);
    scales->n_labs = cairn_workers_count(scales->limits->workers);
    scales->labs = cairn_calloc((size_t)scales->n_labs, sizeof *scales->labs);
    for (int w = 0; w < scales->n_labs; w++)
        cairn_labs_init(&scales->labs[w], scales->scenario->time.seed, &scales->own);
    scales->unit = cairn_measure_shown_unit(cairn_aim_measure(scales->scenario->choose.aim),
                                            &scales->per_unit);
}

void cairn_scales_init_of(struct cairn_scales *scales, const struct cairn_sweep_question *question,
                          const struct cairn_choose_limits *limits)
{
    *scales = (struct cairn_scales){
        .from = question->from,
        .scenario = question->scenario,
        .adapt = question->adapt,
        .context = question->context,
        .limits = limits,
        .replications = cairn_first_replications(limits->replications),
    };
    cairn_scales_init(scales);
}

void cairn_scales_release(struct cairn_scales *scales)
{
    for (int w = 0; w < scales->n_labs; w++)
        cairn_labs_release(&scales->labs[w]);
    cairn_free(scales->labs);
    cairn_shared_memory_release(&scales->memory);
    pthread_mutex_destroy(&scales->making);
    for (int i = 0; i < scales->n; i++)
        cairn_placement_release(&scales->placements[i]);
    cairn_free(scales->placements);
    cairn_free(scales->why);
}

int cairn_scales_add(struct cairn_scales *scales, const struct cairn_placement *placement)
{
    for (int i = 0; i < scales->n; i++)
        if (cairn_placement_equal(&scales->placements[i], placement, scales->scenario))
            return i;
    scales->placements = cairn_grow(scales->placements, &scales->capacity, (size_t)scales->n + 1,
                                    sizeof *scales->placements);
    cairn_placement_copy(&scales->placements[scales->n], placement, scales->scenario);
    return scales->n++;
}

struct cairn_scenario *cairn_scales_make(struct cairn_scales *scales,
                                         const struct cairn_edit *edits, int n_edits)
{
    struct cairn_edited edited = {scales->from, edits, n_edits, scales->adapt, scales->context};
    struct cairn_scenario *there;
    char *why;

    pthread_mutex_lock(&scales->making);
    there = cairn_edited_make(&edited, &why);
    if (scales->why)
        cairn_free(why);
    else
        scales->why = why;
    pthread_mutex_unlock(&scales->making);
    return there;
}

static void complain(struct cairn_scales *scales, const char *why)
{
    pthread_mutex_lock(&scales->making);
    if (!scales->why)
        scales->why = cairn_strdup(why);
    pthread_mutex_unlock(&scales->making);
}

/* Puts all placements on trial there. False: stopped; release it in any case. */
static bool convene(struct cairn_court *court, const struct cairn_scales *scales, int worker,
                    const struct cairn_scenario *there)
{
    const struct cairn_placement **placements =
        cairn_calloc((size_t)scales->n, sizeof(const struct cairn_placement *));
    bool done;

    for (int i = 0; i < scales->n; i++)
        placements[i] = &scales->placements[i];
    done = cairn_court_init(court, &(struct cairn_court_setup){
                                       .scenario = there,
                                       .placements = placements,
                                       .n = scales->n,
                                       .replications = scales->replications,
                                       .labs = &scales->labs[worker],
                                   });
    cairn_free(placements);
    return done;
}

bool cairn_scales_weigh(struct cairn_scales *scales, int worker, const struct cairn_edit *edits,
                        int n_edits, double *totals, bool *kept)
{
    struct cairn_scenario *there = cairn_scales_make(scales, edits, n_edits);
    int n = scales->replications;
    struct cairn_court court;
    bool done;

    if (there && there->choose.aim != scales->scenario->choose.aim) {
        cairn_scenario_free(there);
        there = NULL;
        complain(scales, "another aim: totals of different kinds do not compare");
    }
    if (!there)
        return false;
    done = convene(&court, scales, worker, there);
    for (int i = 0; done && i < court.n; i++) {
        struct cairn_trial *trial = &court.trials[i];
        const double *values =
            cairn_trial_values(trial, cairn_trial_aim(trial), there->choose.basis, n);

        totals[i] = cairn_stats_mean(values, (size_t)n) / scales->per_unit;
        if (kept)
            kept[i] = cairn_trial_verdict(trial, n, there->choose.alpha) != CAIRN_BROKEN;
    }
    cairn_court_release(&court);
    cairn_scenario_free(there);
    cairn_labs_forget(&scales->labs[worker]);
    return done;
}
