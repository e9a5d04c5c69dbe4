#include "study/record_growth_case.h"

#include <math.h>

#include "base/alloc.h"
#include "study/growth.h"
#include "study/record_point.h"

static const char *kind_name(enum cairn_growth_case_kind kind)
{
    static const char *const names[] = {
        [CAIRN_GROWTH_POLICY] = "policy",
        [CAIRN_GROWTH_DRAW] = "draw",
        [CAIRN_GROWTH_POINT] = "point",
    };

    return names[kind];
}

int cairn_record_growth_cases_known(const struct cairn_sweep_question *question,
                                    enum cairn_growth_case_kind kind)
{
    struct cairn_cell keys[] = {CAIRN_INTEGER("study", question->study),
                                CAIRN_STRING("asked", kind_name(kind))};
    struct cairn_rows *rows = cairn_store_query(
        question->store,
        "SELECT count(DISTINCT number) FROM growth_case WHERE study = :study AND asked = :asked",
        keys, 2);
    int n = cairn_rows_next(rows) ? (int)cairn_rows_cell(rows, 0).integer : 0;

    cairn_rows_free(rows);
    return n;
}

#define KG(name, grams) CAIRN_REAL_OR_NULL(name, (grams) / 1000)

/* What is set at a point; all are NULL or NaN elsewhere. */
struct set {
    char *words; /* owned */
    double value[2];
};

/* In words: `pue of site "store" 1.2; ...`. */
static char *words_of(const struct cairn_setting *setting)
{
    struct cairn_buffer text;

    cairn_buffer_init(&text);
    for (int v = 0; v < setting->scenario->n_varies; v++) {
        const struct cairn_vary *vary = &setting->scenario->varies[v];
        double value = setting->values[v];

        cairn_buffer_appendf(&text, "%s%s ", v > 0 ? "; " : "", vary->subject);
        if (vary->n_targets > 1)
            cairn_buffer_appendf(&text, "(and %d more) ", vary->n_targets - 1);
        if (!setting->texts[v])
            cairn_buffer_appendf(&text, "x %.4g", value);
        else if (isnan(value))
            cairn_buffer_puts(&text, setting->texts[v]);
        else
            cairn_buffer_appendf(&text, "%.4g%s%s", value / vary->per_said, *vary->said ? " " : "",
                                 vary->said);
    }
    return cairn_buffer_take(&text);
}

static struct set set_at(const struct cairn_record_growth_cases *cases, int number)
{
    struct set set = {NULL, {NAN, NAN}};
    struct cairn_setting setting;

    if (cases->kind != CAIRN_GROWTH_POINT)
        return set;
    cairn_setting_init(&setting, cases->points, number);
    set.words = words_of(&setting);
    for (int v = 0; v < 2 && v < cases->question->scenario->n_varies; v++)
        set.value[v] = setting.values[v];
    cairn_setting_release(&setting);
    return set;
}

static void record_year(const struct cairn_record_growth_cases *cases,
                        struct cairn_record_points *points, const struct set *set, int number,
                        int y)
{
    const struct cairn_sweep_question *question = cases->question;
    const struct cairn_grown_year *year =
        &cases->years[(ptrdiff_t)(number - cases->first) * cases->n_years + y];
    int placement = CAIRN_NONE;

    if (year->placement != CAIRN_NONE)
        placement = cairn_record_points_placement(points, question->scenario,
                                                  &cases->remembered->placements[year->placement]);
    CAIRN_STORE_ADD(
        question->store, "growth_case", CAIRN_INTEGER("study", question->study),
        CAIRN_STRING("asked", kind_name(cases->kind)), CAIRN_INTEGER("number", number),
        CAIRN_STRING("setting", set->words), CAIRN_REAL_OR_NULL("value_1", set->value[0]),
        CAIRN_REAL_OR_NULL("value_2", set->value[1]), CAIRN_INTEGER("year", y + 1),
        CAIRN_STRING("status", cairn_year_state_name(year->state)),
        CAIRN_INDEX("placement", placement), CAIRN_REAL_OR_NULL("requests", year->requests),
        KG("carbon_kg", year->carbon_g), KG("without_kg", year->gains.without_g),
        KG("potential_kg", year->gains.potential_g),
        CAIRN_REAL_OR_NULL("rebound", year->gains.rebound),
        CAIRN_INDEX("backfires", year->gains.gained ? year->gains.backfires : CAIRN_NONE),
        CAIRN_REAL_OR_NULL("break_even", year->gains.break_even),
        CAIRN_REAL_OR_NULL("carbon_price_usd_per_t", year->carbon_usd_per_t),
        CAIRN_INTEGER("over_cap", year->over_cap),
        CAIRN_INTEGER("planned_is_best",
                      year->planned_ratio <= 1 + question->scenario->choose.tie));
}

