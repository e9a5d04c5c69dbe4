#include "cli/bench_xml.h"

#include "base/alloc.h"
#include "io/import_trial.h"
#include "io/import_write.h"

static void write_point(struct cairn_buffer *out, const struct cairn_bench_point *point)
{
    static const char *const names[CAIRN_N_BENCH_COLUMNS] = {"batch", "latency", "power", "energy"};

    cairn_buffer_puts(out, "    <point");
    for (int i = 0; i < CAIRN_N_BENCH_COLUMNS; i++)
        if (point->text[i])
            cairn_import_attribute(out, names[i], point->text[i]);
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
    cairn_import_attribute(out, "id", id);
    cairn_import_attribute(out, "title", words->source);
    cairn_buffer_puts(out, "/>\n  <profile");
    cairn_import_attribute(out, "model", words->model);
    cairn_import_attribute(out, "variant", words->variant);
    cairn_import_attribute(out, "hardware", words->hardware);
    cairn_import_attribute(out, "boundary", words->boundary);
    if (words->request)
        cairn_import_attribute(out, "request", words->request);
    cairn_import_attribute(out, "source", id);
    cairn_import_attribute(out, "class", "measured");
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

struct trial {
    const struct cairn_bench *bench;
    struct cairn_diag *diag;
};

/* The line of the bench that a line of the catalogue came from; 0 for what no row said. */
static int line_of(const struct cairn_bench *bench, int line)
{
    int row = line - LINES_ABOVE_POINTS - 1;

    return row >= 0 && (size_t)row < bench->n_points ? bench->points[row].line : 0;
}

static void report_row(void *context, int line, const char *error)
{
    const struct trial *trial = context;

    cairn_diag_error(trial->diag, trial->bench->path, line_of(trial->bench, line), "%s", error);
}

/* Would the catalogue load? Stand-ins take the place of the entries it refers to. */
bool cairn_bench_loads(const struct cairn_bench *bench, const struct cairn_bench_words *words,
                       struct cairn_diag *diag)
{
    char *stand_ins = cairn_format(
        "  <hardware id=\"%s\"><power idle=\"1 W\" boundary=\"wall\"/></hardware>\n"
        "  <model id=\"%s\"><variant id=\"%s\" accuracy=\"1\" memory=\"1 B\"/></model>\n",
        words->hardware, words->model, words->variant);
    struct trial trial = {bench, diag};
    struct cairn_buffer text;
    bool fine;

    cairn_buffer_init(&text);
    write_catalogue(bench, words, stand_ins, &text);
    fine = cairn_import_try(&text, report_row, &trial);
    cairn_buffer_release(&text);
    cairn_free(stand_ins);
    return fine;
}
