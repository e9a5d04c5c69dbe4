#include "cli/narrow.h"

#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/width.h"

enum { LEAST_ROOM = 24 }; /* for a second column; with less it starts below the first */

static void put_blanks(int n, struct cairn_buffer *out)
{
    for (; n > 0; n--)
        cairn_buffer_putc(out, ' ');
}

/* The text in lines that begin at `indent`, where the first one is already. */
static void put_hanging(const char *text, int columns, int indent, struct cairn_buffer *out)
{
    bool first = true;

    while (*text) {
        size_t skip;
        size_t size = cairn_width_line(text, columns - indent, &skip);

        put_blanks(first ? 0 : indent, out);
        cairn_buffer_append(out, text, size);
        cairn_buffer_putc(out, '\n');
        text += skip;
        first = false;
    }
}

/* Bytes before the second column of an indented line; those of its indentation where it has one
 * column. */
static size_t second_column(const char *line)
{
    size_t lead = strspn(line, " ");
    const char *gap = strstr(line + lead, "  ");

    return gap ? (size_t)(gap - line) + strspn(gap, " ") : lead;
}

static void put_indented(const char *line, int columns, struct cairn_buffer *out)
{
    size_t lead = strspn(line, " ");
    size_t start = second_column(line);
    int indent = (int)start;

    cairn_buffer_append(out, line, start);
    if (columns - indent < LEAST_ROOM && start > lead) {
        while (out->size > 0 && out->data[out->size - 1] == ' ')
            out->data[--out->size] = '\0';
        indent = (int)lead + 4;
        cairn_buffer_putc(out, '\n');
        put_blanks(indent, out);
    }
    put_hanging(line + start, columns, indent, out);
}

/* Lines without indentation from `text` on, filled anew if one is too long; returns what follows
 * them. */
static const char *put_prose(const char *text, int columns, struct cairn_buffer *out)
{
    struct cairn_buffer joined;
    const char *at = text;
    bool fits = true;

    cairn_buffer_init(&joined);
    while (*at && *at != ' ' && *at != '\n') {
        size_t size = strcspn(at, "\n");

        fits &= cairn_width(at, size) <= columns;
        cairn_buffer_puts(&joined, joined.size > 0 ? " " : "");
        cairn_buffer_append(&joined, at, size);
        at += size + (at[size] == '\n');
    }
    if (fits)
        cairn_buffer_append(out, text, (size_t)(at - text));
    else
        put_hanging(joined.data, columns, 0, out);
    cairn_buffer_release(&joined);
    return at;
}

void cairn_narrow(const char *text, int columns, struct cairn_buffer *out)
{
    const char *commands = strstr(text, "\nexamples\n");

    while (columns > 0 && *text && (!commands || text <= commands)) {
        size_t size = strcspn(text, "\n");

        if (*text == ' ' && cairn_width(text, size) > columns) {
            char *line = cairn_strndup(text, size);

            put_indented(line, columns, out);
            cairn_free(line);
        } else if (*text != ' ' && *text != '\n') {
            text = put_prose(text, columns, out);
            continue;
        } else {
            cairn_buffer_append(out, text, size);
            cairn_buffer_putc(out, '\n');
        }
        text += size + (text[size] == '\n');
    }
    cairn_buffer_puts(out, text);
}
