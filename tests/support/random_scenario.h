/*
 * random_scenario.h - valid scenarios that nobody would write, one for each number
 *
 * Sites with copies, regions and lines between them; pools of every discipline, batching rule,
 * tenancy; models with several variants, language models; caches of every policy; arrivals of every
 * process; a placement of all that as a baseline, sized so that most of its pools can cope. Where
 * random components (random_rig.h) are thrown together from the structs of the simulation, these
 * come as files and go through the reader.
 *
 * A scenario of a few hundred requests takes some milliseconds. Each number also has a theme: one
 * mechanism that must be there. All others are there with some probability of their own.
 *
 * A mechanism is added where the part is made that it belongs to: random_facts.c (hardware, models,
 * profiles), random_places.c (sites, pools, caches), random_links.c, random_calendar.c,
 * random_arrivals.c, random_loads.c (workloads, and where they go); and then in mechanisms.c, which
 * tells from a component what is in it.
 */
#ifndef TESTS_SUPPORT_RANDOM_SCENARIO_H
#define TESTS_SUPPORT_RANDOM_SCENARIO_H

#include "support/draft.h"

/* Mechanisms that a number may ask for. */
enum theme {
    THEME_COPIES,
    THEME_SHAPE,
    THEME_PEAK,
    THEME_SEASON,
    THEME_PHASES,
    THEME_CYCLE,
    THEME_SURGE,
    THEME_REPLAY,
    THEME_PRIORITY,
    THEME_DEADLINE,
    THEME_SHARING,
    THEME_BATCHES,
    THEME_BATCH_MIN,
    THEME_ADAPTIVE,
    THEME_SWAP,
    THEME_QUEUE,
    THEME_SLEEP,
    THEME_SCHEDULE,
    THEME_SCALE,
    THEME_OUTAGE,
    THEME_LANGUAGE,
    THEME_PREFIX,
    THEME_PROVIDER,
    THEME_API,
    THEME_CACHE,
    THEME_CACHE_BYTES,
    THEME_CACHE_UPDATE,
    THEME_CACHE_SIMILAR,
    THEME_CONTENT_TRACE,
    THEME_SPLIT,
    THEME_STEPS,
    THEME_CASCADE,
    THEME_REGION, /* the first of those that need one */
    THEME_MEETING,
    THEME_JITTER,
    THEME_LOSS,
    THEME_RADIO,
    THEME_SHARED_LINE,
    THEME_LINE_DOWN,
    THEME_FALLBACK, /* the last */
    THEME_OVERLOAD,
    N_THEMES
};

struct random_scenario {
    struct draft draft;
    struct cairn_buffer recording; /* the file recording.csv that it may name */
    struct cairn_buffer contents;  /* the file contents.csv */
    struct draft_node *baseline;
    const char *plain_model; /* one that is not of language; static */
    bool scales;             /* may be written slower: nothing in it has a pace of its own */
};

void random_scenario_init(struct random_scenario *made, uint64_t number);
/* Adds a site with a pool and a workload that have nothing to do with the others. */
void random_scenario_add_bystander(struct random_scenario *made);
/*
 * Adds a region that no request goes to, with a pool and a line from the first site, and a grid,
 * hardware and a model of its own.
 */
void random_scenario_add_unused(struct random_scenario *made);
/*
 * Makes two of a site with several copies and a load, one with all but one of them: the same in
 * law. False, and nothing was done, where there is none, or where its copies share what two sites
 * would not: a line, arrivals that come together, or a cache that tells contents of workloads
 * apart.
 */
bool random_scenario_split(struct random_scenario *made);

void random_scenario_release(struct random_scenario *made);

#endif
