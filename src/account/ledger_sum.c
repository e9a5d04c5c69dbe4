/* ledger_sum.c - walking through the terms of a ledger, and adding them up */
#include <assert.h>
#include <stddef.h>

#include "account/ledger.h"

/* The first window from w on that the line has a term of; single terms are of window 0. */
static int next_window(const struct cairn_ledger *ledger, const struct cairn_ledger_line *line,
                       int w)
{
    if (!line->by_window)
        return w == 0 ? 0 : ledger->n_windows;
    while (w < ledger->n_windows && ledger->weight[w] == CAIRN_NONE)
        w++;
    return w;
}

struct cairn_terms cairn_ledger_terms(const struct cairn_ledger *ledger)
{
    return (struct cairn_terms){.ledger = ledger, .measures = ~0u, .bases = ~0u, .index = -1};
}

struct cairn_terms cairn_ledger_terms_of(const struct cairn_ledger *ledger,
                                         enum cairn_measure measure, enum cairn_basis_kind basis)
{
    struct cairn_terms terms = cairn_ledger_terms(ledger);

    terms.measures = 1u << measure;
    terms.bases = CAIRN_BASIS_BIT(basis);
    return terms;
}

static bool is_wanted(const struct cairn_terms *terms, const struct cairn_term *term)
{
    return terms->measures & 1u << term->measure && terms->bases & term->bases;
}

static void add_factor(struct cairn_term *term, int factor)
{
    term->factor[term->n_factors++] = factor;
}

bool cairn_terms_next(struct cairn_terms *terms)
{
    const struct cairn_ledger *ledger = terms->ledger;

    for (; terms->line < ledger->n_lines; terms->line++, terms->window = 0) {
        const struct cairn_ledger_line *line = &ledger->lines[terms->line];
        int w = next_window(ledger, line, terms->window);

        if (!is_wanted(terms, &line->term)) {
            terms->index += line->by_window ? ledger->n_weighted : 1;
            continue;
        }
        if (w == ledger->n_windows)
            continue;
        terms->term = line->term;
        terms->term.hours_of = line->intensity ? w : CAIRN_NONE;
        if (line->by_window) {
            terms->term.quantity += w * ledger->stride;
            if (line->intensity)
                add_factor(&terms->term, line->intensity[w]);
            add_factor(&terms->term, ledger->weight[w]);
        }
        terms->window = w + 1;
        terms->index++;
        return true;
    }
    return false;
}

double cairn_term_value(const struct cairn_term *term, const struct cairn_factor_book *book,
                        const int64_t *counts, int replications)
{
    assert(replications > 0);
    double value =
        term->quantity == CAIRN_NONE ? term->amount : (double)counts[term->quantity] / replications;
    for (int i = 0; i < term->n_factors; i++)
        value *= book->factors[term->factor[i]].value;
    return value * term->scale;
}

/* What is added up at the factors of a book: counts of so many replications, or amounts. */
struct sum {
    const struct cairn_ledger *ledger;
    const struct cairn_factor_book *book;
    const int64_t *counts; /* NULL: the amounts */
    int replications;
    const double *amounts; /* NULL: the counts */
};

static double amount_at(const struct sum *sum, int quantity)
{
    if (sum->counts)
        return (double)sum->counts[quantity] / sum->replications;
    return sum->amounts ? sum->amounts[quantity] : 0.0;
}

/* The value of a line's term of a window, multiplied in the order of cairn_term_value(). */
static double value_at(const struct sum *sum, const struct cairn_ledger_line *line, int w)
{
    const struct cairn_factor *factors = sum->book->factors;
    const struct cairn_term *term = &line->term;
    double value = term->amount;

    if (line->by_window)
        value = amount_at(sum, term->quantity + w * sum->ledger->stride);
    else if (term->quantity != CAIRN_NONE)
        value = amount_at(sum, term->quantity);
    for (int i = 0; i < term->n_factors; i++)
        value *= factors[term->factor[i]].value;
    if (line->intensity)
        value *= factors[line->intensity[w]].value;
    if (line->by_window)
        value *= factors[sum->ledger->weight[w]].value;
    return value * term->scale;
}

/* A term of nothing, as of a batch size that never occurred, changes no sum. */
static bool is_nothing(const struct sum *sum, const struct cairn_ledger_line *line, int w)
{
    return line->by_window && amount_at(sum, line->term.quantity + w * sum->ledger->stride) == 0.0;
}

