#include "study/growth_cases.h"

#include <math.h>

#include "base/alloc.h"
#include "study/draws.h"
#include "study/grown.h"
#include "study/record_growth_case.h"
#include "study/sweep_point.h"

enum {
    PART = 32,       /* cases that are written together */
    MOST_EXACT = 32, /* draws that are asked as a whole */
};

struct cases {
    const struct cairn_sweep_question *question;
    const struct cairn_growth_study *study;
    struct cairn_asker asker; /* memory, locks and points for several threads */
    struct cairn_remembered remembered;
    struct cairn_grown_setup setup;
    struct cairn_grower *growers;     /* [worker]; owned, as what follows */
    int *planned;                     /* [year] */
    double *draws;                    /* [draw x n_uncertains + uncertain] */
    enum cairn_growth_case_kind kind; /* of the part that is asked */
    int first;
    struct cairn_grown_year *years; /* [of the part x years] */
};

/* ---- numbers ---- */

static int first_of(enum cairn_growth_case_kind kind)
{
    return kind == CAIRN_GROWTH_POLICY ? 0 : 1;
}

/* How many cases of a kind there are. */
static int count(const struct cairn_sweep_question *question, enum cairn_growth_case_kind kind)
{
    const struct cairn_scenario *scenario = question->scenario;
    struct cairn_points points;
    int n = 0;

    switch (kind) {
    case CAIRN_GROWTH_POLICY:
        return scenario->n_policies > 0 ? scenario->n_policies + 1 : 0;
    case CAIRN_GROWTH_DRAW:
        return scenario->n_uncertains > 0 ? scenario->draws.n : 0;
    case CAIRN_GROWTH_POINT:
        cairn_points_init(&points, scenario);
        n = (int)points.n;
        cairn_points_release(&points);
        return n;
    }
    return 0;
}

bool cairn_growth_cases_known(const struct cairn_sweep_question *question)
{
    for (int k = 0; k < CAIRN_N_GROWTH_CASES; k++)
        if (cairn_record_growth_cases_known(question, (enum cairn_growth_case_kind)k) <
            count(question, (enum cairn_growth_case_kind)k))
            return false;
    return true;
}

/* ---- what is remembered ---- */

static void remember_year(struct cases *cases, const struct cairn_year_asked *asked, int year)
{
    const struct cairn_answer *answer = &asked->answer;
    int also[] = {answer->best, answer->runner_up};
    double *multiples;

    if (!asked->has_amounts)
        return;
    for (int i = 0; i < 2; i++)
        if (also[i] != CAIRN_NONE)
            cairn_remembered_add(&cases->remembered, &answer->candidates[also[i]]->trial.placement,
                                 asked->scenario);
    multiples = cairn_calloc((size_t)asked->scenario->n_demands + 1, sizeof *multiples);
    for (int d = 0; d < asked->scenario->n_demands; d++)
        multiples[d] = cairn_years_demand(&asked->scenario->demands[d], year) * asked->responses[d];
    cairn_remembered_reach(&cases->remembered, multiples, asked->scenario->n_demands);
    cairn_free(multiples);
}

/* The study's own years, and what its path takes in each. */
static void remember_study(struct cases *cases)
{
    const struct cairn_growth_study *study = cases->study;

    cases->planned = cairn_calloc((size_t)study->n, sizeof *cases->planned);
    for (int y = 0; y < study->n; y++) {
        const struct cairn_year_paths *paths = &study->paths;
        const struct cairn_answer *answer = &study->asked[y].answer;
        int candidate = study->asked[y].has_amounts ? answer->best : CAIRN_NONE;

        remember_year(cases, &study->asked[y], y + 1);
        if (study->has_paths)
            candidate = paths->choices[y][paths->planned.choice[y]].candidate;
        cases->planned[y] =
            candidate == CAIRN_NONE
                ? CAIRN_NONE
                : cairn_remembered_add(&cases->remembered,
                                       &answer->candidates[candidate]->trial.placement,
                                       study->asked[y].scenario);
    }
}

/* ---- draws that are asked as a whole ---- */

static const double *values_of(const struct cases *cases, int draw)
{
    return cases->draws + (ptrdiff_t)draw * cases->question->scenario->n_uncertains;
}

