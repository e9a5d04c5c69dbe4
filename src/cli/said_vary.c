#include "cli/said_vary.h"

#include <string.h>

#include "base/alloc.h"
#include "base/escape.h"

enum { MOST_FIELDS = 4 };

struct saying {
    const char *option, *forms; /* what it was said by, and how that is said */
    const char *said, *values;  /* all of it; what stands behind the "=" */
    struct cairn_buffer *xml, *error;
};

static bool complain(const struct saying *saying, const char *problem)
{
    cairn_buffer_appendf(saying->error, "--%s \"%s\": %s; say %s", saying->option, saying->said,
                         problem, saying->forms);
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

static void say_values(const struct saying *saying, char **values, size_t n)
{
    struct cairn_buffer list;

    share_unit(values, n);
    cairn_buffer_init(&list);
    for (size_t i = 0; i < n; i++)
        cairn_buffer_appendf(&list, "%s%s", i > 0 ? " " : "", values[i]);
    append_attribute(saying->xml, "values", list.data);
    cairn_buffer_release(&list);
}

static bool say_list(const struct saying *saying)
{
    size_t n;
    char **values = split(saying->values, ',', &n);

    if (has_empty(values, n)) {
        free_words(values, n);
        return complain(saying, "a value is missing");
    }
    say_values(saying, values, n);
    free_words(values, n);
    return true;
}

/* Begins the element with what it selects; what stands behind the "=" is left. */
static bool begin(struct saying *saying)
{
    const char *said = saying->said, *equals = strrchr(said, '=');
    bool multiplies = equals && equals > said && equals[-1] == '*';
    size_t size = equals ? (size_t)(equals - said) - multiplies : 0;

    if (!equals)
        return complain(saying, "there is no \"=\"");
    if (strspn(said, " ") >= size)
        return complain(saying, "no XPath stands before the \"=\"");
    saying->values = equals + 1;
    cairn_buffer_appendf(saying->xml, "<%s select=\"", saying->option);
    cairn_escape_xml_line(saying->xml, said, size);
    cairn_buffer_puts(saying->xml, "\"");
    if (multiplies)
        cairn_buffer_puts(saying->xml, " as=\"multiplier\"");
    return true;
}

bool cairn_said_vary(const char *said, struct cairn_buffer *xml, struct cairn_buffer *error)
{
    struct saying saying = {
        .option = "vary",
        .forms = "XPATH=FROM:TO, XPATH=FROM:TO:POINTS[:log] or XPATH=V1,V2,...",
        .said = said,
        .xml = xml,
        .error = error,
    };
    bool ranges, lists;

    if (!begin(&saying))
        return false;
    ranges = strchr(saying.values, ':') != NULL;
    lists = strchr(saying.values, ',') != NULL;
    if (ranges && lists)
        return complain(&saying, "\":\" is for ranges and \",\" for lists");
    if (ranges ? !say_range(&saying) : !say_list(&saying))
        return false;
    cairn_buffer_puts(xml, "/>");
    return true;
}

/* ---- what is uncertain ---- */

/* The attributes that numbers of a distribution are, and what stands between these. */
struct form {
    const char *distribution, *names[3], *separator;
};

static const struct form forms[] = {
    {"normal", {"p5", "p95", NULL}, ".."},     {"lognormal", {"p5", "p95", NULL}, ".."},
    {"uniform", {"low", "high", NULL}, ".."},  {"normal", {"mean", "cv", NULL}, ","},
    {"lognormal", {"mean", "cv", NULL}, ","},  {"gamma", {"mean", "cv", NULL}, ","},
    {"uniform", {"mean", "cv", NULL}, ","},    {"triangular", {"low", "mode", "high"}, ","},
    {"empirical", {"values", NULL, NULL}, ""},
};

static bool is_form(const struct form *form, const char *law, size_t size, bool quantiles)
{
    return strlen(form->distribution) == size && strncmp(form->distribution, law, size) == 0 &&
           (strcmp(form->separator, "..") == 0) == quantiles;
}

/* The numbers between the parentheses become the form's attributes. */
static bool say_numbers(const struct saying *saying, const struct form *form, char **numbers,
                        size_t n)
{
    bool units = strcmp(form->names[1], "cv") != 0; /* a cv has none to share */
    size_t due = form->names[2] ? 3 : 2;

    if (n != due)
        return complain(saying, "another number of values belongs to this distribution");
    if (units)
        share_unit(numbers, n);
    for (size_t i = 0; i < n; i++)
        append_attribute(saying->xml, form->names[i], numbers[i]);
    return true;
}

static bool say_form(const struct saying *saying, const struct form *form, char *inside)
{
    char *dots = strstr(inside, "..");
    char **numbers;
    bool good = true;
    size_t n;

    append_attribute(saying->xml, "distribution", form->distribution);
    if (dots) {
        dots[0] = ',';
        dots[1] = ' ';
    }
    numbers = split(inside, ',', &n);
    if (has_empty(numbers, n))
        good = complain(saying, "a value is missing");
    else if (*form->separator)
        good = say_numbers(saying, form, numbers, n);
    else
        say_values(saying, numbers, n);
    free_words(numbers, n);
    return good;
}

bool cairn_said_uncertain(const char *said, struct cairn_buffer *xml, struct cairn_buffer *error)
{
    struct saying saying = {
        .option = "uncertain",
        .forms = "XPATH=normal(MEAN,CV), lognormal(P5..P95), uniform(LOW..HIGH), "
                 "triangular(LOW,MODE,HIGH) or empirical(V1,V2,...)",
        .said = said,
        .xml = xml,
        .error = error,
    };
    const struct form *form = NULL;
    const char *open;
    char *inside;
    size_t size;
    bool good;

    if (!begin(&saying))
        return false;
    open = strchr(saying.values, '(');
    size = strlen(saying.values);
    if (!open || saying.values[size - 1] != ')')
        return complain(&saying, "no distribution with values in parentheses");
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !form; i++)
        if (is_form(&forms[i], saying.values, (size_t)(open - saying.values),
                    strstr(open, "..") != NULL))
            form = &forms[i];
    if (!form)
        return complain(&saying, "no such distribution");
    inside = cairn_strndup(open + 1, size - (size_t)(open - saying.values) - 2);
    good = say_form(&saying, form, inside);
    cairn_free(inside);
    if (good)
        cairn_buffer_puts(xml, "/>");
    return good;
}
