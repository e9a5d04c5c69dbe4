/*
 * answer.h - the carbon-optimal placement of a scenario, and what it rests on
 *
 * Choosing has three steps. The search simulates every configuration of every component once or
 * twice over short windows and adds them up to placements; its samples only pick candidates. The
 * candidates are then frozen: the best placements under the basis that decides, the best under
 * each other basis that has data, the best with every workload at its site, the best with every
 * workload in a region, and the baselines of the scenario. Selection then works on fresh
 * replications of the full sampling plan: promises by counts (promise.h), carbon by the procedure
 * of select.h. alpha is split evenly between the two.
 *
 * Words: a candidate is a placement that is simulated in the selection; a contender is one that
 * may win, which baselines of the scenario may not. An answer without a winner is an answer too:
 * it names what cannot be kept and the nearest that can.
 */
#ifndef CAIRN_CHOOSE_ANSWER_H
#define CAIRN_CHOOSE_ANSWER_H

#include "choose/candidate.h"
#include "choose/limits.h"
#include "choose/search.h"

enum cairn_baseline_kind { CAIRN_BASELINE_SCENARIO, CAIRN_BASELINE_ALL_EDGE, CAIRN_BASELINE_ALL_CLOUD };

struct cairn_compared {
    const char *name;
    enum cairn_baseline_kind kind;
    int candidate;      /* or CAIRN_NONE */
    char *reason;       /* why there is none, or NULL; owned by the answer */
};

struct cairn_basis_result {
    bool has_data;
    char *missing; /* what is missing, where it has none; owned */
    int candidate;     /* winner among those that keep their promises, or CAIRN_NONE */
    double carbon_g;   /* of it */
    double selected_g; /* of the answer, under this basis */
    bool agrees;       /* the same placement as under the basis that decides */
};

enum cairn_answer_status {
    CAIRN_ANSWER_DECIDED,    /* the procedure ended: P(correct) >= 1 - alpha */
    CAIRN_ANSWER_UNDECIDED,  /* the stated number of replications ended before */
    CAIRN_ANSWER_INFEASIBLE, /* no placement keeps every promise, or carries the load */
    CAIRN_ANSWER_TOO_LARGE,  /* more placements than the limit allows */
};

struct cairn_answer {
    const struct cairn_scenario *scenario;
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_lab lab;
    enum cairn_answer_status status;
    char *why; /* in a sentence, where there is no winner; owned */

    struct cairn_candidate **candidates; /* owned */
    int n_candidates;
    int best, runner_up; /* into candidates, or CAIRN_NONE */
    double p_correct;
    double regret_g;       /* mean of runner-up less mean of best, paired */
    double indifference_g;

    struct cairn_compared *compared; /* all-edge, all-cloud, then those of the scenario; owned */
    int n_compared;
    struct cairn_basis_result bases[CAIRN_N_BASES];

    struct cairn_routes routes; /* ways to serve each workload, and what was pruned and why */
    struct cairn_space space;
    struct cairn_search search;
    struct cairn_plan search_plan;
    struct cairn_lab search_lab;
};

/* Chooses. The scenario outlives the answer. Returns false if it was stopped. */
bool cairn_choose(struct cairn_answer *answer, const struct cairn_scenario *scenario,
                  const struct cairn_choose_limits *limits);
void cairn_answer_release(struct cairn_answer *answer);

#endif
