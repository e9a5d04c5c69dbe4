#include "study/record_point.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
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

/* Columns for numbers; what varies beyond has rows of `setting`. */
static const char *const number_columns[] = {"number_0", "number_1", "number_2", "number_3",
                                             "number_4", "number_5", "number_6", "number_7"};

enum { COLUMNS = sizeof number_columns / sizeof *number_columns, OTHERS = 15 };

void cairn_record_point_row(struct cairn_record_points *record, const struct cairn_point_row *row)
{
    bool of_carbon = cairn_aim_measure(record->scenario->choose.aim) == CAIRN_CARBON;
    int n_varies = record->scenario->n_varies, n = OTHERS;
    struct cairn_cell cells[OTHERS + COLUMNS] = {
        CAIRN_INTEGER("study", record->study),
        CAIRN_INTEGER("point", row->point),
        CAIRN_INTEGER("status", row->status),
        CAIRN_INDEX("placement", row->placement),
        CAIRN_INDEX("runner_up", row->runner_up),
        CAIRN_INTEGER("candidates", row->candidates),
        CAIRN_REAL_OR_NULL("value", row->value),
        CAIRN_REAL_OR_NULL("half_width", row->half_width),
        CAIRN_REAL_OR_NULL("carbon_kg", of_carbon ? NAN : row->carbon_kg),
        CAIRN_REAL_OR_NULL("carbon_half_width_kg", of_carbon ? NAN : row->carbon_half_width_kg),
        CAIRN_REAL_OR_NULL("p_correct", row->p_correct),
        CAIRN_REAL_OR_NULL("bound", row->bound),
        CAIRN_INTEGER("bound_by", row->bound_by),
        CAIRN_REAL_OR_NULL("regret", row->regret),
        CAIRN_STRING("note", row->note),
    };

    for (int v = 0; v < n_varies && v < COLUMNS; v++)
        cells[n++] = CAIRN_REAL(number_columns[v], row->numbers[v]);
    cairn_store_insert(record->store, "point", cells, n);
    for (int v = COLUMNS; v < n_varies; v++)
        CAIRN_STORE_ADD(record->store, "setting", CAIRN_INTEGER("study", record->study),
                        CAIRN_INTEGER("point", row->point), CAIRN_INTEGER("vary", v),
                        CAIRN_REAL("value", row->numbers[v]));
}

void cairn_record_words(struct cairn_record_points *record)
{
    for (int v = 0; v < record->scenario->n_varies; v++) {
        const struct cairn_vary *vary = &record->scenario->varies[v];

        for (int i = 0; vary->words && i < vary->n; i++)
            CAIRN_STORE_ADD(record->store, "vary_word", CAIRN_INTEGER("study", record->study),
                            CAIRN_INTEGER("vary", v), CAIRN_INTEGER("at", i),
                            CAIRN_STRING("word", vary->words[i]));
    }
}

static int place(struct cairn_record_points *record, const struct cairn_asked *asked, bool has,
                 const struct cairn_placement *placement)
{
    return has ? cairn_record_points_placement(record, asked->there, placement) : CAIRN_NONE;
}

void cairn_record_point(struct cairn_record_points *record, const struct cairn_asked *asked)
{
    const struct cairn_optimum *optimum = &asked->optimum;
    const struct cairn_figures *figures = &optimum->figures;
    struct cairn_point_row row = {
        .point = asked->point,
        .status = optimum->answered ? (int)optimum->status : CAIRN_POINT_INVALID,
        .placement = place(record, asked, optimum->has_best, &optimum->best),
        .candidates = figures->candidates,
        .value = figures->value.mean,
        .half_width = figures->value.high - figures->value.mean,
        .carbon_kg = figures->carbon.mean,
        .carbon_half_width_kg = figures->carbon.high - figures->carbon.mean,
        .p_correct = figures->p_correct,
        .bound = figures->bound,
        .bound_by = figures->bound_by,
        .regret = figures->regret,
        .note = optimum->has_best ? NULL : optimum->headline,
        .numbers = asked->setting.numbers,
    };

    row.runner_up = place(record, asked, optimum->has_runner_up, &optimum->runner_up);
    cairn_record_point_row(record, &row);
}
