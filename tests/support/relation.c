#include "support/relation.h"

#include <math.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>

void relation_case_init(struct relation_case *of, int number, int replications)
{
    static const struct draft_style plain = {0};

    of->number = number;
    scenario_files_init(&of->files);
    random_scenario_init(&of->made, (uint64_t)number);
    of->scenario = scenario_files_load(&of->files, &of->made, &plain);
    of->from = scenario_files_template(&of->files);
    accounted_init(&of->plain, of->scenario, number, replications);
}

void relation_case_release(struct relation_case *of)
{
    accounted_release(&of->plain);
    cairn_template_free(of->from);
    cairn_scenario_free(of->scenario);
    random_scenario_release(&of->made);
    scenario_files_release(&of->files);
}

void relation_tally_add(struct relation_tally *tally, int number,
                        const struct relation_outcome *outcome)
{
    if (!outcome->applies)
        return;
    tally->cases++;
    tally->moved += outcome->moves;
    if (!outcome->holds && tally->broken++ == 0)
        snprintf(tally->first, sizeof tally->first, "%s: number %d: %.200s", tally->relation->name,
                 number, outcome->text);
    for (int i = 0; i < 3 && tally->relation->kind == RELATION_PAIRED; i++)
        tally->below[i] += outcome->chance < relation_levels[i];
}

/* Do so many of n come up with a probability of 1e-4 or less, each by itself with p? */
static bool too_many(int k, int n, double p)
{
    return k > 0 && gsl_cdf_binomial_Q((unsigned)k - 1, p, (unsigned)n) <= 1e-4;
}

bool relation_is_broken(const struct relation_tally *tally)
{
    bool broken = false;

    switch (tally->relation->kind) {
    case RELATION_BITS:
    case RELATION_EXACT:
        return tally->broken > 0;
    case RELATION_PAIRED:
        for (int i = 0; i < 3; i++)
            broken = broken || too_many(tally->below[i], tally->cases, relation_levels[i]);
        return broken;
    case RELATION_OPTIMUM:
        return too_many(tally->broken, tally->cases, 0.05);
    }
    return true;
}

void relations_check(const struct relation *relations, int n, int first, int last,
                     struct relation_tally *tallies)
{
    int replications = relations[0].kind == RELATION_PAIRED ? RELATION_REPLICATIONS : 2;

    for (int i = 0; i < n; i++)
        tallies[i] = (struct relation_tally){.relation = &relations[i]};
    for (int number = first; number < last; number++) {
        bool accounts = relations[0].kind != RELATION_OPTIMUM;
        struct relation_case of;

        if (accounts)
            relation_case_init(&of, number, replications);
        for (int i = 0; i < n; i++) {
            struct relation_outcome outcome = {0};

            if (accounts)
                relations[i].check(&of, &outcome);
            else
                relations[i].choose(number, &outcome);
            relation_tally_add(&tallies[i], number, &outcome);
        }
        if (accounts)
            relation_case_release(&of);
    }
}
