#include "study/levers.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "math/stats.h"

/* Of the total: a saving below it is rounding. */
#define ROUNDING 1e-12

/* One lever, pulled where one stands. */
struct pull {
    struct cairn_stand *stand; /* NULL: it does not apply */
    const char *what, *why, *breaks;
    struct cairn_saving saving;
};

/* ---- savings ---- */

static struct cairn_total_shown difference(const struct cairn_levers *levers,
                                           const struct cairn_stand *before,
                                           const struct cairn_stand *after,
                                           enum cairn_stand_measure measure)
{
    double confidence = 1.0 - levers->scenario->choose.alpha;
    double mean, half_width;

    if (!before->values[measure] || !after->values[measure])
        return (struct cairn_total_shown){NAN, NAN, NAN};
    half_width = cairn_stats_paired(before->values[measure], after->values[measure],
                                    (size_t)levers->rig.n, confidence, &mean);
    return (struct cairn_total_shown){mean, mean - half_width, mean + half_width};
}

static struct cairn_saving saving_of(const struct cairn_levers *levers,
                                     const struct cairn_stand *before,
                                     const struct cairn_stand *after)
{
    struct cairn_saving saving = {
        .carbon_kg = difference(levers, before, after, CAIRN_STAND_CARBON),
        .energy_kwh = difference(levers, before, after, CAIRN_STAND_ENERGY),
        .money_usd = difference(levers, before, after, CAIRN_STAND_MONEY),
        .usd_per_t = NAN,
    };

    if (saving.carbon_kg.mean > ROUNDING * fabs(levers->carbon_kg))
        saving.usd_per_t = 0.0 - saving.money_usd.mean / (saving.carbon_kg.mean / 1000.0);
    return saving;
}

/* Is more saved than chance or rounding could explain? */
static bool saves(const struct cairn_levers *levers, const struct cairn_saving *saving)
{
    return saving->carbon_kg.low > ROUNDING * fabs(levers->carbon_kg);
}

/* ---- one lever ---- */

/* The stand of a proposal, looked at; NULL, and why there is none. */
static struct cairn_stand *stand_of(struct cairn_levers *levers, struct cairn_stand *from,
                                    const struct cairn_proposal *proposal, char **why)
{
    struct cairn_stand *stand =
        cairn_stand_new(&levers->rig, from, proposal->edits, proposal->n_edits,
                        proposal->moves ? &proposal->placement : NULL, why);
    bool fit = false;

    for (int p = 0; stand && proposal->fit && p < stand->scenario->n_pools; p++)
        fit = fit || proposal->fit[p];
    if (!stand)
        return NULL;
    if (fit && !cairn_stand_fit(&levers->rig, from, stand, proposal->fit, proposal->shrink, why))
        return NULL;
    if (!fit)
        cairn_stand_look(&levers->rig, stand);
    return stand;
}

/* Which of two is better: what breaks nothing first, then what saves more. */
static bool is_better(const struct pull *pull, const struct pull *than)
{
    if (!than->stand)
        return true;
    if (!pull->breaks != !than->breaks)
        return !pull->breaks;
    return pull->saving.carbon_kg.mean > than->saving.carbon_kg.mean;
}

static void try_proposal(struct cairn_levers *levers, struct cairn_stand *from,
                         struct cairn_proposals *proposals, const struct cairn_proposal *proposal,
                         struct pull *best)
{
    struct pull pull = {.what = proposal->what};
    char *why = NULL;

    pull.stand = stand_of(levers, from, proposal, &why);
    if (!pull.stand) {
        cairn_proposals_because(proposals, "%s", why ? why : "");
        cairn_free(why);
        return;
    }
    if (!pull.stand->values[CAIRN_STAND_CARBON]) {
        cairn_proposals_because(proposals, "%s: carbon is not known", proposal->what);
        return;
    }
    if (proposal->shrink &&
        cairn_placement_equal(&pull.stand->placement, &from->placement, from->scenario)) {
        cairn_proposals_because(proposals, "fewer devices would break a promise");
        return;
    }
    pull.breaks = cairn_stand_breaks(pull.stand, from);
    pull.saving = saving_of(levers, from, pull.stand);
    if (is_better(&pull, best))
        *best = pull;
}

