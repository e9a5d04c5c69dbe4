/* trial_group.c - what a placement's accounting groups amount to, once for each replication */
#include "base/alloc.h"
#include "choose/trial.h"

/* Amounts of all groups in a replication, corrected or as counted. [GROUP] */
static const double *settled_in(struct cairn_trial *trial, int replication, bool corrected)
{
    double ***settled = &trial->settled[corrected];
    int *n = &trial->n_settled[corrected], at = 0;

    if (replication >= *n) {
        *settled = cairn_realloc(*settled, (size_t)replication + 1, sizeof **settled);
        while (*n <= replication)
            (*settled)[(*n)++] = NULL;
    }
    if ((*settled)[replication])
        return (*settled)[replication];
    cairn_groups_clear(&trial->groups);
    for (int c = 0; c < trial->components.n; c++)
        cairn_groups_draw(&trial->groups, c, &trial->ledgers[c], trial->book,
                          corrected ? cairn_trial_amounts(trial, c, replication)
                                    : cairn_trial_counts(trial, c, replication));
    (*settled)[replication] = cairn_calloc((size_t)trial->n_group_amounts, sizeof ***settled);
    for (int g = 0; g < trial->groups.n; at += trial->groups.items[g++].n_amounts)
        cairn_group_settle(&trial->groups.items[g], (*settled)[replication] + at);
    return (*settled)[replication];
}

const double *cairn_trial_group_amounts(struct cairn_trial *trial, int group, int replication)
{
    const double *amounts = settled_in(trial, replication, true);

    for (int g = 0; g < group; g++)
        amounts += trial->groups.items[g].n_amounts;
    return amounts;
}

double cairn_trial_groups_total(struct cairn_trial *trial, int replication, bool corrected,
                                enum cairn_measure measure, enum cairn_basis_kind basis,
                                double parts[CAIRN_N_PARTS])
{
    const double *amounts;
    double total = 0.0;

    if (trial->groups.n == 0)
        return 0.0;
    amounts = settled_in(trial, replication, corrected);
    for (int g = 0; g < trial->groups.n; g++) {
        double part[CAIRN_N_PARTS] = {0};

        total += cairn_ledger_total(&trial->groups.items[g].ledger, trial->book, measure, basis,
                                    amounts, part);
        amounts += trial->groups.items[g].n_amounts;
        for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
            parts[p] += part[p];
    }
    return total;
}
