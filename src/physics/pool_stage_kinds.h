/*
 * pool_stage_kinds.h - what the kinds of a pool stage share; private to pool_stage*.c
 *
 * Part of pool_stage.h. Each kind has the same few functions; pool_stage.c calls them.
 */
#ifndef CAIRN_PHYSICS_POOL_STAGE_KINDS_H
#define CAIRN_PHYSICS_POOL_STAGE_KINDS_H

#include "physics/pool_stage.h"

/* Requests that are handled together, so that what lies between two steps stays in the cache. */
enum { CAIRN_STAGE_CHUNK = 512 };

/* Makes room for `more` requests. */
void cairn_pool_outlet_reserve(struct cairn_pool_outlet *outlet, int more);

/* Room must be there. */
static inline void cairn_pool_outlet_put(struct cairn_pool_outlet *outlet, uint32_t id,
                                         int64_t start_ns, int64_t done_ns, uint64_t order)
{
    int at = outlet->n++;

    outlet->id[at] = id;
    outlet->start_ns[at] = start_ns;
    outlet->done_ns[at] = done_ns;
    outlet->order[at] = order;
}

static inline uint32_t cairn_pool_inlet_id(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->id ? inlet->id[i] : inlet->first_id + (uint32_t)i;
}

static inline uint64_t cairn_pool_inlet_bits(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->bits ? inlet->bits[i] : 0;
}

static inline int cairn_pool_inlet_copy(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->copy ? inlet->copy[i] : 0;
}

static inline int cairn_pool_inlet_variant(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->variant ? inlet->variant[i] : 0;
}

static inline uint64_t cairn_pool_inlet_entity(const struct cairn_pool_inlet *inlet, int i)
{
    return inlet->entity ? inlet->entity[i] : inlet->only_entity;
}

static inline int64_t cairn_pool_stage_clip(const struct cairn_pool_stage *stage, int64_t time_ns)
{
    int64_t late = time_ns > stage->begin_ns ? time_ns : stage->begin_ns;

    return late < stage->end_ns ? late : stage->end_ns;
}

static inline bool cairn_pool_stage_measures(const struct cairn_pool_stage *stage, int64_t time_ns)
{
    return time_ns >= stage->begin_ns && time_ns < stage->end_ns;
}

/* Service times of n <= CAIRN_STAGE_CHUNK requests of a block, each alone, from `first` on. */
void cairn_pool_stage_draw(const struct cairn_pool_stage *stage,
                           const struct cairn_pool_inlet *inlet, int first, int n,
                           int64_t *service_ns);

/* ---- the kinds ---- */

void cairn_pool_unlimited_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                              struct cairn_pool_outlet *outlet);

struct cairn_pool_general *cairn_pool_general_new(const struct cairn_component *component,
                                                  int index, uint32_t first_device,
                                                  uint32_t first_copy);
void cairn_pool_general_free(struct cairn_pool_general *general);
void cairn_pool_general_begin(struct cairn_pool_stage *stage, int64_t start_ns);
void cairn_pool_general_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                            int64_t until_ns, struct cairn_pool_outlet *outlet);
void cairn_pool_general_end(struct cairn_pool_stage *stage);

#endif
