/*
 * bound_tokens.h - what a request of a language model costs at a provider's, at least [BOUND]
 *
 * A provider's devices take a time for each request that depends on its lengths alone [SHARED]
 * [PASS]: f(prompt, reply), nearly linear in both. Its mean is that of the linear part, which is
 * known, and of the rest, which is estimated from a sample of lengths (tokens.h):
 *
 *     E f = a E reply + b E prompt + E (f - a reply - b prompt)
 *
 * less four standard errors of the rest. Lengths are whole, at least 1 and at most `most`: the mean
 * of a drawn one is at least m - 1/2 - E (X - most)+, the last by Scarf's bound
 * (bound_awake.h) whatever the law. Of recorded lengths all of f is estimated.
 */
#ifndef CAIRN_CHOOSE_BOUND_TOKENS_H
#define CAIRN_CHOOSE_BOUND_TOKENS_H

#include "model/component.h"

/*
 * Of a language model in a provider's pool; read_g, made_g: of a nanosecond of its device that
 * reads the prompt, or makes the reply.
 */
double cairn_bound_tokens(const struct cairn_component_pool *pool, int variant,
                          const struct cairn_tokens *tokens, double read_g, double made_g);

#endif
