/*
 * language.h - what a language model takes of a pool, without a simulation [PASS]
 *
 * Bounds and typical times of requests with tokens on a variant whose profile is one of passes,
 * from a sample of its lengths that is always the same (tokens.h). For pruning, sizing and the
 * sampling plan.
 */
#ifndef CAIRN_MODEL_LANGUAGE_H
#define CAIRN_MODEL_LANGUAGE_H

#include <stdbool.h>

#include <cairn/scenario.h>

/*
 * Does a pool serve requests of such lengths, or none, with a variant in passes? False for a
 * managed service.
 */
bool cairn_language_applies(const struct cairn_scenario *scenario,
                            const struct cairn_tokens *tokens, int pool, int variant);

/*
 * Mean time of a request that a device of the pool serves alone; of a provider's: beside its
 * company.
 */
double cairn_language_alone_s(const struct cairn_scenario *scenario,
                              const struct cairn_tokens *tokens, int pool, int variant);

/* Share of the sampled requests that take longer than that even so. */
double cairn_language_over(const struct cairn_scenario *scenario, const struct cairn_tokens *tokens,
                           int pool, int variant, double limit_s);

/*
 * Least mean time of a device per request, with at most so many sequences at a time: of the sample,
 * less four standard errors. [LOAD]
 */
double cairn_language_least_s(const struct cairn_scenario *scenario,
                              const struct cairn_tokens *tokens, int pool, int variant,
                              int batch_max);

/* Mean time of a request in passes of so many sequences, by a profile of passes. */
double cairn_language_beside_s(const struct cairn_scenario *scenario,
                               const struct cairn_tokens *tokens, int profile, int batch);

#endif
