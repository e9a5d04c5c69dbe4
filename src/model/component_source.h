/*
 * component_source.h - a source of a component: the requests of a workload, without their routes
 */
#ifndef CAIRN_MODEL_COMPONENT_SOURCE_H
#define CAIRN_MODEL_COMPONENT_SOURCE_H

#include "model/component.h"

/* A workload of so many copies of its site, at the plan's rates. It has no routes yet. */
void cairn_component_source_init(struct cairn_component_source *source,
                                 const struct cairn_scenario *scenario,
                                 const struct cairn_plan *plan, int workload, int copies);
void cairn_component_source_release(struct cairn_component_source *source);

#endif
