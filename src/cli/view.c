#include "cli/view.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/nearest.h"
#include "cli/table.h"
#include "cli/view_rows.h"

enum { MOST_COLUMNS = 64, MOST_VIEWS = 64 };

static const struct cairn_view *const chapters[] = {cairn_views_answer, cairn_views_sweep,
                                                    cairn_views_ledger, cairn_views_growth};

const struct cairn_view *cairn_view_at(int index)
{
    for (size_t c = 0; c < sizeof chapters / sizeof *chapters; c++)
        for (const struct cairn_view *view = chapters[c]; view->name; view++)
            if (index-- == 0)
                return view;
    return NULL;
}

const struct cairn_view *cairn_view_find(const char *name)
{
    const struct cairn_view *view;

    for (int i = 0; (view = cairn_view_at(i)); i++)
        if (strcmp(view->name, name) == 0 || strcmp(view->view, name) == 0)
            return view;
    return NULL;
}

const char *cairn_view_nearest(const char *name)
{
    const char *names[MOST_VIEWS];
    const struct cairn_view *view;
    int n = 0;

    for (; (view = cairn_view_at(n)); n++) {
        assert(n < MOST_VIEWS);
        names[n] = view->name;
    }
    return cairn_nearest(name, names, (size_t)n);
}

/* ---- columns ---- */

/* What a table has of a view: in text the columns that were asked for, else all it has. */
struct shown {
    const struct cairn_view_column *of[MOST_COLUMNS]; /* NULL: as it comes */
    struct cairn_column columns[MOST_COLUMNS];
    int n;
};

static bool is_wanted(const struct cairn_view_request *request,
                      const struct cairn_view_column *column)
{
    if (request->alone && strcmp(column->name, "scenario") == 0)
        return false;
    return !request->brief || !column->detail;
}

static void choose_columns(const struct cairn_view_request *request, struct shown *shown)
{
    static const struct cairn_view_column study = {.name = "study"};
    const struct cairn_view *view = request->view;
    bool named = view->n_columns > 0 && strcmp(view->columns[0].name, "scenario") == 0;

    assert(view->n_columns < MOST_COLUMNS);
    if (request->apart && !named)
        shown->of[shown->n++] = &study;
    for (size_t i = 0; i < view->n_columns; i++) {
        if (is_wanted(request, &view->columns[i]))
            shown->of[shown->n++] = &view->columns[i];
        if (request->apart && named && i == 0)
            shown->of[shown->n++] = &study;
    }
}

static char *query_of(const struct cairn_view_request *request, const struct shown *shown)
{
    struct cairn_buffer sql;

    cairn_buffer_init(&sql);
    cairn_buffer_puts(&sql, "SELECT ");
    for (int i = 0; i < shown->n; i++)
        cairn_buffer_appendf(&sql, "%s%s", i > 0 ? ", " : "", shown->of[i]->name);
    if (shown->n == 0)
        cairn_buffer_appendf(&sql, "*%s%s", request->also ? ", " : "",
                             request->also ? request->also : "");
    cairn_buffer_appendf(&sql, " FROM %s", request->view->view);
    if (request->where)
        cairn_buffer_appendf(&sql, " WHERE %s", request->where);
    cairn_buffer_appendf(&sql, " %s", request->view->order);
    return cairn_buffer_take(&sql);
}

static void name_columns(struct shown *shown, const struct cairn_rows *rows)
{
    shown->n = cairn_rows_width(rows);
    assert(shown->n <= MOST_COLUMNS);
    for (int i = 0; i < shown->n; i++)
        shown->columns[i] = (struct cairn_column){
            .name = cairn_rows_name(rows, i),
            .title = shown->of[i] ? shown->of[i]->title : NULL,
            .detail = shown->of[i] && shown->of[i]->detail,
        };
}

/* ---- cells ---- */

static void add_real(struct cairn_table *table, double value, enum cairn_view_kind kind)
{
    if (kind == CAIRN_VIEW_PROBABILITY && value > 0.999)
        cairn_table_text(table, ">0.999");
    else
        cairn_table_number(table, kind == CAIRN_VIEW_PERCENT ? 100 * value : value);
}

static void add_cell(struct cairn_table *table, struct cairn_cell cell, enum cairn_view_kind kind)
{
    switch (cell.kind) {
    case CAIRN_CELL_NULL:
    case CAIRN_CELL_BLOB:
        cairn_table_empty(table);
        break;
    case CAIRN_CELL_INTEGER:
        if (kind == CAIRN_VIEW_YES_NO)
            cairn_table_text(table, cell.integer ? "yes" : "no");
        else
            cairn_table_integer(table, cell.integer);
        break;
    case CAIRN_CELL_REAL:
        add_real(table, cell.real, kind);
        break;
    case CAIRN_CELL_TEXT:
        cairn_table_text(table, cell.bytes);
        break;
    }
}

static int fill(struct cairn_table *table, const struct shown *shown, struct cairn_rows *rows,
                int most)
{
    int n_rows = 0;

    for (; cairn_rows_next(rows); n_rows++)
        for (int i = 0; i < shown->n && (most == 0 || n_rows < most); i++)
            add_cell(table, cairn_rows_cell(rows, i),
                     shown->of[i] ? shown->of[i]->kind : CAIRN_VIEW_PLAIN);
    return n_rows;
}

/* ---- the table ---- */

enum cairn_store_status cairn_view_write(const struct cairn_view_request *request,
                                         struct cairn_store *store, enum cairn_format format,
                                         struct cairn_style style, struct cairn_buffer *out,
                                         int *n_rows)
{
    bool text = format == CAIRN_FORMAT_TEXT;
    struct shown shown = {.n = 0};
    struct cairn_rows *rows;
    struct cairn_table table;
    char *sql;
    int n = 0;

    if (text)
        choose_columns(request, &shown);
    sql = query_of(request, &shown);
    rows = cairn_store_query(store, sql, request->parameters, request->n_parameters);
    name_columns(&shown, rows);
    if (shown.n > 0) {
        cairn_table_init(&table, shown.columns, (size_t)shown.n);
        n = fill(&table, &shown, rows, text ? request->most : 0);
        if (n > 0 || !text)
            cairn_table_write(&table, format, style, out);
        cairn_table_release(&table);
    }
    if (n_rows)
        *n_rows = n;
    cairn_free(sql);
    return cairn_rows_free(rows);
}
