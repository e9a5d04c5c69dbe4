#include "study/record_outlook.h"

#include <math.h>

#include "base/alloc.h"
#include "study/draws.h"
#include "study/headline.h"

struct writing {
    struct cairn_uncertain_stage *stage;
    struct cairn_store *store;
    const struct cairn_scenario *scenario;
    const int *numbers; /* [candidate]: placement of the study */
    const char *unit;
    double years; /* of the horizon */
};

#define STUDY CAIRN_INTEGER("study", w->stage->question->study)

/* ---- in words ---- */

/* What a factor is called: its only input, or its group. */
static const char *factor_name(const struct cairn_scenario *scenario, int factor)
{
    for (int i = 0; i < scenario->n_uncertains; i++)
        if (cairn_draws_factor_of(scenario, i) == factor)
            return scenario->uncertains[i].group ? scenario->uncertains[i].group
                                                 : scenario->uncertains[i].subject;
    return "";
}

/* The factor that is most worth knowing, more than chance would show; CAIRN_NONE: none. */
static int first_to_measure(const struct writing *w)
{
    const struct cairn_worth *worths = w->stage->worths;
    int first = CAIRN_NONE;

    for (int f = 0; f < cairn_draws_factors(w->scenario); f++)
        if (worths[f].evppi > 2.0 * worths[f].chance &&
            (first == CAIRN_NONE || worths[f].evppi > worths[first].evppi))
            first = f;
    return first;
}

/* In how many draws it is the best, and what it has more than the best in the mean of them. */
static void say_shares(const struct writing *w, const struct cairn_prospect *of,
                       struct cairn_buffer *text)
{
    cairn_buffer_appendf(text, "best in %.0f %% of draws", 100.0 * of->best_share);
    if (of->tie_share > of->best_share)
        cairn_buffer_appendf(text, " (within %g %% of it in %.0f %%)",
                             100.0 * w->scenario->choose.tie, 100.0 * of->tie_share);
    cairn_buffer_appendf(text, ", expected regret %.3g %s a year", of->regret / w->years, w->unit);
}

static char *sentence_of(const struct writing *w)
{
    const struct cairn_uncertain_stage *stage = w->stage;
    const struct cairn_outlook *outlook = &stage->outlook;
    const struct cairn_prospect *chosen = &outlook->prospects[outlook->chosen];
    char *name = cairn_headline_name(w->scenario, &stage->scales.placements[outlook->chosen]);
    int first = first_to_measure(w);
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_buffer_appendf(&text,
                         "over %d draws %s%s the least expected: %.4g %s a year (%.4g to %.4g in "
                         "90 %% of draws); ",
                         stage->n_draws, name, outlook->chosen == 0 ? " still has" : " has",
                         chosen->expected / w->years, w->unit, chosen->p5 / w->years,
                         chosen->p95 / w->years);
    say_shares(w, chosen, &text);
    if (outlook->chosen != 0) {
        cairn_buffer_puts(&text, "; the winner as it stands: ");
        say_shares(w, &outlook->prospects[0], &text);
    }
    if (first != CAIRN_NONE)
        cairn_buffer_appendf(&text, "; measure %s first: to know it would save %.3g %s a year",
                             factor_name(w->scenario, first), stage->worths[first].evppi / w->years,
                             w->unit);
    cairn_free(name);
    return cairn_buffer_take(&text);
}

/* ---- rows ---- */

static void record_outlook_row(const struct writing *w, const char *sentence)
{
    const struct cairn_uncertain_stage *stage = w->stage;
    const struct cairn_outlook *outlook = &stage->outlook;

    CAIRN_STORE_ADD(w->store, "outlook", STUDY, CAIRN_INTEGER("draws", stage->n_draws),
                    CAIRN_INTEGER("replications", stage->scales.replications),
                    CAIRN_INTEGER("asked", stage->asked),
                    CAIRN_INTEGER("complete", stage->complete), CAIRN_STRING("unit", w->unit),
                    CAIRN_INTEGER("chosen", w->numbers[outlook->chosen]),
                    CAIRN_INTEGER("robust", w->numbers[outlook->robust]),
                    CAIRN_REAL("evpi", outlook->evpi), CAIRN_STRING("sentence", sentence));
}

