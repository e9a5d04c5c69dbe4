/*
 * report_map.h - the answer as a map: sites to the left, regions to the right, links between them
 *
 * A place is a box that says how many copies it has, what asks there and what serves there; a link
 * is a line as wide as the square root of what it carries a year. What the answer does not use is
 * dashed. Places and links come from the effective scenario, what they do from the results.
 *
 * Drawn as SVG without a script and without colours of its own (report.css has them). At most a
 * dozen places a side: the rest is counted. The table of routes says the same in words.
 */
#ifndef CAIRN_STUDY_REPORT_MAP_H
#define CAIRN_STUDY_REPORT_MAP_H

#include "base/buffer.h"
#include "io/store.h"

/* Appends the map of a study; nothing where it has no answer. */
enum cairn_store_status cairn_report_map_write(struct cairn_store *store, int64_t study,
                                               struct cairn_buffer *out);

#endif
