#include "support/enumerated.h"

#include <math.h>

#include "base/alloc.h"
#include "choose/answer.h"
#include "choose/steady.h"
#include "math/stats.h"
#include "support/brute.h"
#include "support/build.h"

/* The enumeration in progress. */
struct walk {
    struct enumerated *e;
    const struct cairn_answer *answer;
    struct cairn_factor_book *book;
    struct cairn_lab *lab;
    struct cairn_placement optimum; /* owned, where there is one */
    double optimum_memory_s;
    double *optimum_g; /* [replication]; NULL: none yet; owned */
    double *winner_g;  /* likewise */
};

static const double *carbon_of(struct cairn_candidate *candidate, enum cairn_basis_kind basis)
{
    cairn_candidate_settle(candidate, basis, ENUMERATED_REPLICATIONS);
    return cairn_trial_values(&candidate->trial, CAIRN_CARBON, basis, ENUMERATED_REPLICATIONS);
}

static double *copy_of(const double *x)
{
    double *copy = cairn_calloc(ENUMERATED_REPLICATIONS, sizeof *copy);

    for (int r = 0; r < ENUMERATED_REPLICATIONS; r++)
        copy[r] = x[r];
    return copy;
}

static bool is_winner(const struct cairn_answer *answer, const struct cairn_placement *placement)
{
    return answer->best != CAIRN_NONE &&
           cairn_placement_equal(&answer->candidates[answer->best]->trial.placement, placement,
                                 answer->scenario);
}

/* The longest memory of a queue of a placement that has been simulated. */
static double memory_s(struct cairn_candidate *candidate)
{
    double longest_s = 0.0;

    for (int c = 0; c < candidate->trial.components.n; c++) {
        const struct cairn_component *component = &candidate->trial.components.items[c];
        const struct cairn_lab_entry *entry =
            cairn_trial_entry(&candidate->trial, c, candidate->replications);

        for (int p = 0; p < component->n_pools; p++)
            longest_s = fmax(longest_s, cairn_queue_memory_of(component, entry, p).memory_s);
    }
    return longest_s;
}

static void visit(void *context, const struct cairn_placement *placement)
{
    struct walk *walk = context;
    const struct cairn_answer *answer = walk->answer;
    const struct cairn_scenario *s = answer->scenario;
    struct cairn_candidate *candidate =
        cairn_candidate_new(s, &answer->plan, placement, walk->book, walk->lab, true);
    enum cairn_verdict verdict;

    walk->e->placements++;
    verdict = cairn_trial_verdict(&candidate->trial, ENUMERATED_REPLICATIONS, s->choose.alpha);
    if (is_winner(answer, placement) && !walk->winner_g) {
        walk->winner_g = copy_of(carbon_of(candidate, s->choose.basis));
        walk->e->broken = verdict == CAIRN_BROKEN;
    }
    if (verdict == CAIRN_KEPT &&
        !cairn_trial_missing(&candidate->trial, CAIRN_CARBON, s->choose.basis)) {
        const double *x = carbon_of(candidate, s->choose.basis);

        if (!walk->optimum_g || cairn_stats_mean(x, ENUMERATED_REPLICATIONS) <
                                    cairn_stats_mean(walk->optimum_g, ENUMERATED_REPLICATIONS)) {
            if (walk->optimum_g)
                cairn_placement_release(&walk->optimum);
            cairn_free(walk->optimum_g);
            walk->optimum_g = copy_of(x);
            cairn_placement_copy(&walk->optimum, placement, s);
            walk->optimum_memory_s = memory_s(candidate);
        }
    }
    cairn_candidate_free(candidate);
}

