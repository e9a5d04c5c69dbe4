/*
 * answer.h - the optimal placement of a scenario, and what it rests on
 *
 * Optimal is what has least carbon or, where the scenario says so, energy, water or money: its aim.
 *
 * Choosing has four steps. The search (search.h) simulates configurations of components over
 * short windows and adds them up to placements; its samples only pick candidates. The candidates
 * are frozen (freeze.h), and with them the indifference zone. Selection works on fresh
 * replications of the full sampling plan: carbon by the procedure of select.h, promises by counts
 * (promise.h). Then the evidence is put beside the winner (evidence.h).
 *
 * Words: a candidate is a placement that is simulated in the selection; a contender is one that
 * may win, which baselines of the scenario may not.
 *
 * Error. Half of alpha belongs to the selection, half to the promises: there it is split over
 * contenders and looks (promise.h says what becomes of it for one promise). With probability
 * >= 1 - alpha, then, all of this is so: contenders that are said to keep all their promises do,
 * and those said to break one do; and no contender that keeps its promises, but those that were
 * passed over, emits less than the winner by more than the indifference zone (if the answer is
 * decided; select.h says what that assumes). It is a claim about the contenders; how much better
 * any other placement could be says the bound (bound.h).
 *
 * Passed over are contenders with a promise so near its limit that all replications leave it
 * undecided, where another contender keeps all promises: up to four step aside, one after the
 * other, whenever they would win. So the user gets a placement that keeps what was promised, and is
 * told what those that may do so, or may not, would emit less: it counts against the bound too.
 * Feasibility is checked in this way, with a region in which either verdict is acceptable, by
 * S. Andradottir and S.-H. Kim (Naval Research Logistics 57(5), 2010); here the region is what the
 * replications leave open. [ASIDE]
 *
 * Where there are more placements than the scenario's limit, the search is that of explore.h.
 *
 * An answer without a winner is an answer too: it names what cannot be kept and the nearest that
 * can.
 */
#ifndef CAIRN_CHOOSE_ANSWER_H
#define CAIRN_CHOOSE_ANSWER_H

#include "choose/bound.h"
#include "choose/candidate.h"
#include "choose/decisive.h"
#include "choose/explore.h"
#include "choose/flip.h"
#include "choose/front.h"
#include "choose/reasons.h"
#include "choose/limits.h"
#include "choose/search.h"

enum cairn_baseline_kind {
    CAIRN_BASELINE_SCENARIO,
    CAIRN_BASELINE_ALL_EDGE,
    CAIRN_BASELINE_ALL_CLOUD
};

/*
 * What the winner is compared with. all-edge and all-cloud: of the contenders that serve every
 * workload at the sites, or in regions, and break no promise, the one that emits least.
 */
struct cairn_compared {
    const char *name;
    enum cairn_baseline_kind kind;
    int candidate; /* or CAIRN_NONE */
    char *reason;  /* why there is none, or NULL; owned by the answer */
};

/*
 * The winner under one basis: of the contenders that break no promise and have all figures, the
 * one that emits least; but the answer itself where it is within the scenario's tie of that.
 */
struct cairn_basis_result {
    bool has_data;
    char *missing;     /* what is missing, where a contender has none; owned */
    int candidate;     /* the winner, or CAIRN_NONE */
    double carbon_g;   /* of it */
    double selected_g; /* of the answer, under this basis; NaN: no data */
    bool agrees;       /* the winner is the answer */
    /* against the answer or, where it is that, against the runner-up; under this basis */
    struct cairn_decisive decisive;
};

enum cairn_answer_status {
    CAIRN_ANSWER_DECIDED,    /* the selection ended by itself and the winner keeps its promises */
    CAIRN_ANSWER_UNDECIDED,  /* the stated number of replications did not settle one of these */
    CAIRN_ANSWER_INFEASIBLE, /* no placement keeps every promise, or carries the load */
    CAIRN_ANSWER_TOO_LARGE,  /* more placements than the limit allows, and nothing to start from */
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
    int n_contenders; /* the first of them; a baseline may be one of these too */
    struct cairn_judging judging;
    int best; /* into candidates, or CAIRN_NONE */
    /*
     * The contender that emits least among those that break no promise and differ from the winner
     * in a pool, a variant, a number of devices, a share, a fallback or a cache; if there is none,
     * among those that differ in a batching rule. CAIRN_NONE: no other breaks none.
     */
    int runner_up;
    double
        regret; /* what the runner-up has more of the aim, paired; in the zone it may be negative */
    /*
     * That no contender which keeps its promises is better than the winner by more than the
     * indifference zone: select.h's estimate. Promises are another matter: see their verdicts.
     */
    double p_correct;
    double indifference; /* of the aim, in units of the ledger, like regret */
    bool precise;        /* the interval of the winner is as narrow as the scenario asks for */

    struct cairn_compared *compared; /* all-edge, all-cloud, then those of the scenario; owned */
    int n_compared;
    struct cairn_basis_result bases[CAIRN_N_BASES];

    struct cairn_front fronts[CAIRN_N_AXES]; /* these, once asked for */
    struct cairn_flips *flips; /* against the runner-up, then what it is compared with; owned */
    int n_flips;
    struct cairn_reasons reasons;

    struct cairn_routes routes; /* ways to serve each workload, and what was pruned and why */
    struct cairn_space space;
    struct cairn_bound bound;
    bool explored; /* too many placements to look at all: there is an exploration, and no search */
    struct cairn_search search;
    struct cairn_exploration exploration;
    struct cairn_plan search_plan;
    struct cairn_lab search_lab;
    struct cairn_controls controls;
};

/*
 * Chooses. The scenario outlives the answer. Returns false if it was stopped; the answer is then
 * good for nothing but its release.
 */
bool cairn_choose(struct cairn_answer *answer, const struct cairn_scenario *scenario,
                  const struct cairn_choose_limits *limits);

/*
 * Finds fronts, flips and reasons, for who wants to explain the answer. Once; nothing where there
 * is no winner.
 */
void cairn_answer_reason(struct cairn_answer *answer);
void cairn_answer_release(struct cairn_answer *answer);

#endif
