/*
 * The XSD says what may stand in a file, the attribute table what it means: this walks both and
 * fails where one knows what the other does not.
 */

#include <check.h>
#include <string.h>

#include "io/schema.h"
#include "model/attributes.h"

#define EACH_ROW(row)                                                                            \
    for (const struct cairn_attribute_type *const *chapter = cairn_attribute_chapters; *chapter; \
         chapter++)                                                                              \
        for (const struct cairn_attribute_type *row = *chapter; row->element; row++)

static struct cairn_arena arena;
static const struct cairn_schema *schema;

static void setup(void)
{
    cairn_arena_init(&arena);
    schema = cairn_schema_new(&arena);
}

static void teardown(void)
{
    cairn_arena_release(&arena);
}

/* How each type of the XSD is read. Types that are not here are enumerations: words. */
static const struct {
    const char *type;
    enum cairn_value_kind kind;
    enum cairn_dimension dimension;
} readings[] = {
    {"time", CAIRN_VALUE_QUANTITY, CAIRN_TIME},
    {"rate", CAIRN_VALUE_QUANTITY, CAIRN_RATE},
    {"data", CAIRN_VALUE_QUANTITY, CAIRN_DATA},
    {"bandwidth", CAIRN_VALUE_QUANTITY, CAIRN_BANDWIDTH},
    {"power", CAIRN_VALUE_QUANTITY, CAIRN_POWER},
    {"energy", CAIRN_VALUE_QUANTITY, CAIRN_ENERGY},
    {"energy-per-data", CAIRN_VALUE_QUANTITY, CAIRN_ENERGY_PER_DATA},
    {"power-per-bandwidth", CAIRN_VALUE_QUANTITY, CAIRN_POWER_PER_BANDWIDTH},
    {"power-per-data", CAIRN_VALUE_QUANTITY, CAIRN_POWER_PER_DATA},
    {"carbon-intensity", CAIRN_VALUE_QUANTITY, CAIRN_INTENSITY},
    {"carbon", CAIRN_VALUE_QUANTITY, CAIRN_MASS},
    {"carbon-per-data", CAIRN_VALUE_QUANTITY, CAIRN_MASS_PER_DATA},
    {"carbon-per-power", CAIRN_VALUE_QUANTITY, CAIRN_MASS_PER_POWER},
    {"carbon-per-capacity", CAIRN_VALUE_QUANTITY, CAIRN_MASS_PER_ENERGY_CAPACITY},
    {"fraction", CAIRN_VALUE_QUANTITY, CAIRN_FRACTION},
    {"temperature", CAIRN_VALUE_QUANTITY, CAIRN_TEMPERATURE},
    {"number", CAIRN_VALUE_QUANTITY, CAIRN_COUNT},
    {"water-per-energy", CAIRN_VALUE_QUANTITY, CAIRN_WATER_PER_ENERGY},
    {"volume", CAIRN_VALUE_QUANTITY, CAIRN_VOLUME},
    {"money", CAIRN_VALUE_QUANTITY, CAIRN_MONEY},
    {"money-per-energy", CAIRN_VALUE_QUANTITY, CAIRN_MONEY_PER_ENERGY},
    {"money-per-time", CAIRN_VALUE_QUANTITY, CAIRN_MONEY_PER_TIME},
    {"money-per-data", CAIRN_VALUE_QUANTITY, CAIRN_MONEY_PER_DATA},
    {"money-per-mass", CAIRN_VALUE_QUANTITY, CAIRN_MONEY_PER_MASS},
    {"time-or-any", CAIRN_VALUE_QUANTITY_OR_ANY, CAIRN_TIME},
    {"fraction-or-any", CAIRN_VALUE_QUANTITY_OR_ANY, CAIRN_FRACTION},
    {"count", CAIRN_VALUE_WHOLE, CAIRN_COUNT},
    {"counts", CAIRN_VALUE_WHOLES, CAIRN_COUNT},
    {"seed", CAIRN_VALUE_SEED, CAIRN_COUNT},
    {"times", CAIRN_VALUE_QUANTITIES, CAIRN_TIME},
    {"fractions", CAIRN_VALUE_QUANTITIES, CAIRN_FRACTION},
    {"numbers", CAIRN_VALUE_NUMBERS, CAIRN_COUNT},
    {"words", CAIRN_VALUE_TEXT, CAIRN_COUNT},
    {"loads", CAIRN_VALUE_QUANTITIES, CAIRN_COUNT},
    {"id", CAIRN_VALUE_TEXT, CAIRN_COUNT},
    {"day-of-year", CAIRN_VALUE_TEXT, CAIRN_COUNT},
    {"text", CAIRN_VALUE_TEXT, CAIRN_COUNT},
};

