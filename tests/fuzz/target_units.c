/* Values with units, of every dimension, alone and in lists; each is written and read again. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/units.h"
#include "fuzz/fuzz.h"

static void write_again(double value, enum cairn_dimension dimension)
{
    char text[CAIRN_UNITS_SIZE], number[CAIRN_NUMBER_SIZE];
    double again = 0;
    char *exact;

    if (!isfinite(value))
        abort();
    cairn_units_format(value, dimension, text);
    cairn_number_exact(value, number);
    exact = cairn_format("%s %s", number, cairn_units_dimension(dimension)->base);
    if (cairn_units_parse(exact, dimension, &again, NULL) != CAIRN_UNITS_OK || again != value)
        abort();
    cairn_free(exact);
}

void fuzz_units(const uint8_t *data, size_t size)
{
    char *text = cairn_strndup((const char *)data, size);
    struct cairn_units_error error;

    for (int d = 0; d < CAIRN_N_DIMENSIONS; d++) {
        double *values = NULL;
        double value = 0;
        size_t n = 0;

        if (cairn_units_parse(text, (enum cairn_dimension)d, &value, &error) == CAIRN_UNITS_OK)
            write_again(value, (enum cairn_dimension)d);
        if (cairn_units_parse_list(text, (enum cairn_dimension)d, &values, &n, &error) ==
            CAIRN_UNITS_OK)
            for (size_t i = 0; i < n; i++)
                write_again(values[i], (enum cairn_dimension)d);
        cairn_free(values);
    }
    cairn_free(text);
}
