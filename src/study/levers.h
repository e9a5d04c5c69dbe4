/*
 * levers.h - what each mitigation would save from a placement, alone and in the best order
 *
 *     saving      = total before - total after            paired over replications, one basis
 *     cost        = (money after - money before) / saving of carbon                 USD per tonne
 *     overlap     = saving alone - saving in its turn     of a step of the order           [LEVER]
 *
 * Alone: a lever is pulled on the placement as it stands. Of what it proposes the best counts: what
 * saves most carbon and breaks no promise that was kept before; where all break one, what saves
 * most, which is shown and not used.
 *
 * In order: the lever that saves most carbon first, then what saves most on top of that, and so on,
 * as long as something does: its interval, at 1 - alpha, begins above nothing, and so does the
 * saving by more than rounding. Each step is asked anew, so that what a lever proposes may be
 * something else by then. Savings of the steps add up to that of all together, exactly; those alone
 * exceed it by the sum of the overlaps, plus those of levers that are not in the order. It is
 * greedy: another order might end better.
 *
 * What introducing a lever itself costs or emits is not known, but for what the scenario says
 * anyway (prices of devices, rents): a cost below nothing is not an offer.
 */
#ifndef CAIRN_STUDY_LEVERS_H
#define CAIRN_STUDY_LEVERS_H

#include "study/lever.h"
#include "study/total.h"

/* What a change saves, in units of results. NaN: no data. */
struct cairn_saving {
    struct cairn_total_shown carbon_kg, energy_kwh, money_usd;
    double usd_per_t; /* NaN too where no carbon is saved */
};

struct cairn_lever_result {
    const struct cairn_lever *lever;
    bool asked;         /* the question names it, or none */
    bool applies;       /* it proposes something; else `why` says why not */
    const char *what;   /* that it changes */
    const char *why;    /* likewise what it left out */
    const char *breaks; /* a promise or budget; NULL: none */
    struct cairn_saving alone;
    int rank_carbon, rank_cost; /* from 1, of those that may be used and save; 0: none */
    int step;                   /* of the order, from 1; 0: it is not in it */
    const char *step_what;
    struct cairn_saving in_turn;
    double overlap_kg;
};

struct cairn_levers {
    struct cairn_arena arena; /* texts */
    const struct cairn_scenario *scenario;
    struct cairn_lever_settings settings;
    struct cairn_stand_rig rig;
    struct cairn_stand *first; /* NULL: stopped before anything */
    char *missing; /* why there is no total of carbon; owned; nothing else is set then */
    double carbon_kg, energy_kwh, money_usd; /* as it stands */
    struct cairn_lever_result results[CAIRN_N_LEVERS];
    int order[CAIRN_N_LEVERS]; /* into results, step by step */
    int n_steps;
    int curve[CAIRN_N_LEVERS]; /* the same by cost, cheapest first; those without a cost last */
    struct cairn_saving together;
    double overlap_kg; /* of all in the order */
};

struct cairn_levers_question {
    struct cairn_template *from;
    const struct cairn_scenario *scenario;   /* as it stands */
    const struct cairn_placement *placement; /* of it */
    const struct cairn_choose_limits *limits;
    void (*adapt)(void *context, struct cairn_scenario *scenario);
    void *context;
    const char *settings;      /* "pue=1.2, lifetime=6 y"; NULL: the defaults; valid */
    bool only[CAIRN_N_LEVERS]; /* these; all false: all of them */
};

/* The question's parts outlive the levers. */
void cairn_levers_init(struct cairn_levers *levers, const struct cairn_levers_question *question);
void cairn_levers_release(struct cairn_levers *levers);

#endif
