#include "study/record_point.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "study/points.h"
#include "study/record.h"

static void add_summary(struct cairn_record_points *record, char *summary)
{
    record->summaries = cairn_grow(record->summaries, &record->capacity,
                                   (size_t)record->n_placements + 1, sizeof *record->summaries);
    record->summaries[record->n_placements++] = summary;
}

void cairn_record_points_init(struct cairn_record_points *record, struct cairn_store *store,
                              int64_t study, const struct cairn_scenario *scenario)
{
    struct cairn_cell id = CAIRN_INTEGER("study", study);
    struct cairn_rows *rows;

    *record = (struct cairn_record_points){.store = store, .study = study, .scenario = scenario};
    rows = cairn_store_query(
        store, "SELECT summary FROM placement WHERE study = :study ORDER BY placement", &id, 1);
    while (cairn_rows_next(rows))
        add_summary(record, cairn_strdup(cairn_rows_cell(rows, 0).bytes));
    cairn_rows_free(rows);
}

void cairn_record_points_release(struct cairn_record_points *record)
{
    for (int i = 0; i < record->n_placements; i++)
        cairn_free(record->summaries[i]);
    cairn_free(record->summaries);
    *record = (struct cairn_record_points){0};
}

int cairn_record_points_placement(struct cairn_record_points *record,
                                  const struct cairn_scenario *there,
                                  const struct cairn_placement *placement)
{
    char *summary = cairn_placement_text(placement, there);
    struct cairn_record_place at = {record->store, record->study, record->n_placements, there};

    for (int i = 0; i < record->n_placements; i++)
        if (strcmp(record->summaries[i], summary) == 0) {
            cairn_free(summary);
            return i;
        }
    cairn_record_place(&at, placement);
    add_summary(record, summary);
    return at.number;
}

void cairn_record_settings(struct cairn_record_points *record, int64_t number)
{
    for (int v = 0; v < record->scenario->n_varies; v++) {
        const struct cairn_vary *vary = &record->scenario->varies[v];
        int at = cairn_points_value(record->scenario, number, v);

        CAIRN_STORE_ADD(record->store, "setting", CAIRN_INTEGER("study", record->study),
                        CAIRN_INTEGER("point", number), CAIRN_INTEGER("vary", v),
                        CAIRN_REAL_OR_NULL("value", vary->values[at]),
                        CAIRN_STRING("word", isnan(vary->values[at]) ? vary->texts[at] : NULL));
    }
}

void cairn_record_point(struct cairn_record_points *record, int64_t number,
                        const struct cairn_scenario *there, const struct cairn_optimum *optimum)
{
    char *setting = cairn_points_setting(record->scenario, number);
    int best = CAIRN_NONE, runner_up = CAIRN_NONE;

    if (optimum->has_best)
        best = cairn_record_points_placement(record, there, &optimum->best);
    if (optimum->has_runner_up)
        runner_up = cairn_record_points_placement(record, there, &optimum->runner_up);
    struct cairn_record_answer row = {
        .store = record->store,
        .study = record->study,
        .point = number,
        .setting = setting,
        .headline = optimum->headline,
        .basis = record->scenario->choose.basis,
        .status = optimum->status,
        .placement = best,
        .runner_up = runner_up,
        .figures = &optimum->figures,
    };

    cairn_record_answer(&row);
    cairn_record_settings(record, number);
    cairn_free(setting);
}
