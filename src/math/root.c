#include "math/root.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_roots.h>

#include "base/alloc.h"

/* Answers at the ends are remembered: a question may be dear, and GSL asks there again. */
struct ends {
    const struct cairn_root_question *question;
    double at_low, at_high;
    bool lost; /* no number was given in between, at which GSL would end the process */
};

static double value(double x, void *context)
{
    struct ends *ends = context;
    const struct cairn_root_question *question = ends->question;
    double of;

    if (x <= question->low)
        return ends->at_low;
    if (x >= question->high)
        return ends->at_high;
    of = question->of(question->context, x);
    if (isfinite(of))
        return of;
    ends->lost = true;
    return ends->at_high;
}

/* [ROOT] */
static enum cairn_root_status narrow(struct ends *ends, double *root)
{
    const struct cairn_root_question *question = ends->question;
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    gsl_function function = {.function = value, .params = ends};
    enum cairn_root_status status = CAIRN_ROOT_UNFINISHED;

    if (!solver)
        cairn_out_of_memory();
    gsl_root_fsolver_set(solver, &function, question->low, question->high);
    *root = gsl_root_fsolver_root(solver);
    for (int i = 0; i < question->iterations && status == CAIRN_ROOT_UNFINISHED; i++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS || ends->lost)
            break;
        *root = gsl_root_fsolver_root(solver);
        if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), question->absolute,
                                   question->relative) == GSL_SUCCESS)
            status = CAIRN_ROOT_FOUND;
    }
    gsl_root_fsolver_free(solver);
    return status;
}

enum cairn_root_status cairn_root_find(const struct cairn_root_question *question, double *root)
{
    struct ends ends = {.question = question};

    assert(question->low < question->high);
    ends.at_low = question->of(question->context, question->low);
    ends.at_high = question->of(question->context, question->high);
    if (!isfinite(ends.at_low) || !isfinite(ends.at_high))
        return CAIRN_ROOT_NO_BRACKET;
    if (ends.at_low * ends.at_high > 0)
        return CAIRN_ROOT_NO_BRACKET;
    if (!(fabs(ends.at_low) > 0) || !(fabs(ends.at_high) > 0)) {
        *root = fabs(ends.at_low) > 0 ? question->high : question->low;
        return CAIRN_ROOT_FOUND;
    }
    return narrow(&ends, root);
}
