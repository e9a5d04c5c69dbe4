#include "choose/lab.h"

#include "base/alloc.h"
#include "choose/job.h"

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

void cairn_lab_forget_grounds(struct cairn_lab *lab)
{
    for (int i = 0; i < lab->n_grounds; i++) {
        cairn_grounds_release(lab->grounds[i]);
        cairn_free(lab->grounds[i]);
    }
    cairn_free(lab->grounds);
    lab->grounds = NULL;
    lab->n_grounds = 0;
}

void cairn_lab_release(struct cairn_lab *lab)
{
    for (size_t i = 0; i < lab->capacity; i++)
        if (lab->entries[i])
            entry_free(lab->entries[i]);
    cairn_free(lab->entries);
    cairn_lab_forget_grounds(lab);
}

const struct cairn_grounds *cairn_lab_grounds(struct cairn_lab *lab,
                                              const struct cairn_scenario *scenario,
                                              const struct cairn_plan *plan)
{
    struct cairn_grounds *grounds;

    for (int i = 0; i < lab->n_grounds; i++)
        if (lab->grounds[i]->scenario == scenario && lab->grounds[i]->plan == plan)
            return lab->grounds[i];
    grounds = cairn_alloc(sizeof *grounds);
    cairn_grounds_init(grounds, scenario, plan);
    lab->grounds = cairn_realloc(lab->grounds, (size_t)lab->n_grounds + 1, sizeof *lab->grounds);
    lab->grounds[lab->n_grounds++] = grounds;
    return grounds;
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

/* The entry of a component, made where there is none. */
static struct cairn_lab_entry *entry_of(struct cairn_lab *lab,
                                        const struct cairn_component *component)
{
    struct cairn_lab_entry **slot = lab_slot(lab->entries, lab->capacity, component->key);
    struct cairn_lab_entry *entry = *slot;

    if (entry)
        return entry;
    entry = cairn_calloc(1, sizeof *entry);
    entry->key = component->key;
    cairn_quantities_init(&entry->sum, component);
    *slot = entry;
    if (++lab->n * 2 > lab->capacity)
        lab_grow(lab);
    return entry;
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

/* Has a replication from the memory, if that holds it. */
static void recall(const struct cairn_lab *lab, const struct cairn_lab_ask *ask,
                   struct cairn_buffer *bytes)
{
    if (lab->memory && !lab->memory->get(lab->memory->context, ask, bytes))
        cairn_buffer_clear(bytes);
}

/* Counts what was done, and gives what was simulated to the memory. */
static void remember(struct cairn_lab *lab, const struct cairn_lab_ask *ask,
                     const struct cairn_job_item *item)
{
    for (int path = 0; path < CAIRN_N_PATHS; path++)
        lab->by_path[path] += item->by_path[path];
    if (item->recalled) {
        lab->recalled++;
        lab->recalled_requests += item->requests;
        lab->recalled_events += item->events;
        return;
    }
    lab->simulated++;
    lab->requests += item->requests;
    lab->events += item->events;
    if (lab->memory)
        lab->memory->put(lab->memory->context, ask, &item->bytes);
}

/* ---- sampling ---- */

/* What is missing of one component. */
struct gap {
    struct cairn_lab_entry *entry;
    const struct cairn_component *component;
};

/* The entries that lack something, each once, in order of the wants; how many replications. */
static int find_gaps(struct cairn_lab *lab, const struct cairn_lab_want *wants, int n_wants,
                     struct gap *gaps, int *n_gaps)
{
    int missing = 0;

    *n_gaps = 0;
    for (int i = 0; i < n_wants; i++) {
        struct cairn_lab_entry *entry = entry_of(lab, wants[i].component);
        int has = entry->n > entry->until ? entry->n : entry->until;

        if (wants[i].n <= has)
            continue;
        if (entry->until == 0)
            gaps[(*n_gaps)++] = (struct gap){entry, wants[i].component};
        missing += wants[i].n - has;
        entry->until = wants[i].n;
    }
    return missing;
}

/* One item for each replication that is missing, gap after gap. */
static void fill_job(const struct cairn_lab *lab, const struct gap *gaps, int n_gaps,
                     struct cairn_job *job)
{
    for (int g = 0; g < n_gaps; g++) {
        struct cairn_lab_entry *entry = gaps[g].entry;

        entry->samples =
            cairn_realloc(entry->samples, (size_t)entry->until, sizeof *entry->samples);
        for (int r = entry->n; r < entry->until; r++) {
            struct cairn_job_item *item = &job->items[job->n++];
            struct cairn_lab_ask ask = ask_of(lab, entry->key, r);

            *item = (struct cairn_job_item){
                .component = gaps[g].component,
                .replication = ask.replication,
                .sample = &entry->samples[r],
                .sum = &entry->sum,
                .name = name_of(&ask),
                .keep = lab->memory != NULL,
            };
            cairn_buffer_init(&item->bytes);
            recall(lab, &ask, &item->bytes);
        }
    }
}

/* Enters the items that were done, in their order. */
static void enter_items(struct cairn_lab *lab, const struct gap *gaps, int n_gaps,
                        const struct cairn_job *job, int done)
{
    int at = 0;

    for (int g = 0; g < n_gaps; g++) {
        struct cairn_lab_entry *entry = gaps[g].entry;

        for (; entry->n < entry->until && at < done; at++, entry->n++) {
            struct cairn_lab_ask ask = ask_of(lab, entry->key, entry->n);

            remember(lab, &ask, &job->items[at]);
        }
        entry->until = 0;
    }
}

static bool prepare(struct cairn_lab *lab, const struct cairn_lab_want *wants, int n_wants,
                    const struct cairn_choose_limits *limits)
{
    struct gap *gaps = cairn_calloc((size_t)n_wants, sizeof *gaps);
    struct cairn_job job = {.seed = lab->seed};
    int n_gaps;
    int missing = find_gaps(lab, wants, n_wants, gaps, &n_gaps);
    int done;

    job.items = cairn_calloc((size_t)missing, sizeof *job.items);
    fill_job(lab, gaps, n_gaps, &job);
    done = cairn_job_run(&job, limits);
    enter_items(lab, gaps, n_gaps, &job, done);
    for (int i = 0; i < job.n; i++)
        cairn_buffer_release(&job.items[i].bytes);
    cairn_free(job.items);
    cairn_free(gaps);
    return done == missing;
}

bool cairn_lab_prepare(struct cairn_lab *lab, const struct cairn_lab_want *wants, int n_wants)
{
    return prepare(lab, wants, n_wants, lab->limits);
}

const struct cairn_lab_entry *cairn_lab_sample(struct cairn_lab *lab,
                                               const struct cairn_component *component, int n)
{
    struct cairn_lab_want want = {component, n};
    struct cairn_choose_limits heedless = {.workers = lab->limits ? lab->limits->workers : NULL};
    struct cairn_lab_entry *entry = entry_of(lab, component);

    if (entry->n >= n)
        lab->remembered++;
    else
        prepare(lab, &want, 1, &heedless);
    return entry;
}
