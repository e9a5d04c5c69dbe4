#include "io/uncertain.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include "base/units.h"
#include "io/csv.h"
#include "io/target.h"
#include "math/belief.h"
#include "math/design.h"
#include "math/indices.h"

enum { MOST_LISTED = 100000 };

#define NEGLIGIBLE 1e-6 /* of a distribution: cut off without being asked */
#define SKEW 0.1        /* how far p50 may be off, as a share of p5 to p95 */

struct deriving {
    struct cairn_arena *arena;
    struct cairn_uncertain *of;
    struct cairn_targets targets;
    struct cairn_belief belief;
};

#define complain(d, ...) cairn_targets_complain(&(d)->targets, __VA_ARGS__)

/* ---- values in files ---- */

static const char *column_of(struct cairn_arena *arena, const struct cairn_input *input,
                             const struct cairn_node *node, struct cairn_diag *diag)
{
    const char *name = cairn_node_value(node, "column");
    struct cairn_buffer values;
    struct cairn_csv csv;
    const char *text;
    int column, n = 0;

    if (!cairn_csv_open(&csv, arena, input, diag))
        return NULL;
    column = name ? cairn_csv_column(&csv, name) : csv.n_columns == 1 ? 0 : -1;
    if (column < 0) {
        cairn_diag_error(diag, node->origin.file, node->origin.line,
                         name ? "%s has no column \"%s\"" : "%s has several columns: say which",
                         input->href, name);
        return NULL;
    }
    cairn_buffer_init(&values);
    for (; cairn_csv_next(&csv) && n < MOST_LISTED; n++)
        cairn_buffer_appendf(&values, "%s%s", n > 0 ? " " : "", csv.fields[column]);
    text = cairn_arena_strdup(arena, values.size > 0 ? values.data : "");
    cairn_buffer_release(&values);
    return text;
}

void cairn_uncertain_read(struct cairn_arena *arena, struct cairn_node *root,
                          struct cairn_inputs *inputs, struct cairn_diag *diag)
{
    for (int i = 0; i < root->n_children; i++) {
        struct cairn_node *node = root->children[i];
        const struct cairn_attribute *href = cairn_node_attribute(node, "href");
        const struct cairn_input *input;
        const char *values;

        if (strcmp(node->name, "uncertain") != 0 || !href)
            continue;
        input = cairn_inputs_open(inputs, node->input, href->origin, href->value, CAIRN_INPUT_CSV);
        values = input ? column_of(arena, input, node, diag) : NULL;
        if (!values)
            continue;
        cairn_node_set(
            arena, node,
            (struct cairn_attribute){.name = "values", .value = values, .origin = href->origin});
        cairn_node_drop(node, "href");
        cairn_node_drop(node, "column");
    }
}

/* ---- the distribution ---- */

static enum cairn_dimension dimension_of(const struct deriving *d)
{
    return d->of->as == CAIRN_AS_MULTIPLIER ? CAIRN_COUNT : cairn_targets_dimension(&d->targets);
}

/* A number as written; NaN where nothing is. */
static bool parse(const struct deriving *d, const char *name, const char *text, double *value)
{
    struct cairn_units_error error;

    *value = NAN;
    if (!text || cairn_units_parse(text, dimension_of(d), value, &error) == CAIRN_UNITS_OK)
        return true;
    return complain(d, "%s of %s: %s", name, d->of->subject, error.text);
}

/* What of a distribution is said, as bits. */
enum {
    SAYS_MEAN = 1,
    SAYS_CV = 2,
    SAYS_P5 = 4,
    SAYS_P50 = 8,
    SAYS_P95 = 16,
    SAYS_LOW = 32,
    SAYS_MODE = 64,
    SAYS_HIGH = 128,
    SAYS_VALUES = 256
};

static int said(const struct cairn_uncertain *of)
{
    return (of->mean ? SAYS_MEAN : 0) | (isnan(of->cv) ? 0 : SAYS_CV) | (of->p5 ? SAYS_P5 : 0) |
           (of->p50 ? SAYS_P50 : 0) | (of->p95 ? SAYS_P95 : 0) | (of->low ? SAYS_LOW : 0) |
           (of->mode ? SAYS_MODE : 0) | (of->high ? SAYS_HIGH : 0) | (of->listed ? SAYS_VALUES : 0);
}

static bool judge(const struct deriving *d, const char *wrong)
{
    return !wrong || complain(d, "distribution of %s: %s", d->of->subject, wrong);
}

static bool by_quantiles(struct deriving *d)
{
    const struct cairn_uncertain *of = d->of;
    double p5, p50, p95, median;

    if (!parse(d, "p5", of->p5, &p5) || !parse(d, "p50", of->p50, &p50) ||
        !parse(d, "p95", of->p95, &p95) ||
        !judge(d, cairn_belief_by_quantiles(&d->belief, (enum cairn_belief_kind)of->distribution,
                                            p5, p95)))
        return false;
    median = cairn_belief_quantile(&d->belief, 0.5);
    if (!isnan(p50) && fabs(p50 - median) > SKEW * (p95 - p5))
        return complain(d,
                        "distribution of %s: through p5 and p95 it has its median at %.4g, far "
                        "from p50: it is another distribution",
                        of->subject, median);
    return true;
}

