#include "study/record_exact.h"

#include <math.h>

#include "account/ledger.h"
#include "base/alloc.h"
#include "study/headline.h"
#include "study/plane.h"
#include "study/points.h"
#include "study/record.h"

static bool is_written(const struct cairn_sweep_question *question)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    struct cairn_rows *rows =
        cairn_store_query(question->store, "SELECT 1 FROM vary WHERE study = :study", &id, 1);
    bool written = cairn_rows_next(rows);

    cairn_rows_free(rows);
    return written;
}

bool cairn_record_exact_covers(const struct cairn_sweep_question *question)
{
    static const char *const texts[] = {
        [1] = "SELECT 1 FROM vary WHERE study = :study AND method = 'exact'",
        [2] = "SELECT 1 FROM cell WHERE study = :study",
    };
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    struct cairn_rows *rows;
    bool covers;

    if (question->scenario->n_varies > 2)
        return false;
    rows = cairn_store_query(question->store, texts[question->scenario->n_varies], &id, 1);
    covers = cairn_rows_next(rows);
    cairn_rows_free(rows);
    return covers;
}

/* ---- rows ---- */

static void record_vary(struct cairn_record_points *record, int v, const struct cairn_exact *exact)
{
    static const char *const reaches[] = {
        [CAIRN_REACH_ACCOUNTING] = "accounting",
        [CAIRN_REACH_PHYSICS] = "physics",
        [CAIRN_REACH_CHOICE] = "choice",
    };
    const struct cairn_vary *vary = &record->scenario->varies[v];
    bool followed = exact && exact->status == CAIRN_EXACT;
    const char *why = exact ? exact->why : NULL;

    if (!exact)
        why = vary->reach != CAIRN_REACH_ACCOUNTING ? "more than accounting depends on it"
                                                    : "no range of numbers";
    CAIRN_STORE_ADD(
        record->store, "vary", CAIRN_INTEGER("study", record->study), CAIRN_INTEGER("vary", v),
        CAIRN_STRING("selects", vary->select), CAIRN_STRING("subject", vary->subject),
        CAIRN_STRING("unit", vary->unit), CAIRN_INTEGER("targets", vary->n_targets),
        CAIRN_STRING("reach", reaches[vary->reach]),
        CAIRN_INTEGER("multiplies", vary->as == CAIRN_AS_MULTIPLIER),
        CAIRN_REAL_OR_NULL("base", vary->base), CAIRN_INTEGER("n", vary->n),
        CAIRN_STRING("method", followed ? "exact" : "point by point"), CAIRN_STRING("why", why),
        CAIRN_INTEGER("questions", exact ? exact->n_answers : 0),
        CAIRN_INTEGER("finalists", followed ? exact->n_finalists : 0),
        CAIRN_INTEGER("replications", followed ? exact->last.question.n_replications : 0));
}

static int place(struct cairn_record_points *record, const struct cairn_exact *exact, int candidate)
{
    return cairn_record_points_placement(record, exact->scenario,
                                         &exact->candidates[candidate].placement);
}

static void record_segment(struct cairn_record_points *record, int v,
                           const struct cairn_exact *exact, int i)
{
    const struct cairn_piece *piece = &exact->envelope.pieces[i];
    double end[2] = {cairn_response_value(&exact->number, piece->from),
                     cairn_response_value(&exact->number, piece->to)};
    double aim[2], carbon[2], unit, kg;

    cairn_measure_shown_unit(exact->outputs[0].measure, &unit);
    cairn_measure_shown_unit(CAIRN_CARBON, &kg);
    for (int e = 0; e < 2; e++) {
        aim[e] = cairn_response_mean(&exact->last, piece->line, 0, &end[e], NULL) / unit;
        carbon[e] = cairn_response_mean(&exact->last, piece->line, 1, &end[e], NULL) / kg;
    }
    CAIRN_STORE_ADD(record->store, "segment", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("vary", v), CAIRN_INTEGER("segment", i),
                    CAIRN_REAL("from_value", end[0]), CAIRN_REAL("to_value", end[1]),
                    CAIRN_INTEGER("placement", place(record, exact, exact->finalists[piece->line])),
                    CAIRN_REAL("aim_from", aim[0]), CAIRN_REAL("aim_to", aim[1]),
                    CAIRN_REAL_OR_NULL("carbon_from_kg", carbon[0]),
                    CAIRN_REAL_OR_NULL("carbon_to_kg", carbon[1]),
                    CAIRN_REAL_OR_NULL("gap", cairn_exact_gap(exact, i)));
}

