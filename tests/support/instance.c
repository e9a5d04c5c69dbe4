#include "support/instance.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "choose/bound_relax.h"
#include "choose/bound_solve.h"
#include "support/build.h"
#include "support/town.h"

#define INTENSITY 1000.0 /* g/kWh of what links draw */
#define J_PER_KWH 3.6e6

enum { ID_SIZE = 16, MOST_NODES = 1000000 };

/* ---- scenarios ---- */

static void begin(struct instance *instance, double horizon_s)
{
    *instance = (struct instance){.s = build_scenario(), .sign = 1};
    instance->s->time.horizon_s = horizon_s;
    instance->s->time.window_s = 60;
    instance->s->time.run_in_s = 10;
    instance->s->choose.basis = CAIRN_INVENTORY;
}

/* Room for so many ids; they stay where they are. */
static void make_ids(struct instance *instance, int n)
{
    instance->ids = cairn_calloc((size_t)n * ID_SIZE, 1);
}

static const char *id(struct instance *instance, char kind, int a, int b)
{
    char *text = instance->ids + (size_t)instance->n_ids++ * ID_SIZE;

    snprintf(text, ID_SIZE, "%c%d-%d", kind, a, b);
    return text;
}

struct plant {
    double fixed_g, lifetime_s, idle_w, busy_w, pue, g_per_kwh;
};

/* A region with one device at most, and its hardware: pool, place and hardware have one number. */
static void add_plant(struct instance *instance, int i, const struct plant *plant)
{
    struct cairn_scenario *s = instance->s;
    int region = build_region(s, id(instance, 'r', i, 0));
    int hardware = build_hardware(s, id(instance, 'h', i, 0));

    assert(region == i && hardware == i);
    s->places[region].grid = town_grid(s, id(instance, 'g', i, 0), plant->g_per_kwh);
    s->places[region].pue = plant->pue;
    s->hardware[hardware].power.idle_w = plant->idle_w;
    s->hardware[hardware].embodied.carbon_g = plant->fixed_g;
    s->hardware[hardware].embodied.lifetime_s = plant->lifetime_s;
    build_pool(s, id(instance, 'p', i, 0), region, hardware, 1);
}

static void add_profile(struct instance *instance, int variant, int hardware, double latency_s,
                        double busy_w)
{
    struct cairn_scenario *s = instance->s;
    int profile = build_profile(s, variant, hardware, &latency_s, 1);

    s->points[s->profiles[profile].first_point].power_w = busy_w;
}

/* A link whose hop draws so much for a byte, at the site's grid. */
static void add_way(struct instance *instance, int from, int to, double j_per_byte)
{
    struct cairn_scenario *s = instance->s;
    int link = build_link(s, id(instance, 'l', from, to), from, to);

    s->hops = realloc(s->hops, ((size_t)s->n_hops + 1) * sizeof *s->hops);
    assert(s->hops);
    s->hops[s->n_hops] = (struct cairn_hop){
        .id = "way",
        .access = CAIRN_NONE,
        .link = link,
        .kind = CAIRN_CORE,
        .average_j_per_byte = j_per_byte,
        .marginal_w_per_bit_s = 0,
        .base_w = NAN,
        .grid = CAIRN_HOP_AT_SITE,
        .fed_by = CAIRN_NONE,
        .embodied_g = NAN,
        .lifetime_s = NAN,
        .price_usd = NAN,
    };
    s->links[link].first_hop = s->n_hops++;
    s->links[link].n_hops = 1;
}

/* A site with one workload of requests of so many bytes. Returns the site. */
static int add_demand(struct instance *instance, int j, int model, double rate_per_s, double bytes,
                      double g_per_kwh)
{
    struct cairn_scenario *s = instance->s;
    int site = build_site(s, id(instance, 's', j, 0), 1);
    int workload = build_workload(s, id(instance, 'w', j, 0), site, model, rate_per_s);

    s->places[site].grid = town_grid(s, id(instance, 'k', j, 0), g_per_kwh);
    s->places[site].pue = 1;
    s->workloads[workload].payload_bytes = bytes;
    s->workloads[workload].reply_bytes = 0;
    return site;
}

/* The J/byte by which all requests of a demand cost so many grams, a byte each. */
static double per_byte(const struct instance *instance, double cost_g, double rate_per_s)
{
    double requests = rate_per_s * instance->s->time.horizon_s;

    return cost_g / INTENSITY * J_PER_KWH / requests;
}

void instance_free(struct instance *instance)
{
    build_free(instance->s);
    cairn_free(instance->ids);
}

/* ---- OR-Library ---- */

static double next(const char **text)
{
    const char *from = *text + strspn(*text, " \t\r\n");
    size_t size = strspn(from, "+-.0123456789eE");
    char number[64] = "";

    assert(size > 0 && size < sizeof number);
    memcpy(number, from, size);
    *text = from + size;
    return strtod(number, NULL);
}

