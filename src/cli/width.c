#include "cli/width.h"

#include <assert.h>
#include <string.h>

struct range {
    unsigned long first, last;
};

static const struct range narrow[] = {
    {0x0300, 0x036f}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2064},
    {0x20d0, 0x20f0}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff},
};

static const struct range wide[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

static int inside(unsigned long code, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return 1;
    return 0;
}

/* Bytes of the character that starts with `lead`, the bits of it that count, and the least code
 * that needs so many bytes; 0 for what starts none. */
static size_t lead_size(unsigned char lead, unsigned long *bits, unsigned long *least)
{
    static const struct {
        unsigned char mask, mark;
        unsigned long least;
    } leads[] = {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};

    for (size_t i = 0; i < 4; i++)
        if ((lead & leads[i].mask) == leads[i].mark) {
            *bits = lead & (unsigned char)~leads[i].mask;
            *least = leads[i].least;
            return i + 1;
        }
    return 0;
}

size_t cairn_width_next(const char *text, size_t size, unsigned long *code)
{
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned long value = 0;
    unsigned long least = 0;
    size_t n;

    assert(size > 0);
    n = lead_size(bytes[0], &value, &least);
    *code = 0xfffd;
    if (n == 0 || n > size)
        return 1;
    for (size_t i = 1; i < n; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (bytes[i] & 0x3f);
    }
    if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 1;
    *code = value;
    return n;
}

int cairn_width_of(unsigned long code)
{
    if (inside(code, narrow, sizeof narrow / sizeof *narrow))
        return 0;
    return inside(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

int cairn_width(const char *text, size_t size)
{
    int columns = 0;
    unsigned long code;

    for (size_t at = 0; at < size;) {
        at += cairn_width_next(text + at, size - at, &code);
        columns += cairn_width_of(code);
    }
    return columns;
}

size_t cairn_width_cut(const char *text, size_t size, int columns)
{
    unsigned long code;
    size_t at = 0;

    while (at < size) {
        size_t n = cairn_width_next(text + at, size - at, &code);

        columns -= cairn_width_of(code);
        if (columns < 0)
            break;
        at += n;
    }
    return at;
}

void cairn_width_clean(const char *text, struct cairn_buffer *out)
{
    size_t size = strlen(text);
    unsigned long code;

    for (size_t at = 0; at < size;) {
        size_t n = cairn_width_next(text + at, size - at, &code);

        if (code < 0x20 || (code >= 0x7f && code < 0xa0))
            cairn_buffer_putc(out, ' ');
        else if (code == 0xfffd)
            cairn_buffer_puts(out, "\xef\xbf\xbd");
        else
            cairn_buffer_append(out, text + at, n);
        at += n;
    }
}

size_t cairn_width_line(const char *text, int columns, size_t *skip)
{
    size_t size = strlen(text);
    size_t fits = cairn_width_cut(text, size, columns);
    size_t at;

    *skip = fits;
    if (fits == size)
        return size;
    for (at = fits; at > 0 && text[at] != ' '; at--)
        ;
    if (at == 0) {
        unsigned long code;

        *skip = fits > 0 ? fits : cairn_width_next(text, size, &code);
        return *skip;
    }
    *skip = at + strspn(text + at, " ");
    while (at > 0 && text[at - 1] == ' ')
        at--;
    return at;
}

void cairn_width_wrap(const char *text, int columns, int indent, struct cairn_buffer *out)
{
    int room = columns;

    do {
        size_t skip = strlen(text);
        size_t size = columns > 0 ? cairn_width_line(text, room, &skip) : skip;

        for (int i = room; i < columns; i++)
            cairn_buffer_putc(out, ' ');
        cairn_buffer_append(out, text, size);
        cairn_buffer_putc(out, '\n');
        text += skip;
        room = columns > 2 * indent ? columns - indent : columns;
    } while (*text);
}
