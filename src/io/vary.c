#include "io/vary.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/units.h"
#include "io/target.h"

enum { MOST_POINTS = 100000000 };

struct varying {
    struct cairn_arena *arena;
    const struct cairn_ids *ids, *all;
    struct cairn_vary *vary;
    struct cairn_targets targets;
};

#define complain(v, ...) cairn_targets_complain(&(v)->targets, __VA_ARGS__)

static bool is_number(const struct varying *v)
{
    return cairn_targets_are_numbers(&v->targets);
}

static bool find_targets(struct varying *v, struct cairn_node *root)
{
    struct cairn_vary *vary = v->vary;
    bool good = cairn_targets_find(&v->targets, root);

    vary->n_targets = v->targets.n;
    vary->subject = v->targets.subject;
    vary->reach = v->targets.reach;
    vary->base = v->targets.base;
    return good;
}

/* ---- values ---- */

static enum cairn_dimension dimension_of_values(const struct varying *v)
{
    return v->vary->as == CAIRN_AS_MULTIPLIER ? CAIRN_COUNT : cairn_targets_dimension(&v->targets);
}

static bool list_numbers(struct varying *v)
{
    struct cairn_units_error error;
    double *values;
    size_t n;

    if (cairn_units_parse_list(v->vary->listed, dimension_of_values(v), &values, &n, &error) !=
        CAIRN_UNITS_OK)
        return complain(v, "values of %s: %s", v->vary->subject, error.text);
    v->vary->n = (int)n;
    v->vary->values =
        memcpy(cairn_arena_array(v->arena, n, sizeof *values), values, n * sizeof *values);
    cairn_free(values);
    return true;
}

/* Where values are names: is it one of something that there is? */
static bool is_known(const struct varying *v, const char *word)
{
    const struct cairn_attribute_type *type = v->targets.type;

    if (type->kind != CAIRN_VALUE_REFERENCE || cairn_ids_find(v->ids, type->list, word) ||
        cairn_ids_find(v->all, type->list, word))
        return true;
    return complain(v, "values of %s: unknown %s \"%.60s\"%s", v->vary->subject,
                    cairn_list_types[type->list].word, word,
                    cairn_ids_hint(v->all, type->list, word));
}

/* Words are separated by white space. */
static bool list_words(struct varying *v, const char *at)
{
    size_t most = strlen(at) / 2 + 1;
    const char **words = cairn_arena_array(v->arena, most, sizeof *words);
    int n = 0;

    while (*at) {
        size_t size = strcspn(at, " ");

        words[n] = cairn_arena_format(v->arena, "%.*s", (int)size, at);
        if (!is_known(v, words[n++]))
            return false;
        at += size + (at[size] == ' ');
    }
    v->vary->n = n;
    v->vary->words = words;
    return true;
}

static bool parse_end(const struct varying *v, const char *name, const char *text, double *value)
{
    struct cairn_units_error error;

    if (cairn_units_parse(text, dimension_of_values(v), value, &error) == CAIRN_UNITS_OK)
        return true;
    return complain(v, "%s of %s: %s", name, v->vary->subject, error.text);
}

static bool between_ends(struct varying *v)
{
    struct cairn_vary *vary = v->vary;
    double from, to;

    if (!parse_end(v, "from", vary->from, &from) || !parse_end(v, "to", vary->to, &to))
        return false;
    if (vary->spacing == CAIRN_LOGARITHMIC && (from <= 0 || to <= 0))
        return complain(v, "equal ratios need ends above 0");
    vary->n = vary->points;
    vary->first = from;
    vary->last = to;
    return true;
}

