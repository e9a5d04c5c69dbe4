#include "physics/capacity.h"

#include <assert.h>
#include <math.h>

#include "base/alloc.h"
#include "base/wide.h"
#include "physics/outage.h"
#include "physics/pool_ruled.h"

struct capacity_copy {
    int32_t target;         /* devices that should be on */
    int32_t leaving;        /* that are on, and go off when they are done */
    int32_t serving;        /* requests on devices */
    int segment;            /* of the window, that the schedule is in */
    int64_t moved_ns;       /* when the target did; INT64_MIN: not yet */
    int64_t checked_ns;     /* the last time */
    cairn_int128 busy_ns;   /* of devices since the window began, less now x those that are busy */
    cairn_int128 before_ns; /* busy time until the last check */
};

struct cairn_capacity {
    const struct cairn_component *component;
    const struct cairn_component_pool *pool;
    const int *on;                   /* [segment] of the window, by schedule; or NULL */
    struct capacity_copy *copies;    /* owned */
    struct cairn_outage_walk *walks; /* of devices, through the copies, or NULL; owned */
};

struct cairn_capacity *cairn_capacity_new(const struct cairn_component *component, int index)
{
    struct cairn_capacity *capacity = cairn_calloc(1, sizeof *capacity);
    const struct cairn_component_pool *pool = &component->pools[index];
    size_t n_copies = (size_t)pool->copies;

    capacity->component = component;
    capacity->pool = pool;
    capacity->copies = cairn_calloc(n_copies, sizeof *capacity->copies);
    if (pool->outage.mtbf_ns > 0)
        capacity->walks = cairn_calloc(n_copies * (size_t)pool->devices, sizeof *capacity->walks);
    return capacity;
}

void cairn_capacity_free(struct cairn_capacity *capacity)
{
    if (!capacity)
        return;
    cairn_free(capacity->copies);
    cairn_free(capacity->walks);
    cairn_free(capacity);
}

static int number_of(const struct cairn_pool_sim *sim, const struct cairn_pool_copy *in)
{
    return (int)(in - sim->copies);
}

static struct capacity_copy *copy_of(const struct cairn_pool_sim *sim,
                                     const struct cairn_pool_copy *in)
{
    return &sim->capacity->copies[number_of(sim, in)];
}

/* Devices that are on or starting, and stay. */
static int32_t count_on(const struct cairn_pool_sim *sim, const struct cairn_pool_copy *in)
{
    return sim->pool->devices - in->in_state[CAIRN_OFF_NS] - in->in_state[CAIRN_DOWN_NS] -
           copy_of(sim, in)->leaving;
}

bool cairn_capacity_serves(const struct cairn_pool_sim *sim, const struct cairn_pool_copy *in)
{
    return count_on(sim, in) > 0 ||
           (sim->pool->scaling != CAIRN_SCALING_NONE && in->in_state[CAIRN_OFF_NS] > 0);
}

/* ---- on and off ---- */

static void set_leaving(struct cairn_pool_sim *sim, struct cairn_device *of, bool leaving)
{
    copy_of(sim, of->in)->leaving += leaving - of->leaving;
    of->leaving = leaving;
}

static void start(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_device *of)
{
    if (sim->pool->start_ns == 0) {
        cairn_power_idle(sim, run, of, CAIRN_OFF_NS);
        return;
    }
    cairn_power_enter(sim, run, of, CAIRN_OFF_NS, CAIRN_STARTING_NS);
    of->mark_ns = cairn_run_later(run->now_ns, sim->pool->start_ns);
    cairn_run_schedule(run, of->mark_ns, CAIRN_EVENT_AWAKE, sim->first_device + of->number, 0,
                       cairn_payload(sim->index, of->number));
}

/* One more device of a copy, where there is one. */
static bool add_device(struct cairn_pool_sim *sim, struct cairn_run *run,
                       struct cairn_pool_copy *in)
{
    struct cairn_device *off = NULL;

    for (int d = 0; d < sim->pool->devices; d++) {
        struct cairn_device *of = &in->devices[d];

        if (of->leaving) {
            set_leaving(sim, of, false);
            return true;
        }
        if (!off && of->state == CAIRN_OFF_NS)
            off = of;
    }
    if (off)
        start(sim, run, off);
    return off != NULL;
}

static void remove_device(struct cairn_pool_sim *sim, struct cairn_run *run,
                          struct cairn_pool_copy *in)
{
    static const enum cairn_pool_count order[] = {
        CAIRN_STARTING_NS, CAIRN_SLEEP_NS, CAIRN_IDLE_NS, CAIRN_WAKING_NS, CAIRN_BUSY_NS,
    };

    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        bool at_work = order[i] == CAIRN_WAKING_NS || order[i] == CAIRN_BUSY_NS;

