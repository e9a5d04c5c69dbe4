/*
 * company.h - the batch that a request meets at a provider, from how busy its devices are [COMPANY]
 *
 * A provider's devices serve others too. Ours is a drop in that load and does not change it, so
 * that the batch follows from the provider's rule and from the share u of its time that a device is
 * busy. The rule is the greedy one: a device that is free takes what is there. Arrivals are
 * Poisson, lost in the crowd of customers. What a request meets is larger than the mean batch,
 * since more requests are in large ones.
 *
 * Batches that are closed when they start (other models): behind a batch wait those that came
 * meanwhile, b u of them in the mean. The device is found empty with probability exp(-b u), and by
 * the balance of arrivals (1 - u) b. Whatever the latency:
 *
 *     (1 - u) b = exp(-b u),    met  (m + m^2 + exp(-m)) / (m + exp(-m)),    m = b u
 *
 * Sequences that join and leave at any pass (language models): n of them share a device that gives
 * n / t(n) tokens per second. Such a symmetric queue does not depend on the distribution of lengths
 * (J. Cohen, Acta Informatica 12, 245 (1979)):
 *
 *     p_n ~ y^n prod over k <= n of t(k) / k,    y such that p_0 = 1 - u,    met  E[n^2] / E[n]
 *
 * Both are cut at the largest batch that was measured, and rounded to a whole one.
 */
#ifndef CAIRN_MODEL_COMPANY_H
#define CAIRN_MODEL_COMPANY_H

#include <cairn/scenario.h>

/* The batch that a request meets among closed batches without limit; 0 < u < 1. */
double cairn_company_of_batches(double utilisation);

/*
 * The sequences that a request decodes with, itself included; pass_s are t(1) ... t(most), in any
 * unit; 0 < u <= 1.
 */
double cairn_company_of_passes(double utilisation, const double *pass_s, int most);

/*
 * Of a shared pool: the smallest over the profiles of models that workloads ask for on its
 * hardware; 1 where there are none.
 */
int cairn_company_of(const struct cairn_scenario *scenario, int pool);

#endif
