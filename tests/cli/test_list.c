/* Words and fields are spread over two tables each, which must agree: words of the format have an
 * explanation, fields of words name an attribute of the format. */

#include <check.h>

#include "cli/list.c"
#include "cli/list_kinds.c"
#include "cli/list_words.c"

START_TEST(test_every_word_is_explained)
{
    const struct cairn_word_kind *kind = &cairn_word_kinds[_i];
    struct cairn_table table;

    cairn_table_init(&table, kind->columns, kind->n_columns);
    kind->fill(&table);
    ck_assert_uint_gt(cairn_table_rows(&table), 1);
    for (size_t i = 0; i < cairn_table_rows(&table); i++)
        for (size_t j = 0; j < kind->n_columns; j++)
            ck_assert_msg(cairn_table_at(&table, i, j)->kind != CAIRN_TABLE_EMPTY,
                          "%s, row %zu: %s is empty", kind->name, i, kind->columns[j].name);
    cairn_table_release(&table);
}
END_TEST

START_TEST(test_every_field_of_words)
{
    const struct cairn_list_kind *kind = &cairn_list_kinds[_i];

    ck_assert_uint_lt(kind->n_fields, CAIRN_LIST_COLUMNS);
    for (size_t i = 0; i < kind->n_fields; i++) {
        const struct cairn_field *field = &kind->fields[i];
        const struct cairn_attribute_type *type;

        if (field->kind != CAIRN_FIELD_WORD)
            continue;
        type = cairn_attribute_type(field->words_of[0], field->words_of[1]);
        ck_assert_msg(type && type->words, "%s: %s", kind->name, field->column.name);
        ck_assert_uint_eq(type->kind, CAIRN_VALUE_WORD);
    }
}
END_TEST

Suite *test_list(void)
{
    Suite *suite = suite_create("list");
    TCase *tcase = tcase_create("list");

    tcase_add_loop_test(tcase, test_every_word_is_explained, 0,
                        (int)(sizeof cairn_word_kinds / sizeof *cairn_word_kinds) - 1);
    tcase_add_loop_test(tcase, test_every_field_of_words, 0,
                        (int)(sizeof cairn_list_kinds / sizeof *cairn_list_kinds) - 1);
    suite_add_tcase(suite, tcase);
    return suite;
}
