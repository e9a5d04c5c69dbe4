#include <check.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/units.h"

/* Expected values are the definitions of the units, written out. */
static const struct {
    const char *text;
    enum cairn_dimension dimension;
    double value;
} good[] = {
    {"200 ms", CAIRN_TIME, 0.2},
    {"28 ms", CAIRN_TIME, 0.028},
    {"10ns", CAIRN_TIME, 1e-8},
    {"3 µs", CAIRN_TIME, 3e-6},
    {"3 us", CAIRN_TIME, 3e-6},
    {"  5   y ", CAIRN_TIME, 5 * 365 * 86400.0},
    {"2 wk", CAIRN_TIME, 14 * 86400.0},
    {"16 /s", CAIRN_RATE, 16},
    {"16 1/s", CAIRN_RATE, 16},
    {"6 /min", CAIRN_RATE, 0.1},
    {"110 kB", CAIRN_DATA, 110000},
    {"1 KiB", CAIRN_DATA, 1024},
    {"8 Mbit", CAIRN_DATA, 1e6},
    {"50 Mbit/s", CAIRN_BANDWIDTH, 5e7},
    {"1 MB/s", CAIRN_BANDWIDTH, 8e6},
    {"5 W", CAIRN_POWER, 5},
    {"-5e2 mW", CAIRN_POWER, -0.5},
    {"1 kWh", CAIRN_ENERGY, 3.6e6},
    {"0.03 kWh/GB", CAIRN_ENERGY_PER_DATA, 0.000108},
    {"1 nJ/bit", CAIRN_ENERGY_PER_DATA, 8e-9},
    {"2 J/token", CAIRN_ENERGY_PER_REQUEST, 2},
    {"0.02 W/Mbps", CAIRN_POWER_PER_BANDWIDTH, 2e-8},
    {"0.02 W per Mbit/s", CAIRN_POWER_PER_BANDWIDTH, 2e-8},
    {"0.02 W/(Mbit/s)", CAIRN_POWER_PER_BANDWIDTH, 2e-8},
    {"0.65 W/TB", CAIRN_POWER_PER_DATA, 0.65e-12},
    {"450 gCO2e/kWh", CAIRN_INTENSITY, 450},
    {"0.45 kgCO2e/kWh", CAIRN_INTENSITY, 450},
    {"450 kgCO2e/MWh", CAIRN_INTENSITY, 450},
    {"450000 gCO2e/MWh", CAIRN_INTENSITY, 450},
    {"1.5 t", CAIRN_MASS, 1.5e6},
    {"60 kgCO2e", CAIRN_MASS, 60000},
    {"20 kgCO2e/TB", CAIRN_MASS_PER_DATA, 2e-8},
    {"600 kgCO2e/kW", CAIRN_MASS_PER_POWER, 600},
    {"72 kgCO2e/kWh", CAIRN_MASS_PER_ENERGY_CAPACITY, 0.02},
    {"0.4 kgCO2e/USD", CAIRN_MASS_PER_MONEY, 400},
    {"2 m3/MWh", CAIRN_WATER_PER_ENERGY, 2},
    {"3 m3", CAIRN_VOLUME, 3000},
    {"900 USD", CAIRN_MONEY, 900},
    {"150 USD/MWh", CAIRN_MONEY_PER_ENERGY, 0.15},
    {"8760 USD/y", CAIRN_MONEY_PER_TIME, 1},
    {"90 USD/TB", CAIRN_MONEY_PER_DATA, 0.09},
    {"2.5 USD/Mtoken", CAIRN_MONEY_PER_REQUEST, 2.5e-6},
    {"80 USD/t", CAIRN_MONEY_PER_MASS, 80},
    {"0.8", CAIRN_FRACTION, 0.8},
    {"80 %", CAIRN_FRACTION, 0.8},
    {"1%", CAIRN_FRACTION, 0.01},
    {"40", CAIRN_COUNT, 40},
    {"-4.5 degC", CAIRN_TEMPERATURE, -4.5},
    {"30 °C", CAIRN_TEMPERATURE, 30},
    {"-15 %/y", CAIRN_GROWTH, -0.15},
};

