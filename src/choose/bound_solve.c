#include "choose/bound_solve.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "choose/bound_descend.h"
#include "choose/bound_solve_programme.h"
#include "choose/bound_solve_round.h"

/* The solver's tolerances are absolute: costs are scaled so that they sum to about this. */
#define SCALE 1e6
#define TOLERANCE 1e-7
/*
 * Columns. The solver's presolver and primal method are faster beyond it: on 100 warehouses for
 * 1,000 customers the dual method takes up to seven times as long.
 */
enum { LARGE = 50000 };

#define LEFT_TO_BRANCH 0.9 /* of the options: else leaving out is not worth the trouble */
#define ROUNDING 1e-12     /* of sums of doubles */

/* ---- solving a part ---- */

/* What becomes of a part; survives the jump out of a solver that gave up. */
struct attempt {
    struct cairn_programme programme;
    const struct cairn_bound_query *query;
    jmp_buf escape;
    double bound, cost; /* of the solution at hand; scaled */
    double nodes;       /* of the solution at hand */
    bool stopped;       /* by a limit */
    bool infeasible;
    bool presolved; /* the solver works on columns of its own */
    int *chosen;    /* [demand]: a solution that is known before branching; owned */
    double upper;   /* what it costs; INFINITY: there is none */
    bool *wanted;   /* [option]: that a better solution may take; owned */
    int n_solutions;
    struct cairn_bound_solution *solutions; /* of this part alone; owned */
};

/* The solver would end the process next; for want of memory it may. */
static void give_up(void *info)
{
    struct attempt *attempt = info;

    if (errno == ENOMEM)
        cairn_out_of_memory();
    glp_free_env();
    longjmp(attempt->escape, 1);
}

static int say_nothing(void *info, const char *text)
{
    (void)info;
    (void)text;
    return 1;
}

/*
 * Offers the solution that is known, or one near that of the node; not where sets are forbidden,
 * which it may be.
 */
static void offer_one(struct attempt *attempt, glp_tree *tree)
{
    glp_prob *relaxed = glp_ios_get_prob(tree);
    double *x = cairn_calloc((size_t)glp_get_num_cols(relaxed) + 1, sizeof *x);

    if (isinf(attempt->upper))
        cairn_programme_round(&attempt->programme, relaxed, attempt->chosen);
    if (cairn_programme_fill(&attempt->programme, attempt->chosen, x))
        glp_ios_heur_sol(tree, x);
    cairn_free(x);
}

static void watch(glp_tree *tree, void *info)
{
    struct attempt *attempt = info;
    int n_all, best = glp_ios_best_node(tree);

    glp_ios_tree_size(tree, NULL, NULL, &n_all);
    attempt->nodes = n_all;
    if (glp_ios_reason(tree) == GLP_IHEUR && attempt->n_solutions == 0 && !attempt->presolved &&
        !attempt->programme.problem->split)
        offer_one(attempt, tree);
    if (best != 0)
        attempt->bound = fmax(attempt->bound, glp_ios_node_bound(tree, best));
    if (glp_ios_reason(tree) == GLP_ISELECT &&
        (n_all >= attempt->query->nodes ||
         (attempt->query->stop && attempt->query->stop(attempt->query->context)))) {
        attempt->stopped = true;
        glp_ios_terminate(tree);
    }
}

/*
 * The relaxation of the programme: costs are not negative, so that the dual simplex method can
 * begin with nothing (on the warehouses of tests/bench/bench_bound.c it takes a third of the time
 * of presolving and the primal one). Returns whether there is an optimum to branch from.
 */
static bool solve_root(struct attempt *attempt)
{
    struct cairn_programme *p = &attempt->programme;
    glp_smcp control;

    glp_init_smcp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.meth = GLP_DUALP;
    glp_scale_prob(p->lp, GLP_SF_AUTO);
    glp_std_basis(p->lp);
    if (glp_simplex(p->lp, &control) != 0)
        return false;
    attempt->infeasible = glp_get_status(p->lp) == GLP_NOFEAS;
    return glp_get_status(p->lp) == GLP_OPT;
}

