/*
 * component_pool.h - a pool of a component: devices, queue, sleep, and a table of service times
 *
 * Made in three steps: first the pool with its size and rules, then each variant that some route of
 * the component wants from it, then what depends on them all.
 */
#ifndef CAIRN_MODEL_COMPONENT_POOL_H
#define CAIRN_MODEL_COMPONENT_POOL_H

#include "model/component.h"

/* A pool of the scenario with this sizing and no variants yet. */
void cairn_component_pool_init(struct cairn_component_pool *pool,
                               const struct cairn_scenario *scenario, int scenario_pool,
                               const struct cairn_sizing *sizing, int copies);
void cairn_component_pool_release(struct cairn_component_pool *pool);

/* Enters a variant (CAIRN_NONE for a managed service) where its table does not have it yet. */
void cairn_component_pool_enter(struct cairn_component_pool *pool,
                                const struct cairn_scenario *scenario, int variant);

/* All variants are entered: gives them passes where one of them is a language model. */
void cairn_component_pool_complete(struct cairn_component_pool *pool,
                                   const struct cairn_scenario *scenario);

/* How its devices come and go, once it is complete. */
void cairn_component_pool_change(struct cairn_component_pool *pool,
                                 const struct cairn_scenario *scenario,
                                 const struct cairn_plan *plan);

/* How a device of the pool, or a line of the link, of this id fails. */
struct cairn_component_outage cairn_component_outage_of(const struct cairn_outage *said,
                                                        const char *id);

/* The key of random streams of what has an id. */
uint64_t cairn_entity_of(const char *id);

/* Index of an entered variant. */
int cairn_component_pool_variant(const struct cairn_component_pool *pool, int variant);

/* The cv that a distribution has, whether it was stated or follows from its kind. */
double cairn_cv_of(enum cairn_distribution_kind kind, double cv);

#endif
