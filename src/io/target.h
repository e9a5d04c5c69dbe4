#ifndef CAIRN_IO_TARGET_H
#define CAIRN_IO_TARGET_H

/*
 * Targets: the attributes that an expression selects to be given other values, what they have in
 * common and what a change of them calls for. Shared by all that varies, is uncertain or is swept.
 */

#include "base/diag.h"
#include "io/xml_path.h"
#include "model/attributes.h"

struct cairn_targets {
    /* said by the caller */
    struct cairn_arena *arena;
    struct cairn_diag *diag;
    struct cairn_origin origin; /* of complaints */
    const char *select;
    /* found */
    struct cairn_selected *items;
    int n;
    const struct cairn_attribute_type *type; /* of the first; others have the same dimension */
    const char *subject;                     /* the first: `pue of site "store"` */
    enum cairn_reach reach;
    double base; /* of the first, as it stands; NaN: a word */
};

/* Finds them; false where there are none that change a result, after a complaint. */
bool cairn_targets_find(struct cairn_targets *targets, struct cairn_node *root);

/*
 * No attribute may get values from two of them: complains at each that selects what one before it
 * selects too, as "... is HOW already by ...". Those that were not found select nothing.
 */
void cairn_targets_keep_apart(const struct cairn_targets *const *all, int n, const char *how);

/* Complains where the expression was said; returns false. */
bool cairn_targets_complain(const struct cairn_targets *targets, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool cairn_targets_are_numbers(const struct cairn_targets *targets);

/* Of their values; plain numbers where they are whole ones. */
enum cairn_dimension cairn_targets_dimension(const struct cairn_targets *targets);

/* What stands at one of them now; NaN: no number. */
double cairn_targets_number(const struct cairn_targets *targets, int item);

#endif
