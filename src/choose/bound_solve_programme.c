#include "choose/bound_solve_programme.h"

#include <math.h>
#include <stdlib.h>

#include <cairn/scenario.h>

#include "base/alloc.h"

enum { MOST_ROWS = 24 }; /* of work at a facility: those with most of it; a compromise */

/* ---- a part as a programme ---- */

static int add_column(struct cairn_programme *p, double cost, double upper, bool integer)
{
    int column = glp_add_cols(p->lp, 1);

    glp_set_col_bnds(p->lp, column, upper > 0.0 ? GLP_DB : GLP_FX, 0.0, upper);
    glp_set_obj_coef(p->lp, column, p->whole ? round(cost * p->scale) : cost * p->scale);
    if (integer) {
        glp_set_col_kind(p->lp, column, upper == 1.0 ? GLP_BV : GLP_IV);
        p->n_integers++;
    }
    return column;
}

static void put(struct cairn_programme *p, int column, double value)
{
    p->index[++p->n] = column;
    p->value[p->n] = value;
}

/* Ends a row whose sum is equal to the limit, or on this side of it. Returns its number. */
static int end_row(struct cairn_programme *p, int kind, double limit)
{
    int row = glp_add_rows(p->lp, 1);

    glp_set_row_bnds(p->lp, row, kind, limit, limit);
    glp_set_mat_row(p->lp, row, p->n, p->index, p->value);
    p->n = 0;
    return row;
}

static void add_facility(struct cairn_programme *p, int f)
{
    const struct cairn_bound_facility *facility = &p->problem->facilities[f];

    if (p->open[f] || (!facility->sized && facility->open_cost <= 0.0))
        return;
    if (!facility->sized) {
        p->open[f] = add_column(p, facility->open_cost, 1.0, true);
        return;
    }
    if (facility->max <= 1) {
        p->open[f] = add_column(p, cairn_bound_facility_cost(facility, 1), facility->max, true);
        p->size[f] = p->open[f];
        return;
    }
    p->open[f] = add_column(p, facility->open_cost, 1.0, true);
    p->size[f] = add_column(p, facility->each_cost, facility->max, true);
    put(p, p->size[f], 1.0);
    put(p, p->open[f], -facility->max);
    end_row(p, GLP_UP, 0.0);
    put(p, p->size[f], 1.0);
    put(p, p->open[f], -fmax(facility->min, 1));
    end_row(p, GLP_LO, 0.0);
    if (facility->module_cost <= 0.0)
        return;
    p->modules[f] =
        add_column(p, facility->module_cost,
                   ceil((facility->max + facility->extra) / (double)facility->per), true);
    put(p, p->modules[f], facility->per);
    put(p, p->size[f], -1.0);
    put(p, p->open[f], -facility->extra);
    end_row(p, GLP_LO, 0.0);
}

static void add_columns(struct cairn_programme *p)
{
    const struct cairn_bound_problem *problem = p->problem;

    for (int o = 0; o < problem->n_options; o++) {
        const struct cairn_bound_option *option = &problem->options[o];

        if (!cairn_programme_has(p, option->demand) || !cairn_bound_is_possible(problem, o) ||
            (p->wanted && !p->wanted[o]))
            continue;
        p->share[o] = add_column(p, option->cost, 1.0, !problem->split);
        for (int u = option->first_use; u < option->first_use + option->n_uses; u++)
            add_facility(p, problem->uses[u].facility);
    }
}

/* Shares of a demand at a facility: at most what is open, and as large as its requests need. */
static void link_demand(struct cairn_programme *p, int demand, int f)
{
    const struct cairn_bound_problem *problem = p->problem;
    double most = 0.0;

    for (int sizes = 0; sizes < 2; sizes++) {
        for (int o = problem->first_option[demand]; o < problem->first_option[demand + 1]; o++) {
            const struct cairn_bound_option *option = &problem->options[o];

            for (int u = option->first_use; u < option->first_use + option->n_uses; u++) {
                double least;

                if (problem->uses[u].facility != f || !p->share[o])
                    continue;
                least = cairn_bound_least_size(problem, &problem->uses[u]);
                most = fmax(most, least);
                put(p, p->share[o], sizes ? fmax(least, 1.0) : 1.0);
            }
        }
        put(p, sizes ? p->size[f] : p->open[f], -1.0);
        end_row(p, GLP_UP, 0.0);
        if (problem->split || most <= 1.0 || !p->size[f] || p->size[f] == p->open[f])
            return;
    }
}

