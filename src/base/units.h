#ifndef CAIRN_BASE_UNITS_H
#define CAIRN_BASE_UNITS_H

/*
 * Values with units: "200 ms", "0.02 L/kWh", "12 %/y" become doubles in the base unit of a
 * dimension, and back.
 *
 * Words: a dimension is a kind of quantity (power, energy per data); it has one base unit, in which
 * the program computes, and a table of units that a file may use. A value is `times / over` base
 * units per unit, both exact, so that "28 ms" is 28 / 1000 rounded once.
 *
 * Invariants: names are case-sensitive (MB is not mb); a year is 365 days of 86,400 s; k, M, G are
 * 1000-fold, Ki, Mi, Gi 1024-fold; a unit is never implied, except where the dimension is a pure
 * number (fraction, count). A unit is one row of a table in units_table.c; adding one is adding a
 * row.
 *
 * Not here: ranges (a negative power is the loader's business).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* The base unit stands beside each dimension. */
enum cairn_dimension {
    CAIRN_TIME,                     /* s */
    CAIRN_RATE,                     /* 1/s */
    CAIRN_DATA,                     /* B */
    CAIRN_BANDWIDTH,                /* bit/s */
    CAIRN_POWER,                    /* W */
    CAIRN_ENERGY,                   /* J */
    CAIRN_ENERGY_PER_DATA,          /* J/B */
    CAIRN_ENERGY_PER_REQUEST,       /* J, of a request, a look-up or a token */
    CAIRN_POWER_PER_BANDWIDTH,      /* W per bit/s */
    CAIRN_POWER_PER_DATA,           /* W/B, of storage */
    CAIRN_INTENSITY,                /* gCO2e/kWh */
    CAIRN_MASS,                     /* g, of CO2e */
    CAIRN_MASS_PER_DATA,            /* g/B, embodied in storage */
    CAIRN_MASS_PER_POWER,           /* g/W, embodied in solar panels */
    CAIRN_MASS_PER_ENERGY_CAPACITY, /* g/J, embodied in batteries */
    CAIRN_MASS_PER_MONEY,           /* g/USD, spend-based estimates */
    CAIRN_WATER_PER_ENERGY,         /* L/kWh */
    CAIRN_VOLUME,                   /* L, of water */
    CAIRN_MONEY,                    /* USD */
    CAIRN_MONEY_PER_ENERGY,         /* USD/kWh */
    CAIRN_MONEY_PER_TIME,           /* USD/h */
    CAIRN_MONEY_PER_DATA,           /* USD/GB */
    CAIRN_MONEY_PER_REQUEST,        /* USD, of a request or a token */
    CAIRN_MONEY_PER_MASS,           /* USD/t, a carbon price */
    CAIRN_FRACTION,                 /* 1; "%" allowed */
    CAIRN_COUNT,                    /* 1 */
    CAIRN_TEMPERATURE,              /* degrees Celsius */
    CAIRN_GROWTH,                   /* 1/y, as a fraction: "12 %/y" is 0.12 */
    CAIRN_N_DIMENSIONS
};

struct cairn_unit {
    const char *name; /* UTF-8, as written in files */
    double times;     /* value in base units = number * times / over */
    double over;
    bool shown; /* a candidate for cairn_units_format(); others are only read */
};

struct cairn_dimension_type {
    const char *name;               /* "power", with its article: "a power" */
    const char *article;            /* "a" or "an" */
    const char *base;               /* name of the base unit; "" for a pure number */
    const char *example;            /* "5 W" */
    const struct cairn_unit *units; /* ends with a NULL name; shown ones ascend in size */
    bool bare;                      /* a number without a unit is legal */
};

enum cairn_units_problem {
    CAIRN_UNITS_OK,
    CAIRN_UNITS_EMPTY,           /* no text at all */
    CAIRN_UNITS_NO_NUMBER,       /* does not begin with a number */
    CAIRN_UNITS_RANGE,           /* not a finite double */
    CAIRN_UNITS_MISSING_UNIT,    /* a number, but which unit? */
    CAIRN_UNITS_OTHER_DIMENSION, /* a unit of something else */
    CAIRN_UNITS_UNKNOWN_UNIT,    /* no unit of anything */
};

struct cairn_units_error {
    enum cairn_units_problem problem;
    char text[320]; /* quotes the value: `"5 kWh": kWh is a unit of energy; here a power is ...` */
};

/* The table's row of a dimension; static, never NULL. */
const struct cairn_dimension_type *cairn_units_dimension(enum cairn_dimension dimension);

/*
 * Reads one value: number, optional white space, unit, the whole string (white space around it is
 * ignored). Returns CAIRN_UNITS_OK and the value in base units, or the problem; *value is then
 * unchanged and *error (may be NULL) says what is wrong in one sentence.
 */
enum cairn_units_problem cairn_units_parse(const char *text, enum cairn_dimension dimension,
                                           double *value, struct cairn_units_error *error);

/*
 * Reads a list separated by white space, each value with its own unit: "1 4 16", "0 ms 10 ms". On
 * success *values is a new array of *n > 0 values, freed with cairn_free(); on error both are
 * unchanged.
 */
enum cairn_units_problem cairn_units_parse_list(const char *text, enum cairn_dimension dimension,
                                                double **values, size_t *n,
                                                struct cairn_units_error *error);

/*
 * The unit that a text's first value is written with, so that others can be shown in it; NULL:
 * none, or none of that dimension.
 */
const struct cairn_unit *cairn_units_said(const char *text, enum cairn_dimension dimension);

enum { CAIRN_UNITS_SIZE = 64 }; /* bytes that hold any value formatted below */

/*
 * Writes a finite value in base units for people: four significant digits and the largest shown
 * unit that leaves at least 1 before the point ("1.2 kWh"). Not for reading back: it rounds. A
 * value that may be read back is cairn_number_exact() and the base unit. Returns `buffer`.
 */
const char *cairn_units_format(double value, enum cairn_dimension dimension,
                               char buffer[CAIRN_UNITS_SIZE]);

/* Appends the unit names of a dimension, "W, kW, mW", for messages and lists. */
void cairn_units_names(enum cairn_dimension dimension, struct cairn_buffer *out);

#endif
