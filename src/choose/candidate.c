#include "choose/candidate.h"

#include <assert.h>

#include "base/alloc.h"
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
        candidate->seen_g = cairn_realloc(candidate->seen_g, (size_t)replication + 1,
                                          sizeof *candidate->seen_g);
        for (; candidate->n_seen <= replication; candidate->n_seen++)
            candidate->seen_g[candidate->n_seen] =
                cairn_trial_total(&candidate->trial, candidate->n_seen, CAIRN_CARBON, basis, NULL);
    }
    return candidate->seen_g[replication];
}

double cairn_candidate_mean(const struct cairn_candidate *candidate, int n)
{
    assert(n >= 1 && n <= candidate->n_seen);
    return cairn_stats_mean(candidate->seen_g, (size_t)n);
}

void cairn_candidate_judge(struct cairn_candidate *candidate, int most)
{
    double alpha = candidate->trial.scenario->choose.alpha / 2.0;

    assert(candidate->replications >= 1);
    for (;;) {
        candidate->verdict =
            cairn_trial_verdict(&candidate->trial, candidate->replications, alpha);
        if (candidate->verdict != CAIRN_UNDECIDED || candidate->replications >= most)
            break;
        candidate->replications++;
    }
}

void cairn_candidate_settle(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n)
{
    cairn_candidate_observe(candidate, basis, n - 1);
    candidate->replications = n;
    candidate->carbon_g = cairn_candidate_mean(candidate, n);
    candidate->half_width_g = cairn_stats_half_width(candidate->seen_g, (size_t)n, 0.95);
}