static void link_shares(struct cairn_programme *p)
{
    const struct cairn_bound_problem *problem = p->problem;

    for (int f = 0; f < problem->n_facilities; f++)
        p->linked[f] = CAIRN_NONE;
    for (int d = 0; d < problem->n_demands; d++) {
        if (!cairn_programme_has(p, d))
            continue;
        for (int o = problem->first_option[d]; o < problem->first_option[d + 1]; o++)
            if (p->share[o])
                put(p, p->share[o], 1.0);
        p->whole_of[d] = end_row(p, GLP_FX, 1.0);
        for (int o = problem->first_option[d]; o < problem->first_option[d + 1]; o++) {
            const struct cairn_bound_option *option = &problem->options[o];

            for (int u = option->first_use; u < option->first_use + option->n_uses; u++) {
                int f = problem->uses[u].facility;

                if (!p->open[f] || !p->share[o] || p->linked[f] == d)
                    continue;
                p->linked[f] = d;
                link_demand(p, d, f);
            }
        }
    }
}

/* ---- levies ---- */

/* Of the facility whose first levy this is. */
static double largest_levy(const struct cairn_bound_problem *problem, int first)
{
    int f = problem->levies[first].facility;
    double most = 0.0;

    for (int l = first; l < problem->n_levies && problem->levies[l].facility == f; l++) {
        const struct cairn_bound_levy *levy = &problem->levies[l];
        double sum = 0.0;

        for (int p = levy->first_part; p < levy->first_part + levy->n_parts; p++)
            sum += problem->parts[p].cost;
        most = fmax(most, sum);
    }
    return most;
}

/* A column of 0 to 1 for what the largest levy may come to, and above it a row for each levy. */
static void add_levies(struct cairn_programme *p)
{
    const struct cairn_bound_problem *problem = p->problem;

    for (int l = 0; l < problem->n_levies; l++) {
        const struct cairn_bound_levy *levy = &problem->levies[l];
        double most;

        if (!p->open[levy->facility])
            continue;
        if (l == 0 || levy->facility != levy[-1].facility) {
            p->levy_most[levy->facility] = largest_levy(problem, l);
            if (p->levy_most[levy->facility] > 0.0)
                p->levy[levy->facility] = add_column(p, p->levy_most[levy->facility], 1.0, false);
        }
        most = p->levy_most[levy->facility];
        for (int i = levy->first_part; most > 0.0 && i < levy->first_part + levy->n_parts; i++) {
            int demand = problem->parts[i].demand;

            for (int o = problem->first_option[demand]; o < problem->first_option[demand + 1]; o++)
                for (int u = 0; p->share[o] && u < problem->options[o].n_uses; u++)
                    if (problem->uses[problem->options[o].first_use + u].facility == levy->facility)
                        put(p, p->share[o], problem->parts[i].cost / most);
        }
        if (p->n == 0)
            continue;
        put(p, p->levy[levy->facility], -1.0);
        end_row(p, GLP_UP, 0.0);
    }
}

/* ---- rows of work ---- */

/* Work that arrives at a facility in a row, and which row it is. */
struct busy_row {
    double sum;
    int row;
};

static int compare_rows(const void *left, const void *right)
{
    const struct busy_row *a = left, *b = right;

    if (a->sum != b->sum)
        return a->sum > b->sum ? -1 : 1;
    return a->row - b->row;
}

/* The uses of a facility that bring work, as a list. */
struct bringing {
    int *option, *use;
    int n;
};

/* Whether in one row every use brings at least as much work as in another. */
static bool dominates(const struct cairn_bound_problem *problem, const struct bringing *bringing,
                      int row, int other)
{
    for (int i = 0; i < bringing->n; i++) {
        const double *work = &problem->works[problem->uses[bringing->use[i]].first_work];

        if (work[row] < work[other])
            return false;
    }
    return true;
}

static void add_work(struct cairn_programme *p, int f, const struct bringing *bringing)
{
    const struct cairn_bound_problem *problem = p->problem;
    struct busy_row *rows = cairn_calloc((size_t)problem->n_rows, sizeof *rows);
    int kept[MOST_ROWS], n_kept = 0;

    for (int r = 0; r < problem->n_rows; r++) {
        rows[r].row = r;
        for (int i = 0; i < bringing->n; i++)
            rows[r].sum += problem->works[problem->uses[bringing->use[i]].first_work + r];
    }
    qsort(rows, (size_t)problem->n_rows, sizeof *rows, compare_rows);
    for (int r = 0; r < problem->n_rows && n_kept < MOST_ROWS; r++) {
        bool needed = rows[r].sum > 0.0;

        for (int k = 0; k < n_kept && needed; k++)
            needed = !dominates(problem, bringing, kept[k], rows[r].row);
        if (!needed)
            continue;
        kept[n_kept++] = rows[r].row;
        for (int i = 0; i < bringing->n; i++)
            put(p, p->share[bringing->option[i]],
                problem->works[problem->uses[bringing->use[i]].first_work + rows[r].row]);
        put(p, p->size[f], -1.0);
        end_row(p, GLP_UP, 0.0);
    }
    cairn_free(rows);
}

