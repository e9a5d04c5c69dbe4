#include "cli/trace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "physics/run.h"
#include "physics/world.h"

struct tracer {
    FILE *file;
    int error; /* of the first write that failed; 0: none */
    int component;
    int window;
    int64_t last_ns; /* time of the event before; an earlier one begins a window */
};

static const char *event_name(unsigned kind)
{
    static const char *const names[] = {
        [CAIRN_EVENT_SERVED] = "served",
        [CAIRN_EVENT_PASSED] = "passed",
        [CAIRN_EVENT_ANSWERED] = "answered",
        [CAIRN_EVENT_AWAKE] = "awake",
        [CAIRN_EVENT_LOOKED_UP] = "looked up",
        [CAIRN_EVENT_DELIVERED_UP] = "delivered up",
        [CAIRN_EVENT_DELIVERED_DOWN] = "delivered down",
        [CAIRN_EVENT_ARRIVAL] = "arrival",
        [CAIRN_EVENT_TIMEOUT] = "timeout",
        [CAIRN_EVENT_SLEEP] = "sleep",
        [CAIRN_EVENT_OUTAGE] = "outage",
        [CAIRN_EVENT_CAPACITY] = "capacity",
    };

    return names[kind];
}

static void on_event(void *context, const struct cairn_event *event)
{
    struct tracer *tracer = context;

    if (event->time_ns < tracer->last_ns)
        tracer->window++;
    tracer->last_ns = event->time_ns;
    if (tracer->error != 0)
        return;
    errno = 0;
    if (fprintf(tracer->file, "%d,%d,%" PRId64 ".%09" PRId64 ",%s,%d,%" PRIu32 "\n",
                tracer->component, tracer->window, event->time_ns / INT64_C(1000000000),
                event->time_ns % INT64_C(1000000000), event_name(cairn_event_kind(event)),
                (int)(event->payload >> 32), (uint32_t)event->payload) < 0)
        tracer->error = errno != 0 ? errno : EIO;
}

int cairn_trace_write(struct cairn_trial *trial, const char *path)
{
    struct tracer tracer = {.file = fopen(path, "w")};
    struct cairn_trace trace = {on_event, &tracer};

    if (!tracer.file)
        return errno;
    fputs("component,window,time_s,event,station,number\n", tracer.file);
    for (int c = 0; c < trial->components.n; c++) {
        struct cairn_quantities quantities;

        tracer.component = c;
        tracer.window = 0;
        tracer.last_ns = 0;
        cairn_quantities_init(&quantities, &trial->components.items[c]);
        cairn_world_run(&trial->components.items[c], trial->scenario->time.seed, 0, &trace,
                        &quantities);
        cairn_quantities_release(&quantities);
    }
    if (fclose(tracer.file) != 0 && tracer.error == 0)
        tracer.error = errno;
    return tracer.error;
}
