/*
 * pool_ticks.h - a pool simulated millisecond by millisecond, as an oracle for the event engine
 *
 * Takes what test_pool_ruled.c feeds: whole milliseconds, services that do not vary, one copy, no
 * sleep, no processor sharing. Written from the rules [BATCH] [QUEUE], not from the engine.
 */
#ifndef TESTS_SUPPORT_POOL_TICKS_H
#define TESTS_SUPPORT_POOL_TICKS_H

#include "support/pool_feed.h"

/* Sets start_ns and done_ns alone. */
void ticks_run(const struct feed *feed, struct feed_result *result);

#endif
