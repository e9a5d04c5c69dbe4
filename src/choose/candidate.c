#include "choose/candidate.h"

#include <assert.h>

#include "base/alloc.h"
#include "choose/budget.h"
#include "choose/further.h"
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
    cairn_free(candidate);
}

double cairn_candidate_observe(struct cairn_candidate *candidate, enum cairn_basis_kind basis,
                               int replication)
{
    assert(basis == candidate->trial.scenario->choose.basis);
    if (replication >= candidate->n_seen)
        candidate->n_seen = replication + 1;
    return cairn_trial_values(&candidate->trial, cairn_trial_aim(&candidate->trial), basis,
                              candidate->n_seen)[replication];
}

/* [replication], as far as observed. */
static const double *observed(const struct cairn_candidate *candidate)
{
    const struct cairn_trial *trial = &candidate->trial;

    return trial->values[cairn_trial_aim(trial)][trial->scenario->choose.basis];
}

bool cairn_candidate_settle(struct cairn_candidate *candidate, enum cairn_basis_kind basis, int n)
{
    double alpha = candidate->trial.scenario->choose.alpha;

    if (!cairn_trials_prepare(&(struct cairn_trial_want){&candidate->trial, n}, 1))
        return false;
    cairn_candidate_observe(candidate, basis, n - 1);
    candidate->replications = n;
    candidate->aim = cairn_stats_mean(observed(candidate), (size_t)n);
    candidate->half_width = cairn_stats_half_width(observed(candidate), (size_t)n, 1.0 - alpha);
    return true;
}

double cairn_candidate_excess(const struct cairn_candidate *candidate,
                              const struct cairn_candidate *than, double confidence,
                              double *half_width)
{
    int n = candidate->n_seen < than->n_seen ? candidate->n_seen : than->n_seen;
    double mean;
    double half;

    assert(n >= 1);
    half = cairn_stats_paired(observed(candidate), observed(than), (size_t)n, confidence, &mean);
    if (half_width)
        *half_width = half;
    return mean;
}

/* The look that a candidate is to have next, or 0: none. */
static int next_look(const struct cairn_candidate *candidate, const struct cairn_judging *judging,
                     int until)
{
    int look = cairn_select_next_look(judging->first, judging->most, candidate->judged);
    bool open = candidate->judged == 0 || candidate->verdict == CAIRN_UNDECIDED;

    return open && candidate->judged < until && look > candidate->judged ? look : 0;
}

static void have_look(struct cairn_candidate *candidate, const struct cairn_judging *judging,
                      int look)
{
    candidate->judged = look;
    candidate->judged_alpha = judging->alpha;
    candidate->verdict = cairn_trial_verdict(&candidate->trial, look, judging->alpha);
    if (candidate->verdict == CAIRN_UNDECIDED)
        cairn_further_settle(&candidate->trial, look, judging->alpha);
}

/* Simulates what some candidates lack for looks[i], 0: for none. False: stopped. */
static bool prepare_looks(struct cairn_candidate *const *candidates, const int *looks, int n)
{
    struct cairn_lab_want *wants = NULL;
    struct cairn_lab *lab = NULL;
    size_t room = 0;
    int n_wants = 0;
    bool prepared;

    for (int i = 0; i < n; i++) {
        struct cairn_trial *trial = &candidates[i]->trial;

        if (looks[i] == 0)
            continue;
        lab = trial->lab;
        wants =
            cairn_grow(wants, &room, (size_t)n_wants + (size_t)trial->components.n, sizeof *wants);
        n_wants += cairn_further_wants(trial, looks[i], wants + n_wants);
    }
    prepared = n_wants == 0 || cairn_lab_prepare(lab, wants, n_wants);
    cairn_free(wants);
    return prepared;
}

/* All that are to have a look have one; how many these are, or -1: stopped. */
static int have_looks(struct cairn_candidate *const *candidates, const int *until, int n,
                      const struct cairn_judging *judging, int *looks)
{
    int n_looks = 0;

    for (int i = 0; i < n; i++) {
        looks[i] = next_look(candidates[i], judging, until[i]);
        n_looks += looks[i] > 0;
    }
    if (!prepare_looks(candidates, looks, n))
        return -1;
    for (int i = 0; i < n; i++)
        if (looks[i] > candidates[i]->judged) /* it may be there twice */
            have_look(candidates[i], judging, looks[i]);
    return n_looks;
}

/* Beyond the last look, where few requests left promises undecided. False: stopped. */
static bool look_further(struct cairn_candidate *candidate, const struct cairn_judging *judging)
{
    if (candidate->judged < judging->most || candidate->verdict != CAIRN_UNDECIDED ||
        candidate->looked_further)
        return true;
    if (cairn_further_plan(&candidate->trial, judging->most, judging->alpha)) {
        if (!prepare_looks(&candidate, &judging->most, 1))
            return false;
        have_look(candidate, judging, judging->most);
    }
    candidate->looked_further = true;
    return true;
}

bool cairn_candidates_judge(struct cairn_candidate *const *candidates, const int *until,
                            int n_candidates, const struct cairn_judging *judging)
{
    int *looks = cairn_calloc((size_t)n_candidates, sizeof *looks), n_looks;
    bool done;

    do
        n_looks = have_looks(candidates, until, n_candidates, judging, looks);
    while (n_looks > 0);
    done = n_looks == 0;
    for (int i = 0; i < n_candidates && done; i++)
        done = look_further(candidates[i], judging);
    cairn_free(looks);
    return done;
}

bool cairn_candidate_judge(struct cairn_candidate *candidate, const struct cairn_judging *judging,
                           int n)
{
    return cairn_candidates_judge(&candidate, &n, 1, judging);
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

bool cairn_candidate_breaks_promise(struct cairn_candidate *candidate)
{
    int n;
    struct cairn_promise_result *results = cairn_candidate_promises(candidate, &n);
    bool broken = cairn_budget_count(candidate->trial.scenario) == 0;

    for (int i = 0; i < n; i++)
        broken = broken || results[i].verdict == CAIRN_BROKEN;
    cairn_free(results);
    return broken;
}
