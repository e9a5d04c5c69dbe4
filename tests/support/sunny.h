/*
 * sunny.h - a site of three copies with the sun, other loads and perhaps a battery
 *
 * Its one or two pools have devices of 10 W, whatever they do, at a PUE of 1.2, so that footprints
 * are worked out by hand and nothing hangs on chance. The sun gives 30 W from ten to two, when the
 * grid has 200 g/kWh, and 100 otherwise, of whatever kind; other loads take 25 W. [GROUP] [SOLAR]
 */
#ifndef TESTS_SUPPORT_SUNNY_H
#define TESTS_SUPPORT_SUNNY_H

#include "choose/trial.h"

enum { SUNNY_COPIES = 3, SUNNY_YEARS = 5, SUNNY_INTENSITIES = 5 };

struct sunny {
    struct cairn_scenario *s;
    struct cairn_grid grid;
    struct cairn_intensity intensities[SUNNY_INTENSITIES];
    struct cairn_series sun, dirt[SUNNY_INTENSITIES];
    double sun_w[CAIRN_HOURS_PER_YEAR], dirt_g[SUNNY_INTENSITIES][CAIRN_HOURS_PER_YEAR],
        week[CAIRN_HOURS_PER_WEEK];
    int site;
    struct cairn_plan plan;
    struct cairn_factor_book book;
    struct cairn_lab lab;
    struct cairn_placement placement;
    struct cairn_trial trial;
};

/* With so many pools. What is said of the site may be changed between this and sunny_try(). */
void sunny_init(struct sunny *r, int n);

/* Puts a device in each pool on trial. */
void sunny_try(struct sunny *r);
void sunny_release(struct sunny *r);

/* A battery of 100 Wh, which looks at average life-cycle carbon. */
void sunny_battery(struct sunny *r, bool from_grid);

/* What a part has in the first replication, under the inventory basis. */
double sunny_part(struct sunny *r, enum cairn_measure measure, enum cairn_part part);

#endif
