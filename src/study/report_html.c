#include "study/report_html.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "base/number.h"
#include "io/utf8.h"

static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */
static const char ellipsis[] = "\xe2\x80\xa6";
static const char narrow_space[] = "\xe2\x80\xaf";

/* Calls `put` with stretches of proper text and with U+FFFD for each byte that is none. */
static void each_proper(struct cairn_buffer *out, const char *text, size_t size,
                        void (*put)(struct cairn_buffer *out, const char *text, size_t size))
{
    while (size > 0) {
        const char *bad = cairn_utf8_bad(text, size);
        size_t good = bad ? (size_t)(bad - text) : size;

        put(out, text, good);
        if (!bad)
            return;
        put(out, replacement, strlen(replacement));
        text += good + 1;
        size -= good + 1;
    }
}

void cairn_html_text(struct cairn_buffer *out, const char *text)
{
    if (text)
        each_proper(out, text, strlen(text), cairn_escape_xml);
}

/* Bytes of the first characters; continuation bytes begin none. */
static size_t size_of_characters(const char *text, size_t characters)
{
    size_t size = 0;

    for (; text[size]; size++)
        if (((unsigned char)text[size] & 0xc0) != 0x80 && characters-- == 0)
            break;
    return size;
}

void cairn_html_cut(struct cairn_buffer *out, const char *text, size_t most)
{
    assert(most > 0);
    if (size_of_characters(text, most) == strlen(text)) {
        cairn_html_text(out, text);
        return;
    }
    each_proper(out, text, size_of_characters(text, most - 1), cairn_escape_xml);
    cairn_buffer_puts(out, ellipsis);
}

/* Whole digits from five on in groups of three, as ISO 80000-1 has them. */
static void put_grouped(struct cairn_buffer *out, const char *number)
{
    size_t sign = number[0] == '-';
    size_t whole = strspn(number + sign, "0123456789");

    if (whole < 5) {
        cairn_buffer_puts(out, number);
        return;
    }
    cairn_buffer_append(out, number, sign);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            cairn_buffer_puts(out, narrow_space);
        cairn_buffer_putc(out, number[sign + i]);
    }
    cairn_buffer_puts(out, number + sign + whole);
}

void cairn_html_number(struct cairn_buffer *out, double value)
{
    char exact[CAIRN_NUMBER_SIZE];
    char read[CAIRN_NUMBER_SIZE];

    cairn_number_exact(value, exact);
    cairn_number_round(value, 4, read);
    if (strcmp(exact, read) == 0 && fabs(value) < 1e4) {
        cairn_buffer_puts(out, read);
        return;
    }
    cairn_buffer_appendf(out, "<data value=\"%s\">", exact);
    put_grouped(out, read);
    cairn_buffer_puts(out, "</data>");
}

void cairn_html_count(struct cairn_buffer *out, double value)
{
    static const struct {
        double from;
        const char *word;
    } words[] = {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}, {0, ""}};
    char text[CAIRN_NUMBER_SIZE];
    size_t i = 0;

    while (words[i].from > fabs(value))
        i++;
    if (words[i].from > 0)
        cairn_number_round(value / words[i].from, 3, text);
    else
        cairn_number_round(value, 3, text);
    put_grouped(out, text);
    cairn_buffer_puts(out, words[i].word);
}

bool cairn_html_links(const char *address)
{
    return address && (address[0] == '#' || strncmp(address, "https://", 8) == 0 ||
                       strncmp(address, "http://", 7) == 0);
}

/* ---- JSON ---- */

static void put_json(struct cairn_buffer *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte < 0x20 || strchr("\"\\<>&'", byte))
            cairn_buffer_appendf(out, "\\u%04x", byte);
        else
            cairn_buffer_putc(out, text[i]);
    }
}

void cairn_json_text_in_html(struct cairn_buffer *out, const char *text)
{
    cairn_buffer_putc(out, '"');
    each_proper(out, text, strlen(text), put_json);
    cairn_buffer_putc(out, '"');
}

void cairn_json_cell_in_html(struct cairn_buffer *out, const struct cairn_cell *cell)
{
    char number[CAIRN_NUMBER_SIZE];

    switch (cell->kind) {
    case CAIRN_CELL_NULL:
    case CAIRN_CELL_BLOB:
        cairn_buffer_puts(out, "null");
        break;
    case CAIRN_CELL_INTEGER:
        cairn_buffer_appendf(out, "%" PRId64, cell->integer);
        break;
    case CAIRN_CELL_REAL:
        cairn_buffer_puts(out, cairn_number_exact(cell->real, number));
        break;
    case CAIRN_CELL_TEXT:
        cairn_json_text_in_html(out, cell->bytes);
        break;
    }
}
