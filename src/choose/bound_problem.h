/*
 * bound_problem.h - who is served how, and what has to stand there for it: facility location
 * [BOUND]
 *
 * Words: a demand is something that has to be served whole; an option is one way to serve it, with
 * what it costs if all of the demand takes it; a facility is something that options use. A facility
 * that is open costs something; one with sizes costs more for each piece and for each module that
 * its pieces fill (a host of four devices). In every row (an hour of the week, say) the work that
 * options bring to a facility is at most its size.
 *
 *     cost = sum over demands of sum over options of  cost x share
 *          + sum over facilities of  open cost x open + each x size + module cost x modules
 *
 *     shares of a demand sum to 1          share of options at f <= open of f
 *     least size of an option x share <= size of f
 *     sum of work x share <= size of f     min x open <= size <= max x open
 *     modules x per >= size + extra x open
 *
 * Besides, a facility costs the greatest of its levies: each is a sum of costs over the demands
 * that have a share there.
 *
 * Shares are 0 or 1, or anything between where demands may be split. This is a problem about
 * numbers and knows nothing of carbon: costs and work are not negative. What they mean is
 * bound_relax.h's business, how the problem is solved bound_solve.h's.
 */
#ifndef CAIRN_CHOOSE_BOUND_PROBLEM_H
#define CAIRN_CHOOSE_BOUND_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

struct cairn_bound_facility {
    double open_cost;
    bool sized; /* else it is open or not, and takes any work */
    int min, max;
    double each_cost, module_cost;
    int per, extra; /* of a module; per >= 1 */
};

struct cairn_bound_use {
    int facility;
    int first_work; /* into works: one for each row; CAIRN_NONE: no work */
    int least;      /* size of the facility at which this option is there; 0: any */
};

struct cairn_bound_option {
    int demand;
    int label; /* the caller's */
    double cost;
    int first_use, n_uses; /* into uses */
};

/* A facility costs so much more, at least, by who is served there. */
struct cairn_bound_levy {
    int facility;
    int first_part, n_parts; /* into parts */
};

struct cairn_bound_part {
    int demand;
    double cost; /* not negative */
};

struct cairn_bound_problem {
    bool split;
    int n_rows;        /* of work */
    double fixed_cost; /* of any solution, besides */
    int *first_option; /* [demand], and one more; owned */
    int n_demands;
    struct cairn_bound_option *options; /* demand after demand; owned */
    int n_options;
    struct cairn_bound_use *uses; /* owned */
    int n_uses;
    double *works; /* owned */
    int n_works;
    struct cairn_bound_facility *facilities; /* owned */
    int n_facilities;
    struct cairn_bound_levy *levies; /* facility after facility; owned */
    int n_levies;
    struct cairn_bound_part *parts; /* owned */
    int n_parts;
    size_t demands_room, options_room, uses_room, works_room, facilities_room, levies_room,
        parts_room;
};

void cairn_bound_problem_init(struct cairn_bound_problem *problem, int n_rows);
void cairn_bound_problem_release(struct cairn_bound_problem *problem);

/*
 * The problem with the wanted options alone; option_of says which options of `from` they are.
 * False: some demand has none. Release it in any case.
 */
bool cairn_bound_problem_pick(struct cairn_bound_problem *problem,
                              const struct cairn_bound_problem *from, const bool *wanted,
                              int *option_of);

/* Each returns an index. Options belong to the demand added last, uses to the option added last. */
int cairn_bound_add_facility(struct cairn_bound_problem *problem,
                             const struct cairn_bound_facility *facility);
int cairn_bound_add_demand(struct cairn_bound_problem *problem);
int cairn_bound_add_option(struct cairn_bound_problem *problem, int label, double cost);

/* work has n_rows numbers; NULL: none. A facility that the option uses already gets more of it. */
void cairn_bound_add_use(struct cairn_bound_problem *problem, int facility, const double *work);

/* The option added last is there only where a facility that it uses has this size at least. */
void cairn_bound_need(struct cairn_bound_problem *problem, int facility, int least);

/*
 * May an option be taken whole at all: may everything that it uses be as large as it needs?
 * Where demands may be split only what it states as a least size counts.
 */
bool cairn_bound_is_possible(const struct cairn_bound_problem *problem, int option);

/* Least size of a facility that serves all of a demand by this use. */
int cairn_bound_least_size(const struct cairn_bound_problem *problem,
                           const struct cairn_bound_use *use);

/* Cost of a facility of this size; 0: closed. One without sizes has size 1 where it is open. */
double cairn_bound_facility_cost(const struct cairn_bound_facility *facility, int size);

/*
 * The unit of which all costs of a problem are multiples, as far as doubles tell, as published
 * problems have them; 0: there is none, or costs have more than 10,000 of it.
 */
double cairn_bound_unit(const struct cairn_bound_problem *problem);

/* The least that a unit of work can cost at a facility, its size shared fairly. */
double cairn_bound_unit_cost(const struct cairn_bound_facility *facility);

/*
 * A bound without a solver: each demand takes its cheapest option, at facilities that cost only
 * their unit cost of its work, averaged over the rows. INFINITY where a demand has no option. Of
 * one part (below), or with its fixed cost of all (part_of NULL).
 */
double cairn_bound_combinatorial(const struct cairn_bound_problem *problem, const int *part_of,
                                 int part);

/*
 * The least sizes ([facility]; 0: closed) for a choice of options, one per demand; CAIRN_NONE: as
 * if the demand were not there. False: too much work.
 */
bool cairn_bound_sizes(const struct cairn_bound_problem *problem, const int *chosen, int *sizes);

/*
 * The parts of a problem that can be solved by themselves: [demand] the number of its part, in
 * order of first demands. Demands belong together that may use the same facility. Returns how many
 * there are.
 */
int cairn_bound_parts(const struct cairn_bound_problem *problem, int *part_of);

/*
 * What a choice of options costs with the least sizes, or INFINITY: too much work. One per demand;
 * CAIRN_NONE: as if the demand were not there.
 */
double cairn_bound_cost_of(const struct cairn_bound_problem *problem, const int *chosen);

#endif
