#include "choose/bound_solve_round.h"

#include <math.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "choose/bound_levy.h"

void cairn_programme_round(const struct cairn_programme *p, glp_prob *relaxed, int *chosen)
{
    const struct cairn_bound_problem *problem = p->problem;

    for (int d = 0; d < problem->n_demands; d++) {
        double most = -1.0;

        chosen[d] = CAIRN_NONE;
        for (int o = problem->first_option[d];
             cairn_programme_has(p, d) && o < problem->first_option[d + 1]; o++) {
            double share = p->share[o] ? glp_get_col_prim(relaxed, p->share[o]) : -1.0;

            if (share > most + 1e-9) {
                most = share;
                chosen[d] = o;
            }
        }
    }
}

static void set_facility(const struct cairn_programme *p, int f, int size, const bool *served,
                         double *x)
{
    const struct cairn_bound_facility *facility = &p->problem->facilities[f];

    x[p->open[f]] = 1.0;
    if (p->size[f])
        x[p->size[f]] = size;
    if (p->modules[f])
        x[p->modules[f]] = ceil((size + facility->extra) / (double)facility->per);
    if (p->levy[f])
        x[p->levy[f]] = cairn_bound_levied(p->problem, f, served) / p->levy_most[f];
}

/* Who is served at a facility. */
static void find_served(const struct cairn_bound_problem *problem, const int *chosen, int f,
                        bool *served)
{
    for (int d = 0; d < problem->n_demands; d++) {
        served[d] = false;
        if (chosen[d] == CAIRN_NONE)
            continue;
        for (int u = 0; u < problem->options[chosen[d]].n_uses; u++)
            served[d] =
                served[d] || problem->uses[problem->options[chosen[d]].first_use + u].facility == f;
    }
}

bool cairn_programme_fill(const struct cairn_programme *p, const int *chosen, double *x)
{
    const struct cairn_bound_problem *problem = p->problem;
    int *sizes = cairn_calloc((size_t)problem->n_facilities, sizeof *sizes);
    bool *served = cairn_calloc((size_t)problem->n_demands, sizeof *served);
    bool fits = cairn_bound_sizes(problem, chosen, sizes);

    for (int i = 1; i <= glp_get_num_cols(p->lp); i++)
        x[i] = 0.0;
    for (int d = 0; d < problem->n_demands; d++)
        if (chosen[d] != CAIRN_NONE)
            x[p->share[chosen[d]]] = 1.0;
    for (int f = 0; f < problem->n_facilities && fits; f++) {
        if (sizes[f] == 0 || !p->open[f])
            continue;
        if (p->levy[f])
            find_served(problem, chosen, f, served);
        set_facility(p, f, sizes[f], served, x);
    }
    cairn_free(sizes);
    cairn_free(served);
    return fits;
}
