#include "study/growth.h"

#include <math.h>

#include "base/alloc.h"

struct growing {
    const struct cairn_sweep_question *question;
    struct cairn_growth_study *study;
    struct cairn_year_asker asker;
    bool gains;        /* there are some */
    double *responses; /* [demand] of the year before; owned, as the next */
    double *without;   /* the same where nothing is gained */
};

static bool is_known(const struct cairn_sweep_question *question)
{
    struct cairn_cell id = CAIRN_INTEGER("study", question->study);
    struct cairn_rows *rows = cairn_store_query(
        question->store, "SELECT 1 FROM growth_year WHERE study = :study", &id, 1);
    bool known = cairn_rows_next(rows);

    cairn_rows_free(rows);
    return known;
}

static bool has_gains(const struct cairn_scenario *scenario)
{
    int last = scenario->growth.from + scenario->growth.years - 1;

    for (int p = 0; p < scenario->n_pools; p++) {
        int hardware = scenario->pools[p].hardware;

        if (hardware != CAIRN_NONE &&
            scenario->hardware[hardware].released > scenario->growth.from &&
            scenario->hardware[hardware].released <= last)
            return true;
    }
    return scenario->n_gains > 0;
}

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
    year->gains = cairn_rebounded_of(without->amounts.carbon_g, potential->amounts.carbon_g,
                                     actual->amounts.carbon_g,
                                     all_costs(potential, n_demands) /
                                         all_costs(without, n_demands));
}

/* The year without its gains, and with them at that demand. False: stopped. */
static bool ask_otherwise(struct growing *g, int year)
{
    struct cairn_year_asked *actual = &g->study->asked[year - 1];
    struct cairn_year_asked without, potential = {0};
    int n = g->question->scenario->n_demands;
    bool asked = cairn_year_solve(&g->asker, year, false, g->without, &without);

    if (asked && without.has_amounts) {
        follow(g->without, &without, n);
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
    if (year == 1) {
        if (!cairn_year_ask(&g->asker, 1, true, g->responses, asked))
            return false;
        if (asked->has_amounts)
            g->asker.cost_usd = asked->amounts.cost_usd;
    } else if (!cairn_year_solve(&g->asker, year, true, g->responses, asked)) {
        return false;
    }
    follow(g->responses, asked, n);
    for (int k = 0; k < CAIRN_N_EFFECTS_OF; k++)
        told->effect[k] = NAN;
    if (asked->has_amounts && g->study->asked[0].has_amounts)
        cairn_year_effects(&g->study->asked[0].amounts, &asked->amounts, told->effect);
    return year == 1 || !g->gains || ask_otherwise(g, year);
}

static bool all_answered(const struct cairn_growth_study *study)
{
    for (int y = 0; y < study->n; y++)
        if (!study->asked[y].has_amounts)
            return false;
    return true;
}

/* False: stopped. */
static bool ask_all(struct growing *g)
{
    struct cairn_growth_study *study = g->study;
    const struct cairn_choose_limits *limits = g->asker.limits;

    for (int y = 1; y <= study->n; y++) {
        if (limits->progress)
            limits->progress(limits->context, "years", (double)(y - 1) / study->n);
        if (!ask_year(g, y))
            return false;
    }
    study->has_paths = all_answered(study);
    return !study->has_paths || cairn_year_paths_init(&study->paths, study->asked, study->n);
}

static void study_release(struct cairn_growth_study *study)
{
    if (study->paths.years > 0)
        cairn_year_paths_release(&study->paths);
    for (int y = 0; y < study->n; y++)
        cairn_year_asked_release(&study->asked[y]);
    cairn_free(study->asked);
    cairn_free(study->years);
}

static void write_all(const struct growing *g, struct cairn_sweep_report *report)
{
    const struct cairn_sweep_question *question = g->question;

    cairn_store_begin(question->store);
    cairn_record_growth(question->store, question->study, question->scenario, g->study);
    report->status = CAIRN_STUDY_DONE;
    report->answered = g->study->n;
    if (cairn_store_commit(question->store) != CAIRN_STORE_OK)
        report->status = CAIRN_STUDY_FAILED;
}

void cairn_growth_run(const struct cairn_sweep_question *question,
                      struct cairn_sweep_report *report)
{
    const struct cairn_scenario *scenario = question->scenario;
    struct cairn_choose_limits limits = question->options->limits;
    size_t n = (size_t)scenario->growth.years, demands = (size_t)scenario->n_demands + 1;
    struct cairn_growth_study study = {.n = scenario->growth.years};
    struct growing g = {.question = question, .study = &study, .gains = has_gains(scenario)};

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
    g.without = cairn_calloc(demands, sizeof *g.without);
    for (size_t d = 0; d < demands; d++)
        g.responses[d] = g.without[d] = 1;
    if (ask_all(&g))
        write_all(&g, report);
    else
        report->status = CAIRN_STUDY_STOPPED;
    study_release(&study);
    cairn_free(g.responses);
    cairn_free(g.without);
    if (question->options->archive)
        cairn_archive_flush(question->options->archive);
}
