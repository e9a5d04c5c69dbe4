#include "study/record_draws.h"

#include "base/alloc.h"
#include "math/belief.h"
#include "study/draws.h"
#include "study/record_point.h"

#define STUDY CAIRN_INTEGER("study", stage->question->study)

static const char *const kinds[] = {
    [CAIRN_BELIEF_NORMAL] = "normal",         [CAIRN_BELIEF_LOGNORMAL] = "lognormal",
    [CAIRN_BELIEF_GAMMA] = "gamma",           [CAIRN_BELIEF_UNIFORM] = "uniform",
    [CAIRN_BELIEF_TRIANGULAR] = "triangular", [CAIRN_BELIEF_EMPIRICAL] = "empirical",
};

static void record_uncertains(const struct cairn_uncertain_stage *stage)
{
    const struct cairn_scenario *scenario = stage->question->scenario;

    for (int i = 0; i < scenario->n_uncertains; i++) {
        const struct cairn_uncertain *of = &scenario->uncertains[i];

        CAIRN_STORE_ADD(
            stage->question->store, "uncertain", STUDY, CAIRN_INTEGER("uncertain", i),
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
            CAIRN_INTEGER("factor", cairn_draws_factor_of(scenario, i)));
    }
}

static bool has_uncertains(const struct cairn_uncertain_stage *stage)
{
    struct cairn_cell id = STUDY;
    struct cairn_rows *rows = cairn_store_query(
        stage->question->store, "SELECT 1 FROM uncertain WHERE study = :study", &id, 1);
    bool has = cairn_rows_next(rows);

    cairn_rows_free(rows);
    return has;
}

/* Placements of the study; those that it has not mentioned before are written. */
static bool number_candidates(struct cairn_uncertain_stage *stage)
{
    const struct cairn_sweep_question *question = stage->question;
    bool known = has_uncertains(stage);
    struct cairn_record_points points;

    cairn_record_points_init(&points, question->store, question->study, question->scenario);
    cairn_store_begin(question->store);
    for (int c = 0; c < stage->scales.n; c++)
        stage->numbers[c] = cairn_record_points_placement(&points, question->scenario,
                                                          &stage->scales.placements[c]);
    if (!known)
        record_uncertains(stage);
    cairn_record_points_release(&points);
    return cairn_store_commit(question->store) == CAIRN_STORE_OK;
}

static int candidate_of(const struct cairn_uncertain_stage *stage, int64_t placement)
{
    for (int c = 0; c < stage->scales.n; c++)
        if (stage->numbers[c] == placement)
            return c;
    return CAIRN_NONE;
}

static int read_draws(struct cairn_uncertain_stage *stage)
{
    struct cairn_cell id = STUDY;
    struct cairn_rows *rows =
        cairn_store_query(stage->question->store,
                          "SELECT draw, placement, value, kept FROM draw_result WHERE study = "
                          ":study ORDER BY draw, placement",
                          &id, 1);
    int n = 0;

    while (cairn_rows_next(rows)) {
        int draw = (int)cairn_rows_cell(rows, 0).integer - 1;
        int c = candidate_of(stage, cairn_rows_cell(rows, 1).integer);
        ptrdiff_t at = (ptrdiff_t)draw * stage->scales.n + c;

        if (c == CAIRN_NONE || draw >= stage->n_draws)
            continue;
        stage->totals[at] = cairn_rows_cell(rows, 2).real;
        stage->kept[at] = cairn_rows_cell(rows, 3).integer != 0;
        n = draw + 1;
    }
    cairn_rows_free(rows);
    return n;
}

int cairn_record_draws_begin(struct cairn_uncertain_stage *stage)
{
    return number_candidates(stage) ? read_draws(stage) : CAIRN_NONE;
}

bool cairn_record_draws(const struct cairn_uncertain_stage *stage, int from, int to)
{
    struct cairn_store *store = stage->question->store;
    int k = stage->question->scenario->n_uncertains, n = stage->scales.n;

    cairn_store_begin(store);
    for (int d = from; d < to; d++) {
        int best = cairn_outlook_best(&stage->table, d);

        CAIRN_STORE_ADD(
            store, "draw", STUDY, CAIRN_INTEGER("draw", d + 1),
            CAIRN_INDEX("best", best == CAIRN_NONE ? CAIRN_NONE : stage->numbers[best]));
        for (int i = 0; i < k; i++)
            CAIRN_STORE_ADD(store, "draw_value", STUDY, CAIRN_INTEGER("draw", d + 1),
                            CAIRN_INTEGER("uncertain", i),
                            CAIRN_REAL("value", stage->values[(ptrdiff_t)d * k + i]));
        for (int c = 0; c < n; c++)
            CAIRN_STORE_ADD(store, "draw_result", STUDY, CAIRN_INTEGER("draw", d + 1),
                            CAIRN_INTEGER("placement", stage->numbers[c]),
                            CAIRN_REAL("value", stage->totals[(ptrdiff_t)d * n + c]),
                            CAIRN_INTEGER("kept", stage->kept[(ptrdiff_t)d * n + c]));
    }
    return cairn_store_commit(store) == CAIRN_STORE_OK;
}
