#ifndef CAIRN_CLI_LIST_H
#define CAIRN_CLI_LIST_H

/*
 * What `cairn list` can list, as const tables: a kind is a row that says where its entries stand in
 * a scenario, which of their fields become columns, and which figures they hold whose source can
 * be told.
 *
 * Words: the entries of a kind are the elements of one list of a scenario; an entry may have an
 * owner, such as the model of a variant, whose fields are columns too.
 */

#include <stdbool.h>
#include <stddef.h>

#include <cairn/scenario.h>

#include "cli/table.h"
#include "model/attributes.h"

enum { CAIRN_LIST_COLUMNS = 32 }; /* no kind has more */

enum cairn_field_kind {
    CAIRN_FIELD_TEXT,
    CAIRN_FIELD_NUMBER, /* a double, shown as value x times / over */
    CAIRN_FIELD_WHOLE,
    CAIRN_FIELD_WORD,   /* an enumeration: `words_of` has its attribute in the format */
    CAIRN_FIELD_ID,     /* index into `list`, whose id it shows */
    CAIRN_FIELD_HOURLY, /* of an intensity: whether its course over the day is known */
    /* Of 168 factors by hour of the week: */
    CAIRN_FIELD_MOST,
    CAIRN_FIELD_MOST_AT, /* "Fri 17:00" */
    CAIRN_FIELD_LEAST,
    CAIRN_FIELD_WEEKEND, /* mean of Saturday and Sunday */
};

struct cairn_field {
    struct cairn_column column;
    enum cairn_field_kind kind;
    size_t offset; /* into the entry, or its owner */
    bool of_owner;
    double times, over;      /* of a number; 0: 1 */
    size_t part;             /* origin of the part it stands in, which may be absent; 0: none */
    enum cairn_list list;    /* of an id */
    const char *words_of[2]; /* of a word: element and attribute */
};

/* A figure, or several that share a source. */
struct cairn_figure {
    const char *name;
    size_t origin, evidence; /* offsets; no figure where the origin has no file */
    bool of_owner;
};

struct cairn_list_kind {
    const char *name, *help;
    enum cairn_list list;
    enum cairn_list owner_list; /* where has_owner */
    bool has_owner;
    size_t owner; /* offset of the owner's index in an entry */
    const struct cairn_field *fields;
    size_t n_fields;
    size_t n_names;                     /* so many fields in front name an entry */
    const struct cairn_figure *figures; /* may be NULL */
    size_t n_figures;
};

/* Kinds in the order of help; ends with a row without a name. */
extern const struct cairn_list_kind cairn_list_kinds[];

/* Appends the entries of a kind to a table of its fields and one more column, where from. */
void cairn_list_fill(const struct cairn_list_kind *kind, const struct cairn_scenario *scenario,
                     struct cairn_table *table);

/* Appends the figures of a kind: entry, figure, class, source, title, address, licence. */
void cairn_list_fill_sources(const struct cairn_list_kind *kind,
                             const struct cairn_scenario *scenario, struct cairn_table *table);

#endif
