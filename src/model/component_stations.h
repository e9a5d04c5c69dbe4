/*
 * component_stations.h - the stations of a component: lines, caches and pools that its routes use
 *
 * Routes are added, then it is settled: stations stand in the component in the order in which the
 * scenario has them, each once. What copies of a site use may be theirs alone, shared by the copies
 * on a line, or one for all of them: then these meet in it, and all copies are simulated.
 */
#ifndef CAIRN_MODEL_COMPONENT_STATIONS_H
#define CAIRN_MODEL_COMPONENT_STATIONS_H

#include "model/component.h"

/* Stations of a kind, by their numbers in the scenario: ascending, once it is settled. */
struct cairn_stations_of {
    int *of; /* owned */
    int n;
};

struct cairn_component_stations {
    const struct cairn_scenario *scenario;
    struct cairn_stations_of links, caches, pools;
    bool meets;   /* all copies of a site meet, in a region mostly */
    int together; /* else: so many of them do, in a line */
};

/* With room for the stations of so many routes. */
void cairn_component_stations_init(struct cairn_component_stations *stations,
                                   const struct cairn_scenario *scenario, int n_routes);
void cairn_component_stations_release(struct cairn_component_stations *stations);

/* Forgets all routes. */
void cairn_component_stations_clear(struct cairn_component_stations *stations);
void cairn_component_stations_add(struct cairn_component_stations *stations,
                                  const struct cairn_route *route);
void cairn_component_stations_settle(struct cairn_component_stations *stations);

/* Where a station that it has stands in the component. */
int cairn_component_station_at(const struct cairn_stations_of *stations, int station);

/* Copies of a place that are simulated in the component. */
int cairn_component_stations_copies(const struct cairn_component_stations *stations, int place);

/* Gives a component its lines, its caches, and room for its pools. */
void cairn_component_stations_fill(const struct cairn_component_stations *stations,
                                   struct cairn_component *component);

#endif
