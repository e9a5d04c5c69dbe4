/*
 * tried.h - a scenario's first baseline, cut into components that are ready to be simulated
 */
#ifndef TESTS_SUPPORT_TRIED_H
#define TESTS_SUPPORT_TRIED_H

#include <cairn/placement.h>

#include "model/component.h"

struct tried {
    int number;
    const struct cairn_scenario *scenario;
    struct cairn_plan plan;
    struct cairn_placement placement;
    struct cairn_components components;
};

/*
 * Its requests may drain for 30 windows at most, and those of every fourth number for a tenth of
 * one, so that some are in flight when it ends.
 */
void tried_init(struct tried *tried, const struct cairn_scenario *scenario, int number);

/*
 * The same with a load that ends after one window, which is measured from an empty start for four:
 * what comes in goes out. False, and nothing to release, where the load varies or is a replay.
 */
bool tried_init_closed(struct tried *tried, const struct cairn_scenario *scenario, int number);

void tried_release(struct tried *tried);

/* The components of the first are the first of the second; aborts the test if not. */
void check_same_components(const struct tried *a, const struct tried *b, const char *what);

#endif
