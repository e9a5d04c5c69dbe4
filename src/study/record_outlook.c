#include "study/record_outlook.h"

#include <math.h>
#include <string.h>

#include "account/ledger.h"
#include "base/alloc.h"
#include "math/belief.h"
#include "study/draws.h"
#include "study/headline.h"
#include "study/record_point.h"

struct writing {
    struct cairn_uncertain_stage *stage;
    struct cairn_store *store;
    const struct cairn_scenario *scenario;
    int *numbers;    /* [candidate]: placement of the study; owned */
    double per_unit; /* of the aim */
    const char *unit;
};

#define YEAR_S (365 * 86400.0)
#define STUDY CAIRN_INTEGER("study", w->stage->question->study)

static const char *const kinds[] = {
    [CAIRN_BELIEF_NORMAL] = "normal",         [CAIRN_BELIEF_LOGNORMAL] = "lognormal",
    [CAIRN_BELIEF_GAMMA] = "gamma",           [CAIRN_BELIEF_UNIFORM] = "uniform",
    [CAIRN_BELIEF_TRIANGULAR] = "triangular", [CAIRN_BELIEF_EMPIRICAL] = "empirical",
};

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

static char *sentence_of(const struct writing *w)
{
    const struct cairn_uncertain_stage *stage = w->stage;
    const struct cairn_outlook *outlook = &stage->outlook;
    const struct cairn_prospect *chosen = &outlook->prospects[outlook->chosen];
    char *name = cairn_headline_name(w->scenario, &stage->scales.placements[outlook->chosen]);
    double years = w->scenario->time.horizon_s / YEAR_S, per_unit = w->per_unit * years;
    int first = first_to_measure(w);
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    cairn_buffer_appendf(
        &text,
        "over %d draws %s%s the least expected: %.4g %s a year (%.4g to %.4g in 90 %% of "
        "draws); least, or within %g %% of it, in %.0f %% of draws",
        stage->n_draws, name, outlook->chosen == 0 ? " still has" : " has",
        chosen->expected / per_unit, w->unit, chosen->p5 / per_unit, chosen->p95 / per_unit,
        100.0 * w->scenario->choose.tie, 100.0 * chosen->tie_share);
    cairn_buffer_appendf(&text, "; to know everything would save %.3g %s a year",
                         outlook->evpi / per_unit, w->unit);
    if (first != CAIRN_NONE)
        cairn_buffer_appendf(&text, ", %s alone %.3g: measure it first",
                             factor_name(w->scenario, first),
                             stage->worths[first].evppi / per_unit);
    cairn_free(name);
    return cairn_buffer_take(&text);
}

/* ---- rows ---- */

static void record_uncertains(const struct writing *w)
{
    for (int i = 0; i < w->scenario->n_uncertains; i++) {
        const struct cairn_uncertain *of = &w->scenario->uncertains[i];

        CAIRN_STORE_ADD(
            w->store, "uncertain", STUDY, CAIRN_INTEGER("uncertain", i),
            CAIRN_STRING("selects", of->select), CAIRN_STRING("subject", of->subject),
            CAIRN_STRING("unit", of->unit), CAIRN_INTEGER("targets", of->n_targets),
            CAIRN_STRING("reach", of->reach == CAIRN_REACH_ACCOUNTING ? "accounting" : "physics"),
            CAIRN_INTEGER("multiplies", of->as == CAIRN_AS_MULTIPLIER),
            CAIRN_REAL_OR_NULL("base", of->base),
            CAIRN_STRING("distribution", kinds[of->distribution]),
            CAIRN_REAL("p5", cairn_belief_quantile(of->belief, 0.05)),
            CAIRN_REAL("p50", cairn_belief_quantile(of->belief, 0.5)),
            CAIRN_REAL("p95", cairn_belief_quantile(of->belief, 0.95)), CAIRN_REAL("cut", of->cut),
            CAIRN_STRING("in_group", of->group),
            CAIRN_INTEGER("factor", cairn_draws_factor_of(w->scenario, i)));
    }
}

static void record_outlook_row(const struct writing *w, const char *sentence)
{
    const struct cairn_uncertain_stage *stage = w->stage;
    const struct cairn_outlook *outlook = &stage->outlook;

    CAIRN_STORE_ADD(
        w->store, "outlook", STUDY, CAIRN_INTEGER("draws", stage->n_draws),
        CAIRN_INTEGER("replications", stage->scales.replications),
        CAIRN_INTEGER("asked", stage->asked), CAIRN_INTEGER("complete", stage->complete),
        CAIRN_STRING("unit", w->unit), CAIRN_INTEGER("chosen", w->numbers[outlook->chosen]),
        CAIRN_INTEGER("robust", w->numbers[outlook->robust]),
        CAIRN_REAL("evpi", outlook->evpi / w->per_unit), CAIRN_STRING("sentence", sentence));
}

