#ifndef CAIRN_BASE_BUFFER_H
#define CAIRN_BASE_BUFFER_H

/*
 * A buffer: growable bytes, used to build text (messages, tables, JSON) before someone writes it.
 *
 * Invariant: after init, data[size] is a terminating zero that size does not count, so `data` is a
 * C string whenever no zero byte was appended. An empty buffer owns no memory.
 * Out of memory ends the process (alloc.h). Not here: writing to files; only the command line does.
 */

#include <stdarg.h>
#include <stddef.h>

struct cairn_buffer {
    char *data;      /* never NULL after init; points at "" while empty */
    size_t size;     /* bytes, without the terminator */
    size_t capacity; /* bytes owned, 0 while data is the shared "" */
};

void cairn_buffer_init(struct cairn_buffer *buffer);
void cairn_buffer_release(struct cairn_buffer *buffer);

/* Empties the buffer and keeps its memory. */
void cairn_buffer_clear(struct cairn_buffer *buffer);

void cairn_buffer_append(struct cairn_buffer *buffer, const void *bytes, size_t size);
void cairn_buffer_puts(struct cairn_buffer *buffer, const char *text);
void cairn_buffer_putc(struct cairn_buffer *buffer, char byte);

/* Appends text formatted as by printf. Floating numbers follow the locale of the process; where
 * that matters use cairn_number_format() (number.h). */
void cairn_buffer_appendf(struct cairn_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cairn_buffer_appendf_v(struct cairn_buffer *buffer, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Hands the text over (free it with cairn_free) and leaves the buffer empty. */
char *cairn_buffer_take(struct cairn_buffer *buffer);

#endif
