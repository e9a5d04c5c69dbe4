/*
 * pilot_stand.h - the pilots of controls (choose/control.h) of a placement, and what these want
 */
#ifndef TESTS_SUPPORT_PILOT_STAND_H
#define TESTS_SUPPORT_PILOT_STAND_H

#include "choose/control.h"

enum { PILOT_SHORT, PILOT_LONG };    /* lengths of plans */
enum { PILOT_WHOLE, PILOT_LIGHTER }; /* loads */

/* The pilot of what the scenario's only baseline says. */
struct pilot_stand {
    struct cairn_scenario *s;
    struct cairn_plan plan;
    struct cairn_lab lab;
    struct cairn_controls controls;
    struct cairn_placement placement;
    struct cairn_components components;
    struct cairn_pilot pilot;
    struct cairn_lab_want wants[8];
    int n_wants;
};

/* Takes the scenario over. */
void pilot_stand_init(struct pilot_stand *t, struct cairn_scenario *s);

/* After the pilot was finished, or cancelled (NULL). */
void pilot_stand_release(struct pilot_stand *t, struct cairn_control *control);

/* Cancels and releases. */
void pilot_stand_dismiss(struct pilot_stand *t);

/* A town whose work is done by so many devices of one pool, which a baseline says. */
struct cairn_scenario *pilot_town(int pool, int count, int batch);

/*
 * The same with a load of so many hours of a day at each rate, at a provider's pool that is never
 * full; and others, at all hours alike, where that is above 0.
 */
struct cairn_scenario *pilot_load(int n, const int *hours, const double *rates, double others);

#endif