static struct pull pull_lever(struct cairn_levers *levers, struct cairn_stand *from, int lever)
{
    struct cairn_proposals proposals;
    struct pull best = {0};

    cairn_proposals_init(&proposals, &levers->arena, &levers->settings, from);
    cairn_lever_at(lever)->propose(&proposals);
    for (int i = 0; i < proposals.n; i++)
        try_proposal(levers, from, &proposals, &proposals.items[i], &best);
    best.why = cairn_arena_strdup(&levers->arena, proposals.why.data);
    cairn_proposals_release(&proposals);
    return best;
}

static bool stopped(const struct cairn_levers *levers)
{
    const struct cairn_choose_limits *limits = levers->rig.limits;

    return limits->stop && limits->stop(limits->context);
}

static void tell(const struct cairn_levers *levers, const char *what, int done)
{
    const struct cairn_choose_limits *limits = levers->rig.limits;

    if (limits->progress)
        limits->progress(limits->context, what, (double)done / CAIRN_N_LEVERS);
}

/* ---- the order ---- */

/* The lever that saves most in its turn, or CAIRN_NONE. */
static int most_saving(const struct cairn_levers *levers, const struct pull *pulls)
{
    int most = CAIRN_NONE;

    for (int i = 0; i < CAIRN_N_LEVERS; i++) {
        const struct cairn_lever_result *result = &levers->results[i];

        if (!result->asked || result->step > 0 || !pulls[i].stand || pulls[i].breaks ||
            !saves(levers, &pulls[i].saving))
            continue;
        if (most == CAIRN_NONE ||
            pulls[i].saving.carbon_kg.mean > pulls[most].saving.carbon_kg.mean)
            most = i;
    }
    return most;
}

/* Takes steps, the first from what the levers do alone. Returns where one stands then. */
static struct cairn_stand *take_steps(struct cairn_levers *levers, struct pull *pulls)
{
    struct cairn_stand *at = levers->first;

    for (int most; (most = most_saving(levers, pulls)) != CAIRN_NONE && !stopped(levers);) {
        struct cairn_lever_result *result = &levers->results[most];

        levers->order[levers->n_steps++] = most;
        result->step = levers->n_steps;
        result->step_what = pulls[most].what;
        result->in_turn = pulls[most].saving;
        result->overlap_kg =
            (result->applies ? result->alone.carbon_kg.mean : 0.0) - result->in_turn.carbon_kg.mean;
        at = pulls[most].stand;
        tell(levers, "levers in order", levers->n_steps);
        for (int i = 0; i < CAIRN_N_LEVERS; i++)
            if (levers->results[i].asked && levers->results[i].step == 0)
                pulls[i] = pull_lever(levers, at, i);
    }
    return at;
}

/* ---- ranks ---- */

static double cost_of(const struct cairn_saving *saving)
{
    return isnan(saving->usd_per_t) ? HUGE_VAL : saving->usd_per_t;
}

static bool is_ranked(const struct cairn_levers *levers, int i)
{
    const struct cairn_lever_result *result = &levers->results[i];

    return result->applies && !result->breaks && saves(levers, &result->alone);
}

/* Equal ones share a rank. */
static void rank(struct cairn_levers *levers)
{
    for (int i = 0; i < CAIRN_N_LEVERS; i++) {
        struct cairn_lever_result *result = &levers->results[i];

        if (!is_ranked(levers, i))
            continue;
        result->rank_carbon = 1;
        result->rank_cost = !isnan(result->alone.usd_per_t);
        for (int j = 0; j < CAIRN_N_LEVERS; j++) {
            const struct cairn_saving *other = &levers->results[j].alone;

            if (!is_ranked(levers, j))
                continue;
            result->rank_carbon += other->carbon_kg.mean > result->alone.carbon_kg.mean;
            result->rank_cost +=
                result->rank_cost > 0 && other->usd_per_t < result->alone.usd_per_t;
        }
    }
}

