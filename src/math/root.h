#ifndef CAIRN_MATH_ROOT_H
#define CAIRN_MATH_ROOT_H

/*
 * The root of a function of one number between two ends at which it has different signs. [ROOT]
 *
 * Brent's method as GSL has it (R. Brent, Algorithms for Minimization without Derivatives, 1973,
 * chapter 4): the bracket never widens, so that a function which jumps is narrowed down to its jump
 * and one that is continuous to a root. Where the signs do not differ, or the iterations run out,
 * that is said and the caller has to say it further.
 */

#include <stdbool.h>

enum cairn_root_status {
    CAIRN_ROOT_FOUND,
    CAIRN_ROOT_NO_BRACKET, /* same sign at both ends, or no number there */
    CAIRN_ROOT_UNFINISHED, /* the bracket is still wider than asked for; *root is the best yet */
};

struct cairn_root_question {
    double (*of)(void *context, double x);
    void *context;
    double low, high;          /* low < high */
    double absolute, relative; /* widths of the bracket that are narrow enough; not both 0 */
    int iterations;            /* at most, after the two ends */
};

/* *root is set unless there is no bracket. */
enum cairn_root_status cairn_root_find(const struct cairn_root_question *question, double *root);

#endif