/* Branches and cuts, from the relaxation that is solved. True: there is a solution. */
static bool branch(struct attempt *attempt)
{
    struct cairn_programme *p = &attempt->programme;
    glp_iocp control;
    int status;

    glp_init_iocp(&control);
    control.msg_lev = GLP_MSG_OFF;
    control.mir_cuts = control.gmi_cuts = control.cov_cuts = control.clq_cuts = GLP_ON;
    control.cb_func = watch;
    control.cb_info = attempt;
    control.presolve = attempt->presolved ? GLP_ON : GLP_OFF;
    status = glp_intopt(p->lp, &control);
    attempt->infeasible =
        status == GLP_ENOPFS || (status == 0 && glp_mip_status(p->lp) == GLP_NOFEAS);
    if (attempt->infeasible || (status != 0 && status != GLP_ESTOP))
        return false;
    if (glp_mip_status(p->lp) != GLP_OPT && glp_mip_status(p->lp) != GLP_FEAS)
        return false;
    attempt->cost = glp_mip_obj_val(p->lp);
    if (!attempt->stopped)
        attempt->bound = attempt->cost;
    return true;
}

/* The relaxation as it stands; it may be left to the solver's own way. */
static bool relax(struct attempt *attempt)
{
    attempt->bound = -DBL_MAX;
    attempt->cost = INFINITY;
    attempt->stopped = attempt->infeasible = attempt->presolved = false;
    if (glp_get_num_cols(attempt->programme.lp) <= LARGE && solve_root(attempt))
        return true;
    attempt->presolved = !attempt->infeasible;
    return false;
}

static void make_again(struct attempt *attempt, const bool *wanted)
{
    glp_delete_prob(attempt->programme.lp);
    attempt->programme.wanted = wanted;
    cairn_programme_make(&attempt->programme);
}