void instance_cap(struct instance *instance, const char *text, bool capacities)
{
    int n_plants = (int)next(&text), n_demands = (int)next(&text);
    double *capacity = cairn_calloc((size_t)n_plants, sizeof *capacity);

    begin(instance, 1e6);
    make_ids(instance, 6 * n_plants + 3 * n_demands + n_plants * n_demands + 2);
    for (int i = 0; i < n_plants; i++) {
        struct plant plant = {.lifetime_s = 1e6, .pue = 1, .g_per_kwh = INTENSITY};

        capacity[i] = capacities ? next(&text) : (next(&text), 1e12);
        plant.fixed_g = next(&text);
        add_plant(instance, i, &plant);
    }
    build_model(instance->s, id(instance, 'm', 0, 0));
    build_variant(instance->s, id(instance, 'v', 0, 0), 1);
    for (int i = 0; i < n_plants; i++)
        add_profile(instance, 0, i, 1 / capacity[i], 0);
    for (int j = 0; j < n_demands; j++) {
        double demand = next(&text);
        int site = add_demand(instance, j, 0, demand, 1, INTENSITY);

        for (int i = 0; i < n_plants; i++)
            add_way(instance, site, i, per_byte(instance, next(&text), demand));
    }
    build_index(instance->s);
    cairn_free(capacity);
}

/* Agents serve what earns most; as costs: the largest gain less the gain. */
bool instance_gap(struct instance *instance, const char *text, int number)
{
    int n_problems = (int)next(&text), n_agents = 0, n_jobs = 0;
    const char *gains = NULL;
    double *gain, *need, *room;
    double most = 0;

    if (number >= n_problems)
        return false;
    for (int k = 0; k <= number; k++) {
        n_agents = (int)next(&text);
        n_jobs = (int)next(&text);
        gains = text;
        for (int n = 0; n < 2 * n_agents * n_jobs + n_agents; n++)
            next(&text);
    }
    gain = cairn_calloc((size_t)(2 * n_agents * n_jobs + n_agents), sizeof *gain);
    for (int n = 0; n < 2 * n_agents * n_jobs + n_agents; n++) {
        gain[n] = next(&gains);
        most = n < n_agents * n_jobs ? fmax(most, gain[n]) : most;
    }
    need = gain + n_agents * n_jobs;
    room = need + n_agents * n_jobs;
    begin(instance, 1e6);
    make_ids(instance, 6 * n_agents + 5 * n_jobs + n_agents * n_jobs);
    for (int i = 0; i < n_agents; i++)
        add_plant(instance, i,
                  &(struct plant){.lifetime_s = 1e6, .pue = 1, .g_per_kwh = INTENSITY});
    for (int j = 0; j < n_jobs; j++) {
        build_model(instance->s, id(instance, 'm', j, 0));
        build_variant(instance->s, id(instance, 'v', j, 0), 1);
        instance->s->models[j].n_variants = 1;
        for (int i = 0; i < n_agents; i++)
            add_profile(instance, j, i, need[i * n_jobs + j] / room[i], 0);
    }
    for (int j = 0; j < n_jobs; j++) {
        int site = add_demand(instance, j, j, 1, 1, INTENSITY);

        for (int i = 0; i < n_agents; i++)
            add_way(instance, site, i, per_byte(instance, most - gain[i * n_jobs + j], 1));
    }
    instance->constant = n_jobs * most;
    instance->sign = -1;
    cairn_free(gain);
    return true;
}

/* ---- placements in JSON ---- */

/* The number behind the next mention of a key; the text goes on behind it. */
static double number_of(const char **text, const char *key)
{
    const char *at = strstr(*text, key);

    assert(at);
    *text = strchr(at + strlen(key), ':') + 1;
    return next(text);
}

/* The list of numbers behind the next mention of a key. */
static void numbers_of(const char **text, const char *key, double *numbers, int n)
{
    const char *at = strstr(*text, key);

    assert(at);
    *text = strchr(at, '[') + 1;
    for (int i = 0; i < n; i++) {
        numbers[i] = next(text);
        *text += strcspn(*text, ",]") + 1;
    }
}

static int count(const char *from, const char *to, const char *key)
{
    int n = 0;

    for (const char *at = from; (at = strstr(at, key)) != NULL && at < to; at += strlen(key))
        n++;
    return n;
}

struct machine {
    double service_s, capacity_s; /* of a request: its own, and of the time that may be used */
};

static void add_machine(struct instance *instance, int i, double rho_max, const char **text,
                        struct machine *machine, double *busy_w)
{
    struct plant plant = {0};
    double energy_j, devices;

