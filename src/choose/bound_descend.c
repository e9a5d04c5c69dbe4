#include "choose/bound_descend.h"

#include <math.h>
#include <string.h>

#include <cairn/scenario.h>

#include "base/alloc.h"
#include "math/rng.h"

/* Chosen by hand: as long as some nodes of branch and cut take. */
enum {
    MOVES_PER_OPTION = 600,
    MOST_MOVES = 400000,
    MOST_KICKS = 200,
    KICKED = 3,
    MOST_PAIRS = 1000000
};

#define NOTHING 1e-9  /* of the cost: less is no gain */
#define FINE 2.0      /* factor by which it changes */
#define CLOSE_BY 1e-9 /* of a device */

/* A choice, and what it brings to the facilities. */
struct state {
    const struct cairn_bound_problem *problem;
    int *chosen;
    double *work; /* [facility][row]; owned, as all of these */
    int *served;  /* [facility]: demands */
    double *cost; /* [facility], with its fine */
    double *over; /* [facility]: work beyond its largest size */
    int *option;  /* [demand][facility]: the first that uses it, or CAIRN_NONE; may be NULL */
    int *before;  /* [demand]: scratch */
    double total; /* of options and facilities */
    double fine;  /* of a device too few */
    long moves, most_moves;
};

static void weigh(struct state *s, int f)
{
    const struct cairn_bound_facility *facility = &s->problem->facilities[f];
    double most = 0.0;
    int size = 1;

    s->total -= s->cost[f];
    s->cost[f] = s->over[f] = 0.0;
    if (s->served[f] == 0)
        return;
    for (int r = 0; r < s->problem->n_rows; r++)
        most = fmax(most, s->work[f * s->problem->n_rows + r]);
    if (facility->sized) {
        double wanted = fmax(ceil(most - CLOSE_BY), fmax(facility->min, 1));

        size = (int)fmin(wanted, facility->max);
        s->over[f] = wanted > facility->max ? fmax(most - facility->max, CLOSE_BY) : 0.0;
    }
    s->cost[f] = cairn_bound_facility_cost(facility, size) + s->fine * s->over[f];
    s->total += s->cost[f];
}

/* Adds (1) or takes away (-1) what an option brings. */
static void bring(struct state *s, int option, int times)
{
    const struct cairn_bound_option *of = &s->problem->options[option];
    int n_rows = s->problem->n_rows;

    s->total += times * of->cost;
    for (int u = of->first_use; u < of->first_use + of->n_uses; u++) {
        const struct cairn_bound_use *use = &s->problem->uses[u];

        s->served[use->facility] += times;
        for (int r = 0; use->first_work != CAIRN_NONE && r < n_rows; r++)
            s->work[use->facility * n_rows + r] += times * s->problem->works[use->first_work + r];
        weigh(s, use->facility);
    }
}

static void take(struct state *s, int demand, int option)
{
    bring(s, s->chosen[demand], -1);
    bring(s, option, 1);
    s->chosen[demand] = option;
    s->moves++;
}

static bool is_less(double a, double b)
{
    return a < b - NOTHING * fabs(b);
}

/* The first facility that a demand uses. */
static int at(const struct state *s, int demand)
{
    const struct cairn_bound_option *of = &s->problem->options[s->chosen[demand]];

    return of->n_uses > 0 ? s->problem->uses[of->first_use].facility : CAIRN_NONE;
}

/* The best option of a demand, away from a facility (CAIRN_NONE: anywhere). */
static bool shift(struct state *s, int d, int away)
{
    const struct cairn_bound_problem *problem = s->problem;
    int was = s->chosen[d], best = was;
    double least = away == CAIRN_NONE ? s->total : INFINITY;

    for (int o = problem->first_option[d]; o < problem->first_option[d + 1]; o++) {
        const struct cairn_bound_option *of = &problem->options[o];

        if (o == was || !cairn_bound_is_possible(problem, o) ||
            (away != CAIRN_NONE && of->n_uses > 0 && problem->uses[of->first_use].facility == away))
            continue;
        take(s, d, o);
        if (is_less(s->total, least)) {
            least = s->total;
            best = o;
        }
    }
    take(s, d, best);
    return best != was;
}

