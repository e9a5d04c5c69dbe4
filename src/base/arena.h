#ifndef CAIRN_BASE_ARENA_H
#define CAIRN_BASE_ARENA_H

/*
 * An arena: many small allocations that live and die together, such as the plain structs of one
 * scenario. Allocation moves a pointer inside a chunk; release frees the chunks. Addresses never
 * move, so structs may point at each other. Nothing is freed alone.
 *
 * Memory is aligned for any type. Out of memory ends the process (alloc.h).
 * Not for: growing arrays (cairn_grow), things whose destructor matters.
 */

#include <stddef.h>

struct cairn_arena_chunk;

struct cairn_arena {
    struct cairn_arena_chunk *chunks; /* newest first */
    size_t used;                      /* bytes taken from the newest chunk */
};

void cairn_arena_init(struct cairn_arena *arena);

/* Frees everything the arena handed out; the arena is empty and usable again. */
void cairn_arena_release(struct cairn_arena *arena);

/* `size` zeroed bytes owned by the arena. */
void *cairn_arena_alloc(struct cairn_arena *arena, size_t size);

/* `n` zeroed elements of `size` bytes, contiguous; the product is checked. */
void *cairn_arena_array(struct cairn_arena *arena, size_t n, size_t size);

/* Copies owned by the arena; NULL stays NULL. */
char *cairn_arena_strdup(struct cairn_arena *arena, const char *text);
char *cairn_arena_strndup(struct cairn_arena *arena, const char *text, size_t n);
char *cairn_arena_format(struct cairn_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
