#include "cli/simulate_text.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/units.h"
#include "cli/figures.h"
#include "cli/pivot.h"
#include "cli/table.h"
#include "cli/width.h"

/* Columns of a block, for all blocks alike. */
enum { METRIC_WIDTH = 26, FIGURE_WIDTH = 12, LEAST_METRIC_WIDTH = 19, LEAST_FIGURE_WIDTH = 10 };

struct blocks {
    struct cairn_style style;
    struct cairn_buffer *out;
    int metric_width, figure_width;
    bool skip; /* the footprint, which is no block */
};

/* ---- names ---- */

/* A metric's name ends in its unit; the longest ending counts, so it stands first. */
static const struct ending {
    const char *ending, *unit;
} endings[] = {
    {"_bytes_per_s", "B/s"},
    {"_j_per_request", "J/request"},
    {"_j_per_token", "J/token"},
    {"_tokens_per_s", "tokens/s"},
    {"_tokens", "tokens"},
    {"_per_s", "/s"},
    {"_entries", "entries"},
    {"_kwh", "kWh"},
    {"_usd", "USD"},
    {"_l", "L"},
    {"_s", "s"},
    {"_w", "W"},
    {NULL, ""},
};

static const struct ending *ending_of(const char *metric)
{
    const struct ending *row = endings;
    size_t size = strlen(metric);

    for (; row->ending; row++) {
        size_t n = strlen(row->ending);

        if (size > n && strcmp(metric + size - n, row->ending) == 0)
            break;
    }
    return row;
}

/* "up_bytes_per_s" is up, in B/s. Owned by the caller. */
static char *words_of(const char *metric)
{
    const struct ending *row = ending_of(metric);
    char *words = cairn_strdup(metric);

    words[strlen(words) - (row->ending ? strlen(row->ending) : 0)] = '\0';
    for (char *c = words; *c; c++)
        if (*c == '_')
            *c = ' ';
    return words;
}

/* ---- blocks ---- */

/* Pads with blanks to the left (right-aligned) or to the right. */
static void put_padded(struct cairn_buffer *out, const char *text, int width, bool right)
{
    int blanks = width - cairn_width(text, strlen(text));

    for (int i = 0; right && i < blanks; i++)
        cairn_buffer_putc(out, ' ');
    cairn_buffer_puts(out, text);
    for (int i = 0; !right && i < blanks; i++)
        cairn_buffer_putc(out, ' ');
}

static void put_number(struct cairn_buffer *out, double value, int digits, int width)
{
    struct cairn_buffer number;

    cairn_buffer_init(&number);
    if (isfinite(value))
        cairn_table_round(value, digits, &number);
    put_padded(out, number.size > 0 ? number.data : "", width, true);
    cairn_buffer_release(&number);
}

/* The names of the columns. */
static void put_titles(struct blocks *blocks)
{
    cairn_buffer_puts(blocks->out, cairn_style_on(blocks->style, CAIRN_BOLD));
    put_padded(blocks->out, "", blocks->metric_width, false);
    put_padded(blocks->out, "mean", blocks->figure_width, true);
    put_padded(blocks->out, "+- (95 %)", blocks->figure_width, true);
    cairn_buffer_puts(blocks->out, "  unit\n");
    cairn_buffer_puts(blocks->out, cairn_style_off(blocks->style));
}

static void block_begin(void *context, const struct cairn_figure_group *group)
{
    struct blocks *blocks = context;
    struct cairn_buffer title;

    blocks->skip = group->total;
    if (blocks->skip)
        return;
    cairn_buffer_init(&title);
    cairn_buffer_appendf(&title, "%s %s", group->kind, group->id);
    if (group->copies > 1 && group->at_region)
        cairn_buffer_appendf(&title, " at %s, for one of %d %s of the site", group->place,
                             group->copies, group->lines ? "lines" : "copies");
    else if (group->copies > 1)
        cairn_buffer_appendf(&title, ", one of %d %s of %s", group->copies,
                             group->lines ? "lines" : "copies", group->place);
    else
        cairn_buffer_appendf(&title, " at %s", group->place);
    cairn_buffer_appendf(blocks->out, "\n%s", cairn_style_on(blocks->style, CAIRN_CYAN));
    cairn_width_wrap(title.data, blocks->style.width, 2, blocks->out);
    cairn_buffer_puts(blocks->out, cairn_style_off(blocks->style));
    cairn_buffer_release(&title);
}

