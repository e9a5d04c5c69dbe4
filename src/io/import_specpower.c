/*
 * SPECpower_ssj2008: what servers draw at the wall, idle and under full load.
 *
 * The table of results has a row per system. The load is Java transactions on all processors, so
 * that busy power is that of processors at work, without accelerators. Power at the loads between
 * is not in this table, and the format of catalogues has no place for it.
 */

#include <math.h>
#include <string.h>

#include "io/import_formats.h"

enum { BENCHMARK, VENDOR, SYSTEM, BUSY, IDLE, PROCESSOR, MEMORY, PUBLISHED, N_COLUMNS };

static const struct cairn_import_column columns[N_COLUMNS] = {
    [BENCHMARK] = {{"Benchmark", NULL}, true},
    [VENDOR] = {{"Hardware Vendor", "Company", NULL}, false},
    [SYSTEM] = {{"System", "System Name", NULL}, true},
    [BUSY] = {{"avg. watts @ 100%", "Average watts @ 100% of target load", NULL}, true},
    [IDLE] = {{"avg. watts @ active idle", "Average watts @ active idle", NULL}, true},
    [PROCESSOR] = {{"CPU Description", "Processor", NULL}, false},
    [MEMORY] = {{"Total Memory (GB)", "Memory (GB)", NULL}, false},
    [PUBLISHED] = {{"Published", NULL}, false},
};

/* System, processor and date: the same system is often measured again with others. */
static const char *id_of(struct cairn_arena *arena, const struct cairn_import_table *table)
{
    const char *system = cairn_import_table_text(table, SYSTEM);
    const char *processor = cairn_import_table_text(table, PROCESSOR);

    if (strstr(system, processor))
        processor = "";
    return cairn_import_id(arena, cairn_arena_format(arena, "%s %s %s", system, processor,
                                                     cairn_import_table_text(table, PUBLISHED)));
}

static const char *name_of(struct cairn_arena *arena, const struct cairn_import_table *table)
{
    const char *system = cairn_import_table_text(table, SYSTEM);
    const char *processor = cairn_import_table_text(table, PROCESSOR);

    if (!*processor || strstr(system, processor))
        return system;
    return cairn_arena_format(arena, "%s (%s)", system, processor);
}

static void add(struct cairn_import *import, const struct cairn_import_table *table,
                double memory_gb)
{
    struct cairn_arena *arena = import->arena;
    struct cairn_import_fact facts[CAIRN_N_IMPORT_PARTS] = {0};
    const char *name = name_of(arena, table);
    const char *published = cairn_import_table_text(table, PUBLISHED);
    struct cairn_import_source source = {
        .title = cairn_arena_format(
            arena,
            "SPECpower_ssj2008 results%s%s: %s, %s: average power at active idle and at "
            "100 %% load, at the wall",
            *published ? ", published " : "", published, cairn_import_table_text(table, VENDOR),
            name),
        .href = "https://www.spec.org/power_ssj2008/results/",
        .licence = "SPEC fair use",
    };

    facts[CAIRN_IMPORT_POWER].attributes = cairn_arena_format(
        arena, "idle=\"%s W\" busy=\"%s W\" boundary=\"wall\"",
        cairn_import_table_text(table, IDLE), cairn_import_table_text(table, BUSY));
    facts[CAIRN_IMPORT_POWER].evidence = CAIRN_MEASURED;
    if (memory_gb > 0)
        facts[CAIRN_IMPORT_MEMORY].attributes =
            cairn_arena_format(arena, "size=\"%s GB\"", cairn_import_table_text(table, MEMORY));
    facts[CAIRN_IMPORT_MEMORY].evidence = CAIRN_VENDOR;
    cairn_import_add_hardware(import, table->csv->record_line, id_of(arena, table), name, "server",
                              &source, facts);
}

static void take_row(struct cairn_import *import, struct cairn_import_table *table)
{
    const char *system = cairn_import_table_text(table, SYSTEM);
    const char *benchmark = cairn_import_table_text(table, BENCHMARK);
    int line = table->csv->record_line;
    double idle_w, busy_w, memory_gb;

    if (!cairn_import_wanted(import, line, name_of(import->arena, table), benchmark, NULL))
        return;
    if (!cairn_import_table_number(table, IDLE, &idle_w) ||
        !cairn_import_table_number(table, BUSY, &busy_w) ||
        !cairn_import_table_number(table, MEMORY, &memory_gb))
        return;
    if (isnan(idle_w) || isnan(busy_w))
        cairn_import_leave_out(import, line, "no power at idle and at full load", system);
    else if (busy_w < idle_w)
        cairn_import_leave_out(import, line, "it draws less under full load than idle", system);
    else
        add(import, table, memory_gb);
}

const struct cairn_import_format cairn_import_specpower = {
    .name = "specpower",
    .help = "results of SPECpower_ssj2008: idle and full power of servers",
    .columns = columns,
    .n_columns = N_COLUMNS,
    .row = take_row,
};
