/*
 * wave.h - how the search looks at configurations: many at a time, and none that is hopeless
 *
 * Configurations come in turns: of each component its first one, then of each its second, so that
 * something is soon known of all components. A wave takes the next ones that are hopeful by what
 * was known before it. They are simulated together and then looked at in their order; one that
 * those before it rule out by then is passed over. So a wave changes what is simulated, and nothing
 * of what is found: the search sees what it would see one by one.
 *
 * Where a window holds few requests, and what they say is that a configuration which would lead
 * breaks a promise by not very much, it is looked at again with some more replications.
 *
 * Waves begin small, grow while nothing was simulated in vain and shrink when something was: by
 * counts, never by the number of threads. (In the search of the scenarios shipped with cairn
 * nothing is simulated in vain; with waves of 32 from the start it was one replication in a
 * hundred.)
 */
#ifndef CAIRN_CHOOSE_WAVE_H
#define CAIRN_CHOOSE_WAVE_H

#include "choose/search.h"

/* Fills in the outcomes of a search and what it counts. */
void cairn_search_look(struct cairn_search *search, const struct cairn_search_setup *setup);

#endif
