/*
 * docs/SCENARIO.md: its reference below the mark is what the XSD and the attribute table say. With
 * UPDATE=1 (make docs) that part is written anew; without, it must be up to date.
 */

#include <cairn/load.h>
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "io/schema.h"
#include "model/attributes.h"

static const char page[] = "docs/SCENARIO.md";
static const char mark[] = "<!-- Below this line: written by `make docs` -->\n";

static struct cairn_arena arena;
static const struct cairn_schema *schema;
static struct cairn_buffer out;

static const char *const effects[] = {
    [CAIRN_EFFECT_PHYSICS] = "physics",
    [CAIRN_EFFECT_ACCOUNTING] = "accounting",
    [CAIRN_EFFECT_CHOICE] = "choice",
    [CAIRN_EFFECT_LABEL] = "label",
};

static void write_names(const char *word, const struct cairn_schema_element **elements, int n)
{
    for (int i = 0; i < n; i++)
        cairn_buffer_appendf(&out, "%s[`<%s>`](#%s)", i > 0 ? ", " : word, elements[i]->name,
                             elements[i]->name);
    if (n > 0)
        cairn_buffer_puts(&out, ".\n");
}

static void write_parents(const struct cairn_schema_element *element)
{
    const struct cairn_schema_element **parents =
        cairn_arena_array(&arena, (size_t)schema->n_elements, sizeof *parents);
    int n = 0;

    for (int i = 0; i < schema->n_elements; i++)
        for (int j = 0; j < schema->elements[i].n_children; j++)
            if (schema->elements[i].children[j] == element)
                parents[n++] = &schema->elements[i];
    write_names("Stands in ", parents, n);
}

/* What the value is: words, the kind of thing it names, or the type with its example. */
static void write_value(const struct cairn_schema_type *type,
                        const struct cairn_attribute_type *row)
{
    bool reference =
        row && (row->kind == CAIRN_VALUE_REFERENCE || row->kind == CAIRN_VALUE_VARIANT_OF_MODEL ||
                row->kind == CAIRN_VALUE_VARIANT_OF_WORKLOAD);

    if (type->words)
        for (int i = 0; i < type->n_words; i++)
            cairn_buffer_appendf(&out, "%s`%s`", i > 0 ? ", " : "", type->words[i]);
    else if (reference)
        cairn_buffer_appendf(&out, "the id of %s %s",
                             strchr("aeiou", *cairn_list_types[row->list].word) ? "an" : "a",
                             cairn_list_types[row->list].word);
    else
        cairn_buffer_puts(&out, type->doc);
}

static const char *bound(const struct cairn_attribute_type *row, double value)
{
    char text[CAIRN_UNITS_SIZE];

    if (row->kind == CAIRN_VALUE_WHOLE || row->kind == CAIRN_VALUE_WHOLES)
        return cairn_arena_format(&arena, "%.0f", value);
    return cairn_arena_strdup(&arena, cairn_units_format(value, row->dimension, text));
}

static void write_range(const struct cairn_attribute_type *row)
{
    switch (row ? row->kind : CAIRN_VALUE_CONSUMED) {
    case CAIRN_VALUE_QUANTITY:
    case CAIRN_VALUE_QUANTITY_OR_ANY:
    case CAIRN_VALUE_QUANTITIES:
    case CAIRN_VALUE_WHOLE:
    case CAIRN_VALUE_WHOLES:
        cairn_buffer_appendf(&out, "%s%s to %s", row->range.above ? "above " : "",
                             bound(row, row->range.low), bound(row, row->range.high));
        break;
    default:
        break;
    }
}

static void write_attribute(const struct cairn_schema_element *element,
                            const struct cairn_schema_attribute *attribute)
{
    const struct cairn_attribute_type *row = cairn_attribute_type(element->name, attribute->name);

    cairn_buffer_appendf(&out, "| `%s`%s | ", attribute->name,
                         attribute->required ? " (needed)" : "");
    write_value(attribute->type, row);
    cairn_buffer_puts(&out, " | ");
    if (attribute->implied)
        cairn_buffer_appendf(&out, "`%s`", attribute->implied);
    cairn_buffer_puts(&out, " | ");
    write_range(row);
    cairn_buffer_appendf(&out, " | %s | %s |\n", row ? effects[row->effect] : "label",
                         attribute->doc);
}

static void write_element(const struct cairn_schema_element *element)
{
    cairn_buffer_appendf(&out, "\n### %s\n\n%s\n\n", element->name,
                         element->doc ? element->doc : element->text->doc);
    write_parents(element);
    write_names("May hold ", element->children, element->n_children);
    if (element->text)
        cairn_buffer_appendf(&out, "Its text is %s.\n", element->text->doc);
    if (element->n_attributes == 0)
        return;
    cairn_buffer_puts(&out, "\n| attribute | value | default | range | changes | meaning |\n"
                            "|---|---|---|---|---|---|\n");
    for (int i = 0; i < element->n_attributes; i++)
        write_attribute(element, &element->attributes[i]);
}