/* All years of a draw. False: stopped, or there is no valid scenario. */
static bool ask_draw(struct cases *cases, int draw, const struct cairn_edit *edits, int n_edits,
                     struct cairn_record_growth_exact *exact)
{
    const struct cairn_sweep_question *question = cases->question;
    struct cairn_year_question first = {
        .scenario = question->scenario, .year = 1, .edits = edits, .n_edits = n_edits};
    struct cairn_year_asker asker = {.from = question->from,
                                     .limits = &question->options->limits,
                                     .adapt = question->adapt,
                                     .context = question->context,
                                     .edits = edits,
                                     .n_edits = n_edits};
    struct cairn_scenario *there = cairn_years_make(question->from, &first, exact->diag);
    size_t n = (size_t)question->scenario->n_demands + 1;
    double *responses = cairn_calloc(n, sizeof *responses),
           *cost_usd = cairn_calloc(n, sizeof(double));
    bool done = there != NULL;

    for (size_t d = 0; d < n; d++)
        responses[d] = 1;
    asker.scenario = there;
    exact->draw = draw + 1;
    for (int y = 1; done && y <= cases->study->n; y++) {
        struct cairn_year_asked asked;

        done = y == 1 ? cairn_year_ask(&asker, y, true, responses, &asked)
                      : cairn_year_solve(&asker, y, true, responses, &asked);
        exact->carbon_g[y - 1] = done && asked.has_amounts ? asked.amounts.carbon_g : NAN;
        for (int d = 0; done && d < question->scenario->n_demands; d++) {
            responses[d] = asked.responses[d];
            if (y == 1 && asked.has_amounts)
                cost_usd[d] = asked.amounts.cost_usd[d];
        }
        if (y == 1 && done && asked.has_amounts)
            asker.cost_usd = cost_usd;
        if (done)
            remember_year(cases, &asked, y);
        cairn_year_asked_release(&asked);
    }
    cairn_scenario_free(there);
    cairn_free(responses);
    cairn_free(cost_usd);
    return done;
}

/* Until so many in a row bring nothing new. False: stopped. */
static bool ask_draws(struct cases *cases)
{
    const struct cairn_sweep_question *question = cases->question;
    const struct cairn_scenario *scenario = question->scenario;
    size_t n = (size_t)scenario->n_uncertains;
    struct cairn_edit *edits = cairn_calloc(n + 1, sizeof *edits);
    char(*texts)[CAIRN_DRAW_TEXT] = cairn_calloc(n + 1, sizeof *texts);
    struct cairn_record_growth_exact exact;
    int most = scenario->draws.n < MOST_EXACT ? scenario->draws.n : MOST_EXACT, quiet = 0;
    bool done = true;

    cairn_record_growth_exact_init(&exact, question, cases->study->n);
    for (int i = 0; done && i < most && quiet < scenario->draws.ask; i++) {
        int before = cases->remembered.n;
        int n_edits = cairn_draws_edits(scenario, values_of(cases, i), edits, texts);

        done = ask_draw(cases, i, edits, n_edits, &exact);
        if (done)
            cairn_record_growth_exact(&exact);
        quiet = cases->remembered.n > before ? 0 : quiet + 1;
    }
    cairn_record_growth_exact_release(&exact);
    cairn_free(edits);
    cairn_free(texts);
    return done;
}

/* ---- cases ---- */

static bool grow(struct cases *cases, int index, int worker, const struct cairn_grown_case *of)
{
    char *why = NULL;
    bool done = cairn_grower_grow(&cases->growers[worker], of,
                                  cases->years + (ptrdiff_t)index * cases->study->n, &why);

    /* years that have no valid scenario say so; only a stop ends it */
    done = done || why != NULL;
    cairn_free(why);
    return done;
}

static bool grow_draw(struct cases *cases, int index, int worker, int draw)
{
    const struct cairn_scenario *scenario = cases->question->scenario;
    size_t n = (size_t)scenario->n_uncertains;
    struct cairn_edit *edits = cairn_calloc(n, sizeof *edits);
    char(*texts)[CAIRN_DRAW_TEXT] = cairn_calloc(n, sizeof *texts);
    int n_edits = cairn_draws_edits(scenario, values_of(cases, draw), edits, texts);
    bool done = grow(cases, index, worker, &(struct cairn_grown_case){edits, n_edits, NULL});

    cairn_free(edits);
    cairn_free(texts);
    return done;
}

