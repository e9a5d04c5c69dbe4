/*
 * random_rig.h - components that nobody would build, one for each number
 *
 * A few sources, links, caches and pools of all kinds, thrown together so that whatever can meet
 * does: copies, segments without load, batches, full queues, sleep, drains that are cut off. Most
 * times are whole milliseconds, so that much happens at once.
 */
#ifndef TESTS_SUPPORT_RANDOM_RIG_H
#define TESTS_SUPPORT_RANDOM_RIG_H

#include "support/rig.h"

enum random_kind {
    RANDOM_ANY, /* fallbacks, further steps, links and services without time, pools of all rules */
    RANDOM_FORWARD, /* nothing that feeds back: what a recursion takes */
    RANDOM_STRAND,  /* one source, one route, at most one line, no cache */
};

struct random_rig {
    enum random_kind kind;
    bool clockwork; /* nothing varies, and the requests of all sources come at once */
    bool tiny;      /* nanoseconds instead of milliseconds: all rounded, all at once */
};

/* Sets a rig up. */
void rig_random(struct rig *rig, struct random_rig how, uint64_t number);

#endif
