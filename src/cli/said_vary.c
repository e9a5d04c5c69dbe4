#include "cli/said_vary.h"

#include <string.h>

#include "base/alloc.h"
#include "base/escape.h"

enum { MOST_FIELDS = 4 };

struct saying {
    const char *said, *values; /* all of it; what stands behind the "=" */
    struct cairn_buffer *xml, *error;
};

static bool complain(const struct saying *saying, const char *problem)
{
    cairn_buffer_appendf(saying->error,
                         "--vary \"%s\": %s; say XPATH=FROM:TO, XPATH=FROM:TO:POINTS[:log] or "
                         "XPATH=V1,V2,...",
                         saying->said, problem);
    return false;
}

static void append_attribute(struct cairn_buffer *xml, const char *name, const char *text)
{
    cairn_buffer_appendf(xml, " %s=\"", name);
    cairn_escape_xml_line(xml, text, strlen(text));
    cairn_buffer_putc(xml, '"');
}

/* The words between separators, without blanks around them; owned by the caller, as are they. */
static char **split(const char *text, char separator, size_t *n)
{
    const char stop[] = {separator, '\0'};
    char **words = NULL;
    size_t capacity = 0;

    for (*n = 0;; text++) {
        size_t size = strcspn(text, stop), blank = strspn(text, " ");
        size_t from = blank < size ? blank : size, to = size;

        while (to > from && text[to - 1] == ' ')
            to--;
        words = cairn_grow(words, &capacity, *n + 1, sizeof *words);
        words[(*n)++] = cairn_strndup(text + from, to - from);
        text += size;
        if (!*text)
            return words;
    }
}

static void free_words(char **words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cairn_free(words[i]);
    cairn_free(words);
}

static bool has_empty(char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!*words[i])
            return true;
    return false;
}

/* Where the number at the begin of a value ends. */
static size_t number_size(const char *value)
{
    return strspn(value, "0123456789+-.eE");
}

/* Bare numbers among the first n get the unit of the last of them. */
static void share_unit(char **values, size_t n)
{
    const char *unit = values[n - 1] + number_size(values[n - 1]);

    if (number_size(values[n - 1]) == 0 || !*unit)
        return;
    for (size_t i = 0; i + 1 < n; i++)
        if (values[i][number_size(values[i])] == '\0') {
            char *whole = cairn_format("%s%s", values[i], unit);

            cairn_free(values[i]);
            values[i] = whole;
        }
}

static bool say_range(const struct saying *saying)
{
    const char *problem = NULL;
    size_t n;
    char **fields = split(saying->values, ':', &n);

    if (n > MOST_FIELDS)
        problem = "too many \":\"";
    else if (has_empty(fields, n))
        problem = "something is missing beside a \":\"";
    else if (n > 2 && fields[2][strspn(fields[2], "0123456789")])
        problem = "POINTS must be a whole number";
    else if (n > 3 && strcmp(fields[3], "log") != 0 && strcmp(fields[3], "linear") != 0)
        problem = "the scale must be log or linear";
    if (problem) {
        free_words(fields, n);
        return complain(saying, problem);
    }
    share_unit(fields, 2);
    append_attribute(saying->xml, "from", fields[0]);
    append_attribute(saying->xml, "to", fields[1]);
    if (n > 2)
        append_attribute(saying->xml, "points", fields[2]);
    if (n > 3)
        append_attribute(saying->xml, "scale", fields[3]);
    free_words(fields, n);
    return true;
}

static bool say_list(const struct saying *saying)
{
    struct cairn_buffer list;
    size_t n;
    char **values = split(saying->values, ',', &n);

    if (has_empty(values, n)) {
        free_words(values, n);
        return complain(saying, "a value is missing");
    }
    share_unit(values, n);
    cairn_buffer_init(&list);
    for (size_t i = 0; i < n; i++)
        cairn_buffer_appendf(&list, "%s%s", i > 0 ? " " : "", values[i]);
    append_attribute(saying->xml, "values", list.data);
    cairn_buffer_release(&list);
    free_words(values, n);
    return true;
}

bool cairn_said_vary(const char *said, struct cairn_buffer *xml, struct cairn_buffer *error)
{
    struct saying saying = {.said = said, .xml = xml, .error = error};
    const char *equals = strrchr(said, '=');
    bool multiplies = equals && equals > said && equals[-1] == '*';
    size_t size = equals ? (size_t)(equals - said) - multiplies : 0;
    bool ranges, lists;

    if (!equals)
        return complain(&saying, "there is no \"=\"");
    saying.values = equals + 1;
    ranges = strchr(saying.values, ':') != NULL;
    lists = strchr(saying.values, ',') != NULL;
    if (strspn(said, " ") >= size)
        return complain(&saying, "no XPath stands before the \"=\"");
    if (ranges && lists)
        return complain(&saying, "\":\" is for ranges and \",\" for lists");
    cairn_buffer_puts(xml, "<vary select=\"");
    cairn_escape_xml_line(xml, said, size);
    cairn_buffer_puts(xml, "\"");
    if (multiplies)
        cairn_buffer_puts(xml, " as=\"multiplier\"");
    if (ranges ? !say_range(&saying) : !say_list(&saying))
        return false;
    cairn_buffer_puts(xml, "/>");
    return true;
}