static bool grow_point(struct cases *cases, int index, int worker, int point)
{
    int n = cases->question->scenario->n_varies;
    struct cairn_edit *edits = cairn_calloc((size_t)n, sizeof *edits);
    struct cairn_setting setting;
    bool done;

    pthread_mutex_lock(&cases->asker.making);
    cairn_setting_init(&setting, &cases->asker.points, point);
    pthread_mutex_unlock(&cases->asker.making);
    cairn_setting_edits(&setting, edits);
    done = grow(cases, index, worker, &(struct cairn_grown_case){edits, n, NULL});
    cairn_setting_release(&setting);
    cairn_free(edits);
    return done;
}

static bool ask(void *context, int index, int worker)
{
    struct cases *cases = context;
    const struct cairn_scenario *scenario = cases->question->scenario;
    int number = cases->first + index;

    switch (cases->kind) {
    case CAIRN_GROWTH_POLICY:
        return grow(cases, index, worker,
                    &(struct cairn_grown_case){
                        .policy = number > 0 ? &scenario->policies[number - 1] : NULL});
    case CAIRN_GROWTH_DRAW:
        return grow_draw(cases, index, worker, number - 1);
    case CAIRN_GROWTH_POINT:
        return grow_point(cases, index, worker, number);
    }
    return false;
}

static enum cairn_study_status ask_kind(struct cases *cases, enum cairn_growth_case_kind kind)
{
    static const char *const words[] = {"policies over the years", "draws over the years",
                                        "points over the years"};
    const struct cairn_sweep_question *question = cases->question;
    int n = count(question, kind);
    int known = cairn_record_growth_cases_known(question, kind);

    cases->kind = kind;
    while (known < n) {
        int part = n - known < PART ? n - known : PART;

        if (question->on_done)
            question->on_done(question->context, words[kind], known, n);
        cases->first = first_of(kind) + known;
        if (cairn_workers_run(question->options->limits.workers, part, ask, cases) < part)
            return CAIRN_STUDY_STOPPED;
        if (!cairn_record_growth_cases(&(struct cairn_record_growth_cases){
                .question = question,
                .kind = kind,
                .first = cases->first,
                .n = part,
                .n_years = cases->study->n,
                .years = cases->years,
                .points = &cases->asker.points,
                .remembered = &cases->remembered,
            }))
            return CAIRN_STUDY_FAILED;
        known += part;
    }
    return CAIRN_STUDY_DONE;
}

/* ---- all ---- */

static void cases_init(struct cases *cases, const struct cairn_sweep_question *question,
                       const struct cairn_growth_study *study)
{
    int workers = cairn_workers_count(question->options->limits.workers);

    *cases = (struct cases){.question = question, .study = study};
    cairn_asker_init(&cases->asker, question);
    cairn_remembered_init(&cases->remembered, question->scenario);
    remember_study(cases);
    if (question->scenario->n_uncertains > 0)
        cases->draws = cairn_draws_all(question->scenario);
    cases->years = cairn_calloc((size_t)PART * (size_t)study->n, sizeof *cases->years);
    cases->setup = (struct cairn_grown_setup){
        .question = question,
        .limits = &cases->asker.limits,
        .remembered = &cases->remembered,
        .planned = cases->planned,
        .making = &cases->asker.making,
        .replications = cairn_first_replications(cases->asker.limits.replications),
    };
    cases->growers = cairn_calloc((size_t)workers, sizeof *cases->growers);
    for (int w = 0; w < workers; w++)
        cairn_grower_init(&cases->growers[w], &cases->setup);
}

static void cases_release(struct cases *cases)
{
    int workers = cairn_workers_count(cases->question->options->limits.workers);

    for (int w = 0; w < workers; w++)
        cairn_grower_release(&cases->growers[w]);
    cairn_remembered_release(&cases->remembered);
    cairn_asker_release(&cases->asker);
    cairn_free(cases->growers);
    cairn_free(cases->planned);
    cairn_free(cases->draws);
    cairn_free(cases->years);
}

enum cairn_study_status cairn_growth_cases_run(const struct cairn_sweep_question *question,
                                               const struct cairn_growth_study *study)
{
    enum cairn_study_status status = CAIRN_STUDY_DONE;
    struct cases cases;

    if (cairn_growth_cases_known(question))
        return CAIRN_STUDY_DONE;
    cases_init(&cases, question, study);
    if (count(question, CAIRN_GROWTH_DRAW) > 0 && !ask_draws(&cases))
        status = CAIRN_STUDY_STOPPED;
    for (int k = 0; k < CAIRN_N_GROWTH_CASES && status == CAIRN_STUDY_DONE; k++)
        status = ask_kind(&cases, (enum cairn_growth_case_kind)k);
    cases_release(&cases);
    return status;
}
