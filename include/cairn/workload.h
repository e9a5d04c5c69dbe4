/*
 * workload.h - what is asked for: how many requests, when, of what, and what they are promised
 *
 * The structs hold what was said, under the invariants of scenario.h; courses of rates and sampling
 * windows are derived elsewhere.
 */
#ifndef CAIRN_WORKLOAD_H
#define CAIRN_WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

#include <cairn/catalogue.h>

/* A part of the year: from its first day until another season begins. */
struct cairn_season {
    struct cairn_origin origin;
    const char *id;
    const char *from;    /* month and day, such as 12-01 */
    int first_day, days; /* derived; day 0 is January 1st */
};

/* A course of load over the hours of the week. */
struct cairn_shape {
    struct cairn_origin origin;
    const char *id;
    const double *hour_of_week; /* derived: factors by [season][local hour of week], mean 1 */
};

/* A state of arrivals that change their rate at random. */
struct cairn_phase {
    struct cairn_origin origin;
    double load;   /* rate, relative to that of the other phases */
    double stay_s; /* mean time in it */
    double weight; /* how often it follows on others, relative to others */
};

/* A course that repeats; n_loads is 0 where there is none. */
struct cairn_cycle {
    struct cairn_origin origin;
    const double *loads; /* of equal parts of the period; only proportions count */
    int n_loads;
    double period_s;
    double from_s; /* where in it the measured time begins, or NaN: anywhere */
};

/* A crowd that strikes all who name it: a random factor for a period, then another. */
struct cairn_surge {
    struct cairn_origin origin;
    const char *id;
    enum cairn_distribution_kind variation; /* of mean 1 */
    double cv, period_s;
};

/* What a recorded request asked of a language model. */
struct cairn_recorded_tokens {
    uint32_t context;   /* tokens of the prompt */
    uint32_t generated; /* tokens of the reply */
};

/* Requests that were recorded, in order of time; as a circle, since a replay begins again. */
struct cairn_recording {
    int n;                                      /* at least 2 */
    const int64_t *at_ns;                       /* ascending, from 0 on, before length_ns */
    const struct cairn_recorded_tokens *tokens; /* of each, or NULL: the format has none */
    int64_t length_ns;                          /* of the circle */
    int64_t longest_gap_ns;
    int rows, failed, others; /* rows of the file; not replayed: failures, rows of something else */
    uint64_t content[2];      /* hash of the requests */
};

/* How recorded requests are written. */
enum cairn_replay_format {
    CAIRN_TIMESTAMPS,
    CAIRN_AZURE_LLM,
    CAIRN_AZURE_FUNCTIONS_2019,
    CAIRN_AZURE_FUNCTIONS_2021,
    CAIRN_BURSTGPT,
    CAIRN_VIDUR,
};
/* Where in a recording a replication begins. */
enum cairn_replay_moment { CAIRN_REPLAY_ANYWHERE, CAIRN_REPLAY_FROM_START };

/* Requests from a file instead of a random process. */
struct cairn_replay {
    struct cairn_origin origin; /* file is NULL where there is none */
    const char *href, *column;
    const char *only; /* function or model whose rows are replayed; NULL: all */
    enum cairn_replay_format format;
    enum cairn_replay_moment moment;
    double scale;                            /* recordings on top of each other, at other points */
    const struct cairn_recording *recording; /* derived */
};

/* When requests of a workload arrive, at one copy of its site. */
struct cairn_arrivals {
    struct cairn_origin origin;
    enum cairn_distribution_kind process; /* of times between requests; poisson is exponential */
    double rate_per_s, cv;                /* rate, after loading: that of the replay where absent */
    int shape;
    int together; /* copies of the site change phase, or replay, as one */
    int surge;    /* into surges, or CAIRN_NONE */
    int first_phase, n_phases;
    struct cairn_cycle cycle;
    struct cairn_replay replay;
};

/* What the answers to requests owe. */
struct cairn_promise {
    struct cairn_origin origin;
    double p95_s;          /* +infinity where it says any; these too: */
    double ttft_s;         /* to the first token */
    double tpot_s;         /* per token after it */
    double accuracy;       /* 0 where it says any */
    double loss;           /* largest share of requests lost */
    const char *residency; /* legal areas in which data may be processed; NULL: any */
    int offline;           /* served at the site, whatever the network does */
};

/* How a trace of contents is written. */
enum cairn_content_format { CAIRN_CONTENT_PLAIN, CAIRN_CONTENT_TWITTER };

