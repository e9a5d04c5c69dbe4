/* cairn import [FORMAT] FILE...: published results become a catalogue file. */

#include <string.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "cli/import.h"
#include "io/import_formats.h"
#include "io/import_trial.h"
#include "io/import_write.h"

/* Reads each file into the import. */
static void read_files(const struct cairn_import_ask *ask, struct cairn_import *import)
{
    struct cairn_inputs inputs;

    cairn_inputs_init(&inputs, import->arena, import->diag, NULL);
    for (int i = 0; i < ask->n_files; i++) {
        const struct cairn_input *input = cairn_inputs_root(&inputs, ask->files[i].path);

        import->only = ask->files[i].line;
        if (input)
            cairn_import_read(import, input, ask->format);
    }
}

static void explain_name(struct cairn_import *import, const char *path, const char *what,
                         const char *asked, const struct cairn_import_near *near)
{
    if (near->name)
        cairn_diag_error(import->diag, path, 0, "no row is %s \"%s\"; the nearest is \"%s\"", what,
                         asked, near->name);
    else
        cairn_diag_error(import->diag, path, 0, "no row is %s \"%s\"", what, asked);
}

/* Nothing came of it: says why, in one line. */
static void explain_nothing(const struct cairn_import_ask *ask, struct cairn_import *import)
{
    const char *path = ask->n_files == 1 ? ask->files[0].path : NULL;
    const struct cairn_import_wish *wish = &ask->wish;

    if (import->n_rows > 0)
        cairn_diag_error(import->diag, path, 0, "none of %zu row%s can be imported", import->n_rows,
                         import->n_rows == 1 ? "" : "s");
    else if (import->n_others == 0)
        cairn_diag_error(import->diag, path, 0, "a header and no rows");
    else if (ask->n_files == 1 && ask->files[0].line > 0)
        cairn_diag_error(import->diag, path, ask->files[0].line, "no row begins on this line");
    else if (wish->benchmark && (import->near_benchmark.name || !wish->system))
        explain_name(import, path, "of the benchmark", wish->benchmark, &import->near_benchmark);
    else
        explain_name(import, path, "of a system with", wish->system, &import->near_system);
}

enum { MOST_RANGES = 50 }; /* of rows in one line */

/* "lines 2-5, 9 of a.csv, 7 of b.csv" */
static void write_ranges(const struct cairn_import_left_out *reason, struct cairn_buffer *out)
{
    size_t n = reason->n_ranges < MOST_RANGES ? reason->n_ranges : MOST_RANGES;

    cairn_buffer_puts(out, reason->n > 1 ? "lines" : "line");
    for (size_t i = 0; i < n; i++) {
        const struct cairn_import_range *range = &reason->ranges[i];
        bool last = i + 1 == n || strcmp(range[1].file, range->file) != 0;

        cairn_buffer_appendf(out, " %d", range->first);
        if (range->last > range->first)
            cairn_buffer_appendf(out, "-%d", range->last);
        if (last)
            cairn_buffer_appendf(out, " of %s", range->file);
        if (i + 1 < n)
            cairn_buffer_putc(out, ',');
    }
    if (n < reason->n_ranges)
        cairn_buffer_puts(out, " and others");
}

/* How many rows came through, and which of the others did not for which reason. */
static void say_counts(const struct cairn_import_ask *ask, const struct cairn_import *import)
{
    struct cairn_buffer rows;

    cairn_call_say(ask->call, "%zu of %zu row%s imported", import->n_taken, import->n_rows,
                   import->n_rows == 1 ? "" : "s");
    for (size_t i = 0; i < import->n_left_out; i++) {
        cairn_buffer_init(&rows);
        write_ranges(&import->left_out[i], &rows);
        cairn_call_say(ask->call, "%zu left out: %s (%s)", import->left_out[i].n,
                       import->left_out[i].reason, rows.data);
        cairn_buffer_release(&rows);
    }
}

static int import_all(const struct cairn_import_ask *ask, struct cairn_import *import)
{
    struct cairn_import_place place = {.catalogue = ask->folder,
                                       .here = !ask->output || !strchr(ask->output, '/')};
    struct cairn_buffer text;
    int status = CAIRN_EXIT_INVALID;
    bool fine;

    read_files(ask, import);
    fine = !cairn_diag_failed(import->diag);
    if (fine && import->n_taken == 0)
        explain_nothing(ask, import);
    else if (fine)
        fine = cairn_import_loads(import);
    cairn_call_diagnostics(ask->call, import->diag);
    if (fine && import->n_rows > 0)
        say_counts(ask, import);
    if (cairn_diag_failed(import->diag))
        return status;
    cairn_buffer_init(&text);
    cairn_import_write(import, place, NULL, NULL, &text);
    status = cairn_import_deliver(ask, &text);
    cairn_buffer_release(&text);
    return status;
}

int cairn_import_published(const struct cairn_import_ask *ask)
{
    const struct cairn_catalogue_files *files = &ask->catalogues;
    struct cairn_scenario *known;
    struct cairn_import import;
    struct cairn_arena arena;
    struct cairn_diag diag;
    int status = CAIRN_EXIT_INVALID;

    cairn_diag_init(&diag);
    known = cairn_catalogue_load((const char *const *)files->paths, files->n, &diag);
    if (known) {
        cairn_arena_init(&arena);
        cairn_import_init(&import, &arena, &diag, &ask->wish, known);
        status = import_all(ask, &import);
        cairn_import_release(&import);
        cairn_arena_release(&arena);
    } else {
        cairn_call_diagnostics(ask->call, &diag);
    }
    cairn_scenario_free(known);
    cairn_diag_release(&diag);
    return status;
}
