/* cairn show [DB] [VIEW] */

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "cli/command.h"
#include "cli/show_views.h"
#include "cli/table.h"
#include "io/store.h"

static const struct cairn_option study = {
    .name = "study",
    .kind = CAIRN_OPTION_TEXT,
    .value = "NAME",
    .help = "only the scenario of this name",
};

static const char default_db[] = "results/cairn.sqlite";

enum { MOST_COLUMNS = 64 };

struct show {
    struct cairn_call *call;
    struct cairn_store *store;
    const struct cairn_show_view *view;
    const char *path, *study;
};

/* ---- what is asked for ---- */

static const struct cairn_show_view *find_view(const char *name)
{
    for (const struct cairn_show_view *view = cairn_show_views; view->name; view++)
        if (strcmp(view->name, name) == 0 || strcmp(view->view, name) == 0)
            return view;
    return NULL;
}

static const char *nearest_view(const char *name)
{
    const char *names[32];
    size_t n = 0;

    for (const struct cairn_show_view *view = cairn_show_views; view->name; view++)
        names[n++] = view->name;
    return cairn_nearest(name, names, n);
}

static int unknown_view(struct cairn_call *call, const char *name)
{
    const char *near = nearest_view(name);

    if (near)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE, "no view \"%s\"; did you mean %s?", name,
                               near);
    return cairn_call_fail(call, CAIRN_EXIT_USAGE, "no view \"%s\"; see 'cairn help show'", name);
}

/* [DB] [VIEW]: what is the name of a view is one. */
static int read_arguments(struct show *show)
{
    const struct cairn_options *options = &show->call->options;
    const char *db = cairn_options_text(options, &cairn_option_db, NULL);
    const char *view = NULL;
    int n = options->n_arguments;

    if (n > 0 && (db || n > 1 || find_view(options->arguments[n - 1])))
        view = options->arguments[--n];
    if (n > 0 && db)
        return cairn_call_fail(show->call, CAIRN_EXIT_USAGE, "one results file: \"%s\" or \"%s\"?",
                               db, options->arguments[0]);
    if (n > 0)
        db = options->arguments[0];
    show->path = db ? db : default_db;
    show->view = view ? find_view(view) : &cairn_show_views[0];
    show->study = cairn_options_text(options, &study, NULL);
    return show->view ? CAIRN_EXIT_FINE : unknown_view(show->call, view);
}

/* ---- rows ---- */

static char *query_of(const struct show *show, bool text)
{
    struct cairn_buffer sql;

    cairn_buffer_init(&sql);
    cairn_buffer_puts(&sql, "SELECT ");
    for (size_t i = 0; text && i < show->view->n_columns; i++)
        cairn_buffer_appendf(&sql, "%s%s", i > 0 ? ", " : "", show->view->columns[i].name);
    cairn_buffer_appendf(&sql, "%s FROM %s", text ? "" : "*", show->view->view);
    if (show->study)
        cairn_buffer_puts(&sql, " WHERE scenario = :scenario");
    cairn_buffer_appendf(&sql, " %s", show->view->order);
    return cairn_buffer_take(&sql);
}

static void add_cell(struct cairn_table *table, struct cairn_cell cell, bool yes_no)
{
    switch (cell.kind) {
    case CAIRN_CELL_NULL:
    case CAIRN_CELL_BLOB:
        cairn_table_empty(table);
        break;
    case CAIRN_CELL_INTEGER:
        if (yes_no)
            cairn_table_text(table, cell.integer ? "yes" : "no");
        else
            cairn_table_integer(table, cell.integer);
        break;
    case CAIRN_CELL_REAL:
        cairn_table_number(table, cell.real);
        break;
    case CAIRN_CELL_TEXT:
        cairn_table_text(table, cell.bytes);
        break;
    }
}

/* The columns of a query, named as in the view and, in text, titled as in our table. */
static int columns_of(const struct show *show, const struct cairn_rows *rows, bool text,
                      struct cairn_column *columns)
{
    int n = cairn_rows_width(rows);

    assert(n <= MOST_COLUMNS);
    for (int i = 0; i < n; i++)
        columns[i] = (struct cairn_column){.name = cairn_rows_name(rows, i),
                                           .title = text ? show->view->columns[i].title : NULL};
    return n;
}

/* Appends the view as a table; its rows go to *n_rows. */
static enum cairn_store_status print_rows(struct show *show, size_t *n_rows)
{
    bool text = cairn_call_format(show->call) == CAIRN_FORMAT_TEXT;
    struct cairn_cell parameter = CAIRN_STRING("scenario", show->study);
    char *sql = query_of(show, text);
    struct cairn_rows *rows = cairn_store_query(show->store, sql, &parameter, show->study ? 1 : 0);
    struct cairn_column columns[MOST_COLUMNS];
    enum cairn_store_status status;
    struct cairn_table table;
    int n = columns_of(show, rows, text, columns);

