#include "study/compare.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "study/compare_rows.h"

/* ---- which study meets which ---- */

static struct cairn_compared_study *add_study(struct cairn_comparison *c, const char *scenario)
{
    c->studies =
        cairn_grow(c->studies, &c->studies_capacity, (size_t)c->n_studies + 1, sizeof *c->studies);
    c->studies[c->n_studies] = (struct cairn_compared_study){.scenario = cairn_strdup(scenario)};
    return &c->studies[c->n_studies++];
}

/* Studies of A, by name and key. */
static void take_a(struct cairn_comparison *c, struct cairn_store *a, struct cairn_store *b)
{
    struct cairn_rows *rows =
        cairn_store_query(a, "SELECT id, scenario, key FROM study ORDER BY scenario, key", NULL, 0);

    while (cairn_rows_next(rows)) {
        struct cairn_compared_study *study = add_study(c, cairn_rows_cell(rows, 1).bytes);

        study->a = cairn_rows_cell(rows, 0).integer;
        study->b = cairn_store_find_study(b, cairn_rows_cell(rows, 2).bytes);
        study->match = study->b ? CAIRN_COMPARE_SAME : CAIRN_COMPARE_ONLY_A;
    }
    cairn_rows_free(rows);
}

static bool is_met(const struct cairn_comparison *c, int64_t b)
{
    for (int i = 0; i < c->n_studies; i++)
        if (c->studies[i].b == b)
            return true;
    return false;
}

/* The first study of A of that name that nobody has met. */
static struct cairn_compared_study *namesake(struct cairn_comparison *c, const char *scenario)
{
    for (int i = 0; i < c->n_studies; i++)
        if (c->studies[i].match == CAIRN_COMPARE_ONLY_A &&
            strcmp(c->studies[i].scenario, scenario) == 0)
            return &c->studies[i];
    return NULL;
}

static void take_b(struct cairn_comparison *c, struct cairn_store *b)
{
    struct cairn_rows *rows =
        cairn_store_query(b, "SELECT id, scenario FROM study ORDER BY scenario, key", NULL, 0);

    while (cairn_rows_next(rows)) {
        int64_t id = cairn_rows_cell(rows, 0).integer;
        const char *scenario = cairn_rows_cell(rows, 1).bytes;
        struct cairn_compared_study *study;

        if (is_met(c, id))
            continue;
        study = namesake(c, scenario);
        if (study) {
            study->match = CAIRN_COMPARE_OTHER;
        } else {
            study = add_study(c, scenario);
            study->match = CAIRN_COMPARE_ONLY_B;
        }
        study->b = id;
    }
    cairn_rows_free(rows);
}

/* ---- answers ---- */

static const char answers_sql[] =
    "SELECT 0 AS point, NULL, p.summary, o.status, o.value, o.unit FROM optimum o "
    "LEFT JOIN placement p USING (study, placement) WHERE o.study = :study UNION ALL "
    "SELECT point, setting, placement_summary, status, value, unit FROM v_sweep "
    "WHERE study = :study ORDER BY 1";

static char *text_at(struct cairn_rows *rows, int column)
{
    struct cairn_cell cell = cairn_rows_cell(rows, column);

    return cell.kind == CAIRN_CELL_TEXT ? cairn_strdup(cell.bytes) : NULL;
}

