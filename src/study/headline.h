/*
 * headline.h - an answer in a sentence
 *
 *     jetson (int8), 1 x orin-nx-16 per store: 1440 kgCO2e a year (1436 to 1444), 36.0 per store,
 *     18 % below the runner-up gpu; all-cloud 3190, today 5020; best under decision, also under
 *     inventory and sci, not under ghg-location
 *
 * All figures of the sentence that are compared are carbon per year in one unit, that of the
 * answer; intervals are at 1 - alpha. Where every request arises at one site with several copies
 * and devices stand there, the carbon of all is also told per copy. A runner-up that differs in a
 * batching rule alone is not worth a planner's attention and is left out.
 */
#ifndef CAIRN_STUDY_HEADLINE_H
#define CAIRN_STUDY_HEADLINE_H

#include "choose/answer.h"

/* Owned by the caller, freed with cairn_free(), as are the following. */
char *cairn_headline(const struct cairn_answer *answer);

/* Short name of a placement: the pools in use, such as "box + gpu". */
char *cairn_headline_name(const struct cairn_scenario *scenario,
                          const struct cairn_placement *placement);

/*
 * What runs where. With one workload, or few, as cairn_placement_text() says it; with more than
 * three by what serves them: "rented for 12 workloads; orin-nano-8 at cork, kiruna".
 */
char *cairn_headline_placement(const struct cairn_scenario *scenario,
                               const struct cairn_placement *placement);

/*
 * Another placement, told apart from the answer: its short name; where that is the same, "with" the
 * first two routes or sizes that differ; where it uses more than three pools, "with" the first two
 * that the answer does not use, "without" those that only the answer does. NULL: it differs in
 * batching rules at most.
 */
char *cairn_headline_other(const struct cairn_scenario *scenario,
                           const struct cairn_placement *answer,
                           const struct cairn_placement *other);

#endif
