/*
 * tokens.h - how long the prompt and the reply of a request to a language model are [TOKENS]
 *
 * The lengths of a request are a pure function of the law of its workload and of its 64 random
 * bits or its row, so that they need not be kept with the request: whoever needs them asks again.
 * A law is drawn or recorded. Drawn: two independent variates, each of its mean and cv, rounded to
 * whole tokens. Recorded: what the request's row of the replay says. Both are at least 1 and cut at
 * `most`.
 *
 * Of a prompt the share `prefix` has been read before: it takes room and no work. At least one
 * token is always read, since the reply begins behind it.
 */
#ifndef CAIRN_MODEL_TOKENS_H
#define CAIRN_MODEL_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

#include "math/dist.h"

/* As a component says it; all zero: its requests have no tokens. */
struct cairn_token_law {
    bool known;
    const struct cairn_recording *recorded; /* whose rows have lengths; or NULL: drawn */
    double prompt, reply;                   /* of drawn ones: means */
    enum cairn_distribution_kind variation;
    double prompt_cv, reply_cv;
    int64_t most;
    double prefix;
};

/* What a scenario says of a workload. */
struct cairn_token_law cairn_token_law_of(const struct cairn_tokens *tokens);

/* A law made ready to be drawn from; plain data. */
struct cairn_tokens_sim {
    struct cairn_token_law law;
    struct cairn_dist prompt, reply; /* in tokens */
};

void cairn_tokens_sim_init(struct cairn_tokens_sim *sim, const struct cairn_token_law *law);

struct cairn_lengths {
    int64_t prompt, reply;
    int64_t read; /* of the prompt: tokens that a device has to read */
};

/* The lengths of the request with these bits and, of a recorded law, of this row. */
struct cairn_lengths cairn_tokens_of(const struct cairn_tokens_sim *sim, uint64_t bits,
                                     int32_t row);

/*
 * A sample of a law for bounds that need no simulation: the i-th of CAIRN_TOKENS_SAMPLE requests,
 * the same ones always. Of a recorded law: rows at random, each as likely as any other.
 */
enum { CAIRN_TOKENS_SAMPLE = 1024 };

struct cairn_lengths cairn_tokens_sample(const struct cairn_tokens_sim *sim, int i);

#endif