static bool by_ends(struct deriving *d)
{
    const struct cairn_uncertain *of = d->of;
    double low, mode, high;

    if (!parse(d, "low", of->low, &low) || !parse(d, "mode", of->mode, &mode) ||
        !parse(d, "high", of->high, &high))
        return false;
    return judge(d, of->mode ? cairn_belief_triangular(&d->belief, low, mode, high)
                             : cairn_belief_uniform(&d->belief, low, high));
}

static bool by_mean(struct deriving *d)
{
    double mean;

    return parse(d, "mean", d->of->mean, &mean) &&
           judge(d, cairn_belief_by_mean(&d->belief, (enum cairn_belief_kind)d->of->distribution,
                                         mean, d->of->cv));
}

static bool by_values(struct deriving *d)
{
    struct cairn_units_error error;
    double *values, *copy;
    size_t n;

    if (cairn_units_parse_list(d->of->listed, dimension_of(d), &values, &n, &error) !=
        CAIRN_UNITS_OK)
        return complain(d, "values of %s: %s", d->of->subject, error.text);
    copy = cairn_arena_array(d->arena, n, sizeof *copy);
    memcpy(copy, values, n * sizeof *copy);
    cairn_free(values);
    cairn_belief_empirical(&d->belief, copy, (int)n);
    return true;
}

static bool find_belief(struct deriving *d)
{
    int says = said(d->of), kind = d->of->distribution;

    if (says == (SAYS_MEAN | SAYS_CV) && kind <= CAIRN_BELIEF_UNIFORM)
        return by_mean(d);
    if ((says | SAYS_P50) == (SAYS_P5 | SAYS_P50 | SAYS_P95) && kind <= CAIRN_BELIEF_LOGNORMAL)
        return by_quantiles(d);
    if ((says == (SAYS_LOW | SAYS_HIGH) && kind == CAIRN_BELIEF_UNIFORM) ||
        (says == (SAYS_LOW | SAYS_MODE | SAYS_HIGH) && kind == CAIRN_BELIEF_TRIANGULAR))
        return by_ends(d);
    if (says == SAYS_VALUES && kind == CAIRN_BELIEF_EMPIRICAL)
        return by_values(d);
    switch ((enum cairn_belief_kind)kind) {
    case CAIRN_BELIEF_NORMAL:
    case CAIRN_BELIEF_LOGNORMAL:
        return complain(d, "%s has this distribution by mean and cv, or by p5 and p95 (and p50)",
                        d->of->subject);
    case CAIRN_BELIEF_GAMMA:
        return complain(d, "%s has this distribution by mean and cv", d->of->subject);
    case CAIRN_BELIEF_UNIFORM:
        return complain(d, "%s has this distribution by low and high, or by mean and cv",
                        d->of->subject);
    case CAIRN_BELIEF_TRIANGULAR:
        return complain(d, "%s has this distribution by low, mode and high", d->of->subject);
    case CAIRN_BELIEF_EMPIRICAL:
        break;
    }
    return complain(d, "%s has this distribution by values, or by href and column", d->of->subject);
}

/* ---- its range ---- */

static bool find_range(const struct deriving *d, double *low, double *high)
{
    *low = -INFINITY;
    *high = INFINITY;
    for (int i = 0; i < d->targets.n; i++) {
        const struct cairn_selected *target = &d->targets.items[i];
        const struct cairn_attribute_type *type =
            cairn_attribute_type(target->node->name, target->attribute);
        double base = d->of->as == CAIRN_AS_MULTIPLIER ? cairn_targets_number(&d->targets, i) : 1;

        if (!(base > 0.0))
            return complain(d, "%s of %s is no number above 0 to be multiplied", target->attribute,
                            cairn_node_label(d->arena, target->node));
        *low = fmax(*low, type->range.low / base);
        *high = fmin(*high, type->range.high / base);
    }
    return true;
}

static bool keep_in_range(struct deriving *d)
{
    const char *why = d->targets.type->range.why;
    double low, high;

    if (!find_range(d, &low, &high))
        return false;
    d->of->cut = cairn_belief_truncate(&d->belief, low, high);
    if (d->of->cut >= 1.0)
        return complain(d, "distribution of %s: all of it lies outside %.6g to %.6g%s%s",
                        d->of->subject, low, high, why ? ": " : "", why ? why : "");
    if (d->of->outside == CAIRN_TRUNCATE || d->of->cut <= NEGLIGIBLE)
        return true;
    return complain(d,
                    "distribution of %s: %.2g %% of it lies outside %.6g to %.6g%s%s; "
                    "outside=\"truncate\" cuts it off",
                    d->of->subject, 100.0 * d->of->cut, low, high, why ? ": " : "", why ? why : "");
}