START_TEST(values_are_read)
{
    struct cairn_units_error error;
    double value = 0;

    ck_assert_msg(!cairn_units_parse(good[_i].text, good[_i].dimension, &value, &error), "%s",
                  error.text);
    ck_assert_msg(fabs(value - good[_i].value) <= 2e-16 * fabs(good[_i].value), "%s is %.17g",
                  good[_i].text, value);
}
END_TEST

static const struct {
    const char *text;
    enum cairn_dimension dimension;
    enum cairn_units_problem problem;
    const char *message;
} bad[] = {
    {"", CAIRN_POWER, CAIRN_UNITS_EMPTY, "empty value; here a power is wanted, such as 5 W"},
    {"  ", CAIRN_ENERGY, CAIRN_UNITS_EMPTY,
     "empty value; here an energy is wanted, such as 1.2 kWh"},
    {"five W", CAIRN_POWER, CAIRN_UNITS_NO_NUMBER,
     "\"five W\" does not begin with a number; here a power is wanted, such as 5 W"},
    {"nan W", CAIRN_POWER, CAIRN_UNITS_NO_NUMBER,
     "\"nan W\" does not begin with a number; here a power is wanted, such as 5 W"},
    {"inf", CAIRN_FRACTION, CAIRN_UNITS_NO_NUMBER,
     "\"inf\" does not begin with a number; here a fraction is wanted, such as 0.8 or 80 %"},
    {"0x10 W", CAIRN_POWER, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"0x10 W\": unknown unit \"x10 W\"; here a power is wanted, in uW, mW, W, kW or MW"},
    {"1e999 W", CAIRN_POWER, CAIRN_UNITS_RANGE, "\"1e999 W\" is too large to compute with"},
    {"1e308 kW", CAIRN_POWER, CAIRN_UNITS_RANGE, "\"1e308 kW\" is too large to compute with"},
    {"5", CAIRN_POWER, CAIRN_UNITS_MISSING_UNIT,
     "\"5\" has no unit; here a power is wanted, such as 5 W"},
    {"0", CAIRN_TIME, CAIRN_UNITS_MISSING_UNIT,
     "\"0\" has no unit; here a time is wanted, such as 200 ms"},
    {"5 kWh", CAIRN_POWER, CAIRN_UNITS_OTHER_DIMENSION,
     "\"5 kWh\": kWh is a unit of energy; here a power is wanted, such as 5 W"},
    {"3 W", CAIRN_COUNT, CAIRN_UNITS_OTHER_DIMENSION,
     "\"3 W\": W is a unit of power; here a number is wanted, such as 40"},
    {"12 %", CAIRN_GROWTH, CAIRN_UNITS_OTHER_DIMENSION,
     "\"12 %\": % is a unit of fraction; here a change per year is wanted, such as 12 %/y"},
    {"50 Mb/s", CAIRN_BANDWIDTH, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"50 Mb/s\": unknown unit \"Mb/s\"; write Mbit/s (bits) or MB/s (bytes)"},
    {"50 mb/s", CAIRN_BANDWIDTH, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"50 mb/s\": unknown unit \"mb/s\"; write Mbit/s (bits) or MB/s (bytes)"},
    {"8 b/s", CAIRN_BANDWIDTH, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"8 b/s\": unknown unit \"b/s\"; write bit/s (bits) or B/s (bytes)"},
    {"50 MBps", CAIRN_BANDWIDTH, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"50 MBps\": unknown unit \"MBps\"; did you mean \"MB/s\"?"},
    {"50 Mbyte/s", CAIRN_BANDWIDTH, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"50 Mbyte/s\": unknown unit \"Mbyte/s\"; did you mean \"MB/s\"?"},
    {"110 kb", CAIRN_DATA, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"110 kb\": unknown unit \"kb\"; write kbit (bits) or kB (bytes)"},
    {"2 Gb", CAIRN_DATA, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"2 Gb\": unknown unit \"Gb\"; write Gbit (bits) or GB (bytes)"},
    {"2 J/b", CAIRN_ENERGY_PER_DATA, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"2 J/b\": unknown unit \"J/b\"; write J/bit (bits) or J/B (bytes)"},
    {"2 kWh/Gb", CAIRN_ENERGY_PER_DATA, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"2 kWh/Gb\": unknown unit \"kWh/Gb\"; here an energy per data is wanted, in nJ/bit, "
     "uJ/bit, kWh/GB, J/bit, mJ/bit, pJ/bit, J/B, J/kB, J/MB, J/GB, Wh/GB, Wh/MB or kWh/TB"},
    {"110 KB", CAIRN_DATA, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"110 KB\": unknown unit \"KB\"; did you mean \"kB\"?"},
    {"5 years", CAIRN_TIME, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"5 years\": unknown unit \"years\"; here a time is wanted, in y, ns, us, ms, s, min, h, d "
     "or wk"},
    {"60 months", CAIRN_TIME, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"60 months\": unknown unit \"months\"; here a time is wanted, in ns, us, ms, s, min, h, d, "
     "wk or y"},
    {"60 mo", CAIRN_TIME, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"60 mo\": unknown unit \"mo\"; here a time is wanted, in ns, us, ms, s, min, h, d, wk or "
     "y"},
    {"2 weeks", CAIRN_TIME, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"2 weeks\": unknown unit \"weeks\"; here a time is wanted, in wk, ns, us, ms, s, min, h, d "
     "or y"},
    {"5 Watts", CAIRN_POWER, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"5 Watts\": unknown unit \"Watts\"; here a power is wanted, in W, uW, mW, kW or MW"},
    {"5 mins", CAIRN_TIME, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"5 mins\": unknown unit \"mins\"; did you mean \"min\"?"},
    {"3 horses", CAIRN_COUNT, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"3 horses\": unknown unit \"horses\"; here a number is wanted, such as 40"},
    {"3 gCO2/kWh", CAIRN_INTENSITY, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"3 gCO2/kWh\": unknown unit \"gCO2/kWh\"; did you mean \"gCO2e/kWh\"?"},
    {"5 horses", CAIRN_POWER, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"5 horses\": unknown unit \"horses\"; here a power is wanted, in uW, mW, W, kW or MW"},
    {"5 W 6 W", CAIRN_POWER, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"5 W 6 W\": unknown unit \"W 6 W\"; here a power is wanted, in uW, mW, W, kW or MW"},
    {"1,5 W", CAIRN_POWER, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"1,5 W\": a comma in a number; a decimal point is due, as in 1.5; thousands have no "
     "separator, and blanks part the values of a list"},
    {"1,2", CAIRN_COUNT, CAIRN_UNITS_UNKNOWN_UNIT,
     "\"1,2\": a comma in a number; a decimal point is due, as in 1.5; thousands have no "
     "separator, and blanks part the values of a list"},
};

