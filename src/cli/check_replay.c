#include "cli/check_replay.h"

#include <stdbool.h>

#include "base/units.h"

/* The replay of a workload if it is the first of its recording, or NULL. */
static const struct cairn_replay *first_of(const struct cairn_scenario *scenario, int workload)
{
    const struct cairn_replay *replay = &scenario->workloads[workload].arrivals.replay;

    if (!replay->recording)
        return NULL;
    for (int w = 0; w < workload; w++)
        if (scenario->workloads[w].arrivals.replay.recording == replay->recording)
            return NULL;
    return replay;
}

static double mean_per_s(const struct cairn_recording *recording)
{
    return recording->n / ((double)recording->length_ns / 1e9);
}

static void put(struct cairn_buffer *out, const char *before, double value,
                enum cairn_dimension dimension)
{
    char text[CAIRN_UNITS_SIZE];

    cairn_buffer_puts(out, before);
    cairn_buffer_puts(out, cairn_units_format(value, dimension, text));
}

void cairn_check_replays_text(const struct cairn_scenario *scenario, struct cairn_buffer *out)
{
    for (int w = 0; w < scenario->n_workloads; w++) {
        const struct cairn_replay *replay = first_of(scenario, w);
        const struct cairn_recording *recording = replay ? replay->recording : NULL;

        if (!replay)
            continue;
        cairn_buffer_appendf(out, "  %s: %d requests", replay->href, recording->n);
        put(out, " in ", (double)recording->length_ns / 1e9, CAIRN_TIME);
        put(out, ", mean ", mean_per_s(recording), CAIRN_RATE);
        put(out, ", longest gap ", (double)recording->longest_gap_ns / 1e9, CAIRN_TIME);
        if (recording->failed > 0)
            cairn_buffer_appendf(out, ", %d failures dropped", recording->failed);
        if (recording->others > 0)
            cairn_buffer_appendf(out, ", %d of %d rows of others dropped", recording->others,
                                 recording->rows);
        cairn_buffer_putc(out, '\n');
    }
}

void cairn_check_replays_json(const struct cairn_scenario *scenario, struct cairn_json *json)
{
    bool any = false;

    for (int w = 0; w < scenario->n_workloads; w++) {
        const struct cairn_replay *replay = first_of(scenario, w);

        if (!replay)
            continue;
        if (!any)
            cairn_json_array(json, "replays");
        any = true;
        cairn_json_object(json, NULL);
        cairn_json_text(json, "file", replay->href);
        cairn_json_integer(json, "rows", replay->recording->rows);
        cairn_json_integer(json, "requests", replay->recording->n);
        cairn_json_integer(json, "failures", replay->recording->failed);
        cairn_json_integer(json, "others", replay->recording->others);
        cairn_json_number(json, "length_s", (double)replay->recording->length_ns / 1e9);
        cairn_json_number(json, "rate_per_s", mean_per_s(replay->recording));
        cairn_json_number(json, "longest_gap_s", (double)replay->recording->longest_gap_ns / 1e9);
        cairn_json_end(json);
    }
    if (any)
        cairn_json_end(json);
}
