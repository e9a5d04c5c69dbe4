/*
 * enumerated.h - a small scenario answered, and all its placements simulated on other streams
 *
 * Every placement of a scenario's space is simulated ENUMERATED_REPLICATIONS times on streams that
 * the answer has not seen, without controls, all on the same requests. The optimum is the
 * least mean of those whose promises are surely kept by counts; its carbon is then measured by
 * ENUMERATED_AGAIN replications more, for the bound. The answer is near if it breaks
 * no promise there and its mean is within the answer's indifference zone of the optimum's.
 */
#ifndef TESTS_SUPPORT_ENUMERATED_H
#define TESTS_SUPPORT_ENUMERATED_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

enum { ENUMERATED_REPLICATIONS = 100, ENUMERATED_AGAIN = 4000 };

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

/*
 * Is the bound above the optimum? By more than three standard errors and a thousandth: a window has
 * an end, and where its line is long, less is served in it than arrives.
 */
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
