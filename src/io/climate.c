#include "io/climate.h"

#include <string.h>

#include "io/series.h"
#include "io/stamp.h"
#include "io/trace_table.h"
#include "model/year.h"

/* Does a series cover the calendar year of which it has most? */
static bool covers_a_year(const struct cairn_series *series)
{
    int year = cairn_year_of_series(series);

    return series->first_hour <= 24 * (int64_t)cairn_stamp_days(year, 1, 1) &&
           series->first_hour + series->n >= 24 * (int64_t)cairn_stamp_days(year + 1, 1, 1);
}

static bool judge(const struct cairn_deriver *deriver, const struct cairn_weather *weather,
                  const struct cairn_series *series, size_t due, const char *path)
{
    struct cairn_origin at = weather->origin;
    size_t known = (size_t)(series->n - series->filled);

    if ((due - known) * 10 > due)
        cairn_diag_error(deriver->diag, at.file, at.line,
                         "weather %s has a temperature in %zu of %zu hours, less than 90 %%", path,
                         known, due);
    else if (!covers_a_year(series))
        cairn_diag_error(deriver->diag, at.file, at.line,
                         "weather %s covers %d hours and no year from January to December (UTC)",
                         path, series->n);
    else if (due > known)
        cairn_diag_warning(deriver->diag, at.file, at.line,
                           "weather %s has a temperature in %zu of %zu hours; the others are "
                           "filled by linear interpolation",
                           path, known, due);
    return (due - known) * 10 <= due && covers_a_year(series);
}

static bool read_weather(const struct cairn_deriver *deriver, const struct cairn_weather *weather,
                         const struct cairn_input *input, struct cairn_series *series)
{
    struct cairn_trace_ask ask = {
        .format = CAIRN_TRACE_PLAIN,
        .temperatures = true,
        .column = weather->column,
        .clock = cairn_clock_of(weather->utc_offset_s, CAIRN_DAYLIGHT_NONE),
        .origin = weather->origin,
    };
    struct cairn_trace_table table;
    struct cairn_arena scratch; /* of the text of the file */
    size_t due;
    bool good;

    cairn_arena_init(&scratch);
    good = cairn_trace_table_read(&table, &scratch, input, &ask, deriver->diag);
    if (good) {
        struct cairn_series_rows rows = {
            .n = table.n, .at_s = table.at_s, .value = table.values, .stride = 1};

        good = cairn_series_make(deriver->arena, &rows, weather->year, series, &due);
        if (!good)
            cairn_diag_error(deriver->diag, weather->origin.file, weather->origin.line,
                             "weather %s has no temperature", input->path);
        else
            good = judge(deriver, weather, series, due, input->path);
    }
    cairn_trace_table_release(&table);
    cairn_arena_release(&scratch);
    return good;
}

static void derive_weather(const struct cairn_deriver *deriver, struct cairn_node *node,
                           struct cairn_weather *weather)
{
    struct cairn_input *input = cairn_deriver_table(deriver, node, "href");
    struct cairn_series *series = cairn_arena_alloc(deriver->arena, sizeof *series);

    if (!input || !read_weather(deriver, weather, input, series))
        return;
    weather->href = input->href;
    weather->series = series;
}

/* Degrees Celsius; elsewhere no place on Earth has been. */
static void check_temperatures(const struct cairn_deriver *deriver, const struct cairn_node *node,
                               const double *temperatures)
{
    for (int i = 0; temperatures && i < 288; i++)
        if (temperatures[i] < CAIRN_COLDEST || temperatures[i] > CAIRN_HOTTEST) {
            cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                             "temperature %g is not between %d and %d degrees Celsius",
                             temperatures[i], CAIRN_COLDEST, CAIRN_HOTTEST);
            return;
        }
}

static void derive_climate(const struct cairn_deriver *deriver, const struct cairn_node *node)
{
    struct cairn_climate *climate = &deriver->scenario->climates[node->index];
    struct cairn_node *temperatures = cairn_node_child(node, "temperatures");
    struct cairn_node *weather = cairn_node_child(node, "weather");

    if (!temperatures == !weather)
        cairn_diag_error(deriver->diag, node->origin.file, node->origin.line,
                         "climate \"%s\" has %s: one of them is due", climate->id,
                         weather ? "both <temperatures> and <weather>"
                                 : "neither <temperatures> nor <weather>");
    else if (weather)
        derive_weather(deriver, weather, &climate->weather);
    else if (!climate->temperatures && !temperatures->text)
        cairn_diag_error(deriver->diag, temperatures->origin.file, temperatures->origin.line,
                         "temperatures are empty: 288 numbers are due, 24 for each month");
    else
        check_temperatures(deriver, temperatures, climate->temperatures);
}

void cairn_climates_derive(const struct cairn_deriver *deriver)
{
    const struct cairn_node *root = deriver->root;

    for (int i = 0; i < root->n_children; i++)
        if (strcmp(root->children[i]->name, "climate") == 0)
            derive_climate(deriver, root->children[i]);
}
