/*
 * build.h - small scenarios for tests, as C structs without a file
 *
 * Each function adds one thing, with everything that its arguments do not say absent (NaN, NULL,
 * CAIRN_NONE) or at the format's default, and returns its index. Tests then set fields of what
 * was added. Adding may move arrays: keep indices, not pointers. Canonical order is the caller's
 * business: add things in order of their ids, a model's variants right behind it.
 */
#ifndef TESTS_SUPPORT_BUILD_H
#define TESTS_SUPPORT_BUILD_H

#include <cairn/scenario.h>

struct cairn_scenario *build_scenario(void);
void build_free(struct cairn_scenario *s);

/* Indexes what is complete, so that large ones are looked up as fast as those of files. */
void build_index(struct cairn_scenario *s);

int build_site(struct cairn_scenario *s, const char *id, int count);
int build_region(struct cairn_scenario *s, const char *id);

/* 10 W idle, 1 W asleep, nothing else known. */
int build_hardware(struct cairn_scenario *s, const char *id);

int build_model(struct cairn_scenario *s, const char *id);

/* A variant of the model added last; 1 MB. */
int build_variant(struct cairn_scenario *s, const char *id, double accuracy);

/* An exit of the variant added last; what is known of the rest is nothing. */
int build_exit(struct cairn_scenario *s, double at, double share, double accuracy);

/* The next step of the workload added last, with the share 100 %. */
int build_step(struct cairn_scenario *s, int model, double payload_bytes, enum cairn_takes takes);

/* Points at batch 1, 2, 4, 8...: n of them, with the latency of a whole batch; 20 W. */
int build_profile(struct cairn_scenario *s, int variant, int hardware, const double *latency_s,
                  int n);

/* Poisson, 1 kB up and down, no promise but an accuracy of 0 and a p95 of any. */
int build_workload(struct cairn_scenario *s, const char *id, int site, int model,
                   double rate_per_s);

/* Owned, 100 Wh of which 80 may be used, 50 W and a loss of 10 % either way; charged by the sun. */
void build_battery(struct cairn_scenario *s, int place);

/* Bought, 0 to max devices. */
int build_pool(struct cairn_scenario *s, const char *id, int place, int hardware, int max);

/* A managed service for a model, and the pool in a region by which it is used. */
int build_service(struct cairn_scenario *s, const char *id, int model, double latency_s);
int build_api(struct cairn_scenario *s, const char *id, int region, int service);

int build_cache(struct cairn_scenario *s, const char *id, int place, int entries);

/* 8 Mbit/s (1 kB takes 1 ms), 10 ms one way. */
int build_link(struct cairn_scenario *s, const char *id, int site, int region);

/* A shape from 24 factors that hold on all days, or from 168; used as they are. */
int build_day_shape(struct cairn_scenario *s, const char *id, const double factors[24]);
int build_week_shape(struct cairn_scenario *s, const char *id, const double factors[168]);

/* So many days of the year, behind the season added before. */
int build_season(struct cairn_scenario *s, const char *id, int days);

/* A shape of [season][168] factors, for all seasons that there are. */
int build_year_shape(struct cairn_scenario *s, const char *id, const double *factors);

int build_baseline(struct cairn_scenario *s, const char *id);

/* Belongs to the baseline added last. */
int build_send(struct cairn_scenario *s, int workload, int pool, int variant, double share);
int build_size(struct cairn_scenario *s, int pool, int count, int batch, double timeout_s);

int build_narrowing(struct cairn_scenario *s, int workload, int pool, int variant, int cache);

/* Lists of the search; copied. */
void build_batching(struct cairn_scenario *s, const int *batch_max, int n_batch_max,
                    const double *timeout_s, int n_timeouts);
void build_splits(struct cairn_scenario *s, const double *shares, int n);
void build_spills(struct cairn_scenario *s, const int *over, int n);

#endif
