#ifndef CAIRN_IO_JSON_READER_H
#define CAIRN_IO_JSON_READER_H

/*
 * Walks through a JSON text and hands on what it meets, in order. Nothing is kept.
 *
 * A handler hears of each member of an object, and of each element of an array with an empty key:
 * the beginning and end of an object or array, a text, a number (true, false and null are NaN).
 * Depth is 0 for the value that the file is, 1 for its members and so on. A handler that returns
 * false ends the walk; it has said why. Texts are cut to CAIRN_JSON_TEXT - 1 bytes, and escapes
 * stay as they are written. A file that is packed by gzip is unpacked.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "io/input.h"

enum { CAIRN_JSON_TEXT = 64 };

/* Where something stands. */
struct cairn_json_place {
    const char *key;
    int depth, line;
    bool is_array; /* what begins or ends is one */
};

struct cairn_json_handler { /* any may be NULL: not heard of */
    bool (*begin)(void *context, const struct cairn_json_place *place);
    bool (*end)(void *context, const struct cairn_json_place *place);
    bool (*text)(void *context, const struct cairn_json_place *place, const char *text);
    bool (*number)(void *context, const struct cairn_json_place *place, double value);
    void *context;
};

/* Is this JSON, by its first character? */
bool cairn_json_is(const char *text);

/* False after an error; text behind the end is one. */
bool cairn_json_read(struct cairn_arena *arena, const struct cairn_input *input,
                     const struct cairn_json_handler *handler, struct cairn_diag *diag);

#endif
