/*
 * distribution.h - names of the distributions that a scenario can ask for
 *
 * Each is given by its mean and its coefficient of variation (cv).
 */
#ifndef CAIRN_DISTRIBUTION_H
#define CAIRN_DISTRIBUTION_H

/* Of times, sizes and factors that are random. */
enum cairn_distribution_kind {
    CAIRN_DETERMINISTIC, /* cv 0 */
    CAIRN_EXPONENTIAL,   /* cv 1 */
    CAIRN_GAMMA,
    CAIRN_LOGNORMAL,
    CAIRN_WEIBULL,
};

/* What is believed about a number (math/belief.h). */
enum cairn_belief_kind {
    CAIRN_BELIEF_NORMAL,
    CAIRN_BELIEF_LOGNORMAL,
    CAIRN_BELIEF_GAMMA,
    CAIRN_BELIEF_UNIFORM,
    CAIRN_BELIEF_TRIANGULAR,
    CAIRN_BELIEF_EMPIRICAL,
};

#endif