/* Solves the programme as it stands. True: there is a solution. */
static bool solve_once(struct attempt *attempt)
{
    relax(attempt);
    return !attempt->infeasible && branch(attempt);
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

static void keep_solution(struct attempt *attempt)
{
    const struct cairn_programme *p = &attempt->programme;
    const struct cairn_bound_problem *problem = p->problem;
    struct cairn_bound_solution *solution = &attempt->solutions[attempt->n_solutions++];

    solution->cost = attempt->cost / p->scale;
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

static void keep_chosen(struct attempt *attempt)
{
    const struct cairn_bound_problem *problem = attempt->programme.problem;
    struct cairn_bound_solution *solution = &attempt->solutions[attempt->n_solutions++];
    size_t n = (size_t)problem->n_demands;

    solution->cost = attempt->cost / attempt->programme.scale;
    solution->options = cairn_calloc(n, sizeof *solution->options);
    solution->sizes = cairn_calloc((size_t)problem->n_facilities, sizeof *solution->sizes);
    memcpy(solution->options, attempt->chosen, n * sizeof *solution->options);
    cairn_bound_sizes(problem, attempt->chosen, solution->sizes);
}

/*
 * Leaves out all options that cannot be in a solution which costs less than the one that is known:
 * by what the relaxation costs at least with them, its value and their reduced cost. True: none
 * is left to look for.
 */
static bool leave_out(struct attempt *attempt)
{
    struct cairn_programme *p = &attempt->programme;
    double value = glp_get_obj_val(p->lp);
    double margin = p->whole ? -0.999 : 1e-9 * fabs(attempt->upper);
    int n = 0, n_wanted = 0;

    if (value > attempt->upper + margin - (p->whole ? 0.0 : 2.0 * margin)) {
        attempt->cost = attempt->upper;
        attempt->bound = p->whole ? attempt->upper : fmin(value, attempt->upper);
        return true;
    }
    for (int o = 0; o < p->problem->n_options; o++) {
        attempt->wanted[o] = p->share[o] && (o == attempt->chosen[p->problem->options[o].demand] ||
                                             value + glp_get_col_dual(p->lp, p->share[o]) <=
                                                 attempt->upper + margin);
        n += p->share[o] != 0;
        n_wanted += attempt->wanted[o];
    }
    if (n_wanted <= LEFT_TO_BRANCH * n) {
        make_again(attempt, attempt->wanted);
        relax(attempt);
    }
    return false;
}

/* The first solution and the bound. True: there is one, and it is kept. */
static bool solve_first(struct attempt *attempt)
{
    struct cairn_programme *p = &attempt->programme;

    if (relax(attempt) && !p->problem->split) {
        double least = glp_get_obj_val(p->lp);

        least = p->whole ? ceil(least - 1e-3) + 0.5 : least * (1.0 + 1e-9);
        cairn_programme_round(p, p->lp, attempt->chosen);
        attempt->upper =
            p->scale * cairn_bound_descend(p->problem, least / p->scale, attempt->chosen);
        if (p->whole)
            attempt->upper = round(attempt->upper);
        if (!isinf(attempt->upper) && leave_out(attempt)) {
            keep_chosen(attempt);
            return true;
        }
    }
    if (attempt->infeasible || !branch(attempt))
        return false;
    keep_solution(attempt);
    return true;
}

/* The bound of the first solution, and as many solutions as there are and are wanted. */
static void solve_all(struct attempt *attempt, double *bound, double *nodes)
{
    struct cairn_programme *p = &attempt->programme;
    int wanted = attempt->query->n_wanted > 1 ? attempt->query->n_wanted : 1;
    bool found;

    cairn_programme_make(p);
    if (attempt->query->fail)
        glp_set_row_bnds(p->lp, 0, GLP_FX, 0.0, 0.0);
    found = solve_first(attempt);
    *bound = attempt->infeasible ? INFINITY : attempt->bound / p->scale;
    *nodes = attempt->nodes;
    if (found && wanted > 1) {
        make_again(attempt, NULL);
        cairn_programme_forbid_idle(p);
    }
    while (found && attempt->n_solutions < wanted && p->n_integers > 0) {
        cairn_programme_forbid(p, attempt->solutions[attempt->n_solutions - 1].sizes);
        found = solve_once(attempt);
        if (found)
            keep_solution(attempt);
    }
    glp_delete_prob(p->lp);
}

/* Returns false where the solver gave up. */
static bool solve_part(struct attempt *attempt, double *bound, double *nodes)
{
    int terminal;

    if (glp_init_env() == 2) /* it would end the process by itself */
        cairn_out_of_memory();
    terminal = glp_term_out(GLP_OFF);
    if (setjmp(attempt->escape) != 0) {
        attempt->programme.n = 0;
        return false;
    }
    errno = 0;
    glp_error_hook(give_up, attempt);
    glp_term_hook(say_nothing, NULL);
    solve_all(attempt, bound, nodes);
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_term_out(terminal);
    return *bound > -DBL_MAX / 2.0;
}

/* ---- parts together ---- */

static void release_solutions(struct cairn_bound_solution *solutions, int n)
{
    for (int i = 0; i < n; i++) {
        cairn_free(solutions[i].options);
        cairn_free(solutions[i].sizes);
    }
    cairn_free(solutions);
}

/* Puts the part's options and sizes into a solution of all. */
static void merge(const struct cairn_bound_problem *problem,
                  const struct cairn_bound_solution *part, struct cairn_bound_solution *all)
{
    for (int d = 0; d < problem->n_demands; d++)
        if (part->options[d] != CAIRN_NONE)
            all->options[d] = part->options[d];
    for (int o = 0; o < problem->n_options; o++) {
        const struct cairn_bound_option *option = &problem->options[o];

        if (part->options[option->demand] == CAIRN_NONE)
            continue;
        for (int u = option->first_use; u < option->first_use + option->n_uses; u++)
            all->sizes[problem->uses[u].facility] = part->sizes[problem->uses[u].facility];
    }
}

static struct cairn_bound_solution copy_of(const struct cairn_bound_problem *problem,
                                           const struct cairn_bound_solution *from)
{
    size_t n_demands = (size_t)problem->n_demands, n_facilities = (size_t)problem->n_facilities;
    struct cairn_bound_solution to = {
        .cost = from->cost,
        .options = cairn_calloc(n_demands, sizeof *to.options),
        .sizes = cairn_calloc(n_facilities, sizeof *to.sizes),
    };

    if (from->options)
        memcpy(to.options, from->options, n_demands * sizeof *to.options);
    if (from->sizes)
        memcpy(to.sizes, from->sizes, n_facilities * sizeof *to.sizes);
    return to;
}

/* Adds a solution where the list has room or it is cheaper than the last; takes it over. */
static void offer(struct cairn_bound_answer *answer, int most, struct cairn_bound_solution solution)
{
    int at = answer->n_solutions;

    if (at == most && answer->solutions[at - 1].cost <= solution.cost) {
        cairn_free(solution.options);
        cairn_free(solution.sizes);
        return;
    }
    if (at == most) {
        at--;
        cairn_free(answer->solutions[at].options);
        cairn_free(answer->solutions[at].sizes);
    } else {
        answer->n_solutions++;
    }
    for (; at > 0 && answer->solutions[at - 1].cost > solution.cost; at--)
        answer->solutions[at] = answer->solutions[at - 1];
    answer->solutions[at] = solution;
}

/* The best of every part, and the same with another solution of one part. */
static void combine(const struct cairn_bound_problem *problem, struct attempt *attempts, int n,
                    int wanted, struct cairn_bound_answer *answer)
{
    struct cairn_bound_solution best =
        copy_of(problem, &(struct cairn_bound_solution){.cost = problem->fixed_cost});

    answer->solutions = cairn_calloc((size_t)wanted, sizeof *answer->solutions);
    for (int i = 0; i < n; i++) {
        merge(problem, &attempts[i].solutions[0], &best);
        best.cost += attempts[i].solutions[0].cost;
    }
    for (int i = 0; i < n; i++)
        for (int k = 1; k < attempts[i].n_solutions; k++) {
            struct cairn_bound_solution other = copy_of(problem, &best);

            merge(problem, &attempts[i].solutions[k], &other);
            other.cost += attempts[i].solutions[k].cost - attempts[i].solutions[0].cost;
            offer(answer, wanted > 1 ? wanted - 1 : 1, other);
        }
    offer(answer, wanted, best);
    answer->cost = best.cost;
}

/* Bounds a part; true: there is a solution of it. */
static bool answer_part(struct attempt *attempt, double unit, struct cairn_bound_answer *answer)
{
    const struct cairn_programme *p = &attempt->programme;
    double formula = cairn_bound_combinatorial(p->problem, p->part_of, p->part);
    double bound = formula, nodes = 0.0;

    formula -= ROUNDING * fabs(formula);
    attempt->programme.scale = unit > 0.0                         ? 1.0 / unit
                               : formula > 0.0 && !isinf(formula) ? SCALE / formula
                                                                  : 1.0;
    attempt->programme.whole = unit > 0.0;
    if (isinf(formula)) { /* a demand without any option */
        answer->bound = INFINITY;
        return false;
    }
    if (solve_part(attempt, &bound, &nodes)) {
        if (!isinf(bound))
            bound -= TOLERANCE * fabs(bound);
        bound = fmax(bound, formula);
    } else {
        bound = formula;
        answer->n_failed++;
    }
    answer->bound += bound;
    answer->nodes += nodes;
    return attempt->n_solutions > 0;
}

void cairn_bound_solve(const struct cairn_bound_problem *problem,
                       const struct cairn_bound_query *query, struct cairn_bound_answer *answer)
{
    int *part_of = cairn_calloc((size_t)problem->n_demands, sizeof *part_of);
    int n_parts = cairn_bound_parts(problem, part_of);
    int wanted = query->n_wanted > 1 ? query->n_wanted : 1;
    struct attempt *attempts = cairn_calloc((size_t)n_parts, sizeof *attempts);
    double unit = problem->split ? 0.0 : cairn_bound_unit(problem);
    bool all = true;

    *answer = (struct cairn_bound_answer){
        .bound = problem->fixed_cost, .cost = INFINITY, .n_parts = n_parts};
    for (int i = 0; i < n_parts; i++) {
        struct attempt *attempt = &attempts[i];
        bool found;

        attempt->query = query;
        attempt->programme =
            (struct cairn_programme){.problem = problem, .part_of = part_of, .part = i};
        attempt->solutions = cairn_calloc((size_t)wanted, sizeof *attempt->solutions);
        attempt->upper = INFINITY;
        attempt->chosen = cairn_calloc((size_t)problem->n_demands, sizeof *attempt->chosen);
        attempt->wanted = cairn_calloc((size_t)problem->n_options, sizeof *attempt->wanted);
        cairn_programme_init(&attempt->programme);
        found = answer_part(attempt, unit, answer);
        all = all && found;
        cairn_programme_release(&attempt->programme);
        cairn_free(attempt->chosen);
        cairn_free(attempt->wanted);
    }
    if (all)
        combine(problem, attempts, n_parts, wanted, answer);
    answer->proven = all && answer->cost - answer->bound <= 1e-6 * fabs(answer->cost);
    for (int i = 0; i < n_parts; i++)
        release_solutions(attempts[i].solutions, attempts[i].n_solutions);
    cairn_free(attempts);
    cairn_free(part_of);
}

void cairn_bound_answer_release(struct cairn_bound_answer *answer)
{
    release_solutions(answer->solutions, answer->n_solutions);
}
