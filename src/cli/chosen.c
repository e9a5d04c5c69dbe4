#include "cli/chosen.h"

#include <string.h>

#include "base/alloc.h"
#include "choose/answer.h"

/* The answer stands first; the others are names of what it is compared with. */
static const char *const chosen_names[] = {"best", "all-edge", "all-cloud"};

bool cairn_is_chosen(const char *name)
{
    for (size_t i = 0; i < sizeof chosen_names / sizeof *chosen_names; i++)
        if (strcmp(name, chosen_names[i]) == 0)
            return true;
    return false;
}

/* Index of the candidate of that name, or CAIRN_NONE and why there is none. */
static int candidate_of(const struct cairn_answer *answer, const char *name, const char **why)
{
    *why = answer->why;
    if (strcmp(name, chosen_names[0]) == 0)
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
        .replications = scenario->time.replications,
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

/* ---- baselines ---- */

/* `"today", "tomorrow"`; owned by the caller. */
static char *baseline_names(const struct cairn_scenario *scenario)
{
    struct cairn_buffer names;

    cairn_buffer_init(&names);
    for (int b = 0; b < scenario->n_baselines; b++)
        cairn_buffer_appendf(&names, "%s\"%s\"", b > 0 ? ", " : "", scenario->baselines[b].id);
    return cairn_buffer_take(&names);
}

/* Sets the index of the baseline that the call means; otherwise says why and returns the status. */
static int find_baseline(struct cairn_call *call, const struct cairn_scenario *scenario,
                         int *baseline)
{
    const char *name = cairn_options_text(&call->options, &cairn_option_placement, NULL);
    char *names;
    int status;

    *baseline = 0;
    if (!name && scenario->n_baselines == 1)
        return CAIRN_EXIT_FINE;
    for (int b = 0; name && b < scenario->n_baselines; b++)
        if (strcmp(scenario->baselines[b].id, name) == 0) {
            *baseline = b;
            return CAIRN_EXIT_FINE;
        }
    if (scenario->n_baselines == 0)
        return cairn_call_fail(call, CAIRN_EXIT_INVALID, "%s has no baseline to simulate",
                               scenario->path);
    names = baseline_names(scenario);
    if (name)
        status = cairn_call_fail(call, CAIRN_EXIT_USAGE, "%s has no baseline \"%s\"; it has %s",
                                 scenario->path, name, names);
    else
        status =
            cairn_call_fail(call, CAIRN_EXIT_USAGE, "which baseline of %s? --placement takes %s",
                            scenario->path, names);
    cairn_free(names);
    return status;
}

int cairn_call_placement(struct cairn_call *call, const struct cairn_scenario *scenario,
                         const struct cairn_choose_limits *means, const char **name,
                         struct cairn_placement *placement)
{
    int baseline;
    int status;

    *name = cairn_options_text(&call->options, &cairn_option_placement, NULL);
    if (*name && cairn_is_chosen(*name))
        return cairn_call_choose(call, scenario, means, *name, placement);
    status = find_baseline(call, scenario, &baseline);
    if (status != CAIRN_EXIT_FINE)
        return status;
    *name = scenario->baselines[baseline].id;
    cairn_placement_from_baseline(placement, scenario, baseline);
    return CAIRN_EXIT_FINE;
}
