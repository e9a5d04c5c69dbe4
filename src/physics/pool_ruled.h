/*
 * pool_ruled.h - pools that ask more of a queue than who came first [QUEUE] [FORM] [SWAP]
 *
 * Part of pool.h, for pools that are not plain: disciplines other than first come, a least batch,
 * batches that grow as far as promises allow, devices that swap variants. With none of these it is
 * the plain pool to the bit, at a higher price; tests hold the two together.
 *
 * [QUEUE] Of what waits for a variant, a batch takes those of lowest rank: by priority, the highest
 * first; by deadline, the reply that must leave the pool first; of equal ones, who came first. Of
 * several queues that may start, that with the first head goes first. Nobody is interrupted.
 *
 * [FORM] A batch of q requests may start when q >= batch_min (batch_max where that is not given),
 * or the oldest has waited `timeout`, or, in an adaptive pool, when with one more request it could
 * not keep the promise of its first:
 *
 *     now + latency(min(q + 1, batch_max)) >= deadline of the first
 *
 * Where batches have a least size or adapt, a timeout of 0 stands for none. A device falls asleep
 * over requests for which no time is set to start.
 *
 * [SWAP] A device holds variants as far as its memory goes. A batch of one that is not there has it
 * loaded first, in place of those that were used longest ago. Loading is part of the time busy, but
 * not of any batch. A batch goes to the idle device of lowest index that holds its variant, or else
 * to that of lowest index. When a window begins, nothing is loaded.
 */
#ifndef CAIRN_PHYSICS_POOL_RULED_H
#define CAIRN_PHYSICS_POOL_RULED_H

#include "physics/pool_flow.h"

struct cairn_pool_ruled *cairn_pool_ruled_new(const struct cairn_component *component, int index);
void cairn_pool_ruled_free(struct cairn_pool_ruled *ruled);
void cairn_pool_ruled_begin(struct cairn_pool_sim *sim);

/* Waits of those in queues. */
void cairn_pool_ruled_end(struct cairn_pool_sim *sim, struct cairn_run *run, int copy);

enum cairn_admission cairn_pool_ruled_arrive(struct cairn_pool_sim *sim, struct cairn_run *run,
                                             uint32_t request, int variant, uint64_t wake_entity,
                                             int over);
struct cairn_batch cairn_pool_ruled_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                                           int device);
void cairn_pool_ruled_timeout(struct cairn_pool_sim *sim, struct cairn_run *run, int copy);

/* Starts whatever may start, or sets a timer. */
void cairn_pool_ruled_start(struct cairn_pool_sim *sim, struct cairn_run *run,
                            struct cairn_pool_copy *in);

/* A busy device fails: its batch waits again, or is returned as lost. */
struct cairn_batch cairn_pool_ruled_break_off(struct cairn_pool_sim *sim, struct cairn_run *run,
                                              const struct cairn_device *of);

/* A device holds nothing any more. */
void cairn_pool_ruled_forget(struct cairn_pool_sim *sim, const struct cairn_device *of);

/* When the next batch of a copy may start by time alone; CAIRN_NEVER: not by time. */
int64_t cairn_pool_ruled_due_ns(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                                const struct cairn_pool_copy *in);

#endif
