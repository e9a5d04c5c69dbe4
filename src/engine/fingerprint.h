#ifndef CAIRN_ENGINE_FINGERPRINT_H
#define CAIRN_ENGINE_FINGERPRINT_H

/*
 * A fingerprint: one number that changes when any request of a simulation completes at another
 * nanosecond. It is the wrapping sum of hash(workload, request number, completion time), so that it
 * is the same however the work was ordered or split, and parts merge by addition. It shows that
 * nothing changed; it cannot show that anything is right. The hash mixes once, after multiples of
 * odd numbers have set the subjects far apart: times would have to differ by centuries to collide
 * systematically.
 */

#include <stdint.h>

#include "base/hash.h"
#include "engine/clock.h"

struct cairn_fingerprint {
    uint64_t sum; /* 0 when nothing completed */
};

/* Counts one completion; a request completes once. A lost request passes CAIRN_NEVER. */
static inline void cairn_fingerprint_add(struct cairn_fingerprint *fingerprint, uint32_t workload,
                                         uint64_t request, cairn_time completion_ns)
{
    uint64_t subject = (request + 1) * UINT64_C(0x9e3779b97f4a7c15) +
                       (workload + 1) * UINT64_C(0xd1342543de82ef95);

    fingerprint->sum += cairn_mix64(subject + (uint64_t)completion_ns);
}

/* Adds the completions counted elsewhere. */
static inline void cairn_fingerprint_merge(struct cairn_fingerprint *to,
                                           struct cairn_fingerprint from)
{
    to->sum += from.sum;
}

#endif