static bool find_values(struct varying *v)
{
    const struct cairn_vary *vary = v->vary;
    const char *listed = vary->listed;
    bool ends = vary->from || vary->to;

    if (listed ? ends : !vary->from || !vary->to)
        return complain(v, "%s varies between two ends (from, to) or over a list (values)",
                        vary->subject);
    if (is_number(v))
        return listed ? list_numbers(v) : between_ends(v);
    if (!listed || vary->as == CAIRN_AS_MULTIPLIER)
        return complain(v, "%s is no number: list its values", vary->subject);
    return list_words(v, listed);
}

/* The unit that the first of its values is written with: people read them in it. */
static void find_said(struct varying *v)
{
    struct cairn_vary *vary = v->vary;
    const char *text = vary->listed ? vary->listed : vary->from;
    const struct cairn_unit *unit = cairn_units_said(text, dimension_of_values(v));

    vary->said = unit ? unit->name : vary->unit;
    vary->per_said = unit ? unit->times / unit->over : 1;
}

static void derive(struct varying *v, struct cairn_node *root)
{
    struct cairn_vary *vary = v->vary;

    vary->unit = vary->said = "";
    vary->per_said = 1;
    vary->first = vary->last = NAN;
    if (!find_targets(v, root))
        return;
    vary->whole = vary->as == CAIRN_AS_VALUE && v->targets.type->kind == CAIRN_VALUE_WHOLE;
    if (is_number(v))
        vary->unit = cairn_units_dimension(dimension_of_values(v))->base;
    if (find_values(v) && is_number(v))
        find_said(v);
}

/* Does what is said of points fit the design and what varies? */
static bool sweep_is_sound(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    const struct cairn_sweep *sweep = &scenario->sweep;
    const char *problem = NULL;

    if (!sweep->origin.file)
        return true;
    if (scenario->n_varies == 0)
        problem = "a sweep of nothing: add <vary select=\"...\"/>";
    else if (sweep->design == CAIRN_FACTORIAL && sweep->points > 0)
        problem = "every combination of values is a point: say points of each <vary>, not of the "
                  "sweep";
    else if (sweep->design != CAIRN_FACTORIAL && sweep->points == 0)
        problem = "how many points are spread? Say it, such as points=\"64\"";
    if (problem)
        cairn_diag_error(diag, sweep->origin.file, sweep->origin.line, "%s", problem);
    return !problem;
}

void cairn_varies_derive(struct cairn_arena *arena, struct cairn_node *root,
                         const struct cairn_ids *ids, const struct cairn_ids *all,
                         struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    int n = scenario->n_varies;
    struct varying *each = cairn_arena_array(arena, (size_t)n, sizeof *each);
    const struct cairn_targets **targets = cairn_arena_array(arena, (size_t)n, sizeof *targets);
    double points = n > 0;

    if (!sweep_is_sound(scenario, diag))
        return;
    for (int i = 0; i < n; i++) {
        struct cairn_vary *vary = &scenario->varies[i];

        each[i] = (struct varying){
            .arena = arena,
            .ids = ids,
            .all = all,
            .vary = vary,
            .targets = {.arena = arena,
                        .diag = diag,
                        .origin = vary->origin,
                        .select = vary->select},
        };

        targets[i] = &each[i].targets;
        derive(&each[i], root);
        points *= scenario->sweep.design == CAIRN_FACTORIAL ? vary->n : 1;
        if (points > MOST_POINTS) {
            cairn_diag_error(diag, vary->origin.file, vary->origin.line,
                             "a sweep of %.3g points or more: at most %d are answered", points,
                             MOST_POINTS);
            return;
        }
    }
    cairn_targets_keep_apart(targets, n, "varied");
    scenario->sweep.n = (int)fmax(points, scenario->sweep.points);
    if (scenario->sweep.robust && scenario->sweep.n > CAIRN_ROBUST_POINTS)
        cairn_diag_error(diag, scenario->sweep.origin.file, scenario->sweep.origin.line,
                         "candidates are weighed at no more than %d points, and these are %d; "
                         "let less vary, or give ranges fewer points",
                         CAIRN_ROBUST_POINTS, scenario->sweep.n);
}
