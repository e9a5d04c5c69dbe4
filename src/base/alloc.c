#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void cairn_out_of_memory(void)
{
    static const char line[] = "cairn: out of memory\n";
    ssize_t written = write(STDERR_FILENO, line, sizeof line - 1);

    (void)written; /* nobody is left to tell */
    _Exit(1);
}

void *cairn_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);

    if (!p)
        cairn_out_of_memory();
    return p;
}

void *cairn_calloc(size_t n, size_t size)
{
    void *p = n && size ? calloc(n, size) : calloc(1, 1); /* calloc checks the product */

    if (!p)
        cairn_out_of_memory();
    return p;
}

void *cairn_realloc(void *p, size_t n, size_t size)
{
    void *moved;

    if (size && n > SIZE_MAX / size)
        cairn_out_of_memory();
    moved = realloc(p, n && size ? n * size : 1);
    if (!moved)
        cairn_out_of_memory();
    return moved;
}

void cairn_free(void *p)
{
    free(p);
}

char *cairn_strdup(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(cairn_alloc(size), text, size);
}

char *cairn_strndup(const char *text, size_t n)
{
    size_t size = strnlen(text, n);
    char *copy = cairn_alloc(size + 1);

    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

char *cairn_format_v(const char *format, va_list args)
{
    va_list again;
    int size;
    char *text;

    va_copy(again, args);
    size = vsnprintf(NULL, 0, format, args);
    if (size < 0) /* only an encoding error or over 2 GB: nothing sensible can follow */
        cairn_out_of_memory();
    text = cairn_alloc((size_t)size + 1);
    vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return text;
}

char *cairn_format(const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = cairn_format_v(format, args);
    va_end(args);
    return text;
}

void *cairn_grow(void *items, size_t *capacity, size_t need, size_t size)
{
    size_t grown;

    if (need <= *capacity)
        return items;
    grown = *capacity < SIZE_MAX / 2 ? *capacity * 2 : need;
    if (grown < need)
        grown = need;
    if (grown < 8)
        grown = 8;
    items = cairn_realloc(items, grown, size);
    *capacity = grown;
    return items;
}
