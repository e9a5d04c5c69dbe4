/*
 * stretch.h - passes of a language model that differ in nothing but their context [PASS]
 *
 * Part of runner.h. Each pass is longer than the one before by what one more token of each
 * sequence's context takes. Times are exact in picoseconds and rounded down to nanoseconds.
 */
#ifndef CAIRN_PHYSICS_STRETCH_H
#define CAIRN_PHYSICS_STRETCH_H

#include <stdint.h>

#include "base/wide.h"
#include "model/passes.h"

/* Equal passes one after the other. */
struct cairn_stretch {
    int64_t start_ns, start_ps; /* exact time at which the first begins: ps below 1000 */
    int64_t passes;
    int64_t decode_ps;  /* of the first pass, the part in which sequences decode */
    int64_t growth_ps;  /* by which each next one is longer */
    int64_t prompts_ps; /* the part that prompts take; then it is one pass */
    int64_t read;       /* tokens of prompts */
    int32_t decoding;   /* sequences that do */
};

/* Time of the first j passes, in ps. */
static inline cairn_int128 cairn_stretch_ps(const struct cairn_stretch *s, int64_t j) /* [PASS] */
{
    return (cairn_int128)j * s->decode_ps + (cairn_int128)s->growth_ps * j * (j - 1) / 2 +
           s->prompts_ps;
}

static inline int64_t cairn_stretch_end_ns(const struct cairn_stretch *s, int64_t j)
{
    return s->start_ns + (int64_t)((s->start_ps + cairn_stretch_ps(s, j)) / CAIRN_PS_PER_NS);
}

/* How many of its passes end before a time. */
static inline int64_t cairn_stretch_before(const struct cairn_stretch *s, int64_t time_ns)
{
    int64_t least = 0, most = s->passes;

    while (least < most) {
        int64_t middle = least + (most - least + 1) / 2;

        if (cairn_stretch_end_ns(s, middle) < time_ns)
            least = middle;
        else
            most = middle - 1;
    }
    return least;
}

#endif