        if (in->in_state[order[i]] == 0)
            continue;
        for (int d = sim->pool->devices - 1; d >= 0; d--) {
            struct cairn_device *of = &in->devices[d];

            if (of->state != order[i] || of->leaving)
                continue;
            if (at_work)
                set_leaving(sim, of, true);
            else
                cairn_power_enter(sim, run, of, order[i], CAIRN_OFF_NS);
            return;
        }
    }
    assert(false); /* a device is on */
}

/* As many as should be on are, as far as there are so many. */
static void adjust(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_pool_copy *in)
{
    int32_t target = copy_of(sim, in)->target;

    while (count_on(sim, in) < target && add_device(sim, run, in)) {
    }
    while (count_on(sim, in) > target)
        remove_device(sim, run, in);
    cairn_pool_ruled_start(sim, run, in);
}

/* A device has nothing to do any more. */
static void rest(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_device *of)
{
    if (!of->leaving) {
        cairn_power_idle(sim, run, of, of->state);
        return;
    }
    set_leaving(sim, of, false);
    cairn_power_enter(sim, run, of, of->state, CAIRN_OFF_NS);
}

bool cairn_capacity_awake(struct cairn_pool_sim *sim, struct cairn_run *run,
                          struct cairn_device *of)
{
    bool coming = of->state == CAIRN_WAKING_NS || of->state == CAIRN_STARTING_NS;

    if (!coming || of->mark_ns != run->now_ns)
        return false;
    rest(sim, run, of);
    return true;
}

void cairn_capacity_serve(struct cairn_pool_sim *sim, const struct cairn_run *run,
                          const struct cairn_device *of)
{
    struct capacity_copy *copy = copy_of(sim, of->in);

    copy->serving += of->size;
    copy->busy_ns -= run->now_ns;
}

/* It ends, or is broken off. */
static void unserve(struct cairn_pool_sim *sim, const struct cairn_run *run,
                    const struct cairn_device *of)
{
    struct capacity_copy *copy = copy_of(sim, of->in);

    copy->serving -= of->size;
    copy->busy_ns += run->now_ns;
}

bool cairn_capacity_served(struct cairn_pool_sim *sim, struct cairn_run *run,
                           struct cairn_device *of)
{
    if (of->state != CAIRN_BUSY_NS || of->mark_ns != run->now_ns)
        return false;
    of->count->busy_ns += run->clock_ns;
    unserve(sim, run, of);
    rest(sim, run, of);
    return true;
}

/* ---- targets ---- */

static void schedule_check(struct cairn_pool_sim *sim, struct cairn_run *run, int copy,
                           int64_t time_ns)
{
    if (time_ns != CAIRN_NEVER)
        cairn_run_schedule(run, time_ns, CAIRN_EVENT_CAPACITY, sim->first_copy + (uint32_t)copy, 0,
                           cairn_payload(sim->index, (uint32_t)copy));
}

/* Goes to the segment of the present; returns when it ends. [SCHEDULE] */
static int64_t follow_schedule(struct cairn_pool_sim *sim, const struct cairn_run *run,
                               struct capacity_copy *copy)
{
    const struct cairn_window *window = &sim->capacity->component->plan->windows[run->key.window];

    while (window->segment_end_ns[copy->segment] <= run->now_ns)
        copy->segment++;
    copy->target = sim->capacity->on[copy->segment];
    return window->segment_end_ns[copy->segment];
}

/* Devices that the rule asks for. [SCALE] */
static int32_t wanted(const struct cairn_pool_sim *sim, const struct cairn_run *run,
                      const struct cairn_pool_copy *in, struct capacity_copy *copy)
{
    const struct cairn_component_pool *pool = sim->pool;
    cairn_int128 busy_ns = copy->busy_ns + (cairn_int128)in->in_state[CAIRN_BUSY_NS] * run->now_ns;
    double amount = (double)copy->serving + in->waiting;
    double n;

    if (pool->scaling == CAIRN_BY_UTILISATION)
        amount = (double)(busy_ns - copy->before_ns) / (double)(run->now_ns - copy->checked_ns);
    copy->before_ns = busy_ns;
    copy->checked_ns = run->now_ns;
    n = ceil(amount / pool->scale_target - 1e-9);
    n = n < pool->devices ? n : pool->devices;
    if (n < pool->least)
        n = pool->least;
    return n < 1 && in->waiting > 0 ? 1 : (int32_t)n;
}

/* Moves the target by the rule; returns the time of the next check. */
static int64_t scale(struct cairn_pool_sim *sim, const struct cairn_run *run,
                     const struct cairn_pool_copy *in, struct capacity_copy *copy)
{
    int32_t n = wanted(sim, run, in, copy);
    bool rested =
        copy->moved_ns == INT64_MIN || run->now_ns - copy->moved_ns >= sim->pool->cool_down_ns;

    if (n > copy->target || (n < copy->target && rested)) {
        copy->target = n;
        copy->moved_ns = run->now_ns;
    }
    return cairn_run_later(run->now_ns, sim->pool->every_ns);
}