/* Steps by cost, stable. */
static void draw_curve(struct cairn_levers *levers)
{
    for (int i = 0; i < levers->n_steps; i++) {
        int step = levers->order[i], at = i;
        double cost = cost_of(&levers->results[step].in_turn);

        for (; at > 0 && cost_of(&levers->results[levers->curve[at - 1]].in_turn) > cost; at--)
            levers->curve[at] = levers->curve[at - 1];
        levers->curve[at] = step;
    }
}

/* ---- all of it ---- */

static double mean_of(const struct cairn_levers *levers, enum cairn_stand_measure measure)
{
    const double *values = levers->first->values[measure];

    return values ? cairn_stats_mean(values, (size_t)levers->rig.n) : NAN;
}

static void answer(struct cairn_levers *levers)
{
    struct pull pulls[CAIRN_N_LEVERS] = {0};
    struct cairn_stand *last;

    levers->carbon_kg = mean_of(levers, CAIRN_STAND_CARBON);
    levers->energy_kwh = mean_of(levers, CAIRN_STAND_ENERGY);
    levers->money_usd = mean_of(levers, CAIRN_STAND_MONEY);
    for (int i = 0; i < CAIRN_N_LEVERS && !stopped(levers); i++) {
        struct cairn_lever_result *result = &levers->results[i];

        if (!result->asked)
            continue;
        tell(levers, cairn_lever_at(i)->name, i);
        pulls[i] = pull_lever(levers, levers->first, i);
        result->applies = pulls[i].stand != NULL;
        result->what = pulls[i].what;
        result->why = pulls[i].why;
        result->breaks = pulls[i].breaks;
        result->alone = pulls[i].saving;
    }
    last = take_steps(levers, pulls);
    levers->together = saving_of(levers, levers->first, last);
    for (int i = 0; i < levers->n_steps; i++)
        levers->overlap_kg += levers->results[levers->order[i]].overlap_kg;
    rank(levers);
    draw_curve(levers);
}

void cairn_levers_init(struct cairn_levers *levers, const struct cairn_levers_question *question)
{
    bool all = true;
    struct cairn_buffer why;

    *levers = (struct cairn_levers){
        .scenario = question->scenario,
        .rig =
            {
                .from = question->from,
                .limits = question->limits,
                .adapt = question->adapt,
                .context = question->context,
            },
    };
    cairn_arena_init(&levers->arena);
    cairn_buffer_init(&why);
    cairn_lever_settings_init(&levers->settings);
    if (question->settings)
        cairn_lever_settings_read(&levers->settings, &levers->arena, question->settings, &why);
    cairn_buffer_release(&why);
    for (int i = 0; i < CAIRN_N_LEVERS; i++)
        all = all && !question->only[i];
    for (int i = 0; i < CAIRN_N_LEVERS; i++)
        levers->results[i] = (struct cairn_lever_result){
            .lever = cairn_lever_at(i),
            .asked = all || question->only[i],
        };
    levers->first = cairn_stand_rig_init(&levers->rig, question->scenario, question->placement);
    if (!levers->first)
        return;
    if (levers->first->values[CAIRN_STAND_CARBON])
        answer(levers);
    else
        levers->missing = cairn_strdup(cairn_trial_missing(
            &levers->rig.simulation.trial, CAIRN_CARBON, question->scenario->choose.basis));
}

void cairn_levers_release(struct cairn_levers *levers)
{
    cairn_stand_rig_release(&levers->rig);
    cairn_free(levers->missing);
    cairn_arena_release(&levers->arena);
}
