#include "io/week.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/units.h"
#include "io/trace.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK };

struct deriver {
    struct cairn_arena *arena;
    struct cairn_inputs *inputs;
    struct cairn_scenario *scenario;
    struct cairn_diag *diag;
};

/*
 * Month by hour of day becomes hour of day, each month counting by its days in a 365-day year, the
 * same every day of the week; scaled to the mean that the intensity states.
 */
static void from_hours(struct deriver *deriver, const struct cairn_node *node,
                       struct cairn_intensity *intensity)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    double *week = cairn_arena_array(deriver->arena, WEEK, sizeof *week);
    double sum = 0;

    for (int hour = 0; hour < 24; hour++)
        for (int month = 0; month < 12; month++)
            week[hour] += days[month] * intensity->hours[24 * month + hour];
    for (int hour = 0; hour < 24; hour++)
        sum += week[hour];
    if (sum <= 0) {
        cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                         "hours are all zero: nothing to scale");
        return;
    }
    for (int hour = WEEK - 1; hour >= 0; hour--)
        week[hour] = week[hour % 24] * (24 / sum) * intensity->value_g_per_kwh;
    intensity->hour_of_week = week;
}

/* The hours, and their means by hour of the week, with the mean that the intensity states. */
static void from_trace(struct deriver *deriver, struct cairn_node *node,
                       struct cairn_intensity *intensity)
{
    const struct cairn_attribute *href = cairn_node_attribute(node, "href");
    struct cairn_input *input =
        cairn_inputs_open(deriver->inputs, node->input, href->origin, href->value, CAIRN_INPUT_CSV);
    struct cairn_series *series = cairn_arena_alloc(deriver->arena, sizeof *series);
    double *week = cairn_arena_array(deriver->arena, WEEK, sizeof *week);
    struct cairn_attribute named = *href;
    double *hours, scale;

    if (!input || !cairn_trace_read(deriver->arena, input, intensity, deriver->diag, series, week))
        return;
    named.value = intensity->trace.href = input->href;
    cairn_node_set(deriver->arena, node, named);
    if (isnan(intensity->value_g_per_kwh))
        intensity->value_g_per_kwh = series->mean;
    if (series->mean <= 0) {
        cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                         "trace %s is all zero", input->path);
        return;
    }
    scale = intensity->value_g_per_kwh / series->mean;
    hours = cairn_arena_array(deriver->arena, (size_t)series->n, sizeof *hours);
    for (int hour = 0; hour < series->n; hour++)
        hours[hour] = series->values[hour] * scale;
    for (int hour = 0; hour < WEEK; hour++)
        week[hour] = week[hour] * scale;
    series->values = hours;
    series->mean = intensity->value_g_per_kwh;
    intensity->trace.series = series;
    intensity->hour_of_week = week;
}

static void derive_intensity(struct deriver *deriver, const struct cairn_node *node)
{
    struct cairn_intensity *intensity = &deriver->scenario->intensities[node->index];
    struct cairn_node *hours = cairn_node_child(node, "hours");
    struct cairn_node *trace = cairn_node_child(node, "trace");

    if (hours && trace)
        cairn_diag_error(deriver->diag, trace->origin.file, trace->origin.line,
                         "both <hours> and <trace> in an intensity: one of them is due");
    else if (trace)
        from_trace(deriver, trace, intensity);
    else if (!cairn_node_attribute(node, "value"))
        cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                         "no value of %s: only a trace can give it",
                         cairn_node_label(deriver->arena, node));
    else if (hours && !intensity->hours && !hours->text)
        cairn_diag_error(deriver->diag, hours->origin.file, hours->origin.line,
                         "hours are empty: 288 numbers are due, 24 for each month");
    else if (hours && intensity->hours && !isnan(intensity->value_g_per_kwh))
        from_hours(deriver, hours, intensity);
}

/* ---- shapes ---- */

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
static double *day_numbers(struct deriver *deriver, const struct cairn_node *node)
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

/* Puts the hours of a <day> where they belong and marks the days. False after an error. */
static bool add_day(struct deriver *deriver, const struct cairn_node *node,
                    const struct cairn_node *by_day[7], double week[WEEK])
{
    const char *of = cairn_node_value(node, "of");
    double *numbers = day_numbers(deriver, node);
    bool good = numbers != NULL;

    for (int day = 0; good && day < 7; day++) {
        if (!names_day(of, day))
            continue;
        if (by_day[day]) {
            cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                             "%s: %s is described twice, first in line %d",
                             cairn_node_label(deriver->arena, node->parent), day_names[day],
                             by_day[day]->origin.line);
            good = false;
        }
        by_day[day] = node;
        memcpy(&week[24 * day], numbers, 24 * sizeof *numbers);
    }
    cairn_free(numbers);
    return good;
}

static void derive_shape(struct deriver *deriver, const struct cairn_node *node)
{
    double *week = cairn_arena_array(deriver->arena, WEEK, sizeof *week);
    const struct cairn_node *by_day[7] = {NULL};
    double sum = 0;
    bool good = true;

    for (int i = 0; i < node->n_children; i++)
        if (!add_day(deriver, node->children[i], by_day, week))
            good = false;
    for (int day = 0; good && node->n_children > 0 && day < 7; day++)
        if (!by_day[day]) {
            cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                             "%s does not describe %s", cairn_node_label(deriver->arena, node),
                             day_names[day]);
            good = false;
        }
    for (int hour = 0; hour < WEEK; hour++)
        sum += week[hour];
    if (good && node->n_children > 0 && sum <= 0) {
        cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                         "%s is all zero: nothing to scale",
                         cairn_node_label(deriver->arena, node));
        good = false;
    }
    if (!good || sum <= 0)
        return;
    for (int hour = 0; hour < WEEK; hour++)
        week[hour] *= WEEK / sum;
    deriver->scenario->shapes[node->index].hour_of_week = week;
}

void cairn_week_derive(struct cairn_arena *arena, struct cairn_node *root,
                       struct cairn_inputs *inputs, struct cairn_scenario *scenario,
                       struct cairn_diag *diag)
{
    struct deriver deriver = {arena, inputs, scenario, diag};

    for (int i = 0; i < root->n_children; i++) {
        const struct cairn_node *node = root->children[i];

        if (strcmp(node->name, "shape") == 0)
            derive_shape(&deriver, node);
        if (strcmp(node->name, "grid") != 0)
            continue;
        for (int j = 0; j < node->n_children; j++)
            if (strcmp(node->children[j]->name, "intensity") == 0)
                derive_intensity(&deriver, node->children[j]);
    }
}
