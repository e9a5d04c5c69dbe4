#include "study/total.h"

#include <math.h>

#include "math/stats.h"

static struct cairn_total_shown shown(double mean, double half_width, enum cairn_measure measure)
{
    double unit;

    cairn_measure_shown_unit(measure, &unit);
    if (!(half_width < HUGE_VAL))
        half_width = NAN;
    return (struct cairn_total_shown){mean / unit, (mean - half_width) / unit,
                                      (mean + half_width) / unit};
}

static const double *values_of(struct cairn_candidate *candidate, enum cairn_measure measure, int n)
{
    return cairn_trial_values(&candidate->trial, measure, candidate->trial.scenario->choose.basis,
                              n);
}

static bool lacks(const struct cairn_candidate *candidate, enum cairn_measure measure)
{
    return cairn_trial_missing(&candidate->trial, measure,
                               candidate->trial.scenario->choose.basis) != NULL;
}

struct cairn_total_shown cairn_total_of(struct cairn_candidate *candidate,
                                        enum cairn_measure measure)
{
    double alpha = candidate->trial.scenario->choose.alpha;
    size_t n = (size_t)candidate->replications;
    const double *values;

    if (n == 0 || lacks(candidate, measure))
        return (struct cairn_total_shown){NAN, NAN, NAN};
    values = values_of(candidate, measure, (int)n);
    return shown(cairn_stats_mean(values, n), cairn_stats_half_width(values, n, 1.0 - alpha),
                 measure);
}

struct cairn_total_shown cairn_total_excess(struct cairn_candidate *candidate,
                                            struct cairn_candidate *other,
                                            enum cairn_measure measure)
{
    double alpha = candidate->trial.scenario->choose.alpha;
    int n = candidate->n_seen < other->n_seen ? candidate->n_seen : other->n_seen;
    const double *of;
    double mean, half_width;

    if (n < 1 || candidate->replications < 2 || lacks(candidate, measure) || lacks(other, measure))
        return (struct cairn_total_shown){NAN, NAN, NAN};
    of = values_of(candidate, measure, n);
    half_width =
        cairn_stats_paired(of, values_of(other, measure, n), (size_t)n, 1.0 - alpha, &mean);
    return shown(mean, half_width, measure);
}

double cairn_total_under(const struct cairn_answer *answer, int candidate,
                         enum cairn_measure measure, enum cairn_basis_kind basis)
{
    struct cairn_candidate *of;
    double unit;

    if (candidate == CAIRN_NONE)
        return NAN;
    of = answer->candidates[candidate];
    if (of->replications == 0 || cairn_trial_missing(&of->trial, measure, basis))
        return NAN;
    cairn_measure_shown_unit(measure, &unit);
    return cairn_stats_mean(cairn_trial_values(&of->trial, measure, basis, of->replications),
                            (size_t)of->replications) /
           unit;
}

struct cairn_figures cairn_figures_none(const struct cairn_scenario *scenario)
{
    const struct cairn_total_shown none = {NAN, NAN, NAN};
    enum cairn_measure aim = scenario ? cairn_aim_measure(scenario->choose.aim) : CAIRN_CARBON;
    double unit;

    return (struct cairn_figures){
        .carbon = none,
        .value = none,
        .aim = aim,
        .unit = cairn_measure_shown_unit(aim, &unit),
        .indifference = NAN,
        .bound = NAN,
        .programme = NAN,
        .regret = NAN,
        .p_correct = NAN,
        .gap = NAN,
    };
}

struct cairn_figures cairn_figures_of(const struct cairn_answer *answer)
{
    struct cairn_figures figures = cairn_figures_none(answer->scenario);
    const struct cairn_bound *bound = &answer->bound;
    double unit;

    cairn_measure_shown_unit(figures.aim, &unit);
    figures.bound = bound->bound_g / unit;
    figures.gap = bound->gap;
    figures.bound_by = bound->kind;
    if (!isinf(bound->programme_g))
        figures.programme = bound->programme_g / unit;
    figures.candidates = answer->n_candidates;
    if (answer->best == CAIRN_NONE)
        return figures;
    figures.carbon = cairn_total_of(answer->candidates[answer->best], CAIRN_CARBON);
    figures.value = cairn_total_of(answer->candidates[answer->best], figures.aim);
    figures.indifference = answer->indifference / unit;
    figures.p_correct = answer->p_correct;
    if (answer->runner_up != CAIRN_NONE)
        figures.regret = answer->regret / unit;
    return figures;
}
