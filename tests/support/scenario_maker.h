/*
 * scenario_maker.h - a random scenario in the making; what the random_*.c files share
 *
 * Facts come first, then places, then loads. Each load finds or makes the pools and caches that it
 * goes through; sizes of pools follow from what is sent to them.
 */
#ifndef TESTS_SUPPORT_SCENARIO_MAKER_H
#define TESTS_SUPPORT_SCENARIO_MAKER_H

#include "math/rng.h"
#include "support/random_scenario.h"

enum {
    HARDWARE_MOST = 4,
    MODELS_MOST = 3,
    VARIANTS_MOST = 3,
    PLACES_MOST = 5,
    POOLS_MOST = 32,
    CACHES_MOST = 8,
    WORKLOADS_MOST = 5,
};

static const int64_t us_ns = 1000, ms_ns = 1000000, second_ns = 1000000000;

struct made_hardware {
    bool of_language; /* language models are measured on it in passes, and on no other */
    int64_t idle_mw;  /* at the wall, where its power is measured there; else 0 */
};

struct made_model {
    bool of_language;
    int n_variants;
    bool exits;         /* all of its variants have one */
    int64_t latency_us; /* about, of a batch of one on the first hardware */
};

/* A workload in the making. */
struct made_step {
    int model;
    bool unsure; /* takes what the model before is unsure of */
    double service_s;
};

struct load {
    struct draft_node *node, *arrivals;
    int site, model;
    int64_t rate_per_h;        /* of one copy */
    double service_s;          /* about */
    struct made_step steps[2]; /* further ones */
    int n_steps;
};

struct made_place {
    struct draft_node *node;
    bool region;
    int copies;
};

/* Requests go to it: what has to be known of it for others to follow. */
struct made_pool {
    struct draft_node *node;
    int place, hardware;
    int api_of; /* model, or -1 */
    bool provided;
    bool sharing;
    bool batches;  /* of more than one */
    bool may_fail; /* all of its devices may be away */
    bool rented;
    double erlangs; /* of its load, batches apart */
};

struct made_cache {
    int place;
};

struct maker {
    struct random_scenario *made;
    struct draft *draft;
    struct draft_node *root, *baseline;
    struct cairn_rng rng;
    enum theme theme;
    struct made_hardware hardware[HARDWARE_MOST];
    int n_hardware;
    struct made_model models[MODELS_MOST];
    int n_models;
    struct made_place places[PLACES_MOST]; /* sites first */
    int n_sites, n_places;
    struct made_pool pools[POOLS_MOST];
    int n_pools;
    struct made_cache caches[CACHES_MOST];
    int n_caches;
    int n_workloads;
    int n_sends; /* of the theme of swaps */
    bool has_shape, has_surge, has_seasons;
    double requests_per_s; /* of all copies */
};

/* ---- chance ---- */

/* 0 .. n - 1 */
int maker_pick(struct maker *maker, int n);
/* least .. most */
int64_t maker_between(struct maker *maker, int64_t least, int64_t most);
bool maker_chance(struct maker *maker, int percent);
/* True where it is the theme, and else with a probability. */
bool maker_wants(struct maker *maker, enum theme theme, int percent);
/* An attribute that is a number of tenths, least .. most of them. */
void maker_tenths(struct maker *maker, struct draft_node *to, const char *name, int64_t least,
                  int64_t most);
/* A distribution with the name `word`, and its cv where it needs one. Mostly none. */
void maker_variation(struct maker *maker, struct draft_node *to, const char *word, const char *cv,
                     int percent);

/* ---- parts ---- */

void make_facts(struct maker *maker);
void make_places(struct maker *maker);
void make_link(struct maker *maker, int site, int region);
/* Where requests of a model at a site can go: a pool, found or made. */
int make_pool_for(struct maker *maker, int site, int model);
/* A cache at a place, found or made. */
int make_cache_at(struct maker *maker, int place);
/* A shape, its id "day", and seasons: once for all who name them. */
void make_shape(struct maker *maker);
void make_seasons(struct maker *maker);
/* Failures of devices or lines. */
void make_outage(struct maker *maker, struct draft_node *of);
void make_arrivals(struct maker *maker, struct load *load);
void make_loads(struct maker *maker);
/* How large the pools of the baseline are. */
void make_sizes(struct maker *maker);

#endif
