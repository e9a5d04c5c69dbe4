#ifndef CAIRN_BASE_NUMBER_H
#define CAIRN_BASE_NUMBER_H

/*
 * Decimal numbers in files: the point is a point, whatever the locale of the process.
 *
 * strtod() and printf() follow the locale, and a library cannot know which one its host has set.
 * strtod_l() is not POSIX, and switching locales per call is slow. So the grammar is checked here,
 * the point is exchanged for the one the current locale uses, and the C library does the
 * conversion, which is correctly rounded. Do not call setlocale() concurrently.
 *
 * Grammar: [+-] (digits [. digits] | . digits) [(e|E) [+-] digits]. No hexadecimal, no "inf", no
 * "nan", no grouping, no white space.
 */

#include <stddef.h>

enum cairn_number_status {
    CAIRN_NUMBER_OK,
    CAIRN_NUMBER_MALFORMED, /* no number at the start of the text, or over 300 characters long */
    CAIRN_NUMBER_RANGE,     /* larger than a double holds */
};

/* Reads the number at the start of `text`; *end points behind it. Both stay unchanged on error. */
enum cairn_number_status cairn_number_scan(const char *text, double *value, const char **end);

enum { CAIRN_NUMBER_SIZE = 32 }; /* bytes that hold any number formatted below */

/*
 * Writes `value` (finite) with up to `significant` digits (1 to 17) as printf's %g would in the C
 * locale; 17 digits read back to the same double. Returns `buffer`.
 */
const char *cairn_number_format(double value, int significant, char buffer[CAIRN_NUMBER_SIZE]);

/*
 * The same rounded to so many significant digits, but never with a positive exponent below 1e16,
 * whose whole digits are all written: 1234567, 0.00012, 1.2e-09. Returns `buffer`.
 */
const char *cairn_number_round(double value, int digits, char buffer[CAIRN_NUMBER_SIZE]);

/* The shortest of 15, 16 or 17 digits that reads back to the same double. Returns `buffer`. */
const char *cairn_number_exact(double value, char buffer[CAIRN_NUMBER_SIZE]);

#endif
