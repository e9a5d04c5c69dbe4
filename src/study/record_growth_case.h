/*
 * record_growth_case.h - cases of a growth study as rows of the results file
 */
#ifndef CAIRN_STUDY_RECORD_GROWTH_CASE_H
#define CAIRN_STUDY_RECORD_GROWTH_CASE_H

#include "base/diag.h"
#include "study/grown.h"
#include "study/points.h"

enum cairn_growth_case_kind {
    CAIRN_GROWTH_POLICY,
    CAIRN_GROWTH_DRAW,
    CAIRN_GROWTH_POINT,
};
enum { CAIRN_N_GROWTH_CASES = CAIRN_GROWTH_POINT + 1 };

/* How many of a kind are there; they are written in order. */
int cairn_record_growth_cases_known(const struct cairn_sweep_question *question,
                                    enum cairn_growth_case_kind kind);

struct cairn_record_growth_cases {
    const struct cairn_sweep_question *question;
    enum cairn_growth_case_kind kind;
    int first, n, n_years;
    const struct cairn_grown_year *years; /* [case x n_years] */
    struct cairn_points *points;          /* what is set at points */
    const struct cairn_remembered *remembered;
};

/* In a transaction of its own. False: it could not be written. */
bool cairn_record_growth_cases(const struct cairn_record_growth_cases *cases);

/* Draws that were asked as a whole; those that are known are left as they are. */
struct cairn_record_growth_exact {
    const struct cairn_sweep_question *question;
    struct cairn_diag *diag; /* scratch of who asks; owned, as carbon_g */
    int draw, n_years;
    double *carbon_g; /* [year] */
};

void cairn_record_growth_exact_init(struct cairn_record_growth_exact *exact,
                                    const struct cairn_sweep_question *question, int n_years);
void cairn_record_growth_exact(const struct cairn_record_growth_exact *exact);
void cairn_record_growth_exact_release(struct cairn_record_growth_exact *exact);

/* Policies, in a transaction. */
void cairn_record_growth_policies(const struct cairn_sweep_question *question);

#endif
