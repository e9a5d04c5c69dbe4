#include "base/number.h"

#include <assert.h>
#include <langinfo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 300 };

static size_t digits(const char *text)
{
    size_t n = 0;

    while (text[n] >= '0' && text[n] <= '9')
        n++;
    return n;
}

/* Length of the number at the start of `text`, 0 if there is none; *point is where its point stands
 * or -1. */
static size_t number_length(const char *text, long *point)
{
    size_t sign = text[0] == '+' || text[0] == '-';
    size_t whole = digits(text + sign);
    size_t at = sign + whole;
    size_t fraction = 0;

    *point = -1;
    if (text[at] == '.') {
        fraction = digits(text + at + 1);
        if (whole > 0 && fraction == 0)
            return 0; /* "5." is a slip, not a number */
        *point = (long)at;
        at += 1 + fraction;
    }
    if (whole + fraction == 0)
        return 0;
    if (text[at] == 'e' || text[at] == 'E') {
        size_t exponent_sign = text[at + 1] == '+' || text[at + 1] == '-';
        size_t exponent = digits(text + at + 1 + exponent_sign);

        if (exponent > 0) /* else the e begins a unit */
            at += 1 + exponent_sign + exponent;
    }
    return at;
}

enum cairn_number_status cairn_number_scan(const char *text, double *value, const char **end)
{
    const char *local_point = nl_langinfo(RADIXCHAR);
    char copy[LONGEST + 32];
    long point;
    size_t size = number_length(text, &point);
    double result;

    if (size == 0 || size > LONGEST || strlen(local_point) > 16)
        return CAIRN_NUMBER_MALFORMED;
    if (point < 0) {
        memcpy(copy, text, size);
        copy[size] = '\0';
    } else {
        size_t before = (size_t)point;
        size_t width = strlen(local_point);

        memcpy(copy, text, before);
        memcpy(copy + before, local_point, width);
        memcpy(copy + before + width, text + before + 1, size - before - 1);
        copy[size - 1 + width] = '\0';
    }
    result = strtod(copy, NULL);
    if (!isfinite(result))
        return CAIRN_NUMBER_RANGE;
    *value = result;
    *end = text + size;
    return CAIRN_NUMBER_OK;
}

const char *cairn_number_format(double value, int significant, char buffer[CAIRN_NUMBER_SIZE])
{
    const char *local_point = nl_langinfo(RADIXCHAR);
    char local[64];
    char *at;

    assert(isfinite(value));
    assert(significant >= 1 && significant <= 17);
    snprintf(local, sizeof local, "%.*g", significant, value);
    at = strcmp(local_point, ".") ? strstr(local, local_point) : NULL;
    if (at) {
        size_t width = strlen(local_point);

        *at = '.';
        memmove(at + 1, at + width, strlen(at + width) + 1);
    }
    assert(strlen(local) < CAIRN_NUMBER_SIZE);
    return memcpy(buffer, local, strlen(local) + 1);
}

const char *cairn_number_round(double value, int digits, char buffer[CAIRN_NUMBER_SIZE])
{
    double magnitude = fabs(value), power = 10;
    int whole = 1;

    assert(isfinite(value) && digits > 0);
    while (magnitude >= power && whole < 17) {
        power *= 10;
        whole++;
    }
    if (whole < digits || whole > 16)
        return cairn_number_format(value, digits, buffer);
    snprintf(buffer, CAIRN_NUMBER_SIZE, "%.0f", value); /* no point, so no locale */
    return buffer;
}

const char *cairn_number_exact(double value, char buffer[CAIRN_NUMBER_SIZE])
{
    for (int significant = 15; significant < 17; significant++) {
        const char *end;
        double back;

        cairn_number_format(value, significant, buffer);
        if (cairn_number_scan(buffer, &back, &end) == CAIRN_NUMBER_OK && back == value)
            return buffer;
    }
    return cairn_number_format(value, 17, buffer);
}
