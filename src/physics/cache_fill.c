#include "physics/cache_fill.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

/*
 * Chosen by measurement of what is left of the bias (test_cache_fill.c). STAYS: of what expires,
 * how many stays of its contents a cache forgets its beginning in.
 */
enum { LIST_TURNOVERS = 3, S3_TURNOVERS = 24, FILL_DRAWS = 200, LFU_DRAWS = 100, STAYS = 8 };

/* A content of a cache whose contents expire, and for how long it stays. */
struct stay {
    int64_t left_ns;
    uint32_t content;
};

struct cairn_filler {
    struct cairn_cache_sim *sim;
    int copy;
    uint32_t window;
    int64_t age_ns;
    int64_t draws;        /* most look-ups that a filling takes */
    struct cairn_rng mix; /* which source asks, and when */
    struct cairn_rng *of_user;
    size_t **cursors; /* [user][copy of its source that asks here]: in its trace, or NULL */
    bool traces;
    struct stay *stays;
    size_t n_stays, stays_capacity;
};

/* ---- look-ups ---- */

static const struct cairn_source_sim *source_of(const struct cairn_filler *f, int user)
{
    return &f->sim->sources[f->sim->users[user].source];
}

/* Copies of a source that ask at one copy of the cache. */
static int askers(const struct cairn_filler *f, int user)
{
    return f->sim->cache->copies == 1 ? source_of(f, user)->source->copies : 1;
}

/* Puts the cursors where traces begin, or so many look-ups before. */
static void set_cursors(struct cairn_filler *f, int64_t look_ups)
{
    const struct cairn_cache_user *users = f->sim->users;

    for (int u = 0; u < f->sim->n_users; u++) {
        const struct cairn_source_sim *source = source_of(f, u);
        double weight = users[u].weight - (u > 0 ? users[u - 1].weight : 0.0);
        double back = (double)look_ups * weight / askers(f, u) / users[u].share;

        for (int c = 0; f->cursors[u] && c < askers(f, u); c++) {
            size_t n = source->source->trace->n_requests;
            size_t place = source->place[f->sim->cache->copies == 1 ? c : f->copy];

            f->cursors[u][c] = (place + n - (size_t)fmod(floor(back + 0.5), (double)n)) % n;
        }
    }
}

struct cairn_filler *cairn_filler_new(struct cairn_cache_sim *sim,
                                      const struct cairn_component *component)
{
    struct cairn_filler *f = cairn_calloc(1, sizeof *f);

    f->sim = sim;
    f->draws = (int64_t)sim->store.n_slots * FILL_DRAWS;
    f->of_user = cairn_calloc((size_t)sim->n_users, sizeof *f->of_user);
    f->cursors = cairn_calloc((size_t)sim->n_users, sizeof *f->cursors);
    for (int u = 0; u < sim->n_users; u++) {
        const struct cairn_component_source *source = &component->sources[sim->users[u].source];
        size_t n_askers = (size_t)(sim->cache->copies == 1 ? source->copies : 1);

        if (!source->trace)
            continue;
        f->traces = true;
        f->cursors[u] = cairn_calloc(n_askers, sizeof *f->cursors[u]);
    }
    return f;
}

void cairn_filler_free(struct cairn_filler *filler)
{
    if (!filler)
        return;
    for (int u = 0; u < filler->sim->n_users; u++)
        cairn_free(filler->cursors[u]);
    cairn_free(filler->cursors);
    cairn_free(filler->of_user);
    cairn_free(filler->stays);
    cairn_free(filler);
}

static void begin_copy(struct cairn_filler *f, int copy)
{
    const struct cairn_cache_sim *sim = f->sim;
    uint64_t salt = cairn_mix64((uint64_t)copy + 1);
    struct cairn_stream_key key = {
        .seed = sim->seed,
        .replication = sim->replication,
        .window = f->window,
    };

    f->copy = copy;
    for (int u = 0; u < sim->n_users; u++) {
        key.purpose = CAIRN_PURPOSE_FILL;
        key.entity = source_of(f, u)->source->entity ^ salt;
        cairn_rng_init(&f->of_user[u], key);
    }
    key.purpose = CAIRN_PURPOSE_MIX;
    key.entity = source_of(f, 0)->source->entity ^ salt;
    cairn_rng_init(&f->mix, key);
    set_cursors(f, 0);
}

