#include "base/buffer.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

/* What `data` points at while a buffer owns nothing. Never written: capacity is 0. */
static const char nothing[1] = "";

void cairn_buffer_init(struct cairn_buffer *buffer)
{
    buffer->data = (char *)nothing;
    buffer->size = 0;
    buffer->capacity = 0;
}

void cairn_buffer_release(struct cairn_buffer *buffer)
{
    if (buffer->capacity > 0)
        cairn_free(buffer->data);
    cairn_buffer_init(buffer);
}

void cairn_buffer_clear(struct cairn_buffer *buffer)
{
    buffer->size = 0;
    if (buffer->capacity > 0)
        buffer->data[0] = '\0';
}

/* Room for `extra` bytes and the terminator behind what is there. */
static void make_room(struct cairn_buffer *buffer, size_t extra)
{
    size_t need = extra < SIZE_MAX - buffer->size ? buffer->size + extra + 1 : SIZE_MAX;
    void *owned = buffer->capacity > 0 ? buffer->data : NULL;

    if (need > buffer->capacity)
        buffer->data = cairn_grow(owned, &buffer->capacity, need, 1);
}

void cairn_buffer_append(struct cairn_buffer *buffer, const void *bytes, size_t size)
{
    if (size == 0)
        return;
    make_room(buffer, size);
    memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void cairn_buffer_puts(struct cairn_buffer *buffer, const char *text)
{
    cairn_buffer_append(buffer, text, strlen(text));
}

void cairn_buffer_putc(struct cairn_buffer *buffer, char byte)
{
    cairn_buffer_append(buffer, &byte, 1);
}

void cairn_buffer_appendf_v(struct cairn_buffer *buffer, const char *format, va_list args)
{
    va_list again;
    int size;

    va_copy(again, args);
    size = vsnprintf(NULL, 0, format, args);
    assert(size >= 0);
    if (size > 0) {
        make_room(buffer, (size_t)size);
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

void cairn_buffer_appendf(struct cairn_buffer *buffer, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    cairn_buffer_appendf_v(buffer, format, args);
    va_end(args);
}

char *cairn_buffer_take(struct cairn_buffer *buffer)
{
    char *text = buffer->capacity > 0 ? buffer->data : cairn_strdup("");

    cairn_buffer_init(buffer);
    return text;
}
