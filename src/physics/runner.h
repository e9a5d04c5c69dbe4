/*
 * runner.h - a device that serves language models in passes [PASS]
 *
 * Part of pass_pool.h. A runner holds sequences: requests whose prompts it reads and whose replies
 * it makes, one token per pass. A sequence joins, is read, decodes and ends:
 *
 *   joining   taken by the device, to be in its next pass; it still counts as waiting
 *   reading   its prompt is read; the pass that reads the last of it makes its first token
 *   decoding  each pass makes one more of its tokens
 *
 * Passes that decode the same sequences and read nothing differ only in their context, whose growth
 * is known: they are one stretch, which is one event however many they are. A stretch ends with the
 * first pass that changes something: the end of a sequence, or, where a request joins, the first
 * pass that ends after it came (the stretch is cut). A pass that reads prompts is a stretch of its
 * own. Ends of passes are whole nanoseconds, rounded down from the exact sum in picoseconds since
 * the device began to work, so that a stretch has the same bits as its passes one by one.
 *
 * Decoding sequences stand in a heap by the step in which they end, a step being a pass that
 * decodes: the same number grows for all of them.
 *
 * Invariants: reading and joining sequences stand in one list, in the order in which they came;
 * reserved is the sum over all sequences, at most the room; a device that is busy has a stretch
 * whose end is scheduled, with the number of its generation.
 */
#ifndef CAIRN_PHYSICS_RUNNER_H
#define CAIRN_PHYSICS_RUNNER_H

#include "model/passes.h"
#include "model/tokens.h"
#include "physics/pool.h"
#include "physics/stretch.h"

#define CAIRN_NO_SEQUENCE UINT32_MAX

struct cairn_sequence {
    uint32_t request;
    uint32_t next; /* in the list or among the free ones */
    uint32_t turn; /* order in which they came to the device */
    bool counted;  /* its first token was made in the measured time */
    struct cairn_lengths lengths;
    int64_t left;           /* of the prompt, to be read */
    int64_t ends;           /* step in which its last token is made */
    int64_t context;        /* when it began to decode; then one more with each step */
    int64_t steps;          /* that it decodes */
    int64_t first_ns;       /* when its first token was made */
    int64_t joined_ns;      /* clock */
    int64_t measured_steps; /* of the device, when it began to decode */
};

struct cairn_runner {
    struct cairn_stretch stretch;
    struct cairn_sequence *slots; /* [batch_max]; the sim's */
    uint32_t *heap;               /* [batch_max] slots of sequences that decode; the sim's */
    int32_t variant;              /* of its sequences; of none where there are none */
    int32_t n_decoding, n_reading, n_joining;
    uint32_t first, last, joining; /* the list; the first of it that joins */
    uint32_t free;
    uint32_t turns;
    uint32_t generation;
    bool at_hand;     /* between two stretches */
    bool cut;         /* the stretch ends with the pass under way */
    int64_t reserved; /* tokens of context, when all prompts and replies are there */
    int64_t context;  /* of those that decode */
    int64_t left;     /* of all prompts that are being read */
    int64_t steps;
    int64_t measured_steps; /* that ended in the measured time */
    int64_t since_ns;       /* clock when sequences or reserved last changed */
    int64_t decoded_ns;     /* end of the last pass that decoded */
};

/* A request whose reply is made. */
struct cairn_reply {
    uint32_t request;
    int64_t first_ns; /* time of its first token */
};

static inline int32_t cairn_runner_sequences(const struct cairn_runner *runner)
{
    return runner->n_decoding + runner->n_reading + runner->n_joining;
}

/* What a runner needs to know of where it stands. */
struct cairn_pass_sim;

/* Begins a window without sequences, with the clock at its beginning. */
void cairn_runner_begin(struct cairn_runner *runner, int batch_max, int64_t clock_ns);

/* Counts what still lasts, with the clock at the end of the window. */
void cairn_runner_end(struct cairn_pool_sim *sim, const struct cairn_run *run,
                      struct cairn_runner *runner);

/* Takes a request, for which there is room, into the next pass. */
void cairn_runner_take(struct cairn_pool_sim *sim, struct cairn_run *run,
                       struct cairn_runner *runner, uint32_t request, int variant,
                       const struct cairn_lengths *lengths);

/*
 * The stretch has ended, now. Its replies are appended to the sim's; the runner is then at hand.
 */
void cairn_runner_advance(struct cairn_pool_sim *sim, struct cairn_run *run,
                          struct cairn_runner *runner);

/*
 * Makes up the next stretch of a runner at hand, those that join included, and returns when it
 * ends; CAIRN_NEVER where there is nothing to do.
 */
int64_t cairn_runner_compose(struct cairn_pool_sim *sim, struct cairn_run *run,
                             struct cairn_runner *runner);

/*
 * Someone joins: ends the stretch with the first pass that ends after now, and returns when; or
 * CAIRN_NEVER where it ends so early anyway.
 */
int64_t cairn_runner_cut(const struct cairn_run *run, struct cairn_runner *runner);

#endif
