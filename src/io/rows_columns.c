#include <string.h>

#include "base/nearest.h"
#include "io/rows_pattern.h"

/* The part of a pattern with this id: sets `child` or `link`. */
static struct cairn_node *find_part(const struct cairn_rows_pattern *pattern, const char *id,
                                    struct cairn_rows_column *column)
{
    for (int i = 0; i < pattern->site->n_children; i++)
        if (strcmp(cairn_rows_id(pattern->site->children[i]), id) == 0) {
            column->child = i;
            return pattern->site->children[i];
        }
    for (int i = 0; i < pattern->n_links; i++)
        if (strcmp(cairn_rows_id(pattern->links[i]), id) == 0) {
            column->link = i;
            return pattern->links[i];
        }
    return NULL;
}

static void column_error(struct cairn_rows_expander *expander, const char *header,
                         const char *problem)
{
    cairn_diag_error(expander->diag, expander->csv.input->path, 1, "column \"%.80s\": %s", header,
                     problem);
}

/* What a header calls a child: its id, or its element name where it has none. */
static const char *child_name(const struct cairn_node *child)
{
    return *cairn_rows_id(child) ? cairn_rows_id(child) : child->name;
}

/* An attribute of an element, or else of its only child that may have it. */
static bool find_attribute(struct cairn_rows_expander *expander, const struct cairn_node *part,
                           const char *header, const char *name, struct cairn_rows_column *column)
{
    const struct cairn_schema_element *type = cairn_schema_element(expander->schema, part->name);

    column->attribute = cairn_schema_attribute(type, name);
    for (int i = 0; !column->attribute && i < part->n_children; i++) {
        const struct cairn_schema_attribute *found = cairn_schema_attribute(
            cairn_schema_element(expander->schema, part->children[i]->name), name);

        if (found && column->grandchild != CAIRN_NONE) {
            const char *one = child_name(part->children[column->grandchild]);
            const char *other = child_name(part->children[i]);

            column_error(expander, header,
                         cairn_arena_format(expander->arena,
                                            "several parts have \"%s\": say %s.%s.%s or %s.%s.%s",
                                            name, cairn_rows_id(part), one, name,
                                            cairn_rows_id(part), other, name));
            return false;
        }
        if (found)
            column->grandchild = i;
    }
    if (column->grandchild != CAIRN_NONE)
        column->attribute = cairn_schema_attribute(
            cairn_schema_element(expander->schema, part->children[column->grandchild]->name), name);
    if (!column->attribute)
        column_error(expander, header,
                     cairn_arena_format(expander->arena, "%s has no attribute \"%s\"",
                                        cairn_node_label(expander->arena, part), name));
    return column->attribute != NULL;
}

/* The attribute of a child that is named in full: part.child.attribute. */
static bool find_in_child(struct cairn_rows_expander *expander, const struct cairn_node *part,
                          const char *header, const char *child, const char *name,
                          struct cairn_rows_column *column)
{
    bool several = false;

    for (int i = 0; i < part->n_children; i++)
        if (strcmp(part->children[i]->name, child) == 0 ||
            strcmp(cairn_rows_id(part->children[i]), child) == 0) {
            several |= column->grandchild != CAIRN_NONE;
            column->grandchild = i;
        }
    if (column->grandchild != CAIRN_NONE && !several)
        column->attribute = cairn_schema_attribute(
            cairn_schema_element(expander->schema, part->children[column->grandchild]->name), name);
    if (several)
        column_error(expander, header,
                     cairn_arena_format(expander->arena, "%s has several <%s>",
                                        cairn_node_label(expander->arena, part), child));
    else if (column->grandchild == CAIRN_NONE)
        column_error(expander, header,
                     cairn_arena_format(expander->arena, "%s has no <%s>",
                                        cairn_node_label(expander->arena, part), child));
    else if (!column->attribute)
        column_error(
            expander, header,
            cairn_arena_format(expander->arena, "<%s> has no attribute \"%s\"", child, name));
    return column->attribute != NULL;
}

