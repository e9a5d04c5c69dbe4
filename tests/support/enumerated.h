/*
 * enumerated.h - a small scenario answered, and all its placements simulated on other streams
 *
 * Every placement of a scenario's space is simulated ENUMERATED_REPLICATIONS times on streams that
 * the answer has not seen, without controls, all on the same requests. The optimum is the
 * least mean of those whose promises are surely kept by counts. The bound is of the steady state:
 * for it the optimum's carbon is measured again, by ENUMERATED_AGAIN replications of longer
 * windows, which run in for longer than its queues remember their empty start (choose/steady.h).
 * The answer is near if it breaks
 * no promise there and its mean is within the answer's indifference zone of the optimum's.
 */
#ifndef TESTS_SUPPORT_ENUMERATED_H
#define TESTS_SUPPORT_ENUMERATED_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

enum {
    ENUMERATED_REPLICATIONS = 100,
    ENUMERATED_AGAIN = 2000,
    ENUMERATED_WINDOWS = 10, /* as long as stated */
    ENUMERATED_MEMORIES = 5  /* all but exp(-5) of the empty start is forgotten */
};

#define ENUMERATED_ERRORS 3.9 /* 200 comparisons are all right with a probability of 0.99 */

struct enumerated {
    int placements;
    bool has_optimum; /* some placement surely keeps its promises */
    bool has_winner;  /* the answer names one */
    bool decided;
    bool near;
    bool broken;     /* the winner is found to break a promise on the other streams */
    double excess_g; /* of the winner over the optimum; NaN: one of them is missing */
    double zone_g;
    double optimum_g, optimum_error_g; /* measured again: the mean and its standard error */
    double bound_g;                    /* NaN: none */
    bool bound_of_search;              /* see bound.h */
    /*
     * Requests simulated: for the answer, and for the enumeration with as many replications as
     * here. The enumeration simulates what placements share (a component) once, too.
     */
    uint64_t answer_requests, all_requests;
};

/* Takes the scenario over. */
void enumerated_measure(struct enumerated *e, struct cairn_scenario *s);

/* Is the bound above the optimum, by more than the error of measuring it? */
bool enumerated_exceeds(const struct enumerated *e);

/* What a set of scenarios amounts to. */
struct enumerated_sum {
    int scenarios;  /* with an optimum */
    int infeasible; /* without, and the answer says so */
    int near, exact, wrong_infeasible, bound_exceeds, within_tenth;
    int most_placements;
    double placements, answer_requests, all_requests;
    double bound_share; /* sum of bounds over optima */
};

void enumerated_add(struct enumerated_sum *sum, const struct enumerated *e);

#endif