/* The next request of a trace, or the one before, that comes by the cache. */
static size_t step(struct cairn_filler *f, int u, bool back)
{
    const struct cairn_content_trace *trace = source_of(f, u)->source->trace;
    double share = f->sim->users[u].share;
    int copies = askers(f, u);
    size_t *cursor = f->cursors[u];
    size_t at;

    if (copies > 1)
        cursor += cairn_rng_below(&f->mix, (uint64_t)copies);
    do {
        if (back)
            *cursor = (*cursor > 0 ? *cursor : trace->n_requests) - 1;
        at = *cursor;
        if (!back)
            *cursor = at + 1 < trace->n_requests ? at + 1 : 0;
    } while (share < 1.0 && cairn_rng_unit(&f->mix) >= share);
    return trace->requests[at];
}

static uint32_t draw_content(struct cairn_filler *f, bool back)
{
    const struct cairn_cache_user *users = f->sim->users;
    int u = 0;
    size_t rank;

    if (f->sim->n_users > 1) {
        double x = cairn_rng_unit(&f->mix);

        while (u + 1 < f->sim->n_users && x >= users[u].weight)
            u++;
    }
    if (f->cursors[u])
        rank = step(f, u, back);
    else
        rank = cairn_zipf_draw(&source_of(f, u)->zipf, &f->of_user[u]);
    return (uint32_t)((size_t)users[u].first_content + rank);
}

static double rate_per_ns(const struct cairn_filler *f)
{
    double sum = 0.0;

    for (int u = 0; u < f->sim->n_users; u++)
        sum += f->sim->users[u].rate_per_s;
    return sum * 1e-9;
}

/* ---- what does not expire ---- */

/* Look-ups since the cache was emptied, or the most that a filling takes if there were more. */
static int64_t past_look_ups(struct cairn_filler *f)
{
    double mean, sum = 0.0;
    int64_t n = 0;

    if (f->age_ns == CAIRN_NEVER)
        return f->draws;
    mean = (double)f->age_ns * rate_per_ns(f);
    if (mean > 1.1 * (double)f->draws + 100.0) /* beyond doubt, as 100 is many deviations */
        return f->draws;
    for (;;) {
        sum += cairn_rng_exponential(&f->mix);
        if (sum > mean || n == f->draws)
            return n;
        n++;
    }
}

/* Reads the past backwards until the copy is full. */
static void read_back(struct cairn_filler *f, int64_t look_ups)
{
    struct cairn_cache_store *store = &f->sim->store;

    set_cursors(f, 0);
    for (; look_ups > 0 && store->copies[f->copy].units < store->spec.room; look_ups--) {
        uint32_t content = draw_content(f, true);

        if (!cairn_cache_store_has(store, f->copy, content, 0) &&
            !cairn_cache_store_append(store, f->copy, content, 0, 0) &&
            cairn_cache_store_units(store, content) <= store->spec.room)
            return;
    }
}

/* Fills up with the most popular contents that are missing, rank by rank. */
static void fill_by_rank(struct cairn_filler *f)
{
    struct cairn_cache_sim *sim = f->sim;
    struct cairn_cache_store *store = &sim->store;
    bool any = true;

    for (int64_t rank = 0; any && store->copies[f->copy].units < sim->room; rank++) {
        any = false;
        for (int u = 0; u < sim->n_users; u++) {
            uint32_t content = (uint32_t)(sim->users[u].first_content + rank);

            if (rank >= source_of(f, u)->source->contents)
                continue;
            any = true;
            if (!cairn_cache_store_has(store, f->copy, content, 0))
                cairn_cache_store_append(store, f->copy, content, 0, 0);
        }
    }
}

/* So many look-ups that end where traces begin. */
static void ask_on(struct cairn_filler *f, int64_t look_ups)
{
    set_cursors(f, look_ups);
    for (; look_ups > 0; look_ups--)
        cairn_cache_store_ask(&f->sim->store, f->copy, draw_content(f, false), 0);
}

/*
 * Look-ups until what is inserted has filled the room so many times, and half as many again: right
 * after an insertion, what a cache holds is not what it holds at most times.
 */
