#define ZLIB_CONST /* what is read is const */

#include "io/gzip.h"

#include <string.h>
#include <zlib.h>

#include "base/alloc.h"

enum { PIECE = 1 << 16, GZIP_WRAPPER = 16 };

bool cairn_gzip_is(const char *bytes, size_t size)
{
    return size >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0;
}

/* How much text so many packed bytes may become. */
static size_t most_of(size_t packed)
{
    if (packed > CAIRN_GZIP_MOST_BYTES / CAIRN_GZIP_MOST_TIMES)
        return CAIRN_GZIP_MOST_BYTES;
    return packed * CAIRN_GZIP_MOST_TIMES > CAIRN_GZIP_ALWAYS_BYTES ? packed * CAIRN_GZIP_MOST_TIMES
                                                                    : CAIRN_GZIP_ALWAYS_BYTES;
}

/* Unpacks all parts into *out; returns what is wrong, or NULL. */
static const char *inflate_all(z_stream *stream, char **out, size_t *capacity, size_t *size)
{
    size_t most = most_of(stream->avail_in);
    int status;

    do {
        *out = cairn_grow(*out, capacity, *size + PIECE + 1, 1);
        stream->next_out = (Bytef *)*out + *size;
        stream->avail_out = PIECE;
        status = inflate(stream, Z_NO_FLUSH);
        *size += PIECE - stream->avail_out;
        if (*size > most)
            return most == CAIRN_GZIP_MOST_BYTES
                       ? "it unpacks to more than 256 MB"
                       : "it unpacks to more than 64 MB and 64 times its size, as no table does";
        if (status == Z_STREAM_END && stream->avail_in > 0)
            status = inflateReset(stream);
        else if (status == Z_BUF_ERROR || (status == Z_OK && stream->avail_out > 0))
            return "it is packed and ends too early";
        if (status != Z_OK && status != Z_STREAM_END)
            return "it is packed and damaged";
    } while (status != Z_STREAM_END);
    return NULL;
}

const char *cairn_gzip_unpack(struct cairn_arena *arena, const char *bytes, size_t size,
                              char **text, size_t *text_size)
{
    z_stream stream = {.next_in = (const Bytef *)bytes, .avail_in = (uInt)size};
    size_t capacity = 0;
    char *out = NULL;
    const char *problem;

    if (inflateInit2(&stream, MAX_WBITS + GZIP_WRAPPER) != Z_OK)
        cairn_out_of_memory();
    *text_size = 0;
    problem = inflate_all(&stream, &out, &capacity, text_size);
    inflateEnd(&stream);
    if (!problem) {
        *text = cairn_arena_alloc(arena, *text_size + 1);
        if (*text_size > 0)
            memcpy(*text, out, *text_size);
    }
    cairn_free(out);
    return problem;
}
