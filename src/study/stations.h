/*
 * stations.h - scenarios with other numbers, made once and kept
 *
 * A station is a scenario with the numbers of a sweep at some values, and what trials in it share:
 * plan, factors, controls. Candidates turn up one after the other, and each is accounted for at the
 * same few values: there the scenario is made once, however many come. How many stations there are
 * is what finding out about a sweep took, beside the points that it answers.
 */
#ifndef CAIRN_STUDY_STATIONS_H
#define CAIRN_STUDY_STATIONS_H

#include "choose/lab.h"
#include "choose/search_plan.h"
#include "choose/trial.h"

enum { CAIRN_STATION_NUMBERS = 4 };

struct cairn_station {
    double x[CAIRN_STATION_NUMBERS]; /* those beyond the last number are 0 */
    struct cairn_scenario *scenario; /* owned, like what follows */
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_controls controls;
};

struct cairn_stations {
    struct cairn_station **items; /* in order of making; owned */
    int n;
    size_t capacity;
};

/* The one at x[number], or NULL. */
struct cairn_station *cairn_stations_find(const struct cairn_stations *stations, const double *x,
                                          int n_numbers);

/* A new one with the scenario, which it takes; the search lab is that of its controls [CV]. */
struct cairn_station *cairn_stations_add(struct cairn_stations *stations, const double *x,
                                         int n_numbers, struct cairn_scenario *scenario,
                                         struct cairn_lab *search_lab);

/* Labs that were used there forget their grounds first (lab.h). All 0 is none. */
void cairn_stations_release(struct cairn_stations *stations);

#endif