static bool trade(struct state *s, int d, int e)
{
    int n = s->problem->n_facilities, f = at(s, d), g = at(s, e);
    int d_was = s->chosen[d], e_was = s->chosen[e];
    double before = s->total;

    if (f == g || f == CAIRN_NONE || g == CAIRN_NONE || s->option[d * n + g] == CAIRN_NONE ||
        s->option[e * n + f] == CAIRN_NONE)
        return false;
    take(s, d, s->option[d * n + g]);
    take(s, e, s->option[e * n + f]);
    if (is_less(s->total, before))
        return true;
    take(s, d, d_was);
    take(s, e, e_was);
    return false;
}

static void keep(struct state *s)
{
    memcpy(s->before, s->chosen, (size_t)s->problem->n_demands * sizeof *s->before);
}

static void go_back(struct state *s)
{
    for (int d = 0; d < s->problem->n_demands; d++)
        if (s->chosen[d] != s->before[d])
            take(s, d, s->before[d]);
}

/* All that a facility serves goes elsewhere, if that costs less. */
static bool try_closed(struct state *s, int f)
{
    double before = s->total;

    if (s->served[f] == 0)
        return false;
    keep(s);
    for (int d = 0; d < s->problem->n_demands; d++)
        if (s->chosen[d] != CAIRN_NONE && at(s, d) == f)
            shift(s, d, f);
    if (is_less(s->total, before))
        return true;
    go_back(s);
    return false;
}

/* A facility is opened for all whose option there costs less by itself. */
static bool try_open(struct state *s, int f)
{
    const struct cairn_bound_problem *problem = s->problem;
    double before = s->total;

    if (s->served[f] > 0)
        return false;
    keep(s);
    for (int d = 0; d < problem->n_demands; d++) {
        int option =
            s->chosen[d] == CAIRN_NONE ? CAIRN_NONE : s->option[d * problem->n_facilities + f];

        if (option != CAIRN_NONE &&
            problem->options[option].cost < problem->options[s->chosen[d]].cost)
            take(s, d, option);
    }
    if (is_less(s->total, before))
        return true;
    go_back(s);
    return false;
}

/* One round of all moves; whether any helped. */
static bool improve(struct state *s)
{
    int n = s->problem->n_demands;
    bool any = false;

    for (int d = 0; d < n && s->moves < s->most_moves; d++)
        if (s->chosen[d] != CAIRN_NONE)
            any = shift(s, d, CAIRN_NONE) || any;
    if (any || !s->option)
        return any;
    for (int f = 0; f < s->problem->n_facilities && s->moves < s->most_moves; f++) {
        double stands = cairn_bound_facility_cost(&s->problem->facilities[f], 1);

        if (stands > 0.0)
            any = try_open(s, f) || try_closed(s, f) || any;
    }
    for (int d = 0; d < n && !any; d++)
        for (int e = 0; e < d && s->chosen[d] != CAIRN_NONE && s->moves < s->most_moves; e++)
            if (s->chosen[e] != CAIRN_NONE)
                any = trade(s, d, e) || any;
    return any;
}

static void kick(struct state *s, struct cairn_rng *rng)
{
    const struct cairn_bound_problem *problem = s->problem;

    for (int k = 0; k < KICKED; k++) {
        int d = (int)cairn_rng_below(rng, (uint64_t)problem->n_demands);
        int n = problem->first_option[d + 1] - problem->first_option[d];
        int o = problem->first_option[d] + (int)cairn_rng_below(rng, (uint64_t)n);

        if (s->chosen[d] != CAIRN_NONE && cairn_bound_is_possible(problem, o))
            take(s, d, o);
    }
}