bool cairn_record_growth_cases(const struct cairn_record_growth_cases *cases)
{
    const struct cairn_sweep_question *question = cases->question;
    struct cairn_record_points points;

    cairn_store_begin(question->store);
    cairn_record_points_init(&points, question->store, question->study, question->scenario);
    for (int i = 0; i < cases->n; i++) {
        struct set set = set_at(cases, cases->first + i);

        for (int y = 0; y < cases->n_years; y++)
            record_year(cases, &points, &set, cases->first + i, y);
        cairn_free(set.words);
    }
    cairn_record_points_release(&points);
    return cairn_store_commit(question->store) == CAIRN_STORE_OK;
}

/* ---- draws that were asked as a whole ---- */

void cairn_record_growth_exact_init(struct cairn_record_growth_exact *exact,
                                    const struct cairn_sweep_question *question, int n_years)
{
    *exact = (struct cairn_record_growth_exact){
        .question = question,
        .n_years = n_years,
        .diag = cairn_calloc(1, sizeof *exact->diag),
        .carbon_g = cairn_calloc((size_t)n_years, sizeof *exact->carbon_g),
    };
    cairn_diag_init(exact->diag);
}

void cairn_record_growth_exact_release(struct cairn_record_growth_exact *exact)
{
    cairn_diag_release(exact->diag);
    cairn_free(exact->diag);
    cairn_free(exact->carbon_g);
}

static bool is_known(const struct cairn_record_growth_exact *exact)
{
    struct cairn_cell keys[] = {CAIRN_INTEGER("study", exact->question->study),
                                CAIRN_INTEGER("draw", exact->draw)};
    struct cairn_rows *rows = cairn_store_query(
        exact->question->store, "SELECT 1 FROM growth_exact WHERE study = :study AND draw = :draw",
        keys, 2);
    bool known = cairn_rows_next(rows);

    cairn_rows_free(rows);
    return known;
}

void cairn_record_growth_exact(const struct cairn_record_growth_exact *exact)
{
    struct cairn_store *store = exact->question->store;

    if (is_known(exact))
        return;
    cairn_store_begin(store);
    for (int y = 0; y < exact->n_years; y++)
        CAIRN_STORE_ADD(store, "growth_exact", CAIRN_INTEGER("study", exact->question->study),
                        CAIRN_INTEGER("draw", exact->draw), CAIRN_INTEGER("year", y + 1),
                        KG("carbon_kg", exact->carbon_g[y]));
    cairn_store_commit(store);
}

/* ---- policies ---- */

void cairn_record_growth_policies(const struct cairn_sweep_question *question)
{
    const struct cairn_scenario *scenario = question->scenario;

    for (int i = 0; i < scenario->n_policies; i++) {
        const struct cairn_growth_policy *policy = &scenario->policies[i];

        CAIRN_STORE_ADD(question->store, "growth_policy", CAIRN_INTEGER("study", question->study),
                        CAIRN_INTEGER("policy", i + 1), CAIRN_STRING("name", policy->id),
                        CAIRN_INTEGER("begins", policy->begins),
                        CAIRN_REAL_OR_NULL("carbon_price_usd_per_t", policy->carbon_usd_per_t),
                        KG("carbon_cap_kg", policy->carbon_cap_g),
                        CAIRN_REAL_OR_NULL("standard", policy->standard),
                        CAIRN_REAL("change_a_year", policy->change));
    }
}
