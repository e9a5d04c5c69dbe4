#include "io/shape.h"

#include <string.h>

#include "base/alloc.h"
#include "base/units.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK, DAYS = 7 };

struct deriver {
    struct cairn_arena *arena;
    const struct cairn_ids *ids;
    struct cairn_scenario *scenario;
    struct cairn_diag *diag;
};

/* A shape in the making. */
struct draft {
    const struct deriver *deriver;
    const struct cairn_node *node;
    double *week;                                            /* [season][hour] */
    const struct cairn_node *always[DAYS];                   /* who describes a day: in general */
    const struct cairn_node *only[CAIRN_MOST_SEASONS][DAYS]; /* and in one season */
};

static const char *const day_names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* Is day `day` (0 is Monday) among those that the words name? */
static bool names_day(const char *words, int day)
{
    size_t size;

    for (; *words; words += size + strspn(words + size, " ")) {
        size = strcspn(words, " ");
        if ((size == 3 && strncmp(words, "all", 3) == 0) ||
            (size == 7 && strncmp(words, day < 5 ? "weekday" : "weekend", 7) == 0) ||
            (size == 3 && strncmp(words, day_names[day], 3) == 0))
            return true;
    }
    return false;
}

/* The 24 numbers of a <day>, to be freed; NULL after an error. */
static double *day_numbers(const struct deriver *deriver, const struct cairn_node *node)
{
    struct cairn_units_error error;
    const char *file = node->origin.file;
    int line = node->origin.line;
    double *numbers;
    size_t n;

    if (cairn_units_parse_list(node->text ? node->text : "", CAIRN_COUNT, &numbers, &n, &error)) {
        cairn_diag_error(deriver->diag, file, line, "%s: %s",
                         cairn_node_label(deriver->arena, node), error.text);
        return NULL;
    }
    if (n != 24)
        cairn_diag_error(deriver->diag, file, line, "%s: %zu numbers where 24 are due",
                         cairn_node_label(deriver->arena, node), n);
    for (size_t i = 0; n == 24 && i < n; i++)
        if (numbers[i] < 0) {
            cairn_diag_error(deriver->diag, file, line, "%s: number %zu is negative",
                             cairn_node_label(deriver->arena, node), i + 1);
            n = 0;
        }
    if (n == 24)
        return numbers;
    cairn_free(numbers);
    return NULL;
}

/* The season that a <day> names, or CAIRN_NONE; false after an error. */
static bool season_of(const struct deriver *deriver, const struct cairn_node *node, int *season)
{
    const struct cairn_attribute *named = cairn_node_attribute(node, "season");
    const struct cairn_node *target;

    *season = CAIRN_NONE;
    if (!named)
        return true;
    target = cairn_ids_find(deriver->ids, CAIRN_LIST_seasons, named->value);
    if (target)
        *season = target->index;
    else
        cairn_diag_error(deriver->diag, named->origin.file, named->origin.line,
                         "unknown season \"%.60s\" (season of %s)%s", named->value,
                         cairn_node_label(deriver->arena, node),
                         cairn_ids_hint(deriver->ids, CAIRN_LIST_seasons, named->value));
    return target != NULL;
}

/* Puts the hours of a <day> where they belong and marks the days. False after an error. */
static bool add_day(struct draft *draft, const struct cairn_node *node, int season,
                    const struct cairn_node *by_day[DAYS])
{
    const struct deriver *deriver = draft->deriver;
    const char *of = cairn_node_value(node, "of");
    double *numbers = day_numbers(deriver, node);
    bool good = numbers != NULL;

    for (int day = 0; good && day < DAYS; day++) {
        if (!names_day(of, day))
            continue;
        if (by_day[day]) {
            cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                             "%s: %s is described twice, first in line %d",
                             cairn_node_label(deriver->arena, draft->node), day_names[day],
                             by_day[day]->origin.line);
            good = false;
        }
        by_day[day] = node;
        for (int k = 0; k < cairn_scenario_seasons(deriver->scenario); k++)
            if (season == CAIRN_NONE ? !draft->only[k][day] : k == season)
                memcpy(&draft->week[k * WEEK + 24 * day], numbers, 24 * sizeof *numbers);
    }
    cairn_free(numbers);
    return good;
}

/* All days of a shape; false after an error. */
static bool add_days(struct draft *draft)
{
    const struct cairn_node *shape = draft->node;
    bool good = true;
    int season;

    for (int i = 0; i < shape->n_children; i++)
        if (!season_of(draft->deriver, shape->children[i], &season) ||
            !add_day(draft, shape->children[i], season,
                     season == CAIRN_NONE ? draft->always : draft->only[season]))
            good = false;
    return good;
}

/* Is each day of each season described? */
static bool is_whole(const struct draft *draft)
{
    const struct deriver *deriver = draft->deriver;
    const struct cairn_scenario *s = deriver->scenario;
    const struct cairn_node *shape = draft->node;

    for (int day = 0; day < DAYS; day++)
        for (int k = 0; k < cairn_scenario_seasons(s); k++) {
            if (draft->always[day] || draft->only[k][day])
                continue;
            cairn_diag_error(deriver->diag, shape->origin.file, shape->origin.line,
                             "%s does not describe %s%s%s", cairn_node_label(deriver->arena, shape),
                             day_names[day], s->n_seasons > 0 ? " in season " : "",
                             s->n_seasons > 0 ? s->seasons[k].id : "");
            return false;
        }
    return true;
}

/* [SEASON] To a mean of 1 over the year; false where there is nothing to scale. */
static bool scale(const struct draft *draft)
{
    const struct cairn_scenario *s = draft->deriver->scenario;
    int n = cairn_scenario_seasons(s);
    double sum = 0, whole = 0;

    for (int k = 0; k < n; k++) {
        double days = n > 1 ? cairn_scenario_season_days(s, k) : 1;

        whole += days * WEEK;
        for (int hour = 0; hour < WEEK; hour++)
            sum += days * draft->week[k * WEEK + hour];
    }
    if (sum <= 0)
        return false;
    for (int i = 0; i < n * WEEK; i++)
        draft->week[i] *= whole / sum;
    return true;
}

static void derive_shape(struct deriver *deriver, const struct cairn_node *node)
{
    size_t n = (size_t)cairn_scenario_seasons(deriver->scenario) * WEEK;
    struct draft draft = {.deriver = deriver, .node = node};

    draft.week = cairn_arena_array(deriver->arena, n, sizeof *draft.week);
    if (!add_days(&draft) || node->n_children == 0 || !is_whole(&draft))
        return;
    if (scale(&draft))
        deriver->scenario->shapes[node->index].hour_of_week = draft.week;
    else
        cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                         "%s is all zero: nothing to scale",
                         cairn_node_label(deriver->arena, node));
}

void cairn_shapes_derive(struct cairn_arena *arena, struct cairn_node *root,
                         const struct cairn_ids *ids, struct cairn_scenario *scenario,
                         struct cairn_diag *diag)
{
    struct deriver deriver = {arena, ids, scenario, diag};

    for (int i = 0; i < root->n_children; i++)
        if (strcmp(root->children[i]->name, "shape") == 0)
            derive_shape(&deriver, root->children[i]);
}