/* ---- one, and all ---- */

static bool check_group(struct deriving *d)
{
    bool correlated = !isnan(d->of->correlation);

    if (!d->of->group && correlated)
        return complain(d, "a correlation is that of a group: say which");
    if (d->of->group && !correlated)
        return complain(d, "%s is in group \"%s\": say its correlation there", d->of->subject,
                        d->of->group);
    return true;
}

/* Its edit has been applied already (study/draws.h): there is nothing left to draw from. */
static bool is_drawn(const struct deriving *d)
{
    const struct cairn_selected *target = &d->targets.items[0];
    const struct cairn_attribute *attribute = cairn_node_attribute(target->node, target->attribute);

    return attribute->edited && attribute->origin.file &&
           attribute->origin.line == d->of->origin.line &&
           strcmp(attribute->origin.file, d->of->origin.file) == 0;
}

static bool derive(struct deriving *d, struct cairn_node *root)
{
    struct cairn_uncertain *of = d->of;
    struct cairn_belief *belief = cairn_arena_alloc(d->arena, sizeof *belief);

    of->unit = "";
    if (!cairn_targets_find(&d->targets, root))
        return false;
    of->n_targets = d->targets.n;
    of->subject = d->targets.subject;
    of->reach = d->targets.reach;
    of->base = d->targets.base;
    if (!cairn_targets_are_numbers(&d->targets) || d->targets.type->kind == CAIRN_VALUE_WHOLE)
        return complain(d, "%s is no number that can have any value: vary it instead", of->subject);
    if (of->reach == CAIRN_REACH_CHOICE)
        return complain(d, "%s says what is asked, not what is known: vary it instead",
                        of->subject);
    of->unit = cairn_units_dimension(dimension_of(d))->base;
    if (is_drawn(d))
        return true;
    if (!find_belief(d) || !keep_in_range(d) || !check_group(d))
        return false;
    *belief = d->belief;
    of->belief = belief;
    return true;
}

static void number_group(struct cairn_scenario *scenario, int index, int *n_groups)
{
    struct cairn_uncertain *of = &scenario->uncertains[index];

    of->group_number = CAIRN_NONE;
    for (int i = 0; of->group && i < index; i++)
        if (scenario->uncertains[i].group && strcmp(scenario->uncertains[i].group, of->group) == 0)
            of->group_number = scenario->uncertains[i].group_number;
    if (of->group && of->group_number == CAIRN_NONE)
        of->group_number = (*n_groups)++;
}

static void check_draws(const struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    const struct cairn_draws *draws = &scenario->draws;
    int dimensions = scenario->n_uncertains;

    for (int i = 0; i < scenario->n_uncertains; i++)
        if (scenario->uncertains[i].group_number >= dimensions - scenario->n_uncertains)
            dimensions = scenario->n_uncertains + scenario->uncertains[i].group_number + 1;
    if (scenario->n_uncertains == 0 && draws->origin.file)
        cairn_diag_error(diag, draws->origin.file, draws->origin.line,
                         "nothing is uncertain: draws change nothing");
    if (draws->sobol > 0 && draws->sobol < CAIRN_INDICES_LEAST)
        cairn_diag_error(diag, draws->origin.file, draws->origin.line,
                         "Sobol indices of %d rows say little, and their intervals less: at least "
                         "%d",
                         draws->sobol, CAIRN_INDICES_LEAST);
    if (draws->morris == 1)
        cairn_diag_error(diag, draws->origin.file, draws->origin.line,
                         "one trajectory shows no spread: at least 2");
    if (draws->design == CAIRN_DRAW_SOBOL && dimensions > CAIRN_DESIGN_SOBOL_MOST_DIMENSIONS)
        cairn_diag_error(diag, draws->origin.file, draws->origin.line,
                         "a Sobol sequence has at most %d dimensions, one for each that is "
                         "uncertain and for each group: another design",
                         CAIRN_DESIGN_SOBOL_MOST_DIMENSIONS);
}

void cairn_uncertain_derive(struct cairn_arena *arena, struct cairn_node *root,
                            struct cairn_scenario *scenario, struct cairn_diag *diag)
{
    int n = scenario->n_uncertains, n_groups = 0;
    struct deriving *all = cairn_arena_array(arena, (size_t)n, sizeof *all);
    const struct cairn_targets **targets = cairn_arena_array(arena, (size_t)n, sizeof *targets);

    for (int i = 0; i < n; i++) {
        struct cairn_uncertain *of = &scenario->uncertains[i];

        all[i] = (struct deriving){
            .arena = arena,
            .of = of,
            .targets = {.arena = arena, .diag = diag, .origin = of->origin, .select = of->select},
        };
        targets[i] = &all[i].targets;
        if (derive(&all[i], root))
            number_group(scenario, i, &n_groups);
    }
    cairn_targets_keep_apart(targets, n, "uncertain");
    check_draws(scenario, diag);
}
