#include "io/week.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "io/season.h"
#include "io/trace.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK };

/*
 * Month by hour of day becomes hour of day by season, each month counting by its days in a 365-day
 * year, the same every day of the week; scaled to the mean that the intensity states. [SEASON]
 */
static void from_hours(const struct cairn_deriver *deriver, const struct cairn_node *node,
                       struct cairn_intensity *intensity)
{
    const struct cairn_scenario *s = deriver->scenario;
    int n = cairn_scenario_seasons(s);
    double *week = cairn_arena_array(deriver->arena, (size_t)n * WEEK, sizeof *week);
    double sum = 0;

    for (int month = 0; month < 12; month++) {
        int days[CAIRN_MOST_SEASONS];

        cairn_season_days_of_month(s, month, days);
        for (int k = 0; k < n; k++)
            for (int hour = 0; hour < 24; hour++)
                week[k * WEEK + hour] += days[k] * intensity->hours[24 * month + hour];
    }
    for (int k = 0; k < n; k++)
        for (int hour = 0; hour < 24; hour++)
            sum += week[k * WEEK + hour];
    if (sum <= 0) {
        cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                         "hours are all zero: nothing to scale");
        return;
    }
    for (int k = 0; k < n; k++) {
        double share = (double)CAIRN_DAYS_PER_YEAR / cairn_scenario_season_days(s, k);

        for (int hour = WEEK - 1; hour >= 0; hour--)
            week[k * WEEK + hour] =
                week[k * WEEK + hour % 24] * (24 / sum) * intensity->value_g_per_kwh * share;
    }
    intensity->hour_of_week = week;
}

/* The hours, and their means by hour of the week, with the mean that the intensity states. */
static void from_trace(const struct cairn_deriver *deriver, struct cairn_node *node,
                       struct cairn_intensity *intensity)
{
    struct cairn_input *input = cairn_deriver_table(deriver, node, "href");
    struct cairn_series *series = cairn_arena_alloc(deriver->arena, sizeof *series);
    double *week, *hours, scale;

    if (!input || !cairn_trace_read(deriver->arena, input, intensity, deriver->scenario,
                                    deriver->diag, series, &week))
        return;
    intensity->trace.href = input->href;
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
    for (int hour = 0; hour < cairn_scenario_seasons(deriver->scenario) * WEEK; hour++)
        week[hour] *= scale;
    series->values = hours;
    series->mean = intensity->value_g_per_kwh;
    intensity->trace.series = series;
    intensity->hour_of_week = week;
}

static void derive_intensity(const struct cairn_deriver *deriver, const struct cairn_node *node)
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

void cairn_week_derive(const struct cairn_deriver *deriver)
{
    const struct cairn_node *root = deriver->root;

    for (int i = 0; i < root->n_children; i++) {
        const struct cairn_node *node = root->children[i];

        if (strcmp(node->name, "grid") != 0)
            continue;
        for (int j = 0; j < node->n_children; j++)
            if (strcmp(node->children[j]->name, "intensity") == 0)
                derive_intensity(deriver, node->children[j]);
    }
}
