#ifndef CAIRN_IO_ROWS_PATTERN_H
#define CAIRN_IO_ROWS_PATTERN_H

/* What rows.c shares with rows_columns.c (the header of the CSV file) and rows_mentions.c. */

#include "io/csv.h"
#include "io/rows.h"

/* What a column sets: in the site, or in a part of it, or in a child of that part. */
struct cairn_rows_column {
    bool ignored;
    int child;      /* of the site, or CAIRN_NONE */
    int link;       /* of those from the site, or CAIRN_NONE */
    int grandchild; /* of that part, or CAIRN_NONE */
    const struct cairn_schema_attribute *attribute;
    const char *unit; /* behind every field, or NULL */
};

struct cairn_rows_row {
    const char *id;
    int line;
};

/* A site with rows, and what becomes of it. */
struct cairn_rows_pattern {
    struct cairn_rows_pattern *next;
    struct cairn_node *site;
    struct cairn_node **links;
    int n_links;
    struct cairn_rows_row *rows; /* in order of the file */
    int n_rows;
};

struct cairn_rows_expander {
    struct cairn_arena *arena;
    struct cairn_node *root;
    const struct cairn_schema *schema;
    struct cairn_inputs *inputs;
    struct cairn_diag *diag;
    struct cairn_csv csv;
    struct cairn_rows_column *columns;
    int id_column;
    size_t errors;   /* before it began */
    size_t elements; /* made so far */
    bool full;       /* more than may be made: an error was reported */
};

/* Counts elements that are made; false, and an error at `origin` the first time, when full. */
bool cairn_rows_add(struct cairn_rows_expander *expander, size_t elements,
                    struct cairn_origin origin);

/* A copy for a row; NULL when it is full. */
struct cairn_node *cairn_rows_copy(struct cairn_rows_expander *expander,
                                   const struct cairn_node *node, const char *row,
                                   struct cairn_origin origin);

/* The id of a node, "" if it has none. */
const char *cairn_rows_id(const struct cairn_node *node);

/* Understands the header of the CSV file. False after errors. */
bool cairn_rows_columns(struct cairn_rows_expander *expander,
                        const struct cairn_rows_pattern *pattern);

/* Repeats routes, sends and sizes that name something of a pattern for each of its rows. */
void cairn_rows_mentions(struct cairn_rows_expander *expander,
                         const struct cairn_rows_pattern *patterns);

#endif