    *n_rows = 0;
    if (n > 0) {
        cairn_table_init(&table, columns, (size_t)n);
        while (cairn_rows_next(rows))
            for (int i = 0; i < n; i++)
                add_cell(&table, cairn_rows_cell(rows, i), text && show->view->columns[i].yes_no);
        *n_rows = cairn_table_rows(&table);
        if (*n_rows > 0 || !text)
            cairn_call_table(show->call, &table);
        cairn_table_release(&table);
    }
    status = cairn_rows_free(rows);
    cairn_free(sql);
    return status;
}

/* ---- studies ---- */

/* Is there a study, of the name wanted if one is? Says so if not, with the nearest name. */
static bool has_study(struct show *show)
{
    struct cairn_rows *rows = cairn_store_query(
        show->store, "SELECT DISTINCT scenario FROM study ORDER BY scenario", NULL, 0);
    char **names = NULL;
    size_t capacity = 0;
    size_t n = 0;
    bool found = false;
    const char *near;

    while (cairn_rows_next(rows)) {
        names = cairn_grow(names, &capacity, n + 1, sizeof *names);
        names[n++] = cairn_strdup(cairn_rows_cell(rows, 0).bytes);
        found |= !show->study || strcmp(names[n - 1], show->study) == 0;
    }
    if (cairn_rows_free(rows) != CAIRN_STORE_OK)
        cairn_call_fail(show->call, 0, "%s", cairn_store_text(show->store));
    else if (n == 0)
        cairn_call_fail(show->call, 0, "%s: no study is in this file yet", show->path);
    else if (!found) {
        near = cairn_nearest(show->study, (const char *const *)names, n);
        cairn_call_fail(show->call, 0, "%s: no study \"%s\"%s%s%s", show->path, show->study,
                        near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    }
    for (size_t i = 0; i < n; i++)
        cairn_free(names[i]);
    cairn_free(names);
    return found;
}

static int show_open(struct show *show)
{
    size_t n_rows;

    if (!has_study(show))
        return CAIRN_EXIT_FAILED;
    if (print_rows(show, &n_rows) != CAIRN_STORE_OK)
        return cairn_call_fail(show->call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(show->store));
    if (n_rows == 0)
        cairn_call_say(show->call, "%s: no %s", show->path, show->view->name);
    return CAIRN_EXIT_FINE;
}

/* A file that is not there may be a view that was meant. */
static int cannot_open(const struct show *show)
{
    const char *near = strchr(show->path, '/') ? NULL : nearest_view(show->path);

    return cairn_call_fail(show->call, CAIRN_EXIT_FAILED, "%s%s%s%s", cairn_store_text(show->store),
                           near ? "; did you mean the view " : "", near ? near : "",
                           near ? "?" : "");
}

static int run(struct cairn_call *call)
{
    struct show show = {.call = call};
    int status = read_arguments(&show);

    if (status != CAIRN_EXIT_FINE)
        return status;
    if (cairn_store_open(&show.store, show.path, CAIRN_STORE_READ) == CAIRN_STORE_OK)
        status = show_open(&show);
    else
        status = cannot_open(&show);
    cairn_store_close(show.store);
    return status;
}

static const struct cairn_option *const options[] = {
    &cairn_option_db, &study, &cairn_option_json, &cairn_option_csv, &cairn_option_quiet, NULL,
};

const struct cairn_command cairn_cmd_show = {
    .name = "show",
    .arguments = "[DB] [VIEW]",
    .help = "print tables from a results file",
    .details = "VIEW is one of\n"
               "\n"
               "  optimum     the answers (shown when no VIEW is named)\n"
               "  candidates  what was compared, the best first\n"
               "  routes      what runs where, on how many devices\n"
               "  baselines   the answer against what one would do otherwise\n"
               "  bases       who wins under which accounting convention\n"
               "  promises    what each workload was promised and gets\n"
               "  purchases   the shopping list of each placement\n"
               "  footprint   carbon, energy, water and money by part\n"
               "  terms       the same line by line, as calculations\n"
               "  flags       what to know before trusting a figure\n"
               "\n"
               "--csv and --json print all columns of the view.\n",
    .examples = "cairn show\n"
                "cairn show promises --study store-cameras\n"
                "cairn show results/cairn.sqlite footprint --csv >footprint.csv\n",
    .most = 2,
    .options = options,
    .run = run,
};