/* Contents in the order in which they were asked for. */
struct cairn_content_trace {
    const uint32_t *requests; /* contents, by rank: 0 is the one that is asked for most often */
    size_t n_requests;
    const int64_t *sizes_bytes; /* [content]: the largest that is recorded; at least 1 */
    int contents;               /* how many */
    uint64_t key[2];            /* a hash of all of the above */
};

/* Which contents are asked for, how often. */
struct cairn_popularity {
    struct cairn_origin origin; /* file is NULL where contents never repeat */
    int contents;               /* after loading, here too of a trace */
    double exponent;            /* NaN of a trace */
    const char *trace_href;     /* NULL: Zipf */
    enum cairn_content_format format;
    double size_bytes; /* mean; NaN: a trace says, or nobody asks */
    enum cairn_distribution_kind variation;
    double cv;
    const struct cairn_content_trace *trace; /* derived; NULL: Zipf */
};

/* Lengths of the prompts and replies of a language model. */
struct cairn_tokens {
    struct cairn_origin origin;             /* file is NULL where nothing is said of them */
    const struct cairn_recording *recorded; /* after loading: the replay whose lengths they are */
    double prompt, reply;                   /* means; NaN where recorded */
    enum cairn_distribution_kind variation;
    double prompt_cv, reply_cv; /* coefficients of variation */
    int most;                   /* tokens of a prompt, and of a reply; longer ones are cut */
    double prefix;              /* share of a prompt that has been read before */
};

/* Training of the planner's own, in full whatever the load. */
struct cairn_training {
    struct cairn_origin origin; /* file is NULL where there is none */
    double energy_j;
    int grid;
    double pue, every_s, price_usd;
};

/* What is kept of each request. */
struct cairn_storage {
    struct cairn_origin origin; /* file is NULL where nothing is kept */
    int medium, at;             /* at: into places */
    double per_request_bytes, keep_s;
};

/* Work that may wait for a greener hour. */
struct cairn_deferral {
    struct cairn_origin origin;   /* file is NULL where none may */
    double share;                 /* of the requests */
    double slack_s, length_s;     /* whole hours */
    int interruptible;            /* it may be done in pieces */
    enum cairn_intensity_kind by; /* what it looks at: average or short-run */
    enum cairn_intensity_scope scope;
    double forecast_cv; /* of the forecast of that, by hour; 0: it is known */
    double up_to;       /* of what a limited pool can do in an hour */
};

/* Which accuracy is promised where it falls between trainings. */
enum cairn_drift_moment { CAIRN_DRIFT_END, CAIRN_DRIFT_MEAN };

/* How accuracy falls between trainings. */
struct cairn_drift {
    struct cairn_origin origin; /* file is NULL where accuracy stays as it is */
    double loss, per_s;         /* so much less accuracy after so much time */
    enum cairn_drift_moment promise;
    struct cairn_evidence evidence;
};

/* What a wrong answer causes. */
struct cairn_rework {
    struct cairn_origin origin; /* file is NULL where nothing is said of it */
    double carbon_g, price_usd;
    struct cairn_evidence evidence;
};

/* Which requests go on to a step. */
enum cairn_takes { CAIRN_TAKES_ALL, CAIRN_TAKES_UNSURE };

/* A further step: another model works on what the one before has made of a request. */
struct cairn_step {
    struct cairn_origin origin;
    int workload;
    int number; /* from 2 on, without a gap; step 1 is the workload's own model */
    int model;
    double payload_bytes; /* that it is handed; NaN: the output of the variant before */
    double share;         /* of the requests before it that go on, where it takes all */
    enum cairn_takes takes;
    int same_variants; /* only after the variant of the same name */
    struct cairn_tokens tokens;
};

/* Requests for one model from one site. */
struct cairn_workload {
    struct cairn_origin origin;
    const char *id;
    int place; /* its site */
    int model;
    int first_step, n_steps; /* further ones */
    double payload_bytes, reply_bytes;
    double peak;     /* busiest hour of a peak week over that of a typical one */
    int peak_season; /* in which the load is `peak` times as high, or CAIRN_NONE: not said */
    int priority;    /* the higher goes first */
    struct cairn_arrivals arrivals;
    struct cairn_promise promise;
    struct cairn_popularity popularity;
    struct cairn_tokens tokens;
    struct cairn_training training;
    struct cairn_storage storage;
    struct cairn_deferral deferral;
    struct cairn_drift drift;
    struct cairn_rework rework;
};

#endif
