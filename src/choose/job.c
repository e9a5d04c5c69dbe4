#include "choose/job.h"

#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "physics/quantity_code.h"
#include "physics/world.h"

/* What a worker has made ready. */
struct place {
    const struct cairn_component *component; /* NULL: nothing yet */
    struct cairn_world *world;
};

struct round {
    struct cairn_job *job;
    const struct cairn_choose_limits *limits;
    struct place *places;  /* [worker] */
    pthread_mutex_t mutex; /* of the sums */
};

static bool stopped(const struct cairn_choose_limits *limits)
{
    return limits && limits->stop && limits->stop(limits->context);
}

static struct cairn_world *world_of(struct place *place, const struct cairn_component *component)
{
    if (place->component != component) {
        cairn_world_free(place->world);
        place->world = cairn_world_new(component);
        place->component = component;
    }
    return place->world;
}

static void simulate(const struct cairn_job *job, struct cairn_job_item *item, struct place *place,
                     struct cairn_quantities *one)
{
    cairn_world_replicate(world_of(place, item->component), job->seed, item->replication, NULL,
                          one);
    cairn_buffer_clear(&item->bytes);
    if (item->keep)
        cairn_quantities_encode(one, item->name, &item->bytes);
}

/* Does one item; the caller's own thread looks whether it is to stop. */
static bool do_item(void *context, int index, int worker)
{
    struct round *round = context;
    struct cairn_job_item *item = &round->job->items[index];
    struct cairn_quantities one;

    cairn_quantities_init(&one, item->component);
    item->recalled = cairn_quantities_decode(&one, item->name, item->bytes.data, item->bytes.size);
    if (!item->recalled)
        simulate(round->job, item, &round->places[worker], &one);
    cairn_sample_init(item->sample, &one, item->component->plan);
    item->requests = one.requests;
    item->events = one.events;
    memcpy(item->by_path, one.by_path, sizeof item->by_path);
    pthread_mutex_lock(&round->mutex);
    cairn_quantities_add(item->sum, &one);
    pthread_mutex_unlock(&round->mutex);
    cairn_quantities_release(&one);
    return worker != 0 || !stopped(round->limits);
}

int cairn_job_run(struct cairn_job *job, const struct cairn_choose_limits *limits)
{
    struct cairn_workers *workers = limits ? limits->workers : NULL;
    int n_workers = cairn_workers_count(workers);
    struct round round = {
        .job = job,
        .limits = limits,
        .places = cairn_calloc((size_t)n_workers, sizeof *round.places),
    };
    int done;

    pthread_mutex_init(&round.mutex, NULL);
    done = cairn_workers_run(workers, job->n, do_item, &round);
    pthread_mutex_destroy(&round.mutex);
    for (int i = 0; i < n_workers; i++)
        cairn_world_free(round.places[i].world);
    cairn_free(round.places);
    return done;
}
