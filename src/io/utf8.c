#include "io/utf8.h"

#include <stdbool.h>

/* The length of a character by its first byte, 0 for a byte that begins none. */
static int length(unsigned char first)
{
    if (first < 0x80)
        return first >= 0x20 || first == '\t' || first == '\r' || first == '\n';
    if (first < 0xc2)
        return 0;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/* Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte. */
static bool second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0:
        return second >= 0xa0;
    case 0xed:
        return second < 0xa0;
    case 0xf0:
        return second >= 0x90;
    case 0xf4:
        return second < 0x90;
    default:
        return true;
    }
}

const char *cairn_utf8_bad(const char *bytes, size_t size)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t at = 0;

    while (at < size) {
        int n = length(text[at]);

        if (n == 0 || size - at < (size_t)n || (n > 1 && !second_fits(text[at], text[at + 1])))
            return bytes + at;
        for (int i = 1; i < n; i++)
            if ((text[at + (size_t)i] & 0xc0) != 0x80)
                return bytes + at;
        at += (size_t)n;
    }
    return NULL;
}
