#ifndef CAIRN_IO_ROWS_H
#define CAIRN_IO_ROWS_H

/*
 * Sites that differ: a site with rows="stores.csv" is a pattern, and every record of that file
 * makes a site of it.
 *
 * The column `id` names the row: row berlin of site store is the site store.berlin. It has its own
 * copies of the pools, caches and workloads of the pattern, box.berlin of box, and of the links
 * from it, uplink.berlin of uplink. Routes and the sends and sizes of baselines that name something
 * of the pattern are repeated for each row, so that `send workload="frames" to="box"` means every
 * row; `to="box.berlin"` means one.
 *
 * Other columns replace values of the pattern, which must be complete without them; an empty field
 * leaves the value of the pattern. A header is
 *
 *     count                 an attribute of the site
 *     box.max               an attribute of the pool, cache, workload or link with this id, or,
 *     frames.rate           where that has none of this name, of its only child that may have it
 *     frames.arrivals.rate  the same said in full; a hop is named by its id
 *     frames.rate [/s]      a unit that every field of the column takes
 *     # address             a remark, ignored
 *
 * Rows multiply: a small file could ask for any number of sites. A file has at most 10,000 rows,
 * and all rows together make at most 250,000 elements, about 600 MB.
 */

#include "io/input.h"
#include "io/schema.h"

void cairn_rows_expand(struct cairn_arena *arena, struct cairn_node *root,
                       const struct cairn_schema *schema, struct cairn_inputs *inputs,
                       struct cairn_diag *diag);

#endif