static void record_breakpoint(struct cairn_record_points *record, int v,
                              const struct cairn_exact *exact, int i)
{
    struct cairn_breakpoint found = cairn_exact_breakpoint(exact, i);

    CAIRN_STORE_ADD(record->store, "breakpoint", CAIRN_INTEGER("study", record->study),
                    CAIRN_INTEGER("vary", v), CAIRN_INTEGER("breakpoint", i),
                    CAIRN_REAL("value", found.value), CAIRN_REAL_OR_NULL("low", found.low),
                    CAIRN_REAL_OR_NULL("high", found.high),
                    CAIRN_INTEGER("from_placement", place(record, exact, found.from)),
                    CAIRN_INTEGER("to_placement", place(record, exact, found.to)));
}

/* A map, line by line. */
static void record_plane(struct cairn_record_points *record, const struct cairn_plane *plane)
{
    const struct cairn_exact *e = &plane->of;
    double unit;

    cairn_measure_shown_unit(e->outputs[0].measure, &unit);
    for (int l = 0; l < plane->n_lines; l++)
        for (int i = 0; i < plane->lines[l].n; i++) {
            const struct cairn_piece *piece = &plane->lines[l].pieces[i];
            double from[2] = {plane->at[l], cairn_response_value(&e->last.numbers[1], piece->from)};
            double to[2] = {plane->at[l], cairn_response_value(&e->last.numbers[1], piece->to)};

            CAIRN_STORE_ADD(
                record->store, "cell", CAIRN_INTEGER("study", record->study),
                CAIRN_INTEGER("line", l), CAIRN_INTEGER("cell", i), CAIRN_REAL("value", from[0]),
                CAIRN_REAL("from_value", from[1]), CAIRN_REAL("to_value", to[1]),
                CAIRN_INTEGER("placement", place(record, e, e->finalists[piece->line])),
                CAIRN_REAL("aim_from",
                           cairn_response_mean(&e->last, piece->line, 0, from, NULL) / unit),
                CAIRN_REAL("aim_to",
                           cairn_response_mean(&e->last, piece->line, 0, to, NULL) / unit),
                CAIRN_REAL_OR_NULL("bound_from", cairn_plane_bound(plane, from) / unit),
                CAIRN_REAL_OR_NULL("bound_to", cairn_plane_bound(plane, to) / unit));
        }
}

/* ---- points that were followed ---- */

/* What is best at a point, however it was found. */
struct found {
    const struct cairn_exact *exact;
    int best, runner_up; /* candidates; runner_up may be CAIRN_NONE */
    struct cairn_figures figures;
};

static void record_found(struct cairn_record_points *record, int64_t point,
                         const struct found *found)
{
    const struct cairn_exact_candidate *best = &found->exact->candidates[found->best];
    bool decided =
        found->figures.p_correct >= 1.0 - record->scenario->choose.alpha && !best->doubtful;
    char *setting = cairn_points_setting(record->scenario, point);
    char *name = cairn_headline_placement(record->scenario, &best->placement);
    char *text = cairn_format("%s: %.4g %s", name, found->figures.value.mean, found->figures.unit);
    struct cairn_record_answer row = {
        .store = record->store,
        .study = record->study,
        .point = point,
        .setting = setting,
        .headline = text,
        .basis = record->scenario->choose.basis,
        .status = decided ? CAIRN_ANSWER_DECIDED : CAIRN_ANSWER_UNDECIDED,
        .placement = place(record, found->exact, found->best),
        .runner_up = CAIRN_NONE,
        .figures = &found->figures,
    };

    if (found->runner_up != CAIRN_NONE)
        row.runner_up = place(record, found->exact, found->runner_up);
    cairn_record_answer(&row);
    cairn_record_settings(record, point);
    cairn_free(setting);
    cairn_free(name);
    cairn_free(text);
}

static void record_points_along(struct cairn_record_points *record, const struct cairn_exact *exact)
{
    const struct cairn_vary *vary = &record->scenario->varies[0];

    for (int i = 0; i < vary->n; i++) {
        struct found found = {.exact = exact, .best = cairn_exact_best(exact, vary->values[i])};

        found.figures = cairn_exact_figures(exact, vary->values[i], &found.runner_up);
        record_found(record, i + 1, &found);
    }
}

