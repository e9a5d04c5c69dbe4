#include "cli/chosen.h"

#include <string.h>

#include "choose/answer.h"

/* The answer stands first; the others are names of what it is compared with. */
static const char *const names[] = {"best", "all-edge", "all-cloud"};

bool cairn_is_chosen(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Index of the candidate of that name, or CAIRN_NONE and why there is none. */
static int candidate_of(const struct cairn_answer *answer, const char *name, const char **why)
{
    *why = answer->why;
    if (strcmp(name, names[0]) == 0)
        return answer->best;
    for (int i = 0; i < answer->n_compared; i++)
        if (strcmp(answer->compared[i].name, name) == 0) {
            *why = answer->compared[i].reason;
            return answer->compared[i].candidate;
        }
    return CAIRN_NONE;
}

static void progress(void *context, const char *what, double done)
{
    struct cairn_call *call = context;

    cairn_progress_update(&call->progress, done, "%s", what);
}

int cairn_call_choose(struct cairn_call *call, const struct cairn_scenario *scenario,
                      const struct cairn_choose_limits *means, const char *name,
                      struct cairn_placement *placement)
{
    struct cairn_choose_limits limits = {
        .replications = scenario->time.replications < 2 ? 2 : scenario->time.replications,
        .progress = progress,
        .context = call,
        .workers = means->workers,
        .memory = means->memory,
    };
    struct cairn_answer answer;
    const char *why;
    int candidate;
    int status = CAIRN_EXIT_FINE;

    cairn_choose(&answer, scenario, &limits);
    cairn_progress_clear(&call->progress);
    candidate = candidate_of(&answer, name, &why);
    if (candidate == CAIRN_NONE)
        status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "%s: there is no placement %s: %s",
                                 scenario->path, name, why ? why : "nothing was found");
    else
        cairn_placement_copy(placement, &answer.candidates[candidate]->trial.placement, scenario);
    cairn_answer_release(&answer);
    return status;
}