    plant.idle_w = number_of(text, "\"idle_W\"");
    plant.pue = number_of(text, "\"pue\"");
    plant.g_per_kwh = number_of(text, "\"grid_gCO2_per_kWh\"");
    plant.fixed_g = 1000 * number_of(text, "\"embodied_kg\"");
    plant.lifetime_s = 365 * 86400.0 * number_of(text, "\"lifetime_years\"");
    energy_j = number_of(text, "\"dynamic_J_per_job\"");
    machine->service_s = number_of(text, "\"service_s\"");
    devices = number_of(text, "\"devices\"");
    machine->capacity_s = machine->service_s / (devices * rho_max);
    *busy_w = plant.idle_w + energy_j / machine->capacity_s;
    add_plant(instance, i, &plant);
}

static void add_request(struct instance *instance, int j, int n_plants, const char **text,
                        const struct machine *machines)
{
    double rate_per_s = number_of(text, "\"rate_per_s\"");
    double bits = number_of(text, "\"bits_up\"");
    double g_per_kwh = number_of(text, "\"net_gCO2_per_kWh\"");
    double slo_s = number_of(text, "\"slo_s\"");
    double *figures = cairn_calloc(3 * (size_t)n_plants, sizeof *figures);
    double *j_per_bit = figures, *rtt_ms = figures + n_plants, *bit_s = rtt_ms + n_plants;
    int site = add_demand(instance, j, 0, rate_per_s, bits / 8, g_per_kwh);

    numbers_of(text, "\"J_per_bit\"", j_per_bit, n_plants);
    numbers_of(text, "\"rtt_ms\"", rtt_ms, n_plants);
    numbers_of(text, "\"bandwidth_bps\"", bit_s, n_plants);
    for (int i = 0; i < n_plants; i++)
        if (rtt_ms[i] / 1000 + bits / bit_s[i] + machines[i].service_s <= slo_s)
            add_way(instance, site, i, 8 * j_per_bit[i]);
    cairn_free(figures);
}

void instance_place(struct instance *instance, const char *text)
{
    const char *demands = strstr(text, "\"demands\"");
    int n_plants = count(text, demands, "\"idle_W\"");
    int n_demands = count(demands, text + strlen(text), "\"slo_s\"");
    double horizon_s = number_of(&text, "\"horizon_s\"");
    double rho_max = number_of(&text, "\"rho_max\"");
    struct machine *machines = cairn_calloc((size_t)n_plants, sizeof *machines);
    double *busy_w = cairn_calloc((size_t)n_plants, sizeof *busy_w);

    begin(instance, horizon_s);
    make_ids(instance, 6 * n_plants + 3 * n_demands + n_plants * n_demands + 2);
    for (int i = 0; i < n_plants; i++)
        add_machine(instance, i, rho_max, &text, &machines[i], &busy_w[i]);
    build_model(instance->s, id(instance, 'm', 0, 0));
    build_variant(instance->s, id(instance, 'v', 0, 0), 1);
    for (int i = 0; i < n_plants; i++)
        add_profile(instance, 0, i, machines[i].capacity_s, busy_w[i]);
    for (int j = 0; j < n_demands; j++)
        add_request(instance, j, n_plants, &text, machines);
    cairn_free(machines);
    cairn_free(busy_w);
}

/* ---- solving ---- */

double instance_solve(const struct instance *instance, bool split)
{
    struct cairn_plan plan;
    struct cairn_routes routes;
    struct cairn_factor_book book;
    struct cairn_bound_question question = {
        .scenario = instance->s, .plan = &plan, .basis = instance->s->choose.basis, .book = &book};
    struct cairn_bound_query query = {.nodes = MOST_NODES};
    struct cairn_relaxation relaxation;
    struct cairn_bound_answer answer;
    double value = NAN;

    cairn_plan_init(&plan, instance->s);
    cairn_routes_init(&routes, instance->s);
    cairn_factor_book_init(&book);
    cairn_relaxation_init(&relaxation, &question, &routes, split);
    cairn_bound_solve(&relaxation.problem, &query, &answer);
    if (relaxation.sound && answer.proven)
        value = instance->constant + instance->sign * answer.cost;
    cairn_bound_answer_release(&answer);
    cairn_relaxation_release(&relaxation);
    cairn_factor_book_release(&book);
    cairn_routes_release(&routes);
    cairn_plan_release(&plan);
    return value;
}

char *instance_file(const char *name)
{
    const char *folder = getenv("CAIRN_INSTANCES");
    char *path = cairn_format("%s/%s", folder ? folder : "", name);
    FILE *file = folder ? fopen(path, "rb") : NULL;
    char *text = NULL;
    size_t size = 0, got;

    cairn_free(path);
    if (!file)
        return NULL;
    do {
        text = realloc(text, size + 65536 + 1);
        assert(text);
        got = fread(text + size, 1, 65536, file);
        size += got;
    } while (got > 0);
    text[size] = '\0';
    fclose(file);
    return text;
}
