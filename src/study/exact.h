/*
 * exact.h - what is best at every value of one number, and where that changes [BREAK]
 *
 * A number that is accounting alone can be followed exactly: every candidate's total is a straight
 * line in it, or in its reciprocal (response.h), and the least of them is solved for (envelope.h).
 * Which placements are candidates is found by asking the whole question (choose/answer.h): at both
 * ends of the range, then wherever one candidate takes over from another, until nothing new turns
 * up. Candidates are contenders of all these answers; one that is lowest somewhere has its promises
 * judged like a winner's, and is struck out where it breaks one.
 *
 * Lines are first those of as many replications as a selection begins with. Then the finalists,
 * which are lowest somewhere or won an answer, are seen in as many replications as any winner was.
 *
 * The best of all placements, seen or not, is the least of lines too and hence concave: between two
 * values at which the question was asked it lies above the chord of the answers' bounds, which so
 * is a bound everywhere (chords.h).
 *
 * Where totals are no such lines, where the study has budgets, or where at an end there is no
 * scenario or no placement that keeps its promises, it is not followed, and said why.
 *
 * All totals are in units of the ledger.
 */
#ifndef CAIRN_STUDY_EXACT_H
#define CAIRN_STUDY_EXACT_H

#include "choose/answer.h"
#include "study/chords.h"
#include "study/envelope.h"
#include "study/response.h"
#include "study/sweep.h"

enum cairn_exact_status { CAIRN_EXACT, CAIRN_EXACT_NOT, CAIRN_EXACT_STOPPED };

struct cairn_exact_candidate {
    struct cairn_placement placement; /* owned */
    bool broken;                      /* a promise */
    bool judged;                      /* promises, as far as the limits allow */
    bool doubtful;                    /* and whether they are kept was not decided */
    int finalist;                     /* among these, or CAIRN_NONE */
};

/* An answer to the whole question. */
struct cairn_exact_answer {
    double value;                   /* of the number */
    double at[CAIRN_RESPONSE_MOST]; /* of all that vary: of a plane several */
    double bound;                   /* NaN: none */
    int best;                       /* candidate */
    int replications;
};

struct cairn_breakpoint {
    double value, low, high; /* low, high: NaN, it may be anywhere */
    int from, to;            /* candidates */
};

struct cairn_exact {
    enum cairn_exact_status status;
    char *why; /* it is not followed; owned */
    const struct cairn_scenario *scenario;
    struct cairn_response_number number;                       /* as it was found to be */
    struct cairn_response_number numbers[CAIRN_RESPONSE_MOST]; /* as asked; one, but of a plane */
    struct cairn_response_output outputs[2];                   /* the aim, carbon */
    struct cairn_exact_candidate *candidates;                  /* owned */
    int n_candidates;
    size_t capacity;
    struct cairn_exact_answer *answers; /* in order of values; owned */
    int n_answers;
    size_t answers_capacity;
    struct cairn_response first, last; /* of candidates; of finalists */
    int *finalists;                    /* candidates; owned */
    int n_finalists;
    struct cairn_envelope envelope;       /* of finalists */
    struct cairn_contraction *difference; /* [piece x candidate] first, to the best; owned */
    bool *distinct; /* likewise: it differs from the finalist in more than batching rules; owned */
    struct cairn_chords chords;              /* of the bounds of answers */
    struct cairn_stations stations;          /* where scenarios were made */
    struct cairn_labs labs;                  /* owned */
    struct cairn_response_question question; /* of both responses */
    const struct cairn_sweep_question *sweep;
    struct cairn_choose_limits limits;
    struct cairn_judging judging;
};

/*
 * Follows what varies, all else as the scenario has it. Release it in any case. The sweep's
 * question, its scenario and template outlive it; limits have the memory that is to be used.
 */
void cairn_exact_init(struct cairn_exact *exact, const struct cairn_sweep_question *sweep, int vary,
                      const struct cairn_choose_limits *limits);
void cairn_exact_release(struct cairn_exact *exact);

/* Can what varies be followed at all: numbers, of which only accounting depends? */
bool cairn_exact_applies(const struct cairn_vary *vary);

/* ---- what was found, where the status is CAIRN_EXACT ---- */

/* Breakpoint i of n_pieces - 1. */
struct cairn_breakpoint cairn_exact_breakpoint(const struct cairn_exact *exact, int i);

/* Candidate that is best at a value of the number. */
int cairn_exact_best(const struct cairn_exact *exact, double value);

/* Lower bound of the aim there; NaN: none. */
double cairn_exact_bound(const struct cairn_exact *exact, double value);

/* The largest gap (1 - bound / best) in a piece; NaN: no bound. */
double cairn_exact_gap(const struct cairn_exact *exact, int piece);

/* What is so at a point: all in units of the ledger, NaN: there is none of it. */
struct cairn_exact_point {
    int best, runner_up; /* candidates; runner_up may be CAIRN_NONE */
    double value, half_width;
    double carbon, carbon_half_width;
    double p_correct, bound;
    double regret; /* what the runner-up has more */
};

/*
 * At n points, x[point x n_numbers + number]: the least of all finalists at each, and how sure that
 * is. What a million points cost; several threads may ask at once.
 */
void cairn_exact_points(const struct cairn_exact *exact, const double *x, size_t n,
                        struct cairn_exact_point *points);

/* How many candidates break no promise. */
int cairn_exact_n_kept(const struct cairn_exact *exact);

#endif
