/*
 * What <vary>, <uncertain> and sweeps say of a scenario: which of its values, and what they become.
 * An input is edits of one scenario, of three lines each: an expression, the name of an attribute
 * to be set or, behind a +, of an element to be added (or nothing), and the value.
 */

#include <cairn/load.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "base/number.h"
#include "fuzz/fuzz.h"

enum { MOST_EDITS = 8 };

/* The scenario, read once: making others of it is what sweeps do. */
static struct cairn_template *edited;

static void load(void)
{
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    edited = cairn_template_load("tests/fuzz/base.xml", NULL, &diag);
    if (!edited)
        abort();
    cairn_diag_release(&diag);
}

/* Cuts a line off; "" behind the last. */
static const char *line_of(char **text)
{
    char *line = *text;
    char *end = strchr(line, '\n');

    *text = end ? end + 1 : line + strlen(line);
    if (end)
        *end = '\0';
    return line;
}

static struct cairn_edit edit_of(char **text)
{
    struct cairn_edit edit = {.select = line_of(text), .origin = {"command line", 1}};
    const char *name = line_of(text);
    const char *value = line_of(text);

    if (*name == '+')
        edit.add = name + 1;
    else if (*name)
        edit.set = name;
    if (*value == '*' && !*name && cairn_number_scan(value + 1, &edit.times, &value) == 0)
        return edit;
    edit.value = value;
    return edit;
}

void fuzz_xpath(const uint8_t *data, size_t size)
{
    char *text = cairn_strndup((const char *)data, size);
    struct cairn_edit edits[MOST_EDITS];
    char *at = text;
    struct cairn_scenario *scenario;
    struct cairn_diag diag;
    int n = 0;

    if (!edited)
        load();
    while (*at && n < MOST_EDITS)
        edits[n++] = edit_of(&at);
    cairn_diag_init(&diag);
    scenario = cairn_template_make(edited, edits, n, &diag);
    if (!!scenario == cairn_diag_failed(&diag))
        abort();
    cairn_scenario_free(scenario);
    cairn_diag_release(&diag);
    cairn_free(text);
}
