/* cairn list KIND [FILE...] */

#include <assert.h>
#include <string.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "cli/catalogue.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/list_words.h"

static const struct cairn_option sources = {
    .name = "sources",
    .help = "print where each figure comes from, in full",
};

static const struct cairn_column source_columns[] = {
    {.name = "id"},    {.name = "figure"}, {.name = "class"},   {.name = "source"},
    {.name = "title"}, {.name = "href"},   {.name = "licence"},
};
static const size_t n_source_columns = sizeof source_columns / sizeof *source_columns;

/* ---- kinds ---- */

static const struct cairn_list_kind *find_kind(const char *name)
{
    for (const struct cairn_list_kind *kind = cairn_list_kinds; kind->name; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

static const struct cairn_word_kind *find_words(const char *name)
{
    for (const struct cairn_word_kind *kind = cairn_word_kinds; kind->name; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

static int unknown_kind(struct cairn_call *call, const char *name)
{
    const char *names[32];
    const char *near;
    size_t n = 0;

    for (const struct cairn_list_kind *kind = cairn_list_kinds; kind->name; kind++)
        names[n++] = kind->name;
    for (const struct cairn_word_kind *kind = cairn_word_kinds; kind->name; kind++)
        names[n++] = kind->name;
    near = cairn_nearest(name, names, n);
    if (near)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE, "cannot list \"%s\"; did you mean %s?", name,
                               near);
    return cairn_call_fail(call, CAIRN_EXIT_USAGE, "cannot list \"%s\"; see 'cairn list'", name);
}

static void list_kinds(struct cairn_call *call)
{
    static const struct cairn_column columns[] = {{.name = "kind"}, {.name = "about"}};
    struct cairn_table table;

    cairn_table_init(&table, columns, 2);
    for (const struct cairn_list_kind *kind = cairn_list_kinds; kind->name; kind++) {
        cairn_table_text(&table, kind->name);
        cairn_table_text(&table, kind->help);
    }
    for (const struct cairn_word_kind *kind = cairn_word_kinds; kind->name; kind++) {
        cairn_table_text(&table, kind->name);
        cairn_table_text(&table, kind->help);
    }
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

static void list_words(struct cairn_call *call, const struct cairn_word_kind *kind)
{
    struct cairn_table table;

    cairn_table_init(&table, kind->columns, kind->n_columns);
    kind->fill(&table);
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

/* ---- entries of catalogues ---- */

static void list_entries(struct cairn_call *call, const struct cairn_list_kind *kind,
                         const struct cairn_scenario *scenario)
{
    struct cairn_column columns[CAIRN_LIST_COLUMNS];
    struct cairn_table table;
    size_t n = 0;

    assert(kind->n_fields < CAIRN_LIST_COLUMNS);
    for (; n < kind->n_fields; n++)
        columns[n] = kind->fields[n].column;
    if (kind->figures)
        columns[n++] = (struct cairn_column){.name = "evidence"};
    cairn_table_init(&table, columns, n);
    cairn_list_fill(kind, scenario, &table);
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

static void list_sources(struct cairn_call *call, const struct cairn_list_kind *kind,
                         const struct cairn_scenario *scenario)
{
    struct cairn_table table;

    cairn_table_init(&table, source_columns, n_source_columns);
    cairn_list_fill_sources(kind, scenario, &table);
    cairn_call_table(call, &table);
    cairn_table_release(&table);
}

static int list_files(struct cairn_call *call, const struct cairn_list_kind *kind,
                      const char *const *paths, int n)
{
    struct cairn_scenario *scenario;
    struct cairn_diag diag;

    cairn_diag_init(&diag);
    scenario = cairn_catalogue_load(paths, n, &diag);
    cairn_call_diagnostics(call, &diag);
    cairn_diag_release(&diag);
    if (!scenario)
        return CAIRN_EXIT_INVALID;
    if (kind->figures && cairn_options_given(&call->options, &sources))
        list_sources(call, kind, scenario);
    else
        list_entries(call, kind, scenario);
    cairn_scenario_free(scenario);
    return CAIRN_EXIT_FINE;
}

static int list_folder(struct cairn_call *call, const struct cairn_list_kind *kind)
{
    struct cairn_catalogue_files files = {0};
    char *folder;
    int status;

    if (!cairn_catalogue_folder(call, &folder))
        return CAIRN_EXIT_INVALID;
    if (!folder)
        return cairn_call_fail(call, CAIRN_EXIT_FAILED,
                               "no catalogue is installed and there is no scenarios/catalogue "
                               "here; name FILES or a folder with --catalogue");
    status = cairn_catalogue_files_init(&files, folder);
    if (status != 0)
        status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "cannot read the folder \"%s\": %s",
                                 folder, strerror(status));
    else if (files.n == 0)
        status = cairn_call_fail(call, CAIRN_EXIT_FAILED, "the folder \"%s\" holds no XML files",
                                 folder);
    else
        status = list_files(call, kind, (const char *const *)files.paths, files.n);
    cairn_catalogue_files_release(&files);
    cairn_free(folder);
    return status;
}

static int run(struct cairn_call *call)
{
    const char *const *arguments = call->options.arguments;
    const struct cairn_list_kind *kind;
    const struct cairn_word_kind *words;

    if (call->options.n_arguments == 0) {
        list_kinds(call);
        return CAIRN_EXIT_FINE;
    }
    kind = find_kind(arguments[0]);
    if (kind && call->options.n_arguments > 1)
        return list_files(call, kind, arguments + 1, call->options.n_arguments - 1);
    if (kind)
        return list_folder(call, kind);
    words = find_words(arguments[0]);
    if (!words)
        return unknown_kind(call, arguments[0]);
    if (call->options.n_arguments > 1)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE, "%s are in no file; see 'cairn help list'",
                               words->name);
    list_words(call, words);
    return CAIRN_EXIT_FINE;
}

static const struct cairn_option *const options[] = {
    &sources,
    &cairn_option_catalogue,
    CAIRN_OPTIONS_PRINTING,
    NULL,
};

static void write_words(struct cairn_buffer *out)
{
    for (const struct cairn_list_kind *kind = cairn_list_kinds; kind->name; kind++)
        cairn_buffer_appendf(out, "%s\n", kind->name);
    for (const struct cairn_word_kind *kind = cairn_word_kinds; kind->name; kind++)
        cairn_buffer_appendf(out, "%s\n", kind->name);
}

const struct cairn_command cairn_cmd_list = {
    .words = write_words,
    .name = "list",
    .arguments = "[KIND [FILE...]]",
    .help = "print what the catalogues hold, or the words that scenarios use",
    .details =
        "Without KIND it says which kinds there are. Entries are those of the FILES given, or of\n"
        "all catalogues: in the folder given with --catalogue, else the installed ones, else\n"
        "scenarios/catalogue. The last column says for each figure its source and how it is\n"
        "known: measured, vendor, modelled or assumed.\n",
    .examples = "cairn list hardware\n"
                "cairn list grids --csv\n"
                "cairn list profiles --sources scenarios/catalogue/*.xml\n",
    .most = -1,
    .options = options,
    .run = run,
};
