#ifndef CAIRN_CLI_JSON_H
#define CAIRN_CLI_JSON_H

/*
 * A JSON writer (RFC 8259): values are appended to a buffer one after the other, indented by two
 * spaces, with commas and line ends where they belong.
 *
 *     cairn_json_init(&json, &call->output->data);
 *     cairn_json_object(&json, NULL);
 *     cairn_json_text(&json, "name", "store-cameras");
 *     cairn_json_array(&json, "shares");
 *     cairn_json_number(&json, NULL, 0.25);
 *     cairn_json_end(&json);
 *     cairn_json_end(&json);
 *
 * Every call takes the key, which must be given inside an object and be NULL elsewhere (asserted).
 * Ending the outermost value ends the line. Numbers are the shortest text that reads back to the
 * same double; what JSON has no number for, NaN and the infinities, is null, and so is a NULL text.
 * Bytes that are no UTF-8 become U+FFFD. The writer allocates nothing of its own.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { CAIRN_JSON_DEPTH = 32 };

struct cairn_json {
    struct cairn_buffer *out;
    int depth;
    struct {
        bool object, filled;
    } levels[CAIRN_JSON_DEPTH];
};

void cairn_json_init(struct cairn_json *json, struct cairn_buffer *out);

/* Begin an object or array, which cairn_json_end() ends. */
void cairn_json_object(struct cairn_json *json, const char *key);
void cairn_json_array(struct cairn_json *json, const char *key);
void cairn_json_end(struct cairn_json *json);

void cairn_json_text(struct cairn_json *json, const char *key, const char *text);
void cairn_json_number(struct cairn_json *json, const char *key, double value);
void cairn_json_integer(struct cairn_json *json, const char *key, int64_t value);
void cairn_json_unsigned(struct cairn_json *json, const char *key, uint64_t value);
void cairn_json_bool(struct cairn_json *json, const char *key, bool value);
void cairn_json_null(struct cairn_json *json, const char *key);

#endif
