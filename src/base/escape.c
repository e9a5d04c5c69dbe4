#include "base/escape.h"

static void put(struct cairn_buffer *out, char byte)
{
    switch (byte) {
    case '&':
        cairn_buffer_puts(out, "&amp;");
        break;
    case '<':
        cairn_buffer_puts(out, "&lt;");
        break;
    case '>':
        cairn_buffer_puts(out, "&gt;");
        break;
    case '"':
        cairn_buffer_puts(out, "&quot;");
        break;
    default:
        cairn_buffer_putc(out, byte);
    }
}

void cairn_escape_xml(struct cairn_buffer *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        put(out, text[i]);
}

void cairn_escape_xml_line(struct cairn_buffer *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        put(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
}