static void record_prospects(const struct writing *w)
{
    const struct cairn_outlook *outlook = &w->stage->outlook;

    for (int c = 0; c < w->stage->scales.n; c++) {
        const struct cairn_prospect *of = &outlook->prospects[c];

        CAIRN_STORE_ADD(
            w->store, "best_share", STUDY, CAIRN_INTEGER("placement", w->numbers[c]),
            CAIRN_REAL("expected", of->expected / w->per_unit),
            CAIRN_REAL("low", (of->expected - of->half_width) / w->per_unit),
            CAIRN_REAL("high", (of->expected + of->half_width) / w->per_unit),
            CAIRN_REAL("p5", of->p5 / w->per_unit), CAIRN_REAL("p50", of->p50 / w->per_unit),
            CAIRN_REAL("p95", of->p95 / w->per_unit), CAIRN_REAL("best_share", of->best_share),
            CAIRN_REAL("tie_share", of->tie_share), CAIRN_REAL("kept_share", of->kept_share),
            CAIRN_REAL("regret", of->regret / w->per_unit),
            CAIRN_REAL("greatest_regret", of->greatest_regret / w->per_unit),
            CAIRN_INTEGER("eligible", of->eligible));
    }
}

static void record_draws(const struct writing *w)
{
    const struct cairn_uncertain_stage *stage = w->stage;
    int k = w->scenario->n_uncertains, n = stage->scales.n;

    for (int d = 0; d < stage->n_draws; d++) {
        int best = stage->outlook.best[d];

        CAIRN_STORE_ADD(w->store, "draw", STUDY, CAIRN_INTEGER("draw", d + 1),
                        CAIRN_INDEX("best", best == CAIRN_NONE ? CAIRN_NONE : w->numbers[best]));
        for (int i = 0; i < k; i++)
            CAIRN_STORE_ADD(w->store, "draw_value", STUDY, CAIRN_INTEGER("draw", d + 1),
                            CAIRN_INTEGER("uncertain", i),
                            CAIRN_REAL("value", stage->values[(ptrdiff_t)d * k + i]));
        for (int c = 0; c < n; c++)
            CAIRN_STORE_ADD(w->store, "draw_result", STUDY, CAIRN_INTEGER("draw", d + 1),
                            CAIRN_INTEGER("placement", w->numbers[c]),
                            CAIRN_REAL("value", stage->totals[(ptrdiff_t)d * n + c] / w->per_unit),
                            CAIRN_INTEGER("kept", stage->kept[(ptrdiff_t)d * n + c]));
    }
}

static void record_worths(const struct writing *w)
{
    const struct cairn_uncertain_stage *stage = w->stage;

    for (int f = 0; f < cairn_draws_factors(w->scenario); f++)
        CAIRN_STORE_ADD(w->store, "value_of_information", STUDY, CAIRN_INTEGER("factor", f),
                        CAIRN_STRING("subject", factor_name(w->scenario, f)),
                        CAIRN_REAL("worth", stage->worths[f].evppi / w->per_unit),
                        CAIRN_REAL("chance", stage->worths[f].chance / w->per_unit));
    for (int i = 0; i < w->scenario->n_uncertains; i++) {
        const struct cairn_swing *swing = &stage->swings[i];

        CAIRN_STORE_ADD(w->store, "swing", STUDY, CAIRN_INTEGER("uncertain", i),
                        CAIRN_REAL("low", swing->low), CAIRN_REAL("high", swing->high),
                        CAIRN_REAL("value_low", swing->total_low / w->per_unit),
                        CAIRN_REAL("value_high", swing->total_high / w->per_unit),
                        CAIRN_INTEGER("best_low", w->numbers[swing->best_low]),
                        CAIRN_INTEGER("best_high", w->numbers[swing->best_high]),
                        CAIRN_REAL_OR_NULL("flips_at", swing->flips_at),
                        CAIRN_INDEX("flips_to", swing->flips_to == CAIRN_NONE
                                                    ? CAIRN_NONE
                                                    : w->numbers[swing->flips_to]));
    }
}

static void record_index(const struct writing *w, int output, int factor)
{
    static const char *const outputs[] = {"total", "decision"};
    const struct cairn_sensitivity *of = &w->stage->sensitivity;
    int at = output * of->n_factors + factor;
    /* effects are in the unit of the output */
    double per_unit = output == CAIRN_OUTPUT_TOTAL ? w->per_unit : 1.0;
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
        CAIRN_REAL_OR_NULL("mu_star", effect.mu_star / per_unit),
        CAIRN_REAL_OR_NULL("mu_star_half", effect.half_width / per_unit),
        CAIRN_REAL_OR_NULL("sigma", effect.sigma / per_unit));
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

static void number_placements(struct writing *w)
{
    struct cairn_uncertain_stage *stage = w->stage;
    struct cairn_record_points points;

    cairn_record_points_init(&points, w->store, stage->question->study, w->scenario);
    cairn_store_begin(w->store);
    for (int c = 0; c < stage->scales.n; c++)
        w->numbers[c] =
            cairn_record_points_placement(&points, w->scenario, &stage->scales.placements[c]);
    cairn_record_points_release(&points);
}

char *cairn_record_outlook(struct cairn_uncertain_stage *stage)
{
    struct writing writing = {
        .stage = stage,
        .store = stage->question->store,
        .scenario = stage->question->scenario,
        .numbers = cairn_calloc((size_t)stage->scales.n, sizeof *writing.numbers),
    };
    struct writing *w = &writing;
    char *sentence;

    w->unit = cairn_measure_shown_unit(cairn_aim_measure(w->scenario->choose.aim), &w->per_unit);
    sentence = sentence_of(w);
    number_placements(w);
    record_uncertains(w);
    record_outlook_row(w, sentence);
    record_prospects(w);
    record_draws(w);
    record_worths(w);
    record_sensitivity(w);
    if (cairn_store_commit(w->store) != CAIRN_STORE_OK) {
        cairn_free(sentence);
        sentence = NULL;
    }
    cairn_free(w->numbers);
    return sentence;
}
