/*
 * relation.h - how what comes out must change when a scenario is changed in a known way
 *
 * A relation needs no expected value: it holds two accounts of the same thing against each other
 * (metamorphic relations: T. Y. Chen and others, ACM Computing Surveys 51(1), 2018). Scenarios are
 * random ones of random_scenario.h, whose baseline is accounted; where something is chosen, random
 * towns of town.h.
 *
 *     to the bit  every part of every total under every basis is the same, or exactly so many times
 *                 the same
 *     exactly     the same within rounding of sums in another order: a relative 1e-12
 *     paired      totals of both differ by chance alone: the mean difference over replications,
 *                 by Student's t; a relation is in doubt where small probabilities are more
 *                 frequent than they are by chance
 *     optimum     one optimum is no higher than another, beyond the indifference zone and what
 *                 common replications leave open
 *
 * Relations are pure functions of a number, so that a case that fails can be looked at again.
 */
#ifndef TESTS_SUPPORT_RELATION_H
#define TESTS_SUPPORT_RELATION_H

#include <stdbool.h>
#include <stdint.h>

#include "support/accounted.h"
#include "support/scenario_files.h"

enum relation_kind { RELATION_BITS, RELATION_EXACT, RELATION_PAIRED, RELATION_OPTIMUM };

/* A random scenario as it is, for all relations of its number. */
struct relation_case {
    int number;
    struct scenario_files files;
    struct random_scenario made;
    struct cairn_scenario *scenario;
    struct cairn_template *from;
    struct accounted plain;
};

/* What became of a relation in a case. */
struct relation_outcome {
    bool applies;
    bool holds;    /* of a paired one: always */
    bool moves;    /* what was changed made a difference that is not nothing */
    double chance; /* of a paired one: that a difference is as large as this one, 0 .. 1 */
    char text[200];
};

struct relation {
    const char *name; /* as in docs/RELIABILITY.md */
    enum relation_kind kind;
    bool changes; /* something, at least now and then */
    /* of optima NULL; all zero before */
    void (*check)(const struct relation_case *of, struct relation_outcome *outcome);
    void (*choose)(int number, struct relation_outcome *outcome); /* of optima alone */
};

/* All relations, in tables of one kind each. */
extern const struct relation relations_of_bits[], relations_of_answers[], relations_of_sums[],
    relations_of_chance[], relations_of_optima[];
extern const int n_relations_of_bits, n_relations_of_answers, n_relations_of_sums,
    n_relations_of_chance, n_relations_of_optima;

void relation_case_init(struct relation_case *of, int number, int replications);
void relation_case_release(struct relation_case *of);

/* What was seen of a relation over many cases. */
struct relation_tally {
    const struct relation *relation;
    int cases, broken, moved; /* cases: in which it applies */
    int below[3];             /* of a paired one: chances under relation_levels[] */
    char first[240];          /* of those that were broken */
};

static const double relation_levels[3] = {0.05, 0.01, 0.001};

void relation_tally_add(struct relation_tally *tally, int number,
                        const struct relation_outcome *outcome);

/*
 * Is it broken? A paired relation is where as many chances are below one of the levels as come up
 * with a probability of 1e-4 or less for each (a binomial tail), so with 3e-4 or less in all. An
 * optimum may be wrong with the scenario's alpha of 5 %, and is broken where as many are wrong as
 * come up with 1e-4 or less. Others are broken where any case is.
 */
bool relation_is_broken(const struct relation_tally *tally);

enum { RELATION_REPLICATIONS = 20 }; /* of paired ones */

/* Checks a table in the cases first .. last - 1. */
void relations_check(const struct relation *relations, int n, int first, int last,
                     struct relation_tally *tallies);

#endif