static void block_figure(void *context, const char *metric, double mean, double half_width)
{
    struct blocks *blocks = context;
    char *words;

    if (blocks->skip || isnan(mean))
        return;
    words = words_of(metric);
    cairn_buffer_puts(blocks->out, "  ");
    put_padded(blocks->out, words, blocks->metric_width - 2, false);
    put_number(blocks->out, mean, 4, blocks->figure_width);
    put_number(blocks->out, half_width, 2, blocks->figure_width);
    if (*ending_of(metric)->unit)
        cairn_buffer_appendf(blocks->out, "  %s", ending_of(metric)->unit);
    cairn_buffer_putc(blocks->out, '\n');
    cairn_free(words);
}

/* ---- footprint ---- */

/* The half-width; 0 where it comes of sums in another order. */
static double beyond_rounding(struct cairn_total total)
{
    return total.half_width > 1e-12 * fabs(total.mean) ? total.half_width : 0.0;
}

/* Says which bases are shown. */
static void add_carbon(struct cairn_pivot *pivot, struct cairn_simulation *simulation,
                       bool shown[CAIRN_N_BASES])
{
    double parts[CAIRN_N_BASES][CAIRN_N_PARTS];
    struct cairn_total totals[CAIRN_N_BASES];

    for (int b = 0; b < CAIRN_N_BASES; b++) {
        totals[b] =
            cairn_figures_total(simulation, CAIRN_CARBON, (enum cairn_basis_kind)b, parts[b]);
        shown[b] = cairn_figures_show((enum cairn_basis_kind)b, totals[b].mean);
        if (shown[b])
            cairn_pivot_add(pivot, "carbon, kg", cairn_basis((enum cairn_basis_kind)b)->id,
                            totals[b].mean / 1000.0);
    }
    for (int b = 0; b < CAIRN_N_BASES; b++)
        if (isfinite(totals[b].half_width))
            cairn_pivot_add(pivot, "  +-", cairn_basis((enum cairn_basis_kind)b)->id,
                            beyond_rounding(totals[b]) / 1000.0);
    for (int p = 0; p < CAIRN_N_PARTS; p++) {
        char *name = cairn_format("  %s", cairn_part_name((enum cairn_part)p));

        for (int b = 0; b < CAIRN_N_BASES; b++)
            if (parts[b][p] != 0.0)
                cairn_pivot_add(pivot, name, cairn_basis((enum cairn_basis_kind)b)->id,
                                parts[b][p] / 1000.0);
        cairn_free(name);
    }
}

static void put_footprint(struct blocks *blocks, struct cairn_simulation *simulation)
{
    char horizon[CAIRN_UNITS_SIZE];
    struct cairn_pivot pivot;
    bool shown[CAIRN_N_BASES];

    cairn_pivot_init(&pivot);
    add_carbon(&pivot, simulation, shown);
    for (const struct cairn_figure_measure *m = cairn_figure_measures; m->name; m++) {
        if (!cairn_figures_asked(simulation, m->measure))
            continue;
        char *words = words_of(m->name);
        char *name = cairn_format("%s, %s", words, ending_of(m->name)->unit);

        for (int b = 0; b < CAIRN_N_BASES; b++)
            if (shown[b])
                cairn_pivot_add(
                    &pivot, name, cairn_basis((enum cairn_basis_kind)b)->id,
                    cairn_figures_total(simulation, m->measure, (enum cairn_basis_kind)b, NULL)
                            .mean /
                        m->per_unit);
        cairn_free(name);
        cairn_free(words);
    }
    cairn_buffer_appendf(
        blocks->out, "\n%sfootprint of all copies over %s%s\n",
        cairn_style_on(blocks->style, CAIRN_CYAN),
        cairn_units_format(simulation->scenario->time.horizon_s, CAIRN_TIME, horizon),
        cairn_style_off(blocks->style));
    cairn_pivot_write(&pivot, "basis", NULL, blocks->style, blocks->out);
    cairn_pivot_release(&pivot);
}

