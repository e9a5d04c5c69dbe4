#include "choose/decisive.h"

#include "base/alloc.h"

/* What is aimed at, by part and item, items of all kinds in a row. */
struct shares {
    int first[CAIRN_N_ITEM_KINDS]; /* of a kind in the row */
    int n_items;
    double *g; /* [part x n_items + item]; owned */
};

static void shares_init(struct shares *shares, const struct cairn_scenario *scenario)
{
    shares->n_items = 0;
    for (int kind = 0; kind < CAIRN_N_ITEM_KINDS; kind++) {
        shares->first[kind] = shares->n_items;
        shares->n_items += cairn_item_count(scenario, (enum cairn_item_kind)kind);
    }
    shares->g = cairn_calloc((size_t)shares->n_items * CAIRN_N_PARTS, sizeof *shares->g);
}

/* Quantities of a component, the mean over n replications. Free them. */
static double *mean_amounts(struct cairn_trial *trial, int component, int n)
{
    const struct cairn_lab_entry *entry = cairn_trial_entry(trial, component, n);
    size_t size = (size_t)entry->sum.layout.n_windows * (size_t)entry->sum.layout.stride;
    double *mean = cairn_calloc(size, sizeof *mean);

    for (int r = 0; r < n; r++) {
        const double *amounts = cairn_trial_amounts(trial, component, r);

        for (size_t i = 0; i < size; i++)
            mean[i] += amounts[i];
    }
    for (size_t i = 0; i < size; i++)
        mean[i] /= n;
    return mean;
}

/* Adds what the terms of a ledger amount to. */
static void add_shares(struct shares *shares, const struct cairn_trial *trial,
                       const struct cairn_ledger *ledger, enum cairn_basis_kind basis,
                       const double *amounts)
{
    struct cairn_terms terms = cairn_ledger_terms_of(ledger, cairn_trial_aim(trial), basis);

    while (cairn_terms_next(&terms)) {
        const struct cairn_term *term = &terms.term;
        int item = shares->first[term->item_kind] + term->item;

        shares->g[(int)term->part * shares->n_items + item] +=
            cairn_term_value(term, trial->book, amounts);
    }
}

/* [GROUP] The same of what groups change, in the mean over n replications. */
static void add_groups(struct shares *shares, struct cairn_trial *trial,
                       enum cairn_basis_kind basis, int n)
{
    for (int g = 0; g < trial->groups.n; g++) {
        const struct cairn_group *group = &trial->groups.items[g];
        double *mean = cairn_calloc((size_t)group->n_amounts, sizeof *mean);

        for (int r = 0; r < n; r++) {
            const double *amounts = cairn_trial_group_amounts(trial, g, r);

            for (int i = 0; i < group->n_amounts; i++)
                mean[i] += amounts[i] / n;
        }
        add_shares(shares, trial, &group->ledger, basis, mean);
        cairn_free(mean);
    }
}

static struct shares shares_of(struct cairn_candidate *candidate, enum cairn_basis_kind basis,
                               int n)
{
    struct cairn_trial *trial = &candidate->trial;
    struct shares shares;

    shares_init(&shares, trial->scenario);
    for (int c = 0; c < trial->components.n; c++) {
        double *amounts = mean_amounts(trial, c, n);

        add_shares(&shares, trial, &trial->ledgers[c], basis, amounts);
        cairn_free(amounts);
    }
    add_groups(&shares, trial, basis, n);
    return shares;
}

/* The most of a row of items. */
static int most_of(const double *g, int n)
{
    int most = 0;

    for (int i = 1; i < n; i++)
        if (g[i] > g[most])
            most = i;
    return most;
}

static void name_item(const struct shares *shares, int at, struct cairn_decisive *decisive)
{
    int kind = CAIRN_N_ITEM_KINDS - 1;

    while (shares->first[kind] > at)
        kind--;
    decisive->item_kind = (enum cairn_item_kind)kind;
    decisive->item = at - shares->first[kind];
}

bool cairn_decisive_find(struct cairn_candidate *winner, struct cairn_candidate *rival,
                         enum cairn_basis_kind basis, int n, struct cairn_decisive *decisive)
{
    struct shares saved = shares_of(rival, basis, n);
    struct shares spent = shares_of(winner, basis, n);
    double most_g = 0;

    for (int i = 0; i < CAIRN_N_PARTS * saved.n_items; i++)
        saved.g[i] -= spent.g[i];
    cairn_free(spent.g);
    decisive->saved_all_g = 0;
    for (int part = 0; part < CAIRN_N_PARTS; part++) {
        const double *items = saved.g + (size_t)(part * saved.n_items);
        double part_g = 0;

        for (int i = 0; i < saved.n_items; i++)
            part_g += items[i];
        decisive->saved_all_g += part_g;
        if (part_g <= most_g)
            continue;
        most_g = part_g;
        decisive->part = (enum cairn_part)part;
        decisive->saved_g = part_g;
        name_item(&saved, most_of(items, saved.n_items), decisive);
    }
    cairn_free(saved.g);
    return most_g > 0;
}
