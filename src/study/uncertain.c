#include "study/uncertain.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "study/draws.h"
#include "study/headline.h"
#include "study/optimum.h"
#include "study/record_outlook.h"

enum {
    REPLICATIONS = 12,   /* as many as the selection looks at first */
    MOST_CONTENDERS = 8, /* of the study as it stands, least first */
    MOST_ASKED = 64,     /* draws that the whole question is asked at */
};

/* ---- candidates ---- */

static int by_carbon(const void *a, const void *b)
{
    const struct cairn_candidate *const *p = a, *const *q = b;

    return ((*p)->carbon_g > (*q)->carbon_g) - ((*p)->carbon_g < (*q)->carbon_g);
}

/* The winner first, then the contenders that break no promise, and what it is compared with. */
static void add_candidates(struct cairn_scales *scales, const struct cairn_answer *answer)
{
    struct cairn_candidate **sorted = cairn_calloc((size_t)answer->n_contenders, sizeof *sorted);
    int n = 0;

    cairn_scales_add(scales, &answer->candidates[answer->best]->trial.placement);
    for (int i = 0; i < answer->n_contenders; i++)
        if (answer->candidates[i]->verdict != CAIRN_BROKEN && answer->candidates[i]->n_seen > 0)
            sorted[n++] = answer->candidates[i];
    qsort(sorted, (size_t)n, sizeof(struct cairn_candidate *), by_carbon);
    for (int i = 0; i < n && i < MOST_CONTENDERS; i++)
        cairn_scales_add(scales, &sorted[i]->trial.placement);
    for (int i = 0; i < answer->n_compared; i++) {
        int candidate = answer->compared[i].candidate;

        if (candidate != CAIRN_NONE && answer->candidates[candidate]->contender &&
            answer->candidates[candidate]->verdict != CAIRN_BROKEN)
            cairn_scales_add(scales, &answer->candidates[candidate]->trial.placement);
    }
    cairn_free(sorted);
}

static bool stopped(const struct cairn_uncertain_stage *stage)
{
    const struct cairn_choose_limits *limits = stage->scales.limits;

    return limits->stop && limits->stop(limits->context);
}

static void tell(const struct cairn_uncertain_stage *stage, const char *what, int done, int all)
{
    const struct cairn_choose_limits *limits = stage->scales.limits;

    if (limits->progress)
        limits->progress(limits->context, what, (double)done / all);
}

static bool ask_as_it_stands(struct cairn_uncertain_stage *stage)
{
    struct cairn_answer answer;
    bool done = cairn_choose(&answer, stage->question->scenario, stage->scales.limits);

    if (done && answer.best != CAIRN_NONE)
        add_candidates(&stage->scales, &answer);
    cairn_answer_release(&answer);
    return done;
}

/* The whole question at draws, until so many in a row bring nothing new. [EXPECTED] */
static bool ask_at_draws(struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    int quiet = 0, most = stage->n_draws < MOST_ASKED ? stage->n_draws : MOST_ASKED;

    for (; stage->asked < most && quiet < scenario->draws.ask; stage->asked++) {
        const double *values = stage->values + (ptrdiff_t)stage->asked * scenario->n_uncertains;
        struct cairn_scenario *there = cairn_scales_make(&stage->scales, values);
        struct cairn_optimum optimum;
        int before = stage->scales.n;
        bool stop;

        if (!there)
            return false;
        tell(stage, "asking at draws", stage->asked, most);
        cairn_optimum_init(&optimum, there, stage->scales.limits);
        if (optimum.has_best)
            cairn_scales_add(&stage->scales, &optimum.best);
        stop = optimum.stopped;
        cairn_optimum_release(&optimum);
        cairn_scenario_free(there);
        if (stop)
            return false;
        quiet = stage->scales.n > before ? 0 : quiet + 1;
    }
    stage->complete = quiet >= scenario->draws.ask || stage->asked == stage->n_draws;
    return true;
}

/* ---- draws ---- */

/* Whether promises are kept is asked once where no draw can change it. */
static bool verdicts_vary(const struct cairn_scenario *scenario)
{
    for (int i = 0; i < scenario->n_uncertains; i++)
        if (scenario->uncertains[i].reach != CAIRN_REACH_ACCOUNTING)
            return true;
    return scenario->choose.budget.origin.file != NULL;
}

static bool weigh_draws(struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    int n = stage->scales.n;
    size_t size = (size_t)n * (size_t)stage->n_draws;
    bool vary = verdicts_vary(scenario);

    stage->totals = cairn_calloc(size, sizeof *stage->totals);
    stage->kept = cairn_calloc(size, sizeof *stage->kept);
    for (int d = 0; d < stage->n_draws; d++) {
        bool *kept = stage->kept + (ptrdiff_t)d * n;

        tell(stage, "draws", d, stage->n_draws);
        if (stopped(stage) ||
            !cairn_scales_weigh(&stage->scales,
                                stage->values + (ptrdiff_t)d * scenario->n_uncertains, 0,
                                stage->totals + (ptrdiff_t)d * n, vary || d == 0 ? kept : NULL))
            return false;
        for (int c = 0; c < n && !vary; c++)
            kept[c] = stage->kept[c];
    }
    stage->table = (struct cairn_outlook_table){
        .n_draws = stage->n_draws,
        .n_candidates = n,
        .totals = stage->totals,
        .kept = stage->kept,
        .tie = scenario->choose.tie,
        .alpha = scenario->choose.alpha,
    };
    cairn_outlook_init(&stage->outlook, &stage->table);
    return true;
}

/* ---- what to measure first ---- */