/* Measures what the optimum emits in the steady state, on a third set of streams. */
static void measure_again(struct walk *walk, struct cairn_scenario *s)
{
    double stated_s = s->time.run_in_s, window_s = s->time.window_s;
    struct cairn_candidate *candidate;
    struct cairn_factor_book book; /* a plan's own */
    struct cairn_plan plan;
    struct cairn_lab lab;
    const double *x;

    s->time.run_in_s = fmax(stated_s, ENUMERATED_MEMORIES * walk->optimum_memory_s);
    s->time.window_s = ENUMERATED_WINDOWS * window_s;
    cairn_plan_init(&plan, s);
    cairn_factor_book_init(&book);
    cairn_lab_init(&lab, s->time.seed + 2000000, CAIRN_LAB_SELECTION);
    candidate = cairn_candidate_new(s, &plan, &walk->optimum, &book, &lab, true);
    cairn_candidate_settle(candidate, s->choose.basis, ENUMERATED_AGAIN);
    x = cairn_trial_values(&candidate->trial, CAIRN_CARBON, s->choose.basis, ENUMERATED_AGAIN);
    walk->e->optimum_g = cairn_stats_mean(x, ENUMERATED_AGAIN);
    walk->e->optimum_error_g = sqrt(cairn_stats_variance(x, ENUMERATED_AGAIN) / ENUMERATED_AGAIN);
    cairn_candidate_free(candidate);
    cairn_lab_release(&lab);
    cairn_factor_book_release(&book);
    cairn_plan_release(&plan);
    s->time.run_in_s = stated_s;
    s->time.window_s = window_s;
}

static void compare(struct walk *walk, struct cairn_scenario *s)
{
    struct enumerated *e = walk->e;
    size_t n = ENUMERATED_REPLICATIONS;

    e->has_optimum = walk->optimum_g;
    e->excess_g = e->optimum_g = NAN;
    if (!e->has_optimum)
        return;
    measure_again(walk, s);
    if (!walk->winner_g)
        return;
    e->excess_g = cairn_stats_mean(walk->winner_g, n) - cairn_stats_mean(walk->optimum_g, n);
    e->near = !e->broken && e->excess_g <= e->zone_g;
}

void enumerated_measure(struct enumerated *e, struct cairn_scenario *s)
{
    static const struct cairn_choose_limits usual = {.replications = 100};
    struct cairn_answer answer;
    struct cairn_factor_book book;
    struct cairn_lab lab;
    struct walk walk = {.e = e, .answer = &answer, .book = &book, .lab = &lab};

    *e = (struct enumerated){0};
    cairn_choose(&answer, s, &usual);
    cairn_factor_book_init(&book);
    cairn_lab_init(&lab, s->time.seed + 1000000, CAIRN_LAB_SELECTION);
    e->has_winner = answer.best != CAIRN_NONE;
    e->decided = answer.status == CAIRN_ANSWER_DECIDED;
    e->zone_g = answer.indifference;
    e->bound_g = answer.bound.bound_g;
    e->bound_of_search = answer.bound.kind == CAIRN_BOUND_SEARCH;
    e->answer_requests = answer.lab.requests + answer.search_lab.requests;
    brute_placements(&answer.space, visit, &walk);
    e->all_requests = lab.requests;
    compare(&walk, s);
    if (walk.optimum_g)
        cairn_placement_release(&walk.optimum);
    cairn_free(walk.optimum_g);
    cairn_free(walk.winner_g);
    cairn_lab_release(&lab);
    cairn_answer_release(&answer);
    cairn_factor_book_release(&book);
    build_free(s);
}

bool enumerated_exceeds(const struct enumerated *e)
{
    return e->bound_g > e->optimum_g + ENUMERATED_ERRORS * e->optimum_error_g;
}

void enumerated_add(struct enumerated_sum *sum, const struct enumerated *e)
{
    if (!e->has_optimum) {
        sum->infeasible += !e->has_winner;
        return;
    }
    sum->scenarios++;
    sum->near += e->near;
    sum->exact += e->near && e->excess_g == 0.0;
    sum->wrong_infeasible += !e->has_winner;
    sum->bound_exceeds += enumerated_exceeds(e);
    sum->within_tenth += (double)e->answer_requests <= 0.1 * (double)e->all_requests;
    sum->most_placements =
        e->placements > sum->most_placements ? e->placements : sum->most_placements;
    sum->placements += e->placements;
    sum->answer_requests += (double)e->answer_requests;
    sum->all_requests += (double)e->all_requests;
    sum->bound_share += e->bound_g > 0.0 ? e->bound_g / e->optimum_g : 0.0;
}