START_TEST(mistakes_are_named)
{
    struct cairn_units_error error = {CAIRN_UNITS_OK, ""};
    double value = 42;

    ck_assert_int_eq(cairn_units_parse(bad[_i].text, bad[_i].dimension, &value, &error),
                     bad[_i].problem);
    ck_assert_int_eq(error.problem, bad[_i].problem);
    ck_assert_str_eq(error.text, bad[_i].message);
    ck_assert(value == 42);
    ck_assert_int_eq(cairn_units_parse(bad[_i].text, bad[_i].dimension, &value, NULL),
                     bad[_i].problem);
}
END_TEST

/*
 * Each row of each table reads back as its size; names are unique; shown ones ascend; the example
 * of the dimension is one.
 */
START_TEST(the_tables_are_sound)
{
    enum cairn_dimension dimension = (enum cairn_dimension)_i;
    const struct cairn_dimension_type *type = cairn_units_dimension(dimension);
    double largest = 0;

    ck_assert(type->name && type->article && type->base && type->example && type->units);
    for (const struct cairn_unit *unit = type->units; unit->name; unit++) {
        double size = unit->times / unit->over;
        double value = 0;
        char *text = cairn_format("1 %s", unit->name);

        ck_assert_int_eq(cairn_units_parse(text, dimension, &value, NULL), CAIRN_UNITS_OK);
        ck_assert_msg(value == size && size > 0, "%s: a name stands twice?", text);
        if (unit->shown) {
            ck_assert_msg(size > largest, "%s does not ascend", unit->name);
            largest = size;
        }
        cairn_free(text);
    }
    if (dimension != CAIRN_FRACTION) { /* "0.8 or 80 %" shows two */
        double value;

        ck_assert_int_eq(cairn_units_parse(type->example, dimension, &value, NULL), CAIRN_UNITS_OK);
    }
    ck_assert(type->bare == (type->base[0] == '\0'));
}
END_TEST

