#include "io/rows.h"

#include <stdlib.h>
#include <string.h>

#include "io/ids.h"
#include "io/rows_pattern.h"

/* Chosen somewhat arbitrarily; bounds what a small file can grow to. */
enum { MOST_ROWS = 10000 };

const char *cairn_rows_id(const struct cairn_node *node)
{
    const char *id = cairn_node_value(node, "id");

    return id ? id : "";
}

/* Where it has the attribute: the load of a site has no id. */
static void rename_node(struct cairn_rows_expander *expander, struct cairn_node *node,
                        const char *name, const char *row)
{
    const struct cairn_attribute *old = cairn_node_attribute(node, name);
    struct cairn_attribute attribute;

    if (!old)
        return;
    attribute = *old;
    attribute.value = cairn_arena_format(expander->arena, "%s.%s", attribute.value, row);
    cairn_node_set(expander->arena, node, attribute);
}

static void set_field(struct cairn_rows_expander *expander, struct cairn_node *node,
                      const struct cairn_rows_column *column, const char *text)
{
    struct cairn_attribute attribute = {
        .name = column->attribute->name,
        .origin = {expander->csv.input->path, expander->csv.record_line},
    };

    if (column->unit && *text)
        text = cairn_arena_format(expander->arena, "%s %s", text, column->unit);
    attribute.value = cairn_node_normalised(expander->arena, text);
    if (!*attribute.value)
        return;
    cairn_schema_check_value(expander->arena, node, column->attribute, &attribute, expander->diag);
    cairn_node_set(expander->arena, node, attribute);
}

static void set_fields(struct cairn_rows_expander *expander, struct cairn_node *site,
                       struct cairn_node **links)
{
    for (int i = 0; i < expander->csv.n_columns; i++) {
        const struct cairn_rows_column *column = &expander->columns[i];
        struct cairn_node *node = site;

        if (column->ignored)
            continue;
        if (column->child != CAIRN_NONE)
            node = site->children[column->child];
        else if (column->link != CAIRN_NONE)
            node = links[column->link];
        if (column->grandchild != CAIRN_NONE)
            node = node->children[column->grandchild];
        set_field(expander, node, column, expander->csv.fields[i]);
    }
}

/* What a workload keeps at its own site, it keeps at that row. */
static void redirect_storage(struct cairn_rows_expander *expander,
                             const struct cairn_rows_pattern *pattern, struct cairn_node *site,
                             const char *row)
{
    for (int i = 0; i < site->n_children; i++) {
        struct cairn_node *storage = cairn_node_child(site->children[i], "storage");
        const char *at = storage ? cairn_node_value(storage, "at") : NULL;

        if (at && strcmp(at, cairn_rows_id(pattern->site)) == 0)
            rename_node(expander, storage, "at", row);
    }
}

static void add_row(struct cairn_rows_expander *expander, const struct cairn_rows_pattern *pattern,
                    const char *row)
{
    struct cairn_arena *arena = expander->arena;
    struct cairn_node *site = cairn_node_copy(arena, pattern->site);
    struct cairn_node **links = cairn_arena_array(arena, (size_t)pattern->n_links, sizeof *links);
    struct cairn_attribute *last;

    site->origin = (struct cairn_origin){expander->csv.input->path, expander->csv.record_line};
    for (int i = 0; i < site->n_attributes; i++)
        if (strcmp(site->attributes[i].name, "rows") == 0) {
            last = &site->attributes[--site->n_attributes];
            site->attributes[i] = *last;
        }
    for (int i = 0; i < pattern->n_links; i++)
        links[i] = cairn_node_copy(arena, pattern->links[i]);
    rename_node(expander, site, "id", row);
    redirect_storage(expander, pattern, site, row);
    for (int i = 0; i < site->n_children; i++)
        rename_node(expander, site->children[i], "id", row);
    cairn_node_append(arena, expander->root, site);
    for (int i = 0; i < pattern->n_links; i++) {
        rename_node(expander, links[i], "id", row);
        rename_node(expander, links[i], "from", row);
        cairn_node_append(arena, expander->root, links[i]);
    }
    set_fields(expander, site, links);
}

/* The id of the record just read, or NULL after an error. */
static const char *row_id(struct cairn_rows_expander *expander,
                          const struct cairn_rows_pattern *pattern)
{
    const struct cairn_schema_element *type = cairn_schema_element(expander->schema, "site");
    struct cairn_attribute attribute = {
        .name = "id",
        .value = cairn_node_normalised(expander->arena, expander->csv.fields[expander->id_column]),
        .origin = {expander->csv.input->path, expander->csv.record_line},
    };
    size_t errors = cairn_diag_count(expander->diag, CAIRN_ERROR);

    cairn_schema_check_value(expander->arena, pattern->site, cairn_schema_attribute(type, "id"),
                             &attribute, expander->diag);
    return cairn_diag_count(expander->diag, CAIRN_ERROR) == errors ? attribute.value : NULL;
}

