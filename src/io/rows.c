#include "io/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "io/ids.h"
#include "io/rows_pattern.h"

/*
 * Chosen somewhat arbitrarily; they bound what a small file can grow to. An element takes about
 * 2 kB, until the effective scenario is written.
 */
enum { MOST_ROWS = 10000, MOST_ELEMENTS = 250000, BYTES_LIKE_AN_ELEMENT = 64 };

const char *cairn_rows_id(const struct cairn_node *node)
{
    const char *id = cairn_node_value(node, "id");

    return id ? id : "";
}

/* ---- how much there may be ---- */

bool cairn_rows_add(struct cairn_rows_expander *expander, size_t elements,
                    struct cairn_origin origin)
{
    if (expander->full)
        return false;
    expander->elements += elements;
    if (expander->elements <= MOST_ELEMENTS)
        return true;
    expander->full = true;
    cairn_diag_error(expander->diag, origin.file, origin.line,
                     "the rows of all sites make more than %d elements: state fewer rows, or fewer "
                     "pools, caches, workloads and links of a site with rows",
                     MOST_ELEMENTS);
    return false;
}

/* What a copy for a row takes; long values and names of rows count as elements. */
static size_t elements_of(const struct cairn_node *node, size_t row_size)
{
    size_t bytes = row_size + (node->text ? strlen(node->text) : 0), elements = 1;

    for (int i = 0; i < node->n_attributes; i++)
        bytes += strlen(node->attributes[i].value);
    for (int i = 0; i < node->n_children; i++)
        elements += elements_of(node->children[i], row_size);
    return elements + bytes / BYTES_LIKE_AN_ELEMENT;
}

struct cairn_node *cairn_rows_copy(struct cairn_rows_expander *expander,
                                   const struct cairn_node *node, const char *row,
                                   struct cairn_origin origin)
{
    return cairn_rows_add(expander, elements_of(node, strlen(row)), origin)
               ? cairn_node_copy(expander->arena, node)
               : NULL;
}

/* ---- rows ---- */

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
    struct cairn_origin origin = {expander->csv.input->path, expander->csv.record_line};
    struct cairn_node *site = cairn_rows_copy(expander, pattern->site, row, origin);
    struct cairn_node **links = cairn_arena_array(arena, (size_t)pattern->n_links, sizeof *links);
    struct cairn_attribute *last;

    for (int i = 0; i < pattern->n_links; i++)
        links[i] = cairn_rows_copy(expander, pattern->links[i], row, origin);
    if (expander->full)
        return;
    site->origin = origin;
    for (int i = 0; i < site->n_attributes; i++)
        if (strcmp(site->attributes[i].name, "rows") == 0) {
            last = &site->attributes[--site->n_attributes];
            site->attributes[i] = *last;
        }
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

/* One for each record; there are at most MOST_ROWS of them. */
static void read_rows(struct cairn_rows_expander *expander, struct cairn_rows_pattern *pattern)
{
    struct cairn_rows_row *rows = NULL;
    size_t n = 0, capacity = 0;

    while (!expander->full && cairn_csv_next(&expander->csv)) {
        const char *row = row_id(expander, pattern);

        if (n == MOST_ROWS) {
            cairn_diag_error(expander->diag, expander->csv.input->path, expander->csv.record_line,
                             "more than %d rows", MOST_ROWS);
            break;
        }
        if (!row)
            continue;
        rows = cairn_grow(rows, &capacity, n + 1, sizeof *rows);
        rows[n++] = (struct cairn_rows_row){row, expander->csv.record_line};
        add_row(expander, pattern, row);
    }
    pattern->rows = cairn_arena_array(expander->arena, n, sizeof *rows);
    pattern->n_rows = (int)n;
    if (n > 0)
        memcpy(pattern->rows, rows, n * sizeof *rows);
    cairn_free(rows);
}

static void add_rows(struct cairn_rows_expander *expander, struct cairn_rows_pattern *pattern)
{
    read_rows(expander, pattern);
    check_rows(expander, pattern);
    if (pattern->n_rows == 0 && cairn_diag_count(expander->diag, CAIRN_ERROR) == expander->errors)
        cairn_diag_error(expander->diag, expander->csv.input->path, 0,
                         "a header and no rows: a site is due in each");
}

/* ---- patterns ---- */

static bool is_pattern(const struct cairn_node *node)
{
    return strcmp(node->name, "site") == 0 && cairn_node_attribute(node, "rows");
}

