/* cairn plot [DB] --figure NAME --to FILE: figures of a study, through gnuplot. */

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/plot.h"
#include "cli/studies.h"
#include "cli/table.h"
#include "io/store.h"

static const struct cairn_option option_figure = {
    .name = "figure",
    .kind = CAIRN_OPTION_WORD,
    .value = "NAME",
    .help = "which figure; all that the studies have something for where it is not said",
    .words = cairn_plot_names,
};
static const struct cairn_option option_to = {
    .name = "to",
    .kind = CAIRN_OPTION_PATH,
    .value = "FILE",
    .help = "picture to write: FILE.svg, .pdf, .png, or .gp for gnuplot's script; or a folder/",
};
static const struct cairn_option option_as = {
    .name = "as",
    .kind = CAIRN_OPTION_WORD,
    .value = "FORMAT",
    .help = "svg, pdf, png or gp, where FILE does not say (svg)",
    .words = cairn_plot_formats,
};

struct studied {
    int64_t id;
    char *scenario; /* owned */
};

struct plotting {
    struct cairn_call *call;
    struct cairn_store *store;
    const char *path;              /* of the results file */
    const struct cairn_plot *plot; /* NULL: every one */
    const char *to;                /* NULL: say what could be drawn */
    bool is_folder;
    enum cairn_plot_format format;
    struct studied *studies; /* the newest of each scenario */
    size_t n_studies, capacity;
    int n_drawn;
};

/* ---- what is asked for ---- */

static bool ends_in(const char *text, const char *end)
{
    size_t size = strlen(text);
    size_t of_end = strlen(end);

    return size > of_end && strcmp(text + size - of_end, end) == 0;
}

static bool is_folder(const char *path)
{
    struct stat status;

    return path[strlen(path) - 1] == '/' || (stat(path, &status) == 0 && S_ISDIR(status.st_mode));
}

/* The format that a file's name ends in, else that of --as. */
static int read_format(struct plotting *plotting)
{
    const struct cairn_options *options = &plotting->call->options;
    int as = cairn_options_word(options, &option_as);

    plotting->format = as >= 0 ? (enum cairn_plot_format)as : CAIRN_PLOT_SVG;
    if (as >= 0 || !plotting->to || plotting->is_folder || strcmp(plotting->to, "-") == 0)
        return CAIRN_EXIT_FINE;
    for (int i = 0; cairn_plot_formats[i]; i++) {
        char *end = cairn_format(".%s", cairn_plot_formats[i]);
        bool is_this = ends_in(plotting->to, end);

        cairn_free(end);
        if (is_this) {
            plotting->format = (enum cairn_plot_format)i;
            return CAIRN_EXIT_FINE;
        }
    }
    return cairn_call_fail(plotting->call, CAIRN_EXIT_USAGE,
                           "\"%s\" ends in no format; there are .svg, .pdf, .png and .gp",
                           plotting->to);
}

static int read_arguments(struct plotting *plotting)
{
    const struct cairn_options *options = &plotting->call->options;
    int figure = cairn_options_word(options, &option_figure);

    plotting->path = cairn_studies_file(plotting->call);
    if (!plotting->path)
        return CAIRN_EXIT_USAGE;
    plotting->plot = figure >= 0 ? &cairn_plots[figure] : NULL;
    plotting->to = cairn_options_text(options, &option_to, NULL);
    plotting->is_folder = plotting->to && is_folder(plotting->to);
    if (plotting->to && !plotting->is_folder && !plotting->plot)
        return cairn_call_fail(plotting->call, CAIRN_EXIT_USAGE,
                               "one file has one figure: say --figure NAME, or a folder, --to %s/",
                               plotting->to);
    return read_format(plotting);
}

/* ---- studies ---- */

static enum cairn_store_status find_studies(struct plotting *plotting)
{
    struct cairn_cell scenario = CAIRN_STRING(
        "scenario", cairn_options_text(&plotting->call->options, &cairn_option_study, NULL));
    struct cairn_rows *rows = cairn_store_query(
        plotting->store,
        "SELECT max(id), scenario FROM study WHERE :scenario IS NULL OR scenario = :scenario "
        "GROUP BY scenario ORDER BY scenario",
        &scenario, 1);

