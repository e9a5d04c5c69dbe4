/*
 * net.h - a recursion over any number of sources, caches, links and pools
 *
 * Part of recursion.h. Slice by slice: the sources' arrivals, merged, ask the caches of their
 * sites; what goes on takes the uplinks, asks the caches of the regions, is served, and takes the
 * downlinks. Between two stages requests are in transit (transit.h), each named by its place in an
 * array of those under way.
 */
#ifndef CAIRN_PHYSICS_NET_H
#define CAIRN_PHYSICS_NET_H

#include "physics/recursion.h"

struct cairn_net;

struct cairn_net *cairn_net_new(const struct cairn_component *component);
void cairn_net_free(struct cairn_net *net);

/* Simulates the window that has begun; false: it gave up. */
bool cairn_net_run(struct cairn_net *net, struct cairn_recursion *recursion);

#endif
