/*
 * report_scene.h - what a map shows: places, what asks and serves there, links and what they carry
 *
 * Read from the effective scenario and the results of its answer. All of it lives in an arena.
 */
#ifndef CAIRN_STUDY_REPORT_SCENE_H
#define CAIRN_STUDY_REPORT_SCENE_H

#include <stdbool.h>

#include "base/arena.h"
#include "io/node.h"
#include "io/store.h"

struct cairn_scene_place {
    const char *id;
    const char *note; /* its grid or data centre; NULL: none */
    bool is_region, used;
    double copies;
    double flow;        /* requests a year that arise or are served here: by it places are chosen */
    const char **lines; /* what asks and serves here */
    size_t n_lines, capacity;
    int n_links; /* drawn so far, and in all */
    int n_drawn;
    double x, y, height; /* given by the map; height 0: not drawn */
};

struct cairn_scene_link {
    const char *id, *access;
    int from, to; /* places */
    double gb_per_year;
};

struct cairn_scene {
    struct cairn_arena arena;
    struct cairn_scene_place *places;
    struct cairn_scene_link *links;
    int n_places, n_links;
    const char *summary; /* of the answer; NULL: there is none */
};

/* Release it also after a failure. A scenario that cannot be read has no places. */
enum cairn_store_status cairn_scene_read(struct cairn_scene *scene, struct cairn_store *store,
                                         int64_t study);
void cairn_scene_release(struct cairn_scene *scene);

#endif
