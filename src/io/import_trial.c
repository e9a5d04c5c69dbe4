#include "io/import_trial.h"

#include <string.h>

#include <cairn/load.h>

#include "base/alloc.h"
#include "io/import_write.h"

bool cairn_import_try(const struct cairn_buffer *text,
                      void (*report)(void *context, int line, const char *error), void *context)
{
    struct cairn_load_options options = {.added = text->data, .added_by = "import"};
    struct cairn_scenario *scenario;
    struct cairn_diag trial;
    bool fine;

    cairn_diag_init(&trial);
    scenario = cairn_catalogue_open(NULL, 0, &options, &trial);
    for (size_t i = 0; i < trial.n_items; i++)
        if (trial.items[i].severity == CAIRN_ERROR)
            report(context, trial.items[i].line, trial.items[i].text);
    fine = scenario != NULL;
    cairn_scenario_free(scenario);
    cairn_diag_release(&trial);
    return fine;
}

/* ---- of an import ---- */

static bool names_model(const struct cairn_import *import, const char *id)
{
    for (size_t i = 0; i < import->n_profiles; i++)
        if (strcmp(import->profiles[i].first.model, id) == 0)
            return true;
    return false;
}

static bool names_hardware(const struct cairn_import *import, const char *id)
{
    for (size_t i = 0; i < import->n_profiles; i++)
        if (strcmp(import->profiles[i].first.hardware, id) == 0)
            return true;
    return false;
}

/* In place of each entry that a profile names; only what the checks ask for matters. */
static void write_stand_ins(const struct cairn_import *import, struct cairn_buffer *out)
{
    const struct cairn_scenario *known = import->known;

    for (int i = 0; i < known->n_hardware; i++)
        if (names_hardware(import, known->hardware[i].id))
            cairn_buffer_appendf(out,
                                 "<hardware id=\"%s\"><power idle=\"1 W\" boundary=\"wall\"/>"
                                 "<supply efficiency=\"1\"/></hardware>",
                                 known->hardware[i].id);
    for (int i = 0; i < known->n_models; i++) {
        const struct cairn_model *model = &known->models[i];

        if (!names_model(import, model->id))
            continue;
        cairn_buffer_appendf(out, "<model id=\"%s\">", model->id);
        for (int j = model->first_variant; j < model->first_variant + model->n_variants; j++)
            cairn_buffer_appendf(out, "<variant id=\"%s\" accuracy=\"1\" memory=\"1 B\"/>",
                                 known->variants[j].id);
        cairn_buffer_puts(out, "</model>");
    }
}

struct blame {
    const struct cairn_import *import;
    struct cairn_import_rows rows;
};

static void report_row(void *context, int line, const char *error)
{
    struct blame *blame = context;
    struct cairn_origin row = {NULL, 0};

    if (line > 0 && (size_t)line <= blame->rows.n)
        row = blame->rows.rows[line - 1];
    cairn_diag_error(blame->import->diag, row.file, row.line, "%s", error);
}

bool cairn_import_loads(const struct cairn_import *import)
{
    struct blame blame = {.import = import};
    struct cairn_buffer stand_ins, text;
    bool fine;

    cairn_buffer_init(&stand_ins);
    cairn_buffer_init(&text);
    write_stand_ins(import, &stand_ins);
    cairn_import_write(import, (struct cairn_import_place){0}, stand_ins.data, &blame.rows, &text);
    fine = cairn_import_try(&text, report_row, &blame);
    cairn_free(blame.rows.rows);
    cairn_buffer_release(&text);
    cairn_buffer_release(&stand_ins);
    return fine;
}
