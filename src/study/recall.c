#include "study/recall.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

struct sample {
    struct cairn_lab_ask ask;
    char *bytes; /* NULL: an empty slot; owned */
    size_t size;
};

/* Open addressing; capacity 0 or a power of two that is at least twice n. */
struct generation {
    struct sample *slots;
    size_t n, capacity, bytes;
};

struct cairn_recall {
    struct generation young, old;
    size_t most_bytes;
};

static bool same(const struct cairn_lab_ask *a, const struct cairn_lab_ask *b)
{
    return a->key.word[0] == b->key.word[0] && a->key.word[1] == b->key.word[1] &&
           a->seed == b->seed && a->replication == b->replication;
}

static uint64_t hash_of(const struct cairn_lab_ask *ask)
{
    return cairn_mix64(ask->key.word[0] ^ cairn_mix64(ask->seed + ask->replication));
}

/* Where it is, or where it would be. */
static struct sample *slot_of(const struct generation *generation, const struct cairn_lab_ask *ask)
{
    size_t at = (size_t)hash_of(ask) & (generation->capacity - 1);

    while (generation->slots[at].bytes && !same(&generation->slots[at].ask, ask))
        at = (at + 1) & (generation->capacity - 1);
    return &generation->slots[at];
}

static void forget(struct generation *generation)
{
    for (size_t i = 0; i < generation->capacity; i++)
        cairn_free(generation->slots[i].bytes);
    cairn_free(generation->slots);
    *generation = (struct generation){0};
}

static void make_room(struct generation *generation)
{
    struct generation larger = *generation;

    if (2 * (generation->n + 1) <= generation->capacity)
        return;
    larger.capacity = generation->capacity ? 2 * generation->capacity : 64;
    larger.slots = cairn_calloc(larger.capacity, sizeof *larger.slots);
    for (size_t i = 0; i < generation->capacity; i++)
        if (generation->slots[i].bytes)
            *slot_of(&larger, &generation->slots[i].ask) = generation->slots[i];
    cairn_free(generation->slots);
    *generation = larger;
}

static void age(struct cairn_recall *recall)
{
    if (recall->young.bytes < recall->most_bytes / 2)
        return;
    forget(&recall->old);
    recall->old = recall->young;
    recall->young = (struct generation){0};
}

struct cairn_recall *cairn_recall_new(size_t most_bytes)
{
    struct cairn_recall *recall = cairn_calloc(1, sizeof *recall);

    recall->most_bytes = most_bytes;
    return recall;
}

void cairn_recall_free(struct cairn_recall *recall)
{
    if (!recall)
        return;
    forget(&recall->young);
    forget(&recall->old);
    cairn_free(recall);
}

void cairn_recall_put(struct cairn_recall *recall, const struct cairn_lab_ask *ask,
                      const void *bytes, size_t size)
{
    struct sample *slot;
    void *copy;

    age(recall);
    make_room(&recall->young);
    slot = slot_of(&recall->young, ask);
    if (slot->bytes)
        return; /* what was simulated twice is the same */
    copy = cairn_alloc(size + 1);
    memcpy(copy, bytes, size);
    *slot = (struct sample){*ask, copy, size};
    recall->young.n++;
    recall->young.bytes += size + 2 * sizeof *slot;
}

bool cairn_recall_get(struct cairn_recall *recall, const struct cairn_lab_ask *ask,
                      struct cairn_buffer *bytes)
{
    const struct sample *slot = recall->young.capacity ? slot_of(&recall->young, ask) : NULL;

    if (slot && slot->bytes) {
        cairn_buffer_append(bytes, slot->bytes, slot->size);
        return true;
    }
    slot = recall->old.capacity ? slot_of(&recall->old, ask) : NULL;
    if (!slot || !slot->bytes)
        return false;
    cairn_buffer_append(bytes, slot->bytes, slot->size);
    cairn_recall_put(recall, ask, bytes->data + bytes->size - slot->size, slot->size);
    return true;
}

size_t cairn_recall_size(const struct cairn_recall *recall)
{
    return recall->young.bytes + recall->old.bytes;
}
