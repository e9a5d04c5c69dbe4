#include "study/growth.h"

#include <math.h>

#include "base/alloc.h"
#include "study/growth_cases.h"
#include "study/grown.h"
#include "study/record_growth_case.h"

struct growing {
    const struct cairn_sweep_question *question;
    struct cairn_growth_study *study;
    struct cairn_year_asker asker;
    bool gains;        /* there are some */
    int known;         /* years that the file holds */
    double *responses; /* [demand] of the year before; owned */
};

/* ---- what the file holds ---- */

static int64_t count(const struct cairn_sweep_question *question, const char *sql)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    struct cairn_rows *rows = cairn_store_query(question->store, sql, &id, 1);
    int64_t n = cairn_rows_next(rows) ? cairn_rows_cell(rows, 0).integer : 0;

    cairn_rows_free(rows);
    return n;
}

static int known_years(const struct cairn_sweep_question *question)
{
    return (int)count(question, "SELECT count(*) FROM growth_year WHERE study = :study");
}

static bool paths_are_known(const struct cairn_sweep_question *question)
{
    return count(question, "SELECT count(*) FROM growth_path WHERE study = :study") > 0;
}

static bool is_known(const struct cairn_sweep_question *question)
{
    bool lacks = count(question, "SELECT count(*) FROM growth_year WHERE study = :study"
                                 " AND placement IS NULL") > 0;

    return known_years(question) == question->scenario->growth.years &&
           (lacks || paths_are_known(question)) && cairn_growth_cases_known(question);
}

/* The responses of a year that the file holds. */
static void recall(struct growing *g, int year)
{
    const struct cairn_scenario *scenario = g->question->scenario;

    for (int d = 0; d < scenario->n_demands; d++) {
        struct cairn_cell keys[] = {
            CAIRN_INTEGER("study", g->question->study), CAIRN_INTEGER("year", year),
            CAIRN_STRING("workload", scenario->workloads[scenario->demands[d].workload].id)};
        struct cairn_rows *rows =
            cairn_store_query(g->question->store,
                              "SELECT response, without_response FROM growth_demand"
                              " WHERE study = :study AND year = :year AND workload = :workload",
                              keys, 3);

        if (cairn_rows_next(rows)) {
            g->responses[d] = cairn_rows_cell(rows, 0).real;
            g->study->without[d] = cairn_rows_cell(rows, 1).real;
        }
        cairn_rows_free(rows);
    }
}

/* ---- years ---- */

static void follow(double *responses, const struct cairn_year_asked *asked, int n)
{
    for (int d = 0; d < n; d++)
        responses[d] = asked->responses[d];
}

static bool same(const double *a, const double *b, int n)
{
    for (int d = 0; d < n; d++)
        if (fabs(a[d] - b[d]) > 0)
            return false;
    return true;
}

/* Money of all requests of these demands, at the demand that both were asked at. */
static double all_costs(const struct cairn_year_asked *asked, int n)
{
    double usd = n > 0 ? 0 : NAN;

    for (int d = 0; d < n; d++)
        usd += asked->amounts.cost_usd[d] * asked->amounts.requests_of[d];
    return usd;
}

/* [REBOUND] */
static void compare(struct cairn_growth_year *year, const struct cairn_year_asked *without,
                    const struct cairn_year_asked *potential, const struct cairn_year_asked *actual,
                    int n_demands)
{
    year->gains = cairn_rebounded_of(
        without->amounts.carbon_g, potential->amounts.carbon_g, actual->amounts.carbon_g,
        all_costs(potential, n_demands) / all_costs(without, n_demands));
}

/* The year without its gains, and with them at that demand. False: stopped. */
static bool ask_otherwise(struct growing *g, int year)
{
    struct cairn_year_asked *actual = &g->study->asked[year - 1];
    struct cairn_year_asked without, potential = {0};
    int n = g->question->scenario->n_demands;
    bool asked = cairn_year_solve(&g->asker, year, false, g->study->without, &without);

    if (asked && without.has_amounts) {
        follow(g->study->without, &without, n);
        if (same(without.responses, actual->responses, n)) {
            if (actual->has_amounts)
                compare(&g->study->years[year - 1], &without, actual, actual, n);
        } else {
            asked = cairn_year_ask(&g->asker, year, true, without.responses, &potential);
            if (asked && potential.has_amounts && actual->has_amounts)
                compare(&g->study->years[year - 1], &without, &potential, actual, n);
        }
    }
    cairn_year_asked_release(&potential);
    cairn_year_asked_release(&without);
    return asked;
}