/* A number that the program computed is written with the base unit and read again. */
START_TEST(base_units_are_read)
{
    enum cairn_dimension dimension = (enum cairn_dimension)_i;
    char *text = cairn_format("1 %s", cairn_units_dimension(dimension)->base);
    double value = 0;

    ck_assert_msg(cairn_units_parse(text, dimension, &value, NULL) == CAIRN_UNITS_OK, "%s", text);
    ck_assert(value == 1);
    cairn_free(text);
}
END_TEST

/* What is written for people reads back within its four digits. */
START_TEST(written_values_read_back)
{
    enum cairn_dimension dimension = (enum cairn_dimension)_i;
    char text[CAIRN_UNITS_SIZE];

    for (double value = 1.2345e-13; value < 1e13; value *= 7.3) {
        double back = 0;

        cairn_units_format(value, dimension, text);
        ck_assert_msg(!cairn_units_parse(text, dimension, &back, NULL), "%s", text);
        ck_assert_msg(fabs(back - value) <= 5.1e-4 * value, "%g written as %s", value, text);
    }
}
END_TEST

static const struct {
    double value;
    enum cairn_dimension dimension;
    const char *text;
} shown[] = {
    {0.2, CAIRN_TIME, "200 ms"},      {0, CAIRN_TIME, "0 s"},
    {90, CAIRN_TIME, "1.5 min"},      {-3600, CAIRN_TIME, "-1 h"},
    {0.9999999, CAIRN_TIME, "1 s"},   {4320000, CAIRN_ENERGY, "1.2 kWh"},
    {16, CAIRN_RATE, "16 /s"},        {0, CAIRN_RATE, "0 /s"},
    {36000, CAIRN_MASS, "36 kgCO2e"}, {123456, CAIRN_INTENSITY, "123456 gCO2e/kWh"},
    {0.075, CAIRN_FRACTION, "7.5 %"}, {0, CAIRN_FRACTION, "0 %"},
    {40, CAIRN_COUNT, "40"},          {1e6, CAIRN_COUNT, "1000000"},
    {-0.15, CAIRN_GROWTH, "-15 %/y"}, {1e-12, CAIRN_POWER, "1e-06 uW"},
};

START_TEST(a_readable_unit_is_chosen)
{
    char text[CAIRN_UNITS_SIZE];

    ck_assert_str_eq(cairn_units_format(shown[_i].value, shown[_i].dimension, text),
                     shown[_i].text);
}
END_TEST

static const struct {
    const char *text;
    enum cairn_dimension dimension;
    size_t n;
    double values[4];
} lists[] = {
    {"1 4 16", CAIRN_COUNT, 3, {1, 4, 16}},
    {"0 ms 10 ms", CAIRN_TIME, 2, {0, 0.01}},
    {" 5W  6 kW\n7 W ", CAIRN_POWER, 3, {5, 6000, 7}},
    {"16 1/s 2/s", CAIRN_RATE, 2, {16, 2}},
    {"1/s 3 /s", CAIRN_RATE, 2, {1, 3}},
    {"3 /s 1/s", CAIRN_RATE, 2, {3, 1}},
    {"1 W per Mbit/s 2 W/Mbps", CAIRN_POWER_PER_BANDWIDTH, 2, {1e-6, 2e-6}},
    {"50 % 0.25 1", CAIRN_FRACTION, 3, {0.5, 0.25, 1}},
};

