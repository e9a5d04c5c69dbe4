/*
 * Boavizta's collection of makers' footprints: embodied carbon and lifetime of devices.
 *
 * A report gives the whole life in kgCO2e and which share of it is making, transport and use. Making
 * and transport count as embodied; where they are not told apart, all but use, which then includes
 * the end of life. Use is left out: that is what cairn computes.
 */

#include <math.h>
#include <string.h>
#include <strings.h>

#include "io/import_formats.h"

enum {
    MAKER,
    NAME,
    CATEGORY,
    TOTAL,
    USE,
    MAKING,
    TRANSPORT,
    ERROR,
    LIFETIME,
    DATE,
    REPORT,
    N_COLUMNS
};

static const struct cairn_import_column columns[N_COLUMNS] = {
    [MAKER] = {{"manufacturer", NULL}, true},
    [NAME] = {{"name", NULL}, true},
    [CATEGORY] = {{"subcategory", NULL}, true},
    [TOTAL] = {{"gwp_total", NULL}, true},
    [USE] = {{"gwp_use_ratio", NULL}, true},
    [MAKING] = {{"gwp_manufacturing_ratio", NULL}, true},
    [TRANSPORT] = {{"gwp_transport_ratio", NULL}, false},
    [ERROR] = {{"gwp_error_ratio", NULL}, false},
    [LIFETIME] = {{"lifetime", NULL}, true},
    [DATE] = {{"report_date", NULL}, false},
    [REPORT] = {{"sources", NULL}, false},
};

/* What can serve models; the rest are monitors, printers, watches and the like. */
static const struct {
    const char *category, *kind;
} kinds[] = {
    {"Server", "server"},        {"Converged Edge", "server"}, {"Converged", "server"},
    {"Desktop", "computer"},     {"Laptop", "computer"},       {"Workstation", "computer"},
    {"Thin client", "computer"}, {"Tablet", "phone"},          {"Smartphone", "phone"},
};

static const char *kind_of(const char *category)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcasecmp(kinds[i].category, category) == 0)
            return kinds[i].kind;
    return NULL;
}

/* The numbers of a row; NaN where there is none. */
struct footprint {
    double total_kg, use, making, transport, error, lifetime_y;
};

static bool read_numbers(const struct cairn_import_table *table, struct footprint *row)
{
    return cairn_import_table_number(table, TOTAL, &row->total_kg) &&
           cairn_import_table_number(table, USE, &row->use) &&
           cairn_import_table_number(table, MAKING, &row->making) &&
           cairn_import_table_number(table, TRANSPORT, &row->transport) &&
           cairn_import_table_number(table, ERROR, &row->error) &&
           cairn_import_table_number(table, LIFETIME, &row->lifetime_y);
}

/* Share of the total that is embodied, and in words how it was found. */
static double embodied_share(struct cairn_arena *arena, const struct footprint *row,
                             const char **words)
{
    if (isnan(row->making)) {
        *words = cairn_arena_format(arena, "all but %.4g %% use", 100 * row->use);
        return 1 - row->use;
    }
    if (isnan(row->transport)) {
        *words = cairn_arena_format(arena, "%.4g %% making, transport not told apart",
                                    100 * row->making);
        return row->making;
    }
    *words = cairn_arena_format(arena, "%.4g %% making + %.4g %% transport", 100 * row->making,
                                100 * row->transport);
    return row->making + row->transport;
}

static const char *title_of(struct cairn_arena *arena, const struct cairn_import_table *table,
                            const struct footprint *row, const char *share)
{
    const char *date = cairn_import_table_text(table, DATE);
    const char *error =
        row->error > 0 ? cairn_arena_format(arena, " (+- %.4g %%)", 100 * row->error) : "";

    return cairn_arena_format(
        arena,
        "%s, footprint of %s%s%s: %s kgCO2e%s x (%s), via Boavizta, "
        "environmental-footprint-data (github.com/Boavizta/environmental-footprint-data)",
        cairn_import_table_text(table, MAKER), cairn_import_table_text(table, NAME),
        *date ? ", " : "", date, cairn_import_table_text(table, TOTAL), error, share);
}

static void add(struct cairn_import *import, const struct cairn_import_table *table,
                const struct footprint *row, const char *kind)
{
    struct cairn_arena *arena = import->arena;
    struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS] = {0};
    const char *name = cairn_import_table_text(table, NAME);
    const char *maker = cairn_import_table_text(table, MAKER);
    const char *report = cairn_import_table_text(table, REPORT);
    const char *words;
    double share = embodied_share(arena, row, &words);
    struct cairn_import_source source = {
        .title = title_of(arena, table, row, words),
        .href = strncmp(report, "http", 4) == 0
                    ? report
                    : "https://github.com/Boavizta/environmental-footprint-data",
        .licence = "ODbL-1.0 and DbCL-1.0",
    };

    name = cairn_arena_format(arena, "%s %s", maker, name);
    facts[CAIRN_IMPORT_EMBODIED].attributes =
        cairn_arena_format(arena, "carbon=\"%s\" lifetime=\"%s y\"",
                           cairn_import_quantity(arena, row->total_kg * share, "kgCO2e"),
                           cairn_import_table_text(table, LIFETIME));
    facts[CAIRN_IMPORT_EMBODIED].evidence = CAIRN_MODELLED;
    cairn_import_add_hardware(import, table->csv->record_line, cairn_import_id(arena, name), name,
                              kind, &source, facts);
}

static void take_row(struct cairn_import *import, struct cairn_import_table *table)
{
    const char *name = cairn_import_table_text(table, NAME);
    const char *category = cairn_import_table_text(table, CATEGORY);
    int line = table->csv->record_line;
    struct footprint row;

    if (!cairn_import_wanted(
            import, line,
            cairn_arena_format(import->arena, "%s %s", cairn_import_table_text(table, MAKER), name),
            category, NULL) ||
        !read_numbers(table, &row))
        return;
    if (!kind_of(category))
        cairn_import_leave_out(import, line, "no device that serves models", category);
    else if (!(row.total_kg > 0))
        cairn_import_leave_out(import, line, "no footprint", name);
    else if (!(row.lifetime_y > 0))
        cairn_import_leave_out(import, line, "no lifetime", name);
    else if (isnan(row.making) && isnan(row.use))
        cairn_import_leave_out(import, line, "making and use are not told apart", name);
    else if (row.use > 1 || row.making > 1 || row.making + row.transport > 1)
        cairn_import_leave_out(import, line, "shares above 1", name);
    else
        add(import, table, &row, kind_of(category));
}

const struct cairn_import_format cairn_import_boavizta = {
    .name = "boavizta",
    .help = "Boavizta's environmental-footprint-data: embodied carbon and lifetime of devices",
    .columns = columns,
    .n_columns = N_COLUMNS,
    .row = take_row,
};