void cairn_capacity_check(struct cairn_pool_sim *sim, struct cairn_run *run, int number)
{
    struct cairn_pool_copy *in = &sim->copies[number];
    struct capacity_copy *copy = copy_of(sim, in);
    int64_t next_ns = sim->pool->scaling != CAIRN_SCALING_NONE ? scale(sim, run, in, copy)
                                                               : follow_schedule(sim, run, copy);

    schedule_check(sim, run, number, next_ns);
    adjust(sim, run, in);
}

/* ---- outages ---- */

static void schedule_outage(struct cairn_pool_sim *sim, struct cairn_run *run,
                            const struct cairn_device *of, int64_t time_ns)
{
    if (time_ns != CAIRN_NEVER)
        cairn_run_schedule(run, time_ns, CAIRN_EVENT_OUTAGE, sim->first_device + of->number, 0,
                           cairn_payload(sim->index, of->number));
}

static struct cairn_batch fail(struct cairn_pool_sim *sim, struct cairn_run *run,
                               struct cairn_device *of)
{
    struct cairn_batch lost = {0};

    if (of->state == CAIRN_BUSY_NS) {
        unserve(sim, run, of);
        lost = cairn_pool_ruled_break_off(sim, run, of);
    }
    cairn_pool_ruled_forget(sim, of);
    if (of->leaving)
        set_leaving(sim, of, false);
    cairn_power_enter(sim, run, of, of->state, CAIRN_DOWN_NS);
    return lost;
}

static void repair(struct cairn_pool_sim *sim, struct cairn_run *run, struct cairn_device *of)
{
    if (count_on(sim, of->in) < copy_of(sim, of->in)->target)
        cairn_power_idle(sim, run, of, CAIRN_DOWN_NS);
    else
        cairn_power_enter(sim, run, of, CAIRN_DOWN_NS, CAIRN_OFF_NS);
}

struct cairn_batch cairn_capacity_outage(struct cairn_pool_sim *sim, struct cairn_run *run,
                                         int device)
{
    struct cairn_device *of = &sim->devices[device];
    struct cairn_outage_walk *walk = &sim->capacity->walks[device];
    struct cairn_batch lost = {0};

    if (of->state == CAIRN_DOWN_NS) {
        cairn_outage_advance(walk, &sim->pool->outage, run->now_ns);
        schedule_outage(sim, run, of, walk->fails_ns);
        repair(sim, run, of);
    } else {
        schedule_outage(sim, run, of, walk->back_ns);
        lost = fail(sim, run, of);
    }
    adjust(sim, run, of->in);
    return lost;
}

static void begin_outages(struct cairn_pool_sim *sim, struct cairn_run *run, int copy)
{
    uint64_t entity = cairn_outage_entity(sim->pool->outage.entity, (uint32_t)copy);

    for (int d = 0; d < sim->pool->devices; d++) {
        struct cairn_device *of = &sim->copies[copy].devices[d];
        struct cairn_outage_walk *walk = &sim->capacity->walks[of->number];

        cairn_outage_begin(walk, &sim->pool->outage, run, cairn_outage_entity(entity, (uint32_t)d));
        if (walk->fails_ns == run->now_ns) {
            cairn_power_enter(sim, run, of, CAIRN_IDLE_NS, CAIRN_DOWN_NS);
            schedule_outage(sim, run, of, walk->back_ns);
        } else {
            schedule_outage(sim, run, of, walk->fails_ns);
        }
    }
}

/* ---- windows ---- */

void cairn_capacity_begin(struct cairn_pool_sim *sim, struct cairn_run *run)
{
    struct cairn_capacity *capacity = sim->capacity;
    const struct cairn_component_pool *pool = capacity->pool;

    capacity->on = pool->on ? &pool->on[run->first_segment] : NULL;
    for (int c = 0; c < pool->copies; c++) {
        struct capacity_copy *copy = &capacity->copies[c];
        int64_t next_ns = CAIRN_NEVER;

        *copy = (struct capacity_copy){
            .target = pool->devices,
            .moved_ns = INT64_MIN,
            .checked_ns = run->now_ns,
        };
        if (capacity->walks)
            begin_outages(sim, run, c);
        if (capacity->on)
            next_ns = follow_schedule(sim, run, copy);
        else if (pool->scaling != CAIRN_SCALING_NONE)
            next_ns = cairn_run_later(run->now_ns, pool->every_ns);
        schedule_check(sim, run, c, next_ns);
        adjust(sim, run, &sim->copies[c]);
    }
}

void cairn_capacity_end(struct cairn_pool_sim *sim)
{
    for (int state = CAIRN_SLEEP_NS; state <= CAIRN_DOWN_NS; state++)
        if (state != CAIRN_OFF_NS)
            sim->counts[CAIRN_ON_NS] += sim->counts[state];
}
