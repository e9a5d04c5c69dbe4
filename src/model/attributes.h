#ifndef CAIRN_MODEL_ATTRIBUTES_H
#define CAIRN_MODEL_ATTRIBUTES_H

/*
 * The attribute table: what each element and attribute of the format means to the program.
 *
 * One row per element says which array of the scenario it fills, or which struct inside the one of
 * its parent. One row per attribute says how its text becomes a value, where the value goes, which
 * values are possible and why, and what a change of it calls for. The reader binds files to
 * structs by these rows, so that a new attribute is a row, and sweeps ask them what must be
 * simulated again.
 *
 * Shape and defaults are not here: they live in the XSD, and a test walks both.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/units.h"
#include <cairn/scenario.h>

/* The arrays of a scenario, CAIRN_LIST_sources and so on. */
enum cairn_list {
#define CAIRN_LIST_ENTRY(type, name) CAIRN_LIST_##name,
    CAIRN_SCENARIO_LISTS(CAIRN_LIST_ENTRY)
#undef CAIRN_LIST_ENTRY
        CAIRN_N_LISTS
};

struct cairn_list_type {
    const char *name;
    size_t items, count; /* offsets of the pointer and of its length in a scenario */
    size_t size;         /* of one struct */
    const char *word;    /* what messages call what is in it: "site or region" */
    int most;            /* a scenario may have; bounds how long checks take */
};

extern const struct cairn_list_type cairn_list_types[CAIRN_N_LISTS];

enum cairn_element_role {
    CAIRN_ELEMENT_ROOT,     /* its attributes go into the scenario itself */
    CAIRN_ELEMENT_ITEM,     /* one more struct in an array of the scenario */
    CAIRN_ELEMENT_PART,     /* a struct, or some fields, inside the struct of its parent */
    CAIRN_ELEMENT_CONSUMED, /* replaced by what it stands for while the tree is put together */
};

enum { CAIRN_NO_OFFSET = -1 };

/*
 * Offsets are into the struct of the element, those that begin with parent_ into that of its
 * parent. CAIRN_NO_OFFSET where it does not apply.
 */
struct cairn_element_type {
    const char *name, *parent;
    enum cairn_element_role role;
    bool required;        /* in each of its parents; a part stands there at most once anyway */
    enum cairn_list list; /* of an item */
    ptrdiff_t up;         /* of an item: field for the index of the parent */
    ptrdiff_t parent_first, parent_count; /* of an item: its range */
    ptrdiff_t parent_part;                /* of a part */
    ptrdiff_t origin;
    ptrdiff_t kind; /* of elements that share a struct: field that says which it is */
    int kind_value;
};

/* A table that ends with a row without a name. An element that can stand in two has two rows. */
extern const struct cairn_element_type cairn_element_types[];

enum cairn_value_kind {
    CAIRN_VALUE_QUANTITY,            /* double; a number with a unit of the row's dimension */
    CAIRN_VALUE_QUANTITY_OR_ANY,     /* the same; `any` is the row's `any` */
    CAIRN_VALUE_QUANTITIES,          /* const double * and int: a list */
    CAIRN_VALUE_WHOLE,               /* int */
    CAIRN_VALUE_WHOLES,              /* const int * and int */
    CAIRN_VALUE_SEED,                /* uint64_t */
    CAIRN_VALUE_WORD,                /* an enumeration, by the row's words */
    CAIRN_VALUE_TEXT,                /* const char * */
    CAIRN_VALUE_NUMBERS,             /* const double *: exactly `high` plain numbers */
    CAIRN_VALUE_REFERENCE,           /* int: index of an entry of the row's list */
    CAIRN_VALUE_VARIANT_OF_MODEL,    /* int: variant of the model whose index is at `via` */
    CAIRN_VALUE_VARIANT_OF_WORKLOAD, /* the same by way of the workload at `via`, of its `step` */
    CAIRN_VALUE_VARIANT_OF_SEND,     /* the same by way of the send at `via` */
    CAIRN_VALUE_CONSUMED,            /* used while the tree is put together; fills no field */
};

/* What a change of a value calls for. */
enum cairn_effect {
    CAIRN_EFFECT_PHYSICS,    /* another simulation */
    CAIRN_EFFECT_ACCOUNTING, /* the same quantities times other factors */
    CAIRN_EFFECT_CHOICE,     /* other placements to choose from, or another rule of choice */
    CAIRN_EFFECT_LABEL,      /* nothing: it names or explains */
};

struct cairn_word {
    const char *text;
    int value;
};

/* Closed range [low, high], open at low where `above` says so. */
struct cairn_range {
    double low, high;
    bool above;
    const char *why; /* NULL where the bounds need no explanation */
};

struct cairn_attribute_type {
    const char *element, *name; /* name "" is the text of the element */
    enum cairn_value_kind kind;
    enum cairn_effect effect;
    size_t offset; /* into the struct of the element */
    size_t count;  /* of lists: offset of the length */
    enum cairn_dimension dimension;
    struct cairn_range range;
    const struct cairn_word *words; /* end with a NULL text */
    enum cairn_list list;           /* of a reference */
    size_t via;
    size_t step; /* of a variant: number of the step, where there is such a field; else 0 */
    double any;
    int absent; /* of WHOLE and WORD: what stands where nothing is said */
};

/*
 * The chapters of the table, the last followed by NULL. Each ends with a row without an element;
 * the rows of one element stand together.
 */
extern const struct cairn_attribute_type *const cairn_attribute_chapters[];

/* The row of an element below a parent, or NULL. The parent of the outermost element is NULL. */
const struct cairn_element_type *cairn_element_type(const char *name, const char *parent);

/* The first row of an element's attributes, or NULL: it has none. Others follow it. */
const struct cairn_attribute_type *cairn_attribute_types_of(const char *element);

/* Is a number possible? */
bool cairn_attribute_admits(const struct cairn_attribute_type *type, double value);

/* Which are: "from 1 to 5: a building takes what its devices take"; owned by the caller. */
char *cairn_attribute_range_text(const struct cairn_attribute_type *type);

/* The row of an attribute, or NULL. */
const struct cairn_attribute_type *cairn_attribute_type(const char *element, const char *name);

#endif