static void turn_over(struct cairn_filler *f, int turnovers)
{
    struct cairn_cache_store *store = &f->sim->store;
    int64_t room = f->sim->room;
    int64_t look_ups = 0, units = 0;

    while (turnovers > 0 && look_ups < f->draws) {
        uint32_t content = draw_content(f, false);
        int64_t size = cairn_cache_store_units(store, content);

        if (!cairn_cache_store_ask(store, f->copy, content, 0) && size <= room)
            units += size;
        for (; units >= room; units -= room)
            turnovers--;
        look_ups++;
    }
    for (look_ups /= 2; look_ups > 0; look_ups--)
        cairn_cache_store_ask(store, f->copy, draw_content(f, false), 0);
}

static int64_t all_units(const struct cairn_cache_sim *sim)
{
    int64_t sum = 0;

    if (!sim->sizes)
        return sim->contents;
    for (int64_t c = 0; c < sim->contents && sum <= sim->room; c++)
        sum += sim->sizes[c];
    return sum;
}

/* The requests of all traces once round. */
static int64_t once_round(const struct cairn_filler *f)
{
    double sum = 0.0;

    for (int u = 0; u < f->sim->n_users; u++)
        if (f->cursors[u])
            sum += (double)source_of(f, u)->source->trace->n_requests * askers(f, u);
    return sum < (double)f->draws ? (int64_t)sum : f->draws;
}

static void fill_steady(struct cairn_filler *f)
{
    struct cairn_cache_sim *sim = f->sim;
    enum cairn_policy policy = sim->cache->policy;
    bool one_list = policy == CAIRN_LRU || policy == CAIRN_FIFO;

    if (one_list) {
        read_back(f, f->draws);
        if (!sim->sizes && !f->traces)
            fill_by_rank(f);
    }
    if (policy == CAIRN_LRU && !sim->sizes)
        return;
    if (f->traces)
        ask_on(f, once_round(f));
    else if (policy == CAIRN_LFU)
        ask_on(f, (int64_t)sim->store.n_slots * LFU_DRAWS);
    else
        turn_over(f, one_list ? LIST_TURNOVERS : S3_TURNOVERS);
}

static void fill_lasting(struct cairn_filler *f)
{
    struct cairn_cache_sim *sim = f->sim;
    int64_t look_ups = past_look_ups(f);

    if (look_ups < f->draws && sim->cache->policy == CAIRN_LRU && !sim->sizes) {
        read_back(f, look_ups);
    } else if (look_ups < f->draws) {
        ask_on(f, look_ups);
    } else if (all_units(sim) <= sim->room) {
        for (int64_t c = 0; c < sim->contents; c++)
            cairn_cache_store_ask(&sim->store, f->copy, (uint32_t)c, 0);
    } else {
        fill_steady(f);
    }
}

/* ---- what expires ---- */

/* Probability that a content with r requests per ttl, or per age if that is less, is there. */
static double presence(double r, bool renews)
{
    return renews ? -expm1(-r) : r / (1.0 + r);
}

/* How long a content stays that is there. */
static int64_t draw_stay(struct cairn_filler *f, struct cairn_rng *rng, double r, double span_ns,
                         bool steady)
{
    double ttl_ns = (double)f->sim->cache->ttl_ns;
    double u = cairn_rng_unit(rng);
    double since_ns;

    if (steady) /* the end of a stay that is not renewed is uniform */
        return (int64_t)(u * ttl_ns);
    since_ns = -log1p(u * expm1(-r)) / r * span_ns; /* of the last request */
    if (!f->sim->cache->renewed)                    /* of the first: the same, from the other end */
        since_ns = span_ns - since_ns;
    return (int64_t)(ttl_ns - since_ns);
}

static void add_stay(struct cairn_filler *f, struct stay stay)
{
    if (stay.left_ns <= 0)
        return;
    f->stays = cairn_grow(f->stays, &f->stays_capacity, f->n_stays + 1, sizeof *f->stays);
    f->stays[f->n_stays++] = stay;
}

/*
 * Draws which contents of a source are there, each by itself. Ranks are taken in blocks that
 * double; in a block, candidates are chosen with the probability of its first rank, by geometric
 * leaps, and kept with the ratio of their own to it: about as many steps as contents are there.
 */
