#ifndef CAIRN_IO_GZIP_H
#define CAIRN_IO_GZIP_H

/*
 * Packed files: traces come as .csv.gz. Whether a file is packed is seen from its first bytes, so
 * that its name does not matter. A file of several packed parts is one text (RFC 1952).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Does a file begin as packed ones do? */
bool cairn_gzip_is(const char *bytes, size_t size);

/*
 * Unpacks into the arena; a zero follows that *text_size does not count. Returns NULL, or what is
 * wrong: damage, or too much text. What is written by hand or measured shrinks to a tenth or so; a
 * small file that holds hundreds of megabytes was made to do harm.
 */
enum {
    CAIRN_GZIP_MOST_BYTES = 256 << 20,
    CAIRN_GZIP_ALWAYS_BYTES = 64 << 20, /* however small the file is */
    CAIRN_GZIP_MOST_TIMES = 64,         /* its size, above that */
};
const char *cairn_gzip_unpack(struct cairn_arena *arena, const char *bytes, size_t size,
                              char **text, size_t *text_size);

#endif
