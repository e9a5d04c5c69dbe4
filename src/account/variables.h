/*
 * variables.h - which numbers of a factor book are left open, and how they follow from variables
 *
 * A sweep, a sample of uncertain inputs, a search for the value at which an answer flips: each
 * moves a few numbers and leaves all others as they are. A variable is such a number. It is bound
 * to the factors of the book that follow from it, each as
 *
 *     factor = base x variable ^ power
 *
 * where base is the factor's own value (the variable is then a multiplier, 1 leaves all as it is)
 * or one that is given (the variable then replaces the factor). A price has power 1, a lifetime
 * power -1 in the factors that divide by it (amortisation: base is the horizon; write-off: base is
 * 1). One variable may be bound to many factors: the intensity of a grid in all windows, the
 * weights of all windows; and a factor to up to two variables. What is no such power (the number of
 * purchases, which is rounded up; the idle share of a shared pool; what waiting saves where hours
 * are replaced [DEFER]) cannot be bound: it needs a new book.
 *
 * The hours of a grid are bound at once: one variable for each window, being the mean intensity in
 * the hours of the window, and one for the mean over the week. Their values for a trace are found
 * by fold.h. It makes no difference whether the book has an intensity by window or a constant one.
 *
 * Not here: values of variables (contraction.h), and what an attribute of a scenario is called in
 * the book.
 */
#ifndef CAIRN_ACCOUNT_VARIABLES_H
#define CAIRN_ACCOUNT_VARIABLES_H

#include "account/factor.h"
#include "account/ledger.h"

enum { CAIRN_VARIABLES_PER_FACTOR = 2 };

/* A variable to a power, positive or negative. */
struct cairn_power_of {
    int variable;
    int power;
};

/* A factor that is not bound has its value as base and no powers. */
struct cairn_open_factor {
    double base;
    int n_powers;
    struct cairn_power_of powers[CAIRN_VARIABLES_PER_FACTOR];
    int first_hour; /* variable of window 0, where the hours are bound; else CAIRN_NONE */
};

struct cairn_variables {
    const struct cairn_factor_book *book;
    struct cairn_open_factor *factors; /* [factor of the book]; owned */
    int n_factors;
    int n_windows; /* of the plan */
    int n;
};

/*
 * No variables yet. The book outlives them and is complete: factors that are entered later are
 * unknown here.
 */
void cairn_variables_init(struct cairn_variables *variables, const struct cairn_factor_book *book,
                          int n_windows);
void cairn_variables_release(struct cairn_variables *variables);

/* A new variable; returns its index. */
int cairn_variables_add(struct cairn_variables *variables);

/*
 * Factors that follow from a variable: of one kind, of one subject or (NULL) of all. With an
 * intensity as a multiplier goes what waiting saves by it [DEFER].
 */
struct cairn_binding {
    enum cairn_factor_kind kind;
    const char *subject;
    int variable;
    int power;   /* not 0 */
    double base; /* NAN: the value in the book */
};

/* Binds; returns how many factors that are. A base may be given to a factor once. */
int cairn_variables_bind(struct cairn_variables *variables, const struct cairn_binding *binding);

/*
 * Adds n_windows + 1 variables for an intensity of a grid (its id), in g/kWh, and binds them.
 * Returns the first; that of window w is w further, that of the week n_windows further.
 */
int cairn_variables_bind_hours(struct cairn_variables *variables, const char *grid,
                               enum cairn_intensity_kind kind, enum cairn_intensity_scope scope);

/* A product of powers of variables, in ascending order of variables, none twice, no power 0. */
struct cairn_monomial {
    int n;
    struct cairn_power_of powers[CAIRN_TERM_FACTORS * CAIRN_VARIABLES_PER_FACTOR + 1];
};

/* What a term is multiplied with apart from the bases of its factors. */
struct cairn_monomial cairn_variables_monomial(const struct cairn_variables *variables,
                                               const struct cairn_term *term);

bool cairn_monomial_equal(const struct cairn_monomial *a, const struct cairn_monomial *b);

#endif
