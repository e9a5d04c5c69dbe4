#include "io/hourly.h"

#include <math.h>
#include <string.h>

#include "io/series.h"
#include "io/trace_table.h"
#include "model/year.h"

enum { WEEK = CAIRN_HOURS_PER_WEEK };

static int format_of(enum cairn_series_format format)
{
    switch (format) {
    case CAIRN_SERIES_PLAIN:
        return CAIRN_TRACE_PLAIN;
    case CAIRN_SERIES_PRODUCTION:
        return CAIRN_TRACE_PRODUCTION;
    case CAIRN_SERIES_SECONDS:
        return CAIRN_TRACE_SECONDS;
    }
    return CAIRN_TRACE_PLAIN;
}

/* What stands in for hours that are missing: means by hour of the day, for every spell. */
static const double *day_means(const struct cairn_deriver *deriver,
                               const struct cairn_series *series)
{
    int n = cairn_scenario_seasons(deriver->scenario) * WEEK;
    double *spells = cairn_arena_array(deriver->arena, (size_t)n, sizeof *spells);
    double sum[24] = {0};
    int hours[24] = {0};

    for (int i = 0; i < series->n; i++) {
        int hour = cairn_series_hour_of_day(series, i);

        sum[hour] += series->values[i];
        hours[hour]++;
    }
    for (int spell = 0; spell < n; spell++)
        spells[spell] = hours[spell % 24] > 0 ? sum[spell % 24] / hours[spell % 24] : 0;
    return spells;
}

/* Is there enough of it? A day at least, so that every hour of the day is known. */
static bool judge(const struct cairn_deriver *deriver, const struct cairn_hourly *hourly,
                  const char *path, const struct cairn_series *series)
{
    const char *file = hourly->origin.file;
    int line = hourly->origin.line;

    if (series->n < 24) {
        cairn_diag_error(deriver->diag, file, line, "series %s covers %d hours, and a day has 24",
                         path, series->n);
        return false;
    }
    if (!(series->mean > 0)) {
        cairn_diag_error(deriver->diag, file, line, "series %s is all zero", path);
        return false;
    }
    if (series->filled > 0)
        cairn_diag_warning(deriver->diag, file, line,
                           "series %s lacks %d hours, filled by linear interpolation", path,
                           series->filled);
    if (series->n < CAIRN_HOURS_PER_YEAR)
        cairn_diag_warning(deriver->diag, file, line,
                           "series %s covers %d of 8,760 hours; the others are the mean of their "
                           "hour of the day",
                           path, series->n);
    return true;
}

static bool read(const struct cairn_deriver *deriver, const struct cairn_input *input,
                 struct cairn_hourly *hourly)
{
    struct cairn_trace_ask ask = {
        .format = format_of(hourly->format),
        .plain = true,
        .column = hourly->column,
        .unit = hourly->scale,
        .clock = cairn_clock_of(hourly->utc_offset_s, hourly->daylight),
        .origin = hourly->origin,
    };
    struct cairn_series *series = cairn_arena_alloc(deriver->arena, sizeof *series);
    struct cairn_trace_table table;
    struct cairn_arena scratch; /* of the text of the file */
    size_t due;
    bool good;

    cairn_arena_init(&scratch);
    good = cairn_trace_table_read(&table, &scratch, input, &ask, deriver->diag);
    if (good) {
        struct cairn_series_rows rows = {.n = table.n,
                                         .at_s = table.at_s,
                                         .value = table.values,
                                         .stride = 1,
                                         .estimated = table.estimated};

        good = cairn_series_make(deriver->arena, &rows, hourly->year, series, &due);
        if (!good)
            cairn_diag_error(deriver->diag, hourly->origin.file, hourly->origin.line,
                             "series %s has no number", input->path);
    }
    cairn_trace_table_release(&table);
    cairn_arena_release(&scratch);
    if (!good || !judge(deriver, hourly, input->path, series))
        return false;
    hourly->series = series;
    hourly->spells = day_means(deriver, series);
    return true;
}

/* What was read lately: copies of a site that rows make name the same, and share it. */
enum { MOST_RECENT = 16 };
struct recent {
    const struct cairn_hourly *items[MOST_RECENT];
    int n;
};

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool is_alike(const struct cairn_hourly *a, const struct cairn_hourly *b)
{
    return is_same_text(a->column, b->column) && a->format == b->format && a->year == b->year &&
           a->scale == b->scale && is_same_number(a->utc_offset_s, b->utc_offset_s) &&
           a->daylight == b->daylight;
}

/* Of the same file, read in the same way; or NULL. */
static const struct cairn_hourly *recall(const struct recent *recent, const char *href,
                                         const struct cairn_hourly *hourly)
{
    for (int i = 0; i < recent->n && i < MOST_RECENT; i++)
        if (recent->items[i]->href == href && is_alike(recent->items[i], hourly))
            return recent->items[i];
    return NULL;
}

static void derive(const struct cairn_deriver *deriver, struct cairn_node *parent,
                   struct recent *recent, struct cairn_hourly *hourly)
{
    struct cairn_node *node = parent ? cairn_node_child(parent, "series") : NULL;
    const struct cairn_input *input = node ? cairn_deriver_open(deriver, node, "href") : NULL;
    const struct cairn_hourly *same = input ? recall(recent, input->href, hourly) : NULL;

    if (same) {
        judge(deriver, hourly, input->path, same->series);
        hourly->series = same->series;
        hourly->spells = same->spells;
    } else if (!input || !cairn_deriver_table(deriver, node, "href") ||
               !read(deriver, input, hourly)) {
        return;
    }
    hourly->href = input->href;
    if (!same)
        recent->items[recent->n++ % MOST_RECENT] = hourly;
}

void cairn_hourly_derive(const struct cairn_deriver *deriver)
{
    const struct cairn_node *root = deriver->root;
    struct recent recent = {.n = 0};

    for (int i = 0; i < root->n_children; i++) {
        const struct cairn_node *node = root->children[i];
        struct cairn_place *place;

        if (strcmp(node->name, "site") != 0 && strcmp(node->name, "region") != 0)
            continue;
        place = &deriver->scenario->places[node->index];
        derive(deriver, cairn_node_child(node, "load"), &recent, &place->load.hours);
        derive(deriver, cairn_node_child(node, "solar"), &recent, &place->solar.hours);
    }
}
