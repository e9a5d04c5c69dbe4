#include "physics/transit.h"

#include <string.h>

#include "physics/run.h"

void cairn_transit_release(struct cairn_transit *transit)
{
    for (size_t i = 0; i < transit->runs_made; i++)
        cairn_free(transit->runs[i].events);
    cairn_free(transit->runs);
    cairn_free(transit->fresh);
    cairn_free(transit->due);
    cairn_event_sorter_release(&transit->sorter);
    *transit = (struct cairn_transit){0};
}

void cairn_transit_clear(struct cairn_transit *transit)
{
    transit->n_fresh = 0;
    transit->n_due = 0;
    transit->n_runs = 0;
}

/* Makes a run of events that are due later. */
static void keep(struct cairn_transit *transit, struct cairn_event *events, size_t n)
{
    struct cairn_transit_run *run;

    if (transit->n_runs == transit->runs_made) {
        transit->runs = cairn_grow(transit->runs, &transit->runs_capacity, transit->runs_made + 1,
                                   sizeof *transit->runs);
        transit->runs[transit->runs_made++] = (struct cairn_transit_run){0};
    }
    run = &transit->runs[transit->n_runs++];
    cairn_event_sort(&transit->sorter, events, n);
    run->events = cairn_grow(run->events, &run->capacity, n, sizeof *events);
    memcpy(run->events, events, n * sizeof *events);
    run->at = 0;
    run->n = n;
}

/* Takes what is due out of the fresh events and makes a run of the others. */
static void take_fresh(struct cairn_transit *transit, int64_t until_ns)
{
    size_t later = 0;

    transit->due = cairn_grow(transit->due, &transit->due_capacity,
                              transit->n_due + transit->n_fresh, sizeof *transit->due);
    for (size_t i = 0; i < transit->n_fresh; i++) {
        struct cairn_event event = transit->fresh[i];
        bool is_due = event.time_ns < until_ns;

        transit->due[transit->n_due] = event;
        transit->fresh[later] = event;
        transit->n_due += is_due;
        later += !is_due;
    }
    transit->n_fresh = 0;
    if (later > 0)
        keep(transit, transit->fresh, later);
}

/* Takes what is due out of a run. */
static void take_run(struct cairn_transit *transit, struct cairn_transit_run *run, int64_t until_ns)
{
    size_t to = run->at;

    while (to < run->n && run->events[to].time_ns < until_ns)
        to++;
    transit->due = cairn_grow(transit->due, &transit->due_capacity, transit->n_due + to - run->at,
                              sizeof *transit->due);
    if (to > run->at)
        memcpy(&transit->due[transit->n_due], &run->events[run->at],
               (to - run->at) * sizeof *transit->due);
    transit->n_due += to - run->at;
    run->at = to;
}

void cairn_transit_take(struct cairn_transit *transit, int64_t until_ns)
{
    size_t left = 0;

    transit->n_due = 0;
    for (size_t i = 0; i < transit->n_runs; i++) {
        struct cairn_transit_run run;

        take_run(transit, &transit->runs[i], until_ns);
        run = transit->runs[i];
        if (run.at == run.n)
            continue;
        transit->runs[i] = transit->runs[left]; /* an empty one, or itself */
        transit->runs[left++] = run;
    }
    transit->n_runs = left;
    take_fresh(transit, until_ns);
    cairn_event_sort(&transit->sorter, transit->due, transit->n_due);
}

static bool is_service(const struct cairn_event *event)
{
    unsigned kind = cairn_event_kind(event);

    return kind == CAIRN_EVENT_SERVED || kind == CAIRN_EVENT_ANSWERED;
}

bool cairn_transit_ties(const struct cairn_transit *transit)
{
    for (size_t i = 1; i < transit->n_due; i++) {
        const struct cairn_event *a = &transit->due[i - 1], *b = &transit->due[i];

        if (a->time_ns == b->time_ns && a->order != b->order && (is_service(a) || is_service(b)))
            return true;
    }
    return false;
}
