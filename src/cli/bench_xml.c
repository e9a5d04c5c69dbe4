#include "cli/bench_xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cairn/load.h>

#include "base/alloc.h"

static void write_attribute(struct cairn_buffer *out, const char *name, const char *value)
{
    cairn_buffer_appendf(out, " %s=\"", name);
    for (; *value; value++) {
        if (*value == '&')
            cairn_buffer_puts(out, "&amp;");
        else if (*value == '<')
            cairn_buffer_puts(out, "&lt;");
        else if (*value == '"')
            cairn_buffer_puts(out, "&quot;");
        else if (*value == '\n' || *value == '\t' || *value == '\r')
            cairn_buffer_putc(out, ' '); /* one line per element, see line_of() */
        else
            cairn_buffer_putc(out, *value);
    }
    cairn_buffer_putc(out, '"');
}

static void write_point(struct cairn_buffer *out, const struct cairn_bench_point *point)
{
    static const char *const names[CAIRN_N_BENCH_COLUMNS] = {"batch", "latency", "power", "energy"};

    cairn_buffer_puts(out, "    <point");
    for (int i = 0; i < CAIRN_N_BENCH_COLUMNS; i++)
        if (point->text[i])
            write_attribute(out, names[i], point->text[i]);
    cairn_buffer_puts(out, "/>\n");
}

enum { LINES_ABOVE_POINTS = 4 };

/* `extra`: elements to add, for the trial load. */
static void write_catalogue(const struct cairn_bench *bench, const struct cairn_bench_words *words,
                            const char *extra, struct cairn_buffer *out)
{
    char *id = cairn_format("bench-%s-%s-%s", words->model, words->variant, words->hardware);

    cairn_buffer_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<catalogue format=\"1\">\n"
                           "  <source");
    write_attribute(out, "id", id);
    write_attribute(out, "title", words->source);
    cairn_buffer_puts(out, "/>\n  <profile");
    write_attribute(out, "model", words->model);
    write_attribute(out, "variant", words->variant);
    write_attribute(out, "hardware", words->hardware);
    write_attribute(out, "boundary", words->boundary);
    if (words->request)
        write_attribute(out, "request", words->request);
    write_attribute(out, "source", id);
    write_attribute(out, "class", "measured");
    cairn_buffer_puts(out, ">\n");
    for (size_t i = 0; i < bench->n_points; i++)
        write_point(out, &bench->points[i]);
    cairn_buffer_appendf(out, "  </profile>\n%s</catalogue>\n", extra);
    cairn_free(id);
}

void cairn_bench_write(const struct cairn_bench *bench, const struct cairn_bench_words *words,
                       struct cairn_buffer *out)
{
    write_catalogue(bench, words, "", out);
}

/* ---- trial ---- */

/* The line of the bench that a line of the catalogue came from; 0 for what no row said. */
static int line_of(const struct cairn_bench *bench, int line)
{
    int row = line - LINES_ABOVE_POINTS - 1;

    return row >= 0 && (size_t)row < bench->n_points ? bench->points[row].line : 0;
}

/* Loads a text as a catalogue; its mistakes are reported at the rows of the bench. */
static bool try_text(const struct cairn_bench *bench, const struct cairn_buffer *text,
                     struct cairn_diag *diag)
{
    const char *folder = getenv("TMPDIR");
    char *path = cairn_format("%s/cairn-import-XXXXXX", folder && *folder ? folder : "/tmp");
    struct cairn_scenario *scenario = NULL;
    struct cairn_diag trial;
    bool fine;
    int fd = mkstemp(path);

    cairn_diag_init(&trial);
    if (fd < 0 || write(fd, text->data, text->size) != (ssize_t)text->size)
        cairn_diag_error(&trial, "", 0, "cannot write the temporary file %s: %s", path,
                         strerror(errno));
    else
        scenario = cairn_catalogue_load((const char *const[]){path}, 1, &trial);
    for (size_t i = 0; i < trial.n_items; i++)
        if (trial.items[i].severity == CAIRN_ERROR)
            cairn_diag_error(diag, bench->path, line_of(bench, trial.items[i].line), "%s",
                             trial.items[i].text);
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    fine = scenario != NULL;
    cairn_scenario_free(scenario);
    cairn_diag_release(&trial);
    cairn_free(path);
    return fine;
}

/* Would the catalogue load? Stand-ins take the place of the entries it refers to. */
bool cairn_bench_loads(const struct cairn_bench *bench, const struct cairn_bench_words *words,
                       struct cairn_diag *diag)
{
    char *stand_ins = cairn_format(
        "  <hardware id=\"%s\"><power idle=\"1 W\" boundary=\"wall\"/></hardware>\n"
        "  <model id=\"%s\"><variant id=\"%s\" accuracy=\"1\" memory=\"1 B\"/></model>\n",
        words->hardware, words->model, words->variant);
    struct cairn_buffer text;
    bool fine;

    cairn_buffer_init(&text);
    write_catalogue(bench, words, stand_ins, &text);
    fine = try_text(bench, &text, diag);
    cairn_buffer_release(&text);
    cairn_free(stand_ins);
    return fine;
}
