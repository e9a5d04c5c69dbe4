/*
 * contraction.h - one total of a placement as a short polynomial of the numbers left open
 *
 * A total of a ledger is a sum of thousands of products. Where few of their factors move
 * (variables.h), all others can be multiplied and added up beforehand, once per replication:
 *
 *     total of replication r at x = sum over k of  C[k][r] m_k(x)
 *
 * with monomials m_k, products of variables, of which there are as many as different products
 * occur: one where nothing is open, two for a grid's intensity scaled, one per window and one more
 * for its hours. Then the mean over replications is sum of mean(C[k]) m_k(x), its interval is
 * Student's with the variance m' S m, S being the covariance of the coefficients, and either costs
 * a few multiplications at each point x. The difference of two placements under common random
 * numbers is the same again, with coefficients subtracted. [BULK]
 *
 * S is kept as a triangular root R, S = R'R (Gram-Schmidt on the centred coefficients, never
 * forming S), so that a variance is a sum of squares: it cannot be negative, and the interval of a
 * difference is not lost where the two vary together.
 *
 * Words: a part is a component, its ledger and its counts; a point is a value of every variable.
 *
 * Invariants: all sums have a fixed order: replications, terms and parts as in
 * cairn_ledger_total(), so that where nothing is open C equals what that gives, bit for bit. What a
 * point gives does not depend on how many are asked for at once. Constant after init: threads may
 * evaluate one contraction at the same time.
 */
#ifndef CAIRN_ACCOUNT_CONTRACTION_H
#define CAIRN_ACCOUNT_CONTRACTION_H

#include <stddef.h>
#include <stdint.h>

#include "account/ledger.h"
#include "account/variables.h"

struct cairn_contraction {
    int n_replications;
    int n_variables;
    int n_monomials;                  /* at least one */
    struct cairn_monomial *monomials; /* in order of first occurrence in the ledgers; owned */
    double *coefficient;              /* [monomial][replication]; owned */
    double *mean;                     /* [monomial], over replications; owned */
    int n_rows;                       /* of R: the rank of S */
    double *root;                     /* R as [monomial][row]; owned */
    double confidence;
    double widen; /* half-width = widen x sqrt(variance); HUGE_VAL for one replication */
};

struct cairn_contraction_part {
    const struct cairn_ledger *ledger;
    const double *const *amounts; /* [replication]: of that one alone */
};

struct cairn_contraction_setup {
    const struct cairn_contraction_part *parts; /* as a placement has them, in its order */
    int n_parts;
    int n_replications; /* at least 1 */
    enum cairn_measure measure;
    enum cairn_basis_kind basis;
    const struct cairn_variables *variables; /* of the book of these ledgers */
    double confidence;                       /* of intervals, in (0, 1) */
};

/* Nothing of the setup is needed afterwards. Whether figures are missing is for the caller. */
void cairn_contraction_init(struct cairn_contraction *contraction,
                            const struct cairn_contraction_setup *setup);
void cairn_contraction_release(struct cairn_contraction *contraction);

/*
 * A total that is a weighted sum of others, the weights being the variables: values[variable x
 * n_replications + replication]. How a total depends on numbers may be known from what it is at
 * some of their values alone (study/response.h).
 */
void cairn_contraction_of(struct cairn_contraction *contraction, const double *values,
                          int n_variables, int n_replications, double confidence);

/*
 * a - b, paired over the first replications that both have; of the same variables, with the
 * confidence of a.
 */
void cairn_contraction_difference(struct cairn_contraction *difference,
                                  const struct cairn_contraction *a,
                                  const struct cairn_contraction *b);

/*
 * Mean over replications and half-width of its interval at n points. x[variable] is an array of n
 * values; of variables in negative powers none is 0. x may be NULL where there is no variable,
 * half_width where none is wanted.
 */
void cairn_contraction_evaluate(const struct cairn_contraction *contraction, const double *const *x,
                                size_t n, double *mean, double *half_width);

/* The total of one replication at one point: x[variable]. */
double cairn_contraction_replication(const struct cairn_contraction *contraction, int replication,
                                     const double *x);

#endif