/* Changes the fine and adds up anew: differences leave rounding behind. */
static void set_fine(struct state *s, double fine)
{
    s->fine = fine;
    s->total = 0.0;
    for (int f = 0; f < s->problem->n_facilities; f++) {
        s->cost[f] = 0.0;
        weigh(s, f);
    }
    for (int d = 0; d < s->problem->n_demands; d++)
        if (s->chosen[d] != CAIRN_NONE)
            s->total += s->problem->options[s->chosen[d]].cost;
}

static bool fits(const struct state *s)
{
    for (int f = 0; f < s->problem->n_facilities; f++)
        if (s->over[f] > 0.0)
            return false;
    return true;
}

static void map_options(struct state *s)
{
    const struct cairn_bound_problem *problem = s->problem;
    int n = problem->n_facilities;

    if ((double)problem->n_demands * n > MOST_PAIRS)
        return;
    s->option = cairn_calloc((size_t)problem->n_demands * (size_t)n, sizeof *s->option);
    for (int i = 0; i < problem->n_demands * n; i++)
        s->option[i] = CAIRN_NONE;
    for (int o = 0; o < problem->n_options; o++) {
        const struct cairn_bound_option *of = &problem->options[o];
        int f = of->n_uses > 0 ? problem->uses[of->first_use].facility : CAIRN_NONE;

        if (f != CAIRN_NONE && s->option[of->demand * n + f] == CAIRN_NONE &&
            cairn_bound_is_possible(problem, o))
            s->option[of->demand * n + f] = o;
    }
}

static void state_init(struct state *s, const struct cairn_bound_problem *problem, int *chosen)
{
    size_t n = (size_t)problem->n_facilities;

    *s = (struct state){.problem = problem, .chosen = chosen};
    s->most_moves = (long)fmin(MOST_MOVES, (double)MOVES_PER_OPTION * problem->n_options);
    s->work = cairn_calloc(n * (size_t)problem->n_rows, sizeof *s->work);
    s->served = cairn_calloc(n, sizeof *s->served);
    s->cost = cairn_calloc(n, sizeof *s->cost);
    s->over = cairn_calloc(n, sizeof *s->over);
    s->before = cairn_calloc((size_t)problem->n_demands, sizeof *s->before);
    map_options(s);
    for (int d = 0; d < problem->n_demands; d++)
        if (chosen[d] != CAIRN_NONE)
            bring(s, chosen[d], 1);
}

static void state_release(struct state *s)
{
    cairn_free(s->work);
    cairn_free(s->served);
    cairn_free(s->cost);
    cairn_free(s->over);
    cairn_free(s->before);
    cairn_free(s->option);
}

static bool is_plain(const struct cairn_bound_problem *problem)
{
    for (int u = 0; u < problem->n_uses; u++)
        if (problem->uses[u].least > 1)
            return false;
    return problem->n_levies == 0;
}

double cairn_bound_descend(const struct cairn_bound_problem *problem, double enough, int *chosen)
{
    size_t size = (size_t)problem->n_demands * sizeof *chosen;
    struct cairn_rng rng;
    struct state s;
    double least = INFINITY, least_fine, most_fine;
    int *best;

    if (!is_plain(problem))
        return INFINITY;
    best = cairn_calloc((size_t)problem->n_demands, sizeof *best);
    state_init(&s, problem, chosen);
    cairn_rng_init(&rng, (struct cairn_stream_key){.seed = 1});
    least_fine = 1e-4 * s.total;
    most_fine = 1e2 * s.total;
    set_fine(&s, 1e-2 * s.total);
    for (int k = 0; k < MOST_KICKS && s.moves < s.most_moves && !(least <= enough); k++) {
        while (improve(&s) && s.moves < s.most_moves)
            ;
        if (fits(&s) && s.total < least) {
            least = s.total;
            memcpy(best, chosen, size);
        }
        set_fine(&s, fits(&s) ? fmax(s.fine / FINE, least_fine) : fmin(s.fine * FINE, most_fine));
        kick(&s, &rng);
    }
    memcpy(chosen, best, size);
    cairn_free(best);
    state_release(&s);
    return isinf(least) ? INFINITY : least;
}
