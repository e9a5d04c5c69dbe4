#include "choose/bound_solve_part.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "choose/bound_solve_prices.h"
#include "choose/bound_solve_round.h"

/*
 * Columns. The solver's presolver and primal method are faster beyond it: on 100 warehouses for
 * 1,000 customers the dual method takes up to seven times as long.
 */
enum { LARGE = 50000 };

/* The solver would end the process next; for want of memory it may. */
static void give_up(void *info)
{
    struct cairn_part *part = info;

    if (errno == ENOMEM)
        cairn_out_of_memory();
    glp_free_env();
    longjmp(part->escape, 1);
}

static int say_nothing(void *info, const char *text)
{
    (void)info;
    (void)text;
    return 1;
}

/*
 * Offers a solution near that of the node; not where sets are forbidden, which it may be.
 */
static void offer_one(struct cairn_part *part, glp_tree *tree)
{
    glp_prob *relaxed = glp_ios_get_prob(tree);
    double *x = cairn_calloc((size_t)glp_get_num_cols(relaxed) + 1, sizeof *x);

    cairn_programme_round(&part->programme, relaxed, part->chosen);
    if (cairn_programme_fill(&part->programme, part->chosen, x))
        glp_ios_heur_sol(tree, x);
    cairn_free(x);
}

static void watch(glp_tree *tree, void *info)
{
    struct cairn_part *part = info;
    int n_all, best = glp_ios_best_node(tree);

    glp_ios_tree_size(tree, NULL, NULL, &n_all);
    part->nodes = n_all;
    if (glp_ios_reason(tree) == GLP_IHEUR && part->n_solutions == 0 && !part->presolved &&
        !part->programme.problem->split)
        offer_one(part, tree);
    if (best != 0)
        part->bound = fmax(part->bound, glp_ios_node_bound(tree, best));
    if (glp_ios_reason(tree) == GLP_ISELECT &&
        (n_all >= part->query->nodes ||
         (part->query->stop && part->query->stop(part->query->context)))) {
        part->stopped = true;
        glp_ios_terminate(tree);
    }
}

/*
 * The relaxation of the programme: costs are not negative, so that the dual simplex method can
 * begin with nothing (on the warehouses of tests/bench/bench_bound.c it takes a third of the time
 * of presolving and the primal one). Returns whether there is an optimum to branch from.
 */
static bool solve_root(struct cairn_part *part)
{
    struct cairn_programme *p = &part->programme;
    glp_smcp control;

    glp_init_smcp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.meth = GLP_DUALP;
    glp_scale_prob(p->lp, GLP_SF_AUTO);
    glp_std_basis(p->lp);
    if (glp_simplex(p->lp, &control) != 0)
        return false;
    part->infeasible = glp_get_status(p->lp) == GLP_NOFEAS;
    return glp_get_status(p->lp) == GLP_OPT;
}

/* Branches and cuts, from the relaxation that is solved. True: there is a solution. */
static bool branch(struct cairn_part *part)
{
    struct cairn_programme *p = &part->programme;
    glp_iocp control;
    int status;

    glp_init_iocp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.mir_cuts = control.gmi_cuts = control.cov_cuts = control.clq_cuts = GLP_ON;
    control.cb_func = watch;
    control.cb_info = part;
    control.presolve = part->presolved ? GLP_ON : GLP_OFF;
    status = glp_intopt(p->lp, &control);
    part->infeasible = status == GLP_ENOPFS || (status == 0 && glp_mip_status(p->lp) == GLP_NOFEAS);
    if (part->infeasible || (status != 0 && status != GLP_ESTOP))
        return false;
    if (glp_mip_status(p->lp) != GLP_OPT && glp_mip_status(p->lp) != GLP_FEAS)
        return false;
    part->cost = glp_mip_obj_val(p->lp);
    if (!part->stopped)
        part->bound = part->cost;
    return true;
}

/* Solves the programme as it stands. True: there is a solution. */
static bool solve_once(struct cairn_part *part)
{
    part->bound = -DBL_MAX;
    part->cost = INFINITY;
    part->stopped = part->infeasible = part->presolved = false;
    if (glp_get_num_cols(part->programme.lp) > LARGE || !solve_root(part))
        part->presolved = true;
    return !part->infeasible && branch(part);
}

/* The option with the largest share. */
static int option_of(const struct cairn_programme *p, int demand)
{
    const struct cairn_bound_problem *problem = p->problem;
    int best = problem->first_option[demand];
    double most = 0.0;

    for (int o = best; o < problem->first_option[demand + 1]; o++) {
        double share = p->share[o] ? glp_mip_col_val(p->lp, p->share[o]) : 0.0;

        if (share > most + 1e-6) {
            most = share;
            best = o;
        }
    }
    return best;
}

