/*
 * tokens.h - how long the prompt and the reply of a request to a language model are [TOKENS]
 *
 * The lengths of a request are a pure function of the law of its workload and of its 64 random
 * bits, so that nothing has to be kept with the request: whoever needs them asks again. A law is
 * drawn or packed. Drawn: two independent variates, each of its mean and cv, rounded to whole
 * tokens, at least 1, cut at `most`. Packed: the bits are the lengths themselves, those of a row
 * of a trace (cairn_tokens_pack()).
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
    bool packed;
    double prompt, reply; /* means */
    enum cairn_distribution_kind variation;
    double prompt_cv, reply_cv;
    int64_t most;
    double prefix;
};

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

/* The lengths of the request with these bits. */
struct cairn_lengths cairn_tokens_of(const struct cairn_tokens_sim *sim, uint64_t bits);

/* The bits of a request of a packed law. Both lengths below 2^32. */
static inline uint64_t cairn_tokens_pack(uint32_t prompt, uint32_t reply)
{
    return (uint64_t)prompt << 32 | reply;
}

/*
 * A sample of a law for bounds that need no simulation: the i-th of CAIRN_TOKENS_SAMPLE requests,
 * the same ones always. Of a packed law: its means, since its rows are not known here.
 */
enum { CAIRN_TOKENS_SAMPLE = 1024 };

struct cairn_lengths cairn_tokens_sample(const struct cairn_tokens_sim *sim, int i);

#endif
