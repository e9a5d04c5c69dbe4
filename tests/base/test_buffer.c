#include <check.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"

START_TEST(text_grows_and_stays_terminated)
{
    struct cairn_buffer buffer;

    cairn_buffer_init(&buffer);
    ck_assert_str_eq(buffer.data, "");
    ck_assert_uint_eq(buffer.capacity, 0);
    for (int i = 0; i < 1000; i++) {
        cairn_buffer_appendf(&buffer, "%04d", i);
        ck_assert_uint_eq(strlen(buffer.data), buffer.size);
    }
    ck_assert_uint_eq(buffer.size, 4000);
    ck_assert_str_eq(buffer.data + 3996, "0999");
    cairn_buffer_clear(&buffer);
    ck_assert_str_eq(buffer.data, "");
    cairn_buffer_putc(&buffer, 'a');
    cairn_buffer_puts(&buffer, "bc");
    cairn_buffer_append(&buffer, "de\0f", 4);
    cairn_buffer_appendf(&buffer, "%s", "");
    ck_assert_uint_eq(buffer.size, 7);
    ck_assert_mem_eq(buffer.data, "abcde\0f", 8);
    cairn_buffer_release(&buffer);
    ck_assert_str_eq(buffer.data, "");
}
END_TEST

START_TEST(take_hands_over)
{
    struct cairn_buffer buffer;
    char *text;

    cairn_buffer_init(&buffer);
    text = cairn_buffer_take(&buffer); /* of an empty buffer: an own "" all the same */
    ck_assert_str_eq(text, "");
    cairn_free(text);
    cairn_buffer_puts(&buffer, "kept");
    text = cairn_buffer_take(&buffer);
    ck_assert_str_eq(text, "kept");
    ck_assert_uint_eq(buffer.size, 0);
    cairn_buffer_release(&buffer);
    ck_assert_str_eq(text, "kept");
    cairn_free(text);
}
END_TEST

Suite *test_buffer(void);
Suite *test_buffer(void)
{
    Suite *suite = suite_create("buffer");
    TCase *tcase = tcase_create("buffer");

    tcase_add_test(tcase, text_grows_and_stays_terminated);
    tcase_add_test(tcase, take_hands_over);
    suite_add_tcase(suite, tcase);
    return suite;
}
