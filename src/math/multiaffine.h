#ifndef CAIRN_MATH_MULTIAFFINE_H
#define CAIRN_MATH_MULTIAFFINE_H

/*
 * Functions that are affine in each of many numbers, or in its reciprocal, found by asking them.
 * [AFFINE]
 *
 * A footprint is a sum of products of a few figures each. With k of them open it has 2^k corners,
 * but few of its products hold more than two or three of them, and few pairs meet in any product.
 * So it is
 *
 *     f(x) = sum over terms S of  c_S  product over i in S of v_i
 *     v_i  = (t_i(x_i) - t_i(m_i)) / (t_i(high_i) - t_i(low_i)),    t_i(x) = x or 1/x
 *
 * with m_i the middle of a box and S the sets of numbers that interact. They are found level by
 * level: the empty set and single numbers always; a larger set is asked for only where all sets
 * within it with one number less are terms, at the point where its numbers are high and all others
 * in the middle; it is a term where f differs there from what the smaller terms say.
 *
 * Words: a point is a value of every number; values are what f has there, one or more of them.
 *
 * Nothing is taken for granted: every number is asked for at two further values, and all together
 * at JOINT points inside the box; every value has to agree to the tolerance of the largest that was
 * seen of it. A function that is only nearly so (something is rounded up, bends, or saturates) is
 * refused, and it is said for which number.
 *
 * Invariant: sums run in the order of terms. Constant once found: threads may evaluate together.
 */

#include <stdbool.h>

struct cairn_multiaffine_problem {
    /*
     * Values at n points: x[point x n_numbers] into values[point x n_values]; false: give up. Asked
     * for all points of a level at once.
     */
    bool (*ask)(void *context, const double *x, int n, double *values);
    void *context;
    int n_numbers, n_values;
    const double *low, *high; /* of the box, low <= high; a number of no width stays as it is */
    double tolerance;
    int most_asked; /* points; what needs more is refused */
};

enum cairn_multiaffine_status {
    CAIRN_MULTIAFFINE_FOUND,
    CAIRN_MULTIAFFINE_BENDS,   /* along the culprit, or, where that is -1, somewhere */
    CAIRN_MULTIAFFINE_LARGE,   /* it needs more points than it may ask for */
    CAIRN_MULTIAFFINE_STOPPED, /* the problem gave up */
};

/* The product of its parent and one more number, which comes after all of the parent's. */
struct cairn_multiaffine_term {
    int parent, number; /* -1 of the empty set, the first */
    int size;
};

struct cairn_multiaffine {
    enum cairn_multiaffine_status status;
    int culprit, asked;
    double worst; /* disagreement, of the largest value seen */
    int n_numbers, n_values, n_terms;
    double *low, *high; /* [number]; owned, like all that follows */
    bool *reciprocal;
    struct cairn_multiaffine_term *terms;
    double *coefficients; /* [term x n_values] */
};

/* Release it whatever the status; only one that is found may be evaluated. */
void cairn_multiaffine_find(struct cairn_multiaffine *function,
                            const struct cairn_multiaffine_problem *problem);
void cairn_multiaffine_release(struct cairn_multiaffine *function);

/* Does a point lie in the box, where it is known to hold? */
bool cairn_multiaffine_inside(const struct cairn_multiaffine *function, const double *x);

/* Values at a point; products[n_terms] is scratch. */
void cairn_multiaffine_evaluate(const struct cairn_multiaffine *function, const double *x,
                                double *products, double *values);

#endif
