/*
 * feed.h - the arrivals of a source one by one, for the event engine
 *
 * Arrivals depend on nothing that happens after them, so they are made in blocks (front.h) and
 * handed out singly. Those that a window does not come to are dropped.
 */
#ifndef CAIRN_PHYSICS_FEED_H
#define CAIRN_PHYSICS_FEED_H

#include "physics/source.h"

/* Few enough for a window of few requests. */
enum { CAIRN_FEED_BLOCK = 64 };

struct cairn_feed {
    struct cairn_source_sim *source;
    int at, n;                         /* the next one of so many in the block */
    int64_t time_ns[CAIRN_FEED_BLOCK]; /* CAIRN_NEVER at `at` if there is none */
    int32_t copy[CAIRN_FEED_BLOCK], route[CAIRN_FEED_BLOCK];
    int32_t row[CAIRN_FEED_BLOCK]; /* anything where nothing is replayed */
    uint32_t content[CAIRN_FEED_BLOCK];
    uint64_t bits[CAIRN_FEED_BLOCK];
};

/* Begins the window that the source has begun. */
void cairn_feed_begin(struct cairn_feed *feed, struct cairn_source_sim *source);

/* Private: makes the next block. */
void cairn_feed_fill(struct cairn_feed *feed);

/* When the next request arrives, or CAIRN_NEVER. */
static inline int64_t cairn_feed_next_ns(const struct cairn_feed *feed)
{
    return feed->time_ns[feed->at];
}

/* Its arrival, as an event. */
static inline struct cairn_event cairn_feed_next(const struct cairn_feed *feed)
{
    int source = feed->source->index;

    return (struct cairn_event){
        .time_ns = cairn_feed_next_ns(feed),
        .order = cairn_event_order(CAIRN_EVENT_ARRIVAL, (uint32_t)source, 0),
        .payload = cairn_payload(source, 0),
    };
}

/* Makes the request that arrives now, and moves on to the next. */
static inline uint32_t cairn_feed_arrive(struct cairn_feed *feed, struct cairn_run *run)
{
    uint32_t made = cairn_requests_make(&run->requests);
    struct cairn_request *request = cairn_run_request(run, made);
    int at = feed->at++;

    request->arrival_ns = run->now_ns;
    request->wait_ns = 0;
    request->number = feed->source->number++;
    request->bits = feed->bits[at];
    request->copy = feed->copy[at];
    request->route = feed->route[at];
    request->content = feed->content[at];
    request->row = feed->row[at];
    request->measured = run->measuring;
    request->hit = false;
    request->handed_on = false;
    if (feed->at == feed->n)
        cairn_feed_fill(feed);
    return made;
}

#endif
