#include <cairn/load.h>
#include <string.h>

#include "base/diag.h"
#include "io/bind.h"
#include "io/canonical.h"
#include "io/climate.h"
#include "io/complete.h"
#include "io/contents.h"
#include "io/edit.h"
#include "io/effective.h"
#include "io/growth.h"
#include "io/hourly.h"
#include "io/replay.h"
#include "io/rows.h"
#include "io/season.h"
#include "io/shape.h"
#include "io/uncertain.h"
#include "io/use.h"
#include "io/used.h"
#include "io/vary.h"
#include "io/week.h"
#include "model/check.h"
#include "model/counted.h"
#include "model/effort.h"
#include "model/memory.h"
#include "model/overhead.h"

/* One load; everything it makes lives in the arena of the scenario. */
struct load {
    struct cairn_scenario *scenario;
    struct cairn_arena *arena;
    struct cairn_diag *diag;
    size_t errors; /* before it began */
    struct cairn_inputs *inputs;
    struct cairn_reader reader;
    struct cairn_node *root;
    struct cairn_node *cut; /* what the scenario does not use */
    struct cairn_ids all;   /* also of that */
    bool large;             /* of load.h */
};

static bool failed(const struct load *load)
{
    return cairn_diag_count(load->diag, CAIRN_ERROR) > load->errors;
}

/* An empty scenario with its arena. */
static void begin(struct load *load, struct cairn_diag *diag)
{
    struct cairn_arena arena;
    struct cairn_scenario_memory *memory;

    cairn_arena_init(&arena);
    memory = cairn_arena_alloc(&arena, sizeof *memory);
    memory->arena = arena;
    load->arena = &memory->arena;
    load->scenario = cairn_arena_alloc(load->arena, sizeof *load->scenario);
    load->scenario->memory = memory;
    load->diag = diag;
    load->errors = cairn_diag_count(diag, CAIRN_ERROR);
}

/* The same, and what reads files. */
static void begin_reading(struct load *load, const struct cairn_load_options *options,
                          struct cairn_diag *diag)
{
    begin(load, diag);
    load->inputs = cairn_arena_alloc(load->arena, sizeof *load->inputs);
    cairn_inputs_init(load->inputs, load->arena, diag, options ? options->catalogue : NULL);
    load->inputs->catalogue_first = options && options->catalogue_first;
    load->reader = (struct cairn_reader){
        .arena = load->arena,
        .diag = diag,
        .schema = cairn_schema_new(load->arena),
        .validator = cairn_xml_validator_new(cairn_scenario_xsd, cairn_scenario_xsd_size),
        .inputs = load->inputs,
    };
}

static void end_reading(struct load *load)
{
    cairn_xml_validator_free(load->reader.validator);
}

/* Hands the scenario out, or frees it after errors. */
static struct cairn_scenario *end(struct load *load)
{
    if (!failed(load))
        return load->scenario;
    cairn_scenario_free(load->scenario);
    return NULL;
}

/* First pass: the tree of all files. The outermost element is always called scenario. */
static void read_files(struct load *load, struct cairn_input *input, const char *element)
{
    struct cairn_node *root = load->root;
    struct cairn_node *node;

    if (!root) {
        root =
            cairn_node_new(load->arena, "scenario", input, (struct cairn_origin){input->path, 1});
        load->root = root;
    }
    node = cairn_use_file(&load->reader, input, element, root);
    if (!node || root->n_attributes > 0)
        return;
    root->origin = node->origin;
    for (int i = 0; i < node->n_attributes; i++)
        cairn_node_set(load->arena, root, node->attributes[i]);
}

/*
 * A choice that says nothing about batching takes the defaults of <batching>, which only the XSD
 * knows.
 */
static void imply_batching(struct load *load)
{
    const struct cairn_schema_element *type = cairn_schema_element(load->reader.schema, "batching");
    struct cairn_node *choose = cairn_node_child(load->root, "choose");
    struct cairn_node *batching;

    if (!choose || cairn_node_child(choose, "batching"))
        return;
    batching = cairn_node_new(load->arena, "batching", choose->input, choose->origin);
    for (int i = 0; i < type->n_attributes; i++)
        cairn_node_set(load->arena, batching,
                       (struct cairn_attribute){.name = type->attributes[i].name,
                                                .value = type->attributes[i].implied,
                                                .origin = choose->origin,
                                                .implied = true});
    cairn_node_append(load->arena, choose, batching);
}

