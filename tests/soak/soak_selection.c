/*
 * Is the best system chosen as often as promised, and with how many replications? A table for
 * docs/VALIDATION.md; fails where the best is chosen less often than in 95 % of the
 * macro-replications (less three standard errors), or with more than a tenth of the replications
 * of Rinott's procedure on queues with common random numbers.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/selection_problems.h"

enum { SYSTEMS = 6, FIRST = 20 };

#define ALPHA 0.05

struct tally {
    int macro_replications;
    int failures;
    double rinott_queues, cairn_queues;
};

/* One procedure on one problem; those that use independence are not asked about common numbers. */
static double measure(struct tally *tally, const struct selection_problem *problem,
                      const struct selection_procedure *procedure)
{
    struct selection_score score =
        selection_measure(*problem, procedure, tally->macro_replications);
    double least = 1.0 - ALPHA - 3.0 * sqrt(ALPHA * (1.0 - ALPHA) / tally->macro_replications);
    bool one_best = problem->kind != SELECTION_NEAR && problem->kind != SELECTION_EQUAL;

    printf("| %s | %s | %s | %.3f | %.3f | %.0f |\n", selection_name(problem->kind),
           problem->common ? "common" : "independent", procedure->name, score.correct, score.good,
           score.replications);
    fflush(stdout);
    if (procedure->choose == selection_by_cairn &&
        (one_best ? score.correct : score.good) < least) {
        fprintf(stderr, "soak_selection: %s: chosen too seldom\n", selection_name(problem->kind));
        tally->failures++;
    }
    return score.replications;
}

static void measure_all(struct tally *tally, enum selection_kind kind, bool common)
{
    struct selection_problem problem = {.kind = kind, .n_systems = SYSTEMS, .common = common};
    struct selection_procedure cairn = {"cairn, n0 = 12", selection_by_cairn, 12};
    struct selection_procedure cairn_20 = {"cairn, n0 = 20", selection_by_cairn, 20};
    struct selection_procedure kn = {"Kim-Nelson, n0 = 20", selection_by_kn, 0};
    struct selection_procedure rinott = {"Rinott, n0 = 20", selection_by_rinott,
                                         selection_rinott_h(SYSTEMS, FIRST, ALPHA)};
    struct selection_procedure equal = {"equal, as many as cairn", selection_by_equal, 0};
    double used = measure(tally, &problem, &cairn);

    measure(tally, &problem, &cairn_20);
    measure(tally, &problem, &kn);
    equal.parameter = ceil(used / SYSTEMS);
    measure(tally, &problem, &equal);
    if (!common)
        used = measure(tally, &problem, &rinott);
    if (kind == SELECTION_QUEUES)
        *(common ? &tally->cairn_queues : &tally->rinott_queues) = used;
}

int main(int argc, char **argv)
{
    struct tally tally = {.macro_replications = argc > 1 ? atoi(argv[1]) : 1000};

    puts("| problem | random numbers | procedure | best chosen | within the zone | replications |");
    puts("|---|---|---|---|---|---|");
    for (int kind = 0; kind < SELECTION_KINDS; kind++)
        for (int common = 0; common < 2; common++)
            measure_all(&tally, (enum selection_kind)kind, common);
    printf("\nQueues on common random numbers: %.1f times fewer replications than Rinott's "
           "procedure.\n",
           tally.rinott_queues / tally.cairn_queues);
    if (tally.cairn_queues > tally.rinott_queues / 10.0) {
        fputs("soak_selection: too many replications of queues\n", stderr);
        tally.failures++;
    }
    return tally.failures > 0;
}
