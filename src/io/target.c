#include "io/target.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/units.h"

bool cairn_targets_complain(const struct cairn_targets *targets, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    cairn_diag_report_v(targets->diag, CAIRN_ERROR, targets->origin.file, targets->origin.line,
                        format, args);
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

bool cairn_targets_are_numbers(const struct cairn_targets *targets)
{
    return is_number(targets->type);
}

enum cairn_dimension cairn_targets_dimension(const struct cairn_targets *targets)
{
    return dimension_of(targets->type);
}

double cairn_targets_number(const struct cairn_targets *targets, int item)
{
    const struct cairn_selected *target = &targets->items[item];
    double value = NAN;

    cairn_units_parse(cairn_node_value(target->node, target->attribute),
                      dimension_of(targets->type), &value, NULL);
    return value;
}

static bool question_of_itself(const char *element)
{
    static const char *const words[] = {"vary", "sweep", "uncertain", "draws"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(element, words[i]) == 0)
            return true;
    return false;
}

static enum cairn_reach reach_of(enum cairn_effect effect)
{
    return effect == CAIRN_EFFECT_ACCOUNTING ? CAIRN_REACH_ACCOUNTING
           : effect == CAIRN_EFFECT_PHYSICS  ? CAIRN_REACH_PHYSICS
                                             : CAIRN_REACH_CHOICE;
}

/* What later years are: of the scenario as it stands it changes nothing. [GROWTH] */
static bool is_of_years(const struct cairn_selected *target,
                        const struct cairn_attribute_type *type)
{
    const struct cairn_node *within = target->node->parent;

    return is_number(type) && type->kind != CAIRN_VALUE_WHOLE &&
           (strcmp(target->node->name, "growth") == 0 ||
            (within && strcmp(within->name, "growth") == 0));
}

/* Where places take turns, what decides whose turn it is decides what is simulated. [GREENEST] */
static bool steers(const struct cairn_node *root, const struct cairn_selected *target)
{
    return cairn_node_child(root, "greenest") &&
           (strcmp(target->node->name, "intensity") == 0 ||
            strcmp(target->node->name, "trace") == 0 || strcmp(target->attribute, "pue") == 0 ||
            strcmp(target->attribute, "grid") == 0);
}

static bool add(struct cairn_targets *targets, const struct cairn_node *root,
                const struct cairn_selected *target)
{
    const struct cairn_attribute_type *type =
        cairn_attribute_type(target->node->name, target->attribute);
    enum cairn_reach reach;

    if (!type || type->effect == CAIRN_EFFECT_LABEL || type->kind == CAIRN_VALUE_SEED ||
        question_of_itself(target->node->name))
        return cairn_targets_complain(targets, "\"%s\" selects %s of %s, which changes no result",
                                      targets->select, target->attribute,
                                      cairn_node_label(targets->arena, target->node));
    if (!targets->type)
        targets->type = type;
    else if (is_number(targets->type) != is_number(type) ||
             dimension_of(targets->type) != dimension_of(type))
        return cairn_targets_complain(targets,
                                      "\"%s\" selects %s as well as %s: these have different units",
                                      targets->select, targets->subject, target->attribute);
    reach = is_of_years(target, type) ? CAIRN_REACH_ACCOUNTING : reach_of(type->effect);
    if (reach == CAIRN_REACH_ACCOUNTING && steers(root, target))
        reach = CAIRN_REACH_PHYSICS;
    if (reach > targets->reach)
        targets->reach = reach;
    return true;
}

/* rate of arrivals of workload "frames", but intensity of grid "PL", embodied carbon of ... */
static const char *subject_of(struct cairn_arena *arena, const struct cairn_selected *target)
{
    const char *label = cairn_node_label(arena, target->node);
    size_t n = strlen(target->node->name);

    if (strcmp(target->attribute, "value") == 0)
        return label;
    if (strcmp(target->node->name, "embodied") == 0)
        return cairn_arena_format(arena, "embodied %s%s", target->attribute, label + n);
    return cairn_arena_format(arena, "%s of %s", target->attribute, label);
}

bool cairn_targets_find(struct cairn_targets *targets, struct cairn_node *root)
{
    struct cairn_buffer why;
    bool good = true;

    cairn_buffer_init(&why);
    targets->n = cairn_xml_select(targets->arena, root, targets->select, CAIRN_SELECT_ATTRIBUTES,
                                  &targets->items, &why);
    if (targets->n < 0)
        good = cairn_targets_complain(targets, "\"%s\" %s", targets->select, why.data);
    cairn_buffer_release(&why);
    if (good && targets->n == 0)
        good = cairn_targets_complain(
            targets,
            "\"%s\" selects nothing of the effective scenario, which cairn check "
            "--effective prints",
            targets->select);
    for (int i = 0; good && i < targets->n; i++) {
        if (i == 0)
            targets->subject = subject_of(targets->arena, &targets->items[0]);
        good = add(targets, root, &targets->items[i]);
    }
    targets->base = good && is_number(targets->type) ? cairn_targets_number(targets, 0) : NAN;
    return good;
}

/* ---- two that select the same ---- */

struct claim {
    const struct cairn_selected *target;
    int by; /* which of all targets */
};

/* By what is claimed: its address is as good as any order. Then by who claims it. */
static int compare(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    uintptr_t at_x = (uintptr_t)x->target->node, at_y = (uintptr_t)y->target->node;
    int names;

    if (at_x != at_y)
        return at_x < at_y ? -1 : 1;
    names = strcmp(x->target->attribute, y->target->attribute);
    return names != 0 ? names : (x->by > y->by) - (x->by < y->by);
}

static bool is_same(const struct claim *a, const struct claim *b)
{
    return a->target->node == b->target->node &&
           strcmp(a->target->attribute, b->target->attribute) == 0;
}

/* Claims of each, sorted by what is claimed; to be freed. */
static struct claim *claims_of(const struct cairn_targets *const *all, int n, size_t *n_claims)
{
    struct claim *claims;
    size_t most = 0;

    for (int t = 0; t < n; t++)
        most += (size_t)(all[t]->n > 0 ? all[t]->n : 0);
    claims = cairn_calloc(most + 1, sizeof *claims);
    *n_claims = 0;
    for (int t = 0; t < n; t++)
        for (int i = 0; i < all[t]->n; i++)
            claims[(*n_claims)++] = (struct claim){&all[t]->items[i], t};
    qsort(claims, most, sizeof *claims, compare);
    return claims;
}

/* The first of its targets that another has claimed before, and by whom. */
struct clash {
    const struct cairn_selected *target; /* NULL: none */
    int with;
};

void cairn_targets_keep_apart(const struct cairn_targets *const *all, int n, const char *how)
{
    struct clash *clashes = cairn_calloc((size_t)n + 1, sizeof *clashes);
    size_t n_claims, first = 0;
    struct claim *claims = claims_of(all, n, &n_claims);

    for (size_t c = 1; c < n_claims; c++) {
        struct clash *clash = &clashes[claims[c].by];

        if (!is_same(&claims[first], &claims[c]))
            first = c;
        else if (!clash->target || claims[c].target < clash->target)
            *clash = (struct clash){claims[c].target, claims[first].by};
    }
    for (int t = 0; t < n; t++)
        if (clashes[t].target) {
            const struct cairn_targets *with = all[clashes[t].with];

            cairn_targets_complain(all[t], "%s is %s already by \"%s\" in %s:%d",
                                   subject_of(all[t]->arena, clashes[t].target), how, with->select,
                                   with->origin.file, with->origin.line);
        }
    cairn_free(claims);
    cairn_free(clashes);
}