START_TEST(lists_are_read)
{
    struct cairn_units_error error = {CAIRN_UNITS_OK, ""};
    double *values = NULL;
    size_t n = 0;

    ck_assert_msg(!cairn_units_parse_list(lists[_i].text, lists[_i].dimension, &values, &n, &error),
                  "%s", error.text);
    ck_assert_uint_eq(n, lists[_i].n);
    for (size_t i = 0; i < n; i++)
        ck_assert_double_eq_tol(values[i], lists[_i].values[i], 1e-18);
    cairn_free(values);
}
END_TEST

START_TEST(a_bad_list_names_its_bad_value)
{
    struct cairn_units_error error = {CAIRN_UNITS_OK, ""};
    double *values = NULL;
    size_t n = 7;

    ck_assert_int_eq(cairn_units_parse_list("0 ms 10 5 ms", CAIRN_TIME, &values, &n, &error),
                     CAIRN_UNITS_MISSING_UNIT);
    ck_assert_str_eq(error.text, "\"10\" has no unit; here a time is wanted, such as 200 ms");
    ck_assert_int_eq(cairn_units_parse_list("", CAIRN_TIME, &values, &n, &error),
                     CAIRN_UNITS_EMPTY);
    ck_assert_int_eq(cairn_units_parse_list("ms 5 ms", CAIRN_TIME, &values, &n, &error),
                     CAIRN_UNITS_NO_NUMBER);
    ck_assert_ptr_null(values);
    ck_assert_uint_eq(n, 7);
}
END_TEST

START_TEST(names_are_listed)
{
    struct cairn_buffer out;

    cairn_buffer_init(&out);
    cairn_units_names(CAIRN_POWER, &out);
    ck_assert_str_eq(out.data, "uW, mW, W, kW, MW, µW");
    cairn_buffer_release(&out);
}
END_TEST

START_TEST(the_unit_of_the_first_value_is_found)
{
    const struct cairn_unit *unit = cairn_units_said(" 2 y 4 d", CAIRN_TIME);

    ck_assert_str_eq(unit->name, "y");
    ck_assert(unit->times / unit->over == 31536000.0);
    ck_assert_str_eq(cairn_units_said("0.01kWh/GB", CAIRN_ENERGY_PER_DATA)->name, "kWh/GB");
    ck_assert_str_eq(cairn_units_said("40 %", CAIRN_FRACTION)->name, "%");
    ck_assert_ptr_null(cairn_units_said("0.4 0.5", CAIRN_FRACTION));
    ck_assert_ptr_null(cairn_units_said("4 W", CAIRN_TIME));
    ck_assert_ptr_null(cairn_units_said("soon", CAIRN_TIME));
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

Suite *test_units(void);
Suite *test_units(void)
{
    Suite *suite = suite_create("units");
    TCase *tcase = tcase_create("units");

    tcase_add_loop_test(tcase, values_are_read, 0, COUNT(good));
    tcase_add_loop_test(tcase, mistakes_are_named, 0, COUNT(bad));
    tcase_add_loop_test(tcase, the_tables_are_sound, 0, CAIRN_N_DIMENSIONS);
    tcase_add_loop_test(tcase, base_units_are_read, 0, CAIRN_N_DIMENSIONS);
    tcase_add_loop_test(tcase, written_values_read_back, 0, CAIRN_N_DIMENSIONS);
    tcase_add_loop_test(tcase, a_readable_unit_is_chosen, 0, COUNT(shown));
    tcase_add_loop_test(tcase, lists_are_read, 0, COUNT(lists));
    tcase_add_test(tcase, a_bad_list_names_its_bad_value);
    tcase_add_test(tcase, names_are_listed);
    tcase_add_test(tcase, the_unit_of_the_first_value_is_found);
    suite_add_tcase(suite, tcase);
    return suite;
}
