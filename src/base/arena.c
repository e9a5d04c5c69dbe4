#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

struct cairn_arena_chunk {
    struct cairn_arena_chunk *next; /* older */
    size_t size;                    /* of bytes */
    _Alignas(max_align_t) unsigned char bytes[];
};

enum { CHUNK_SIZE = 16384 - sizeof(struct cairn_arena_chunk) };

void cairn_arena_init(struct cairn_arena *arena)
{
    arena->chunks = NULL;
    arena->used = 0;
}

void cairn_arena_release(struct cairn_arena *arena)
{
    struct cairn_arena_chunk *chunk = arena->chunks;

    while (chunk) {
        struct cairn_arena_chunk *next = chunk->next;

        cairn_free(chunk);
        chunk = next;
    }
    cairn_arena_init(arena);
}

static void add_chunk(struct cairn_arena *arena, size_t size)
{
    size_t bytes = size > CHUNK_SIZE ? size : CHUNK_SIZE;
    size_t whole = bytes < SIZE_MAX / 2 ? bytes + sizeof(struct cairn_arena_chunk) : SIZE_MAX;
    struct cairn_arena_chunk *chunk = cairn_calloc(whole, 1);

    chunk->next = arena->chunks;
    chunk->size = bytes;
    arena->chunks = chunk;
    arena->used = 0;
}

void *cairn_arena_alloc(struct cairn_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    size_t room = size < SIZE_MAX - align ? (size + align - 1) / align * align : SIZE_MAX;
    void *p;

    if (room == 0)
        room = align;
    if (!arena->chunks || room > arena->chunks->size - arena->used)
        add_chunk(arena, room);
    p = arena->chunks->bytes + arena->used;
    arena->used += room;
    return p;
}

void *cairn_arena_array(struct cairn_arena *arena, size_t n, size_t size)
{
    return cairn_arena_alloc(arena, size && n > SIZE_MAX / size ? SIZE_MAX : n * size);
}

char *cairn_arena_strndup(struct cairn_arena *arena, const char *text, size_t n)
{
    size_t size;

    if (!text)
        return NULL;
    size = strnlen(text, n);
    return memcpy(cairn_arena_alloc(arena, size + 1), text, size); /* zeroed: terminated */
}

char *cairn_arena_strdup(struct cairn_arena *arena, const char *text)
{
    return text ? cairn_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *cairn_arena_format(struct cairn_arena *arena, const char *format, ...)
{
    va_list args;
    char *text, *copy;

    va_start(args, format);
    text = cairn_format_v(format, args);
    va_end(args);
    copy = cairn_arena_strdup(arena, text);
    cairn_free(text);
    return copy;
}
