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
    cairn_link_law_init(&stage->law, stage->link);
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

/* ---- many at a time ---- */

static void count(struct cairn_link_stage *stage, enum cairn_direction direction, int64_t bytes,
                  int64_t busy_ns)
{
    bool down = direction == CAIRN_DOWN;

    stage->counts[down ? CAIRN_DOWN_BYTES : CAIRN_UP_BYTES] += bytes;
    stage->counts[down ? CAIRN_DOWN_BUSY_NS : CAIRN_UP_BUSY_NS] += busy_ns;
}

/* Counts what is sent from start_ns until free_ns, where that is all measured or nothing of it. */
static bool count_all(struct cairn_link_stage *stage, const struct cairn_run *run,
                      enum cairn_direction direction, const struct cairn_messages *messages,
                      int64_t start_ns, int64_t free_ns)
{
    if (free_ns < run->begin_ns || start_ns >= run->end_ns)
        return true;
    if (start_ns < run->begin_ns || free_ns >= run->end_ns)
        return false;
    count(stage, direction, messages->n * messages->bytes, messages->n * messages->duration_ns);
    return true;
}

static void count_one(struct cairn_link_stage *stage, const struct cairn_run *run,
                      enum cairn_direction direction, const struct cairn_messages *messages,
                      int64_t start_ns)
{
    count(stage, direction, cairn_run_measures(run, start_ns) ? messages->bytes : 0,
          cairn_run_clip(run, start_ns + messages->duration_ns) - cairn_run_clip(run, start_ns));
}

void cairn_link_stage_send_all(struct cairn_link_stage *stage, const struct cairn_run *run,
                               enum cairn_direction direction,
                               const struct cairn_messages *messages, int64_t *delivered_ns)
{
    struct cairn_link_stage_lane *lane = &stage->lanes[direction == CAIRN_DOWN];
    int64_t duration_ns = messages->duration_ns;
    int64_t latency_ns = stage->link->latency_ns;
    int64_t sent_ns = 0; /* those before, without waiting */
    int64_t last_ns = lane->free_ns;
    int64_t free_ns;

    if (messages->n == 0)
        return;
    for (int i = 0; i < messages->n; i++) { /* [LINK], with sums of durations out of the maximum */
        int64_t time_ns = messages->time_ns[i] - sent_ns;

        last_ns = last_ns > time_ns ? last_ns : time_ns;
        sent_ns += duration_ns;
        delivered_ns[i] = last_ns + sent_ns + latency_ns;
    }
    free_ns = last_ns + sent_ns;
    lane->free_ns = free_ns;
    if (count_all(stage, run, direction, messages, delivered_ns[0] - latency_ns - duration_ns,
                  free_ns))
        return;
    for (int i = 0; i < messages->n; i++)
        count_one(stage, run, direction, messages, delivered_ns[i] - latency_ns - duration_ns);
}

int64_t cairn_link_stage_send_together(struct cairn_link_stage *stage, const struct cairn_run *run,
                                       enum cairn_direction direction,
                                       const struct cairn_messages *messages)
{
    struct cairn_link_stage_lane *lane = &stage->lanes[direction == CAIRN_DOWN];
    int64_t duration_ns = messages->duration_ns;
    int64_t time_ns = messages->time_ns[0];
    int64_t start_ns = lane->free_ns > time_ns ? lane->free_ns : time_ns;

    lane->free_ns = start_ns + messages->n * duration_ns; /* [LINK], n times */
    if (!count_all(stage, run, direction, messages, start_ns, lane->free_ns))
        for (int i = 0; i < messages->n; i++)
            count_one(stage, run, direction, messages, start_ns + i * duration_ns);
    return start_ns + duration_ns + stage->link->latency_ns;
}