static double total(const struct sum *sum, enum cairn_measure measure, enum cairn_basis_kind basis,
                    double parts[CAIRN_N_PARTS])
{
    const struct cairn_ledger *ledger = sum->ledger;
    double added = 0;

    for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
        parts[p] = 0;
    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];

        if (line->term.measure != measure || !(line->term.bases & CAIRN_BASIS_BIT(basis)))
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++) {
            double value = value_at(sum, line, w);

            added += value;
            if (parts)
                parts[line->term.part] += value;
        }
    }
    return added;
}

double cairn_ledger_total(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                          enum cairn_measure measure, enum cairn_basis_kind basis,
                          const int64_t *counts, int replications, double parts[CAIRN_N_PARTS])
{
    struct sum sum = {ledger, book, counts, replications, NULL};

    assert(replications > 0);
    return total(&sum, measure, basis, parts);
}

double cairn_ledger_total_of(const struct cairn_ledger *ledger,
                             const struct cairn_factor_book *book, enum cairn_measure measure,
                             enum cairn_basis_kind basis, const double *amounts,
                             double parts[CAIRN_N_PARTS])
{
    struct sum sum = {ledger, book, NULL, 1, amounts};

    return total(&sum, measure, basis, parts);
}

static void add_totals(const struct sum *sum, enum cairn_measure measure,
                       double totals[CAIRN_N_BASES])
{
    const struct cairn_ledger *ledger = sum->ledger;

    for (int basis = 0; basis < CAIRN_N_BASES; basis++)
        totals[basis] = 0;
    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];

        if (line->term.measure != measure)
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++) {
            if (is_nothing(sum, line, w))
                continue;
            double value = value_at(sum, line, w);
            for (int basis = 0; basis < CAIRN_N_BASES; basis++)
                if (line->term.bases & CAIRN_BASIS_BIT(basis))
                    totals[basis] += value;
        }
    }
}

void cairn_ledger_totals(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                         enum cairn_measure measure, const int64_t *counts, int replications,
                         double totals[CAIRN_N_BASES])
{
    struct sum sum = {ledger, book, counts, replications, NULL};

    assert(replications > 0);
    add_totals(&sum, measure, totals);
}

void cairn_ledger_totals_of(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                            enum cairn_measure measure, const double *amounts,
                            double totals[CAIRN_N_BASES])
{
    struct sum sum = {ledger, book, NULL, 1, amounts};

    add_totals(&sum, measure, totals);
}

static void add_value(struct cairn_footprint *footprint, const struct cairn_term *term,
                      double value)
{
    for (int basis = 0; basis < CAIRN_N_BASES; basis++) {
        if (!(term->bases & CAIRN_BASIS_BIT(basis)))
            continue;
        footprint->total[term->measure][basis] += value;
        footprint->part[term->measure][basis][term->part] += value;
    }
}

void cairn_ledger_add(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                      const int64_t *counts, int replications, int place,
                      struct cairn_footprint *footprint)
{
    struct sum sum = {ledger, book, counts, replications, NULL};

    assert(replications > 0);
    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];

        if (place != CAIRN_NONE && line->term.place != place)
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++)
            add_value(footprint, &line->term, value_at(&sum, line, w));
    }
}

static double energy_of(const struct sum *sum, enum cairn_basis_kind basis,
                        enum cairn_item_kind kind, int item)
{
    const struct cairn_ledger *ledger = sum->ledger;
    double energy_j = 0;

    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];
        const struct cairn_term *term = &line->term;

        if (term->measure != CAIRN_ENERGY_USED || !(term->bases & CAIRN_BASIS_BIT(basis)) ||
            term->item_kind != kind || term->item != item)
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++)
            energy_j += value_at(sum, line, w);
    }
    return energy_j;
}

double cairn_ledger_item_energy_j(const struct cairn_ledger *ledger,
                                  const struct cairn_factor_book *book, enum cairn_basis_kind basis,
                                  enum cairn_item_kind kind, int item, const int64_t *counts,
                                  int replications)
{
    struct sum sum = {ledger, book, counts, replications, NULL};

    assert(replications > 0);
    return energy_of(&sum, basis, kind, item);
}

double cairn_ledger_item_energy_of(const struct cairn_ledger *ledger,
                                   const struct cairn_factor_book *book,
                                   enum cairn_basis_kind basis, enum cairn_item_kind kind, int item,
                                   const double *amounts)
{
    struct sum sum = {ledger, book, NULL, 1, amounts};

    return energy_of(&sum, basis, kind, item);
}
