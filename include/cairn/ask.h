/*
 * ask.h - the whole question of a scenario: which placement is best, and how sure is that?
 *
 * A session answers scenarios one after the other and remembers what it simulated, so that the same
 * question with another price, grid or promise (load.h: cairn_template_make) costs a fraction of
 * the first. What it remembers changes no answer: that is a pure function of the scenario.
 *
 * Not here: what varies, is uncertain or grows in a scenario is left as it stands; cairn_template's
 * edits ask the same one by one. Nothing is written to a results file, and nothing is printed.
 */
#ifndef CAIRN_ASK_H
#define CAIRN_ASK_H

#include <stdbool.h>

#include <cairn/api.h>
#include <cairn/placement.h>
#include <cairn/scenario.h>

/* How a session works; nothing of it changes an answer. All zero is a good choice. */
struct cairn_session_options {
    int threads;       /* that simulate; 0: one for each processor */
    const char *cache; /* file that remembers what was simulated; NULL: the session's memory */
    /* Polled between simulations, by the calling thread; once true, always; may be NULL. */
    bool (*stop)(void *context);
    void *context; /* of stop */
};

/* Used by one thread at a time. */
struct cairn_session;

/*
 * Never fails; options may be NULL, and need not outlive the call (their cache and context do). A
 * cache file that is of no use is done without. Freed with cairn_session_free().
 */
CAIRN_API struct cairn_session *cairn_session_new(const struct cairn_session_options *options);

/* NULL is allowed. Scenarios and replies may outlive it. */
CAIRN_API void cairn_session_free(struct cairn_session *session);

/* How a question ended. */
enum cairn_reply_status {
    CAIRN_REPLY_DECIDED,    /* the placement keeps its promises and none compared is better */
    CAIRN_REPLY_UNDECIDED,  /* the replications that the scenario allows did not settle it */
    CAIRN_REPLY_INFEASIBLE, /* no placement keeps every promise; the sentence says which binds */
    CAIRN_REPLY_TOO_LARGE,  /* more placements than the limit, and nothing to start from */
    CAIRN_REPLY_STOPPED,    /* by stop; there is no sentence */
};

/* The answer; release it with cairn_reply_release(). Numbers are NaN where there is none. */
struct cairn_reply {
    enum cairn_reply_status status;
    char *sentence;                   /* for people, as `cairn run` prints it; owned, or NULL */
    struct cairn_placement placement; /* owned; without routes where there is none */
    double carbon_kg_per_year;        /* under the basis that decides; a year has 365 days */
    double low_kg_per_year;           /* ends of the interval at 1 - alpha */
    double high_kg_per_year;
    double p_correct; /* that no compared placement is better by more than the tie */
    double gap;       /* no placement at all is better by more than this share */
};

/*
 * Answers a scenario, which may take from milliseconds to minutes. `reply` holds nothing before.
 * Returns false where it was stopped.
 */
CAIRN_API bool cairn_ask(struct cairn_session *session, const struct cairn_scenario *scenario,
                         struct cairn_reply *reply);

/* Frees what a reply holds; the struct itself is the caller's. */
CAIRN_API void cairn_reply_release(struct cairn_reply *reply);

#endif
