/*
 * limits.h - how long a choice may take, what is known already, and who is told how it goes
 *
 * Limits are counts, so that an answer stays a pure function of its scenario; a stop leaves none.
 */
#ifndef CAIRN_CHOOSE_LIMITS_H
#define CAIRN_CHOOSE_LIMITS_H

#include <stdbool.h>

struct cairn_lab_memory;

struct cairn_choose_limits {
    int replications;            /* most in the selection, at least 2 */
    bool (*stop)(void *context); /* polled between simulations; may be NULL */
    /* `done` is a share, or negative where that is unknown; may be NULL */
    void (*progress)(void *context, const char *what, double done);
    void *context;
    const struct cairn_lab_memory *memory; /* of earlier runs (lab.h); may be NULL */
};

#endif
