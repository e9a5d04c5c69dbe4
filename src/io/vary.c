#include "io/vary.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/units.h"
#include "io/xml_path.h"
#include "model/attributes.h"

enum { MOST_POINTS = 100000000 };

struct varying {
    struct cairn_arena *arena;
    struct cairn_vary *vary;
    struct cairn_diag *diag;
    const struct cairn_attribute_type *type; /* of the first target */
};

__attribute__((format(printf, 2, 3))) static bool complain(const struct varying *v,
                                                           const char *format, ...)
{
    va_list args;

    va_start(args, format);
    cairn_diag_report_v(v->diag, CAIRN_ERROR, v->vary->origin.file, v->vary->origin.line, format,
                        args);
    va_end(args);
    return false;
}

static bool is_number(const struct cairn_attribute_type *type)
{
    return type->kind == CAIRN_VALUE_QUANTITY || type->kind == CAIRN_VALUE_QUANTITY_OR_ANY ||
           type->kind == CAIRN_VALUE_WHOLE;
}

static enum cairn_dimension dimension_of(const struct cairn_attribute_type *type)
{
    return type->kind == CAIRN_VALUE_WHOLE ? CAIRN_COUNT : type->dimension;
}

static bool question_of_itself(const char *element)
{
    return strcmp(element, "vary") == 0 || strcmp(element, "sweep") == 0;
}

/* ---- targets ---- */

static enum cairn_reach reach_of(enum cairn_effect effect)
{
    return effect == CAIRN_EFFECT_ACCOUNTING ? CAIRN_REACH_ACCOUNTING
           : effect == CAIRN_EFFECT_PHYSICS  ? CAIRN_REACH_PHYSICS
                                             : CAIRN_REACH_CHOICE;
}

/* Where places take turns, what decides whose turn it is decides what is simulated. [GREENEST] */
static bool steers(const struct cairn_node *root, const struct cairn_selected *target)
{
    return cairn_node_child(root, "greenest") &&
           (strcmp(target->node->name, "intensity") == 0 ||
            strcmp(target->node->name, "trace") == 0 || strcmp(target->attribute, "pue") == 0 ||
            strcmp(target->attribute, "grid") == 0);
}

static bool add_target(struct varying *v, const struct cairn_node *root,
                       const struct cairn_selected *target)
{
    const struct cairn_attribute_type *type =
        cairn_attribute_type(target->node->name, target->attribute);
    enum cairn_reach reach;

    if (!type || type->effect == CAIRN_EFFECT_LABEL || type->kind == CAIRN_VALUE_SEED ||
        question_of_itself(target->node->name))
        return complain(v, "\"%s\" selects %s of %s, which changes no result", v->vary->select,
                        target->attribute, cairn_node_label(v->arena, target->node));
    if (!v->type)
        v->type = type;
    else if (is_number(v->type) != is_number(type) || dimension_of(v->type) != dimension_of(type))
        return complain(v, "\"%s\" selects %s as well as %s: these have different units",
                        v->vary->select, v->vary->subject, target->attribute);
    reach = reach_of(type->effect);
    if (reach == CAIRN_REACH_ACCOUNTING && steers(root, target))
        reach = CAIRN_REACH_PHYSICS;
    if (reach > v->vary->reach)
        v->vary->reach = reach;
    return true;
}

static bool find_targets(struct varying *v, struct cairn_node *root)
{
    struct cairn_vary *vary = v->vary;
    struct cairn_selected *targets = NULL;
    struct cairn_buffer why;
    bool good = true;

    cairn_buffer_init(&why);
    vary->n_targets =
        cairn_xml_select(v->arena, root, vary->select, CAIRN_SELECT_ATTRIBUTES, &targets, &why);
    if (vary->n_targets < 0)
        good = complain(v, "\"%s\" %s", vary->select, why.data);
    cairn_buffer_release(&why);
    if (good && vary->n_targets == 0)
        good = complain(v,
                        "\"%s\" selects nothing of the effective scenario, which cairn check "
                        "--effective prints",
                        vary->select);
    for (int i = 0; good && i < vary->n_targets; i++) {
        if (i == 0)
            vary->subject = cairn_arena_format(v->arena, "%s of %s", targets[0].attribute,
                                               cairn_node_label(v->arena, targets[0].node));
        good = add_target(v, root, &targets[i]);
    }
    vary->base = NAN;
    if (good && is_number(v->type))
        cairn_units_parse(cairn_node_value(targets[0].node, targets[0].attribute),
                          dimension_of(v->type), &vary->base, NULL);
    return good;
}

/* ---- values ---- */

static enum cairn_dimension dimension_of_values(const struct varying *v)
{
    return v->vary->as == CAIRN_AS_MULTIPLIER ? CAIRN_COUNT : dimension_of(v->type);
}