static void keep_solution(struct cairn_part *part)
{
    const struct cairn_programme *p = &part->programme;
    const struct cairn_bound_problem *problem = p->problem;
    struct cairn_bound_solution *solution = &part->solutions[part->n_solutions++];

    solution->cost = part->cost / p->scale;
    solution->options = cairn_calloc((size_t)problem->n_demands, sizeof *solution->options);
    solution->sizes = cairn_calloc((size_t)problem->n_facilities, sizeof *solution->sizes);
    for (int d = 0; d < problem->n_demands; d++)
        solution->options[d] = cairn_programme_has(p, d) ? option_of(p, d) : CAIRN_NONE;
    for (int f = 0; f < problem->n_facilities; f++) {
        int column = p->size[f] ? p->size[f] : p->open[f];

        if (column)
            solution->sizes[f] = (int)lround(glp_mip_col_val(p->lp, column));
    }
}

static void keep_chosen(struct cairn_part *part)
{
    const struct cairn_bound_problem *problem = part->programme.problem;
    struct cairn_bound_solution *solution = &part->solutions[part->n_solutions++];
    size_t n = (size_t)problem->n_demands;

    solution->cost = part->cost / part->programme.scale;
    solution->options = cairn_calloc(n, sizeof *solution->options);
    solution->sizes = cairn_calloc((size_t)problem->n_facilities, sizeof *solution->sizes);
    memcpy(solution->options, part->chosen, n * sizeof *solution->options);
    cairn_bound_sizes(problem, part->chosen, solution->sizes);
}

/* True: the part is solved without a linear programme. */
static bool solve_by_prices(struct cairn_part *part)
{
    struct cairn_programme *p = &part->programme;
    struct cairn_prices prices = {.problem = p->problem,
                                  .part_of = p->part_of,
                                  .part = p->part,
                                  .unit = p->whole ? 1.0 / p->scale : 0.0,
                                  .query = part->query,
                                  .chosen = part->chosen};

    if (part->query->fail || p->problem->split || !cairn_prices_solve(&prices) || !prices.proven)
        return false;
    part->cost = prices.cost * p->scale;
    part->least = prices.bound;
    part->nodes = prices.nodes;
    keep_chosen(part);
    return true;
}

/* As many solutions as there are and are wanted; the first one, if none is known, with a bound. */
static void solve_all(struct cairn_part *part, int wanted)
{
    struct cairn_programme *p = &part->programme;
    bool found = part->n_solutions > 0;

    cairn_programme_make(p);
    if (part->query->fail)
        glp_set_row_bnds(p->lp, 0, GLP_FX, 0.0, 0.0);
    if (!found) {
        found = solve_once(part);
        part->least = part->infeasible               ? INFINITY
                      : part->bound > -DBL_MAX / 2.0 ? part->bound / p->scale
                                                     : -INFINITY;
        if (found)
            keep_solution(part);
    }
    if (found && wanted > 1)
        cairn_programme_forbid_idle(p);
    while (found && part->n_solutions < wanted && p->n_integers > 0) {
        cairn_programme_forbid(p, part->solutions[part->n_solutions - 1].sizes);
        found = solve_once(part);
        if (found)
            keep_solution(part);
    }
    glp_delete_prob(p->lp);
}

void cairn_part_solve(struct cairn_part *part, int wanted)
{
    int terminal;

    part->least = -INFINITY;
    if (solve_by_prices(part) && wanted == 1)
        return;
    if (glp_init_env() == 2) /* it would end the process by itself */
        cairn_out_of_memory();
    terminal = glp_term_out(GLP_OFF);
    if (setjmp(part->escape) != 0) {
        part->programme.n = 0;
        return;
    }
    errno = 0;
    glp_error_hook(give_up, part);
    glp_term_hook(say_nothing, NULL);
    solve_all(part, wanted);
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_term_out(terminal);
}

void cairn_part_init(struct cairn_part *part, const struct cairn_programme *programme,
                     const struct cairn_bound_query *query, int wanted)
{
    const struct cairn_bound_problem *problem = programme->problem;

    *part = (struct cairn_part){.programme = *programme, .query = query};
    part->solutions = cairn_calloc((size_t)wanted, sizeof *part->solutions);
    part->chosen = cairn_calloc((size_t)problem->n_demands, sizeof *part->chosen);
    cairn_programme_init(&part->programme);
}

void cairn_part_forget(struct cairn_part *part)
{
    cairn_programme_release(&part->programme);
    cairn_free(part->chosen);
}

void cairn_bound_solutions_free(struct cairn_bound_solution *solutions, int n)
{
    for (int i = 0; i < n; i++) {
        cairn_free(solutions[i].options);
        cairn_free(solutions[i].sizes);
    }
    cairn_free(solutions);
}