/* Names that a column could begin with, for "did you mean". */
static void unknown_part(struct cairn_rows_expander *expander,
                         const struct cairn_rows_pattern *pattern, const char *header,
                         const char *word)
{
    const struct cairn_node *site = pattern->site;
    const struct cairn_schema_element *type = cairn_schema_element(expander->schema, "site");
    size_t n = 0;
    const char **names = cairn_arena_array(expander->arena,
                                           (size_t)type->n_attributes + (size_t)site->n_children +
                                               (size_t)pattern->n_links,
                                           sizeof *names);
    const char *near;

    for (int i = 0; i < type->n_attributes; i++)
        names[n++] = type->attributes[i].name;
    for (int i = 0; i < site->n_children; i++)
        names[n++] = cairn_rows_id(site->children[i]);
    for (int i = 0; i < pattern->n_links; i++)
        names[n++] = cairn_rows_id(pattern->links[i]);
    near = cairn_diag_keeps(expander->diag, CAIRN_ERROR, expander->csv.input->path, 1)
               ? cairn_nearest(word, names, n)
               : NULL;
    column_error(expander, header,
                 near ? cairn_arena_format(expander->arena,
                                           "nothing of the site is called \"%s\"; did you mean "
                                           "\"%s\"?",
                                           word, near)
                      : cairn_arena_format(expander->arena,
                                           "nothing of the site is called \"%s\"; a remark begins "
                                           "with #",
                                           word));
}

/* Understands one header. False after an error. */
static bool read_column(struct cairn_rows_expander *expander,
                        const struct cairn_rows_pattern *pattern, const char *header,
                        struct cairn_rows_column *column)
{
    struct cairn_arena *arena = expander->arena;
    char *name = cairn_arena_strdup(arena, header);
    char *bracket = strchr(name, '[');
    char *dot, *middle;
    struct cairn_node *part;

    *column = (struct cairn_rows_column){
        .child = CAIRN_NONE, .link = CAIRN_NONE, .grandchild = CAIRN_NONE};
    if (*name == '#' || strcmp(name, "id") == 0) {
        column->ignored = true;
        return true;
    }
    if (bracket) {
        column->unit = cairn_arena_strndup(arena, bracket + 1, strcspn(bracket + 1, "]"));
        *bracket = '\0';
    }
    name = cairn_node_normalised(arena, name);
    dot = strrchr(name, '.');
    if (!dot) {
        column->attribute =
            cairn_schema_attribute(cairn_schema_element(expander->schema, "site"), name);
        if (column->attribute && strcmp(name, "rows") == 0)
            column_error(expander, header, "a row has no rows of its own");
        else if (!column->attribute)
            unknown_part(expander, pattern, header, name);
        return column->attribute && strcmp(name, "rows") != 0;
    }
    *dot = '\0';
    if (strcmp(dot + 1, "id") == 0) {
        column_error(expander, header, "ids of parts follow from the id of the row");
        return false;
    }
    part = find_part(pattern, name, column);
    if (part)
        return find_attribute(expander, part, header, dot + 1, column);
    middle = strrchr(name, '.');
    if (middle) {
        *middle = '\0';
        part = find_part(pattern, name, column);
    }
    if (part)
        return find_in_child(expander, part, header, middle + 1, dot + 1, column);
    unknown_part(expander, pattern, header, name);
    return false;
}

bool cairn_rows_columns(struct cairn_rows_expander *expander,
                        const struct cairn_rows_pattern *pattern)
{
    struct cairn_csv *csv = &expander->csv;
    bool good = true;

    expander->columns =
        cairn_arena_array(expander->arena, (size_t)csv->n_columns, sizeof *expander->columns);
    expander->id_column = cairn_csv_column(csv, "id");
    if (expander->id_column < 0) {
        cairn_diag_error(expander->diag, csv->input->path, 1,
                         "no column \"id\": it names the rows");
        return false;
    }
    for (int i = 0; i < csv->n_columns; i++)
        if (!read_column(expander, pattern, csv->header[i], &expander->columns[i]))
            good = false;
    return good;
}