static bool any_pattern(const struct cairn_node *root)
{
    for (int i = 0; i < root->n_children; i++)
        if (is_pattern(root->children[i]))
            return true;
    return false;
}

static int compare_ids(const void *a, const void *b)
{
    const struct cairn_rows_pattern *const *x = a, *const *y = b;

    return strcmp(cairn_rows_id((*x)->site), cairn_rows_id((*y)->site));
}

static int compare_id(const void *id, const void *pattern)
{
    const struct cairn_rows_pattern *const *with = pattern;

    return strcmp(id, cairn_rows_id((*with)->site));
}

/* The pattern of a site that a node is a link from, or NULL; n of them, in order of their ids. */
static struct cairn_rows_pattern *pattern_of(struct cairn_rows_pattern *const *sorted, size_t n,
                                             const struct cairn_node *node)
{
    const char *from = strcmp(node->name, "link") == 0 ? cairn_node_value(node, "from") : NULL;
    struct cairn_rows_pattern *const *found =
        from ? bsearch(from, sorted, n, sizeof *sorted, compare_id) : NULL;

    return found ? *found : NULL;
}

/* Takes the links of sites with rows out of the tree. */
static void take_links(struct cairn_rows_expander *expander, struct cairn_rows_pattern **patterns,
                       size_t n)
{
    struct cairn_node *root = expander->root;
    struct cairn_rows_pattern **sorted = cairn_arena_array(expander->arena, n, sizeof *sorted);
    int left = 0;

    memcpy(sorted, patterns, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_ids);
    for (int i = 0; i < root->n_children; i++) {
        struct cairn_rows_pattern *pattern = pattern_of(sorted, n, root->children[i]);

        if (pattern)
            pattern->n_links++;
    }
    for (size_t p = 0; p < n; p++) {
        patterns[p]->links = cairn_arena_array(expander->arena, (size_t)patterns[p]->n_links,
                                               sizeof *patterns[p]->links);
        patterns[p]->n_links = 0;
    }
    for (int i = 0; i < root->n_children; i++) {
        struct cairn_node *node = root->children[i];
        struct cairn_rows_pattern *pattern = pattern_of(sorted, n, node);

        if (pattern)
            pattern->links[pattern->n_links++] = node;
        else
            root->children[left++] = node;
    }
    root->n_children = left;
}

/* Takes sites with rows and their links out of the tree; how many sites there were. */
static size_t take_patterns(struct cairn_rows_expander *expander,
                            struct cairn_rows_pattern ***patterns)
{
    struct cairn_node *root = expander->root;
    int n = 0, left = 0;

    for (int i = 0; i < root->n_children; i++)
        n += is_pattern(root->children[i]);
    *patterns = cairn_arena_array(expander->arena, (size_t)n, sizeof **patterns);
    n = 0;
    for (int i = 0; i < root->n_children; i++) {
        struct cairn_node *node = root->children[i];
        struct cairn_rows_pattern *pattern;

        if (!is_pattern(node)) {
            root->children[left++] = node;
            continue;
        }
        pattern = cairn_arena_alloc(expander->arena, sizeof *pattern);
        *pattern = (struct cairn_rows_pattern){.site = node};
        (*patterns)[n++] = pattern;
    }
    root->n_children = left;
    if (n > 0)
        take_links(expander, *patterns, (size_t)n);
    return (size_t)n;
}

static void expand_site(struct cairn_rows_expander *expander, struct cairn_rows_pattern *pattern)
{
    const struct cairn_attribute *rows = cairn_node_attribute(pattern->site, "rows");
    const struct cairn_input *input =
        cairn_inputs_table(expander->inputs, pattern->site->input, rows->origin, rows->value);

    if (input && cairn_csv_open(&expander->csv, expander->arena, input, expander->diag) &&
        cairn_rows_columns(expander, pattern))
        add_rows(expander, pattern);
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
    struct cairn_rows_pattern **patterns;
    struct cairn_ids ids;
    size_t n;

    if (!any_pattern(root))
        return;
    cairn_ids_init(&ids, arena, root, diag); /* names that clash only before rows add to them */
    n = take_patterns(&expander, &patterns);
    for (size_t i = 0; i < n && !expander.full; i++) {
        patterns[i]->next = i > 0 ? patterns[i - 1] : NULL;
        expand_site(&expander, patterns[i]);
    }
    if (cairn_diag_count(diag, CAIRN_ERROR) == expander.errors)
        cairn_rows_mentions(&expander, patterns[n - 1]);
}
