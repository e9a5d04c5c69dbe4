/*
 * The pool of pool.h on a small event list that holds nothing but its own events, merged with the
 * arrivals of a block in the order of run.h: of what happens at one time, services end and devices
 * awake before arrivals, and timers come after them.
 *
 * What has begun is told when it ends, or at the end of its block.
 */
#include <assert.h>

#include "base/alloc.h"
#include "physics/pool_flow.h"
#include "physics/pool_stage_kinds.h"

struct cairn_pool_general {
    struct cairn_pool_sim sim;
    struct cairn_run run; /* `number` of a request is the caller's handle */
    bool *told;           /* [device]: the batch in service is in the outlet; owned */
};

struct cairn_pool_general *cairn_pool_general_new(const struct cairn_component *component,
                                                  int index, uint32_t first_device,
                                                  uint32_t first_copy)
{
    struct cairn_pool_general *general = cairn_calloc(1, sizeof *general);

    assert(!component->pools[index].unlimited);
    cairn_pool_sim_init(&general->sim, component, index, first_device, first_copy);
    cairn_event_list_init(&general->run.events);
    general->told =
        cairn_calloc(cairn_pool_sim_devices(&component->pools[index]), sizeof *general->told);
    return general;
}

void cairn_pool_general_free(struct cairn_pool_general *general)
{
    if (!general)
        return;
    cairn_pool_sim_release(&general->sim);
    cairn_event_list_release(&general->run.events);
    cairn_requests_release(&general->run.requests);
    cairn_free(general->told);
    cairn_free(general);
}

void cairn_pool_general_begin(struct cairn_pool_stage *stage, int64_t start_ns)
{
    struct cairn_pool_general *general = stage->general;
    struct cairn_run *run = &general->run;

    cairn_run_begin(run, start_ns, stage->begin_ns, stage->end_ns);
    run->handled = false;
    cairn_event_list_clear(&run->events);
    cairn_requests_clear(&run->requests);
    cairn_pool_sim_begin(&general->sim, run, stage->counts, stage->batch_counts);
    for (uint32_t d = 0; d < cairn_pool_sim_devices(stage->pool); d++)
        general->told[d] = false;
}

/* Tells of a batch whose service ends then. */
static void tell(struct cairn_pool_general *general, uint32_t device, struct cairn_batch batch,
                 int64_t done_ns, struct cairn_pool_outlet *outlet)
{
    uint64_t order = cairn_event_order(CAIRN_EVENT_SERVED, general->sim.first_device + device, 0);
    uint32_t r = batch.head;

    cairn_pool_outlet_reserve(outlet, batch.size);
    for (int32_t i = 0; i < batch.size; i++) {
        const struct cairn_request *request = cairn_run_request(&general->run, r);

        cairn_pool_outlet_put(outlet, (uint32_t)request->number,
                              request->queued_ns + request->wait_ns, done_ns, order);
        r = request->next;
    }
}

static void on_served(struct cairn_pool_stage *stage, uint32_t device,
                      struct cairn_pool_outlet *outlet)
{
    struct cairn_pool_general *general = stage->general;
    bool told = general->told[device];
    struct cairn_batch batch;
    uint32_t r;

    general->told[device] = false;
    batch = cairn_pool_sim_served(&general->sim, &general->run, (int)device);
    if (!told)
        tell(general, device, batch, general->run.now_ns, outlet);
    r = batch.head;
    for (int32_t i = 0; i < batch.size; i++) {
        const struct cairn_request *request = cairn_run_request(&general->run, r);
        uint32_t next = request->next;

        stage->instant |= request->queued_ns + request->wait_ns == general->run.now_ns;
        cairn_requests_end(&general->run.requests, r);
        r = next;
    }
}

/* Handles the pool's own events up to a boundary. */
static void advance(struct cairn_pool_stage *stage, struct cairn_event boundary,
                    struct cairn_pool_outlet *outlet)
{
    struct cairn_pool_sim *sim = &stage->general->sim;
    struct cairn_run *run = &stage->general->run;

    while (!cairn_event_list_empty(&run->events)) {
        struct cairn_event next = *cairn_event_list_peek(&run->events);
        uint32_t item = (uint32_t)next.payload;

        if (!cairn_event_before(&next, &boundary))
            return;
        cairn_run_set_now(run, next.time_ns);
        run->handled = true;
        switch (cairn_event_kind(&next)) {
        case CAIRN_EVENT_SERVED:
            on_served(stage, item, outlet);
            break;
        case CAIRN_EVENT_AWAKE:
            cairn_pool_sim_awake(sim, run, (int)item);
            break;
        case CAIRN_EVENT_TIMEOUT:
            cairn_pool_sim_timeout(sim, run, (int)item);
            break;
        case CAIRN_EVENT_SLEEP:
            cairn_pool_sim_sleep(sim, run, (int)item);
            break;
        default:
            assert(false);
        }
        cairn_run_remove_handled(run);
    }
}

static void arrive(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet, int i,
                   struct cairn_pool_outlet *outlet)
{
    struct cairn_run *run = &stage->general->run;
    uint32_t r = cairn_requests_make(&run->requests);
    struct cairn_request *request = cairn_run_request(run, r);

    cairn_run_set_now(run, inlet->time_ns[i]);
    request->wait_ns = 0;
    request->number = cairn_pool_inlet_id(inlet, i);
    request->bits = cairn_pool_inlet_bits(inlet, i);
    request->copy = cairn_pool_inlet_copy(inlet, i);
    if (cairn_pool_sim_arrive(&stage->general->sim, run, r, cairn_pool_inlet_variant(inlet, i),
                              cairn_pool_inlet_entity(inlet, i), CAIRN_NONE) == CAIRN_ADMITTED)
        return;
    cairn_pool_outlet_reserve(outlet, 1);
    cairn_pool_outlet_put(outlet, cairn_pool_inlet_id(inlet, i), CAIRN_NEVER, CAIRN_NEVER, 0);
    cairn_requests_end(&run->requests, r);
}

/* Tells of batches in service that have not been told. */
static void tell_begun(struct cairn_pool_general *general, struct cairn_pool_outlet *outlet)
{
    const struct cairn_event_list *events = &general->run.events;

    for (size_t i = 0; i < events->count; i++) {
        const struct cairn_event *event = &events->heap[i];
        uint32_t device = (uint32_t)event->payload;

        if (cairn_event_kind(event) != CAIRN_EVENT_SERVED || general->told[device])
            continue;
        general->told[device] = true;
        tell(general, device,
             (struct cairn_batch){
                 .head = general->sim.devices[device].head,
                 .size = general->sim.devices[device].size,
             },
             event->time_ns, outlet);
    }
}

void cairn_pool_general_run(struct cairn_pool_stage *stage, const struct cairn_pool_inlet *inlet,
                            int64_t until_ns, struct cairn_pool_outlet *outlet)
{
    uint64_t arrivals = cairn_event_order(CAIRN_EVENT_LOOKED_UP, 0, 0); /* the first of them */

    for (int i = 0; i < inlet->n; i++) {
        advance(stage, (struct cairn_event){.time_ns = inlet->time_ns[i], .order = arrivals},
                outlet);
        arrive(stage, inlet, i, outlet);
    }
    advance(stage, (struct cairn_event){.time_ns = until_ns}, outlet);
    tell_begun(stage->general, outlet);
}

void cairn_pool_general_end(struct cairn_pool_stage *stage)
{
    cairn_run_set_now(&stage->general->run, stage->end_ns);
    cairn_pool_sim_end(&stage->general->sim, &stage->general->run);
}
