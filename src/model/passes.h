/*
 * passes.h - how long a language model takes for a pass over the sequences on a device [PASS]
 *
 * A pass gives each of B sequences that decode one more token and reads m tokens of prompts:
 *
 *     time = t(B) + (F(B + m) - F(B)) + k (C - B L)            B > 0
 *     time = max(F(m), t(1))                                   B = 0
 *
 * t(B) is what the points of the profile say; they were measured with L tokens of context behind
 * each sequence. C is the context of all that decode, prompt and reply so far, and k the time that
 * a token of it takes to be read. F(n) is the time of a pass over n tokens whatever they are, by
 * the prefills of the profile: straight lines between them; one alone is a line through the origin;
 * below the least of several the weights alone set the time, which is then constant; beyond the
 * last the line goes on. What prompts add is the second term: nothing as long as the weights set
 * the time, all of it once arithmetic does.
 *
 * Times are whole picoseconds, so that passes that are rounded to nothing add up. All of this is
 * one variant's; one without prefills is served in passes too, each a batch of whole requests that
 * have one token to get and no prompt to be read: t(B) is then the latency of the batch.
 */
#ifndef CAIRN_MODEL_PASSES_H
#define CAIRN_MODEL_PASSES_H

#include <stdbool.h>
#include <stdint.h>

#include <cairn/scenario.h>

enum { CAIRN_PS_PER_NS = 1000 };

struct cairn_passes {
    bool of_tokens;      /* a language model; else batches of whole requests */
    int most;            /* largest B */
    int64_t *decode_ps;  /* [B], t(B) - k B L; [0] is t(1); owned */
    int64_t context_ps;  /* k */
    int n_prefills;      /* breakpoints of F */
    int64_t *prefill_at; /* [n_prefills]: tokens; owned */
    int64_t *prefill_ps; /* [n_prefills]; owned */
    int64_t room;        /* tokens of context that fit on a device beside the weights */
};

/*
 * Of a profile that has points, with B up to `most`; with as_measured each sequence always has L
 * tokens of context. Release with cairn_passes_release().
 */
void cairn_passes_init(struct cairn_passes *passes, const struct cairn_scenario *scenario,
                       int profile, int most, bool as_measured);
void cairn_passes_release(struct cairn_passes *passes);

/* Is this profile one of passes? */
static inline bool cairn_profile_is_of_passes(const struct cairn_profile *profile)
{
    return profile->n_prefills > 0;
}

/* F(n). */
int64_t cairn_passes_prefill_ps(const struct cairn_passes *passes, int64_t tokens);

/* The part of a pass that its prompts take, beside B that decode. */
static inline int64_t cairn_passes_prompts_ps(const struct cairn_passes *passes, int64_t decoding,
                                              int64_t tokens)
{
    int64_t alone_ps;

    if (tokens == 0)
        return 0;
    if (decoding > 0)
        return cairn_passes_prefill_ps(passes, decoding + tokens) -
               cairn_passes_prefill_ps(passes, decoding);
    alone_ps = cairn_passes_prefill_ps(passes, tokens);
    return alone_ps > passes->decode_ps[0] ? alone_ps : passes->decode_ps[0];
}

/*
 * Time of a request of these lengths that has a device to itself, and the least share of a device's
 * time that it takes whatever the company; in seconds. Bounds from below: contexts beyond the
 * prompt are left out of the second.
 */
struct cairn_lengths;
double cairn_passes_alone_s(const struct cairn_passes *passes, const struct cairn_lengths *lengths);
double cairn_passes_least_s(const struct cairn_passes *passes, const struct cairn_lengths *lengths);

#endif
