/* cairn show [DB] [VIEW] */

#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/studies.h"
#include "cli/style.h"
#include "cli/view.h"
#include "cli/width.h"
#include "io/store.h"

static const struct cairn_option option_pareto = {
    .name = "pareto",
    .kind = CAIRN_OPTION_FLAG,
    .help = "the view pareto: carbon against money, energy, water, latency",
};

static const struct cairn_option option_growth = {
    .name = "growth",
    .kind = CAIRN_OPTION_FLAG,
    .help = "the view growth: year by year, what growth makes of the answer",
};

static const char default_db[] = "results/cairn.sqlite";

struct show {
    struct cairn_call *call;
    struct cairn_store *store;
    const struct cairn_view *view;
    const char *path, *study;
};

/* ---- what is asked for ---- */

static int unknown_view(struct cairn_call *call, const char *name)
{
    const char *near = cairn_view_nearest(name);

    if (near)
        return cairn_call_fail(call, CAIRN_EXIT_USAGE, "no view \"%s\"; did you mean %s?", name,
                               near);
    return cairn_call_fail(call, CAIRN_EXIT_USAGE, "no view \"%s\"; see 'cairn help show'", name);
}

/* Options that name a view. False: two are named. */
static bool read_option(struct show *show, const struct cairn_option *option, const char **view)
{
    if (!cairn_options_given(&show->call->options, option))
        return true;
    if (*view) {
        cairn_call_fail(show->call, CAIRN_EXIT_USAGE, "one view: \"%s\" or --%s?", *view,
                        option->name);
        return false;
    }
    *view = option->name;
    return true;
}

/* [DB] [VIEW], or the other way round: what is the name of a view is one. */
static int read_arguments(struct show *show)
{
    const struct cairn_options *options = &show->call->options;
    const char *db = cairn_options_text(options, &cairn_option_db, NULL);
    const char *first = options->n_arguments > 0 ? options->arguments[0] : NULL;
    const char *last = options->n_arguments > 1 ? options->arguments[1] : NULL;
    const char *view = last;

    if (first &&
        (last ? cairn_view_find(first) && !cairn_view_find(last) : db || cairn_view_find(first))) {
        view = first;
        first = last;
    }
    if (first && db)
        return cairn_call_fail(show->call, CAIRN_EXIT_USAGE, "one results file: \"%s\" or \"%s\"?",
                               db, first);
    if (first)
        db = first;
    if (!read_option(show, &option_pareto, &view) || !read_option(show, &option_growth, &view))
        return CAIRN_EXIT_USAGE;
    show->path = db ? db : default_db;
    show->view = view ? cairn_view_find(view) : cairn_view_at(0);
    show->study = cairn_options_text(options, &cairn_option_study, NULL);
    return show->view ? CAIRN_EXIT_FINE : unknown_view(show->call, view);
}

/* ---- the view ---- */

/* What draws say of the answers, a sentence each. */
static void tell_outlooks(struct show *show)
{
    struct cairn_cell scenario = CAIRN_STRING("scenario", show->study);
    struct cairn_rows *rows = cairn_store_query(
        show->store,
        "SELECT s.scenario || CASE WHEN (SELECT count(*) FROM study t WHERE t.scenario ="
        " s.scenario) > 1 THEN printf(' (study %d)', s.id) ELSE '' END || ': ' || u.sentence "
        "FROM outlook u JOIN study s ON s.id = u.study "
        "WHERE :scenario IS NULL OR s.scenario = :scenario ORDER BY s.scenario, s.id",
        &scenario, 1);

    while (cairn_rows_next(rows)) {
        cairn_buffer_putc(&show->call->output->data, '\n');
        cairn_width_wrap(cairn_rows_cell(rows, 0).bytes, cairn_style_of(STDOUT_FILENO).width, 4,
                         &show->call->output->data);
    }
    cairn_rows_free(rows);
}

/* Have several of the studies that are shown the same name? */
static bool names_repeat(struct show *show)
{
    struct cairn_cell scenario = CAIRN_STRING("scenario", show->study);
    struct cairn_rows *rows = cairn_store_query(
        show->store,
        "SELECT 1 FROM study WHERE :scenario IS NULL OR scenario = :scenario GROUP BY scenario "
        "HAVING count(*) > 1 LIMIT 1",
        &scenario, 1);
    bool repeat = cairn_rows_next(rows);

    cairn_rows_free(rows);
    return repeat;
}

static int show_open(struct show *show)
{
    struct cairn_cell scenario = CAIRN_STRING("scenario", show->study);
    struct cairn_view_request request = {
        .view = show->view,
        .where = show->study ? "scenario = :scenario" : NULL,
        .parameters = &scenario,
        .n_parameters = show->study ? 1 : 0,
        .alone = show->study != NULL,
    };
    int n_rows;

    if (!cairn_studies_has(show->call, show->store, show->path, show->study))
        return CAIRN_EXIT_FAILED;
    request.apart = names_repeat(show);
    if (cairn_view_write(&request, show->store, cairn_call_format(show->call),
                         cairn_style_of(STDOUT_FILENO), &show->call->output->data,
                         &n_rows) != CAIRN_STORE_OK)
        return cairn_call_fail(show->call, CAIRN_EXIT_FAILED, "%s", cairn_store_text(show->store));
    if (show->view == cairn_view_at(0) && cairn_call_format(show->call) == CAIRN_FORMAT_TEXT)
        tell_outlooks(show);
    if (n_rows == 0)
        cairn_call_say(show->call, "%s: no %s", show->path, show->view->name);
    return CAIRN_EXIT_FINE;
}

/* A file that is not there may be a view that was meant. */
static int cannot_open(const struct show *show)
{
    const char *near = strchr(show->path, '/') ? NULL : cairn_view_nearest(show->path);

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
    &cairn_option_db, &cairn_option_study,    &option_pareto,
    &option_growth,   CAIRN_OPTIONS_PRINTING, NULL,
};

static void write_words(struct cairn_buffer *out)
{
    const struct cairn_view *view;

    for (int i = 0; (view = cairn_view_at(i)); i++)
        cairn_buffer_appendf(out, "%s\n", view->name);
}

static void write_views(struct cairn_buffer *out)
{
    const struct cairn_view *view;

    for (int i = 0; (view = cairn_view_at(i)); i++)
        cairn_buffer_appendf(out, "  %-15s  %s\n", view->name, view->help);
}

const struct cairn_command cairn_cmd_show = {
    .words = write_words,
    .name = "show",
    .arguments = "[DB] [VIEW]",
    .help = "print tables from a results file",
    .details =
        "VIEW is one of those below; optimum is shown where none is named. DB and VIEW may stand\n"
        "in either order. A table too wide for the terminal leaves out columns of details; --csv\n"
        "and --json print all columns. Studies of one name are told apart by their numbers.\n",
    .list = write_views,
    .examples = "cairn show\n"
                "cairn show promises --study store-cameras\n"
                "cairn show results/cairn.sqlite footprint --csv >footprint.csv\n",
    .most = 2,
    .options = options,
    .run = run,
};
