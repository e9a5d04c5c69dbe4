/*
 * response.h - how totals of placements depend on a few numbers of the scenario [RESPONSE]
 *
 * A number that is accounting alone leaves every quantity as it is and enters a total as a factor:
 * the total of a replication is affine in it, or in its reciprocal (a lifetime), and in several of
 * them affine in each. Such a function is known from its values at the corners of a box:
 *
 *     u_i  = (x_i - low_i) / (high_i - low_i),   or the same of 1/x, 1/low, 1/high
 *     f(x) = sum over corners c of w_c(u) f_c,    w_c = product over i of u_i or 1 - u_i
 *
 * Weights are positive and sum to 1. So each placement has one contraction (contraction.h) whose
 * variables are the weights of the corners: means, intervals, paired differences of two placements
 * cost 2^k multiplications, and nothing is simulated.
 *
 * No table says which numbers are like that: it is found out. What a total is at a corner is asked
 * of the scenario with those numbers, as a file would have them. Then it is asked at two further
 * values of each number, at two points inside the box, and wherever else the scenario was made
 * (stations.h), and every replication of every placement has to agree to 1e-9 of its total. A
 * number that does not is tried by its reciprocal, and else the response says of which it does not
 * hold: purchases that are rounded up, dispatch, a PUE that depends on load.
 *
 * Not here: what wins where (envelope.h), which placements to compare (exact.h).
 */
#ifndef CAIRN_STUDY_RESPONSE_H
#define CAIRN_STUDY_RESPONSE_H

#include <cairn/load.h>
#include <cairn/placement.h>

#include "account/contraction.h"
#include "study/labs.h"
#include "study/stations.h"

enum { CAIRN_RESPONSE_MOST = 4, CAIRN_RESPONSE_CORNERS = 1 << CAIRN_RESPONSE_MOST };

struct cairn_response_number {
    const char *select;         /* XPath, as of cairn_edit; outlives the response */
    const char *unit;           /* of its values, "" of plain numbers and multipliers; likewise */
    bool multiplies;            /* what stands there, rather than replacing it */
    double low, high;           /* low < high */
    struct cairn_origin origin; /* where it was said to vary; file outlives, or NULL */
    bool reciprocal;            /* found: totals are affine in 1/x */
};

/* A total that is wanted. */
struct cairn_response_output {
    enum cairn_measure measure;
    enum cairn_basis_kind basis;
};

struct cairn_response_question {
    struct cairn_template *from; /* of the scenario; outlives the response, as all that follows */
    /* What a command line puts in place of what a scenario says; may be NULL. */
    void (*adapt)(void *context, struct cairn_scenario *scenario);
    void *context;
    const struct cairn_response_number *numbers;
    int n_numbers; /* 1 to CAIRN_RESPONSE_MOST */
    const struct cairn_response_output *outputs;
    int n_outputs;
    int n_replications;
    struct cairn_labs *labs;
    struct cairn_stations *stations; /* scenarios that were made, also for other responses */
};

enum cairn_response_status {
    CAIRN_RESPONSE_EXACT,
    CAIRN_RESPONSE_NOT_AFFINE, /* in a number, or in several together */
    CAIRN_RESPONSE_INVALID,    /* at a corner there is no valid scenario */
    CAIRN_RESPONSE_STOPPED,
};

struct cairn_response {
    struct cairn_response_question question;
    struct cairn_response_number numbers[CAIRN_RESPONSE_MOST];
    enum cairn_response_status status;
    int culprit; /* number that it is not affine in; CAIRN_NONE: several together */
    char *why;   /* in words, where it is not exact; owned */
    int n_placements;
    struct cairn_contraction *totals; /* [placement x n_outputs + output]; owned */
    bool *missing;                    /* likewise: a figure is missing, there is no total; owned */
    size_t capacity, missing_capacity;
    double worst; /* disagreement found, of a total */
};

void cairn_response_init(struct cairn_response *response,
                         const struct cairn_response_question *question);
void cairn_response_release(struct cairn_response *response);

/*
 * Learns the totals of further placements, which are numbered in order. Where the status is not
 * "exact" afterwards, the response is good for nothing else.
 */
enum cairn_response_status cairn_response_add(struct cairn_response *response,
                                              const struct cairn_placement *const *placements,
                                              int n);

/* Where in [0, 1] a value of a number is, and back. */
double cairn_response_unit(const struct cairn_response_number *number, double value);
double cairn_response_value(const struct cairn_response_number *number, double unit);

/* Weights of the 2^k corners at a point, x[number]; bit i of a corner: number i is high. */
void cairn_response_weights(const struct cairn_response *response, const double *x,
                            double weights[CAIRN_RESPONSE_CORNERS]);

const struct cairn_contraction *cairn_response_total(const struct cairn_response *response,
                                                     int placement, int output);

/* Mean over replications at a point, and half-width of its interval (NULL: not wanted). */
double cairn_response_mean(const struct cairn_response *response, int placement, int output,
                           const double *x, double *half_width);

/*
 * The scenario with the edits of the question and its numbers at x[number]; NULL: it is not valid,
 * and why is set (owned by the caller). Also a way to ask the whole question there.
 */
struct cairn_scenario *cairn_response_scenario(const struct cairn_response_question *question,
                                               const double *x, char **why);

/* The same with what trials there share, made where it is new; of the question's stations. */
struct cairn_station *cairn_response_station(const struct cairn_response_question *question,
                                             const double *x, char **why);

#endif