/* The same of draws, where something is uncertain. */
static void imply_draws(struct load *load)
{
    const struct cairn_schema_element *type = cairn_schema_element(load->reader.schema, "draws");
    const struct cairn_node *uncertain = cairn_node_child(load->root, "uncertain");
    struct cairn_node *draws;

    if (!uncertain || cairn_node_child(load->root, "draws"))
        return;
    draws = cairn_node_new(load->arena, "draws", uncertain->input, uncertain->origin);
    for (int i = 0; i < type->n_attributes; i++)
        cairn_node_set(load->arena, draws,
                       (struct cairn_attribute){.name = type->attributes[i].name,
                                                .value = type->attributes[i].implied,
                                                .origin = uncertain->origin,
                                                .implied = true});
    cairn_node_append(load->arena, load->root, draws);
}

/* Rows, names, and what is used, in canonical order: the tree of the effective scenario. */
static void prepare_tree(struct load *load, bool catalogue)
{
    imply_batching(load);
    imply_draws(load);
    cairn_uncertain_read(load->arena, load->root, load->inputs, load->diag);
    cairn_rows_expand(load->arena, load->root, load->reader.schema, load->inputs, load->diag);
    if (failed(load))
        return;
    cairn_ids_init(&load->all, load->arena, load->root, load->diag);
    if (failed(load))
        return;
    if (!catalogue)
        load->cut = cairn_used_prune(load->arena, load->root, load->inputs->first, &load->all);
    cairn_canonical_sort(load->arena, load->reader.schema, load->root);
}

/* Second pass: values, references, weeks. */
static void make_structs(struct load *load, bool catalogue, const struct cairn_ids *ids)
{
    struct cairn_deriver deriver = {load->arena, load->root, load->inputs, load->scenario,
                                    load->diag};

    cairn_bind(load->arena, load->root, ids, catalogue, load->scenario, load->diag);
    if (!cairn_seasons_derive(load->scenario, load->diag))
        return;
    cairn_shapes_derive(load->arena, load->root, ids, load->scenario, load->diag);
    cairn_week_derive(&deriver);
    cairn_climates_derive(&deriver);
    cairn_hourly_derive(&deriver);
    cairn_contents_derive(&deriver);
    cairn_replay_derive(&deriver);
    if (!failed(load))
        cairn_varies_derive(load->arena, load->root, ids, &load->all, load->scenario, load->diag);
    if (!failed(load))
        cairn_growth_derive(load->arena, load->root, load->scenario, load->diag);
    cairn_uncertain_derive(load->arena, load->root, load->scenario, load->diag);
}

static void note_files(struct load *load)
{
    struct cairn_file *files;
    size_t n = 0;

    for (struct cairn_input *input = load->inputs->first; input; input = input->next)
        n++;
    files = cairn_arena_array(load->arena, n, sizeof *files);
    load->scenario->files = files;
    for (struct cairn_input *input = load->inputs->first; input; input = input->next)
        *files++ = (struct cairn_file){input->path, input->href, input->bytes, input->size};
    load->scenario->n_files = (int)n;
}

/* The tree of a scenario and its names. */
static void read_scenario(struct load *load, const char *path,
                          const struct cairn_load_options *options)
{
    struct cairn_input *input = cairn_inputs_root(load->inputs, path);

    if (input)
        read_files(load, input, "scenario");
    if (input && options && options->added)
        read_files(load, cairn_inputs_text(load->inputs, options->added_by, options->added),
                   "scenario");
    if (!failed(load))
        prepare_tree(load, false);
    end_reading(load);
}

/*
 * From its tree, as it was written or edited, to a scenario, which is returned; NULL after errors,
 * with nothing left.
 */
static struct cairn_scenario *finish(struct load *load, const struct cairn_ids *ids, bool written)
{
    if (!failed(load))
        make_structs(load, false, ids);
    if (!failed(load)) {
        load->scenario->path = load->inputs->first->path;
        cairn_complete(load->scenario);
        cairn_overheads_derive(load->scenario, load->arena);
        cairn_scenario_index(load->scenario);
        cairn_check(load->scenario, load->diag);
        if (written && !failed(load))
            cairn_check_written(load->scenario, load->diag);
    }
    if (!failed(load)) {
        cairn_complete_batches(load->scenario);
        cairn_counted_check(load->scenario, load->diag);
        if (!load->large)
            cairn_effort_check(load->scenario, load->diag);
    }
    if (!failed(load)) {
        load->scenario->memory->effective = cairn_effective_write(load->arena, load->root);
        note_files(load);
    }
    return end(load);
}