static double number_at(struct cairn_rows *rows, int column)
{
    struct cairn_cell cell = cairn_rows_cell(rows, column);

    return cell.kind == CAIRN_CELL_REAL ? cell.real : NAN;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void free_answer(struct cairn_compared_answer *answer)
{
    cairn_free(answer->setting);
    cairn_free(answer->placement_a);
    cairn_free(answer->placement_b);
    cairn_free(answer->status_a);
    cairn_free(answer->status_b);
    cairn_free(answer->unit);
}

/* Takes the answer, where it is another one. */
static void keep_answer(struct cairn_comparison *c, struct cairn_compared_answer *answer)
{
    if (same_text(answer->placement_a, answer->placement_b) &&
        same_text(answer->status_a, answer->status_b) &&
        same_number(answer->value_a, answer->value_b)) {
        free_answer(answer);
        return;
    }
    c->answers =
        cairn_grow(c->answers, &c->answers_capacity, (size_t)c->n_answers + 1, sizeof *c->answers);
    c->answers[c->n_answers++] = *answer;
}

/* A point of another question may be another one. */
static void take_setting(struct cairn_compared_answer *answer, char *setting)
{
    char *was = answer->setting;

    answer->setting = setting;
    if (!was)
        return;
    if (!same_text(was, setting)) {
        answer->setting = cairn_format("%s; was %s", setting ? setting : "as it stands", was);
        cairn_free(setting);
    }
    cairn_free(was);
}

static void take_side(struct cairn_compared_answer *answer, struct cairn_rows *rows, bool is_a)
{
    answer->point = cairn_rows_cell(rows, 0).integer;
    take_setting(answer, text_at(rows, 1));
    if (!answer->unit)
        answer->unit = text_at(rows, 5);
    *(is_a ? &answer->placement_a : &answer->placement_b) = text_at(rows, 2);
    *(is_a ? &answer->status_a : &answer->status_b) = text_at(rows, 3);
    *(is_a ? &answer->value_a : &answer->value_b) = number_at(rows, 4);
}

/* Points of both, merged. */
static void compare_answers(struct cairn_comparison *c, int study, struct cairn_store *a,
                            struct cairn_store *b)
{
    struct cairn_cell id_a = CAIRN_INTEGER("study", c->studies[study].a);
    struct cairn_cell id_b = CAIRN_INTEGER("study", c->studies[study].b);
    struct cairn_rows *rows_a = cairn_store_query(a, answers_sql, &id_a, 1);
    struct cairn_rows *rows_b = cairn_store_query(b, answers_sql, &id_b, 1);
    bool has_a = cairn_rows_next(rows_a), has_b = cairn_rows_next(rows_b);

    while (has_a || has_b) {
        struct cairn_compared_answer answer = {.study = study, .value_a = NAN, .value_b = NAN};
        int64_t point_a = has_a ? cairn_rows_cell(rows_a, 0).integer : INT64_MAX;
        int64_t point_b = has_b ? cairn_rows_cell(rows_b, 0).integer : INT64_MAX;

        if (point_a <= point_b) {
            take_side(&answer, rows_a, true);
            has_a = cairn_rows_next(rows_a);
        }
        if (point_b <= point_a) {
            take_side(&answer, rows_b, false);
            has_b = cairn_rows_next(rows_b);
        }
        keep_answer(c, &answer);
    }
    cairn_rows_free(rows_a);
    cairn_rows_free(rows_b);
}

/* ---- tables ---- */

static void compare_tables(struct cairn_comparison *c, struct cairn_store *a, struct cairn_store *b)
{
    const char *name;

    for (int t = 0; (name = cairn_store_table(t)) != NULL; t++) {
        struct cairn_compared_table table = {.name = name};

        for (int s = 0; s < c->n_studies; s++)
            c->studies[s].rows +=
                cairn_compare_rows(&table, a, c->studies[s].a, b, c->studies[s].b);
        if (table.changed + table.only_a + table.only_b == 0)
            continue;
        c->tables =
            cairn_grow(c->tables, &c->tables_capacity, (size_t)c->n_tables + 1, sizeof *c->tables);
        c->tables[c->n_tables++] = table;
    }
}

void cairn_comparison_init(struct cairn_comparison *comparison, struct cairn_store *a,
                           struct cairn_store *b)
{
    *comparison = (struct cairn_comparison){0};
    take_a(comparison, a, b);
    take_b(comparison, b);
    for (int s = 0; s < comparison->n_studies; s++)
        compare_answers(comparison, s, a, b);
    compare_tables(comparison, a, b);
    comparison->identical = comparison->n_tables == 0;
}

void cairn_comparison_release(struct cairn_comparison *comparison)
{
    for (int i = 0; i < comparison->n_studies; i++)
        cairn_free(comparison->studies[i].scenario);
    for (int i = 0; i < comparison->n_answers; i++)
        free_answer(&comparison->answers[i]);
    for (int i = 0; i < comparison->n_tables; i++)
        cairn_free(comparison->tables[i].example);
    cairn_free(comparison->studies);
    cairn_free(comparison->answers);
    cairn_free(comparison->tables);
    *comparison = (struct cairn_comparison){0};
}
