/*
 * What a cache holds, against plain tables that are searched from end to end: every answer of every
 * policy must be the same, in entries and in bytes. [CACHE]
 */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "math/zipf.h"
#include "physics/cache_store.h"

enum { CONTENTS = 60, STEPS = 40000 };

/* ---- a table of rows, oldest first, and the rules of each policy in the plainest words ---- */

struct row {
    uint32_t content;
    int64_t size, used, expires_ns;
};

struct table {
    struct row rows[CONTENTS];
    int n;
};

static int row_of(const struct table *table, uint32_t content)
{
    for (int i = 0; i < table->n; i++)
        if (table->rows[i].content == content)
            return i;
    return -1;
}

static struct row take_row(struct table *table, int i)
{
    struct row row = table->rows[i];

    memmove(&table->rows[i], &table->rows[i + 1], (size_t)(--table->n - i) * sizeof row);
    return row;
}

static void put_row(struct table *table, struct row row)
{
    table->rows[table->n++] = row;
}

static int64_t size_of_rows(const struct table *table)
{
    int64_t sum = 0;

    for (int i = 0; i < table->n; i++)
        sum += table->rows[i].size;
    return sum;
}

/* The row that makes room in a policy of one list: the oldest, of LFU the least used. */
static int victim(const struct table *table, bool by_uses)
{
    int least = 0;

    for (int i = 1; by_uses && i < table->n; i++)
        if (table->rows[i].used < table->rows[least].used)
            least = i;
    return least;
}

struct oracle {
    struct cairn_cache_store_spec spec;
    struct table main, small, ghost;
};

static bool ask_one_list(struct oracle *o, struct row asked, int64_t time_ns)
{
    bool lfu = o->spec.policy == CAIRN_LFU;
    bool moves = o->spec.policy == CAIRN_LRU || lfu || o->spec.renewed;
    int i;

    while (o->spec.ttl_ns > 0 && o->main.n > 0 && o->main.rows[0].expires_ns <= time_ns)
        take_row(&o->main, 0);
    i = row_of(&o->main, asked.content);
    if (i >= 0 && moves) {
        asked.used = o->main.rows[i].used + 1;
        take_row(&o->main, i);
    }
    if (i >= 0 && !moves)
        return true;
    while (i < 0 && asked.size <= o->spec.room &&
           size_of_rows(&o->main) + asked.size > o->spec.room)
        take_row(&o->main, victim(&o->main, lfu));
    if (i >= 0 || asked.size <= o->spec.room)
        put_row(&o->main, asked);
    return i >= 0;
}

/* Algorithm 1 of Yang et al. 2023, word for word. */
static void evict_main(struct oracle *o)
{
    for (;;) {
        struct row tail = take_row(&o->main, 0);

        if (tail.used == 0)
            return;
        tail.used--;
        put_row(&o->main, tail);
    }
}

static void evict_small(struct oracle *o, int64_t main_room)
{
    while (o->small.n > 0) {
        struct row tail = take_row(&o->small, 0);
        bool stays = tail.used > 1;

        tail.used = 0;
        put_row(stays ? &o->main : &o->ghost, tail);
        while (size_of_rows(&o->main) > main_room)
            evict_main(o);
        while (size_of_rows(&o->ghost) > main_room)
            take_row(&o->ghost, 0);
        if (!stays)
            return;
    }
}

static bool ask_s3(struct oracle *o, struct row asked)
{
    int64_t small_room = o->spec.room / 10 > 1 ? o->spec.room / 10 : 1;
    struct table *of = row_of(&o->small, asked.content) >= 0 ? &o->small : &o->main;
    int i = row_of(of, asked.content);
    bool known;

    if (i >= 0) {
        of->rows[i].used += of->rows[i].used < 3;
        return true;
    }
    if (asked.size > o->spec.room)
        return false;
    i = row_of(&o->ghost, asked.content);
    known = i >= 0;
    if (known)
        take_row(&o->ghost, i);
    while (size_of_rows(&o->main) + size_of_rows(&o->small) + asked.size > o->spec.room)
        if (size_of_rows(&o->small) >= small_room || o->main.n == 0)
            evict_small(o, o->spec.room - small_room);
        else
            evict_main(o);
    asked.used = 0;
    put_row(known ? &o->main : &o->small, asked);
    return false;
}

