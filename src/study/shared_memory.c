#include "study/shared_memory.h"

static bool get(void *context, const struct cairn_lab_ask *ask, struct cairn_buffer *bytes)
{
    struct cairn_shared_memory *shared = context;
    bool got;

    pthread_mutex_lock(&shared->turn);
    got = shared->of->get(shared->of->context, ask, bytes);
    pthread_mutex_unlock(&shared->turn);
    return got;
}

static void put(void *context, const struct cairn_lab_ask *ask, const struct cairn_buffer *bytes)
{
    struct cairn_shared_memory *shared = context;

    pthread_mutex_lock(&shared->turn);
    shared->of->put(shared->of->context, ask, bytes);
    pthread_mutex_unlock(&shared->turn);
}

void cairn_shared_memory_init(struct cairn_shared_memory *shared,
                              const struct cairn_lab_memory *memory)
{
    *shared = (struct cairn_shared_memory){.of = memory, .lab = {get, put, shared}};
    pthread_mutex_init(&shared->turn, NULL);
}

void cairn_shared_memory_release(struct cairn_shared_memory *shared)
{
    pthread_mutex_destroy(&shared->turn);
}

const struct cairn_lab_memory *cairn_shared_memory_lab(const struct cairn_shared_memory *shared)
{
    return shared->of ? &shared->lab : NULL;
}