static bool has_dimension(enum cairn_value_kind kind)
{
    return kind == CAIRN_VALUE_QUANTITY || kind == CAIRN_VALUE_QUANTITY_OR_ANY ||
           kind == CAIRN_VALUE_QUANTITIES;
}

static void check_words(const struct cairn_schema_type *type,
                        const struct cairn_attribute_type *row)
{
    int n = 0;

    ck_assert_int_eq(row->kind, CAIRN_VALUE_WORD);
    for (; row->words[n].text; n++)
        ;
    ck_assert_msg(n == type->n_words, "%s@%s: %d words in the table, %d in the XSD", row->element,
                  row->name, n, type->n_words);
    for (int i = 0; i < n; i++) {
        bool found = false;

        for (int j = 0; j < type->n_words; j++)
            if (strcmp(type->words[j], row->words[i].text) == 0)
                found = true;
        ck_assert_msg(found, "%s@%s: the XSD does not know \"%s\"", row->element, row->name,
                      row->words[i].text);
    }
}

static void check_row(const char *element, const char *name, const struct cairn_schema_type *type)
{
    const struct cairn_attribute_type *row = cairn_attribute_type(element, name);

    ck_assert_msg(row, "%s@%s is in the XSD only", element, name);
    if (row->kind == CAIRN_VALUE_CONSUMED)
        return;
    if (type->words) {
        check_words(type, row);
        return;
    }
    if (strcmp(type->name, "ref") == 0) {
        ck_assert(row->kind == CAIRN_VALUE_REFERENCE || row->kind == CAIRN_VALUE_VARIANT_OF_MODEL ||
                  row->kind == CAIRN_VALUE_VARIANT_OF_WORKLOAD ||
                  row->kind == CAIRN_VALUE_VARIANT_OF_SEND);
        return;
    }
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
        if (strcmp(readings[i].type, type->name) == 0) {
            ck_assert_msg(row->kind == readings[i].kind, "%s@%s: kind %d", element, name,
                          row->kind);
            ck_assert_msg(!has_dimension(row->kind) || row->dimension == readings[i].dimension,
                          "%s@%s: dimension %d", element, name, row->dimension);
            return;
        }
    ck_abort_msg("%s@%s: type %s is not in the list of this test", element, name, type->name);
}

START_TEST(every_attribute_of_the_xsd_has_its_row)
{
    int n = 0;

    for (int i = 0; i < schema->n_elements; i++) {
        const struct cairn_schema_element *element = &schema->elements[i];

        if (strcmp(element->name, "catalogue") == 0)
            continue; /* read as a scenario */
        for (int j = 0; j < element->n_attributes; j++, n++)
            check_row(element->name, element->attributes[j].name, element->attributes[j].type);
        if (element->text)
            check_row(element->name, "", element->text);
    }
    ck_assert_int_ge(n, 180);
}
END_TEST

