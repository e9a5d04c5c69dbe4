#include "choose/bound_problem.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "choose/bound_levy.h"

#define MULTIPLE 1e-9  /* how near to a multiple of another number a double is one */
#define MOST_UNITS 1e4 /* of a cost; with more, nothing is gained by knowing it */

void cairn_bound_problem_init(struct cairn_bound_problem *problem, int n_rows)
{
    *problem = (struct cairn_bound_problem){.n_rows = n_rows};
    problem->first_option = cairn_grow(NULL, &problem->demands_room, 1, sizeof(int));
    problem->first_option[0] = 0;
}

void cairn_bound_problem_release(struct cairn_bound_problem *problem)
{
    cairn_free(problem->first_option);
    cairn_free(problem->options);
    cairn_free(problem->uses);
    cairn_free(problem->works);
    cairn_free(problem->facilities);
    cairn_free(problem->levies);
    cairn_free(problem->parts);
}

int cairn_bound_add_facility(struct cairn_bound_problem *problem,
                             const struct cairn_bound_facility *facility)
{
    assert(!facility->sized || (facility->per >= 1 && facility->min <= facility->max));
    problem->facilities =
        cairn_grow(problem->facilities, &problem->facilities_room,
                   (size_t)problem->n_facilities + 1, sizeof *problem->facilities);
    problem->facilities[problem->n_facilities] = *facility;
    return problem->n_facilities++;
}

int cairn_bound_add_demand(struct cairn_bound_problem *problem)
{
    problem->first_option =
        cairn_grow(problem->first_option, &problem->demands_room, (size_t)problem->n_demands + 2,
                   sizeof *problem->first_option);
    problem->first_option[problem->n_demands + 1] = problem->n_options;
    return problem->n_demands++;
}

int cairn_bound_add_option(struct cairn_bound_problem *problem, int label, double cost)
{
    assert(problem->n_demands > 0);
    problem->options = cairn_grow(problem->options, &problem->options_room,
                                  (size_t)problem->n_options + 1, sizeof *problem->options);
    problem->options[problem->n_options] = (struct cairn_bound_option){
        .demand = problem->n_demands - 1,
        .label = label,
        .cost = cost,
        .first_use = problem->n_uses,
    };
    problem->first_option[problem->n_demands] = problem->n_options + 1;
    return problem->n_options++;
}

void cairn_bound_add_use(struct cairn_bound_problem *problem, int facility, const double *work)
{
    struct cairn_bound_option *option = &problem->options[problem->n_options - 1];
    struct cairn_bound_use *use = NULL;
    size_t n = (size_t)problem->n_rows;

    for (int u = option->first_use; u < option->first_use + option->n_uses; u++)
        if (problem->uses[u].facility == facility)
            use = &problem->uses[u];
    if (!use) {
        problem->uses = cairn_grow(problem->uses, &problem->uses_room, (size_t)problem->n_uses + 1,
                                   sizeof *problem->uses);
        use = &problem->uses[problem->n_uses++];
        *use = (struct cairn_bound_use){.facility = facility, .first_work = CAIRN_NONE};
        option->n_uses++;
    }
    if (!work)
        return;
    if (use->first_work == CAIRN_NONE) {
        use->first_work = problem->n_works;
        problem->works = cairn_grow(problem->works, &problem->works_room,
                                    (size_t)problem->n_works + n, sizeof *problem->works);
        memset(problem->works + problem->n_works, 0, n * sizeof *problem->works);
        problem->n_works += problem->n_rows;
    }
    for (size_t r = 0; r < n; r++)
        problem->works[(size_t)use->first_work + r] += work[r];
}

void cairn_bound_need(struct cairn_bound_problem *problem, int facility, int least)
{
    const struct cairn_bound_option *option = &problem->options[problem->n_options - 1];

    for (int u = option->first_use; u < option->first_use + option->n_uses; u++)
        if (problem->uses[u].facility == facility)
            problem->uses[u].least = least;
}

