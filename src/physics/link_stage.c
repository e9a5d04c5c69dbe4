#include "physics/link_stage.h"

#include <string.h>

#include "base/alloc.h"

static size_t count_lanes(const struct cairn_link_stage *stage)
{
    return 2 * (size_t)stage->link->lines;
}

void cairn_link_stage_init(struct cairn_link_stage *stage, const struct cairn_component *component,
                           int index, uint32_t first_line)
{
    *stage = (struct cairn_link_stage){
        .link = &component->links[index],
        .first_line = first_line,
    };
    cairn_link_way_init(&stage->way, stage->link);
    stage->lanes = cairn_calloc(count_lanes(stage), sizeof *stage->lanes);
}

void cairn_link_stage_release(struct cairn_link_stage *stage)
{
    cairn_free(stage->lanes);
    *stage = (struct cairn_link_stage){0};
}

void cairn_link_stage_begin(struct cairn_link_stage *stage, int64_t *counts)
{
    stage->counts = counts;
    memset(stage->lanes, 0, count_lanes(stage) * sizeof *stage->lanes);
}
