#include "study/uncertain.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "study/draws.h"
#include "study/record_draws.h"
#include "study/record_outlook.h"
#include "study/uncertain_candidates.h"

enum {
    ASKED_AT_ONCE = 64,      /* draws that are written together, and lost by a kill */
    FOLLOWED_AT_ONCE = 4096, /* where they are evaluated; both chosen somewhat arbitrarily */
    ENDS = 2,
};

static void tell(const struct cairn_uncertain_stage *stage, const char *what, int done, int all)
{
    const struct cairn_sweep_question *question = stage->question;

    if (question->on_done)
        question->on_done(question->context, what, done, all);
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

/*
 * Draws, and behind them the ends of what is asked of one number at a time: [draw x uncertain], to
 * be freed.
 */
static double *all_around(const struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    size_t k = (size_t)scenario->n_uncertains, n = (size_t)stage->n_draws;
    double *around = cairn_calloc((n + ENDS) * k, sizeof *around);

    memcpy(around, stage->values, n * k * sizeof *around);
    for (size_t i = 0; i < k; i++)
        cairn_swing_ends(scenario->uncertains[i].belief, &around[n * k + i],
                         &around[(n + 1) * k + i]);
    return around;
}

/* Draws that are wanted in all. */
static int wanted(const struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    const struct cairn_draws *draws = &scenario->draws;
    int n_factors = cairn_draws_factors(scenario);
    int64_t n = (int64_t)draws->sobol * (n_factors + 2) + (int64_t)draws->morris * (n_factors + 1) +
                (int64_t)CAIRN_SWING_LOOKS * scenario->n_uncertains +
                (verdicts_vary(scenario) ? 0 : stage->n_draws);

    return n < INT_MAX ? (int)n : INT_MAX;
}

static bool find_reckoning(struct cairn_uncertain_stage *stage)
{
    double *around = all_around(stage);
    struct cairn_reckoning_draws draws = {around, stage->n_draws + ENDS};
    const struct cairn_choose_limits *limits = stage->scales.limits;
    bool done;

    if (limits->progress)
        limits->progress(limits->context, "how numbers enter", -1.0);
    done = cairn_reckoning_init(&stage->reckoning, &stage->scales, &draws, wanted(stage));
    cairn_free(around);
    return done;
}

/* Draws from a number on, as rows; where verdicts do not vary those of the first draw are known. */
static bool weigh_block(struct cairn_uncertain_stage *stage, int from, int to, bool vary)
{
    int n = stage->scales.n, k = stage->question->scenario->n_uncertains;
    struct cairn_reckoning_draws draws = {stage->values + (ptrdiff_t)from * k, to - from};
    bool *kept = stage->kept + (ptrdiff_t)from * n;

    tell(stage, "draws", from, stage->n_draws);
    if (!cairn_reckoning_find(&stage->reckoning, &draws, stage->totals + (ptrdiff_t)from * n,
                              vary ? kept : NULL))
        return false;
    for (int i = 0; i < (to - from) * n && !vary; i++)
        kept[i] = stage->verdicts[i % n];
    return cairn_record_draws(stage, from, to);
}

/* Whether promises are kept in the first draw. */
static bool find_verdicts(struct cairn_uncertain_stage *stage)
{
    struct cairn_reckoning_draws first = {stage->values, 1};
    double *totals = cairn_calloc((size_t)stage->scales.n, sizeof *totals);
    bool done = cairn_reckoning_find(&stage->reckoning, &first, totals, stage->verdicts);

    cairn_free(totals);
    return done;
}

static bool weigh_draws(struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;
    int n = stage->scales.n, done, block;
    size_t size = (size_t)n * (size_t)stage->n_draws;
    bool vary = verdicts_vary(scenario);

    stage->totals = cairn_calloc(size, sizeof *stage->totals);
    stage->kept = cairn_calloc(size, sizeof *stage->kept);
    stage->numbers = cairn_calloc((size_t)n, sizeof *stage->numbers);
    stage->verdicts = cairn_calloc((size_t)n, sizeof *stage->verdicts);
    stage->table = (struct cairn_outlook_table){
        .n_draws = stage->n_draws,
        .n_candidates = n,
        .totals = stage->totals,
        .kept = stage->kept,
        .tie = scenario->choose.tie,
        .alpha = scenario->choose.alpha,
    };
    done = cairn_record_draws_begin(stage);
    if (done < 0 || !find_reckoning(stage) || !find_verdicts(stage))
        return false;
    block = stage->reckoning.followed && !vary ? FOLLOWED_AT_ONCE : ASKED_AT_ONCE;
    for (; done < stage->n_draws; done += block)
        if (!weigh_block(stage, done, done + block < stage->n_draws ? done + block : stage->n_draws,
                         vary))
            return false;
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
    return cairn_reckoning_find(&moving->stage->reckoning,
                                &(struct cairn_reckoning_draws){moving->values, 1}, totals, NULL);
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
        tell(stage, "numbers, one at a time", i, scenario->n_uncertains);
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
    *stage = (struct cairn_uncertain_stage){
        .question = question,
        .n_draws = question->scenario->draws.n,
    };
    cairn_scales_init_of(&stage->scales, question, limits);
    stage->values = cairn_draws_all(question->scenario);
}

static void stage_release(struct cairn_uncertain_stage *stage)
{
    cairn_sensitivity_release(&stage->sensitivity);
    cairn_reckoning_release(&stage->reckoning);
    cairn_outlook_release(&stage->outlook);
    cairn_scales_release(&stage->scales);
    cairn_free(stage->values);
    cairn_free(stage->totals);
    cairn_free(stage->kept);
    cairn_free(stage->numbers);
    cairn_free(stage->verdicts);
    cairn_free(stage->worths);
    cairn_free(stage->swings);
}

static bool failed(const struct cairn_uncertain_stage *stage)
{
    return stage->scales.why || cairn_store_status(stage->question->store) != CAIRN_STORE_OK;
}

/* False: see the report. */
static bool work_out(struct cairn_uncertain_stage *stage, struct cairn_uncertain_report *report)
{
    bool done = cairn_uncertain_candidates(stage);

    if (done && stage->scales.n == 0)
        return false; /* no placement keeps its promises: nothing to weigh */
    done = done && weigh_draws(stage) && find_swings(stage) &&
           cairn_sensitivity_find(&stage->sensitivity, &stage->reckoning, stage->outlook.chosen);
    if (done)
        find_worths(stage);
    else if (stage->scales.why)
        report->why = cairn_format("no valid scenario in a draw: %s", stage->scales.why);
    if (!done)
        report->status = failed(stage) ? CAIRN_STUDY_FAILED : CAIRN_STUDY_STOPPED;
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