    while (cairn_rows_next(rows)) {
        plotting->studies = cairn_grow(plotting->studies, &plotting->capacity,
                                       plotting->n_studies + 1, sizeof *plotting->studies);
        plotting->studies[plotting->n_studies++] = (struct studied){
            .id = cairn_rows_cell(rows, 0).integer,
            .scenario = cairn_strdup(cairn_rows_cell(rows, 1).bytes),
        };
    }
    return cairn_rows_free(rows);
}

static int fail_to_read(struct plotting *plotting)
{
    return cairn_call_fail(plotting->call, CAIRN_EXIT_FAILED, "%s",
                           cairn_store_text(plotting->store));
}

/* ---- one picture ---- */

/* STUDY-FIGURE.svg in the folder; a study's name in letters that a file may have. */
static char *path_of(const struct plotting *plotting, const struct studied *study,
                     const struct cairn_plot *plot)
{
    char *name;
    char *path;

    if (!plotting->is_folder)
        return cairn_strdup(plotting->to);
    name = cairn_strdup(study->scenario);
    for (char *at = name; *at; at++)
        if (*at == '/' || (unsigned char)*at < ' ')
            *at = '-';
    path = cairn_format("%s%s%s-%s.%s", plotting->to, ends_in(plotting->to, "/") ? "" : "/", name,
                        plot->name, cairn_plot_formats[plotting->format]);
    cairn_free(name);
    return path;
}

static int deliver(struct plotting *plotting, const char *path, const struct cairn_buffer *picture)
{
    int problem;

    if (strcmp(path, "-") == 0) {
        cairn_buffer_append(&plotting->call->output->data, picture->data, picture->size);
        return CAIRN_EXIT_FINE;
    }
    if (cairn_output_would_replace(path) &&
        !cairn_options_given(&plotting->call->options, &cairn_option_force))
        return cairn_call_fail(plotting->call, CAIRN_EXIT_FAILED,
                               "\"%s\" is there already; --force overwrites it", path);
    problem = cairn_output_to_file(path, picture);
    if (problem != 0)
        return cairn_call_fail(plotting->call, CAIRN_EXIT_FAILED, "cannot write \"%s\": %s", path,
                               strerror(problem));
    return CAIRN_EXIT_FINE;
}

static int draw(struct plotting *plotting, const char *path, const struct cairn_plot_text *text)
{
    struct cairn_buffer picture, error;
    int status;

    if (plotting->format == CAIRN_PLOT_GP)
        return deliver(plotting, path, &text->script);
    cairn_buffer_init(&picture);
    cairn_buffer_init(&error);
    if (cairn_plot_draw(text, plotting->format, &picture, &error))
        status = deliver(plotting, path, &picture);
    else
        status = cairn_call_fail(plotting->call, CAIRN_EXIT_FAILED, "%s", error.data);
    cairn_buffer_release(&error);
    cairn_buffer_release(&picture);
    return status;
}

static int plot_study(struct plotting *plotting, const struct studied *study,
                      const struct cairn_plot *plot)
{
    struct cairn_plot_text text;
    int status = CAIRN_EXIT_FINE;

    cairn_plot_text_init(&text);
    if (cairn_plot_compose(plot, plotting->store, study->id, plotting->format, &text) !=
        CAIRN_STORE_OK) {
        status = fail_to_read(plotting);
    } else if (!text.is_empty) {
        char *path = path_of(plotting, study, plot);

        status = draw(plotting, path, &text);
        plotting->n_drawn++;
        if (status == CAIRN_EXIT_FINE)
            cairn_call_say(plotting->call, "%s: %s", path, text.caption.data);
        cairn_free(path);
    }
    cairn_plot_text_release(&text);
    return status;
}

/* ---- all that was asked for ---- */

