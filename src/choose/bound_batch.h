/*
 * bound_batch.h - the least that a request costs in batches, given how many can come together
 * [BOUND]
 *
 * A large batch costs less per request than a small one, but at a low rate there is nobody to fill
 * it. Let r_b be the rate of batches of size b, g_b what one costs beyond idle devices, t_b how
 * long it takes; requests come at rate l as a Poisson process, each batch takes the oldest that
 * wait, up to B of them.
 *
 *     minimise  sum of g_b r_b     where  sum of b r_b = l
 *
 *     sum of (b - 1) r_b  <=  l (w sum of r_b  +  sum of t_b r_b / n)
 *
 * The second line: who is not the first of a batch came while all n devices were busy, or while the
 * first waited and some device was not busy. All are busy for at most the share sum of t_b r_b / n
 * of the time. The other times last at most w (timeout and waking) for each batch, since the first
 * is served then. When they begin and end depends on the past alone, so requests come during them
 * at the rate l on average.
 *
 * The least cost per request falls where l grows or n shrinks, so the largest rate and the fewest
 * devices bound all others. Not here: several variants that keep the same devices busy.
 */
#ifndef CAIRN_CHOOSE_BOUND_BATCH_H
#define CAIRN_CHOOSE_BOUND_BATCH_H

#include <stdbool.h>

struct cairn_bound_batching {
    int most;             /* B */
    const double *cost;   /* [b - 1]: g, not negative, in any unit */
    const double *time_s; /* [b - 1]: t */
    bool restricted;      /* false: batches may be of any size, whatever the rate */
    double rate_per_s;    /* l, at most */
    double wait_s;        /* w, at most */
    int devices;          /* n, at least */
};

/* Cost per request, at least, in the unit of the costs. */
double cairn_bound_batch(const struct cairn_bound_batching *batching);

#endif