START_TEST(every_row_is_in_the_xsd)
{
    EACH_ROW(row)
    {
        const struct cairn_schema_element *element = cairn_schema_element(schema, row->element);

        ck_assert_msg(element, "<%s> is in the table only", row->element);
        if (*row->name)
            ck_assert_msg(cairn_schema_attribute(element, row->name), "%s@%s is in the table only",
                          row->element, row->name);
        else
            ck_assert_msg(element->text, "<%s> has no text in the XSD", row->element);
    }
}
END_TEST

START_TEST(the_rows_of_an_element_stand_together)
{
    EACH_ROW(row)
    ck_assert_msg(cairn_attribute_type(row->element, row->name) == row, "%s@%s", row->element,
                  row->name);
}
END_TEST

/* A row without a default must say what absence means; one with a default need not. */
START_TEST(ranges_are_not_empty_and_hold_the_defaults)
{
    EACH_ROW(row)
    {
        const struct cairn_schema_attribute *declared =
            *row->name
                ? cairn_schema_attribute(cairn_schema_element(schema, row->element), row->name)
                : NULL;
        double value;

        if (!has_dimension(row->kind) && row->kind != CAIRN_VALUE_WHOLE)
            continue;
        ck_assert_msg(row->range.low < row->range.high, "%s@%s", row->element, row->name);
        if (!declared || !declared->implied || row->kind == CAIRN_VALUE_QUANTITIES)
            continue;
        if (row->kind == CAIRN_VALUE_QUANTITY_OR_ANY && strcmp(declared->implied, "any") == 0)
            continue;
        ck_assert_int_eq(
            cairn_units_parse(declared->implied,
                              row->kind == CAIRN_VALUE_WHOLE ? CAIRN_COUNT : row->dimension, &value,
                              NULL),
            CAIRN_UNITS_OK);
        ck_assert(value >= row->range.low && value <= row->range.high);
    }
}
END_TEST

static void check_children(const struct cairn_schema_element *parent)
{
    const char *name = strcmp(parent->name, "catalogue") == 0 ? "scenario" : parent->name;

    for (int i = 0; i < parent->n_children; i++)
        ck_assert_msg(cairn_element_type(parent->children[i]->name, name),
                      "<%s> in <%s> is in the XSD only", parent->children[i]->name, name);
}

START_TEST(elements_stand_where_the_xsd_has_them)
{
    for (int i = 0; i < schema->n_elements; i++)
        check_children(&schema->elements[i]);
    for (const struct cairn_element_type *row = cairn_element_types; row->name; row++) {
        const struct cairn_schema_element *parent =
            row->parent ? cairn_schema_element(schema, row->parent) : NULL;
        bool found = !row->parent;

        for (int i = 0; parent && i < parent->n_children; i++)
            if (strcmp(parent->children[i]->name, row->name) == 0)
                found = true;
        ck_assert_msg(found, "<%s> in <%s> is in the table only", row->name, row->parent);
    }
}
END_TEST

/* What writes the reference of the format relies on it. */
START_TEST(everything_is_explained)
{
    for (int i = 0; i < schema->n_elements; i++) {
        const struct cairn_schema_element *element = &schema->elements[i];

        ck_assert_msg(element->doc || element->text, "<%s>", element->name);
        for (int j = 0; j < element->n_attributes; j++)
            ck_assert_msg(element->attributes[j].doc, "%s@%s", element->name,
                          element->attributes[j].name);
    }
}
END_TEST

Suite *test_schema(void)
{
    Suite *suite = suite_create("schema");
    TCase *tcase = tcase_create("schema");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_attribute_of_the_xsd_has_its_row);
    tcase_add_test(tcase, every_row_is_in_the_xsd);
    tcase_add_test(tcase, the_rows_of_an_element_stand_together);
    tcase_add_test(tcase, ranges_are_not_empty_and_hold_the_defaults);
    tcase_add_test(tcase, elements_stand_where_the_xsd_has_them);
    tcase_add_test(tcase, everything_is_explained);
    suite_add_tcase(suite, tcase);
    return suite;
}