static void write_units(void)
{
    cairn_buffer_puts(&out, "\n## Units\n\n| of | units | such as |\n|---|---|---|\n");
    for (int i = 0; i < CAIRN_N_DIMENSIONS; i++) {
        const struct cairn_dimension_type *type = cairn_units_dimension((enum cairn_dimension)i);

        if (!type->units[0].name)
            continue;
        cairn_buffer_appendf(&out, "| %s | ", type->name);
        cairn_units_names((enum cairn_dimension)i, &out);
        cairn_buffer_appendf(&out, " | %s |\n", type->example);
    }
}

/* The page up to and with its mark; to be freed. */
static char *written_by_hand(char **rest)
{
    FILE *file = fopen(page, "r");
    struct cairn_buffer text;
    char *end;
    int c;

    ck_assert_msg(file, "%s is not there", page);
    cairn_buffer_init(&text);
    while ((c = fgetc(file)) != EOF)
        cairn_buffer_putc(&text, (char)c);
    fclose(file);
    end = strstr(text.data, mark);
    ck_assert_msg(end, "%s has lost its mark", page);
    end += strlen(mark);
    *rest = cairn_strdup(end);
    *end = '\0';
    return cairn_buffer_take(&text);
}

START_TEST(the_reference_is_up_to_date)
{
    char *rest;
    char *head = written_by_hand(&rest);

    cairn_arena_init(&arena);
    cairn_buffer_init(&out);
    schema = cairn_schema_new(&arena);
    cairn_buffer_puts(&out, "\n## Elements\n");
    for (int i = 0; i < schema->n_elements; i++)
        write_element(&schema->elements[i]);
    write_units();
    if (getenv("UPDATE")) {
        FILE *file = fopen(page, "w");

        ck_assert_ptr_nonnull(file);
        ck_assert_int_ge(fprintf(file, "%s%s", head, out.data), 0);
        ck_assert_int_eq(fclose(file), 0);
    } else {
        ck_assert_msg(strcmp(rest, out.data) == 0, "%s is out of date: run `make docs`", page);
    }
    cairn_buffer_release(&out);
    cairn_arena_release(&arena);
    cairn_free(head);
    cairn_free(rest);
}
END_TEST

static bool says_something(const char *doc)
{
    return doc && *doc;
}

/* An editor of XML shows what each is when one writes it. */
START_TEST(everything_is_explained)
{
    cairn_arena_init(&arena);
    schema = cairn_schema_new(&arena);
    ck_assert_int_gt(schema->n_elements, 50);
    for (int e = 0; e < schema->n_elements; e++) {
        const struct cairn_schema_element *element = &schema->elements[e];

        ck_assert_msg(says_something(element->doc), "<%s> is not explained", element->name);
        for (int a = 0; a < element->n_attributes; a++)
            ck_assert_msg(says_something(element->attributes[a].doc), "%s of <%s> is not explained",
                          element->attributes[a].name, element->name);
    }
    cairn_arena_release(&arena);
}
END_TEST

/* The first XML on the page is a scenario that loads. */
START_TEST(the_example_is_valid)
{
    static const char fence[] = "```xml\n";
    struct cairn_load_options options = {.catalogue = "scenarios/catalogue"};
    char path[] = "/tmp/cairn-test-XXXXXX";
    struct cairn_scenario *scenario;
    struct cairn_buffer text;
    struct cairn_diag diag;
    char *rest;
    char *head = written_by_hand(&rest);
    char *start = strstr(head, fence);
    char *end = start ? strstr(start, "\n```\n") : NULL;
    FILE *file = fdopen(mkstemp(path), "w");

    ck_assert(file && end);
    start += strlen(fence);
    ck_assert_int_eq(fprintf(file, "%.*s", (int)(end - start), start), end - start);
    ck_assert_int_eq(fclose(file), 0);
    cairn_diag_init(&diag);
    cairn_buffer_init(&text);
    scenario = cairn_scenario_load(path, &options, &diag);
    cairn_diag_write(&diag, &text);
    ck_assert_str_eq(text.data, "");
    ck_assert_ptr_nonnull(scenario);
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    cairn_buffer_release(&text);
    unlink(path);
    cairn_free(head);
    cairn_free(rest);
}
END_TEST

Suite *test_scenario_page(void)
{
    Suite *suite = suite_create("scenario_page");
    TCase *tcase = tcase_create("scenario_page");

    tcase_add_test(tcase, the_reference_is_up_to_date);
    tcase_add_test(tcase, everything_is_explained);
    tcase_add_test(tcase, the_example_is_valid);
    suite_add_tcase(suite, tcase);
    return suite;
}
