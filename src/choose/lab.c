#include "choose/lab.h"

#include "base/alloc.h"
#include "physics/quantity_code.h"
#include "physics/world.h"

/* Replications of the search are numbered from here; no selection takes so many. */
#define SEARCH_REPLICATION UINT32_C(0x80000000)

void cairn_lab_init(struct cairn_lab *lab, uint64_t seed, enum cairn_lab_purpose purpose)
{
    *lab = (struct cairn_lab){
        .seed = seed,
        .first_replication = purpose == CAIRN_LAB_SEARCH ? SEARCH_REPLICATION : 0,
        .capacity = 64,
    };
    lab->entries = cairn_calloc(lab->capacity, sizeof *lab->entries);
}

static void entry_free(struct cairn_lab_entry *entry)
{
    for (int i = 0; i < entry->n; i++)
        cairn_sample_release(&entry->samples[i]);
    cairn_free(entry->samples);
    cairn_quantities_release(&entry->sum);
    cairn_free(entry);
}

void cairn_lab_release(struct cairn_lab *lab)
{
    for (size_t i = 0; i < lab->capacity; i++)
        if (lab->entries[i])
            entry_free(lab->entries[i]);
    cairn_free(lab->entries);
}

static bool key_equal(struct cairn_hash128 a, struct cairn_hash128 b)
{
    return a.word[0] == b.word[0] && a.word[1] == b.word[1];
}

/* The slot that holds the key, or the free one where it belongs. */
static struct cairn_lab_entry **lab_slot(struct cairn_lab_entry **entries, size_t capacity,
                                         struct cairn_hash128 key)
{
    size_t i = (size_t)key.word[0] & (capacity - 1);

    while (entries[i] && !key_equal(entries[i]->key, key))
        i = (i + 1) & (capacity - 1);
    return &entries[i];
}

static void lab_grow(struct cairn_lab *lab)
{
    size_t capacity = lab->capacity * 2;
    struct cairn_lab_entry **entries = cairn_calloc(capacity, sizeof *entries);

    for (size_t i = 0; i < lab->capacity; i++)
        if (lab->entries[i])
            *lab_slot(entries, capacity, lab->entries[i]->key) = lab->entries[i];
    cairn_free(lab->entries);
    lab->entries = entries;
    lab->capacity = capacity;
}

/* ---- what outlasts the lab ---- */

static struct cairn_lab_ask ask_of(const struct cairn_lab *lab, struct cairn_hash128 key,
                                   int replication)
{
    return (struct cairn_lab_ask){
        .key = key,
        .seed = lab->seed,
        .replication = lab->first_replication + (uint32_t)replication,
    };
}

static struct cairn_hash128 name_of(const struct cairn_lab_ask *ask)
{
    struct cairn_hash hash;

    cairn_hash_init_keyed(&hash, ask->key.word[0], ask->key.word[1]);
    cairn_hash_u64(&hash, ask->seed);
    cairn_hash_u64(&hash, ask->replication);
    return cairn_hash_final(&hash);
}

/* Has a replication from the memory; `one` is empty. False: it is not there, or damaged. */
static bool recall(struct cairn_lab *lab, struct cairn_hash128 key, int replication,
                   struct cairn_quantities *one)
{
    struct cairn_lab_ask ask = ask_of(lab, key, replication);
    struct cairn_buffer bytes;
    bool recalled;

    if (!lab->memory)
        return false;
    cairn_buffer_init(&bytes);
    recalled = lab->memory->get(lab->memory->context, &ask, &bytes) &&
               cairn_quantities_decode(one, name_of(&ask), bytes.data, bytes.size);
    cairn_buffer_release(&bytes);
    if (recalled) {
        lab->recalled++;
        lab->recalled_requests += one->requests;
        lab->recalled_events += one->events;
    }
    return recalled;
}

/* Gives a replication that was simulated to the memory, and counts it. */
static void remember(struct cairn_lab *lab, struct cairn_hash128 key, int replication,
                     const struct cairn_quantities *one)
{
    struct cairn_lab_ask ask = ask_of(lab, key, replication);
    struct cairn_buffer bytes;

    lab->simulated++;
    lab->requests += one->requests;
    lab->events += one->events;
    if (!lab->memory)
        return;
    cairn_buffer_init(&bytes);
    cairn_quantities_encode(one, name_of(&ask), &bytes);
    lab->memory->put(lab->memory->context, &ask, &bytes);
    cairn_buffer_release(&bytes);
}

/* ---- sampling ---- */

static void entry_extend(struct cairn_lab *lab, struct cairn_lab_entry *entry,
                         const struct cairn_component *component, int n)
{
    struct cairn_world *world = NULL; /* made for the first replication that has to be simulated */

    entry->samples = cairn_realloc(entry->samples, (size_t)n, sizeof *entry->samples);
    for (; entry->n < n; entry->n++) {
        struct cairn_quantities one;

        cairn_quantities_init(&one, component);
        if (!recall(lab, entry->key, entry->n, &one)) {
            if (!world)
                world = cairn_world_new(component);
            cairn_world_replicate(world, lab->seed, lab->first_replication + (uint32_t)entry->n,
                                  NULL, &one);
            remember(lab, entry->key, entry->n, &one);
        }
        cairn_sample_init(&entry->samples[entry->n], &one, component->plan);
        cairn_quantities_add(&entry->sum, &one);
        cairn_quantities_release(&one);
    }
    cairn_world_free(world);
}

const struct cairn_lab_entry *cairn_lab_sample(struct cairn_lab *lab,
                                               const struct cairn_component *component, int n)
{
    struct cairn_lab_entry **slot = lab_slot(lab->entries, lab->capacity, component->key);
    struct cairn_lab_entry *entry = *slot;

    if (!entry) {
        entry = cairn_calloc(1, sizeof *entry);
        entry->key = component->key;
        cairn_quantities_init(&entry->sum, component);
        *slot = entry;
        if (++lab->n * 2 > lab->capacity)
            lab_grow(lab);
    }
    if (entry->n >= n)
        lab->remembered++;
    else
        entry_extend(lab, entry, component, n);
    return entry;
}
