#include "base/units.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/units_unknown.h"

/* White space of XML attributes after normalisation, and what an editor may leave. */
static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_space(const char *text)
{
    while (is_space(*text))
        text++;
    return text;
}

__attribute__((format(printf, 3, 4))) static enum cairn_units_problem fail(
    struct cairn_units_error *error, enum cairn_units_problem problem, const char *format, ...)
{
    va_list args;

    if (error) {
        error->problem = problem;
        va_start(args, format);
        vsnprintf(error->text, sizeof error->text, format, args);
        va_end(args);
    }
    return problem;
}

static const struct cairn_unit *find_unit(enum cairn_dimension dimension, const char *name,
                                          size_t size)
{
    const struct cairn_unit *unit = cairn_units_dimension(dimension)->units;

    for (; unit->name; unit++)
        if (strlen(unit->name) == size && memcmp(unit->name, name, size) == 0)
            return unit;
    return NULL;
}

/*
 * What stands where a unit of `wanted` is due: decimals behind a comma, a unit of another
 * dimension, or of none?
 */
static enum cairn_units_problem wrong_unit(enum cairn_dimension wanted, const char *text,
                                           const char *name, size_t size,
                                           struct cairn_units_error *error)
{
    const struct cairn_dimension_type *type = cairn_units_dimension(wanted);
    struct cairn_buffer advice;
    char word[64];

    if (name[0] == ',' && name[1] >= '0' && name[1] <= '9')
        return fail(error, CAIRN_UNITS_UNKNOWN_UNIT,
                    "\"%.40s\": a comma in a number; a decimal point is due, as in 1.5; thousands "
                    "have no separator, and blanks part the values of a list",
                    text);
    for (int i = 0; i < CAIRN_N_DIMENSIONS; i++) {
        const struct cairn_dimension_type *other = cairn_units_dimension((enum cairn_dimension)i);

        if (find_unit((enum cairn_dimension)i, name, size))
            return fail(error, CAIRN_UNITS_OTHER_DIMENSION,
                        "\"%.40s\": %.*s is a unit of %s; here %s %s is wanted, such as %s", text,
                        (int)size, name, other->name, type->article, type->name, type->example);
    }
    snprintf(word, sizeof word, "%.*s", (int)(size < 40 ? size : 40), name);
    cairn_buffer_init(&advice);
    cairn_units_unknown(type, word, &advice);
    fail(error, CAIRN_UNITS_UNKNOWN_UNIT, "\"%.40s\": unknown unit \"%s\"%s", text, word,
         advice.data);
    cairn_buffer_release(&advice);
    return CAIRN_UNITS_UNKNOWN_UNIT;
}

static enum cairn_units_problem read_number(const char *text, enum cairn_dimension dimension,
                                            double *number, const char **rest,
                                            struct cairn_units_error *error)
{
    const struct cairn_dimension_type *type = cairn_units_dimension(dimension);
    const char *start = skip_space(text);

    if (!*start)
        return fail(error, CAIRN_UNITS_EMPTY, "empty value; here %s %s is wanted, such as %s",
                    type->article, type->name, type->example);
    switch (cairn_number_scan(start, number, rest)) {
    case CAIRN_NUMBER_OK:
        return CAIRN_UNITS_OK;
    case CAIRN_NUMBER_MALFORMED:
        return fail(error, CAIRN_UNITS_NO_NUMBER,
                    "\"%.40s\" does not begin with a number; here %s %s is wanted, such as %s",
                    text, type->article, type->name, type->example);
    case CAIRN_NUMBER_RANGE:
        break;
    }
    return fail(error, CAIRN_UNITS_RANGE, "\"%.40s\" is too large to compute with", text);
}

enum cairn_units_problem cairn_units_parse(const char *text, enum cairn_dimension dimension,
                                           double *value, struct cairn_units_error *error)
{
    const struct cairn_dimension_type *type = cairn_units_dimension(dimension);
    const struct cairn_unit *unit;
    const char *name = text, *end;
    enum cairn_units_problem problem;
    double number = 0.0, result;

    problem = read_number(text, dimension, &number, &name, error);
    if (problem)
        return problem;
    name = skip_space(name);
    end = name + strlen(name);
    while (end > name && is_space(end[-1]))
        end--;
    if (end == name) {
        if (!type->bare)
            return fail(error, CAIRN_UNITS_MISSING_UNIT,
                        "\"%.40s\" has no unit; here %s %s is wanted, such as %s", text,
                        type->article, type->name, type->example);
        result = number;
    } else {
        unit = find_unit(dimension, name, (size_t)(end - name));
        if (!unit)
            return wrong_unit(dimension, text, name, (size_t)(end - name), error);
        result = number * unit->times / unit->over;
    }
    if (!isfinite(result))
        return fail(error, CAIRN_UNITS_RANGE, "\"%.40s\" is too large to compute with", text);
    *value = result;
    if (error)
        *error = (struct cairn_units_error){.problem = CAIRN_UNITS_OK};
    return CAIRN_UNITS_OK;
}

