/*
 * Is the placement chosen within the indifference zone of the best of all placements, simulated on
 * other streams? A table for docs/VALIDATION.md. Fails where fewer than 95 in 100 scenarios are,
 * where more than a tenth of the requests of the enumeration were simulated, or where a bound
 * exceeds the optimum.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/enumerated.h"
#include "support/town.h"

int main(int argc, char **argv)
{
    int scenarios = argc > 1 ? atoi(argv[1]) : 200;
    struct enumerated_sum sum = {0};

    for (int i = 1; i <= scenarios; i++) {
        struct enumerated e;

        enumerated_measure(&e, town_random((uint64_t)i));
        enumerated_add(&sum, &e);
        if (e.has_optimum && (!e.near || enumerated_exceeds(&e)))
            fprintf(stderr,
                    "soak_enumeration: scenario %d: %s, %.2f zones above, bound %.5f of it\n", i,
                    e.broken ? "breaks a promise"
                    : e.near ? "near"
                             : "not near",
                    e.excess_g / e.zone_g, e.bound_g / e.optimum_g);
    }
    puts("| figure | value |\n|---|---|");
    printf("| scenarios with a placement that keeps its promises | %d |\n", sum.scenarios);
    printf("| placements, from 1 to %d, in all | %.0f |\n", sum.most_placements, sum.placements);
    printf("| chosen: within the zone of the optimum | %d |\n", sum.near);
    printf("| chosen: the optimum itself | %d |\n", sum.exact);
    printf("| said to be infeasible, with an optimum | %d |\n", sum.wrong_infeasible);
    printf("| without an optimum, and said to be infeasible | %d of %d |\n", sum.infeasible,
           scenarios - sum.scenarios);
    printf("| requests simulated, of those of the enumeration | %.1f %% |\n",
           100.0 * sum.answer_requests / sum.all_requests);
    printf("| scenarios in which it was at most a tenth | %d |\n", sum.within_tenth);
    printf("| bound above the optimum | %d |\n", sum.bound_exceeds);
    printf("| bound, of the optimum: mean | %.1f %% |\n", 100.0 * sum.bound_share / sum.scenarios);
    return sum.near * 100 < 95 * sum.scenarios || sum.bound_exceeds > 0 ||
           sum.answer_requests > 0.1 * sum.all_requests;
}