bool cairn_bound_problem_pick(struct cairn_bound_problem *problem,
                              const struct cairn_bound_problem *from, const bool *wanted,
                              int *option_of)
{
    cairn_bound_problem_init(problem, from->n_rows);
    problem->split = from->split;
    problem->fixed_cost = from->fixed_cost;
    for (int f = 0; f < from->n_facilities; f++)
        cairn_bound_add_facility(problem, &from->facilities[f]);
    cairn_bound_copy_levies(problem, from);
    for (int d = 0; d < from->n_demands; d++) {
        int before = problem->n_options;

        cairn_bound_add_demand(problem);
        for (int o = from->first_option[d]; o < from->first_option[d + 1]; o++) {
            const struct cairn_bound_option *option = &from->options[o];

            if (!wanted[o])
                continue;
            option_of[cairn_bound_add_option(problem, option->label, option->cost)] = o;
            for (int u = option->first_use; u < option->first_use + option->n_uses; u++) {
                const struct cairn_bound_use *use = &from->uses[u];

                cairn_bound_add_use(problem, use->facility,
                                    use->first_work == CAIRN_NONE ? NULL
                                                                  : &from->works[use->first_work]);
                cairn_bound_need(problem, use->facility, use->least);
            }
        }
        if (problem->n_options == before)
            return false;
    }
    return true;
}

int cairn_bound_least_size(const struct cairn_bound_problem *problem,
                           const struct cairn_bound_use *use)
{
    double size = use->least;

    for (int r = 0; use->first_work != CAIRN_NONE && r < problem->n_rows; r++)
        size = fmax(size, problem->works[use->first_work + r]);
    return (int)ceil(fmin(size, 1e9) - 1e-9);
}

bool cairn_bound_is_possible(const struct cairn_bound_problem *problem, int option)
{
    const struct cairn_bound_option *of = &problem->options[option];

    for (int u = of->first_use; u < of->first_use + of->n_uses; u++) {
        const struct cairn_bound_use *use = &problem->uses[u];
        const struct cairn_bound_facility *f = &problem->facilities[use->facility];
        int least = problem->split ? use->least : cairn_bound_least_size(problem, use);

        if (f->sized && least > f->max)
            return false;
    }
    return true;
}

/* ---- without a solver ---- */

double cairn_bound_facility_cost(const struct cairn_bound_facility *facility, int size)
{
    int modules;

    if (size == 0)
        return 0.0;
    if (!facility->sized)
        return facility->open_cost;
    modules = (size + facility->extra + facility->per - 1) / facility->per;
    return facility->open_cost + facility->each_cost * size + facility->module_cost * modules;
}

/* Least where the whole facility is used and its modules are full. */
double cairn_bound_unit_cost(const struct cairn_bound_facility *facility)
{
    if (!facility->sized || facility->max < 1)
        return 0.0;
    return facility->open_cost / facility->max + facility->each_cost +
           facility->module_cost / facility->per;
}

/* Mean over the rows: what options bring in different rows need not meet. */
static double mean_work(const struct cairn_bound_problem *problem,
                        const struct cairn_bound_use *use)
{
    double sum = 0.0;

    for (int r = 0; use->first_work != CAIRN_NONE && r < problem->n_rows; r++)
        sum += problem->works[use->first_work + r] / problem->n_rows;
    return sum;
}

