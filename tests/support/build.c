#include "support/build.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/memory.h"

/* What a file that says a thing would be called. */
static const struct cairn_origin said = {.file = "test.xml", .line = 1};

static void *grow(void *items, int n, size_t size)
{
    items = realloc(items, ((size_t)n + 1) * size);
    assert(items);
    return items;
}

static void *copy(const void *items, int n, size_t size)
{
    void *to = malloc((size_t)n * size + 1);
    assert(to);
    return memcpy(to, items, (size_t)n * size);
}

/* Makes room for one more entry of a list and gives its index. */
#define ADD(s, list) \
    ((s)->list = grow((s)->list, (s)->n_##list, sizeof *(s)->list), (s)->n_##list++)

struct cairn_scenario *build_scenario(void)
{
    struct cairn_scenario *s = calloc(1, sizeof *s);
    assert(s);
    s->name = "test";
    s->time = (struct cairn_time_plan){
        .origin = said,
        .horizon_s = 5 * 365 * 86400.0,
        .seed = 1,
        .precision = 0.01,
        .replications = 30,
        .window_s = NAN,
        .run_in_s = NAN,
    };
    s->choose = (struct cairn_choose){
        .origin = said, .basis = CAIRN_INVENTORY, .alpha = 0.05, .tie = 0.01, .limit = 100000};
    build_batching(s, (const int[]){1}, 1, (const double[]){0}, 1);
    return s;
}

void build_index(struct cairn_scenario *s)
{
    s->memory = calloc(1, sizeof *s->memory);
    cairn_arena_init(&s->memory->arena);
    cairn_scenario_index(s);
}

void build_free(struct cairn_scenario *s)
{
    if (s->memory)
        cairn_arena_release(&s->memory->arena);
    free(s->memory);
    for (int i = 0; i < s->n_shapes; i++)
        free((void *)(uintptr_t)s->shapes[i].hour_of_week);
    free((void *)(uintptr_t)s->choose.batch_max);
    free((void *)(uintptr_t)s->choose.timeout_s);
    free((void *)(uintptr_t)s->choose.split_share);
    free((void *)(uintptr_t)s->choose.spill_over);
#define FREE_LIST(type, name) free(s->name);
    CAIRN_SCENARIO_LISTS(FREE_LIST)
#undef FREE_LIST
    free(s);
}

static int place(struct cairn_scenario *s, const char *id, enum cairn_place_kind kind, int count)
{
    int i = ADD(s, places);
    s->places[i] = (struct cairn_place){
        .origin = said,
        .kind = kind,
        .id = id,
        .count = count,
        .grid = CAIRN_NONE,
        .datacentre = CAIRN_NONE,
        .cooling = CAIRN_NONE,
        .climate = CAIRN_NONE,
        .building = {.rated_w = NAN, .others_w = NAN, .cap_w = NAN},
        .pue = 1,
        .wue_l_per_kwh = NAN,
        .utc_offset_s = 0,
        .price_usd_per_kwh = NAN,
    };
    return i;
}

int build_site(struct cairn_scenario *s, const char *id, int count)
{
    return place(s, id, CAIRN_SITE, count);
}

int build_region(struct cairn_scenario *s, const char *id)
{
    return place(s, id, CAIRN_REGION, 1);
}

void build_battery(struct cairn_scenario *s, int place)
{
    s->places[place].battery = (struct cairn_battery){.origin = said,
                                                      .tenancy = CAIRN_OWNED,
                                                      .capacity_j = 100 * 3600,
                                                      .depth = 0.8,
                                                      .charge_w = 50,
                                                      .discharge_w = 50,
                                                      .charge_efficiency = 0.9,
                                                      .discharge_efficiency = 0.9,
                                                      .signal = CAIRN_AVERAGE,
                                                      .scope = CAIRN_LIFE_CYCLE,
                                                      .embodied_g_per_j = NAN,
                                                      .lifetime_s = NAN,
                                                      .price_usd = NAN,
                                                      .evidence = {.source = CAIRN_NONE}};
}

int build_hardware(struct cairn_scenario *s, const char *id)
{
    int i = ADD(s, hardware);
    s->hardware[i] = (struct cairn_hardware){
        .origin = said,
        .id = id,
        .kind = CAIRN_NONE,
        .power =
            {.origin = said, .idle_w = 10, .sleep_w = 1, .busy_w = NAN, .boundary = CAIRN_WALL},
        .wake = {.time_s = NAN, .power_w = NAN, .cv = NAN},
        .memory = {.size_bytes = NAN},
        .embodied = {.carbon_g = NAN, .lifetime_s = NAN},
        .price = {.value_usd = NAN},
        .supply = {.efficiency = NAN},
        .host = {.hardware = CAIRN_NONE},
    };
    return i;
}

int build_model(struct cairn_scenario *s, const char *id)
{
    int i = ADD(s, models);
    s->models[i] = (struct cairn_model){.origin = said,
                                        .id = id,
                                        .first_variant = s->n_variants,
                                        .pretraining = {.carbon_g = NAN, .requests = NAN}};
    return i;
}

int build_variant(struct cairn_scenario *s, const char *id, double accuracy)
{
    int model = s->n_models - 1;
    int i = ADD(s, variants);
    s->models[model].n_variants++;
    s->variants[i] = (struct cairn_variant){
        .origin = said,
        .model = model,
        .id = id,
        .accuracy = accuracy,
        .memory_bytes = 1e6,
        .output_bytes = NAN,
        .first_early_exit = s->n_exits,
    };
    return i;
}

int build_exit(struct cairn_scenario *s, double at, double share, double accuracy)
{
    int variant = s->n_variants - 1;
    int i = ADD(s, exits);
    s->variants[variant].n_exits++;
    s->exits[i] = (struct cairn_early_exit){.origin = said,
                                            .variant = variant,
                                            .at = at,
                                            .share = share,
                                            .accuracy = accuracy,
                                            .rest = NAN};
    return i;
}

int build_step(struct cairn_scenario *s, int model, double payload_bytes, enum cairn_takes takes)
{
    int workload = s->n_workloads - 1;
    int i = ADD(s, steps);
    if (s->workloads[workload].n_steps++ == 0)
        s->workloads[workload].first_step = i;
    s->steps[i] = (struct cairn_step){.origin = said,
                                      .workload = workload,
                                      .number = 1 + s->workloads[workload].n_steps,
                                      .model = model,
                                      .payload_bytes = payload_bytes,
                                      .share = 1,
                                      .takes = takes};
    return i;
}

int build_profile(struct cairn_scenario *s, int variant, int hardware, const double *latency_s,
                  int n)
{
    int i = ADD(s, profiles);
    s->profiles[i] = (struct cairn_profile){
        .origin = said,
        .model = s->variants[variant].model,
        .variant = variant,
        .hardware = hardware,
        .boundary = CAIRN_WALL,
        .first_point = s->n_points,
        .n_points = n,
    };
    for (int k = 0; k < n; k++) {
        int point = ADD(s, points);
        s->points[point] = (struct cairn_point){
            .origin = said,
            .profile = i,
            .batch = 1 << k,
            .latency_s = latency_s[k],
            .power_w = 20,
            .energy_j = NAN,
        };
    }
    return i;
}

int build_workload(struct cairn_scenario *s, const char *id, int site, int model, double rate_per_s)
{
    int i = ADD(s, workloads);
    s->workloads[i] = (struct cairn_workload){
        .origin = said,
        .id = id,
        .place = site,
        .model = model,
        .payload_bytes = 1000,
        .reply_bytes = 1000,
        .peak = 1,
        .peak_season = CAIRN_NONE,
        .arrivals = {.origin = said,
                     .process = CAIRN_EXPONENTIAL,
                     .rate_per_s = rate_per_s,
                     .cv = NAN,
                     .shape = CAIRN_NONE,
                     .surge = CAIRN_NONE,
                     .cycle = {.from_s = NAN}},
        .promise = {.origin = said, .p95_s = INFINITY},
        .popularity = {.exponent = NAN},
        .training =
            {.energy_j = NAN, .grid = CAIRN_NONE, .pue = NAN, .every_s = NAN, .price_usd = NAN},
        .storage = {.medium = CAIRN_NONE,
                    .at = CAIRN_NONE,
                    .per_request_bytes = NAN,
                    .keep_s = NAN},
        .deferral =
            {.share = NAN, .slack_s = NAN, .length_s = NAN, .forecast_cv = NAN, .up_to = NAN},
    };
    return i;
}

int build_pool(struct cairn_scenario *s, const char *id, int where, int hardware, int max)
{
    int i = ADD(s, pools);
    s->pools[i] = (struct cairn_pool){
        .origin = said,
        .id = id,
        .place = where,
        .hardware = hardware,
        .service = CAIRN_NONE,
        .tenancy = CAIRN_BOUGHT,
        .max = max,
        .utilisation = NAN,
        .sleep_after_s = NAN,
        .batch = 1,
        .queue = CAIRN_NONE,
        .schedule = CAIRN_NONE,
        .variation = CAIRN_DETERMINISTIC,
        .cv = NAN,
        .rent_usd_per_h = NAN,
    };
    return i;
}

int build_service(struct cairn_scenario *s, const char *id, int model, double latency_s)
{
    int i = ADD(s, services);
    s->services[i] = (struct cairn_service){
        .origin = said,
        .id = id,
        .model = model,
        .accuracy = 1,
        .energy_j = 1,
        .latency_s = latency_s,
        .cv = NAN,
        .embodied_g = NAN,
        .price_usd = NAN,
    };
    return i;
}

int build_api(struct cairn_scenario *s, const char *id, int region, int service)
{
    int i = build_pool(s, id, region, CAIRN_NONE, CAIRN_NONE);
    s->pools[i].service = service;
    s->pools[i].tenancy = CAIRN_MANAGED;
    return i;
}

int build_cache(struct cairn_scenario *s, const char *id, int where, int entries)
{
    int i = ADD(s, caches);
    s->caches[i] = (struct cairn_cache){.origin = said,
                                        .id = id,
                                        .place = where,
                                        .policy = CAIRN_LRU,
                                        .entries = entries,
                                        .power_w = 1,
                                        .embodied_g = 1,
                                        .lifetime_s = 1e8,
                                        .price_usd = NAN};
    return i;
}

int build_link(struct cairn_scenario *s, const char *id, int site, int region)
{
    int i = ADD(s, links);
    s->links[i] = (struct cairn_link){
        .origin = said,
        .id = id,
        .from = site,
        .to = region,
        .access = CAIRN_NONE,
        .line = CAIRN_LINE_EXISTING,
        .share = NAN,
        .copies_per_line = 1,
        .bandwidth_bit_s = 8e6,
        .bandwidth_down_bit_s = NAN,
        .load_down = NAN,
        .latency_s = 0.010,
        .egress_usd_per_gb = NAN,
    };
    return i;
}

int build_week_shape(struct cairn_scenario *s, const char *id, const double factors[168])
{
    int i = ADD(s, shapes);
    s->shapes[i] = (struct cairn_shape){
        .origin = said, .id = id, .hour_of_week = copy(factors, 168, sizeof *factors)};
    return i;
}

int build_day_shape(struct cairn_scenario *s, const char *id, const double factors[24])
{
    double week[168];
    for (int hour = 0; hour < 168; hour++)
        week[hour] = factors[hour % 24];
    return build_week_shape(s, id, week);
}

int build_season(struct cairn_scenario *s, const char *id, int days)
{
    int i = ADD(s, seasons);
    int first = i > 0 ? s->seasons[i - 1].first_day + s->seasons[i - 1].days : 0;
    s->seasons[i] =
        (struct cairn_season){.origin = said, .id = id, .first_day = first, .days = days};
    return i;
}

int build_year_shape(struct cairn_scenario *s, const char *id, const double *factors)
{
    int i = ADD(s, shapes);
    s->shapes[i] = (struct cairn_shape){
        .origin = said,
        .id = id,
        .hour_of_week = copy(factors, s->n_seasons * CAIRN_HOURS_PER_WEEK, sizeof *factors)};
    return i;
}

int build_baseline(struct cairn_scenario *s, const char *id)
{
    int i = ADD(s, baselines);
    s->baselines[i] = (struct cairn_baseline){
        .origin = said, .id = id, .first_send = s->n_sends, .first_size = s->n_sizes};
    return i;
}

int build_send(struct cairn_scenario *s, int workload, int pool, int variant, double share)
{
    int baseline = s->n_baselines - 1;
    int i = ADD(s, sends);
    s->baselines[baseline].n_sends++;
    s->sends[i] = (struct cairn_send){
        .origin = said,
        .baseline = baseline,
        .workload = workload,
        .pool = pool,
        .variant = variant,
        .cache = CAIRN_NONE,
        .share = share,
        .fallback = CAIRN_NONE,
        .fallback_variant = CAIRN_NONE,
        .hours = CAIRN_NONE,
        .over = CAIRN_NONE,
    };
    return i;
}

int build_size(struct cairn_scenario *s, int pool, int count, int batch, double timeout_s)
{
    int baseline = s->n_baselines - 1;
    int i = ADD(s, sizes);
    s->baselines[baseline].n_sizes++;
    s->sizes[i] = (struct cairn_size){.origin = said,
                                      .baseline = baseline,
                                      .pool = pool,
                                      .count = count,
                                      .batch = batch,
                                      .timeout_s = timeout_s};
    return i;
}

int build_narrowing(struct cairn_scenario *s, int workload, int pool, int variant, int cache)
{
    int i = ADD(s, narrowings);
    s->narrowings[i] = (struct cairn_narrowing){.step = 1,
                                                .origin = said,
                                                .workload = workload,
                                                .pool = pool,
                                                .variant = variant,
                                                .cache = cache};
    return i;
}

void build_batching(struct cairn_scenario *s, const int *batch_max, int n_batch_max,
                    const double *timeout_s, int n_timeouts)
{
    free((void *)(uintptr_t)s->choose.batch_max);
    free((void *)(uintptr_t)s->choose.timeout_s);
    s->choose.batch_max = copy(batch_max, n_batch_max, sizeof *batch_max);
    s->choose.n_batch_max = n_batch_max;
    s->choose.timeout_s = copy(timeout_s, n_timeouts, sizeof *timeout_s);
    s->choose.n_timeouts = n_timeouts;
}

void build_splits(struct cairn_scenario *s, const double *shares, int n)
{
    free((void *)(uintptr_t)s->choose.split_share);
    s->choose.split_share = copy(shares, n, sizeof *shares);
    s->choose.n_splits = n;
}

void build_spills(struct cairn_scenario *s, const int *over, int n)
{
    free((void *)(uintptr_t)s->choose.spill_over);
    s->choose.spill_over = copy(over, n, sizeof *over);
    s->choose.n_spills = n;
}