static void record_prospects(const struct writing *w)
{
    const struct cairn_outlook *outlook = &w->stage->outlook;

    for (int c = 0; c < w->stage->scales.n; c++) {
        const struct cairn_prospect *of = &outlook->prospects[c];

        CAIRN_STORE_ADD(
            w->store, "best_share", STUDY, CAIRN_INTEGER("placement", w->numbers[c]),
            CAIRN_REAL("expected", of->expected), CAIRN_REAL("low", of->expected - of->half_width),
            CAIRN_REAL("high", of->expected + of->half_width), CAIRN_REAL("p5", of->p5),
            CAIRN_REAL("p50", of->p50), CAIRN_REAL("p95", of->p95),
            CAIRN_REAL("best_share", of->best_share), CAIRN_REAL("tie_share", of->tie_share),
            CAIRN_REAL("kept_share", of->kept_share), CAIRN_REAL("regret", of->regret),
            CAIRN_REAL("greatest_regret", of->greatest_regret),
            CAIRN_INTEGER("eligible", of->eligible));
    }
}

static void record_worths(const struct writing *w)
{
    const struct cairn_uncertain_stage *stage = w->stage;

    for (int f = 0; f < cairn_draws_factors(w->scenario); f++)
        CAIRN_STORE_ADD(w->store, "value_of_information", STUDY, CAIRN_INTEGER("factor", f),
                        CAIRN_STRING("subject", factor_name(w->scenario, f)),
                        CAIRN_REAL("worth", stage->worths[f].evppi),
                        CAIRN_REAL("chance", stage->worths[f].chance));
    for (int i = 0; i < w->scenario->n_uncertains; i++) {
        const struct cairn_swing *swing = &stage->swings[i];

        CAIRN_STORE_ADD(
            w->store, "swing", STUDY, CAIRN_INTEGER("uncertain", i), CAIRN_REAL("low", swing->low),
            CAIRN_REAL("high", swing->high), CAIRN_REAL("value_low", swing->total_low),
            CAIRN_REAL("value_high", swing->total_high),
            CAIRN_INTEGER("best_low", w->numbers[swing->best_low]),
            CAIRN_INTEGER("best_high", w->numbers[swing->best_high]),
            CAIRN_REAL_OR_NULL("flips_at", swing->flips_at),
            CAIRN_INDEX("flips_to",
                        swing->flips_to == CAIRN_NONE ? CAIRN_NONE : w->numbers[swing->flips_to]));
    }
}

static void record_index(const struct writing *w, int output, int factor)
{
    static const char *const outputs[] = {"total", "decision"};
    const struct cairn_sensitivity *of = &w->stage->sensitivity;
    int at = output * of->n_factors + factor;
    struct cairn_index index = {NAN, NAN, NAN, NAN, NAN, NAN};
    struct cairn_effect_size effect = {NAN, NAN, NAN};

    if (of->indices)
        index = of->indices[at];
    if (of->effects)
        effect = of->effects[at];
    CAIRN_STORE_ADD(
        w->store, "sensitivity", STUDY, CAIRN_STRING("output", outputs[output]),
        CAIRN_INTEGER("factor", factor), CAIRN_STRING("subject", factor_name(w->scenario, factor)),
        CAIRN_REAL_OR_NULL("first", index.first), CAIRN_REAL_OR_NULL("first_low", index.first_low),
        CAIRN_REAL_OR_NULL("first_high", index.first_high),
        CAIRN_REAL_OR_NULL("total", index.total), CAIRN_REAL_OR_NULL("total_low", index.total_low),
        CAIRN_REAL_OR_NULL("total_high", index.total_high),
        CAIRN_REAL_OR_NULL("mu_star", effect.mu_star),
        CAIRN_REAL_OR_NULL("mu_star_half", effect.half_width),
        CAIRN_REAL_OR_NULL("sigma", effect.sigma));
}

static void record_sensitivity(const struct writing *w)
{
    const struct cairn_sensitivity *of = &w->stage->sensitivity;

    if (!of->indices && !of->effects)
        return;
    for (int o = 0; o < CAIRN_N_SENSITIVITY_OUTPUTS; o++)
        for (int f = 0; f < of->n_factors; f++)
            record_index(w, o, f);
}

char *cairn_record_outlook(struct cairn_uncertain_stage *stage)
{
    struct writing writing = {
        .stage = stage,
        .store = stage->question->store,
        .scenario = stage->question->scenario,
        .numbers = stage->numbers,
        .unit = stage->scales.unit,
        .years = stage->question->scenario->time.horizon_s / CAIRN_SECONDS_PER_YEAR,
    };
    struct writing *w = &writing;
    char *sentence;

    sentence = sentence_of(w);
    cairn_store_begin(w->store);
    record_outlook_row(w, sentence);
    record_prospects(w);
    record_worths(w);
    record_sensitivity(w);
    if (cairn_store_commit(w->store) != CAIRN_STORE_OK) {
        cairn_free(sentence);
        sentence = NULL;
    }
    return sentence;
}