/*
 * Does a value of a list begin at this token? One that starts with a number, unless that number is
 * the head of a unit such as "1/s" right after the number it belongs to.
 */
static bool starts_value(const char *token, bool unit_due)
{
    const char *end;
    double ignored;

    if (cairn_number_scan(token, &ignored, &end) == CAIRN_NUMBER_MALFORMED)
        return false;
    return !(unit_due && strncmp(token, "1/", 2) == 0);
}

static const char *token_end(const char *token)
{
    while (*token && !is_space(*token))
        token++;
    return token;
}

/* Is this token nothing but a number, so that its unit may follow? */
static bool is_bare_number(const char *token)
{
    const char *end;
    double ignored;

    return cairn_number_scan(token, &ignored, &end) == CAIRN_NUMBER_OK && end == token_end(token);
}

enum cairn_units_problem cairn_units_parse_list(const char *text, enum cairn_dimension dimension,
                                                double **values, size_t *n,
                                                struct cairn_units_error *error)
{
    enum cairn_units_problem problem = CAIRN_UNITS_OK;
    const char *start = skip_space(text);
    double *list = NULL;
    size_t count = 0, capacity = 0;

    do {
        const char *end = token_end(start);
        const char *next = skip_space(end);
        bool unit_due = is_bare_number(start);
        char *item;

        while (*next && !starts_value(next, unit_due)) {
            end = token_end(next);
            next = skip_space(end);
            unit_due = false;
        }
        item = cairn_strndup(start, (size_t)(end - start));
        list = cairn_grow(list, &capacity, count + 1, sizeof *list);
        problem = cairn_units_parse(item, dimension, &list[count++], error);
        cairn_free(item);
        start = next;
    } while (!problem && *start);
    if (problem) {
        cairn_free(list);
        return problem;
    }
    *values = list;
    *n = count;
    return CAIRN_UNITS_OK;
}

const struct cairn_unit *cairn_units_said(const char *text, enum cairn_dimension dimension)
{
    const char *name;
    double ignored;

    if (cairn_number_scan(skip_space(text), &ignored, &name) != CAIRN_NUMBER_OK)
        return NULL;
    name = skip_space(name);
    return find_unit(dimension, name, (size_t)(token_end(name) - name));
}

const char *cairn_units_format(double value, enum cairn_dimension dimension,
                               char buffer[CAIRN_UNITS_SIZE])
{
    const struct cairn_unit *unit = cairn_units_dimension(dimension)->units;
    const struct cairn_unit *best = NULL;
    char number[CAIRN_NUMBER_SIZE];
    double shown;

    assert(isfinite(value));
    for (; unit->name; unit++) /* a hair below 1, so that 0.99999 s, printed 1, is "1 s" */
        if (unit->shown && (!best || fabs(value) * unit->over >= 0.99995 * unit->times))
            best = unit;
    if (value == 0.0 && dimension != CAIRN_FRACTION && dimension != CAIRN_GROWTH)
        for (unit = cairn_units_dimension(dimension)->units; unit->name; unit++)
            if (unit->shown && unit->times == unit->over)
                best = unit;
    shown = best ? value * best->over / best->times : value;
    if (fabs(shown) >= 999.95 && fabs(shown) < 1e15) /* %g would write 1.234e+04 */
        snprintf(number, sizeof number, "%.0f", shown);
    else
        cairn_number_format(shown, 4, number);
    snprintf(buffer, CAIRN_UNITS_SIZE, best ? "%s %s" : "%s", number, best ? best->name : "");
    return buffer;
}

void cairn_units_names(enum cairn_dimension dimension, struct cairn_buffer *out)
{
    const struct cairn_unit *unit = cairn_units_dimension(dimension)->units;

    for (size_t i = 0; unit[i].name; i++) {
        if (i > 0)
            cairn_buffer_puts(out, ", ");
        cairn_buffer_puts(out, unit[i].name);
    }
}