static int compare_rows(const void *a, const void *b)
{
    const struct cairn_rows_row *x = a, *y = b;
    int order = strcmp(x->id, y->id);

    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static void check_rows(struct cairn_rows_expander *expander,
                       const struct cairn_rows_pattern *pattern)
{
    size_t n = (size_t)pattern->n_rows;
    struct cairn_rows_row *sorted = cairn_arena_array(expander->arena, n, sizeof *sorted);
    const char *path = expander->csv.input->path;

    if (n > 0)
        memcpy(sorted, pattern->rows, n * sizeof *sorted);
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, compare_rows);
    for (size_t i = 1; i < n; i++)
        if (strcmp(sorted[i].id, sorted[i - 1].id) == 0)
            cairn_diag_error(expander->diag, path, sorted[i].line,
                             "a second row \"%s\"; the first is in line %d", sorted[i].id,
                             sorted[i - 1].line);
}

static void add_rows(struct cairn_rows_expander *expander, struct cairn_rows_pattern *pattern)
{
    pattern->rows = cairn_arena_array(expander->arena, MOST_ROWS, sizeof *pattern->rows);
    while (cairn_csv_next(&expander->csv)) {
        const char *row = row_id(expander, pattern);

        if (pattern->n_rows == MOST_ROWS) {
            cairn_diag_error(expander->diag, expander->csv.input->path, expander->csv.record_line,
                             "more than %d rows", MOST_ROWS);
            return;
        }
        if (!row)
            continue;
        pattern->rows[pattern->n_rows++] = (struct cairn_rows_row){row, expander->csv.record_line};
        add_row(expander, pattern, row);
    }
    check_rows(expander, pattern);
    if (pattern->n_rows == 0 && cairn_diag_count(expander->diag, CAIRN_ERROR) == expander->errors)
        cairn_diag_error(expander->diag, expander->csv.input->path, 0,
                         "a header and no rows: a site is due in each");
}

/* ---- patterns ---- */

static bool starts_at(const struct cairn_node *node, const struct cairn_node *site)
{
    const char *from = strcmp(node->name, "link") == 0 ? cairn_node_value(node, "from") : NULL;

    return from && strcmp(from, cairn_rows_id(site)) == 0;
}

/* Takes a site and its links out of the tree. */
static struct cairn_rows_pattern *take_pattern(struct cairn_rows_expander *expander,
                                               struct cairn_node *site)
{
    struct cairn_node *root = expander->root;
    struct cairn_rows_pattern *pattern = cairn_arena_alloc(expander->arena, sizeof *pattern);
    int n = 0;

    pattern->site = site;
    pattern->links =
        cairn_arena_array(expander->arena, (size_t)root->n_children, sizeof *pattern->links);
    for (int i = 0; i < root->n_children; i++) {
        if (starts_at(root->children[i], site))
            pattern->links[pattern->n_links++] = root->children[i];
        else if (root->children[i] != site)
            root->children[n++] = root->children[i];
    }
    root->n_children = n;
    return pattern;
}

static void expand_site(struct cairn_rows_expander *expander, struct cairn_rows_pattern *pattern)
{
    const struct cairn_attribute *rows = cairn_node_attribute(pattern->site, "rows");
    const struct cairn_input *input = cairn_inputs_open(expander->inputs, pattern->site->input,
                                                        rows->origin, rows->value, CAIRN_INPUT_CSV);

    if (input && cairn_csv_open(&expander->csv, expander->arena, input, expander->diag) &&
        cairn_rows_columns(expander, pattern))
        add_rows(expander, pattern);
}

static struct cairn_node *next_site(const struct cairn_node *root)
{
    for (int i = 0; i < root->n_children; i++)
        if (strcmp(root->children[i]->name, "site") == 0 &&
            cairn_node_attribute(root->children[i], "rows"))
            return root->children[i];
    return NULL;
}

void cairn_rows_expand(struct cairn_arena *arena, struct cairn_node *root,
                       const struct cairn_schema *schema, struct cairn_inputs *inputs,
                       struct cairn_diag *diag)
{
    struct cairn_rows_expander expander = {.arena = arena,
                                           .root = root,
                                           .schema = schema,
                                           .inputs = inputs,
                                           .diag = diag,
                                           .errors = cairn_diag_count(diag, CAIRN_ERROR)};
    struct cairn_rows_pattern *patterns = NULL;
    struct cairn_node *site;
    struct cairn_ids ids;

    if (!next_site(root))
        return;
    cairn_ids_init(&ids, arena, root, diag); /* names that clash only before rows add to them */
    while ((site = next_site(root))) {
        struct cairn_rows_pattern *pattern = take_pattern(&expander, site);

        pattern->next = patterns;
        patterns = pattern;
        expand_site(&expander, pattern);
    }
    if (patterns && cairn_diag_count(diag, CAIRN_ERROR) == expander.errors)
        cairn_rows_mentions(&expander, patterns);
}
