/*
 * pool_sharing.h - pools that serve everybody at once [QUEUE]
 *
 * Part of pool.h. Egalitarian processor sharing: n requests at a pool copy with c devices awake are
 * all served, each at the rate min(1, c / n). A request leaves when it has been served as long as
 * its own service takes. min(n, c) devices are busy; a request keeps none of them.
 *
 * Attained service is the same for all that are there, but for a constant: one clock per copy, in
 * units of 1/64 ns, runs as fast as they are served, and a request leaves when it shows what it
 * showed at the arrival and the service on top of that. It is rounded down at each change of n, so
 * that a service may take a fraction of a nanosecond too long.
 *
 * Requests wait only while no device is awake. Batches are of one request and count as served when
 * they end. Busy time of devices that several variants share is split by the numbers of requests.
 *
 * One event per copy is good at a time: the first that will leave. It is lazy where that happens
 * later than it did, and set anew where earlier.
 */
#ifndef CAIRN_PHYSICS_POOL_SHARING_H
#define CAIRN_PHYSICS_POOL_SHARING_H

#include "physics/pool_flow.h"

struct cairn_pool_sharing *cairn_pool_sharing_new(const struct cairn_component *component,
                                                  int index);
void cairn_pool_sharing_free(struct cairn_pool_sharing *sharing);
void cairn_pool_sharing_begin(struct cairn_pool_sim *sim, struct cairn_run *run);
void cairn_pool_sharing_end(struct cairn_pool_sim *sim, struct cairn_run *run, int copy);

enum cairn_admission cairn_pool_sharing_arrive(struct cairn_pool_sim *sim, struct cairn_run *run,
                                               uint32_t request, int variant, uint64_t wake_entity,
                                               int over);

/* Those of the device's copy that leave now; may be none. */
struct cairn_batch cairn_pool_sharing_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                                             int device);

/* A device is about to have woken up; and it has. */
void cairn_pool_sharing_update(struct cairn_pool_sim *sim, struct cairn_run *run,
                               struct cairn_pool_copy *in);
void cairn_pool_sharing_start(struct cairn_pool_sim *sim, struct cairn_run *run,
                              struct cairn_pool_copy *in);

#endif