static bool ask_year(struct growing *g, int year)
{
    struct cairn_year_asked *asked = &g->study->asked[year - 1];
    struct cairn_growth_year *told = &g->study->years[year - 1];
    int n = g->question->scenario->n_demands;

    told->gains = cairn_rebounded_none();
    if (year <= g->known)
        recall(g, year);
    if (year == 1 || year <= g->known) {
        if (!cairn_year_ask(&g->asker, year, true, g->responses, asked))
            return false;
        if (year == 1 && asked->has_amounts)
            g->asker.cost_usd = asked->amounts.cost_usd;
    } else if (!cairn_year_solve(&g->asker, year, true, g->responses, asked)) {
        return false;
    }
    follow(g->responses, asked, n);
    for (int k = 0; k < CAIRN_N_EFFECTS_OF; k++)
        told->effect[k] = NAN;
    if (asked->has_amounts && g->study->asked[0].has_amounts)
        cairn_year_effects(&g->study->asked[0].amounts, &asked->amounts, told->effect);
    return year == 1 || year <= g->known || !g->gains || ask_otherwise(g, year);
}

/* False: it cannot be written. */
static bool write_year(struct growing *g, int year)
{
    if (year <= g->known)
        return true;
    cairn_store_begin(g->question->store);
    if (year == 1)
        cairn_record_growth_policies(g->question);
    cairn_record_growth_year(g->question, g->study, year);
    return cairn_store_commit(g->question->store) == CAIRN_STORE_OK;
}

static bool write_paths(struct growing *g)
{
    if (paths_are_known(g->question))
        return true;
    cairn_store_begin(g->question->store);
    cairn_record_growth_paths(g->question, g->study);
    return cairn_store_commit(g->question->store) == CAIRN_STORE_OK;
}

static bool all_answered(const struct cairn_growth_study *study)
{
    for (int y = 0; y < study->n; y++)
        if (!study->asked[y].has_amounts)
            return false;
    return true;
}

static enum cairn_study_status ask_all(struct growing *g)
{
    struct cairn_growth_study *study = g->study;
    const struct cairn_choose_limits *limits = g->asker.limits;

    for (int y = 1; y <= study->n; y++) {
        if (limits->progress)
            limits->progress(limits->context, "years", (double)(y - 1) / study->n);
        if (!ask_year(g, y))
            return CAIRN_STUDY_STOPPED;
        if (!write_year(g, y))
            return CAIRN_STUDY_FAILED;
    }
    study->has_paths = all_answered(study);
    if (study->has_paths && !cairn_year_paths_init(&study->paths, study->asked, study->n))
        return CAIRN_STUDY_STOPPED;
    if (study->has_paths && !write_paths(g))
        return CAIRN_STUDY_FAILED;
    return cairn_growth_cases_run(g->question, study);
}

static void study_release(struct cairn_growth_study *study)
{
    if (study->paths.years > 0)
        cairn_year_paths_release(&study->paths);
    for (int y = 0; y < study->n; y++)
        cairn_year_asked_release(&study->asked[y]);
    cairn_free(study->asked);
    cairn_free(study->years);
    cairn_free(study->without);
}

void cairn_growth_run(const struct cairn_sweep_question *question,
                      struct cairn_sweep_report *report)
{
    const struct cairn_scenario *scenario = question->scenario;
    struct cairn_choose_limits limits = question->options->limits;
    size_t n = (size_t)scenario->growth.years, demands = (size_t)scenario->n_demands + 1;
    struct cairn_growth_study study = {.n = scenario->growth.years};
    struct growing g = {
        .question = question, .study = &study, .gains = cairn_grown_has_gains(scenario)};

    *report = (struct cairn_sweep_report){.status = CAIRN_STUDY_KNOWN, .points = study.n};
    if (is_known(question))
        return;
    if (question->options->archive)
        limits.memory = &question->options->archive->lab;
    g.asker = (struct cairn_year_asker){.from = question->from,
                                        .scenario = scenario,
                                        .limits = &limits,
                                        .adapt = question->adapt,
                                        .context = question->context};
    study.asked = cairn_calloc(n, sizeof *study.asked);
    study.years = cairn_calloc(n, sizeof *study.years);
    g.responses = cairn_calloc(demands, sizeof *g.responses);
    study.without = cairn_calloc(demands, sizeof *study.without);
    for (size_t d = 0; d < demands; d++)
        g.responses[d] = study.without[d] = 1;
    g.known = known_years(question);
    report->status = ask_all(&g);
    report->answered = study.n - g.known;
    study_release(&study);
    cairn_free(g.responses);
    if (question->options->archive)
        cairn_archive_flush(question->options->archive);
}
