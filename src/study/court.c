#include "study/court.h"

#include "base/alloc.h"
#include "choose/search_plan.h"

bool cairn_court_init(struct cairn_court *court, const struct cairn_court_setup *setup)
{
    struct cairn_trial_want *wants = cairn_calloc((size_t)setup->n, sizeof *wants);
    bool done;

    *court = (struct cairn_court){.n = setup->n, .labs = setup->labs};
    cairn_plan_init(&court->plan, setup->scenario);
    cairn_search_plan_init(&court->search_plan, &court->plan, setup->scenario);
    cairn_factor_book_init(&court->book);
    cairn_controls_init(&court->controls, setup->scenario, &court->plan, &court->labs->search);
    court->trials = cairn_calloc((size_t)court->n, sizeof *court->trials);
    for (int i = 0; i < court->n; i++) {
        cairn_trial_init(&court->trials[i], setup->scenario, &court->plan, setup->placements[i],
                         &court->book, &court->labs->selection);
        court->trials[i].controls = &court->controls;
        wants[i] = (struct cairn_trial_want){&court->trials[i], setup->replications};
    }
    done = cairn_trials_prepare(wants, court->n);
    cairn_free(wants);
    return done;
}

void cairn_court_release(struct cairn_court *court)
{
    for (int i = 0; i < court->n; i++)
        cairn_trial_release(&court->trials[i]);
    cairn_free(court->trials);
    cairn_controls_release(&court->controls);
    cairn_lab_forget_grounds(&court->labs->selection);
    cairn_lab_forget_grounds(&court->labs->search);
    cairn_factor_book_release(&court->book);
    cairn_plan_release(&court->search_plan);
    cairn_plan_release(&court->plan);
}
