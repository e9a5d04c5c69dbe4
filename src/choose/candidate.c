#include "choose/candidate.h"

#include <assert.h>

#include "base/alloc.h"
#include "choose/select.h"
#include "math/stats.h"

struct cairn_candidate *cairn_candidate_new(const struct cairn_scenario *scenario,
                                            const struct cairn_plan *plan,
                                            const struct cairn_placement *placement,
                                            struct cairn_factor_book *book, struct cairn_lab *lab,
                                            bool contender)
{
    struct cairn_candidate *candidate = cairn_calloc(1, sizeof *candidate);

    cairn_trial_init(&candidate->trial, scenario, plan, placement, book, lab);
    candidate->contender = contender;
    return candidate;
}

void cairn_candidate_free(struct cairn_candidate *candidate)
{
    cairn_trial_release(&candidate->trial);
    cairn_free(candidate->seen_g);
    cairn_free(candidate);
}

double cairn_candidate_observe(struct cairn_candidate *candidate, enum cairn_basis_kind basis,
                               int replication)
{
    if (replication >= candidate->n_seen) {
        candidate->seen_g =
            cairn_realloc(candidate->seen_g, (size_t)replication + 1, sizeof *candidate->seen_g);
        for (; candidate->n_seen <= replication; candidate->n_seen++)
            candidate->seen_g[candidate->n_seen] =
                cairn_trial_total(&candidate->trial, candidate->n_seen, CAIRN_CARBON, basis, NULL);
    }
    return candidate->seen_g[replication];
}

static double counted_mean_g(struct cairn_trial *trial, enum cairn_basis_kind basis, int n)
{
    double sum_g = 0.0;

    for (int r = 0; r < n; r++)
        sum_g += cairn_trial_counted(trial, r, CAIRN_CARBON, basis);
    return sum_g / n;
}

void cairn_candidate_settle(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n)
{
    double alpha = candidate->trial.scenario->choose.alpha;

    cairn_candidate_observe(candidate, basis, n - 1);
    candidate->replications = n;
    candidate->carbon_g = cairn_stats_mean(candidate->seen_g, (size_t)n);
    candidate->half_width_g = cairn_stats_half_width(candidate->seen_g, (size_t)n, 1.0 - alpha);
    candidate->counted_g = counted_mean_g(&candidate->trial, basis, n);
}

double cairn_candidate_excess(const struct cairn_candidate *candidate,
                              const struct cairn_candidate *other, double confidence,
                              double *half_width_g)
{
    int n = candidate->n_seen < other->n_seen ? candidate->n_seen : other->n_seen;
    double mean_g;
    double half;

    assert(n >= 1);
    half = cairn_stats_paired(candidate->seen_g, other->seen_g, (size_t)n, confidence, &mean_g);
    if (half_width_g)
        *half_width_g = half;
    return mean_g;
}

void cairn_candidate_judge(struct cairn_candidate *candidate, const struct cairn_judging *judging,
                           int n)
{
    while ((candidate->judged == 0 || candidate->verdict == CAIRN_UNDECIDED) &&
           candidate->judged < n) {
        int look = cairn_select_next_look(judging->first, judging->most, candidate->judged);

        if (look == candidate->judged)
            break;
        candidate->judged = look;
        candidate->judged_alpha = judging->alpha;
        candidate->verdict = cairn_trial_verdict(&candidate->trial, look, judging->alpha);
    }
}

struct cairn_promise_result *cairn_candidate_promises(struct cairn_candidate *candidate,
                                                      int *n_results)
{
    *n_results = 0;
    if (candidate->judged == 0)
        return NULL;
    return cairn_trial_promises(&candidate->trial, candidate->judged, candidate->judged_alpha,
                                n_results);
}
