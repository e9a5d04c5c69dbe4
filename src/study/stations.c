#include "study/stations.h"

#include <string.h>

#include "base/alloc.h"

struct cairn_station *cairn_stations_find(const struct cairn_stations *stations, const double *x,
                                          int n_numbers)
{
    for (int i = 0; i < stations->n; i++)
        if (memcmp(stations->items[i]->x, x, (size_t)n_numbers * sizeof *x) == 0)
            return stations->items[i];
    return NULL;
}

struct cairn_station *cairn_stations_add(struct cairn_stations *stations, const double *x,
                                         int n_numbers, struct cairn_scenario *scenario,
                                         struct cairn_lab *search_lab)
{
    struct cairn_station *station = cairn_calloc(1, sizeof *station);

    memcpy(station->x, x, (size_t)n_numbers * sizeof *x);
    station->scenario = scenario;
    cairn_plan_init(&station->plan, scenario);
    cairn_factor_book_init(&station->book);
    cairn_controls_init(&station->controls, scenario, &station->plan, search_lab);
    stations->items = cairn_grow(stations->items, &stations->capacity, (size_t)stations->n + 1,
                                 sizeof(struct cairn_station *));
    stations->items[stations->n++] = station;
    return station;
}

void cairn_stations_release(struct cairn_stations *stations)
{
    for (int i = 0; i < stations->n; i++) {
        struct cairn_station *station = stations->items[i];

        cairn_controls_release(&station->controls);
        cairn_factor_book_release(&station->book);
        cairn_plan_release(&station->plan);
        cairn_scenario_free(station->scenario);
        cairn_free(station);
    }
    cairn_free(stations->items);
    *stations = (struct cairn_stations){0};
}
