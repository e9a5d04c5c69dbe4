#ifndef CAIRN_IO_COMPLETE_H
#define CAIRN_IO_COMPLETE_H

/*
 * What a scenario leaves to another place of itself: a region takes grid, pue and wue from its data
 * centre or cooling, a grid its water from its fuels, a place its legal areas from its grid, a link
 * its hops from its kind of access and its bandwidth down from that up; a region is one; the cv of
 * a distribution that has but one is that. Nothing is guessed here: each of these is stated
 * somewhere.
 */

#include <cairn/scenario.h>

void cairn_complete(struct cairn_scenario *scenario);

/* Of a checked scenario: shared pools without a batch get what their utilisation implies. */
void cairn_complete_batches(struct cairn_scenario *scenario);

#endif