/* ---- the whole ---- */

/* How it was simulated, if it was and not merely remembered. */
static const char *path_text(const struct cairn_lab *lab)
{
    bool recursion = lab->by_path[CAIRN_PATH_RECURSION] > 0;
    bool events = lab->by_path[CAIRN_PATH_EVENTS] > 0;

    if (recursion && events)
        return " by recursion and events";
    return recursion ? " by recursion" : events ? " by events" : "";
}

/* What was simulated, and how much of it. */
static void put_head(struct blocks *blocks, struct cairn_simulation *simulation, const char *name)
{
    const struct cairn_scenario *scenario = simulation->scenario;
    struct cairn_promise_result backlog;
    char *placement = cairn_placement_text(&simulation->trial.placement, scenario);
    char *text = cairn_format("%s: %s", name, placement);
    char length[CAIRN_UNITS_SIZE], run_in[CAIRN_UNITS_SIZE], horizon[CAIRN_UNITS_SIZE];
    char all[CAIRN_NUMBER_SIZE], precision[CAIRN_NUMBER_SIZE];

    cairn_width_wrap(text, blocks->style.width, 4, blocks->out);
    cairn_free(text);
    cairn_free(placement);
    text = cairn_format(
        "%d replications of %d %s of %s after a run-in of %s, %lld requests of the %s in %s%s; "
        "carbon is%s known within %s %%",
        simulation->replications, simulation->plan.n_windows,
        simulation->plan.n_windows == 1 ? "window" : "windows",
        cairn_units_format((double)simulation->plan.length_ns / 1e9, CAIRN_TIME, length),
        cairn_units_format((double)simulation->plan.run_in_ns / 1e9, CAIRN_TIME, run_in),
        (long long)cairn_trial_requests(&simulation->trial, simulation->replications),
        cairn_number_format(cairn_plan_requests(&simulation->plan, scenario), 3, all),
        cairn_units_format(scenario->time.horizon_s, CAIRN_TIME, horizon),
        path_text(&simulation->labs.selection), simulation->precise ? "" : " not yet",
        cairn_number_format(100.0 * scenario->time.precision, 3, precision));
    cairn_width_wrap(text, blocks->style.width, 4, blocks->out);
    cairn_free(text);
    if (cairn_simulation_saturated(simulation, &backlog))
        cairn_buffer_appendf(blocks->out,
                             "SATURATED: the line of %s grows; nothing below is a steady state\n",
                             scenario->workloads[backlog.workload].id);
    cairn_buffer_putc(blocks->out, '\n');
    put_titles(blocks);
}

void cairn_simulate_text(struct cairn_simulation *simulation, const char *name,
                         struct cairn_style style, struct cairn_buffer *out)
{
    bool narrow = style.width > 0 && style.width < METRIC_WIDTH + 2 * FIGURE_WIDTH + 12;
    struct blocks blocks = {
        .style = style,
        .out = out,
        .metric_width = narrow ? LEAST_METRIC_WIDTH : METRIC_WIDTH,
        .figure_width = narrow ? LEAST_FIGURE_WIDTH : FIGURE_WIDTH,
    };
    struct cairn_figure_receiver receiver = {block_begin, block_figure, &blocks};

    put_head(&blocks, simulation, name);
    cairn_figures_visit(&receiver, simulation);
    put_footprint(&blocks, simulation);
}
