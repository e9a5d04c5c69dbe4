#include "support/accounted.h"

#include <math.h>
#include <stdio.h>

#include "base/alloc.h"
#include "choose/trial.h"
#include "support/tried.h"

static enum accounted_kind kind_of(const struct cairn_term *term,
                                   const struct cairn_factor_book *book)
{
    for (int f = 0; f < term->n_factors; f++) {
        enum cairn_factor_kind kind = book->factors[term->factor[f]].kind;

        if (kind >= CAIRN_FACTOR_INTENSITY && kind <= CAIRN_FACTOR_INTENSITY_LAST)
            return ACCOUNTED_DRAWN;
    }
    return ACCOUNTED_REST;
}

/* The terms of one component in one replication. */
static void add_terms(accounted_totals *totals, struct cairn_trial *trial, int component,
                      int replication)
{
    const double *amounts = cairn_trial_amounts(trial, component, replication);
    struct cairn_terms terms = cairn_ledger_terms(&trial->ledgers[component]);

    while (cairn_terms_next(&terms)) {
        enum accounted_kind kind = kind_of(&terms.term, trial->book);
        double value = cairn_term_value(&terms.term, trial->book, amounts);

        for (int b = 0; b < CAIRN_N_BASES; b++)
            if (terms.term.bases & CAIRN_BASIS_BIT(b))
                (*totals)[terms.term.measure][b].part[terms.term.part][kind] += value;
    }
}

static void add_all(accounted_totals *totals, struct cairn_trial *trial, int replication)
{
    for (int m = 0; m < CAIRN_N_MEASURES; m++)
        for (int b = 0; b < CAIRN_N_BASES; b++)
            (*totals)[m][b].all = cairn_trial_total(trial, replication, (enum cairn_measure)m,
                                                    (enum cairn_basis_kind)b, NULL);
}

void accounted_init(struct accounted *accounted, const struct cairn_scenario *scenario, int number,
                    int n)
{
    struct cairn_factor_book book;
    struct cairn_trial trial;
    struct cairn_lab lab;
    struct tried tried;

    *accounted = (struct accounted){.n = n};
    accounted->of = cairn_calloc((size_t)n, sizeof *accounted->of);
    tried_init(&tried, scenario, number);
    cairn_factor_book_init(&book);
    cairn_lab_init(&lab, scenario->time.seed, CAIRN_LAB_SELECTION);
    cairn_trial_init(&trial, scenario, &tried.plan, &tried.placement, &book, &lab);
    for (int r = 0; r < n; r++) {
        add_all(&accounted->of[r], &trial, r);
        for (int c = 0; c < trial.components.n; c++)
            add_terms(&accounted->of[r], &trial, c, r);
    }
    cairn_trial_release(&trial);
    cairn_lab_release(&lab);
    cairn_factor_book_release(&book);
    tried_release(&tried);
}

void accounted_release(struct accounted *accounted)
{
    cairn_free(accounted->of);
}

double accounted_value(const struct accounted *accounted, const struct accounted_at *at)
{
    return accounted->of[at->replication][at->measure][at->basis].part[at->part][at->kind];
}

static bool is_near(double value, double due, double within)
{
    if (isnan(due))
        return true;
    return within > 0.0 ? fabs(value - due) <= within * fabs(due) : value == due;
}

static const int n_of_replication =
    CAIRN_N_MEASURES * CAIRN_N_BASES * CAIRN_N_PARTS * ACCOUNTED_KINDS;

/* The i-th number. */
static struct accounted_at place_of(int i)
{
    struct accounted_at at = {.kind = (enum accounted_kind)(i % ACCOUNTED_KINDS)};

    i /= ACCOUNTED_KINDS;
    at.part = (enum cairn_part)(i % CAIRN_N_PARTS);
    i /= CAIRN_N_PARTS;
    at.basis = (enum cairn_basis_kind)(i % CAIRN_N_BASES);
    i /= CAIRN_N_BASES;
    at.measure = (enum cairn_measure)(i % CAIRN_N_MEASURES);
    at.replication = i / CAIRN_N_MEASURES;
    return at;
}

bool accounted_is(const struct accounted *accounted,
                  double (*due)(const void *context, const struct accounted_at *at),
                  const void *context, double within, char *text, size_t size)
{
    for (int i = 0; i < accounted->n * n_of_replication; i++) {
        struct accounted_at at = place_of(i);
        double value = accounted_value(accounted, &at), wanted = due(context, &at);

        if (is_near(value, wanted, within))
            continue;
        snprintf(text, size, "replication %d, %s under %s, %s%s: %.17g, not %.17g", at.replication,
                 cairn_measure_name(at.measure), cairn_basis(at.basis)->id,
                 cairn_part_name(at.part), at.kind == ACCOUNTED_DRAWN ? " by intensity" : "", value,
                 wanted);
        return false;
    }
    return true;
}