static bool ask_oracle(struct oracle *o, uint32_t content, int64_t time_ns)
{
    struct row asked = {
        .content = content,
        .size = o->spec.sizes ? o->spec.sizes[content] : 1,
        .used = 1,
        .expires_ns = time_ns + o->spec.ttl_ns,
    };

    return o->spec.policy == CAIRN_S3_FIFO ? ask_s3(o, asked) : ask_one_list(o, asked, time_ns);
}

/* ---- both asked for the same ---- */

static const struct {
    enum cairn_policy policy;
    bool renewed;
} policies[] = {
    {CAIRN_LRU, false},     {CAIRN_FIFO, false}, {CAIRN_LFU, false},
    {CAIRN_S3_FIFO, false}, {CAIRN_TTL, false},  {CAIRN_TTL, true},
};
enum { N_POLICIES = sizeof policies / sizeof policies[0] };

static const int64_t rooms[] = {1, 2, 7, 20, 59};
enum { N_ROOMS = sizeof rooms / sizeof rooms[0] };

/* Two copies by turns; now and then all is emptied. Presence is added up step by step. */
static void compare(const struct cairn_cache_store_spec *spec, int number)
{
    struct oracle oracles[2] = {{.spec = *spec}, {.spec = *spec}};
    struct cairn_rng rng = cairn_rng_from_bits((uint64_t)number);
    struct cairn_cache_store store;
    struct cairn_zipf zipf;
    int64_t time_ns = 0, hits = 0;

    ck_assert_ptr_null(cairn_zipf_init(&zipf, CONTENTS, 0.8));
    cairn_cache_store_init(&store, spec);
    for (int step = 0; step < STEPS; step++) {
        int copy = (int)cairn_rng_below(&rng, 2);
        uint32_t content = (uint32_t)cairn_zipf_draw(&zipf, &rng);
        bool hit;

        time_ns += (int64_t)cairn_rng_below(&rng, 3); /* ties too */
        hit = ask_oracle(&oracles[copy], content, time_ns);
        ck_assert_int_eq(cairn_cache_store_has(&store, copy, content, time_ns), hit);
        ck_assert_int_eq(cairn_cache_store_ask(&store, copy, content, time_ns), hit);
        ck_assert_int_eq(store.copies[copy].entries, oracles[copy].main.n + oracles[copy].small.n);
        hits += hit;
        if (step == STEPS / 2) {
            cairn_cache_store_empty(&store, time_ns);
            for (int c = 0; c < 2; c++)
                oracles[c] = (struct oracle){.spec = *spec};
        }
    }
    ck_assert_int_gt(hits, spec->room == 1 ? 100 : STEPS / 50);
    ck_assert_int_lt(hits, STEPS);
    cairn_cache_store_release(&store);
    cairn_zipf_release(&zipf);
}

static struct cairn_cache_store_spec spec_of(int policy, int64_t room, const int64_t *sizes)
{
    return (struct cairn_cache_store_spec){
        .policy = policies[policy].policy,
        .renewed = policies[policy].renewed,
        .ttl_ns = policies[policy].policy == CAIRN_TTL ? 25 : 0,
        .copies = 2,
        .contents = CONTENTS,
        .room = room,
        .sizes = sizes,
    };
}

START_TEST(in_entries)
{
    struct cairn_cache_store_spec spec = spec_of(_i / N_ROOMS, rooms[_i % N_ROOMS], NULL);

    compare(&spec, _i);
}
END_TEST

/* Sizes from 1 to some 900 bytes; the largest fit into none but the largest room. */
START_TEST(in_bytes)
{
    struct cairn_cache_store_spec spec;
    int64_t sizes[CONTENTS];

    for (int c = 0; c < CONTENTS; c++)
        sizes[c] = 1 + (c * 37) % 30 * ((c * 37) % 30);
    spec = spec_of(_i / N_ROOMS, 60 * rooms[_i % N_ROOMS], sizes);
    compare(&spec, 1000 + _i);
}
END_TEST

/* ---- presence ---- */

