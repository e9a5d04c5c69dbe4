/*
 * count_alloc.h - how often the program has asked for memory
 *
 * The runner is linked with --wrap for malloc, calloc and realloc, so that calls from the program's
 * own objects come by here; those that libraries make inside are not seen.
 */
#ifndef TESTS_SUPPORT_COUNT_ALLOC_H
#define TESTS_SUPPORT_COUNT_ALLOC_H

/* Calls since the process began. */
unsigned long count_alloc(void);

#endif