double cairn_bound_combinatorial(const struct cairn_bound_problem *problem, const int *part_of,
                                 int part)
{
    double sum = part_of ? 0.0 : problem->fixed_cost;

    for (int d = 0; d < problem->n_demands; d++) {
        double least = INFINITY;

        if (part_of && part_of[d] != part)
            continue;
        for (int o = problem->first_option[d]; o < problem->first_option[d + 1]; o++) {
            const struct cairn_bound_option *option = &problem->options[o];
            double cost = option->cost;

            if (!cairn_bound_is_possible(problem, o))
                continue;
            for (int u = option->first_use; u < option->first_use + option->n_uses; u++) {
                const struct cairn_bound_use *use = &problem->uses[u];

                cost += mean_work(problem, use) *
                        cairn_bound_unit_cost(&problem->facilities[use->facility]);
            }
            least = fmin(least, cost);
        }
        sum += least;
    }
    return sum;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

bool cairn_bound_sizes(const struct cairn_bound_problem *problem, const int *chosen, int *sizes)
{
    size_t n_rows = (size_t)problem->n_rows, n = (size_t)problem->n_facilities;
    double *work = cairn_calloc(n * n_rows, sizeof *work);
    bool fits = true;

    memset(sizes, 0, n * sizeof *sizes);
    for (int d = 0; d < problem->n_demands; d++) {
        const struct cairn_bound_option *option;

        if (chosen[d] == CAIRN_NONE)
            continue;
        option = &problem->options[chosen[d]];
        for (int u = option->first_use; u < option->first_use + option->n_uses; u++) {
            const struct cairn_bound_use *use = &problem->uses[u];

            sizes[use->facility] = larger(sizes[use->facility], larger(use->least, 1));
            for (size_t r = 0; use->first_work != CAIRN_NONE && r < n_rows; r++)
                work[(size_t)use->facility * n_rows + r] +=
                    problem->works[(size_t)use->first_work + r];
        }
    }
    for (size_t f = 0; f < n; f++) {
        const struct cairn_bound_facility *facility = &problem->facilities[f];
        double size = fmax(sizes[f], facility->min);

        for (size_t r = 0; r < n_rows; r++)
            size = fmax(size, ceil(work[f * n_rows + r] - 1e-9));
        if (sizes[f] == 0)
            continue;
        fits = fits && !(facility->sized && size > facility->max);
        sizes[f] = facility->sized ? (int)fmin(size, facility->max) : 1;
    }
    cairn_free(work);
    return fits;
}

double cairn_bound_cost_of(const struct cairn_bound_problem *problem, const int *chosen)
{
    int *sizes = cairn_calloc((size_t)problem->n_facilities, sizeof *sizes);
    double sum = problem->fixed_cost + cairn_bound_levied_all(problem, chosen);

    if (!cairn_bound_sizes(problem, chosen, sizes))
        sum = INFINITY;
    for (int d = 0; d < problem->n_demands; d++)
        if (chosen[d] != CAIRN_NONE)
            sum += problem->options[chosen[d]].cost;
    for (int f = 0; f < problem->n_facilities; f++)
        sum += cairn_bound_facility_cost(&problem->facilities[f], sizes[f]);
    cairn_free(sizes);
    return sum;
}

/* ---- costs that are multiples of a unit ---- */

struct multiples {
    double most, unit; /* of the costs so far; unit 0: there is none */
};

/* Euclid, as far as doubles tell what a multiple is. */
static void add_multiple(struct multiples *m, double cost)
{
    double a = fmax(m->unit, cost), b = fmin(m->unit, cost);

    while (m->unit > 0.0 && b > MULTIPLE * m->most) {
        double rest = fabs(a - b * floor(a / b + MULTIPLE));

        a = b;
        b = rest;
        if (a * MOST_UNITS < m->most)
            a = b = 0.0;
    }
    m->unit = a;
}

double cairn_bound_unit(const struct cairn_bound_problem *problem)
{
    struct multiples m = {0};

    for (int search = 0; search < 2; search++) {
        for (int o = 0; o < problem->n_options + 3 * problem->n_facilities; o++) {
            int i = o - problem->n_options;
            const struct cairn_bound_facility *f = i < 0 ? NULL : &problem->facilities[i / 3];
            double cost = i < 0        ? problem->options[o].cost
                          : i % 3 == 0 ? f->open_cost
                          : i % 3 == 1 ? f->each_cost
                                       : f->module_cost;

            if (cost <= 0.0)
                continue;
            if (!search)
                m = (struct multiples){.most = fmax(m.most, cost), .unit = cost};
            else if (m.unit > 0.0)
                add_multiple(&m, cost);
        }
    }
    return problem->n_levies > 0 ? 0.0 : m.unit; /* levies may be in force in part */
}

/* ---- parts ---- */

static int root_of(int *parent, int at)
{
    while (parent[at] != at)
        at = parent[at] = parent[parent[at]];
    return at;
}

int cairn_bound_parts(const struct cairn_bound_problem *problem, int *part_of)
{
    int n = problem->n_demands, n_parts = 0;
    int *parent = cairn_calloc((size_t)n + (size_t)problem->n_facilities, sizeof *parent);

    for (int i = 0; i < n + problem->n_facilities; i++)
        parent[i] = i;
    for (int o = 0; o < problem->n_options; o++) {
        const struct cairn_bound_option *option = &problem->options[o];

        for (int u = option->first_use; u < option->first_use + option->n_uses; u++) {
            int demand = root_of(parent, option->demand);
            int facility = root_of(parent, n + problem->uses[u].facility);

            parent[demand > facility ? demand : facility] =
                demand > facility ? facility : demand; /* roots are the smallest: demands */
        }
    }
    for (int d = 0; d < n; d++) {
        int root = root_of(parent, d);

        part_of[d] = root == d ? n_parts++ : part_of[root];
    }
    cairn_free(parent);
    return n_parts;
}
