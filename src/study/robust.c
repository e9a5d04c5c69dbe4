#include "study/robust.h"

#include "base/alloc.h"
#include "study/points.h"
#include "study/record_point.h"
#include "study/weigh_ask.h"

enum {
    MOST_ASKED = 64, /* points that the whole question is asked at, evenly among all */
};

struct robust {
    const struct cairn_sweep_question *question;
    struct cairn_scales scales;
    struct cairn_points points;
    struct cairn_setting *settings; /* [point - 1]; owned, like what follows */
    struct cairn_edit *edits;       /* [point - 1][vary] */
    double *totals;                 /* [point - 1][candidate] */
    bool *kept;                     /* likewise */
};

static bool known(const struct cairn_sweep_question *question)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    struct cairn_rows *rows = cairn_store_query(
        question->store, "SELECT 1 FROM point_result WHERE study = :study LIMIT 1", &id, 1);
    bool has = cairn_rows_next(rows);

    cairn_rows_free(rows);
    return has;
}

static void robust_init(struct robust *robust, const struct cairn_sweep_question *question,
                        const struct cairn_choose_limits *limits)
{
    int n_varies = question->scenario->n_varies;
    size_t n;

    *robust = (struct robust){
        .question = question,
    };
    cairn_scales_init_of(&robust->scales, question, limits);
    cairn_points_init(&robust->points, question->scenario);
    n = (size_t)robust->points.n;
    robust->settings = cairn_calloc(n, sizeof *robust->settings);
    robust->edits = cairn_calloc(n * (size_t)n_varies, sizeof *robust->edits);
    for (size_t p = 0; p < n; p++) {
        cairn_setting_init(&robust->settings[p], &robust->points, (int64_t)p + 1);
        cairn_setting_edits(&robust->settings[p], robust->edits + p * (size_t)n_varies);
    }
}

static void robust_release(struct robust *robust)
{
    for (int64_t p = 0; p < robust->points.n; p++)
        cairn_setting_release(&robust->settings[p]);
    cairn_free(robust->settings);
    cairn_free(robust->edits);
    cairn_free(robust->totals);
    cairn_free(robust->kept);
    cairn_points_release(&robust->points);
    cairn_scales_release(&robust->scales);
}

static bool stopped(const struct robust *robust)
{
    const struct cairn_choose_limits *limits = robust->scales.limits;

    return limits->stop && limits->stop(limits->context);
}

static const struct cairn_edit *edits_of(const struct robust *robust, int64_t index)
{
    return robust->edits + index * robust->question->scenario->n_varies;
}

static bool ask(struct robust *robust)
{
    int64_t n = robust->points.n, asked = n < MOST_ASKED ? n : MOST_ASKED;
    bool done = cairn_scales_ask(&robust->scales);

    for (int64_t i = 0; done && i < asked; i++)
        done = !stopped(robust) &&
               cairn_scales_ask_at(&robust->scales, edits_of(robust, i * n / asked),
                                   robust->question->scenario->n_varies);
    return done;
}

/* [ROBUST] */
static bool weigh_one(void *context, int index, int worker)
{
    struct robust *robust = context;
    ptrdiff_t at = (ptrdiff_t)index * robust->scales.n;

    return !stopped(robust) && cairn_scales_weigh(&robust->scales, worker, edits_of(robust, index),
                                                  robust->question->scenario->n_varies,
                                                  robust->totals + at, robust->kept + at);
}

static bool weigh(struct robust *robust)
{
    int n = (int)robust->points.n;
    size_t size = (size_t)n * (size_t)robust->scales.n;

    robust->totals = cairn_calloc(size, sizeof *robust->totals);
    robust->kept = cairn_calloc(size, sizeof *robust->kept);
    return cairn_workers_run(robust->scales.limits->workers, n, weigh_one, robust) == n &&
           !robust->scales.why && !stopped(robust);
}

static bool record(const struct robust *robust)
{
    const struct cairn_sweep_question *question = robust->question;
    int n = robust->scales.n;
    int *numbers = cairn_calloc((size_t)n, sizeof *numbers);
    struct cairn_record_points points;

    cairn_record_points_init(&points, question->store, question->study, question->scenario);
    cairn_store_begin(question->store);
    for (int c = 0; c < n; c++)
        numbers[c] = cairn_record_points_placement(&points, question->scenario,
                                                   &robust->scales.placements[c]);
    for (int64_t at = 0; at < robust->points.n * n; at++)
        CAIRN_STORE_ADD(
            question->store, "point_result", CAIRN_INTEGER("study", question->study),
            CAIRN_INTEGER("point", at / n + 1), CAIRN_INTEGER("placement", numbers[at % n]),
            CAIRN_REAL("value", robust->totals[at]), CAIRN_INTEGER("kept", robust->kept[at]));
    cairn_record_points_release(&points);
    cairn_free(numbers);
    return cairn_store_commit(question->store) == CAIRN_STORE_OK;
}

void cairn_robust_run(const struct cairn_sweep_question *question,
                      struct cairn_robust_report *report)
{
    struct cairn_choose_limits limits = question->options->limits;
    struct robust robust;

    *report = (struct cairn_robust_report){.status = CAIRN_STUDY_KNOWN};
    if (question->scenario->n_varies == 0 || !question->scenario->sweep.robust || known(question))
        return;
    limits.memory = question->options->archive ? &question->options->archive->lab : NULL;
    robust_init(&robust, question, &limits);
    if (limits.progress)
        limits.progress(limits.context, "candidates at all points", -1.0);
    report->status = CAIRN_STUDY_STOPPED;
    if (ask(&robust) && weigh(&robust))
        report->status = record(&robust) ? CAIRN_STUDY_DONE : CAIRN_STUDY_FAILED;
    if (robust.scales.why) {
        report->status = CAIRN_STUDY_FAILED;
        report->why =
            cairn_format("placements do not compare over all points: %s", robust.scales.why);
    }
    robust_release(&robust);
}