/* What to write so that the value comes back exactly. */
static const char *text_of(const struct varying *v, double value)
{
    char number[CAIRN_NUMBER_SIZE];

    cairn_number_exact(value, number);
    return *v->vary->unit ? cairn_arena_format(v->arena, "%s %s", number, v->vary->unit)
                          : cairn_arena_strdup(v->arena, number);
}

static void set_values(struct varying *v, const double *values, int n)
{
    double *copy = cairn_arena_array(v->arena, (size_t)n, sizeof *copy);
    const char **texts = NULL;

    if (v->vary->as == CAIRN_AS_VALUE)
        texts = cairn_arena_array(v->arena, (size_t)n, sizeof *texts);
    for (int i = 0; i < n; i++) {
        copy[i] = values[i];
        if (texts)
            texts[i] = text_of(v, values[i]);
    }
    v->vary->n = n;
    v->vary->values = copy;
    v->vary->texts = texts;
}

static bool list_numbers(struct varying *v)
{
    struct cairn_units_error error;
    double *values;
    size_t n;

    if (cairn_units_parse_list(v->vary->listed, dimension_of_values(v), &values, &n, &error) !=
        CAIRN_UNITS_OK)
        return complain(v, "values of %s: %s", v->vary->subject, error.text);
    set_values(v, values, (int)n);
    cairn_free(values);
    return true;
}

/* Words are separated by white space. */
static bool list_words(struct varying *v)
{
    const char *at = v->vary->listed;
    size_t most = strlen(at) / 2 + 1;
    const char **texts = cairn_arena_array(v->arena, most, sizeof *texts);
    double *values = cairn_arena_array(v->arena, most, sizeof *values);
    int n = 0;

    while (*at) {
        size_t size = strcspn(at, " ");

        values[n] = NAN;
        texts[n++] = cairn_arena_format(v->arena, "%.*s", (int)size, at);
        at += size + (at[size] == ' ');
    }
    v->vary->n = n;
    v->vary->values = values;
    v->vary->texts = texts;
    return true;
}

static bool parse_end(const struct varying *v, const char *name, const char *text, double *value)
{
    struct cairn_units_error error;

    if (cairn_units_parse(text, dimension_of_values(v), value, &error) == CAIRN_UNITS_OK)
        return true;
    return complain(v, "%s of %s: %s", name, v->vary->subject, error.text);
}

/* Evenly, or by equal ratios, with both ends exact. [VARY] */
static bool between_ends(struct varying *v)
{
    struct cairn_vary *vary = v->vary;
    double from, to;
    double *values;

    if (!parse_end(v, "from", vary->from, &from) || !parse_end(v, "to", vary->to, &to))
        return false;
    if (vary->spacing == CAIRN_LOGARITHMIC && (from <= 0 || to <= 0))
        return complain(v, "equal ratios need ends above 0");
    values = cairn_calloc((size_t)vary->points, sizeof *values);
    for (int i = 0; i < vary->points; i++) {
        double share = (double)i / (vary->points - 1);

        values[i] = vary->spacing == CAIRN_LOGARITHMIC ? from * pow(to / from, share)
                                                       : from + (to - from) * share;
    }
    values[vary->points - 1] = to;
    set_values(v, values, vary->points);
    cairn_free(values);
    return true;
}

static bool find_values(struct varying *v)
{
    const struct cairn_vary *vary = v->vary;
    bool ends = vary->from || vary->to;

    if (!!vary->listed == ends || !vary->from != !vary->to)
        return complain(v, "%s varies between two ends (from, to) or over a list (values)",
                        vary->subject);
    if (!is_number(v->type) && (ends || vary->as == CAIRN_AS_MULTIPLIER))
        return complain(v, "%s is no number: list its values", vary->subject);
    if (!is_number(v->type))
        return list_words(v);
    return ends ? between_ends(v) : list_numbers(v);
}

static void derive(struct cairn_arena *arena, struct cairn_node *root, struct cairn_vary *vary,
                   struct cairn_diag *diag)
{
    struct varying v = {.arena = arena, .vary = vary, .diag = diag};

    vary->unit = "";
    if (!find_targets(&v, root))
        return;
    if (is_number(v.type))
        vary->unit = cairn_units_dimension(dimension_of_values(&v))->base;
    find_values(&v);
}

void cairn_varies_derive(struct cairn_arena *arena, struct cairn_node *root,
                         struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    double points = 1.0;

    for (int i = 0; i < scenario->n_varies; i++) {
        struct cairn_vary *vary = &scenario->varies[i];

        derive(arena, root, vary, diag);
        points *= vary->n;
        if (points > MOST_POINTS) {
            cairn_diag_error(diag, vary->origin.file, vary->origin.line,
                             "a sweep of %.3g points or more: at most %d are answered", points,
                             MOST_POINTS);
            return;
        }
    }
}
