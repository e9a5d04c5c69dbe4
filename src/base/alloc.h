#ifndef CAIRN_BASE_ALLOC_H
#define CAIRN_BASE_ALLOC_H

/*
 * Memory that is always there.
 *
 * None of these functions returns NULL. When memory runs out the process writes one line to
 * standard error and ends with status 1, without running exit handlers. Why: a planner's
 * scenario that does not fit has no partial answer worth keeping, and code that cannot fail
 * needs no untested error path. Ending here loses nothing: results are written in SQLite
 * transactions, an uncommitted one is rolled back by whoever opens the file next, and a sweep
 * resumes from the items that were finished.
 *
 * Invariants: n * size never wraps (a product that would is "out of memory"); a request of
 * zero bytes yields a distinct pointer that may be freed. Memory is owned by the caller and
 * returned with cairn_free().
 *
 * Not here: pools and arenas (arena.h), text building (buffer.h).
 */

#include <stdarg.h>
#include <stddef.h>

/* Ends the process as described; for memory that a library failed to get. */
_Noreturn void cairn_out_of_memory(void);

/* Releases what the functions below returned; NULL is ignored. */
void cairn_free(void *p);

/* Resizes the array `p` (NULL for a new one) to `n` elements of `size` bytes; `p` is consumed. */
void *cairn_realloc(void *p, size_t n, size_t size)
    __attribute__((returns_nonnull, alloc_size(2, 3), warn_unused_result));

/* Comes from here: compilers and analysers then see overruns and what is released twice. */
#if defined __GNUC__ && __GNUC__ >= 11 && !defined __clang__
#define CAIRN_ALLOCATES \
    __attribute__((returns_nonnull, malloc(cairn_free, 1), malloc(cairn_realloc, 1)))
#else
#define CAIRN_ALLOCATES __attribute__((returns_nonnull, malloc))
#endif

/* `size` uninitialised bytes. */
CAIRN_ALLOCATES __attribute__((alloc_size(1))) void *cairn_alloc(size_t size);

/* An array of `n` zeroed elements of `size` bytes. */
CAIRN_ALLOCATES __attribute__((alloc_size(1, 2))) void *cairn_calloc(size_t n, size_t size);

/* Copies of a string, and of its first `n` bytes at most, terminated. */
CAIRN_ALLOCATES char *cairn_strdup(const char *text);
CAIRN_ALLOCATES char *cairn_strndup(const char *text, size_t n);

/* A new string formatted as by printf. */
CAIRN_ALLOCATES __attribute__((format(printf, 1, 2))) char *cairn_format(const char *format, ...);
CAIRN_ALLOCATES __attribute__((format(printf, 1, 0))) char *cairn_format_v(const char *format,
                                                                           va_list args);

/*
 * Makes room for `need` elements of `size` bytes in a growable array, doubling so that n appends
 * cost O(n). Returns the array, moved or not, and updates *capacity:
 *
 *     list->items = cairn_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items);
 *
 * Elements beyond the old capacity are uninitialised. Nothing is allocated when need <= *capacity.
 */
void *cairn_grow(void *items, size_t *capacity, size_t need, size_t size);

#endif