static void find_worths(struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    int n_factors = cairn_draws_factors(scenario), k = scenario->n_uncertains;
    size_t n = (size_t)stage->n_draws;
    double *x = cairn_calloc((size_t)k * n, sizeof *x);

    stage->worths = cairn_calloc((size_t)n_factors, sizeof *stage->worths);
    for (int f = 0; f < n_factors; f++) {
        struct cairn_outlook_factor factor = {.x = x, .seed = scenario->time.seed};

        for (int i = 0; i < k; i++) {
            if (cairn_draws_factor_of(scenario, i) != f)
                continue;
            for (size_t d = 0; d < n; d++)
                x[(size_t)factor.n_inputs * n + d] = stage->values[d * (size_t)k + (size_t)i];
            factor.n_inputs++;
        }
        stage->worths[f] = cairn_outlook_worth(&stage->outlook, &stage->table, &factor);
    }
    cairn_free(x);
}

/* One number of the scenario, moved alone. */
struct moving {
    struct cairn_uncertain_stage *stage;
    double *values;
    int uncertain;
};

static bool look(void *context, double x, double *totals)
{
    struct moving *moving = context;

    for (int i = 0; i < moving->stage->question->scenario->n_uncertains; i++)
        moving->values[i] = NAN;
    moving->values[moving->uncertain] = x;
    return !stopped(moving->stage) &&
           cairn_scales_weigh(&moving->stage->scales, moving->values, 0, totals, NULL);
}

static bool find_swings(struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    size_t k = (size_t)scenario->n_uncertains;
    struct moving moving = {.stage = stage, .values = cairn_calloc(k, sizeof *moving.values)};
    bool done = true;

    stage->swings = cairn_calloc(k, sizeof *stage->swings);
    for (int i = 0; done && i < scenario->n_uncertains; i++) {
        const struct cairn_uncertain *of = &scenario->uncertains[i];
        struct cairn_swing_problem problem = {
            .look = look,
            .context = &moving,
            .belief = of->belief,
            .base = of->as == CAIRN_AS_MULTIPLIER ? 1.0 : of->base,
            .n_candidates = stage->scales.n,
            .chosen = stage->outlook.chosen,
        };

        moving.uncertain = i;
        tell(stage, "one at a time", i, scenario->n_uncertains);
        done = cairn_swing_find(&stage->swings[i], &problem);
    }
    cairn_free(moving.values);
    return done;
}

/* ---- all ---- */

static char *known_sentence(const struct cairn_sweep_question *question)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    struct cairn_rows *rows = cairn_store_query(
        question->store, "SELECT sentence FROM outlook WHERE study = :study", &id, 1);
    char *sentence = NULL;

    if (cairn_rows_next(rows))
        sentence = cairn_strdup(cairn_rows_cell(rows, 0).bytes);
    cairn_rows_free(rows);
    return sentence;
}

static void stage_init(struct cairn_uncertain_stage *stage,
                       const struct cairn_sweep_question *question,
                       const struct cairn_choose_limits *limits)
{
    int most = limits->replications;

    *stage = (struct cairn_uncertain_stage){
        .question = question,
        .scales = {.from = question->from,
                   .scenario = question->scenario,
                   .adapt = question->adapt,
                   .context = question->context,
                   .limits = limits,
                   .replications = most < REPLICATIONS ? most : REPLICATIONS},
        .n_draws = question->scenario->draws.n,
    };
    cairn_scales_init(&stage->scales);
    stage->values = cairn_draws_all(question->scenario);
}

static void stage_release(struct cairn_uncertain_stage *stage)
{
    cairn_sensitivity_release(&stage->sensitivity);
    cairn_outlook_release(&stage->outlook);
    cairn_scales_release(&stage->scales);
    cairn_free(stage->values);
    cairn_free(stage->totals);
    cairn_free(stage->kept);
    cairn_free(stage->worths);
    cairn_free(stage->swings);
}

/* False: see the report. */
static bool work_out(struct cairn_uncertain_stage *stage, struct cairn_uncertain_report *report)
{
    bool done = ask_as_it_stands(stage);

    if (done && stage->scales.n == 0)
        return false; /* no placement keeps its promises: nothing to weigh */
    done = done && ask_at_draws(stage) && weigh_draws(stage) && find_swings(stage) &&
           cairn_sensitivity_find(&stage->sensitivity, &stage->scales, stage->outlook.chosen);
    if (done)
        find_worths(stage);
    else if (stage->scales.why)
        report->why = cairn_format("no valid scenario in a draw: %s", stage->scales.why);
    if (!done)
        report->status = stage->scales.why ? CAIRN_STUDY_FAILED : CAIRN_STUDY_STOPPED;
    return done;
}

void cairn_uncertain_run(const struct cairn_sweep_question *question,
                         struct cairn_uncertain_report *report)
{
    struct cairn_choose_limits limits = question->options->limits;
    struct cairn_uncertain_stage stage;

    *report = (struct cairn_uncertain_report){.status = CAIRN_STUDY_KNOWN};
    if (question->scenario->n_uncertains == 0)
        return;
    report->sentence = known_sentence(question);
    if (report->sentence)
        return;
    limits.memory = question->options->archive ? &question->options->archive->lab : NULL;
    stage_init(&stage, question, &limits);
    if (work_out(&stage, report)) {
        report->status = CAIRN_STUDY_DONE;
        report->sentence = cairn_record_outlook(&stage);
        if (!report->sentence)
            report->status = CAIRN_STUDY_FAILED;
    }
    stage_release(&stage);
    if (question->options->archive)
        cairn_archive_flush(question->options->archive);
}
