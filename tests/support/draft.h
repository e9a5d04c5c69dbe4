/*
 * draft.h - an XML document in the making, which can be written in several ways that mean the same
 *
 * A draft is a tree of elements. Amounts are kept as whole numbers of a small unit, and only
 * writing turns them into text: in that unit, or in others in which they are whole too; elements
 * and attributes in the order in which they were added, or shuffled. Written slower, all times are
 * longer, all rates lower, all energies higher by the same factor: watts stay. Ids may be written
 * otherwise, and an element may be doubled, with what belongs to it.
 */
#ifndef TESTS_SUPPORT_DRAFT_H
#define TESTS_SUPPORT_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

/* What an amount is of, and its small unit. */
enum draft_unit {
    DRAFT_TIME,      /* ns */
    DRAFT_RATE,      /* per hour; a multiple of 10 where it is to be written slower */
    DRAFT_DATA,      /* B */
    DRAFT_BANDWIDTH, /* bit/s; likewise */
    DRAFT_POWER,     /* mW */
    DRAFT_ENERGY,    /* uJ */
    DRAFT_CARBON,    /* g */
    DRAFT_INTENSITY, /* g/kWh */
    DRAFT_SHARE,     /* % */
    DRAFT_N_UNITS
};

struct draft_node; /* an element */

struct draft {
    struct cairn_arena arena;
    struct draft_node *root;
};

/* How it is written; all zero: as it was made. */
struct draft_style {
    uint64_t shuffled; /* by this number; 0: not at all */
    bool other_units;  /* which, by the same number */
    int64_t slower;    /* times are so many times as long; 0: as they are */
    /* Ids of elements of these names, and what refers to them, get an `n` before them; or NULL. */
    const char *const *renamed; /* the last is NULL */
};

void draft_init(struct draft *draft, const char *root);
void draft_release(struct draft *draft);

/* Adds an element. */
struct draft_node *draft_add(struct draft *draft, struct draft_node *to, const char *name);

/* Adds an attribute: text as by printf, or an amount. */
void draft_text(struct draft *draft, struct draft_node *to, const char *name, const char *format,
                ...) __attribute__((format(printf, 4, 5)));
void draft_amount(struct draft *draft, struct draft_node *to, const char *name,
                  enum draft_unit unit, int64_t n);

/* Sets the text of an element that has no others in it. */
void draft_content(struct draft *draft, struct draft_node *to, const char *text);

/* The first child of a name behind another, or, for NULL, of all; NULL: there is none. */
struct draft_node *draft_find(const struct draft_node *in, const char *name,
                              const struct draft_node *behind);

/* The next child behind another, or the first for NULL; NULL: there is none. */
const struct draft_node *draft_next(const struct draft_node *in, const struct draft_node *behind);

/* The text of an attribute; NULL: it has none, or it is an amount. */
const char *draft_value(const struct draft_node *of, const char *name);

/* Gives an attribute that is text another. */
void draft_change(struct draft *draft, struct draft_node *of, const char *name, const char *text);

/*
 * Adds a twin of an element: a copy in which all ids end in `z`. What stands elsewhere and refers
 * to one of its ids gets a twin beside it too, which refers to the twin's.
 */
void draft_twin(struct draft *draft, const struct draft_node *of);

void draft_write(const struct draft *draft, const struct draft_style *style,
                 struct cairn_buffer *out);

#endif
