/* Packed files: what they may unpack to. */

#include "io/gzip.h"

#include <check.h>
#include <string.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/buffer.h"

enum { MEGABYTE = 1 << 20, GZIP_WRAPPER = 16 };

/* A packed part of so many zeros. */
static void pack_zeros(size_t size, struct cairn_buffer *out)
{
    char *zeros = cairn_calloc(size, 1);
    z_stream stream = {.next_in = (Bytef *)zeros, .avail_in = (uInt)size};
    size_t most = size / 100 + 1000;
    char *packed = cairn_alloc(most);

    ck_assert_int_eq(
        deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + GZIP_WRAPPER, 9, Z_DEFAULT_STRATEGY),
        Z_OK);
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)most;
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    cairn_buffer_append(out, packed, most - stream.avail_out);
    deflateEnd(&stream);
    cairn_free(packed);
    cairn_free(zeros);
}

/* So many times the same megabyte, as a file of as many parts; what is wrong with it, or "". */
static const char *unpack_megabytes(int n, size_t *size)
{
    struct cairn_buffer part, file;
    struct cairn_arena arena;
    const char *problem;
    char *text;

    cairn_arena_init(&arena);
    cairn_buffer_init(&part);
    cairn_buffer_init(&file);
    pack_zeros(MEGABYTE, &part);
    for (int i = 0; i < n; i++)
        cairn_buffer_append(&file, part.data, part.size);
    ck_assert_uint_lt(file.size, MEGABYTE);
    problem = cairn_gzip_unpack(&arena, file.data, file.size, &text, size);
    cairn_buffer_release(&file);
    cairn_buffer_release(&part);
    cairn_arena_release(&arena);
    return problem ? problem : "";
}

/* A file of less than a megabyte that unpacks to 250 took 1.5 GB of memory. */
START_TEST(a_small_file_that_holds_a_large_one)
{
    size_t size;

    ck_assert_str_eq(unpack_megabytes(64, &size), "");
    ck_assert_uint_eq(size, (size_t)64 * MEGABYTE);
    ck_assert_str_eq(unpack_megabytes(65, &size),
                     "it unpacks to more than 64 MB and 64 times its size, as no table does");
}
END_TEST

Suite *test_gzip(void)
{
    Suite *suite = suite_create("gzip");
    TCase *tcase = tcase_create("gzip");

    tcase_add_test(tcase, a_small_file_that_holds_a_large_one);
    suite_add_tcase(suite, tcase);
    return suite;
}
