#include "choose/bound_solve.h"

#include <math.h>
#include <string.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "choose/bound_solve_part.h"

/* The solver's tolerances are absolute: costs are scaled so that they sum to about this. */
#define SCALE 1e6
#define TOLERANCE 1e-7
#define ROUNDING 1e-12 /* of sums of doubles */

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
static void combine(const struct cairn_bound_problem *problem, struct cairn_part *parts, int n,
                    int wanted, struct cairn_bound_answer *answer)
{
    struct cairn_bound_solution best =
        copy_of(problem, &(struct cairn_bound_solution){.cost = problem->fixed_cost});

    answer->solutions = cairn_calloc((size_t)wanted, sizeof *answer->solutions);
    for (int i = 0; i < n; i++) {
        merge(problem, &parts[i].solutions[0], &best);
        best.cost += parts[i].solutions[0].cost;
    }
    for (int i = 0; i < n; i++)
        for (int k = 1; k < parts[i].n_solutions; k++) {
            struct cairn_bound_solution other = copy_of(problem, &best);

            merge(problem, &parts[i].solutions[k], &other);
            other.cost += parts[i].solutions[k].cost - parts[i].solutions[0].cost;
            offer(answer, wanted > 1 ? wanted - 1 : 1, other);
        }
    offer(answer, wanted, best);
    answer->cost = best.cost;
}

/* Of a part whose costs are multiples of a unit, or 0. */
static double scale_of(double unit, double formula)
{
    if (unit > 0.0)
        return 1.0 / unit;
    return formula > 0.0 && !isinf(formula) ? SCALE / formula : 1.0;
}

/* Bounds a part; true: there is a solution of it. */
static bool answer_part(struct cairn_part *part, int wanted, double formula,
                        struct cairn_bound_answer *answer)
{
    if (isinf(formula)) { /* a demand without any option */
        answer->bound = INFINITY;
        return false;
    }
    formula -= ROUNDING * fabs(formula);
    cairn_part_solve(part, wanted);
    answer->n_failed += isinf(part->least) && part->least < 0.0;
    answer->bound += isinf(part->least) && part->least > 0.0
                         ? INFINITY
                         : fmax(part->least - TOLERANCE * fabs(part->least), formula);
    answer->nodes += part->nodes;
    return part->n_solutions > 0;
}

void cairn_bound_solve(const struct cairn_bound_problem *problem,
                       const struct cairn_bound_query *query, struct cairn_bound_answer *answer)
{
    int *part_of = cairn_calloc((size_t)problem->n_demands, sizeof *part_of);
    int n_parts = cairn_bound_parts(problem, part_of);
    int wanted = query->n_wanted > 1 ? query->n_wanted : 1;
    struct cairn_part *parts = cairn_calloc((size_t)n_parts, sizeof *parts);
    double unit = problem->split ? 0.0 : cairn_bound_unit(problem);
    bool all = true;

    *answer = (struct cairn_bound_answer){
        .bound = problem->fixed_cost, .cost = INFINITY, .n_parts = n_parts};
    for (int i = 0; i < n_parts; i++) {
        double formula = cairn_bound_combinatorial(problem, part_of, i);
        struct cairn_programme programme = {.problem = problem,
                                            .part_of = part_of,
                                            .part = i,
                                            .scale = scale_of(unit, formula),
                                            .whole = unit > 0.0};

        cairn_part_init(&parts[i], &programme, query, wanted);
        all = answer_part(&parts[i], wanted, formula, answer) && all;
        cairn_part_forget(&parts[i]);
    }
    if (all)
        combine(problem, parts, n_parts, wanted, answer);
    answer->proven = all && answer->cost - answer->bound <= 1e-6 * fabs(answer->cost);
    for (int i = 0; i < n_parts; i++)
        cairn_bound_solutions_free(parts[i].solutions, parts[i].n_solutions);
    cairn_free(parts);
    cairn_free(part_of);
}

void cairn_bound_answer_release(struct cairn_bound_answer *answer)
{
    cairn_bound_solutions_free(answer->solutions, answer->n_solutions);
}