static void add_works(struct cairn_programme *p)
{
    const struct cairn_bound_problem *problem = p->problem;
    int *first = cairn_calloc((size_t)problem->n_facilities + 1, sizeof *first);
    int *option = cairn_calloc((size_t)problem->n_uses, sizeof *option);
    int *use = cairn_calloc((size_t)problem->n_uses, sizeof *use);
    int n = 0;

    for (int f = 0; f < problem->n_facilities; f++) /* a counting sort of uses by facility */
        first[f] = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int o = 0; o < problem->n_options; o++) {
            const struct cairn_bound_option *from = &problem->options[o];

            for (int u = from->first_use; u < from->first_use + from->n_uses; u++) {
                int f = problem->uses[u].facility;

                if (!p->share[o] || problem->uses[u].first_work == CAIRN_NONE)
                    continue;
                if (pass == 1) {
                    option[first[f]] = o;
                    use[first[f]] = u;
                }
                first[f]++;
            }
        }
        for (int f = 0; pass == 0 && f < problem->n_facilities; f++) {
            int count = first[f];

            first[f] = n;
            n += count;
        }
    }
    for (int f = 0, from = 0; f < problem->n_facilities; from = first[f++])
        if (p->size[f] && first[f] > from)
            add_work(p, f, &(struct bringing){option + from, use + from, first[f] - from});
    cairn_free(first);
    cairn_free(option);
    cairn_free(use);
}

void cairn_programme_init(struct cairn_programme *p)
{
    const struct cairn_bound_problem *problem = p->problem;
    size_t n = (size_t)problem->n_facilities;
    size_t most = (size_t)problem->n_options + 3 * n + 2;

    p->share = cairn_calloc((size_t)problem->n_options, sizeof *p->share);
    p->open = cairn_calloc(n, sizeof *p->open);
    p->size = cairn_calloc(n, sizeof *p->size);
    p->modules = cairn_calloc(n, sizeof *p->modules);
    p->levy = cairn_calloc(n, sizeof *p->levy);
    p->levy_most = cairn_calloc(n, sizeof *p->levy_most);
    p->linked = cairn_calloc(n, sizeof *p->linked);
    p->whole_of = cairn_calloc((size_t)problem->n_demands, sizeof *p->whole_of);
    p->index = cairn_calloc(most, sizeof *p->index);
    p->value = cairn_calloc(most, sizeof *p->value);
}

void cairn_programme_release(struct cairn_programme *p)
{
    cairn_free(p->share);
    cairn_free(p->open);
    cairn_free(p->size);
    cairn_free(p->modules);
    cairn_free(p->levy);
    cairn_free(p->levy_most);
    cairn_free(p->linked);
    cairn_free(p->whole_of);
    cairn_free(p->index);
    cairn_free(p->value);
}

static void forget_columns(struct cairn_programme *p)
{
    for (int o = 0; o < p->problem->n_options; o++)
        p->share[o] = 0;
    for (int f = 0; f < p->problem->n_facilities; f++)
        p->open[f] = p->size[f] = p->modules[f] = p->levy[f] = 0;
    p->n_integers = 0;
}

void cairn_programme_make(struct cairn_programme *p)
{
    forget_columns(p);
    p->lp = glp_create_prob();
    glp_set_obj_dir(p->lp, GLP_MIN);
    add_columns(p);
    link_shares(p);
    add_works(p);
    add_levies(p);
}

void cairn_programme_forbid(struct cairn_programme *p, const int *sizes)
{
    int n_open = 0;

    for (int f = 0; f < p->problem->n_facilities; f++) {
        if (!p->open[f])
            continue;
        put(p, p->open[f], sizes[f] > 0 ? -1.0 : 1.0);
        n_open += sizes[f] > 0;
    }
    end_row(p, GLP_LO, 1.0 - n_open);
}

void cairn_programme_forbid_idle(struct cairn_programme *p)
{
    const struct cairn_bound_problem *problem = p->problem;

    for (int f = 0; f < problem->n_facilities; f++) {
        if (!p->open[f])
            continue;
        for (int o = 0; o < problem->n_options; o++) {
            const struct cairn_bound_option *option = &problem->options[o];

            for (int u = option->first_use; u < option->first_use + option->n_uses; u++)
                if (p->share[o] && problem->uses[u].facility == f)
                    put(p, p->share[o], 1.0);
        }
        put(p, p->open[f], -1.0);
        end_row(p, GLP_LO, 0.0);
    }
}
