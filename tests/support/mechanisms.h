/*
 * mechanisms.h - which mechanisms a component has, so that a test can show what it covered
 *
 * Told from what is simulated, not from what the file said: a cache that no request passes, or a
 * swap between variants that fit together, is not there.
 */
#ifndef TESTS_SUPPORT_MECHANISMS_H
#define TESTS_SUPPORT_MECHANISMS_H

#include <stdbool.h>

#include "model/component.h"

/* X(name) */
#define MECHANISMS(X)       \
    /* arrivals */          \
    X(POISSON)              \
    X(CLOCKWORK)            \
    X(GAMMA)                \
    X(LOGNORMAL)            \
    X(WEIBULL)              \
    X(COPIES)               \
    X(MULTIPLICITY)         \
    X(SHAPE)                \
    X(PEAK)                 \
    X(SEASONS)              \
    X(PEAK_WEEKS)           \
    X(PHASES)               \
    X(TOGETHER)             \
    X(CYCLE)                \
    X(SURGE)                \
    X(REPLAY)               \
    X(REPLAY_FROM_START)    \
    X(REPLAY_SCALED)        \
    /* requests */          \
    X(PROMISE)              \
    X(PRIORITIES)           \
    X(TOKENS)               \
    X(PREFIX)               \
    X(CONTENTS)             \
    X(CONTENT_TRACE)        \
    /* ways */              \
    X(LINK)                 \
    X(JITTER)               \
    X(TRANSMISSION_LOSS)    \
    X(RADIO)                \
    X(SHARED_LINE)          \
    X(LINE_DOWN)            \
    X(LINE_DOWN_LOST)       \
    X(SPLIT)                \
    X(SPLIT_BY_HOUR)        \
    X(STEPS)                \
    X(THREE_STEPS)          \
    X(STEP_IN_PLACE)        \
    X(FALLBACK)             \
    X(FAILOVER)             \
    X(SOURCES)              \
    /* caches */            \
    X(LRU)                  \
    X(FIFO)                 \
    X(STATIC)               \
    X(LFU)                  \
    X(S3_FIFO)              \
    X(TTL)                  \
    X(TTL_RENEWED)          \
    X(CACHE_AT_SITE)        \
    X(CACHE_AT_REGION)      \
    X(CACHE_OF_BYTES)       \
    X(CACHE_UPDATED)        \
    X(CACHE_SIMILAR)        \
    X(CACHE_WRONG)          \
    X(CACHE_RETRIED)        \
    X(LOOKUP_TIME)          \
    /* pools */             \
    X(PLAIN_POOL)           \
    X(BY_PRIORITY)          \
    X(BY_DEADLINE)          \
    X(SHARING)              \
    X(BATCHES)              \
    X(BATCH_TIMEOUT)        \
    X(BATCH_MIN)            \
    X(ADAPTIVE)             \
    X(SWAP)                 \
    X(QUEUE_LIMIT)          \
    X(SLEEP)                \
    X(WAKE_VARIES)          \
    X(SCHEDULE)             \
    X(SCALE_BY_UTILISATION) \
    X(SCALE_BY_BACKLOG)     \
    X(START)                \
    X(OUTAGE)               \
    X(OUTAGE_LOST)          \
    X(SERVICE_VARIES)       \
    X(DEVICES)              \
    X(VARIANTS)             \
    X(PASSES)               \
    X(PROMPTS_CHUNKED)      \
    X(PROMPTS_WHOLE)        \
    X(PROVIDER)             \
    X(PROVIDER_OF_PASSES)   \
    X(MANAGED)

enum mechanism {
#define MECHANISM_NAME(name) MECHANISM_##name,
    MECHANISMS(MECHANISM_NAME)
#undef MECHANISM_NAME
        N_MECHANISMS
};

const char *mechanism_name(enum mechanism mechanism);

/* Sets those that a component has, and leaves the others as they are. */
void mechanisms_of(const struct cairn_component *component, bool has[N_MECHANISMS]);

#endif