static void draw_stays(struct cairn_filler *f, int u, double span_ns, bool steady)
{
    const struct cairn_cache_user *user = &f->sim->users[u];
    const struct cairn_zipf *zipf = &source_of(f, u)->zipf;
    struct cairn_rng *rng = &f->of_user[u];
    double per_span = user->rate_per_s * 1e-9 * span_ns;

    for (size_t first = 0, last; first < zipf->n; first = last) {
        double most = presence(per_span * zipf->probability[first], !steady);
        double at = (double)first - 1.0;

        last = 2 * first + 1 < zipf->n ? 2 * first + 1 : zipf->n;
        if (!(most > 0.0))
            return;
        for (;;) {
            double u1 = cairn_rng_unit(rng);
            double r, u2;

            at += 1.0 + (most < 1.0 ? floor(log(u1) / log1p(-most)) : 0.0);
            if (at >= (double)last)
                break;
            r = per_span * zipf->probability[(size_t)at];
            u2 = cairn_rng_unit(rng);
            if (u2 * most < presence(r, !steady))
                add_stay(f,
                         (struct stay){.left_ns = draw_stay(f, rng, r, span_ns, steady),
                                       .content = (uint32_t)(user->first_content + (int64_t)at)});
        }
    }
}

/* The one that stays longest first; ties by content, so that the order is one. */
static int by_stay(const void *left, const void *right)
{
    const struct stay *a = left, *b = right;

    if (a->left_ns != b->left_ns)
        return a->left_ns < b->left_ns ? 1 : -1;
    return (a->content > b->content) - (a->content < b->content);
}

/* Look-ups at Poisson times from then to 0, no more than a filling takes. */
static void ask_since(struct cairn_filler *f, double from_ns)
{
    struct cairn_cache_store *store = &f->sim->store;
    double gap_ns = 1.0 / rate_per_ns(f);
    double time_ns = from_ns;

    if (-from_ns > gap_ns * (double)f->draws)
        time_ns = -gap_ns * (double)f->draws;
    set_cursors(f, (int64_t)(-time_ns / gap_ns));
    for (;;) {
        time_ns += cairn_rng_exponential(&f->mix) * gap_ns;
        if (!(time_ns < 0.0)) /* true of the infinity of no requests */
            return;
        cairn_cache_store_ask(store, f->copy, draw_content(f, false), (int64_t)time_ns);
    }
}

/* Appends what stays, and for which there is room, as seen so long before 0. */
static void append_stays(struct cairn_filler *f, int64_t late_ns)
{
    struct cairn_cache_store *store = &f->sim->store;

    if (f->n_stays > 0)
        qsort(f->stays, f->n_stays, sizeof *f->stays, by_stay);
    for (size_t i = 0; i < f->n_stays; i++) {
        struct stay stay = f->stays[i];

        if (!cairn_cache_store_append(store, f->copy, stay.content, -late_ns,
                                      stay.left_ns - late_ns) &&
            cairn_cache_store_units(store, stay.content) <= store->spec.room)
            return;
    }
}

static void fill_expiring(struct cairn_filler *f)
{
    const struct cairn_component_cache *cache = f->sim->cache;
    double ttl_ns = (double)cache->ttl_ns;
    double age_ns = f->age_ns == CAIRN_NEVER ? INFINITY : (double)f->age_ns;
    bool steady = !cache->renewed && age_ns > ttl_ns;
    double turnover_ns;

    if (f->traces || (steady && age_ns < STAYS * ttl_ns)) {
        double u = cairn_rng_unit(&f->mix); /* so that not all that is popular expires at once */

        ask_since(f, -fmin(age_ns, (STAYS + u) * ttl_ns));
        return;
    }
    f->n_stays = 0;
    for (int u = 0; u < f->sim->n_users; u++)
        draw_stays(f, u, fmin(ttl_ns, age_ns), steady);
    if ((cache->renewed && !f->sim->sizes) || all_units(f->sim) <= f->sim->room) {
        append_stays(f, 0);
        return;
    }
    turnover_ns = STAYS * fmin((double)f->sim->store.n_slots / rate_per_ns(f), ttl_ns);
    turnover_ns = fmin(fmin(turnover_ns, age_ns), 0x1p60);
    append_stays(f, (int64_t)turnover_ns);
    ask_since(f, -turnover_ns);
}

void cairn_cache_fill(struct cairn_cache_sim *sim, int window, int64_t age_ns)
{
    struct cairn_filler *filler = sim->filler;

    assert(sim->stores);
    filler->window = (uint32_t)window;
    filler->age_ns = age_ns;
    cairn_cache_store_empty(&sim->store, 0);
    for (int copy = 0; copy < sim->cache->copies; copy++) {
        begin_copy(filler, copy);
        if (sim->cache->policy == CAIRN_TTL)
            fill_expiring(filler);
        else
            fill_lasting(filler);
    }
}
