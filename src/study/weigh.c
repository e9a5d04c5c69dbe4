#include "study/weigh.h"

#include <string.h>

#include "account/ledger.h"
#include "base/alloc.h"
#include "base/diag.h"
#include "choose/search_plan.h"
#include "choose/trial.h"
#include "math/stats.h"

void cairn_scales_init(struct cairn_scales *scales)
{
    uint64_t seed = scales->scenario->time.seed;

    pthread_mutex_init(&scales->making, NULL);
    cairn_shared_memory_init(&scales->memory, scales->limits->memory);
    scales->own = *scales->limits;
    scales->own.workers = NULL;
    scales->own.progress = NULL;
    scales->n_labs = cairn_workers_count(scales->limits->workers);
    scales->labs = cairn_calloc((size_t)scales->n_labs, sizeof *scales->labs);
    for (int w = 0; w < scales->n_labs; w++) {
        struct cairn_scales_labs *labs = &scales->labs[w];

        cairn_lab_init(&labs->lab, seed, CAIRN_LAB_SELECTION);
        cairn_lab_init(&labs->search_lab, seed, CAIRN_LAB_SEARCH);
        labs->lab.limits = labs->search_lab.limits = &scales->own;
        labs->lab.memory = labs->search_lab.memory = cairn_shared_memory_lab(&scales->memory);
    }
    scales->unit = cairn_measure_shown_unit(cairn_aim_measure(scales->scenario->choose.aim),
                                            &scales->per_unit);
}

void cairn_scales_release(struct cairn_scales *scales)
{
    for (int w = 0; w < scales->n_labs; w++) {
        cairn_lab_release(&scales->labs[w].lab);
        cairn_lab_release(&scales->labs[w].search_lab);
    }
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

static char *first_line(const struct cairn_diag *diag)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_diag_write(diag, &text);
    text.data[strcspn(text.data, "\n")] = '\0';
    return cairn_buffer_take(&text);
}

struct cairn_scenario *cairn_scales_make(struct cairn_scales *scales,
                                         const struct cairn_edit *edits, int n_edits)
{
    struct cairn_scenario *there;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    pthread_mutex_lock(&scales->making);
    there = cairn_template_make(scales->from, edits, n_edits, &diag);
    if (there && scales->adapt)
        scales->adapt(scales->context, there);
    if (!there && !scales->why)
        scales->why = first_line(&diag);
    pthread_mutex_unlock(&scales->making);
    cairn_diag_release(&diag);
    return there;
}

static void complain(struct cairn_scales *scales, const char *why)
{
    pthread_mutex_lock(&scales->making);
    if (!scales->why)
        scales->why = cairn_strdup(why);
    pthread_mutex_unlock(&scales->making);
}

/* Placements on trial in one scenario. */
struct court {
    struct cairn_scales_labs *labs;
    struct cairn_plan plan, search_plan;
    struct cairn_factor_book book;
    struct cairn_controls controls;
    struct cairn_trial *trials;
    struct cairn_trial_want *wants;
    int n;
};

static void court_init(struct court *court, const struct cairn_scales *scales, int worker,
                       const struct cairn_scenario *there)
{
    struct cairn_scales_labs *labs = &scales->labs[worker];

    court->labs = labs;
    court->n = scales->n;
    cairn_plan_init(&court->plan, there);
    cairn_search_plan_init(&court->search_plan, &court->plan, there);
    cairn_factor_book_init(&court->book);
    cairn_controls_init(&court->controls, there, &court->plan, &labs->search_lab);
    court->trials = cairn_calloc((size_t)court->n, sizeof *court->trials);
    court->wants = cairn_calloc((size_t)court->n, sizeof *court->wants);
    for (int i = 0; i < court->n; i++) {
        cairn_trial_init(&court->trials[i], there, &court->plan, &scales->placements[i],
                         &court->book, &labs->lab);
        court->trials[i].controls = &court->controls;
        court->wants[i] = (struct cairn_trial_want){&court->trials[i], scales->replications};
    }
}

static void court_release(struct court *court)
{
    for (int i = 0; i < court->n; i++)
        cairn_trial_release(&court->trials[i]);
    cairn_free(court->trials);
    cairn_free(court->wants);
    cairn_controls_release(&court->controls);
    cairn_lab_forget_grounds(&court->labs->lab);
    cairn_lab_forget_grounds(&court->labs->search_lab);
    cairn_factor_book_release(&court->book);
    cairn_plan_release(&court->search_plan);
    cairn_plan_release(&court->plan);
}

bool cairn_scales_weigh(struct cairn_scales *scales, int worker, const struct cairn_edit *edits,
                        int n_edits, double *totals, bool *kept)
{
    struct cairn_scenario *there = cairn_scales_make(scales, edits, n_edits);
    int n = scales->replications;
    struct court court;
    bool done;

    if (there && there->choose.aim != scales->scenario->choose.aim) {
        cairn_scenario_free(there);
        there = NULL;
        complain(scales, "another aim: totals of different kinds do not compare");
    }
    if (!there)
        return false;
    court_init(&court, scales, worker, there);
    done = cairn_trials_prepare(court.wants, court.n);
    for (int i = 0; done && i < court.n; i++) {
        struct cairn_trial *trial = &court.trials[i];
        const double *values =
            cairn_trial_values(trial, cairn_trial_aim(trial), there->choose.basis, n);

        totals[i] = cairn_stats_mean(values, (size_t)n) / scales->per_unit;
        if (kept)
            kept[i] = cairn_trial_verdict(trial, n, there->choose.alpha) != CAIRN_BROKEN;
    }
    court_release(&court);
    cairn_scenario_free(there);
    return done;
}
