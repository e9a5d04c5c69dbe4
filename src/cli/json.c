#include "cli/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cli/width.h"

void cairn_json_init(struct cairn_json *json, struct cairn_buffer *out)
{
    *json = (struct cairn_json){.out = out};
}

static void new_line(const struct cairn_json *json)
{
    cairn_buffer_putc(json->out, '\n');
    for (int i = 0; i < json->depth; i++)
        cairn_buffer_puts(json->out, "  ");
}

static const char *escape_of(char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    default:
        return NULL;
    }
}

static void write_string(const struct cairn_json *json, const char *text)
{
    size_t size = strlen(text);
    unsigned long code;

    cairn_buffer_putc(json->out, '"');
    for (size_t at = 0; at < size;) {
        const char *escape = escape_of(text[at]);
        size_t n = cairn_width_next(text + at, size - at, &code);

        if (escape)
            cairn_buffer_puts(json->out, escape);
        else if (code < 0x20 || code == 0x7f)
            cairn_buffer_appendf(json->out, "\\u%04lx", code);
        else if (code == 0xfffd)
            cairn_buffer_puts(json->out, "\xef\xbf\xbd");
        else
            cairn_buffer_append(json->out, text + at, n);
        at += n;
    }
    cairn_buffer_putc(json->out, '"');
}

/* What stands before a value: comma, line, key. */
static void begin_value(struct cairn_json *json, const char *key)
{
    if (json->depth == 0) {
        assert(!key);
        return;
    }
    assert(!json->levels[json->depth - 1].object == !key);
    if (json->levels[json->depth - 1].filled)
        cairn_buffer_putc(json->out, ',');
    json->levels[json->depth - 1].filled = true;
    new_line(json);
    if (key) {
        write_string(json, key);
        cairn_buffer_puts(json->out, ": ");
    }
}

static void end_value(const struct cairn_json *json)
{
    if (json->depth == 0)
        cairn_buffer_putc(json->out, '\n');
}

static void begin_level(struct cairn_json *json, const char *key, bool object)
{
    begin_value(json, key);
    assert(json->depth < CAIRN_JSON_DEPTH);
    json->levels[json->depth].object = object;
    json->levels[json->depth].filled = false;
    json->depth++;
    cairn_buffer_putc(json->out, object ? '{' : '[');
}

void cairn_json_object(struct cairn_json *json, const char *key)
{
    begin_level(json, key, true);
}

void cairn_json_array(struct cairn_json *json, const char *key)
{
    begin_level(json, key, false);
}

void cairn_json_end(struct cairn_json *json)
{
    assert(json->depth > 0);
    json->depth--;
    if (json->levels[json->depth].filled)
        new_line(json);
    cairn_buffer_putc(json->out, json->levels[json->depth].object ? '}' : ']');
    end_value(json);
}

void cairn_json_text(struct cairn_json *json, const char *key, const char *text)
{
    if (!text) {
        cairn_json_null(json, key);
        return;
    }
    begin_value(json, key);
    write_string(json, text);
    end_value(json);
}

void cairn_json_number(struct cairn_json *json, const char *key, double value)
{
    char text[CAIRN_NUMBER_SIZE];

    if (!isfinite(value)) {
        cairn_json_null(json, key);
        return;
    }
    begin_value(json, key);
    cairn_buffer_puts(json->out, cairn_number_exact(value, text));
    end_value(json);
}

void cairn_json_integer(struct cairn_json *json, const char *key, int64_t value)
{
    begin_value(json, key);
    cairn_buffer_appendf(json->out, "%" PRId64, value);
    end_value(json);
}

void cairn_json_unsigned(struct cairn_json *json, const char *key, uint64_t value)
{
    begin_value(json, key);
    cairn_buffer_appendf(json->out, "%" PRIu64, value);
    end_value(json);
}

void cairn_json_bool(struct cairn_json *json, const char *key, bool value)
{
    begin_value(json, key);
    cairn_buffer_puts(json->out, value ? "true" : "false");
    end_value(json);
}

void cairn_json_null(struct cairn_json *json, const char *key)
{
    begin_value(json, key);
    cairn_buffer_puts(json->out, "null");
    end_value(json);
}
