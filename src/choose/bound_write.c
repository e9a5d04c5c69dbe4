/* The programme as text, for other solvers. */

#include "base/alloc.h"
#include "choose/bound_solve.h"
#include "choose/bound_solve_programme.h"

bool cairn_bound_write(const struct cairn_bound_problem *problem, const char *path)
{
    int *part_of = cairn_calloc((size_t)problem->n_demands, sizeof *part_of);
    struct cairn_programme p = {.problem = problem, .part_of = part_of, .scale = 1.0};
    int terminal = glp_term_out(GLP_OFF);
    bool written;

    cairn_programme_init(&p);
    cairn_programme_make(&p);
    written = glp_write_lp(p.lp, NULL, path) == 0;
    glp_delete_prob(p.lp);
    cairn_programme_release(&p);
    cairn_free(part_of);
    glp_term_out(terminal);
    return written;
}
