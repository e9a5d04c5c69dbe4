#include "study/headline.h"

#include "account/basis.h"
#include "base/alloc.h"
#include "base/units.h"

#define YEAR_S (365.0 * 86400.0)

/* Carbon over the horizon as carbon a year, with a unit. */
static const char *per_year(const struct cairn_answer *answer, double carbon_g,
                            char text[CAIRN_UNITS_SIZE])
{
    double years = answer->scenario->time.horizon_s / YEAR_S;

    return cairn_units_format(carbon_g / years, CAIRN_MASS, text);
}

static void append_carbon(const struct cairn_answer *answer, struct cairn_buffer *out)
{
    const struct cairn_candidate *best = answer->candidates[answer->best];
    char mean[CAIRN_UNITS_SIZE], low[CAIRN_UNITS_SIZE], high[CAIRN_UNITS_SIZE];

    cairn_buffer_appendf(out, ": %s a year", per_year(answer, best->carbon_g, mean));
    if (best->replications > 1)
        cairn_buffer_appendf(out, " (%s to %s)",
                             per_year(answer, best->carbon_g - best->half_width_g, low),
                             per_year(answer, best->carbon_g + best->half_width_g, high));
}

static void append_runner_up(const struct cairn_answer *answer, struct cairn_buffer *out)
{
    const struct cairn_candidate *runner_up;

    if (answer->runner_up == CAIRN_NONE)
        return;
    runner_up = answer->candidates[answer->runner_up];
    if (runner_up->carbon_g > 0.0 && answer->regret_g > answer->indifference_g)
        cairn_buffer_appendf(out, ", %.3g %% below the runner-up",
                             100.0 * answer->regret_g / runner_up->carbon_g);
    else
        cairn_buffer_puts(out, ", as good as the runner-up");
}

static void append_baselines(const struct cairn_answer *answer, struct cairn_buffer *out)
{
    const char *separator = "; ";

    for (int i = 0; i < answer->n_compared; i++) {
        const struct cairn_compared *compared = &answer->compared[i];
        char carbon[CAIRN_UNITS_SIZE];

        if (compared->candidate == CAIRN_NONE || compared->candidate == answer->best)
            continue;
        cairn_buffer_appendf(
            out, "%s%s %s%s", separator, compared->name,
            per_year(answer, answer->candidates[compared->candidate]->carbon_g, carbon),
            answer->candidates[compared->candidate]->verdict == CAIRN_BROKEN ? " (breaks a promise)"
                                                                             : "");
        separator = ", ";
    }
}

static void append_bases(const struct cairn_answer *answer, struct cairn_buffer *out)
{
    int others = 0;
    int agree = 0;

    for (int b = 0; b < CAIRN_N_BASES; b++) {
        if (b == (int)answer->scenario->choose.basis || !answer->bases[b].has_data)
            continue;
        others++;
        agree += answer->bases[b].agrees;
    }
    cairn_buffer_appendf(out, "; best under %s", cairn_basis(answer->scenario->choose.basis)->id);
    if (others > 0)
        cairn_buffer_appendf(out, " and %d of %d other bases", agree, others);
}

char *cairn_headline(const struct cairn_answer *answer)
{
    struct cairn_buffer out;
    char *placement;

    if (answer->best == CAIRN_NONE)
        return cairn_strdup(answer->why);
    placement =
        cairn_placement_text(&answer->candidates[answer->best]->trial.placement, answer->scenario);
    cairn_buffer_init(&out);
    cairn_buffer_puts(&out, placement);
    append_carbon(answer, &out);
    append_runner_up(answer, &out);
    append_baselines(answer, &out);
    append_bases(answer, &out);
    if (answer->status == CAIRN_ANSWER_UNDECIDED)
        cairn_buffer_puts(&out, "; not decided within the stated replications");
    cairn_free(placement);
    return cairn_buffer_take(&out);
}
