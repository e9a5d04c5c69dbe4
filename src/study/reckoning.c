#include "study/reckoning.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "study/draws.h"

#define TOLERANCE 1e-9 /* of a total, as [RESPONSE] has it */

/* ---- asking ---- */

/* A round of the workers. */
struct round {
    struct cairn_scales *scales;
    const struct cairn_reckoning_draws *draws;
    const int *which; /* draws that are asked; NULL: all */
    double *totals;
    bool *kept;
};

static bool stopped(const struct cairn_scales *scales)
{
    const struct cairn_choose_limits *limits = scales->limits;

    return limits->stop && limits->stop(limits->context);
}

static bool ask_one(void *context, int index, int worker)
{
    struct round *round = context;
    const struct cairn_scenario *scenario = round->scales->scenario;
    int draw = round->which ? round->which[index] : index;
    size_t k = (size_t)scenario->n_uncertains, n = (size_t)round->scales->n;
    struct cairn_edit *edits = cairn_calloc(k, sizeof *edits);
    char(*texts)[CAIRN_DRAW_TEXT] = cairn_calloc(k, sizeof *texts);
    int n_edits =
        cairn_draws_edits(scenario, round->draws->values + (size_t)draw * k, edits, texts);
    bool done =
        !stopped(round->scales) &&
        cairn_scales_weigh(round->scales, worker, edits, n_edits, round->totals + (size_t)draw * n,
                           round->kept ? round->kept + (size_t)draw * n : NULL);

    cairn_free(texts);
    cairn_free(edits);
    return done;
}

/* All of them done? A worker that gives up ends the round. */
static bool ask_all(struct round *round, int n)
{
    bool done = cairn_workers_run(round->scales->limits->workers, n, ask_one, round) == n;

    return done && !round->scales->why && !stopped(round->scales);
}

/* ---- how numbers enter ---- */

static bool ask_points(void *context, const double *x, int n, double *values)
{
    struct cairn_reckoning_draws draws = {x, n};
    struct round round = {.scales = context, .draws = &draws, .totals = values};

    return ask_all(&round, n);
}

/* Where the scenario stands; NaN: at several values. */
static double stands_at(const struct cairn_uncertain *of)
{
    if (of->as == CAIRN_AS_MULTIPLIER)
        return 1.0;
    return of->n_targets == 1 ? of->base : NAN;
}

static void make_box(const struct cairn_scenario *scenario,
                     const struct cairn_reckoning_draws *around, double *low, double *high)
{
    int k = scenario->n_uncertains;

    for (int i = 0; i < k; i++) {
        low[i] = high[i] = stands_at(&scenario->uncertains[i]);
        for (int d = 0; d < around->n; d++) {
            low[i] = fmin(low[i], around->values[(ptrdiff_t)d * k + i]);
            high[i] = fmax(high[i], around->values[(ptrdiff_t)d * k + i]);
        }
    }
}

static bool only_accounting(const struct cairn_scenario *scenario)
{
    for (int i = 0; i < scenario->n_uncertains; i++)
        if (scenario->uncertains[i].reach != CAIRN_REACH_ACCOUNTING)
            return false;
    return true;
}

static char *explain(const struct cairn_reckoning *reckoning)
{
    const struct cairn_scenario *scenario = reckoning->scales->scenario;

    switch (reckoning->function.status) {
    case CAIRN_MULTIAFFINE_BENDS:
        if (reckoning->function.culprit < 0)
            return cairn_strdup("totals are not affine in each of the numbers together");
        return cairn_format("totals are affine neither in %s nor in its reciprocal",
                            scenario->uncertains[reckoning->function.culprit].subject);
    case CAIRN_MULTIAFFINE_LARGE:
        return cairn_strdup("asking takes no longer than finding out how numbers enter");
    case CAIRN_MULTIAFFINE_FOUND:
    case CAIRN_MULTIAFFINE_STOPPED:
        break;
    }
    return NULL;
}

/* A corner of the box may be no scenario where the draws are: then they are asked. */
static bool forgive(struct cairn_reckoning *reckoning)
{
    struct cairn_scales *scales = reckoning->scales;

    if (reckoning->function.status != CAIRN_MULTIAFFINE_STOPPED)
        return true;
    if (stopped(scales) || !scales->why)
        return false;
    reckoning->why =
        cairn_format("at a corner of the draws there is no valid scenario: %s", scales->why);
    cairn_free(scales->why);
    scales->why = NULL;
    return true;
}

bool cairn_reckoning_init(struct cairn_reckoning *reckoning, struct cairn_scales *scales,
                          const struct cairn_reckoning_draws *around, int wanted)
{
    const struct cairn_scenario *scenario = scales->scenario;
    size_t k = (size_t)scenario->n_uncertains;
    double *low, *high;
    bool good;

    *reckoning = (struct cairn_reckoning){.scales = scales};
    if (!only_accounting(scenario))
        return true;
    low = cairn_calloc(k, sizeof *low);
    high = cairn_calloc(k, sizeof *high);
    make_box(scenario, around, low, high);
    cairn_multiaffine_find(&reckoning->function, &(struct cairn_multiaffine_problem){
                                                     .ask = ask_points,
                                                     .context = scales,
                                                     .n_numbers = (int)k,
                                                     .n_values = scales->n,
                                                     .low = low,
                                                     .high = high,
                                                     .tolerance = TOLERANCE,
                                                     .most_asked = wanted,
                                                 });
    reckoning->followed = reckoning->function.status == CAIRN_MULTIAFFINE_FOUND;
    good = forgive(reckoning);
    if (good && !reckoning->why)
        reckoning->why = explain(reckoning);
    cairn_free(low);
    cairn_free(high);
    return good;
}

void cairn_reckoning_release(struct cairn_reckoning *reckoning)
{
    cairn_multiaffine_release(&reckoning->function);
    cairn_free(reckoning->why);
}

/* ---- many draws ---- */

/* Evaluates draws that can be; returns how many cannot, and which. */
static int evaluate(const struct cairn_reckoning *reckoning,
                    const struct cairn_reckoning_draws *draws, double *totals, int *which)
{
    const struct cairn_scenario *scenario = reckoning->scales->scenario;
    size_t k = (size_t)scenario->n_uncertains;
    double *x = cairn_calloc(k, sizeof *x);
    double *products = cairn_calloc((size_t)reckoning->function.n_terms, sizeof *products);
    int left = 0;

    for (int d = 0; d < draws->n; d++) {
        memcpy(x, draws->values + (size_t)d * k, k * sizeof *x);
        for (size_t i = 0; i < k; i++)
            if (isnan(x[i]))
                x[i] = stands_at(&scenario->uncertains[i]);
        if (cairn_multiaffine_inside(&reckoning->function, x))
            cairn_multiaffine_evaluate(&reckoning->function, x, products,
                                       totals + (ptrdiff_t)d * reckoning->scales->n);
        else
            which[left++] = d;
    }
    cairn_free(products);
    cairn_free(x);
    return left;
}

/* [RECKON] Evaluated where the function holds, asked elsewhere. */
bool cairn_reckoning_find(const struct cairn_reckoning *reckoning,
                          const struct cairn_reckoning_draws *draws, double *totals, bool *kept)
{
    int *which = cairn_calloc((size_t)draws->n, sizeof *which);
    struct round round = {
        .scales = reckoning->scales, .draws = draws, .totals = totals, .kept = kept};
    int n = draws->n;
    bool done;

    if (reckoning->followed && !kept) {
        n = evaluate(reckoning, draws, totals, which);
        round.which = which;
    }
    done = ask_all(&round, n);
    cairn_free(which);
    return done;
}
