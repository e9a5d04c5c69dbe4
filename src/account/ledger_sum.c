/* ledger_sum.c - walking through the terms of a ledger, and adding them up */
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
            if (line->overhead)
                add_factor(&terms->term, line->overhead[w]);
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
                        const double *amounts)
{
    double value = term->quantity == CAIRN_NONE ? term->amount : amounts[term->quantity];
    for (int i = 0; i < term->n_factors; i++)
        value *= book->factors[term->factor[i]].value;
    return value * term->scale;
}

/* What is added up: quantities of a replication, at the factors of a book. */
struct sum {
    const struct cairn_ledger *ledger;
    const struct cairn_factor_book *book;
    const double *amounts;
};

/* The value of a line's term of a window, multiplied in the order of cairn_term_value(). */
static double value_at(const struct sum *sum, const struct cairn_ledger_line *line, int w)
{
    const struct cairn_factor *factors = sum->book->factors;
    const struct cairn_term *term = &line->term;

    if (!line->by_window)
        return cairn_term_value(term, sum->book, sum->amounts);
    double value = sum->amounts[term->quantity + w * sum->ledger->stride];
    for (int i = 0; i < term->n_factors; i++)
        value *= factors[term->factor[i]].value;
    if (line->overhead)
        value *= factors[line->overhead[w]].value;
    if (line->intensity)
        value *= factors[line->intensity[w]].value;
    value *= factors[sum->ledger->weight[w]].value;
    return value * term->scale;
}

/* A term of nothing, as of a batch size that never occurred, changes no sum. */
static bool is_nothing(const struct sum *sum, const struct cairn_ledger_line *line, int w)
{
    return line->by_window && sum->amounts[line->term.quantity + w * sum->ledger->stride] == 0;
}

double cairn_ledger_total(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                          enum cairn_measure measure, enum cairn_basis_kind basis,
                          const double *amounts, double parts[CAIRN_N_PARTS])
{
    struct sum sum = {ledger, book, amounts};
    double total = 0;

    for (int p = 0; parts && p < CAIRN_N_PARTS; p++)
        parts[p] = 0;
    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];

        if (line->term.measure != measure || !(line->term.bases & CAIRN_BASIS_BIT(basis)))
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++) {
            double value = value_at(&sum, line, w);

            total += value;
            if (parts)
                parts[line->term.part] += value;
        }
    }
    return total;
}

void cairn_ledger_totals(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                         enum cairn_measure measure, const double *amounts,
                         double totals[CAIRN_N_BASES])
{
    struct sum sum = {ledger, book, amounts};

    for (int basis = 0; basis < CAIRN_N_BASES; basis++)
        totals[basis] = 0;
    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];

        if (line->term.measure != measure)
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++) {
            if (is_nothing(&sum, line, w))
                continue;
            double value = value_at(&sum, line, w);
            for (int basis = 0; basis < CAIRN_N_BASES; basis++)
                if (line->term.bases & CAIRN_BASIS_BIT(basis))
                    totals[basis] += value;
        }
    }
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
                      const double *amounts, int place, struct cairn_footprint *footprint)
{
    struct sum sum = {ledger, book, amounts};

    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];

        if (place != CAIRN_NONE && line->term.place != place)
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++)
            add_value(footprint, &line->term, value_at(&sum, line, w));
    }
}

void cairn_ledger_add_line(const struct cairn_ledger *ledger, const struct cairn_factor_book *book,
                           const double *amounts, int line, double *sums)
{
    struct sum sum = {ledger, book, amounts};
    const struct cairn_ledger_line *l = &ledger->lines[line];

    if (!l->by_window) {
        sums[ledger->n_windows] += value_at(&sum, l, 0);
        return;
    }
    for (int w = 0; (w = next_window(ledger, l, w)) < ledger->n_windows; w++)
        sums[w] += value_at(&sum, l, w);
}

double cairn_ledger_item_energy_j(const struct cairn_ledger *ledger,
                                  const struct cairn_factor_book *book, enum cairn_basis_kind basis,
                                  enum cairn_item_kind kind, int item, const double *amounts)
{
    struct sum sum = {ledger, book, amounts};
    double energy_j = 0;

    for (int i = 0; i < ledger->n_lines; i++) {
        const struct cairn_ledger_line *line = &ledger->lines[i];
        const struct cairn_term *term = &line->term;

        if (term->measure != CAIRN_ENERGY_USED || !(term->bases & CAIRN_BASIS_BIT(basis)) ||
            term->item_kind != kind || term->item != item || term->elsewhere)
            continue;
        for (int w = 0; (w = next_window(ledger, line, w)) < ledger->n_windows; w++)
            energy_j += value_at(&sum, line, w);
    }
    return energy_j;
}