static int draw_all(struct plotting *plotting)
{
    int status = CAIRN_EXIT_FINE;

    if (plotting->is_folder && mkdir(plotting->to, 0777) != 0 && errno != EEXIST)
        return cairn_call_fail(plotting->call, CAIRN_EXIT_FAILED, "cannot make \"%s\": %s",
                               plotting->to, strerror(errno));
    if (!plotting->is_folder && plotting->n_studies > 1)
        return cairn_call_fail(plotting->call, CAIRN_EXIT_USAGE,
                               "%s has %zu studies: say --study NAME, or a folder, --to %s/",
                               plotting->path, plotting->n_studies, plotting->to);
    for (size_t i = 0; i < plotting->n_studies; i++)
        for (const struct cairn_plot *plot = cairn_plots; plot->name; plot++)
            if (status == CAIRN_EXIT_FINE && (!plotting->plot || plotting->plot == plot))
                status = plot_study(plotting, &plotting->studies[i], plot);
    if (status == CAIRN_EXIT_FINE && plotting->n_drawn == 0)
        return cairn_call_fail(plotting->call, CAIRN_EXIT_FAILED,
                               "%s: nothing to show as %s; see 'cairn plot'", plotting->path,
                               plotting->plot ? plotting->plot->name : "a figure");
    return status;
}

/* Without --to: which figures the studies have something for. */
static int list_all(struct plotting *plotting)
{
    static const struct cairn_column columns[] = {
        {.name = "scenario"}, {.name = "figure"}, {.name = "about"}};
    struct cairn_table table;
    enum cairn_store_status status = CAIRN_STORE_OK;

    cairn_table_init(&table, columns, 3);
    for (size_t i = 0; i < plotting->n_studies; i++)
        for (const struct cairn_plot *plot = cairn_plots; plot->name && status == CAIRN_STORE_OK;
             plot++) {
            struct cairn_plot_text text;

            if (plotting->plot && plotting->plot != plot)
                continue;
            cairn_plot_text_init(&text);
            status = cairn_plot_compose(plot, plotting->store, plotting->studies[i].id,
                                        CAIRN_PLOT_GP, &text);
            if (!text.is_empty) {
                cairn_table_text(&table, plotting->studies[i].scenario);
                cairn_table_text(&table, plot->name);
                cairn_table_text(&table, plot->about);
            }
            cairn_plot_text_release(&text);
        }
    if (status == CAIRN_STORE_OK)
        cairn_call_table(plotting->call, &table);
    cairn_table_release(&table);
    return status == CAIRN_STORE_OK ? CAIRN_EXIT_FINE : fail_to_read(plotting);
}

static int plot_file(struct plotting *plotting)
{
    const char *study = cairn_options_text(&plotting->call->options, &cairn_option_study, NULL);

    if (cairn_store_open(&plotting->store, plotting->path, CAIRN_STORE_READ) != CAIRN_STORE_OK)
        return fail_to_read(plotting);
    if (!cairn_studies_has(plotting->call, plotting->store, plotting->path, study))
        return CAIRN_EXIT_FAILED;
    if (find_studies(plotting) != CAIRN_STORE_OK)
        return fail_to_read(plotting);
    return plotting->to ? draw_all(plotting) : list_all(plotting);
}

static int run(struct cairn_call *call)
{
    struct plotting plotting = {.call = call};
    int status = read_arguments(&plotting);

    if (status != CAIRN_EXIT_FINE)
        return status;
    status = plot_file(&plotting);
    for (size_t i = 0; i < plotting.n_studies; i++)
        cairn_free(plotting.studies[i].scenario);
    cairn_free(plotting.studies);
    cairn_store_close(plotting.store);
    return status;
}

static const struct cairn_option *const options[] = {
    &option_figure,
    &option_to,
    &option_as,
    &cairn_option_db,
    &cairn_option_study,
    &cairn_option_force,
    CAIRN_OPTIONS_PRINTING,
    NULL,
};

const struct cairn_command cairn_cmd_plot = {
    .name = "plot",
    .arguments = "[DB]",
    .help = "draw figures of a results file, through gnuplot",
    .details =
        "Each figure comes with a caption that says what to see in it, below the picture and on\n"
        "standard error. Without --to it prints which figures the studies have something for; a\n"
        "folder gets all of them. --to FILE.gp writes what gnuplot would read, with its data, to\n"
        "be changed by hand: gnuplot FILE.gp >FILE.svg.\n",
    .examples = "cairn plot\n"
                "cairn plot --study store-cameras --figure flips --to flips.svg\n"
                "cairn plot results/cairn.sqlite --to figures/ --as pdf\n",
    .most = 1,
    .options = options,
    .run = run,
};
