/* Widths are those of Unicode Standard Annex 11, counted by hand. */

#include <check.h>

#include "cli/width.c"

static const struct {
    const char *text;
    int width;
} texts[] = {
    {"", 0},
    {"abc", 3},
    {"gr\xc3\xbcn", 4},
    {"gru\xcc\x88n", 4},     /* u and a combining diaeresis */
    {"\xe7\xa2\xb3", 2},     /* the ideograph for carbon */
    {"\xf0\x9f\x8c\xb1", 2}, /* a seedling */
    {"\xe2\x80\xa6", 1},     /* an ellipsis */
    {"\xc2\xb5W", 2},        /* a micro sign and W */
    {"a\xffz", 3},           /* a broken byte counts one */
    {"\xe2\x80", 2},         /* so do those of a cut character */
};

START_TEST(test_width_of_text)
{
    ck_assert_int_eq(cairn_width(texts[_i].text, strlen(texts[_i].text)), texts[_i].width);
}
END_TEST

START_TEST(test_cut)
{
    const char *text = "\xe7\xa2\xb3o\xcc\x88z"; /* widths 2, 1, 0, 1 at bytes 0, 3, 4, 6 */
    const size_t size = strlen(text);
    const size_t wanted[] = {0, 0, 3, 6, 7, 7};

    for (int columns = 0; columns < 6; columns++)
        ck_assert_uint_eq(cairn_width_cut(text, size, columns), wanted[columns]);
}
END_TEST

START_TEST(test_clean)
{
    struct cairn_buffer out;

    cairn_buffer_init(&out);
    cairn_width_clean("a\033[2Jb\n\xc2\x9b!\xff\xc3\xbc", &out);
    ck_assert_str_eq(out.data, "a [2Jb  !\xef\xbf\xbd\xc3\xbc");
    cairn_buffer_release(&out);
}
END_TEST

Suite *test_width(void)
{
    Suite *suite = suite_create("width");
    TCase *tcase = tcase_create("width");

    tcase_add_loop_test(tcase, test_width_of_text, 0, (int)(sizeof texts / sizeof *texts));
    tcase_add_test(tcase, test_cut);
    tcase_add_test(tcase, test_clean);
    suite_add_tcase(suite, tcase);
    return suite;
}