struct cairn_scenario *cairn_scenario_load(const char *path,
                                           const struct cairn_load_options *options,
                                           struct cairn_diag *diag)
{
    struct load load = {.large = options && options->large};

    begin_reading(&load, options, diag);
    read_scenario(&load, path, options);
    return finish(&load, &load.all, true);
}

/* ---- templates ---- */

struct cairn_template {
    struct load load; /* its scenario is empty and owns the tree */
};

struct cairn_template *cairn_template_load(const char *path,
                                           const struct cairn_load_options *options,
                                           struct cairn_diag *diag)
{
    struct cairn_template *from;
    struct load load = {.large = options && options->large};

    begin_reading(&load, options, diag);
    read_scenario(&load, path, options);
    if (!end(&load))
        return NULL;
    from = cairn_arena_alloc(load.arena, sizeof *from);
    from->load = load;
    return from;
}

void cairn_template_free(struct cairn_template *from)
{
    if (from)
        cairn_scenario_free(from->load.scenario);
}

struct cairn_scenario *cairn_template_make(struct cairn_template *from,
                                           const struct cairn_edit *edits, int n_edits,
                                           struct cairn_diag *diag)
{
    const struct cairn_schema *schema = from->load.reader.schema;
    struct load load = {
        .inputs = from->load.inputs, .all = from->load.all, .large = from->load.large};
    struct cairn_ids ids;

    begin(&load, diag);
    load.inputs->diag = diag;
    load.root = cairn_node_copy(load.arena, from->load.root);
    cairn_edits_apply(load.arena, schema, load.root, edits, n_edits, diag);
    if (!failed(&load))
        cairn_ids_init(&ids, load.arena, load.root, diag);
    if (!failed(&load) &&
        cairn_used_restore(load.arena, load.root, &ids, from->load.cut, &load.all)) {
        cairn_canonical_sort(load.arena, schema, load.root);
        cairn_ids_init(&ids, load.arena, load.root, diag);
    }
    return finish(&load, &ids, n_edits == 0);
}

/* ---- catalogues ---- */

struct cairn_scenario *cairn_catalogue_open(const char *const *paths, int n_paths,
                                            const struct cairn_load_options *options,
                                            struct cairn_diag *diag)
{
    struct load load = {0};

    begin_reading(&load, options, diag);
    for (int i = 0; i < n_paths; i++) {
        struct cairn_input *input = cairn_inputs_root(load.inputs, paths[i]);

        if (input && !input->used)
            read_files(&load, input, "catalogue");
    }
    if (options && options->added)
        read_files(&load, cairn_inputs_text(load.inputs, options->added_by, options->added),
                   "catalogue");
    if (!load.root)
        load.root = cairn_node_new(load.arena, "scenario", NULL, (struct cairn_origin){"", 0});
    if (!failed(&load))
        prepare_tree(&load, true);
    end_reading(&load);
    if (!failed(&load))
        make_structs(&load, true, &load.all);
    if (!failed(&load)) {
        cairn_complete(load.scenario);
        cairn_scenario_index(load.scenario);
        cairn_check_facts(load.scenario, diag);
    }
    if (!failed(&load))
        cairn_check_written(load.scenario, diag);
    if (!failed(&load))
        note_files(&load);
    return end(&load);
}

struct cairn_scenario *cairn_catalogue_load(const char *const *paths, int n_paths,
                                            struct cairn_diag *diag)
{
    return cairn_catalogue_open(paths, n_paths, NULL, diag);
}

int cairn_catalogue_is(const char *path)
{
    struct cairn_xml_document *document = NULL;
    struct cairn_inputs inputs;
    struct cairn_input *input;
    struct cairn_arena arena;
    struct cairn_diag diag;
    bool is = false;

    cairn_arena_init(&arena);
    cairn_diag_init(&diag);
    cairn_inputs_init(&inputs, &arena, &diag, NULL);
    input = cairn_inputs_root(&inputs, path);
    if (input)
        document = cairn_xml_parse(&arena, input, &diag);
    if (document) {
        is = strcmp(cairn_xml_root(document)->name, "catalogue") == 0;
        cairn_xml_free(document);
    }
    cairn_diag_release(&diag);
    cairn_arena_release(&arena);
    return is;
}

const char *cairn_scenario_effective(const struct cairn_scenario *scenario)
{
    return scenario->memory ? scenario->memory->effective : NULL;
}