static void record_points_over(struct cairn_record_points *record, const struct cairn_plane *plane)
{
    const struct cairn_scenario *scenario = record->scenario;
    int64_t n = cairn_points_count(scenario);

    for (int64_t point = 1; point <= n; point++) {
        struct found found = {.exact = &plane->of};
        double x[2];

        for (int v = 0; v < 2; v++)
            x[v] = scenario->varies[v].values[cairn_points_value(scenario, point, v)];
        found.best = plane->of.finalists[cairn_plane_best(plane, x)];
        found.figures = cairn_plane_figures(plane, x, &found.runner_up);
        record_found(record, point, &found);
    }
}

/* ---- all ---- */

/* Everything that was followed. */
struct followed {
    struct cairn_exact *each; /* [vary]; owned */
    bool *applies;            /* likewise */
    struct cairn_plane plane; /* if it has one */
    bool has_plane;
};

static bool is_followed(const struct followed *all, int v)
{
    return all->applies[v] && all->each[v].status == CAIRN_EXACT;
}

static bool is_mapped(const struct followed *all)
{
    return all->has_plane && all->plane.of.status == CAIRN_EXACT;
}

static void record_all(struct cairn_record_points *record, const struct followed *all)
{
    const struct cairn_scenario *scenario = record->scenario;
    bool rows = cairn_points_count(scenario) <= CAIRN_EXACT_ROWS;

    for (int v = 0; v < scenario->n_varies; v++) {
        const struct cairn_exact *exact = &all->each[v];

        record_vary(record, v, all->applies[v] ? exact : NULL);
        for (int i = 0; is_followed(all, v) && i < exact->envelope.n; i++) {
            record_segment(record, v, exact, i);
            if (i > 0)
                record_breakpoint(record, v, exact, i - 1);
        }
    }
    if (is_mapped(all))
        record_plane(record, &all->plane);
    if (rows && is_mapped(all))
        record_points_over(record, &all->plane);
    else if (rows && scenario->n_varies == 1 && is_followed(all, 0))
        record_points_along(record, &all->each[0]);
}

/* False: stopped. */
static bool follow(struct followed *all, const struct cairn_sweep_question *question,
                   const struct cairn_choose_limits *limits)
{
    const struct cairn_scenario *scenario = question->scenario;
    bool stopped = false;

    for (int v = 0; v < scenario->n_varies && !stopped; v++) {
        if (!cairn_exact_applies(&scenario->varies[v]))
            continue;
        all->applies[v] = true;
        cairn_exact_init(&all->each[v], question, v, limits);
        stopped = all->each[v].status == CAIRN_EXACT_STOPPED;
    }
    if (!stopped && scenario->n_varies == 2 && all->applies[0] && all->applies[1]) {
        all->has_plane = true;
        cairn_plane_init(&all->plane, question, limits);
        stopped = all->plane.of.status == CAIRN_EXACT_STOPPED;
    }
    return !stopped;
}

static void forget(struct followed *all, int n)
{
    for (int v = 0; v < n; v++)
        if (all->applies[v])
            cairn_exact_release(&all->each[v]);
    if (all->has_plane)
        cairn_plane_release(&all->plane);
    cairn_free(all->each);
    cairn_free(all->applies);
}

void cairn_record_exact(struct cairn_record_points *record,
                        const struct cairn_sweep_question *question,
                        const struct cairn_choose_limits *limits, struct cairn_sweep_report *report)
{
    int n = record->scenario->n_varies;
    struct followed all = {
        .each = cairn_calloc((size_t)n, sizeof *all.each),
        .applies = cairn_calloc((size_t)n, sizeof *all.applies),
    };

    if (!is_written(question)) {
        if (!follow(&all, question, limits)) {
            report->status = CAIRN_STUDY_STOPPED;
        } else {
            cairn_store_begin(question->store);
            record_all(record, &all);
            if (cairn_store_commit(question->store) != CAIRN_STORE_OK)
                report->status = CAIRN_STUDY_FAILED;
            else if ((n == 1 && is_followed(&all, 0)) || is_mapped(&all))
                report->answered = report->points;
        }
    }
    forget(&all, n);
}
