#include "study/weigh.h"

#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "choose/search_plan.h"
#include "choose/trial.h"
#include "math/stats.h"
#include "study/draws.h"

void cairn_scales_init(struct cairn_scales *scales)
{
    cairn_lab_init(&scales->lab, scales->scenario->time.seed, CAIRN_LAB_SELECTION);
    cairn_lab_init(&scales->search_lab, scales->scenario->time.seed, CAIRN_LAB_SEARCH);
    scales->lab.limits = scales->search_lab.limits = scales->limits;
    scales->lab.memory = scales->search_lab.memory = scales->limits->memory;
}

void cairn_scales_release(struct cairn_scales *scales)
{
    cairn_lab_release(&scales->lab);
    cairn_lab_release(&scales->search_lab);
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

struct cairn_scenario *cairn_scales_make(struct cairn_scales *scales, const double *values)
{
    size_t n = (size_t)scales->scenario->n_uncertains;
    struct cairn_edit *edits = cairn_calloc(n, sizeof *edits);
    char(*texts)[CAIRN_DRAW_TEXT] = cairn_calloc(n, sizeof *texts);
    int n_edits = cairn_draws_edits(scales->scenario, values, edits, texts);
    struct cairn_scenario *there;
    struct cairn_buffer text;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    there = cairn_template_make(scales->from, edits, n_edits, &diag);
    if (there && scales->adapt)
        scales->adapt(scales->context, there);
    if (!there) {
        cairn_buffer_init(&text);
        cairn_diag_write(&diag, &text);
        text.data[strcspn(text.data, "\n")] = '\0';
        cairn_free(scales->why);
        scales->why = cairn_buffer_take(&text);
    }
    cairn_diag_release(&diag);
    cairn_free(texts);
    cairn_free(edits);
    return there;
}

/* Placements on trial in one scenario. */
struct court {
    struct cairn_plan plan, search_plan;
    struct cairn_factor_book book;
    struct cairn_controls controls;
    struct cairn_trial *trials;
    struct cairn_trial_want *wants;
    int n;
};

static void court_init(struct court *court, struct cairn_scales *scales,
                       const struct cairn_scenario *there, int first)
{
    court->n = scales->n - first;
    cairn_plan_init(&court->plan, there);
    cairn_search_plan_init(&court->search_plan, &court->plan, there);
    cairn_factor_book_init(&court->book);
    cairn_controls_init(&court->controls, there, &court->plan, &scales->search_lab);
    court->trials = cairn_calloc((size_t)court->n, sizeof *court->trials);
    court->wants = cairn_calloc((size_t)court->n, sizeof *court->wants);
    for (int i = 0; i < court->n; i++) {
        cairn_trial_init(&court->trials[i], there, &court->plan, &scales->placements[first + i],
                         &court->book, &scales->lab);
        court->trials[i].controls = &court->controls;
        court->wants[i] = (struct cairn_trial_want){&court->trials[i], scales->replications};
    }
}

static void court_release(struct court *court, struct cairn_scales *scales)
{
    for (int i = 0; i < court->n; i++)
        cairn_trial_release(&court->trials[i]);
    cairn_free(court->trials);
    cairn_free(court->wants);
    cairn_controls_release(&court->controls);
    cairn_lab_forget_grounds(&scales->lab);
    cairn_lab_forget_grounds(&scales->search_lab);
    cairn_factor_book_release(&court->book);
    cairn_plan_release(&court->search_plan);
    cairn_plan_release(&court->plan);
}

bool cairn_scales_weigh(struct cairn_scales *scales, const double *values, int first,
                        double *totals, bool *kept)
{
    struct cairn_scenario *there = cairn_scales_make(scales, values);
    int n = scales->replications;
    struct court court;
    bool done;

    if (!there)
        return false;
    court_init(&court, scales, there, first);
    done = cairn_trials_prepare(court.wants, court.n);
    for (int i = 0; done && i < court.n; i++) {
        struct cairn_trial *trial = &court.trials[i];

        if (totals)
            totals[i] = cairn_stats_mean(
                cairn_trial_values(trial, cairn_trial_aim(trial), there->choose.basis, n),
                (size_t)n);
        if (kept)
            kept[i] = cairn_trial_verdict(trial, n, there->choose.alpha) != CAIRN_BROKEN;
    }
    court_release(&court, scales);
    cairn_scenario_free(there);
    return done;
}