/* By hand: contents held from 3 to 13 and from 10 to 20, as far as that lies in [5, 17). */
START_TEST(presence)
{
    struct cairn_cache_store store;

    cairn_cache_store_init(
        &store, &(struct cairn_cache_store_spec){
                    .policy = CAIRN_TTL, .copies = 1, .contents = 5, .room = 5, .ttl_ns = 10});
    cairn_cache_store_watch(&store, 5, 17);
    cairn_cache_store_ask(&store, 0, 4, 3);
    cairn_cache_store_ask(&store, 0, 2, 10);
    ck_assert_int_eq(cairn_cache_store_presence_ns(&store), (13 - 5) + (17 - 10));
    ck_assert(!cairn_cache_store_has(&store, 0, 4, 13));
    ck_assert(cairn_cache_store_has(&store, 0, 2, 19));
    ck_assert(!cairn_cache_store_has(&store, 0, 2, 20));
    cairn_cache_store_release(&store);
}
END_TEST

/* ---- a million requests with sizes: LRU and FIFO in the fewest lines ---- */

enum { MILLION = 1000000, CATALOGUE = 20000 };

/* When each content was asked for or inserted last, and who stands in line: no list, no index. */
static int64_t count_misses(const uint32_t *asked, const int64_t *size, int64_t room, bool lru)
{
    int64_t *stamp = cairn_calloc(CATALOGUE, sizeof *stamp);  /* of whoever is in, + 1; 0: out */
    uint32_t *line = cairn_calloc(MILLION + 1, sizeof *line); /* by stamp */
    int64_t misses = 0, held = 0, tail = 0;

    for (int64_t t = 1; t <= MILLION; t++) {
        uint32_t content = asked[t - 1];
        bool in = stamp[content] > 0;

        line[t] = content;
        misses += !in;
        if (!in) {
            for (; held > room - size[content]; tail++)
                if (stamp[line[tail]] == tail && tail > 0) {
                    held -= size[line[tail]];
                    stamp[line[tail]] = 0;
                }
            held += size[content];
        }
        if (!in || lru)
            stamp[content] = t;
    }
    cairn_free(stamp);
    cairn_free(line);
    return misses;
}

START_TEST(million)
{
    enum cairn_policy policy = _i == 0 ? CAIRN_LRU : CAIRN_FIFO;
    uint32_t *asked = cairn_calloc(MILLION, sizeof *asked);
    int64_t *sizes = cairn_calloc(CATALOGUE, sizeof *sizes);
    struct cairn_rng rng = cairn_rng_from_bits(77);
    struct cairn_cache_store store;
    struct cairn_zipf zipf;
    int64_t misses = 0, room = 20000000;

    ck_assert_ptr_null(cairn_zipf_init(&zipf, CATALOGUE, 0.9));
    for (int i = 0; i < CATALOGUE; i++)
        sizes[i] = 1 + (int64_t)(10000 * cairn_rng_exponential(&rng));
    for (int i = 0; i < MILLION; i++)
        asked[i] = (uint32_t)cairn_zipf_draw(&zipf, &rng);
    cairn_cache_store_init(
        &store,
        &(struct cairn_cache_store_spec){
            .policy = policy, .copies = 1, .contents = CATALOGUE, .room = room, .sizes = sizes});
    for (int i = 0; i < MILLION; i++)
        misses += !cairn_cache_store_ask(&store, 0, asked[i], i);
    ck_assert_int_gt(misses, MILLION / 10);
    ck_assert_int_lt(misses, MILLION / 2);
    ck_assert_int_eq(misses, count_misses(asked, sizes, room, policy == CAIRN_LRU));
    cairn_cache_store_release(&store);
    cairn_zipf_release(&zipf);
    cairn_free(asked);
    cairn_free(sizes);
}
END_TEST

Suite *test_cache_store(void);
Suite *test_cache_store(void)
{
    Suite *suite = suite_create("cache_store");
    TCase *core = tcase_create("policies");

    tcase_add_loop_test(core, in_entries, 0, N_POLICIES * N_ROOMS);
    tcase_add_loop_test(core, in_bytes, 0, N_POLICIES * N_ROOMS);
    tcase_add_test(core, presence);
    tcase_add_loop_test(core, million, 0, 2);
    suite_add_tcase(suite, core);
    return suite;
}
